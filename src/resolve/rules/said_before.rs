//! A section that was cited before with its instrument: `18 U.S.C. § 924(c) … Section 924(c)`.

use super::said_again::said_of_unknown;
use super::{Asked, Class, Form, On, Resolution, Rule, Then, Verdict};
use crate::grammar::FamilyId;
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::{can_have_section, has_sections, is_code, part_with_sections};
use crate::resolve::memory::Known;

pub(super) const RULE: Rule = Rule {
    name: "said-before",
    on: On::Section,
    class: Class::Repeated,
    doc: "A section named alone is of the instrument with which a section of that very number was cited last.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Section { citation, number } = *asked else { return None };
    let known = cited_section(d, number)?;
    if said_of_unknown(d, citation, known) {
        return Verdict::untold("a section of this number was cited last of something that isn't recognised");
    }
    // An Act's section isn't surely meant any more where the instrument named last is another that can have such a section.
    let named = |k: &&Known| !is_code(d, k.family()) && has_sections(d, k.family());
    let last = d.memory().iter_back().take(40).find(named).filter(|k| k.base() != known.base());
    if let Some(other) = last.filter(|k| !is_code(d, known.family()) && can_have_section(d, k, number)) {
        return Verdict::between("another that can have such a section was named since it was cited", [known, other]);
    }
    let why = format!("section {number} was cited before with its instrument");
    let mut resolution = Resolution::of_instrument(known, Form::Short, why).then(Then::MayAmend);
    if let Some(part) = part_with_sections(d, &known.referent) {
        resolution.referent = part;
    }
    resolution.is()
}

/// The last mention of a section with this number, whatever its instrument's sections are called.
pub(super) fn cited_section<'d>(d: &'d Discourse<'_>, number: &str) -> Option<&'d Known> {
    let rung = |family: FamilyId| d.ladder(family).rung(d.section_level()?);
    let part = |prefix: &str| {
        let known = d.memory().with_part(&format!("{prefix}{number}"))?;
        rung(known.family()).is_some_and(|r| r.prefix == prefix).then_some(known)
    };
    ["s", ""].into_iter().filter_map(part).max_by_key(|k| k.start)
}
