//! How sure a resolution is: by the class of the rule that made it, as measured, not as felt.
//!
//! Each rule of [`super::rules`] has a class. A class's figure is the share that was right of a hundred and more mentions of the class, drawn by seed from real texts, judged in context by readers who
//! had not seen the rules, and still given by the rules as they are since (`benches/judged.tsv`;
//! `benches/sample.py score --by class`). A class below [`FLOOR`] abstains unless asked to guess.

/// Below this share a class gives no target by itself. The aim is 0.9, which all reach but what merely is the nearest that a word can
/// mean; that is given still, for `section 201 of that legislation` is what it reads, and says its share.
pub(super) const FLOOR: f32 = 0.8;

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
    /// The measured share, from 0 to 1.
    #[expect(clippy::match_same_arms, reason = "a row a class, each measured by itself")]
    pub(super) const fn confidence(self) -> f32 {
        match self {
            Self::Named => 0.98,
            Self::Chosen => 0.95,
            Self::Stated => 0.97,
            Self::Own => 0.96,
            Self::Quoted => 0.95,
            Self::Repeated => 0.94,
            Self::Near => 0.84,
            Self::Block => 0.94,
            Self::Loose => 0.3,
        }
    }
}
