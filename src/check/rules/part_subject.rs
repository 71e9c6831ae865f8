//! A part of PC113: regulations called by their subject, and beside that the part of another.

use crate::check::cited::Cited;
use crate::check::{Finding, Rule, Severity, Subject, part_number};
use crate::text::fold;

/// `the age discrimination rules, 29 CFR part 1604`, where part 1604 is on discrimination of another kind, and another part of that
/// title on this one. The part cited has to say some of the words: what only has another name is left alone.
pub(super) fn of_another_kind(
    subject: &Subject<'_>,
    cited: &Cited<'_>,
    before: &str,
    rule: &'static Rule,
) -> Option<Finding> {
    let registry = subject.resolver.registry();
    let list = &subject.resolver.grammar().words;
    let own_id = format!("{}/p{}", cited.instrument, part_number(cited.id)?);
    let words = before.trim_end().trim_end_matches(['(', '[', ',', ':', '—', '–', '-']).trim_end();
    let words = fold(words).replace('-', " ");
    let mut last =
        words.split(' ').rev().skip_while(|w| list.prepositions.iter().any(|p| p == w) || *w == "at" || *w == "are");
    let noun = last.next()?;
    if !list.regulations.iter().any(|w| w == noun) {
        return None;
    }
    let last: Vec<&str> = last.take(MOST).collect();
    let own = folded(registry.facts(&own_id.parse().ok()?)?.title);
    let own_says = |word: &str| own.split(' ').any(|w| w == word);
    let sections = format!("{}/p", cited.instrument);
    for n in (2..=last.len()).rev() {
        let phrase: Vec<&str> = last[..n].iter().rev().copied().collect();
        let plain = phrase.iter().all(|w| w.len() > 2 && w.bytes().all(|b| b.is_ascii_lowercase()))
            && !list.joining.iter().chain(&list.prepositions).any(|w| phrase.contains(&w.as_str()));
        let said = phrase.iter().filter(|w| own_says(w)).count();
        if !plain || said == 0 || said == phrase.len() {
            continue;
        }
        let phrase = phrase.join(" ");
        let others =
            registry.headed(&sections, |title| format!(" {} ", folded(title)).contains(&format!(" {phrase} ")));
        let Some((right, title)) = others.first().filter(|_| others.len() <= FEW) else { continue };
        return Some(
            Finding::new(rule, cited.mention.span, format!("{own_id} is “{own}”; {phrase} is {right}"))
                .about(cited.id)
                .by([format!("registry: {right} is headed “{title}”")])
                .at(Severity::Warning),
        );
    }
    None
}

/// More parts than these share a word, not a subject.
const FEW: usize = 5;

/// So many words of a subject stand before `rules`.
const MOST: usize = 4;

fn folded(title: &str) -> String {
    fold(title).replace('-', " ").replace([',', ';', '(', ')'], "")
}
