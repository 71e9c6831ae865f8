//! `pincite.toml`: what a project asks of `pincite check`, so that nobody has to type it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use super::super::args;
use super::super::usage::Usage;

/// The file as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::cli) struct Config {
    /// What `pincite check` does.
    #[serde(default)]
    pub check: CheckConfig,
    /// How answers look.
    #[serde(default)]
    pub output: OutputConfig,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(in crate::cli) struct OutputConfig {
    /// The style in which provisions are cited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    /// Whether ids stand beside citations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<bool>,
    /// Through which program long answers are read; empty for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pager: Option<String>,
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
    /// The file named; or the nearest `pincite.toml` upwards, over the user's own; and where they were.
    pub(in crate::cli) fn find(named: Option<&Path>) -> Result<(Self, Vec<PathBuf>)> {
        let paths = match named {
            Some(path) => vec![path.to_owned()],
            None => users().into_iter().chain(projects()).collect(),
        };
        let mut whole = toml::Table::new();
        for path in &paths {
            merge(&mut whole, table(path)?);
        }
        let wrong = |e: String| Usage(format!("{}: {e}", paths.last().map_or("", |p| p.to_str().unwrap_or(""))));
        let config: Self = whole.try_into().map_err(|e: toml::de::Error| wrong(e.to_string()))?;
        if let Some(day) = &config.check.as_of {
            args::day(day).map_err(|e| wrong(format!("as-of “{day}”: {e}")))?;
        }
        Ok((config, paths))
    }
}

/// The nearest file upwards.
fn projects() -> Option<PathBuf> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|a| a.join(FILE)).find(|p| p.is_file())
}

/// The user's own: in `$XDG_CONFIG_HOME/pincite/`, `~/.config/pincite/`, or `%APPDATA%\\pincite\\`.
fn users() -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let folder = named("XDG_CONFIG_HOME").or_else(|| named("HOME").map(|home| home.join(".config")));
    let file = folder.or_else(|| named("APPDATA"))?.join("pincite").join(FILE);
    file.is_file().then_some(file)
}

const FILE: &str = "pincite.toml";

/// A file's keys; a path in it is meant beside it.
fn table(path: &Path) -> Result<toml::Table> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}: it can't be read", path.display()))?;
    let mut table: toml::Table = toml::from_str(&text).map_err(|e| Usage(format!("{}: {e}", path.display())))?;
    // What is wrong is told of the file that it is in.
    let _: Config = toml::from_str(&text).map_err(|e| Usage(format!("{}: {e}", path.display())))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    if let Some(baseline) = table.get_mut("check").and_then(|c| c.get_mut("baseline"))
        && let Some(named) = baseline.as_str()
    {
        *baseline = folder.join(named).display().to_string().into();
    }
    Ok(table)
}

/// Keys over keys: the later file's count, table by table.
fn merge(under: &mut toml::Table, over: toml::Table) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(toml::Value::Table(own)), toml::Value::Table(value)) => merge(own, value),
            (_, value) => drop(under.insert(key, value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CheckConfig, Config, OutputConfig, SCHEMA, merge};

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
        let output = OutputConfig { style: Some("gpo".into()), ids: Some(true), pager: Some("less".into()) };
        let written = serde_json::to_value(&output).unwrap_or_default();
        let known = written.as_object().map(|o| o.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
        let keys = &schema["properties"]["output"]["properties"];
        assert_eq!(keys.as_object().map(|o| o.keys().cloned().collect::<Vec<_>>()).unwrap_or_default(), known);
    }

    #[test]
    fn an_unknown_key_is_refused() {
        assert!(
            toml::from_str::<Config>("[check]\nselct = [\"PC1\"]\n").is_err_and(|e| e.to_string().contains("selct"))
        );
    }

    #[test]
    fn what_a_project_says_goes_before_what_the_user_does() {
        let table = |toml: &str| toml::from_str::<toml::Table>(toml).unwrap_or_default();
        let mut whole = table("[output]\nstyle = \"gpo\"\nids = true\n[check]\nignore = [\"PC1\"]");
        merge(&mut whole, table("[output]\nstyle = \"un\"\n"));
        let config: Config = whole.try_into().unwrap_or_default();
        assert_eq!((config.output.style.as_deref(), config.output.ids), (Some("un"), Some(true)));
        assert_eq!(config.check.ignore, ["PC1"]);
    }
}
