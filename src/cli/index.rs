//! `pincite index`: documents into the library.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::Result;
use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressStyle};

use super::args::Index;
use super::session::{Session, read_options};
use super::{Outcome, pipeline};
use crate::entity::{Entities, Read};
use crate::index::{IndexError, PassageIndex, Writer, cut, tie};
use crate::library::{ContentHash, LibraryError, Manifest};
use crate::read::{Document, ReadOptions};
use crate::resolve::{Context, Mention, Resolver};

/// What an indexing run did.
#[derive(Clone, Copy, Debug, Default)]
struct Report {
    added: u64,
    unchanged: u64,
    removed: u64,
    passages: u64,
    mentions: u64,
    invocations: u64,
    stopped: bool,
}

pub(super) fn run(session: &Session, args: &Index) -> Result<Outcome> {
    let resolver = session.resolver()?;
    let dir = session.library_dir()?;
    let entities = session.entities()?;
    let grammar = resolver.grammar().hash.clone();
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
            std::process::exit(130);
        }
    });
    let begun = Instant::now();
    let progress = bar(args);
    let (report, tally) = fill(
        &library,
        &Readers { resolver: &resolver, entities: &entities },
        &args.paths,
        &options,
        &Filling {
            threads: session.threads(),
            heap: args.memory.clamp(32, 16_384) << 20,
            stop: &stop,
            progress: progress.as_ref(),
            again: regrammared,
        },
    )?;
    if let Some(progress) = progress {
        progress.finish_and_clear();
    }
    if !args.quiet {
        say(&dir, report, tally, begun.elapsed(), regrammared)?;
    }
    Ok(if report.stopped || tally.unread > 0 { Outcome::Unread } else { Outcome::Done })
}

/// How a library is filled.
struct Filling<'a> {
    threads: usize,
    heap: usize,
    stop: &'a AtomicBool,
    progress: Option<&'a ProgressBar>,
    /// Whether unchanged documents are read again, because the grammar changed.
    again: bool,
}

/// What documents are read with.
struct Readers<'r> {
    resolver: &'r Resolver,
    entities: &'r Entities,
}

fn fill(
    library: &PassageIndex,
    readers: &Readers<'_>,
    paths: &[PathBuf],
    options: &ReadOptions,
    how: &Filling<'_>,
) -> Result<(Report, pipeline::Tally)> {
    let mut writer = Writer::open(library, how.heap, how.threads)?;
    let known = writer.known()?;
    let mut report = Report::default();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut last_message = Instant::now();
    let work = |document: &Document| {
        let hash = ContentHash::of(document);
        let unchanged = !how.again && known.get(&document.path) == Some(&hash);
        let mentions: Vec<Mention> = if unchanged { Vec::new() } else { mentions(readers.resolver, document) };
        let read = if unchanged { Read::default() } else { readers.entities.read(&document.text, &mentions) };
        (hash, unchanged, mentions, read)
    };
    let tally = pipeline::each(paths, options, how.threads, work, |document, (hash, unchanged, mentions, read)| {
        if unchanged {
            report.unchanged += 1;
        } else {
            report.mentions += mentions.len() as u64;
            report.invocations += read.invocations.len() as u64;
            let mut passages = cut(&document.text, mentions);
            tie(&mut passages, &read);
            report.passages += passages.len() as u64;
            writer.add(&document, hash, &passages)?;
            report.added += 1;
        }
        if let Some(progress) = how.progress {
            progress.inc(document.text.len() as u64);
            if last_message.elapsed() > Duration::from_millis(200) {
                last_message = Instant::now();
                progress.set_message(format!(
                    "{} documents · {} citations",
                    HumanCount(report.added + report.unchanged),
                    HumanCount(report.mentions)
                ));
            }
        }
        seen.insert(document.path);
        Ok(if how.stop.load(Ordering::SeqCst) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    report.stopped = how.stop.load(Ordering::SeqCst);
    if !report.stopped && tally.unread == 0 {
        // Only what the paths named now would have given can be said to be gone.
        for path in known.keys().filter(|path| !seen.contains(*path) && paths.iter().any(|root| below(root, path))) {
            writer.remove(path)?;
            report.removed += 1;
        }
    }
    let mut manifest = library.manifest().clone();
    manifest.split.clone_from(&options.split_at);
    manifest.grammar.clone_from(&readers.resolver.grammar().hash);
    for path in paths {
        let root = path.display().to_string();
        if !manifest.roots.contains(&root) {
            manifest.roots.push(root);
        }
    }
    writer.set_manifest(manifest);
    writer.commit()?;
    writer.finish()?;
    Ok((report, tally))
}

/// The mentions of a document.
pub(super) fn mentions(resolver: &Resolver, document: &Document) -> Vec<Mention> {
    let context = Context {
        date: document.date.as_deref(),
        source_id: document.id.as_deref(),
        title: document.title.as_deref(),
        ..Context::default()
    };
    resolver.resolve(&document.text, context)
}

/// A library in memory, of files named on the command line.
pub(super) fn in_memory(
    session: &Session,
    resolver: &Resolver,
    paths: &[PathBuf],
    options: &ReadOptions,
) -> Result<(PassageIndex, pipeline::Tally)> {
    let library = PassageIndex::in_memory()?;
    let never = AtomicBool::new(false);
    let how = Filling { threads: session.threads(), heap: 64 << 20, stop: &never, progress: None, again: false };
    let entities = session.entities()?;
    let (_, tally) = fill(&library, &Readers { resolver, entities: &entities }, paths, options, &how)?;
    Ok((library, tally))
}

/// Whether a document's path lies at or below a root, a record (`file#id`) at its file.
fn below(root: &Path, path: &str) -> bool {
    let file = path.split_once('#').map_or(path, |(file, _)| file);
    Path::new(path).starts_with(root) || Path::new(file).starts_with(root)
}

fn bar(args: &Index) -> Option<ProgressBar> {
    if args.quiet || !io::stderr().is_terminal() {
        return None;
    }
    // The size on disk is what is known beforehand; compressed input makes the bar run past it, so it is a spinner then.
    let total: u64 = args.paths.iter().map(|p| size(p)).sum();
    let compressed = args.paths.iter().any(|p| p.extension().is_some_and(|e| e == "gz" || e == "zst"));
    let bar = if compressed { ProgressBar::new_spinner() } else { ProgressBar::new(total) };
    let template = if compressed {
        "{spinner} {bytes} · {bytes_per_sec} · {msg}"
    } else {
        "{bar:30.cyan/dim} {bytes}/{total_bytes} · {bytes_per_sec} · {eta} left · {msg}"
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("━━─"));
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    Some(bar)
}

fn size(path: &Path) -> u64 {
    ignore::WalkBuilder::new(path)
        .require_git(false)
        .build()
        .flatten()
        .filter_map(|e| e.metadata().ok())
        .filter(std::fs::Metadata::is_file)
        .map(|m| m.len())
        .sum()
}

/// `1 document`, `2,000 documents`.
fn counted(n: u64, what: &str) -> String {
    format!("{} {what}{}", HumanCount(n), if n == 1 { "" } else { "s" })
}

fn say(dir: &Path, report: Report, tally: pipeline::Tally, took: Duration, regrammared: bool) -> Result<()> {
    let mut err = io::stderr();
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
