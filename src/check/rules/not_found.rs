//! PC101: a section beyond all that the instrument has.

use crate::check::{Finding, Rule, Severity, Subject};
use crate::registry::leading_number;
use crate::resolve::Form;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "PC101",
    name: "not-found",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nReports a section whose number lies beyond the last one that its instrument has, where the registry has \
all of the instrument's sections.\n\n## Why\n\nA number that never was is a slip of the pen, or made up. A number among those that are \
there may have been repealed, so that nothing is said of it.\n\n## Example\n\n`18 U.S.C. § 99999`: title 18 ends long before.\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let registry = subject.resolver.registry();
    let mut told = std::collections::BTreeSet::new();
    let mut highest: std::collections::BTreeMap<&str, Option<(u64, String)>> = std::collections::BTreeMap::new();
    // In a text of a code itself a list of bare numbers may be of another title, named behind it.
    let own = subject.mentions.iter().find(|m| m.form == Form::Own).and_then(|m| m.id.as_ref());
    let own = own.map(|id| subject.resolver.instrument_of(id));
    for mention in subject.mentions {
        let Some(id) = &mention.id else { continue };
        // What points back to such a section only repeats it, and a bare section may be of something else.
        if matches!(mention.form, Form::Anaphora | Form::Short) {
            continue;
        }
        let grammar = subject.resolver.grammar();
        let Some((section, _)) = grammar.split_at_section(id) else { continue };
        let (Some((instrument, _)), Some(last)) = (section.rsplit_once('/'), grammar.section_number(id)) else {
            continue;
        };
        let highest = highest.entry(instrument).or_insert_with(|| registry.last_section(instrument));
        let Some((most, highest)) = highest.as_ref() else { continue };
        // Some room for sections that were repealed at the end.
        let beyond = leading_number(last) > most + most / 20 + 50;
        if !beyond
            || mention.form != Form::Full && own.as_ref().is_some_and(|own| own.as_str() == instrument)
            || registry.has_section(instrument, last) != Some(false)
            || !told.insert(section)
            || is_torn(subject, mention.span, last, |n| registry.has_section(instrument, n) == Some(true))
        {
            continue;
        }
        found.push(
            Finding::new(
                &RULE,
                mention.span,
                format!("there is no section {last} in {instrument}: its last is section {highest}"),
            )
            .about(id)
            .by([format!("registry: {instrument} ends with section {highest}")]),
        );
    }
}

/// Whether a citation stands in text that lines or notes of a page tore: a number before it belongs to the line, a number
/// on its end to a note.
fn is_torn(subject: &Subject<'_>, span: Span, number: &str, has: impl Fn(&str) -> bool) -> bool {
    let words = span.of(subject.text);
    let gap = |s: &str| s.contains('\n') || s.contains("  ");
    if !gap(words) {
        return false;
    }
    // `42`, a new line, `8`, another, `U.S.C. 2000e`: one of the two numbers is the line's.
    let line = subject.text[..span.start].trim_end();
    let opens = subject.text[line.len()..span.start].contains('\n');
    let first = words.split_whitespace().next().unwrap_or_default();
    if words[first.len()..].starts_with('\n') || opens && line.ends_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    (1..=2).filter_map(|n| number.get(..number.len().checked_sub(n)?)).any(has)
}
