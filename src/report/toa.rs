//! A table of authorities: the provisions that documents cite, by kind, each once, with the places of every mention,
//! short forms and pronouns among them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::Row;
use crate::provision::ProvisionId;
use crate::read::Document;
use crate::resolve::{Mention, Resolver};

/// The table being made.
#[derive(Debug, Default)]
pub struct Authorities {
    /// By kind and then by instrument, in reading order of their ids.
    kinds: BTreeMap<String, BTreeMap<ProvisionId, Instrument>>,
}

#[derive(Debug, Default)]
struct Instrument {
    name: String,
    /// The provisions cited, the instrument itself among them, with the paragraphs that cite each.
    provisions: BTreeMap<ProvisionId, Vec<Place>>,
}

/// A paragraph that cites a provision.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The document.
    pub path: String,
    /// Its number, from one; blank lines part them.
    pub paragraph: usize,
}

/// A row of `toa`: a provision, and where it is cited.
#[derive(Clone, Debug, Serialize)]
pub struct ToaRow<'a> {
    /// The family of its instrument.
    pub kind: &'a str,
    /// Its instrument.
    pub instrument: &'a ProvisionId,
    /// The instrument's name.
    pub name: &'a str,
    /// The provision.
    pub id: &'a ProvisionId,
    /// The paragraphs that cite it.
    pub places: &'a [Place],
}

impl Row for ToaRow<'_> {
    const COLUMNS: &'static [&'static str] = &["kind", "instrument", "name", "id", "places"];

    fn fields(&self) -> Vec<Cow<'_, str>> {
        let places: Vec<String> = self.places.iter().map(|p| format!("{} ¶ {}", p.path, p.paragraph)).collect();
        vec![
            self.kind.into(),
            self.instrument.as_str().into(),
            self.name.into(),
            self.id.as_str().into(),
            places.join("; ").into(),
        ]
    }
}

impl Authorities {
    /// Adds a document's mentions.
    pub fn add(&mut self, document: &Document, mentions: &[Mention], resolver: &Resolver) {
        // Paragraphs are what blank lines part, counted from one.
        let paragraphs = paragraphs(&document.text);
        for mention in mentions {
            let Some(id) = &mention.id else { continue };
            let paragraph = paragraphs.partition_point(|start| *start <= mention.span.start);
            let instrument = resolver.instrument_of(id);
            let family = resolver.grammar().family_of(id.as_str()).map(|f| &resolver.grammar().families[f as usize]);
            let kind = family.map_or("Other", |f| f.name.as_str()).to_owned();
            let entry = self.kinds.entry(kind).or_default().entry(instrument.clone()).or_insert_with(|| {
                let names = resolver.registry().names_of(&instrument);
                let title = resolver.registry().facts(&instrument).map_or("", |f| f.title);
                let name = names.first().copied().unwrap_or(title).to_owned();
                Instrument { name, provisions: BTreeMap::new() }
            });
            let places = entry.provisions.entry(id.clone()).or_default();
            let place = Place { path: document.path.clone(), paragraph };
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }

    /// The table as Markdown. A provision cited in more than `passim` paragraphs is cited *passim*.
    #[must_use]
    pub fn markdown(&self, passim: usize) -> String {
        let mut out = String::from("# Table of authorities\n");
        let one = self.one_document();
        for (kind, instruments) in &self.kinds {
            let _ = writeln!(out, "\n## {kind}\n");
            for (id, instrument) in instruments {
                let name = if instrument.name.is_empty() { String::new() } else { format!(" {}", instrument.name) };
                let own = instrument.provisions.get(id).map(|places| format!(" · {}", written(places, passim, one)));
                let _ = writeln!(out, "- `{id}`{name}{}", own.unwrap_or_default());
                for (provision, places) in instrument.provisions.iter().filter(|(p, _)| *p != id) {
                    let _ = writeln!(
                        out,
                        "  - `{}` · {}",
                        &provision.as_str()[id.as_str().len()..],
                        written(places, passim, one)
                    );
                }
            }
        }
        super::clean(&out).into_owned()
    }

    /// The table as rows, a provision each.
    pub fn rows(&self) -> impl Iterator<Item = ToaRow<'_>> {
        self.kinds.iter().flat_map(|(kind, instruments)| {
            instruments.iter().flat_map(move |(instrument, known)| {
                known.provisions.iter().map(move |(id, places)| ToaRow {
                    kind,
                    instrument,
                    name: &known.name,
                    id,
                    places,
                })
            })
        })
    }

    /// Whether all mentions are of one document: then paragraphs need no file's name.
    fn one_document(&self) -> bool {
        let mut paths = self
            .kinds
            .values()
            .flat_map(BTreeMap::values)
            .flat_map(|i| i.provisions.values())
            .flatten()
            .map(|p| &p.path);
        let first = paths.next();
        first.is_none_or(|first| paths.all(|p| p == first))
    }
}

fn written(places: &[Place], passim: usize, one: bool) -> String {
    if places.len() > passim {
        return "passim".to_owned();
    }
    let shown: Vec<String> = places
        .iter()
        .map(|p| if one { format!("¶ {}", p.paragraph) } else { format!("{} ¶ {}", p.path, p.paragraph) })
        .collect();
    shown.join(", ")
}

/// Where each paragraph begins; blank ones don't count.
fn paragraphs(text: &str) -> Vec<usize> {
    let (mut out, mut start) = (Vec::new(), 0);
    for paragraph in text.split_inclusive("\n\n") {
        if !paragraph.trim().is_empty() {
            out.push(start);
        }
        start += paragraph.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Authorities;
    use crate::read::Document;
    use crate::resolve::{Context, Resolver};

    #[test]
    fn provisions_stand_once_in_numeric_order_with_every_place() {
        let text = "Section 10 of E.O. 13722 and section 9 of that order.\n\nThat order again; 18 U.S.C. 1956.\n\nE.O. 13,722 § 10.";
        let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
        let mut table = Authorities::default();
        table.add(&Document::from_text("a.txt", text), &resolver.resolve(text, Context::default()), &resolver);
        let shown = table.markdown(6);
        let (nine, ten) = (shown.find("`/s9` · ¶ 1\n"), shown.find("`/s10` · ¶ 1, ¶ 3\n"));
        assert!(nine.is_some() && nine < ten, "{shown}");
        assert!(shown.contains("· ¶ 2\n") && shown.contains("## United States Code"), "{shown}");
        assert!(table.markdown(1).contains("`/s10` · passim"));
    }
}
