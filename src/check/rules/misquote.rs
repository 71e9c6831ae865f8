//! PC201, PC202, PC203: a quotation that isn't what the law says.

use crate::check::quotation::{Change, Judged, Kind, compared};
use crate::check::{Finding, Rule, Severity, Subject, of_day};

pub(super) const SUBSTANTIVE: Rule = Rule {
    code: "PC201",
    name: "misquote-substantive",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nLays a quotation against the text of the provision that it belongs to, as it stood on the document's date, and \
reports words that were changed, added or left out without a sign.\n\n## Why\n\n*May* for *shall*, *or* for *and*, a dropped *not*: one word \
turns a duty into a choice.\n\n## Example\n\nQuoted “the President may designate”, the law: “the President shall designate”.\n\nWhat is signalled \
is no finding: `[n]o`, `engag[ing]`, `[being]`, `…`, `. . . .`, `[sic]`.\n",
    run: substantive,
};

pub(super) const MINOR: Rule = Rule {
    code: "PC202",
    name: "misquote-minor",
    severity: Severity::Warning,
    default: true,
    doc: "## What it does\n\nReports an inflection, an article or a number that a quotation changed without a sign.\n\n## Why\n\nThe sense mostly \
stays, the words are not the law's.\n\n## Example\n\nQuoted “any vessels”, the law: “any vessel”.\n",
    run: minor,
};

pub(super) const UNSOUND: Rule = Rule {
    code: "PC203",
    name: "alteration-unsound",
    severity: Severity::Warning,
    default: true,
    doc: "## What it does\n\nReports an ellipsis, at the end too, behind which the law says *except*, *unless*, *provided that* or *if*, brackets that \
turn the sense (`[not]`, `[and]` for *or*, a negation replaced, `[in due course]` for *immediately*), two provisions run together without a sign, and \
ellipses that put a provision's words in another order.\n\n## Why\n\nWhat an ellipsis hides \
and a bracket puts in should be of no weight for the point; an exception and a negation are.\n\n## Example\n\nQuoted “shall be blocked … in the United \
States”, where the law has “except as provided by statute” between.\n\nWhat changes nothing is no finding: an ellipsis over “not more than 5 years”, a \
whole sentence left out, `[the Secretary]` for a name.\n",
    run: unsound,
};

fn substantive(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    report(subject, found, &SUBSTANTIVE, |c| c.kind == Kind::Substantive);
}

fn minor(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    report(subject, found, &MINOR, |c| c.kind == Kind::Minor);
}

fn unsound(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    report(subject, found, &UNSOUND, |c| matches!(c.kind, Kind::HiddenException | Kind::Turned));
    for verdict in compared(subject).iter().filter(|v| v.reordered || !v.joined.is_empty()) {
        let whole = verdict.reordered.then(|| format!("{}: {}", verdict.id, verdict.law_words));
        let evidence = verdict.joined.iter().map(|(id, words)| format!("{id}: {words}")).chain(whole);
        let finding = Finding::new(&UNSOUND, verdict.quote, verdict.message()).about(&verdict.id).by(evidence);
        found.push(aged(subject, verdict, finding));
    }
}

fn report(subject: &Subject<'_>, found: &mut Vec<Finding>, rule: &'static Rule, wanted: fn(&Change) -> bool) {
    for verdict in compared(subject) {
        for change in verdict.changes.iter().filter(|c| wanted(c)) {
            let shown = |words: &str| if words.is_empty() { "nothing".to_owned() } else { format!("“{words}”") };
            let message = match change.kind {
                Kind::HiddenException => format!("the ellipsis leaves out {}", shown(&change.law)),
                Kind::Turned => {
                    format!(
                        "the brackets turn the sense: {}, the law says {}",
                        shown(&change.quoted),
                        shown(&change.law)
                    )
                }
                _ => format!("quoted {}, the law says {}", shown(&change.quoted), shown(&change.law)),
            };
            let evidence = format!("{}: {}", verdict.id, verdict.law_words);
            found.push(
                aged(subject, verdict, Finding::new(rule, change.span, message)).about(&verdict.id).by([evidence]),
            );
        }
    }
}

/// A finding by a text that isn't known to be of the document's time is a note that says so.
pub(super) fn aged(subject: &Subject<'_>, verdict: &Judged, finding: Finding) -> Finding {
    if verdict.of_its_time {
        return finding;
    }
    let day = of_day(&verdict.day);
    let message = format!("differs from the text at hand, {day}: {}", finding.message);
    Finding { message, ..finding }.at(Severity::Note).by([verdict.text_at_hand(subject)])
}
