//! Who stands before a verb: the subject, over what stands between, the one that a relative or a pronoun stands for.

use super::act::{Act, Filler, Noun};
use super::clause::{Clauses, NEAR, REACH};
use super::frames::List;
use super::line::{Item, What};

/// How many things said between commas stand between a subject and its verb.
const ASIDES: usize = 4;

impl Clauses<'_> {
    /// The group of words before a place: who is its head.
    pub(super) fn left(&self, from: usize, before: &[Act]) -> Filler {
        let Some(prev) = from.checked_sub(1) else { return Filler::None };
        if self.filled(prev) {
            return self.head(prev);
        }
        if self.comma(prev) {
            return self.over_aside(prev);
        }
        if self.is(prev, List::Relative) {
            return self.antecedent(from);
        }
        if self.is(prev, List::Joins) || self.word(prev) == "then" {
            // `designated A and sanctioned B`, `was convicted and sentenced`.
            let near = before.iter().rev().find(|b| b.at + REACH > from && b.subject != Filler::None);
            return near.map_or_else(|| self.clause_subject(prev), |b| b.subject.clone());
        }
        if self.is_pronoun(prev) {
            return self.stands_for(prev);
        }
        if self.is(prev, List::Border) || self.is(prev, List::Stop) {
            return Filler::None;
        }
        // A common noun, or a pronoun.
        let mut begin = prev;
        while begin > 0 && self.fills(begin - 1) && prev - begin < 6 {
            begin -= 1;
        }
        if begin > 0 && self.has_names(begin - 1) && self.is(prev, List::AlsoName) {
            return Filler::Token(begin - 1);
        }
        // `Weaver's complaint alleges`, `her complaint alleges`: who filed it.
        if self.is(prev, List::Filings) {
            if let Some(party) = (begin..prev).find(|i| self.is(*i, List::Parties) && self.line[*i].possessive) {
                return self.common(party, false);
            }
            if begin > 0 && self.has_names(begin - 1) && self.line[begin - 1].possessive {
                return Filler::Token(begin - 1);
            }
            if let Some(owner) = (begin..prev).find(|i| self.is(*i, List::Owners)) {
                return self.stands_for(owner);
            }
        }
        // `X, a person whose property and interests in property are blocked`.
        if let Some(whose) = (from.saturating_sub(8)..from).rev().find(|i| self.word(*i) == "whose") {
            let mut at = whose;
            while at > 0 && whose - at < 5 && self.fills(at - 1) {
                at -= 1;
            }
            if at > 1 && self.comma(at - 1) && self.has_names(at - 2) {
                return Filler::Token(at - 2);
            }
        }
        // `the vessels below`: their list follows.
        if self.is(prev, List::Announcing) {
            return Filler::List;
        }
        // `three nationals and a company`.
        let joined = begin > 1 && self.is(begin - 1, List::Joins) && self.fills(begin - 2);
        let plural = joined || (begin..=prev).any(|i| self.is(i, List::Many));
        self.common(prev, plural)
    }

    /// Who `promises to issue`: who stands before the verb, or begins the clause.
    pub(super) fn controller(&self, from: usize, before: &[Act]) -> Filler {
        let mut verb = from - 1;
        while verb > 0 && self.is(verb - 1, List::Aux) {
            verb -= 1;
        }
        match verb.checked_sub(1) {
            Some(i) if self.has_names(i) => self.head(i),
            Some(i) if self.is(i, List::Joins) => self.clause_subject(i),
            Some(i) if self.comma(i) || self.is_pronoun(i) => self.left(verb, before),
            _ => Filler::None,
        }
    }

    /// Whether a pronoun stands here that names one.
    pub(super) fn is_pronoun(&self, at: usize) -> bool {
        self.is(at, List::Pronouns) || self.is(at, List::Persons)
    }

    /// Who a pronoun stands for: whose sentence it is, or who was named before.
    pub(super) fn stands_for(&self, at: usize) -> Filler {
        let word = self.word(at);
        let person = self.is(at, List::Persons);
        match self.sentence_subject(at) {
            Some(subject) if self.may_be(subject, person) => Filler::Token(subject),
            _ if self.is(at, List::Many) => Filler::None,
            _ => Filler::Common(Noun { word: word.to_owned(), plural: false, definite: true, any: false }),
        }
    }

    /// Whether names may be a person's, or those of what is none.
    fn may_be(&self, at: usize, person: bool) -> bool {
        let Some(What::Names(list)) = self.what(at) else { return false };
        match list[..] {
            [Item::Named(n)] => (self.source.kind(n) == "person") == person,
            [Item::Maybe(_)] => true,
            _ => false,
        }
    }

    /// The first names of a sentence before a place that nothing governs.
    pub(super) fn sentence_subject(&self, end: usize) -> Option<usize> {
        (0..end).find(|i| {
            let mut before = *i;
            while before > 0 && self.fills(before - 1) {
                before -= 1;
            }
            let governed = before > 0 && (self.is(before - 1, List::WithinNames) || self.is(before - 1, List::Stop));
            let verb = (before..*i).any(|w| !self.frames().cues(self.word(w)).is_empty() && !self.is(w, List::Class));
            self.has_names(*i) && !self.line[*i].possessive && !governed && !verb
        })
    }

    /// The head of a group that ends with a name: `the Ministry of Finance in Seoul`.
    pub(super) fn head(&self, last: usize) -> Filler {
        let mut at = last;
        for _ in 0..4 {
            let mut begin = at;
            while begin > 0 && self.fills(begin - 1) && at - begin < 6 {
                begin -= 1;
                // `On the day of his release the Department`: an article begins another group.
                if self.is(begin, List::Articles) {
                    break;
                }
            }
            let Some(prep) = begin.checked_sub(1).filter(|i| self.is(*i, List::WithinNames)) else { break };
            let mut left = prep;
            // `jointly with`, `together with`.
            while left > 0 && self.is(left - 1, List::WithinNames) {
                left -= 1;
            }
            match left.checked_sub(1) {
                Some(l) if self.filled(l) => at = l,
                // `the assets of X were blocked`.
                Some(l) if self.is(l, List::Belongings) => break,
                Some(l) if self.fills(l) => return self.common(l, false),
                _ => break,
            }
        }
        Filler::Token(at)
    }

    /// `X, an old bank, was …`: over what stands between the commas.
    pub(super) fn over_aside(&self, comma: usize) -> Filler {
        let mut open = comma;
        for _ in 0..ASIDES {
            let last = open;
            while open > 0 && comma - open < REACH {
                open -= 1;
                if self.comma(open) {
                    break;
                }
                if self.ends(open) {
                    return Filler::None;
                }
            }
            if !self.comma(open) || open == 0 {
                // `A and her brother, B, are`: one name, and a comma too many.
                let first = comma == last && comma > 0 && self.filled(comma - 1) && self.begins_group(comma - 1);
                return if first { Filler::Token(comma - 1) } else { Filler::None };
            }
            if self.filled(open - 1) {
                // Farther off only one that begins the clause.
                let near = last == comma || self.begins_group(open - 1);
                return if near { self.head(open - 1) } else { Filler::None };
            }
            if self.fills(open - 1) && last == comma {
                // `The firms, A and B, were`, `nine officials, including X, were`.
                if let Some(at) = (open + 1..comma).find(|i| self.has_names(*i)) {
                    let plain = (open + 1..at).all(|i| self.fills(i) || self.is(i, List::Including));
                    if plain && (at + 1 == comma || self.is(open + 1, List::Including)) {
                        return Filler::Token(at);
                    }
                }
                return self.common(open - 1, false);
            }
        }
        Filler::None
    }

    /// Whether names with the words before them begin the clause.
    fn begins_group(&self, names: usize) -> bool {
        let mut begin = names;
        while begin > 0 && names - begin < 6 && self.fills(begin - 1) {
            begin -= 1;
        }
        self.begins_clause(begin)
    }

    /// Who `which` or `that` stands for.
    pub(super) fn antecedent(&self, from: usize) -> Filler {
        let mut at = from;
        while at > 0 && (self.is(at - 1, List::Relative) || self.comma(at - 1)) {
            at -= 1;
        }
        match at.checked_sub(1) {
            Some(i) if self.filled(i) => self.head(i),
            Some(i) if self.fills(i) => self.common(i, false),
            _ => Filler::None,
        }
    }

    /// `X, which OFAC designated`: X, from OFAC's place.
    pub(super) fn relative_object(&self, subject: usize) -> Filler {
        let mut at = subject;
        while at > 0 && self.is(at - 1, List::Articles) && !self.is(at - 1, List::Relative) && subject - at < 4 {
            at -= 1;
        }
        if at > 0 && self.is(at - 1, List::Relative) { self.antecedent(at) } else { Filler::None }
    }

    /// Who stands at the beginning of the clause that a place is in.
    pub(super) fn clause_subject(&self, from: usize) -> Filler {
        let mut begin = from;
        while begin > 0 && from - begin < REACH && !self.ends(begin - 1) && !self.is(begin - 1, List::Border) {
            begin -= 1;
        }
        let mut at = begin;
        while at < from && self.fills(at) {
            at += 1;
        }
        // Only before a verb, so that it is a subject.
        if at < from && self.has_names(at) && !self.comma(at + 1) && !self.filled(at + 1) && !self.is_capital(at + 1) {
            Filler::Token(at)
        } else {
            Filler::None
        }
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.line.get(at).is_some_and(|t| self.source.text[t.span.start..].starts_with(char::is_uppercase))
    }

    /// Who does what a clause tells of that ends at a place: its subject, not of a passive.
    pub(super) fn doer(&self, end: usize) -> Filler {
        let mut begin = end;
        let border = |i: usize| self.is(i, List::Border) && !matches!(self.word(i), "than" | "as" | "so");
        while begin > 0 && end - begin < REACH && !self.ends(begin - 1) && !border(begin - 1) {
            begin -= 1;
        }
        let subject = (begin..end).find(|i| {
            let mut before = *i;
            while before > begin && self.fills(before - 1) {
                before -= 1;
            }
            let governed =
                before > begin && (self.is(before - 1, List::WithinNames) || self.is(before - 1, List::Stop));
            // `abrogated Harbour Association`: done to it.
            let verb = |w: usize| !self.is(w, List::Articles) && !self.is(w, List::Class) && !self.is_capital(w);
            let governed = governed || (before..*i).any(verb);
            self.has_names(*i) && !self.line[*i].possessive && !governed
        });
        let Some(subject) = subject else { return Filler::None };
        let passive = (subject + 1..end).any(|i| self.is(i, List::Be));
        if passive || self.comma(subject + 1) { Filler::None } else { Filler::Token(subject) }
    }

    /// `By designating A, Treasury took …`.
    pub(super) fn main_subject(&self, end: usize, by: usize) -> Filler {
        let comma = (end..self.line.len().min(end + NEAR)).take_while(|i| !self.ends(*i)).find(|i| self.comma(*i));
        if by <= 1
            && let Some(comma) = comma
        {
            let mut at = comma + 1;
            while self.fills(at) && at < comma + 5 {
                at += 1;
            }
            if self.has_names(at) {
                return Filler::Token(at);
            }
        }
        self.clause_subject(by)
    }
}
