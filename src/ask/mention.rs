//! The row of a mention: what `cite` and `find` say of one, and every later surface. Keys are added, never renamed.

use serde::Serialize;

use crate::provision::ProvisionId;
use crate::read::{Document, Page};
use crate::resolve::{Form, Mention};

/// What is said of a mention, wherever it is told. What a mention comes to know of itself gets its key here.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MentionRow<'a> {
    /// The document, as the user named it.
    pub path: &'a str,
    /// First byte of the citation in the document's text as read.
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
    /// The rule of resolution that decided.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub rule: &'a str,
    /// The ids that fitted, where two or more did or none was sure enough.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub candidates: &'a [ProvisionId],
    /// Why no such provision can be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impossible: Option<&'a str>,
    /// The page that it is on, from one, where the source has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// What the source calls that page, where that isn't its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_label: Option<&'a str>,
    /// First byte in the marked-up source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_start: Option<usize>,
    /// One past the last byte in the marked-up source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_end: Option<usize>,
}

impl<'a> MentionRow<'a> {
    /// What every row says of a mention by these words of a document.
    #[must_use]
    pub fn new(path: &'a str, text: &'a str, mention: &'a Mention) -> Self {
        Self {
            path,
            start: mention.span.start,
            end: mention.span.end,
            text,
            id: mention.id.as_ref().map(ProvisionId::as_str),
            form: mention.form.name(),
            range_end: mention.range_end.as_ref().map(ProvisionId::as_str),
            also: &mention.also,
            antecedent: mention.antecedent,
            rule: &mention.rule,
            candidates: &mention.candidates,
            impossible: mention.impossible.as_deref(),
            ..Self::default()
        }
    }

    /// The row of a mention of a document at hand. Why, and how sure, is said where it isn't plain; with `explain` always.
    #[must_use]
    pub fn cited(document: &'a Document, mention: &'a Mention, explain: bool) -> Self {
        let source = document.source.as_ref().and_then(|map| map.to_source(mention.span));
        let page = document.places.page(mention.span.start);
        let sure = (explain || mention.form != Form::Full).then_some(mention.confidence);
        Self {
            confidence: sure.filter(|_| mention.id.is_some()),
            why: (explain || mention.id.is_none()).then_some(&*mention.why),
            page: page.and_then(Page::number),
            page_label: page.and_then(Page::own_label),
            source_start: source.map(|s| s.start),
            source_end: source.map(|s| s.end),
            ..Self::new(&document.path, mention.span.of(&document.text), mention)
        }
    }
}
