//! The style in which provisions are cited, as the command line names it.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::style::CitationStyle;

/// A style by its name, or from a file of the user's.
pub(super) fn style(name: &str) -> Result<CitationStyle> {
    if !Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) {
        return Ok(CitationStyle::builtin(name).map_err(crate::ask::AskError::from)?);
    }
    let toml = std::fs::read_to_string(name).with_context(|| format!("{name}: the style can't be read"))?;
    Ok(CitationStyle::parse(name, &toml).map_err(crate::ask::AskError::from)?)
}
