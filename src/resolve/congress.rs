//! The session of a bill that is cited without it: the Congress that the text names, or that of the document.

use super::discourse::Discourse;
use crate::grammar::{FamilyId, Session};
use crate::parse::{Capture, Member, Named, Target};
use crate::scan::Seen;
use crate::text::sentence_end;

/// How far from a bill its Congress may be named, in bytes: `In the 108th Congress, S. 44 and H.R. 5 …`.
const NEAR: usize = 200;
/// Until when in a new session's first year a document may speak of the bills of the one before: three weeks or so.
const SETTLED: &str = "01-25";

/// Whether a member of a family's citation lacks the session that its id needs.
pub(super) fn missing_congress(d: &Discourse<'_>, family: FamilyId, member: &Member) -> bool {
    let session = d.family(family).session.as_ref();
    session.is_some_and(|session| !member.fields.iter().any(|c| c.field == session.field))
}

/// The session of a bill, and how it was told: by the year behind it, by the session named nearest in its paragraph, by the
/// document's day, by the document itself. The laws that were named before don't tell it.
pub(super) fn congress(d: &Discourse<'_>, family: FamilyId, member: &Member) -> Option<(u32, &'static str)> {
    let spec = d.family(family);
    let session = spec.session.as_ref()?;
    // The year behind it: `S. 1115 (1986)`.
    let year = spec.fields.iter().position(|f| f.name == "year");
    if let Some(capture) = member.fields.iter().find(|c| Some(c.field as usize) == year) {
        return session.on(capture.place.of(d.text())).map(|c| (c, "of the Congress of the year behind it"));
    }
    if let Some(congress) = of_its_law(d, &spec.fields[session.field as usize].name, member) {
        return Some((congress, "of the Congress of its law, in the brackets behind it"));
    }
    if let Some(named) = named_near(d, session, member) {
        return Some((named, "of the Congress that is named near by"));
    }
    let told = match d.date() {
        Some(date) => told_by(session, date, "the Congress is inferred from the date"),
        None => d
            .dateline()
            .and_then(|date| told_by(session, date, "the Congress is inferred from the date in the document's head")),
    };
    if told.is_some() {
        return told;
    }
    // That of the document itself, when it is a bill or a law.
    let own = d.own()?;
    let family = d.family(own.referent.family);
    let mut values = family.id.values(&own.referent.base);
    let name = &spec.fields[session.field as usize].name;
    let congress = values.find(|(f, _)| family.fields[*f as usize].name == *name)?;
    congress.1.parse().ok().map(|congress| (congress, "the Congress is the document's own"))
}

/// The session of the law that a bill became, where that stands in brackets behind it: `H.R. 7010 (Pub. L. 116-142)`.
fn of_its_law(d: &Discourse<'_>, field: &str, member: &Member) -> Option<u32> {
    let open = d.text()[member.place.end as usize..].strip_prefix(" (")?;
    let at = d.text().len() - open.len();
    let law = d.ahead().iter().take(4).find_map(|seen| match seen {
        Seen::Citation(citation) if citation.start == at => Some(citation),
        _ => None,
    })?;
    let Target::Instrument(Named::Form(family, _), _) = law.target else { return None };
    let family = d.family(family);
    let named = |c: &&Capture| family.fields[c.field as usize].name == field;
    let of_law = law.members.first()?.fields.iter().find(named)?;
    family.enacted.then(|| of_law.place.of(d.text()).parse().ok())?
}

/// The session of a document's day. In its first weeks what is spoken of may still be of the one before.
fn told_by(session: &Session, date: &str, why: &'static str) -> Option<(u32, &'static str)> {
    let congress = session.on(date)?;
    let (year, day) = date.split_once('-').unwrap_or((date, ""));
    let new = year.parse::<u32>().ok().and_then(|year| session.on(&(year - 1).to_string())) != Some(congress);
    let early = new && !day.is_empty() && day < SETTLED;
    (!early).then_some((congress, why))
}

/// The session named nearest in the same paragraph: before the bill, else behind it.
fn named_near(d: &Discourse<'_>, session: &Session, member: &Member) -> Option<u32> {
    let (start, end) = (member.place.start as usize, member.place.end as usize);
    let from = d.boundary(start.saturating_sub(NEAR));
    let to = d.boundary((end + NEAR).min(d.text().len()));
    let (before, behind) = (&d.text()[from..start], &d.text()[end..to]);
    let before = before.rfind("\n\n").map_or(before, |at| &before[at..]);
    let behind = behind.find("\n\n").map_or(behind, |at| &behind[..at]);
    // The next sentence may speak of another session.
    let behind = &behind[..sentence_end(behind)];
    let at = |text: &str, last: bool| {
        let places =
            session.words.iter().filter_map(|w| if last { text.rfind(w.as_str()) } else { text.find(w.as_str()) });
        let place = if last { places.max() } else { places.min() }?;
        // `S. 201 of the 115th Congress; H. Con. Res. 25`: what another citation says is that one's.
        let here = text.as_ptr() as usize - d.text().as_ptr() as usize + place;
        let others = d.mentions_back().take(8).any(|m| m.span.start <= here && here < m.span.end)
            || d.ahead().iter().take(8).any(|s| s.start() <= here && here < s.end());
        let number = ordinal_before(&text[..place]).filter(|_| !others)?;
        Some((number, place))
    };
    match (at(before, true), at(behind, false)) {
        // What stands directly behind a bill is its own, whatever was named before: `S. 5 of the 109th Congress`.
        (Some((number, place)), Some((other, distance))) => {
            Some(if before.len() - place <= distance { number } else { other })
        }
        (Some((number, _)), None) | (None, Some((number, _))) => Some(number),
        (None, None) => None,
    }
}

/// The ordinal number with which words end: 108 of `in the 108th `.
fn ordinal_before(words: &str) -> Option<u32> {
    let word = words.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next()?;
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let number = word[..digits].parse().ok().filter(|n| (1..=200).contains(n))?;
    matches!(&word[digits..], "st" | "nd" | "rd" | "th" | "d").then_some(number)
}

#[cfg(test)]
mod tests {
    use super::ordinal_before;

    #[test]
    fn an_ordinal_counts_a_session_and_a_year_does_not() {
        assert_eq!(ordinal_before("In the 108th "), Some(108));
        assert_eq!(ordinal_before("the 93d "), Some(93));
        assert_eq!(ordinal_before("in 2016, "), None);
        assert_eq!(ordinal_before("Members of "), None);
    }
}
