//! A well-formed name with its year that no table knows: the id is made of the name.

use super::{Asked, Class, Form, Named, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::ids::slug;
use crate::resolve::referent::Referent;

pub(super) const RULE: Rule = Rule {
    name: "made-of-its-words",
    on: On::Name,
    class: Class::Named,
    doc: "A full name with its year that the registry doesn't know gets an id made of its words.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Name { named: Named::Unknown(family, true), place } = *asked else { return None };
    let name = place.of(d.text());
    let base = format!("{}{}", d.family(*family).id.prefix(), slug(name));
    let why = format!("“{name}” is not registered; the id is made of the name");
    Resolution::of(Referent::whole(base, *family), Form::Full, why).is()
}
