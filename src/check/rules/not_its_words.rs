//! PC207: words ascribed to a provision that doesn't have them.

use super::misquote::aged;
use crate::check::quotation::compared;
use crate::check::{Finding, Rule, Severity, Subject};

pub(super) const RULE: Rule = Rule {
    code: "PC207",
    name: "not-its-words",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nReports a quotation that its sentence says is a provision's, where the text of that provision has no such words, nor any \
other text in the law library.\n\n## Why\n\nInvented words of a law look like the law's.\n\n## Example\n\n`Section 2(a) of Executive Order 13722 says \
that “no bank shall open an account”`, when it says nothing of banks.\n\nOther people's words beside a citation are no finding: `Applying section 2(a), the \
court held that “…”`.\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for verdict in compared(subject).iter().filter(|v| v.not_its) {
        let nearest = match verdict.law_words.as_str() {
            "" => format!("the text of {} at hand has nothing like it", verdict.id),
            words => format!("nearest in {}: {words}", verdict.id),
        };
        let finding = Finding::new(&RULE, verdict.quote, verdict.message()).about(&verdict.id).by([nearest]);
        found.push(aged(subject, verdict, finding));
    }
}
