//! PC102: the section exists, its paragraph doesn't.

use crate::check::{Finding, Rule, Severity, Subject};
use crate::provision::split_at_section;

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
    for mention in subject.mentions {
        let Some(id) = mention.id.as_ref().filter(|_| mention.confidence >= 0.85) else { continue };
        let Some((section, below)) = split_at_section(id.as_str()) else { continue };
        if below.is_empty() || below.contains("note") || subject.text_of(id).is_some() {
            continue;
        }
        let Some((law, part)) = section.parse().ok().and_then(|section| subject.text_of(&section)) else { continue };
        // The parent that is there, and its own children.
        let mut parent = Some(id.clone());
        let there = std::iter::from_fn(|| {
            parent = parent.as_ref().and_then(crate::provision::ProvisionId::parent);
            parent.clone()
        })
        .find(|p| subject.text_of(p).is_some());
        let Some(there) = there else { continue };
        let Some((_, holder)) = subject.text_of(&there) else { continue };
        let depth = holder.id.parts().count() + 1;
        let children: Vec<&str> = law
            .parts
            .iter()
            .filter(|p| holder.id.contains(&p.id) && p.id.parts().count() == depth && part.id.contains(&p.id))
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
