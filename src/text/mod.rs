//! Positions in text, and the spellings that mean the same.
//!
//! Everything pincite says of a text it says by [`Span`]: a half-open range of bytes of the text as read.

mod bytes;
mod fold;
mod lines;
mod sentence;

pub(crate) use bytes::{ByteSet, Head, common};
pub use fold::{fold, fold_char};
pub use lines::LineIndex;
pub use sentence::sentence_end;
use serde::{Deserialize, Serialize};

/// A half-open range of bytes, `start..end`, of one document's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The part of `text` that the span covers.
    ///
    /// # Panics
    ///
    /// When the span was made for another text and doesn't fall on its character boundaries.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Whether the two spans share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}
