//! Full-text search.

use super::counts::{Provisions, most_named};
use super::dates;
use super::error::{IndexError, guarded};
use super::plan::{Marks, Planner, Resolve};
use super::query::{QueryError, parse};
use super::ranked::{Place, Ranked};
use super::reader::Reader;
use super::score::{Statistics, score};
use super::snippet::{Snippet, snippet};
use crate::provision::ProvisionId;
use crate::read::Page;
use crate::text::Span;

/// How many provisions [`SearchResults::counts`] names at most.
const MOST_COUNTS: usize = 50;

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchResults {
    /// How many passages match, those not given back included.
    pub total: u64,
    /// The matches asked for, the best first; equally good ones by path and place in the document.
    pub hits: Vec<SearchHit>,
    /// The provisions that the matching passages name, all of them and not only those given back, with how many
    /// passages name each: the most frequent first.
    pub counts: Vec<(ProvisionId, u64)>,
}

/// A passage that matches.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchHit {
    /// The document's path.
    pub path: String,
    /// Its title.
    pub title: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// The passage's place among the passages of the document.
    pub passage: u64,
    /// The passage's bytes in the document's text.
    pub span: Span,
    /// The part of its text that shows why it matches.
    pub snippet: Snippet,
    /// How well it matches: BM25 over the words and phrases, and one for each provision asked for.
    pub score: f32,
    /// The provisions that the passage names, in text order, each once.
    pub ids: Vec<ProvisionId>,
    /// The page that the passage begins on, where its source has pages.
    pub page: Option<Page>,
}

impl Reader {
    /// Searches passages. The query language is words and `"phrases"`, all of which must be there, `OR`, `NOT` or
    /// `-`, parentheses, and the fields `title:word`, `date:2016-03`, `date:2016..2017-06`, `cites:PROVISION` and
    /// `path:START`. What follows `cites:` goes to `resolve`, which gives the provision's id and its equivalents; an
    /// id that it doesn't know stands for itself.
    ///
    /// # Errors
    ///
    /// [`IndexError::Query`] points at what can't be understood; the others as for [`Reader::find`].
    pub fn search(
        &self,
        query: &str,
        resolve: Resolve<'_>,
        limit: usize,
        offset: usize,
    ) -> Result<SearchResults, IndexError> {
        let clause = parse(query)?;
        let mut planner = Planner { reader: self, query, resolve, marks: Marks::default() };
        let Some(plan) = planner.plan(&clause, true)? else {
            return Err(QueryError::new(query, 0, "there is no word to search for in this").into());
        };
        let marks = planner.marks;
        let collectors = (Ranked { by_score: true, limit: offset.saturating_add(limit) }, Provisions);
        guarded(|| {
            let statistics = Statistics(&self.searcher);
            let (hits, counts) = self.searcher.search_with_statistics_provider(&plan, &collectors, &statistics)?;
            let asked = hits.first.into_iter().skip(offset);
            Ok(SearchResults {
                total: hits.total,
                hits: asked.map(|place| self.search_hit(place, &marks)).collect::<Result<_, _>>()?,
                counts: most_named(counts, MOST_COUNTS),
            })
        })
    }

    fn search_hit(&self, place: Place, marks: &Marks) -> tantivy::Result<SearchHit> {
        let passage = self.passage(place.address)?;
        let mut ids: Vec<ProvisionId> = Vec::new();
        for id in passage.mentions.iter().filter_map(|mention| mention.id.as_ref()) {
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        Ok(SearchHit {
            score: score(place.steps()),
            snippet: snippet(&passage, marks, &self.analyzer),
            path: place.path,
            title: passage.title,
            date: place.date.map(dates::text),
            passage: place.passage,
            span: passage.span,
            page: passage.pages.into_iter().next(),
            ids,
        })
    }
}
