//! PC111: a law's name and the number beside it are of two laws.

use crate::check::cited::Cited;
use crate::check::{Finding, Rule, Severity, Subject};
use crate::provision::is_below;
use crate::text::fold;

pub(super) const RULE: Rule = Rule {
    code: "PC111",
    name: "number-name",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nCompares a law's name, or an order's title in quotation marks, with the number that stands directly beside it.\n\n## Why\n\nA digit changed in \
`Pub. L. 114-122` is another law; the name shows it.\n\n## Example\n\n`the North Korea Sanctions and Policy Enhancement Act of 2016 (Pub. L. \
114-123)`: that Act is Pub. L. 114-122.\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    titles(subject, found);
    for (first, second) in subject.pairs() {
        let (from, to) = (first.mention.span.end, second.mention.span.start);
        let between = subject.text.get(from..to).unwrap_or("-").trim();
        if !matches!(between, "," | "(" | ", (" | "" | "(the") || to - from.min(to) > 5 {
            continue;
        }
        // The name before its number, or in brackets behind it.
        let beside = compare(subject, &first, &second, between);
        let behind = || between.starts_with('(').then(|| compare(subject, &second, &first, between)).flatten();
        found.extend(beside.or_else(behind));
    }
}

/// A name and a number side by side that are of two laws.
fn compare(subject: &Subject<'_>, name: &Cited<'_>, number: &Cited<'_>, between: &str) -> Option<Finding> {
    let registry = subject.resolver.registry();
    let (first, second) = (name.instrument, number.instrument);
    if first == second || number.id != second {
        return None;
    }
    let (name, number) = (name.mention, number.mention);
    let kind = |id: &str| id.rsplitn(3, '/').nth(2).map(str::to_owned);
    let words = subject.words(name);
    // Only a name that the registry has, of a law of the same series, and none of whose laws has that number.
    let bare = words.trim_start_matches("the ").trim_start_matches("The ");
    let spelled = registry.named(bare);
    let same_name = |e: &crate::registry::NameEntry| fold(e.name) == fold(bare);
    // An acronym is one that is written by hand in the registry: few mean but one law.
    let acronym = bare.len() >= 4 && bare.bytes().all(|b| b.is_ascii_uppercase());
    let known = (bare.split(' ').count() >= 3 || acronym)
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
    let dated = |id| subject.facts(id).map_or("", |f| f.date);
    let others = year.is_some_and(|y| dated(second).starts_with(y) && !dated(first).starts_with(y));
    let before = name.span.start.min(number.span.start);
    if !by_number || !known || listed || others || subject.before(before, 40).contains("amend") {
        return None;
    }
    if kind(first.as_str()) != kind(second.as_str()) {
        return None;
    }
    let other =
        subject.facts(second).filter(|f| !f.title.is_empty()).map(|f| format!("registry: {second} is {}", f.title));
    Some(
        Finding::new(&RULE, number.span, format!("{words} is {first}, not {second}"))
            .about(second)
            .by(std::iter::once(format!("registry: {words} is {first}")).chain(other)),
    )
}

/// A number with another's title in quotation marks behind it: `Executive Order 13818, “Blocking Property of …,”`.
fn titles(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let registry = subject.resolver.registry();
    for Cited { mention, id, instrument, .. } in subject.cited() {
        let Some(own) = subject.facts(instrument).map(|f| f.title).filter(|t| !t.is_empty() && instrument == id) else {
            continue;
        };
        let rest = subject.behind(mention, 420);
        // A day may stand between.
        let open = rest.find(['“', '"']).filter(|at| *at <= 40);
        let between = &rest[..open.unwrap_or(0)];
        let Some(open) = open.filter(|_| !between.contains(['.', ';', '\n']) && between.matches(',').count() <= 3)
        else {
            continue;
        };
        let inside = rest[open..].trim_start_matches(['“', '"']);
        let Some((title, _)) = inside.split_once(['”', '"']) else { continue };
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let beginning = instrument.as_str().rsplit_once('/').map_or("", |(above, _)| above);
        let Some(other) = registry.titled(&format!("{beginning}/"), &title) else { continue };
        if other != instrument.as_str() && fold(own) != fold(title.trim_end_matches([',', '.'])) {
            found.push(
                Finding::new(&RULE, mention.span, format!("“{title}” is {other}; {instrument} is “{own}”"))
                    .about(id)
                    .by([format!("registry: {other} is {title}"), format!("registry: {instrument} is {own}")]),
            );
        }
    }
}
