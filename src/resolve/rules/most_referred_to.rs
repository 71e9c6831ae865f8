//! A name of several instruments of which one is meant by far the most often; else none can be told.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::SEVERAL_HAVE_IT;
use crate::resolve::discourse::Discourse;
use crate::resolve::names::{Bearers, bearers, referent};

pub(super) const RULE: Rule = Rule {
    name: "most-referred-to",
    on: On::Name,
    class: Class::Chosen,
    doc: "Of several instruments of one name, the one to which the statutes refer at least three times as often as to any \
other; where there is none, nothing is given.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let bearers = bearers(d, asked)?;
    let mut by_use = bearers.in_time(d);
    by_use.sort_by_key(|e| std::cmp::Reverse(e.references));
    match by_use.as_slice() {
        [a, b, ..] if a.references >= 3 && a.references >= 3 * b.references => {
            let why = format!("“{}” is registered; it is by far the one most referred to", a.name);
            Resolution::of(referent(d, a)?, Form::Full, why).is()
        }
        many => {
            let ids: Vec<&str> = many.iter().take(4).map(|e| e.id).collect();
            let why = format!("{SEVERAL_HAVE_IT}: {}", ids.join(", "));
            Some(Verdict::Untold(why.into(), Bearers::ids(many)))
        }
    }
}
