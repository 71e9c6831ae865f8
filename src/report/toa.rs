//! A table of authorities: the provisions that documents cite, grouped as courts want them, each once, with the pages of
//! every mention; short forms and pronouns count under what they mean.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::Row;
use crate::grammar::{Family, Kind};
use crate::provision::ProvisionId;
use crate::read::Document;
use crate::resolve::{Mention, Resolver};
use crate::style::Citations;

/// A group of a table, in the order of courts' rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Constitution,
    Statutes,
    Bills,
    Regulations,
    Orders,
    Rules,
    Resolutions,
    Treaties,
    Other,
}

impl Group {
    fn of(family: Option<&Family>) -> Self {
        let Some(family) = family else { return Self::Other };
        match family.kind {
            Kind::Constitution => Self::Constitution,
            // A code of laws is enacted; one that isn't is of regulations, unless a state says otherwise by its own place.
            Kind::Code if family.enacted || family.place().contains('/') => Self::Statutes,
            Kind::Act => Self::Statutes,
            Kind::Bill => Self::Bills,
            Kind::Code | Kind::Regulation => Self::Regulations,
            Kind::Order => Self::Orders,
            Kind::Rules => Self::Rules,
            Kind::Resolution => Self::Resolutions,
            Kind::Treaty => Self::Treaties,
            Kind::Page | Kind::Report => Self::Other,
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Constitution => "Constitutional provisions",
            Self::Statutes => "Statutes",
            Self::Bills => "Bills",
            Self::Regulations => "Regulations",
            Self::Orders => "Executive orders and other orders",
            Self::Rules => "Rules",
            Self::Resolutions => "Resolutions",
            Self::Treaties => "Treaties and agreements",
            Self::Other => "Other authorities",
        }
    }
}

/// What is cited: a provision, or a range of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cited {
    id: ProvisionId,
    until: Option<ProvisionId>,
}

#[derive(Debug)]
struct Entry {
    kind: String,
    instrument: ProvisionId,
    name: String,
    words: String,
    places: Vec<Place>,
}

/// The table being made.
#[derive(Debug, Default)]
pub struct Authorities {
    groups: BTreeMap<Group, BTreeMap<Cited, Entry>>,
    one_document: Option<String>,
    several: bool,
    paged: bool,
    unpaged: bool,
}

/// Where a provision is cited.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// The document.
    pub path: String,
    /// The number of the paragraph, from one.
    pub paragraph: usize,
    /// What its page is called, where the document has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The mark of the note that it is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
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
    /// The last of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range_end: Option<&'a ProvisionId>,
    /// The group of the table that it is in.
    pub group: &'a str,
    /// How it is cited.
    pub citation: &'a str,
    /// The places that cite it.
    pub places: &'a [Place],
}

impl Row for ToaRow<'_> {
    const COLUMNS: &'static [&'static str] =
        &["kind", "instrument", "name", "id", "places", "group", "citation", "range_end"];

    fn fields(&self) -> Vec<Cow<'_, str>> {
        let places: Vec<String> = self.places.iter().map(|place| place.name(true, false)).collect();
        vec![
            self.kind.into(),
            self.instrument.as_str().into(),
            self.name.into(),
            self.id.as_str().into(),
            places.join("; ").into(),
            self.group.into(),
            self.citation.into(),
            self.range_end.map_or("", ProvisionId::as_str).into(),
        ]
    }
}

impl Place {
    /// `brief.pdf p. 3`, `¶ 12 n. 4`; in a table of pages `3`.
    fn name(&self, path: bool, bare: bool) -> String {
        let mut out = if path { format!("{} ", self.path) } else { String::new() };
        match &self.page {
            Some(page) if bare => out.push_str(page),
            Some(page) => out.extend(["p. ", page]),
            None => out.extend(["¶ ", &self.paragraph.to_string()]),
        }
        if let Some(note) = self.note.as_ref().filter(|_| self.page.is_none()) {
            out.extend([" n. ", note]);
        }
        out
    }
}

/// A line of the table as it is printed.
pub(super) struct Line<'a> {
    pub(super) words: &'a str,
    pub(super) places: String,
}

impl Authorities {
    /// Adds a document's mentions, cited as a style has them.
    pub fn add(&mut self, document: &Document, mentions: &[Mention], resolver: &Resolver, citations: &Citations<'_>) {
        self.several |= self.one_document.as_ref().is_some_and(|path| *path != document.path);
        self.one_document.get_or_insert_with(|| document.path.clone());
        let counted = paragraphs(&document.text);
        for mention in mentions {
            let Some(id) = &mention.id else { continue };
            let instrument = resolver.instrument_of(id);
            let family = resolver.grammar().family_of(id.as_str()).map(|f| &resolver.grammar().families[f as usize]);
            let cited = Cited { id: id.clone(), until: mention.range_end.clone() };
            let entry = self.groups.entry(Group::of(family)).or_default().entry(cited).or_insert_with(|| {
                let names = resolver.registry().names_of(&instrument);
                let title = resolver.registry().facts(&instrument).map_or("", |f| f.title);
                Entry {
                    kind: family.map_or("Other", |f| f.name.as_str()).to_owned(),
                    name: names.first().copied().unwrap_or(title).to_owned(),
                    words: mention.range_end.as_ref().map_or_else(|| citations.of(id), |end| citations.range(id, end)),
                    instrument,
                    places: Vec::new(),
                }
            });
            let at = mention.span.start;
            let page = document.places.page(at).map(|page| page.label.clone());
            let paragraph =
                document.places.paragraph(at).unwrap_or_else(|| counted.partition_point(|s| *s <= at).max(1));
            let note = document.places.note(at).map(|note| note.mark.clone());
            if page.is_some() {
                self.paged = true;
            } else {
                self.unpaged = true;
            }
            let place = Place { path: document.path.clone(), paragraph, page, note };
            if entry.places.last() != Some(&place) {
                entry.places.push(place);
            }
        }
    }

    /// Whether nothing is cited.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The table as rows, a provision each.
    pub fn rows(&self) -> impl Iterator<Item = ToaRow<'_>> {
        self.groups.iter().flat_map(|(group, cited)| {
            cited.iter().map(move |(cited, entry)| ToaRow {
                kind: &entry.kind,
                instrument: &entry.instrument,
                name: &entry.name,
                id: &cited.id,
                range_end: cited.until.as_ref(),
                group: group.title(),
                citation: &entry.words,
                places: &entry.places,
            })
        })
    }

    /// The table as it is printed: groups with their lines. What is cited on `passim` pages or more is cited *passim*.
    pub(super) fn printed(&self, passim: usize) -> Vec<(&'static str, Vec<Line<'_>>)> {
        let places = |entry: &Entry| -> String {
            let mut places: Vec<String> = Vec::new();
            for place in &entry.places {
                let name = place.name(self.several, self.paged && !self.unpaged);
                if places.last() != Some(&name) && !places.contains(&name) {
                    places.push(name);
                }
            }
            if places.len() >= passim.max(2) { PASSIM.to_owned() } else { places.join(", ") }
        };
        self.groups
            .iter()
            .map(|(group, cited)| {
                let mut lines: Vec<Line<'_>> =
                    cited.values().map(|entry| Line { words: &entry.words, places: places(entry) }).collect();
                lines.sort_by_cached_key(|line| sorted_by(line.words));
                (group.title(), lines)
            })
            .collect()
    }

    /// What the places are, at the head of their column.
    pub(super) fn unit(&self) -> &'static str {
        if self.paged && !self.unpaged { "Page(s)" } else { "Paragraph(s)" }
    }
}

/// By what a citation is sorted: its words, and numbers in them by their size.
fn sorted_by(words: &str) -> Vec<(u64, String)> {
    let mut out = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number = rest[..digits].parse().unwrap_or(u64::MAX);
        let letters = rest[digits..].find(|c: char| c.is_ascii_digit()).map_or(rest.len(), |i| digits + i);
        // Citations that begin with a number stand before those that begin with a word.
        out.push((if digits == 0 { u64::MAX } else { number }, rest[digits..letters].to_lowercase()));
        rest = &rest[letters..];
    }
    out
}

/// What stands where a provision is cited again and again.
pub(super) const PASSIM: &str = "passim";

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
    use crate::style::{CitationStyle, Citations};

    #[test]
    fn provisions_stand_once_in_numeric_order_with_every_place() {
        let text = "Section 10 of E.O. 13722 and section 9 of that order.\n\nThat order again; 18 U.S.C. 1956.\n\nE.O. 13,722 § 10; 31 C.F.R. § 510.201; U.S. Const. art. I, § 8.";
        let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
        let plain = CitationStyle::plain().unwrap_or_else(|e| panic!("{e}"));
        let citations = Citations::new(plain, resolver.grammar(), resolver.registry());
        let mut table = Authorities::default();
        let document = Document::from_text("a.txt", text);
        table.add(&document, &resolver.resolve(text, Context::default()), &resolver, &citations);
        let shown = table.text(5, 72);
        let line = |words: &str| shown.lines().position(|line| line.starts_with(words));
        let groups = ["Constitutional provisions", "Statutes", "Regulations", "Executive orders"];
        let at: Vec<_> = groups.iter().map(|group| line(group)).collect();
        assert!(at.iter().all(Option::is_some) && at.is_sorted(), "{shown}");
        assert!(line("E.O. 13722 § 9") < line("E.O. 13722 § 10"), "{shown}");
        let ten = shown.lines().find(|line| line.starts_with("E.O. 13722 § 10")).unwrap_or_default();
        assert!(ten.ends_with(". ¶ 1, ¶ 3") && ten.chars().count() == 72, "{shown}");
        assert!(table.text(2, 72).lines().any(|l| l.starts_with("E.O. 13722 § 10") && l.ends_with(" passim")));
    }
}
