//! An article or paragraph named alone in the text of an instrument or of one that it quotes.

use super::own_part::lacks_section;
use super::said_again::has_level;
use super::{Asked, Class, Form, On, Resolution, Rule, Then, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::instruction::is_anothers;
use crate::resolve::memory::Known;
use crate::resolve::scopes::Scope;

pub(super) const RULE: Rule = Rule {
    name: "own-level",
    on: On::Level,
    class: Class::Own,
    doc: "An article, schedule or paragraph named alone is of the instrument that the words belong to, quoted or the \
document's own, and of none where that isn't known.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Level { citation, level } = *asked else { return None };
    let traits = &d.grammar().levels[level as usize];
    let scope =
        d.quoting().or_else(|| d.amended().filter(|s| d.ladder(s.referent.family).has(level))).or_else(|| d.own());
    let has = |scope: &&Scope| d.ladder(scope.referent.family).has(level);
    if !(traits.stands_alone || traits.own_alone && scope.as_ref().is_some_and(has)) {
        return None;
    }
    // What explains an instrument names its regulations and articles alone, and the schedules and paragraphs of others too.
    let explained = d.is_on_another() && d.quoting().is_none() && d.amended().is_none();
    if explained && (traits.annexed || !(traits.own_alone || traits.stands_alone)) {
        return None;
    }
    // `Lamps Regulations 2011` ends in its year.
    // `in first par.⏎1960—Subsec. (f)`: the year heads the next line.
    let part = citation.members.first()?.path.first()?.place;
    let broken = d.text()[citation.start..part.start as usize].contains('\n');
    let year = |number: &str| number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    if (traits.own_alone || broken) && year(part.of(d.text())) {
        return None;
    }
    let scope = scope.filter(has)?;
    // `37 Stat. 982, ch. 150, § 8, par. 31A` in a credit: of what stands directly before it.
    let before = |k: &&Known| d.text().get(k.end..citation.start).is_some_and(|between| between.trim() == ",");
    if d.memory().last().filter(before).is_some_and(|k| k.base() != scope.referent.base) {
        return Verdict::untold("it is of what is named directly before it");
    }
    if d.amended().is_none() && is_anothers(d, citation) {
        return Verdict::untold("a law amends another and not itself, and which isn't recognised");
    }
    if !scope.referent.is_known() {
        return Verdict::untold("it is of the text's own instrument, and the text doesn't say which that is");
    }
    // `paragraphs 4 and 5 above` in an annex are the annex's.
    if d.in_annex() && Some(level) == d.grammar().roles.paragraph && d.quoting().is_none() && d.amended().is_none() {
        return Verdict::untold("it stands in an annex, whose paragraphs aren't the instrument's");
    }
    let why = "it is of the instrument that the words belong to";
    if has_level(d, citation, level, scope.referent.family) {
        return Resolution::of_scope(scope, Form::Short, why).then(Then::Narrows).is();
    }
    // `paragraph 2` in Article 5 of an act is one of that article.
    let below = d.ladder(scope.referent.family).rung(level).is_some_and(|rung| rung.prefix.is_empty());
    if !below {
        return None;
    }
    if lacks_section(d, scope) {
        return Verdict::untold("it is of the text's own instrument, in none of its articles");
    }
    Resolution::within(scope, Form::Short, why).then(Then::Narrows).is()
}
