//! The row of each quotation in a report.

use super::{Judged, Kind, judged};
use crate::check::{Checked, Subject, Verdict};

/// The verdicts on a document's quotations.
pub(in crate::check) fn checked(subject: &Subject<'_>) -> Vec<Checked> {
    judged(subject).iter().map(|found| row(subject, found)).collect()
}

fn row(subject: &Subject<'_>, found: &Judged) -> Checked {
    let (verdict, mut evidence) = said(found);
    if !found.of_its_time && found.untold.is_none() {
        evidence.push(found.text_at_hand(subject));
    }
    Checked { span: found.quote, quotation: true, id: Some(found.id.clone()), verdict, evidence }
}

fn said(found: &Judged) -> (Verdict, Vec<String>) {
    if let Some(why) = &found.untold {
        return (Verdict::NotInCoverage, vec![why.clone()]);
    }
    if let Some((from, until)) = &found.version {
        return (Verdict::Mismatch, vec![format!("the words are those in force from {from} until {until}")]);
    }
    if let Some(other) = &found.stands_in {
        return (Verdict::Mismatch, vec![format!("the words are those of {other}")]);
    }
    if found.not_its || found.reordered || !found.joined.is_empty() {
        return (of_time(found), vec![found.message()]);
    }
    let wrong = found.changes.iter().filter(|c| c.kind != Kind::Sound);
    let wrong: Vec<String> = wrong.map(|c| format!("quoted “{}”, the law says “{}”", c.quoted, c.law)).collect();
    match (wrong.is_empty(), found.alterations.is_empty()) {
        (false, _) => (of_time(found), wrong),
        (true, true) => (Verdict::Verified, vec!["word for word".to_owned()]),
        (true, false) => (Verdict::VerifiedWithAlterations, found.alterations.clone()),
    }
}

/// A difference from a text of another time is no proof.
const fn of_time(found: &Judged) -> Verdict {
    if found.of_its_time { Verdict::Mismatch } else { Verdict::CantTell }
}
