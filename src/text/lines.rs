//! Byte offsets as lines and columns, for people.

/// Where the lines of a text begin; built once a document, asked in `O(log lines)`, however long a line is.
///
/// ```
/// use pincite::text::LineIndex;
/// let index = LineIndex::new("one\ntwo §2\n");
/// assert_eq!(index.line_column("one\ntwo §2\n", 8), (2, 5));
/// ```
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// In long lines every so many bytes a place, with the characters before it in its line.
    counted: Vec<(usize, usize)>,
}

/// How many bytes of a line are counted for a column at most.
const STRIDE: usize = 2048;

impl LineIndex {
    /// Indexes the line starts of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i + 1);
        let starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
        let mut counted = Vec::new();
        for (line, start) in starts.iter().enumerate() {
            let end = starts.get(line + 1).copied().unwrap_or(text.len());
            let (mut from, mut characters) = (*start, 0);
            while end - from > STRIDE {
                let to = text.floor_char_boundary(from + STRIDE);
                characters += text[from..to].chars().count();
                from = to;
                counted.push((from, characters));
            }
        }
        Self { starts, counted }
    }

    /// The line and the column of a byte offset, both counted from one; columns count characters.
    #[must_use]
    pub fn line_column(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start <= offset).saturating_sub(1);
        let (from, before) = self.counted_before(line, offset);
        let column = text.get(from..offset).map_or(0, |s| before + s.chars().count());
        (line + 1, column + 1)
    }

    /// The last place at or before an offset up to which its line's characters are counted, and how many they are.
    fn counted_before(&self, line: usize, offset: usize) -> (usize, usize) {
        let start = self.starts[line];
        let last = self.counted[..self.counted.partition_point(|(at, _)| *at <= offset)].last();
        last.copied().filter(|(at, _)| *at >= start).unwrap_or((start, 0))
    }
}

#[cfg(test)]
mod tests {
    use super::{LineIndex, STRIDE};

    #[test]
    fn a_long_line_is_counted_once_and_its_columns_are_right() {
        let text = format!("one\n{}\ntwo §2\n{}", "§ 5 of it, ".repeat(1000), "é".repeat(3000));
        let index = LineIndex::new(&text);
        for (offset, _) in text.char_indices() {
            let start = text[..offset].rfind('\n').map_or(0, |i| i + 1);
            let (line, column) = index.line_column(&text, offset);
            assert_eq!(line, 1 + text[..offset].matches('\n').count());
            assert_eq!(column, 1 + text[start..offset].chars().count());
            let (from, _) = index.counted_before(line - 1, offset);
            assert!(offset - from <= STRIDE + 3, "{} bytes are counted for one column", offset - from);
        }
    }
}
