//! Passages for people: wrapped to the terminal, citations marked, white space made one.

use std::fmt::Write;

use super::Style;
use crate::text::Span;

/// A path without the current folder in front.
#[must_use]
pub fn shown(path: &str) -> &str {
    std::path::Path::new(path).strip_prefix("./").ok().and_then(std::path::Path::to_str).unwrap_or(path)
}

/// Wraps text with marked spans.
#[derive(Clone, Copy, Debug)]
pub struct Lines {
    /// How wide, in characters.
    pub width: usize,
    /// What stands before each line.
    pub indent: &'static str,
    /// Colours.
    pub style: Style,
}

impl Lines {
    /// The passage with its marked spans painted, cut to about `most` characters around the first of them.
    #[must_use]
    pub fn passage(&self, text: &str, marked: &[Span], most: usize) -> String {
        let first = marked.first().copied().unwrap_or(Span::new(0, 0));
        let (from, to) = window(text, first, most);
        let mut words: Vec<(String, usize)> = Vec::new();
        let mut at = from;
        let push = |piece: &str, mark: bool, glue: bool, words: &mut Vec<(String, usize)>| {
            let starts_apart = piece.starts_with(char::is_whitespace) || !glue;
            for (i, word) in piece.split_whitespace().enumerate() {
                let painted = if mark { self.style.found(word) } else { word.to_owned() };
                match words.last_mut() {
                    Some((last, len)) if i == 0 && !starts_apart => {
                        last.push_str(&painted);
                        *len += word.chars().count();
                    }
                    _ => words.push((painted, word.chars().count())),
                }
            }
        };
        for span in marked.iter().filter(|s| s.start >= from && s.end <= to) {
            if span.start < at {
                continue;
            }
            let before = &text[at..span.start];
            push(before, false, !ends_apart(text, at), &mut words);
            push(span.of(text), true, !ends_apart(text, span.start), &mut words);
            at = span.end;
        }
        push(&text[at..to], false, !ends_apart(text, at), &mut words);
        if from > 0 {
            words.insert(0, (self.style.dim("…"), 1));
        }
        if to < text.len() {
            words.push((self.style.dim("…"), 1));
        }
        self.fill(&words)
    }

    fn fill(&self, words: &[(String, usize)]) -> String {
        let room = self.width.saturating_sub(self.indent.chars().count()).max(20);
        let (mut out, mut column) = (String::new(), 0);
        for (word, len) in words {
            if column == 0 {
                let _ = write!(out, "{}{word}", self.indent);
                column = *len;
            } else if column + 1 + len > room {
                let _ = write!(out, "\n{}{word}", self.indent);
                column = *len;
            } else {
                let _ = write!(out, " {word}");
                column += 1 + len;
            }
        }
        out.push('\n');
        out
    }
}

/// Whether a word ends before `at`.
fn ends_apart(text: &str, at: usize) -> bool {
    at == 0 || text[..at].ends_with(char::is_whitespace)
}

/// A part of the text of about `most` bytes around a span, at words' ends.
fn window(text: &str, span: Span, most: usize) -> (usize, usize) {
    if text.len() <= most {
        return (0, text.len());
    }
    let half = most.saturating_sub(span.len()) / 2;
    let mut from = span.start.saturating_sub(half);
    let mut to = (from + most).max(span.end).min(text.len());
    from = from.min(to.saturating_sub(most));
    while from > 0 && !(text.is_char_boundary(from) && text[..from].ends_with(char::is_whitespace)) {
        from -= 1;
    }
    while to < text.len() && !(text.is_char_boundary(to) && text[to..].starts_with(char::is_whitespace)) {
        to += 1;
    }
    (from, to)
}

/// A string cut to at most `most` characters, with an ellipsis where it was longer.
///
/// ```
/// assert_eq!(pincite::report::shorten("Executive Order", 8), "Executi…");
/// ```
#[must_use]
pub fn shorten(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    line.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::{Lines, Style};
    use crate::text::Span;

    #[test]
    fn a_long_passage_is_cut_around_its_citation() {
        let text = format!("{} under E.O. 13722, it {}", "before ".repeat(50), "after ".repeat(50));
        let start = text.find("E.O.").unwrap_or(0);
        let lines = Lines { width: 60, indent: "  ", style: Style::new(false) };
        let shown = lines.passage(&text, &[Span::new(start, start + 10)], 120);
        assert!(shown.contains("E.O. 13722, it"), "{shown}");
        assert!(shown.starts_with("  …") && shown.trim_end().ends_with('…'), "{shown}");
        assert!(shown.lines().all(|l| l.chars().count() <= 60), "{shown}");
    }
}
