//! PC190, PC191, PC192, PC206: the limits of a check, for whoever asks what was not checked.

use crate::check::cited::Cited;
use crate::check::quotation::unjudged;
use crate::check::verdict::known;
use crate::check::{Finding, Rule, Severity, Subject, Verdict};

pub(super) const COVERAGE: Rule = Rule {
    code: "PC190",
    name: "not-in-coverage",
    severity: Severity::Note,
    default: false,
    doc: "## What it does\n\nLists the citations of which neither the registry nor a text in the law library can tell whether they \
exist.\n\n## Why\n\nNo finding is not the same as right.\n\n## Example\n\n`Fla. Stat. § 944.02`: the registry has no Florida Statutes.\n",
    run: coverage,
};

pub(super) const UNSURE: Rule = Rule {
    code: "PC191",
    name: "low-confidence-ocr",
    severity: Severity::Note,
    default: false,
    doc: "## What it does\n\nPoints out letters that stand where a number should: `l` and `I` for 1, `O` for 0, as text recognition leaves \
them.\n\n## Why\n\nSuch a citation is read as far as its digits go, or not at all.\n\n## Example\n\n`50 U.S.C. 17Ol`.\n",
    run: unsure,
};

pub(super) const TRUNCATED: Rule = Rule {
    code: "PC192",
    name: "truncated-input",
    severity: Severity::Note,
    default: false,
    doc: "## What it does\n\nSays that a text ends in the middle of a sentence, in a citation.\n\n## Why\n\nWhat was cut off may have been part of \
it.\n\n## Example\n\nA text that ends with `under section 104(a)(`.\n",
    run: truncated,
};

pub(super) const UNVERIFIABLE: Rule = Rule {
    code: "PC206",
    name: "quote-unverifiable",
    severity: Severity::Note,
    default: false,
    doc: "## What it does\n\nLists the quotations that belong to a provision whose text is not in the law library, or not as of the document's \
date.\n\n## Why\n\nThey were not checked.\n\n## Example\n\nA quotation from section 5 of an order that was never imported with `pincite law \
add`.\n",
    run: unverifiable,
};

fn coverage(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for Cited { mention, id, .. } in subject.cited() {
        let (verdict, evidence) = known(subject, mention, id);
        if matches!(verdict, Verdict::NotInCoverage | Verdict::CantTell) {
            let why = evidence.into_iter().next().unwrap_or_default();
            found.push(Finding::new(&COVERAGE, mention.span, format!("not checked: {why}")).about(id));
        }
    }
}

fn unsure(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let registry = subject.resolver.registry();
    for Cited { mention, id, section, number, .. } in subject.cited() {
        let (Some((instrument, _)), Some(number)) = (section.and_then(|s| s.rsplit_once('/')), number) else {
            continue;
        };
        let digits = |c: char| match c {
            'l' | 'I' => '1',
            'O' | 'o' => '0',
            c => c,
        };
        let meant: String = number.chars().map(digits).collect();
        // `15 U.S.C. 78l` is a section.
        let misread = meant != number
            && registry.has_section(instrument, number) == Some(false)
            && registry.has_section(instrument, &meant) == Some(true);
        if misread {
            found.push(
                Finding::new(
                    &UNSURE,
                    mention.span,
                    format!("“{number}” has letters where digits belong; {meant} may be meant"),
                )
                .about(id)
                .by([format!("registry: {instrument} has a section {meant} and no section {number}")]),
            );
        }
    }
}

fn truncated(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let text = subject.text.trim_end();
    let Some(last) = subject.mentions.last() else { return };
    let rest = text.get(last.span.end..).unwrap_or(".");
    let open = rest.is_empty() || rest.chars().all(|c| matches!(c, '(' | ',' | ' ' | '§'));
    // A list of citations has no sentence to end.
    let line = text.rfind('\n').map_or(0, |at| at + 1);
    if open && last.span.start > line + 80 {
        found.push(
            Finding::new(&TRUNCATED, last.span, "the text ends in the middle of a sentence, in this citation")
                .by([format!("last characters: {}", &text[last.span.start..])]),
        );
    }
}

fn unverifiable(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for verdict in unjudged(subject) {
        let why = verdict.untold.as_deref().unwrap_or_default();
        found.push(Finding::new(&UNVERIFIABLE, verdict.quote, format!("not checked: {why}")).about(&verdict.id));
    }
}
