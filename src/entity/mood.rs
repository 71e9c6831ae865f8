//! What makes an act no fact: negation, condition, plan, hearsay; and whether it is a duty.

use super::act::{Hit, Mood};
use super::clause::{Clauses, REACH};
use super::frames::{Frame, List, Shape};
use super::line::What;
use super::polarity::Polarity;

/// How far from a verb stands what governs it: `is likely in the end to`.
const NEAR: usize = 3;

impl Clauses<'_> {
    /// How a hit is said, whose helping verbs begin at `from`; `noun` of a noun or a form in `-ing` without them.
    pub(super) fn mood(&self, frame: &Frame, from: usize, hit: &Hit<'_>, noun: bool) -> Mood {
        let at = hit.at;
        // `is not required to file`, `proposes to amend`: what governs the infinitive, and its own helping verbs.
        let infinitive = (from..at).any(|i| self.word(i) == "to");
        let governs = |list: List| infinitive && from > 0 && self.is(from - 1, list);
        let governed = [List::Obliged, List::Plans, List::Empowered, List::Does, List::Denies].into_iter().any(governs);
        let mut begin = from;
        if governed {
            begin -= 1;
            while begin > 0 && self.is(begin - 1, List::Aux) {
                begin -= 1;
            }
        }
        let has = |list: List| (begin..at).any(|i| self.is(i, list));
        // The word itself, where it is `may` or `shall`.
        let itself = |list: List| self.is(at, list);
        // What governs the clause: the words from its border on, and the border itself.
        let mut border = begin;
        while border > 0 && begin - border < REACH && !matches!(self.what(border - 1), Some(What::Semi)) {
            border -= 1;
            if self.is(border, List::Border) {
                break;
            }
        }
        let near = |list: List| (begin.saturating_sub(NEAR).max(border)..begin).any(|i| self.is(i, list));
        let not = has(List::Not) || self.is(hit.end, List::Not);
        // `No FEAR Notice: on May 1, Congress enacted`: what a comma parts from the subject isn't its.
        let mut parted = begin.saturating_sub(2);
        while parted > 0 && self.is(parted, List::Articles) {
            parted -= 1;
        }
        let subject = begin > 1
            && matches!(self.what(begin - 1), Some(What::Names(_)))
            && matches!(self.what(parted), Some(What::Comma));
        let nobody = !subject && (border..begin).any(|i| self.is_nobody(i, at)) || self.is_no_object(hit.end);
        // `refused to pay`, `denied violating`; `the failed bank was designated` denies nothing.
        let denied = governs(List::Denies)
            || noun
                && (frame.breaks || !frame.class.is_empty())
                && (begin.saturating_sub(NEAR).max(border)..begin).any(|i| self.is(i, List::Denies));
        let must = has(List::Must) || itself(List::Must) || governs(List::Obliged) || self.is_responsible(begin, hit);
        let condition = self.is(border, List::Conditions) || border > 0 && self.is(border - 1, List::Conditions);
        let allowed = has(List::May) || governs(List::Empowered);
        let negated = not || nobody || denied;
        let modal = [List::Must, List::May].into_iter().any(|list| has(list) || itself(list));
        let duty = match (must, modal, negated) {
            _ if condition || has(List::Could) => None,
            // `is not required to` is no duty, `shall not` and `may not` are one.
            (true, false, true) => Some(Polarity::Negated),
            (true, ..) | (false, true, true) => Some(Polarity::Asserted),
            _ => None,
        };
        let polarity = if negated {
            Polarity::Negated
        } else if condition
            || has(List::Could)
            || noun && self.is_unsure(begin, hit)
            || infinitive && !frame.modal && governs(List::Unsure)
        {
            Polarity::Conditional
        } else if (begin.saturating_sub(NEAR).max(border)..begin).any(|i| self.suspects(i, begin))
            || noun && (border..begin).any(|i| self.is(i, List::Suspects))
            || self.word(border) == "that" && (border.saturating_sub(2)..border).any(|i| self.is(i, List::Suspects))
        {
            Polarity::Alleged
        } else if governs(List::Does) {
            Polarity::Asserted
        } else if allowed && !frame.modal {
            Polarity::Conditional
        } else if (has(List::Will) && !(frame.modal && allowed))
            || must && !frame.modal
            || (governed && governs(List::Plans) || noun) && (near(List::Plans) || governs(List::Plans))
            || infinitive && !frame.modal
        {
            Polarity::Planned
        } else {
            Polarity::Asserted
        };
        Mood { polarity, duty }
    }

    /// Whether a word before a subject says that only somebody says so: `allegedly`, `claims X`; not `maintained an account and`.
    fn suspects(&self, i: usize, begin: usize) -> bool {
        let adverb = self.word(i).ends_with("ly") || matches!(self.word(i), "suspected" | "alleged");
        let said = self.has_names(i + 1)
            || self.is(i + 1, List::Articles)
            || self.is_pronoun(i + 1)
            || self.word(i + 1) == "to";
        let another = (i + 1..begin).any(|j| self.is(j, List::Joins));
        self.is(i, List::Suspects) && (adverb || i + 1 == begin || said) && !another
    }

    /// Whether nobody does it by this word: `no State has`, `nothing shall`; not by that of `In No. 12-345` or
    /// `without delay`.
    fn is_nobody(&self, i: usize, at: usize) -> bool {
        let number = |i: usize| self.word(i).starts_with(|c: char| c.is_ascii_digit());
        match self.word(i) {
            "no" => !number(i + 1) && !self.is(i + 1, List::Degrees),
            "without" => i + 1 == at,
            _ => self.is(i, List::Nobody),
        }
    }

    /// `issued no rule`: nothing is done.
    fn is_no_object(&self, end: usize) -> bool {
        self.is(end, List::Nobody) && !self.is(end + 1, List::Degrees) && self.word(end) != "without"
    }

    /// `is responsible for issuing`.
    fn is_responsible(&self, begin: usize, hit: &Hit<'_>) -> bool {
        hit.cue.shape == Shape::Ing && begin > 1 && self.word(begin - 1) == "for" && self.is(begin - 2, List::Obliged)
    }

    /// `the criteria for designating`, `before designating`: nothing is said to have been done.
    fn is_unsure(&self, begin: usize, hit: &Hit<'_>) -> bool {
        hit.cue.shape == Shape::Ing && begin > 0 && self.is(begin - 1, List::BeforeActs)
    }
}
