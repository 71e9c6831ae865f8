//! PC204, PC205: a faithful quotation, ascribed to the wrong paragraph or time.

use super::misquote::aged;
use crate::check::quotation::compared;
use crate::check::{Finding, Fix, Rule, Severity, Subject};
use crate::provision::ProvisionId;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "PC204",
    name: "misattributed-pinpoint",
    severity: Severity::Warning,
    default: true,
    doc: "## What it does\n\nReports a quotation whose words stand, as quoted, in another paragraph of the instrument cited than the one \
named.\n\n## Why\n\nThe words are right; whoever looks them up won't find them.\n\n## Example\n\nThe words of section 2(a)(iv), ascribed to \
section 2(a)(iii).\n\nWhere only the marks differ, `--fix` writes the right ones.\n",
    run,
};

pub(super) const VERSION: Rule = Rule {
    code: "PC205",
    name: "wrong-version-quote",
    severity: Severity::Warning,
    default: true,
    doc: "## What it does\n\nReports a quotation that is faithful to the law as it stood at another time than the document's date. It takes a law \
library that holds both versions.\n\n## Why\n\nThe words are no longer the law, or were not yet.\n\n## Example\n\nA memorandum of 2020 that quotes \
a paragraph as it was before an amendment of 2018.\n",
    run: version,
};

fn version(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for verdict in compared(subject) {
        let Some((from, until)) = &verdict.version else { continue };
        let time = match (from.as_str(), until.as_str()) {
            (from, "") => format!("from {from} on"),
            ("", until) => format!("until {until}"),
            (from, until) => format!("from {from} until {until}"),
        };
        let date = subject.date.unwrap_or("today");
        found.push(
            Finding::new(
                &VERSION,
                verdict.quote,
                format!("these are the words of {} as they stood {time}, not on {date}", verdict.id),
            )
            .about(&verdict.id)
            .by([format!("{}: {}", verdict.id, verdict.law_words)]),
        );
    }
}

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for verdict in compared(subject) {
        if let Some(other) = &verdict.stands_in {
            let message = format!("the words quoted are those of {other}, not of {}", verdict.id);
            let evidence = format!("{other}: {}", verdict.law_words);
            let finding = Finding::new(&RULE, verdict.cited, message).about(&verdict.id).by([evidence]);
            let finding = Finding { fix: marks(subject, verdict.cited, &verdict.id, other), ..finding };
            found.push(aged(subject, verdict, finding));
        }
    }
}

/// The right marks in place of the wrong ones, where the section is the same and the citation ends with its marks.
fn marks(subject: &Subject<'_>, cited: Span, wrong: &ProvisionId, right: &ProvisionId) -> Option<Fix> {
    let (section, below) = crate::provision::split_at_section(wrong.as_str())?;
    let (other, instead) = crate::provision::split_at_section(right.as_str())?;
    let written = |path: &str| path.split('/').skip(1).flat_map(|p| ["(", p, ")"]).collect::<String>();
    let words = cited.of(subject.text);
    let (old, new) = (written(below), written(instead));
    let at = words.find(&old).filter(|_| !old.is_empty() && words.matches(&old).count() == 1)?;
    let span = Span::new(cited.start + at, cited.start + at + old.len());
    (section == other && !new.is_empty()).then_some(Fix { span, text: new })
}
