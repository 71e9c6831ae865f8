//! Around a word that tells of an act: who does it, to whom, under what, and whether it is said to be so.

use super::act::{Act, Filler, Hit, Mood, Noun};
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
/// What stands in a frame's words for whom it is done to: `find AMID guilty`.
const AMID: &str = "@";
/// `contrary to P` says it without a preposition before it.
const CONTRARY: &str = "contrary";
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
                        || !self.plural_before(at) && (at == 0 || !self.is(at - 1, List::Speakers)));
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
                // `this sentencing appeal`, `statistical reporting activity`, `the transfer of funds`.
                let noun = noun || cue.shape == Shape::Ing && at > 0 && self.is(at - 1, List::Articles);
                let plain = |i: usize| self.fills(i) && !self.is(i, List::Articles);
                let noun =
                    noun || cue.shape == Shape::Ing && at > 0 && plain(at - 1) && plain(at + 1) && cue.tail.is_empty();
                let governed = at > 0 && self.is(at - 1, List::WithinNames) && self.word(at - 1) != "to";
                // `Weaver's federal claims`.
                let mut owner = at;
                while owner > 0 && at - owner < 3 && plain(owner - 1) && !self.line[owner - 1].possessive {
                    owner -= 1;
                }
                let owned = owner > 0 && self.line[owner - 1].possessive;
                let noun = noun || matches!(cue.shape, Shape::Base | Shape::Finite) && (governed || owned);
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
        let any = (begin..=at).any(|i| self.is(i, List::Quantities));
        Filler::Common(Noun { word: self.word(at).to_owned(), plural, definite, any })
    }

    /// One past the words that belong to a verb.
    fn tail(&self, mut at: usize, tail: &[Vec<String>]) -> Option<usize> {
        for (i, words) in tail.iter().enumerate() {
            // `~`: some words that say more of it.
            if words[0] == SOME {
                let most = at + SOON;
                while at < most && self.tail(at, &tail[i + 1..]).is_none() {
                    let plain = matches!(self.what(at), Some(What::Word(_) | What::Provisions(_)));
                    if !plain || self.is(at, List::Border) {
                        return None;
                    }
                    at += 1;
                }
                continue;
            }
            if words[0] == AMID {
                let most = at + NEAR;
                while at < most && self.tail(at, &tail[i + 1..]).is_none() {
                    if self.line.get(at).is_none()
                        || self.ends(at)
                        || self.is(at, List::Border)
                        || self.is(at, List::Aux)
                    {
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
    pub(super) fn act(&self, hit: &Hit<'c>, hits: &[Hit<'c>], before: &[Act]) -> Option<Act> {
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
        // `found X guilty`: the one in the middle.
        let amid = hit.cue.tail.iter().any(|words| words[0] == AMID);
        let mut right = if amid {
            (hit.at + 1..hit.end).find(|i| self.has_names(*i)).map_or(Filler::None, Filler::Token)
        } else {
            self.right(hit.end)
        };
        if right == Filler::None && self.is(hit.end, List::Persons) && !self.fills(hit.end + 1) {
            let known = before.last().map(|b| b.patient.clone()).filter(|p| matches!(p, Filler::Token(_)));
            let word = self.word(hit.end).to_owned();
            let noun = Noun { word, plural: false, definite: true, any: false };
            right = known.unwrap_or(Filler::Common(noun));
        }
        let behind_under = self.under_at(hit.end, frame).is_some() || self.word(hit.end) == "by" || self.ends(hit.end);
        let before_it = from.checked_sub(1);
        let relative = before_it.is_some_and(|i| self.is(i, List::Relative));
        let passive = match hit.cue.shape {
            Shape::Participle => be || !aux.iter().any(|w| matches!(*w, "has" | "have" | "had")),
            Shape::Past => {
                // `she sued under P`: nobody is sued.
                let acts = frame.patient.is_none() && self.word(hit.end) != "by"
                    || before_it.is_some_and(|i| self.is_pronoun(i));
                let bare = aux.is_empty() && right == Filler::None && behind_under && !relative && !tail && !acts;
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
            } else if before_it.is_some_and(|i| self.comma(i)) && !frame.breaks {
                // `X, acting under P, designated Y`; `X fined Y, citing P`.
                self.sentence_subject(from).map_or(Filler::None, Filler::Token)
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
            self.controller(from, before)
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
            act.subject = left.clone();
            act.patient = if tail && !amid && right != Filler::None { right } else { left };
        } else {
            act.patient = right;
            let nobody = act.patient == Filler::None;
            if nobody && relative {
                act.patient = self.antecedent(from);
            } else if nobody && let Filler::Token(subject) = left {
                // `X, which OFAC designated`.
                act.patient = self.relative_object(subject);
            }
            act.subject = if gerund { Filler::None } else { left.clone() };
            act.agent = left;
        }
        act.more = self.also(hit.end);
        // `asserts a P claim`: under the one in the middle.
        act.under.extend((hit.at + 1..hit.end).find(|i| tail && self.has_provisions(*i)));
        self.provisions(&mut act, frame, hit, hits, from);
        act.mood = self.mood(frame, from, hit, gerund);
        if frame.patient.as_ref().is_some_and(|slot| slot.urged) {
            let should = (from..hit.at).any(|i| self.is(i, List::Wanting));
            let wanted = infinitive && (from.saturating_sub(NEAR)..from).any(|i| self.is(i, List::Urging));
            act.mood = Mood::default();
            return (should || wanted).then_some(act);
        }
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
            if hit.at > 0 && alone && (self.word(hit.at - 1) == "in" || self.word(hit.at) == CONTRARY) {
                act.agent = self.doer(hit.at - 1);
            }
        }
        // `his conviction`, `its violation of P`.
        let group = (hit.at.saturating_sub(3)..hit.at).rev().take_while(|i| self.fills(*i) || self.has_provisions(*i));
        let pronoun = group.into_iter().find(|i| self.is(*i, List::Owners));
        if let Some(pronoun) = pronoun.filter(|_| owner.is_none() && act.agent == Filler::None) {
            let who = self.stands_for(pronoun);
            if act.patient == Filler::None && frame.patient.is_some() {
                act.patient = who;
            } else {
                act.agent = who;
            }
            act.under.extend((pronoun + 1..hit.at).find(|i| self.has_provisions(*i)));
            if act.under.is_empty() {
                self.provisions(&mut act, frame, hit, hits, hit.at);
            }
            act.mood = self.mood(frame, hit.at, hit, true);
            return Some(act);
        }
        let party =
            (hit.at.saturating_sub(4)..hit.at).rev().find(|i| self.is(*i, List::Parties) && self.line[*i].possessive);
        if let Some(party) =
            party.filter(|p| owner.is_none() && (p + 1..hit.at).all(|i| self.fills(i) || self.has_provisions(i)))
        {
            let who = self.common(party, false);
            if frame.patient.is_some() && act.patient == Filler::None {
                act.patient = who;
            } else {
                act.agent = who;
            }
            act.under.extend((party + 1..hit.at).find(|i| self.has_provisions(*i)));
            if act.under.is_empty() {
                self.provisions(&mut act, frame, hit, hits, hit.at);
            }
            act.mood = self.mood(frame, hit.at, hit, true);
            return Some(act);
        }
        match (owner, act.patient == Filler::None) {
            (owner, true) if measures => {
                act.agent = owner.map_or(Filler::None, Filler::Token);
                act.patient = self.common(hit.end, true);
            }
            (Some(owner), true) if frame.patient.is_some() && hit.cue.tail.is_empty() => {
                act.patient = Filler::Token(owner);
            }
            (Some(owner), _) => act.agent = Filler::Token(owner),
            (None, true) => return None,
            (None, false) => {}
        }
        self.provisions(&mut act, frame, hit, hits, hit.at);
        act.mood = self.mood(frame, hit.at, hit, true);
        Some(act)
    }

    /// Whom an act behind this place is done to.
    pub(super) fn right(&self, from: usize) -> Filler {
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
        if self.filled(at) && self.line[at].possessive {
            // `Mr. Guo's cousin, Guo Weimin`.
            let mut names = at + 1;
            while names < at + 5 && self.fills(names) {
                names += 1;
            }
            let named = names > at + 1 && self.comma(names) && self.has_names(names + 1);
            return if named { Filler::Token(names + 1) } else { Filler::None };
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
        // `the wiretap statute, P`.
        if at > from + 1 && self.comma(at) && self.has_provisions(at + 1) && self.is(at - 1, List::Laws) {
            return Filler::Token(at + 1);
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
            // `Counts two through six charge`.
            Some(What::Word(_)) if self.is(prev, List::Many) => true,
            Some(What::Word(w)) => w.ends_with('s') || self.is(prev, List::Relative),
            _ => false,
        }
    }
}
