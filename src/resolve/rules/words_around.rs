//! A name of several instruments, told by the words around it.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::names::{bearers, by_words_around, referent};

pub(super) const RULE: Rule = Rule {
    name: "words-around",
    on: On::Name,
    class: Class::Chosen,
    doc: "Of several instruments of one name, the one whose title shares with the passage a word that the others' titles \
don't have; none where the name goes on, or where the text has named several of them.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let bearers = bearers(d, asked)?;
    // `the Vienna Convention for the Protection of the Ozone Layer`, which isn't registered; or `the Vienna Convention` of one who
    // has named two of them.
    let ahead = &d.text()[bearers.place.end as usize..];
    let goes_on = d.grammar().words.naming.iter().any(|w| {
        let behind = ahead.strip_prefix(' ').and_then(|rest| rest.strip_prefix(w.as_str())?.strip_prefix(' '));
        behind.is_some_and(|rest| rest.starts_with(char::is_uppercase))
    });
    if goes_on {
        return Verdict::untold("its name goes on, and no such is registered");
    }
    let named: Vec<_> =
        bearers.entries.iter().filter(|e| d.memory().iter_back().take(400).any(|k| k.base() == e.id)).collect();
    if named.len() > 1 {
        return Verdict::untold("the text has named several of this name");
    }
    let entry = by_words_around(d, &bearers.in_time(d), bearers.place)?;
    let why = format!("“{}” is registered; the words around it are this one's", entry.name);
    Resolution::of(referent(d, entry)?, Form::Full, why).is()
}
