//! PC120: what is cited was made after the document.

use crate::check::{Finding, Rule, Severity, Subject};
use crate::resolve::Form;

pub(super) const RULE: Rule = Rule {
    code: "PC120",
    name: "anachronism",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nReports an instrument cited by its number that is dated after the document.\n\n## Why\n\nNobody can cite what \
isn't there yet: the number is wrong, or the document's date is.\n\n## Example\n\n`resolution 2321` in a text of July 2016: it was adopted \
in November.\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let Some(date) = subject.date.filter(|d| d.len() == 10) else { return };
    for (mention, id, instrument) in subject.cited() {
        if !matches!(mention.form, Form::Full | Form::ListMember) {
            continue;
        }
        let family = subject.resolver.grammar().family_of(instrument.as_str());
        let Some(family) = family.map(|f| &subject.resolver.grammar().families[f as usize]) else { continue };
        let number = instrument.parts().next_back().unwrap_or("");
        let plain: String = subject.words(mention).chars().filter(|c| *c != ',').collect();
        let facts = subject.facts(instrument).filter(|f| f.date.len() == 10);
        let Some(facts) = facts.filter(|_| plain.contains(number) && !family.names_built) else { continue };
        if facts.date > date {
            found.push(Finding {
                rule: &RULE,
                severity: RULE.severity,
                span: mention.span,
                message: format!("{instrument} is of {}, after this document of {date}", facts.date),
                id: Some(id.clone()),
                evidence: vec![format!("registry: {instrument} is dated {}", facts.date)],
                fix: None,
            });
        }
    }
}
