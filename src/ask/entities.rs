//! Who invokes which provision, in what role, by which sentence; and who is named at all.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use serde::Serialize;

use super::desk::Desk;
use super::documents::{Files, Tally};
use super::error::AskError;
use crate::entity::{Entities, key, merged};
use crate::index::{Invoked, Reader, Who};
use crate::read::Document;

/// Who is named, and how often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameCount {
    /// The name under which the others fold.
    pub entity: String,
    /// What it is, where that is known.
    pub kind: String,
    /// In how many passages of the library, or in how many places of the files.
    pub count: u64,
}

/// By what invocations are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountBy {
    /// By role.
    Role,
    /// By kind of entity.
    Kind,
    /// By year.
    Year,
}

impl CountBy {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::Kind => "kind",
            Self::Year => "year",
        }
    }
}

/// How often an entity invokes something, by one of [`CountBy`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityCount {
    /// The entity.
    pub entity: String,
    /// By what.
    pub by: CountBy,
    /// The role, kind or year.
    pub what: String,
    /// How often.
    pub count: usize,
}

impl Serialize for EntityCount {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("entity", &self.entity)?;
        map.serialize_entry(self.by.name(), &self.what)?;
        map.serialize_entry("count", &self.count)?;
        map.end()
    }
}

/// An edge of the graph of entities and provisions: who, what it is, the role, the provision, and how often.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Tie {
    /// The entity.
    pub entity: String,
    /// What it is.
    pub kind: String,
    /// The role.
    pub role: String,
    /// The provision.
    pub provision: String,
    /// In how many sentences.
    pub count: usize,
}

/// A row of `entities`, the contract: one invocation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InvocationRow<'a> {
    /// The name under which the others fold.
    pub entity: &'a str,
    /// What it is.
    pub kind: &'a str,
    /// In what role.
    pub role: &'a str,
    /// Which provision.
    pub provision: &'a str,
    /// The document.
    pub path: &'a str,
    /// First byte of the name.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The sentence that says so.
    pub sentence: String,
    /// The day, month or year that the sentence gives.
    pub date: Option<&'a str>,
    /// From 0 to 1.
    pub confidence: f32,
    /// The same for all participants of an event.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub event: &'a str,
    /// Who acted, where this is who is acted upon.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<&'a str>,
    /// Who is acted upon, where this is who acted.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub whom: &'a [String],
    /// Whether it is said to be so: `asserted`, `negated`, `conditional`, `planned`, `alleged`.
    pub polarity: &'static str,
    /// First byte of the sentence.
    pub sentence_start: usize,
    /// One past its last byte.
    pub sentence_end: usize,
    /// The document's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'a str>,
    /// The document's date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_date: Option<&'a str>,
    /// The frame, and where the provision was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'a str>,
}

impl<'a> InvocationRow<'a> {
    /// The row of an invocation.
    #[must_use]
    pub fn new(one: &'a Invoked) -> Self {
        let i = &one.invocation;
        Self {
            entity: &i.entity.name,
            kind: &i.entity.kind,
            role: &i.role,
            provision: i.provision.as_str(),
            path: &one.path,
            start: i.span.start,
            end: i.span.end,
            sentence: one.sentence.split_whitespace().collect::<Vec<_>>().join(" "),
            date: i.date.as_deref(),
            confidence: (i.confidence * 100.0).round() / 100.0,
            event: &i.event,
            by: i.by.as_deref(),
            whom: &i.whom,
            polarity: i.polarity.as_str(),
            sentence_start: i.sentence.start,
            sentence_end: i.sentence.end,
            title: one.title.as_deref(),
            document_date: one.date.as_deref(),
            why: Some(&i.why),
        }
    }
}

impl Desk {
    /// Who invokes `which` (a provision with what lies below it and under its other ids, or somebody's name; anything
    /// without one), in a role if one is given. Names of one bearer are one.
    ///
    /// # Errors
    ///
    /// When the role is unknown, the words name neither provision nor anybody here, or the library can't be read.
    pub fn invocations(&self, which: Option<&str>, role: Option<&str>) -> Result<Vec<Invoked>, AskError> {
        self.known_role(role)?;
        let who = Who { names: Vec::new(), role: role.map(str::to_owned) };
        let all = self.passages()?.reader()?.invocations(&who)?;
        self.narrowed(which, all)
    }

    /// The same in files that no library holds.
    ///
    /// # Errors
    ///
    /// As [`Desk::invocations`]; what can't be read is told and counted.
    pub fn invocations_in(
        &self,
        files: &Files<'_>,
        which: Option<&str>,
        role: Option<&str>,
    ) -> Result<(Vec<Invoked>, Tally), AskError> {
        self.known_role(role)?;
        let entities = self.entities()?;
        let work = |document: &Document| entities.read(&document.text, &self.mentions(document)).invocations;
        let mut all = Vec::new();
        let tally = files.each(work, |document, found| {
            for invocation in found.into_iter().filter(|i| role.is_none_or(|role| role == i.role)) {
                all.push(Invoked {
                    path: document.path.clone(),
                    title: document.title.clone(),
                    date: document.date.clone(),
                    sentence: invocation.sentence.of(&document.text).to_owned(),
                    invocation,
                });
            }
            Ok::<_, AskError>(ControlFlow::Continue(()))
        })?;
        Ok((self.narrowed(which, all)?, tally))
    }

    /// Everybody who is named in the library, and in how many passages; the most named first.
    ///
    /// # Errors
    ///
    /// When the library can't be read.
    pub fn names(&self) -> Result<Vec<NameCount>, AskError> {
        let entities = self.entities()?;
        let kind = |name: &str| entities.called(name).map_or_else(String::new, |e| e.kind.clone());
        let names = self.passages()?.reader()?.names()?;
        Ok(folded(names.into_iter().map(|(name, n)| (kind(&name), name, n))))
    }

    /// The same in files that no library holds: in how many places.
    ///
    /// # Errors
    ///
    /// When the lists of the library can't be read; what can't be read of the files is told and counted.
    pub fn names_in(&self, files: &Files<'_>) -> Result<(Vec<NameCount>, Tally), AskError> {
        let entities = self.entities()?;
        let work = |document: &Document| {
            let read = entities.names(&document.text, &self.mentions(document));
            let mut counts: BTreeMap<String, (String, u64)> = BTreeMap::new();
            for named in &read.named {
                let entity = &read.entities[named.entity];
                counts.entry(entity.name.clone()).or_insert((entity.kind.clone(), 0)).1 += 1;
            }
            counts
        };
        let mut all: BTreeMap<String, (String, u64)> = BTreeMap::new();
        let tally = files.each(work, |_, found| {
            for (name, (kind, n)) in found {
                all.entry(name).or_insert((kind, 0)).1 += n;
            }
            Ok::<_, AskError>(ControlFlow::Continue(()))
        })?;
        Ok((folded(all.into_iter().map(|(name, (kind, n))| (kind, name, n))), tally))
    }

    /// Only what is asked for, the names of one bearer made one.
    fn narrowed(&self, which: Option<&str>, mut all: Vec<Invoked>) -> Result<Vec<Invoked>, AskError> {
        fold_names(&mut all);
        let Some(words) = which else { return Ok(all) };
        let entities = self.entities()?;
        let names: BTreeSet<String> = all.iter().map(|i| i.invocation.entity.name.clone()).collect();
        let called = alike(entities, &names, words);
        if !called.is_empty() {
            all.retain(|i| called.contains(&i.invocation.entity.name));
            return Ok(all);
        }
        let ids = match self.provisions(words, false) {
            Ok(ids) => ids,
            // Somebody who is known and invokes nothing here is no mistake.
            Err(AskError::NoProvision(_)) if entities.called(words).is_some() => Vec::new(),
            Err(AskError::NoProvision(words)) => return Err(AskError::NeitherProvisionNorName(words)),
            Err(error) => return Err(error),
        };
        let ids: Vec<_> = ids.iter().map(|t| t.id.flattened()).collect();
        all.retain(|i| {
            let invoked = i.invocation.provision.flattened();
            ids.iter().any(|id| id.contains(&invoked))
        });
        Ok(all)
    }

    /// Refuses a role that no frame gives.
    pub(super) fn known_role(&self, role: Option<&str>) -> Result<(), AskError> {
        let Some(role) = role else { return Ok(()) };
        let roles = self.entities()?.roles();
        if roles.contains(role) {
            return Ok(());
        }
        Err(AskError::NoRole { role: role.to_owned(), roles: roles.into_iter().map(str::to_owned).collect() })
    }

    /// The names of an index that a name given may stand for.
    pub(super) fn named(&self, reader: &Reader, given: &str) -> Result<Vec<String>, AskError> {
        let names: BTreeSet<String> = reader.names()?.into_keys().collect();
        let folded = merged(&names);
        let mut found = alike(self.entities()?, &names, given);
        // What folds under one that was found is meant too.
        let more: Vec<String> =
            folded.iter().filter(|(_, to)| found.contains(*to)).map(|(from, _)| from.clone()).collect();
        found.extend(more);
        let up: Vec<String> = found.iter().filter_map(|name| folded.get(name).cloned()).collect();
        found.extend(up);
        if found.is_empty() {
            return Err(AskError::Nobody(given.to_owned()));
        }
        Ok(found.into_iter().collect())
    }
}

/// How often each entity invokes something, the most frequent first.
#[must_use]
pub fn counts(all: &[Invoked], by: CountBy) -> Vec<EntityCount> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for one in all.iter().filter(|one| one.invocation.polarity.is_said()) {
        let i = &one.invocation;
        let what = match by {
            CountBy::Role => i.role.clone(),
            CountBy::Kind => i.entity.kind.clone(),
            CountBy::Year => {
                let date = i.date.as_ref().or(one.date.as_ref());
                date.and_then(|d| d.get(..4)).unwrap_or("undated").to_owned()
            }
        };
        *counts.entry((i.entity.name.clone(), what)).or_default() += 1;
    }
    let mut rows: Vec<EntityCount> =
        counts.into_iter().map(|((entity, what), count)| EntityCount { entity, by, what, count }).collect();
    // Of the same count by the alphabet, as they are.
    rows.sort_by_key(|row| std::cmp::Reverse(row.count));
    rows
}

/// The graph of who invokes what.
#[must_use]
pub fn ties(all: &[Invoked]) -> Vec<Tie> {
    let mut counts: BTreeMap<[String; 4], usize> = BTreeMap::new();
    for one in all.iter().filter(|one| one.invocation.polarity.is_said()) {
        let i = &one.invocation;
        let provision = i.provision.flattened().to_string();
        *counts.entry([i.entity.name.clone(), i.entity.kind.clone(), i.role.clone(), provision]).or_default() += 1;
    }
    let counts = counts.into_iter();
    counts.map(|([entity, kind, role, provision], count)| Tie { entity, kind, role, provision, count }).collect()
}

/// Names of one bearer counted together, the most named first.
fn folded(counts: impl Iterator<Item = (String, String, u64)>) -> Vec<NameCount> {
    let counts: Vec<_> = counts.collect();
    let names = merged(&counts.iter().map(|(_, name, _)| name.clone()).collect());
    let mut sums: BTreeMap<String, (String, u64)> = BTreeMap::new();
    for (kind, name, n) in counts {
        let name = names.get(&name).cloned().unwrap_or(name);
        sums.entry(name).or_insert((kind, 0)).1 += n;
    }
    let row = |(entity, (kind, count))| NameCount { entity, kind, count };
    let mut rows: Vec<NameCount> = sums.into_iter().map(row).collect();
    rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.entity.cmp(&b.entity)));
    rows
}

/// Names of one bearer in several documents become one.
fn fold_names(all: &mut [Invoked]) {
    let names: BTreeSet<String> = all.iter().map(|i| i.invocation.entity.name.clone()).collect();
    let folded = merged(&names);
    for one in all {
        if let Some(name) = folded.get(&one.invocation.entity.name) {
            one.invocation.entity.name.clone_from(name);
        }
    }
}

/// Which of these names a name given may stand for: itself, what the gazetteer folds with it, or the only ones that have
/// its words.
fn alike(entities: &Entities, names: &BTreeSet<String>, given: &str) -> BTreeSet<String> {
    let wanted = entities.called(given).map_or_else(|| key(given), |e| key(&e.name));
    let exact: BTreeSet<String> = names.iter().filter(|n| key(n) == wanted).cloned().collect();
    if !exact.is_empty() {
        return exact;
    }
    let has = |name: &&String| {
        let name = format!(" {} ", key(name));
        name.contains(&format!(" {wanted} "))
    };
    names.iter().filter(has).cloned().collect()
}
