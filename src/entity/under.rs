//! Under which provision a clause says that something is done.

use super::act::{Act, Filler, Hit};
use super::clause::{AS, Clauses, NEAR, REACH, SOON};
use super::frames::{Frame, List, Shape, Where};
use super::line::What;

/// How far from its verb a provision stands that nobody broke.
const CLOSE: usize = 24;
/// How far the subject stands behind `Under P,`.
const FRONT: usize = 12;

impl<'c> Clauses<'c> {
    /// Where the provision is: done, doing, or behind a preposition.
    pub(super) fn provisions(&self, act: &mut Act, frame: &Frame, hit: &Hit<'c>, hits: &[Hit<'c>], from: usize) {
        let provision = |f: &Filler| match f {
            Filler::Token(t) if self.has_provisions(*t) => Some(*t),
            _ => None,
        };
        for place in &frame.provision {
            match place {
                Where::Object => {
                    if let Some(p) = provision(&act.patient) {
                        act.under.push(p);
                    }
                }
                Where::Subject => {
                    if let Some(p) = provision(&act.agent) {
                        act.under.push(p);
                    }
                }
                Where::Near => {
                    let end = self.line.len().min(hit.end + NEAR);
                    let clause = (hit.end..end).take_while(|i| !self.ends(*i) && !self.is(*i, List::Border));
                    act.under.extend(clause.into_iter().find(|i| self.has_provisions(*i)));
                }
                Where::Under if act.under.is_empty() => self.under(act, frame, hit, hits, from),
                Where::Front if act.under.is_empty() => self.front(act, frame, hits, from),
                Where::Under | Where::Front | Where::Own | Where::Before | Where::Apposed => {}
            }
            if !act.under.is_empty() {
                break;
            }
        }
    }

    fn under(&self, act: &mut Act, frame: &Frame, hit: &Hit<'c>, hits: &[Hit<'c>], from: usize) {
        if !self.cites {
            return;
        }
        // What stands behind the next act of the class is that one's.
        let other = hits.iter().find(|h| {
            let own = &self.frames().all[h.cue.frame];
            h.at > hit.end
                && (h.cue.shape != Shape::Noun || !h.cue.tail.is_empty())
                // `ordered to pay a penalty to settle P`: for the same.
                && (self.word(h.at - 1) != "to" || (hit.end..h.at).any(|i| self.is(i, List::Joins)))
                && own.class == frame.class
                && own.provision.contains(&Where::Under)
                && !self.is(h.at - 1, List::Joins)
        });
        let far = if frame.breach { 2 * REACH } else { CLOSE };
        let stop = self.line.len().min(hit.end + far);
        let (mut closed, mut other_clause) = (false, false);
        for at in hit.end..stop {
            if matches!(self.what(at), Some(What::Semi)) && act.under.is_empty() && at > hit.end + 2 {
                break;
            }
            let another = self.under_at(at, frame).is_none() && self.is_another_clause(at, hit.end);
            // `convicted of what is a felony under P`; `convicted of what he did in violation of P`.
            other_clause |= another;
            if !frame.breach && another {
                // `under P, which is old, and Q`.
                if act.under.is_empty() {
                    break;
                }
                closed = true;
            }
            // `…, the complaint was subject to …`: another clause.
            if self.comma(at) {
                let mut verb = at + 1;
                while verb < at + 7 && (self.fills(verb) || self.filled(verb)) {
                    verb += 1;
                }
                if verb > at + 1 && self.is(verb, List::Aux) && self.word(verb) != "to" {
                    break;
                }
            }
            // `X was convicted of P, and Y of Q`.
            let another = at > hit.end + 2 && self.is(at - 1, List::Joins) && self.word(at + 1) == "of";
            if frame.breach && another && matches!(self.what(at), Some(What::Names(_))) {
                break;
            }
            // `amends its rules so that nobody pays under P`: another's.
            if self.word(at) == "so" && self.word(at + 1) == "that" {
                break;
            }
            let others = other.is_some_and(|o| o.at < at);
            let joined = !act.under.is_empty() && at > 0 && self.is(at - 1, List::Joins);
            let behind = || {
                !closed
                    && self.behind(at, frame).is_some_and(|(near, broken)| {
                        // What is said to be broken, another act may be told of before.
                        (!others || broken && frame.class.is_empty())
                            && (!near || at < hit.end + SOON)
                            && (broken || !other_clause)
                    })
            };
            let apposed = || {
                frame.provision.contains(&Where::Apposed) && !others && !closed && !other_clause && self.is_apposed(at)
            };
            if self.has_provisions(at) && (joined || behind() || apposed()) {
                act.under.push(at);
            }
        }
        if act.under.is_empty() {
            self.front(act, frame, hits, from);
        }
    }

    /// `Pursuant to P, X designated Y`.
    fn front(&self, act: &mut Act, frame: &Frame, hits: &[Hit<'c>], from: usize) {
        let mut at = from;
        while at > 0 && from - at < REACH && !matches!(self.what(at - 1), Some(What::Semi)) {
            at -= 1;
            let fronted =
                self.has_provisions(at) && self.behind(at, frame).is_some() && self.is_fronted(at, from, frame);
            let taken = || {
                hits.iter().any(|h| h.at < at && h.at + 12 > at && self.frames().all[h.cue.frame].class == frame.class)
            };
            if fronted && !taken() {
                act.under.push(at);
                return;
            }
        }
    }

    /// Whether what follows is no more said of the verb before: `that`, `is`, and the participle of `the fees collected under P`.
    fn is_another_clause(&self, at: usize, verb: usize) -> bool {
        let word = self.word(at);
        let finite = self.is(at, List::Aux) && !matches!(word, "to" | "be" | "being" | "not");
        let border = self.is(at, List::Border) && word != "as";
        let participle =
            word.len() > 4 && word.ends_with("ed") && self.frames().cues(word).is_empty() && word != "based";
        let reduced = (participle || self.is(at, List::Participles))
            && at > verb
            && (self.fills(at - 1) || self.filled(at - 1))
            && !(self.fills(at + 1) || self.filled(at + 1))
            && !matches!(self.word(at + 1), "by");
        // `P, as continued under Q`.
        let as_done = word == AS && self.word(at + 1).ends_with("ed") && self.word(at + 1) != "amended";
        border
            || finite
            || reduced
            || as_done
            || word == "including"
            || matches!(self.what(at), Some(What::Colon)) && at > verb + 2
    }

    /// Whether a provision behind its preposition begins the clause of a verb: `Under P, X may`, `if, under P, X finds`.
    fn is_fronted(&self, at: usize, from: usize, frame: &Frame) -> bool {
        let mut begin = at;
        while begin > 0 && at - begin < 8 && !self.begins_clause(begin) {
            begin -= 1;
        }
        // `The Council, pursuant to P, added`, `the Council pursuant to P added`: right before the verb.
        if at + 1 == from || self.comma(at + 1) && at + 2 == from {
            let mut prep = at;
            while prep > 0 && at - prep < 6 && self.under_at(prep, frame).is_none() {
                prep -= 1;
            }
            return prep > 0 && (self.comma(prep - 1) || self.has_names(prep - 1));
        }
        if !self.begins_clause(begin) || self.under_at(begin, frame).is_none() {
            return false;
        }
        // Behind it a comma, and what is between commas, then the subject.
        let mut after = at + 1;
        let mut commas = 0;
        while after < from {
            if self.comma(after) {
                commas += 1;
                if self.is(after + 1, List::Relative) {
                    while after + 1 < from && !self.comma(after + 1) {
                        after += 1;
                    }
                }
            } else if self.is(after, List::Border) || self.is(after, List::Aux) || self.ends(after) {
                return false;
            }
            after += 1;
        }
        commas > 0 || from < at + FRONT
    }

    /// Whether a clause begins at a place.
    pub(super) fn begins_clause(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        let text = &self.source.text[..self.line[at].span.start];
        self.comma(before)
            || self.ends(before)
            || self.is(before, List::Border)
            || self.is(before, List::Joins)
            || text.trim_end_matches([' ', '\n', '*', '_']).ends_with(['.', ')', '—', '”', '\n'])
    }

    /// `smuggling, P`, `smuggling, see P`.
    fn is_apposed(&self, at: usize) -> bool {
        let comma = if self.is(at.wrapping_sub(1), List::Cites) { at.checked_sub(2) } else { at.checked_sub(1) };
        comma.is_some_and(|c| self.comma(c) && c > 0 && self.fills(c - 1))
    }

    /// Whether a provision stands behind one of the frame's prepositions; and whether that says it only near the verb, as the
    /// `of` of `convicted of P` does, and whether it says that somebody broke the provision.
    fn behind(&self, at: usize, frame: &Frame) -> Option<(bool, bool)> {
        let mut at = at;
        while at > 0 && (self.is(at - 1, List::Articles) || self.line[at - 1].word().len() == 1 && self.fills(at - 1)) {
            at -= 1;
        }
        // `violating the old statute, P`.
        if at > 1 && self.comma(at - 1) {
            let comma = at - 1;
            at = comma;
            while at > 0
                && comma - at < 6
                && self.fills(at - 1)
                && !frame.under.iter().any(|w| w.last().is_some_and(|w| w == self.word(at - 1)))
            {
                at -= 1;
            }
            if at == comma {
                return None;
            }
        }
        let fits = |words: &&Vec<String>| {
            words.len() <= at && words.iter().rev().enumerate().all(|(i, w)| self.word(at - 1 - i) == w)
        };
        let words = frame.under.iter().filter(fits).max_by_key(|words| words.len())?;
        let near = words.len() == 1 && matches!(words[0].as_str(), "of" | "to" | "with" | "by");
        // `set out in P` is said at the end of a long sentence too.
        let bare = words.last().is_some_and(|w| matches!(w.as_str(), "under" | "to" | "with" | "using" | "through"));
        Some((near, !bare || frame.broken.contains(words)))
    }

    /// Whether one of the frame's prepositions stands here.
    pub(super) fn under_at(&self, at: usize, frame: &Frame) -> Option<usize> {
        let fits = |words: &&Vec<String>| words.iter().enumerate().all(|(i, w)| self.word(at + i) == w);
        frame.under.iter().find(fits).map(Vec::len)
    }
}
