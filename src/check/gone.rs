//! What became of a section that is no more, and whether it was still there for a document: one judgement for the rules and
//! for the verdict.

use super::Subject;
use crate::provision::{ProvisionId, split_at_section};
use crate::registry::Gone;
use crate::resolve::Mention;

/// A section that is no more.
pub(super) struct Former<'s> {
    section: &'s str,
    pub gone: Gone,
    /// Since when at the latest; none where that can't be told.
    pub since: Option<&'s str>,
}

/// Up to which day a section that went without a known day may have stood, where it is now under another number: the codes were
/// first seen whole in July 2013.
const FIRST_SEEN: &str = "2013-07-31";

impl<'s> Former<'s> {
    /// What became of a section; none where it is there, or its number was used again.
    pub(super) fn of(subject: &'s Subject<'_>, section: &'s str) -> Option<Self> {
        let registry = subject.resolver.registry();
        let gone = registry.gone(section)?;
        let (code, number) = section.rsplit_once("/s")?;
        let again = registry.has_section(code, number) == Some(true);
        (!again).then(|| Self { section, gone, since: since(subject, gone) })
    }

    /// Whether a document cites it as it then was: written before it went, or from an edition that had it.
    pub(super) fn stood(&self, subject: &Subject<'_>, mention: &Mention) -> bool {
        let before = subject.date.zip(self.since).is_some_and(|(date, since)| date <= since);
        before || is_of_edition(subject, mention, self.since)
    }

    /// What became of it, in words.
    pub(super) fn said(&self) -> String {
        let day = if self.gone.date.is_empty() { String::new() } else { format!(" on {}", self.gone.date) };
        let by = if self.gone.by.is_empty() { String::new() } else { format!(" by {}", self.gone.by) };
        let place = self.place().map(|(words, at)| format!("; {words} {}", at.replace(' ', ", "))).unwrap_or_default();
        format!("{} was {}{day}{by}{place}", self.section, self.gone.status)
    }

    /// Where it, or its matter, is now.
    pub(super) fn place(&self) -> Option<(&'static str, &'static str)> {
        let places = [("it is now", self.gone.now), ("its matter is now in", self.gone.see)];
        places.into_iter().find(|(_, at)| !at.is_empty())
    }
}

/// Since when at the latest a section was gone: its day, else when its new place was first there.
fn since<'r>(subject: &'r Subject<'_>, gone: Gone) -> Option<&'r str> {
    if !gone.date.is_empty() {
        return Some(gone.date);
    }
    let registry = subject.resolver.registry();
    let now: ProvisionId = gone.now.split(' ').next()?.parse().ok()?;
    let (section, _) = split_at_section(now.as_str())?;
    let title = subject.resolver.instrument_of(&now);
    // A new title took its sections over on one day.
    let taken = registry.enacted_anew(title.as_str()).filter(|day| day.len() == 10 && *day > FIRST_SEEN);
    registry.first_seen(section).or(taken).or(Some(FIRST_SEEN))
}

/// Whether the year of an edition stands behind a citation, `(1988)`, `(2006 ed.)`, `(Supp. IV 1992)`, in which the section still was.
/// `(1)` is a paragraph.
fn is_of_edition(subject: &Subject<'_>, mention: &Mention, since: Option<&str>) -> bool {
    let behind = subject.behind(mention, 40);
    let opened = behind.split_once('(').filter(|(between, _)| between.len() <= 9);
    let Some((inside, _)) = opened.and_then(|(_, rest)| rest.split_once(')')) else { return false };
    let mut numbers = inside.split(|c: char| !c.is_ascii_alphanumeric());
    let year = numbers.rfind(|w| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()));
    year.is_some_and(|year| since.is_none_or(|since| year <= since.get(..4).unwrap_or_default()))
}
