//! PC110: the number and the date or year beside it don't go together.

use std::sync::OnceLock;

use regex::Regex;

use crate::check::{Finding, Rule, Severity, Subject};
use crate::provision::ProvisionId;
use crate::resolve::{Form, Mention};

pub(super) const RULE: Rule = Rule {
    code: "PC110",
    name: "number-date",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nCompares the date or year written with a numbered instrument with the registry's: an executive order's day of \
signing, a resolution's year, the years of a law's Congress.\n\n## Why\n\nA number and a date that contradict each other cite two \
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
        Regex::new(&format!(
            r"\A(?:,? (?:of|dated) ({month} \d{{1,2}}, \d{{4}})| \((?:({month} \d{{1,2}}, )?(\d{{4}}))\))"
        ))
        .ok()
    });
    let Some(dated) = dated else { return };
    for (mention, id, instrument) in subject.cited() {
        // `Orders 1, 2 and 3 of May 1, June 1 and July 1, respectively`
        if mention.form == Form::ListMember {
            continue;
        }
        let words = subject.words(mention);
        let inside = words.rfind(" (").map(|at| &words[at..]).unwrap_or_default();
        let behind = subject.behind(mention, 40);
        let Some(said) = dated.captures(inside).or_else(|| dated.captures(behind)) else { continue };
        let Some(day) = numbered(subject, mention, instrument) else { continue };
        let whole = said.get(1).and_then(|d| crate::parse::iso_date(d.as_str()));
        let in_brackets = said
            .get(2)
            .zip(said.get(3))
            .and_then(|(d, y)| crate::parse::iso_date(&format!("{}{}", d.as_str(), y.as_str())));
        let year = said.get(3).map(|y| y.as_str().to_owned());
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

/// The registry's day of an instrument cited by its number, where it has the whole day.
fn numbered(subject: &Subject<'_>, mention: &Mention, instrument: &ProvisionId) -> Option<String> {
    let words = subject.words(mention);
    let facts = subject.facts(instrument).filter(|f| f.date.len() == 10)?;
    // Its number has to be in the words: an Act's name has a year of its own. A page behind a law is another citation's.
    let number = instrument.parts().next_back()?;
    let plain: String = words.chars().filter(|c| *c != ',').collect();
    let family = subject.resolver.grammar().family_of(instrument.as_str())?;
    let family = &subject.resolver.grammar().families[family as usize];
    let by_number = plain.contains(number) && number.bytes().all(|b| b.is_ascii_digit()) && !family.names_built;
    (by_number && !family.fields.iter().any(|f| f.missing.is_some())).then(|| facts.date.to_owned())
}
