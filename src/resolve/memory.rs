//! What has been named so far, and which of it a later word can mean.

use foldhash::HashMap;

use super::referent::Referent;
use crate::grammar::{FamilyId, Reach};
use crate::provision::is_below;

/// An earlier mention, as later ones look for it.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of how it was written")]
pub(super) struct Known {
    /// Where it stands.
    pub start: usize,
    pub end: usize,
    /// What it stands for.
    pub referent: Referent,
    /// Whether it was called an Act.
    pub act: bool,
    /// Whether it is one of a list of several.
    pub list: bool,
    /// Whether it stood in quoted words.
    pub quoted: bool,
    /// Whether it was only pointed back to: `the statute`.
    pub pointed: bool,
}

impl Known {
    /// The instrument's id.
    pub(super) fn base(&self) -> &str {
        &self.referent.base
    }

    /// The instrument's family.
    pub(super) fn family(&self) -> FamilyId {
        self.referent.family
    }
}

/// Numbered components that an aside has named, each with the mention that had named it last.
type Taken = Vec<(Box<str>, Option<usize>)>;

/// Earlier mentions in text order.
#[derive(Debug, Default)]
pub(super) struct Memory {
    known: Vec<Known>,
    /// The last mention in whose path each numbered component stands: `s924`, `p510`.
    by_part: HashMap<Box<str>, usize>,
    /// While an aside is read: how many there were before it, and which parts it has taken over from whom.
    aside: Option<(usize, Taken)>,
}

impl Memory {
    /// Makes room for so many mentions more.
    pub(super) fn reserve(&mut self, mentions: usize) {
        self.known.reserve(mentions);
    }

    pub(super) fn push(&mut self, known: Known) {
        // Components of one letter and such are marks; a component with its level's letters, `s924`, `tXVIII`, is looked for
        // again.
        let lettered = |part: &str| part.starts_with(|c: char| c.is_ascii_lowercase()) && !part[1..].is_empty();
        let numbered =
            |part: &&str| lettered(part) && part[1..].contains(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase());
        for part in known.referent.path.iter().take(3).map(|c| c.text.as_str()).filter(numbered) {
            let before = match self.by_part.get_mut(part) {
                Some(last) => Some(std::mem::replace(last, self.known.len())),
                None => self.by_part.insert(part.into(), self.known.len()),
            };
            if let Some((_, taken)) = &mut self.aside {
                taken.push((part.into(), before));
            }
        }
        self.known.push(known);
    }

    /// An aside begins, of which nothing is to be kept.
    pub(super) fn begin_aside(&mut self) {
        self.aside = Some((self.known.len(), Vec::new()));
    }

    /// The aside ends: what was named in it is forgotten; the last of it is given.
    pub(super) fn end_aside(&mut self) -> Option<Known> {
        let (before, taken) = self.aside.take()?;
        for (part, last) in taken.into_iter().rev() {
            match last {
                Some(last) => drop(self.by_part.insert(part, last)),
                None => drop(self.by_part.remove(&part)),
            }
        }
        let last = if self.known.len() > before { self.known.pop() } else { None };
        self.known.truncate(before);
        last
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

    /// The candidates that stand side by side in one list with the nearest, so that no single one is meant.
    pub(super) fn tied(
        &self,
        reach: &Reach,
        first: &Known,
        at: usize,
        mut fits: impl FnMut(&Known) -> bool,
    ) -> Vec<&Known> {
        if !first.list {
            return Vec::new();
        }
        self.iter_back()
            .take(100)
            .take_while(|k| k.end + reach.tie >= at)
            .filter(|k| k.start < first.start && k.list && first.start - k.end < reach.list)
            .filter(|k| !is_below(k.base(), first.base()) && fits(k))
            .collect()
    }
}
