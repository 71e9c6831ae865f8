//! PC121, PC122, PC127: what has become of what is cited.

use crate::check::cited::Cited;
use crate::check::tense::relies;
use crate::check::{Finding, Rule, Severity, Subject};
use crate::provision::ProvisionId;
use crate::resolve::Form;
use crate::text::Span;

pub(super) const SUPERSEDED: Rule = Rule {
    code: "PC121",
    name: "superseded",
    severity: Severity::Note,
    default: true,
    doc: "## What it does\n\nSays of an instrument that another had come in its place when the document was written.\n\n## Why\n\nThe rule is \
the later one's.\n\n## Example\n\n`Executive Order 10004`, in whose place Executive Order 10082 came in 1949.\n",
    run: superseded,
};

pub(super) const REVOKED: Rule = Rule {
    code: "PC122",
    name: "repealed",
    severity: Severity::Note,
    default: true,
    doc: "## What it does\n\nSays of an instrument that it had been revoked, in whole or in part, when the document was written: by what, and \
since when. A section of a code that was repealed or omitted is reported likewise. Where the sentence relies on it as in force it is a \
warning.\n\n## Why\n\nA revoked order may be cited for what it did; relied on, it is no authority.\n\n## Example\n\n`Executive Order 14136`, \
revoked by Executive Order 14148 in January 2025.\n",
    run: revoked,
};

pub(super) const PENDING: Rule = Rule {
    code: "PC127",
    name: "pending-change",
    severity: Severity::Note,
    default: false,
    doc: "## What it does\n\nSays of an instrument that it was amended, revoked or replaced after the document was written.\n\n## Why\n\nA text \
that was right then may not be now.\n\n## Example\n\n`Executive Order 13224` in a text of 2001: amended by Executive Order 13268 in 2002.\n",
    run: pending,
};

fn superseded(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    each(subject, |place| {
        let facts = place.facts;
        told(subject, found, &SUPERSEDED, &place, facts.superseded, "another came in its place", false);
    });
}

fn revoked(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    super::gone::repealed(subject, found, &REVOKED);
    each(subject, |place| {
        let facts = place.facts;
        told(subject, found, &REVOKED, &place, facts.revoked, "it was revoked", false);
    });
}

fn pending(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    if subject.date.is_none() {
        return;
    }
    each(subject, |place| {
        let facts = place.facts;
        for (by, what) in [
            (facts.amended, "it was amended since"),
            (facts.revoked, "it was revoked since"),
            (facts.superseded, "another came in its place since"),
        ] {
            told(subject, found, &PENDING, &place, by, what, true);
        }
    });
}

/// An instrument with its facts where it is first cited.
struct Place<'p> {
    span: Span,
    id: &'p ProvisionId,
    instrument: &'p ProvisionId,
    facts: crate::registry::Facts,
}

/// Every instrument once, where it is first cited by a name of its own.
fn each(subject: &Subject<'_>, mut tell: impl FnMut(Place<'_>)) {
    let mut seen = std::collections::BTreeSet::new();
    for Cited { mention, id, instrument, .. } in subject.cited() {
        if matches!(mention.form, Form::Full | Form::ListMember)
            && seen.insert(instrument)
            && let Some(facts) = subject.facts(instrument)
        {
            tell(Place { span: mention.span, id, instrument, facts });
        }
    }
}

/// Says what changed an instrument: what did so before the document's date, or with `after` what did so later.
fn told(
    subject: &Subject<'_>,
    found: &mut Vec<Finding>,
    rule: &'static Rule,
    place: &Place<'_>,
    by: &str,
    what: &str,
    after: bool,
) {
    let date = subject.date;
    let dated = |id: &str| {
        let facts = id.parse::<ProvisionId>().ok().and_then(|id| subject.facts(&id));
        facts.map_or("", |f| f.date)
    };
    let meant: Vec<(bool, String)> = by
        .split_whitespace()
        .map(|id| (id.ends_with('?'), id.trim_end_matches('?')))
        .map(|(partly, id)| (partly, id, dated(id)))
        .filter(|(_, _, since)| date.is_none_or(|date| !since.is_empty() && (date < *since) == after))
        .map(|(partly, id, since)| {
            let day = if since.is_empty() { String::new() } else { format!(" on {since}") };
            (partly, format!("{id}{day}{}", if partly { " in part" } else { "" }))
        })
        .collect();
    if !meant.is_empty() {
        let by = meant.iter().map(|(_, by)| by.as_str()).collect::<Vec<_>>().join(", ");
        let whole = meant.iter().any(|(partly, _)| !partly);
        let relied = whole && rule.code == REVOKED.code && date.is_some() && relies(subject, place.span);
        let severity = if relied { Severity::Warning } else { rule.severity };
        found.push(
            Finding::new(rule, place.span, format!("{}: {what}, by {by}", place.instrument))
                .about(place.id)
                .by([format!("registry: {what}, by {by}")])
                .at(severity),
        );
    }
}
