//! What the command line and `pincite.toml` together ask for; the command line goes before the file.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::super::args::Check;
use super::baseline::Baseline;
use super::config::Config;
use crate::ask::{AskError, CheckAsked};
use crate::check::Style;

/// The rules and the style, and the findings that are known already.
pub(super) fn asked(args: &Check) -> Result<(CheckAsked, Option<Baseline>)> {
    let config = if args.isolated { Config::default() } else { Config::find(args.config.as_deref())?.0 };
    let config = config.check;
    let style = args.style.as_deref().or(config.style.as_deref()).map(style).transpose()?;
    let baseline = args.baseline.as_ref().or(config.baseline.as_ref()).map(|path| Baseline::read(path)).transpose()?;
    let asked = CheckAsked {
        // A style's rules run with it, unless the command line says which do.
        style_rules: style.is_some() && args.select.is_empty(),
        select: if args.select.is_empty() { config.select } else { args.select.clone() },
        extend_select: [config.extend_select, args.extend_select.clone()].concat(),
        ignore: [config.ignore, args.ignore.clone()].concat(),
        per_file_ignores: config.per_file_ignores,
        style,
        as_of: args.as_of.clone().or(config.as_of),
    };
    Ok((asked, baseline))
}

/// A style by name, or from a file of the user's.
fn style(name: &str) -> Result<Style> {
    let file = Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"));
    let style = if file {
        let toml = std::fs::read_to_string(name).with_context(|| format!("{name}: the style can't be read"))?;
        Style::parse(name, &toml)
    } else {
        Style::builtin(name)
    };
    Ok(style.map_err(AskError::from)?)
}
