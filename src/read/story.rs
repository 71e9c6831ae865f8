//! The text of a word processor's file as it is laid out: paragraphs, tables, quotations, notes, and the places of all.

use std::fmt::Write as _;

use super::layout::Layout;
use super::{Heading, Note, Page, Places, SourceMap};
use crate::text::Span;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Paragraph {
    /// Its depth as a heading, from one.
    pub(in crate::read) heading: Option<u8>,
    /// Whether its words are another's, set apart.
    pub(in crate::read) quoted: bool,
    /// Whether the program that made the file counts it: not in notes and boxes.
    pub(in crate::read) counted: bool,
}

/// The text being laid out.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of where the text stands")]
pub(in crate::read) struct Story {
    layout: Layout,
    places: Places,
    /// The paragraph that is open, none of whose words have come.
    fresh: Option<Paragraph>,
    /// A page that begins with the next words.
    page: Option<String>,
    quoted: bool,
    heading: Option<(usize, u8)>,
    /// How many tables are open, and whether the cell has words.
    tables: usize,
    cell_fresh: bool,
    /// Whether the next paragraph goes on with the last one's line.
    joined: bool,
    /// Whether a note has been opened none of whose words have come.
    note_fresh: bool,
}

impl Story {
    /// A paragraph begins; the one before it ends.
    pub(in crate::read) fn paragraph(&mut self, paragraph: Paragraph) {
        if std::mem::take(&mut self.joined) {
            self.fresh = None;
            return;
        }
        self.end_paragraph();
        let quoted = paragraph.quoted && self.tables == 0;
        if quoted != self.quoted {
            self.quoted = quoted;
            if quoted { self.layout.open_quote() } else { self.layout.close_quote() }
        } else if self.tables == 0 {
            self.layout.block();
        } else if !std::mem::take(&mut self.cell_fresh) {
            self.layout.line();
        }
        self.fresh = Some(paragraph);
    }

    /// The paragraph ends.
    pub(in crate::read) fn end_paragraph(&mut self) {
        self.fresh = None;
        if let Some((start, level)) = self.heading.take() {
            self.places.headings.push(Heading { span: Span::new(start, self.layout.out.len()), level });
        }
        if self.tables == 0 {
            self.layout.block();
        }
    }

    /// The next paragraph goes on where this one ends.
    pub(in crate::read) fn join(&mut self) {
        self.joined = true;
    }

    /// Words, with their place in the source where it is asked for.
    pub(in crate::read) fn words(&mut self, words: &str, source: Option<Span>) {
        let (mut words, mut source) = (words, source);
        if self.note_fresh {
            // The mark is followed by whatever space its author put there.
            let bare = words.trim_start();
            source = source.filter(|s| s.len() == words.len()).map(|s| Span::new(s.end - bare.len(), s.end));
            words = bare;
            self.note_fresh = words.is_empty();
        }
        if !words.trim_ascii().is_empty() {
            self.begin();
        }
        match source {
            Some(source) => self.layout.text(words.as_bytes(), source),
            None => self.layout.words(words),
        }
    }

    /// Words that the source doesn't have as such: numbers of lists, marks of notes.
    pub(in crate::read) fn insert(&mut self, words: &str) {
        self.begin();
        self.layout.insert(words);
    }

    pub(in crate::read) fn space(&mut self) {
        self.layout.words(" ");
    }

    pub(in crate::read) fn tab(&mut self) {
        self.layout.tab();
    }

    pub(in crate::read) fn line(&mut self) {
        self.layout.line();
    }

    pub(in crate::read) fn open_sup(&mut self) {
        // What is owed stands before the mark.
        if self.fresh.is_none() {
            self.layout.open_sup();
        }
    }

    pub(in crate::read) fn close_sup(&mut self) {
        self.layout.close_sup();
    }

    /// A page begins.
    pub(in crate::read) fn page(&mut self, label: String) {
        self.page = Some(label);
    }

    /// The number of the page that was begun last.
    pub(in crate::read) fn pages(&self) -> usize {
        let mut pages = self.places.pages.iter().rev().filter_map(|page| page.label.parse().ok());
        let due = self.page.as_ref().and_then(|label| label.parse().ok());
        due.or_else(|| pages.next()).unwrap_or(1)
    }

    pub(in crate::read) fn open_table(&mut self) {
        self.end_paragraph();
        if std::mem::take(&mut self.quoted) {
            self.layout.close_quote();
        }
        if self.tables == 0 {
            self.layout.block();
        }
        self.tables += 1;
        self.cell_fresh = true;
    }

    pub(in crate::read) fn close_table(&mut self) {
        self.fresh = None;
        self.tables = self.tables.saturating_sub(1);
        if self.tables == 0 {
            self.layout.part();
        } else {
            self.layout.line();
        }
    }

    pub(in crate::read) fn row(&mut self) {
        self.layout.row();
        self.cell_fresh = true;
    }

    pub(in crate::read) fn cell(&mut self) {
        self.fresh = None;
        self.layout.cell();
        self.cell_fresh = true;
    }

    /// Whether a table is open.
    pub(in crate::read) fn in_table(&self) -> bool {
        self.tables > 0
    }

    /// Sets a note's mark; where it stands.
    pub(in crate::read) fn mark(&mut self, mark: &str) -> usize {
        self.begin();
        let at = self.layout.out.len();
        self.layout.insert(&format!("[{mark}]"));
        at
    }

    /// A note begins, whose mark stands at a place before.
    pub(in crate::read) fn open_note(&mut self, mark: &str, at: usize) {
        self.paragraph(Paragraph::default());
        self.layout.begin();
        let start = self.layout.out.len();
        let _ = write!(Bytes(&mut self.layout.out), "[{mark}] ");
        self.places.notes.push(Note { mark: mark.to_owned(), at, span: Span::new(start, start) });
        (self.joined, self.note_fresh) = (true, true);
    }

    /// A note that has its mark in its own words begins.
    pub(in crate::read) fn open_unmarked_note(&mut self, at: usize) {
        self.paragraph(Paragraph::default());
        self.layout.begin();
        let start = self.layout.out.len();
        self.places.notes.push(Note { mark: String::new(), at, span: Span::new(start, start) });
        self.joined = true;
    }

    /// The note that was opened last ends.
    pub(in crate::read) fn close_note(&mut self) {
        (self.joined, self.note_fresh) = (false, false);
        self.end_paragraph();
        let end = self.layout.out.len();
        if let Some(note) = self.places.notes.iter_mut().rev().find(|note| note.span.is_empty()) {
            note.span.end = end;
            if note.mark.is_empty() {
                let words = &self.layout.out[note.span.start..end];
                let mark = words.strip_prefix(b"[").and_then(|w| w.split(|b| *b == b']').next()).unwrap_or_default();
                note.mark = String::from_utf8_lossy(mark.get(..mark.len().min(6)).unwrap_or_default()).into_owned();
            }
        }
    }

    /// How long the text is so far.
    pub(in crate::read) fn len(&self) -> usize {
        self.layout.out.len()
    }

    /// The last character.
    pub(in crate::read) fn last(&self) -> Option<char> {
        let tail = &self.layout.out[self.layout.out.len().saturating_sub(4)..];
        String::from_utf8_lossy(tail).chars().next_back()
    }

    /// The words since a place, on one line.
    pub(in crate::read) fn since(&self, start: usize) -> String {
        let words = String::from_utf8_lossy(self.layout.out.get(start..).unwrap_or_default());
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text, its places, and the way back to the source.
    pub(in crate::read) fn finish(mut self) -> (String, Places, SourceMap) {
        self.end_paragraph();
        let mut out = self.layout.out;
        out.truncate(out.trim_ascii_end().len());
        let end = out.len();
        // What stands before a second page is on the first.
        if self.places.pages.first().is_some_and(|page| page.label == "2") {
            self.places.pages.insert(0, Page { start: 0, number: None, label: "1".to_owned() });
        }
        if end > 0 {
            out.push(b'\n');
        }
        let text = String::from_utf8(out).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned());
        for span in self.places.headings.iter_mut().map(|h| &mut h.span) {
            *span = Span::new(span.start.min(end), span.end.min(end));
        }
        for span in self.places.notes.iter_mut().map(|n| &mut n.span) {
            *span = Span::new(span.start.min(end), span.end.min(end));
        }
        (text, self.places, self.layout.map)
    }

    /// Pays what is owed, as words come: here begin paragraphs and pages.
    fn begin(&mut self) {
        if self.fresh.is_none() && self.page.is_none() {
            return;
        }
        self.layout.begin();
        let at = self.layout.out.len();
        if let Some(label) = self.page.take() {
            self.places.pages.push(Page { start: at, number: None, label });
        }
        if let Some(paragraph) = self.fresh.take() {
            if paragraph.counted {
                self.places.paragraphs.push(at);
            }
            self.heading = paragraph.heading.map(|level| (at, level));
        }
    }
}

/// Bytes as a place to write text to.
struct Bytes<'b>(&'b mut Vec<u8>);

impl std::fmt::Write for Bytes<'_> {
    fn write_str(&mut self, s: &str) -> std::fmt::Result {
        self.0.extend_from_slice(s.as_bytes());
        Ok(())
    }
}

/// A number as lists have it: `roman`, `letter` and so on in lower case.
pub(in crate::read) fn roman(number: i64) -> String {
    const DIGITS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let (mut left, mut out) = (number, String::new());
    for (value, digit) in DIGITS {
        while left >= value {
            out.push_str(digit);
            left -= value;
        }
    }
    out
}

/// `a` … `z`, then `aa`, `bb`.
pub(in crate::read) fn letter(number: i64) -> String {
    if !(1..=26 * 20).contains(&number) {
        return number.to_string();
    }
    let letter = char::from(b'a' + ((number - 1) % 26) as u8);
    std::iter::repeat_n(letter, ((number - 1) / 26 + 1) as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::{letter, roman};

    #[test]
    fn numbers_as_lists_have_them() {
        let of = |number| (roman(number), letter(number));
        assert_eq!(of(4), ("iv".into(), "d".into()));
        assert_eq!(of(27), ("xxvii".into(), "aa".into()));
        assert_eq!(of(0), ("0".into(), "0".into()));
        assert_eq!(of(99_999_999), ("99999999".into(), "99999999".into()));
    }
}
