//! `pincite entities add`, `lists`, `remove`: the lists of sanctioned persons in the library.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;

use super::super::Outcome;
use super::super::args::EntitiesVerb;
use super::super::out::Told;
use super::super::session::{Session, Usage, complain};
use crate::entity::read_list;
use crate::library::{ListSource, Lists};
use crate::read::{ReadOptions, bytes, sources};

pub(super) fn run(session: &Session, verb: &EntitiesVerb) -> Result<Outcome> {
    match verb {
        EntitiesVerb::Add { paths } => add(session, paths),
        EntitiesVerb::Lists => list(session),
        EntitiesVerb::Remove { which } => remove(session, which),
    }
}

fn remove(session: &Session, which: &str) -> Result<Outcome> {
    if Lists::open(&session.library_dir()?)?.remove(which)? {
        return Ok(Outcome::Done);
    }
    Err(Usage(format!("no list was imported from “{which}”; `pincite entities lists` names them")).into())
}

/// `pincite entities add FILE`.
fn add(session: &Session, paths: &[PathBuf]) -> Result<Outcome> {
    let mut lists = Lists::open(&session.library_dir()?)?;
    let found = sources(paths);
    let mut unread = found.errors.len();
    found.errors.iter().for_each(complain);
    let mut err = Told;
    for source in &found.found {
        let bytes = match bytes(source, &ReadOptions::default()) {
            Ok(bytes) => bytes,
            Err(error) => {
                complain(&error);
                unread += 1;
                continue;
            }
        };
        match read_list(&bytes) {
            Ok(entries) => {
                let (count, list) = (entries.len(), entries[0].list.clone());
                let hash = blake3::hash(&bytes).to_hex().as_str()[..16].to_owned();
                lists.add(ListSource { source: source.path().display().to_string(), hash, entries })?;
                let entries = if count == 1 { "entry" } else { "entries" };
                writeln!(err, "{}: {count} {entries} of the list of {list}", source.path().display())?;
            }
            Err(why) => {
                writeln!(err, "pincite: {}: it isn't imported: {why}", source.path().display())?;
                unread += 1;
            }
        }
    }
    Ok(if unread > 0 { Outcome::Unread } else { Outcome::Done })
}

fn list(session: &Session) -> Result<Outcome> {
    let lists = Lists::open(&session.library_dir()?)?;
    let mut out = session.unpaged();
    for source in lists.sources() {
        let list = source.entries.first().map_or("", |e| e.list.as_str());
        writeln!(out, "{:>7}  {list:<5} {}  {}", source.entries.len(), source.hash, source.source)?;
    }
    out.flush()?;
    Ok(if lists.sources().is_empty() { Outcome::Nothing } else { Outcome::Done })
}
