//! What every reader makes: a document, its text, and the way back to the source.

use super::{Places, SourceMap};

/// One document as read: a file, a record of a JSONL file, or one post of a page that holds several.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Where it came from, as the user named it: a path, `path#record`, or `-` for standard input.
    pub path: String,
    /// The record's own id, where the source has one.
    pub id: Option<String>,
    /// Title, where the source has one.
    pub title: Option<String>,
    /// Date, `YYYY-MM-DD`, where the source has one.
    pub date: Option<String>,
    /// The text that every offset counts in.
    pub text: String,
    /// The way back to the source; `None` where the text is the source, byte for byte, or a record's.
    pub source: Option<SourceMap>,
    /// Which line of its file it is, where it is a record of one a line.
    pub line: Option<u64>,
    /// Where its text stands in the words of its readers: pages, paragraphs, notes.
    pub places: Places,
    /// Whether it stands beside a text, as comments on it do, and is none by itself.
    pub aside: bool,
    /// What was lost in reading (`3 bytes are not UTF-8 and were read as U+FFFD`), for a message.
    pub notice: Option<String>,
}

impl Document {
    /// A document of bare text.
    #[must_use]
    pub fn from_text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), ..Self::default() }
    }

    /// The file that it is in: of a record's path, what stands before its own name.
    #[must_use]
    pub fn file(&self) -> &str {
        let name = self.id.clone().or_else(|| self.line.map(|line| line.to_string()));
        let file = name.and_then(|name| self.path.strip_suffix(name.as_str())?.strip_suffix('#'));
        file.unwrap_or(&self.path)
    }

    /// Where a place of its text is, for people: `p. 3 ¶ 12` where the format knows of pages or paragraphs, else the line and the
    /// column, `40:7`.
    #[must_use]
    pub fn place(&self, index: &crate::text::LineIndex, at: usize) -> String {
        self.places.name(at).unwrap_or_else(|| {
            let (line, column) = index.line_column(&self.text, at);
            format!("{line}:{column}")
        })
    }

    /// The same with the document's path before it: `brief.pdf p. 3`, `brief.txt:40:7`.
    #[must_use]
    pub fn located(&self, index: &crate::text::LineIndex, at: usize) -> String {
        let between = if self.places.name(at).is_some() { ' ' } else { ':' };
        format!("{}{between}{}", self.path, self.place(index, at))
    }

    /// Where in its file a place of its text is, for tools that look there: a record of one a line is on that line, whatever its
    /// text has.
    #[must_use]
    pub fn line_column(&self, index: &crate::text::LineIndex, at: usize) -> (usize, usize) {
        match self.line {
            Some(line) => (usize::try_from(line).unwrap_or(usize::MAX), 1),
            None => index.line_column(&self.text, at),
        }
    }
}
