//! PC125: a bill's numbering where the law's differs.

use crate::check::{Finding, Rule, Severity, Subject};
use crate::provision::is_section;

pub(super) const RULE: Rule = Rule {
    code: "PC125",
    name: "bill-not-law",
    severity: Severity::Warning,
    default: true,
    doc: "## What it does\n\nReports a section of a bill that has another number in the law that came of it, and a bill cited in a text \
written after it had become law.\n\n## Why\n\nCommittees renumber. A section quoted from the bill leads the reader of the law to another \
one.\n\n## Example\n\n`H.R. 757 § 207` is section 208 of Pub. L. 114-122.\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let registry = subject.resolver.registry();
    for (mention, id, bill) in subject.cited() {
        let Some(facts) = subject.facts(bill).filter(|f| !f.became.is_empty()) else { continue };
        let Ok(law) = facts.became.parse::<crate::provision::ProvisionId>() else { continue };
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
