//! Which provision says this?

use serde::Serialize;

use super::desk::Desk;
use super::error::AskError;
use crate::index::Said;
use crate::provision::ProvisionId;
use crate::text::Span;

/// A provision that says what a quotation says, more or less.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuoteRow {
    /// The narrowest provision that holds the words.
    pub id: ProvisionId,
    /// The title of the text that it is in.
    pub title: String,
    /// From which day on that is the text; empty when that isn't known.
    pub from: String,
    /// From 0 to 1, the share of words that are the same.
    pub similarity: f32,
    /// The words of the law, with some around.
    pub text: String,
    /// Where in the text the words are.
    #[serde(skip)]
    pub at: Span,
    /// Where quotation and law differ.
    pub differences: Vec<Difference>,
}

/// A difference; one side may be empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What the quotation says.
    pub quote: String,
    /// What the law says.
    pub law: String,
}

impl From<Said> for QuoteRow {
    fn from(said: Said) -> Self {
        let difference = |(quote, law)| Difference { quote, law };
        Self {
            id: said.id,
            title: said.entry.title,
            from: said.entry.from,
            similarity: said.similarity,
            text: said.text,
            at: said.at,
            differences: said.differences.into_iter().map(difference).collect(),
        }
    }
}

impl Desk {
    /// The provisions whose words these are, the closest first.
    ///
    /// # Errors
    ///
    /// [`AskError::NoLaws`] where there are no texts to look in; else when they can't be read.
    pub fn quote(&self, words: &str, limit: usize) -> Result<Vec<QuoteRow>, AskError> {
        let laws = self.law_words()?;
        if laws.laws().entries().is_empty() {
            return Err(AskError::NoLaws);
        }
        Ok(laws.says(words, limit)?.into_iter().map(QuoteRow::from).collect())
    }
}
