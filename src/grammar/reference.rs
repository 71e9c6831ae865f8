//! How texts point back, as `core/reference.toml` says.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

/// How texts point back to what they have named.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Reference {
    /// Determiners and how each looks for its antecedent, `the new` before `the`.
    #[serde(deserialize_with = "longest_first")]
    pub determiners: Vec<(String, Determiner)>,
    /// Nouns of no family: `provision`, `statute`.
    pub nouns: BTreeMap<String, Vec<String>>,
    /// Nouns too common to refer with `the` and a small letter.
    pub common: Vec<String>,
    /// Determiners that refer back before a number.
    pub numbered: Vec<String>,
    /// Words that follow a noun which is described, not referred to.
    pub described: Vec<String>,
    /// Words that speak of other laws than those cited, so that a later `the statute` may mean one of them.
    pub elsewhere: Vec<String>,
    /// Words for what a number counts, which make it no citation.
    pub counted: Vec<String>,
    /// Words behind a part that is the text's own: `section 16 hereof`.
    #[serde(default)]
    pub hereof: Vec<String>,
    /// `thereof`, `thereunder`.
    pub thereof: Vec<String>,
    /// `Id.`, `Ibid.`.
    pub id: Vec<String>,
    /// Words that show that a bill is spoken of.
    pub bill_cues: Vec<String>,
    /// Words that make a citation the frame of an amendment.
    pub amending: Vec<String>,
    /// Verbs behind a part that say that it is another's without opening instructions: `is repealed`.
    pub repealing: Vec<String>,
    /// Words before the instrument that a law amends where it names none.
    pub amended_unless_named: Vec<String>,
    /// Verbs before a citation that do the same: `amends 21 CFR part 1308`.
    pub amending_before: Vec<String>,
    /// Words before what amends: `as redesignated by paragraph (1)`.
    pub amended_by: Vec<String>,
    /// Words for a sequence that are written like a reference: `in that order`.
    pub sequences: Vec<String>,
    /// Words with which an instruction begins that goes on in a section: `In § 180.650`.
    pub amending_starts: Vec<String>,
    /// Words before a section that a table lists which a law amends: `the items relating to`.
    pub items: Vec<String>,
    /// Nouns by which, behind `this`, a text means itself only: `this instrument`.
    pub itself: Vec<String>,
    /// Words before a part that give it to a document that the text speaks of: `its own Annex XVII`.
    pub possessive: Vec<String>,
    /// What says that the instructions follow at the same depth: `(1) The Act is amended as follows.⏎(2) In section 9, …`.
    pub amending_beside: Vec<String>,
    /// Words with which an instruction begins behind its mark: `(A) in subparagraph (B)`.
    pub instructing: Vec<String>,
}

/// Determiners as they are looked for: the longest first.
fn longest_first<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(String, Determiner)>, D::Error> {
    let mut determiners: Vec<_> = BTreeMap::deserialize(from)?.into_iter().collect();
    determiners.sort_by_key(|(word, _): &(String, Determiner)| std::cmp::Reverse(word.len()));
    Ok(determiners)
}

/// How a determiner looks for its antecedent.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Determiner {
    /// `this`: the text's own instrument, or the one it quotes.
    Own,
    /// `that`, `such`: what is closest.
    Near,
    /// `the new`: what is latest by date.
    Newest,
    /// `the`: a term that the document gave, else what is closest.
    Defined,
}
