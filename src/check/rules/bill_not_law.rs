//! PC125: a bill's numbering where the law's differs.

use crate::check::cited::Cited;
use crate::check::{Finding, Rule, Severity, Subject};
use crate::grammar::Family;
use crate::provision::{ProvisionId, is_section};
use crate::registry::Series;

pub(super) const RULE: Rule = Rule {
    code: "PC125",
    name: "bill-not-law",
    severity: Severity::Warning,
    default: true,
    doc: "## What it does\n\nReports a section of a bill that has another number in the law that came of it, a section of a bill cited in a \
text written after it had become law, and a bill that never became law cited as if it were: once a bill.\n\n## Why\n\nCommittees renumber. A section quoted from the bill leads the reader of the law to another \
one.\n\n## Example\n\n`H.R. 757 § 207` is section 208 of Pub. L. 114-122.\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let registry = subject.resolver.registry();
    let mut told = std::collections::BTreeSet::new();
    let all = (0..subject.mentions.len()).filter_map(|at| Some((at, subject.cited_at(at)?)));
    for (at, cited) in all {
        let Cited { mention, id, instrument: bill, family, .. } = cited;
        if !family.is_some_and(Family::is_bill) || told.contains(bill) {
            continue;
        }
        // `the Harbours Act (H.R. 12)`: its number says it.
        let numbered = subject
            .cited_at(at + 1)
            .is_some_and(|next| next.instrument == bill && next.mention.span.start <= mention.span.end + 4);
        if numbered && !subject.has_number(mention, bill) {
            continue;
        }
        if let Some(finding) = never_law(subject, &cited) {
            told.insert(bill);
            found.push(finding);
            continue;
        }
        let Some(facts) = subject.facts(bill).filter(|f| !f.became.is_empty()) else { continue };
        let Ok(law) = facts.became.parse::<ProvisionId>() else { continue };
        let section = id.parts().find(|p| is_section(p));
        let moved = section.and_then(|section| {
            facts
                .moved
                .split(';')
                .filter_map(|m| m.split_once(':'))
                .find(|(from, _)| *from == section)
                .map(|(_, to)| to)
        });
        let enacted = registry.facts(&law).map_or("", |f| f.date);
        let after = subject.date.is_some_and(|date| !enacted.is_empty() && date > enacted);
        let message = match moved {
            Some(to) => {
                format!("section {} is the bill's numbering; in the law it is {law}/{to}", &section.unwrap_or(" ")[1..])
            }
            None if after && section.is_some() => {
                format!("a section of the bill; it had become {law} on {enacted}, which may be numbered otherwise")
            }
            None => continue,
        };
        let mut evidence = vec![format!(
            "registry: {bill} became {law}{}",
            if enacted.is_empty() { String::new() } else { format!(" on {enacted}") }
        )];
        evidence.extend((!facts.note.is_empty()).then(|| facts.note.to_owned()));
        // Where the section has another number, each of them is told.
        if moved.is_none() {
            told.insert(bill);
        }
        found.push(Finding {
            rule: &RULE,
            severity: RULE.severity,
            span: mention.span,
            message,
            id: Some(id.clone()),
            evidence,
            fix: None,
        });
    }
}

/// How far beside a bill words may say that it is the law.
const BESIDE: usize = 100;

/// The series of a bill of a Congress that is over, all of whose bills are known, which became no law.
fn series_without(subject: &Subject<'_>, bill: &ProvisionId) -> Option<Series> {
    let (above, number) = bill.as_str().rsplit_once('/')?;
    let series = subject.resolver.registry().series(above);
    let series = series.filter(|s| s.closed && !s.from.is_empty() && !number.is_empty())?;
    let within = number.parse::<u64>().is_ok_and(|n| (1..=series.last).contains(&n));
    (within && subject.facts(bill).is_none_or(|f| f.became.is_empty())).then_some(series)
}

/// Whether all bills are known of a bill's Congress, and it is none that became law.
pub(super) fn never_became(subject: &Subject<'_>, bill: &ProvisionId) -> bool {
    series_without(subject, bill).is_some()
}

/// A bill that became no law, where the text says that it is one.
fn never_law(subject: &Subject<'_>, cited: &Cited<'_>) -> Option<Finding> {
    let Cited { mention, id, instrument: bill, .. } = *cited;
    let series = series_without(subject, bill)?;
    let before = subject.before(mention.span.start, BESIDE);
    let before = before.rsplit(['.', '\n', ';']).next().unwrap_or(before).to_lowercase();
    let behind = subject.behind(mention, BESIDE);
    let behind = behind.split(['\n', ';']).next().unwrap_or(behind).to_lowercase();
    let words = &subject.resolver.grammar().words;
    let has = |list: &[String]| list.iter().any(|w| before.contains(w.as_str()) || behind.contains(w.as_str()));
    (has(&words.as_law) && !has(&words.as_bill)).then(|| {
        Finding::new(&RULE, mention.span, format!("{bill} is a bill; it became no law"))
            .about(id)
            .by([format!("registry: of the {}, {} of them, {bill} is none that became law", series.what, series.last)])
    })
}
