//! Who is named in the library, and who invokes what.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::query::{BooleanQuery, Query};

use super::columns::{names, spelled};
use super::dates;
use super::error::{IndexError, guarded};
use super::find::Who;
use super::ranked::Ranked;
use super::reader::{Reader, term_query};
use super::schema::{ROLE, WHO};
use crate::entity::Invocation;

/// An invocation with the document that it is in.
#[derive(Clone, Debug, PartialEq)]
pub struct Invoked {
    /// The document's path.
    pub path: String,
    /// Its title.
    pub title: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// Who, what, in what role.
    pub invocation: Invocation,
    /// The sentence that says so; what of it stands in the passage.
    pub sentence: String,
}

impl Reader {
    /// Every name in the library, with the number of passages that have it.
    ///
    /// # Errors
    ///
    /// When files of the index can't be read.
    pub fn names(&self) -> Result<BTreeMap<String, u64>, IndexError> {
        guarded(|| {
            let mut out = BTreeMap::new();
            for segment in self.searcher.segment_readers() {
                let Some(column) = names(segment, WHO)? else { continue };
                let mut counts: BTreeMap<u64, u64> = BTreeMap::new();
                for record in segment.doc_ids_alive() {
                    for ord in column.term_ords(record) {
                        *counts.entry(ord).or_default() += 1;
                    }
                }
                for (ord, name) in spelled(&column, &counts.keys().copied().collect::<BTreeSet<u64>>())? {
                    if !name.contains(ROLE) {
                        *out.entry(name).or_default() += counts.get(&ord).copied().unwrap_or(0);
                    }
                }
            }
            Ok(out)
        })
    }

    /// Every invocation in the library, by path and place; `who` narrows it.
    ///
    /// # Errors
    ///
    /// When files of the index can't be read.
    pub fn invocations(&self, who: &Who) -> Result<Vec<Invoked>, IndexError> {
        guarded(|| {
            let query =
                self.named_query(&Who { names: who.names.clone(), role: who.role.clone().or(Some(String::new())) })?;
            let places = self.searcher.search(&query, &Ranked { by_score: false, limit: usize::MAX })?;
            let mut out = Vec::new();
            for place in places.first {
                let passage = self.passage(place.address)?;
                let date = place.date.map(dates::text);
                for invocation in passage.invocations {
                    let fits = (who.names.is_empty() || who.names.contains(&invocation.entity.name))
                        && who.role.as_ref().is_none_or(|role| *role == invocation.role);
                    if !fits {
                        continue;
                    }
                    let within = |at: usize| at.clamp(passage.span.start, passage.span.end) - passage.span.start;
                    let words = passage.text.get(within(invocation.sentence.start)..within(invocation.sentence.end));
                    out.push(Invoked {
                        path: place.path.clone(),
                        title: passage.title.clone(),
                        date: date.clone(),
                        sentence: words.unwrap_or_default().to_owned(),
                        invocation,
                    });
                }
            }
            Ok(out)
        })
    }

    /// Passages in which somebody is named, with the role; with an empty role, in any.
    pub(super) fn named_query(&self, who: &Who) -> tantivy::Result<Box<dyn Query>> {
        let mut keys: Vec<String> = match (&who.role, who.names.is_empty()) {
            (None, _) => who.names.clone(),
            (Some(role), false) if role.is_empty() => who.names.clone(),
            (Some(role), false) => who.names.iter().map(|name| format!("{name}{ROLE}{role}")).collect(),
            (Some(role), true) if role.is_empty() => vec![ROLE.to_string()],
            (Some(role), true) => {
                // Whoever has it.
                let mut with_role = BTreeSet::new();
                for segment in self.searcher.segment_readers() {
                    let Some(column) = names(segment, WHO)? else { continue };
                    let all: BTreeSet<u64> = (0..column.num_terms() as u64).collect();
                    let has = |name: &String| name.split_once(ROLE).is_some_and(|(_, r)| r == role);
                    with_role.extend(spelled(&column, &all)?.into_values().filter(has));
                }
                with_role.into_iter().collect()
            }
        };
        keys.sort();
        keys.dedup();
        let terms = keys.iter().map(|key| Box::new(term_query(self.fields.who, key)) as Box<dyn Query>).collect();
        Ok(Box::new(BooleanQuery::union(terms)))
    }
}
