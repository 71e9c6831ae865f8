//! A name of several instruments of which all but one came after the document.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::names::{bearers, referent};

pub(super) const RULE: Rule = Rule {
    name: "earlier-than-others",
    on: On::Name,
    class: Class::Chosen,
    doc: "What was made after the document isn't meant: of several of one name, the only one that was there on its day.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let bearers = bearers(d, asked)?;
    match bearers.in_time(d).as_slice() {
        [only] => {
            let why = format!("“{}” is registered; the others of this name came later", only.name);
            Resolution::of(referent(d, only)?, Form::Full, why).is()
        }
        [] => Verdict::untold("every instrument of this name came later than the document"),
        _ => None,
    }
}
