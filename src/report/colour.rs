//! Colours, or none: decided once, used by every human renderer.

/// Paints words for a terminal; leaves them alone elsewhere.
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

    fn paint(self, code: &str, text: &str) -> String {
        if self.colour && !text.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// A heading: a document, a title.
    #[must_use]
    pub fn heading(self, text: &str) -> String {
        self.paint("1;35", text)
    }

    /// A provision id.
    #[must_use]
    pub fn id(self, text: &str) -> String {
        self.paint("36", text)
    }

    /// What is found, in its context.
    #[must_use]
    pub fn found(self, text: &str) -> String {
        self.paint("1;33", text)
    }

    /// What is less important: line numbers, forms, reasons.
    #[must_use]
    pub fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    /// What needs attention.
    #[must_use]
    pub fn warn(self, text: &str) -> String {
        self.paint("31", text)
    }

    /// Emphasis.
    #[must_use]
    pub fn strong(self, text: &str) -> String {
        self.paint("1", text)
    }
}
