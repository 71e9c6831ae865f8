//! A part below sections in the text of a law: `subsection (b)` is the law's own.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;

pub(super) const RULE: Rule = Rule {
    name: "own-part",
    on: On::Marks,
    class: Class::Own,
    doc: "A paragraph named alone in a document that is itself an instrument is the instrument's own.",
    read,
};

fn read(d: &Discourse<'_>, _: &Asked<'_>) -> Option<Verdict> {
    let own = d.own()?;
    if !own.referent.is_known() {
        return Verdict::untold("it is of the text's own instrument, and the text doesn't say which that is");
    }
    Resolution::within(own, Form::Short, "it is of the text's own instrument").is()
}
