//! Provisions as people read them: cited in a style, the id beside it where that is asked for.

use super::Style;
use crate::provision::ProvisionId;
use crate::style::Citations;

/// How provisions are named in an answer.
#[derive(Debug)]
pub struct Cited<'r> {
    /// What writes citations.
    pub citations: Citations<'r>,
    /// Whether the id stands beside each.
    pub ids: bool,
}

impl Cited<'_> {
    /// A provision.
    #[must_use]
    pub fn of(&self, id: &ProvisionId, style: Style) -> String {
        self.beside(&self.citations.of(id), id.as_str(), style)
    }

    /// The provisions from one through another.
    #[must_use]
    pub fn range(&self, first: &ProvisionId, last: &ProvisionId, style: Style) -> String {
        self.beside(&self.citations.range(first, last), &format!("{first} … {last}"), style)
    }

    /// A provision whose id is a string.
    #[must_use]
    pub fn named(&self, id: &str, style: Style) -> String {
        id.parse().map_or_else(|_| style.id(id), |id| self.of(&id, style))
    }

    fn beside(&self, citation: &str, id: &str, style: Style) -> String {
        if self.ids && citation != id {
            format!("{}  {}", style.id(citation), style.dim(id))
        } else {
            style.id(citation)
        }
    }
}
