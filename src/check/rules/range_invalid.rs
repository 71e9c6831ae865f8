//! PC103: a range that runs backwards.

use crate::check::cited::Cited;
use crate::check::{Finding, Rule, Severity, Subject};
use crate::grammar::Kind;
use crate::provision::ProvisionId;

pub(super) const RULE: Rule = Rule {
    code: "PC103",
    name: "range-invalid",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nReports a range whose last provision comes before its first.\n\n## Why\n\nNothing lies between them: two digits \
changed places, or the second is another section.\n\n## Example\n\n`sections 1708 through 1701`.\n",
    run,
};

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for Cited { mention, id, instrument, family, number, .. } in subject.cited() {
        // `§§ 1708–1701` is read as one section, for a section may have a dash.
        let words = subject.words(mention);
        if words.contains('\n') {
            continue;
        }
        // Or there are two such sections, and none of both numbers.
        let registry = subject.resolver.registry();
        let two = || {
            let has = |n: &str| registry.has_section(instrument.as_str(), n);
            let halves = number.and_then(|n| n.split_once('-'));
            family.is_some_and(|f| f.kind == Kind::Code)
                && number.and_then(has) == Some(false)
                && halves.is_some_and(|(a, b)| has(a) == Some(true) && has(b) == Some(true))
        };
        let several =
            two() || words.contains("§§") || words.contains('–') || subject.resolver.grammar().words.has_plural(words);
        let numbers = last(id).strip_prefix('s').or_else(|| last(id).strip_prefix('p'));
        if let Some((first, second)) = numbers.and_then(|n| n.split_once('-')).filter(|_| several)
            && mention.range_end.is_none()
            && first.len() == second.len()
            && first.len() >= 3
            && matches!((first.parse::<u64>(), second.parse::<u64>()), (Ok(a), Ok(b)) if b < a)
        {
            found.push(
                Finding::new(&RULE, mention.span, format!("the range runs backwards: from {first} to {second}"))
                    .about(id),
            );
        }
        let Some(end) = mention.range_end.as_ref().filter(|end| runs_backwards(id, end)) else { continue };
        found.push(
            Finding::new(&RULE, mention.span, format!("the range runs backwards: from {id} to {end}"))
                .about(id)
                .by([format!("{} comes before {}", last(end), last(id))]),
        );
    }
}

fn last(id: &ProvisionId) -> &str {
    id.parts().next_back().unwrap_or_default()
}

/// Whether two neighbours of one level, both counted in plain numbers, stand in the wrong order. A second number that is
/// shorter may be an elision: `1961-68`.
fn runs_backwards(from: &ProvisionId, to: &ProvisionId) -> bool {
    let number = |id: &ProvisionId| {
        let part = last(id);
        let digits = part.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let kind = &part[..part.len() - digits.len()];
        (kind.to_owned(), digits.parse::<u64>().ok())
    };
    let ((kind, first), (other, last)) = (number(from), number(to));
    from.parent() == to.parent()
        && kind == other
        && matches!((first, last), (Some(a), Some(b)) if b < a && b.checked_ilog10() == a.checked_ilog10())
}

#[cfg(test)]
mod tests {
    use super::runs_backwards;

    #[test]
    fn only_plain_numbers_of_one_level_have_an_order() {
        let backwards = |a: &str, b: &str| {
            let id = |s: &str| s.parse().unwrap_or_else(|e| panic!("{e}"));
            runs_backwards(&id(a), &id(b))
        };
        assert!(backwards("/us/usc/t50/s1708", "/us/usc/t50/s1701"));
        assert!(backwards("/us/eo/13722/s2/a/9", "/us/eo/13722/s2/a/3"));
        assert!(!backwards("/us/usc/t50/s1701", "/us/usc/t50/s1708"));
        assert!(!backwards("/us/usc/t18/s1961", "/us/usc/t18/s68"));
        assert!(!backwards("/us/usc/t50/s1708a", "/us/usc/t50/s1701"));
        assert!(!backwards("/us/usc/t50/s1708", "/us/usc/t51/s1701"));
        assert!(!backwards("/us/eo/13722/s2/a/v", "/us/eo/13722/s2/a/i"));
    }
}
