//! Paragraphs and sentences.

use super::entries::{ROW, bullet, is_head, number};
use super::forms::Forms;
use super::gazetteer::LONGEST_WORD;
use crate::text::Span;

/// A line is no longer.
const LINE: usize = 110;
/// A full line is longer.
const FULL: usize = 50;
/// A text of fewer paragraphs isn't set line by line.
const FEW: usize = 20;
/// A paragraph made of lines is no longer.
const LONGEST: usize = 6000;

/// The paragraphs of a text: from one empty line to the next. In a text whose lines are all set apart by empty ones, as
/// those of many opinions are, a paragraph begins where a line is set in, and where more than one line is empty.
pub(super) fn paragraphs(text: &str) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut start = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), b"\n\n").chain([text.len()]) {
        if at > start && !text[start..at].trim().is_empty() {
            out.push(Span::new(start, at));
        }
        start = at;
    }
    let line = |s: &&Span| {
        let words = s.of(text).trim();
        words.len() < LINE && !words.contains('\n') && !words.ends_with(['.', ':', '”', '"'])
    };
    if out.len() < FEW || out.iter().filter(line).count() * 2 < out.len() {
        return out;
    }
    let mut joined: Vec<Span> = Vec::new();
    for span in out {
        let words = span.of(text).trim_start_matches('\n');
        let set_in = words.len() - words.trim_start_matches(' ').len() > 3 || words.starts_with('\u{c}');
        let apart = span.of(text).starts_with("\n\n\n");
        match joined.last_mut() {
            Some(last) if !set_in && !apart && last.len() < LONGEST => *last = Span::new(last.start, span.end),
            _ => joined.push(span),
        }
    }
    joined
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
    // Where the line begins that a place is in, within its sentence's paragraph.
    let mut line = paragraph.start;
    for (i, c) in words.char_indices() {
        let at = paragraph.start + i;
        match c {
            '\n' => {
                if begins_item(&text[at + 1..paragraph.end], &text[line.max(start)..at])
                    || text[line.max(start)..at].contains(ROW)
                {
                    close(&mut start, at);
                }
                line = at + 1;
            }
            '.' | '?' | '!' if !fenced(at) => {
                let rest = &text[at + 1..paragraph.end];
                let behind = rest.trim_start_matches(['”', '’', '"', ')', ']']);
                let mut next = behind.chars();
                let space = next.next().is_none_or(char::is_whitespace);
                let opens = behind.trim_start().starts_with(|c: char| {
                    c.is_uppercase() || matches!(c, '“' | '"' | '(' | '[' | '‘' | '*' | '■' | '§') || c.is_ascii_digit()
                });
                let word = last_word(&text[start..at]).rsplit('(').next().unwrap_or("");
                let short = c == '.'
                    && (is_number(&text[line..at])
                        // `Code Ann. § 5`: a word with a capital is short for something there.
                        || behind.trim_start().starts_with('§') && word.starts_with(char::is_uppercase)
                        || forms.abbreviations.contains(word.trim_matches('.'))
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

/// Whether a line begins an item: with a bullet, a number, or what rows and entries of lists have; and what stands in the line
/// before it.
fn begins_item(rest: &str, before: &str) -> bool {
    let line = rest[..rest.find('\n').unwrap_or(rest.len())].trim_start_matches(' ');
    bullet(line) > 0
        // A full line before it goes on in capitals.
        || is_head(line) && (before.trim().len() < FULL || before.trim_end().ends_with(['.', ':', ';', ',']) || is_head(before))
        || number(line) > 0 && !line.starts_with('(')
        || line.contains(ROW)
        || line.split(' ').nth(1) == Some("Name:")
}

/// `1`, of an item.
fn is_number(line: &str) -> bool {
    (1..=3).contains(&line.trim().len()) && line.trim().bytes().all(|b| b.is_ascii_digit())
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
        let count = |text: &str| sentences(text, Span::new(0, text.len()), &forms, &[]).len();
        assert_eq!(count("It was so under Maryland Code Ann. § 5 and elsewhere."), 1);
        assert_eq!(
            count("He sent the letter that was asked for to the offices of the\nUNITED STATES COAST GUARD\nin Lima."),
            1
        );
        assert_eq!(count("The following:\nROE, Jane Quincy\nROE, John"), 3);
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
