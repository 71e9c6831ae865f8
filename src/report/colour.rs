//! Colours, or none: decided once, used by every human renderer.

use super::screen::PAINT;

/// Paints words for a terminal, with signs that [`super::screen`] turns into colours; leaves them alone elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    colour: bool,
}

impl Style {
    /// A style with or without colours.
    #[must_use]
    pub const fn new(colour: bool) -> Self {
        Self { colour }
    }

    fn paint(self, colour: usize, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("{}{text}{}", PAINT[colour].0, PAINT[6].0)
        } else {
            text.to_owned()
        }
    }

    /// A heading: a document, a title.
    #[must_use]
    pub fn heading(self, text: &str) -> String {
        self.paint(0, text)
    }

    /// A provision id.
    #[must_use]
    pub fn id(self, text: &str) -> String {
        self.paint(1, text)
    }

    /// What is found, in its context.
    #[must_use]
    pub fn found(self, text: &str) -> String {
        self.paint(2, text)
    }

    /// What is less important: line numbers, forms, reasons.
    #[must_use]
    pub fn dim(self, text: &str) -> String {
        self.paint(3, text)
    }

    /// What needs attention.
    #[must_use]
    pub fn warn(self, text: &str) -> String {
        self.paint(4, text)
    }

    /// Emphasis.
    #[must_use]
    pub fn strong(self, text: &str) -> String {
        self.paint(5, text)
    }
}
