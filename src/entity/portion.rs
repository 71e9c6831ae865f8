//! What is said of a part of a provision is said of it: `the notice requirements of P`, `P's prohibition`, `the False Claims
//! Act, P`.

use super::frames::List;
use super::line::{Item, Source, Token, UNRESOLVED, What};
use crate::text::Span;

/// How many words describe a part: `the qui tam civil provisions`.
const MOST_WORDS: usize = 6;

impl Source<'_> {
    /// The line with each provision and what is named as a part of it as one.
    pub(super) fn portions(&self, plain: &[Token]) -> Vec<Token> {
        let mut out: Vec<Token> = Vec::with_capacity(plain.len());
        let mut skip = 0;
        for (at, token) in plain.iter().enumerate() {
            if at < skip {
                continue;
            }
            let mut token = token.clone();
            if matches!(token.what, What::Provisions(_)) {
                let from = self.part_before(&out);
                if let Some(first) = out.get(from) {
                    token.span = Span::new(first.span.start, token.span.end);
                    out.truncate(from);
                }
                // `P's notice requirement`.
                let part = |j: &usize| plain[*j].is(List::Portions);
                let words = at + 1..plain.len().min(at + MOST_WORDS);
                let own = words.take_while(|j| self.describes(&plain[*j]) || part(j));
                if token.possessive
                    && let Some(last) = own.into_iter().find(part)
                {
                    token.possessive = false;
                    skip = last + 1;
                }
            }
            out.push(token);
        }
        out
    }

    /// Where the part begins that a provision behind a line is of; the line's end, where there is none.
    fn part_before(&self, line: &[Token]) -> usize {
        let word = |at: usize| line.get(at).map_or("", Token::word);
        let is = |at: usize, list: List| line.get(at).is_some_and(|t| t.is(list));
        let none = line.len();
        let mut at = none;
        // `the False Claims Act, P`: the Act, and where it is.
        if at > 1 && matches!(line[at - 1].what, What::Comma) && word(at - 2) == UNRESOLVED {
            at -= 2;
        } else if at > 0 && word(at - 1) == UNRESOLVED {
            at -= 1;
        }
        // `the Due Process Clause of P`, read to its last word.
        if let Some(t) = line.last()
            && at == none
            && matches!(t.what, What::Names(ref list) if matches!(list[..], [Item::Maybe(_)]))
            && !t.possessive
            && self.text[t.span.end..].starts_with(' ')
            && self.mention_at(t.span.end + 1).is_some()
        {
            at -= 1;
        }
        let act = at;
        while at > 0 && is(at - 1, List::Articles) {
            at -= 1;
        }
        let Some(link) = at.checked_sub(1).filter(|i| is(*i, List::WithinNames)) else { return act };
        at = link;
        // `set forth in`, `conferred by`.
        while at > 0 && link - at < 3 && is(at - 1, List::PartIs) {
            at -= 1;
        }
        let told = at < link;
        let Some(head) = at.checked_sub(1).filter(|i| is(*i, List::Portions) && !line[*i].possessive) else {
            return act;
        };
        if !told && !is(link, List::PartOf) {
            return act;
        }
        // Back to the article, over what describes the part; without one only over a word behind a preposition.
        let mut begin = head;
        while begin > 0 && head - begin < MOST_WORDS && self.describes(&line[begin - 1]) {
            begin -= 1;
            if is(begin, List::Articles) || is(begin, List::Quantities) {
                return begin;
            }
        }
        // `EPA's power under P` is another thing.
        let owned = begin > 0 && line[begin - 1].possessive;
        let behind = |i: usize| i > 0 && is(i - 1, List::Stop);
        match begin {
            _ if owned => act,
            _ if head - begin <= 2 && behind(begin) => begin,
            _ => head,
        }
    }

    /// Whether a word may say more of a part: none that tells of an act.
    fn describes(&self, token: &Token) -> bool {
        self.fills(token) && !token.possessive && self.frames.cues(token.word()).is_empty()
            || token.is(List::Articles)
            || token.word() == "or"
    }
}
