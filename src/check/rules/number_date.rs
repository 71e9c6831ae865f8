//! PC110: the number and the date or year beside it don't go together.

use crate::check::cited::Cited;
use crate::check::dated::{Dated, iso, said};
use crate::check::{Finding, Rule, Severity, Subject, year};
use crate::grammar::{Family, Kind};
use crate::provision::ProvisionId;
use crate::resolve::{Form, Mention};

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
    volumes(subject, found);
    names(subject, found);
    for cited in subject.cited() {
        let Cited { mention, id, .. } = cited;
        // `Orders 1, 2 and 3 of May 1, June 1 and July 1, respectively`
        if mention.form == Form::ListMember {
            continue;
        }
        let Some(made) = made(subject, &cited) else { continue };
        let dated = said(subject, mention).or_else(|| bracketed(subject, &cited, &made));
        let Some(Dated { stated, slack }) = dated.filter(|dated| !made.may_be(&dated.stated)) else { continue };
        if (days(&stated) - days(&made.from)).abs() <= slack {
            continue;
        }
        let of = made.in_words();
        // `Executive Order 292 of July 25, 1987`, where ours of that number is of 1904: another country's, or a governor's.
        let far = year(&stated).zip(year(&made.from)).is_some_and(|(a, b)| a.abs_diff(b) > ANOTHERS);
        let severity = if far { Severity::Note } else { RULE.severity };
        found.push(
            Finding::new(&RULE, mention.span, format!("{id} is of {of}, not of {stated}"))
                .about(id)
                .by([format!("registry: {id} is dated {of}")])
                .at(severity),
        );
    }
}

/// A date so many years off is no slip of the pen.
const ANOTHERS: u32 = 60;

/// When an instrument was made: on a day, or between two.
struct Made {
    from: String,
    to: String,
    /// Of what is counted by years: which one.
    nth: Option<u64>,
}

impl Made {
    /// Whether a day, month or year may be that of its making.
    fn may_be(&self, stated: &str) -> bool {
        if self.from == self.to {
            return self.from.starts_with(stated);
        }
        // What opens and closes in a month does so on no certain day.
        let stated = &stated[..stated.len().min(7)];
        let part = |day: &'_ str| day.get(..stated.len()).unwrap_or_default().to_owned();
        part(&self.from).as_str() <= stated && stated <= part(&self.to).as_str()
    }

    fn in_words(&self) -> String {
        if self.from == self.to { self.from.clone() } else { format!("{} to {}", self.from, self.to) }
    }
}

/// When an instrument cited by its number was made: on the registry's day, or in the years of the Congress or session that its
/// words name.
fn made(subject: &Subject<'_>, cited: &Cited<'_>) -> Option<Made> {
    let (instrument, family) = (cited.instrument, cited.family?);
    // Its number has to be in the words: an Act's name has a year of its own. A page behind a law is another citation's.
    let number = instrument.parts().next_back()?;
    if family.names_built || cited.is(Kind::Page) {
        return None;
    }
    let registry = subject.resolver.registry();
    // `217 (III)`, of the third session.
    if let Some((number, session)) = number.split_once('-') {
        let counted = registry.counted(instrument.as_str().rsplit_once('/')?.0)?;
        let words = subject.words(cited.mention);
        let nth = crate::parse::roman_value(session).filter(|_| words.contains(number) && words.contains(session))?;
        return Some(Made { from: counted.begins(nth), to: counted.begins(nth + 1), nth: Some(nth) });
    }
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // What can be cited without its Congress has the day of another one.
    let missing = family.fields.iter().any(|f| f.missing.is_some());
    if let Some(facts) = subject.facts(instrument).filter(|f| f.date.len() == 10 && !missing) {
        let day = || facts.date.to_owned();
        return subject.has_number(cited.mention, instrument).then(|| Made { from: day(), to: day(), nth: None });
    }
    let mut above = instrument.as_str();
    let (counted, nth) = loop {
        let (shorter, last) = above.rsplit_once('/')?;
        above = shorter;
        if let Some(counted) = registry.counted(above) {
            break (counted, last);
        }
    };
    // `H.R. 5 (104th Congress)` too.
    let beside = subject.behind(cited.mention, 8).trim_start_matches([' ', ',', '(']).starts_with(nth);
    let said = (beside || subject.words(cited.mention).contains(nth)) && subject.has_number(cited.mention, instrument);
    let nth: u64 = nth.parse().ok().filter(|_| said)?;
    Some(Made { from: counted.begins(nth), to: counted.begins(nth.saturating_add(1)), nth: Some(nth) })
}

/// The date that stands in brackets with what is counted by years: `H.R. 5 (104th Congress, 1996)`.
fn bracketed(subject: &Subject<'_>, cited: &Cited<'_>, made: &Made) -> Option<Dated> {
    let inside = subject.behind(cited.mention, 44).strip_prefix(" (")?.split_once(')')?.0;
    let (counted, date) = inside.rsplit_once(", ")?;
    let nth = made.nth?.to_string();
    counted.starts_with(&nth).then(|| iso(date))?.map(|stated| Dated { stated, slack: 0 })
}

/// Pages of volumes beside a year or a day on which their volume, or they, were not printed.
fn volumes(subject: &Subject<'_>, found: &mut Vec<Finding>) {
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
        let Some(stated) = said_of_page(subject, mention) else { continue };
        let day = Some(&stated).filter(|d| d.len() == 10);
        let stated_year = stated.get(..4).unwrap_or_default();
        let printed = number.parse().ok().and_then(|n| registry.days_of_page(volume, n));
        let wrong = if let Some((from, to)) = registry.days_of_volume(volume) {
            // Printed up to a year after its last law.
            let last = year(to).map_or(9999, |y| y + 1);
            let now = year(&stated).unwrap_or(0);
            (stated_year < from.get(..4).unwrap_or("") || now > last)
                .then(|| format!("volume {counted} has the laws from {from} to {to}"))
        } else if let (Some(years), Ok(n)) = (registry.counted(series), counted.parse::<u64>()) {
            let begins = years.begins(n);
            // What wasn't printed yet is said already.
            if subject.date.is_some_and(|date| begins.as_str() > date && year(&begins) != year(date)) {
                continue;
            }
            if begins.get(..4) == Some(stated_year) {
                // The day is of the right year; the page may be another day's.
                let (first, last) = printed.unwrap_or(("", "9999"));
                day.filter(|day| !first.is_empty() && (days(first) > days(day) + NEAR || days(day) > days(last) + NEAR))
                    .map(|_| format!("page {number} of volume {counted} was printed between {first} and {last}"))
            } else {
                // What was signed or filed at the end of a year is printed in the next one.
                let near = |day: &String| {
                    let early = printed.is_none_or(|(first, _)| days(first) - days(day) <= ISSUE);
                    day.as_str() < begins.as_str() && days(day) + ISSUE >= days(&begins) && early
                };
                (!day.is_some_and(near)).then(|| format!("volume {counted} is of {}", begins.get(..4).unwrap_or("")))
            }
        } else {
            None
        };
        if let Some(why) = wrong {
            found.push(
                Finding::new(&RULE, mention.span, format!("{why}, not of {stated}"))
                    .about(id)
                    .by([format!("registry: {why}")]),
            );
        }
    }
}

/// The date beside a page: in brackets, or behind a comma; or before it. `81 Fed. Reg. 14,943, 14,944 (Mar. 18, 2016)`: a pin page
/// lies between.
fn said_of_page(subject: &Subject<'_>, mention: &Mention) -> Option<String> {
    let words = &subject.resolver.grammar().words;
    let behind = subject.behind(mention, 60);
    let rest = behind.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | ' ' | '-' | '–'));
    let published = |inside: &'_ str| {
        let bare = words.publishing.iter().find_map(|w| inside.strip_prefix(w.as_str())).unwrap_or(inside);
        iso(bare.trim_start().trim_start_matches("on "))
    };
    if let Some(inside) = rest.strip_prefix(['(', '[']) {
        return published(inside.split_once([')', ']'])?.0);
    }
    // `82 FR 13209, March 9, 2016`
    let joined = behind.strip_prefix(", ").or_else(|| behind.strip_prefix("; "));
    // `published at 82 FR 13209 on March 9, 2016`
    let before = subject.before(mention.span.start, 70);
    let told = || words.publishing.iter().any(|w| before.contains(w.as_str()));
    let on = || behind.strip_prefix(" on ").filter(|_| told());
    if let Some(day) = joined.or_else(on).and_then(first_day) {
        return Some(day);
    }
    day_before(before, told())
}

/// The day with which words begin.
fn first_day(words: &str) -> Option<String> {
    let mut words = words.splitn(4, ' ');
    let (month, day, year) = (words.next()?, words.next()?, words.next()?);
    let year = &year[..year.find(|c: char| !c.is_ascii_digit()).unwrap_or(year.len())];
    (year.len() == 4).then(|| iso(&format!("{month} {day} {year}"))).flatten()
}

/// The day with which the words before a page end: `the notice published on March 9, 2016 (82 FR 13209)`, `March 9, 2016, 82 FR
/// 13209`. What the day is of has to be said, or nothing before it.
fn day_before(before: &str, told: bool) -> Option<String> {
    let bare = before
        .strip_suffix(['(', '['])
        .or_else(|| before.strip_suffix(' ').filter(|rest| rest.ends_with([',', ';'])))?;
    let bare = bare.trim_end().trim_end_matches([',', ';', ':']);
    let mut words = bare.rsplitn(4, [' ', '\n']);
    let (year, day, month) = (words.next()?, words.next()?, words.next()?);
    let ahead = words.next().unwrap_or("").trim_end();
    let stated = iso(&format!("{month} {day} {year}")).filter(|day| day.len() == 10)?;
    let alone = ahead.is_empty() || ahead.ends_with(['.', ';', '(', '•', '—', ']', '|', '-']);
    (told || alone).then_some(stated)
}

/// How many days a page may lie from the day beside it: that of signing, of filing, of the issue.
const NEAR: i64 = 45;

/// How many days of a year's end may be those of the issue that is printed in the next year.
const ISSUE: i64 = 20;

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
