//! PC122, PC123, PC124: a section that is no more where it is cited.

use crate::check::cited::Cited;
use crate::check::gone::Former;
use crate::check::tense::{is_past, relies};
use crate::check::{Finding, Rule, Severity, Subject, year};
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

/// For how many years after its end a section is cited for what it said: suits and programmes last.
const REMEMBERED: i32 = 8;

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
    let mut told = std::collections::BTreeSet::new();
    for Cited { mention, id, instrument, section, .. } in subject.cited() {
        let Some(section) = section else { continue };
        if !matches!(mention.form, Form::Full | Form::ListMember) || instrument == id || id.as_str().ends_with("/note")
        {
            continue;
        }
        let Some(former) = Former::of(subject, section).filter(|f| statuses.contains(&f.gone.status)) else { continue };
        if is_misread(subject, mention) || !told.insert(section) {
            continue;
        }
        if former.stood(subject, mention) || subject.text_of(id).is_some() || is_past(subject, mention) {
            continue;
        }
        let message = former.said();
        // Only where both days are known is it wrong for this document. What is cited for the time when it was law is right: of what
        // is no more for years, of what only moved for a while.
        let years = if former.place().is_none() { REMEMBERED } else { 1 };
        let relied = former.place().is_some() || relies(subject, mention.span);
        let days = (subject.date.and_then(year), former.since.and_then(year));
        let certain = matches!(days, (Some(now), Some(since)) if now >= since + years) && relied;
        let severity = if certain { Severity::Warning } else { Severity::Note };
        found.push(
            Finding::new(rule, mention.span, message.clone())
                .about(id)
                .by([format!("registry: {message}")])
                .at(severity),
        );
    }
}
