//! `pincite find`: the passages that cite a provision.

use std::io::Write;

use anyhow::Result;

use super::args::{Find, Format};
use super::entities::{known_role, named_in};
use super::session::{Session, Usage, asked, query, read_options, shown};
use super::{Outcome, index};
use crate::index::{Borrowed, FindQuery, Found, Hit, Reader, Tied, TiedMention, Who};
use crate::provision::ProvisionId;
use crate::report::{EntityIn, FindRow, Lines, csv_line};
use crate::resolve::Mention;
use crate::text::Span;

pub(super) fn run(session: &Session, args: &Find) -> Result<Outcome> {
    let resolver = session.resolver()?;
    let ids = asked(&resolver, &args.provision, args.only_as_cited)?;
    let (library, unread) = if args.paths.is_empty() {
        (session.passages()?, 0)
    } else {
        let (library, tally) = index::in_memory(session, &resolver, &args.paths, &read_options(&args.reading))?;
        (library, tally.unread)
    };
    let reader = library.reader()?;
    let who = match (&args.entity, &args.role) {
        (None, None) => None,
        (entity, role) => {
            known_role(&session.entities()?, role.as_deref())?;
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
    let borrowed = if args.words { borrowed(session, &reader, &ids)? } else { Vec::new() };
    let mut out = session.out();
    match args.format {
        Format::Human => {
            human(session, &mut out, args, &ids, &found)?;
            if args.words {
                human_borrowed(session, &mut out, &borrowed)?;
            }
        }
        Format::Jsonl => rows(&found, &borrowed, |row| Ok(writeln!(out, "{}", serde_json::to_string(row)?)?))?,
        Format::Json => {
            let mut first = true;
            out.write_all(b"[")?;
            rows(&found, &borrowed, |row| {
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
            rows(&found, &borrowed, |row| {
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

/// The passages that use the provision's words, by the newest text that the law library has of it under any of its ids.
fn borrowed(session: &Session, reader: &Reader, ids: &[Tied]) -> Result<Vec<Borrowed>> {
    let library = session.laws()?;
    let others: Vec<ProvisionId> = ids.iter().map(|t| t.id.clone()).collect();
    for tied in ids {
        if let Some((law, part)) = library.provision(&tied.id, None)? {
            return Ok(reader.uses_words(&law, &part, &others)?);
        }
    }
    let id = ids.first().map_or("", |t| t.id.as_str());
    Err(Usage(format!(
        "the law library has no text of {id}, by which its words could be found; import one with `pincite law add FILE`"
    ))
    .into())
}

fn human_borrowed(session: &Session, out: &mut impl Write, borrowed: &[Borrowed]) -> Result<()> {
    let style = session.style();
    let lines = Lines { width: session.width(), indent: "    ", style };
    for b in borrowed {
        let title = b.hit.title.as_deref().unwrap_or("");
        writeln!(out, "{}  {}", style.heading(title), style.dim(shown(&b.hit.path)))?;
        let share = format!("{:.0} % of its words", b.share * 100.0);
        writeln!(out, "  {} {}", style.dim("uses the words of"), style.id(b.id.as_str()))?;
        writeln!(out, "  {}", style.dim(&share))?;
        out.write_all(lines.passage(&b.hit.text, &[b.hit.within(b.words)], 420).as_bytes())?;
        writeln!(out)?;
    }
    let passages = if borrowed.len() == 1 { "passage uses" } else { "passages use" };
    writeln!(out, "{} {passages} its words without citing it", borrowed.len())?;
    Ok(())
}

/// A row about a stretch of a passage, without what only a mention has.
fn row<'h>(hit: &'h Hit, span: Span, id: Option<&'h ProvisionId>, form: &'static str, tie: &'h str) -> FindRow<'h> {
    FindRow {
        path: &hit.path,
        start: span.start,
        end: span.end,
        text: hit.within(span).of(&hit.text),
        id: id.map(ProvisionId::as_str),
        form,
        range_end: None,
        also: &[],
        antecedent: None,
        confidence: 1.0,
        tie,
        document: hit.title.as_deref().unwrap_or(&hit.path),
        title: hit.title.as_deref(),
        date: hit.date.as_deref(),
        passage: hit.passage,
        passage_text: &hit.text,
        entities: Vec::new(),
    }
}

fn rows(found: &Found, borrowed: &[Borrowed], mut each: impl FnMut(&FindRow<'_>) -> Result<()>) -> Result<()> {
    for hit in &found.hits {
        // A passage that doesn't cite the provision, in which somebody invokes it.
        for i in hit.invocations.iter().filter(|_| hit.mentions.is_empty()) {
            let entities = vec![EntityIn { entity: &i.entity.name, kind: &i.entity.kind, role: &i.role }];
            let row = row(hit, i.span, Some(&i.provision), "invocation", &i.why);
            each(&FindRow { confidence: i.confidence, entities, ..row })?;
        }
        for TiedMention { mention, tie } in &hit.mentions {
            each(&FindRow {
                range_end: mention.range_end.as_ref().map(ProvisionId::as_str),
                also: &mention.also,
                antecedent: mention.antecedent,
                confidence: mention.confidence,
                entities: entities_of(hit, mention),
                ..row(hit, mention.span, mention.id.as_ref(), mention.form.name(), tie)
            })?;
        }
    }
    for b in borrowed {
        let named = b.hit.named.iter();
        let entities = named.map(|n| EntityIn { entity: &n.name, kind: &n.kind, role: "mentioned-with" }).collect();
        let row = row(&b.hit, b.words, Some(&b.id), "uses-the-words-of", "its words, without citing it");
        each(&FindRow { confidence: b.share, entities, ..row })?;
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
            let passages = match (n, &args.role) {
                (1, Some(_)) => "passage invokes",
                (_, Some(_)) => "passages invoke",
                (1, None) => "passage cites",
                _ => "passages cite",
            };
            writeln!(out, "{n} {passages} {asked}{shown}")?;
        }
    }
    Ok(())
}

fn passage(out: &mut impl Write, hit: &Hit, lines: &Lines) -> Result<()> {
    let spans: Vec<Span> = hit.mentions.iter().map(|m| hit.within(m.mention.span)).collect();
    let mut said: Vec<String> = Vec::new();
    for TiedMention { mention, .. } in &hit.mentions {
        let id = mention.id.as_ref().map_or("", ProvisionId::as_str);
        let form = mention.form.name();
        let line = format!("{} {}", lines.style.id(id), lines.style.dim(form));
        if !said.contains(&line) {
            said.push(line);
        }
    }
    let mut spans = spans;
    if hit.mentions.is_empty() {
        spans.extend(hit.invocations.iter().map(|i| hit.within(i.span)));
    }
    let mut roles: Vec<String> = Vec::new();
    for i in &hit.invocations {
        let line = format!("{} {}", i.entity.name, lines.style.dim(&format!("{} {}", i.role, i.provision)));
        if !roles.contains(&line) {
            roles.push(line);
        }
    }
    if !said.is_empty() {
        writeln!(out, "  {}", said.join("  "))?;
    }
    for role in roles.iter().take(12) {
        writeln!(out, "  {role}")?;
    }
    if roles.len() > 12 {
        writeln!(out, "  {}", lines.style.dim(&format!("and {} more", roles.len() - 12)))?;
    }
    out.write_all(lines.passage(&hit.text, &spans, 420).as_bytes())?;
    writeln!(out)?;
    Ok(())
}
