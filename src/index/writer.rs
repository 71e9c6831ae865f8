//! Writing: documents go in and out whole, and what changed shows at once with a commit.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{IndexWriter, TantivyDocument, TantivyError, Term};

use super::dates;
use super::error::IndexError;
use super::open::PassageIndex;
use super::passages::Passage;
use super::schema::ROLE;
use super::stored::{pack, pack_ties};
use super::terms::Keys;
use crate::library::{ContentHash, Manifest};
use crate::read::Document;

/// The engine takes no less than this for a thread, nor a byte more than the other.
const HEAP: std::ops::RangeInclusive<usize> = 15_000_000..=4_000_000_000;
/// The longest key that the engine keeps.
const LONGEST_PATH: usize = 60_000;

/// The one writer of a library. Dropping it gives up what was not committed.
pub struct Writer {
    index: PassageIndex,
    /// `None` once the engine could not be restarted after a failure.
    engine: Option<IndexWriter>,
    /// Hashes of the paths that the index may hold, so that a new document costs no deletion.
    present: HashSet<u64>,
    manifest: Manifest,
    /// The manifest as it stands on disk.
    written: Manifest,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("index", &self.index).finish_non_exhaustive()
    }
}

impl Writer {
    /// The one writer of an index, with `heap_bytes` of memory for `threads` threads together.
    ///
    /// # Errors
    ///
    /// [`crate::library::LibraryError::Busy`] while another writer is open, in this process or another. The lock ends with
    /// the process that holds it: a crash leaves none behind.
    pub fn open(index: &PassageIndex, heap_bytes: usize, threads: usize) -> Result<Self, IndexError> {
        let threads = threads.clamp(1, (heap_bytes / HEAP.start()).max(1));
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread((heap_bytes / threads).clamp(*HEAP.start(), *HEAP.end()))
            .num_merge_threads(1)
            .build();
        let engine = index.index.writer_with_options(options).map_err(IndexError::writing)?;
        sweep(index.dir());
        let mut merging = LogMergePolicy::default();
        merging.set_del_docs_ratio_before_merge(0.3);
        engine.set_merge_policy(Box::new(merging));
        let (manifest, written) = (index.manifest().clone(), index.manifest().clone());
        let mut writer =
            Self { index: index.clone(), engine: Some(engine), present: HashSet::new(), manifest, written };
        writer.present = writer.known()?.keys().map(|path| short(path)).collect();
        Ok(writer)
    }

    /// Every document of the last commit, with the hash of its content.
    ///
    /// # Errors
    ///
    /// When the index can't be read.
    pub fn known(&self) -> Result<BTreeMap<String, ContentHash>, IndexError> {
        self.index.reader()?.documents()
    }

    /// Adds a document, in place of the one that the index has for its path. Both show with the next commit.
    ///
    /// # Errors
    ///
    /// After any error but [`IndexError::LongPath`], everything since the last commit has been given up.
    pub fn add(&mut self, document: &Document, hash: ContentHash, passages: &[Passage<'_>]) -> Result<(), IndexError> {
        if document.path.len() > LONGEST_PATH {
            return Err(IndexError::LongPath(document.path.clone()));
        }
        self.remove(&document.path)?;
        self.present.insert(short(&document.path));
        if passages.is_empty() {
            // An empty document is known as well, or it would be read again each time.
            let mut record = TantivyDocument::new();
            record.add_text(self.index.fields.path, &document.path);
            self.head(&mut record, document, hash);
            return self.send(record);
        }
        for (i, passage) in passages.iter().enumerate() {
            let mut record = self.record(document, passage);
            if i == 0 {
                self.head(&mut record, document, hash);
            }
            self.send(record)?;
        }
        Ok(())
    }

    /// Takes a document out, with the next commit; nothing happens when there is none.
    ///
    /// # Errors
    ///
    /// When the writer stopped after an earlier error.
    pub fn remove(&mut self, path: &str) -> Result<(), IndexError> {
        if self.present.remove(&short(path)) {
            let key = Term::from_field_text(self.index.fields.path, path);
            self.engine()?.delete_term(key);
        }
        Ok(())
    }

    /// What the manifest is to say after the next commit.
    pub fn set_manifest(&mut self, manifest: Manifest) {
        self.manifest = manifest;
    }

    /// Makes everything since the last commit part of the library, in one step.
    ///
    /// # Errors
    ///
    /// The library is then as it was, and everything since the last commit has been given up.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        if let Err(error) = self.engine()?.commit() {
            return Err(self.give_up(error));
        }
        // After the commit, so that the manifest never promises what the index doesn't hold.
        if self.manifest != self.written {
            if let Some(dir) = self.index.dir() {
                self.manifest.write(dir)?;
            }
            self.written = self.manifest.clone();
        }
        Ok(())
    }

    /// Gives up everything since the last commit.
    ///
    /// # Errors
    ///
    /// When the engine can't be restarted; what is stored is safe.
    pub fn rollback(&mut self) -> Result<(), IndexError> {
        self.manifest = self.written.clone();
        let Err(error) = self.engine()?.rollback() else { return Ok(()) };
        self.engine = None;
        Err(IndexError::writing(error))
    }

    /// Commits, and waits until the engine has put its files in order.
    ///
    /// # Errors
    ///
    /// As [`Self::commit`]; a failure after the commit loses nothing.
    pub fn finish(mut self) -> Result<(), IndexError> {
        self.commit()?;
        self.engine.take().map_or(Ok(()), IndexWriter::wait_merging_threads).map_err(IndexError::writing)
    }

    fn engine(&mut self) -> Result<&mut IndexWriter, IndexError> {
        self.engine.as_mut().ok_or_else(|| IndexError::Engine("the writer stopped after an earlier error".to_owned()))
    }

    fn send(&mut self, record: TantivyDocument) -> Result<(), IndexError> {
        let Err(error) = self.engine()?.add_document(record) else { return Ok(()) };
        Err(self.give_up(error))
    }

    /// What the record of a document's first passage has beyond the others.
    fn head(&self, record: &mut TantivyDocument, document: &Document, hash: ContentHash) {
        record.add_u64(self.index.fields.hash, hash.0);
        record.add_u64(self.index.fields.bytes, document.text.len() as u64);
    }

    fn record(&self, document: &Document, passage: &Passage<'_>) -> TantivyDocument {
        let fields = self.index.fields;
        let mut record = TantivyDocument::new();
        record.add_text(fields.path, &document.path);
        if let Some(title) = &document.title {
            record.add_text(fields.title, title);
        }
        if let Some(date) = document.date.as_deref().and_then(dates::number) {
            record.add_u64(fields.date, date);
        }
        record.add_u64(fields.passage, passage.ordinal);
        record.add_u64(fields.start, passage.span.start as u64);
        record.add_text(fields.text, passage.text);
        if !passage.mentions.is_empty() {
            let keys = Keys::of(&passage.mentions);
            for (field, keys) in [(fields.cites, keys.cites), (fields.exact, keys.exact), (fields.named, keys.named)] {
                for key in keys {
                    record.add_text(field, key);
                }
            }
            record.add_bytes(fields.mentions, &pack(&passage.mentions, passage.span.start));
        }
        let pages = document.places.pages_of(passage.span);
        if !passage.named.is_empty() {
            for entity in &passage.named {
                record.add_text(fields.who, &entity.name);
            }
            let roles: BTreeSet<String> = passage
                .invocations
                .iter()
                .filter(|i| i.polarity.is_said())
                .map(|i| format!("{}{ROLE}{}", i.entity.name, i.role))
                .collect();
            for role in &roles {
                record.add_text(fields.who, role);
            }
            if !roles.is_empty() {
                record.add_text(fields.who, ROLE.to_string());
            }
        }
        if !passage.named.is_empty() || !pages.is_empty() {
            record.add_bytes(fields.ties, &pack_ties(&passage.named, &passage.invocations, &pages));
        }
        record
    }

    /// Finds out why the engine failed and goes back to the last commit, so that no half of what was added stays.
    fn give_up(&mut self, error: TantivyError) -> IndexError {
        let mut cause = error;
        if let Some(engine) = &mut self.engine {
            // `add` only learns that a worker is dead; its own error comes out when it is joined.
            match engine.prepare_commit() {
                Ok(commit) => drop(commit.abort()),
                Err(deeper) if matches!(cause, TantivyError::ErrorInThread(_)) => cause = deeper,
                Err(_) => {}
            }
        }
        if let Some(Err(_)) = self.engine.as_mut().map(IndexWriter::rollback) {
            self.engine = None;
        }
        if let Some(engine) = &self.engine {
            // What was given up takes up the room that was missing. If it can't be cleared, the next writer will.
            drop(engine.garbage_collect_files().wait());
        }
        IndexError::writing(cause)
    }
}

/// Removes the temporary files of writers that were killed; the engine forgets them.
fn sweep(dir: Option<&Path>) {
    let files = dir.and_then(|dir| fs::read_dir(dir.join("index")).ok());
    for file in files.into_iter().flatten().flatten() {
        if file.file_name().to_string_lossy().starts_with(".tmp") {
            // One that stays does no harm.
            drop(fs::remove_file(file.path()));
        }
    }
}

/// A path as it is remembered: a clash costs one deletion of nothing.
fn short(path: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    hasher.finish()
}
