//! A name of a law's shape that nothing knows: kept, without a target.

use super::{Asked, Class, Named, On, Rule, Verdict};
use crate::resolve::discourse::Discourse;

pub(super) const RULE: Rule = Rule {
    name: "unknown-name",
    on: On::Name,
    class: Class::Named,
    doc: "A name that no table knows and beside which no number stands is kept without a target: what follows may be of it.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Name { named: Named::Unknown(..), place } = *asked else { return None };
    let name = place.of(d.text());
    Verdict::untold(format!("“{name}” is not a registered name, and nothing beside it says which law it is"))
}
