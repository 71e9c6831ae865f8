//! `pincite cite`: the citations in documents.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

use anyhow::Result;

use super::args::{Annotation, Cite, Format};
use super::session::{Session, Usage, read_options, shown};
use super::{Outcome, pipeline};
use crate::read::{Document, Source, bytes};
use crate::report::{Markup, Style, annotate, annotate_source, cite_rows, csv_line, shorten, web_annotations};
use crate::resolve::{Context, Mention, Resolver};
use crate::text::LineIndex;

pub(super) fn run(session: &Session, args: &Cite) -> Result<Outcome> {
    let paths = or_stdin(&args.paths, "cite")?;
    let resolver = session.resolver()?;
    if let Some(annotation) = args.annotate.or_else(|| args.html.then_some(Annotation::Html)) {
        return annotated(session, args, &paths, &resolver, annotation);
    }
    let (style, options) = (session.style(), read_options(&args.reading));
    let mut out = session.out();
    let work = |document: &Document| {
        let date = document.date.as_deref().or(args.as_of.as_deref());
        let context =
            Context { date, source_id: document.id.as_deref(), title: document.title.as_deref(), ..Context::default() };
        let mut mentions = resolver.resolve(&document.text, context);
        if args.unresolved {
            mentions.retain(|m| m.id.is_none());
        }
        render(document, &mentions, args, style)
    };
    if args.format == Format::Csv {
        out.write_all(
            csv_line(&["path", "start", "end", "text", "id", "form", "range_end", "also", "confidence", "why"])
                .as_bytes(),
        )?;
    }
    let mut first = true;
    if args.format == Format::Json {
        out.write_all(b"[")?;
    }
    let tally = pipeline::each(&paths, &options, session.threads(), work, |_, rendered| {
        if args.format == Format::Json {
            for row in rendered.split(|b| *b == b'\n').filter(|row| !row.is_empty()) {
                out.write_all(if std::mem::take(&mut first) { b"\n" } else { b",\n" })?;
                out.write_all(row)?;
            }
        } else {
            out.write_all(&rendered)?;
        }
        Ok(ControlFlow::Continue(()))
    })?;
    if args.format == Format::Json {
        out.write_all(b"\n]\n")?;
    }
    out.flush()?;
    Ok(if tally.unread > 0 { Outcome::Unread } else { Outcome::Done })
}

/// Gives documents back with their citations marked.
fn annotated(
    session: &Session,
    args: &Cite,
    paths: &[PathBuf],
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
    let work = |document: &Document| {
        let date = document.date.as_deref().or(args.as_of.as_deref());
        let context =
            Context { date, source_id: document.id.as_deref(), title: document.title.as_deref(), ..Context::default() };
        resolver.resolve(&document.text, context)
    };
    let mut out = session.out();
    let mut number = 0;
    let tally = pipeline::each(paths, &read_options(&args.reading), session.threads(), work, |document, mentions| {
        let Some(markup) = markup else {
            for row in web_annotations(&document, &mentions, &link) {
                writeln!(out, "{row}")?;
            }
            return Ok(ControlFlow::Continue(()));
        };
        number += 1;
        if number > 1 {
            let message = "one document at a time can be given back: name one file, or use --annotate=w3c";
            return Err(Usage(message.to_owned()).into());
        }
        let source = document.source.as_ref().filter(|_| document.path != "-").and_then(|_| {
            let whole = bytes(&Source::file(&document.path), &read_options(&args.reading)).ok()?;
            String::from_utf8(whole).ok()
        });
        let marked = match source {
            Some(source) => annotate_source(&source, &document, &mentions, markup, &link),
            None => annotate(&document.text, &mentions, markup, &link),
        };
        out.write_all(marked.as_bytes())?;
        Ok(ControlFlow::Continue(()))
    })?;
    out.flush()?;
    Ok(if tally.unread > 0 { Outcome::Unread } else { Outcome::Done })
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

fn render(document: &Document, mentions: &[Mention], args: &Cite, style: Style) -> Vec<u8> {
    match args.format {
        Format::Json | Format::Jsonl => json_rows(document, mentions, args.explain),
        Format::Csv => csv_rows(document, mentions),
        Format::Human => human(document, mentions, args, style).into_bytes(),
    }
}

fn json_rows(document: &Document, mentions: &[Mention], explain: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(mentions.len() * 256);
    cite_rows(document, mentions, explain, &mut out);
    out
}

fn csv_rows(document: &Document, mentions: &[Mention]) -> Vec<u8> {
    let mut out = String::new();
    for m in mentions {
        let id = m.id.as_ref().map_or("", |id| id.as_str());
        let range_end = m.range_end.as_ref().map_or("", |id| id.as_str());
        let also: Vec<&str> = m.also.iter().map(super::super::provision::ProvisionId::as_str).collect();
        let (start, end) = (m.span.start.to_string(), m.span.end.to_string());
        let confidence = format!("{:.2}", m.confidence);
        let fields = [
            &document.path,
            start.as_str(),
            &end,
            m.span.of(&document.text),
            id,
            m.form.name(),
            range_end,
            &also.join(" "),
            &confidence,
            &m.why,
        ];
        out.push_str(&csv_line(&fields));
    }
    out.into_bytes()
}

fn human(document: &Document, mentions: &[Mention], args: &Cite, style: Style) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    if mentions.is_empty() {
        return out;
    }
    let index = LineIndex::new(&document.text);
    let _ = writeln!(out, "{}", style.heading(shown(&document.path)));
    for m in mentions {
        let (line, column) = index.line_column(&document.text, m.span.start);
        let place = format!("{line}:{column}");
        let words = shorten(m.span.of(&document.text), 60);
        let pad = " ".repeat(44usize.saturating_sub(words.chars().count()));
        let target = match (&m.id, &m.range_end) {
            (Some(id), Some(end)) => format!("{} {} {}", style.id(id.as_str()), style.dim("…"), style.id(end.as_str())),
            (Some(id), None) => style.id(id.as_str()),
            (None, _) => style.warn("unresolved"),
        };
        let _ = writeln!(
            out,
            "{}  {}{pad}  {target}  {}",
            style.dim(&format!("{place:>8}")),
            style.found(&words),
            style.dim(m.form.name())
        );
        if args.explain || m.id.is_none() {
            let _ = writeln!(out, "{:>10}{}", "", style.dim(&m.why));
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
