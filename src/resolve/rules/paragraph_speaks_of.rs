//! A low section number in a paragraph that speaks of another instrument than the one it was cited with before.

use super::said_before::cited_section;
use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::{can_have_section, has_sections, is_code};
use crate::resolve::memory::Known;

pub(super) const RULE: Rule = Rule {
    name: "paragraph-speaks-of",
    on: On::Section,
    class: Class::Near,
    doc: "A section of one or two digits, cited before with another instrument, is of the one that its own paragraph speaks \
of, where that is neither a code nor legislation and can have it.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Section { citation, number } = *asked else { return None };
    if number.bytes().take_while(u8::is_ascii_digit).count() > 2 {
        return None;
    }
    let known = cited_section(d, number)?;
    let floor = d.boundary(citation.start.saturating_sub(d.grammar().reach.paragraph));
    let paragraph = d.text()[floor..citation.start].rfind("\n\n").map_or(floor, |at| floor + at + 2);
    let in_paragraph = || d.memory().iter_back().take_while(|k| k.start >= paragraph);
    let last: &Known = in_paragraph().find(|k| has_sections(d, k.family()))?;
    let enacted = |k: &Known| d.family(k.family()).enacted;
    let fits = known.end <= paragraph
        && !last.pointed
        && last.base() != known.base()
        && !is_code(d, last.family())
        // An Act's sections are cited by number long after the Act was named.
        && !enacted(last)
        && !enacted(known)
        && can_have_section(d, last, number);
    // Where the paragraph also names the one of before, it may be either.
    if !fits || in_paragraph().any(|k| k.base() == known.base()) {
        return None;
    }
    Resolution::of_instrument(last, Form::Short, "the instrument that the paragraph speaks of").is()
}
