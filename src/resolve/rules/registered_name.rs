//! A name that one instrument has: `the Tariff Act of 1930`, `NKSPEA`.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::names::{bearers, referent};

pub(super) const RULE: Rule = Rule {
    name: "registered-name",
    on: On::Name,
    class: Class::Named,
    doc: "A name under which the registry has one instrument stands for it.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let bearers = bearers(d, asked)?;
    let [first, rest @ ..] = bearers.entries.as_slice() else { return Verdict::untold("the name is not registered") };
    if rest.iter().any(|e| e.id != first.id) {
        return None;
    }
    match referent(d, first) {
        Some(referent) => {
            let resolution = Resolution::of(referent, Form::Full, format!("“{}” is registered", first.name));
            Resolution { to: first.to.parse().ok(), ..resolution }.is()
        }
        None => Verdict::untold(format!("no grammar file has ids like {}", first.id)),
    }
}
