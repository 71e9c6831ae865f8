//! `pincite.toml`: what a project asks of `pincite check`, so that nobody has to type it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use super::super::args;
use super::super::session::Usage;

/// The file as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::cli) struct Config {
    /// What `pincite check` does.
    #[serde(default)]
    pub check: CheckConfig,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(in crate::cli) struct CheckConfig {
    /// Only these rules: codes, their beginnings, names, or `ALL`.
    pub select: Vec<String>,
    /// These as well.
    pub extend_select: Vec<String>,
    /// All but these.
    pub ignore: Vec<String>,
    /// A house style.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    /// The documents' date, for those that don't say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Findings that are known already, beside the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<PathBuf>,
    /// Rules ignored in the files that a pattern matches.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub per_file_ignores: BTreeMap<String, Vec<String>>,
}

/// Its JSON schema, for editors.
pub(in crate::cli) const SCHEMA: &str = include_str!("pincite.schema.json");

impl Config {
    /// The file named, or the nearest `pincite.toml` upwards; where it was.
    pub(in crate::cli) fn find(named: Option<&Path>) -> Result<(Self, Option<PathBuf>)> {
        let path = match named {
            Some(path) => Some(path.to_owned()),
            None => std::env::current_dir()
                .ok()
                .and_then(|here| here.ancestors().map(|a| a.join("pincite.toml")).find(|p| p.is_file())),
        };
        let Some(path) = path else { return Ok((Self::default(), None)) };
        let text = std::fs::read_to_string(&path).with_context(|| format!("{}: it can't be read", path.display()))?;
        let mut config: Self = toml::from_str(&text).map_err(|e| Usage(format!("{}: {e}", path.display())))?;
        if let Some(day) = &config.check.as_of {
            args::day(day).map_err(|e| Usage(format!("{}: as-of “{day}”: {e}", path.display())))?;
        }
        // A path in it is meant beside it.
        let folder = path.parent().unwrap_or(Path::new(""));
        config.check.baseline = config.check.baseline.map(|baseline| folder.join(baseline));
        Ok((config, Some(path)))
    }
}

#[cfg(test)]
mod tests {
    use super::{CheckConfig, Config, SCHEMA};

    #[test]
    fn the_schema_has_the_keys_of_the_file_and_no_others() {
        let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap_or_else(|e| panic!("{e}"));
        let check = &schema["properties"]["check"];
        assert_eq!(check["additionalProperties"], false);
        let keys: Vec<&String> = check["properties"].as_object().map(|o| o.keys().collect()).unwrap_or_default();
        let full = CheckConfig {
            style: Some("gpo".into()),
            as_of: Some("2020-01-01".into()),
            baseline: Some("b.json".into()),
            per_file_ignores: [("*.md".to_owned(), vec!["PC1".to_owned()])].into(),
            ..CheckConfig::default()
        };
        let written = serde_json::to_value(&full).unwrap_or_default();
        let mut known: Vec<&String> = written.as_object().map(|o| o.keys().collect()).unwrap_or_default();
        known.sort();
        let mut keys = keys;
        keys.sort();
        assert_eq!(keys, known);
    }

    #[test]
    fn an_unknown_key_is_refused() {
        assert!(
            toml::from_str::<Config>("[check]\nselct = [\"PC1\"]\n").is_err_and(|e| e.to_string().contains("selct"))
        );
    }
}
