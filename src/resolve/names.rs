//! What the registry knows by a name, where several instruments have it.

use std::borrow::Cow;

use super::discourse::Discourse;
use super::referent::Referent;
use super::rules::Asked;
use crate::parse::{Named, Place};
use crate::provision::ProvisionId;
use crate::registry::NameEntry;
use crate::text::fold;

/// A registered name that asks, and the instruments that have it.
pub(super) struct Bearers {
    pub place: Place,
    pub entries: Vec<NameEntry>,
}

/// The instruments of a registered name; none where the name isn't registered.
pub(super) fn bearers(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Bearers> {
    let Asked::Name { named: Named::Name(hit), place } = *asked else { return None };
    Some(Bearers { place, entries: d.registry().entries(*hit) })
}

impl Bearers {
    /// Those that were there on the document's day.
    pub(super) fn in_time(&self, d: &Discourse<'_>) -> Vec<&NameEntry> {
        let date = d.date().unwrap_or("");
        self.entries.iter().filter(|e| date.is_empty() || e.from.is_empty() || e.from <= date).collect()
    }

    /// Their ids, the most referred to first.
    pub(super) fn ids(entries: &[&NameEntry]) -> Vec<ProvisionId> {
        entries.iter().filter_map(|e| e.id.parse().ok()).collect()
    }
}

/// A name without the initials that stand in it: `Harbour Dues Act (HDA) of 2031`.
pub(super) fn without_initials(name: &str) -> Cow<'_, str> {
    match name.split_once(" (").and_then(|(before, rest)| Some((before, rest.split_once(')')?.1))) {
        Some((before, behind)) => Cow::Owned(format!("{before}{behind}")),
        None => Cow::Borrowed(name),
    }
}

/// What an entry stands for.
pub(super) fn referent(d: &Discourse<'_>, entry: &NameEntry) -> Option<Referent> {
    let family = d.grammar().family_of(entry.id)?;
    let whole = Referent::whole(entry.id, family);
    // A part of a code is in it, and its sections are the code's: `/us/cfr/t31` and `p510`.
    let code = d.family(family).is_code().then(|| whole.within_code(d.family(family).instrument_depth()));
    Some(code.flatten().unwrap_or(whole))
}

/// The entry whose instrument's title shares with the passage a word that the others' titles don't have.
pub(super) fn by_words_around<'e>(d: &Discourse<'_>, entries: &[&'e NameEntry], place: Place) -> Option<&'e NameEntry> {
    let around = fold(d.passage(place.start as usize, place.end as usize));
    let titles: Vec<Vec<String>> = entries
        .iter()
        .map(|e| {
            let title = e.id.parse().ok().and_then(|id| d.registry().facts(&id)).map_or("", |f| f.title);
            // Stems, near enough: `diplomat` for `diplomatic`, `treat` for `treaties`.
            fold(title)
                .split(' ')
                .filter(|w| w.len() >= 6)
                .map(|w| w.chars().take(w.chars().count().min(8).saturating_sub(2).max(5)).collect())
                .collect()
        })
        .collect();
    let mut scored: Vec<(usize, &&NameEntry)> = entries
        .iter()
        .enumerate()
        .map(|(i, e)| {
            let own = titles[i].iter().filter(|w| !titles.iter().enumerate().any(|(j, t)| j != i && t.contains(w)));
            (own.map(|w| around.matches(w.as_str()).count()).sum(), e)
        })
        .collect();
    scored.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    match scored.as_slice() {
        [(n, e), (m, _), ..] if *n > 0 && n > m => Some(e),
        _ => None,
    }
}
