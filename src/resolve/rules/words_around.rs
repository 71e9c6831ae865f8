//! A name of several instruments, told by the words around it.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::names::{bearers, by_words_around, referent};

pub(super) const RULE: Rule = Rule {
    name: "words-around",
    on: On::Name,
    class: Class::Chosen,
    doc: "Of several instruments of one name, the one whose title shares with the passage a word that the others' titles \
don't have.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let bearers = bearers(d, asked)?;
    let entry = by_words_around(d, &bearers.in_time(d), bearers.place)?;
    let why = format!("“{}” is registered; the words around it are this one's", entry.name);
    Resolution::of(referent(d, entry)?, Form::Full, why).is()
}
