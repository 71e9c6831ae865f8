//! A section named alone in quoted words: it is one of the instrument quoted.

use super::amended_section::{may_be_of, of_unknown};
use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;

pub(super) const RULE: Rule = Rule {
    name: "quoted-section",
    on: On::Section,
    class: Class::Quoted,
    doc: "A section named alone inside quoted words is one of the instrument quoted, if that can have it.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    if let Some(untold) = of_unknown(asked, d.quoting()?) {
        return Some(untold);
    }
    let scope = d.quoting().filter(|scope| may_be_of(d, asked, scope))?;
    Resolution::of_scope(scope, Form::Short, "inside words quoted, it is a section of that instrument").is()
}
