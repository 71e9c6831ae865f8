//! PC301 to PC306: short forms and what they stand for.

use std::collections::BTreeMap;

use crate::check::{Finding, Fix, Rule, Severity, Subject};
use crate::provision::ProvisionId;
use crate::resolve::{Defined, Form, Mention, NOTHING_BEFORE, SEVERAL_HAVE_IT};
use crate::text::Span;

pub(super) const DANGLING: Rule = Rule {
    code: "PC301",
    name: "dangling-short",
    severity: Severity::Warning,
    default: true,
    doc: "## What it does\n\nReports a short form that points back (`that Act`, `such section`, `said order`) where nothing before it can be \
meant.\n\n## Why\n\nThe reader can't find it either; mostly the full citation was cut from an earlier paragraph.\n\n## Example\n\nA memorandum that \
begins `As that Act provides, …`.\n",
    run: dangling,
};

pub(super) const AMBIGUOUS: Rule = Rule {
    code: "PC302",
    name: "ambiguous-short",
    severity: Severity::Warning,
    default: false,
    doc: "## What it does\n\nReports a name that several instruments have, where neither a number beside it nor the date tells which.\n\n## \
Why\n\nTwo readers will look up two laws.\n\n## Example\n\n`the Energy Policy Act`: there is one of 1992 and one of 2005.\n",
    run: ambiguous,
};

pub(super) const REDEFINED: Rule = Rule {
    code: "PC303",
    name: "alias-redefined",
    severity: Severity::Warning,
    default: true,
    doc: "## What it does\n\nReports a term that a document defines twice, for two instruments.\n\n## Why\n\nFrom there on nobody knows which is \
meant.\n\n## Example\n\n`the Clean Air Act (“the Act”) … the Clean Water Act (“the Act”)`.\n",
    run: redefined,
};

pub(super) const UNUSED: Rule = Rule {
    code: "PC304",
    name: "alias-unused",
    severity: Severity::Note,
    default: false,
    doc: "## What it does\n\nReports a term that a document defines for an instrument and never uses.\n\n## Why\n\nIt costs the reader attention, \
or the text uses another term for the same.\n\n## Example\n\n`Executive Order 13722 (“the Order”)`, and no order after it.\n",
    run: unused,
};

pub(super) const MISSPELT: Rule = Rule {
    code: "PC305",
    name: "alias-misspelt",
    severity: Severity::Warning,
    default: true,
    doc: "## What it does\n\nReports an initialism that differs from one defined in the document by two letters that changed places, or by one \
letter left out or doubled.\n\n## Why\n\nIt is meant to be the same.\n\n## Example\n\n`NKSPEA` defined, `NKPSEA` used.\n",
    run: misspelt,
};

pub(super) const BEFORE: Rule = Rule {
    code: "PC306",
    name: "definition-after-use",
    severity: Severity::Note,
    default: false,
    doc: "## What it does\n\nReports an initialism that is used before the place that defines it.\n\n## Why\n\nThe reader meets it \
unexplained.\n\n## Example\n\n`NKSPEA requires … The North Korea Sanctions and Policy Enhancement Act (“NKSPEA”)`.\n",
    run: before,
};

fn dangling(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    // Where each noun first stands: where such a thing is named before, in whatever way, something may be meant that isn't
    // recognised.
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut lower = None;
    for mention in subject.mentions.iter().filter(|m| m.id.is_none()) {
        let Some(noun) = pointing_noun(&mention.why) else { continue };
        let lower = lower.get_or_insert_with(|| subject.text.to_ascii_lowercase());
        let at = first.get(&noun).copied().unwrap_or_else(|| occurrences(lower, &noun).next().unwrap_or(usize::MAX));
        let meant = at < mention.span.start || may_be_meant(subject, mention, &noun);
        first.insert(noun, at);
        if !meant {
            let words = subject.words(mention);
            found.push(
                Finding::new(&DANGLING, mention.span, format!("nothing before “{words}” can be meant by it"))
                    .by([mention.why.to_string()]),
            );
        }
    }
}

/// Whether something cited before is what a noun names: `5 U.S.C. 105 … such title`.
fn may_be_meant(subject: &Subject<'_>, mention: &Mention, noun: &str) -> bool {
    let grammar = subject.resolver.grammar();
    // Words that are put into another law point back in that one.
    let paragraph = subject.text[..mention.span.start].rsplit("\n\n").next().unwrap_or("");
    if paragraph.matches('“').count() > paragraph.matches('”').count() {
        return true;
    }
    // `Except for subsection (a) of that section, the requirements of section 221 …` points forward.
    let ahead = subject.behind(mention, 90).to_ascii_lowercase();
    let numbered = |at: usize| ahead[at + noun.len()..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    if ahead.match_indices(noun).any(|(at, _)| numbered(at)) {
        return true;
    }
    let before = subject.cited().take_while(|c| c.mention.span.start < mention.span.start);
    before.filter(|c| c.mention.id.is_some()).any(|cited| {
        let Some(family) = cited.family else { return false };
        let level = family.instrument_level.map(|l| grammar.levels[l as usize].name.as_str());
        level == Some(noun)
            || family.nouns.iter().any(|n| n.eq_ignore_ascii_case(noun))
            || cited.number.is_some() && grammar.roles.section.is_some_and(|s| grammar.levels[s as usize].name == noun)
    })
}

/// The noun of the words in a reason that point back, in small letters; none where they mean the text's own instrument.
fn pointing_noun(why: &str) -> Option<String> {
    let pointing = why.strip_prefix(NOTHING_BEFORE)?.split(['“', '”']).nth(1)?.to_ascii_lowercase();
    // `that executive order`: the noun may have several words.
    ["that", "such", "said", "the same", "those"]
        .iter()
        .find_map(|word| pointing.strip_prefix(word)?.strip_prefix(' '))
        .map(str::to_owned)
}

fn ambiguous(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for mention in subject.mentions.iter().filter(|m| m.id.is_none()) {
        if mention.why.starts_with(SEVERAL_HAVE_IT) {
            let candidates = mention.why.split_once(": ").map_or("", |(_, ids)| ids);
            let mut finding = Finding::new(
                &AMBIGUOUS,
                mention.span,
                format!("“{}” is the name of several instruments: {candidates}", subject.words(mention)),
            );
            for id in candidates.split(", ").filter_map(|id| id.parse::<ProvisionId>().ok()) {
                let facts = subject.resolver.registry().facts(&id);
                finding = finding.by(facts.map(|f| format!("registry: {id} is {} of {}", f.title, f.date)));
            }
            found.push(finding);
        }
    }
}

fn redefined(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let mut by_term: BTreeMap<&str, &Defined> = BTreeMap::new();
    for defined in subject.terms {
        let instrument = subject.resolver.instrument_of(&defined.id);
        if let Some(first) = by_term.get(defined.term.as_str())
            && subject.resolver.instrument_of(&first.id) != instrument
            && [&first.id, &defined.id].iter().all(|id| is_registered(subject, id))
            && defined.term.split(' ').count() <= 2
        {
            found.push(
                Finding::new(
                    &REDEFINED,
                    defined.span,
                    format!("“{}” is {} already; here it becomes {instrument}", defined.term, first.id),
                )
                .about(&defined.id)
                .by([format!("defined before: {}", near(subject.text, first.span))]),
            );
        }
        by_term.insert(&defined.term, defined);
    }
}

/// Whether an instrument is more than a name that was made into an id.
fn is_registered(subject: &Subject<'_>, id: &ProvisionId) -> bool {
    let registry = subject.resolver.registry();
    registry.facts(id).is_some() || !registry.names_of(id).is_empty()
}

fn unused(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for defined in subject.terms {
        let used = occurrences(subject.text, &defined.term).any(|at| at > defined.span.end || at < defined.span.start);
        if !used {
            found.push(
                Finding::new(&UNUSED, defined.span, format!("“{}” is defined here and never used", defined.term))
                    .about(&defined.id),
            );
        }
    }
}

fn before(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for defined in subject.terms.iter().filter(|d| is_initialism(&d.term)) {
        if let Some(at) = occurrences(subject.text, &defined.term).next().filter(|at| *at < defined.span.start) {
            let span = Span::new(at, at + defined.term.len());
            found.push(
                Finding::new(&BEFORE, span, format!("“{}” is used before it is defined", defined.term))
                    .about(&defined.id)
                    .by([format!("defined later: {}", near(subject.text, defined.span))]),
            );
        }
    }
}

fn misspelt(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let defined: Vec<&Defined> = subject.terms.iter().filter(|d| is_initialism(&d.term) && d.term.len() >= 4).collect();
    if defined.is_empty() {
        return;
    }
    let known = |word: &str| {
        !subject.resolver.registry().named(word).is_empty() || subject.terms.iter().any(|d| d.term == word)
    };
    for span in initialisms(subject.text) {
        let word = span.of(subject.text);
        if known(word) {
            continue;
        }
        // A name of something else is used on its own account, again and again.
        let meant: Vec<&&Defined> = defined.iter().filter(|d| slipped(word, &d.term)).collect();
        if let [meant] = meant.as_slice()
            && occurrences(subject.text, word).take(3).count() < 3
            && !subject
                .mentions
                .iter()
                .any(|m| m.form != Form::Alias && m.span.start <= span.start && span.end <= m.span.end)
        {
            let mut finding =
                Finding::new(&MISSPELT, span, format!("“{word}” is “{}” with a slip of the pen", meant.term))
                    .about(&meant.id)
                    .by([format!("defined: {}", near(subject.text, meant.span))]);
            finding.fix = Some(Fix { span, text: meant.term.clone() });
            found.push(finding);
        }
    }
}

/// The words of four letters or more that are initialisms, in text order.
fn initialisms(text: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    let of_word = |at: &usize| bytes.get(*at).is_some_and(u8::is_ascii_alphanumeric);
    let mut at = 3;
    std::iter::from_fn(move || {
        // One of four letters in a row stands at one place of four.
        while let Some(byte) = bytes.get(at) {
            if !byte.is_ascii_uppercase() && !byte.is_ascii_digit() {
                at += 4;
                continue;
            }
            let from = (0..at).rev().take_while(of_word).last().unwrap_or(at);
            let to = (at..bytes.len()).take_while(of_word).last().map_or(at, |last| last + 1);
            at = to + 4;
            if to - from >= 4 && is_initialism(&text[from..to]) {
                return Some(Span::new(from, to));
            }
        }
        None
    })
}

fn is_initialism(word: &str) -> bool {
    word.len() >= 3
        && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && !word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether two letters changed places, or one was left out or doubled.
fn slipped(word: &str, meant: &str) -> bool {
    let (a, b) = (word.as_bytes(), meant.as_bytes());
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    if a.len() == b.len() {
        return same + 1 < a.len()
            && a[same] == b[same + 1]
            && a[same + 1] == b[same]
            && a[same + 2..] == b[same + 2..];
    }
    if a.len() + 1 == b.len() {
        return a.len() >= 4 && a[same..] == b[same + 1..];
    }
    // Doubled, not another letter put in: `DPRK` and `DPRKA` are two names.
    a.len() == b.len() + 1 && same > 0 && a[same] == a[same - 1] && a[same + 1..] == b[same..]
}

/// Where a word stands by itself.
fn occurrences<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    text.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let before = text[..*at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    })
}

/// A place with some words before it.
fn near(text: &str, span: Span) -> String {
    let from = text[..span.start].char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    let words = text[from..span.end].split_whitespace().collect::<Vec<_>>().join(" ");
    format!("…{words}")
}

#[cfg(test)]
mod tests {
    use super::{initialisms, slipped};

    #[test]
    fn initialisms_are_found_wherever_they_stand() {
        let text = "ABCD of the XYZ1 (EFGHIJ) and NATo, ABC, 12345; é NKSPEA’s KLMN";
        let found: Vec<&str> = initialisms(text).map(|s| s.of(text)).collect();
        assert_eq!(found, ["ABCD", "XYZ1", "EFGHIJ", "NKSPEA", "KLMN"]);
    }

    #[test]
    fn a_slip_is_two_letters_changed_or_one_lost_or_doubled() {
        assert!(slipped("NKPSEA", "NKSPEA"));
        assert!(slipped("NKSPA", "NKSPEA"));
        assert!(slipped("NKSSPEA", "NKSPEA"));
        assert!(!slipped("NKSPEB", "NKSPEA"));
        assert!(!slipped("NKSPEAX", "NKSPEA"));
        assert!(!slipped("NKSPEA", "NKSPEA"));
    }
}
