//! The words of the law: the sections of the texts that a library holds, found by query or by likeness.
//!
//! The texts are kept by [`Laws`]; this is the index of their words in `law/index/`. What comes into one comes into the
//! other, the account last: a kill between leaves words of a text that is not there, which no search gives.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tantivy::collector::{Count, TopDocs};
use tantivy::directory::MmapDirectory;
use tantivy::query::{BooleanQuery, BoostQuery, Occur, Query, QueryParser, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

use super::error::{IndexError, guarded};
use super::words::{ANALYZER, analyzer, words};
use crate::law::{Law, Part};
use crate::library::{ContentHash, LawEntry, Laws, LeftOut, LibraryError};
use crate::provision::ProvisionId;
use crate::text::Span;

const HEAP: usize = 64 << 20;

/// The texts of the law that a library holds, with an index of their words. May be asked from many threads.
#[derive(Debug)]
pub struct LawIndex {
    laws: Laws,
    words: Option<Sections>,
}

/// The open index; there is none while there are no texts.
struct Sections {
    reader: IndexReader,
    fields: Fields,
}

impl std::fmt::Debug for Sections {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the words of the law")
    }
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

impl LawIndex {
    /// Opens the law library in a library's folder; an empty one where there is none yet.
    ///
    /// # Errors
    ///
    /// When it is damaged, of another version, or the system refuses.
    pub fn open(library: &Path) -> Result<Self, IndexError> {
        let laws = Laws::open(library)?;
        let words = Sections::open(&laws)?;
        Ok(Self { laws, words })
    }

    /// The texts.
    #[must_use]
    pub const fn laws(&self) -> &Laws {
        &self.laws
    }

    /// Adds the texts of files, each in place of what was imported from the same file or is the same text of the same
    /// day; gives those that it leaves out, because another text of the same provision and day is there from another file.
    /// All become visible together.
    ///
    /// # Errors
    ///
    /// When the system refuses; then nothing has changed.
    pub fn add(&mut self, sources: &[(String, ContentHash, Vec<Law>)]) -> Result<Vec<LeftOut>, IndexError> {
        let (mut writer, fields) = self.writer()?;
        let mut staged = self.laws.stage(sources)?;
        for (key, law) in &staged.added {
            writer.delete_term(Term::from_field_text(fields.key, key));
            for unit in law.units() {
                let mut document = TantivyDocument::new();
                document.add_text(fields.id, unit.id.as_str());
                document.add_text(fields.key, key);
                document.add_text(fields.text, law.text_of(unit));
                document.add_text(fields.heading, &unit.heading);
                writer.add_document(document).map_err(IndexError::writing)?;
            }
        }
        for key in &staged.gone {
            writer.delete_term(Term::from_field_text(fields.key, key));
        }
        writer.commit().map_err(IndexError::writing)?;
        let left_out = std::mem::take(&mut staged.left_out);
        self.laws.accept(staged)?;
        self.words = Sections::open(&self.laws)?;
        Ok(left_out)
    }

    /// Takes out the texts of a provision's instrument, or those imported from a file. Gives how many there were.
    ///
    /// # Errors
    ///
    /// When the system refuses.
    pub fn remove(&mut self, which: &str) -> Result<usize, IndexError> {
        let gone = self.laws.called(which);
        if gone.is_empty() {
            return Ok(0);
        }
        let (mut writer, fields) = self.writer()?;
        for entry in &gone {
            writer.delete_term(Term::from_field_text(fields.key, &entry.key()));
        }
        writer.commit().map_err(IndexError::writing)?;
        self.laws.forget(&gone)?;
        self.words = Sections::open(&self.laws)?;
        Ok(gone.len())
    }

    /// The one writer of the index; it holds the lock, and makes the index where there is none.
    fn writer(&self) -> Result<(IndexWriter, Fields), IndexError> {
        let folder = self.laws.dir().join("index");
        fs::create_dir_all(&folder).map_err(|e| LibraryError::io("writing", e))?;
        let (schema, fields) = schema();
        let directory = MmapDirectory::open(folder).map_err(|e| IndexError::writing(e.into()))?;
        let index = Index::open_or_create(directory, schema).map_err(IndexError::writing)?;
        index.tokenizers().register(ANALYZER, analyzer());
        Ok((index.writer_with_num_threads(1, HEAP).map_err(IndexError::writing)?, fields))
    }

    /// The sections that match a query (words and "phrases", all needed), the best first, and how many there are.
    ///
    /// # Errors
    ///
    /// When the query can't be understood or the index can't be read.
    pub fn search(&self, query: &str, limit: usize, offset: usize) -> Result<(usize, Vec<LawHit>), IndexError> {
        let Some(Sections { reader, fields }) = &self.words else { return Ok((0, Vec::new())) };
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
        let Some(Sections { reader, fields }) = &self.words else { return Ok(Vec::new()) };
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
            let entry = self.laws.entries().iter().find(|e| e.key() == stored_key);
            if let (Some(entry), Ok(id)) = (entry, text(fields.id).parse()) {
                hits.push(LawHit { entry: entry.clone(), id, score });
            }
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        Ok(hits)
    }
}

impl Sections {
    fn open(laws: &Laws) -> Result<Option<Self>, IndexError> {
        if laws.entries().is_empty() {
            return Ok(None);
        }
        let (schema, fields) = schema();
        let directory = MmapDirectory::open(laws.dir().join("index")).map_err(|e| IndexError::reading(e.into()))?;
        let index = Index::open(directory).map_err(IndexError::reading)?;
        if index.schema() != schema {
            return Err(LibraryError::Damaged("law/index has other fields than its format".to_owned()).into());
        }
        index.tokenizers().register(ANALYZER, analyzer());
        let reader = guarded(|| index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into())?;
        Ok(Some(Self { reader, fields }))
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
