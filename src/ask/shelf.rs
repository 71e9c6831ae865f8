//! The texts of the law as the checker asks for them: by provision, by day, by their words.

use std::sync::Arc;
#[cfg(feature = "index")]
use std::sync::OnceLock;

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
    #[cfg(feature = "index")]
    desk: &'d Desk,
    #[cfg(feature = "index")]
    words: OnceLock<Option<LawIndex>>,
}

impl<'d> Shelf<'d> {
    #[cfg(feature = "index")]
    pub(super) const fn new(laws: &'d Laws, desk: &'d Desk) -> Self {
        Self { laws, desk, words: OnceLock::new() }
    }

    #[cfg(not(feature = "index"))]
    pub(super) const fn new(laws: &'d Laws, _: &'d Desk) -> Self {
        Self { laws }
    }
}

/// A text that can't be read is one that isn't there.
impl Texts for Shelf<'_> {
    fn provision(&self, id: &ProvisionId, day: Option<&str>) -> Option<(Arc<Law>, Part)> {
        self.laws.provision(id, day).ok().flatten()
    }

    fn versions(&self, id: &ProvisionId) -> Vec<(Arc<Law>, Part)> {
        self.laws.versions(id).unwrap_or_default()
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
