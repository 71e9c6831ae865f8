//! A part of what the document defined: `section 5 of the Exchange Act`.

use super::{Asked, Class, Form, On, Placed, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;

pub(super) const RULE: Rule = Rule {
    name: "of-a-term",
    on: On::Part,
    class: Class::Stated,
    doc: "A part that is said to be of a term is of what the document defined by that term.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let citation = asked.part()?;
    let of = d.resolver().scanner.parser().after_of(d.text(), citation.end)?;
    let (term, end) = d.terms().at(d.text(), of)?;
    if !term.referent.is_known() {
        return Verdict::untold(format!("it is of what the document calls “{}”, which is not recognised", term.text));
    }
    let resolution =
        Resolution::of(term.referent.clone(), Form::Short, format!("the document defines “{}”", term.text));
    Resolution { antecedent: Some(term.at), placed: Placed::AsNamed, until: Some(end), ..resolution }.is()
}
