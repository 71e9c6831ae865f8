//! What every verb needs: the desk, where the library is, where output goes and whether it has colours.

use std::cell::OnceCell;
use std::io::Write;
use std::path::PathBuf;
use std::rc::Rc;

use anyhow::{Context as _, Result};

use super::args::{Citing, Format, Global, Reading, When};
use super::check::Config;
use super::out::{Out, Told as Stderr};
use super::progress::Progress;
pub(super) use super::usage::Usage;
use crate::ask::{Desk, Files, Places, Told};
use crate::index::LawIndex;
use crate::library::{FOLDER, Laws, Library};
use crate::read::{ReadError, ReadOptions};
use crate::report::{Cited, Lines, Row, RowFormat, Rows, Style};
use crate::style::PLAIN;

pub(super) struct Session {
    pub global: Global,
    pub progress: Rc<Progress>,
    desk: OnceCell<Desk>,
    config: OnceCell<Config>,
    told: Box<dyn Fn(Told<'_>)>,
}

impl Session {
    pub(super) fn new(global: Global, progress: Progress) -> Self {
        let progress = Rc::new(progress);
        let follows = Rc::clone(&progress);
        let told = Box::new(move |what: Told<'_>| {
            follows.follow(&what);
            told(what);
        });
        Self { global, progress, desk: OnceCell::new(), config: OnceCell::new(), told }
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

    /// What the user and the project want by themselves.
    pub(super) fn config(&self) -> Result<&Config> {
        if let Some(config) = self.config.get() {
            return Ok(config);
        }
        let (config, _) = Config::find(None)?;
        Ok(self.config.get_or_init(|| config))
    }

    /// How provisions are cited for people: in the style named, or configured.
    pub(super) fn citing(&self, citing: &Citing) -> Result<Cited<'_>> {
        let output = &self.config()?.output;
        let style = citing.style.as_deref().or(output.style.as_deref()).unwrap_or(PLAIN);
        let citations = self.desk()?.citations(super::citing::style(style)?);
        Ok(Cited { citations, ids: citing.ids || output.ids.unwrap_or(false) })
    }

    /// Standard output for programs, buffered.
    pub(super) fn out(&self) -> Out {
        Out::raw()
    }

    /// Output for people: cleaned, and through a pager on a terminal.
    pub(super) fn screen(&self) -> Out {
        // A configuration that can't be read is told by who needs more of it.
        let configured = || self.config().ok().and_then(|config| config.output.pager.clone());
        let pager = self.global.pager(configured);
        Out::for_people(pager.as_deref())
    }

    /// Output for people that says what is being done: cleaned, and not paged.
    pub(super) fn unpaged(&self) -> Out {
        Out::for_people(None)
    }

    /// Prints all rows there are in a format that isn't for people.
    pub(super) fn rows<R: Row>(&self, format: RowFormat, rows: impl IntoIterator<Item = R>) -> Result<()> {
        let mut out = Rows::of::<R>(self.out(), format);
        rows.into_iter().try_for_each(|row| out.row(&row))?;
        Ok(out.end()?.flush()?)
    }

    /// Prints text for people.
    pub(super) fn say(&self, text: &str) -> Result<()> {
        let mut out = self.screen();
        out.write_all(text.as_bytes())?;
        Ok(out.flush()?)
    }

    /// Colours on a terminal, unless `NO_COLOR` says otherwise; elsewhere where `CLICOLOR_FORCE` does. What the command line says
    /// goes before both.
    pub(super) fn style(&self) -> Style {
        let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
        let on = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty() && v != "0");
        let wanted = match self.global.color {
            When::Always => true,
            When::Never => false,
            When::Auto if set("NO_COLOR") => false,
            When::Auto if on("CLICOLOR_FORCE") => true,
            When::Auto => {
                super::out::is_terminal()
                    && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
                    && std::env::var_os("CLICOLOR").is_none_or(|v| v != "0")
            }
        };
        Style::new(wanted)
    }

    /// How passages are laid out: as wide as the terminal, behind an indent.
    pub(super) fn lines(&self, indent: &'static str) -> Lines {
        let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        let size = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let width = columns.or_else(size).unwrap_or(100).clamp(30, 200);
        Lines { width, indent, style: self.style() }
    }

    pub(super) fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.global.threads.unwrap_or_else(cores).max(1)
    }

    /// Files to read; what can't be is told, and the others are.
    pub(super) fn files<'f>(&'f self, paths: &'f [PathBuf], options: &'f ReadOptions) -> Files<'f> {
        Files { paths, options, threads: self.threads(), told: &*self.told }
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
    let _ = writeln!(Stderr, "pincite: {error}");
}

fn told(told: Told<'_>) {
    match told {
        Told::Unread(error) => complain(error),
        Told::Sources(_) | Told::Begins(_) | Told::Worked(_) | Told::Ends => {}
        Told::Notice(document, notice) => drop(writeln!(Stderr, "pincite: {}: {notice}", document.path)),
    }
}
