//! Byte offsets as lines and columns, for people.

/// Where the lines of a text begin; built once a document, asked in `O(log lines)`.
///
/// ```
/// use pincite::text::LineIndex;
/// let index = LineIndex::new("one\ntwo §2\n");
/// assert_eq!(index.line_column("one\ntwo §2\n", 8), (2, 5));
/// ```
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Indexes the line starts of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i + 1));
        Self { starts: starts.collect() }
    }

    /// The line and the column of a byte offset, both counted from one; columns count characters.
    #[must_use]
    pub fn line_column(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let column = text.get(self.starts[line]..offset).map_or(0, |s| s.chars().count());
        (line + 1, column + 1)
    }
}
