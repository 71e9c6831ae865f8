//! Full text: passages of the library, or sections of the law, by words, phrases and what they cite.

use serde::Serialize;

use super::desk::Desk;
use super::error::AskError;
use crate::index::{PassageIndex, SearchHit};
use crate::provision::ProvisionId;
use crate::text::Span;

/// What a search found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SearchAnswer {
    /// How many passages match, those not given included.
    pub total: u64,
    /// The matches asked for, the best first.
    pub hits: Vec<SearchRow>,
    /// The provisions that the matching passages name, the most frequent first.
    pub counts: Vec<ProvisionCount>,
}

/// A passage that matches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SearchRow {
    /// The document's path.
    pub path: String,
    /// Its title.
    pub title: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// Number of the passage in its document, from 0.
    pub passage: u64,
    /// First byte of the passage in the document's text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The part of its text that shows why it matches.
    pub snippet: String,
    /// The words in it that match.
    pub marks: Vec<Span>,
    /// How well it matches.
    pub score: f32,
    /// The provisions that the passage names, in text order, each once.
    pub ids: Vec<ProvisionId>,
    /// The page that it begins on, from one, where the source has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// A provision with the number of passages that name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProvisionCount {
    /// The provision.
    pub id: ProvisionId,
    /// How many passages name it.
    pub passages: u64,
}

/// What a search of the law found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LawAnswer {
    /// How many sections match, those not given included.
    pub total: usize,
    /// The matches asked for, the best first.
    pub hits: Vec<LawRow>,
}

/// A section of a law that matches.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LawRow {
    /// The narrowest provision that holds the words shown.
    pub id: ProvisionId,
    /// The section that it is in.
    pub section: ProvisionId,
    /// The section's heading.
    pub heading: String,
    /// The law's title.
    pub title: String,
    /// From which day on this is its text; empty when that isn't known.
    pub from: String,
    /// The paragraph that holds most of the words.
    pub text: String,
    /// These words in it.
    pub marks: Vec<Span>,
    /// How well it matches.
    pub score: f32,
}

impl From<SearchHit> for SearchRow {
    fn from(hit: SearchHit) -> Self {
        Self {
            path: hit.path,
            title: hit.title,
            date: hit.date,
            passage: hit.passage,
            start: hit.span.start,
            end: hit.span.end,
            snippet: hit.snippet.text,
            marks: hit.snippet.marks,
            score: hit.score,
            page: hit.page.as_ref().and_then(crate::read::Page::number),
            ids: hit.ids,
        }
    }
}

impl Desk {
    /// Searches the passages of the library. What the query may hold is told at [`crate::index::Reader::search`]; after
    /// `cites:` a citation stands in any form.
    ///
    /// # Errors
    ///
    /// When the query can't be understood or the library can't be read.
    pub fn search(&self, query: &str, limit: usize, offset: usize) -> Result<SearchAnswer, AskError> {
        self.search_in(self.passages()?, query, limit, offset)
    }

    /// The same in another index: see [`Desk::index_of`].
    ///
    /// # Errors
    ///
    /// As [`Desk::search`].
    pub fn search_in(
        &self,
        index: &PassageIndex,
        query: &str,
        limit: usize,
        offset: usize,
    ) -> Result<SearchAnswer, AskError> {
        let cited = |words: &str| {
            let ids = self.provisions(words, false).ok()?;
            Some(ids.into_iter().map(|t| t.id).collect())
        };
        let found = index.reader()?.search(query, &cited, limit, offset)?;
        Ok(SearchAnswer {
            total: found.total,
            hits: found.hits.into_iter().map(SearchRow::from).collect(),
            counts: found.counts.into_iter().map(|(id, passages)| ProvisionCount { id, passages }).collect(),
        })
    }

    /// Searches the texts of the law.
    ///
    /// # Errors
    ///
    /// When the law library can't be read.
    pub fn search_law(&self, query: &str, limit: usize, offset: usize) -> Result<LawAnswer, AskError> {
        let words = self.law_words()?;
        let (total, found) = words.search(query, limit, offset)?;
        let mut hits = Vec::new();
        for hit in found {
            let law = words.laws().load(&hit.entry)?;
            let Some(unit) = law.part(&hit.id) else { continue };
            let (span, marks) = words.passage(&law, unit, query);
            hits.push(LawRow {
                id: law.part_at(span.start, span.end).unwrap_or(unit).id.clone(),
                section: unit.id.clone(),
                heading: unit.heading.clone(),
                title: law.title.clone(),
                from: law.from.clone(),
                text: span.of(&law.text).to_owned(),
                marks,
                score: hit.score,
            });
        }
        Ok(LawAnswer { total, hits })
    }
}
