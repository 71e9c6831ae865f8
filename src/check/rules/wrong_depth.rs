//! PC102: the section exists, its paragraph doesn't.

use crate::check::amending::is_amended;
use crate::check::cited::Cited;
use crate::check::{Finding, Rule, Severity, Subject, of_day, year};
use crate::grammar::Kind;
use crate::law::Law;
use crate::resolve::Form;

pub(super) const RULE: Rule = Rule {
    code: "PC102",
    name: "wrong-depth",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nReports a paragraph that the section doesn't have, by the text in the law library that was in force on the \
document's date, or else by the inventory of a code's paragraphs, where the document is of its time; and a paragraph of a resolution beyond the \
last of its text, or far beyond as many as it is known to have.\n\n## Why\n\nA section cited to a paragraph that isn't there sends the reader to \
nothing; often the mark is that of a neighbour.\n\n## Example\n\n`E.O. 13722 § 2(a)(xii)`, when section 2(a) ends with (vii).\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for cited in subject.cited() {
        let Cited { mention, id, instrument, .. } = cited;
        // What scope tells may be of another scope.
        let bare = matches!(mention.form, Form::Short | Form::Anaphora);
        let unsure = bare || mention.confidence < 0.85 || id.as_str().ends_with("/note") || instrument == id;
        // What an amendment says of it is another rule's.
        let behind = subject.behind(mention, 160);
        let former = ["formerly", "as in effect", "was in effect", "as it existed"].iter().any(|w| behind.contains(w));
        if unsure || former || is_amended(behind) {
            continue;
        }
        let Some((there, law, children)) = subject.missing(id, instrument) else {
            let missing = unlisted(subject, &cited).or_else(|| beyond_last(subject, &cited));
            found.extend(missing.map(|missing| {
                Finding::new(&RULE, mention.span, missing.message).about(id).by([missing.by]).at(missing.severity)
            }));
            continue;
        };
        found.push(
            Finding::new(&RULE, mention.span, format!("{there} has no such part; it has {children}"))
                .about(id)
                .by([by_text(&law)]),
        );
    }
}

/// What isn't there, how sure that is, and by what.
struct Missing {
    severity: Severity,
    message: String,
    by: String,
}

fn by_text(law: &Law) -> String {
    format!("text of {}, {}", law.id, of_day(&law.from))
}

/// How many years before the registry's day a document may be of for the paragraphs of today to be those of its day.
const OF_ITS_TIME: i32 = 3;

/// A paragraph that a section of a code doesn't have, by the inventory of all paragraphs: wrong in a document of its time, in one
/// that has no date worth a note.
fn unlisted(subject: &Subject<'_>, cited: &Cited<'_>) -> Option<Missing> {
    let (registry, id) = (subject.resolver.registry(), cited.id);
    let now = year(crate::registry::Registry::AS_OF)?;
    let severity = match subject.date {
        None => Severity::Note,
        Some(date) => (year(date)? + OF_ITS_TIME >= now).then_some(Severity::Error)?,
    };
    // A text at hand decides by itself.
    if registry.has_provision(id) != Some(false) || subject.text_of(id).is_some() {
        return None;
    }
    let mut above = id.parent()?;
    while registry.has_provision(&above) != Some(true) {
        above = above.parent()?;
    }
    if subject.text_of(&above).is_some() {
        return None;
    }
    // Paragraphs that run on in the text are in no inventory: one without a first has none that count.
    let asked = id.as_str().get(above.as_str().len() + 1..)?.split('/').next()?;
    let first = match crate::grammar::MarkKind::of(asked) {
        crate::grammar::MarkKind::Digits => "1",
        crate::grammar::MarkKind::Capital => "A",
        crate::grammar::MarkKind::Lower => "a",
        crate::grammar::MarkKind::Roman => "i",
    };
    let has = |mark: &str| registry.has_provision(&format!("{above}/{mark}").parse().ok()?);
    // A whole section without any is one paragraph.
    let undivided =
        cited.section == Some(above.as_str()) && ["a", "1", "A", "i"].iter().all(|mark| has(mark) == Some(false));
    (undivided || has(first) == Some(true)).then(|| {
        let message = format!("{above} has no ({asked})");
        let by = format!("registry, as of {}: {message}", crate::registry::Registry::AS_OF);
        Missing { severity, message, by }
    })
}

/// A paragraph of a resolution beyond the last of its text, or by far beyond how many it is known to have.
fn beyond_last(subject: &Subject<'_>, cited: &Cited<'_>) -> Option<Missing> {
    let (id, instrument) = (cited.id, cited.instrument);
    if !cited.is(Kind::Resolution) {
        return None;
    }
    let first = id.as_str().strip_prefix(instrument.as_str())?.strip_prefix('/')?.split('/').next()?;
    let digits = first.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let (unit, number) = (&first[..first.len() - digits.len()], digits.parse::<u64>().ok()?);
    if unit.is_empty() {
        return None;
    }
    let text = subject.text_of(instrument).map(|(law, _)| law);
    if let Some(law) = text {
        let own = law.parts.iter().filter_map(|p| p.id.as_str().strip_prefix(instrument.as_str())?.strip_prefix('/'));
        let mut numbers: Vec<u64> = own.filter_map(|p| p.strip_prefix(unit)?.parse().ok()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        // Without holes, or the text wasn't read whole.
        let last = *numbers.last()?;
        let whole = numbers.len() as u64 == last && last >= 3;
        return (whole && number > last).then(|| Missing {
            severity: Severity::Error,
            message: format!("{instrument} has no paragraph {number}: its last is {last}"),
            by: by_text(&law),
        });
    }
    let parts: u64 = subject.facts(instrument)?.parts.parse().ok()?;
    (number > parts + parts / 2 + 5).then(|| {
        let message = format!("{instrument} has no paragraph {number}: it has {parts}");
        let by = format!("registry: {instrument} has {parts} paragraphs");
        Missing { severity: Severity::Error, message, by }
    })
}
