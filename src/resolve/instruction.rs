//! What the words around a part say of an amendment: that it is amended, by which verb, and of what where nothing is named.
//!
//! A law doesn't amend its own sections: `Section 1114 is amended— (1) in subsection (a), by …` in a public law is of the law
//! or code that the law says it amends where it names none, or of one that isn't recognised.

use super::discourse::Discourse;
use super::fits::{is_legislation, is_what_amends};
use super::referent::Referent;
use crate::grammar::Determiner;
use crate::parse::{Citation, Noun, ReferenceMatch, is_space};

/// How far before an instrument's name the clause begins that makes it the one amended, in bytes: `whenever in this title an
/// amendment or repeal is expressed in terms of …, the reference shall be considered to be made to …`.
const CLAUSE: usize = 700;

/// How many bytes may stand between the clause's last words and the name: `a section or other provision of`.
const OBJECT: usize = 120;

/// Where the verb ends that amends what ends at a place, with brackets and `as amended by …` left out between: `Section 8
/// (12 U.S.C. 5), as amended by section 3, is amended`.
pub(super) fn verb_behind(d: &Discourse<'_>, end: usize) -> Option<usize> {
    said_behind(d, end, |rest| d.amending_verbs().find_map(|verb| words_at(rest, verb)))
}

/// Whether a line of a law is an instruction that amends: `(b) Section 5 is repealed.`, `(1) Strike the phrase …`.
pub(super) fn is_instruction(d: &Discourse<'_>, line: &str) -> bool {
    let reference = &d.grammar().reference;
    let mut words = line;
    while let Some((behind, _)) = crate::parse::mark_at(words) {
        words = behind.trim_start();
    }
    let first = words.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let says =
        || d.amending_verbs().chain(reference.repealing.iter().map(String::as_str)).any(|verb| line.contains(verb));
    reference.instructing.iter().any(|word| word == first) || says()
}

/// Whether words behind a part say that a law amends or repeals it.
pub(super) fn is_amended(d: &Discourse<'_>, end: usize) -> bool {
    let repealing = || d.grammar().reference.repealing.iter().map(String::as_str);
    said_behind(d, end, |rest| d.amending_verbs().chain(repealing()).find_map(|verb| words_at(rest, verb))).is_some()
}

/// Whether a part that stands alone in a law's own text is another's, since a law doesn't amend itself.
pub(super) fn is_anothers(d: &Discourse<'_>, citation: &Citation) -> bool {
    let law = d.own().is_some_and(|own| is_legislation(d, own.referent.family));
    law && !d.in_notes(citation.start) && is_amended(d, citation.end) && !is_what_amends(d, citation.start)
}

/// Whether words point back to what a law amended last and amend it again: `Such section is further amended`.
pub(super) fn is_amended_again(d: &Discourse<'_>, reference: &ReferenceMatch) -> bool {
    let level = matches!(reference.noun, Noun::Level(_)) && reference.determiner == Determiner::Near;
    let law = || d.own().is_some_and(|own| is_legislation(d, own.referent.family));
    level && law() && !d.in_notes(reference.start) && verb_behind(d, reference.end).is_some()
}

fn said_behind(d: &Discourse<'_>, end: usize, verb: impl Fn(&str) -> Option<usize>) -> Option<usize> {
    let to = d.boundary((end + d.grammar().reach.amending_verb).min(d.text().len()));
    let mut rest = &d.text()[end..to];
    loop {
        rest = rest.trim_start_matches(is_space);
        if let Some(length) = verb(rest) {
            return Some(to - rest.len() + length);
        }
        let as_amended = rest.strip_prefix(", as ").or_else(|| rest.strip_prefix(", (as "));
        rest = if rest.starts_with('(') {
            &rest[bracket_end(rest, 0)?..]
        } else if let Some(clause) = as_amended {
            &clause[clause.find(", ")?..]
        } else {
            rest.strip_prefix(',')?
        };
    }
}

/// Where brackets end of which so many are open at the beginning of a text.
pub(super) fn bracket_end(text: &str, open: usize) -> Option<usize> {
    let mut depth = open;
    for (at, sign) in text.match_indices(['(', ')']) {
        depth = if sign == "(" { depth + 1 } else { depth.saturating_sub(1) };
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// How long words are that stand at the beginning of a text, with any white space between them.
pub(super) fn words_at(text: &str, words: &str) -> Option<usize> {
    let mut rest = text;
    for (n, word) in words.split(' ').enumerate() {
        let behind = rest.trim_start_matches(is_space);
        if n > 0 && behind.len() == rest.len() {
            return None;
        }
        rest = behind.strip_prefix(word)?;
    }
    (!rest.starts_with(char::is_alphanumeric)).then(|| text.len() - rest.len())
}

/// Notes the instrument that a law amends where it names none: `whenever in this title an amendment is expressed in terms of an
/// amendment to a section, the reference shall be considered to be made to a section of title 38, United States Code`.
pub(super) fn clause(d: &mut Discourse<'_>, citation: &Citation, referent: &Referent) {
    let floor = d.boundary(citation.start.saturating_sub(OBJECT));
    let before = &d.text()[floor..citation.start];
    let words = &d.grammar().reference.amended_unless_named;
    let Some(at) = words.iter().filter_map(|w| before.rfind(w.as_str())).max() else { return };
    // `of the Tariff Act of 1930 (19 U.S.C. 1202 et seq.)`: the bracket says where the code has it.
    if before[at..].contains(['(', ';']) || before[at..].contains(". ") || d.own().is_none() || d.in_quoted_line() {
        return;
    }
    let from = d.boundary(floor.saturating_sub(CLAUSE));
    let said = &d.text()[from..floor + at];
    let said = &said[said.rfind(['\n', '.']).map_or(0, |at| at + 1)..];
    let level = said.rfind(" in this ").and_then(|at| said[at + " in this ".len()..].split(' ').next());
    let until = level.and_then(|level| next_heading(d.text(), citation.end, level)).unwrap_or(usize::MAX);
    d.amends_unless_named(referent.instrument(), until);
}

/// Where the next part of a law begins that is called by a level's word: `TITLE III`, `Subtitle B`.
fn next_heading(text: &str, from: usize, level: &str) -> Option<usize> {
    let capital = |line: &str| {
        let word = line.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let number = line[word.len()..].trim_start();
        let length = number.bytes().take_while(|b| b.is_ascii_digit() || b.is_ascii_uppercase()).count();
        // `Title 10, United States Code, is amended` is none.
        let heads = !number[length..].starts_with(',') && !number[length..].starts_with(" of ");
        word.eq_ignore_ascii_case(level) && word.starts_with(char::is_uppercase) && length > 0 && heads
    };
    let mut at = from;
    text[from..].split_inclusive('\n').find_map(|line| {
        at += line.len();
        capital(line.trim_start_matches(['#', '*', ' '])).then_some(at - line.len())
    })
}
