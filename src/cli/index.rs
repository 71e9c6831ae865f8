//! `pincite index`: documents into the library.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use indicatif::{HumanBytes, HumanCount};

use super::Outcome;
use super::args::Index;
use super::out::Told;
use super::session::{Session, read_options};
use crate::ask::{Filled, Filling, Tally};
use crate::index::{IndexError, PassageIndex};
use crate::library::{LibraryError, Manifest};
use crate::read::Document;

pub(super) fn run(session: &Session, args: &Index) -> Result<Outcome> {
    let desk = session.desk()?;
    let dir = session.library_dir()?;
    let grammar = desk.resolver().grammar().hash.clone();
    let mut manifest = Manifest::new(grammar.clone(), env!("CARGO_PKG_VERSION"));
    manifest.split.clone_from(&args.reading.split_at);
    let library = if args.rebuild {
        PassageIndex::rebuild(&dir, &manifest)?
    } else {
        match PassageIndex::open(&dir) {
            Ok(library) => library,
            Err(IndexError::Library(LibraryError::NotALibrary(_))) => PassageIndex::create(&dir, &manifest)?,
            Err(error) => return Err(error.into()),
        }
    };
    let mut options = read_options(&args.reading);
    let kept = library.manifest();
    // A library remembers its separator; another one now is for what is read now.
    options.split_at = options.split_at.or_else(|| kept.split.clone());
    let regrammared = !kept.grammar.is_empty() && kept.grammar != grammar;

    let stop = Arc::new(AtomicBool::new(false));
    let flag = stop.clone();
    // A second Ctrl-C ends at once; what is committed stays.
    let _ = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::SeqCst) {
            std::process::exit(Outcome::Stopped as i32);
        }
    });
    let begun = Instant::now();
    let mut last_message = Instant::now();
    let mut watch = |_: &Document, filled: &Filled| {
        if last_message.elapsed() > Duration::from_millis(200) {
            last_message = Instant::now();
            let documents = HumanCount(filled.added + filled.unchanged);
            session.progress.say(format!(" · {documents} documents · {} citations", HumanCount(filled.mentions)));
        }
    };
    let heap = args.memory.clamp(32, 16_384) << 20;
    let mut how = Filling { heap, again: regrammared, stop: &stop, watch: &mut watch };
    let (report, tally) = desk.fill(&library, &session.files(&args.paths, &options), &mut how)?;
    if !args.quiet {
        say(&dir, report, tally, begun.elapsed(), regrammared)?;
    }
    Ok(if report.stopped { Outcome::Stopped } else { Outcome::read(tally.unread) })
}

/// `1 document`, `2,000 documents`.
fn counted(n: u64, what: &str) -> String {
    format!("{} {what}{}", HumanCount(n), if n == 1 { "" } else { "s" })
}

fn say(dir: &Path, report: Filled, tally: Tally, took: Duration, regrammared: bool) -> Result<()> {
    let mut err = Told;
    let (added, unchanged, removed) =
        (counted(report.added, "document"), HumanCount(report.unchanged), HumanCount(report.removed));
    if regrammared {
        writeln!(err, "The grammar has changed since this library was made, so every document was read again.")?;
    }
    writeln!(
        err,
        "{added} indexed, {unchanged} unchanged, {removed} removed · {}, {}, {}",
        counted(report.passages, "passage"),
        counted(report.mentions, "citation"),
        counted(report.invocations, "invocation")
    )?;
    let rate = tally.bytes as f64 / took.as_secs_f64().max(0.001);
    writeln!(
        err,
        "{} in {:.1} s ({}/s) · {}",
        HumanBytes(tally.bytes),
        took.as_secs_f64(),
        HumanBytes(rate as u64),
        dir.display()
    )?;
    if report.stopped {
        writeln!(err, "Stopped. What is listed above is in the library; run the same command again to go on.")?;
    }
    if tally.unread > 0 {
        writeln!(
            err,
            "{} inputs could not be read (see above); nothing was removed from the library.",
            HumanCount(tally.unread)
        )?;
    }
    Ok(())
}
