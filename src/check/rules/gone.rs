//! PC122, PC123, PC124: a section that is no more where it is cited.

use crate::check::tense::{is_past, relies};
use crate::check::{Finding, Rule, Severity, Subject};
use crate::provision::ProvisionId;
use crate::resolve::{Form, Mention};

pub(super) const RENUMBERED: Rule = Rule {
    code: "PC123",
    name: "renumbered",
    severity: Severity::Warning,
    default: true,
    doc: "## What it does\n\nReports a section of a code that had been given another number when the document was written.\n\n## Why\n\nUnder \
the old number the reader finds a note, or nothing.\n\n## Example\n\n`42 U.S.C. § 300v-1`, of a section numbered otherwise since.\n",
    run: |subject, found| each(subject, found, &RENUMBERED, &["renumbered"]),
};

pub(super) const TRANSFERRED: Rule = Rule {
    code: "PC124",
    name: "transferred",
    severity: Severity::Warning,
    default: true,
    doc: "## What it does\n\nReports a section of a code that had been transferred to another place in it when the document was written, and \
where it is now.\n\n## Why\n\nThe law is the same; under the old number nobody finds it.\n\n## Example\n\n`42 U.S.C. § 1973c`: since 2014 it \
is 52 U.S.C. 10304.\n",
    run: |subject, found| each(subject, found, &TRANSFERRED, &["transferred"]),
};

/// The sections that were repealed or omitted, as a part of PC122.
pub(super) fn repealed(subject: &Subject<'_>, found: &mut Vec<Finding>, rule: &'static Rule) {
    each(subject, found, rule, &["repealed", "omitted"]);
}

/// Up to which day a section that went without a known day may have stood, where it is now under another number: the codes were
/// first seen whole in July 2013.
const FIRST_SEEN: &str = "2013-07-31";

/// For how many years after its end a section is cited for what it said: suits and programmes last.
const REMEMBERED: i32 = 8;

/// Whether the year of an edition stands behind a citation, `(1988)` or `(Supp. IV 1992)`, in which the section still was.
fn is_of_edition(subject: &Subject<'_>, mention: &Mention, since: Option<&str>) -> bool {
    let behind = subject.behind(mention, 40);
    let Some(inside) =
        behind.split_once('(').filter(|(between, _)| between.len() <= 9).and_then(|(_, rest)| rest.split_once(')'))
    else {
        return false;
    };
    let year = inside.0.get(inside.0.len().saturating_sub(4)..).filter(|y| y.bytes().all(|b| b.is_ascii_digit()));
    year.is_some_and(|year| since.is_none_or(|since| year <= &since[..4]))
}

/// Whether a number may be none of the code that it was read in: `12 U.S.C., 15 U.S.C.`, the mark of a note, `963,9`, that of an
/// item, `963; 2) aided`, the number of a line or of a page, or half of another word, `60-mile`.
pub(super) fn is_misread(subject: &Subject<'_>, mention: &Mention) -> bool {
    let (words, behind) = (subject.words(mention), subject.behind(mention, 6));
    let mut letters = behind.trim_start().chars();
    let code = letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.');
    let before = &subject.text[..mention.span.start];
    let short = words
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .is_some_and(|last| last.len() <= 2 && last.bytes().all(|b| b.is_ascii_digit()));
    let alone = mention.form == Form::ListMember
        && (before.ends_with(',') || before.ends_with('\n') || behind.starts_with([')', '\n']));
    let mut glued = behind.chars();
    let word = glued.next().is_some_and(crate::parse::is_dash) && glued.next().is_some_and(char::is_alphabetic);
    code || word || short && (alone || words.contains('\n'))
}

fn each(subject: &Subject<'_>, found: &mut Vec<Finding>, rule: &'static Rule, statuses: &[&str]) {
    let registry = subject.resolver.registry();
    let mut told = std::collections::BTreeSet::new();
    for (mention, id, instrument) in subject.cited() {
        if !matches!(mention.form, Form::Full | Form::ListMember) || instrument == id || id.as_str().ends_with("/note")
        {
            continue;
        }
        let Some((section, _)) = subject.resolver.grammar().split_at_section(id) else { continue };
        let Some(gone) = registry.gone(section).filter(|g| statuses.contains(&g.status)) else { continue };
        // Some numbers were used again.
        if registry.has_section(instrument.as_str(), &section[instrument.as_str().len() + 2..]) == Some(true)
            || is_misread(subject, mention)
            || !told.insert(section)
        {
            continue;
        }
        let since = since(subject, gone.date, gone.now);
        let before = subject.date.zip(since).is_some_and(|(date, since)| date <= since);
        if before
            || subject.text_of(id).is_some()
            || is_past(subject, mention)
            || is_of_edition(subject, mention, since)
        {
            continue;
        }
        let place =
            [(gone.now, "it is now"), (gone.see, "its matter is now in")].into_iter().find(|(at, _)| !at.is_empty());
        let place = place.map(|(at, words)| format!("; {words} {}", at.replace(' ', ", "))).unwrap_or_default();
        let day = if gone.date.is_empty() { String::new() } else { format!(" on {}", gone.date) };
        let by = if gone.by.is_empty() { String::new() } else { format!(" by {}", gone.by) };
        let message = format!("{section} was {}{day}{by}{place}", gone.status);
        // Only where both days are known is it wrong for this document. What is cited for the time when it was law is right: of what
        // is no more for years, of what only moved for a while.
        let years = if place.is_empty() { REMEMBERED } else { 1 };
        let relied = !place.is_empty() || relies(subject, mention.span);
        let year = |d: &str| d.get(..4).and_then(|y| y.parse::<i32>().ok());
        let certain = matches!((subject.date.and_then(year), since.and_then(year)), (Some(now), Some(since)) if now >= since + years)
            && relied;
        let severity = if certain { Severity::Warning } else { Severity::Note };
        found.push(
            Finding::new(rule, mention.span, message.clone())
                .about(id)
                .by([format!("registry: {message}")])
                .at(severity),
        );
    }
}

/// Since when at the latest a section was gone: its day, else when its new place was first there; none where that can't be told.
fn since<'r>(subject: &'r Subject<'_>, day: &'r str, now: &str) -> Option<&'r str> {
    if !day.is_empty() {
        return Some(day);
    }
    let registry = subject.resolver.registry();
    let now: ProvisionId = now.split(' ').next()?.parse().ok()?;
    let (section, _) = subject.resolver.grammar().split_at_section(&now)?;
    let title = subject.resolver.instrument_of(&now);
    // A new title took its sections over on one day.
    let taken = registry.enacted_anew(title.as_str()).filter(|day| day.len() == 10 && *day > FIRST_SEEN);
    registry.first_seen(section).or(taken).or(Some(FIRST_SEEN))
}
