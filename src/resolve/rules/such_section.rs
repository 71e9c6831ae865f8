//! A section that is pointed back to by its number: `such section 104`.

use super::said_before::cited_section;
use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;

pub(super) const RULE: Rule = Rule {
    name: "such-section",
    on: On::Section,
    class: Class::Loose,
    doc: "“Such section 104” is the section 104 that was cited before with its instrument.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Section { citation, number } = *asked else { return None };
    citation.determiner?;
    let known = cited_section(d, number)?;
    let why = format!("section {number} was cited before with its instrument");
    Resolution::of_instrument(known, Form::Anaphora, why).is()
}
