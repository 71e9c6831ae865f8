//! PC501 to PC504: a bill's or a law's own references, and what it does to other laws.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::amending::{amendments, is_amended};
use crate::check::cited::Cited;
use crate::check::{Finding, Rule, Severity, Subject, counted_alike};
use crate::law::Law;
use crate::provision::{ProvisionId, split_at_section};
use crate::quote::{self, Word};
use crate::resolve::Form;

pub(super) const SCOPE: Rule = Rule {
    code: "PC501",
    name: "dead-scope",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nReports a cross-reference in a bill or a law to a section or paragraph that the text itself doesn't have. Only where \
the text is there from section 1 to its last without a gap.\n\n## Why\n\nSections are moved and renumbered until the last day; references \
stay behind.\n\n## Example\n\n`subsection (f) of this section`, in a section that ends with (c).\n",
    run: scope,
};

pub(super) const TARGET: Rule = Rule {
    code: "PC502",
    name: "amend-target-missing",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nReports an amendment of a provision that isn't in the text of the law amended, as the law library has it for the \
document's date.\n\n## Why\n\nThe instruction can't be carried out.\n\n## Example\n\n`Section 104(z) of the Act is amended`, when section 104 ends with \
(h).\n",
    run: target,
};

pub(super) const STRIKE: Rule = Rule {
    code: "PC503",
    name: "strike-text-not-found",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nReports words that an amendment strikes and the provision doesn't have, as the law library has it for the document's \
date.\n\n## Why\n\nThe instruction can't be carried out; mostly the words were amended before, or stand in a neighbour.\n\n## Example\n\n`in \
paragraph (2), by striking “30 days”`, when paragraph (2) says “60 days”.\n",
    run: strike,
};

pub(super) const DOUBLE: Rule = Rule {
    code: "PC504",
    name: "double-amend",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nReports words struck twice in one provision, and an amendment to what the same text repeals.\n\n## Why\n\nThe second \
instruction finds nothing.\n\n## Example\n\n`Section 5 is amended by striking “and”`, in two sections of one bill.\n",
    run: double,
};

fn scope(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let Some(own) = subject.mentions.iter().find(|m| m.form == Form::Own).and_then(|m| m.id.as_ref()) else { return };
    let own = subject.resolver.instrument_of(own);
    // A code's section comes with notes, in which other laws stand with sections of their own.
    if subject.is_code(&own) {
        return;
    }
    let outline = subject.resolver.outline(subject.text, &own);
    let ids: BTreeSet<String> = outline.iter().map(|o| o.id.flattened().to_string()).collect();
    let sections: Vec<u32> = outline
        .iter()
        .filter_map(|o| split_at_section(o.id.as_str()).filter(|(_, below)| below.is_empty())?.0.rsplit_once("/s"))
        .filter_map(|(_, number)| number.trim_end_matches(|c: char| c.is_ascii_uppercase()).parse().ok())
        .collect();
    if !is_whole(&sections) {
        return;
    }
    for Cited { mention, id, instrument, .. } in subject.cited() {
        let flat = id.flattened();
        let Some((section, _)) = split_at_section(flat.as_str()) else { continue };
        if *instrument != own
            || !matches!(mention.form, Form::Short | Form::ListMember | Form::Own | Form::Full)
            || ids.contains(flat.as_str())
        {
            continue;
        }
        // The nearest above it that is there; a section that isn't there at all.
        let there = std::iter::successors(flat.parent(), ProvisionId::parent).find(|p| ids.contains(p.as_str()));
        let message = if ids.contains(section) {
            let Some(there) = there else { continue };
            let children: Vec<&str> = children(&ids, there.as_str()).collect();
            // A paragraph whose parts were not told apart proves nothing.
            let asked = flat.as_str()[there.as_str().len() + 1..].split('/').next().unwrap_or_default();
            if children.is_empty() || !counted_alike(&children, asked) {
                continue;
            }
            format!("this text has no {flat}: {there} has ({})", children.join("), ("))
        } else {
            let last = sections.iter().max().copied().unwrap_or_default();
            format!(
                "this text has no section {}; its last is section {last}",
                section.rsplit_once("/s").map_or("", |(_, n)| n)
            )
        };
        found.push(
            Finding::new(&SCOPE, mention.span, message)
                .about(id)
                .by([format!("the text's own {} provisions", ids.len())]),
        );
    }
}

/// Whether sections go from the first to the last without a gap: each one more than the one before it, or a title's first.
fn is_whole(sections: &[u32]) -> bool {
    let next = |pair: &[u32]| pair[1] == pair[0] || pair[1] == pair[0] + 1 || pair[1] % 100 == 1 && pair[1] > pair[0];
    sections.len() >= 2 && sections[0] == 1 && sections.windows(2).all(next)
}

fn children<'i>(ids: &'i BTreeSet<String>, parent: &'i str) -> impl Iterator<Item = &'i str> {
    let below = ids.range(format!("{parent}/")..format!("{parent}0"));
    below.map(|id| &id[parent.len() + 1..]).filter(|rest| !rest.contains('/'))
}

fn target(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    if subject.texts.is_empty() {
        return;
    }
    for Cited { mention, id, instrument, .. } in subject.cited() {
        if mention.confidence < 0.85 || id == instrument || !is_amended(subject.behind(mention, 160)) {
            continue;
        }
        if let Some((there, law, children)) =
            subject.missing(id, instrument).filter(|(_, law, _)| stood_before(subject, law))
        {
            found.push(
                Finding::new(&TARGET, mention.span, format!("there is nothing to amend: {there} has {children}"))
                    .about(id)
                    .by([format!("text of {} as of {}", law.id, law.from)]),
            );
        }
    }
}

fn strike(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    if subject.texts.is_empty() {
        return;
    }
    for amendment in amendments(subject) {
        // A single word may have come and gone with an amendment of the same day.
        let Some(struck) = amendment.struck.filter(|s| quote::words(s.of(subject.text)).len() != 1) else { continue };
        let Some((law, part)) = subject.text_of(&amendment.target).filter(|(law, _)| stood_before(subject, law)) else {
            continue;
        };
        if has(&subject.words_of(&law, &part), law.text_of(&part), struck.of(subject.text)) {
            continue;
        }
        let words = struck.of(subject.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let mut finding = Finding::new(
            &STRIKE,
            amendment.place,
            format!("{} doesn't say “{words}”, so that it can't be struck there", amendment.target),
        )
        .about(&amendment.target);
        let elsewhere = law
            .parts
            .iter()
            .filter(|p| has(&subject.words_of(&law, p), law.text_of(p), &words))
            .min_by_key(|p| p.end - p.start);
        finding = finding.by(elsewhere.map(|p| format!("{} says it", p.id)));
        finding = finding.by([format!("text of {} as of {}", law.id, law.from)]);
        found.push(finding);
    }
}

/// Whether a text of the law is the one that the document amends: in force on its date, and older than it. A document
/// without a date is as new as the newest that it cites.
fn stood_before(subject: &Subject<'_>, law: &Law) -> bool {
    let newest = || {
        let dates = subject.cited().filter_map(|c| subject.facts(c.instrument)).map(|f| f.date);
        dates.filter(|d| d.len() == 10).max()
    };
    subject.is_in_force(law) && subject.date.or_else(newest).is_some_and(|day| law.from.as_str() < day)
}

/// Whether a text, whose words are these, has what is struck in a row; of marks alone, whether it has those.
fn has(words: &[Word], text: &str, struck: &str) -> bool {
    let wanted = quote::words(struck);
    if wanted.is_empty() {
        return text.contains(struck.trim());
    }
    occurrences(words, &wanted) > 0
}

/// How often words stand in a row among others.
fn occurrences(words: &[Word], wanted: &[Word]) -> usize {
    let same = |w: &&[Word]| w.iter().zip(wanted).all(|(a, b)| a.folded == b.folded);
    words.windows(wanted.len()).filter(same).count()
}

fn double(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let mut struck: BTreeMap<(String, String), (usize, bool)> = BTreeMap::new();
    let mut repealed: Vec<ProvisionId> = Vec::new();
    for amendment in amendments(subject) {
        let target = amendment.target.flattened();
        if amendment.struck.is_some()
            && let Some(gone) = repealed.iter().find(|r| r.contains(&target))
        {
            found.push(
                Finding::new(&DOUBLE, amendment.place, format!("this text repeals {gone} before it amends it here"))
                    .about(&amendment.target),
            );
            continue;
        }
        let Some(span) = amendment.struck else {
            if split_at_section(target.as_str()).is_some() {
                repealed.push(target);
            }
            continue;
        };
        let words = quote::words(span.of(subject.text));
        // A single `and` may well be struck in two places of one section; four words in a row are the same ones.
        if words.len() < 4 {
            continue;
        }
        let key = (target.to_string(), words.iter().map(|w| w.folded.as_str()).collect::<Vec<_>>().join(" "));
        if let Some((line, everywhere)) = struck.get(&key).copied()
            && (everywhere || amendment.everywhere)
        {
            found.push(
                Finding::new(
                    &DOUBLE,
                    amendment.place,
                    format!("these words of {} are struck already, everywhere in it", amendment.target),
                )
                .about(&amendment.target)
                .by([format!("struck before at byte {line}")]),
            );
            continue;
        }
        let held = subject.text_of(&amendment.target);
        let times = held.map(|(law, part)| occurrences(&subject.words_of(&law, &part), &words));
        if let Some((line, _)) = struck.get(&key).copied()
            && times.is_some_and(|times| times < 2)
        {
            found.push(
                Finding::new(
                    &DOUBLE,
                    amendment.place,
                    format!("these words of {} are struck already, and it has them once", amendment.target),
                )
                .about(&amendment.target)
                .by([format!("struck before at byte {line}")]),
            );
        }
        struck.insert(key, (span.start, amendment.everywhere));
    }
}

#[cfg(test)]
mod tests {
    use super::is_whole;

    #[test]
    fn a_text_is_whole_from_its_first_section_to_its_last() {
        assert!(is_whole(&[1, 2, 3]));
        assert!(is_whole(&[1, 2, 101, 102, 201]));
        assert!(!is_whole(&[2, 3]));
        assert!(!is_whole(&[1, 2, 5]));
        assert!(!is_whole(&[1]));
    }
}
