//! Which provision a quotation is from, and whether its sentence says so.

use super::super::Subject;
use super::super::marks::Quotation;
use crate::grammar::Quoting;
use crate::provision::ProvisionId;
use crate::resolve::{Form, Mention};
use crate::text::Span;

/// How far before a quotation its citation may stand, and how far behind.
const BEFORE: usize = 900;
const BEHIND: usize = 250;
/// How long the words between a citation and the quotation that it introduces may be, in bytes.
const BETWEEN: usize = 110;

/// How a citation stands to a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    /// The sentence says that these are the provision's words.
    Said,
    /// The quotation's own sentence cites it before the quotation, or it stands right behind.
    Own,
    /// The same, where the sentence says that these are somebody else's words, or a title.
    Beside,
    /// It is cited near by.
    Near,
}

/// What a quotation may be from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cited<'m> {
    pub tie: Tie,
    pub id: &'m ProvisionId,
    pub place: Span,
    distance: usize,
}

impl<'m> Cited<'m> {
    /// A provision whose paragraph is set apart.
    pub(super) const fn block(id: &'m ProvisionId, place: Span) -> Self {
        Self { tie: Tie::Own, id, place, distance: 0 }
    }
}

/// Whether a mention is near enough to a quotation to be where it is from.
pub(super) fn is_near(m: &Mention, quotation: &Quotation) -> bool {
    m.id.is_some()
        && m.form != Form::BlockQuote
        && (m.span.end <= quotation.from && m.span.end + BEFORE >= quotation.from
            || m.span.start >= quotation.span.end && m.span.start <= quotation.span.end + BEHIND)
}

/// What a quotation may be from, the surest and nearest first. Nothing for what an amendment strikes or puts in, which is not
/// said to be the law's.
pub(super) fn cited_for<'m>(subject: &'m Subject<'_>, quotation: &Quotation) -> Vec<Cited<'m>> {
    let before = subject.before(quotation.from, 60);
    // `substituted “this” for “that”`
    let swapped = before.ends_with("” for “") || subject.text[quotation.span.end..].starts_with("” for “");
    if swapped || subject.resolver.grammar().words.amending.iter().any(|v| before.contains(v.as_str())) {
        return Vec::new();
    }
    // Mentions come in text order.
    let from = subject.mentions.partition_point(|m| m.span.start + 2 * BEFORE < quotation.from);
    let to = subject.mentions.partition_point(|m| m.span.start <= quotation.span.end + BEHIND);
    let mut cited: Vec<Cited<'_>> = subject.mentions[from..to.max(from)]
        .iter()
        .filter(|m| is_near(m, quotation))
        .filter_map(|m| {
            let distance =
                quotation.from.saturating_sub(m.span.end).max(m.span.start.saturating_sub(quotation.span.end));
            Some(Cited { tie: tie(subject, quotation, m), id: m.id.as_ref()?, place: m.span, distance })
        })
        .collect();
    // A citation right behind is whose the words are; what introduced them is then no more than cited.
    let rest = subject.text[quotation.span.end..].trim_start_matches(is_sign);
    let pointed = rest.get(..3).is_some_and(|w| w.eq_ignore_ascii_case("id."));
    let behind = |c: &Cited<'_>| c.place.start >= quotation.span.end && c.tie < Tie::Near;
    if pointed || cited.iter().any(behind) {
        for c in cited.iter_mut().filter(|c| c.tie == Tie::Said && c.place.end <= quotation.from) {
            c.tie = Tie::Own;
        }
    }
    // `“…” Id.`, of what isn't recognised: a case.
    if pointed && !cited.iter().any(behind) {
        for c in cited.iter_mut().filter(|c| c.tie == Tie::Own) {
            c.tie = Tie::Beside;
        }
    }
    cited.sort_by_key(|c| (c.tie, c.distance));
    // What the sentence itself cites is what it quotes.
    if cited.iter().any(|c| c.tie < Tie::Near) {
        cited.retain(|c| c.tie < Tie::Near);
    }
    cited.dedup_by(|a, b| a.id == b.id);
    cited
}

fn tie(subject: &Subject<'_>, quotation: &Quotation, m: &Mention) -> Tie {
    let text = subject.text;
    let words = &subject.resolver.grammar().words.quoting;
    if m.span.end <= quotation.from {
        let between = &text[m.span.end..quotation.from];
        // `Section 5 provides:`, and its words in a paragraph of their own.
        let set_apart =
            between.trim_end_matches(is_mark).trim_end().ends_with(':') && between.matches("\n\n").count() == 1;
        let between = &if set_apart { between.replacen("\n\n", " ", 1) } else { between.to_owned() };
        if ends_sentence(between) {
            return if speaks_by_pronoun(words, between) && is_definite(m) { Tie::Said } else { Tie::Near };
        }
        let before = opening(text, m.span.start);
        let folded = before.trim().to_lowercase();
        let folded = folded.trim_end_matches(|c: char| !c.is_alphabetic());
        let ascribed = words.ascribing.iter().any(|phrase| phrase == folded);
        let other = is_title(quotation.span.of(text))
            || !ascribed && has_word(&words.speaking, before)
            || has_word(&words.speaking, between)
            || is_of_another(words, &text[quotation.span.end..]);
        let introduced = introduces(words, before, between) || ascribed && between.len() <= BETWEEN;
        return match (other, is_definite(m) && introduced) {
            (true, _) => Tie::Beside,
            (false, true) => Tie::Said,
            (false, false) => Tie::Own,
        };
    }
    let between = &text[quotation.span.end..m.span.start];
    let inner = between.trim_matches(|c: char| is_sign(c)).to_lowercase();
    // `“…,” says section 5`, `“…,” according to section 5`
    let by_word = words.saying.iter().chain(&words.ascribing).any(|w| *w == inner);
    let broken = between.contains("\n\n") && !between.trim_end().ends_with(['—', '–']);
    if !broken && (inner.is_empty() || by_word) || is_noted(subject, between) {
        let other = is_title(quotation.span.of(text))
            || !by_word && has_word(&words.speaking, opening(text, quotation.from))
            || is_of_another(words, &text[m.span.end..]);
        return match (other, is_definite(m)) {
            (true, _) => Tie::Beside,
            (false, true) => Tie::Said,
            (false, false) => Tie::Own,
        };
    }
    Tie::Near
}

/// Whether a sign may stand between a quotation and the citation of what it is from.
fn is_sign(c: char) -> bool {
    c.is_whitespace() || matches!(c, '”' | '"' | '’' | '\'' | '.' | ',' | ';' | '(' | '[' | '—' | '-' | '–' | '>')
}

const fn is_mark(c: char) -> bool {
    matches!(c, '“' | '"' | ' ' | '\n' | '>' | '‘')
}

/// Whether the words between a provision and a quotation end in a sentence by which it speaks: `. It says: “`.
fn speaks_by_pronoun(words: &Quoting, between: &str) -> bool {
    let Some(at) = between.rfind(". ").filter(|_| !between.contains("\n\n") && between.len() <= BETWEEN) else {
        return false;
    };
    let (clause, last) = (&between[..at], between[at + 2..].to_lowercase());
    // The verb is the next word, or stands behind an adverb: `It was the master who said` is another's.
    let verb = |rest: &str| {
        let mut next = rest.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).take(2);
        next.any(|w| words.saying.iter().any(|verb| verb == w))
    };
    let speaks = |w: &String| last.strip_prefix(w.as_str()).is_some_and(|rest| rest.starts_with(' ') && verb(rest));
    words.pronouns.iter().any(speaks) && !has_word(&words.speaking, &last) && !ends_sentence(clause)
}

/// Whether a quotation bears the mark of a note, and the note begins where the words between end: `.”[3]`, and below `[3] `.
fn is_noted(subject: &Subject<'_>, between: &str) -> bool {
    let mark = |c: char| c.is_numeric() || matches!(c, '[' | ']' | '^' | '*' | '†');
    let open = between.trim_start_matches(['”', '"', '.', ',', ';']);
    let end = open.find(|c: char| !mark(c)).unwrap_or(open.len());
    let (note, rest) = open.split_at(end);
    let digits = |s: &str| s.chars().filter(|c| c.is_numeric() || matches!(c, '*' | '†')).collect::<String>();
    let below = rest.rsplit('\n').next().unwrap_or_default();
    let below = below.trim_end();
    let signal = |w: &&String| {
        below.len() >= w.len() && below[below.floor_char_boundary(below.len() - w.len())..].eq_ignore_ascii_case(w)
    };
    let signal = subject.resolver.grammar().words.see.iter().find(signal).map_or(0, String::len);
    let below = below[..below.len() - signal].trim_end();
    let alone = below.chars().all(|c| mark(c) || matches!(c, '.' | ':' | ')' | ' '));
    !note.is_empty()
        && rest.contains('\n')
        && rest.trim_start().len() < 40
        && alone
        && !digits(note).is_empty()
        && digits(note) == digits(below)
}

/// Whether a mention names its provision, rather than pointing to one named before.
const fn is_definite(m: &Mention) -> bool {
    matches!(m.form, Form::Full | Form::Alias | Form::ListMember)
}

/// The words of a sentence up to a place in it.
fn opening(text: &str, to: usize) -> &str {
    let before = &text[text.ceil_char_boundary(to.saturating_sub(400))..to];
    let mut breaks = before.match_indices(['.', '?', '!', '\n']).filter(|(at, sign)| {
        if *sign == "\n" {
            return before[*at..].starts_with("\n\n");
        }
        let word = before[..*at].chars().next_back().is_some_and(|c| c.is_lowercase() || matches!(c, ')' | '”' | '"'));
        let mut next = before[at + 1..].chars();
        word && next.next().is_some_and(char::is_whitespace)
            && next.next().is_some_and(|c| c.is_uppercase() || c == '“')
    });
    breaks.next_back().map_or(before, |(at, sign)| before[at + sign.len()..].trim_start())
}

/// Whether the words between a citation and a quotation say that the quotation is the provision's.
fn introduces(words: &Quoting, opening: &str, between: &str) -> bool {
    if between.len() > BETWEEN {
        return false;
    }
    let inner = between.trim_matches(|c: char| c.is_whitespace() || matches!(c, '“' | '"' | '‘' | '\''));
    // `18 U.S.C. § 1001 (“…”)`, `Section 2(a): “…”`
    if inner.chars().all(|c| matches!(c, '(' | ')' | ':' | ',' | '—' | '–' | '-' | ';' | '[')) {
        return true;
    }
    if inner.starts_with(['.', ';']) {
        return false;
    }
    if has_word(&words.saying, between) {
        return true;
    }
    let folded = opening.trim_start().to_lowercase();
    let under = words.under.iter().any(|u| folded.strip_prefix(u.as_str()).is_some_and(|rest| rest.starts_with(' ')));
    let last = inner.rsplit(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or_default();
    under && words.leading.iter().any(|l| l == last)
}

/// Whether one of these words, or phrases, stands in a text.
fn has_word(list: &[String], text: &str) -> bool {
    let mut folded = String::with_capacity(text.len() + 2);
    folded.push(' ');
    for c in text.chars() {
        match c {
            c if c.is_alphanumeric() => folded.push(c.to_ascii_lowercase()),
            _ if folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded.push(' ');
    // Whole words: a blank on either side.
    let whole = |at: usize, len: usize| folded[..at].ends_with(' ') && folded[at + len..].starts_with(' ');
    list.iter().any(|w| folded.match_indices(w.as_str()).any(|(at, _)| whole(at, w.len())))
}

/// Whether what stands behind a quotation, or behind its citation, names another source: a case, a report.
fn is_of_another(words: &Quoting, rest: &str) -> bool {
    let near = &rest[..rest.floor_char_boundary(140)];
    let near = &near[..near.find("\n\n").unwrap_or(near.len())];
    let near = near.split_whitespace().collect::<Vec<_>>().join(" ");
    words.reports.iter().any(|sign| near.contains(sign.as_str()))
}

/// Whether words are a title: `Blocking the Property of Certain Persons`.
fn is_title(words: &str) -> bool {
    let long = || words.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 3);
    let capital = long().filter(|w| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)).count();
    capital * 10 >= long().count() * 7
}

/// Whether a sentence ends in these words.
fn ends_sentence(words: &str) -> bool {
    let ends = |at: usize| {
        let before = words[..at].chars().next_back().is_some_and(|c| c.is_lowercase() || matches!(c, ')' | '”' | '"'));
        let mut behind = words[at + 1..].chars();
        before && behind.next().is_some_and(char::is_whitespace) && behind.next().is_some_and(char::is_uppercase)
    };
    words.contains("\n\n") || words.match_indices(['.', '?', '!']).any(|(at, _)| ends(at))
}
