//! The words of the language that texts are written in: `core/words.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::quoting::Quoting;

/// Words that belong to a language and to no instrument.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Words {
    /// Words that join the words of a name: `of`, `and`, `relating`.
    pub joining: Vec<String>,
    /// Words behind which a name goes on: `on the`, `for the`.
    pub naming: Vec<String>,
    /// Words that join two names: `and`, `&`.
    pub conjunctions: Vec<String>,
    /// Words that open a sentence, not a name: `Under`, `Section`.
    pub opening: Vec<String>,
    /// What says that a citation goes on without end: `et seq.`
    pub et_seq: Vec<String>,
    /// Endings of unit words that tell of several: `ections`.
    pub plural_endings: Vec<String>,
    /// The months, whole.
    pub months: Vec<String>,
    /// Ordinals in words, from the first.
    pub ordinals: Vec<String>,
    /// Letters behind a number that make it an ordinal: `th`.
    pub ordinal_endings: Vec<String>,
    /// Words before a quotation that put it into a law or take it out: `striking`.
    pub amending: Vec<String>,
    /// Words on which the sense of a provision hangs: `shall`.
    pub weighty: Vec<String>,
    /// Words by which a sentence relies on what it cites as in force: `is governed by`.
    pub relying: Vec<String>,
    /// Beginnings of words by which it speaks of what is past: `revok`, `former`.
    pub past: Vec<String>,
    /// Words that say of a bill beside them that it is the law.
    pub as_law: Vec<String>,
    /// Words that choose between two things named before: `the latter Act`.
    pub choosing: Vec<String>,
    /// Things that have sections and are cited by none: a contract, a lease.
    pub things: Vec<String>,
    /// Verbs by which a section is said to be on an offence: `punishes`.
    pub outlawing: Vec<String>,
    /// Verbs by which an instrument is made: `issued`.
    pub made: Vec<String>,
    /// Verbs of a day some time before that: `passed`.
    pub passed: Vec<String>,
    /// Verbs by which a page is printed: `published`.
    pub publishing: Vec<String>,
    /// What may stand between a bill and its date: `1st Sess.`
    pub sessions: Vec<String>,
    /// Words that open a clause of another time, or deny: `after`.
    pub subordinating: Vec<String>,
    /// Words between two citations that say that the second is the first: `which is`.
    pub same: Vec<String>,
    /// Words that say that it is its name: `known as`.
    pub called: Vec<String>,
    /// Words that say that it is where the first is printed or codified: `codified at`.
    pub printed: Vec<String>,
    /// Words that say no more than that one should look there.
    pub see: Vec<String>,
    /// Words of the names of many laws: `national`.
    pub common: Vec<String>,
    /// Words before an example: `e.g.`
    pub examples: Vec<String>,
    /// What has a subject and begins with a resolution: `agenda`.
    pub agendas: Vec<String>,
    /// What regulations are called: `rules`.
    pub regulations: Vec<String>,
    /// Words between a law and the bill that it came of: `introduced as`.
    pub came_of: Vec<String>,
    /// Words between a bill and the law that came of it: `became`.
    pub became: Vec<String>,
    /// Words that say of it that it is a bill.
    pub as_bill: Vec<String>,
    /// Words of an offence that attends another: `conspiracy to commit`, `in connection with`.
    pub attending: Vec<String>,
    /// Words that join an offence to the section that it breaks: `in violation of`.
    pub violating: Vec<String>,
    /// Words before the name of an offence: `convicted of`.
    pub charged: Vec<String>,
    /// Words behind what a section is called: `the false-statements statute`.
    pub of_a_law: Vec<String>,
    /// Words that say what something is about: `on`.
    pub about: Vec<String>,
    /// Words between what is said and where: `in resolution 1540`.
    pub prepositions: Vec<String>,
    /// Articles, which a quotation may change without harm.
    pub articles: Vec<String>,
    /// How texts quote, and what turns the sense.
    pub quoting: Quoting,
}

static BUILTIN: LazyLock<Words> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        language: Words,
    }
    let text = include_str!("../../grammar/core/words.toml");
    // A mistake in the file is reported where the grammar is loaded.
    toml::from_str::<File>(text).map(|file| file.language).unwrap_or_default()
});

impl Words {
    /// The words that are compiled in.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The number of a month by its name or the beginning of it, `Feb.`: 1 to 12. With a capital letter, as months are written.
    #[must_use]
    pub fn month(&self, word: &str) -> Option<usize> {
        let letters = word.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(word.len());
        let start =
            Some(&word[..letters]).filter(|w| w.len() >= 3 && w.starts_with(|c: char| c.is_ascii_uppercase()))?;
        // `Decision` is no beginning of `December`.
        let month = |m: &String| m.get(..start.len()).is_some_and(|m| m.eq_ignore_ascii_case(start));
        self.months.iter().position(month).map(|m| m + 1)
    }

    /// The value of an ordinal in words, `fourteenth`, in small letters and with hyphens.
    #[must_use]
    pub fn ordinal(&self, word: &str) -> Option<u64> {
        self.ordinals.iter().position(|o| o == word).map(|n| n as u64 + 1)
    }

    /// Whether words hold a plural unit word: `sections`, `Articles`.
    #[must_use]
    pub fn has_plural(&self, words: &str) -> bool {
        self.plural_endings.iter().any(|ending| words.contains(ending.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn months_and_ordinals_have_their_values() {
        let words = Words::builtin();
        assert_eq!(
            [words.month("Feb. 2"), words.month("September"), words.month("Marble"), words.month("may")],
            [Some(2), Some(9), None, None]
        );
        assert_eq!((words.ordinal("fourteenth"), words.ordinal("last")), (Some(14), None));
        assert_eq!(words.ordinal("twenty-seventh"), Some(27));
        assert!(words.has_plural("Sections 3–5") && !words.has_plural("section 3"));
    }
}
