//! `pincite cite`: the citations in documents.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use anyhow::Result;

use super::Outcome;
use super::args::{Annotation, Cite, Format};
use super::session::{Session, Usage, read_options};
use crate::ask::{Files, MentionRow, Tally};
use crate::read::{Document, Source, bytes};
use crate::report::{
    Lines, Markup, Rows, annotate, annotate_source, cite_rows, csv_row, document_page, shorten, shown, web_annotations,
    width,
};
use crate::resolve::{Context, Mention, Resolver};
use crate::text::LineIndex;

pub(super) fn run(session: &Session, args: &Cite) -> Result<Outcome> {
    let paths = or_stdin(&args.paths, "cite")?;
    let resolver = session.desk()?.resolver();
    let options = read_options(&args.reading);
    let files = session.files(&paths, &options);
    if let Some(annotation) = args.annotate.or_else(|| args.html.then_some(Annotation::Html)) {
        return annotated(session, args, &files, resolver, annotation);
    }
    let lines = session.lines("");
    let work = |document: &Document| {
        let mut mentions = resolver.resolve(&document.text, context(document, args));
        if args.unresolved {
            mentions.retain(|m| m.id.is_none());
        }
        render(document, &mentions, args, &lines)
    };
    let Some(format) = args.format.rows() else {
        let (mut out, mut any) = (session.screen(), false);
        let tally = files.each(work, |_, rendered| {
            any |= !rendered.is_empty();
            out.write_all(&rendered)?;
            anyhow::Ok(ControlFlow::Continue(()))
        })?;
        if !any && tally.documents > 0 {
            let which = if args.unresolved { "No citation without a target" } else { "No citation" };
            writeln!(out, "{which} is recognised in {}.", read_in_words(tally))?;
        }
        out.flush()?;
        return Ok(Outcome::read(tally.unread));
    };
    let mut out = Rows::of::<MentionRow<'_>>(session.out(), format);
    let tally = files.each(work, |_, rendered| {
        out.lines(&rendered)?;
        anyhow::Ok(ControlFlow::Continue(()))
    })?;
    out.end()?.flush()?;
    Ok(Outcome::read(tally.unread))
}

/// What was read: `3 documents (1.2 MiB)`.
pub(super) fn read_in_words(tally: Tally) -> String {
    let documents =
        if tally.documents == 1 { "1 document".to_owned() } else { format!("{} documents", tally.documents) };
    format!("{documents} ({})", indicatif::HumanBytes(tally.bytes))
}

/// What is known of a document when its text is resolved.
fn context<'d>(document: &'d Document, args: &'d Cite) -> Context<'d> {
    let date = document.date.as_deref().or(args.as_of.as_deref());
    let (source_id, title) = (document.id.as_deref(), document.title.as_deref());
    Context { date, source_id, title, guess: args.guess, notes: &document.places.notes }
}

/// Gives documents back with their citations marked.
fn annotated(
    session: &Session,
    args: &Cite,
    files: &Files<'_>,
    resolver: &Resolver,
    annotation: Annotation,
) -> Result<Outcome> {
    let markup = match annotation {
        Annotation::Html => Some(Markup::Html),
        Annotation::Uslm => Some(Markup::Uslm),
        Annotation::Akn => Some(Markup::Akn),
        Annotation::W3c => None,
    };
    let link = |mention: &Mention| mention.id.as_ref().and_then(|id| resolver.link(id));
    let work = |document: &Document| resolver.resolve(&document.text, context(document, args));
    let mut out = session.out();
    let mut number = 0;
    let tally = files.each(work, |document, mentions| {
        let Some(markup) = markup else {
            for row in web_annotations(&document, &mentions, &link) {
                writeln!(out, "{row}")?;
            }
            return anyhow::Ok(ControlFlow::Continue(()));
        };
        // Comments on a document are none of its text.
        if document.aside {
            return Ok(ControlFlow::Continue(()));
        }
        number += 1;
        if number > 1 {
            let message = "one document at a time can be given back: name one file, or use --annotate=w3c";
            return Err(Usage(message.to_owned()).into());
        }
        let source = document.source.as_ref().filter(|_| document.path != "-").and_then(|_| {
            let whole = bytes(&Source::file(&document.path), files.options).ok()?;
            String::from_utf8(whole).ok()
        });
        let marked = match source {
            Some(source) => annotate_source(&source, &document, &mentions, markup, &link),
            None if markup == Markup::Html && !document.places.is_empty() => document_page(&document, &mentions, &link),
            None => annotate(&document.text, &mentions, markup, &link),
        };
        out.write_all(marked.as_bytes())?;
        Ok(ControlFlow::Continue(()))
    })?;
    out.flush()?;
    Ok(Outcome::read(tally.unread))
}

/// The paths named, or standard input when something is piped in.
pub(super) fn or_stdin(paths: &[PathBuf], verb: &str) -> Result<Vec<PathBuf>> {
    if !paths.is_empty() {
        return Ok(paths.to_vec());
    }
    if io::stdin().is_terminal() {
        return Err(Usage(format!(
            "nothing to read: name files or folders (`pincite {verb} PATH…`), or pipe text in (`… | pincite {verb}`)"
        ))
        .into());
    }
    Ok(vec![PathBuf::from("-")])
}

fn render(document: &Document, mentions: &[Mention], args: &Cite, lines: &Lines) -> Vec<u8> {
    match args.format {
        Format::Json | Format::Jsonl => json_rows(document, mentions, args.explain),
        Format::Csv => csv_rows(document, mentions),
        Format::Human => human(document, mentions, args, lines).into_bytes(),
    }
}

fn json_rows(document: &Document, mentions: &[Mention], explain: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(mentions.len() * 256);
    cite_rows(document, mentions, explain, &mut out);
    out
}

fn csv_rows(document: &Document, mentions: &[Mention]) -> Vec<u8> {
    mentions.iter().map(|m| csv_row(&MentionRow::cited(document, m, true))).collect::<String>().into_bytes()
}

/// A line a citation: where, which words, what it is, in which form; on a narrow terminal two.
fn human(document: &Document, mentions: &[Mention], args: &Cite, lines: &Lines) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    if mentions.is_empty() {
        return out;
    }
    let style = lines.style;
    let index = LineIndex::new(&document.text);
    let _ = writeln!(out, "{}", style.heading(shown(&document.path)));
    for m in mentions {
        let place = format!("{:>8}", document.place(&index, m.span.start));
        let words = shorten(m.span.of(&document.text), lines.width.saturating_sub(11).min(60));
        let (plain, target) = match (&m.id, &m.range_end) {
            (Some(id), Some(end)) => (
                format!("{id} … {end}"),
                format!("{} {} {}", style.id(id.as_str()), style.dim("…"), style.id(end.as_str())),
            ),
            (Some(id), None) => (id.to_string(), style.id(id.as_str())),
            (None, _) => ("unresolved".to_owned(), style.warn("unresolved")),
        };
        let column = place.len() + 2 + width(&words).max(WORDS) + 2;
        let fits = lines.width >= WIDE || column + width(&plain) + 2 + m.form.name().len() <= lines.width;
        let gap = if fits { " ".repeat(WORDS.saturating_sub(width(&words)) + 2) } else { format!("\n{:>10}", "") };
        let form = style.dim(m.form.name());
        let _ = writeln!(out, "{}  {}{gap}{target}  {form}", style.dim(&place), style.found(&words));
        if args.explain || m.id.is_none() {
            let _ = writeln!(out, "{:>10}{}", "", style.dim(&lines.hanging(&m.why, 10, 10)));
        }
        if args.explain {
            for also in &m.also {
                let _ = writeln!(out, "{:>10}{} {}", "", style.dim("also"), style.id(also.as_str()));
            }
        }
    }
    out.push('\n');
    out
}

/// How many columns the words of a citation have, and from how many columns on a terminal has a line for each whatever its length.
const WORDS: usize = 44;
const WIDE: usize = 100;
