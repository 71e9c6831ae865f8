//! Pages of lines to one text: paragraphs run on over lines, columns and pages, words broken at a line's end are joined, notes
//! stand behind the paragraph that their mark is in.

use std::collections::HashSet;
use std::ops::Range;

use super::joint::{Column, Joint, across, columns, within};
use super::lines::Line;
use super::notes::Note;

/// A page's text as it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct PageText {
    pub(super) lines: Vec<Line>,
    pub(super) notes: Vec<Note>,
}

/// The text of all pages.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    pub(super) text: String,
    /// Where each page that has text begins: its first byte, and which it is, from zero.
    pub(super) pages: Vec<(usize, usize)>,
    pub(super) notes: Vec<Placed>,
}

/// A note in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) mark: String,
    /// Where its mark stands.
    pub(super) at: usize,
    pub(super) span: Range<usize>,
}

/// Writes the text.
pub(super) fn flow(mut pages: Vec<PageText>) -> Flow {
    carry_on(&mut pages);
    let words = words(&pages);
    let mut writer = Writer { words, ..Writer::default() };
    let mut before: Option<(Line, Column)> = None;
    for (index, page) in pages.into_iter().enumerate() {
        let columns = columns(&page.lines);
        let mut notes: Vec<Option<Note>> = page.notes.into_iter().map(Some).collect();
        for (at, line) in page.lines.iter().enumerate() {
            let joint = match (&before, at) {
                (None, _) => Joint::Blank,
                (Some((last, of)), 0) => across(last, of, line, &columns[at]),
                (Some((last, of)), _) => within(last, of, line, &columns[at], page.lines.get(at + 1)),
            };
            writer.join(joint, &line.text);
            if at == 0 {
                writer.flow.pages.push((writer.flow.text.len(), index));
            }
            writer.line(line, &mut notes);
            before = Some((line.clone(), columns[at]));
        }
        // Notes without a mark that was found belong to the page.
        let at = writer.flow.text.len().saturating_sub(1);
        if page.lines.is_empty() && notes.iter().any(Option::is_some) {
            writer.flow.pages.push((writer.flow.text.len(), index));
        }
        writer.owed.extend(notes.into_iter().flatten().map(|note| (at, note)));
    }
    writer.pay();
    if !writer.flow.text.is_empty() && !writer.flow.text.ends_with('\n') {
        writer.flow.text.push('\n');
    }
    writer.flow
}

/// Gives the rest of a note, on the next page, to the note; what follows none is text.
fn carry_on(pages: &mut [PageText]) {
    for index in 0..pages.len() {
        let (earlier, later) = pages.split_at_mut(index);
        let last = earlier.last_mut().and_then(|page| page.notes.last_mut());
        let Some(first) = later[0].notes.first() else { continue };
        // `10 (...continued)`
        let again =
            last.as_ref().is_some_and(|last| last.mark == first.mark) && first.lines[0].text.contains("continued)");
        if !first.mark.is_empty() && !again {
            continue;
        }
        let rest = later[0].notes.remove(0).lines;
        match last {
            Some(note) => note.lines.extend(rest.into_iter().skip(usize::from(again))),
            None => later[0].lines.extend(rest),
        }
    }
}

/// The words of the text, in lower case, but for those at the ends of lines.
fn words(pages: &[PageText]) -> HashSet<String> {
    let mut words = HashSet::new();
    if !pages.iter().flat_map(|page| &page.lines).any(|line| line.text.ends_with(['-', '\u{2010}'])) {
        return words;
    }
    for line in pages.iter().flat_map(|page| &page.lines) {
        let inner = line.text.rsplit_once(' ').map_or("", |(inner, _)| inner);
        for word in inner.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            if bare.len() > 2 && !words.contains(bare) {
                words.insert(bare.to_lowercase());
            }
        }
    }
    words
}

#[derive(Debug, Default)]
struct Writer {
    flow: Flow,
    words: HashSet<String>,
    /// Notes of the paragraph being written, with the place of their marks.
    owed: Vec<(usize, Note)>,
}

impl Writer {
    /// Writes what stands before a line.
    fn join(&mut self, joint: Joint, line: &str) {
        if self.flow.text.is_empty() {
            return;
        }
        match joint {
            Joint::Flow => self.within_paragraph(line),
            Joint::Line => self.flow.text.push('\n'),
            Joint::Cell => self.flow.text.push('\t'),
            Joint::Blank => {
                self.pay();
                self.flow.text.push_str("\n\n");
            }
        }
    }

    fn within_paragraph(&mut self, line: &str) {
        let text = self.flow.text.as_str();
        // `737–` and `9` on the next line.
        let numbers = text.strip_suffix('–').is_some_and(|t| t.ends_with(char::is_alphanumeric));
        if numbers && line.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()) {
            return;
        }
        let Some(broken) = text.strip_suffix(['-', '\u{2010}']) else {
            let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
            let address = (word.contains("://") || word.starts_with("www.")) && text.ends_with(['/', '_', '=']);
            if !text.ends_with('—') && !address {
                self.flow.text.push(' ');
            }
            return;
        };
        let left = broken.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let right: String = line.chars().take_while(|c| c.is_alphanumeric()).collect();
        let capitals = |word: &str| word.len() > 1 && word.chars().all(char::is_uppercase);
        let syllable = left.ends_with(char::is_alphabetic)
            && (right.starts_with(char::is_lowercase) || capitals(left) && capitals(&right));
        if broken.ends_with(char::is_whitespace) {
            // A dash, not a hyphen.
            self.flow.text.push(' ');
        } else if syllable && !self.hyphened(left, &right) {
            self.flow.text.pop();
        }
    }

    /// Whether a word broken behind its hyphen has this hyphen within a line too.
    fn hyphened(&self, left: &str, right: &str) -> bool {
        let (left, right) = (left.to_lowercase(), right.to_lowercase());
        let known = |word: &str| self.words.contains(word);
        if known(&format!("{left}{right}")) {
            return false;
        }
        known(&format!("{left}-{right}")) || matches!(left.as_str(), "self" | "non" | "well" | "cross" | "anti")
    }

    fn line(&mut self, line: &Line, notes: &mut [Option<Note>]) {
        let start = self.flow.text.len();
        self.flow.text.push_str(&line.text);
        for (at, mark) in &line.marks {
            let note = notes.iter_mut().find(|note| note.as_ref().is_some_and(|n| n.mark == *mark));
            if let Some(note) = note.and_then(Option::take) {
                self.owed.push((start + at, note));
            }
        }
    }

    /// Writes the notes of the paragraph that ends.
    fn pay(&mut self) {
        for (at, note) in std::mem::take(&mut self.owed) {
            let mark = note.mark.clone();
            let lines = note.unmarked().lines;
            self.flow.text.push_str("\n\n");
            let start = self.flow.text.len();
            if !mark.is_empty() {
                self.flow.text.push('[');
                self.flow.text.push_str(&mark);
                self.flow.text.push_str("] ");
            }
            let columns = columns(&lines);
            for (index, line) in lines.iter().enumerate() {
                if index > 0 {
                    let joint =
                        within(&lines[index - 1], &columns[index - 1], line, &columns[index], lines.get(index + 1));
                    match joint {
                        Joint::Blank | Joint::Line => self.flow.text.push('\n'),
                        Joint::Cell => self.flow.text.push('\t'),
                        Joint::Flow => self.within_paragraph(&line.text),
                    }
                }
                self.flow.text.push_str(&line.text);
            }
            self.flow.notes.push(Placed { mark, at, span: start..self.flow.text.len() });
        }
    }
}
