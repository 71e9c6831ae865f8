//! The grammar files that are compiled in: every `grammar/**/*.toml` of the repository.

use super::GrammarSource;

macro_rules! sources {
    ($($file:literal),* $(,)?) => {
        &[$(($file, include_str!(concat!("../../", $file)))),*]
    };
}

/// Name and text of each file; a test holds this list against the folder.
const FILES: &[(&str, &str)] = sources![
    "grammar/agreement/agreements.toml",
    "grammar/ca/acts.toml",
    "grammar/ca/regulations.toml",
    "grammar/core/levels.toml",
    "grammar/core/owners.toml",
    "grammar/core/reach.toml",
    "grammar/core/reference.toml",
    "grammar/core/words.toml",
    "grammar/eu/acts.toml",
    "grammar/eu/official-journal.toml",
    "grammar/eu/treaties.toml",
    "grammar/treaty/series.toml",
    "grammar/treaty/treaties.toml",
    "grammar/uk/acts.toml",
    "grammar/uk/statutory-instruments.toml",
    "grammar/un/charter.toml",
    "grammar/un/general-assembly.toml",
    "grammar/un/security-council.toml",
    "grammar/us/acts.toml",
    "grammar/us/bills.toml",
    "grammar/us/california.toml",
    "grammar/us/cfr.toml",
    "grammar/us/congressional.toml",
    "grammar/us/constitution.toml",
    "grammar/us/dc-laws.toml",
    "grammar/us/dc.toml",
    "grammar/us/executive-orders.toml",
    "grammar/us/far.toml",
    "grammar/us/federal-register.toml",
    "grammar/us/illinois.toml",
    "grammar/us/new-york.toml",
    "grammar/us/ofac.toml",
    "grammar/us/presidential.toml",
    "grammar/us/private-laws.toml",
    "grammar/us/proclamations.toml",
    "grammar/us/public-laws.toml",
    "grammar/us/rules.toml",
    "grammar/us/sentencing-guidelines.toml",
    "grammar/us/state-codes-by-title.toml",
    "grammar/us/state-codes.toml",
    "grammar/us/statutes-at-large.toml",
    "grammar/us/texas.toml",
    "grammar/us/treasury-regulations.toml",
    "grammar/us/usc.toml",
    "grammar/us/virginia.toml",
];

/// The built-in files.
pub(super) fn sources() -> Vec<GrammarSource> {
    FILES
        .iter()
        .map(|(file, text)| GrammarSource { file: (*file).to_owned(), text: (*text).to_owned(), built_in: true })
        .collect()
}
