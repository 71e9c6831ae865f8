//! Paragraphs and sentences.

use super::forms::Forms;
use super::gazetteer::LONGEST_WORD;
use crate::text::Span;

/// The paragraphs of a text: from one empty line to the next.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), b"\n\n").chain([text.len()]) {
        if at > start && !text[start..at].trim().is_empty() {
            out.push(Span::new(start, at));
        }
        start = at;
    }
    out
}

/// The last word of a text, up to the white space before it; of one without end its end.
pub(super) fn last_word(text: &str) -> &str {
    let mut from = text.len().saturating_sub(LONGEST_WORD);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text[from..].rsplit(char::is_whitespace).next().unwrap_or("")
}

/// The sentences of a paragraph. Items of a list each are one at least; a point in `fences` (of a citation, a name) ends
/// none, nor does one behind an abbreviation.
pub(super) fn sentences(text: &str, paragraph: Span, forms: &Forms, fences: &[Span]) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = paragraph.start;
    let words = paragraph.of(text);
    let fenced = |at: usize| {
        let i = fences.partition_point(|f| f.end <= at);
        fences.get(i).is_some_and(|f| f.start <= at && at < f.end)
    };
    let mut close = |start: &mut usize, end: usize| {
        let part = &text[*start..end];
        let from = *start + part.len() - part.trim_start().len();
        if from < end {
            out.push(Span::new(from, from + text[from..end].trim_end().len()));
        }
        *start = end;
    };
    for (i, c) in words.char_indices() {
        let at = paragraph.start + i;
        match c {
            '\n' if text[at + 1..paragraph.end].trim_start_matches(' ').starts_with(['•', '-', '*', '·']) => {
                close(&mut start, at);
            }
            '.' | '?' | '!' if !fenced(at) => {
                let rest = &text[at + 1..paragraph.end];
                let behind = rest.trim_start_matches(['”', '’', '"', ')', ']']);
                let mut next = behind.chars();
                let space = next.next().is_none_or(char::is_whitespace);
                let opens = behind.trim_start().starts_with(|c: char| {
                    c.is_uppercase() || matches!(c, '“' | '"' | '(' | '[' | '‘') || c.is_ascii_digit()
                });
                let word = last_word(&text[start..at]).rsplit('(').next().unwrap_or("");
                let short = c == '.'
                    && (forms.abbreviations.contains(word.trim_matches('.'))
                        || word.chars().count() == 1 && word.starts_with(char::is_uppercase)
                        || word.contains('.') && word.split('.').all(|p| p.chars().count() <= 1));
                if space && (opens || behind.trim().is_empty()) && !short {
                    close(&mut start, at + 1 + rest.len() - behind.len());
                }
            }
            _ => {}
        }
    }
    close(&mut start, paragraph.end);
    out
}

#[cfg(test)]
mod tests {
    use super::{Forms, sentences};
    use crate::text::Span;

    #[test]
    fn a_sentence_ends_at_its_point_and_no_abbreviation_does() {
        let forms = Forms::builtin().unwrap_or_else(|e| panic!("{e}"));
        let text = "Mr. Rim of the U.S. Treasury left. “He did,” she said. It was Dec. 5, and U.N. bodies met!\n  • One thing.\n  • Another";
        let found: Vec<&str> =
            sentences(text, Span::new(0, text.len()), &forms, &[]).iter().map(|s| s.of(text)).collect();
        assert_eq!(
            found,
            [
                "Mr. Rim of the U.S. Treasury left.",
                "“He did,” she said.",
                "It was Dec. 5, and U.N. bodies met!",
                "• One thing.",
                "• Another"
            ]
        );
    }
}
