//! `pincite show`: what is known of a provision, or of somebody who invokes one.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use anyhow::Result;
use serde_json::json;

use super::Outcome;
use super::args::{Format, Show};
use super::entities::named_in;
use super::session::{Session, Usage};
use crate::index::{Reader, Who};
use crate::provision::ProvisionId;
use crate::resolve::Resolver;

pub(super) fn run(session: &Session, args: &Show) -> Result<Outcome> {
    let resolver = session.resolver()?;
    let named = resolver.provisions(&args.provision);
    let Some((id, read)) = named.first() else {
        if let Some(outcome) = entity(session, args)? {
            return Ok(outcome);
        }
        return Err(Usage(format!(
            "“{}” names no provision that pincite knows; `pincite explain` shows how it was read",
            args.provision
        ))
        .into());
    };
    if args.text {
        return text(session, args, &resolver, id);
    }
    let profile = resolver.profile(id);
    let reader = session.passages_if_any().and_then(|library| library.reader().ok());
    let mut out = session.out();
    if args.format != Format::Human {
        let cited = reader.as_ref().map(|r| citing(r, &resolver, id)).transpose()?;
        let below = reader.as_ref().map(|r| r.children(id)).transpose()?;
        let row = json!({
            "id": id, "family": profile.family, "title": profile.facts.title, "date": profile.facts.date,
            "by": profile.facts.by, "names": profile.names, "also": profile.tied.iter().map(|(id, tie)| json!({"id": id, "tie": tie})).collect::<Vec<_>>(),
            "page": profile.page, "link": profile.link, "notes": profile.notes, "read_as": read,
            "passages": cited, "below": below.map(|b| b.into_iter().map(|(id, n)| json!({"id": id, "passages": n})).collect::<Vec<_>>()),
        });
        writeln!(out, "{row}")?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let style = session.style();
    let line = |label: &str, value: &str| {
        if value.is_empty() { String::new() } else { format!("{}  {value}\n", style.dim(&format!("{label:>14}"))) }
    };
    writeln!(out, "{}", style.heading(id.as_str()))?;
    let mut text = String::new();
    text += &line("what", &profile.family);
    text += &line("title", profile.facts.title);
    text += &line("date", profile.facts.date);
    text += &line("by", profile.facts.by);
    text += &line("printed", profile.page.as_ref().map_or("", ProvisionId::as_str));
    text += &line("also called", &profile.names.join(" · "));
    for (other, tie) in &profile.tied {
        text += &line("also", &format!("{}  {}", style.id(other.as_str()), style.dim(tie)));
    }
    for note in &profile.notes {
        text += &line("note", note);
    }
    text += &line("official page", profile.link.as_deref().unwrap_or(""));
    if let Some(reader) = &reader {
        let cited = citing(reader, &resolver, id)?;
        text += &line("cited by", &format!("{cited} passages of the library"));
        for (child, n) in reader.children(id)?.into_iter().take(20) {
            text += &line("", &format!("{n:>5}  {}", style.id(child.as_str())));
        }
    }
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// The provision's text, under whichever of its ids the law library has it.
fn text(session: &Session, args: &Show, resolver: &Resolver, id: &ProvisionId) -> Result<Outcome> {
    let library = session.laws()?;
    for (other, tie) in resolver.tied(id) {
        let Some((law, part)) = library.provision(&other, args.as_of.as_deref())? else { continue };
        let mut out = session.out();
        if args.format == Format::Human {
            let style = session.style();
            let from = if law.from.is_empty() { String::new() } else { format!("  text of {}", law.from) };
            let tie = if other == *id { String::new() } else { format!("  {tie}") };
            writeln!(out, "{}{}{}", style.heading(part.id.as_str()), style.dim(&from), style.dim(&tie))?;
            writeln!(out, "{}", law.text_of(&part))?;
        } else {
            let row = json!({"id": part.id, "tie": tie, "title": law.title, "from": law.from, "until": law.until, "heading": part.heading, "text": law.text_of(&part)});
            writeln!(out, "{row}")?;
        }
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let when = args.as_of.as_ref().map(|day| format!(" as it stood on {day}")).unwrap_or_default();
    writeln!(
        std::io::stderr(),
        "pincite: the law library has no text of {id}{when}; `pincite law add FILE…` imports one"
    )?;
    Ok(Outcome::Nothing)
}

/// How many passages cite a provision under any of its ids.
fn citing(reader: &Reader, resolver: &Resolver, id: &ProvisionId) -> Result<u64> {
    let ids = resolver.tied(id).into_iter().map(|(id, tie)| crate::index::Tied { id, tie }).collect();
    Ok(reader.find(&super::session::query(ids, false, 1, 0))?.passages)
}

/// Somebody of whom the library knows: what they are, and what they invoke in which role.
fn entity(session: &Session, args: &Show) -> Result<Option<Outcome>> {
    let Some(reader) = session.passages_if_any().and_then(|library| library.reader().ok()) else { return Ok(None) };
    let Ok(names) = named_in(session, &reader, &args.provision) else { return Ok(None) };
    let invoked = reader.invocations(&Who { names: names.clone(), role: None })?;
    let counts = reader.names()?;
    let passages: u64 = names.iter().filter_map(|n| counts.get(n)).sum();
    let longest = names.iter().max_by_key(|n| counts.get(*n).copied().unwrap_or(0)).cloned().unwrap_or_default();
    let known = session.entities()?.called(&longest).cloned();
    let kind = known.map(|k| k.kind).or_else(|| invoked.first().map(|i| i.invocation.entity.kind.clone()));
    let mut by: BTreeMap<(String, String), (usize, BTreeSet<String>)> = BTreeMap::new();
    for one in &invoked {
        let what = (one.invocation.role.clone(), one.invocation.provision.to_string());
        let entry = by.entry(what).or_default();
        entry.0 += 1;
        entry.1.insert(one.title.clone().unwrap_or_else(|| one.path.clone()));
    }
    let mut out = session.out();
    if args.format == Format::Human {
        let style = session.style();
        writeln!(out, "{}  {}", style.heading(&longest), style.dim(kind.as_deref().unwrap_or("")))?;
        let others: Vec<&String> = names.iter().filter(|n| **n != longest).collect();
        if !others.is_empty() {
            writeln!(out, "  also called {}", others.iter().map(|n| n.as_str()).collect::<Vec<_>>().join(" · "))?;
        }
        writeln!(out, "  named in {passages} passages\n")?;
        for ((role, provision), (n, documents)) in &by {
            writeln!(out, "  {:<13} {}  {}", style.strong(role), style.id(provision), style.dim(&format!("×{n}")))?;
            for document in documents.iter().take(5) {
                writeln!(out, "      {}", style.dim(document))?;
            }
        }
        if by.is_empty() {
            writeln!(out, "  no role under a provision is told of them")?;
        }
    } else {
        let rows: Vec<_> = by
            .iter()
            .map(|((role, provision), (n, documents))| json!({"role": role, "provision": provision, "count": n, "documents": documents}))
            .collect();
        writeln!(
            out,
            "{}",
            json!({"entity": longest, "kind": kind, "names": names, "passages": passages, "invocations": rows})
        )?;
    }
    out.flush()?;
    Ok(Some(Outcome::Done))
}
