//! An article of the only instrument with articles that the text has named so far.

use super::nearest_with_level::names_between;
use super::said_again::has_level;
use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;

pub(super) const RULE: Rule = Rule {
    name: "only-with-article",
    on: On::Level,
    class: Class::Near,
    doc: "An article named alone is of the only instrument with articles that the text has named, if it has spoken of no other \
that isn't recognised.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Level { citation, level } = *asked else { return None };
    if d.grammar().roles.article != Some(level) || d.own().is_some() {
        return None;
    }
    let fits = |k: &crate::resolve::memory::Known| has_level(d, citation, level, k.family());
    let known = d.memory().nearest(citation.start, d.grammar().reach.nearest, fits)?;
    let unknown = d.mentions_back().take(200).any(|m| m.id.is_none());
    let others = d.memory().iter_back().take(400).any(|k| fits(k) && k.base() != known.base());
    // `the Convention … Article 53`, where that is none of those named.
    let article = |_: &str, f| has_level(d, citation, level, f);
    let unknown = unknown || d.speaking().unfound(article).is_some();
    if unknown || others || names_between(d, known.end.min(citation.start), citation.start, level) {
        return None;
    }
    Resolution::of_instrument(known, Form::Short, "the only instrument with articles that the text has named").is()
}
