//! Cutting a document into passages: the paragraphs that a search gives back.

use super::pieces::{Fences, Line, Lines};
use crate::entity::{Entity, Invocation, Read};
use crate::resolve::Mention;
use crate::text::Span;

/// Pieces between blank lines are joined until they are this long, unless one ends a sentence.
const SHORT: usize = 200;
/// A part of a long paragraph is at least this long.
const ENOUGH: usize = 300;
/// A paragraph longer than this is cut at a line's end.
const LONG: usize = 1_500;

/// One passage of a document, with the mentions that stand in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage<'t> {
    /// Its place among the passages of the document, from 0.
    pub ordinal: u64,
    /// Its bytes in the document's text.
    pub span: Span,
    /// Its text.
    pub text: &'t str,
    /// The mentions in it, in text order; spans count in the document's text.
    pub mentions: Vec<Mention>,
    /// Who is named in it, each once.
    pub named: Vec<Entity>,
    /// Who invokes what in the sentences that begin in it.
    pub invocations: Vec<Invocation>,
}

/// Gives each passage of a document who is named in it, and who invokes what.
pub fn tie(passages: &mut [Passage<'_>], read: &Read) {
    for named in &read.named {
        let at = passages.partition_point(|p| p.span.end <= named.span.start);
        let entity = &read.entities[named.entity];
        if let Some(passage) = passages.get_mut(at).filter(|p| !p.named.contains(entity)) {
            passage.named.push(entity.clone());
        }
    }
    for invocation in &read.invocations {
        let at = passages.partition_point(|p| p.span.end <= invocation.span.start);
        if let Some(passage) = passages.get_mut(at) {
            passage.invocations.push(invocation.clone());
        }
    }
}

/// Cuts a text into passages and gives each the mentions that stand in it.
#[must_use]
pub fn cut(text: &str, mut mentions: Vec<Mention>) -> Vec<Passage<'_>> {
    mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
    let spans: Vec<Span> = mentions.iter().map(|mention| mention.span).collect();
    let mut mentions = mentions.into_iter().peekable();
    let passage = |(ordinal, span): (u64, Span)| {
        let inside = std::iter::from_fn(|| mentions.next_if(|mention| mention.span.start < span.end));
        // A mention of nothing but white space stands between two passages, in neither.
        let mentions = inside.filter(|mention| mention.span.start >= span.start).collect();
        Passage { ordinal, span, text: span.of(text), mentions, named: Vec::new(), invocations: Vec::new() }
    };
    (0..).zip(passages_around(text, &spans)).map(passage).collect()
}

/// The passages of a text: see [`passages_around`].
///
/// ```
/// use pincite::index::passages;
/// let text = "A first paragraph ends here.\n\nA second one\nruns over two lines.";
/// let found: Vec<&str> = passages(text).iter().map(|span| span.of(text)).collect();
/// assert_eq!(found, ["A first paragraph ends here.", "A second one\nruns over two lines."]);
/// ```
#[must_use]
pub fn passages(text: &str) -> Vec<Span> {
    passages_around(text, &[])
}

/// The passages of a text, none of which divides one of the `mentions`.
///
/// A passage is a paragraph, from one blank line to the next. Two things make it otherwise: in double-spaced text,
/// where a blank line follows every line, short pieces are joined until they are 200 bytes long or end a sentence;
/// and a paragraph longer than 1,500 bytes is cut at the end of a line, after 300 bytes at the earliest and where a
/// sentence ends if it can be. A line longer than 8 KiB is cut at a space. Every character that isn't white space is
/// in exactly one passage, and they come in text order.
#[must_use]
pub fn passages_around(text: &str, mentions: &[Span]) -> Vec<Span> {
    let fences = Fences::new(mentions);
    let mut cutter = Cutter { text, fences: &fences, open: Vec::new(), tried: 0, done: Vec::new() };
    for line in Lines::new(text, &fences) {
        cutter.take(line);
    }
    cutter.close();
    cutter.done
}

/// The passage being made, line by line, and those that are done.
struct Cutter<'t> {
    text: &'t str,
    fences: &'t Fences,
    open: Vec<Span>,
    /// How many of the open lines have been tried as the last of a part, in vain.
    tried: usize,
    done: Vec<Span>,
}

impl Cutter<'_> {
    fn take(&mut self, line: Line) {
        if let (Some(first), Some(last)) = (self.open.first(), self.open.last()) {
            let so_far = Span::new(first.start, last.end);
            let ends = line.cut || line.after_blank && (so_far.len() >= SHORT || ends_sentence(so_far.of(self.text)));
            if ends && self.fences.allow(last.end, line.span.start) {
                self.close();
            } else {
                self.shorten(line.span);
            }
        }
        self.open.push(line.span);
    }

    /// Makes the open lines one passage.
    fn close(&mut self) {
        if let (Some(first), Some(last)) = (self.open.first(), self.open.last()) {
            self.done.push(Span::new(first.start, last.end));
        }
        self.open.clear();
        self.tried = 0;
    }

    /// Cuts parts off the open lines for as long as they and the `next` line are too long together.
    fn shorten(&mut self, next: Span) {
        while let Some(first) = self.open.first().filter(|first| next.end - first.start > LONG) {
            let start = first.start;
            let (mut last_choice, mut choice) = (None, None);
            for i in self.tried..self.open.len() {
                let (end, after) = (self.open[i].end, self.open.get(i + 1).unwrap_or(&next).start);
                if end - start < ENOUGH || !self.fences.allow(end, after) {
                    continue;
                }
                last_choice = Some(i);
                if ends_sentence(&self.text[start..end]) {
                    choice = Some(i);
                    break;
                }
            }
            let Some(i) = choice.or(last_choice) else {
                self.tried = self.open.len();
                return;
            };
            self.done.push(Span::new(start, self.open[i].end));
            self.open.drain(..=i);
            self.tried = 0;
        }
    }
}

/// Whether a text ends where a sentence does, as far as its last characters tell: `Corp.` and `U.S.` don't.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '*', '_']);
    let Some(before) = text.strip_suffix('.') else { return text.ends_with(['?', '!', '…']) };
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let short = word.len() <= 4 && word.starts_with(char::is_uppercase) || word.len() <= 2;
    !(word.contains('.') || short && word.bytes().all(|b| b.is_ascii_alphabetic()))
}
