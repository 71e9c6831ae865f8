//! JSON rows, the contract with other programs: keys are added, never renamed.

use serde::Serialize;

use crate::provision::ProvisionId;
use crate::read::Document;
use crate::resolve::{Form, Mention};
use crate::text::Span;

/// A row of `pincite cite --format jsonl`: one mention.
#[derive(Clone, Debug, Serialize)]
pub struct CiteRow<'a> {
    /// The document, as the user named it.
    pub path: &'a str,
    /// First byte of the citation in the text as read.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The words that cite.
    pub text: &'a str,
    /// The provision, or null.
    pub id: Option<&'a str>,
    /// How it is named.
    pub form: &'static str,
    /// Last provision of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range_end: Option<&'a str>,
    /// The same provision under other ids.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub also: &'a [ProvisionId],
    /// Start of the mention that this one points back to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub antecedent: Option<usize>,
    /// From 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
    /// How it was decided; always there where no provision is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'a str>,
    /// First byte in the marked-up source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_start: Option<usize>,
    /// One past the last byte in the marked-up source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_end: Option<usize>,
}

impl<'a> CiteRow<'a> {
    /// The row of a mention of a document; with `explain` every row says why.
    #[must_use]
    pub fn new(document: &'a Document, mention: &'a Mention, explain: bool) -> Self {
        let source = document.source.as_ref().and_then(|map| map.to_source(mention.span));
        let told = explain || mention.id.is_none();
        Self {
            path: &document.path,
            start: mention.span.start,
            end: mention.span.end,
            text: mention.span.of(&document.text),
            id: mention.id.as_ref().map(ProvisionId::as_str),
            form: mention.form.name(),
            range_end: mention.range_end.as_ref().map(ProvisionId::as_str),
            also: &mention.also,
            antecedent: mention.antecedent,
            confidence: (explain || mention.form != Form::Full)
                .then_some(mention.confidence)
                .filter(|_| mention.id.is_some()),
            why: told.then_some(mention.why.as_str()),
            source_start: source.map(|s| s.start),
            source_end: source.map(|s| s.end),
        }
    }
}

/// A row of `pincite find --format jsonl`: one mention in the index, with its passage.
#[derive(Clone, Debug, Serialize)]
pub struct FindRow<'a> {
    /// The document's path.
    pub path: &'a str,
    /// First byte of the citation in the document's text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The words that cite.
    pub text: &'a str,
    /// The provision.
    pub id: Option<&'a str>,
    /// How it is named.
    pub form: &'static str,
    /// Last provision of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range_end: Option<&'a str>,
    /// The same provision under other ids.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub also: &'a [ProvisionId],
    /// Start of the mention that this one points back to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub antecedent: Option<usize>,
    /// From 0 to 1.
    pub confidence: f32,
    /// By which tie the provision asked for is this one.
    pub tie: &'a str,
    /// The document's name: its title, or its path.
    pub document: &'a str,
    /// Title.
    pub title: Option<&'a str>,
    /// Date.
    pub date: Option<&'a str>,
    /// Number of the passage in its document, from 0.
    pub passage: u64,
    /// The passage's text.
    pub passage_text: &'a str,
    /// Who is named in the passage; empty until entities are indexed.
    pub entities: [&'a str; 0],
}

impl FindRow<'_> {
    /// The citation's span in the passage, where the passage begins at `passage_start`.
    #[must_use]
    pub fn in_passage(&self, passage_start: usize) -> Span {
        Span::new(self.start.saturating_sub(passage_start), self.end.saturating_sub(passage_start))
    }
}
