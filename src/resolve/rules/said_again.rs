//! A level that was cited before with its instrument: `14 CFR part 39 … part 39`.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::grammar::{FamilyId, LevelId};
use crate::parse::{Citation, Step};
use crate::resolve::discourse::Discourse;

pub(super) const RULE: Rule = Rule {
    name: "said-again",
    on: On::Level,
    class: Class::Repeated,
    doc: "A part, chapter or article named alone is the one of that number that was cited last with its instrument, in the \
same spelling.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Level { citation, level } = *asked else { return None };
    let named = citation.members.first()?.path.first()?.place.of(d.text());
    let rungs = d.grammar().ladders.iter().filter_map(|l| l.rung(level));
    let prefixes = rungs.map(|r| r.prefix.as_str()).filter(|p| !p.is_empty());
    let part = |prefix: &str| {
        let known = d.memory().with_part(&format!("{prefix}{named}"))?;
        // `article 3` isn't what was cited as Article III.
        let as_written = d.text()[known.start..known.end].contains(named);
        let same = d.ladder(known.family()).rung(level).is_some_and(|r| r.prefix == prefix);
        (as_written && same && has_level(d, citation, level, known.family())).then_some(known)
    };
    let known = prefixes.filter_map(part).max_by_key(|k| k.start)?;
    // Of `title XVIII, part D` cited before, `part D` is that title's.
    let ladder = d.ladder(known.family());
    let above = known.referent.reach_of(ladder, level).map_or(0, |reach| reach - 1);
    let referent = known.referent.at(known.referent.path[..above].iter().cloned().collect());
    let resolution = Resolution::of(referent, Form::Short, "cited before with its instrument");
    Resolution { antecedent: Some(known.start), ..resolution }.is()
}

/// Whether a family has such a level in the way that the citation names it: `article 3(a)` isn't of what has sections below
/// its articles, and `¶ 46` is no paragraph of what has sections or articles, for it would be of one of these.
pub(super) fn has_level(d: &Discourse<'_>, citation: &Citation, level: LevelId, family: FamilyId) -> bool {
    let ladder = d.ladder(family);
    let marked = citation.members.iter().any(|m| m.path.get(1).is_some_and(|p| p.step == Step::Mark));
    let tops = [d.section_level(), d.grammar().level("article")];
    let top = tops.into_iter().flatten().filter_map(|l| ladder.rank(l)).max();
    ladder.rank(level).is_some_and(|own| top.is_none_or(|top| own <= top)) && (!marked || ladder.has_marks_below(level))
}
