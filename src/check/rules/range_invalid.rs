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
    doc: "## What it does\n\nReports a range whose last provision comes before its first: sections, articles, orders, paragraphs by \
number or by letter. A second number that may be cut short (`1961-68`) is none, but where a word stands between.\n\n## Why\n\nNothing lies \
between them: two digits changed places, or the second is another section.\n\n## Example\n\n`sections 1708 through 1701`, `articles 12 to \
7`, `31 CFR 510.210-510.201`.\n",
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
        let plural = || subject.resolver.grammar().words.has_plural(words);
        let several = || words.contains("§§") || words.contains('–') || plural() || two();
        let numbers = last(id).strip_prefix('s').or_else(|| last(id).strip_prefix('p'));
        if let Some((first, second)) = numbers.and_then(|n| n.split_once('-'))
            && mention.range_end.is_none()
            && first.len() == second.len()
            && first.len() >= 3
            && matches!((first.parse::<u64>(), second.parse::<u64>()), (Ok(a), Ok(b)) if b < a)
            && several()
        {
            found.push(
                Finding::new(&RULE, mention.span, format!("the range runs backwards: from {first} to {second}"))
                    .about(id),
            );
        }
        // `1961-68` is short for 1961 to 1968; `12 to 7` is short for nothing.
        let whole = [" to ", " through ", " thru "].iter().any(|word| words.contains(word));
        let Some(end) = mention.range_end.as_ref().filter(|end| runs_backwards(id, end, whole)) else { continue };
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
/// In a range that is `whole` nothing is elided.
fn runs_backwards(from: &ProvisionId, to: &ProvisionId, whole: bool) -> bool {
    if from.parent() != to.parent() {
        return false;
    }
    let (first, second) = (last(from), last(to));
    // Letters, but those that may be numerals.
    let letter = |s: &str| match s.as_bytes() {
        [only] if only.is_ascii_lowercase() && !matches!(only, b'i' | b'v' | b'x' | b'l') => Some(*only),
        _ => None,
    };
    if let (Some(a), Some(b)) = (letter(first), letter(second)) {
        return b < a;
    }
    let number = |part: &str| {
        let digits = part.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let kind = part[..part.len() - digits.len()].to_owned();
        // `510.210`, numbered within its part.
        let (above, below) = digits.split_once('.').map_or(("", digits), |(above, below)| (above, below));
        (kind, above.to_owned(), below.parse::<u64>().ok())
    };
    let ((kind, part, first), (other, same, second)) = (number(first), number(second));
    let written = |a: u64, b: u64| whole || b.checked_ilog10() == a.checked_ilog10();
    kind == other && part == same && matches!((first, second), (Some(a), Some(b)) if b < a && written(a, b))
}

#[cfg(test)]
mod tests {
    use super::runs_backwards;

    #[test]
    fn only_plain_numbers_of_one_level_have_an_order() {
        let backwards = |a: &str, b: &str| {
            let id = |s: &str| s.parse().unwrap_or_else(|e| panic!("{e}"));
            runs_backwards(&id(a), &id(b), false)
        };
        assert!(backwards("/us/usc/t50/s1708", "/us/usc/t50/s1701"));
        assert!(backwards("/us/eo/13722/s2/a/9", "/us/eo/13722/s2/a/3"));
        assert!(!backwards("/us/usc/t50/s1701", "/us/usc/t50/s1708"));
        assert!(!backwards("/us/usc/t18/s1961", "/us/usc/t18/s68"));
        assert!(backwards("/us/cfr/t31/s510.210", "/us/cfr/t31/s510.201"));
        assert!(backwards("/us/eo/13722/s5/d", "/us/eo/13722/s5/b"));
        assert!(!backwards("/us/cfr/t31/s510.210", "/us/cfr/t31/s511.201"));
        assert!(!backwards("/us/usc/t50/s1708a", "/us/usc/t50/s1701"));
        assert!(!backwards("/us/usc/t50/s1708", "/us/usc/t51/s1701"));
        assert!(!backwards("/us/eo/13722/s2/a/v", "/us/eo/13722/s2/a/i"));
    }
}
