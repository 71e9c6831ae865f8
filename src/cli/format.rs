//! `pincite format`: ids as citations.

use std::borrow::Cow;
use std::io::{self, BufRead, Write};

use anyhow::{Context as _, Result};
use serde::Serialize;

use super::Outcome;
use super::args::FormatArgs;
use super::citing::style;
use super::out::Told;
use super::session::Session;
use crate::ask::Desk;
use crate::provision::ProvisionId;
use crate::report::Row;
use crate::resolve::Context;
use crate::style::Citations;

/// A provision, and how it is cited.
#[derive(Serialize)]
struct CitationRow {
    /// The id.
    id: ProvisionId,
    /// The last of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    range_end: Option<ProvisionId>,
    /// The words.
    citation: String,
    /// The style.
    style: String,
}

impl Row for CitationRow {
    const COLUMNS: &'static [&'static str] = &["id", "range_end", "citation", "style"];

    fn fields(&self) -> Vec<Cow<'_, str>> {
        let end = self.range_end.as_ref().map_or("", ProvisionId::as_str);
        vec![self.id.as_str().into(), end.into(), self.citation.as_str().into(), self.style.as_str().into()]
    }
}

pub(super) fn run(session: &Session, args: &FormatArgs) -> Result<Outcome> {
    let desk = session.desk()?;
    let citations = desk.citations(style(&args.style)?);
    let mut unknown = false;
    let mut rows = Vec::new();
    let mut take = |words: &str| {
        if let Some(row) = row(desk, &citations, words.trim()) {
            return rows.push(row);
        }
        unknown = true;
        let _ = writeln!(Told, "pincite: “{words}” names no provision that pincite knows");
    };
    if args.ids.is_empty() || args.ids == ["-"] {
        for line in io::stdin().lock().lines() {
            let line = line.context("standard input can't be read")?;
            if !line.trim().is_empty() {
                take(&line);
            }
        }
    } else {
        args.ids.iter().for_each(|words| take(words));
    }
    match args.format.rows() {
        Some(format) => session.rows(format, rows)?,
        None => session.say(&rows.iter().fold(String::new(), |out, row| out + &row.citation + "\n"))?,
    }
    Ok(Outcome::of(0, !unknown))
}

fn row(desk: &Desk, citations: &Citations<'_>, words: &str) -> Option<CitationRow> {
    let (id, range_end) = if let Ok(id) = words.parse::<ProvisionId>() {
        (id, None)
    } else {
        let mention = desk.resolver().resolve(words, Context::default()).into_iter().next();
        let named = || desk.resolver().provisions(words).into_iter().next().map(|(id, _)| (id, None));
        mention.and_then(|m| Some((m.id?, m.range_end))).or_else(named)?
    };
    let citation = match &range_end {
        Some(end) => citations.range(&id, end),
        None => citations.known(&id)?,
    };
    Some(CitationRow { id, range_end, citation, style: citations.style().to_owned() })
}
