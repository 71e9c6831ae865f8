//! Text → citations, in two steps: one walk over the words that may be anchors, told by an Aho–Corasick automaton, and
//! a parser only where an anchor stands. Never fails, never panics; linear in the text.

mod starts;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, MatchKind, StartKind};

use starts::{Beginnings, Starts};

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
    beginnings: Beginnings,
    /// What each literal of the automaton makes worth trying.
    triggers: Vec<Vec<Trigger>>,
    /// Literals whose case matters: names, which are common words otherwise.
    exact: Vec<bool>,
    literals: Vec<String>,
    /// Whether a form begins with the literal.
    opens: Vec<bool>,
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
            // An anchor is found by its first word, for white space inside it varies; a name, whose first word can be
            // any (`National`), by all of it.
            let words =
                if trigger == Trigger::Name { literal.as_str() } else { literal.split(is_space).next().unwrap_or("") };
            let key = words.to_ascii_lowercase();
            if !key.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '§' | '¶')) {
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
        let opens = literals.iter().map(|l| parser.opens_form(l)).collect();
        let exact =
            triggers.iter().map(|t| t.iter().all(|t| matches!(t, Trigger::Name | Trigger::NameWord(_)))).collect();
        #[allow(clippy::expect_used, reason = "an automaton over a few hundred short words is always built")]
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .start_kind(StartKind::Anchored)
            .build(&literals)
            .expect("anchors fit an automaton");
        let beginnings = Beginnings::new(literals.iter().map(String::as_str));
        Self { parser, automaton, beginnings, triggers, exact, literals, opens }
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
        for at in Starts::new(text, &self.beginnings) {
            if at < floor {
                continue;
            }
            let input = Input::new(text).range(at..).anchored(Anchored::Yes);
            let Some(hit) = self.automaton.find(input) else { continue };
            let literal = &self.literals[hit.pattern()];
            // A word inside another word is no anchor; a number may be glued to what follows it (`1CFR2.7`).
            let last = bytes.get(hit.end()).copied().unwrap_or(b' ');
            if last.is_ascii_alphabetic() && literal.ends_with(|c: char| c.is_ascii_alphabetic()) {
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
        let mut direct = self.opens[literal];
        let mut starts: Option<smallvec::SmallVec<[usize; 16]>> = None;
        for trigger in &self.triggers[literal] {
            match *trigger {
                Trigger::Form(_, _, 0) | Trigger::Name => direct = true,
                Trigger::Form(family, form, lead) => {
                    // Where the words before the anchor begin is the same for every form.
                    let starts = starts.get_or_insert_with(|| word_starts_before(text, at, 16, floor));
                    let near = &starts[..starts.len().min(lead)];
                    let head = |start: &usize| {
                        let head = self.parser.form_head(text, *start, family, form)?;
                        (head.place.end as usize >= end).then_some((*start, head))
                    };
                    let found = if self.parser.begins_with_list(family, form) {
                        near.iter().rev().find_map(head)
                    } else {
                        near.iter().find_map(head)
                    };
                    if let Some((start, head)) = found {
                        self.parser.head_citation(start, head).map(Seen::Citation).map(&mut offer);
                    }
                }
                Trigger::Unit if !glued => {
                    if let Some(citation) = self.parser.unit_citation(text, at, floor) {
                        offer(Seen::Citation(citation));
                    } else {
                        self.reference(text, at, floor).map(&mut offer);
                    }
                }
                Trigger::NameWord(family) => {
                    if let Some((start, head)) = self.parser.name_around(text, at, end, family, floor) {
                        self.parser.head_citation(start, head).map(Seen::Citation).map(&mut offer);
                    }
                }
                Trigger::Noun if !glued => {
                    self.reference(text, at, floor).map(&mut offer);
                }
                Trigger::There | Trigger::Id | Trigger::Unit | Trigger::Noun => {}
            }
        }
        if direct
            && !glued
            && let Some(head) = self.parser.head_at(text, at)
        {
            self.parser.head_citation(at, head).map(Seen::Citation).map(&mut offer);
        }
        best
    }

    /// A reference whose noun begins at `at`.
    fn reference(&self, text: &str, at: usize, floor: usize) -> Option<Seen> {
        let (start, _) = self.parser.determiner_before(text, at).filter(|(start, _)| *start >= floor)?;
        self.parser.reference_at(text, start).map(Seen::Reference)
    }
}

/// Where the words before `at` begin, the nearest first; a word glued to the anchor counts.
fn word_starts_before(text: &str, at: usize, words: usize, floor: usize) -> smallvec::SmallVec<[usize; 16]> {
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
    starts
}
