//! A mention: a citation that has been resolved, or kept with the reason why it couldn't be.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::provision::ProvisionId;
use crate::text::Span;

/// How the text names the provision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Resolvable from the citation alone.
    #[default]
    Full,
    /// A name or acronym that the registry or the document defines.
    Alias,
    /// A part without its instrument: `Section 207`, `subsection (b)`.
    Short,
    /// A pronoun phrase: `that legislation`, `this Act`, `such title`.
    Anaphora,
    /// A member of a list that borrows its unit or its instrument from its neighbours.
    ListMember,
    /// A range: the first id; [`Mention::range_end`] is the last.
    Range,
    /// A paragraph mark that opens a quoted block of the provision.
    BlockQuote,
    /// An instrument's own words for itself.
    #[serde(rename = "self")]
    Own,
}

impl Form {
    /// The form's name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Alias => "alias",
            Self::Short => "short",
            Self::Anaphora => "anaphora",
            Self::ListMember => "list-member",
            Self::Range => "range",
            Self::BlockQuote => "block-quote",
            Self::Own => "self",
        }
    }
}

/// One provision named in one place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Where, in bytes of the document's text.
    pub span: Span,
    /// What is named; `None` when scope can't tell, and then [`Mention::why`] says so.
    pub id: Option<ProvisionId>,
    /// How it is named.
    pub form: Form,
    /// The last provision of a range.
    pub range_end: Option<ProvisionId>,
    /// The same provision under other ids.
    pub also: Vec<ProvisionId>,
    /// Start of the earlier mention that this one points back to.
    pub antecedent: Option<usize>,
    /// From 0 to 1: how sure the resolution is.
    pub confidence: f32,
    /// How it was decided, in a sentence.
    pub why: Cow<'static, str>,
    /// The rule of resolution that decided.
    #[serde(default)]
    pub rule: Cow<'static, str>,
    /// The ids that fitted, the likeliest first, where two or more did or none was sure enough to be given.
    #[serde(default)]
    pub candidates: Vec<ProvisionId>,
    /// Why no provision can be what is cited.
    #[serde(default)]
    pub impossible: Option<String>,
}

/// A term that a document defines for an instrument: `(“NKSPEA”)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defined {
    /// The term, without quotation marks and article.
    pub term: String,
    /// Where it is defined.
    pub span: Span,
    /// What it stands for.
    pub id: ProvisionId,
}

/// What is read in a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    /// Every mention, in text order.
    pub mentions: Vec<Mention>,
    /// The terms that the text defines, in text order.
    pub terms: Vec<Defined>,
}

/// How the reason begins where nothing named before can be meant.
pub(crate) const NOTHING_BEFORE: &str = "nothing before it can be what";
/// How the reason begins where a name has several bearers; their ids follow.
pub(crate) const SEVERAL_HAVE_IT: &str = "several instruments have this name";
/// How the reason begins where a citation contradicts what is known of the instrument; its id is the only candidate.
pub(crate) const AGAINST: &str = "it contradicts what is known";
/// What stands between an id and the reason why no provision can have it.
pub(crate) const CANT_BE: &str = " can't be: ";
