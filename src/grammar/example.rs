//! Examples and counter-examples: what a grammar file says of itself, and what its tests are.

/// A text and the citations that are in it.
#[derive(Clone, Debug)]
pub struct Example {
    /// The text.
    pub text: String,
    /// The document's date, where the example needs one.
    pub date: Option<String>,
    /// What is cited, in order: the words, the id, and for a range its last id. Empty for a counter-example.
    pub cites: Vec<ExampleCite>,
    /// The official page of the first of them, where the example says it.
    pub link: Option<String>,
    /// Where the official text of the first of them is had, likewise.
    pub text_link: Option<String>,
    /// Where the example stands, `file:line`.
    pub place: String,
}

/// One citation of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleCite {
    /// The words that cite.
    pub text: String,
    /// The provision.
    pub id: String,
    /// The last provision of a range.
    pub range_end: Option<String>,
}
