//! A library as one commit left it: what it holds, counted.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::collector::Count;
use tantivy::error::DataCorruption;
use tantivy::query::TermQuery;
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{DocAddress, Searcher, TantivyDocument, Term};

use super::columns::{names, numbers, spelled};
use super::error::{IndexError, guarded};
use super::schema::{BYTES, Fields, HASH, NAMED, PASSAGE, PATH};
use super::stored::{Ties, unpack, unpack_ties};
use super::words::analyzer;
use crate::entity::{Entity, Invocation};
use crate::library::ContentHash;
use crate::provision::ProvisionId;
use crate::read::Page;
use crate::resolve::Mention;
use crate::text::Span;

/// A view of a library that later commits don't change. Cheap to clone, and to share among threads.
#[derive(Clone)]
pub struct Reader {
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    pub(super) analyzer: TextAnalyzer,
}

/// What a library holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Documents, empty ones too.
    pub documents: u64,
    /// Passages.
    pub passages: u64,
    /// Bytes of text.
    pub text_bytes: u64,
    /// Bytes that the index takes on disk.
    pub disk_bytes: u64,
    /// Provisions named at least once, each counted once.
    pub provisions: u64,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("records", &self.searcher.num_docs()).finish_non_exhaustive()
    }
}

/// A passage as stored.
pub(super) struct StoredPassage {
    pub(super) title: Option<String>,
    pub(super) span: Span,
    pub(super) text: String,
    pub(super) mentions: Vec<Mention>,
    pub(super) named: Vec<Entity>,
    pub(super) invocations: Vec<Invocation>,
    pub(super) pages: Vec<Page>,
}

impl Reader {
    pub(super) fn new(searcher: Searcher, fields: Fields) -> Self {
        Self { searcher, fields, analyzer: analyzer() }
    }

    /// Counts documents, passages, bytes and provisions; takes time in proportion to the number of passages.
    ///
    /// # Errors
    ///
    /// When files of the index can't be read.
    pub fn stats(&self) -> Result<Stats, IndexError> {
        guarded(|| {
            let mut stats = Stats::default();
            let mut provisions = BTreeSet::new();
            for segment in self.searcher.segment_readers() {
                let (bytes, passages) = (numbers(segment, BYTES)?, numbers(segment, PASSAGE)?);
                for record in segment.doc_ids_alive() {
                    stats.passages += u64::from(passages.first(record).is_some());
                    stats.documents += u64::from(bytes.first(record).is_some());
                    stats.text_bytes += bytes.first(record).unwrap_or(0);
                }
                if let Some(named) = names(segment, NAMED)? {
                    let used: BTreeSet<u64> =
                        segment.doc_ids_alive().flat_map(|record| named.term_ords(record)).collect();
                    provisions.extend(spelled(&named, &used)?.into_values());
                }
            }
            stats.provisions = provisions.len() as u64;
            stats.disk_bytes = self.searcher.space_usage()?.total().get_bytes();
            Ok(stats)
        })
    }

    /// How many passages cite this provision or what lies below it.
    ///
    /// # Errors
    ///
    /// When files of the index can't be read.
    pub fn count(&self, id: &ProvisionId) -> Result<u64, IndexError> {
        guarded(|| {
            let query = term_query(self.fields.cites, id.flattened().as_str());
            self.searcher.search(&query, &Count).map(|count| count as u64)
        })
    }

    /// The path and the content hash of every document.
    pub(super) fn documents(&self) -> Result<BTreeMap<String, ContentHash>, IndexError> {
        guarded(|| {
            let mut documents = BTreeMap::new();
            for segment in self.searcher.segment_readers() {
                let hashes = numbers(segment, HASH)?;
                let Some(paths) = names(segment, PATH)? else { continue };
                let heads = segment
                    .doc_ids_alive()
                    .filter_map(|record| Some((paths.term_ords(record).next()?, ContentHash(hashes.first(record)?))));
                let heads: BTreeMap<u64, ContentHash> = heads.collect();
                let spelled = spelled(&paths, &heads.keys().copied().collect())?;
                documents.extend(spelled.into_iter().filter_map(|(ord, path)| Some((path, *heads.get(&ord)?))));
            }
            Ok(documents)
        })
    }

    /// Reads a passage's record.
    pub(super) fn passage(&self, address: DocAddress) -> tantivy::Result<StoredPassage> {
        let record: TantivyDocument = self.searcher.doc(address)?;
        let text = |field| record.get_first(field).and_then(|v| v.as_str()).map(str::to_owned);
        let start = record.get_first(self.fields.start).and_then(|v| v.as_u64()).and_then(|n| usize::try_from(n).ok());
        let start = start.unwrap_or_default();
        let mentions = match record.get_first(self.fields.mentions).and_then(|v| v.as_bytes()) {
            None => Vec::new(),
            Some(bytes) => unpack(bytes, start)
                .ok_or_else(|| DataCorruption::comment_only("the mentions of a passage can't be read"))?,
        };
        let ties = match record.get_first(self.fields.ties).and_then(|v| v.as_bytes()) {
            None => Ties::default(),
            Some(bytes) => unpack_ties(bytes)
                .ok_or_else(|| DataCorruption::comment_only("the names of a passage can't be read"))?,
        };
        let (named, invocations, pages) = ties.pages();
        let passage = text(self.fields.text).unwrap_or_default();
        Ok(StoredPassage {
            title: text(self.fields.title),
            span: Span::new(start, start + passage.len()),
            text: passage,
            mentions,
            named,
            invocations,
            pages,
        })
    }
}

/// All records with this key.
pub(super) fn term_query(field: Field, key: &str) -> TermQuery {
    TermQuery::new(Term::from_field_text(field, key), IndexRecordOption::Basic)
}
