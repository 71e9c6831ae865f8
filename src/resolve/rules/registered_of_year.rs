//! A name registered without its year, of an Act of that year: `Immigration and Nationality Act of 1952`.

use super::{Asked, Class, Form, Named, On, Resolution, Rule, Verdict};
use crate::registry::NameEntry;
use crate::resolve::discourse::Discourse;
use crate::resolve::names::{referent, without_initials};

pub(super) const RULE: Rule = Rule {
    name: "registered-of-year",
    on: On::Name,
    class: Class::Named,
    doc: "A name with a year that the registry has without it stands for the instrument of that name and year; a year that \
isn't the registry's is another instrument's.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Name { named: Named::Unknown(_, true), place } = *asked else { return None };
    let name = without_initials(place.of(d.text()));
    let year = name.get(name.len().saturating_sub(4)..).unwrap_or("");
    let bare =
        name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end().trim_end_matches(" of").trim_end_matches(',');
    let of_year = format!("{bare} of {year}");
    let named = d.registry().named(&of_year);
    let (Some(entry), false) = (named.first().copied(), named.iter().any(|e| e.id != named[0].id)) else {
        let entry = d.registry().named(bare).into_iter().find(|e| e.from.starts_with(year))?;
        return of(d, &entry);
    };
    of(d, &entry)
}

/// The instrument of an entry.
fn of(d: &Discourse<'_>, entry: &NameEntry) -> Option<Verdict> {
    let why = format!("“{}” is registered, and of that year", entry.name);
    Resolution::of(referent(d, entry)?, Form::Full, why).is()
}
