//! The Congress of a bill that is cited without it.

use super::discourse::Discourse;
use super::ids::template_values;
use crate::grammar::FamilyId;
use crate::parse::Member;

/// Whether a member of a family's citation lacks the Congress that its id needs.
pub(super) fn missing_congress(d: &Discourse<'_>, family: FamilyId, member: &Member) -> bool {
    let field = d.family(family).fields.iter().position(|f| f.missing.as_deref() == Some("congress"));
    field.is_some_and(|at| !member.fields.iter().any(|c| c.field as usize == at))
}

/// The Congress of a bill: that of the year behind it, of the document's day, of the document itself, or the only one in
/// which the registry has it; and how it was told.
pub(super) fn congress(d: &Discourse<'_>, family: FamilyId, member: &Member) -> Option<(u32, &'static str)> {
    let spec = d.family(family);
    let at = spec.fields.iter().position(|f| f.missing.as_deref() == Some("congress"))?;
    // The year behind it: `S. 1115 (1986)`.
    let year = spec.fields.iter().position(|f| f.name == "year");
    if let Some(capture) = member.fields.iter().find(|c| Some(c.field as usize) == year) {
        return congress_of(capture.place.of(d.text())).map(|c| (c, "the Congress of the year behind it"));
    }
    if let Some(congress) = d.date().and_then(congress_of) {
        return Some((congress, "the Congress is inferred from the date"));
    }
    // That of the document itself, when it is a bill or a law.
    if let Some(own) = d.own() {
        let family = d.family(own.referent.family);
        let values = template_values(&family.id, &own.referent.base);
        let congress = values.iter().find(|(f, _)| family.fields[*f as usize].name == "congress");
        if let Some(congress) = congress.and_then(|(_, value)| value.parse().ok()) {
            return Some((congress, "the Congress is the document's own"));
        }
    }
    // The only Congress in which the registry has a bill of this kind and number.
    let field = &spec.fields[at];
    let with = |congress: u32| d.resolver().instrument(d.text(), family, &spec.id, &member.fields, Some(congress)).ok();
    let (from, to) = (u32::try_from(field.from).unwrap_or(1), u32::try_from(field.to.min(200)).unwrap_or(200));
    let mut known = (from..=to).filter(|c| with(*c).is_some_and(|id| d.registry().lists(&id)));
    if let (Some(only), None) = (known.next(), known.next()) {
        return Some((only, "the only Congress in which the registry has it"));
    }
    let dates = d.memory().iter_back().take(300).filter_map(|k| d.registry().facts(&k.referent.id()?)).map(|f| f.date);
    let newest = dates.filter(|date| date.len() == 10).max();
    newest.and_then(congress_of).map(|c| (c, "the Congress of the newest law named before it"))
}

/// The Congress that sat on a date: the 114th from January 2015 to January 2017.
fn congress_of(date: &str) -> Option<u32> {
    let year: u32 = date.get(..4)?.parse().ok()?;
    let early = matches!(date.get(5..), Some("01-01" | "01-02"));
    let year = if early { year - 1 } else { year };
    (year >= 1789).then(|| (year - 1789) / 2 + 1)
}

#[cfg(test)]
mod tests {
    #[test]
    fn congresses_by_date() {
        assert_eq!(super::congress_of("2016-02-18"), Some(114));
        assert_eq!(super::congress_of("2017-01-02"), Some(114));
        assert_eq!(super::congress_of("2017-01-04"), Some(115));
        assert_eq!(super::congress_of("1789-05-01"), Some(1));
    }
}
