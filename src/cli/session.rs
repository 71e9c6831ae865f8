//! What every verb needs: the resolver, the library, where output goes and whether it has colours.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::args::{Global, Reading, When};
use crate::entity::Entities;
use crate::grammar::Grammar;
use crate::index::{FindQuery, LawIndex, PassageIndex, Tied};
use crate::library::{FOLDER, Laws, Library, Lists};
use crate::provision::ProvisionId;
use crate::read::{ReadError, ReadOptions};
use crate::registry::Registry;
use crate::report::Style;
use crate::resolve::Resolver;

/// Wrong usage that clap can't see.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Usage(pub String);

pub(super) struct Session {
    pub global: Global,
}

impl Session {
    pub(super) fn new(global: Global) -> Self {
        Self { global }
    }

    /// The resolver over the built-in grammar and the folder that the user named.
    pub(super) fn resolver(&self) -> Result<Resolver> {
        let grammar = match &self.global.grammar {
            Some(folder) => Grammar::with_folder(folder)?,
            None => Grammar::builtin()?,
        };
        // What the texts in the library call themselves is known to the registry.
        let additions = self.nearest().map(|library| library.additions()).transpose()?.unwrap_or_default();
        Ok(Resolver::with_registry(grammar, Registry::builtin().with(additions)))
    }

    /// The reader of names and roles, with the lists that the user imported.
    pub(super) fn entities(&self) -> Result<Entities> {
        let lists = self.nearest().map(|library| library.lists()).transpose()?;
        Ok(Entities::with(lists.map(Lists::into_entries).unwrap_or_default())?)
    }

    /// The library named, or the nearest upwards, if there is one.
    fn nearest(&self) -> Option<Library> {
        match &self.global.library {
            Some(dir) => Some(Library::at(dir)),
            None => std::env::current_dir().ok().and_then(|here| Library::nearest(&here)),
        }
    }

    /// Standard output, buffered.
    pub(super) fn out(&self) -> BufWriter<io::StdoutLock<'static>> {
        BufWriter::with_capacity(1 << 16, io::stdout().lock())
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

    /// How wide the terminal is; 100 columns where there is none.
    pub(super) fn width(&self) -> usize {
        let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        let size = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        columns.or_else(size).unwrap_or(100).clamp(40, 120)
    }

    pub(super) fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.global.threads.unwrap_or_else(cores).max(1)
    }

    /// The passages of the library that exists: the one named, or the nearest upwards.
    pub(super) fn passages(&self) -> Result<PassageIndex> {
        let dir = if let Some(dir) = &self.global.library {
            dir.clone()
        } else {
            let here = std::env::current_dir().context("the current folder can't be read")?;
            Library::nearest(&here).map(|library| library.dir().to_owned()).ok_or_else(|| {
                Usage("there is no library here (no .pincite/ in this folder or above).\nMake one with `pincite index PATH…`, or name files with `--in PATH…`.".to_owned())
            })?
        };
        Ok(PassageIndex::open(&dir)?)
    }

    /// The passages of the library that exists, if any, without complaint.
    pub(super) fn passages_if_any(&self) -> Option<PassageIndex> {
        self.passages().ok()
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

/// Reading options from the command line.
pub(super) fn read_options(reading: &Reading) -> ReadOptions {
    ReadOptions { split_at: reading.split_at.clone(), ..ReadOptions::default() }
}

/// Says that an input couldn't be read; goes on.
pub(super) fn complain(error: &ReadError) {
    let _ = writeln!(io::stderr(), "pincite: {error}");
}

/// The provisions that the user asks for, each under all its ids.
pub(super) fn asked(resolver: &Resolver, words: &str, only_as_cited: bool) -> Result<Vec<Tied>> {
    let named = resolver.provisions(words);
    if named.is_empty() {
        let message = format!(
            "“{words}” names no provision that pincite knows.\nGive an id (/us/eo/13722/s2/a/iv) or a citation (\"E.O. 13722 § 2(a)(iv)\"); `pincite explain \"{words}\"` shows how it was read."
        );
        return Err(Usage(message).into());
    }
    let mut ids: Vec<Tied> = Vec::new();
    for (id, _) in named {
        let ties = if only_as_cited { vec![(id, "as cited".to_owned())] } else { resolver.tied(&id) };
        for (id, tie) in ties {
            if !ids.iter().any(|t| t.id == id) {
                ids.push(Tied { id, tie });
            }
        }
    }
    Ok(ids)
}

/// A query for what the user asks for.
pub(super) fn query(ids: Vec<Tied>, exact: bool, limit: usize, offset: usize) -> FindQuery {
    FindQuery { ids, below: !exact, limit: if limit == 0 { usize::MAX } else { limit }, offset, who: None }
}

/// The ids of a `cites:` in a search.
pub(super) fn cited_in_search(resolver: &Resolver, words: &str) -> Option<Vec<ProvisionId>> {
    asked(resolver, words, false).ok().map(|ids| ids.into_iter().map(|t| t.id).collect())
}

/// A path without the current folder in front.
pub(super) fn shown(path: &str) -> &str {
    Path::new(path).strip_prefix("./").ok().and_then(Path::to_str).unwrap_or(path)
}
