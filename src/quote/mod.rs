//! Words quoted, laid against the words of a law: where they stand, and what differs.
//!
//! Texts are compared word by word, each word folded (case, dashes, quotation marks, soft hyphens). Finding the place
//! costs one look at each word of the law; only the stretch around it is then aligned.

mod align;

use crate::text::{Span, fold_char};

pub use align::{Alignment, Difference, align};

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word in small letters, without apostrophes.
    pub folded: String,
    /// Where it stands, in bytes.
    pub span: Span,
}

/// The words of a text: runs of letters and digits, an apostrophe or a soft hyphen inside them passed over.
///
/// ```
/// let words = pincite::quote::words("North Korea’s (a) § 104");
/// let folded: Vec<&str> = words.iter().map(|w| w.folded.as_str()).collect();
/// assert_eq!(folded, ["north", "koreas", "a", "104"]);
/// ```
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::with_capacity(text.len() / 6);
    let mut word = String::new();
    let mut span = Span::new(0, 0);
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if c.is_alphanumeric() {
            if word.is_empty() {
                span.start = at;
            }
            span.end = end;
            match fold_char(c) {
                Some(folded) => word.push(folded),
                None => word.extend(c.to_lowercase()),
            }
        } else if !word.is_empty() && !matches!(c, '\'' | '’' | '\u{ad}' | '\u{200b}') {
            out.push(Word { folded: std::mem::take(&mut word), span });
        }
    }
    if !word.is_empty() {
        out.push(Word { folded: word, span });
    }
    out
}
