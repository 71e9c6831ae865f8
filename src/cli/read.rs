//! `pincite read`: a document's text, as offsets count it.

use std::borrow::Cow;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

use anyhow::Result;
use serde::Serialize;

use super::Outcome;
use super::args::Read;
use super::cite::or_stdin;
use super::session::{Session, read_options};
use crate::ask::{Files, Tally};
use crate::read::{Document, ReadOptions};
use crate::report::{Row, RowFormat, Rows, shown};

/// A document.
#[derive(Serialize)]
struct DocumentRow<'a> {
    path: &'a str,
    title: Option<&'a str>,
    date: Option<&'a str>,
    text: &'a str,
}

impl Row for DocumentRow<'_> {
    const COLUMNS: &'static [&'static str] = &["path", "title", "date", "bytes"];

    fn fields(&self) -> Vec<Cow<'_, str>> {
        let bytes = self.text.len().to_string();
        vec![self.path.into(), self.title.unwrap_or("").into(), self.date.unwrap_or("").into(), bytes.into()]
    }
}

pub(super) fn run(session: &Session, args: &Read) -> Result<Outcome> {
    let (paths, options) = (or_stdin(&args.paths, "read")?, read_options(&args.reading));
    let tally = match args.format.rows() {
        Some(format) => rows(session, &paths, &options, format)?,
        None => texts(session, &paths, &options)?,
    };
    Ok(Outcome::read(tally.unread))
}

fn rows(session: &Session, paths: &[PathBuf], options: &ReadOptions, format: RowFormat) -> Result<Tally> {
    let mut out = Rows::of::<DocumentRow<'_>>(session.out(), format);
    let tally = each(session, paths, options, |d| {
        let (title, date) = (d.title.as_deref(), d.date.as_deref());
        Ok(out.row(&DocumentRow { path: &d.path, title, date, text: &d.text })?)
    })?;
    out.end()?.flush()?;
    Ok(tally)
}

/// A single document is printed to the byte; several are told apart.
fn texts(session: &Session, paths: &[PathBuf], options: &ReadOptions) -> Result<Tally> {
    let (mut out, style, mut first) = (session.out(), session.style(), true);
    let tally = each(session, paths, options, |document| {
        if !std::mem::take(&mut first) || options.split_at.is_some() {
            writeln!(out, "{}", style.heading(&format!("──── {}", shown(&document.path))))?;
        }
        Ok(out.write_all(document.text.as_bytes())?)
    })?;
    out.flush()?;
    Ok(tally)
}

/// One after the other: there is nothing to work on.
fn each(
    session: &Session,
    paths: &[PathBuf],
    options: &ReadOptions,
    mut print: impl FnMut(&Document) -> Result<()>,
) -> Result<Tally> {
    let files = Files { threads: 1, ..session.files(paths, options) };
    files.each(
        |_| (),
        |document, ()| {
            print(&document)?;
            Ok(ControlFlow::Continue(()))
        },
    )
}
