//! Within a line: where it begins, words quoted in it, `by striking “section 5 of such Act”`, and words in brackets.

use std::cell::Cell;
use std::ops::Range;

use foldhash::HashMap;

use crate::text::Span;

/// The line of the last place asked for: where it begins, and that place. A walk through a text asks of places one behind the
/// other, and a line can be as long as the text: none is looked through twice.
#[derive(Debug, Default)]
pub(super) struct Line(Cell<(usize, usize)>);

impl Line {
    /// Where the line begins in which a place stands.
    pub(super) fn start(&self, text: &str, at: usize) -> usize {
        let unseen = self.unseen(at);
        let (known, from) = (self.0.get().0, unseen.start);
        let found = memchr::memrchr(b'\n', &text.as_bytes()[unseen]).map(|end| from + end + 1);
        let start = found.unwrap_or(if from == 0 { 0 } else { known });
        if at >= self.0.get().1 {
            self.0.set((start, at));
        }
        start
    }

    /// What has to be looked through for the beginning of a place's line: what stands behind the last place, mostly.
    fn unseen(&self, at: usize) -> Range<usize> {
        let (start, last) = self.0.get();
        match at {
            _ if at >= last => last..at,
            _ if at >= start => at..at,
            _ => 0..at,
        }
    }
}

/// How far before a place the mark is looked for that opens a quotation, in bytes.
const REACH: usize = 1500;

/// Whether a place stands between quotation marks that its own line opens and has not closed.
pub(super) fn in_quotation(text: &str, at: usize) -> bool {
    let mut from = at.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = &text.as_bytes()[from..at];
    let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
    if straight_open(&text[from + start..at]) {
        return true;
    }
    let line = &before[start..];
    // The curly marks begin with 0xE2. The last mark tells: whether it opens or closes.
    let mut signs = memchr::memchr3_iter(0xE2, b'`', b'\'', line).rev().map(|sign| &line[sign..]);
    let begins = |sign: &[u8], marks: [&str; 3]| marks.iter().any(|mark| sign.starts_with(mark.as_bytes()));
    let opens = |sign| {
        let (open, closed) = (begins(sign, ["“", "‘‘", "``"]), begins(sign, ["”", "’’", "''"]));
        (open || closed).then_some(open)
    };
    signs.find_map(opens).unwrap_or(false)
}

/// Whether straight quotation marks are open at the end of a line's words: one that opens stands behind a space or bracket and
/// before a word; `4" pipe` has none.
fn straight_open(line: &str) -> bool {
    let mut depth = 0usize;
    for at in memchr::memchr_iter(b'"', line.as_bytes()) {
        let before = line[..at].chars().next_back();
        let behind = line[at + 1..].chars().next();
        let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '"'))
            && behind.is_none_or(|c| !c.is_whitespace() && !matches!(c, ')' | ']'));
        depth = if opens { depth + 1 } else { depth.saturating_sub(1) };
    }
    depth > 0
}

/// Where each word of up to 12 bytes stands alone in brackets, its quotation marks left out.
pub(super) fn bracketed(text: &str) -> HashMap<&str, Vec<Span>> {
    let word = |open: usize| {
        let inner = text[open + 1..].trim_start_matches(['“', '"', '‘']);
        let start = text.len() - inner.len();
        let end = start + inner.find(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '&' | '-'))?;
        let closed = text[end..].trim_start_matches(['”', '"', '’']).starts_with(')');
        (closed && end > start && end - start <= 12).then(|| Span::new(start, end))
    };
    let mut out: HashMap<&str, Vec<Span>> = HashMap::default();
    for span in memchr::memchr_iter(b'(', text.as_bytes()).filter_map(word) {
        out.entry(span.of(text)).or_default().push(span);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Line, in_quotation};

    #[test]
    fn a_line_is_looked_through_once_however_long() {
        let text = format!("one\n{}\ntwo\n{}", "§ 5 of it, ".repeat(2000), "§ 6, ".repeat(2000));
        let (line, mut looked) = (Line::default(), 0);
        for at in (0..text.len()).step_by(7) {
            looked += line.unseen(at).len();
            assert_eq!(
                line.start(&text, at),
                text.as_bytes()[..at].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1)
            );
        }
        assert!(looked <= text.len(), "{looked} bytes of {}", text.len());
        // Back in the same line, and in one before.
        let last = line.start(&text, text.len());
        assert_eq!((line.start(&text, text.len() - 9), line.start(&text, 100)), (last, 4));
        assert_eq!(line.start(&text, text.len()), last);
    }

    #[test]
    fn what_is_closed_or_on_another_line_is_not_quoted() {
        let text = "by striking “of that Act” and inserting “this Act.\nIt ends.";
        let at = |words: &str| text.find(words).unwrap_or(0);
        assert!(in_quotation(text, at("that Act")));
        assert!(!in_quotation(text, at("inserting")));
        assert!(in_quotation(text, at("this Act")));
        assert!(!in_quotation(text, at("It ends")));
        let text = "the ``first'' and ‘‘the second’’, ``a third";
        let at = |words: &str| text.find(words).unwrap_or(0);
        assert!(in_quotation(text, at("first")) && in_quotation(text, at("second")) && in_quotation(text, at("third")));
        assert!(!in_quotation(text, at("and")) && !in_quotation(text, at(", ``")));
    }

    #[test]
    fn straight_quotation_marks_open_before_a_word() {
        let text =
            "The \"Board\" strikes the phrase \"a pipe (\"Pipe\") of this act\" and puts this section on a 4\" pipe.";
        let at = |words: &str| text.find(words).unwrap_or(0);
        assert!(in_quotation(text, at("this act")));
        assert!(!in_quotation(text, at("strikes")));
        assert!(!in_quotation(text, at("this section")));
        assert!(!in_quotation(text, text.len()));
    }
}
