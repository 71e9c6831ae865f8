//! Whose an instrument is: the owners that words beside a name can say, as `core/owners.toml` lists them, and what each
//! family says of its own.

use serde::Deserialize;

/// Owners of instruments, and the words that speak of them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owners {
    /// Capitalised words that own nothing: `Under`, `See`.
    pub neutral: Vec<String>,
    /// What joins a name and its owner behind it: `of`.
    pub joining: Vec<String>,
    /// What stands before an owner: `the`.
    pub articles: Vec<String>,
    /// Numbers that other legislatures give their Acts, `#` for digits.
    pub numbers: Vec<String>,
    /// What stands in brackets behind a name: `Cth`.
    pub marks: Vec<String>,
    /// Statute books and gazettes: `R.S.C.`, `BGBl`.
    pub books: Vec<String>,
    /// Bodies that make resolutions: `ECOSOC`.
    pub bodies: Vec<String>,
    /// What a body does to make one: `adopted`.
    pub makes: Vec<String>,
    /// What makes another place of the place behind it: `Baja`.
    pub parts: Vec<String>,
    /// States of a federation, and their abbreviations.
    pub states: Vec<String>,
    /// Countries.
    pub countries: Vec<String>,
    /// What is of a country: `Irish`.
    pub adjectives: Vec<String>,
}

impl Owners {
    /// Every place: states and countries.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.states.iter().chain(&self.countries).map(String::as_str)
    }
}

/// What a family says of the words beside its names.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Owned {
    /// Its own owners: `United States`.
    pub own: Vec<String>,
    /// Words behind a name that lead to an owner, whatever capitalised word follows: `of`.
    #[serde(default)]
    pub behind: Vec<String>,
    /// Whether a capitalised word directly before a name owns it, though no list has it.
    #[serde(default)]
    pub before: bool,
    /// Words in those names of its that people have rights under: `Plaintiffs’ First Amendment claim` is nobody's but its own.
    #[serde(default)]
    pub rights: Vec<String>,
    /// Whether the body that made it is asked for, where it has no year.
    #[serde(default)]
    pub made: bool,
    /// Words of those names of its that carry their year behind a comma: `Appropriations`.
    #[serde(default)]
    pub comma_year: Vec<String>,
}
