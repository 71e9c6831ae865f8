//! Units of one instrument joined before its name: `section 55(1) of, and Schedule 1 to, the Harbour Act 2015`,
//! `s 2(1)(a) or s 3(b) of the Fraud Act 2006`.

use super::Parser;
use super::capture::Item;
use super::citation::{Citation, Target, from_item, members};
use super::space::{Separator, separator, space0, space1};
use super::units::{Group, may_lead_on};

/// How one chain of units is joined to the next.
struct Joint {
    /// Where the next unit word should begin.
    next: usize,
    /// Whether the first chain's preposition stands alone: `section 55(1) of, and`.
    dangling: bool,
    /// Whether `and` or `or` joins them.
    and: bool,
}

impl Parser {
    /// `joined ← chain (joint chain)+ (' of ' | ' to ') 'the'? head`, from a unit word at `at`. The chains begin at the same
    /// level, or the preposition is said twice.
    pub(super) fn joined_citation(&self, text: &str, at: usize, first: &Group) -> Option<Citation> {
        let end = first.end;
        // Most units are joined to no other.
        let unit_at = |next: usize| self.any_unit_word(text, next).is_some();
        if !joint(text, end).is_some_and(|j| unit_at(j.next)) && !self.of_part(text, end).is_some_and(unit_at) {
            return None;
        }
        let mut chains = vec![self.chain_from(text, first.clone())];
        let (mut dangling, mut and) = (false, false);
        while chains.len() < 8 {
            let (groups, end) = chains.last()?;
            let Some(joint) = joint(text, *end) else { break };
            let Some((unit, len)) = self.any_unit_word(text, joint.next) else { break };
            let Some(first) = self.group(text, joint.next, unit.level, unit.plural, len) else { break };
            let chain = self.chain_from(text, first);
            if !joint.dangling && chain.0.first().map(|g| g.level) != groups.first().map(|g| g.level) {
                break;
            }
            (dangling, and) = (dangling || joint.dangling, joint.and);
            chains.push(chain);
        }
        if chains.len() < 2 || !and {
            return None;
        }
        let (last, end) = chains.last()?;
        let next = self.of_part(text, *end).or_else(|| self.attached(text, *end, last.first()?.level))?;
        let named = self.head_named_at(text, self.skip_the(text, next));
        let (mut others, mut last_end) = (Vec::new(), 0);
        let (item, target, end) = match named {
            Some(head) => {
                let mut items = head.items.into_iter();
                let first = items.next()?;
                others = items.as_slice().iter().map(from_item).collect();
                let end = if others.is_empty() { head.end } else { first.place.end as usize };
                last_end = head.end;
                (first, Target::Instrument(head.named, head.place), end)
            }
            None if dangling => {
                let reference = self.reference_at(text, next)?;
                let end = reference.end;
                (Item::default(), Target::Reference(reference), end)
            }
            None => return None,
        };
        let mut citation = Citation {
            start: at,
            end: end.max(last_end),
            target,
            determiner: None,
            abbreviated: false,
            members: Vec::new(),
        };
        let count = chains.len();
        for (n, (groups, chain_end)) in chains.into_iter().enumerate() {
            let start = groups.iter().map(|g| g.start).min()?;
            let groups: Vec<&Group> = groups.iter().collect();
            citation.members.extend(members(&groups, &item, start, if n + 1 == count { end } else { chain_end }));
        }
        citation.members.extend(others);
        Some(citation)
    }

    /// The units of one letter before `of` and an instrument: `s 6 of the Human Rights Act 1998`. A single letter is no
    /// anchor, so they are looked for backwards, 90 bytes at most, where an instrument stands behind `of`.
    pub(crate) fn letter_before(&self, text: &str, citation: &Citation, floor: usize) -> Option<Citation> {
        if !matches!(citation.target, Target::Instrument(..)) {
            return None;
        }
        let start = citation.start;
        let start = self.determiner_before(text, start).map_or(start, |(at, _)| at.max(floor));
        let before = text[floor..start].trim_end_matches(super::is_space);
        let before = before.strip_suffix("of")?;
        let mut from = before.len().saturating_sub(90);
        while !before.is_char_boundary(from) {
            from += 1;
        }
        let begins = |(at, _): &(usize, &str)| {
            let at = *at;
            let apart = before[..at].chars().next_back().is_none_or(|c| super::is_space(c) || c == '(');
            let mut behind = before[at + 1..].chars();
            apart && behind.next().is_some_and(super::is_space) && behind.next().is_some_and(|c| c.is_ascii_digit())
        };
        let letters = before[from..].match_indices('s').map(|(i, s)| (from + i, s)).filter(begins);
        letters.map(|(at, _)| floor + at).find_map(|at| {
            let (unit, _) = self.any_unit_word(text, at).filter(|(unit, _)| unit.word.len() == 1)?;
            let joined = (unit.word.len() == 1).then(|| self.unit_citation(text, at, floor))??;
            (joined.end >= citation.end && matches!(joined.target, Target::Instrument(..))).then_some(joined)
        })
    }

    /// One chain of units from its first on, narrow to broad or broad to narrow, without what it is of: `paragraph 1A of
    /// Schedule 2`.
    fn chain_from(&self, text: &str, first: Group) -> (Vec<Group>, usize) {
        let (level, mut end, mut groups) = (first.level, first.end, vec![first]);
        if groups[0].items.len() == 1 {
            let mut before = level;
            groups.extend(
                self.narrowing(text, end, false, |next| self.is_below(std::mem::replace(&mut before, next), next)),
            );
            end = groups.last().map_or(end, |group| group.end);
        }
        while groups.len() < 8 {
            let Some(next) = self.of_part(text, end) else { break };
            let Some((level, plural, len)) = self.unit_word(text, next) else { break };
            let Some(group) = self.group(text, next, level, plural, len) else { break };
            end = group.end;
            groups.insert(0, group);
        }
        (groups, end)
    }

    /// `to ← space1 'to' space1`, behind what is annexed to an instrument: `Annex I to`, `Schedule 2 to`.
    pub(super) fn attached(&self, text: &str, at: usize, level: crate::grammar::LevelId) -> Option<usize> {
        if !self.grammar.levels[level as usize].annexed {
            return None;
        }
        let (rest, _) = space1(&text[at..]).ok()?;
        let rest = rest.strip_prefix("to")?;
        let (rest, _) = space1(rest.strip_prefix(',').unwrap_or(rest)).ok()?;
        Some(text.len() - rest.len())
    }
}

/// `joint ← (' of' | ' to')? ','? ('and' | 'or')?`, with at least a comma or a conjunction.
fn joint(text: &str, at: usize) -> Option<Joint> {
    let rest = &text[at..];
    if !(may_lead_on(rest, b"aot&;-") || rest.starts_with(['o', 't', ';', '-'])) {
        return None;
    }
    let (word, _) = space0(rest).ok()?;
    let behind = word.strip_prefix("of").or_else(|| word.strip_prefix("to"));
    let behind = behind.filter(|r| r.starts_with(|c: char| c == ',' || super::is_space(c)));
    let (after, how) = separator(behind.unwrap_or(rest)).ok()?;
    let (dangling, and) = (behind.is_some(), how == Separator::And);
    let fits = how != Separator::Through && (and || !dangling);
    fits.then(|| Joint { next: text.len() - after.len(), dangling, and })
}
