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
    /// Codes of elsewhere that stand behind a section's number: `S. 420 IPC`.
    pub codes: Vec<String>,
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
    /// The owners known by name, by their first and by their last byte, in the order of the lists.
    #[serde(skip)]
    known: [Vec<KnownOwner>; 2],
}

/// An owner known by name.
#[derive(Clone, Debug)]
pub struct KnownOwner {
    /// The byte under which it is found.
    byte: u8,
    /// The name.
    pub name: String,
    /// Whether it is a body, which owns only where any word before a name can: `House` and `Board` are common words.
    pub body: bool,
    /// Whether it is a part of a name of a place: `Baja`.
    pub part: bool,
}

impl Owners {
    /// Makes the index of the owners known by name.
    pub(super) fn index(&mut self) {
        let lists = [(&self.states, false, false), (&self.countries, false, false), (&self.adjectives, false, false)];
        let lists = lists.into_iter().chain([(&self.bodies, true, false), (&self.parts, false, true)]);
        let all = || {
            lists.clone().flat_map(|(list, body, part)| {
                list.iter().map(move |name| KnownOwner { byte: 0, name: name.clone(), body, part })
            })
        };
        let sorted = |byte: fn(&str) -> Option<u8>| {
            let mut owners: Vec<_> = all().filter_map(|o| Some(KnownOwner { byte: byte(&o.name)?, ..o })).collect();
            owners.sort_by_key(|o| o.byte);
            owners
        };
        self.known = [sorted(|n| n.bytes().next()), sorted(|n| n.bytes().next_back())];
    }

    /// Those of the owners known by name with which words may begin.
    #[must_use]
    pub fn that_begin(&self, words: &str) -> &[KnownOwner] {
        under(&self.known[0], words.bytes().next())
    }

    /// Those of the owners known by name with which words may end.
    #[must_use]
    pub fn that_end(&self, words: &str) -> &[KnownOwner] {
        under(&self.known[1], words.bytes().next_back())
    }

    /// Every place: states and countries.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.states.iter().chain(&self.countries).map(String::as_str)
    }
}

fn under(owners: &[KnownOwner], byte: Option<u8>) -> &[KnownOwner] {
    let Some(byte) = byte else { return &[] };
    let from = owners.partition_point(|o| o.byte < byte);
    &owners[from..from + owners[from..].partition_point(|o| o.byte == byte)]
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
    /// Words of which a text has one where the family's noun alone is the family's: `Article 41 of the Charter`.
    #[serde(default)]
    pub heard: Vec<String>,
    /// Words in small letters of a text's head by which it is another government's: `vested in me as governor`.
    #[serde(default)]
    pub elsewhere: Vec<String>,
    /// Words of those names of its that carry their year behind a comma: `Appropriations`.
    #[serde(default)]
    pub comma_year: Vec<String>,
}
