//! Whether an act is said to be so.

use serde::{Deserialize, Serialize};

/// Whether an act is said to have happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// It is said as a fact.
    #[default]
    Asserted,
    /// It is said not to be so.
    Negated,
    /// If, unless, could.
    Conditional,
    /// It is to be.
    Planned,
    /// Somebody says so.
    Alleged,
}

impl Polarity {
    /// Whether it is said of somebody: as a fact, or by somebody.
    #[must_use]
    pub fn is_said(self) -> bool {
        matches!(self, Self::Asserted | Self::Alleged)
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Negated => "negated",
            Self::Conditional => "conditional",
            Self::Planned => "planned",
            Self::Alleged => "alleged",
        }
    }
}
