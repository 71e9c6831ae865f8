//! PC105: the number can't be, or its series is complete without it.

use std::collections::BTreeSet;

use foldhash::HashSet;

use crate::check::cited::{Cited, beyond_last};
use crate::check::{Finding, Rule, Severity, Subject, year};
use crate::grammar::{Family, Fault, Kind};
use crate::provision::ProvisionId;
use crate::registry::leading_number;
use crate::resolve::{CANT_BE, Form, Mention};

pub(super) const RULE: Rule = Rule {
    code: "PC105",
    name: "nonexistent",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nReports a number that can't be, or that lies beyond the last of a series that is complete: a title of a code, a \
law of a closed Congress, a bill, an order, a resolution, an article of a constitution or a treaty, a rule of procedure, a session or a volume that \
hadn't begun when the document was written. What may have come after the registry's day is a note, and so is what there was once.\n\n## Why\n\nInvented authorities mostly have plausible words and impossible numbers.\n\n## Example\n\n`60 U.S.C. 1701`: there are 54 \
titles. `Public Law 118-999`: the 118th Congress made 274.\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for mention in subject.mentions.iter().filter(|m| m.impossible.is_some()) {
        let Some(id) = impossible(subject, mention) else { continue };
        let family = subject.family(&id);
        if !names_it(subject, mention, family) || is_placeholder(subject, mention) {
            continue;
        }
        let why = mention.impossible.clone().unwrap_or_default();
        let known = subject.resolver.registry().series_of(id.as_str()).map(|(series, _)| {
            let day = if series.until.is_empty() { String::new() } else { format!(", of {}", series.until) };
            format!("registry: the last of the {} is {}{day}", series.what, series.last)
        });
        // Of what is numbered anew each year no last number is known.
        let listed = family.is_some_and(|f| f.instrument_level.is_some() || f.id.0.len() < 6);
        let severity = if listed || known.is_some() { Severity::Error } else { Severity::Note };
        found.push(Finding::new(&RULE, mention.span, format!("{id} can't be: {why}")).by(known).at(severity));
    }
    // An article or an amendment beyond the last of a constitution.
    for mention in subject.mentions {
        let Some((id, last)) = beyond_last(mention) else { continue };
        let family = subject.family(id).filter(|f| f.kind == Kind::Constitution);
        if family.is_some() && names_it(subject, mention, family) {
            found.push(no_such(&RULE, mention, id, last));
        }
    }
    let mut asked: HashSet<&ProvisionId> = HashSet::default();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for cited in subject.cited() {
        let Cited { mention, id, instrument, family, .. } = cited;
        let by_number = matches!(mention.form, Form::Full | Form::ListMember | Form::Range);
        if !by_number
            || mention.impossible.is_some()
            || mention.id.is_none()
            || asked.contains(id)
            || !(is_numbered(subject, &cited) || is_part_of_named(&cited))
            || !names_it(subject, mention, family)
        {
            continue;
        }
        asked.insert(id);
        let mut beyond = cited.id.as_str();
        let said = beyond_any(subject, &cited, &mut beyond)
            .or_else(|| before_its_time(subject, instrument).filter(|_| is_numbered(subject, &cited)))
            .or_else(|| volume_to_come(subject, instrument).filter(|_| family.is_some_and(Family::is_page)));
        if let Some((severity, message, evidence)) = said.filter(|_| subject.text_of(id).is_none()) {
            // Once a law, however many of its sections are cited; but each article that isn't there.
            if !told.insert(beyond) {
                continue;
            }
            found.push(Finding::new(&RULE, mention.span, message).about(id).by([evidence]).at(severity));
        }
    }
}

/// What lies beyond the last of its kind.
pub(super) fn no_such(rule: &'static Rule, mention: &Mention, id: &ProvisionId, last: &str) -> Finding {
    let message = format!("there is no {id}: the last {last}");
    let evidence = format!("registry: {message}");
    Finding::new(rule, mention.span, message).about(id).by([evidence])
}

/// Whether it is a part of an instrument by its whole name, `Article 120 of the Treaty on European Union`: of the part the last
/// number may be known.
fn is_part_of_named(cited: &Cited<'_>) -> bool {
    cited.mention.form == Form::Full && cited.mention.confidence >= 0.9 && cited.id != cited.instrument
}

/// Whether the words have the instrument's number: a name is another rule's, if it has none.
fn is_numbered(subject: &Subject<'_>, cited: &Cited<'_>) -> bool {
    let last = cited.instrument.parts().next_back().unwrap_or_default();
    let number = last.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let words = subject.words(cited.mention);
    words.contains(number) || words.contains(',') && words.replace(',', "").contains(number)
}

/// Whether the words name what the id is of: there are other constitutions, and `First Amendment § 1983` is two things.
fn names_it(subject: &Subject<'_>, mention: &Mention, family: Option<&Family>) -> bool {
    let words = || subject.words(mention);
    // `Amendment XXIX` by itself; one of or to something else is that one's.
    let alone = || {
        let behind = subject.behind(mention, 4);
        words().starts_with(char::is_uppercase)
            && words().split_whitespace().count() == 2
            && words().ends_with(char::is_alphabetic)
            && !behind.starts_with(" of ")
            && !behind.starts_with(" to ")
    };
    family.is_none_or(|f| f.kind != Kind::Constitution)
        || ["U.S.", "U. S.", "United States"].iter().any(|name| words().contains(name))
        || alone()
}

/// Whether a number stands for any number: `e.g., Pub. L. No. 999-999`.
fn is_placeholder(subject: &Subject<'_>, mention: &Mention) -> bool {
    let digits = || subject.words(mention).bytes().filter(u8::is_ascii_digit);
    let before = subject.before(mention.span.start, 16).to_lowercase();
    let example = subject.resolver.grammar().words.examples.iter().any(|w| before.contains(w.as_str()));
    example && digits().count() >= 4 && digits().all(|d| d == b'9' || d == b'0')
}

/// The id that a citation would have if its number could be; none where something else is wrong with it.
fn impossible(subject: &Subject<'_>, mention: &Mention) -> Option<ProvisionId> {
    let id: ProvisionId = mention.why.split_once(CANT_BE)?.0.parse().ok()?;
    let registry = subject.resolver.registry();
    let fault = subject.resolver.grammar().well_formed(&id, |p| registry.has_provision(p)).err()?;
    (fault.fault == Fault::Beyond).then_some(id)
}

type Said = (Severity, String, String);

/// The instrument, or a part of it, beyond the last of its series: `U.S. Const. amend. XIV, § 9`.
fn beyond_any<'s>(subject: &Subject<'_>, cited: &Cited<'s>, part: &mut &'s str) -> Option<Said> {
    loop {
        if let Some(said) = beyond_series(subject, part, cited.family) {
            return Some(said);
        }
        if part.len() <= cited.instrument.as_str().len() {
            *part = cited.instrument.as_str();
            return None;
        }
        *part = part.rsplit_once('/')?.0;
    }
}

/// A number beyond the last of its series.
fn beyond_series(subject: &Subject<'_>, part: &str, family: Option<&Family>) -> Option<Said> {
    let registry = subject.resolver.registry();
    if let Some(series) = registry.series(part).filter(|series| series.closed && series.last == 0) {
        // `35 CFR 253.8` in a text of 1990, when there was such a title.
        if subject.date.is_some_and(|date| date < series.from) {
            return None;
        }
        let severity = if subject.date.is_none() && !series.from.is_empty() { Severity::Note } else { Severity::Error };
        let said = format!("there is no {part}");
        return Some((severity, said.clone(), format!("registry: {said} ({})", series.what)));
    }
    let (series, number) = registry.series_of(part)?;
    if (1..=series.last).contains(&number) || registry.lists(part) {
        return None;
    }
    // A series that goes on may have reached it since.
    let since = subject.date.is_none_or(|date| date > series.until);
    // The mark of a note behind a short number: `Fed. R. Civ. P. 112`, 11 with a note 2.
    let rules = family.is_some_and(|f| f.kind == Kind::Rules);
    let note = rules && series.last < 100 && number >= 100 && number / 10 <= series.last;
    let certain = (number == 0 || series.closed || !since) && !note;
    let (last, what) = (series.last, series.what);
    let until = if series.until.is_empty() { String::new() } else { format!(" to {}", series.until) };
    let message = if certain {
        format!("there is no {part}: the last of the {what} is {last}")
    } else {
        format!("{part} is beyond {last}, the last of the {what} that is known{until}")
    };
    let severity = if certain { Severity::Error } else { Severity::Note };
    Some((severity, message, format!("registry: {what}, complete{until}, end with {last}")))
}

/// A number of what is counted by years, before its years had begun: a Congress that hasn't sat, a volume not printed yet.
fn before_its_time(subject: &Subject<'_>, instrument: &ProvisionId) -> Option<Said> {
    let date = subject.date?;
    let registry = subject.resolver.registry();
    let mut above = instrument.as_str();
    let (counted, number) = loop {
        let (shorter, last) = above.rsplit_once('/')?;
        above = shorter;
        if let Some(counted) = registry.counted(above) {
            break (counted, last);
        }
    };
    let number = number.bytes().all(|b| b.is_ascii_digit()).then(|| leading_number(number))?;
    let begins = counted.begins(number);
    is_later(date, instrument, &begins, counted.what, number)
}

/// A volume of a yearly series beyond the last that is held: a year a volume.
fn volume_to_come(subject: &Subject<'_>, instrument: &ProvisionId) -> Option<Said> {
    let (date, registry) = (subject.date?, subject.resolver.registry());
    let (series, volume) = instrument.as_str().rsplit_once('/')?.0.rsplit_once('/')?;
    let number: u64 = volume.parse().ok()?;
    let days = |n: u64| registry.days_of_volume(&format!("{series}/{n}"));
    if number > MOST_VOLUMES || days(number).is_some() {
        return None;
    }
    let last = (1..number).rev().find(|n| days(*n).is_some())?;
    let begins = format!("{:04}-01-01", i64::from(year(days(last)?.0)?) + i64::try_from(number - last).ok()?);
    is_later(date, instrument, &begins, &subject.family(instrument)?.name, number)
}

/// No series has so many volumes.
const MOST_VOLUMES: u64 = 400;

fn is_later(date: &str, instrument: &ProvisionId, begins: &str, what: &str, number: u64) -> Option<Said> {
    (begins > date && year(begins) != year(date)).then(|| {
        let message =
            format!("there is no {instrument} yet: {what} {number} begins on {begins}, after this document of {date}");
        (Severity::Error, message, format!("registry: {what} {number} begins on {begins}"))
    })
}
