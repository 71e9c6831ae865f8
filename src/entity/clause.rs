//! Around a word that tells of an act: who does it, to whom, under what, and whether it is said to be so.

use super::act::{Act, Filler, Hit, Noun};
use super::frames::{Frame, Frames, List, Shape};
use super::line::{Item, Source, Token, What};

pub(super) struct Clauses<'c> {
    pub source: &'c Source<'c>,
    pub line: &'c [Token],
    /// Whether a provision is in the line.
    pub cites: bool,
}

/// How far a place is looked for.
pub(super) const REACH: usize = 40;
/// What stands in a frame's words for some words that say more.
const SOME: &str = "~";
/// `as well as`.
pub(super) const AS: &str = "as";
/// How far an object's names are from its verb.
pub(super) const NEAR: usize = 16;
/// How far behind what a noun is about stands who did it.
pub(super) const SOON: usize = 6;
impl<'c> Clauses<'c> {
    pub(super) fn new(source: &'c Source<'c>, line: &'c [Token]) -> Self {
        Self { source, line, cites: line.iter().any(|t| matches!(t.what, What::Provisions(_))) }
    }

    pub(super) fn frames(&self) -> &'c Frames {
        self.source.frames
    }

    pub(super) fn is(&self, at: usize, list: List) -> bool {
        self.line.get(at).is_some_and(|t| t.is(list))
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.line.get(at).map_or("", Token::word)
    }

    pub(super) fn what(&self, at: usize) -> Option<&What> {
        self.line.get(at).map(|t| &t.what)
    }

    pub(super) fn fills(&self, at: usize) -> bool {
        self.line.get(at).is_some_and(|t| self.source.fills(t))
    }

    pub(super) fn has_names(&self, at: usize) -> bool {
        matches!(self.what(at), Some(What::Names(_)))
    }

    pub(super) fn has_provisions(&self, at: usize) -> bool {
        matches!(self.what(at), Some(What::Provisions(_)))
    }

    pub(super) fn filled(&self, at: usize) -> bool {
        self.has_names(at) || self.has_provisions(at)
    }

    pub(super) fn comma(&self, at: usize) -> bool {
        matches!(self.what(at), Some(What::Comma))
    }

    pub(super) fn ends(&self, at: usize) -> bool {
        matches!(self.what(at), None | Some(What::Semi | What::Colon))
    }

    /// The hits of all frames, in order; of one word those of every frame whose words behind it fit.
    pub(super) fn hits(&self) -> Vec<Hit<'c>> {
        let mut out: Vec<Hit<'c>> = Vec::new();
        for (at, token) in self.line.iter().enumerate() {
            // `Office of Sanctions Control`: a word with a capital is part of a name, but at the beginning.
            let capital = self.source.text[token.span.start..].starts_with(char::is_uppercase);
            let begins = self.source.text[..token.span.start].trim_end_matches(' ').ends_with(['\n', '.']);
            if capital && at > 0 && !begins && !matches!(self.what(at - 1), Some(What::Colon)) {
                continue;
            }
            // `the persons named below`.
            if self.is(at + 1, List::Announcing) {
                continue;
            }
            for cue in self.frames().cues(token.word()) {
                let Some(end) = self.tail(at + 1, &cue.tail) else { continue };
                let longer = |h: &Hit<'_>| h.at == at && h.end > end && h.cue.frame == cue.frame;
                // `its list`, `the block` are no verbs.
                let noun = cue.shape == Shape::Base
                    && (at == 0 || !self.is(at - 1, List::Aux))
                    && (self.is(at.wrapping_sub(1), List::Articles) && self.word(at - 1) != "that"
                        || !self.plural_before(at));
                // `any designated zone`.
                let before = |list: List| at > 0 && self.is(at - 1, list);
                let described = [List::Articles, List::Stop, List::Border, List::Joins].into_iter().any(before)
                    || at == 0
                    || before(List::Quantities)
                    || self.ends(at - 1);
                let adjective = matches!(cue.shape, Shape::Past | Shape::Participle)
                    && cue.tail.is_empty()
                    && described
                    && !before(List::Relative)
                    && !before(List::Aux)
                    && self.fills(at + 1)
                    && !self.is(at + 1, List::Articles);
                let noun = noun || adjective;
                // `this sentencing appeal`.
                let noun = noun || cue.shape == Shape::Ing && at > 0 && self.is(at - 1, List::Articles);
                let inner = out.iter().any(|h| h.at < at && at < h.end);
                if !noun && !inner && !out.iter().any(longer) {
                    out.push(Hit { at, end, cue });
                }
            }
        }
        out
    }

    /// The noun that a group of words ends with.
    pub(super) fn common(&self, at: usize, plural: bool) -> Filler {
        let mut begin = at;
        while begin > 0 && at - begin < 5 && self.fills(begin - 1) {
            begin -= 1;
        }
        let definite = (begin..=at).any(|i| self.is(i, List::Articles));
        Filler::Common(Noun { word: self.word(at).to_owned(), plural, definite })
    }

    /// One past the words that belong to a verb.
    fn tail(&self, mut at: usize, tail: &[Vec<String>]) -> Option<usize> {
        for (i, words) in tail.iter().enumerate() {
            // `~`: some words that say more of it.
            if words[0] == SOME {
                let most = at + SOON;
                while at < most && self.tail(at, &tail[i + 1..]).is_none() {
                    let plain = matches!(self.what(at), Some(What::Word(_)));
                    if !plain || self.is(at, List::Border) || self.is(at, List::Aux) {
                        return None;
                    }
                    at += 1;
                }
                continue;
            }
            let word = self.word(at);
            let fits = words.iter().any(|w| w.trim_start_matches('?') == word && !word.is_empty());
            match (fits, words[0].starts_with('?')) {
                (true, _) => at += 1,
                (false, true) => {}
                (false, false) => return None,
            }
        }
        Some(at)
    }

    /// What a hit says, with the one before it in the sentence.
    pub(super) fn act(&self, hit: &Hit<'c>, hits: &[Hit<'c>], before: Option<&Act>) -> Option<Act> {
        let frame = &self.frames().all[hit.cue.frame];
        if hit.cue.shape == Shape::Noun {
            return self.noun(hit, frame, hits);
        }
        // The helping verbs before it.
        let mut from = hit.at;
        while from > 0 && self.is(from - 1, List::Aux) {
            from -= 1;
        }
        let aux: Vec<&str> = (from..hit.at).map(|i| self.word(i)).collect();
        let be = (from..hit.at).any(|i| self.is(i, List::Be));
        // `may be sued`, `shall have paid`: whom it befalls has no duty and no power by it; `is exempt` does nothing.
        let verb = self.is(hit.at, List::Must) || self.is(hit.at, List::May);
        let to = || (from..hit.at).any(|i| self.word(i) == "to");
        if verb && self.is(hit.end, List::Aux) || be && matches!(hit.cue.shape, Shape::Finite | Shape::Base) && !to() {
            return None;
        }
        // `admitted that Namsan Shipping sold its coal`: another did it.
        if frame.patient.is_none() && self.is(hit.end, List::Relative) && self.has_names(hit.end + 1) {
            return None;
        }
        let tail = !hit.cue.tail.is_empty();
        let mut right = self.right(hit.end);
        if right == Filler::None
            && matches!(self.word(hit.end), "him" | "her" | "them")
            && let Some(before) = before
        {
            right = before.patient.clone();
        }
        let behind_under = self.under_at(hit.end, frame).is_some() || self.word(hit.end) == "by" || self.ends(hit.end);
        let before_it = from.checked_sub(1);
        let relative = before_it.is_some_and(|i| self.is(i, List::Relative));
        let passive = match hit.cue.shape {
            Shape::Participle => be || !aux.iter().any(|w| matches!(*w, "has" | "have" | "had")),
            Shape::Past => {
                let bare = aux.is_empty() && right == Filler::None && behind_under && !relative && !tail;
                let object_before = || before_it.is_some_and(|i| self.relative_object(i) != Filler::None);
                be || bare
                    && !object_before()
                    && before_it.is_none_or(|i| self.filled(i) || self.comma(i) || self.fills(i))
            }
            _ => false,
        };
        let gerund = hit.cue.shape == Shape::Ing && !be;
        let infinitive = (from..hit.at).any(|i| self.word(i) == "to");
        let left = if gerund {
            // `In designating A, Treasury took …`; `guides Treasury in complying` says of nobody that it does.
            if before_it.is_none_or(|i| self.word(i) == "by" || self.word(i) == "in" && self.begins_clause(i)) {
                self.main_subject(hit.end, from)
            } else {
                Filler::None
            }
        } else if let Some(names) = before_it.filter(|i| infinitive && self.has_names(*i)) {
            // `enough for X to list them`; who is registered with X to conduct it is another.
            let mut prep = names;
            while prep > 0 && names - prep < 4 && self.fills(prep - 1) {
                prep -= 1;
            }
            let other = prep > 0 && self.is(prep - 1, List::WithinNames) && self.word(prep - 1) != "for" || frame.modal;
            if other { Filler::None } else { Filler::Token(names) }
        } else if infinitive && before_it.is_some_and(|i| self.fills(i)) {
            self.controller(from)
        } else {
            self.left(from, before)
        };
        // `Fiscal controls; sanctions`: a noun.
        if hit.cue.shape == Shape::Finite && left == Filler::None && !tail {
            return None;
        }
        let mut act = Act { frame: hit.cue.frame, at: hit.at, ..Act::default() };
        if passive {
            act.agent = self.by(hit.end, NEAR, &frame.then);
            act.patient = if tail && right != Filler::None { right } else { left };
        } else {
            act.patient = right;
            let nobody = act.patient == Filler::None;
            if nobody && relative {
                act.patient = self.antecedent(from);
            } else if nobody && let Filler::Token(subject) = left {
                // `X, which OFAC designated`.
                act.patient = self.relative_object(subject);
            }
            act.agent = left;
        }
        act.more = self.also(hit.end);
        self.provisions(&mut act, frame, hit, hits, from);
        act.mood = self.mood(frame, from, hit, gerund);
        Some(act)
    }

    /// `the designation of X by Y`, `X's designation`, `sanctions on X`.
    fn noun(&self, hit: &Hit<'c>, frame: &Frame, hits: &[Hit<'c>]) -> Option<Act> {
        let mut act = Act { frame: hit.cue.frame, at: hit.at, noun: true, ..Act::default() };
        // `before the date of the enactment of P`: when, not who; `revoked the designation of X`: it ended.
        let mut before = hit.at;
        while before > 0 && hit.at - before < 4 && self.fills(before - 1) {
            before -= 1;
        }
        let ended = (before.saturating_sub(1)..hit.at).any(|i| self.is(i, List::Ends));
        if ended || before > 1 && self.word(before - 1) == "of" && self.word(before - 2) == "date" {
            return None;
        }
        let mut owner = hit.at;
        while owner > 0 && hit.at - owner < 3 && self.fills(owner - 1) {
            owner -= 1;
        }
        let owner = owner.checked_sub(1).filter(|i| self.line[*i].possessive && self.has_names(*i));
        // The last word of the tail governs whom it is about.
        act.patient = if hit.cue.tail.is_empty() { Filler::None } else { self.right(hit.end) };
        let behind = match &act.patient {
            Filler::Token(t) => t + 1,
            _ => hit.end,
        };
        act.agent = self.by(behind, SOON, &[]);
        // `X's 311 designation`.
        let before = hit.at.checked_sub(2).filter(|i| self.has_provisions(i + 1) && self.has_names(*i));
        if let Some(owner) = before.filter(|i| self.line[*i].possessive && hit.cue.tail.is_empty()) {
            act.agent = Filler::Token(owner);
            act.under.push(owner + 1);
            return Some(act);
        }
        // `the authority for these designations`.
        let measures = act.patient == Filler::None && self.is(hit.end, List::Measures);
        // `X sold it in violation of P`: who did it is who did the other thing, where nothing else is told of X.
        if frame.breaks && owner.is_none() && act.agent == Filler::None && act.patient != Filler::None {
            let alone = !hits.iter().any(|h| h.at < hit.at && self.frames().all[h.cue.frame].breach);
            if hit.at > 0 && self.word(hit.at - 1) == "in" && alone {
                act.agent = self.doer(hit.at - 1);
            }
        }
        match (owner, act.patient == Filler::None) {
            (owner, true) if measures => {
                act.agent = owner.map_or(Filler::None, Filler::Token);
                act.patient = self.common(hit.end, true);
            }
            (Some(owner), true) => act.patient = Filler::Token(owner),
            (Some(owner), false) => act.agent = Filler::Token(owner),
            (None, true) => return None,
            _ => {}
        }
        self.provisions(&mut act, frame, hit, hits, hit.at);
        act.mood = self.mood(frame, hit.at, hit, true);
        Some(act)
    }

    /// The group of words before a place: who is its head.
    fn left(&self, from: usize, before: Option<&Act>) -> Filler {
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
            // `designated A and sanctioned B`.
            if let Some(before) = before.filter(|b| b.at + REACH > from && b.agent != Filler::None) {
                return before.agent.clone();
            }
            return self.clause_subject(prev);
        }
        if self.is(prev, List::Pronouns) && prev == 0 {
            return Filler::Common(Noun { word: self.word(prev).to_owned(), plural: false, definite: true });
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
    fn controller(&self, from: usize) -> Filler {
        let mut verb = from - 1;
        while verb > 0 && self.is(verb - 1, List::Aux) {
            verb -= 1;
        }
        match verb.checked_sub(1) {
            Some(i) if self.has_names(i) => self.head(i),
            Some(i) if self.is(i, List::Joins) || self.comma(i) => self.clause_subject(i),
            _ => Filler::None,
        }
    }

    /// The head of a group that ends with a name: `the Ministry of Finance in Seoul`.
    fn head(&self, last: usize) -> Filler {
        let mut at = last;
        for _ in 0..4 {
            let mut begin = at;
            while begin > 0 && self.fills(begin - 1) && at - begin < 6 {
                begin -= 1;
            }
            let Some(prep) = begin.checked_sub(1).filter(|i| self.is(*i, List::WithinNames)) else { break };
            let mut left = prep;
            // `jointly with`, `together with`.
            while left > 0 && self.is(left - 1, List::WithinNames) {
                left -= 1;
            }
            match left.checked_sub(1) {
                Some(l) if self.filled(l) => at = l,
                Some(l) if self.fills(l) => return self.common(l, false),
                _ => break,
            }
        }
        Filler::Token(at)
    }

    /// `X, an old bank, was …`: over what stands between the commas.
    fn over_aside(&self, comma: usize) -> Filler {
        let mut open = comma;
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
            return Filler::None;
        }
        if self.has_names(open - 1) {
            return self.head(open - 1);
        }
        if self.fills(open - 1) {
            // `The firms, A and B, were`, `nine officials, including X, were`.
            if let Some(at) = (open + 1..comma).find(|i| self.has_names(*i)) {
                let plain = (open + 1..at).all(|i| self.fills(i) || self.is(i, List::Including));
                if plain && (at + 1 == comma || self.is(open + 1, List::Including)) {
                    return Filler::Token(at);
                }
            }
            return self.common(open - 1, false);
        }
        Filler::None
    }

    /// Who `which` or `that` stands for.
    fn antecedent(&self, from: usize) -> Filler {
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
    fn relative_object(&self, subject: usize) -> Filler {
        let mut at = subject;
        while at > 0 && self.is(at - 1, List::Articles) && !self.is(at - 1, List::Relative) && subject - at < 4 {
            at -= 1;
        }
        if at > 0 && self.is(at - 1, List::Relative) { self.antecedent(at) } else { Filler::None }
    }

    /// Who stands at the beginning of the clause that a place is in.
    fn clause_subject(&self, from: usize) -> Filler {
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

    fn is_capital(&self, at: usize) -> bool {
        self.line.get(at).is_some_and(|t| self.source.text[t.span.start..].starts_with(char::is_uppercase))
    }

    /// Who does what a clause tells of that ends at a place: its subject, not of a passive.
    fn doer(&self, end: usize) -> Filler {
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
    fn main_subject(&self, end: usize, by: usize) -> Filler {
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

    /// Whom an act behind this place is done to.
    fn right(&self, from: usize) -> Filler {
        let mut at = from;
        let mut class = false;
        while at < from + NEAR && self.fills(at) {
            class |= self.is(at, List::Class);
            // `three trading houses`.
            class |= at > from && self.word(at).ends_with('s') && (from..at).any(|i| self.is(i, List::Many));
            if self.line[at].possessive {
                class = false;
            }
            at += 1;
        }
        if self.has_names(at) && self.line[at].possessive {
            return Filler::None;
        }
        if self.filled(at) {
            // `OFAC officials` are others; `the judge's P assessments` are no provision.
            // `designated HARBOUR contractor` is of the contractor, where nobody is known to be called so.
            let unknown = matches!(self.what(at), Some(What::Names(list)) if matches!(list[..], [Item::Maybe(_)]));
            let adjective = unknown && !self.line[at].possessive && self.fills(at + 1) && at + 1 < self.line.len();
            let adjective =
                adjective && self.frames().cues(self.word(at + 1)).is_empty() && !self.word(at + 1).ends_with("ly");
            let part = self.has_names(at) && (self.is(at + 1, List::Class) || adjective)
                || self.has_provisions(at)
                    && at > from
                    && (self.fills(at + 1) && !self.word(at + 1).ends_with("ly") || self.has_names(at + 1))
                    && self.is_described(at - 1);
            return if part { Filler::None } else { Filler::Token(at) };
        }
        // `this Decision`.
        if at > from
            && self.is(at - 1, List::Authority)
            && (from..at).any(|i| self.is(i, List::Demonstratives) || self.word(i) == "the")
        {
            return self.common(at - 1, false);
        }
        // `all of them`.
        if !class {
            let many = (from..at).any(|i| self.is(i, List::Many));
            return if many { self.common(at - 1, true) } else { Filler::None };
        }
        let announced = (from..at).any(|i| self.is(i, List::Announcing));
        // `two firms of the army, A and B`, `the following: A; B`.
        let mut end = at;
        while end < from + NEAR && !self.comma(end) && !self.ends(end) && !self.is(end, List::Border) {
            // `two firms under P, the harbour regime`: no firm's name.
            if self.has_provisions(end) {
                return if announced { Filler::List } else { self.common(at.saturating_sub(1), true) };
            }
            end += 1;
        }
        if matches!(self.what(end), Some(What::Colon)) && end + 1 >= self.line.len() {
            return Filler::List;
        }
        let plural = self.is(at.saturating_sub(1), List::Many) || self.word(at.saturating_sub(1)).ends_with('s');
        let common = self.common(at.saturating_sub(1), plural);
        let none = if announced { Filler::List } else { common };
        if !self.comma(end) && !matches!(self.what(end), Some(What::Colon)) {
            return none;
        }
        let mut names = end + 1;
        while names < end + 6 && self.fills(names) || self.is(names, List::Including) {
            names += 1;
        }
        if !self.has_names(names) {
            return none;
        }
        // `: A; B; C`.
        let mut all = vec![names];
        let mut next = names + 1;
        while matches!(self.what(next), Some(What::Semi)) {
            let mut n = next + 1;
            while self.fills(n) || self.is(n, List::Joins) {
                n += 1;
            }
            if !self.has_names(n) {
                break;
            }
            all.push(n);
            next = n + 1;
        }
        if all.len() == 1 { Filler::Token(names) } else { Filler::Tokens(all) }
    }

    /// Whether a word says that a noun follows: an article, or an owner.
    pub(super) fn is_described(&self, at: usize) -> bool {
        self.is(at, List::Articles) || matches!(self.word(at), "a" | "an") || self.line[at].possessive
    }

    /// `by OFAC`, up to the end of the clause.
    fn by(&self, from: usize, most: usize, then: &[String]) -> Filler {
        for at in from..self.line.len().min(from + most) {
            // `is directed to use what is paid by X`.
            if !self.word(at).is_empty() && then.iter().any(|w| w == self.word(at)) && self.word(at) != "by" {
                return Filler::None;
            }
            if self.ends(at) || self.is(at, List::Border) || self.is(at, List::Aux) && self.word(at) != "to" {
                return Filler::None;
            }
            if self.word(at) == "by" {
                let mut names = at + 1;
                while names < at + 8 && self.fills(names) {
                    names += 1;
                }
                // `by OMB control number 1` isn't by OMB.
                let part = self.fills(names + 1)
                    && !self.is(names + 1, List::Articles)
                    && self.frames().cues(self.word(names + 1)).is_empty();
                return if self.filled(names) && !part { Filler::Token(names) } else { Filler::None };
            }
        }
        Filler::None
    }

    /// `…, as well as two firms owned by C, A and B`; `…, as is B`.
    fn also(&self, from: usize) -> Vec<usize> {
        for at in from..self.line.len().min(from + 2 * REACH) {
            if matches!(self.what(at), Some(What::Semi)) {
                break;
            }
            // `and two of its officers: A and B`.
            if matches!(self.what(at), Some(What::Colon)) && at > from && self.is(at - 1, List::Class) {
                let mut names = at + 1;
                while names < at + 6 && self.fills(names) {
                    names += 1;
                }
                return if self.has_names(names) { vec![names] } else { Vec::new() };
            }
            let well = self.word(at) == AS && self.word(at + 1) == "well" && self.word(at + 2) == AS;
            let same = self.word(at) == AS && self.is(at + 1, List::Be);
            // `, together with A and B`.
            let with = at > 0 && self.comma(at - 1) && self.is(at, List::Together) && self.word(at + 1) == "with";
            let well = well || with;
            let more = match (well, same) {
                (true, _) if with => self.right(at + 2),
                (true, _) => self.right(at + 3),
                (_, true) => self.right(at + 2),
                _ => continue,
            };
            return match more {
                Filler::Token(more) if self.has_names(more) => vec![more],
                _ => Vec::new(),
            };
        }
        Vec::new()
    }

    fn plural_before(&self, from: usize) -> bool {
        let Some(prev) = from.checked_sub(1) else { return false };
        match self.what(prev) {
            Some(What::Names(list)) => list.len() > 1,
            Some(What::Provisions(list)) => list.len() > 1,
            Some(What::Word(w)) => w.ends_with('s') || self.is(prev, List::Relative),
            _ => false,
        }
    }
}
