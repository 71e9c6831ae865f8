//! A section of the only instrument that the text has named so far.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::{
    can_have_section, has_sections, is_amended_there, is_of_few, may_have_all, part_with_sections,
};
use crate::resolve::memory::Known;

pub(super) const RULE: Rule = Rule {
    name: "only-with-section",
    on: On::Section,
    class: Class::Near,
    doc: "A section named alone is of the only instrument with sections that the text has named, if the registry has that \
section of it or its sections aren't listed, and if the text has spoken of no other that isn't recognised and has no sections of its own.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Section { citation, number } = *asked else { return None };
    // In a document with sections of its own, those of another are cited with it.
    if d.is_numbered() {
        return None;
    }
    let fits = |k: &Known| can_have_section(d, k, number) && may_have_all(d, k.base(), citation);
    let known = d.memory().nearest(citation.start, d.grammar().reach.section, |k| has_sections(d, k.family()))?;
    let unknown = d.mentions_back().take(200).any(|m| m.id.is_none());
    // `this Act`, `the Act` that is none of those named has sections of its own.
    let unfound = |noun: &str, f| has_sections(d, f) && d.terms().word(noun).is_none();
    let unknown = unknown || d.speaking().unfound(unfound).is_some();
    let others = d.memory().iter_back().take(400).any(|k| has_sections(d, k.family()) && k.base() != known.base());
    if unknown
        || others
        || !fits(known)
        || !is_of_few(d, known, citation, number)
        || is_amended_there(d, citation.start)
    {
        return None;
    }
    let why = "the only instrument with sections that the text has named";
    let mut resolution = Resolution::of_instrument(known, Form::Short, why);
    if let Some(part) = part_with_sections(d, &known.referent) {
        resolution.referent = part;
    }
    resolution.is()
}
