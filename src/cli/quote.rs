//! `pincite quote`: which provision says this?

use std::io::{Read, Write};

use anyhow::Result;
use serde_json::json;

use super::Outcome;
use super::args::{Format, Quote};
use super::session::{Session, Usage};
use crate::index::Said;
use crate::report::{Lines, csv_line};
use crate::text::Span;

pub(super) fn run(session: &Session, args: &Quote) -> Result<Outcome> {
    let mut words = args.words.join(" ");
    if words == "-" {
        words.clear();
        std::io::stdin().read_to_string(&mut words)?;
    }
    let library = session.law_words()?;
    if library.laws().entries().is_empty() {
        return Err(Usage(
            "the law library is empty: import texts of the law first, with `pincite law add FILE…`".to_owned(),
        )
        .into());
    }
    let found = library.says(&words, args.limit)?;
    let mut out = session.out();
    let row = |said: &Said| {
        json!({
            "id": said.id, "title": said.entry.title, "from": said.entry.from, "similarity": said.similarity,
            "text": said.text, "differences": said.differences.iter().map(|(quote, law)| json!({"quote": quote, "law": law})).collect::<Vec<_>>(),
        })
    };
    match args.format {
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&found.iter().map(row).collect::<Vec<_>>())?)?,
        Format::Jsonl => {
            for said in &found {
                writeln!(out, "{}", row(said))?;
            }
        }
        Format::Csv => {
            out.write_all(csv_line(&["id", "similarity", "from", "text"]).as_bytes())?;
            for said in &found {
                let line =
                    csv_line(&[said.id.as_str(), &format!("{:.3}", said.similarity), &said.entry.from, &said.text]);
                out.write_all(line.as_bytes())?;
            }
        }
        Format::Human => human(session, &mut out, &found)?,
    }
    out.flush()?;
    Ok(if found.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

fn human(session: &Session, out: &mut impl Write, found: &[Said]) -> Result<()> {
    let style = session.style();
    let lines = Lines { width: session.width(), indent: "      ", style };
    for said in found {
        let title = crate::report::shorten(&said.entry.title, 50);
        let close = if said.differences.is_empty() {
            "word for word".to_owned()
        } else {
            format!("{:.0} %", said.similarity * 100.0)
        };
        writeln!(
            out,
            "{}  {}  {}",
            style.id(said.id.as_str()),
            style.strong(&close),
            style.dim(&format!("{title}  {}", said.entry.from))
        )?;
        out.write_all(lines.passage(&said.text, &[Span::new(said.at.start, said.at.end)], 500).as_bytes())?;
        for (quote, law) in said.differences.iter().take(8) {
            let shown = |words: &str| if words.is_empty() { "nothing".to_owned() } else { format!("“{words}”") };
            writeln!(
                out,
                "      {} {} {} {}",
                style.dim("quoted"),
                shown(quote),
                style.dim("the law says"),
                shown(law)
            )?;
        }
        if said.differences.len() > 8 {
            writeln!(out, "      {}", style.dim(&format!("and {} further differences", said.differences.len() - 8)))?;
        }
        writeln!(out)?;
    }
    if found.is_empty() {
        writeln!(out, "No text in the law library says this.")?;
    }
    Ok(())
}
