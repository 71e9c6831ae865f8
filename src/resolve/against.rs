//! What contradicts what is known of an instrument: a unit that it doesn't have, a number beyond its last, a year that isn't
//! its own. Such a citation names something else, or nothing.

use super::discourse::Discourse;
use super::referent::Referent;
use crate::grammar::Kind;
use crate::parse::{Member, Step, roman_value};
use crate::provision::is_section;

/// What speaks against a member being of the instrument that it was given.
pub(super) fn against(d: &Discourse<'_>, member: &Member, referent: &Referent) -> Option<String> {
    let why = of_other_year(d, member, referent).or_else(|| has_no_such_unit(d, member, referent))?;
    Some(format!("{}: {why}", super::AGAINST))
}

/// `resolution 1718 (2016)`, of a resolution of 2006.
fn of_other_year(d: &Discourse<'_>, member: &Member, referent: &Referent) -> Option<String> {
    let fields = &d.family(referent.family).fields;
    let year = member.fields.iter().find(|c| fields[c.field as usize].dated)?.place.of(d.text());
    let facts = d.registry().facts(&referent.instrument().id()?)?;
    let other = facts.date.len() >= 4 && !facts.date.starts_with(year);
    other.then(|| format!("it is of {}, not of {year}", facts.date.get(..4).unwrap_or("")))
}

/// `article 226` of a constitution of seven; `section 2` of a charter of articles.
fn has_no_such_unit(d: &Discourse<'_>, member: &Member, referent: &Referent) -> Option<String> {
    let first = member.path.first()?;
    let Step::Level(level) = first.step else { return None };
    let family = d.family(referent.family);
    let written = first.place.of(d.text());
    let roles = &d.grammar().roles;
    let ladder = d.ladder(referent.family);
    let outermost = referent.path.first().is_some_and(|c| !c.mark && is_section(&c.text));
    if Some(level) == roles.section && outermost && family.sections_within_parts {
        return Some(format!("sections of {} are numbered within its parts", family.name));
    }
    if Some(level) == roles.section && !ladder.has(level) && roles.article.is_some_and(|a| ladder.has(a)) {
        let before = d.text()[..first.place.start as usize].trim_end();
        let word = before.ends_with(|c: char| c.is_alphabetic());
        return word.then(|| format!("{} has articles, no sections", family.name));
    }
    if referent.path.first().is_none_or(|c| !c.text.ends_with(written) && roman_value(written).is_none()) {
        return None;
    }
    let number = roman_value(written).or_else(|| written.parse().ok())?;
    let field = family.fields.iter().find(|f| f.level == Some(level) && f.to < u64::MAX);
    let last = field.map(|f| f.to).or_else(|| {
        let counted = family.kind == Kind::Treaty && Some(level) == roles.article;
        let id = counted.then(|| referent.instrument().id()).flatten()?;
        d.registry().facts(&id)?.parts.parse().ok()
    })?;
    (number > last).then(|| format!("the last {} is {last}", d.grammar().levels[level as usize].name))
}
