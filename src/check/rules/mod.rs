//! The rules, one a file, and the table of them.

mod anachronism;
mod bill_not_law;
mod classified;
mod coverage;
mod drafting;
mod gone;
mod misattributed;
mod misquote;
mod nonexistent;
mod not_found;
mod not_its_words;
mod number_date;
mod number_name;
mod number_order;
mod parallel;
mod part_subject;
mod range_invalid;
mod revoked;
mod style;
mod subject;
mod terms;
mod unused_ignore;
mod wrong_depth;

use super::Rule;

pub(super) use unused_ignore::RULE as UNUSED_IGNORE;

/// Every rule, by code.
pub const RULES: &[&Rule] = &[
    &not_found::RULE,
    &wrong_depth::RULE,
    &range_invalid::RULE,
    &parallel::CONTAINER,
    &nonexistent::RULE,
    &number_date::RULE,
    &number_name::RULE,
    &parallel::PARALLEL,
    &subject::RULE,
    &number_order::RULE,
    &anachronism::RULE,
    &revoked::SUPERSEDED,
    &revoked::REVOKED,
    &gone::RENUMBERED,
    &gone::TRANSFERRED,
    &bill_not_law::RULE,
    &revoked::PENDING,
    &coverage::COVERAGE,
    &coverage::UNSURE,
    &coverage::TRUNCATED,
    &misquote::SUBSTANTIVE,
    &misquote::MINOR,
    &misquote::UNSOUND,
    &misattributed::RULE,
    &misattributed::VERSION,
    &coverage::UNVERIFIABLE,
    &not_its_words::RULE,
    &terms::DANGLING,
    &terms::AMBIGUOUS,
    &terms::REDEFINED,
    &terms::UNUSED,
    &terms::MISSPELT,
    &terms::BEFORE,
    &style::SIGN,
    &style::SPACE,
    &style::NUMBER,
    &style::ABBREVIATION,
    &style::YEAR,
    &style::DASH,
    &drafting::SCOPE,
    &drafting::TARGET,
    &drafting::STRIKE,
    &drafting::DOUBLE,
    &UNUSED_IGNORE,
];

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn codes_are_in_order_names_unique_and_every_rule_is_documented() {
        assert!(RULES.windows(2).all(|w| w[0].code < w[1].code));
        for rule in RULES {
            for heading in ["## What it does", "## Why", "## Example"] {
                assert!(rule.doc.contains(heading), "{} says nothing under {heading}", rule.code);
            }
            assert_eq!(RULES.iter().filter(|r| r.name == rule.name).count(), 1, "{}", rule.name);
        }
    }
}
