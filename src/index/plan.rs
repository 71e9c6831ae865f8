//! From a query as understood to a query that the engine runs, and to what is marked in its hits.

use std::collections::BTreeSet;
use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, Occur, PhraseQuery, Query, RangeQuery, RegexQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::query::{Clause, One, QueryError, What};
use super::reader::{Reader, term_query};
use super::score::Stepped;
use super::words::words;
use crate::provision::ProvisionId;

/// Turns what a user calls a provision into its id and its equivalents.
pub(super) type Resolve<'r> = &'r dyn Fn(&str) -> Option<Vec<ProvisionId>>;

/// What to mark in the text of a hit.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Words that follow one another, as stems.
    pub(super) phrases: BTreeSet<Vec<String>>,
    /// Provisions whose mentions are marked.
    pub(super) ids: Vec<ProvisionId>,
}

/// Plans one query.
pub(super) struct Planner<'p> {
    pub(super) reader: &'p Reader,
    pub(super) query: &'p str,
    pub(super) resolve: Resolve<'p>,
    pub(super) marks: Marks,
}

type Planned = Option<Box<dyn Query>>;

impl Planner<'_> {
    /// Plans a clause; `None` when it holds no word that the index could know, as with `§`. What a hit must not have
    /// isn't `wanted`, and so isn't marked.
    pub(super) fn plan(&mut self, clause: &Clause, wanted: bool) -> Result<Planned, QueryError> {
        match clause {
            Clause::One(one) => self.one(one, wanted),
            Clause::Any(clauses) => {
                let mut choices = Vec::new();
                for clause in clauses {
                    choices.extend(self.plan(clause, wanted)?);
                }
                Ok((!choices.is_empty()).then(|| Box::new(BooleanQuery::union(choices)) as Box<dyn Query>))
            }
            Clause::All(clauses) => self.all(clauses, wanted),
            Clause::Not(_) => self.all(std::slice::from_ref(clause), wanted),
        }
    }

    fn all(&mut self, clauses: &[Clause], wanted: bool) -> Result<Planned, QueryError> {
        let mut parts: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for clause in clauses {
            let (occur, planned) = match clause {
                Clause::Not(inner) => (Occur::MustNot, self.plan(inner, !wanted)?),
                clause => (Occur::Must, self.plan(clause, wanted)?),
            };
            parts.extend(planned.map(|query| (occur, query)));
        }
        if parts.is_empty() {
            return Ok(None);
        }
        if parts.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            parts.push((Occur::Must, Box::new(AllQuery)));
        }
        Ok(Some(Box::new(BooleanQuery::new(parts))))
    }

    fn one(&mut self, one: &One, wanted: bool) -> Result<Planned, QueryError> {
        let fields = self.reader.fields;
        match &one.what {
            What::Text(text) => Ok(self.words(fields.text, text, wanted)),
            What::Title(text) => Ok(self.words(fields.title, text, false)),
            What::Date(from, to) => {
                let bound = |number: u64| Bound::Included(Term::from_field_u64(fields.date, number));
                Ok(Some(filter(RangeQuery::new(bound(*from), bound(*to)))))
            }
            What::Cites(name) => self.cites(one, name, wanted).map(Some),
            What::Path(path) => self.path(one, path).map(Some),
        }
    }

    fn words(&mut self, field: Field, text: &str, mark: bool) -> Planned {
        let words = words(&self.reader.analyzer, text);
        let phrase: Vec<(usize, Term)> =
            words.iter().map(|word| (word.position, Term::from_field_text(field, &word.text))).collect();
        let query: Box<dyn Query> = match phrase.as_slice() {
            [] => return None,
            [(_, word)] => Box::new(TermQuery::new(word.clone(), IndexRecordOption::WithFreqs)),
            _ => Box::new(PhraseQuery::new_with_offset(phrase)),
        };
        if mark {
            self.marks.phrases.insert(words.into_iter().map(|word| word.text).collect());
        }
        Some(Box::new(Stepped(query)))
    }

    fn cites(&mut self, one: &One, name: &str, mark: bool) -> Result<Box<dyn Query>, QueryError> {
        let ids = (self.resolve)(name).filter(|ids| !ids.is_empty());
        let Some(ids) = ids.or_else(|| name.parse().ok().map(|id| vec![id])) else {
            let message =
                format!("`{name}` names no known provision; quote it if it has spaces, as in cites:\"EO 13722 § 2\"");
            return Err(QueryError::new(self.query, one.at, message));
        };
        let keys: BTreeSet<String> = ids.iter().map(|id| id.flattened().to_string()).collect();
        let field = self.reader.fields.cites;
        let terms = keys.iter().map(|key| Box::new(term_query(field, key)) as Box<dyn Query>).collect();
        if mark {
            self.marks.ids.extend(ids);
        }
        Ok(Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::union(terms)), 1.0)))
    }

    /// A path from its start, or from the start of one of its folders on.
    fn path(&self, one: &One, path: &str) -> Result<Box<dyn Query>, QueryError> {
        let pattern = format!("(.*/)?{}.*", regex::escape(path.trim_start_matches("./")));
        let query = RegexQuery::from_pattern(&pattern, self.reader.fields.path);
        query.map(filter).map_err(|_| QueryError::new(self.query, one.at, "the path is too long to search for"))
    }
}

/// A query that decides what is a hit but not how good a one it is.
fn filter(query: impl Query) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}
