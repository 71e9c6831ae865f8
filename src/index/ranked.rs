//! The first so many hits of a query, in an order that depends on nothing but what the documents say.

use std::collections::{BTreeSet, BinaryHeap};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::columns::{names, numbers, spelled};
use super::schema::{DATE, PASSAGE, PATH};
use super::score::steps;

/// Collects hits by score, or not, and then by path and passage. Only the columns are read, never a record.
pub(super) struct Ranked {
    /// The best score first; otherwise scores don't count and aren't worked out.
    pub(super) by_score: bool,
    /// How many hits are kept.
    pub(super) limit: usize,
}

/// What a query hits.
#[derive(Debug, Default)]
pub(super) struct Hits {
    /// How many passages it hits.
    pub(super) total: u64,
    /// The first of them.
    pub(super) first: Vec<Place>,
}

/// A passage that was hit. The order of the fields is the order of the hits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The score in steps, negative so that the best comes first.
    rank: i64,
    pub(super) path: String,
    pub(super) passage: u64,
    pub(super) date: Option<u64>,
    pub(super) address: DocAddress,
}

impl Place {
    /// The score, never below zero.
    pub(super) const fn steps(&self) -> u64 {
        self.rank.unsigned_abs()
    }
}

/// A hit while paths are numbers: rank, path, passage, record.
type Candidate = (i64, u64, u64, DocId);

pub(super) struct SegmentHits {
    segment: SegmentOrdinal,
    paths: Option<StrColumn>,
    path_ords: Column<u64>,
    passages: Column<u64>,
    dates: Column<u64>,
    limit: usize,
    total: u64,
    /// The best candidates, the worst of them on top.
    best: BinaryHeap<Candidate>,
}

impl SegmentHits {
    /// Gives each candidate its path.
    fn places(self) -> tantivy::Result<Hits> {
        let Some(paths) = &self.paths else { return Ok(Hits::default()) };
        let ords: BTreeSet<u64> = self.best.iter().map(|(_, path, ..)| *path).collect();
        let spelled = spelled(paths, &ords)?;
        let place = |&(rank, path, passage, record): &Candidate| {
            let path = spelled.get(&path)?.clone();
            let address = DocAddress::new(self.segment, record);
            Some(Place { rank, path, passage, date: self.dates.first(record), address })
        };
        Ok(Hits { total: self.total, first: self.best.iter().filter_map(place).collect() })
    }
}

impl SegmentCollector for SegmentHits {
    type Fruit = tantivy::Result<Hits>;

    fn collect(&mut self, record: DocId, score: Score) {
        // The record of an empty document has no passage.
        let Some(passage) = self.passages.first(record) else { return };
        self.total += 1;
        let rank = -steps(score);
        let full = self.best.len() >= self.limit;
        if full && self.best.peek().is_none_or(|worst| rank > worst.0) {
            return;
        }
        let candidate = (rank, self.path_ords.first(record).unwrap_or(u64::MAX), passage, record);
        if !full {
            self.best.push(candidate);
        } else if let Some(mut worst) = self.best.peek_mut().filter(|worst| candidate < **worst) {
            *worst = candidate;
        }
    }

    fn harvest(self) -> Self::Fruit {
        self.places()
    }
}

impl Collector for Ranked {
    type Fruit = Hits;
    type Child = SegmentHits;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentHits> {
        let paths = names(reader, PATH)?;
        let none = || Column::build_empty_column(reader.max_doc());
        Ok(SegmentHits {
            segment,
            path_ords: paths.as_ref().map_or_else(none, |paths| paths.ords().clone()),
            paths,
            passages: numbers(reader, PASSAGE)?,
            dates: numbers(reader, DATE)?,
            limit: self.limit,
            total: 0,
            best: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.by_score
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Hits>>) -> tantivy::Result<Hits> {
        let mut all = Hits::default();
        for hits in segments {
            let hits = hits?;
            all.total += hits.total;
            all.first.extend(hits.first);
        }
        all.first.sort_unstable();
        all.first.truncate(self.limit);
        Ok(all)
    }
}
