//! PC204: a faithful quotation, ascribed to the wrong paragraph.

use crate::check::quotation::verdicts;
use crate::check::{Finding, Rule, Severity, Subject};

pub(super) const RULE: Rule = Rule {
    code: "PC204",
    name: "misattributed-pinpoint",
    severity: Severity::Warning,
    doc: "## What it does\n\nReports a quotation whose words stand, as quoted, in another paragraph of the instrument cited than the one \
named.\n\n## Why\n\nThe words are right; whoever looks them up won't find them.\n\n## Example\n\nThe words of section 2(a)(iv), ascribed to \
section 2(a)(iii).\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for verdict in verdicts(subject) {
        if let Some(other) = &verdict.stands_in {
            found.push(Finding {
                rule: &RULE,
                span: verdict.cited,
                message: format!("the words quoted are those of {other}, not of {}", verdict.id),
                id: Some(verdict.id.clone()),
                evidence: vec![format!("{other}: {}", verdict.law_words)],
                fix: None,
            });
        }
    }
}
