//! Texts of the law, by provision and by date: official formats → [`Law`].
//!
//! [`import`] tells the format by what the file holds, reads it, and gives each instrument's text with the place of every
//! provision in it; what can't be imported is refused with the reason. A format is one file here. What an instrument is
//! and what its parts are called stays with the grammar.

mod additions;
mod akn;
mod bill;
mod build;
mod cfr;
mod day;
mod flat;
mod formex;
mod presidential;
mod rows;
mod uk;
mod uslm;
mod xml;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use additions::additions;

use crate::provision::ProvisionId;
use crate::read::Kind;
use crate::resolve::Resolver;

/// The text of an instrument, or of a part of one, as it stood from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Law {
    /// What it is the text of.
    pub id: ProvisionId,
    /// Its title or heading; empty when the source gives none.
    pub title: String,
    /// From which day on this is the text, `YYYY-MM-DD`; empty when the source doesn't say.
    pub from: String,
    /// Until which day, that day not included; empty while it is in force.
    pub until: String,
    /// The whole text, headings included.
    pub text: String,
    /// Its provisions in text order, each before those that it holds.
    pub parts: Vec<Part>,
    /// Since when sections of it read as they do, where the source says so of each.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub amended: BTreeMap<ProvisionId, String>,
    /// What its day is read from; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dated_by: String,
    /// What whoever imports it should know: that its file's name says something else.
    #[serde(skip)]
    pub remarks: Vec<String>,
}

/// Where a provision stands in a [`Law`]'s text. Its span holds everything below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The provision.
    pub id: ProvisionId,
    /// First byte: that of its number.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Where its own words begin, behind its number and heading.
    pub words: usize,
    /// Its heading, without the number; empty when it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub heading: String,
}

impl Law {
    /// The part that is a provision.
    #[must_use]
    pub fn part(&self, id: &ProvisionId) -> Option<&Part> {
        let flat = id.flattened();
        self.parts.iter().find(|p| p.id == *id).or_else(|| self.parts.iter().find(|p| p.id.flattened() == flat))
    }

    /// Since when the section that a provision is in reads as it does, where the source says so.
    #[must_use]
    pub fn amended_of(&self, id: &ProvisionId) -> Option<&str> {
        let mut at = Some(id.clone());
        while let Some(id) = at {
            if let Some(day) = self.amended.get(&id) {
                return Some(day);
            }
            at = id.parent();
        }
        None
    }

    /// The text of a provision with everything below it.
    #[must_use]
    pub fn text_of(&self, part: &Part) -> &str {
        self.text.get(part.start..part.end).unwrap_or_default()
    }

    /// The narrowest part around a stretch of the text.
    #[must_use]
    pub fn part_at(&self, start: usize, end: usize) -> Option<&Part> {
        self.parts.iter().filter(|p| p.start <= start && end <= p.end).min_by_key(|p| p.end - p.start)
    }

    /// The parts that are sections, articles or whatever stands topmost with words of its own: what is searched as one.
    pub fn units(&self) -> impl Iterator<Item = &Part> {
        let mut end = 0;
        self.parts.iter().filter(move |part| {
            // A title or chapter only holds others.
            let holds = part.words == part.end || self.is_container(part);
            if part.start < end || holds {
                return false;
            }
            end = part.end;
            true
        })
    }

    /// Whether a part's own words, before its first inner part, are none.
    fn is_container(&self, part: &Part) -> bool {
        let inner = self.parts.iter().find(|p| p.start > part.start && p.end <= part.end);
        inner.is_some_and(|inner| {
            self.text.get(part.words..inner.start).is_none_or(|words| words.trim().is_empty())
                && part.id.parts().next_back().is_some_and(|last| !crate::provision::is_section(last))
                && inner.heading.len() + part.heading.len() > 0
        })
    }
}

/// Why a file isn't imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// XML that can't be read.
    #[error("line {line}: {reason}")]
    Malformed {
        /// Which line, from one.
        line: usize,
        /// What is wrong there.
        reason: String,
    },
    /// Nothing in it says which instrument it is.
    #[error("it doesn't say which instrument it is ({0}); say it with `--id`")]
    Unnamed(String),
    /// Something else than a law's text.
    #[error("{0}")]
    NoLaw(String),
    /// Nothing left after reading.
    #[error("there is no text in it")]
    Empty,
}

/// What the user says of a file.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// Which instrument it is.
    pub id: Option<ProvisionId>,
    /// From which day on it is the text.
    pub from: Option<String>,
    /// Its name, without the folder: the last resort for telling what it is.
    pub name: String,
}

/// Reads the laws in a file.
///
/// # Errors
///
/// Why there is none to import.
pub fn import(bytes: &[u8], kind: Kind, resolver: &Resolver, hints: &Hints) -> Result<Vec<Law>, Refusal> {
    let head = &bytes[..bytes.len().min(2000)];
    let head = String::from_utf8_lossy(head);
    let first = head.trim_start_matches('\u{feff}').trim_start();
    let html = first.get(..5).is_some_and(|f| f.eq_ignore_ascii_case("<html"))
        || first.get(..14).is_some_and(|f| f.eq_ignore_ascii_case("<!doctype html"))
        || head.contains("<html");
    let laws = if first.starts_with('{') || matches!(kind, Kind::Records) {
        rows::import(bytes, resolver)?
    } else if first.starts_with('<') && !html && matches!(kind, Kind::Unknown | Kind::Text | Kind::Xhtml | Kind::Xml) {
        from_xml(bytes, resolver, hints)?
    } else {
        flat::import(bytes, html, kind, resolver, hints)?
    };
    // What says which law it is may be one where nothing is numbered.
    let whole = |mut law: Law| {
        if law.parts.is_empty() && !law.text.is_empty() {
            let end = law.text.len();
            law.parts.push(Part { id: law.id.clone(), start: 0, end, words: 0, heading: String::new() });
        }
        law
    };
    let mut laws: Vec<Law> = laws.into_iter().map(whole).filter(|law| !law.parts.is_empty()).collect();
    for law in &mut laws {
        if let Some(from) = &hints.from {
            law.from.clone_from(from);
            "as said".clone_into(&mut law.dated_by);
        } else if law.from.is_empty() {
            let named = day::in_words(&hints.name, "the file's name");
            (law.from, law.dated_by) = (named.day, named.by);
        }
    }
    if laws.is_empty() { Err(Refusal::Empty) } else { Ok(laws) }
}

fn from_xml(bytes: &[u8], resolver: &Resolver, hints: &Hints) -> Result<Vec<Law>, Refusal> {
    let root = xml::read(bytes).map_err(|e| Refusal::Malformed { line: e.line, reason: e.reason })?;
    match root.name.as_str() {
        "uscDoc" | "pLaw" | "statuteCompilation" | "cfrDoc" | "section" | "title" | "chapter" => {
            uslm::import(&root, resolver, hints)
        }
        "bill" | "resolution" if root.child(&["meta"]).is_some() => uslm::import(&root, resolver, hints),
        "bill" | "resolution" | "amendment-doc" => bill::import(&root, resolver, hints),
        "CFRDOC" | "DLPSTEXTCLASS" | "CFRGRANULE" => cfr::import(&root, resolver),
        name if name.starts_with("DIV") => cfr::import(&root, resolver),
        "PRESDOCU" | "PRESDOC" | "EXECORD" | "PROCLA" | "FEDREG" => presidential::import(&root, resolver, hints),
        "frDoc" => presidential::import_uslm(&root, resolver, hints),
        "akomaNtoso" => akn::import(&root, resolver, hints),
        "ACT" | "CONS.ACT" | "ANNEX" | "AGR" => formex::import(&root, resolver, hints),
        "Legislation" => uk::import(&root, resolver),
        "RULE" | "PRORULE" | "NOTICE" => Err(Refusal::NoLaw(
            "a Federal Register document of an agency amends the law and is none itself; read it with `pincite index`"
                .to_owned(),
        )),
        "sdnList" | "CONSOLIDATED_LIST" | "Sanctions" => {
            Err(Refusal::NoLaw("a list of sanctioned persons, not a law".to_owned()))
        }
        "schema" => Err(Refusal::NoLaw("a schema, not a law".to_owned())),
        name => Err(Refusal::NoLaw(format!("XML of <{name}> is no format that pincite knows"))),
    }
}

/// The first of several citations that names an instrument.
fn by_citation<'c>(resolver: &Resolver, cited: impl IntoIterator<Item = &'c str>) -> Option<ProvisionId> {
    cited.into_iter().find_map(|words| resolver.provisions(words).into_iter().next().map(|(id, _)| id))
}

/// When the registry says that an instrument was made.
fn enacted(resolver: &Resolver, instrument: &ProvisionId) -> String {
    resolver.registry().facts(instrument).map_or("", |f| f.date).to_owned()
}

/// The beginning of some words, for a message.
fn short(words: &str, most: usize) -> String {
    let mut folded = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = folded.char_indices().nth(most) {
        folded.truncate(at);
        folded.push('…');
    }
    folded
}

/// Whether a string is a day: `2016-02-18`.
pub(crate) fn is_day(words: &str) -> bool {
    words.len() == 10
        && words.bytes().enumerate().all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() })
}
