//! From which day on a text is the law, by what its file says: an edition, a release point, the day it was made; at the
//! last the day on which the file was.

use super::xml::Element;
use crate::provision::ProvisionId;
use crate::resolve::Resolver;

/// The element and the attribute that hold a day.
pub(super) const DATE: &str = "date";
/// The attribute that holds an element's mark, and the letters that the mark begins with.
const ID: &str = "id";

/// A day and what says so; both are empty where nothing does.
#[derive(Clone, Debug, Default)]
pub(super) struct Day {
    pub day: String,
    pub by: String,
}

impl Day {
    pub(super) fn new(day: impl Into<String>, by: impl Into<String>) -> Self {
        let day = day.into();
        if super::is_day(&day) { Self { day, by: by.into() } } else { Self::default() }
    }

    /// The day in eight digits, `20160427`.
    pub(super) fn compact(digits: Option<&str>, by: &str) -> Self {
        let day = digits.filter(|d| d.len() == 8 && d.bytes().all(|b| b.is_ascii_digit()));
        day.map_or_else(Self::default, |d| Self::new(format!("{}-{}-{}", &d[..4], &d[4..6], &d[6..]), by))
    }

    /// This day, or another where this is none.
    pub(super) fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self.day.is_empty() { other() } else { self }
    }
}

impl From<String> for Day {
    fn from(day: String) -> Self {
        Self { day, by: String::new() }
    }
}

/// When the registry says that an instrument was made.
pub(super) fn made(resolver: &Resolver, instrument: &ProvisionId) -> Day {
    Day::new(super::enacted(resolver, instrument), "when it was made")
}

/// The day of a document in USLM: its edition, the law that it is current through, when it was approved or written.
pub(super) fn of_uslm(root: &Element, resolver: &Resolver) -> Day {
    let text = |names: &[&str]| root.find(names).map(Element::text).unwrap_or_default();
    let edition = root.find(&["editionNote"]).and_then(|n| n.find(&[DATE])).and_then(|d| d.get(DATE));
    let approved = || Day::new(text(&["approvedDate", "docReleasePoint"]), "its own date");
    let created = || Day::new(text(&["created"]).chars().take(10).collect::<String>(), "when its file was made");
    let date = || root.find(&["preface"]).or(Some(root)).and_then(|p| p.find(&[DATE]));
    let written = || Day::new(date().and_then(|d| d.get(DATE)).unwrap_or_default(), "its own date");
    Day::new(edition.unwrap_or_default(), "its edition")
        .or(|| current_through(&text(&["currentThroughPublicLaw"]), resolver))
        .or(approved)
        .or(|| release_point(&text(&["docPublicationName"]), resolver))
        .or(created)
        .or(|| if root.child(&["meta"]).is_some() { written() } else { Day::default() })
}

/// `Online@119-36`: current through that law.
fn release_point(name: &str, resolver: &Resolver) -> Day {
    name.split_once('@').map_or_else(Day::default, |(_, law)| current_through(law, resolver))
}

/// The day of the law, `119-36`, that a text is current through.
fn current_through(law: &str, resolver: &Resolver) -> Day {
    // `119–36not30`: that law, but not another one before it.
    let plain = law.trim().chars().map(|c| if crate::parse::is_dash(c) { '-' } else { c });
    let number: String = plain.take_while(|c| c.is_ascii_digit() || *c == '-').collect();
    let cited = resolver.provisions(&format!("Public Law {number}"));
    let id = cited.into_iter().next().map(|(id, _)| id).filter(|_| number.contains('-'));
    id.map_or_else(Day::default, |id| {
        Day::new(super::enacted(resolver, &id), format!("current through Pub. L. {number}"))
    })
}

/// When the marks of a file's elements were made, where they are of the kind that tells: the file can't be older.
pub(super) fn by_marks(root: &Element) -> Day {
    root.get(ID).and_then(made_on).map_or_else(Day::default, |day| Day::new(day, "when its file was made"))
}

/// The day in a time-based UUID, `id` in front of it: `idb906f9c2-47c4-11f1-9a61-b1559996dfe8`.
fn made_on(mark: &str) -> Option<String> {
    let parts: Vec<&str> = mark.strip_prefix(ID)?.split('-').collect();
    let [first, mid, high, _, _] = parts.as_slice() else { return None };
    let hex = |digits: &str| u64::from_str_radix(digits, 16).ok();
    let (low, mid, high) = (hex(first)?, hex(mid)?, hex(high)?);
    if first.len() != 8 || high >> 12 != 1 {
        return None;
    }
    // Tenths of a microsecond since 15 October 1582.
    let ticks = (high & 0x0fff) << 48 | mid << 32 | low;
    let days = i64::try_from(ticks / 864_000_000_000).ok()?;
    let day = jiff::civil::date(1582, 10, 15).checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
    Some(day.to_string())
}

/// Since when each section of a code reads as it does: the last day in the credits behind it.
pub(super) fn amended(
    root: &Element,
    given: &dyn Fn(&Element) -> Option<ProvisionId>,
) -> std::collections::BTreeMap<ProvisionId, String> {
    let mut out = std::collections::BTreeMap::new();
    root.each(&["section"], &mut |section| {
        let credit = section.child(&["sourceCredit"]);
        let mut last = String::new();
        if let Some(credit) = credit {
            credit.each(&[DATE], &mut |date| {
                let day = date.get(DATE).unwrap_or_default();
                if super::is_day(day) && day > last.as_str() {
                    day.clone_into(&mut last);
                }
            });
        }
        if let Some(id) = given(section).filter(|_| !last.is_empty()) {
            out.insert(id, last);
        }
    });
    out
}

/// A day in the name of a file, or in a heading: `title-3-part-101-2024-05-17.xml`.
pub(super) fn in_words(words: &str, by: &str) -> Day {
    let found = words.char_indices().filter(|(_, c)| c.is_ascii_digit()).find_map(|(at, _)| {
        let day = words.get(at..at + 10).filter(|day| super::is_day(day))?;
        let free = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_digit());
        let plausible = ("1700".."2200").contains(&&day[..4]) && ("01".."13").contains(&&day[5..7]);
        let alone = free(words[..at].chars().next_back()) && free(words[at + 10..].chars().next());
        (alone && plausible).then(|| day.to_owned())
    });
    found.map_or_else(Day::default, |day| Day::new(day, by))
}

/// The first date in some words, as dates are written: `of 27 April 2016`, `February 6, 2024`.
pub(super) fn written(words: &str, by: &str) -> Day {
    let language = crate::grammar::Words::builtin();
    let parts: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let number = |at: Option<usize>, digits: std::ops::RangeInclusive<usize>| {
        let word = at.and_then(|at| parts.get(at))?;
        word.parse::<u32>().ok().filter(|_| digits.contains(&word.len()))
    };
    let found = parts.iter().enumerate().find_map(|(at, word)| {
        let month = language.month(word)?;
        let (before, first, second) = (at.checked_sub(1), Some(at + 1), Some(at + 2));
        let (day, year) = match (number(before, 1..=2), number(first, 4..=4)) {
            (Some(day), Some(year)) => (day, year),
            _ => (number(first, 1..=2)?, number(second, 4..=4)?),
        };
        (1..=31).contains(&day).then(|| format!("{year:04}-{month:02}-{day:02}"))
    });
    found.map_or_else(Day::default, |day| Day::new(day, by))
}

#[cfg(test)]
mod tests {
    use super::{Day, in_words, made_on, written};

    #[test]
    fn days_in_marks_names_and_titles() {
        assert_eq!(made_on("idb906f9c2-47c4-11f1-9a61-b1559996dfe8").as_deref(), Some("2026-05-04"));
        assert_eq!(made_on("id12823bf8-f87d-11ef-b94d-97e317d2120c").as_deref(), Some("2025-03-03"));
        assert_eq!(made_on("idb906f9c2-47c4-41f1-9a61-b1559996dfe8"), None);
        assert_eq!(made_on("section-12"), None);
        assert_eq!(in_words("title-3-part-101-2024-05-17.xml", "").day, "2024-05-17");
        assert_eq!(in_words("123-2024-05-1799", "").day, "");
        assert_eq!(written("Proclamation 10701 of February 6, 2024", "").day, "2024-02-06");
        let decision = written("Decision 20/2014 of the Board of 24 March 2014", "");
        assert_eq!(decision.day, "2014-03-24");
        let compact = |digits| Day::compact(Some(digits), "").day;
        assert_eq!([compact("20160427"), compact("201é604"), compact("2016-4-7")], ["2016-04-27", "", ""]);
        assert_eq!(written("REGULATION (EU) 2016/679 OF THE COUNCIL of 27 April 2016 on", "").day, "2016-04-27");
    }
}
