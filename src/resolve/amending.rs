//! Where an instrument's mention opens an amendment of it: `Section 104(a) of the … Act … is amended`.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::discourse::Discourse;
use super::fits::{is_legislation, is_what_amends};
use super::ids::named_by_form;
use super::instruction::{bracket_end, is_anothers, verb_behind, words_at};
use super::members::span_of;
use super::referent::Referent;
use super::scopes::Bounds;
use crate::parse::{Citation, Named, Part, Step, Target};
use crate::provision::is_section;
use crate::scan::Seen;
use crate::text::sentence_end;

/// Opens the scope of an amendment of what has a name that isn't known: what its instructions number is not the document's own.
/// Where a bracket behind it says which section of a code it is, that one is amended.
pub(super) fn open_unknown(d: &mut Discourse<'_>, citation: &Citation) {
    let in_code = |c: &Citation| {
        let Target::Instrument(Named::Form(family, _), _) = c.target else { return false };
        let section = || named_by_form(d, c).is_some_and(|referent| !is_beside_section(&referent));
        d.family(family).is_code() && is_in_bracket(d.text(), c.start) && section()
    };
    // `the Budget Support Act of 2017 (D.C. Act 29-130; 64 DCR 7652)`: its number says which it is.
    let numbered = |c: &Citation| {
        let Target::Instrument(Named::Form(family, _), _) = c.target else { return false };
        is_legislation(d, family) && is_in_bracket(d.text(), c.start) && named_by_form(d, c).is_some()
    };
    let behind = d.ahead().iter().take(3).take_while(|s| s.start() < citation.end + 120);
    let told = |c: &Citation| numbered(c) || in_code(c) && !goes_on_without_end(d, c.end);
    let told = behind.into_iter().any(|s| matches!(s, Seen::Citation(c) if told(c)));
    if let Some(law) = d.grammar().law_like().filter(|_| !told) {
        let unknown = Citation { members: citation.members.iter().take(1).cloned().collect(), ..citation.clone() };
        open(d, &unknown, &Referent::whole("", law));
    }
}

/// Opens the amendment of a part that a law names alone, `Section 1114 is amended`: of what the law amends where it names nothing,
/// or of what isn't known, but not of the law itself.
pub(super) fn open_part(d: &mut Discourse<'_>, citation: &Citation) {
    if d.amended().is_none() && is_anothers(d, citation) {
        open_unnamed(d, citation);
    }
}

/// The same of words that aren't resolved: `Such section is further amended`.
pub(super) fn open_unnamed(d: &mut Discourse<'_>, citation: &Citation) {
    match d.unnamed(citation.start).cloned() {
        Some(referent) => open(d, citation, &referent),
        None => open_unknown(d, citation),
    }
}

/// Whether a path ends in what stands at a section and isn't a part of it, as a note does.
fn is_beside_section(referent: &Referent) -> bool {
    let mut below = referent.path.iter().skip_while(|c| !is_section(&c.text));
    below.any(|c| !c.mark && !is_section(&c.text))
}

/// Whether `et seq.` stands behind a citation or ends it.
fn goes_on_without_end(d: &Discourse<'_>, end: usize) -> bool {
    let words = &d.grammar().words.et_seq;
    let (before, after) = (&d.text()[..end], d.text()[end..].trim_start());
    words.iter().any(|w| before.ends_with(w.as_str()) || after.starts_with(w.as_str()))
}

/// Whether a place stands in a bracket of its line.
fn is_in_bracket(text: &str, at: usize) -> bool {
    let mut from = at.saturating_sub(120);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let line = text[from..at].rsplit('\n').next().unwrap_or("");
    let mut depth = 0i32;
    for c in line.chars().rev() {
        depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        if depth > 0 {
            return true;
        }
    }
    false
}

/// The word without which nothing says that what was cited is amended.
static AMENDED: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("amended"));

/// Opens the scope of an amendment, if the words around a citation amend what it names.
pub(super) fn open(d: &mut Discourse<'_>, citation: &Citation, referent: &Referent) {
    let open = d.amendment_bounds().is_some_and(|a| a.sentence_end > citation.start);
    if d.in_quoted_line() || open || d.family(referent.family).is_page() {
        return;
    }
    let text = d.text();
    let to = d.boundary((citation.end + d.grammar().reach.amending_verb).min(text.len()));
    let rest = &text[citation.end..to];
    let reference = &d.grammar().reference;
    let amends_it = |before: &str| reference.amending_before.iter().any(|verb| before.ends_with(verb.as_str()));
    let before = d.own().is_none() && amends_it(text[..citation.start].trim_end());
    // Most citations are amended by nothing.
    if !before && AMENDED.find(rest.as_bytes()).is_none() || is_what_amends(d, citation.start) {
        return;
    }
    // `Section 102 (D.C. Official Code § 48-901.02) is amended`: the section is, of the law that is amended.
    let own_part = |m: &super::Mention| {
        text.get(m.span.end..citation.start).is_some_and(|between| between.trim_start() == "(" && d.amended().is_some())
    };
    if text[citation.end..].starts_with(')') && d.mentions_back().nth(citation.members.len()).is_some_and(own_part) {
        return;
    }
    // `the Lamps Act of 1981 (D.C. Law 4-999; D.C. Official Code § 48-901 et seq.), is amended`: behind the bracket.
    let own = &text[citation.start..citation.end];
    let inside = own.matches('(').count() > own.matches(')').count();
    let numbered = is_legislation(d, referent.family) && is_in_bracket(text, citation.start);
    let closed = if numbered { bracket_end(rest, 1) } else { rest.find(')').filter(|_| inside).map(|at| at + 1) };
    let from = citation.end + closed.unwrap_or(0);
    let after = &text[from..to];
    if before {
        return opened(d, citation, referent, citation.start);
    }
    if AMENDED.find(after.as_bytes()).is_none() {
        return;
    }
    let after = &after[..clause_end(after)];
    let after = &after[..sentence_end(after)];
    let Some(at) = d.amending_verbs().filter_map(|v| find_words(after, v)).min() else { return };
    // What is amended stands nearest to the verb, asides in brackets and `as amended by …` left out.
    for other in d.ahead().iter().skip_while(|s| s.start() < from).take_while(|s| s.start() < from + at) {
        let before = &text[from..other.start()];
        let opened = |open: char, close: char| before.matches(open).count() > before.matches(close).count();
        // `(D.C. Act 29-130; 64 DCR 7652), is amended`: a page isn't.
        let paged = |f: crate::grammar::FamilyId| d.family(f).is_page();
        let page = matches!(other, Seen::Citation(c) if matches!(c.target, Target::Instrument(Named::Form(f, _), _) if paged(f)));
        // `Pub. L. 114–41, § 2003, provided that … this section is amended`: words that point back stand nearer.
        if matches!(other, Seen::Reference(r) if text.get(r.end..from + at).is_some_and(|between| between.trim().is_empty()))
        {
            return;
        }
        let aside = page || opened('(', ')') || opened('[', ']') || before.ends_with("by ");
        if !aside && matches!(other, Seen::Citation(_)) {
            return;
        }
    }
    opened(d, citation, referent, from + at);
}

/// Where what is said of a citation ends at the latest: a semicolon outside of brackets, a blank line, a sign for an instruction.
fn clause_end(text: &str) -> usize {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ';' if depth == 0 && text[at + 1..].starts_with(' ') => return at,
            '\n' if text[at + 1..].starts_with('\n') => return at,
            '■' => return at,
            _ => {}
        }
    }
    text.len()
}

/// Where words stand in a text, with any white space between them: `is⏎amended`.
fn find_words(text: &str, words: &str) -> Option<usize> {
    let first = words.split(' ').next()?;
    text.match_indices(first).map(|(at, _)| at).find(|at| words_at(&text[*at..], words).is_some())
}

fn opened(d: &mut Discourse<'_>, citation: &Citation, referent: &Referent, sentence_end: usize) {
    let components = citation.members.first().and_then(|m| d.resolver().components(d.text(), referent.family, &m.path));
    let Some(components) = components else { return };
    let path = referent.path.iter().chain(&components).cloned().collect();
    let mut referent = referent.at(path);
    // `The Harbour Act (15 U.S.C. 271 et seq.) is amended`: the bracket says where the code has what isn't recognised.
    let parallel = d.family(referent.family).is_code() && is_in_bracket(d.text(), citation.start);
    if parallel
        && (goes_on_without_end(d, citation.end) || is_beside_section(&referent))
        && let Some(law) = d.grammar().law_like()
    {
        referent = Referent::whole("", law);
    }
    let depth = d.own().map_or(0, |o| o.referent.path.len());
    // `(1) The Harbours Act 1964 is amended as follows.⏎(2) In section 9 …`: the instructions stand beside it, not below.
    let behind = &d.text()[sentence_end..d.boundary((sentence_end + LEAD).min(d.text().len()))];
    let verb = behind.lines().next().unwrap_or("");
    let beside =
        d.grammar().reference.amending_beside.iter().any(|words| find_words(verb, words).is_some_and(|at| at < 12));
    if beside && depth > 0 {
        let bounds = Bounds { depth: depth - 1, sentence_end, until: usize::MAX, parallel };
        return d.open_amendment(referent, citation.start, bounds);
    }
    // Regulations are amended section by section; a law's amendment is one sentence, however long.
    let sentence = d.own().is_some() || d.family(referent.family).enacted;
    // `is amended as follows: (a) … (b) …`: the law's own numbers tell where the list ends.
    let own = d.own().filter(|own| is_legislation(d, own.referent.family) && !d.in_notes(citation.start));
    let listed = own.is_some() && begins_list(behind);
    let end = if sentence && !listed { instruction_end(d.text(), citation.end) } else { None };
    let until = end.unwrap_or(if d.own().is_some() { usize::MAX } else { citation.end + d.grammar().reach.amendment });
    d.open_amendment(referent, citation.start, Bounds { depth, sentence_end, until, parallel });
}

/// How far behind a verb it is looked for whether a list follows, in bytes.
const LEAD: usize = 200;

/// Whether the verb before these words has a list behind it, or words put in that no quotation marks close: `is amended as
/// follows:`, `is amended—⏎`, `is amended by—`.
fn begins_list(behind: &str) -> bool {
    let Some((line, next)) = behind.split_once('\n') else { return false };
    let line = line.trim_end();
    let quoted = || next.trim_start().starts_with(['"', '“', '‘', '`', '>']);
    line.len() <= 90 && line.ends_with([':', '—', '–']) && !quoted()
}

/// An amendment goes on in the section that an instruction begins with: `In § 180.650, revise paragraph (a)`.
pub(super) fn goes_on(d: &mut Discourse<'_>, citation: &Citation) {
    let text = d.text();
    let line = d.line_start(citation.start);
    // `(a) Section 2 (12 U.S.C. 5) is amended as follows:` behind its own mark.
    let mut before = &text[line..citation.start];
    while let Some((behind, _)) = crate::parse::mark_at(before.trim_start_matches(|c: char| "-* ".contains(c))) {
        before = behind;
    }
    let before = before.trim_matches(|c: char| !c.is_alphabetic());
    let starts = &d.grammar().reference.amending_starts;
    if !before.is_empty() && !starts.iter().any(|s| s == before) {
        return;
    }
    let [member] = citation.members.as_slice() else { return };
    let is_section = |p: &Part| matches!(p.step, Step::Level(level) if Some(level) == d.section_level());
    let Some(amended) = d.amended().filter(|_| member.path.first().is_some_and(is_section)) else { return };
    if let Some(components) = d.resolver().components(text, amended.referent.family, &member.path) {
        let referent = amended.referent.at(components);
        d.amendment_moves_to(referent, citation.end.saturating_add(d.grammar().reach.amendment));
    }
}

/// What follows an instruction's `in subsection (c)(2)` is of that part: subparagraphs named below it, until the instructions
/// go on at that depth.
pub(super) fn narrows(d: &mut Discourse<'_>, citation: &Citation) {
    let before = d.text()[..citation.start].trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let [member] = citation.members.as_slice() else { return };
    let reference = &d.grammar().reference;
    let amended = || verb_behind(d, citation.end).is_some();
    if d.in_quoted_line() || !reference.amending_starts.iter().any(|s| s.eq_ignore_ascii_case(word)) && !amended() {
        return;
    }
    let place = span_of(member.place);
    let known = d.memory().last().filter(|k| k.start == place.start && k.end == place.end);
    let path =
        known.filter(|k| d.amended().is_some_and(|a| a.referent.base == k.base())).map(|k| k.referent.path.clone());
    if let Some(path) = path {
        d.amendment_narrows(path);
    }
}

/// How far an instruction is followed for its end, in bytes.
const INSTRUCTION: usize = 40_000;

/// Where the sentence ends that amends: behind a full stop outside of the words that it puts in, or behind the quotation that
/// ends with one. `striking ``and'' … the period.`; `to read as follows: “(a) … again.”`.
fn instruction_end(text: &str, from: usize) -> Option<usize> {
    let mut limit = (from + INSTRUCTION).min(text.len());
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let rest = &text[from..limit];
    // A line marked as quoted, `> `, is words put in until quotation marks close it.
    let (mut quoted, mut marked) = (false, false);
    // Full stops, quotation marks (the curly ones begin with 0xE2) and what marks a line.
    let (frequent, rare) = (
        memchr::memchr3_iter(b'.', b'\n', 0xE2, rest.as_bytes()),
        memchr::memchr3_iter(b'>', b'`', b'\'', rest.as_bytes()),
    );
    let (mut frequent, mut rare) = (frequent.peekable(), rare.peekable());
    let signs = std::iter::from_fn(|| match (frequent.peek(), rare.peek()) {
        (Some(a), Some(b)) if b < a => rare.next(),
        (None, _) => rare.next(),
        _ => frequent.next(),
    });
    // `(2)` goes on with the instructions or ends them by its depth, `; and` goes on in the sentence, `“(b)` in the words.
    let goes_on = |end: usize| {
        let behind = &rest[end..];
        let next = behind.trim_start();
        !next.is_empty() && (next.len() == behind.len() || !next.starts_with(char::is_uppercase))
    };
    for at in signs {
        let Some(c) = rest[at..].chars().next() else { break };
        let before = rest[..at].chars().next_back().unwrap_or(' ');
        match c {
            '\n' => marked = false,
            '>' => {
                let line = rest[..at].rfind('\n').map_or(0, |i| i + 1);
                marked |= rest[line..at].trim().is_empty();
            }
            _ => {}
        }
        let closes = c == '”' || c == before && matches!(c, '’' | '\'');
        let stop = match c {
            '“' => {
                quoted = true;
                false
            }
            _ if c == before && matches!(c, '‘' | '`') => {
                quoted = true;
                false
            }
            _ if closes => {
                let stop = rest[..at].trim_end_matches(['”', '’', '\'']).ends_with('.');
                quoted = false;
                stop
            }
            '.' => {
                !quoted && (!marked || matches!(before, '”' | '"')) && !goes_on(at + 1) && ends_sentence(&rest[..at])
            }
            _ => false,
        };
        if stop && !goes_on(at + c.len_utf8()) {
            return Some(from + at + c.len_utf8());
        }
    }
    None
}

/// Whether the full stop behind these words can end a sentence: not that of `Pub.`, `Sec.` or `U.S.C.`
fn ends_sentence(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or("");
    let abbreviation = word.len() <= 5 && word.starts_with(char::is_uppercase);
    !abbreviation && !word.contains('.') && !before.ends_with(char::is_uppercase)
}
