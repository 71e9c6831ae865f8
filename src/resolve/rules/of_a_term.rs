//! A part of what the document defined: `section 5 of the Exchange Act`.

use super::{Asked, Class, Form, On, Placed, Resolution, Rule, Verdict};
use crate::resolve::defining::is_initialism;
use crate::resolve::discourse::Discourse;
use crate::resolve::terms::Term;

pub(super) const RULE: Rule = Rule {
    name: "of-a-term",
    on: On::Part,
    class: Class::Stated,
    doc: "A part that is said to be of a term, or stands directly before initials that are one, is of what the document defined \
by that term.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let citation = asked.part()?;
    let (term, end) = match d.resolver().scanner.parser().after_of(d.text(), citation.end) {
        Some(of) => d.terms().at(d.text(), of)?,
        // `section 208 HDA 2004`
        None => beside(d, citation.end)?,
    };
    if !term.referent.is_known() {
        return Verdict::untold(format!("it is of what the document calls “{}”, which is not recognised", term.text));
    }
    let resolution =
        Resolution::of(term.referent.clone(), Form::Short, format!("the document defines “{}”", term.text));
    Resolution { antecedent: Some(term.at), placed: Placed::AsNamed, until: Some(end), ..resolution }.is()
}

/// The initials directly behind a citation that the document defined, and where they end.
fn beside<'d>(d: &'d Discourse<'_>, end: usize) -> Option<(&'d Term, usize)> {
    let rest = d.text()[end..].strip_prefix([' ', '\n', '\u{a0}'])?;
    let at = d.text().len() - rest.len();
    rest.starts_with(|c: char| c.is_ascii_uppercase())
        .then(|| d.terms().at(d.text(), at))?
        .filter(|(t, _)| is_initialism(&t.text))
}
