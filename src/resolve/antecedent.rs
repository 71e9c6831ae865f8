//! What has been named so far, and which of it a later word can mean.

use std::collections::HashMap;

use crate::grammar::FamilyId;
use crate::provision::{ProvisionId, is_below, split_at_section};

/// An earlier mention, as later ones look for it.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of how it was written")]
pub(super) struct Known {
    /// Where it stands.
    pub start: usize,
    pub end: usize,
    /// The whole id, and how much of it is the instrument's.
    pub id: ProvisionId,
    pub base_len: usize,
    pub family: FamilyId,
    /// Whether it was called an Act.
    pub act: bool,
    /// Which citation of several instruments it belongs to, if it is one of a list.
    pub list: bool,
    /// Whether it stood in quoted words.
    pub quoted: bool,
    /// Whether it was only pointed back to: `the statute`.
    pub pointed: bool,
}

impl Known {
    /// The instrument's id.
    pub(super) fn base(&self) -> &str {
        &self.id.as_str()[..self.base_len]
    }

    /// The path below the instrument, with its slash.
    pub(super) fn below(&self) -> &str {
        &self.id.as_str()[self.base_len..]
    }

    /// Whether both are in sections, and not in the same.
    pub(super) fn is_in_another_section(&self, other: &Self) -> bool {
        let section = |k: &Self| split_at_section(k.id.as_str()).map(|(section, _)| section.len());
        match (section(self), section(other)) {
            (Some(own), Some(others)) => self.id.as_str()[..own] != other.id.as_str()[..others],
            _ => false,
        }
    }
}

/// Earlier mentions in text order.
#[derive(Debug, Default)]
pub(super) struct Memory {
    known: Vec<Known>,
    /// The last mention in whose path each numbered component stands: `s924`, `p510`.
    by_part: HashMap<Box<str>, usize>,
}

impl Memory {
    /// Makes room for so many mentions more.
    pub(super) fn reserve(&mut self, mentions: usize) {
        self.known.reserve(mentions);
    }

    pub(super) fn push(&mut self, known: Known) {
        // Components of one letter and such are marks; a component with its level's letters is looked for again.
        for part in known
            .below()
            .split('/')
            .skip(1)
            .take(3)
            .filter(|part| part.len() > 1 && part.bytes().any(|b| b.is_ascii_digit()))
        {
            match self.by_part.get_mut(part) {
                Some(last) => *last = self.known.len(),
                None => drop(self.by_part.insert(part.into(), self.known.len())),
            }
        }
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

    /// The last mention in whose path this numbered component stands: `s924`.
    pub(super) fn with_part(&self, part: &str) -> Option<&Known> {
        self.by_part.get(part).map(|&i| &self.known[i])
    }

    /// Whether the two nearest candidates stand side by side in one list, so that no single one is meant.
    pub(super) fn tied(&self, first: &Known, at: usize, mut fits: impl FnMut(&Known) -> bool) -> bool {
        let others = self.iter_back().take(100).take_while(|k| k.end + 2000 >= at);
        first.list
            && others
                .filter(|k| k.start < first.start)
                .any(|k| k.list && fits(k) && !is_below(k.base(), first.base()) && first.start - k.end < 40)
    }
}
