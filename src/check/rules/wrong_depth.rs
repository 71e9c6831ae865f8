//! PC102: the section exists, its paragraph doesn't.

use crate::check::amending::is_amended;
use crate::check::{Finding, Rule, Severity, Subject};
use crate::resolve::Form;

pub(super) const RULE: Rule = Rule {
    code: "PC102",
    name: "wrong-depth",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nReports a paragraph that the section doesn't have, by the text in the law library that was in force on the \
document's date. Without the text nothing is said.\n\n## Why\n\nA section cited to a paragraph that isn't there sends the reader to \
nothing; often the mark is that of a neighbour.\n\n## Example\n\n`E.O. 13722 § 2(a)(xii)`, when section 2(a) ends with (vii).\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    if subject.texts.is_empty() {
        return;
    }
    for (mention, id, instrument) in subject.cited() {
        // What scope tells may be of another scope.
        let bare = matches!(mention.form, Form::Short | Form::Anaphora);
        let unsure = bare || mention.confidence < 0.85 || id.as_str().ends_with("/note") || instrument == id;
        // What an amendment says of it is another rule's.
        let behind = subject.behind(mention, 160);
        let former = ["formerly", "as in effect", "was in effect", "as it existed"].iter().any(|w| behind.contains(w));
        if unsure || former || is_amended(behind) {
            continue;
        }
        let Some((there, law, children)) = subject.missing(id, instrument) else { continue };
        let day = if law.from.is_empty() { String::new() } else { format!(" as of {}", law.from) };
        found.push(
            Finding::new(&RULE, mention.span, format!("{there} has no such part; it has {children}"))
                .about(id)
                .by([format!("text of {}{day}", law.id)]),
        );
    }
}
