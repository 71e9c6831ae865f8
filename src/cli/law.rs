//! `pincite law`: texts of the law into the library, and what is there.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use serde::Serialize;

use super::Outcome;
use super::args::{Format, LawAdd, LawVerb};
use super::fetch;
use super::out::Told;
use super::session::{Session, Usage, complain};
use crate::index::LawIndex;
use crate::law::{Hints, Law, import};
use crate::library::{ContentHash, LawEntry};
use crate::read::{ReadError, ReadOptions, Source, bytes, sources_of};
use crate::report::{Row, Style, shown};
use crate::resolve::Resolver;

/// How many files are imported before the library takes them in.
const BATCH: usize = 64;

pub(super) fn run(session: &Session, verb: &LawVerb) -> Result<Outcome> {
    match verb {
        LawVerb::Add(args) => add(session, args),
        LawVerb::Fetch(args) => fetch::run(session, args),
        LawVerb::List { format } => list(session, *format),
        LawVerb::Remove { which } => remove(session, which),
    }
}

fn add(session: &Session, args: &LawAdd) -> Result<Outcome> {
    let resolver = session.desk()?.resolver();
    let id = match &args.id {
        None => None,
        Some(words) => match resolver.provisions(words).into_iter().next() {
            Some((id, _)) => Some(id),
            None => return Err(Usage(format!("--id: “{words}” names no provision that pincite knows")).into()),
        },
    };
    let hints = Hints { id, from: args.from.clone(), name: String::new() };
    let found = sources_of(&args.paths, &["xml", "akn"]);
    found.errors.iter().for_each(complain);
    let mut library = session.law_words()?;
    let progress = (!args.quiet && io::stderr().is_terminal()).then(|| {
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files  {msg}");
        ProgressBar::new(found.found.len() as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
    });
    let pool = rayon::ThreadPoolBuilder::new().num_threads(session.threads()).build()?;
    let (mut refused, mut taken) = (found.errors.len(), Taken::default());
    let mut out = session.unpaged();
    for batch in found.found.chunks(BATCH) {
        let read = pool.install(|| batch.par_iter().map(|source| one(source, resolver, &hints)).collect::<Vec<_>>());
        let mut laws = Vec::new();
        for (source, result) in batch.iter().zip(read) {
            let path = shown(&source.path().to_string_lossy()).to_owned();
            match result {
                Ok((hash, imported)) => laws.push((path, hash, imported)),
                Err(reason) => {
                    refused += 1;
                    let reason = reason.map_or_else(|e| e.to_string(), |r| format!("{path}: {r}"));
                    writeln!(Told, "pincite: {reason}")?;
                }
            }
            if let Some(progress) = &progress {
                progress.inc(1);
            }
        }
        if !laws.is_empty() {
            let lines = taken.take(session, &mut library, &laws)?;
            if !args.quiet {
                lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
            }
        }
    }
    if taken.added > 0 {
        library.laws().write_additions()?;
    }
    if let Some(progress) = progress {
        progress.finish_and_clear();
    }
    taken.warn()?;
    if !args.quiet {
        let not = [counted(taken.left_out, "text"), counted(refused, "file")];
        let not: Vec<&str> = not.iter().flatten().map(String::as_str).collect();
        let left = match not.as_slice() {
            [] => String::new(),
            _ => format!("; not imported, for the reasons above: {}", not.join(" and ")),
        };
        let texts = counted(taken.added, "text").unwrap_or_else(|| "no texts".to_owned());
        let (of, folder) = (taken.provisions, session.library_dir()?);
        writeln!(out, "{texts} with {of} provisions imported into {}{left}", folder.display())?;
    }
    out.flush()?;
    Ok(if refused + taken.left_out > 0 { Outcome::Unread } else { Outcome::Done })
}

/// So many of them in words; nothing of none.
fn counted(number: usize, what: &str) -> Option<String> {
    (number > 0).then(|| format!("{number} {what}{}", if number == 1 { "" } else { "s" }))
}

/// What the library has taken of the texts given to it.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub added: usize,
    pub left_out: usize,
    provisions: usize,
    undated: usize,
}

impl Taken {
    /// Gives the texts of files to the library; a line for each that it took. What it leaves out, and what whoever imports a
    /// text should know of it, is told.
    pub(super) fn take(
        &mut self,
        session: &Session,
        library: &mut LawIndex,
        sources: &[(String, ContentHash, Vec<Law>)],
    ) -> Result<Vec<String>> {
        let left_out = library.add(sources)?;
        let mut lines = Vec::new();
        for (source, _, laws) in sources {
            for (number, law) in laws.iter().enumerate() {
                if let Some(left) = left_out.iter().find(|l| l.source == *source && l.number == number) {
                    self.left_out += 1;
                    let day = if left.from.is_empty() { "no known day" } else { &left.from };
                    writeln!(
                        Told,
                        "pincite: {source}: not imported: there is another text of {} of {day}, from {}; take that one out with `pincite law remove`, or say the day with `--from`",
                        left.id, left.there
                    )?;
                    continue;
                }
                lines.push(said(session, law));
                for remark in &law.remarks {
                    writeln!(Told, "pincite: {source}: {remark}")?;
                }
                self.added += 1;
                self.provisions += law.parts.len();
                self.undated += usize::from(law.from.is_empty());
            }
        }
        Ok(lines)
    }

    /// Says what a text without a day is worth.
    pub(super) fn warn(&self) -> io::Result<()> {
        let Some(texts) = counted(self.undated, "text") else { return Ok(()) };
        let say = if self.undated == 1 { "says" } else { "say" };
        writeln!(
            Told,
            "pincite: {texts} {say} no day: what differs from them is told in notes alone; import them with `--from` DAY"
        )
    }
}

type Imported = (ContentHash, Vec<Law>);

/// Imports one file; the error is one of reading, or the reason of a refusal.
fn one(source: &Source, resolver: &Resolver, hints: &Hints) -> Result<Imported, Result<String, ReadError>> {
    let whole = bytes(source, &ReadOptions::default()).map_err(Err)?;
    let name = source.path().file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let hints = Hints { name, ..hints.clone() };
    let laws = import(&whole, source.kind(), resolver, &hints).map_err(|refusal| Ok(refusal.to_string()))?;
    Ok((ContentHash::of_bytes(&whole), laws))
}

fn said(session: &Session, law: &Law) -> String {
    let style = session.style();
    let date = match (law.from.as_str(), law.dated_by.as_str()) {
        ("", _) => "no date".to_owned(),
        (day, "") => day.to_owned(),
        (day, by) => format!("{day} ({by})"),
    };
    format!(
        "{}  {}  {} provisions  {}",
        style.id(law.id.as_str()),
        style.dim(&date),
        law.parts.len(),
        crate::report::shorten(&law.title, 60)
    )
}

fn list(session: &Session, format: Format) -> Result<Outcome> {
    let laws = session.laws()?;
    match format.rows() {
        Some(format) => session.rows(format, laws.entries().iter().map(EntryRow::new))?,
        None => session.say(&list_human(laws.entries(), session.style()))?,
    }
    Ok(Outcome::of(0, !laws.entries().is_empty()))
}

fn list_human(entries: &[LawEntry], style: Style) -> String {
    if entries.is_empty() {
        return "The law library is empty; `pincite law add FILE…` imports texts.\n".to_owned();
    }
    let line = |e: &LawEntry| {
        let until = if e.until.is_empty() { String::new() } else { format!("–{}", e.until) };
        let days = style.dim(&format!("{:>10}{until}", e.from));
        let pad = " ".repeat(28usize.saturating_sub(e.id.as_str().len()));
        let (id, title) = (style.id(e.id.as_str()), crate::report::shorten(&e.title, 60));
        format!("{id}{pad}  {days}  {:>6}  {title}\n", e.provisions)
    };
    entries.iter().map(line).collect()
}

/// A row of `law list`.
#[derive(Serialize)]
struct EntryRow<'a> {
    id: &'a str,
    title: &'a str,
    from: &'a str,
    until: &'a str,
    provisions: usize,
    source: &'a str,
    hash: &'a str,
}

impl<'a> EntryRow<'a> {
    fn new(e: &'a LawEntry) -> Self {
        let (from, until, source) = (e.from.as_str(), e.until.as_str(), e.source.as_str());
        Self { id: e.id.as_str(), title: &e.title, from, until, provisions: e.provisions, source, hash: &e.hash }
    }
}

impl Row for EntryRow<'_> {
    const COLUMNS: &'static [&'static str] = &["id", "title", "from", "until", "provisions", "source"];

    fn fields(&self) -> Vec<Cow<'_, str>> {
        let provisions = self.provisions.to_string();
        let words = [self.id, self.title, self.from, self.until].map(Cow::from);
        [words.to_vec(), vec![provisions.into(), self.source.into()]].concat()
    }
}

fn remove(session: &Session, which: &str) -> Result<Outcome> {
    let mut library = session.law_words()?;
    let gone = library.remove(which)?;
    if gone == 0 {
        return Err(Usage(format!(
            "no text has the id “{which}” or comes from such a file; `pincite law list` shows them"
        ))
        .into());
    }
    writeln!(session.screen(), "{gone} texts removed")?;
    Ok(Outcome::Done)
}
