//! What is wrong with a grammar file, where, and what was expected.

use std::ops::Range;

/// A mistake in a grammar file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct GrammarError {
    /// The file.
    pub file: String,
    /// Line, from one; 0 when the whole file is meant.
    pub line: usize,
    /// Column in characters, from one.
    pub column: usize,
    /// What is wrong and what was expected.
    pub message: String,
}

impl GrammarError {
    /// A mistake at a byte range of the file's text.
    pub(super) fn at(file: &str, text: &str, span: &Range<usize>, message: impl Into<String>) -> Self {
        let before = text.get(..span.start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        Self {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: message.into(),
        }
    }

    /// A mistake of the whole file.
    pub(super) fn whole(file: &str, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: 0, column: 0, message: message.into() }
    }
}
