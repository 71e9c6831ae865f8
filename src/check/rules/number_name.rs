//! PC111: a law's name and the number beside it are of two laws.

use crate::check::{Finding, Rule, Severity, Subject};
use crate::provision::is_below;
use crate::text::fold;

pub(super) const RULE: Rule = Rule {
    code: "PC111",
    name: "number-name",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nCompares a law's name with the number that stands directly beside it.\n\n## Why\n\nA digit changed in \
`Pub. L. 114-122` is another law; the name shows it.\n\n## Example\n\n`the North Korea Sanctions and Policy Enhancement Act of 2016 (Pub. L. \
114-123)`: that Act is Pub. L. 114-122.\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let registry = subject.resolver.registry();
    for pair in subject.mentions.windows(2) {
        let [name, number] = pair else { continue };
        let (Some(named), Some(numbered)) = (&name.id, &number.id) else { continue };
        let between = subject.text.get(name.span.end..number.span.start).unwrap_or("-").trim();
        if !matches!(between, "," | "(" | ", (" | "") || number.span.start - name.span.end.min(number.span.start) > 3 {
            continue;
        }
        let (first, second) = (subject.resolver.instrument_of(named), subject.resolver.instrument_of(numbered));
        let kind = |id: &str| id.rsplitn(3, '/').nth(2).map(str::to_owned);
        let words = subject.words(name);
        let spelled = registry.named(words.trim_start_matches("the ").trim_start_matches("The "));
        // Only a name that the registry has, of a law of the same series, and none of whose laws has that number.
        let bare = words.trim_start_matches("the ").trim_start_matches("The ");
        let same_name = |e: &crate::registry::NameEntry| fold(e.name) == fold(bare);
        let known = bare.split(' ').count() >= 4
            && !spelled.is_empty()
            && spelled.iter().all(|e| same_name(e) && !is_below(e.id, second.as_str()));
        // The number has to be one, and not that of an amendment.
        let last = second.parts().next_back().unwrap_or_default();
        let by_number = subject.words(number).contains(last) && !subject.words(number).contains("Act");
        // `the A Act, Public Law 1-2, and the B Act` is a list; `(Public Law 1-2)` is not.
        let behind = subject.behind(number, 12).trim_start();
        let listed = !between.contains('(')
            && (behind.starts_with(", and") || behind.starts_with(", the") || behind.starts_with("and "));
        // The name's year may tell that the registry has the law of another year by it.
        let year = words.get(words.len().saturating_sub(4)..).filter(|y| y.bytes().all(|b| b.is_ascii_digit()));
        let dated = |id| registry.facts(id).map_or("", |f| f.date);
        let others = year.is_some_and(|y| dated(&second).starts_with(y) && !dated(&first).starts_with(y));
        let mut from = name.span.start.saturating_sub(40);
        while !subject.text.is_char_boundary(from) {
            from -= 1;
        }
        if !by_number || listed || others || subject.text[from..name.span.start].contains("amend") {
            continue;
        }
        if first != second && kind(first.as_str()) == kind(second.as_str()) && known && numbered == &second {
            let other = registry
                .facts(&second)
                .filter(|f| !f.title.is_empty())
                .map(|f| format!("registry: {second} is {}", f.title));
            found.push(Finding {
                rule: &RULE,
                severity: RULE.severity,
                span: number.span,
                message: format!("{words} is {first}, not {second}"),
                id: Some(second.clone()),
                evidence: std::iter::once(format!("registry: {words} is {first}")).chain(other).collect(),
                fix: None,
            });
        }
    }
}
