//! PC101: a section that the instrument doesn't have and never had.

use std::collections::BTreeSet;

use foldhash::HashMap;

use super::gone::is_misread;
use super::nonexistent::no_such;
use crate::check::cited::{Cited, beyond_last};
use crate::check::tense::is_past;
use crate::check::{Finding, Rule, Severity, Subject, part_number, year};
use crate::grammar::Kind;
use crate::registry::leading_number;
use crate::resolve::{Form, Mention};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "PC101",
    name: "not-found",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nReports a section or an article that its instrument doesn't have, where all that it has and had are known: a \
number beyond the last, one between two sections that was never used, a part of a regulation that isn't there. Where the document may be older \
than the inventory it is a note, or nothing.\n\n## Why\n\nA number that never was is a slip of the pen, or made up. One that was repealed is \
another rule's.\n\n## Example\n\n`18 U.S.C. § 99999`: title 18 ends long before. `18 U.S.C. § 1001A`: there is none between 1001 and \
1002.\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let mut told = BTreeSet::new();
    beyond(subject, found, &mut told);
    // `article 120` of a treaty of 85.
    for mention in subject.mentions {
        let Some((id, last)) = beyond_last(mention) else { continue };
        let treaty = subject.family(id).is_some_and(|f| f.kind == Kind::Treaty);
        if treaty && !matches!(mention.form, Form::Short | Form::Anaphora) {
            found.push(no_such(&RULE, mention, id, last));
        }
    }
    chapters(subject, found);
    let registry = subject.resolver.registry();
    // Most are there, and cited again and again.
    let mut there: HashMap<&str, bool> = HashMap::default();
    for cited in subject.cited() {
        let Cited { mention, id, instrument, section, number, .. } = cited;
        if !matches!(mention.form, Form::Full | Form::ListMember) || instrument == id {
            continue;
        }
        let place = section.unwrap_or(id.as_str());
        let is_there = || {
            number.is_some_and(|n| {
                registry.has_section(instrument.as_str(), n) != Some(false)
                    && registry.has_section_of_part(instrument.as_str(), n) != Some(false)
            })
        };
        if *there.entry(place).or_insert_with(is_there) {
            continue;
        }
        let Some((severity, message)) = never_was(subject, &cited).or_else(|| no_part(subject, &cited)) else {
            continue;
        };
        let sound = !is_past(subject, mention) && !is_misread(subject, mention);
        if sound && told.insert(place) && subject.text_of(id).is_none() {
            let evidence = format!("registry, as of {}: {message}", crate::registry::Registry::AS_OF);
            found.push(Finding::new(&RULE, mention.span, message).about(id).by([evidence]).at(severity));
        }
    }
}

/// Chapters that their title doesn't have, and never had as far as it is known.
fn chapters(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let registry = subject.resolver.registry();
    let mut told = BTreeSet::new();
    for cited in subject.cited() {
        let Cited { mention, id, instrument, .. } = cited;
        if mention.form != Form::Full || !cited.is(Kind::Code) || registry.lists(id.as_str()) || !told.insert(id) {
            continue;
        }
        let Some((title, chapter)) = id.as_str().rsplit_once("/ch").filter(|(title, _)| *title == instrument.as_str())
        else {
            continue;
        };
        // Of a title whose chapters are held, and that has a chapter of that number in no other writing.
        let first = format!("{title}/ch");
        let all = registry.headed(&first, |_| true);
        let same =
            |other: &str| other.eq_ignore_ascii_case(chapter) || leading_number(other) == leading_number(chapter);
        let known = all.len() >= 3 && !all.iter().any(|(other, _)| same(&other[first.len()..]));
        if !known || leading_number(chapter) == 0 || is_past(subject, mention) {
            continue;
        }
        // A title written anew had other chapters before.
        let anew = registry.enacted_anew(title).and_then(year);
        let settled = anew.is_none_or(|anew| subject.date.and_then(year).is_some_and(|now| now >= anew + SETTLED));
        let message = format!("there is no chapter {chapter} in {title}");
        let evidence =
            format!("registry, as of {}: {message}, of {} chapters", crate::registry::Registry::AS_OF, all.len());
        let severity = if settled { Severity::Error } else { Severity::Note };
        found.push(Finding::new(&RULE, mention.span, message).about(id).by([evidence]).at(severity));
    }
}

/// Sections beyond the last of their code.
fn beyond<'s>(subject: &'s Subject<'_>, found: &mut Vec<Finding>, told: &mut BTreeSet<&'s str>) {
    let registry = subject.resolver.registry();
    let mut highest: HashMap<&str, Option<(u64, String)>> = HashMap::default();
    // In a text of a code itself a list of bare numbers may be of another title, named behind it.
    let own = subject.mentions.iter().find(|m| m.form == Form::Own).and_then(|m| m.id.as_ref());
    let own = own.map(|id| subject.resolver.instrument_of(id));
    for Cited { mention, id, section, number, .. } in subject.cited() {
        // What points back to such a section only repeats it, and a bare section may be of something else.
        if mention.id.is_none() || matches!(mention.form, Form::Anaphora | Form::Short) {
            continue;
        }
        let (Some((section, (instrument, _))), Some(number)) =
            (section.and_then(|s| Some((s, s.rsplit_once('/')?))), number)
        else {
            continue;
        };
        let highest = highest.entry(instrument).or_insert_with(|| registry.last_section(instrument));
        let Some((most, highest)) = highest.as_ref() else { continue };
        // Some room for sections that were repealed at the end.
        let beyond = leading_number(number) > most + most / 20 + 50;
        if !beyond
            || mention.form != Form::Full && own.as_ref().is_some_and(|own| own.as_str() == instrument)
            || registry.has_section(instrument, number) != Some(false)
            || !told.insert(section)
            || subject.text_of(id).is_some()
            || is_torn(subject, mention.span, number, |n| registry.has_section(instrument, n) == Some(true))
        {
            continue;
        }
        let message = format!("there is no section {number} in {instrument}: its last is section {highest}");
        found.push(
            Finding::new(&RULE, mention.span, message)
                .about(id)
                .by([format!("registry: {instrument} ends with section {highest}")]),
        );
    }
}

/// How many years after a title was enacted anew a document has to be for its numbers to be the new title's beyond doubt.
const SETTLED: i32 = 15;

/// A section of a code all of whose sections are known, those that are no more too, and that is none of them.
fn never_was(subject: &Subject<'_>, cited: &Cited<'_>) -> Option<(Severity, String)> {
    let registry = subject.resolver.registry();
    let (mention, section, number) = (cited.mention, cited.section?, cited.number?);
    let code = cited.instrument.as_str();
    let absent = |n: &str| registry.has_section(code, n) == Some(false);
    if !cited.is(Kind::Code)
        || !absent(number)
        || registry.gone(section).is_some()
        || registry.in_gone_range(code, number)
        || is_torn(subject, mention.span, number, |n| !absent(n))
    {
        return None;
    }
    // A range that was read as one number; a letter in the other case; what text recognition leaves of letters.
    let halves = number
        .split_once('-')
        .is_some_and(|(first, _)| !absent(first) || registry.gone(&format!("{code}/s{first}")).is_some());
    let cased = [number.to_lowercase(), number.to_uppercase()].iter().any(|n| !absent(n));
    let words = subject.words(mention);
    let head = head_of(subject, mention);
    let glued = subject.behind(mention, 1).starts_with(char::is_alphanumeric);
    if halves
        || cased
        || words.contains('\n')
        || glued
        || is_letter_alone(subject, mention)
        || !names_title(subject, head, code)
        || is_torn(subject, head.span, number, |n| !absent(n))
    {
        return None;
    }
    let anew = registry.enacted_anew(code);
    let settled = match (anew.and_then(year), subject.date.and_then(year)) {
        (None, _) => true,
        (Some(anew), Some(now)) => now >= anew + SETTLED && !is_of_old_act(subject, head, anew),
        (Some(_), None) => false,
    };
    let near = neighbours(subject, code, number);
    let near = if near.is_empty() { String::new() } else { format!("; near it are {near}") };
    let message =
        format!("there is no section {number} in {code}, and none has been repealed or moved from there{near}");
    Some((if settled { Severity::Error } else { Severity::Note }, message))
}

/// Whether an Act older than the title that now has the number is named before a citation: `the Copyright Act of 1909, 17 U.S.C. 1`.
fn is_of_old_act(subject: &Subject<'_>, mention: &Mention, anew: i32) -> bool {
    let before = subject.before(mention.span.start, 60);
    let words = before.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| w.len() == 4);
    words.filter_map(|w| w.parse::<i32>().ok()).any(|year| (1789..anew).contains(&year))
}

/// Whether a letter of the number stands alone behind a citation, unread: `15 U.S.C. 78 o –3`.
fn is_letter_alone(subject: &Subject<'_>, mention: &Mention) -> bool {
    let behind = subject.behind(mention, 10);
    let mut rest = behind.trim_start().chars();
    let (first, second) = (rest.next().unwrap_or('.'), rest.next().unwrap_or('.'));
    let article = first == 'a' && !crate::parse::is_dash(second) && second != '\n';
    behind.starts_with(char::is_whitespace)
        && (crate::parse::is_dash(first) || first.is_ascii_lowercase() && !second.is_alphanumeric() && !article)
}

/// The mention with which the list begins that a mention is a member of.
fn head_of<'s>(subject: &'s Subject<'_>, mention: &'s Mention) -> &'s Mention {
    let at = subject.mentions.partition_point(|m| m.span.start < mention.span.start);
    let mut head = mention;
    for before in subject.mentions[..at].iter().rev().take(40) {
        if head.form != Form::ListMember || before.span.end + 40 < head.span.start {
            break;
        }
        head = before;
    }
    head
}

/// Whether a citation says the title beside its section. `Sections 507 and 508 of 30 U.S.C. 1201 et seq.` are sections of the Act
/// that stands there.
fn names_title(subject: &Subject<'_>, head: &Mention, code: &str) -> bool {
    let words = subject.words(head);
    let digits = &code[code.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len()..];
    let title = digits.trim_matches(|c: char| c.is_ascii_alphabetic());
    let starts = words.starts_with(title) && words[title.len()..].starts_with(|c: char| !c.is_ascii_digit());
    starts || words.to_lowercase().contains(&format!("title {title}"))
}

/// Up to three sections beside a number that isn't there: with a letter more or less, or one up and down.
fn neighbours(subject: &Subject<'_>, code: &str, number: &str) -> String {
    let value = leading_number(number);
    let tries = [
        value.to_string(),
        format!("{value}a"),
        format!("{value}A"),
        value.saturating_add(1).to_string(),
        value.saturating_sub(1).to_string(),
    ];
    let there = tries.iter().filter(|n| *n != number && subject.resolver.registry().has_section(code, n) == Some(true));
    there.take(3).cloned().collect::<Vec<_>>().join(", ")
}

/// The highest number that a title may have.
const HIGHEST_TITLE: u32 = 60;

/// Before which year a document's part or section may have been removed since.
const PARTS_SINCE: &str = "2024-01-01";

/// A part, or a section numbered within it, of a code whose parts are all known as of January 2025.
fn no_part(subject: &Subject<'_>, cited: &Cited<'_>) -> Option<(Severity, String)> {
    let registry = subject.resolver.registry();
    let (id, code) = (cited.id, cited.instrument);
    let (part, section) = match cited.number {
        Some(number) => (number.split_once('.')?.0, Some(number)),
        None => (part_number(id)?, None),
    };
    // `parts 120-130` was read as one part.
    if part.contains('-') {
        return None;
    }
    let absent = registry.has_part(code.as_str(), part) == Some(false);
    let recent = subject.date.is_some_and(|date| date >= PARTS_SINCE);
    // An older document may cite what was removed since; nothing is said of it.
    if subject.date.is_some() && !recent {
        return None;
    }
    // Of a code that isn't held whole a part may be missing by itself.
    let severity = if recent && registry.holds_all(code.as_str()) { Severity::Error } else { Severity::Note };
    if absent {
        return Some((severity, format!("{code} has no part {part} (of January 2025)")));
    }
    let number = section.filter(|n| registry.has_section_of_part(code.as_str(), n) == Some(false))?;
    // The very section in another title: the title is wrong.
    let (stem, title) = code.as_str().split_at(code.as_str().trim_end_matches(|c: char| c.is_ascii_digit()).len());
    let mut others = (1..=HIGHEST_TITLE).filter(|n| n.to_string() != title).map(|n| format!("{stem}{n}"));
    let mut others = others.by_ref().filter(|other| registry.has_section_of_part(other, number) == Some(true));
    if let (Some(other), None) = (others.next(), others.next()) {
        return Some((severity, format!("{code} has no section {number}; {other} has (of January 2025)")));
    }
    let severity = if registry.has_neighbours(code.as_str(), number) { Severity::Note } else { severity };
    Some((severity, format!("part {part} of {code} has no section {number} (of January 2025)")))
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
