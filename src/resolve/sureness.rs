//! How sure a resolution is: by the class of the rule that made it, as measured, not as felt.
//!
//! Each rule of [`super::rules`] has a class. A class's figure is its measured precision: mentions of the class drawn by
//! seed from real texts and judged in context, `benches/judged.tsv`. A class below [`FLOOR`] abstains unless asked to guess.

/// Below this measured precision a class gives no target by itself.
pub(super) const FLOOR: f32 = 0.9;

/// What a resolution rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// The citation itself says number or full name.
    Named,
    /// A name that one instrument has by date, year, use or words around it.
    Chosen,
    /// The document says what its word stands for.
    Stated,
    /// The document is itself the instrument, and says so.
    Own,
    /// The words are quoted from the instrument, or amend it.
    Quoted,
    /// The same part was cited before together with its instrument.
    Repeated,
    /// The nearest before it that the word can mean.
    Near,
    /// A block that opens like the provision named before it.
    Block,
    /// What merely stands nearest or is the most common, with nothing that ties the words to it.
    Loose,
}

impl Class {
    /// The measured precision.
    #[expect(clippy::match_same_arms, reason = "a row a class, each measured by itself")]
    pub(super) const fn confidence(self) -> f32 {
        match self {
            Self::Named => 0.99,
            Self::Chosen => 0.93,
            Self::Stated => 0.96,
            Self::Own => 0.95,
            Self::Quoted => 0.92,
            Self::Repeated => 0.93,
            Self::Near => 0.9,
            Self::Block => 0.92,
            Self::Loose => 0.3,
        }
    }
}
