//! PC102: the section exists, its paragraph doesn't.

use crate::check::{Finding, Rule, Severity, Subject};
use crate::provision::ProvisionId;

pub(super) const RULE: Rule = Rule {
    code: "PC102",
    name: "wrong-depth",
    severity: Severity::Error,
    doc: "## What it does\n\nReports a paragraph that the section doesn't have, by the text in the law library that was in force on the \
document's date. Without the text nothing is said.\n\n## Why\n\nA section cited to a paragraph that isn't there sends the reader to \
nothing; often the mark is that of a neighbour.\n\n## Example\n\n`E.O. 13722 § 2(a)(xii)`, when section 2(a) ends with (vii).\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for (mention, id, instrument) in subject.cited() {
        if mention.confidence < 0.85
            || id.as_str().ends_with("/note")
            || instrument == id
            || subject.text_of(id).is_some()
        {
            continue;
        }
        // The nearest part above it that is there; of an instrument without it nothing is known.
        let above = std::iter::successors(id.parent(), ProvisionId::parent).take_while(|p| p != instrument);
        let found_above = above.into_iter().find_map(|p| Some((p.clone(), subject.text_of(&p)?)));
        let Some((there, (law, holder))) = found_above else { continue };
        if !subject.is_in_force(&law) {
            continue;
        }
        let depth = holder.id.parts().count() + 1;
        let children: Vec<&str> = law
            .parts
            .iter()
            .filter(|p| holder.id.contains(&p.id) && p.id.parts().count() == depth)
            .filter_map(|p| p.id.parts().next_back())
            .collect();
        // A text whose paragraphs were not told apart proves nothing.
        if children.is_empty() {
            continue;
        }
        let shown = if children.len() > 12 {
            format!("({}) to ({})", children[0], children[children.len() - 1])
        } else {
            format!("({})", children.join("), ("))
        };
        found.push(Finding {
            rule: &RULE,
            span: mention.span,
            message: format!("{there} has no such part; it has {shown}"),
            id: Some(id.clone()),
            evidence: vec![format!(
                "text of {}{}",
                law.id,
                if law.from.is_empty() { String::new() } else { format!(" as of {}", law.from) }
            )],
            fix: None,
        });
    }
}
