//! Where a document's text stands in the words of its readers: pages, paragraphs, notes. Formats that know of them say so.

use serde::Serialize;

use crate::text::Span;

/// What a format knows of where its text stands, beyond lines. Empty where lines are all there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Where pages begin, ascending.
    pub pages: Vec<Page>,
    /// Where the paragraphs begin that the source's own program counts, ascending.
    pub paragraphs: Vec<usize>,
    /// The headings, ascending.
    pub headings: Vec<Heading>,
    /// Footnotes and endnotes, ascending. Each stands in the text behind the paragraph that its mark is in.
    pub notes: Vec<Note>,
}

/// Where a page begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page {
    /// Its first byte in the text.
    pub start: usize,
    /// Which sheet of the file it is, from one, where the file has sheets.
    pub number: Option<u32>,
    /// What it is called: `3`, `iv`.
    pub label: String,
}

impl Page {
    /// For people: `p. 3`, `p. 3 (iv)`.
    #[must_use]
    pub fn name(&self) -> String {
        match self.number.filter(|_| self.own_label().is_some()) {
            Some(number) => format!("p. {number} ({})", self.label),
            None => format!("p. {}", self.label),
        }
    }

    /// Its number: the sheet's, else what it is called where that is a number.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        self.number.or_else(|| self.label.parse().ok())
    }

    /// What it is called, where that isn't its number.
    #[must_use]
    pub fn own_label(&self) -> Option<&str> {
        Some(self.label.as_str()).filter(|label| self.number().is_none_or(|number| *label != number.to_string()))
    }
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its words.
    pub span: Span,
    /// From one for the highest.
    pub level: u8,
}

/// A footnote or an endnote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its mark, without brackets: `3`, `iv`, `*`.
    pub mark: String,
    /// Where the mark stands in the text that the note belongs to.
    pub at: usize,
    /// The note, its own mark included.
    pub span: Span,
}

impl Places {
    /// Whether lines are all there is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty() && self.paragraphs.is_empty() && self.headings.is_empty() && self.notes.is_empty()
    }

    /// The page that a place of the text is on.
    #[must_use]
    pub fn page(&self, at: usize) -> Option<&Page> {
        // A note is on the page of its mark, wherever it is put in the text.
        let at = self.note(at).map_or(at, |note| note.at);
        let index = self.pages.partition_point(|page| page.start <= at).checked_sub(1)?;
        self.pages.get(index)
    }

    /// The pages that a span is on, each from its first byte there on.
    #[must_use]
    pub fn pages_of(&self, span: Span) -> Vec<Page> {
        let first = self.page(span.start).map(|page| Page { start: span.start, ..page.clone() });
        let inside = |page: &&Page| span.start < page.start && page.start < span.end;
        let others = self.pages.iter().filter(inside).filter(|_| self.note(span.start).is_none());
        first.into_iter().chain(others.cloned()).collect()
    }

    /// The number of the paragraph that a place of the text is in, from one; of a note, of the paragraph with its mark.
    #[must_use]
    pub fn paragraph(&self, at: usize) -> Option<usize> {
        let at = self.note(at).map_or(at, |note| note.at);
        let number = self.paragraphs.partition_point(|start| *start <= at);
        (number > 0).then_some(number)
    }

    /// The note that a place of the text is in.
    #[must_use]
    pub fn note(&self, at: usize) -> Option<&Note> {
        let index = self.notes.partition_point(|note| note.span.start <= at).checked_sub(1)?;
        self.notes.get(index).filter(|note| at < note.span.end)
    }

    /// The heading that a place of the text stands under.
    #[must_use]
    pub fn heading(&self, at: usize) -> Option<&Heading> {
        let index = self.headings.partition_point(|heading| heading.span.start <= at).checked_sub(1)?;
        self.headings.get(index)
    }

    /// A place for people: `p. 3 ¶ 12`, `p. 3 n. 4`; none where lines are all there is.
    ///
    /// ```
    /// use pincite::read::{Note, Page, Places};
    /// use pincite::text::Span;
    /// let places = Places {
    ///     pages: vec![
    ///         Page { start: 0, number: Some(1), label: "1".into() },
    ///         Page { start: 90, number: Some(2), label: "A-2".into() },
    ///     ],
    ///     paragraphs: vec![0, 50, 95],
    ///     notes: vec![Note { mark: "1".into(), at: 60, span: Span::new(70, 90) }],
    ///     ..Places::default()
    /// };
    /// assert_eq!(places.name(55).as_deref(), Some("p. 1 ¶ 2"));
    /// assert_eq!(places.name(75).as_deref(), Some("p. 1 n. 1"));
    /// assert_eq!(places.name(99).as_deref(), Some("p. 2 (A-2) ¶ 3"));
    /// assert_eq!(Places::default().name(5), None);
    /// ```
    #[must_use]
    pub fn name(&self, at: usize) -> Option<String> {
        let page = self.page(at).map(Page::name);
        let within = match (self.note(at), self.paragraph(at)) {
            (Some(note), _) => Some(format!("n. {}", note.mark)),
            (None, Some(number)) => Some(format!("¶ {number}")),
            (None, None) => None,
        };
        let said: Vec<String> = page.into_iter().chain(within).collect();
        (!said.is_empty()).then(|| said.join(" "))
    }
}
