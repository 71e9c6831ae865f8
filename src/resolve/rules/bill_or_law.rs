//! A name that stood for a bill until it was a law's: by the document's day, else by what the sentence says of it.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::registry::NameEntry;
use crate::resolve::discourse::Discourse;
use crate::resolve::names::{bearers, referent};

pub(super) const RULE: Rule = Rule {
    name: "bill-or-law",
    on: On::Name,
    class: Class::Chosen,
    doc: "Of a bill and the law that came of it under one name, the one of the document's day; without a day the bill where \
the sentence speaks of a bill, else the law.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let bearers = bearers(d, asked)?;
    let entries = &bearers.entries;
    if entries.iter().all(|e| e.until.is_empty()) {
        return None;
    }
    let is = |entry: &NameEntry, why: String| Resolution::of(referent(d, entry)?, Form::Full, why).is();
    let fits =
        |e: &&NameEntry, date: &str| (e.from.is_empty() || e.from <= date) && (e.until.is_empty() || date < e.until);
    if let Some(date) = d.date().filter(|date| date.len() >= 10)
        && let Some(entry) = entries.iter().find(|e| fits(e, date))
    {
        return is(entry, format!("“{}” stood for this on {date}", entry.name));
    }
    let sentence = d.sentence(bearers.place.start as usize, bearers.place.end as usize);
    let cue = d.grammar().reference.bill_cues.iter().find(|cue| sentence.contains(cue.as_str()));
    let law = |e: &&NameEntry| e.until.is_empty();
    let chosen = if cue.is_some() { entries.iter().find(|e| !law(e)) } else { entries.iter().find(law) };
    match (chosen, cue) {
        (Some(e), Some(cue)) => is(e, format!("the text has no date, but “{cue}” speaks of a bill")),
        (Some(e), None) => is(e, "the text has no date; the law, since nothing speaks of a bill".to_owned()),
        (None, _) => Verdict::untold("neither the bill nor the law of this name fits"),
    }
}
