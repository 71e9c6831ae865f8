//! What a clause says: an act, who and what stands in its places, and how it is said.

use super::frames::Cue;
use super::polarity::Polarity;

/// Who or what stands in a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Filler {
    #[default]
    None,
    /// A token of names or provisions.
    Token(usize),
    /// Several.
    Tokens(Vec<usize>),
    /// A noun that stands for somebody: `the bank`, `these individuals`.
    Common(Noun),
    /// A list follows the sentence.
    List,
}

/// A noun in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Noun {
    pub word: String,
    pub plural: bool,
    /// `the`, `this` or `its`, not `a` or `any`.
    pub definite: bool,
    /// `a`, `any`, `each`: nobody that was named.
    pub any: bool,
}

/// What a clause says.
#[derive(Clone, Debug, Default)]
pub(super) struct Act {
    pub frame: usize,
    /// The token of the word that tells.
    pub at: usize,
    pub agent: Filler,
    /// Who or what stands before the verb, whether it acts or suffers.
    pub subject: Filler,
    pub patient: Filler,
    /// Tokens of names that the sentence adds: `as is B`.
    pub more: Vec<usize>,
    /// Tokens of provisions.
    pub under: Vec<usize>,
    pub mood: Mood,
    /// It is told by a noun: `sanctions on X`.
    pub noun: bool,
}

/// A hit of a frame's word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit<'f> {
    pub at: usize,
    /// One past the word and what belongs to it.
    pub end: usize,
    pub cue: &'f Cue,
}

/// How an act is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mood {
    pub polarity: Polarity,
    /// Somebody shall do it, or shall not: whether that is said to be so.
    pub duty: Option<Polarity>,
}
