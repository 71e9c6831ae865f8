//! `pincite search`: full text, with what the matches cite.

use std::io::Write;

use anyhow::Result;
use serde_json::json;

use super::args::{Format, Search};
use super::session::{Session, cited_in_search, read_options, shown};
use super::{Outcome, index};
use crate::index::SearchResults;
use crate::report::{Lines, csv_line};

pub(super) fn run(session: &Session, args: &Search) -> Result<Outcome> {
    if args.law {
        return law(session, args);
    }
    let resolver = session.resolver()?;
    let (library, unread) = if args.paths.is_empty() {
        (session.passages()?, 0)
    } else {
        let (library, tally) = index::in_memory(session, &resolver, &args.paths, &read_options(&args.reading))?;
        (library, tally.unread)
    };
    let results =
        library.reader()?.search(&args.query, &|words| cited_in_search(&resolver, words), args.limit, args.offset)?;
    let mut out = session.out();
    match args.format {
        Format::Human => human(session, &mut out, args, &results)?,
        Format::Json | Format::Jsonl => {
            let rows = results.hits.iter().map(|hit| {
                json!({
                    "path": hit.path, "title": hit.title, "date": hit.date, "passage": hit.passage,
                    "start": hit.span.start, "end": hit.span.end, "snippet": hit.snippet.text,
                    "marks": hit.snippet.marks, "score": hit.score, "ids": hit.ids,
                })
            });
            if args.format == Format::Json {
                let counts: Vec<_> = results.counts.iter().map(|(id, n)| json!({"id": id, "passages": n})).collect();
                let whole = json!({"total": results.total, "hits": rows.collect::<Vec<_>>(), "counts": counts});
                writeln!(out, "{}", serde_json::to_string_pretty(&whole)?)?;
            } else {
                for row in rows {
                    writeln!(out, "{row}")?;
                }
            }
        }
        Format::Csv => {
            out.write_all(
                csv_line(&["path", "title", "date", "passage", "start", "end", "score", "snippet", "ids"]).as_bytes(),
            )?;
            for hit in &results.hits {
                let ids: Vec<&str> = hit.ids.iter().map(super::super::provision::ProvisionId::as_str).collect();
                let numbers = [
                    hit.passage.to_string(),
                    hit.span.start.to_string(),
                    hit.span.end.to_string(),
                    format!("{:.3}", hit.score),
                ];
                let fields = [
                    &hit.path,
                    hit.title.as_deref().unwrap_or(""),
                    hit.date.as_deref().unwrap_or(""),
                    &numbers[0],
                    &numbers[1],
                    &numbers[2],
                    &numbers[3],
                    &hit.snippet.text,
                    &ids.join(" "),
                ];
                out.write_all(csv_line(&fields).as_bytes())?;
            }
        }
    }
    out.flush()?;
    Ok(match (unread, results.total) {
        (1.., _) => Outcome::Unread,
        (0, 0) => Outcome::Nothing,
        _ => Outcome::Done,
    })
}

/// Searches the texts of the law.
fn law(session: &Session, args: &Search) -> Result<Outcome> {
    let library = session.law_words()?;
    let (total, hits) = library.search(&args.query, args.limit, args.offset)?;
    let style = session.style();
    let lines = Lines { width: session.width(), indent: "    ", style };
    let mut out = session.out();
    let mut rows = Vec::new();
    for hit in &hits {
        let law = library.laws().load(&hit.entry)?;
        let Some(unit) = law.part(&hit.id) else { continue };
        let (span, marks) = library.passage(&law, unit, &args.query);
        let part = law.part_at(span.start, span.end).unwrap_or(unit);
        let text = span.of(&law.text);
        match args.format {
            Format::Human => {
                let head = format!("{}  {}", unit.heading, crate::report::shorten(&law.title, 50));
                writeln!(out, "{}  {}", style.id(part.id.as_str()), style.dim(head.trim()))?;
                writeln!(out, "{}", lines.passage(text, &marks, 600))?;
            }
            Format::Csv => rows.push(csv_line(&[part.id.as_str(), &unit.heading, &law.title, &law.from, text])),
            Format::Json | Format::Jsonl => rows.push(
                json!({"id": part.id, "section": unit.id, "heading": unit.heading, "title": law.title, "from": law.from, "text": text, "marks": marks, "score": hit.score})
                    .to_string(),
            ),
        }
    }
    match args.format {
        Format::Human if total == 0 => writeln!(out, "No text of the law matches {}.", args.query)?,
        Format::Human => writeln!(out, "{total} sections match")?,
        Format::Json => writeln!(out, "[{}]", rows.join(",\n"))?,
        Format::Jsonl => rows.iter().try_for_each(|row| writeln!(out, "{row}"))?,
        Format::Csv => {
            out.write_all(csv_line(&["id", "heading", "title", "from", "text"]).as_bytes())?;
            rows.iter().try_for_each(|row| out.write_all(row.as_bytes()))?;
        }
    }
    out.flush()?;
    Ok(if total == 0 { Outcome::Nothing } else { Outcome::Done })
}

fn human(session: &Session, out: &mut impl Write, args: &Search, results: &SearchResults) -> Result<()> {
    let style = session.style();
    let lines = Lines { width: session.width(), indent: "    ", style };
    for (i, hit) in results.hits.iter().enumerate() {
        let number = args.offset + i + 1;
        let title = hit.title.as_deref().unwrap_or_else(|| shown(&hit.path));
        let date = hit.date.as_deref().map(|d| format!("  {d}")).unwrap_or_default();
        writeln!(out, "{:>3} {}{}  {}", number, style.heading(title), style.dim(&date), style.dim(shown(&hit.path)))?;
        out.write_all(lines.passage(&hit.snippet.text, &hit.snippet.marks, usize::MAX).as_bytes())?;
        if !hit.ids.is_empty() {
            let ids: Vec<String> = hit.ids.iter().take(6).map(|id| style.id(id.as_str())).collect();
            let more = if hit.ids.len() > 6 { format!(" and {} more", hit.ids.len() - 6) } else { String::new() };
            writeln!(out, "    {} {}{more}", style.dim("cites"), ids.join(" "))?;
        }
        writeln!(out)?;
    }
    if results.total == 0 {
        writeln!(out, "No passage matches {}.", args.query)?;
        return Ok(());
    }
    if !results.counts.is_empty() {
        writeln!(out, "{}", style.strong("Provisions in these passages"))?;
        for (id, n) in results.counts.iter().take(8) {
            writeln!(out, "{n:>7}  {}", style.id(id.as_str()))?;
        }
    }
    let last = args.offset + results.hits.len();
    let more = if results.total > last as u64 { format!("; --offset {last} shows the next") } else { String::new() };
    writeln!(out, "{} passages match{more}", results.total)?;
    Ok(())
}
