//! How names look: `grammar/entity/forms.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use foldhash::{HashMap, HashSet};
use serde::Deserialize;

use super::EntityError;
use super::gazetteer::Beginnings;

const FILE: &str = "grammar/entity/forms.toml";

/// The words by which names are told.
#[derive(Debug)]
pub(super) struct Forms {
    /// The last word of an organisation's name, with the kind that it tells.
    pub suffixes: HashMap<String, String>,
    /// Suffixes of several words: words and kind.
    pub long_suffixes: Vec<(Vec<String>, String)>,
    pub generic: HashSet<String>,
    pub inner: HashSet<String>,
    pub places: HashSet<String>,
    pub governments: HashSet<String>,
    pub leading: HashSet<String>,
    pub not_names: HashSet<String>,
    pub abbreviations: HashSet<String>,
    /// Titles by their first word, the longest first.
    pub titles: HashMap<String, Vec<Vec<String>>>,
    /// The first letters of every title.
    pub title_beginnings: Beginnings,
    pub behind: HashSet<String>,
    pub said: HashSet<String>,
    /// States of the United States, whose agencies are their own.
    pub home_states: HashSet<String>,
    /// Offices of somebody in an agency.
    pub offices: HashSet<String>,
    /// Prepositions with a capital that no name goes on over.
    pub between: HashSet<String>,
    /// The same where an article follows.
    pub between_the: HashSet<String>,
    /// Words that end a name, and never begin one with `of`.
    pub never_of: HashSet<String>,
    pub given: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    suffixes: BTreeMap<String, Vec<String>>,
    words: BTreeMap<String, Vec<String>>,
    same: BTreeMap<String, String>,
    persons: BTreeMap<String, Vec<String>>,
}

/// The file, read once.
fn file() -> Result<&'static File, EntityError> {
    static READ: OnceLock<Result<File, String>> = OnceLock::new();
    let read = || toml::from_str(include_str!("../../grammar/entity/forms.toml")).map_err(|e| e.to_string());
    READ.get_or_init(read).as_ref().map_err(|reason| EntityError { file: FILE.to_owned(), reason: reason.clone() })
}

/// Spellings that are one.
pub(super) fn same() -> Option<&'static BTreeMap<String, String>> {
    file().ok().map(|file| &file.same)
}

impl Forms {
    pub(super) fn builtin() -> Result<Self, EntityError> {
        let file = file()?;
        let (mut suffixes, mut long_suffixes) = (HashMap::default(), Vec::new());
        for (kind, words) in &file.suffixes {
            for word in words {
                if word.contains(' ') {
                    long_suffixes.push((word.split(' ').map(str::to_owned).collect(), kind.clone()));
                } else {
                    suffixes.insert(word.clone(), kind.clone());
                }
            }
        }
        let set = |list: Option<&Vec<String>>| list.into_iter().flatten().cloned().collect::<HashSet<String>>();
        let mut titles: HashMap<String, Vec<Vec<String>>> = HashMap::default();
        let mut all: Vec<Vec<String>> = file
            .persons
            .get("titles")
            .into_iter()
            .flatten()
            .map(|title| title.split(' ').map(str::to_owned).collect())
            .collect();
        all.sort_by_key(|words| std::cmp::Reverse(words.len()));
        let mut title_beginnings = Beginnings::default();
        for words in all {
            title_beginnings.add(&words.join(" "));
            titles.entry(words[0].clone()).or_default().push(words);
        }
        Ok(Self {
            suffixes,
            long_suffixes,
            generic: set(file.words.get("generic")),
            inner: set(file.words.get("inner")),
            places: set(file.words.get("places")),
            governments: set(file.words.get("governments")),
            leading: set(file.words.get("leading")),
            not_names: set(file.words.get("not-names")),
            abbreviations: set(file.words.get("abbreviations")),
            titles,
            title_beginnings,
            behind: set(file.persons.get("behind")),
            said: set(file.persons.get("said")),
            offices: set(file.persons.get("offices")),
            home_states: set(file.words.get("home-states")),
            between: set(file.words.get("between")),
            between_the: set(file.words.get("between-the")),
            never_of: set(file.words.get("never-of")),
            given: set(file.persons.get("given")),
        })
    }

    /// Whether a word tells one name from another.
    pub(super) fn is_distinctive(&self, word: &str) -> bool {
        word.len() > 2
            && word.starts_with(char::is_uppercase)
            && !self.generic.contains(word)
            && !self.suffixes.contains_key(word)
            && !self.not_names.contains(word)
            && !self.leading.contains(word)
    }
}
