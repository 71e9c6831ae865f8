//! `pincite toa`: a table of authorities.

use std::io::Write;
use std::ops::ControlFlow;

use anyhow::Result;

use super::args::{Format, Toa};
use super::cite::or_stdin;
use super::session::{Session, read_options};
use super::{Outcome, pipeline};
use crate::read::Document;
use crate::report::{Authorities, csv_line};
use crate::resolve::Context;

pub(super) fn run(session: &Session, args: &Toa) -> Result<Outcome> {
    let paths = or_stdin(&args.paths, "toa")?;
    let resolver = session.resolver()?;
    let mut table = Authorities::default();
    let work = |document: &Document| {
        let date = document.date.as_deref();
        let context =
            Context { date, source_id: document.id.as_deref(), title: document.title.as_deref(), ..Context::default() };
        resolver.resolve(&document.text, context)
    };
    let tally = pipeline::each(&paths, &read_options(&args.reading), session.threads(), work, |document, mentions| {
        table.add(&document, &mentions, &resolver);
        Ok(ControlFlow::Continue(()))
    })?;
    let mut out = session.out();
    let rows = table.rows();
    match args.format {
        Format::Human => out.write_all(table.markdown(args.passim).as_bytes())?,
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&rows)?)?,
        Format::Jsonl => rows.iter().try_for_each(|row| writeln!(out, "{row}"))?,
        Format::Csv => {
            out.write_all(csv_line(&["kind", "instrument", "name", "id", "places"]).as_bytes())?;
            for row in &rows {
                let text = |key: &str| row[key].as_str().unwrap_or("").to_owned();
                let places: Vec<String> = row["places"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|p| format!("{} ¶ {}", p["path"].as_str().unwrap_or(""), p["paragraph"]))
                    .collect();
                let line =
                    csv_line(&[&text("kind"), &text("instrument"), &text("name"), &text("id"), &places.join("; ")]);
                out.write_all(line.as_bytes())?;
            }
        }
    }
    out.flush()?;
    Ok(match (tally.unread, rows.is_empty()) {
        (1.., _) => Outcome::Unread,
        (0, true) => Outcome::Nothing,
        _ => Outcome::Done,
    })
}
