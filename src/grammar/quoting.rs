//! How texts quote provisions, and what in a quotation turns their sense: `[language.quoting]` of `core/words.toml`.

use serde::Deserialize;

/// Words by which quotations are ascribed and judged.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Quoting {
    /// Words and phrases that make an exception or a condition: `unless`, `provided that`.
    pub excepting: Vec<String>,
    /// Phrases that hold such a word and make none: `not more than`.
    pub harmless: Vec<String>,
    /// Words that deny: `not`.
    pub negations: Vec<String>,
    /// Beginnings that make a word its contrary: `un`.
    pub contrary: Vec<String>,
    /// Words that no bracket may put in: `always`.
    pub turning: Vec<String>,
    /// Words for the manner of doing something, which no bracket may put in or stand for: `immediately`.
    pub manner: Vec<String>,
    /// Words of which one for the other turns the sense: `and`, `or`.
    pub opposed: Vec<(String, String)>,
    /// Letters that text recognition takes for others: `rn` for `m`.
    pub misread: Vec<(String, String)>,
    /// What is written in two ways, words run together: `million`, `000000`.
    pub written: Vec<(String, String)>,
    /// What a law calls itself and its parts: `title`.
    pub units: Vec<String>,
    /// Verbs by which a provision speaks: `provides`.
    pub saying: Vec<String>,
    /// Words of a sentence in which somebody else speaks: `held`.
    pub speaking: Vec<String>,
    /// Phrases before a citation that say that its words follow: `according to`.
    pub ascribing: Vec<String>,
    /// Words that stand for the provision named just before: `it`.
    pub pronouns: Vec<String>,
    /// Words that open a sentence whose rule is the provision's: `under`.
    pub under: Vec<String>,
    /// The last word before a quotation that goes on with its sentence: `must`.
    pub leading: Vec<String>,
    /// Signs of other sources behind a quotation: ` v. `.
    pub reports: Vec<String>,
}

/// Whether a run of words holds a phrase, and from which word on.
#[must_use]
pub fn phrase_at(words: &[&str], phrase: &str) -> Option<usize> {
    let parts: Vec<&str> = phrase.split(' ').collect();
    words.windows(parts.len()).position(|window| window == parts.as_slice())
}
