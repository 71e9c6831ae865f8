//! What several verbs are given: where the library is, how to print, how files are read, days.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Clone, Debug, Args)]
pub(super) struct Global {
    /// The library: the folder that `pincite index` makes [default: the nearest .pincite/ upwards]
    #[arg(long, global = true, value_name = "DIR")]
    pub library: Option<PathBuf>,

    /// A folder of grammar files that add to the built-in ones
    #[arg(long, global = true, value_name = "DIR")]
    pub grammar: Option<PathBuf>,

    /// How many threads to work with [default: one a core]
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<usize>,

    /// When to use colours (also by `NO_COLOR` and `CLICOLOR_FORCE`)
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: When,

    /// Print long answers as they are instead of through a pager (`PINCITE_PAGER`, `PAGER`, or less)
    #[arg(long, global = true)]
    pub no_pager: bool,
}

impl Global {
    /// Through which pager people read, if through any.
    pub(super) fn pager(&self, configured: impl FnOnce() -> Option<String>) -> Option<String> {
        let named = |name: &str| std::env::var(name).ok();
        let pager = named("PINCITE_PAGER").or_else(configured).or_else(|| named("PAGER"));
        let pager = pager.unwrap_or_else(|| "less".to_owned());
        (!self.no_pager && !pager.is_empty() && pager != "cat").then_some(pager)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Human,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values
    Csv,
}

/// How provisions are named.
#[derive(Clone, Debug, Args)]
pub(super) struct Citing {
    /// In which style provisions are cited: plain, bluebook, oscola, mcgill, aglc, gpo, un, or a TOML file [default: plain]
    #[arg(long, value_name = "STYLE")]
    pub style: Option<String>,
    /// The id beside each citation
    #[arg(long)]
    pub ids: bool,
}

/// How files become documents.
#[derive(Clone, Debug, Args)]
pub(super) struct Reading {
    /// Split a file into documents at lines that say just this
    #[arg(long, value_name = "LINE")]
    pub split_at: Option<String>,
    /// The encoding of text, Markdown and HTML files, as `windows-1252` [default: told by their bytes]
    #[arg(long, value_name = "LABEL", value_parser = encoding)]
    pub encoding: Option<String>,
}

/// A day, a month or a year.
pub(super) fn time(words: &str) -> Result<String, String> {
    let first = match words.len() {
        4 => format!("{words}-01-01"),
        7 => format!("{words}-01"),
        _ => words.to_owned(),
    };
    day(&first).map_err(|_| "a time is written 2016-03-15, 2016-03 or 2016".to_owned())?;
    Ok(words.to_owned())
}

/// A day as it is written on the command line and in `pincite.toml`: one of the calendar.
pub(super) fn day(words: &str) -> Result<String, String> {
    let is_day = crate::law::is_day(words) && words.parse::<jiff::civil::Date>().is_ok();
    if is_day { Ok(words.to_owned()) } else { Err("a day is written 2016-03-15".to_owned()) }
}

/// The label of an encoding.
fn encoding(label: &str) -> Result<String, String> {
    let said = "no encoding that is known; one is utf-8, windows-1252, utf-16le or any other of the Encoding Standard";
    if crate::read::is_encoding(label) { Ok(label.to_owned()) } else { Err(said.to_owned()) }
}
