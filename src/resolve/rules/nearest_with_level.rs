//! An article or paragraph of the nearest instrument before it that has such parts.

use super::said_again::has_level;
use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::grammar::LevelId;
use crate::resolve::discourse::Discourse;

pub(super) const RULE: Rule = Rule {
    name: "nearest-with-level",
    on: On::Level,
    class: Class::Loose,
    doc: "An article or paragraph named alone is of the nearest instrument before it that has such parts; nothing where an \
instrument that isn't recognised is named nearer. Levels whose words are common ones cite nothing alone.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Level { citation, level } = *asked else { return None };
    if !d.grammar().levels[level as usize].stands_alone {
        return Some(Verdict::Nothing);
    }
    let fits = |k: &crate::resolve::memory::Known| has_level(d, citation, level, k.family());
    let known = d.memory().nearest(citation.start, d.grammar().reach.nearest, fits)?;
    if names_between(d, known.end.min(citation.start), citation.start, level) {
        return Verdict::untold("an instrument that is not recognised is named nearer");
    }
    Resolution::of_instrument(known, Form::Short, "of the nearest instrument before it that has such parts").is()
}

/// Whether a noun of an instrument with such parts stands between two places, as part of a name: `the Statute of …`.
pub(super) fn names_between(d: &Discourse<'_>, from: usize, to: usize, level: LevelId) -> bool {
    let grammar = d.grammar();
    let has = |f: &&crate::grammar::Family| grammar.ladders[f.ladder].rank(level).is_some();
    let mut words = d.text()[from..to].split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 4);
    words.any(|w| {
        w.starts_with(char::is_uppercase) && grammar.families.iter().filter(has).any(|f| f.nouns.iter().any(|n| n == w))
    })
}
