//! Whether an act is said to be so: negation, condition, plan, hearsay.

use serde::{Deserialize, Serialize};

use super::clause::{Clauses, REACH};
use super::frames::{Frame, List};
use super::line::What;

/// Whether an act is said to have happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// It is said as a fact.
    #[default]
    Asserted,
    /// It is said not to be so.
    Negated,
    /// If, unless, could.
    Conditional,
    /// It is to be.
    Planned,
    /// Somebody says so.
    Alleged,
}

impl Polarity {
    /// Whether it is said of somebody: as a fact, or by somebody.
    #[must_use]
    pub fn is_said(self) -> bool {
        matches!(self, Self::Asserted | Self::Alleged)
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Negated => "negated",
            Self::Conditional => "conditional",
            Self::Planned => "planned",
            Self::Alleged => "alleged",
        }
    }
}

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
