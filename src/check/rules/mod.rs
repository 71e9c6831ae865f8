//! The rules, one a file, and the table of them.

mod anachronism;
mod bill_not_law;
mod misattributed;
mod misquote;
mod not_found;
mod number_date;
mod number_name;
mod revoked;
mod wrong_depth;

use super::Rule;

/// Every rule, by code.
pub const RULES: &[&Rule] = &[
    &not_found::RULE,
    &wrong_depth::RULE,
    &number_date::RULE,
    &number_name::RULE,
    &anachronism::RULE,
    &revoked::RULE,
    &bill_not_law::RULE,
    &misquote::SUBSTANTIVE,
    &misquote::MINOR,
    &misquote::UNSOUND,
    &misattributed::RULE,
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
