//! What every verb needs: the desk, where the library is, where output goes and whether it has colours.

use std::cell::OnceCell;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::args::{Format, Global, Reading, When};
use crate::ask::{Desk, Files, Places, Told};
use crate::index::LawIndex;
use crate::library::{FOLDER, Laws, Library};
use crate::read::{ReadError, ReadOptions};
use crate::report::{Lines, Row, RowFormat, Rows, Style};

/// Wrong usage that clap can't see.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Usage(pub String);

pub(super) struct Session {
    pub global: Global,
    desk: OnceCell<Desk>,
}

impl Session {
    pub(super) fn new(global: Global) -> Self {
        Self { global, desk: OnceCell::new() }
    }

    /// The desk, on the library named or the nearest upwards, and the grammar that the user named.
    pub(super) fn desk(&self) -> Result<&Desk> {
        if let Some(desk) = self.desk.get() {
            return Ok(desk);
        }
        let library = match &self.global.library {
            Some(dir) => Some(Library::at(dir)),
            None => std::env::current_dir().ok().and_then(|here| Library::nearest(&here)),
        };
        let desk = Desk::open(Places { library, grammar: self.global.grammar.clone() })?;
        Ok(self.desk.get_or_init(|| desk))
    }

    /// Standard output, buffered.
    pub(super) fn out(&self) -> BufWriter<io::StdoutLock<'static>> {
        BufWriter::with_capacity(1 << 16, io::stdout().lock())
    }

    /// Prints all rows there are in a format that isn't for people.
    pub(super) fn rows<R: Row>(&self, format: RowFormat, rows: impl IntoIterator<Item = R>) -> Result<()> {
        let mut out = Rows::of::<R>(self.out(), format);
        rows.into_iter().try_for_each(|row| out.row(&row))?;
        Ok(out.end()?.flush()?)
    }

    /// Prints text for people.
    pub(super) fn say(&self, text: &str) -> Result<()> {
        let mut out = self.out();
        out.write_all(text.as_bytes())?;
        Ok(out.flush()?)
    }

    /// Colours on a terminal, unless `NO_COLOR` says otherwise.
    pub(super) fn style(&self) -> Style {
        let wanted = match self.global.color {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                io::stdout().is_terminal()
                    && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
                    && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
            }
        };
        Style::new(wanted)
    }

    /// How passages are laid out: as wide as the terminal, behind an indent.
    pub(super) fn lines(&self, indent: &'static str) -> Lines {
        let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        let size = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let width = columns.or_else(size).unwrap_or(100).clamp(40, 120);
        Lines { width, indent, style: self.style() }
    }

    pub(super) fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.global.threads.unwrap_or_else(cores).max(1)
    }

    /// Files to read; what can't be is told, and the others are.
    pub(super) fn files<'f>(&self, paths: &'f [PathBuf], options: &'f ReadOptions) -> Files<'f> {
        Files { paths, options, threads: self.threads(), told: &told }
    }

    /// Where a new library goes: where the user says, the nearest upwards, or `.pincite` here.
    pub(super) fn library_dir(&self) -> Result<PathBuf> {
        if let Some(dir) = &self.global.library {
            return Ok(dir.clone());
        }
        let here = std::env::current_dir().context("the current folder can't be read")?;
        Ok(Library::nearest(&here).map_or_else(|| here.join(FOLDER), |library| library.dir().to_owned()))
    }

    /// The texts of the law in the library.
    pub(super) fn laws(&self) -> Result<Laws> {
        Ok(Laws::open(&self.library_dir()?)?)
    }

    /// The same with an index of their words.
    pub(super) fn law_words(&self) -> Result<LawIndex> {
        Ok(LawIndex::open(&self.library_dir()?)?)
    }
}

impl Format {
    /// How rows are written, unless they are for people.
    pub(super) const fn rows(self) -> Option<RowFormat> {
        match self {
            Self::Human => None,
            Self::Json => Some(RowFormat::Json),
            Self::Jsonl => Some(RowFormat::Jsonl),
            Self::Csv => Some(RowFormat::Csv),
        }
    }
}

/// Reading options from the command line.
pub(super) fn read_options(reading: &Reading) -> ReadOptions {
    ReadOptions { split_at: reading.split_at.clone(), encoding: reading.encoding.clone(), ..ReadOptions::default() }
}

/// Says that an input couldn't be read; goes on.
pub(super) fn complain(error: &ReadError) {
    let _ = writeln!(io::stderr(), "pincite: {error}");
}

fn told(told: Told<'_>) {
    match told {
        Told::Unread(error) => complain(error),
        Told::Notice(document, notice) => drop(writeln!(io::stderr(), "pincite: {}: {notice}", document.path)),
    }
}
