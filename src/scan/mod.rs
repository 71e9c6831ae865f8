//! Text → citations, in two steps: one walk over the words that may be anchors, told by an Aho–Corasick automaton, and
//! a parser only where an anchor stands. Never fails, never panics; linear in the text.

mod starts;
mod wanted;

use aho_corasick::automaton::Automaton as _;
use aho_corasick::dfa::DFA;
use aho_corasick::{Anchored, Input, MatchKind, StartKind};

use starts::{Beginnings, Starts};
pub(crate) use wanted::Wanted;

use crate::parse::{Citation, Parser, ReferenceMatch, Target, Trigger, begins_initials, is_space, sign_behind};
use crate::text::ByteSet;

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
    automaton: DFA,
    beginnings: Beginnings,
    /// What stands behind each word of the automaton.
    words: Vec<Word>,
    parser: Parser,
}

/// How many words before an anchor are tried at most.
const LEAD: usize = 16;

/// A word that the automaton finds, and the anchors that begin with it.
#[derive(Debug, Default)]
struct Word {
    text: String,
    /// Whether case matters: names, which are common words otherwise.
    exact: bool,
    /// Whether a form's pattern begins with this very word.
    opens: bool,
    /// How many words may stand before it in any form.
    lead: usize,
    anchors: Vec<WholeAnchor>,
}

/// An anchor in full (`New York`) and what its occurrence makes worth trying.
#[derive(Debug)]
struct WholeAnchor {
    literal: String,
    /// Each with the signs that can come behind the anchor's first word.
    triggers: Vec<(Trigger, ByteSet)>,
}

impl Scanner {
    /// Builds the automaton over a parser's anchors.
    ///
    /// # Panics
    ///
    /// Never: the anchors of a checked grammar are few and short.
    #[must_use]
    pub fn new(parser: Parser) -> Self {
        let mut words: Vec<Word> = Vec::new();
        let mut seen = std::collections::HashMap::new();
        for (literal, trigger) in parser.anchors() {
            // An anchor is found by its first word, for white space inside it varies; a name by all of it.
            let first =
                if trigger == Trigger::Name { literal.as_str() } else { literal.split(is_space).next().unwrap_or("") };
            let key = first.to_ascii_lowercase();
            if !key.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '§' | '¶')) {
                continue;
            }
            let index = *seen.entry(key.clone()).or_insert_with(|| {
                let opens = parser.opens_form(&key);
                words.push(Word { text: key, opens, ..Word::default() });
                words.len() - 1
            });
            let signs = parser.signs_behind(trigger, &words[index].text);
            let anchors = &mut words[index].anchors;
            match anchors.iter_mut().find(|a| a.literal.eq_ignore_ascii_case(&literal)) {
                Some(anchor) if anchor.triggers.iter().any(|(known, _)| *known == trigger) => {}
                Some(anchor) => anchor.triggers.push((trigger, signs)),
                None => anchors.push(WholeAnchor { literal, triggers: vec![(trigger, signs)] }),
            }
        }
        for word in &mut words {
            let mut triggers = word.anchors.iter().flat_map(|a| &a.triggers);
            word.exact = triggers.all(|(t, _)| matches!(t, Trigger::Name | Trigger::NameWord(_)));
            let triggers = word.anchors.iter().flat_map(|a| &a.triggers);
            let leads =
                triggers.filter_map(|(t, _)| if let Trigger::Form(_, _, lead) = t { Some(*lead) } else { None });
            word.lead = leads.max().unwrap_or(0).min(LEAD);
        }
        let texts: Vec<&str> = words.iter().map(|w| w.text.as_str()).collect();
        #[allow(clippy::expect_used, reason = "an automaton over a few hundred short words is always built")]
        let automaton = DFA::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(StartKind::Anchored)
            .build(&texts)
            .expect("anchors fit an automaton");
        let beginnings = Beginnings::new(texts.into_iter());
        Self { automaton, beginnings, words, parser }
    }

    /// The parser used here.
    #[must_use]
    pub fn parser(&self) -> &Parser {
        &self.parser
    }

    /// Everything that cites or points back, in text order, without overlaps.
    #[must_use]
    pub fn scan(&self, text: &str) -> Vec<Seen> {
        // Statutes have a citation every 240 bytes, most texts fewer: a vector that grows is copied and cleared again.
        let mut out: Vec<Seen> = Vec::with_capacity(text.len() / 320 + 4);
        let mut floor = 0;
        let bytes = text.as_bytes();
        for at in Starts::new(text, &self.beginnings) {
            if at < floor {
                continue;
            }
            let input = Input::new(text).range(at..).anchored(Anchored::Yes);
            let Ok(Some(hit)) = self.automaton.try_find(&input) else { continue };
            let word = &self.words[hit.pattern().as_usize()];
            // A word inside another word is no anchor; a number may be glued to what follows it (`1CFR2.7`).
            let last = bytes.get(hit.end()).copied().unwrap_or(b' ');
            if last.is_ascii_alphabetic() && word.text.ends_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            if word.exact && !bytes[hit.start()].is_ascii_uppercase() {
                continue;
            }
            if let Some(seen) = self.try_at(text, hit.start(), hit.end(), word, floor) {
                floor = seen.end().max(hit.start() + 1);
                out.push(seen);
            }
        }
        // `s 5` alone is a section only in a text that writes `Theft Act 1968, s 1`, `s 5 of that Act` or `s 5 PACE`.
        let alone = |c: &Citation| c.abbreviated && matches!(c.target, Target::Bare);
        let beside = |c: &Citation| c.abbreviated && (!alone(c) || begins_initials(text[c.end..].trim_start()));
        let shortens = out.iter().any(|seen| matches!(seen, Seen::Citation(c) if beside(c)));
        if !shortens {
            // Or where it stands behind another citation and a comma: `[2004] OJ L24/1, art 5`, `Act 1996 (“ERA”), s. 94`.
            let mut end = 0;
            out.retain(|seen| {
                let behind = text.get(end..seen.start()).is_some_and(|gap| {
                    let bracket = gap.starts_with(" (") && gap.trim_end().ends_with("),") && gap.len() < 60;
                    bracket || gap.starts_with(',') && gap.len() < 4
                });
                let keep = behind || !matches!(seen, Seen::Citation(c) if alone(c));
                end = if keep { seen.end() } else { end };
                keep
            });
        }
        out
    }

    /// Tries what an anchor makes worth trying; the reading that reaches farthest wins, and of two that reach as far
    /// the one that begins earlier.
    fn try_at(&self, text: &str, at: usize, end: usize, word: &Word, floor: usize) -> Option<Seen> {
        let mut best: Option<Seen> = None;
        let mut offer = |seen: Seen| {
            if best.as_ref().is_none_or(|b| (seen.end(), b.start()) > (b.end(), seen.start())) {
                best = Some(seen);
            }
        };
        let glued = at.checked_sub(1).is_some_and(|i| text.as_bytes()[i].is_ascii_digit());
        let mut starts: Option<smallvec::SmallVec<[usize; 16]>> = None;
        let next = sign_behind(text, end);
        let triggers = word
            .anchors
            .iter()
            .filter(|a| a.literal.len() == word.text.len() || self.parser.stands_at(&a.literal, text, at))
            .flat_map(|a| &a.triggers)
            .filter(|(_, signs)| next.is_none_or(|sign| signs.has(sign)));
        for (trigger, _) in triggers {
            match *trigger {
                Trigger::Titled if !glued => {
                    if let Some((start, head)) = self.parser.titled_around(text, at, floor) {
                        self.parser.head_citation(text, start, head).map(Seen::Citation).map(&mut offer);
                    }
                }
                Trigger::Form(family, form, 0) if !glued => {
                    if let Some(head) = self.parser.form_head(text, at, family, form) {
                        self.parser.head_citation(text, at, head).map(Seen::Citation).map(&mut offer);
                    }
                }
                Trigger::Name if !glued => {
                    if let Some(head) = self.parser.name_head(text, at) {
                        self.parser.head_citation(text, at, head).map(Seen::Citation).map(&mut offer);
                    }
                }
                Trigger::Form(_, _, 0) | Trigger::Name => {}
                Trigger::Form(family, form, lead) => {
                    // Where the words before the anchor begin is the same for every form.
                    let starts = starts.get_or_insert_with(|| word_starts_before(text, at, word.lead, floor));
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
                        self.parser.head_citation(text, start, head).map(Seen::Citation).map(&mut offer);
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
                        self.parser.head_citation(text, start, head).map(Seen::Citation).map(&mut offer);
                    }
                }
                Trigger::Noun if !glued => {
                    self.reference(text, at, floor).map(&mut offer);
                }
                Trigger::Id if !glued => {
                    self.parser.id_at(text, at).map(Seen::Reference).map(&mut offer);
                }
                Trigger::Titled | Trigger::There | Trigger::Id | Trigger::Unit | Trigger::Noun => {}
            }
        }
        if word.opens
            && !glued
            && let Some(head) = self.parser.head_at(text, at)
        {
            self.parser.head_citation(text, at, head).map(Seen::Citation).map(&mut offer);
        }
        let Some(Seen::Citation(citation)) = &best else { return best };
        self.parser.letter_before(text, citation, floor).map(Seen::Citation).or(best)
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
    // A long dash parts words, `Extension—21 U.S.C. 350f`; a short one may be a number's.
    let parts = |c: char| is_space(c) || c == '—';
    for _ in 0..words {
        let before = text[floor..end].trim_end_matches(|c: char| parts(c) || matches!(c, '.' | '*' | '_'));
        let gap = &text[floor + before.len()..end];
        if before.is_empty() || gap.len() > 60 || gap.matches('\n').count() > 2 {
            break;
        }
        let word = before.rfind(parts).map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
        let mut start = floor + word;
        // An opening bracket or quotation mark is no part of the number behind it.
        let skip = text[start..at].len() - text[start..at].trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        start += skip;
        if start >= at {
            break;
        }
        starts.push(start);
        // But for the year of `[2004] OJ L24/1`.
        if text[..start].ends_with('[') && text[start..].starts_with(|c: char| c.is_ascii_digit()) && start > floor {
            starts.push(start - 1);
        }
        end = floor + word;
        if end == floor {
            break;
        }
    }
    starts
}
