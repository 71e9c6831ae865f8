//! Passages for people: wrapped to the terminal, citations marked, white space made one.

use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

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
        let (text, marked) = &unfurnished(text, marked);
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
                        *len += width(word);
                    }
                    _ => words.push((painted, width(word))),
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

    /// A text on lines as wide as the terminal, the first of which has so much before it; the others have an indent. No line is
    /// ended behind the last.
    #[must_use]
    pub fn hanging(&self, text: &str, before: usize, indent: usize) -> String {
        let (mut out, mut column) = (String::new(), before);
        for word in text.split_whitespace() {
            let wide = width(word);
            if !out.is_empty() && column + 1 + wide > self.width {
                out.push('\n');
                out.push_str(&" ".repeat(indent));
                column = indent;
            } else if !out.is_empty() {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += wide;
        }
        out
    }

    /// Lines, each as wide as the terminal at most.
    #[must_use]
    pub fn wrapped(&self, text: &str) -> String {
        text.lines().map(|line| self.hanging(line, 0, 2) + "\n").collect()
    }

    fn fill(&self, words: &[(String, usize)]) -> String {
        let room = self.width.saturating_sub(width(self.indent)).max(20);
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

/// A text without the signs of Markdown, which mark up and say nothing: addresses behind linked words, emphasis, signs of
/// headings and quotations at a line's beginning. Marked spans move with their words.
fn unfurnished(text: &str, marked: &[Span]) -> (String, Vec<Span>) {
    let mut gone: Vec<Span> = Vec::new();
    let mut line_begins = true;
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        if gone.last().is_some_and(|g| at < g.end) {
            continue;
        }
        match c {
            '#' | '>' if line_begins => {
                let signs = rest.len() - rest.trim_start_matches(['#', '>', ' ']).len();
                if rest[..signs].ends_with(' ') || rest[..signs].ends_with('>') && rest[signs..].starts_with('\n') {
                    gone.push(Span::new(at, at + signs));
                }
            }
            '*' if rest.starts_with("**") => gone.push(Span::new(at, at + 2)),
            // `[words](address)`: a bracket that a writer set has no address behind it.
            ']' if rest[1..].starts_with('(') && is_address(&rest[2..]) => {
                let end = rest.find(')').map_or(at + 1, |end| at + end + 1);
                if let Some(open) = text[..at].rfind('[').filter(|open| !text[*open..at].contains('\n')) {
                    gone.push(Span::new(open, open + 1));
                    gone.push(Span::new(at, end));
                }
            }
            _ => {}
        }
        line_begins = c == '\n' || line_begins && c == ' ';
    }
    if gone.is_empty() {
        return (text.to_owned(), marked.to_vec());
    }
    gone.sort_unstable();
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for span in &gone {
        if span.start >= from {
            out.push_str(&text[from..span.start]);
            from = span.end;
        }
    }
    out.push_str(&text[from..]);
    let moved = |at: usize| at - gone.iter().map(|g| g.end.min(at).saturating_sub(g.start)).sum::<usize>();
    (out, marked.iter().map(|span| Span::new(moved(span.start), moved(span.end))).collect())
}

fn is_address(text: &str) -> bool {
    let end = text.find([')', ' ', '\n']).unwrap_or(0);
    text[end..].starts_with(')') && (text.starts_with("http") || text.starts_with('/') || text.starts_with('#'))
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

/// How many columns of a terminal a text takes: two for a wide character, none for a mark upon another or for paint.
#[must_use]
pub fn width(text: &str) -> usize {
    let columns = |c: char| if ('\u{fdd0}'..='\u{fdd6}').contains(&c) { 0 } else { c.width().unwrap_or(1) };
    text.chars().map(columns).sum()
}

/// A string on one line, cut to at most `most` columns at a word's end, with an ellipsis where it was longer. Only a first word
/// that is longer than that is cut itself.
///
/// ```
/// use pincite::report::shorten;
/// assert_eq!(shorten("Executive Order 13722 of March 15", 18), "Executive Order …");
/// assert_eq!(shorten("Executive Order", 8), "Executi…");
/// ```
#[must_use]
pub fn shorten(text: &str, most: usize) -> String {
    let (mut out, mut columns) = (String::new(), 0);
    for word in text.split_whitespace() {
        let space = usize::from(!out.is_empty());
        let wide = width(word);
        if columns + space + wide > most {
            return cut(text, out, columns, most);
        }
        if space == 1 {
            out.push(' ');
        }
        out.push_str(word);
        columns += space + wide;
    }
    out
}

/// What fits, with an ellipsis: without its last words where there is no room for one.
fn cut(text: &str, mut out: String, mut columns: usize, most: usize) -> String {
    while columns + 2 > most && !out.is_empty() {
        out.truncate(out.rfind(' ').unwrap_or(0));
        columns = width(&out);
    }
    if !out.is_empty() {
        return out + " …";
    }
    let mut left = most.saturating_sub(1);
    for c in text.trim_start().chars() {
        let wide = c.width().unwrap_or(1);
        if wide > left {
            break;
        }
        left -= wide;
        out.push(c);
    }
    out + "…"
}

#[cfg(test)]
mod tests {
    use super::{Lines, Style, shorten, width};
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

    #[test]
    fn a_line_is_cut_between_words_and_measured_in_columns() {
        assert_eq!(width("第十三条 é"), 10);
        assert_eq!(width(&Style::new(true).id("x")), 1);
        for most in 3..40 {
            let short = shorten("Office of 第十三条 Measures Acts Against Firms", most);
            assert!(width(&short) <= most, "{most}: {short}");
        }
        assert_eq!(shorten("Against Firms", 13), "Against Firms");
        assert_eq!(shorten("Against Firms", 12), "Against …");
    }

    #[test]
    fn signs_of_markdown_go_and_what_is_marked_stays_so() {
        let text = "## Heading\n> See **[E.O. 13722](https://example.org/x)** of [n]o force.";
        let start = text.find("E.O.").unwrap_or(0);
        let (plain, marked) = super::unfurnished(text, &[Span::new(start, start + 10)]);
        assert_eq!(plain, "Heading\nSee E.O. 13722 of [n]o force.");
        assert_eq!(marked[0].of(&plain), "E.O. 13722");
    }
}
