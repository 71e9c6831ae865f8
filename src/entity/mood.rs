//! What makes an act no fact: negation, condition, plan, hearsay.

use super::clause::{Clauses, REACH};
use super::frames::{Frame, List};
use super::line::What;
use super::polarity::Polarity;

impl Clauses<'_> {
    /// Whether it is so.
    pub(super) fn polarity(&self, frame: &Frame, from: usize, at: usize, noun: bool) -> Polarity {
        let has = |list: List| (from..at).any(|i| self.is(i, list));
        // What governs the clause: the words from its border on, and the border itself.
        let mut begin = from;
        while begin > 0 && from - begin < REACH && !matches!(self.what(begin - 1), Some(What::Semi)) {
            begin -= 1;
            if self.is(begin, List::Border) {
                break;
            }
        }
        let before = |list: List| (begin..from).any(|i| self.is(i, list));
        let near = |list: List| (from.saturating_sub(3).max(begin)..from).any(|i| self.is(i, list));
        if has(List::Not) || before(List::Nobody) || near(List::Denies) {
            return Polarity::Negated;
        }
        if self.is(begin, List::Conditions) || begin > 0 && self.is(begin - 1, List::Conditions) || has(List::Could) {
            return Polarity::Conditional;
        }
        if near(List::Suspects) || noun && before(List::Suspects) {
            return Polarity::Alleged;
        }
        if frame.modal {
            return Polarity::Asserted;
        }
        if has(List::May) {
            return Polarity::Conditional;
        }
        if has(List::Will) || ((from..at).any(|i| self.word(i) == "to") || noun) && near(List::Plans) {
            return Polarity::Planned;
        }
        Polarity::Asserted
    }
}
