//! A section named alone in the text of a law: it is the law's own.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::number_fits;

pub(super) const RULE: Rule = Rule {
    name: "own-section",
    on: On::Section,
    class: Class::Own,
    doc: "A section named alone in a document that is itself an instrument is the instrument's own.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Section { number, .. } = *asked else { return None };
    if let Some(citation) = asked.part()
        && d.own().is_some()
        && d.in_notes(citation.start)
    {
        return Verdict::untold("it stands in notes on the text's own instrument, which speak of others too");
    }
    let own = d.own().filter(|own| number_fits(d, own.referent.family, number))?;
    if !own.referent.is_known() {
        return Verdict::untold("it is of the text's own instrument, and the text doesn't say which that is");
    }
    Resolution::of_scope(own, Form::Short, "it is a section of the text's own instrument").is()
}
