//! Text that was decoded, and where each of its characters was.

use super::SourceMap;
use crate::text::Span;

/// Text, where it came from, and what was lost.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// `None` where the text is the bytes themselves.
    pub(super) source: Option<SourceMap>,
    pub(super) notice: Option<String>,
}

/// Adds a character that these bytes stand for.
pub(super) fn push_char(text: &mut String, map: &mut SourceMap, c: char, source: Span) {
    map.push_whole(Span::new(text.len(), text.len() + c.len_utf8()), source);
    text.push(c);
}
