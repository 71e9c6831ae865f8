//! A quotation laid against a part of a law: where it stands, and what differs.

use super::super::Subject;
use super::stretches::{Quoted, breaks_off};
use super::{Change, Kind, sense};
use crate::law::{Law, Part};
use crate::provision::ProvisionId;
use crate::quote::{self, Word};
use crate::text::Span;

/// A quotation in its place in a law.
#[derive(Clone, Debug)]
pub(super) struct Laid {
    /// From 0 to 1: the share of words that are the law's.
    pub share: f32,
    /// The narrowest provision that holds the words.
    pub holder: Option<ProvisionId>,
    /// The law's words in its place.
    pub law_words: String,
    /// The differences that matter.
    pub changes: Vec<Change>,
    /// What the writer changed and said so, in words.
    pub alterations: Vec<String>,
}

impl Laid {
    /// Whether it says what the law says, but for what doesn't change the sense.
    pub(super) fn is_faithful(&self) -> bool {
        self.share >= 0.97 && self.changes.iter().all(|c| c.kind == Kind::Minor)
    }
}

/// A quotation with its words in stretches.
pub(super) struct Words<'q> {
    pub stretches: &'q [Vec<Quoted>],
    /// Where it stands in the document.
    pub span: Span,
    /// The instrument that is cited.
    pub instrument: Option<&'q ProvisionId>,
}

/// Lays the stretches of a quotation, in their order, against a part's words; none where fewer than `fewest` are the same.
pub(super) fn lay(subject: &Subject<'_>, quoted: &Words<'_>, law: &Law, part: &Part, fewest: usize) -> Option<Laid> {
    let text = law.text_of(part);
    let language = &*subject.resolver.grammar().words;
    let lawful = subject.words_of(law, part);
    let lawful = lawful.as_slice();
    // Numbers and headings of paragraphs come and go in quotations.
    let labels: Vec<(usize, usize)> = law
        .parts
        .iter()
        .filter(|p| p.start >= part.start && p.end <= part.end)
        .map(|p| (p.start - part.start, p.words - part.start))
        .collect();
    let is_label = |w: &Word| labels.iter().any(|(from, to)| *from <= w.span.start && w.span.end <= *to);
    let codified = quoted.instrument.is_some_and(|i| !i.contains(&law.id) && !law.id.contains(i));
    let (mut from, mut same, mut differing) = (0, 0, 0);
    let (mut changes, mut alterations) = (Vec::new(), Vec::new());
    let (mut first, mut last): (Option<usize>, usize) = (None, 0);
    for (number, stretch) in quoted.stretches.iter().enumerate() {
        let words = |stretch: &[Quoted]| stretch.iter().map(|q| q.word.clone()).collect::<Vec<Word>>();
        let after = lawful.get(from..)?;
        // Words that the writer put in may part those that would show the place.
        let bare: Vec<Quoted> = stretch.iter().filter(|q| !q.whole).cloned().collect();
        let found = quote::align(&words(stretch), after).map(|a| (stretch, a));
        let found = found.or_else(|| {
            let fewer = !bare.is_empty() && bare.len() < stretch.len();
            quote::align(&words(&bare), after).filter(|_| fewer).map(|a| (&bare, a))
        });
        let Some((stretch, alignment)) = found else {
            differing += stretch.len();
            continue;
        };
        let start = lawful.iter().position(|w| w.span.start >= alignment.span.start)?;
        let end = lawful.iter().rposition(|w| w.span.end <= alignment.span.end)? + 1;
        if number > 0 && first.is_some() {
            let hidden = &lawful[last.min(start)..start];
            alterations.push(format!("{} words left out, and marked so", hidden.len()));
            let within = !labels.iter().any(|(at, _)| hidden.iter().any(|w| w.span.start == *at));
            let words = if within { sense::hides(language, text, hidden, false) } else { None };
            if let Some(words) = words {
                let span = stretch.first().map_or(quoted.span, |q| q.word.span);
                changes.push(Change { kind: Kind::HiddenException, span, quoted: "…".to_owned(), law: fold(words) });
            }
        }
        for difference in &alignment.differences {
            let of_quote = &stretch[difference.quote.clone()];
            let of_law: Vec<Word> =
                lawful[from..][difference.law.clone()].iter().filter(|w| !is_label(w)).cloned().collect();
            let mut kind = sense::kind(language, of_quote, &of_law, codified);
            let whole = &lawful[from..][difference.law.clone()];
            let heading = kind == Kind::Substantive && of_heading(language, of_quote, whole, &of_law, codified);
            kind = if heading { Kind::Sound } else { kind };
            let next =
                || lawful[from..][difference.law.end..].iter().take(24).map(|w| w.folded.as_str()).collect::<Vec<_>>();
            if kind == Kind::Sound && of_law.is_empty() && sense::joins_otherwise(language, of_quote, &next()) {
                kind = Kind::Turned;
            }
            // `…; or makes …` where the law's list has its `or` only before the last paragraph.
            let beside = [Some(difference.law.end), difference.law.end.checked_sub(1)];
            let at_label = beside.into_iter().flatten().filter_map(|i| lawful[from..].get(i)).any(is_label);
            if at_label && kind == Kind::Substantive && of_law.is_empty() {
                kind = if sense::joins_alike(language, of_quote, &next()) { Kind::Minor } else { kind };
            }
            let unsound = kind != Kind::Sound;
            let said_so =
                of_quote.first().zip(of_quote.last()).map(|(a, b)| Span::new(a.word.span.start, b.word.span.end));
            let words = said_so.map_or("", |span| &subject.text[span.start..span.end]);
            if !unsound && of_quote.iter().any(|q| q.signalled) {
                let of_law = said(text, &of_law);
                let instead = if of_law.is_empty() { "added".to_owned() } else { format!("for “{of_law}”") };
                alterations.push(format!("“{words}” {instead}"));
            }
            // What brackets turn is marked as the writer's; it doesn't make the quotation one of something else.
            differing += if unsound && kind != Kind::Turned { of_quote.len().max(of_law.len()) } else { 0 };
            if unsound {
                // A word left out: where it would stand.
                let place = || stretch.get(difference.quote.start).or_else(|| stretch.last()).map(|q| q.word.span);
                let span = said_so.or_else(place)?;
                changes.push(Change { kind, span, quoted: words.to_owned(), law: said(text, &of_law) });
            }
        }
        same += alignment.same;
        first.get_or_insert(start);
        last = end;
        from = end;
    }
    let first = first?;
    if same < fewest {
        return None;
    }
    // What a last ellipsis leaves out: the rest of the sentence, up to the next paragraph.
    if breaks_off(quoted.span.of(subject.text)) {
        let rest = &lawful[last..];
        let rest = &rest[..rest.iter().position(is_label).unwrap_or(rest.len())];
        if let Some(words) = sense::hides(language, text, rest, true) {
            let span = quoted.stretches.last().and_then(|s| s.last()).map_or(quoted.span, |q| q.word.span);
            changes.push(Change { kind: Kind::HiddenException, span, quoted: "…".to_owned(), law: fold(words) });
        }
    }
    let law_words = text[lawful[first].span.start..lawful[last - 1].span.end].to_owned();
    let (begin, end) = (part.start + lawful[first].span.start, part.start + lawful[last - 1].span.end);
    Some(Laid {
        share: same as f32 / (same + differing).max(1) as f32,
        holder: law.part_at(begin, end).map(|p| p.id.clone()),
        law_words,
        changes,
        alterations,
    })
}

/// Whether words differ from no more than a heading's, which is quoted with its provision, and as text recognition leaves it.
fn of_heading(
    language: &crate::grammar::Words,
    quoted: &[Quoted],
    whole: &[Word],
    of_law: &[Word],
    codified: bool,
) -> bool {
    whole.len() > of_law.len() && sense::kind(language, quoted, whole, codified) == Kind::Sound
}

fn said(text: &str, words: &[Word]) -> String {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => fold(&text[first.span.start..last.span.end]),
        _ => String::new(),
    }
}

/// Words on one line.
pub(super) fn fold(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
