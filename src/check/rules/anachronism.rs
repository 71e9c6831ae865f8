//! PC120: what is cited was made after the document.

use crate::check::cited::Cited;
use crate::check::{Finding, Rule, Severity, Subject, year};
use crate::grammar::{Kind, Shape};
use crate::law::is_day;
use crate::provision::ProvisionId;
use crate::resolve::Form;

pub(super) const RULE: Rule = Rule {
    code: "PC120",
    name: "anachronism",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nReports an instrument cited by its number that is dated after the document, a law by its name that was \
made years after it, and a section of a code that was enacted after it.\n\n## Why\n\nNobody can cite what \
isn't there yet: the number is wrong, or the document's date is.\n\n## Example\n\n`resolution 2321` in a text of July 2016: it was adopted \
in November.\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let Some(date) = subject.date.filter(|d| is_day(d)) else { return };
    by_name(subject, date, found);
    sections(subject, date, found);
    for Cited { mention, id, instrument, family, .. } in subject.cited() {
        if !matches!(mention.form, Form::Full | Form::ListMember) {
            continue;
        }
        let Some(family) = family else { continue };
        // An act that has its year in its number: `Regulation (EU) 2016/679` in a text of 2012.
        let year = family.id.values(instrument.as_str()).find(|(f, value)| {
            matches!(family.fields[*f as usize].shape, Shape::Year) && value.len() == 4 && *value > &date[..4]
        });
        if let Some((_, year)) = year.filter(|(_, year)| subject.words(mention).contains(year)) {
            found.push(
                Finding::new(&RULE, mention.span, format!("{instrument} is of {year}, after this document of {date}"))
                    .about(id)
                    .by([format!("its number says that it is of {year}")]),
            );
            continue;
        }
        let facts = subject.facts(instrument).filter(|f| f.date.len() == 10 && f.date > date && !family.names_built);
        let Some(facts) = facts else { continue };
        if subject.has_number(mention, instrument) {
            found.push(Finding {
                rule: &RULE,
                severity: RULE.severity,
                span: mention.span,
                message: format!("{instrument} is of {}, after this document of {date}", facts.date),
                id: Some(id.clone()),
                evidence: vec![format!("registry: {instrument} is dated {}", facts.date)],
                fix: None,
            });
        }
    }
}

/// Sections of a code that a law of later made, and that were first seen after that.
fn sections(subject: &Subject<'_>, date: &str, found: &mut Vec<Finding>) {
    let registry = subject.resolver.registry();
    let mut asked = std::collections::BTreeSet::new();
    for cited in subject.cited() {
        let Cited { mention, id, section, .. } = cited;
        let Some(section) = section.filter(|_| cited.is(Kind::Code)) else { continue };
        if !matches!(mention.form, Form::Full | Form::ListMember) || !asked.insert(section) {
            continue;
        }
        // `The bill would enact a new 18 U.S.C. § 1595A`
        let words = &subject.resolver.grammar().words;
        let around = [subject.before(mention.span.start, 160), subject.behind(mention, 80)].map(str::to_lowercase);
        if words.as_bill.iter().any(|w| around.iter().any(|text| text.contains(w.as_str()))) {
            continue;
        }
        // A number that was in use before, for another section, is another rule's.
        let seen = registry.first_seen(section).filter(|seen| *seen > date && date > FIRST_SEEN);
        let Some(source) =
            seen.filter(|_| registry.lists(section) && registry.gone(section).is_none()).and_then(|_| {
                let source: ProvisionId = subject.facts(&section.parse().ok()?)?.source.parse().ok()?;
                Some(subject.resolver.instrument_of(&source))
            })
        else {
            continue;
        };
        // Seen before the law that made it, it was another section of that number.
        let new = |made: &&str| made.len() == 10 && *made > date && seen.is_some_and(|seen| seen >= *made);
        let Some(made) = subject.facts(&source).map(|f| f.date).filter(new) else {
            continue;
        };
        found.push(
            Finding::new(
                &RULE,
                mention.span,
                format!("{section} was enacted on {made}, after this document of {date}"),
            )
            .about(id)
            .by([format!("registry: {section} was enacted by {source}, of {made}")]),
        );
    }
}

/// From which day on the registry knows when a section was first seen.
const FIRST_SEEN: &str = "2013-08-01";

/// How many years before a law its name may be in use: a bill has it first, in the Congress that makes the law of it.
const AS_A_BILL: i32 = 2;

/// Laws by their whole name, before any of that name was made. A name with the document's year in it is a bill's.
fn by_name(subject: &Subject<'_>, date: &str, found: &mut Vec<Finding>) {
    let Some(now) = year(date) else { return };
    let mut told = std::collections::BTreeSet::new();
    for Cited { mention, id, instrument, .. } in subject.cited() {
        let words = subject.words(mention);
        let name = words.trim_start_matches("the ").trim_start_matches("The ");
        if instrument != id || name.split(' ').count() < 4 || !name.starts_with(|c: char| c.is_uppercase()) {
            continue;
        }
        let entries = subject.resolver.registry().named(name);
        let later = |day: &str| {
            year(day).is_some_and(|y| y > now + AS_A_BILL || y == now + AS_A_BILL && day.get(4..) > date.get(4..))
        };
        let dated: Vec<&str> = entries
            .iter()
            .map(|e| if e.from.is_empty() { subject.facts(instrument).map_or("", |f| f.date) } else { e.from })
            .collect();
        if dated.is_empty() || !dated.iter().all(|day| later(day)) || !told.insert(instrument) {
            continue;
        }
        let day = dated.iter().min().copied().unwrap_or_default();
        found.push(
            Finding::new(&RULE, mention.span, format!("{name} is of {day}, after this document of {date}"))
                .about(id)
                .by([format!("registry: {name} is {instrument} of {day}")]),
        );
    }
}
