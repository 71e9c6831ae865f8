//! `pincite find`: the passages that cite a provision.

use std::io::Write;

use anyhow::Result;

use super::args::{Find, Format};
use super::entities::named_in;
use super::session::{Session, asked, query, read_options, shown};
use super::{Outcome, index};
use crate::index::{FindQuery, Found, Hit, Tied, TiedMention, Who};
use crate::provision::ProvisionId;
use crate::report::{EntityIn, FindRow, Lines, csv_line};
use crate::resolve::Mention;
use crate::text::Span;

pub(super) fn run(session: &Session, args: &Find) -> Result<Outcome> {
    let resolver = session.resolver()?;
    let ids = asked(&resolver, &args.provision, args.only_as_cited)?;
    let (library, unread) = if args.paths.is_empty() {
        (session.library()?, 0)
    } else {
        let (library, tally) = index::in_memory(session, &resolver, &args.paths, &read_options(&args.reading))?;
        (library, tally.unread)
    };
    let reader = library.reader()?;
    let who = match (&args.entity, &args.role) {
        (None, None) => None,
        (entity, role) => {
            let names = entity.as_deref().map(|name| named_in(session, &reader, name)).transpose()?.unwrap_or_default();
            Some(Who { names, role: role.clone() })
        }
    };
    let asked = |limit, offset| FindQuery { who: who.clone(), ..query(ids.clone(), args.exact, limit, offset) };
    let found = if args.only_as_cited {
        as_cited(reader.find(&asked(0, 0))?, &ids, args)
    } else {
        reader.find(&asked(args.limit, args.offset))?
    };
    let mut out = session.out();
    match args.format {
        Format::Human => human(session, &mut out, args, &ids, &found)?,
        Format::Jsonl => rows(&found, |row| Ok(writeln!(out, "{}", serde_json::to_string(row)?)?))?,
        Format::Json => {
            let mut first = true;
            out.write_all(b"[")?;
            rows(&found, |row| {
                Ok(write!(
                    out,
                    "{}{}",
                    if std::mem::take(&mut first) { "\n" } else { ",\n" },
                    serde_json::to_string(row)?
                )?)
            })?;
            out.write_all(b"\n]\n")?;
        }
        Format::Csv => {
            out.write_all(
                csv_line(&[
                    "path",
                    "title",
                    "date",
                    "start",
                    "end",
                    "text",
                    "id",
                    "form",
                    "tie",
                    "passage",
                    "passage_text",
                ])
                .as_bytes(),
            )?;
            rows(&found, |row| {
                let (start, end, passage) = (row.start.to_string(), row.end.to_string(), row.passage.to_string());
                let fields = [
                    row.path,
                    row.title.unwrap_or(""),
                    row.date.unwrap_or(""),
                    &start,
                    &end,
                    row.text,
                    row.id.unwrap_or(""),
                    row.form,
                    row.tie,
                    &passage,
                    row.passage_text,
                ];
                Ok(out.write_all(csv_line(&fields).as_bytes())?)
            })?;
        }
    }
    out.flush()?;
    Ok(match (unread, found.passages) {
        (1.., _) => Outcome::Unread,
        (0, 0) => Outcome::Nothing,
        _ => Outcome::Done,
    })
}

/// Only the mentions whose own id is the one asked for or below it, not those that have it as another id.
fn as_cited(mut found: Found, ids: &[Tied], args: &Find) -> Found {
    let cited = |m: &TiedMention| {
        let mut own = m.mention.id.iter().chain(&m.mention.range_end).map(ProvisionId::flattened);
        own.any(|id| ids.iter().map(|t| t.id.flattened()).any(|t| if args.exact { t == id } else { t.contains(&id) }))
    };
    for hit in &mut found.hits {
        hit.mentions.retain(cited);
    }
    found.hits.retain(|hit| !hit.mentions.is_empty());
    found.passages = found.hits.len() as u64;
    found.hits.drain(..args.offset.min(found.hits.len()));
    if args.limit > 0 {
        found.hits.truncate(args.limit);
    }
    found
}

/// Who is named beside a mention: in a role that the passage tells, or only mentioned with it.
fn entities_of<'h>(hit: &'h Hit, mention: &Mention) -> Vec<EntityIn<'h>> {
    let id = mention.id.as_ref().map(ProvisionId::flattened);
    let near = |other: &ProvisionId| {
        let other = other.flattened();
        id.as_ref().is_some_and(|id| id.contains(&other) || other.contains(id))
    };
    let tied: Vec<EntityIn<'h>> = hit
        .invocations
        .iter()
        .filter(|i| near(&i.provision))
        .map(|i| EntityIn { entity: &i.entity.name, kind: &i.entity.kind, role: &i.role })
        .collect();
    let rest = hit.named.iter().filter(|n| !tied.iter().any(|t| t.entity == n.name));
    let with = rest.map(|n| EntityIn { entity: &n.name, kind: &n.kind, role: "mentioned-with" });
    let mut out: Vec<EntityIn<'h>> = Vec::new();
    for one in tied.iter().cloned().chain(with) {
        if !out.iter().any(|o| o.entity == one.entity && o.role == one.role) {
            out.push(one);
        }
    }
    out
}

fn rows(found: &Found, mut each: impl FnMut(&FindRow<'_>) -> Result<()>) -> Result<()> {
    for hit in &found.hits {
        for TiedMention { mention, tie } in &hit.mentions {
            let within = Span::new(mention.span.start - hit.span.start, mention.span.end - hit.span.start);
            each(&FindRow {
                path: &hit.path,
                start: mention.span.start,
                end: mention.span.end,
                text: within.of(&hit.text),
                id: mention.id.as_ref().map(ProvisionId::as_str),
                form: mention.form.name(),
                range_end: mention.range_end.as_ref().map(ProvisionId::as_str),
                also: &mention.also,
                antecedent: mention.antecedent,
                confidence: mention.confidence,
                tie,
                document: hit.title.as_deref().unwrap_or(&hit.path),
                title: hit.title.as_deref(),
                date: hit.date.as_deref(),
                passage: hit.passage,
                passage_text: &hit.text,
                entities: entities_of(hit, mention),
            })?;
        }
    }
    Ok(())
}

fn human(session: &Session, out: &mut impl Write, args: &Find, ids: &[Tied], found: &Found) -> Result<()> {
    let style = session.style();
    let lines = Lines { width: session.width(), indent: "    ", style };
    let mut document = None;
    for hit in &found.hits {
        if document != Some(&hit.path) {
            document = Some(&hit.path);
            let title = hit.title.as_deref().unwrap_or("");
            let date = hit.date.as_deref().map(|d| format!("  {d}")).unwrap_or_default();
            writeln!(out, "{}{}  {}", style.heading(title), style.dim(&date), style.dim(shown(&hit.path)))?;
        }
        passage(out, hit, &lines)?;
    }
    let asked: Vec<String> = ids
        .iter()
        .map(|t| {
            if t.tie == "as cited" {
                style.id(t.id.as_str())
            } else {
                format!("{} ({})", style.id(t.id.as_str()), t.tie)
            }
        })
        .collect();
    let asked = asked.join(", ");
    match found.passages {
        0 => writeln!(out, "Nothing cites {asked}.")?,
        n => {
            let more = n as usize > args.offset + found.hits.len();
            let shown = if more { format!(", {} shown; --limit 0 shows all", found.hits.len()) } else { String::new() };
            let passages = if n == 1 { "passage cites" } else { "passages cite" };
            writeln!(out, "{n} {passages} {asked}{shown}")?;
        }
    }
    Ok(())
}

fn passage(out: &mut impl Write, hit: &Hit, lines: &Lines) -> Result<()> {
    let spans: Vec<Span> = hit
        .mentions
        .iter()
        .map(|m| Span::new(m.mention.span.start - hit.span.start, m.mention.span.end - hit.span.start))
        .collect();
    let mut said: Vec<String> = Vec::new();
    for TiedMention { mention, .. } in &hit.mentions {
        let id = mention.id.as_ref().map_or("", ProvisionId::as_str);
        let form = mention.form.name();
        let line = format!("{} {}", lines.style.id(id), lines.style.dim(form));
        if !said.contains(&line) {
            said.push(line);
        }
    }
    writeln!(out, "  {}", said.join("  "))?;
    out.write_all(lines.passage(&hit.text, &spans, 420).as_bytes())?;
    writeln!(out)?;
    Ok(())
}
