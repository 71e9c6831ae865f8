//! A well-formed name with its year that no table knows: the id is made of the name.

use super::{Asked, Class, Form, Named, On, Resolution, Rule, Verdict};
use crate::grammar::{Family, FamilyId, Kind};
use crate::parse::{Citation, Target};
use crate::resolve::components::slug;
use crate::resolve::discourse::Discourse;
use crate::resolve::memory::Known;
use crate::resolve::names::without_initials;
use crate::resolve::owner::opens_with_owner;
use crate::resolve::referent::Referent;
use crate::scan::Seen;

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
    if let Some(why) = against_a_slug(d, *family, name, place.end as usize) {
        return Verdict::untold(why);
    }
    let base = format!("{}{}", d.family(*family).id.prefix(), slug(&without_initials(name)));
    let why = format!("“{name}” is not registered; the id is made of the name");
    Resolution::of(Referent::whole(base, *family), Form::Full, why).is()
}

/// Why no id is made of a name: it is another country's or a state's, or written as others write theirs.
fn against_a_slug(d: &Discourse<'_>, family: FamilyId, name: &str, end: usize) -> Option<String> {
    // `the Idaho Land Exchange Act of 1993 (16 U.S.C. …)`, and that Act's own text: an Act on a state, not of it.
    let enacted = |f: FamilyId| d.family(f).enacted;
    let numbered = d.ahead().first().is_some_and(|next| {
        matches!(next, Seen::Citation(Citation { target: Target::Instrument(Named::Form(f, _), _), start, .. })
            if enacted(*f) && d.text().get(end..*start).is_some_and(|between| between.len() < 4 && between.contains('(')))
    });
    let elsewhere = |own: &Family| own.country().is_some() && own.place() != d.family(family).place();
    if let Some(own) = d.own().filter(|own| elsewhere(d.family(own.referent.family))) {
        let place = d.family(own.referent.family).place();
        return Some(format!("“{name}” is not registered, and the text is itself of /{place}"));
    }
    let inside = d.own().is_some_and(|own| enacted(own.referent.family));
    if !numbered && !inside && opens_with_owner(d, family, name) {
        return Some(format!("“{name}” is not registered, and begins with the name of another's"));
    }
    let before_year = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let last = before_year.rsplit(char::is_whitespace).next().unwrap_or("");
    let joined = d.grammar().owners.joining.iter().any(|w| w.eq_ignore_ascii_case(last));
    let comma = before_year.ends_with(',');
    let comma_year = d.family(family).owned.as_ref().map_or(&[][..], |o| o.comma_year.as_slice());
    let ours = joined || comma && comma_year.iter().any(|w| name.contains(w.as_str()));
    if !ours {
        return Some(format!("“{name}” is not registered, and its year is written as elsewhere"));
    }
    // In a document that cites the Acts of another country an Act is that country's.
    let country = |f: FamilyId| d.family(f).country();
    let mut cited = d.memory().iter_back().take(40).map(Known::family);
    let others = cited.any(|f| d.family(f).kind == Kind::Act && country(f) != country(family));
    others.then(|| format!("“{name}” is not registered, and the text cites the Acts of another country"))
}
