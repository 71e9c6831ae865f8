//! From a provision to the passages that cite it.

use std::collections::BTreeSet;

use serde::Serialize;
use tantivy::query::{BooleanQuery, Query};

use super::dates;
use super::error::{IndexError, guarded};
use super::ranked::{Place, Ranked};
use super::reader::{Reader, term_query};
use super::schema::ROLE;
use super::terms::names_it;
use crate::entity::{Entity, Invocation};
use crate::provision::ProvisionId;
use crate::read::Page;
use crate::resolve::Mention;
use crate::text::Span;

/// What to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindQuery {
    /// The provision and its equivalents, in the order in which they are tried on a mention.
    pub ids: Vec<Tied>,
    /// Whether what lies below counts as well.
    pub below: bool,
    /// How many passages to give back at most; `usize::MAX` for all.
    pub limit: usize,
    /// How many to skip before that.
    pub offset: usize,
    /// Only passages in which one of these is named, with the role if there is one.
    pub who: Option<Who>,
}

/// Somebody to find.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// The names, as the library has them; any if there are none.
    pub names: Vec<String>,
    /// The role in which they invoke something.
    pub role: Option<String>,
}

/// An id to find, and how it is tied to what was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tied {
    /// The id.
    pub id: ProvisionId,
    /// The tie, in the caller's words; empty for the id that was asked for.
    pub tie: String,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// How many passages cite the provision, those not given back included.
    pub passages: u64,
    /// The passages asked for, by path and place in the document.
    pub hits: Vec<Hit>,
}

/// A passage that cites the provision.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
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
    /// The passage's text.
    pub text: String,
    /// The mentions that cite the provision, in text order; spans count in the document's text.
    pub mentions: Vec<TiedMention>,
    /// Who is named in the passage.
    pub named: Vec<Entity>,
    /// Who invokes what in it.
    pub invocations: Vec<Invocation>,
    /// The pages that it is on, where its source has pages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<Page>,
}

/// A mention, and the tie by which it was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TiedMention {
    /// The mention.
    pub mention: Mention,
    /// The [`Tied::tie`] of the first id that it names.
    pub tie: String,
}

impl Hit {
    /// A stretch of the document counted from the passage's beginning; what lies beyond the passage is left out.
    #[must_use]
    pub fn within(&self, span: Span) -> Span {
        let at = |at: usize| at.clamp(self.span.start, self.span.end) - self.span.start;
        Span::new(at(span.start), at(span.end))
    }

    /// The page that a place of the passage is on.
    #[must_use]
    pub fn page(&self, at: usize) -> Option<&Page> {
        self.pages.iter().rev().find(|page| page.start <= at)
    }
}

impl FindQuery {
    /// The first hundred passages that cite `id` or what lies below it.
    #[must_use]
    pub fn new(id: ProvisionId) -> Self {
        Self { ids: vec![Tied { id, tie: String::new() }], below: true, limit: 100, offset: 0, who: None }
    }
}

impl Reader {
    /// Finds the passages that cite a provision.
    ///
    /// # Errors
    ///
    /// When files of the index can't be read.
    pub fn find(&self, query: &FindQuery) -> Result<Found, IndexError> {
        guarded(|| {
            let field = if query.below { self.fields.cites } else { self.fields.exact };
            let keys: BTreeSet<String> = query.ids.iter().map(|tied| tied.id.flattened().to_string()).collect();
            let mut terms: Vec<Box<dyn Query>> =
                keys.iter().map(|key| Box::new(term_query(field, key)) as Box<dyn Query>).collect();
            let one = if terms.len() == 1 { terms.pop() } else { None };
            let any = one.unwrap_or_else(|| Box::new(BooleanQuery::union(terms)));
            if let Some(who) = &query.who {
                return self.find_who(query, who, any);
            }

            let ranked = Ranked { by_score: false, limit: query.offset.saturating_add(query.limit) };
            let hits = self.searcher.search(&any, &ranked)?;
            let asked = hits.first.into_iter().skip(query.offset);
            let hit = |place| self.hit(place, query);
            Ok(Found { passages: hits.total, hits: asked.map(hit).collect::<Result<_, _>>()? })
        })
    }

    /// The passages in which somebody is named beside the provision, or invokes it though it is cited elsewhere.
    fn find_who(&self, query: &FindQuery, who: &Who, cites: Box<dyn Query>) -> tantivy::Result<Found> {
        let ties = Box::new(term_query(self.fields.who, &ROLE.to_string())) as Box<dyn Query>;
        let near = Box::new(BooleanQuery::union(vec![cites, ties])) as Box<dyn Query>;
        let both = BooleanQuery::intersection(vec![near, self.named_query(who)?]);
        let places = self.searcher.search(&both, &Ranked { by_score: false, limit: usize::MAX })?;
        let mut found = Found::default();
        for place in places.first {
            let mut hit = self.hit(place, query)?;
            let asked = |id: &ProvisionId| {
                let id = id.flattened();
                let fits = |t: &Tied| if query.below { t.id.flattened().contains(&id) } else { t.id.flattened() == id };
                query.ids.iter().any(fits)
            };
            hit.invocations.retain(|i| {
                let named = who.names.is_empty() || who.names.contains(&i.entity.name);
                named
                    && i.polarity.is_said()
                    && who.role.as_ref().is_none_or(|role| *role == i.role)
                    && asked(&i.provision)
            });
            // Named beside the citation is enough where no role is asked for.
            if hit.invocations.is_empty() && (who.role.is_some() || hit.mentions.is_empty()) {
                continue;
            }
            if found.passages >= query.offset as u64 && found.hits.len() < query.limit {
                found.hits.push(hit);
            }
            found.passages += 1;
        }
        Ok(found)
    }

    fn hit(&self, place: Place, query: &FindQuery) -> tantivy::Result<Hit> {
        let tied = |mention: Mention| {
            let tie = query.ids.iter().find(|tied| names_it(&mention, &tied.id, query.below))?.tie.clone();
            Some(TiedMention { mention, tie })
        };
        self.hit_with(place, tied)
    }

    /// A passage with those of its mentions that are asked for.
    pub(super) fn hit_with(&self, place: Place, tied: impl Fn(Mention) -> Option<TiedMention>) -> tantivy::Result<Hit> {
        let passage = self.passage(place.address)?;
        Ok(Hit {
            path: place.path,
            title: passage.title,
            date: place.date.map(dates::text),
            passage: place.passage,
            span: passage.span,
            text: passage.text,
            mentions: passage.mentions.into_iter().filter_map(tied).collect(),
            named: passage.named,
            invocations: passage.invocations,
            pages: passage.pages,
        })
    }
}
