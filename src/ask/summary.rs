//! What was found in sum: how many documents, which years, forms, provisions, and by whom; and the order of passages.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::entities::CountBy;
use crate::index::Hit;

/// In which order passages come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// By the date of the document, those without one last.
    Date,
    /// Those first that cite the provision most often.
    Relevance,
    /// By the document's path.
    Document,
}

/// By what passages are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FindBy {
    /// By the year of the document.
    Year,
    /// By document.
    Document,
    /// By the form in which the provision is cited.
    Form,
    /// By who invokes it.
    Entity,
    /// By the role in which it is invoked.
    Role,
}

impl FindBy {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Year => CountBy::Year.name(),
            Self::Document => "document",
            Self::Form => "form",
            Self::Entity => "entity",
            Self::Role => "role",
        }
    }
}

/// How many passages there are of one year, document, form, entity or role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindCount {
    /// By what.
    pub by: FindBy,
    /// Of which.
    pub what: String,
    /// How many.
    pub count: usize,
}

impl Serialize for FindCount {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry(self.by.name(), &self.what)?;
        map.serialize_entry("count", &self.count)?;
        map.end()
    }
}

/// What was found in sum.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// In how many documents.
    pub documents: usize,
    /// The first and the last year; none where no document has a date.
    pub years: Option<(String, String)>,
    /// How many passages there are by each.
    #[serde(skip)]
    counts: Vec<FindCount>,
}

impl Summary {
    /// The sum of passages.
    pub(super) fn of(hits: &[Hit]) -> Self {
        let documents: BTreeSet<&str> = hits.iter().map(|h| h.path.as_str()).collect();
        let years: BTreeSet<&str> = hits.iter().filter_map(year).collect();
        let counts = [FindBy::Year, FindBy::Document, FindBy::Form, FindBy::Entity, FindBy::Role];
        Self {
            documents: documents.len(),
            years: years.first().zip(years.last()).map(|(first, last)| ((*first).to_owned(), (*last).to_owned())),
            counts: counts.into_iter().flat_map(|by| counted(hits, by)).collect(),
        }
    }

    /// How many passages there are by one of [`FindBy`]: years in their order, else the most frequent first.
    pub fn counts(&self, by: FindBy) -> impl Iterator<Item = &FindCount> {
        self.counts.iter().filter(move |count| count.by == by)
    }
}

fn year(hit: &Hit) -> Option<&str> {
    hit.date.as_deref().and_then(|date| date.get(..4))
}

/// Each passage counts once for each of what it has.
fn counted(hits: &[Hit], by: FindBy) -> Vec<FindCount> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for hit in hits {
        let said = || hit.invocations.iter().filter(|i| i.polarity.is_said());
        let has: BTreeSet<String> = match by {
            FindBy::Year => [year(hit).unwrap_or("undated").to_owned()].into(),
            FindBy::Document => [hit.title.clone().unwrap_or_else(|| hit.path.clone())].into(),
            FindBy::Form => hit.mentions.iter().map(|m| m.mention.form.name().to_owned()).collect(),
            FindBy::Entity => said().map(|i| i.entity.name.clone()).collect(),
            FindBy::Role => said().map(|i| i.role.clone()).collect(),
        };
        for what in has {
            *counts.entry(what).or_default() += 1;
        }
    }
    let mut rows: Vec<FindCount> = counts.into_iter().map(|(what, count)| FindCount { by, what, count }).collect();
    if by != FindBy::Year {
        rows.sort_by_key(|row| Reverse(row.count));
    }
    rows
}

/// Puts passages in order; what ties stays by path and place.
pub(super) fn sort(hits: &mut [Hit], sort: Sort) {
    match sort {
        Sort::Date => hits.sort_by(|a, b| {
            let key = |hit: &Hit| (hit.date.is_none(), hit.date.clone());
            key(a).cmp(&key(b))
        }),
        Sort::Relevance => hits.sort_by_key(|hit| Reverse(hit.mentions.len())),
        Sort::Document => {}
    }
}

/// Whether a passage's document is of a time; one without a date is of none.
pub(super) fn is_of(hit: &Hit, since: Option<&str>, until: Option<&str>) -> bool {
    if since.is_none() && until.is_none() {
        return true;
    }
    let Some(date) = hit.date.as_deref() else { return false };
    // `--until 2016` is the whole year.
    since.is_none_or(|since| date >= since) && until.is_none_or(|until| date <= until || date.starts_with(until))
}
