//! PC301 to PC306: short forms and what they stand for.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Finding, Fix, Rule, Severity, Subject};
use crate::grammar::Determiner;
use crate::provision::ProvisionId;
use crate::resolve::{Defined, Form, Mention, NEAREST_NOUN, NOTHING_BEFORE, SEVERAL_HAVE_IT};
use crate::text::Span;

pub(super) const DANGLING: Rule = Rule {
    code: "PC301",
    name: "dangling-short",
    severity: Severity::Warning,
    default: true,
    doc: "## What it does\n\nReports a short form that points back (`that Act`, `such section`, `said order`, `thereof`, `Id. § 4`) where nothing before it can be \
meant: nothing of its kind was named, or the text begins with it.\n\n## Why\n\nThe reader can't find it either; mostly the full citation was cut from an earlier paragraph.\n\n## Example\n\nA memorandum that \
begins `As that Act provides, …`.\n",
    run: dangling,
};

pub(super) const AMBIGUOUS: Rule = Rule {
    code: "PC302",
    name: "ambiguous-short",
    severity: Severity::Warning,
    default: true,
    doc: "## What it does\n\nReports words that point back (`that Act`, `that resolution`) where two instruments, named side by side, can be meant; as a \
note, a name that several instruments have, where neither a number beside it nor the date tells which.\n\n## Why\n\nTwo readers will look up two \
laws.\n\n## Example\n\n`The Clean Air Act and the Clean Water Act apply; section 309 of that Act …`.\n",
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
    found.extend(opens_with_noun(subject));
    // Where each noun first stands: where such a thing is named before, in whatever way, something may be meant that isn't
    // recognised.
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut lower = None;
    for mention in subject.mentions.iter().filter(|m| m.id.is_none()) {
        if opens_pointing_back(subject, mention) {
            // With the word that repeats.
            let ahead = subject.before(mention.span.start, 8).trim_end();
            let from = ahead.rfind(|c: char| c.is_whitespace()).map_or(0, |at| at + 1);
            let repeats = grammar_ids(subject).any(|id| id.eq_ignore_ascii_case(&ahead[from..]));
            let gap = subject.before(mention.span.start, 8).len() - from;
            let start = if repeats { mention.span.start - gap } else { mention.span.start };
            let span = Span::new(start, mention.span.end);
            let words = span.of(subject.text);
            found.push(
                Finding::new(&DANGLING, span, format!("nothing before “{words}” can be meant by it"))
                    .by([mention.why.to_string()]),
            );
            continue;
        }
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

/// Whether a text goes on with a sentence that began elsewhere.
fn is_fragment(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic() || *c == '(').is_none_or(|c| !c.is_uppercase())
}

/// A text that begins with words that point back to an instrument: `As that Act provides, …`.
fn opens_with_noun(subject: &Subject<'_>) -> Option<Finding> {
    if is_fragment(subject.text) {
        return None;
    }
    let opening = &subject.text[..subject.text.floor_char_boundary(OPENING)];
    // A word that is cut is another.
    let cut = subject.text[opening.len()..].starts_with(char::is_alphanumeric);
    let opening = if cut { &opening[..opening.rfind(' ').unwrap_or(0)] } else { opening };
    let opening = &opening[..opening.find(['.', ';', '\n', '(', '“', '"']).unwrap_or(opening.len())];
    let opening = &opening[..opening.find(|c: char| c.is_ascii_digit()).unwrap_or(opening.len())];
    let grammar = subject.resolver.grammar();
    let first = subject.mentions.first().map_or(usize::MAX, |m| m.span.start);
    let ends = opening.match_indices(' ').map(|(at, _)| at).chain([opening.len()]);
    let mut from = 0;
    let (mut before, mut first_of): (Option<(usize, &str)>, Option<&str>) = (None, None);
    for to in ends {
        let (at, word) = (from, opening[from..to].trim_end_matches([',', ':']));
        from = to + 1;
        // With a capital: `in that order` is a sequence.
        let noun =
            word.starts_with(char::is_uppercase) && grammar.families.iter().any(|f| f.nouns.iter().any(|n| n == word));
        if noun {
            let (start, _) = before.filter(|(_, w)| is_pointing(subject, w))?;
            // `The court held that Act 250 governs`, `said that Treaty changes are needed`: a conjunction, and a name of something.
            let words = &grammar.words;
            let led = first_of.is_none_or(|w| {
                let w = w.to_lowercase();
                words.joining.iter().chain(&words.prepositions).any(|other| *other == w)
            });
            let behind = subject.text[at + word.len()..].strip_prefix(' ').unwrap_or("");
            if !led || behind.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
                return None;
            }
            let span = Span::new(start, at + word.len());
            let words = span.of(subject.text);
            return (at < first).then(|| {
                Finding::new(&DANGLING, span, format!("nothing before “{words}” can be meant by it"))
                    .by(["the text begins with it".to_owned()])
            });
        }
        first_of = before.map(|(_, word)| word);
        before = Some((at, word));
    }
    None
}

/// How much may stand before a citation that nothing can be meant by, in bytes.
const OPENING: usize = 200;

/// Whether a text begins with words that go on with what was cited before, `Id. § 5322`, `Section 12 thereof`, and has named
/// nothing that they can mean: no number, and no thing that has sections.
fn opens_pointing_back(subject: &Subject<'_>, mention: &Mention) -> bool {
    let before = &subject.text[..mention.span.start];
    if before.len() > OPENING || before.bytes().any(|b| b.is_ascii_digit()) || is_fragment(subject.text) {
        return false;
    }
    let grammar = subject.resolver.grammar();
    let folded = before.to_lowercase();
    // `Id. § 4`, `id. at § 4`
    let mut last = folded.split_whitespace().rev().take(2);
    let repeats = last.any(|w| grammar.reference.id.iter().any(|id| id.eq_ignore_ascii_case(w)));
    let pointing = mention.why.strip_prefix(NOTHING_BEFORE).and_then(|why| why.split(['“', '”']).nth(1));
    let points = pointing.is_some_and(|words| grammar.reference.thereof.iter().any(|w| w == words));
    if !repeats && !points {
        return false;
    }
    let things = grammar.families.iter().flat_map(|f| &f.nouns);
    let named = things.map(|n| n.to_lowercase()).any(|noun| folded.contains(&noun));
    let any = grammar.reference.nouns.values().flatten();
    let mut general = any.chain(&grammar.words.things);
    !named && !general.any(|w| folded.contains(w.as_str()))
}

/// The words that repeat a citation: `Id.`
fn grammar_ids<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = &'s String> {
    subject.resolver.grammar().reference.id.iter()
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
    let mut told = BTreeSet::new();
    for (at, mention) in subject.mentions.iter().enumerate() {
        let several = mention.id.is_none() && mention.why.starts_with(SEVERAL_HAVE_IT);
        let fitting = if several { mention.candidates.clone() } else { side_by_side(subject, at) };
        if fitting.len() < 2 || !told.insert((several, subject.words(mention), fitting.clone())) {
            continue;
        }
        let ids = fitting.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let words = subject.words(mention);
        let (message, severity) = if several {
            (format!("“{words}” is the name of several instruments: {ids}"), Severity::Note)
        } else {
            (format!("“{words}” may be either of what is named before it: {ids}"), AMBIGUOUS.severity)
        };
        let dated = fitting.iter().filter_map(|id| Some((id, subject.facts(id)?)));
        let evidence: Vec<String> =
            dated.map(|(id, facts)| format!("registry: {id} is {} of {}", facts.title, facts.date)).collect();
        found.push(Finding::new(&AMBIGUOUS, mention.span, message).by(evidence).at(severity));
    }
}

/// The two instruments, joined by `and` or `or`, the second of which words point back to that may as well mean the first.
fn side_by_side(subject: &Subject<'_>, at: usize) -> Vec<ProvisionId> {
    let pair = || {
        let mention = &subject.mentions[at];
        let pointing = mention.rule == NEAREST_NOUN;
        let words = &subject.resolver.grammar().words;
        // `either such Act`, `the latter Act`; and `the Act` may be another one, described behind it.
        let own = subject.words(mention);
        let ahead = subject.before(mention.span.start, 12);
        let mut all = own.split(' ').chain(ahead.split_whitespace().next_back());
        let latter = all.any(|w| words.choosing.iter().any(|c| c.eq_ignore_ascii_case(w)));
        let determined = own.split(' ').any(|w| is_pointing(subject, w));
        if !pointing || latter || !determined || !matches!(mention.form, Form::Anaphora | Form::Short) {
            return None;
        }
        let before = subject.mentions.partition_point(|m| m.span.start < mention.span.start);
        // Nothing else was cited since the two.
        let (first, second) = (subject.cited_at(before.checked_sub(2)?)?, subject.cited_at(before.checked_sub(1)?)?);
        let whole = [&first, &second].iter().all(|c| c.id == c.instrument && c.mention.id.is_some());
        let meant = mention.id.as_ref().map_or_else(
            || mention.candidates.contains(second.id) && mention.candidates.contains(first.id),
            |id| second.id.contains(id),
        );
        let between = subject.text.get(first.mention.span.end..second.mention.span.start)?;
        let joined = between.split_whitespace().collect::<Vec<_>>().join(" ");
        let joined = joined.trim_start_matches([',', ' ']).trim_end_matches(" the");
        let gap = subject.text.get(second.mention.span.end..mention.span.start)?;
        let same = first.family.zip(second.family).is_some_and(|(a, b)| a.kind == b.kind || a.is_act() && b.is_act());
        (whole
            && meant
            && same
            && first.id != second.id
            && words.conjunctions.iter().any(|w| w == joined)
            && gap.len() <= NEAR)
            .then(|| vec![first.id.clone(), second.id.clone()])
    };
    pair().unwrap_or_default()
}

/// Whether a word points back whatever noun follows it: `that`, `such`.
fn is_pointing(subject: &Subject<'_>, word: &str) -> bool {
    let words = &subject.resolver.grammar().reference.determiners;
    words.iter().any(|(w, d)| *d == Determiner::Near && w.eq_ignore_ascii_case(word))
}

/// How far behind the two such words may stand, in bytes.
const NEAR: usize = 300;

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
