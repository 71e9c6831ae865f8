//! PC114: number and year of an act in the wrong order.

use crate::check::cited::Cited;
use crate::check::{Finding, Rule, Severity, Subject};
use crate::grammar::Kind;
use crate::resolve::Form;

pub(super) const RULE: Rule = Rule {
    code: "PC114",
    name: "number-order",
    severity: Severity::Warning,
    default: true,
    doc: "## What it does\n\nReports an act that is cited with its number and its year in the order in which acts of that year aren't: since 2015 \
the year comes first, before that the number of a regulation did.\n\n## Why\n\nThe two orders name two acts wherever both numbers can be a \
year; and whoever searches finds nothing.\n\n## Example\n\n`Regulation (EU) 679/2016`: it is Regulation (EU) 2016/679. `Directive 46/95/EC`: it is Directive 95/46/EC.\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for cited in subject.cited() {
        let Cited { mention, id, instrument, .. } = cited;
        if mention.form != Form::Full || !cited.is(Kind::Regulation) {
            continue;
        }
        let mut parts = instrument.parts().rev();
        let (Some(number), Some(year)) = (parts.next(), parts.next()) else { continue };
        let words = subject.words(mention);
        let (year_first, number_first) = (format!("{year}/{number}"), format!("{number}/{year}"));
        // `Directive 46/95/EC`, which has its mark behind it: the year came first.
        let short = year.get(2..).filter(|_| year < "2000" && !words.contains('(') && words.contains('/'));
        let turned = short.map(|short| (format!("{number}/{short}/"), format!("{short}/{number}")));
        if let Some((_, right)) =
            turned.filter(|(turned, _)| number != short.unwrap_or("") && words.contains(turned.as_str()))
        {
            found.push(
                Finding::new(&RULE, mention.span, format!("number and year are in the wrong order: it is {right}"))
                    .about(id)
                    .by([format!("there were no acts in the year 19{number:0>2}")]),
            );
            continue;
        }
        let swapped = if year.len() == 4 && words.contains(&number_first) && !words.contains(&year_first) {
            // Where both could be the year, nothing is said.
            YEAR_FIRST <= year && !is_year(number)
        } else {
            // `No 2001/44`: a word stands before the number.
            let marked =
                words.find(&year_first).is_some_and(|at| words[..at].trim_end().ends_with(char::is_alphabetic));
            marked && words.contains(')') && year < YEAR_FIRST && !is_year(number)
        };
        if swapped {
            let right = if YEAR_FIRST <= year { year_first } else { number_first };
            found.push(
                Finding::new(&RULE, mention.span, format!("number and year are in the wrong order: it is {right}"))
                    .about(id)
                    .by([format!("acts of {year} are numbered so: {right}")]),
            );
        }
    }
}

/// The year from which on all acts have their year before their number.
const YEAR_FIRST: &str = "2015";

/// Whether a number could be the year as well.
fn is_year(number: &str) -> bool {
    number.parse::<u32>().is_ok_and(|n| (1952..=2040).contains(&n))
}
