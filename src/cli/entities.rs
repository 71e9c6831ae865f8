//! `pincite entities`: who invokes which provision, in what role, by which sentence; and the lists of sanctioned persons.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::ops::ControlFlow;

use anyhow::Result;

use super::args::{CountBy, EntitiesArgs, EntitiesVerb, Format, Graph};
use super::session::{Session, Usage, asked, complain, read_options, shown};
use super::{Outcome, index, pipeline};
use crate::entity::{Entities, Entity, key, merged, read_list};
use crate::index::{Invoked, Reader, Who};
use crate::library::{ListSource, Lists};
use crate::read::{ReadOptions, bytes, sources};
use crate::report::{InvocationRow, Lines, Tie, csv_line, dot, graphml, shorten};
use crate::resolve::Resolver;
use crate::text::Span;

pub(super) fn run(session: &Session, args: &EntitiesArgs) -> Result<Outcome> {
    match &args.verb {
        Some(EntitiesVerb::Add { paths }) => return add(session, paths),
        Some(EntitiesVerb::Lists) => return lists(session),
        Some(EntitiesVerb::Remove { which }) => {
            let mut lists = Lists::open(&session.library_dir()?)?;
            if !lists.remove(which)? {
                return Err(
                    Usage(format!("no list was imported from “{which}”; `pincite entities lists` names them")).into()
                );
            }
            return Ok(Outcome::Done);
        }
        None => {}
    }
    let resolver = session.resolver()?;
    let entities = session.entities()?;
    known_role(&entities, args.role.as_deref())?;
    if args.names {
        return names(session, &resolver, &entities, args);
    }
    let (mut all, unread) = gather(session, &resolver, &entities, args)?;
    fold_names(&mut all);
    narrow(&resolver, &entities, args, &mut all)?;
    let total = all.len();
    if args.limit > 0 && args.count.is_none() && args.graph.is_none() && args.format == Format::Human {
        all.truncate(args.limit);
    }
    let mut out = session.out();
    if let Some(graph) = args.graph {
        let ties = ties(&all);
        out.write_all(
            match graph {
                Graph::Dot => dot(&ties),
                Graph::Graphml => graphml(&ties),
            }
            .as_bytes(),
        )?;
    } else if let Some(by) = args.count {
        counts(&mut out, args.format, by, &all)?;
    } else {
        print(session, &mut out, args.format, &all, total)?;
    }
    out.flush()?;
    Ok(match (unread, all.is_empty()) {
        (1.., _) => Outcome::Unread,
        (0, true) => Outcome::Nothing,
        (0, false) => Outcome::Done,
    })
}

/// Refuses a role that no pattern gives.
pub(super) fn known_role(entities: &Entities, role: Option<&str>) -> Result<()> {
    match role {
        Some(role) if !entities.roles().contains(role) => {
            let roles: Vec<&str> = entities.roles().into_iter().collect();
            Err(Usage(format!("there is no role “{role}”; there are {}", roles.join(", "))).into())
        }
        _ => Ok(()),
    }
}

/// Everybody who is named: in how many places of the files, or in how many passages of the library.
fn names(session: &Session, resolver: &Resolver, entities: &Entities, args: &EntitiesArgs) -> Result<Outcome> {
    let mut counts: BTreeMap<String, (String, u64)> = BTreeMap::new();
    let mut unread = 0;
    if args.paths.is_empty() {
        for (name, n) in session.passages()?.reader()?.names()? {
            let kind = entities.called(&name).map_or_else(String::new, |e| e.kind.clone());
            counts.insert(name, (kind, n));
        }
    } else {
        let work = |document: &crate::read::Document| {
            let read = entities.names(&document.text, &index::mentions(resolver, document));
            let mut counts: BTreeMap<String, (String, u64)> = BTreeMap::new();
            for named in &read.named {
                let entity = &read.entities[named.entity];
                counts.entry(entity.name.clone()).or_insert((entity.kind.clone(), 0)).1 += 1;
            }
            counts
        };
        let options = read_options(&args.reading);
        let tally = pipeline::each(&args.paths, &options, session.threads(), work, |_, found| {
            for (name, (kind, n)) in found {
                counts.entry(name).or_insert((kind, 0)).1 += n;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        unread = tally.unread;
    }
    let folded = merged(&counts.keys().cloned().collect());
    let mut rows: BTreeMap<String, (String, u64)> = BTreeMap::new();
    for (name, (kind, n)) in counts {
        let name = folded.get(&name).cloned().unwrap_or(name);
        rows.entry(name).or_insert((kind, 0)).1 += n;
    }
    let mut rows: Vec<(String, (String, u64))> = rows.into_iter().collect();
    rows.sort_by(|a, b| b.1.1.cmp(&a.1.1).then_with(|| a.0.cmp(&b.0)));
    let found = !rows.is_empty();
    let mut out = session.out();
    match args.format {
        Format::Human => rows.iter().try_for_each(|(name, (kind, n))| writeln!(out, "{n:>6}  {kind:<12} {name}"))?,
        Format::Csv => {
            out.write_all(csv_line(&["entity", "kind", "count"]).as_bytes())?;
            rows.iter()
                .try_for_each(|(name, (kind, n))| out.write_all(csv_line(&[name, kind, &n.to_string()]).as_bytes()))?;
        }
        Format::Json | Format::Jsonl => {
            let rows: Vec<_> = rows
                .iter()
                .map(|(name, (kind, n))| serde_json::json!({"entity": name, "kind": kind, "count": n}))
                .collect();
            if args.format == Format::Json {
                writeln!(out, "{}", serde_json::to_string_pretty(&rows)?)?;
            } else {
                rows.iter().try_for_each(|row| writeln!(out, "{row}"))?;
            }
        }
    }
    out.flush()?;
    Ok(match (unread, found) {
        (1.., _) => Outcome::Unread,
        (0, true) => Outcome::Done,
        (0, false) => Outcome::Nothing,
    })
}

/// Every invocation of the files named, or of the library.
fn gather(
    session: &Session,
    resolver: &Resolver,
    entities: &Entities,
    args: &EntitiesArgs,
) -> Result<(Vec<Invoked>, u64)> {
    if args.paths.is_empty() {
        let who = Who { names: Vec::new(), role: args.role.clone() };
        return Ok((session.passages()?.reader()?.invocations(&who)?, 0));
    }
    let work = |document: &crate::read::Document| {
        let mentions = index::mentions(resolver, document);
        entities.read(&document.text, &mentions).invocations
    };
    let mut all = Vec::new();
    let options = read_options(&args.reading);
    let tally = pipeline::each(&args.paths, &options, session.threads(), work, |document, found| {
        for invocation in found.into_iter().filter(|i| args.role.as_ref().is_none_or(|role| *role == i.role)) {
            all.push(Invoked {
                path: document.path.clone(),
                title: document.title.clone(),
                date: document.date.clone(),
                sentence: invocation.sentence.of(&document.text).to_owned(),
                invocation,
            });
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok((all, tally.unread))
}

/// Names of one bearer in several documents become one.
fn fold_names(all: &mut [Invoked]) {
    let names: BTreeSet<String> = all.iter().map(|i| i.invocation.entity.name.clone()).collect();
    let folded = merged(&names);
    for one in all {
        if let Some(name) = folded.get(&one.invocation.entity.name) {
            one.invocation.entity.name.clone_from(name);
        }
    }
}

/// Only what is asked for: a provision, with what lies below it and under its other ids, or somebody.
fn narrow(resolver: &Resolver, entities: &Entities, args: &EntitiesArgs, all: &mut Vec<Invoked>) -> Result<()> {
    let Some(words) = &args.which else { return Ok(()) };
    let names: BTreeSet<String> = all.iter().map(|i| i.invocation.entity.name.clone()).collect();
    let called = alike(entities, &names, words);
    if !called.is_empty() {
        all.retain(|i| called.contains(&i.invocation.entity.name));
        return Ok(());
    }
    let provisions = resolver.provisions(words);
    if provisions.is_empty() && entities.called(words).is_none() {
        return Err(Usage(format!(
            "“{words}” is no provision that pincite knows, and nobody of that name invokes one here.\nGive an id, a citation (\"E.O. 13722\") or a name; without any, `pincite entities` lists all."
        ))
        .into());
    }
    let ids: Vec<_> = if provisions.is_empty() { Vec::new() } else { asked(resolver, words, false)? };
    all.retain(|i| ids.iter().any(|t| t.id.flattened().contains(&i.invocation.provision.flattened())));
    Ok(())
}

/// Which of these names a name given may stand for: itself, what the gazetteer folds with it, or the only ones that have
/// its words.
pub(super) fn alike(entities: &Entities, names: &BTreeSet<String>, given: &str) -> BTreeSet<String> {
    let wanted = entities.called(given).map_or_else(|| key(given), |e| key(&e.name));
    let exact: BTreeSet<String> = names.iter().filter(|n| key(n) == wanted).cloned().collect();
    if !exact.is_empty() {
        return exact;
    }
    let has = |name: &&String| {
        let name = format!(" {} ", key(name));
        name.contains(&format!(" {wanted} "))
    };
    names.iter().filter(has).cloned().collect()
}

/// The names of the library that a name given may stand for.
pub(super) fn named_in(session: &Session, reader: &Reader, given: &str) -> Result<Vec<String>> {
    let names: BTreeSet<String> = reader.names()?.into_keys().collect();
    let folded = merged(&names);
    let entities = session.entities()?;
    let mut found = alike(&entities, &names, given);
    // What folds under one that was found is meant too.
    let more: Vec<String> = folded.iter().filter(|(_, to)| found.contains(*to)).map(|(from, _)| from.clone()).collect();
    found.extend(more);
    let up: Vec<String> = found.iter().filter_map(|name| folded.get(name).cloned()).collect();
    found.extend(up);
    if found.is_empty() {
        return Err(
            Usage(format!("nobody called “{given}” is named here; `pincite entities` lists who invokes what")).into()
        );
    }
    Ok(found.into_iter().collect())
}

fn row(one: &Invoked) -> InvocationRow<'_> {
    let i = &one.invocation;
    InvocationRow {
        entity: &i.entity.name,
        kind: &i.entity.kind,
        role: &i.role,
        provision: i.provision.as_str(),
        path: &one.path,
        start: i.span.start,
        end: i.span.end,
        sentence: one.sentence.split_whitespace().collect::<Vec<_>>().join(" "),
        date: i.date.as_deref(),
        confidence: (i.confidence * 100.0).round() / 100.0,
        title: one.title.as_deref(),
        document_date: one.date.as_deref(),
        why: Some(&i.why),
    }
}

fn print(session: &Session, out: &mut impl Write, format: Format, all: &[Invoked], total: usize) -> Result<()> {
    match format {
        Format::Jsonl => {
            for one in all {
                writeln!(out, "{}", serde_json::to_string(&row(one))?)?;
            }
        }
        Format::Json => {
            let rows: Vec<_> = all.iter().map(row).collect();
            writeln!(out, "{}", serde_json::to_string_pretty(&rows)?)?;
        }
        Format::Csv => {
            out.write_all(
                csv_line(&["entity", "kind", "role", "provision", "date", "document", "path", "sentence"]).as_bytes(),
            )?;
            for one in all {
                let r = row(one);
                let document = r.title.unwrap_or(r.path);
                let date = r.date.or(r.document_date).unwrap_or("");
                let line = csv_line(&[r.entity, r.kind, r.role, r.provision, date, document, r.path, &r.sentence]);
                out.write_all(line.as_bytes())?;
            }
        }
        Format::Human => human(session, out, all, total)?,
    }
    Ok(())
}

/// By entity, the most named first; then by role and provision, each with its sentences.
fn human(session: &Session, out: &mut impl Write, all: &[Invoked], total: usize) -> Result<()> {
    let style = session.style();
    let mut by_entity: BTreeMap<(&str, &str), Vec<&Invoked>> = BTreeMap::new();
    for one in all {
        by_entity.entry((&one.invocation.entity.name, &one.invocation.entity.kind)).or_default().push(one);
    }
    let mut order: Vec<_> = by_entity.into_iter().collect();
    order.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)));
    let lines = Lines { width: session.width(), indent: "      ", style };
    for ((entity, kind), mut found) in order {
        writeln!(out, "{}  {}", style.heading(entity), style.dim(kind))?;
        found.sort_by(|a, b| {
            let by = |i: &&Invoked| (i.invocation.role.clone(), i.invocation.provision.to_string(), i.path.clone());
            by(a).cmp(&by(b))
        });
        let mut last = None;
        for one in found {
            let i = &one.invocation;
            let what = (i.role.as_str(), i.provision.as_str());
            if last != Some(what) {
                writeln!(out, "  {} {}", style.strong(&i.role), style.id(i.provision.as_str()))?;
                last = Some(what);
            }
            let date = i.date.as_deref().or(one.date.as_deref()).map(|d| format!("{d}  ")).unwrap_or_default();
            let document = one.title.as_deref().unwrap_or_else(|| shown(&one.path));
            writeln!(out, "    {}{}", style.dim(&date), style.dim(&shorten(document, 80)))?;
            let sentence = one.sentence.split_whitespace().collect::<Vec<_>>().join(" ");
            let at = sentence.find(&i.entity.name).map(|at| Span::new(at, at + i.entity.name.len()));
            let marked: Vec<Span> = at.into_iter().collect();
            out.write_all(lines.passage(&sentence, &marked, 260).as_bytes())?;
        }
        writeln!(out)?;
    }
    let more = if total > all.len() { format!(", {} shown; --limit 0 shows all", all.len()) } else { String::new() };
    let names: BTreeSet<&str> = all.iter().map(|i| i.invocation.entity.name.as_str()).collect();
    let invocations = if total == 1 { "invocation" } else { "invocations" };
    let entities = if names.len() == 1 { "entity" } else { "entities" };
    writeln!(out, "{total} {invocations} by {} {entities}{more}", names.len())?;
    Ok(())
}

fn counts(out: &mut impl Write, format: Format, by: CountBy, all: &[Invoked]) -> Result<()> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for one in all {
        let what = match by {
            CountBy::Role => one.invocation.role.clone(),
            CountBy::Kind => one.invocation.entity.kind.clone(),
            CountBy::Year => {
                let date = one.invocation.date.as_ref().or(one.date.as_ref());
                date.and_then(|d| d.get(..4)).unwrap_or("undated").to_owned()
            }
        };
        *counts.entry((one.invocation.entity.name.clone(), what)).or_default() += 1;
    }
    let name = match by {
        CountBy::Role => "role",
        CountBy::Kind => "kind",
        CountBy::Year => "year",
    };
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    match format {
        Format::Human => {
            for ((entity, what), n) in rows {
                writeln!(out, "{n:>6}  {what:<14} {entity}")?;
            }
        }
        Format::Csv => {
            out.write_all(csv_line(&["entity", name, "count"]).as_bytes())?;
            for ((entity, what), n) in rows {
                out.write_all(csv_line(&[&entity, &what, &n.to_string()]).as_bytes())?;
            }
        }
        Format::Json | Format::Jsonl => {
            let all: Vec<_> = rows
                .into_iter()
                .map(|((entity, what), n)| serde_json::json!({"entity": entity, name: what, "count": n}))
                .collect();
            if format == Format::Json {
                writeln!(out, "{}", serde_json::to_string_pretty(&all)?)?;
            } else {
                all.iter().try_for_each(|row| writeln!(out, "{row}"))?;
            }
        }
    }
    Ok(())
}

fn ties(all: &[Invoked]) -> Vec<Tie> {
    let mut counts: BTreeMap<(String, String, String, String), usize> = BTreeMap::new();
    for one in all {
        let i = &one.invocation;
        let Entity { name, kind, .. } = i.entity.clone();
        *counts.entry((name, kind, i.role.clone(), i.provision.flattened().to_string())).or_default() += 1;
    }
    let tie = |((entity, kind, role, provision), count)| Tie { entity, kind, role, provision, count };
    counts.into_iter().map(tie).collect()
}

/// `pincite entities add FILE`.
fn add(session: &Session, paths: &[std::path::PathBuf]) -> Result<Outcome> {
    let mut lists = Lists::open(&session.library_dir()?)?;
    let found = sources(paths);
    let mut unread = found.errors.len();
    found.errors.iter().for_each(complain);
    let mut err = std::io::stderr();
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

fn lists(session: &Session) -> Result<Outcome> {
    let lists = Lists::open(&session.library_dir()?)?;
    let mut out = session.out();
    for source in lists.sources() {
        let list = source.entries.first().map_or("", |e| e.list.as_str());
        writeln!(out, "{:>7}  {list:<5} {}  {}", source.entries.len(), source.hash, source.source)?;
    }
    out.flush()?;
    Ok(if lists.sources().is_empty() { Outcome::Nothing } else { Outcome::Done })
}
