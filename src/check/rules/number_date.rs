//! PC110: the number and the date or year beside it don't go together.

use std::sync::OnceLock;

use regex::Regex;

use crate::check::cited::Cited;
use crate::check::{Finding, Rule, Severity, Subject};
use crate::grammar::Family;
use crate::provision::ProvisionId;
use crate::resolve::Form;

pub(super) const RULE: Rule = Rule {
    code: "PC110",
    name: "number-date",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nCompares the date or year written with a numbered instrument with the registry's: an executive order's day of \
signing, a resolution's year, the years of a law's Congress; with a volume the years of its laws, with a page the days on which it was printed; and the \
year in a law's name (`the Harbour Act of 1990`) with that of the only law that has the name.\n\n## Why\n\nA number and a date that contradict each other cite two \
instruments; one of the two is wrong.\n\n## Example\n\n`resolution 2270 (2017)`: it was adopted on 2 March 2016.\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    static DATED: OnceLock<Option<Regex>> = OnceLock::new();
    let dated = DATED.get_or_init(|| {
        // `Feb.`, `Sept.`, or whole.
        let months = &crate::grammar::Words::builtin().months;
        let month = |m: &String| format!("{m}|{}\\.|{}\\.", &m[..3], &m[..m.len().min(4)]);
        let month = format!("(?:{})", months.iter().map(month).collect::<Vec<_>>().join("|"));
        let day = format!(r"{month} \d{{1,2}}, \d{{4}}|\d{{1,2}} {month} \d{{4}}");
        Regex::new(&format!(
            r"\A(?:,? (?:of|dated|(?:signed|enacted|adopted|approved)(?: on)?) ({day})| \((?:({month} \d{{1,2}}, )?(\d{{4}}))\)| of (\d{{4}})\b)"
        ))
        .ok()
    });
    let Some(dated) = dated else { return };
    volumes(subject, found, dated);
    names(subject, found);
    for cited in subject.cited() {
        let Cited { mention, id, .. } = cited;
        // `Orders 1, 2 and 3 of May 1, June 1 and July 1, respectively`
        if mention.form == Form::ListMember {
            continue;
        }
        let words = subject.words(mention);
        let inside = words.rfind(" (").map(|at| &words[at..]).unwrap_or_default();
        let behind = subject.behind(mention, 40);
        let Some(said) = dated.captures(inside).or_else(|| dated.captures(behind)) else { continue };
        let Some(day) = numbered(subject, &cited) else { continue };
        let whole = said.get(1).and_then(|d| iso(d.as_str()));
        let in_brackets = said
            .get(2)
            .zip(said.get(3))
            .and_then(|(d, y)| crate::parse::iso_date(&format!("{}{}", d.as_str(), y.as_str())));
        let year = said.get(3).or_else(|| said.get(4)).map(|y| y.as_str().to_owned());
        let (wrong, stated) = match (whole.or(in_brackets), year) {
            (Some(date), _) => (date != day, date),
            (None, Some(year)) => (!day.starts_with(&year), year),
            (None, None) => continue,
        };
        if wrong {
            found.push(Finding {
                rule: &RULE,
                severity: RULE.severity,
                span: mention.span,
                message: format!("{id} is of {day}, not of {stated}"),
                id: Some(id.clone()),
                evidence: vec![format!("registry: {id} is dated {day}")],
                fix: None,
            });
        }
    }
}

/// A day as `YYYY-MM-DD`, the month before the day or behind it.
fn iso(written: &str) -> Option<String> {
    let mut words = written.split(' ');
    match (words.next(), words.next(), words.next()) {
        (Some(day), Some(month), Some(year)) if day.bytes().all(|b| b.is_ascii_digit()) => {
            crate::parse::iso_date(&format!("{month} {day}, {year}"))
        }
        _ => crate::parse::iso_date(written),
    }
}

/// The registry's day of an instrument cited by its number, where it has the whole day.
fn numbered(subject: &Subject<'_>, cited: &Cited<'_>) -> Option<String> {
    let (instrument, family) = (cited.instrument, cited.family?);
    let facts = subject.facts(instrument).filter(|f| f.date.len() == 10)?;
    // Its number has to be in the words: an Act's name has a year of its own. A page behind a law is another citation's.
    let number = instrument.parts().next_back()?;
    let digits = number.bytes().all(|b| b.is_ascii_digit()) && !family.names_built;
    let by_number = digits && subject.has_number(cited.mention, instrument);
    (by_number && !family.fields.iter().any(|f| f.missing.is_some())).then(|| facts.date.to_owned())
}

/// Pages of volumes beside a year or a day on which their volume, or they, were not printed.
fn volumes(subject: &Subject<'_>, found: &mut Vec<Finding>, dated: &Regex) {
    let registry = subject.resolver.registry();
    for Cited { mention, id, instrument: page, family, .. } in subject.cited() {
        if !family.is_some_and(Family::is_page) {
            continue;
        }
        let (Some((volume, number)), Form::Full) = (page.as_str().rsplit_once('/'), mention.form) else { continue };
        let Some((series, counted)) = volume.rsplit_once('/') else { continue };
        // The lines of a torn page have numbers of their own.
        if subject.words(mention).contains('\n') {
            continue;
        }
        // `81 Fed. Reg. 14,943, 14,944 (Mar. 18, 2016)`: a pin page lies between.
        let behind = subject.behind(mention, 60);
        let pins = behind.len()
            - behind.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | ' ' | '-' | '–')).len();
        let behind = if behind[pins..].starts_with('(') {
            &behind[pins - usize::from(behind[..pins].ends_with(' '))..]
        } else {
            behind
        };
        let Some(said) = dated.captures(behind).filter(|said| said.get(3).is_some_and(|y| !y.is_empty())) else {
            continue;
        };
        let year = said.get(3).map_or("", |y| y.as_str());
        let day = said.get(2).and_then(|d| crate::parse::iso_date(&format!("{}{year}", d.as_str())));
        let wrong = if let Some((from, to)) = registry.days_of_volume(volume) {
            // Printed up to a year after its last law.
            let last = crate::check::year(to).map_or(9999, |y| y + 1);
            let now = year.parse::<i32>().unwrap_or(0);
            (year < from.get(..4).unwrap_or("") || now > last)
                .then(|| format!("volume {counted} has the laws from {from} to {to}"))
        } else if let (Some(years), Ok(n)) = (registry.counted(series), counted.parse::<u64>()) {
            let begins = years.begins(n);
            // What wasn't printed yet is said already.
            if subject
                .date
                .is_some_and(|date| begins.as_str() > date && crate::check::year(&begins) != crate::check::year(date))
            {
                continue;
            }
            if begins.get(..4) == Some(year) {
                // The day is of the right year; the page may be another day's.
                let (first, last) =
                    number.parse().ok().and_then(|n| registry.days_of_page(volume, n)).unwrap_or(("", "9999"));
                day.clone()
                    .filter(|day| {
                        !first.is_empty() && (days(first) > days(day) + NEAR || days(day) > days(last) + NEAR)
                    })
                    .map(|_| format!("page {number} of volume {counted} was printed between {first} and {last}"))
            } else {
                Some(format!("volume {counted} is of {}", begins.get(..4).unwrap_or("")))
            }
        } else {
            None
        };
        if let Some(why) = wrong {
            let stated = day.unwrap_or_else(|| year.to_owned());
            found.push(
                Finding::new(&RULE, mention.span, format!("{why}, not of {stated}"))
                    .about(id)
                    .by([format!("registry: {why}")]),
            );
        }
    }
}

/// How many days a page may lie from the day beside it: that of signing, of filing, of the issue.
const NEAR: i64 = 45;

/// A day as a number that grows by about one a day.
fn days(date: &str) -> i64 {
    let part = |range: std::ops::Range<usize>| date.get(range).and_then(|p| p.parse::<i64>().ok()).unwrap_or(0);
    part(0..4) * 365 + part(5..7) * 30 + part(8..10)
}

/// The name of a law with a year that no law of that name is of.
fn names(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let registry = subject.resolver.registry();
    for Cited { mention, id, instrument, .. } in subject.cited() {
        let words = subject.words(mention).trim_start_matches("the ").trim_start_matches("The ");
        let Some((name, year)) =
            words.rsplit_once(" of ").filter(|(_, y)| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()))
        else {
            continue;
        };
        if instrument != id
            || name.split(' ').count() < 3
            || !registry.named(words).is_empty()
            || registry.facts(instrument).is_some()
        {
            continue;
        }
        // Its own name has no year, and only one law has it.
        let entries = registry.named(name);
        let [entry] = entries.as_slice() else { continue };
        // An old Act was written anew, and goes by the year of that: `the Clean Air Act of 1970`.
        let Ok(law) = entry.id.parse::<ProvisionId>() else { continue };
        if !subject.family(&law).is_some_and(Family::is_numbered) || subject.resolver.instrument_of(&law) != law {
            continue;
        }
        let fold = crate::text::fold;
        // The law's title is the name: one that was given later goes by the year of that.
        let titled = registry.facts(&law).is_some_and(|f| fold(f.title) == fold(name));
        let own = fold(entry.name) == fold(name) && entry.references >= KNOWN && titled;
        let enacted = entry.id.parse().ok().and_then(|id: ProvisionId| registry.facts(&id)).map_or("", |f| f.date);
        let enacted = if enacted.is_empty() { entry.from } else { enacted };
        if own && enacted.len() == 10 && !enacted.starts_with(year) && !registry.changed_in(name, year) {
            found.push(
                Finding::new(&RULE, mention.span, format!("{name} is of {enacted}, not of {year}"))
                    .about(id)
                    .by([format!("registry: {name} is {}, of {enacted}", entry.id)])
                    .at(Severity::Warning),
            );
        }
    }
}

/// How often the law itself has to refer to an Act by its name for that to be the only one.
const KNOWN: u32 = 3;
