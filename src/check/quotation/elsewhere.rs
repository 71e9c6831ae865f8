//! Whose words a quotation is, when it isn't those of the provision cited: a sibling's, another law's, two provisions'
//! run together, nobody's.

use std::collections::HashMap;

use super::super::Subject;
use super::held::Held;
use super::laid::{Laid, Words, fold, lay};
use crate::law::{Law, Part};
use crate::provision::ProvisionId;
use crate::quote::Word;

/// From so many words on, words that stand elsewhere are that provision's.
const FEWEST: usize = 6;
/// So many words in a row are no chance.
const RUN: usize = 5;
/// Longer quotations are not taken apart.
const MOST: usize = 400;

/// The whole of a law.
fn whole(law: &Law) -> Part {
    Part { id: law.id.clone(), start: 0, end: law.text.len(), words: 0, heading: String::new() }
}

/// The part of the same law that says just this.
pub(super) fn another_part(
    subject: &Subject<'_>,
    quoted: &Words<'_>,
    held: &Held,
    fewest: usize,
) -> Option<(ProvisionId, Laid)> {
    let laid = lay(subject, quoted, &held.law, &whole(&held.law), fewest.max(FEWEST))?;
    let holder = laid.holder.clone().filter(|_| laid.is_faithful())?;
    let apart = !held.part.id.contains(&holder) && !holder.contains(&held.part.id);
    apart.then_some((holder, laid))
}

/// A provision above the cited one whose words, up to the cited one's, the quotation is: `Whoever … (2) makes …`.
pub(super) fn part_above(subject: &Subject<'_>, quoted: &Words<'_>, held: &Held) -> Option<Laid> {
    let mut at = held.part.id.parent();
    while let Some(id) = at.filter(|id| held.law.id.contains(id)) {
        let part = if id == held.law.id { Some(whole(&held.law)) } else { held.law.part(&id).cloned() };
        let found = part.and_then(|part| lay(subject, quoted, &held.law, &part, FEWEST));
        let around =
            |laid: &Laid| laid.holder.as_ref().is_some_and(|h| h.contains(&held.part.id) || held.part.id.contains(h));
        if let Some(laid) = found.filter(|laid| laid.share >= super::OF_THIS && around(laid)) {
            return Some(laid);
        }
        at = id.parent();
    }
    None
}

/// The provision of another law, anywhere in the library, that says just this.
pub(super) fn another_law(
    subject: &Subject<'_>,
    quoted: &Words<'_>,
    cited: &ProvisionId,
) -> Option<(ProvisionId, Laid)> {
    if quoted.stretches.iter().map(Vec::len).sum::<usize>() < FEWEST {
        return None;
    }
    let found = subject.texts.saying(quoted.span.of(subject.text));
    let laid = |(law, part): (std::sync::Arc<Law>, Part)| {
        let laid = lay(subject, quoted, &law, &part, FEWEST).filter(Laid::is_faithful)?;
        let holder = laid.holder.clone().unwrap_or(part.id);
        (!cited.contains(&holder) && !holder.contains(cited)).then_some((holder, laid))
    };
    found.into_iter().find_map(laid)
}

/// The provisions whose words a quotation runs together without a sign, each with its words; none where it isn't so.
pub(super) fn joined(quoted: &Words<'_>, subject: &Subject<'_>, law: &Law) -> Vec<(ProvisionId, String)> {
    let [stretch] = quoted.stretches else { return Vec::new() };
    if stretch.len() > MOST || stretch.iter().any(|q| q.whole) {
        return Vec::new();
    }
    let part = whole(law);
    let lawful = subject.words_of(law, &part);
    // Marks of paragraphs come and go in quotations; parts stand in text order.
    let is_label = |w: &Word| {
        let next = law.parts.partition_point(|p| p.start <= w.span.start);
        next.checked_sub(1)
            .and_then(|i| law.parts.get(i))
            .is_some_and(|p| p.heading.is_empty() && w.span.end <= p.words)
    };
    let lawful: Vec<&Word> = lawful.iter().filter(|w| !is_label(w)).collect();
    let mut grams: HashMap<[&str; 3], Vec<usize>> = HashMap::new();
    for (at, window) in lawful.windows(3).enumerate() {
        grams.entry([&window[0].folded, &window[1].folded, &window[2].folded]).or_default().push(at);
    }
    let words: Vec<&str> = stretch.iter().map(|q| q.word.folded.as_str()).collect();
    let (mut runs, mut at, mut loose): (Vec<(usize, usize)>, usize, usize) = (Vec::new(), 0, 0);
    while at < words.len() {
        let places = words.get(at..at + 3).and_then(|w| grams.get(&[w[0], w[1], w[2]]));
        let length = |from: usize| words[at..].iter().zip(&lawful[from..]).take_while(|(a, b)| **a == b.folded).count();
        let best = places
            .into_iter()
            .flatten()
            .take(200)
            .map(|from| (length(*from), *from))
            .max_by_key(|(n, from)| (*n, std::cmp::Reverse(*from)));
        if let Some((n, from)) = best.filter(|(n, _)| *n >= RUN) {
            runs.push((from, from + n));
            at += n;
        } else {
            loose += 1;
            at += 1;
        }
    }
    if runs.len() < 2 || runs.len() > 3 || loose > 1 + words.len() / 12 {
        return Vec::new();
    }
    let of = |(from, to): &(usize, usize)| {
        let (start, end) = (lawful[*from].span.start, lawful[*to - 1].span.end);
        let id = law.part_at(start, end).map_or(&law.id, |p| &p.id);
        (id.clone(), fold(&law.text[start..end]))
    };
    runs.iter().map(of).collect()
}

/// The law's words where the pieces between a quotation's ellipses all stand in the provision, in another order than its own;
/// none where it isn't so.
pub(super) fn reordered(quoted: &Words<'_>, subject: &Subject<'_>, held: &Held) -> Option<String> {
    if quoted.stretches.len() < 2 || quoted.stretches.iter().flatten().count() > MOST {
        return None;
    }
    let lawful = subject.words_of(&held.law, &held.part);
    let place = |stretch: &[super::stretches::Quoted]| {
        let words: Vec<&str> = stretch.iter().map(|q| q.word.folded.as_str()).collect();
        let there = |window: &[Word]| window.iter().zip(&words).all(|(a, b)| a.folded == *b);
        let at = lawful.windows(words.len()).position(there).filter(|_| words.len() >= 3)?;
        Some((at, at + words.len()))
    };
    let places: Vec<(usize, usize)> = quoted.stretches.iter().map(|s| place(s)).collect::<Option<_>>()?;
    let (first, last) = (places.iter().map(|p| p.0).min()?, places.iter().map(|p| p.1).max()?);
    let text = held.law.text_of(&held.part);
    let turned = places.windows(2).any(|pair| pair[1].0 < pair[0].0);
    turned.then(|| fold(&text[lawful[first].span.start..lawful[last - 1].span.end]))
}
