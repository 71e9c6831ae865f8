//! The law library: texts of the law in the library's folder, found by provision, by day and by their words.
//!
//! `law/` holds `manifest.json`, the one account of what is there; a compressed file of each imported source; and an
//! index of their sections. Files come first and the manifest last, so that a kill leaves the old state or the new one.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};
use tantivy::collector::{Count, TopDocs};
use tantivy::directory::MmapDirectory;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, QueryParser, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::{Index, IndexReader, ReloadPolicy, TantivyDocument, Term};

use super::error::{IndexError, guarded};
use super::hash::ContentHash;
use super::words::{ANALYZER, analyzer, words};
use crate::law::{Law, Part, additions};
use crate::provision::ProvisionId;
use crate::quote;
use crate::registry::Additions;
use crate::text::Span;

const FORMAT: u64 = 1;
const HEAP: usize = 64 << 20;

/// What the law library says of one text that it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LawEntry {
    /// What it is the text of.
    pub id: ProvisionId,
    /// Its title.
    pub title: String,
    /// From which day on; empty when that isn't known.
    pub from: String,
    /// Until which day, that day not included; empty while in force.
    pub until: String,
    /// How many provisions it has.
    pub provisions: usize,
    /// The file that it was imported from.
    pub source: String,
    /// The hash of that file's bytes, in hexadecimal.
    pub hash: String,
    /// Its place among the texts of that file.
    number: usize,
    /// Its first provision: volumes of one instrument differ in it.
    first: ProvisionId,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Account {
    format: u64,
    entries: Vec<LawEntry>,
}

/// The texts of the law that a library holds. May be asked from many threads.
pub struct LawLibrary {
    dir: PathBuf,
    account: Account,
    index: Option<(IndexReader, Fields)>,
    /// Which entries an id has, by number.
    by_id: HashMap<String, Vec<usize>>,
    /// Texts that were asked for, with where each provision is in them.
    open: Mutex<HashMap<String, Arc<Open>>>,
}

/// A text in memory.
struct Open {
    law: Arc<Law>,
    parts: HashMap<String, usize>,
}

#[derive(Clone, Copy)]
struct Fields {
    id: Field,
    key: Field,
    text: Field,
    heading: Field,
}

/// A section found by its words.
#[derive(Clone, Debug)]
pub struct LawHit {
    /// The text that it is in.
    pub entry: LawEntry,
    /// The section.
    pub id: ProvisionId,
    /// How well it fits.
    pub score: f32,
}

/// A provision that says what a quotation says, more or less.
#[derive(Clone, Debug)]
pub struct Said {
    /// The text that it is in.
    pub entry: LawEntry,
    /// The narrowest provision that holds all of the words found.
    pub id: ProvisionId,
    /// From 0 to 1, the share of words that are the same.
    pub similarity: f32,
    /// The words of the law, with some around.
    pub text: String,
    /// Where in [`Said::text`] the words found stand.
    pub at: Span,
    /// Words of the quotation and those of the law in their place, where they differ.
    pub differences: Vec<(String, String)>,
}

impl std::fmt::Debug for LawLibrary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LawLibrary({}, {} texts)", self.dir.display(), self.account.entries.len())
    }
}

impl LawLibrary {
    /// Opens the law library in a library's folder; an empty one where there is none yet.
    ///
    /// # Errors
    ///
    /// When it is damaged, of another version, or the system refuses.
    pub fn open(library: &Path) -> Result<Self, IndexError> {
        let dir = library.join("law");
        let account = match fs::read(dir.join("manifest.json")) {
            Ok(bytes) => serde_json::from_slice::<Account>(&bytes)
                .map_err(|e| IndexError::Damaged(format!("law/manifest.json: {e}")))?,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Account { format: FORMAT, entries: Vec::new() },
            Err(e) => return Err(IndexError::io("reading", e)),
        };
        if account.format != FORMAT {
            return Err(IndexError::Damaged(format!(
                "law/ has format {}, this pincite reads {FORMAT}: import its texts again with `pincite law add`",
                account.format
            )));
        }
        let index = if account.entries.is_empty() { None } else { Some(Self::open_index(&dir)?) };
        let by_id = by_id(&account);
        Ok(Self { dir, account, index, by_id, open: Mutex::default() })
    }

    fn open_index(dir: &Path) -> Result<(IndexReader, Fields), IndexError> {
        let folder = dir.join("index");
        let (schema, fields) = schema();
        let directory = MmapDirectory::open(&folder).map_err(|e| IndexError::reading(e.into()))?;
        let index = Index::open(directory).map_err(IndexError::reading)?;
        if index.schema() != schema {
            return Err(IndexError::Damaged("law/index has other fields than its format".to_owned()));
        }
        index.tokenizers().register(ANALYZER, analyzer());
        let reader = guarded(|| index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into())?;
        Ok((reader, fields))
    }

    /// What it holds, by id and then by day.
    #[must_use]
    pub fn entries(&self) -> &[LawEntry] {
        &self.account.entries
    }

    /// Adds the texts of files, each in place of what was imported from the same file or is the same text of the same
    /// day. All become visible together.
    ///
    /// # Errors
    ///
    /// When the system refuses; then nothing has changed.
    pub fn add(&mut self, sources: &[(String, ContentHash, Vec<Law>)]) -> Result<(), IndexError> {
        let writing = |e: std::io::Error| IndexError::io("writing", e);
        fs::create_dir_all(self.dir.join("index")).map_err(writing)?;
        let mut entries = self.account.entries.clone();
        let mut gone: Vec<String> = Vec::new();
        let (schema, fields) = schema();
        let directory = MmapDirectory::open(self.dir.join("index")).map_err(|e| IndexError::writing(e.into()))?;
        let index = Index::open_or_create(directory, schema).map_err(IndexError::writing)?;
        index.tokenizers().register(ANALYZER, analyzer());
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, HEAP).map_err(IndexError::writing)?;
        for (source, hash, laws) in sources {
            let hash = format!("{:016x}", hash.0);
            let replaced = |e: &LawEntry| {
                let same = |law: &Law| {
                    law.id == e.id && law.from == e.from && law.until == e.until && *first_of(law) == e.first
                };
                e.source == *source || laws.iter().any(same)
            };
            gone.extend(entries.iter().filter(|e| replaced(e)).map(key));
            entries.retain(|e| !replaced(e));
            self.write_file(&hash, laws)?;
            for (number, law) in laws.iter().enumerate() {
                let entry = LawEntry {
                    id: law.id.clone(),
                    title: law.title.clone(),
                    from: law.from.clone(),
                    until: law.until.clone(),
                    provisions: law.parts.len(),
                    source: source.clone(),
                    hash: hash.clone(),
                    number,
                    first: first_of(law).clone(),
                };
                let entry_key = key(&entry);
                writer.delete_term(Term::from_field_text(fields.key, &entry_key));
                for unit in law.units() {
                    let mut document = TantivyDocument::new();
                    document.add_text(fields.id, unit.id.as_str());
                    document.add_text(fields.key, &entry_key);
                    document.add_text(fields.text, law.text_of(unit));
                    document.add_text(fields.heading, &unit.heading);
                    writer.add_document(document).map_err(IndexError::writing)?;
                }
                gone.retain(|key| *key != entry_key);
                entries.push(entry);
            }
        }
        for key in &gone {
            writer.delete_term(Term::from_field_text(fields.key, key));
        }
        writer.commit().map_err(IndexError::writing)?;
        entries.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| a.from.cmp(&b.from)));
        self.account.entries = entries;
        self.reopened();
        self.write_account()?;
        self.sweep();
        self.index = Some(Self::open_index(&self.dir)?);
        Ok(())
    }

    /// Takes out the texts of a provision's instrument, or those imported from a file. Gives how many there were.
    ///
    /// # Errors
    ///
    /// When the system refuses.
    pub fn remove(&mut self, which: &str) -> Result<usize, IndexError> {
        let gone: Vec<LawEntry> =
            self.account.entries.iter().filter(|e| e.source == which || e.id.as_str() == which).cloned().collect();
        if gone.is_empty() {
            return Ok(0);
        }
        let (_, fields) = schema();
        let directory = MmapDirectory::open(self.dir.join("index")).map_err(|e| IndexError::writing(e.into()))?;
        let index = Index::open(directory).map_err(IndexError::writing)?;
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, HEAP).map_err(IndexError::writing)?;
        for entry in &gone {
            writer.delete_term(Term::from_field_text(fields.key, &key(entry)));
        }
        writer.commit().map_err(IndexError::writing)?;
        self.account.entries.retain(|e| !gone.contains(e));
        self.reopened();
        self.write_account()?;
        self.write_additions()?;
        self.sweep();
        Ok(gone.len())
    }

    fn file(&self, hash: &str) -> PathBuf {
        self.dir.join(format!("{hash}.json.zst"))
    }

    fn write_file(&self, hash: &str, laws: &[Law]) -> Result<(), IndexError> {
        let write = || -> std::io::Result<()> {
            let new = self.file(hash).with_extension("new");
            let mut out = zstd::Encoder::new(File::create(&new)?, 6)?;
            serde_json::to_writer(&mut out, laws)?;
            out.finish()?.sync_all()?;
            fs::rename(&new, self.file(hash))
        };
        write().map_err(|e| IndexError::io("writing", e))
    }

    /// What its texts add to the registry.
    ///
    /// # Errors
    ///
    /// When the file is there and can't be read.
    pub fn additions(library: &Path) -> Result<Additions, IndexError> {
        match fs::read(library.join("law/registry.json")) {
            Ok(bytes) => {
                serde_json::from_slice(&bytes).map_err(|e| IndexError::Damaged(format!("law/registry.json: {e}")))
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Additions::default()),
            Err(e) => Err(IndexError::io("reading", e)),
        }
    }

    /// Writes what the texts add to the registry anew; after the last [`LawLibrary::add`].
    ///
    /// # Errors
    ///
    /// When a text can't be read or the file can't be written.
    pub fn write_additions(&self) -> Result<(), IndexError> {
        let mut all = Additions::default();
        let mut sources: Vec<&str> = self.account.entries.iter().map(|e| e.hash.as_str()).collect();
        sources.sort_unstable();
        sources.dedup();
        for hash in sources {
            if let Some(entry) = self.account.entries.iter().find(|e| e.hash == hash) {
                self.load_all(entry)?.iter().for_each(|law| additions(law, &mut all));
            }
        }
        all.names.sort();
        all.names.dedup();
        let write = || -> std::io::Result<()> {
            let new = self.dir.join("registry.json.new");
            fs::write(&new, serde_json::to_vec(&all)?)?;
            fs::rename(&new, self.dir.join("registry.json"))
        };
        write().map_err(|e| IndexError::io("writing", e))
    }

    fn write_account(&self) -> Result<(), IndexError> {
        let write = || -> std::io::Result<()> {
            let new = self.dir.join("manifest.json.new");
            let mut out = File::create(&new)?;
            serde_json::to_writer_pretty(&mut out, &self.account)?;
            out.write_all(b"\n")?;
            out.sync_all()?;
            fs::rename(&new, self.dir.join("manifest.json"))
        };
        write().map_err(|e| IndexError::io("writing", e))
    }

    /// Removes files that nothing refers to: of texts replaced, and what a kill left behind.
    fn sweep(&self) {
        let kept: Vec<PathBuf> = self.account.entries.iter().map(|e| self.file(&e.hash)).collect();
        for entry in fs::read_dir(&self.dir).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.to_string_lossy().ends_with(".json.zst") && !kept.contains(&path) {
                let _ = fs::remove_file(path);
            }
        }
    }

    /// Reads a text.
    ///
    /// # Errors
    ///
    /// When its file is missing or damaged.
    pub fn load(&self, entry: &LawEntry) -> Result<Law, IndexError> {
        let missing = || IndexError::Damaged(format!("law/{}.json.zst holds fewer texts than it should", entry.hash));
        self.load_all(entry)?.into_iter().nth(entry.number).ok_or_else(missing)
    }

    fn load_all(&self, entry: &LawEntry) -> Result<Vec<Law>, IndexError> {
        let damaged = |what: String| IndexError::Damaged(format!("law/{}.json.zst: {what}", entry.hash));
        let file = File::open(self.file(&entry.hash)).map_err(|e| damaged(e.to_string()))?;
        let bytes = zstd::decode_all(file).map_err(|e| damaged(e.to_string()))?;
        serde_json::from_slice(&bytes).map_err(|e| damaged(e.to_string()))
    }

    /// Forgets what was known of the entries before they changed.
    fn reopened(&mut self) {
        self.by_id = by_id(&self.account);
        self.open = Mutex::default();
    }

    /// A text, from memory when it was asked for before.
    fn opened(&self, entry: &LawEntry) -> Result<Arc<Open>, IndexError> {
        let key = key(entry);
        if let Ok(open) = self.open.lock()
            && let Some(found) = open.get(&key)
        {
            return Ok(found.clone());
        }
        let law = self.load(entry)?;
        let parts = law.parts.iter().enumerate().rev().map(|(i, p)| (p.id.flattened().to_string(), i)).collect();
        let opened = Arc::new(Open { law: Arc::new(law), parts });
        if let Ok(mut open) = self.open.lock() {
            open.insert(key, opened.clone());
        }
        Ok(opened)
    }

    /// The text of a provision as it stood on a day (or the newest), and its place there.
    ///
    /// # Errors
    ///
    /// When a file is missing or damaged.
    pub fn provision(&self, id: &ProvisionId, day: Option<&str>) -> Result<Option<(Arc<Law>, Part)>, IndexError> {
        let in_force = |e: &&LawEntry| {
            let early = |day: &str| !e.from.is_empty() && e.from.as_str() > day;
            let late = |day: &str| !e.until.is_empty() && e.until.as_str() <= day;
            day.is_none_or(|day| !early(day) && !late(day))
        };
        for entry in self.holding(id).into_iter().filter(in_force) {
            if let Some(found) = self.in_entry(entry, id)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The text of a provision in every version that is held, the newest first.
    ///
    /// # Errors
    ///
    /// When a file is missing or damaged.
    pub fn versions(&self, id: &ProvisionId) -> Result<Vec<(Arc<Law>, Part)>, IndexError> {
        self.holding(id).into_iter().filter_map(|entry| self.in_entry(entry, id).transpose()).collect()
    }

    /// The texts that may have a provision: the newest first, of one day the most special.
    fn holding(&self, id: &ProvisionId) -> Vec<&LawEntry> {
        let flat = id.flattened();
        let numbers = id.prefixes().chain(flat.prefixes()).filter_map(|prefix| self.by_id.get(prefix)).flatten();
        let mut entries: Vec<&LawEntry> = numbers.filter_map(|i| self.account.entries.get(*i)).collect();
        entries.sort_by(|a, b| b.from.cmp(&a.from).then_with(|| b.id.as_str().len().cmp(&a.id.as_str().len())));
        entries.dedup_by(|a, b| std::ptr::eq(*a, *b));
        entries
    }

    /// A provision in one text, with its place there.
    fn in_entry(&self, entry: &LawEntry, id: &ProvisionId) -> Result<Option<(Arc<Law>, Part)>, IndexError> {
        let open = self.opened(entry)?;
        if let Some(part) = open.parts.get(id.flattened().as_str()).and_then(|i| open.law.parts.get(*i)) {
            return Ok(Some((open.law.clone(), part.clone())));
        }
        let end = open.law.text.len();
        let whole = || Part { id: id.clone(), start: 0, end, words: 0, heading: open.law.title.clone() };
        Ok((open.law.id == *id).then(|| (open.law.clone(), whole())))
    }

    /// The sections that match a query (words and "phrases", all needed), the best first, and how many there are.
    ///
    /// # Errors
    ///
    /// When the query can't be understood or the index can't be read.
    pub fn search(&self, query: &str, limit: usize, offset: usize) -> Result<(usize, Vec<LawHit>), IndexError> {
        let Some((reader, fields)) = &self.index else { return Ok((0, Vec::new())) };
        let searcher = reader.searcher();
        let mut parser = QueryParser::for_index(searcher.index(), vec![fields.text, fields.heading]);
        parser.set_conjunction_by_default();
        parser.set_field_boost(fields.heading, 2.0);
        let (query, _) = parser.parse_query_lenient(query);
        let (total, top) = guarded(|| {
            let top = TopDocs::with_limit(limit.max(1)).and_offset(offset).order_by_score();
            searcher.search(&query, &(Count, top))
        })?;
        Ok((total, self.hits(&searcher, *fields, top)?))
    }

    /// The paragraph of a section that holds most of a query's words, and these words in it.
    #[must_use]
    pub fn passage(&self, law: &Law, unit: &Part, query: &str) -> (Span, Vec<Span>) {
        let wanted: Vec<String> = words(&analyzer(), query).into_iter().map(|w| w.text).collect();
        let mut best: (usize, Span, Vec<Span>) = (0, Span::new(unit.start, unit.start), Vec::new());
        let mut start = unit.start;
        for line in law.text_of(unit).split_inclusive('\n') {
            let span = Span::new(start, start + line.trim_end().len());
            start += line.len();
            let found: Vec<_> = words(&analyzer(), line).into_iter().filter(|w| wanted.contains(&w.text)).collect();
            let distinct: std::collections::BTreeSet<&str> = found.iter().map(|w| w.text.as_str()).collect();
            if distinct.len() > best.0 {
                let marks = found.iter().map(|w| Span::new(w.offset_from, w.offset_to)).collect();
                best = (distinct.len(), span, marks);
            }
        }
        (best.1, best.2)
    }

    /// The sections that share most words with a quotation, weighed by how rare these are.
    ///
    /// # Errors
    ///
    /// When the index can't be read.
    pub fn like(&self, quotation: &str, limit: usize) -> Result<Vec<LawHit>, IndexError> {
        let Some((reader, fields)) = &self.index else { return Ok(Vec::new()) };
        let searcher = reader.searcher();
        let mut terms: BTreeMap<String, f32> = BTreeMap::new();
        for word in words(&analyzer(), quotation) {
            *terms.entry(word.text).or_default() += 1.0;
        }
        let mut rare: Vec<(u64, String, f32)> = Vec::new();
        for (word, times) in terms {
            let term = Term::from_field_text(fields.text, &word);
            let many = guarded(|| searcher.doc_freq(&term))?;
            if many > 0 {
                rare.push((many, word, times));
            }
        }
        rare.sort_by_key(|(many, ..)| *many);
        rare.truncate(48);
        let clauses: Vec<(Occur, Box<dyn Query>)> = rare
            .into_iter()
            .map(|(_, word, times)| {
                let term = Term::from_field_text(fields.text, &word);
                let query = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
                (Occur::Should, Box::new(BoostQuery::new(query, times.min(2.0))) as Box<dyn Query>)
            })
            .collect();
        let query = BooleanQuery::new(clauses);
        let top = guarded(|| searcher.search(&query, &TopDocs::with_limit(limit.max(1)).order_by_score()))?;
        self.hits(&searcher, *fields, top)
    }

    /// The provisions whose words a quotation is, the closest first.
    ///
    /// # Errors
    ///
    /// When the index or a text can't be read.
    pub fn says(&self, quotation: &str, limit: usize) -> Result<Vec<Said>, IndexError> {
        let quoted = quote::words(quotation);
        let mut found: Vec<Said> = Vec::new();
        let mut texts: BTreeMap<String, Law> = BTreeMap::new();
        for hit in self.like(quotation, 10 + 2 * limit)? {
            let entry_key = key(&hit.entry);
            if !texts.contains_key(&entry_key) {
                texts.insert(entry_key.clone(), self.load(&hit.entry)?);
            }
            let Some(law) = texts.get(&entry_key) else { continue };
            let Some(unit) = law.part(&hit.id) else { continue };
            let text = law.text_of(unit);
            let lawful = quote::words(text);
            let Some(alignment) = quote::align(&quoted, &lawful) else { continue };
            let (start, end) = (unit.start + alignment.span.start, unit.start + alignment.span.end);
            let part = law.part_at(start, end).unwrap_or(unit);
            // The provision that says it, as far as it isn't long, else the words with some around.
            let line = |at: usize| law.text[..at].rfind('\n').map_or(0, |i| i + 1);
            let to = law.text[end..].find('\n').map_or(law.text.len(), |i| end + i);
            let from = line(start);
            let differences = alignment
                .differences
                .iter()
                .map(|d| (said(quotation, &quoted[d.quote.clone()]), said(text, &lawful[d.law.clone()])));
            found.push(Said {
                id: part.id.clone(),
                similarity: alignment.similarity(),
                text: law.text[from..to].to_owned(),
                at: Span::new(start - from, end - from),
                differences: differences.collect(),
                entry: hit.entry,
            });
        }
        found.retain(|s| s.similarity >= 0.3);
        found.sort_by(|a, b| {
            b.similarity
                .total_cmp(&a.similarity)
                .then_with(|| a.id.cmp(&b.id))
                .then_with(|| b.entry.from.cmp(&a.entry.from))
        });
        found.dedup_by(|a, b| a.id == b.id && a.text == b.text);
        found.truncate(limit);
        Ok(found)
    }

    fn hits(
        &self,
        searcher: &tantivy::Searcher,
        fields: Fields,
        top: Vec<(f32, tantivy::DocAddress)>,
    ) -> Result<Vec<LawHit>, IndexError> {
        let mut hits = Vec::new();
        for (score, address) in top {
            let stored: TantivyDocument = guarded(|| searcher.doc(address))?;
            let text = |field: Field| stored.get_first(field).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
            let stored_key = text(fields.key);
            let entry = self.account.entries.iter().find(|e| key(e) == stored_key);
            if let (Some(entry), Ok(id)) = (entry, text(fields.id).parse()) {
                hits.push(LawHit { entry: entry.clone(), id, score });
            }
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        Ok(hits)
    }
}

fn first_of(law: &Law) -> &ProvisionId {
    law.parts.first().map_or(&law.id, |part| &part.id)
}

fn by_id(account: &Account) -> HashMap<String, Vec<usize>> {
    let mut out: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, entry) in account.entries.iter().enumerate() {
        out.entry(entry.id.to_string()).or_default().push(i);
    }
    out
}

/// What the index keeps the sections of a text under.
fn key(entry: &LawEntry) -> String {
    format!("{}#{}", entry.hash, entry.number)
}

/// A run of words as its text has them.
fn said(text: &str, words: &[quote::Word]) -> String {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => text[first.span.start..last.span.end].to_owned(),
        _ => String::new(),
    }
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexing =
        TextFieldIndexing::default().set_tokenizer(ANALYZER).set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let words = TextOptions::default().set_indexing_options(indexing);
    let fields = Fields {
        id: builder.add_text_field("id", STRING | STORED),
        key: builder.add_text_field("key", STRING | STORED),
        text: builder.add_text_field("text", words.clone()),
        heading: builder.add_text_field("heading", words),
    };
    (builder.build(), fields)
}
