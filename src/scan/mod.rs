//! Text → citations, in two steps: one walk of an Aho–Corasick automaton over the anchors, and a parser only where
//! an anchor stands. Never fails, never panics; linear in the text.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::parse::{Citation, Parser, ReferenceMatch, Trigger, is_space};

/// Something that the scanner saw.
#[derive(Clone, Debug)]
pub enum Seen {
    /// Words that name provisions.
    Citation(Citation),
    /// Words that point back.
    Reference(ReferenceMatch),
}

impl Seen {
    /// First byte.
    #[must_use]
    pub fn start(&self) -> usize {
        match self {
            Self::Citation(c) => c.start,
            Self::Reference(r) => r.start,
        }
    }

    /// One past the last byte.
    #[must_use]
    pub fn end(&self) -> usize {
        match self {
            Self::Citation(c) => c.end,
            Self::Reference(r) => r.end,
        }
    }
}

/// Finds citations; made once, used from any thread.
#[derive(Debug)]
pub struct Scanner {
    parser: Parser,
    automaton: AhoCorasick,
    /// What each literal of the automaton makes worth trying.
    triggers: Vec<Vec<Trigger>>,
    /// Literals whose case matters: names, which are common words otherwise.
    exact: Vec<bool>,
    literals: Vec<String>,
}

impl Scanner {
    /// Builds the automaton over a parser's anchors.
    ///
    /// # Panics
    ///
    /// Never: the anchors of a checked grammar are few and short.
    #[must_use]
    pub fn new(parser: Parser) -> Self {
        let mut literals: Vec<String> = Vec::new();
        let mut triggers: Vec<Vec<Trigger>> = Vec::new();
        let mut seen = std::collections::HashMap::new();
        for (literal, trigger) in parser.anchors() {
            // An anchor is found by its first word: white space inside it varies.
            let key = literal.split(is_space).next().unwrap_or("").to_ascii_lowercase();
            if key.is_empty() {
                continue;
            }
            let index = *seen.entry(key.clone()).or_insert_with(|| {
                literals.push(key);
                triggers.push(Vec::new());
                literals.len() - 1
            });
            if !triggers[index].contains(&trigger) {
                triggers[index].push(trigger);
            }
        }
        let exact = triggers.iter().map(|t| t.iter().all(|t| matches!(t, Trigger::Name | Trigger::NameWord(_)))).collect();
        #[allow(clippy::expect_used, reason = "an automaton over a few hundred short words is always built")]
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&literals)
            .expect("anchors fit an automaton");
        Self { parser, automaton, triggers, exact, literals }
    }

    /// The parser used here.
    #[must_use]
    pub fn parser(&self) -> &Parser {
        &self.parser
    }

    /// Everything that cites or points back, in text order, without overlaps.
    #[must_use]
    pub fn scan(&self, text: &str) -> Vec<Seen> {
        let mut out: Vec<Seen> = Vec::new();
        let mut floor = 0;
        let bytes = text.as_bytes();
        for hit in self.automaton.find_iter(text) {
            if hit.start() < floor {
                continue;
            }
            let literal = &self.literals[hit.pattern()];
            // A word inside another word is no anchor; a number may be glued to what follows it (`1CFR2.7`).
            let last = bytes.get(hit.end()).copied().unwrap_or(b' ');
            if last.is_ascii_alphabetic() && literal.ends_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            let before = hit.start().checked_sub(1).map_or(b' ', |i| bytes[i]);
            if before.is_ascii_alphabetic() && literal.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            if self.exact[hit.pattern()] && !bytes[hit.start()].is_ascii_uppercase() {
                continue;
            }
            if let Some(seen) = self.try_at(text, hit.start(), hit.end(), hit.pattern().as_usize(), floor) {
                floor = seen.end().max(hit.start() + 1);
                out.push(seen);
            }
        }
        out
    }

    /// Tries what an anchor makes worth trying; the reading that reaches farthest wins, and of two that reach as far
    /// the one that begins earlier.
    fn try_at(&self, text: &str, at: usize, end: usize, literal: usize, floor: usize) -> Option<Seen> {
        let mut best: Option<Seen> = None;
        let mut offer = |seen: Seen| {
            if best.as_ref().is_none_or(|b| (seen.end(), b.start()) > (b.end(), seen.start())) {
                best = Some(seen);
            }
        };
        let glued = at.checked_sub(1).is_some_and(|i| text.as_bytes()[i].is_ascii_digit());
        let mut lead = None;
        let mut direct = false;
        for trigger in &self.triggers[literal] {
            match *trigger {
                Trigger::Form(_, _, 0) | Trigger::Name => direct = true,
                Trigger::Form(_, _, n) => lead = lead.max(Some(n)),
                Trigger::Unit if !glued => {
                    if let Some(citation) = self.parser.unit_citation(text, at, floor) {
                        offer(Seen::Citation(citation));
                    } else if let Some((start, _)) = self.parser.determiner_before(text, at).filter(|(s, _)| *s >= floor)
                        && let Some(reference) = self.parser.reference_at(text, start)
                    {
                        offer(Seen::Reference(reference));
                    }
                    direct = true;
                }
                Trigger::NameWord(family) => {
                    if let Some((start, head)) = self.parser.name_around(text, at, end, family, floor) {
                        offer(Seen::Citation(self.parser.head_citation(start, head)));
                    }
                }
                Trigger::Noun if !glued => {
                    if let Some((start, _)) = self.parser.determiner_before(text, at).filter(|(s, _)| *s >= floor)
                        && let Some(reference) = self.parser.reference_at(text, start)
                    {
                        offer(Seen::Reference(reference));
                    }
                }
                Trigger::There | Trigger::Id | Trigger::Unit | Trigger::Noun => {}
            }
        }
        if direct && !glued
            && let Some(head) = self.parser.head_at(text, at)
        {
            offer(Seen::Citation(self.parser.head_citation(at, head)));
        }
        if let Some(lead) = lead {
            for start in word_starts_before(text, at, lead, floor) {
                if let Some(head) = self.parser.head_at(text, start)
                    && head.place.end as usize >= end
                {
                    offer(Seen::Citation(self.parser.head_citation(start, head)));
                    break;
                }
            }
        }
        best
    }
}

/// Where the words before `at` begin, the farthest first; a word glued to the anchor counts.
fn word_starts_before(text: &str, at: usize, words: usize, floor: usize) -> impl Iterator<Item = usize> {
    let mut starts: smallvec::SmallVec<[usize; 16]> = smallvec::SmallVec::new();
    let mut end = at;
    for _ in 0..words {
        let before = text[floor..end].trim_end_matches(|c: char| is_space(c) || c == '.');
        let gap = &text[floor + before.len()..end];
        if before.is_empty() || gap.len() > 60 || gap.matches('\n').count() > 2 {
            break;
        }
        let word = before.rfind(is_space).map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
        let mut start = floor + word;
        // An opening bracket or quotation mark is no part of the number behind it.
        let skip = text[start..at].len() - text[start..at].trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        start += skip;
        if start >= at {
            break;
        }
        starts.push(start);
        end = floor + word;
        if end == floor {
            break;
        }
    }
    starts.into_iter().rev()
}
