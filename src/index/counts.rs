//! Which provisions, and how often: below an id, and among the passages that a search hits.

use std::collections::BTreeMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::columns::{names, spelled};
use super::error::{IndexError, guarded};
use super::reader::Reader;
use super::schema::NAMED;
use crate::provision::ProvisionId;

impl Reader {
    /// The provisions below `id` that passages cite, on any level, in reading order, with how many passages cite each
    /// one itself. Where a public law's sections are known both with and without their title, the shorter id stands.
    ///
    /// # Errors
    ///
    /// When files of the index can't be read.
    pub fn children(&self, id: &ProvisionId) -> Result<Vec<(ProvisionId, u64)>, IndexError> {
        guarded(|| {
            let mut counts: BTreeMap<String, u64> = BTreeMap::new();
            // `0` follows `/`, so this is every key that starts with the id and a slash.
            let (from, to) = (format!("{id}/"), format!("{id}0"));
            for segment in self.searcher.segment_readers() {
                let keys = segment.inverted_index(self.fields.exact)?;
                let mut below = keys.terms().range().ge(&from).lt(&to).into_stream()?;
                while let Some((key, info)) = below.next() {
                    let count = match segment.alive_bitset() {
                        None => info.doc_freq,
                        Some(alive) => keys
                            .read_postings_from_terminfo(info, IndexRecordOption::Basic)?
                            .doc_freq_given_deletes(alive),
                    };
                    if count > 0 {
                        *counts.entry(String::from_utf8_lossy(key).into_owned()).or_default() += u64::from(count);
                    }
                }
            }
            let counts = counts.into_iter().filter_map(|(key, count)| Some((key.parse::<ProvisionId>().ok()?, count)));
            let mut children: Vec<_> = counts.filter(|(child, _)| !is_twin(child, id)).collect();
            children.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
            Ok(children)
        })
    }
}

/// Whether the child stands below `id` a second time, under its flattened id.
fn is_twin(child: &ProvisionId, id: &ProvisionId) -> bool {
    let flat = child.flattened();
    flat != *child && id.contains(&flat)
}

/// Counts the provisions that the hits of a query name.
pub(super) struct Provisions;

/// The provisions by how many hits name them, most first, at most `limit`.
pub(super) fn most_named(counts: BTreeMap<String, u64>, limit: usize) -> Vec<(ProvisionId, u64)> {
    let mut counts: Vec<(ProvisionId, u64)> =
        counts.into_iter().filter_map(|(id, count)| Some((id.parse().ok()?, count))).collect();
    counts.sort_unstable_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
    counts.truncate(limit);
    counts
}

pub(super) struct SegmentCounts {
    /// The column of names, and a counter for each name in it.
    named: Option<(StrColumn, Vec<u64>)>,
}

impl SegmentCollector for SegmentCounts {
    type Fruit = tantivy::Result<BTreeMap<String, u64>>;

    fn collect(&mut self, record: DocId, _score: Score) {
        let Some((column, counters)) = &mut self.named else { return };
        for ord in column.term_ords(record) {
            if let Some(counter) = usize::try_from(ord).ok().and_then(|ord| counters.get_mut(ord)) {
                *counter += 1;
            }
        }
    }

    fn harvest(self) -> Self::Fruit {
        let Some((column, counters)) = self.named else { return Ok(BTreeMap::new()) };
        let counts: BTreeMap<u64, u64> = (0..).zip(counters).filter(|(_, count)| *count > 0).collect();
        let names = spelled(&column, &counts.keys().copied().collect())?;
        Ok(names.into_values().zip(counts.into_values()).collect())
    }
}

impl Collector for Provisions {
    type Fruit = BTreeMap<String, u64>;
    type Child = SegmentCounts;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentCounts> {
        let named = names(reader, NAMED)?;
        Ok(SegmentCounts { named: named.map(|column| (column.clone(), vec![0; column.num_terms()])) })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Self::Fruit>>) -> tantivy::Result<Self::Fruit> {
        let mut all: BTreeMap<String, u64> = BTreeMap::new();
        for counts in segments {
            for (id, count) in counts? {
                *all.entry(id).or_default() += count;
            }
        }
        Ok(all)
    }
}
