//! What rules and members decide, and the discourse keeps.

use std::borrow::Cow;

use super::mention::Form;
use super::referent::Referent;
use crate::provision::ProvisionId;
use crate::text::Span;

/// A mention decided, to be kept.
#[derive(Debug)]
pub(super) struct Given {
    pub span: Span,
    pub form: Form,
    pub referent: Referent,
    pub range_end: Option<ProvisionId>,
    pub antecedent: Option<usize>,
    /// Whether it is one of a list.
    pub list: bool,
    /// Whether it only points back, to a whole: `the statute`.
    pub pointed: bool,
    pub confidence: f32,
    pub why: Cow<'static, str>,
    pub rule: &'static str,
}
