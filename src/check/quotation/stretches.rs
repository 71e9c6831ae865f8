//! The words of a quotation, with what its writer signalled of them.

use crate::quote::{self, Word};
use crate::text::Span;

/// A word of a quotation, with what the writer signalled of it.
#[derive(Clone, Debug)]
pub(super) struct Quoted {
    pub word: Word,
    /// Changed or put in, in square brackets.
    pub signalled: bool,
    /// In brackets as a whole: `[being]`, not `engag[ing]`.
    pub whole: bool,
    /// A paragraph's mark: `(A)`.
    pub mark: bool,
}

/// A word being read.
#[derive(Default)]
struct Open {
    word: String,
    from: usize,
    bracketed: bool,
    /// Letters of it that stand outside of brackets.
    outside: bool,
}

impl Open {
    fn end(&mut self, text: &str, to: usize, out: &mut [Vec<Quoted>]) {
        let word = std::mem::take(&mut self.word);
        let (signalled, whole) = (self.bracketed, self.bracketed && !self.outside);
        (self.bracketed, self.outside) = (false, false);
        if word.is_empty() {
            return;
        }
        let folded = quote::words(&word).into_iter().map(|w| w.folded).collect::<String>();
        // `[sic]` says something of the word before, and is none of the quotation.
        if !(folded.is_empty() || folded == "sic" && signalled)
            && let Some(last) = out.last_mut()
        {
            let mark = folded.len() < 5 && text[..self.from].ends_with('(') && text[to..].starts_with(')');
            last.push(Quoted { word: Word { folded, span: Span::new(self.from, to) }, signalled, whole, mark });
        }
    }
}

/// The words of a quotation in stretches between ellipses; places count in the document.
pub(super) fn stretches(text: &str, span: Span) -> Vec<Vec<Quoted>> {
    let mut out: Vec<Vec<Quoted>> = vec![Vec::new()];
    let (mut open, mut inside) = (Open::default(), false);
    let quoted = span.of(text);
    let mut chars = quoted.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let at = span.start + i;
        match c {
            '[' => {
                inside = true;
                open.bracketed = true;
                if open.word.is_empty() {
                    open.from = at;
                }
            }
            ']' => {
                inside = false;
                // A bracket that ends a word and one that stands for left-out words.
                if open.word.is_empty() {
                    open.bracketed = false;
                }
            }
            '…' | '*' | '.' if is_gap(&text[at..span.end]) => {
                open.end(text, at, &mut out);
                while chars.peek().is_some_and(|(_, c)| matches!(c, '.' | '…' | '*' | ' ' | '\u{a0}' | '\n')) {
                    chars.next();
                }
                if out.last().is_some_and(|s| !s.is_empty()) {
                    out.push(Vec::new());
                }
            }
            c if c.is_ascii_digit() && open.word.is_empty() && !inside && is_of_the_page(quoted, i) => {
                while chars.peek().is_some_and(|(_, c)| c.is_ascii_digit()) {
                    chars.next();
                }
            }
            c if c.is_alphanumeric() || matches!(c, '\'' | '’' | '\u{ad}' | '\u{200b}') && !open.word.is_empty() => {
                if open.word.is_empty() && !open.bracketed {
                    open.from = at;
                }
                open.bracketed |= inside;
                open.outside |= !inside;
                open.word.push(c);
            }
            _ => {
                open.end(text, at, &mut out);
                if inside {
                    open.from = at + c.len_utf8();
                }
            }
        }
    }
    open.end(text, span.end, &mut out);
    out.retain(|s| !s.is_empty());
    out
}

/// Whether a quotation breaks off with an ellipsis: `… . . . .`
pub(super) fn breaks_off(words: &str) -> bool {
    let tail =
        words.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '…' | '*' | ']' | '[' | ',' | ';'));
    let tail: String = words[tail.len()..].chars().filter(|c| !c.is_whitespace()).collect();
    tail.contains('…') || tail.contains("...") || tail.contains("***")
}

/// Whether an ellipsis stands at the beginning of these words: `…`, `. . .`, `...`, `* * *`.
fn is_gap(rest: &str) -> bool {
    if rest.starts_with('…') {
        return true;
    }
    let signs: String = rest.chars().take(12).filter(|c| !matches!(c, ' ' | '\u{a0}')).collect();
    signs.starts_with("...") || signs.starts_with("***")
}

/// Whether digits belong to the page and not to the quotation: a page's or a line's number at the beginning of its line, a
/// footnote's glued to the end of a clause (`vessel.3`).
fn is_of_the_page(quoted: &str, at: usize) -> bool {
    let (before, rest) = quoted.split_at(at);
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let blank = |c: char| c.is_whitespace() && c != '\n' || matches!(c, '-' | '–');
    let begins = before.trim_end_matches(blank).ends_with('\n') || before.chars().all(blank);
    let space = after.len() - after.trim_start_matches([' ', '\t']).len();
    let few = rest.len() - after.len() < 4;
    let line = begins && few && (space > 1 || after.trim_start_matches(blank).starts_with('\n'));
    let mut back = before.chars().rev();
    let sign = back.next().is_some_and(|c| matches!(c, '.' | ',' | ';'));
    let note = sign && back.next().is_some_and(char::is_lowercase) && few;
    line || note && after.chars().next().is_none_or(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::{breaks_off, stretches};
    use crate::text::Span;

    fn folded(text: &str) -> Vec<Vec<(String, bool)>> {
        let words = |s: &Vec<super::Quoted>| s.iter().map(|q| (q.word.folded.clone(), q.signalled)).collect();
        stretches(text, Span::new(0, text.len())).iter().map(words).collect()
    }

    #[test]
    fn brackets_and_ellipses_are_signals() {
        let plain = |w: &str| (w.to_owned(), false);
        let marked = |w: &str| (w.to_owned(), true);
        assert_eq!(
            folded("engag[ing] in, or [being] it"),
            [vec![marked("engaging"), plain("in"), plain("or"), marked("being"), plain("it")]]
        );
        assert_eq!(
            folded("[n]o vessel [sic] may … leave"),
            [vec![marked("no"), plain("vessel"), plain("may")], vec![plain("leave")]]
        );
        assert_eq!(
            folded("it ends. . . . Then [….] again"),
            [vec![plain("it"), plain("ends")], vec![plain("then")], vec![plain("again")]]
        );
        assert_eq!(folded("U.S. law"), [vec![plain("u"), plain("s"), plain("law")]]);
        let whole: Vec<bool> =
            stretches("engag[ing] [being]", Span::new(0, 18)).concat().iter().map(|q| q.whole).collect();
        assert_eq!(whole, [false, true]);
    }

    #[test]
    fn the_numbers_of_pages_and_notes_are_no_words() {
        let words = |text: &str| stretches(text, Span::new(0, text.len())).concat().len();
        assert_eq!(words("of the\n\n12\n\nport"), 3);
        assert_eq!(words("of the port.3"), 3);
        assert_eq!(words("of a\n 14    port and\n15   quay"), 5);
        assert_eq!(words("of 12 ports, 30 berths"), 5);
        assert!(breaks_off("of the port . . . .") && breaks_off("of the port …") && !breaks_off("of the port."));
    }
}
