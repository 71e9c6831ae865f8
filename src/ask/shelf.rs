//! The texts of the law as the checker asks for them: by provision, by day, by their words.

use std::collections::BTreeSet;
#[cfg(feature = "index")]
use std::sync::OnceLock;
use std::sync::{Arc, Mutex};

use super::desk::Desk;
use crate::check::Texts;
#[cfg(feature = "index")]
use crate::index::LawIndex;
use crate::law::{Law, Part};
use crate::library::Laws;
use crate::provision::ProvisionId;

/// So many of the sections that are most like some words are looked at.
#[cfg(feature = "index")]
const LIKE: usize = 8;

/// A library's texts; the index of their words is opened by the first who asks for it.
pub(super) struct Shelf<'d> {
    pub(super) laws: &'d Laws,
    /// The texts that something was found in: id and day.
    seen: Mutex<BTreeSet<(String, String)>>,
    #[cfg(feature = "index")]
    desk: &'d Desk,
    #[cfg(feature = "index")]
    words: OnceLock<Option<LawIndex>>,
}

impl<'d> Shelf<'d> {
    #[cfg(feature = "index")]
    pub(super) const fn new(laws: &'d Laws, desk: &'d Desk) -> Self {
        Self { laws, seen: Mutex::new(BTreeSet::new()), desk, words: OnceLock::new() }
    }

    #[cfg(not(feature = "index"))]
    pub(super) const fn new(laws: &'d Laws, _: &'d Desk) -> Self {
        Self { laws, seen: Mutex::new(BTreeSet::new()) }
    }
}

impl Shelf<'_> {
    fn seen(&self, found: Option<(Arc<Law>, Part)>) -> Option<(Arc<Law>, Part)> {
        if let Some((law, _)) = &found
            && let Ok(mut seen) = self.seen.lock()
        {
            let key = (law.id.to_string(), law.from.clone());
            if !seen.contains(&key) {
                seen.insert(key);
            }
        }
        found
    }

    /// The texts that something was found in: id, from which day, hash of the source.
    pub(super) fn used(&self) -> Vec<(String, String, String)> {
        let Ok(seen) = self.seen.lock() else { return Vec::new() };
        let entries = self.laws.entries().iter();
        let used = entries.filter(|e| seen.contains(&(e.id.to_string(), e.from.clone())));
        used.map(|e| (e.id.to_string(), e.from.clone(), e.hash.clone())).collect()
    }
}

/// A text that can't be read is one that isn't there.
impl Texts for Shelf<'_> {
    fn provision(&self, id: &ProvisionId, day: Option<&str>) -> Option<(Arc<Law>, Part)> {
        self.seen(self.laws.provision(id, day).ok().flatten())
    }

    fn versions(&self, id: &ProvisionId) -> Vec<(Arc<Law>, Part)> {
        let found = self.laws.versions(id).unwrap_or_default();
        found.into_iter().filter_map(|found| self.seen(Some(found))).collect()
    }

    #[cfg(feature = "index")]
    fn saying(&self, words: &str) -> Vec<(Arc<Law>, Part)> {
        let Some(index) = self.words.get_or_init(|| self.desk.law_words().ok()) else { return Vec::new() };
        let mut out = Vec::new();
        for hit in index.like(words, LIKE).unwrap_or_default() {
            let same = |(law, _): &(Arc<Law>, Part)| law.id == hit.entry.id && law.from == hit.entry.from;
            out.extend(self.versions(&hit.id).into_iter().find(same));
        }
        out
    }

    fn is_empty(&self) -> bool {
        self.laws.entries().is_empty()
    }
}
