//! Who cites this provision? The passages, by whichever of its names, and who is named in them.

use serde::{Deserialize, Serialize};

use super::desk::Desk;
use super::error::AskError;
use super::mention::MentionRow;
use super::summary::{Sort, Summary, is_of, sort};
use crate::index::{Borrowed, FindQuery, Found, Hit, PassageIndex, Reader, Tied, TiedMention, Who};
use crate::provision::ProvisionId;
use crate::read::Page;
use crate::resolve::Mention;
use crate::text::Span;

/// What is asked of [`Desk::find`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked for, or not")]
pub struct Find {
    /// An id, or a citation in any form.
    pub provision: String,
    /// Only the provision itself, not what lies below it.
    pub exact: bool,
    /// Only under the id given, not under the others that it has.
    pub only_as_cited: bool,
    /// Also passages that use its words without citing it, by the text in the law library.
    pub words: bool,
    /// Only passages in which this entity is named.
    pub entity: Option<String>,
    /// Only passages in which somebody, or the entity, has this role.
    pub role: Option<String>,
    /// Only passages of documents of this day (`2016-03-15`, `2016-03`, `2016`) or later.
    pub since: Option<String>,
    /// Only passages of documents of this day or earlier.
    pub until: Option<String>,
    /// In which order; by the document's path where none is asked for.
    pub sort: Option<Sort>,
    /// Whether what was found is summed up.
    pub summed: bool,
    /// How many passages to give at most; 0 for all.
    pub limit: usize,
    /// How many to skip first.
    pub offset: usize,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FindAnswer {
    /// The ids that were looked for, each with its tie to what was asked for.
    pub ids: Vec<Tied>,
    /// The ends of a range, where one was asked for, and how many provisions it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<(ProvisionId, ProvisionId, usize)>,
    /// How many passages cite the provision, those not given included.
    pub passages: u64,
    /// What was found in sum, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Summary>,
    /// The passages asked for, by path and place in the document.
    pub hits: Vec<Hit>,
    /// Passages that use its words, where these were asked for.
    pub borrowed: Vec<Borrowed>,
}

/// A row of `find`, the contract: a mention in the index with its passage.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FindRow<'a> {
    /// The mention; or somebody's name where a passage doesn't cite what it invokes (`invocation`), or words of the
    /// provision (`uses-the-words-of`).
    #[serde(flatten)]
    pub mention: MentionRow<'a>,
    /// By which tie the provision asked for is this one.
    pub tie: &'a str,
    /// The document's name: its title, or its path.
    pub document: &'a str,
    /// Title.
    pub title: Option<&'a str>,
    /// Date.
    pub date: Option<&'a str>,
    /// Number of the passage in its document, from 0.
    pub passage: u64,
    /// The passage's text.
    pub passage_text: &'a str,
    /// Who is named in the passage, and in what role they invoke the provision; `mentioned-with` where no role is told.
    pub entities: Vec<EntityIn<'a>>,
}

/// Somebody in a row of `find`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntityIn<'a> {
    /// The name.
    pub entity: &'a str,
    /// What it is.
    pub kind: &'a str,
    /// The role.
    pub role: &'a str,
}

impl Desk {
    /// Finds the passages of the library that cite a provision.
    ///
    /// # Errors
    ///
    /// When the words name no provision, the role or the entity is unknown, or the library can't be read.
    pub fn find(&self, asked: &Find) -> Result<FindAnswer, AskError> {
        self.find_with(asked, || self.passages())
    }

    /// The same in another index: see [`Desk::index_of`].
    ///
    /// # Errors
    ///
    /// As [`Desk::find`].
    pub fn find_in(&self, index: &PassageIndex, asked: &Find) -> Result<FindAnswer, AskError> {
        self.find_with(asked, || Ok(index))
    }

    fn find_with<'i>(
        &self,
        asked: &Find,
        index: impl FnOnce() -> Result<&'i PassageIndex, AskError>,
    ) -> Result<FindAnswer, AskError> {
        // What the words name comes first: who asks for nothing isn't told of a library that is missing.
        let range = self.range(&asked.provision);
        let ids = match &range {
            Some(range) => self.all_tied(&range.members, asked.only_as_cited),
            None => self.provisions(&asked.provision, asked.only_as_cited)?,
        };
        let reader = index()?.reader()?;
        let who = self.who(&reader, asked.entity.as_deref(), asked.role.as_deref())?;
        let query = |limit, offset| FindQuery { who: who.clone(), ..query(ids.clone(), asked.exact, limit, offset) };
        let dated = asked.since.is_some() || asked.until.is_some();
        let ordered = asked.sort.is_some_and(|sort| sort != Sort::Document);
        // What is put in order or narrowed is looked at as a whole.
        let (found, summary) = if asked.only_as_cited || asked.summed || dated || ordered {
            let mut found = reader.find(&query(0, 0))?;
            if asked.only_as_cited {
                as_cited(&mut found, &ids, asked);
            }
            found.hits.retain(|hit| is_of(hit, asked.since.as_deref(), asked.until.as_deref()));
            found.passages = found.hits.len() as u64;
            sort(&mut found.hits, asked.sort.unwrap_or(Sort::Document));
            let summary = asked.summed.then(|| Summary::of(&found.hits));
            found.hits.drain(..asked.offset.min(found.hits.len()));
            if asked.limit > 0 {
                found.hits.truncate(asked.limit);
            }
            (found, summary)
        } else {
            (reader.find(&query(asked.limit, asked.offset))?, None)
        };
        let borrowed = if asked.words { self.borrowed(&reader, &ids)? } else { Vec::new() };
        let range = range.map(|r| (r.first, r.last, r.members.len()));
        Ok(FindAnswer { ids, range, passages: found.passages, summary, hits: found.hits, borrowed })
    }

    fn who(&self, reader: &Reader, entity: Option<&str>, role: Option<&str>) -> Result<Option<Who>, AskError> {
        if entity.is_none() && role.is_none() {
            return Ok(None);
        }
        self.known_role(role)?;
        let names = entity.map(|name| self.named(reader, name)).transpose()?.unwrap_or_default();
        Ok(Some(Who { names, role: role.map(str::to_owned) }))
    }

    /// The passages that use the provision's words, by the newest text that the law library has of it under any of its
    /// ids.
    fn borrowed(&self, reader: &Reader, ids: &[Tied]) -> Result<Vec<Borrowed>, AskError> {
        let laws = self.laws()?;
        let others: Vec<ProvisionId> = ids.iter().map(|t| t.id.clone()).collect();
        for id in &others {
            if let Some((law, part)) = laws.provision(id, None)? {
                return Ok(reader.uses_words(&law, &part, &others)?);
            }
        }
        Err(others.into_iter().next().map_or(AskError::NoLaws, AskError::NoText))
    }
}

/// A query for provisions; a limit of 0 is none.
pub(super) fn query(ids: Vec<Tied>, exact: bool, limit: usize, offset: usize) -> FindQuery {
    FindQuery { ids, below: !exact, limit: if limit == 0 { usize::MAX } else { limit }, offset, who: None }
}

/// Only the mentions whose own id is the one asked for or below it, not those that have it as another id.
fn as_cited(found: &mut Found, ids: &[Tied], asked: &Find) {
    let wanted: Vec<ProvisionId> = ids.iter().map(|t| t.id.flattened()).collect();
    let cited = |m: &TiedMention| {
        let mut own = m.mention.id.iter().chain(&m.mention.range_end).map(ProvisionId::flattened);
        own.any(|id| wanted.iter().any(|wanted| if asked.exact { *wanted == id } else { wanted.contains(&id) }))
    };
    for hit in &mut found.hits {
        hit.mentions.retain(cited);
    }
    found.hits.retain(|hit| !hit.mentions.is_empty());
}

impl FindAnswer {
    /// The rows, in the order of the passages; last, those of borrowed words.
    pub fn rows(&self) -> impl Iterator<Item = FindRow<'_>> {
        let cited = self.hits.iter().flat_map(|hit| invocations(hit).chain(mentions(hit)));
        cited.chain(self.borrowed.iter().map(borrowed_row))
    }
}

/// A passage that doesn't cite the provision, in which somebody invokes it.
fn invocations(hit: &Hit) -> impl Iterator<Item = FindRow<'_>> {
    hit.invocations.iter().filter(|_| hit.mentions.is_empty()).map(|i| {
        let entities = vec![EntityIn { entity: &i.entity.name, kind: &i.entity.kind, role: &i.role }];
        let stretch = stretch(hit, i.span, &i.provision, "invocation", i.confidence);
        FindRow { entities, ..row(hit, stretch, &i.why) }
    })
}

fn mentions(hit: &Hit) -> impl Iterator<Item = FindRow<'_>> {
    hit.mentions.iter().map(|TiedMention { mention, tie }| {
        let words = hit.within(mention.span).of(&hit.text);
        let page = hit.page(mention.span.start);
        let told = MentionRow {
            confidence: Some(mention.confidence),
            page: page.and_then(Page::number),
            page_label: page.and_then(Page::own_label),
            ..MentionRow::new(&hit.path, words, mention)
        };
        FindRow { entities: entities_of(hit, mention), ..row(hit, told, tie) }
    })
}

fn borrowed_row(b: &Borrowed) -> FindRow<'_> {
    let named = b.hit.named.iter();
    let entities = named.map(|n| EntityIn { entity: &n.name, kind: &n.kind, role: "mentioned-with" }).collect();
    let stretch = stretch(&b.hit, b.words, &b.id, "uses-the-words-of", b.share);
    FindRow { entities, ..row(&b.hit, stretch, "its words, without citing it") }
}

fn row<'a>(hit: &'a Hit, mention: MentionRow<'a>, tie: &'a str) -> FindRow<'a> {
    FindRow {
        mention,
        tie,
        document: hit.title.as_deref().unwrap_or(&hit.path),
        title: hit.title.as_deref(),
        date: hit.date.as_deref(),
        passage: hit.passage,
        passage_text: &hit.text,
        entities: Vec::new(),
    }
}

/// What is said of a stretch of a passage that isn't a mention.
fn stretch<'a>(hit: &'a Hit, span: Span, id: &'a ProvisionId, form: &'static str, confidence: f32) -> MentionRow<'a> {
    MentionRow {
        path: &hit.path,
        start: span.start,
        end: span.end,
        text: hit.within(span).of(&hit.text),
        id: Some(id.as_str()),
        form,
        confidence: Some(confidence),
        ..MentionRow::default()
    }
}

/// Who is named beside a mention: in a role that the passage tells, or only mentioned with it.
fn entities_of<'h>(hit: &'h Hit, mention: &Mention) -> Vec<EntityIn<'h>> {
    let id = mention.id.as_ref().map(ProvisionId::flattened);
    let near = |other: &ProvisionId| {
        let other = other.flattened();
        id.as_ref().is_some_and(|id| id.contains(&other) || other.contains(id))
    };
    let tied: Vec<EntityIn<'h>> = hit
        .invocations
        .iter()
        .filter(|i| near(&i.provision))
        .map(|i| EntityIn { entity: &i.entity.name, kind: &i.entity.kind, role: &i.role })
        .collect();
    let rest = hit.named.iter().filter(|n| !tied.iter().any(|t| t.entity == n.name));
    let with = rest.map(|n| EntityIn { entity: &n.name, kind: &n.kind, role: "mentioned-with" });
    let mut out: Vec<EntityIn<'h>> = Vec::new();
    for one in tied.iter().cloned().chain(with) {
        if !out.iter().any(|o| o.entity == one.entity && o.role == one.role) {
            out.push(one);
        }
    }
    out
}
