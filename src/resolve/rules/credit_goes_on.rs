//! A further title of the law that a credit has just named: `Pub. L. 96-272, title I, § 101(a), title III, § 302(a)`.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;

pub(super) const RULE: Rule = Rule {
    name: "credit-goes-on",
    on: On::Level,
    class: Class::Near,
    doc: "A title, division or chapter directly behind a law and its sections, with a comma between, is of that law.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Level { citation, level } = *asked else { return None };
    let known = d.memory().last().filter(|k| k.end <= citation.start)?;
    let ladder = d.ladder(known.family());
    let above = |own| d.section_level().and_then(|s| ladder.rank(s)).is_some_and(|section| own < section);
    if !d.family(known.family()).enacted || d.family(known.family()).is_code() || !ladder.rank(level).is_some_and(above)
    {
        return None;
    }
    // `§ 1 [[div. A], title VII, § 721]`: which part of the law the brackets mean isn't told by the words.
    let between = d.text()[known.end..citation.start].trim_end();
    if between.trim_start_matches([',', ' ', '\u{a0}']).starts_with('[') && between.len() < 24 {
        return Verdict::between("the brackets behind a law say where in it", [known]);
    }
    if between != "," {
        return None;
    }
    let keep = known.referent.reach_of(ladder, level).map_or(0, |reach| reach - 1);
    let referent = known.referent.at(known.referent.path[..keep].iter().cloned().collect());
    let resolution = Resolution::of(referent, Form::Short, "it goes on with the law directly before it");
    Resolution { antecedent: Some(known.start), ..resolution }.is()
}
