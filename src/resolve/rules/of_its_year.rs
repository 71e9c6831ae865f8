//! A name of several instruments, with the year of one of them: `the … Act of 1937`.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::names::{bearers, referent};

pub(super) const RULE: Rule = Rule {
    name: "of-its-year",
    on: On::Name,
    class: Class::Chosen,
    doc: "Of several instruments of one name, the only one that was made in the year with which the name ends.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let bearers = bearers(d, asked)?;
    let end = bearers.place.end as usize;
    let year = d.text().get(end.saturating_sub(4)..end).filter(|y| y.bytes().all(|b| b.is_ascii_digit()))?;
    let in_time = bearers.in_time(d);
    let mut of_year = in_time.iter().filter(|e| e.from.starts_with(year));
    match (of_year.next(), of_year.next()) {
        (Some(only), None) => {
            let why = format!("“{}” is registered; of those of this name one is of that year", only.name);
            Resolution::of(referent(d, only)?, Form::Full, why).is()
        }
        _ => None,
    }
}
