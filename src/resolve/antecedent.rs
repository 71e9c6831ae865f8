//! What has been named so far, and which of it a later word can mean.

use crate::grammar::FamilyId;
use crate::provision::{ProvisionId, is_below};

/// An earlier mention, as later ones look for it.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// Where it stands.
    pub start: usize,
    pub end: usize,
    /// The instrument.
    pub base: String,
    pub family: FamilyId,
    /// The whole id.
    pub id: ProvisionId,
    /// Whether it was called an Act.
    pub act: bool,
    /// Which citation of several instruments it belongs to, if it is one of a list.
    pub list: bool,
    /// Whether it stood in quoted words.
    pub quoted: bool,
}

/// Earlier mentions in text order.
#[derive(Debug, Default)]
pub(super) struct Memory {
    known: Vec<Known>,
}

impl Memory {
    pub(super) fn push(&mut self, known: Known) {
        self.known.push(known);
    }

    pub(super) fn last(&self) -> Option<&Known> {
        self.known.last()
    }

    pub(super) fn iter_back(&self) -> impl Iterator<Item = &Known> {
        self.known.iter().rev()
    }

    /// The nearest mention before `at`, no farther than `reach` bytes, that `fits`.
    pub(super) fn nearest(&self, at: usize, reach: usize, mut fits: impl FnMut(&Known) -> bool) -> Option<&Known> {
        self.iter_back().take(400).take_while(|k| k.end + reach >= at).find(|k| fits(k))
    }

    /// The nearest mention anywhere before of a provision whose path begins with `section`.
    pub(super) fn with_section(&self, section: &str) -> Option<&Known> {
        self.iter_back().take(2000).find(|k| {
            let below = k.id.as_str().strip_prefix(k.base.as_str()).unwrap_or("");
            below.split('/').skip(1).any(|part| part == section)
        })
    }

    /// Whether the two nearest candidates stand side by side in one list, so that no single one is meant.
    pub(super) fn tied(&self, first: &Known, at: usize, mut fits: impl FnMut(&Known) -> bool) -> bool {
        let others = self.iter_back().take(100).take_while(|k| k.end + 2000 >= at);
        first.list && others.filter(|k| k.start < first.start).any(|k| k.list && fits(k) && !is_below(&k.base, &first.base) && first.start - k.end < 40)
    }
}
