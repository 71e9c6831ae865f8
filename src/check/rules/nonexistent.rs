//! PC105: the number can't be, or its series is complete without it.

use std::collections::BTreeSet;

use crate::check::{Finding, Rule, Severity, Subject};
use crate::grammar::{Fault, Kind};
use crate::provision::ProvisionId;
use crate::registry::leading_number;
use crate::resolve::{AGAINST, CANT_BE, Form, Mention};

pub(super) const RULE: Rule = Rule {
    code: "PC105",
    name: "nonexistent",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nReports a number that can't be, or that lies beyond the last of a series that is complete: a title of a code, a \
law of a closed Congress, a bill, an order, a resolution, a volume that wasn't printed yet. What may have come after the registry's day is a \
note.\n\n## Why\n\nInvented authorities mostly have plausible words and impossible numbers.\n\n## Example\n\n`60 U.S.C. 1701`: there are 54 \
titles. `Public Law 118-999`: the 118th Congress made 274.\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for mention in subject.mentions.iter().filter(|m| m.impossible.is_some()) {
        let Some(id) = impossible(subject, mention).filter(|id| names_it(subject, mention, id)) else { continue };
        let why = mention.impossible.clone().unwrap_or_default();
        let known = subject.resolver.registry().series_of(id.as_str()).map(|(series, _)| {
            let day = if series.until.is_empty() { String::new() } else { format!(", of {}", series.until) };
            format!("registry: the last of the {} is {}{day}", series.what, series.last)
        });
        // Of what is numbered anew each year no last number is known.
        let family = subject.resolver.grammar().family_of(id.as_str());
        let listed = family.is_some_and(|f| {
            let family = &subject.resolver.grammar().families[f as usize];
            family.instrument_level.is_some() || family.id.0.len() < 6
        });
        let severity = if listed || known.is_some() { Severity::Error } else { Severity::Note };
        found.push(Finding::new(&RULE, mention.span, format!("{id} can't be: {why}")).by(known).at(severity));
    }
    // An article or an amendment beyond the last of a constitution.
    for mention in subject.mentions.iter().filter(|m| m.id.is_none() && m.why.starts_with(AGAINST)) {
        let beyond = mention.why.split_once(": the last ").zip(mention.candidates.first());
        if let Some(((_, last), id)) =
            beyond.filter(|(_, id)| is_of_constitution(subject, id) && names_it(subject, mention, id))
        {
            let message = format!("there is no {id}: the last {last}");
            found.push(
                Finding::new(&RULE, mention.span, message.clone()).about(id).by([format!("registry: {message}")]),
            );
        }
    }
    let mut asked: std::collections::HashSet<&ProvisionId> = std::collections::HashSet::new();
    let mut told: BTreeSet<&ProvisionId> = BTreeSet::new();
    for (mention, id, instrument) in subject.cited() {
        let by_number = matches!(mention.form, Form::Full | Form::ListMember | Form::Range);
        // A name is another rule's, if it has none of the number.
        let numbered = instrument.parts().next_back().is_some_and(|last| {
            let number = last.trim_start_matches(|c: char| c.is_ascii_lowercase());
            subject.words(mention).chars().filter(|c| *c != ',').collect::<String>().contains(number)
        });
        if mention.impossible.is_some()
            || mention.id.is_none()
            || !names_it(subject, mention, id)
            || !by_number
            || !numbered
            || told.contains(instrument)
            || subject.text_of(id).is_some()
        {
            continue;
        }
        if !asked.insert(id) {
            continue;
        }
        if let Some((severity, message, evidence)) =
            beyond_any(subject, id, instrument).or_else(|| before_its_time(subject, instrument))
        {
            told.insert(instrument);
            found.push(Finding::new(&RULE, mention.span, message).about(id).by([evidence]).at(severity));
        }
    }
}

fn is_of_constitution(subject: &Subject<'_>, id: &ProvisionId) -> bool {
    let grammar = subject.resolver.grammar();
    let kind = grammar.family_of(id.as_str()).map(|f| grammar.families[f as usize].kind);
    kind == Some(Kind::Constitution)
}

/// Whether the words name what the id is of: there are other constitutions, and `First Amendment § 1983` is two things.
fn names_it(subject: &Subject<'_>, mention: &Mention, id: &ProvisionId) -> bool {
    let grammar = subject.resolver.grammar();
    let kind = grammar.family_of(id.as_str()).map(|f| grammar.families[f as usize].kind);
    let words = subject.words(mention);
    kind != Some(Kind::Constitution)
        || words.contains("U.S.")
        || words.contains("U. S.")
        || words.contains("United States")
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
fn beyond_any(subject: &Subject<'_>, id: &ProvisionId, instrument: &ProvisionId) -> Option<Said> {
    let parts = std::iter::successors(Some(id.clone()), ProvisionId::parent).take_while(|p| p != instrument);
    let mut all = parts.chain(std::iter::once(instrument.clone()));
    all.find_map(|part| beyond_series(subject, &part))
}

/// A number beyond the last of its series.
fn beyond_series(subject: &Subject<'_>, instrument: &ProvisionId) -> Option<Said> {
    let registry = subject.resolver.registry();
    if registry.series(instrument.as_str()).is_some_and(|series| series.closed && series.last == 0) {
        let said = format!("there is no {instrument}");
        return Some((Severity::Error, said.clone(), format!("registry: {said}")));
    }
    let (series, number) = registry.series_of(instrument.as_str())?;
    if (1..=series.last).contains(&number) || registry.lists(instrument.as_str()) {
        return None;
    }
    // A series that goes on may have reached it since.
    let since = subject.date.is_none_or(|date| date > series.until);
    // The mark of a note behind a short number: `Fed. R. Civ. P. 112`, 11 with a note 2.
    let grammar = subject.resolver.grammar();
    let rules =
        grammar.family_of(instrument.as_str()).is_some_and(|f| grammar.families[f as usize].kind == Kind::Rules);
    let note = rules && series.last < 100 && number >= 100 && number / 10 <= series.last;
    let certain = (number == 0 || series.closed || !since) && !note;
    let (last, what) = (series.last, series.what);
    let until = if series.until.is_empty() { String::new() } else { format!(" to {}", series.until) };
    let message = if certain {
        format!("there is no {instrument}: the last of the {what} is {last}")
    } else {
        format!("{instrument} is beyond {last}, the last of the {what} that is known{until}")
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
    (begins.as_str() > date && !date.starts_with(&begins[..4])).then(|| {
        let what = counted.what;
        let message =
            format!("there is no {instrument} yet: {what} {number} begins on {begins}, after this document of {date}");
        (Severity::Error, message, format!("registry: {what} {number} begins on {begins}"))
    })
}
