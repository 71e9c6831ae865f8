//! A section named alone in a state's law, numbered as only the state's code is: `§ 47-829` in an act of the Council.

use super::{Asked, Class, Form, On, Resolution, Rule, Then, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits;

pub(super) const RULE: Rule = Rule {
    name: "code-of-its-state",
    on: On::Section,
    class: Class::Own,
    doc: "A section named alone in a law of a state is of the state's code, where its number is written as that code's are and \
the law's own are not.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Section { number, .. } = *asked else { return None };
    let code = fits::code_of_its_state(d, number)?;
    let why = "its number is one of the code of the state whose law the text is";
    Resolution::of(code, Form::Short, why).then(Then::MayAmend).is()
}
