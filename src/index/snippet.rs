//! The part of a passage that shows why it was hit.

use tantivy::tokenizer::TextAnalyzer;

use super::plan::Marks;
use super::reader::StoredPassage;
use super::terms::names_it;
use super::words::words;
use crate::text::Span;

/// How long a snippet is at most, but for its last word.
const WIDTH: usize = 320;
/// How much of it stands before the first mark at most.
const LEAD: usize = 80;

/// A part of a passage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The text.
    pub text: String,
    /// Its bytes in the document's text.
    pub span: Span,
    /// What to mark, in bytes of [`Snippet::text`]: in order, none overlapping.
    pub marks: Vec<Span>,
}

/// Cuts the part of a passage that holds the most marks.
pub(super) fn snippet(passage: &StoredPassage, marks: &Marks, analyzer: &TextAnalyzer) -> Snippet {
    let text = passage.text.as_str();
    let marked = marked(passage, marks, analyzer);
    let window = window(text, &marked);
    let inside = marked.iter().filter(|mark| mark.overlaps(window));
    let marks = inside
        .map(|mark| Span::new(mark.start.max(window.start) - window.start, mark.end.min(window.end) - window.start));
    Snippet {
        text: window.of(text).to_owned(),
        span: Span::new(passage.span.start + window.start, passage.span.start + window.end),
        marks: marks.collect(),
    }
}

/// Everything in the passage that is to be marked, in order, what overlaps made one.
fn marked(passage: &StoredPassage, marks: &Marks, analyzer: &TextAnalyzer) -> Vec<Span> {
    let found = words(analyzer, &passage.text);
    let mut spans: Vec<Span> = Vec::new();
    for (i, first) in found.iter().enumerate() {
        for phrase in &marks.phrases {
            let here = &found[i..];
            if here.len() >= phrase.len() && here.iter().zip(phrase).all(|(word, stem)| word.text == *stem) {
                spans.push(Span::new(first.offset_from, here[phrase.len() - 1].offset_to));
            }
        }
    }
    for mention in &passage.mentions {
        if marks.ids.iter().any(|id| names_it(mention, id, true)) {
            let start = mention.span.start - passage.span.start;
            spans.push(Span::new(start, start + mention.span.len()));
        }
    }
    spans.sort_unstable();
    let mut apart: Vec<Span> = Vec::new();
    for span in spans {
        match apart.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => apart.push(span),
        }
    }
    apart
}

/// The window of the text that holds the most marks; the text's start when there are none.
fn window(text: &str, marked: &[Span]) -> Span {
    if text.len() <= WIDTH {
        return Span::new(0, text.len());
    }
    let reach = WIDTH - LEAD;
    let held = |i: usize| marked[i..].partition_point(|mark| mark.end <= marked[i].start + reach);
    // The first of the best: `max_by_key` would give the last.
    let best = (0..marked.len()).rev().max_by_key(|i| held(*i)).map_or(0, |i| marked[i].start);
    let start = best.saturating_sub(LEAD).min(text.len() - WIDTH);
    let (start, end) = (text.floor_char_boundary(start), text.floor_char_boundary(start + WIDTH));
    // Whole words: from the first that begins in the window, to the last that ends there.
    let from = if start == 0 {
        0
    } else {
        text[start..best.max(start)].find(char::is_whitespace).map_or(start, |i| start + i)
    };
    let to = if end == text.len() { end } else { text[from..end].rfind(char::is_whitespace).map_or(end, |i| from + i) };
    let (from, to) = if to <= best { (from, end) } else { (from, to) };
    let window = Span::new(from, to).of(text);
    let leading = window.len() - window.trim_start().len();
    Span::new(from + leading, from + window.trim_end().len())
}
