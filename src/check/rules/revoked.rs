//! PC122: what is cited had been revoked.

use crate::check::{Finding, Rule, Severity, Subject};
use crate::resolve::Form;

pub(super) const RULE: Rule = Rule {
    code: "PC122",
    name: "repealed",
    severity: Severity::Note,
    doc: "## What it does\n\nSays of an instrument that it has been revoked, by what, and since when.\n\n## Why\n\nA revoked order may be \
cited for what it did; relied on, it is no authority.\n\n## Example\n\n`Executive Order 12114`, revoked since.\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let authority = subject.resolver.authority();
    let mut told = std::collections::BTreeSet::new();
    for (mention, id, instrument) in subject.cited() {
        if !matches!(mention.form, Form::Full | Form::ListMember) {
            continue;
        }
        let Some(facts) = authority.facts(instrument).filter(|f| !f.revoked.is_empty()) else { continue };
        let by: Option<crate::provision::ProvisionId> = facts.revoked.parse().ok();
        let since = by.and_then(|id| authority.facts(&id)).map_or("", |f| f.date);
        let later = subject.date.is_some_and(|date| since.is_empty() || date < since);
        if !later && told.insert(instrument.clone()) {
            let on = if since.is_empty() { String::new() } else { format!(" on {since}") };
            found.push(Finding {
                rule: &RULE,
                span: mention.span,
                message: format!("{instrument} was revoked{on} by {}", facts.revoked),
                id: Some(id.clone()),
                evidence: vec![format!("registry: revoked by {}", facts.revoked)],
                fix: None,
            });
        }
    }
}
