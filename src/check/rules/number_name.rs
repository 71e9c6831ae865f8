//! PC111: a law's name and the number beside it are of two laws.

use crate::check::cited::Cited;
use crate::check::{Finding, Rule, Severity, Subject};
use crate::provision::is_below;
use crate::resolve::{Form, Mention};
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
        let called = matches!(between, "known as the" | ", known as the" | "also known as the" | ", also known as the");
        let near = matches!(between, "," | "(" | ", (" | "" | "(the" | ", the") && to - from.min(to) <= 6;
        if !near && !called {
            continue;
        }
        // The name before its number, or in brackets or between commas behind it.
        let beside = if called || between == ", the" { None } else { compare(subject, &first, &second, between) };
        let set_apart = || {
            let words = &subject.resolver.grammar().words;
            let rest = subject.behind(second.mention, 12);
            let next = rest.strip_prefix(", ").map(|r| r.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or(""));
            matches!(between, "," | ", the")
                && next.is_some_and(|w| !w.is_empty() && !words.joining.iter().any(|other| other == w))
        };
        let apposed = called || between.starts_with('(') || set_apart();
        let behind = || apposed.then(|| compare(subject, &second, &first, between)).flatten();
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
        && name.span.start < number.span.start
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
        // Behind a list it may be the first one's.
        let listed = mention.form == Form::ListMember;
        let Some((title, open)) = title_beside(subject, mention).filter(|_| !listed) else { continue };
        let beginning = instrument.as_str().rsplit_once('/').map_or("", |(above, _)| above);
        let beginning = format!("{beginning}/");
        // Another of the series has it, or several, and this one has not.
        let another = |title: &str| {
            let all = registry.all_titled(&beginning, title.trim_end_matches([',', '.', ';', ' ']));
            all.first().copied().filter(|_| !all.contains(&instrument.as_str()))
        };
        // Where no mark opens it, the longest run of words that is a title.
        let named = if open {
            title
                .char_indices()
                .filter(|(at, c)| c.is_uppercase() && (*at == 0 || title[..*at].ends_with(' ')))
                .find_map(|(at, _)| {
                    let title = &title[at..];
                    let long = title.split(' ').nth(LEAST).is_some();
                    Some((title, registry.titled(&beginning, title).filter(|_| long)?))
                })
        } else {
            another(&title).map(|other| (title.as_str(), other))
        };
        let Some((title, other)) = named else { continue };
        if other != instrument.as_str() && fold(own) != fold(title.trim_end_matches([',', '.'])) {
            found.push(
                Finding::new(&RULE, mention.span, format!("“{title}” is {other}; {instrument} is “{own}”"))
                    .about(id)
                    .by([format!("registry: {other} is {title}"), format!("registry: {instrument} is {own}")]),
            );
        }
    }
}

/// A title of fewer words than this, and one, may stand before a number by chance.
const LEAST: usize = 4;

/// What may be a title beside a number: in quotation marks or brackets behind it, or behind a dash; in marks before it, and where it
/// is only the words before a comma or a bracket, those, which may begin too early.
fn title_beside(subject: &Subject<'_>, mention: &Mention) -> Option<(String, bool)> {
    let joined = |title: &str| title.split_whitespace().collect::<Vec<_>>().join(" ");
    let rest = subject.behind(mention, 420);
    // A day may stand between.
    if let Some(open) = rest.find(['“', '"']).filter(|at| *at <= 40) {
        let between = &rest[..open];
        if !between.contains(['.', ';', '\n']) && between.matches(',').count() <= 3 {
            let inside = rest[open..].trim_start_matches(['“', '"']);
            return Some((joined(inside.split_once(['”', '"'])?.0), false));
        }
    }
    if let Some(inside) = rest.strip_prefix(" (") {
        return Some((joined(inside.split_once(')')?.0), false));
    }
    let dashed =
        rest.trim_start().strip_prefix(['—', '–', ':']).filter(|r| r.trim_start().starts_with(char::is_uppercase));
    if let Some(title) = dashed {
        return Some((joined(title.split(['.', '\n', ';']).next()?), false));
    }
    let before = subject.before(mention.span.start, 240);
    let before = before.strip_suffix('(').or_else(|| before.strip_suffix(", "))?.trim_end();
    if let Some(inside) = before.strip_suffix(['”', '"']) {
        return Some((joined(inside.rsplit(['“', '"']).next()?.trim_end_matches(',')), false));
    }
    let line = before.rsplit(['\n', ';', '”']).next()?;
    // `Executive Order 13382, Blocking Property of …, Executive Order 13466`: the words are the title of the one before them.
    let from = mention.span.start - subject.text[..mention.span.start].len().min(before.len() + 2);
    let last = subject.mentions[..subject.mentions.partition_point(|m| m.span.start < mention.span.start)].last();
    if last.is_some_and(|m| m.span.end > from && subject.behind(m, 2) == ", ") {
        return None;
    }
    Some((joined(line), true))
}
