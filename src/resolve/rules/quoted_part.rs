//! A part below sections in quoted words: `paragraph (2)` in a block quotation of section 5.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;

pub(super) const RULE: Rule = Rule {
    name: "quoted-part",
    on: On::Marks,
    class: Class::Quoted,
    doc: "A paragraph named alone inside quoted words is one of the provision quoted.",
    read,
};

fn read(d: &Discourse<'_>, _: &Asked<'_>) -> Option<Verdict> {
    let scope = d.quoting()?;
    if !scope.referent.is_known() {
        return Verdict::untold("it is of the instrument amended, which is not recognised");
    }
    let why = "inside the words quoted, it is of the provision quoted";
    Resolution::within(scope, Form::Anaphora, why).is()
}
