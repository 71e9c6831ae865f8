//! The provisions of a law's own text, by what its lines begin with; and ids below an instrument.

use std::collections::HashMap;

use super::components::Component;
use super::discourse::Discourse;
use super::own;
use super::referent::Referent;
use super::scopes::enter;
use super::structure::{self, Opening};
use super::{Context, Resolver};
use crate::grammar::Piece;
use crate::provision::ProvisionId;

/// A provision in a law's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlined {
    /// The provision.
    pub id: ProvisionId,
    /// Where its number begins.
    pub start: usize,
    /// One past everything below it.
    pub end: usize,
    /// Where its own words begin.
    pub words: usize,
    /// Its heading; empty when it has none.
    pub heading: String,
}

impl Resolver {
    /// The provisions that a text of the provision `at` shows by the beginnings of its lines: `Sec. 2. (a)`, `(iv)`,
    /// `Article 5`, and `3.` where paragraphs are numbered so.
    #[must_use]
    pub fn outline(&self, text: &str, at: &ProvisionId) -> Vec<Outlined> {
        let Some(family) = self.grammar().family_of(at.as_str()) else { return Vec::new() };
        let ladder = &self.grammar().ladders[self.grammar().families[family as usize].ladder];
        let base = self.instrument_of(at);
        let mut frame = Referent::whole(base.as_str(), family);
        let below = at.as_str()[base.as_str().len()..].split('/').skip(1);
        frame.path = below.enumerate().map(|(i, part)| Component { text: part.into(), mark: i > 0 }).collect();
        let floor = frame.path.len();
        let paragraph = self.grammar().level("paragraph").and_then(|level| ladder.rung(level));
        let numbered = self.grammar().level("article").is_some_and(|level| ladder.rank(level).is_some())
            || paragraph.is_some_and(|rung| !rung.prefix.is_empty());
        let mut found: Vec<Outlined> = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let (from, to) = (start, start + line.trim_end_matches('\n').len());
            start += line.len();
            if from == to {
                continue;
            }
            let before = frame.path.len();
            if let Some(opening) = structure::opening_at(text, from, to) {
                if opening.quoted || opening.section.is_some() && floor > 0 || opening.section.is_none() && before == 0
                {
                    continue;
                }
                self.opened(text, &opening, &mut frame, to, &mut found);
            } else if numbered && let Some((number, end)) = numbered_paragraph(&text[from..to]) {
                match paragraph.filter(|rung| !rung.prefix.is_empty()) {
                    Some(rung) if floor == 0 => {
                        let text = compact_str::format_compact!("{}{number}", rung.prefix);
                        frame.enter(Component { text, mark: false });
                    }
                    _ if before > 0 => frame.mark(number),
                    _ => continue,
                }
                let number_at = from + text[from..to].len() - text[from..to].trim_start().len();
                if let Some(id) = frame.id() {
                    found.push(Outlined { id, start: number_at, end: 0, words: from + end, heading: String::new() });
                }
            } else if paragraph.is_some_and(|rung| !rung.prefix.is_empty()) && begins_annex(&text[from..to]) {
                // What is numbered in an annex is the annex's.
                found.push(Outlined { id: base.clone(), start: from, end: 0, words: from, heading: String::new() });
                break;
            }
        }
        let mut parts = closed(found, text.trim_end().len(), &base);
        for part in &mut parts {
            part.end = part.start + text[part.start..part.end].trim_end().len();
            part.words = part.words.min(part.end);
        }
        parts
    }

    /// Notes a heading's section and each of its marks.
    fn opened(&self, text: &str, opening: &Opening, frame: &mut Referent, line_end: usize, found: &mut Vec<Outlined>) {
        let behind = |at: usize| {
            let rest = &text[at..line_end];
            at + rest.len() - rest.trim_start_matches([')', '.', ':', ' ', '\u{a0}', '—', '–', '-', '*']).len()
        };
        if let Some(section) = opening.section {
            let alone = Opening { marks: smallvec::SmallVec::new(), ..opening.clone() };
            enter(self, text, frame, &alone);
            let words = behind(section.end);
            let heading = &text[words..line_end];
            let is_heading =
                opening.marks.is_empty() && heading.len() <= 200 && !heading.trim_end().ends_with([',', ';', ':', '—']);
            let heading = if is_heading { heading.trim() } else { "" };
            if let Some(id) = frame.id() {
                let words = if heading.is_empty() { words } else { line_end };
                found.push(Outlined { id, start: opening.span.start, end: 0, words, heading: heading.to_owned() });
            }
        }
        for mark in &opening.marks {
            frame.mark(mark.of(text));
            if let Some(id) = frame.id() {
                let words = behind(mark.end);
                found.push(Outlined { id, start: mark.start - 1, end: 0, words, heading: String::new() });
            }
        }
    }

    /// The instrument that a provision is of: as deep as its family's template goes.
    #[must_use]
    pub fn instrument_of(&self, id: &ProvisionId) -> ProvisionId {
        let grammar = self.grammar();
        let depth = grammar.family_of(id.as_str()).map_or(4, |family| {
            // Of the family's templates the longest that the id fills: Acts are by date and chapter, or by name.
            let family = &grammar.families[family as usize];
            let templates = std::iter::once(&family.id).chain(family.forms.iter().filter_map(|f| f.id.as_ref()));
            templates.filter_map(|t| filled_depth(t, id.as_str())).max().unwrap_or(4)
        });
        let path: String = id.parts().take(depth).flat_map(|part| ["/", part]).collect();
        path.parse().unwrap_or_else(|_| id.clone())
    }

    /// The id of a numbered part of a provision: its level as the grammar names it, or `mark` for a mark alone.
    #[must_use]
    pub fn below(&self, parent: &ProvisionId, level: &str, number: &str) -> Option<ProvisionId> {
        let number = number.trim_matches(['(', ')']);
        let grammar = self.grammar();
        let ladder = grammar.family_of(parent.as_str()).map(|f| &grammar.ladders[grammar.families[f as usize].ladder]);
        let id = grammar.level(level).filter(|_| level != "mark");
        let rung = id.and_then(|id| ladder?.rung(id));
        let (prefix, arabic) = match rung {
            Some(rung) => (rung.prefix.as_str(), rung.arabic),
            None if level == "mark" => ("", false),
            // Where the grammar has no such ladder, the letters that most have.
            None => (grammar.ladders.iter().find_map(|l| l.rung(id?)).map_or("", |r| r.prefix.as_str()), false),
        };
        let roman = crate::parse::roman_value(number).filter(|_| arabic);
        let number = roman.map_or_else(|| number.to_owned(), |n| n.to_string());
        format!("{parent}/{prefix}{number}").parse().ok()
    }

    /// What a text announces itself to be.
    #[must_use]
    pub fn announced(&self, text: &str, title: Option<&str>) -> Option<ProvisionId> {
        let context = Context { title, ..Context::default() };
        let d = Discourse::new(self, text, context);
        own::instrument(&d, &structure::lines(text), &own::Announcements::read(&d))?.instrument().id()
    }

    /// Whether a string is the name of one instrument and nothing else.
    #[must_use]
    pub fn names_whole(&self, words: &str) -> bool {
        let mentions = self.resolve(words, Context::default());
        matches!(mentions.as_slice(), [only, ..] if only.id.is_some() && only.span.start <= 4 && only.span.end + 4 >= words.len())
    }
}

/// How many components of an id a template takes up, if the id fills all of it.
fn filled_depth(template: &crate::grammar::Template, id: &str) -> Option<usize> {
    let mut rest = id;
    for piece in &template.0 {
        match piece {
            Piece::Text(text) => rest = rest.strip_prefix(text.as_str())?,
            Piece::Field(_) => {
                let end = rest.find('/').unwrap_or(rest.len());
                // A field may be left empty only where it is optional, at the end of what is fixed.
                rest = &rest[end..];
            }
        }
    }
    (rest.is_empty() || rest.starts_with('/')).then(|| id[..id.len() - rest.len()].matches('/').count())
}

/// `3.` and the like at a line's beginning: the number, and where the words behind it begin.
fn numbered_paragraph(line: &str) -> Option<(&str, usize)> {
    let bare = line.trim_start();
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let rest = bare[digits..].strip_prefix('.')?;
    let space = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\t']).len();
    let fits = (1..=3).contains(&digits) && (space > 0 || rest.is_empty());
    fits.then(|| (&bare[..digits], line.len() - rest.len() + space))
}

fn begins_annex(line: &str) -> bool {
    let word = line.trim().split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    line.trim().len() < 40 && matches!(word, "Annex" | "ANNEX" | "Appendix" | "APPENDIX")
}

/// Gives each provision its end: where the next one begins that isn't below it. Of several with one id (a table of
/// contents names every section once more) the longest stays.
fn closed(mut found: Vec<Outlined>, end: usize, base: &ProvisionId) -> Vec<Outlined> {
    let mut open: Vec<usize> = Vec::new();
    for i in 0..found.len() {
        while let Some(&last) = open.last() {
            if found[last].id != found[i].id && found[last].id.contains(&found[i].id) {
                break;
            }
            found[last].end = found[i].start;
            open.pop();
        }
        open.push(i);
    }
    for i in open {
        found[i].end = end;
    }
    let mut best: HashMap<&str, (usize, usize)> = HashMap::new();
    for (i, part) in found.iter().enumerate() {
        let length = part.end.saturating_sub(part.start);
        let entry = best.entry(part.id.as_str()).or_insert((length, i));
        if length > entry.0 {
            *entry = (length, i);
        }
    }
    let keep: Vec<bool> =
        found.iter().enumerate().map(|(i, p)| best.get(p.id.as_str()).is_some_and(|(_, b)| *b == i)).collect();
    let mut keep = keep.iter();
    found.retain(|part| *keep.next().unwrap_or(&false) && part.id != *base && part.end > part.start);
    found
}
