//! `pincite read`: a document's text, as offsets count it.

use std::io::Write;
use std::ops::ControlFlow;

use anyhow::Result;
use serde_json::json;

use super::args::{Format, Read};
use super::cite::or_stdin;
use super::session::{Session, read_options, shown};
use super::{Outcome, pipeline};
use crate::report::csv_line;

pub(super) fn run(session: &Session, args: &Read) -> Result<Outcome> {
    let paths = or_stdin(&args.paths, "read")?;
    let style = session.style();
    let mut out = session.out();
    let mut first = true;
    if args.format == Format::Json {
        out.write_all(b"[")?;
    } else if args.format == Format::Csv {
        out.write_all(csv_line(&["path", "title", "date", "bytes"]).as_bytes())?;
    }
    let tally = pipeline::each(
        &paths,
        &read_options(&args.reading),
        1,
        |_| (),
        |document, ()| {
            let row = || json!({"path": document.path, "title": document.title, "date": document.date, "text": document.text});
            match args.format {
                // A single document is printed to the byte; several are told apart.
                Format::Human => {
                    if !std::mem::take(&mut first) || args.reading.split_at.is_some() {
                        writeln!(out, "{}", style.heading(&format!("──── {}", shown(&document.path))))?;
                    }
                    out.write_all(document.text.as_bytes())?;
                }
                Format::Jsonl => writeln!(out, "{}", row())?,
                Format::Json => write!(out, "{}{}", if std::mem::take(&mut first) { "\n" } else { ",\n" }, row())?,
                Format::Csv => {
                    let bytes = document.text.len().to_string();
                    let fields = [
                        &document.path,
                        document.title.as_deref().unwrap_or(""),
                        document.date.as_deref().unwrap_or(""),
                        &bytes,
                    ];
                    out.write_all(csv_line(&fields).as_bytes())?;
                }
            }
            Ok(ControlFlow::Continue(()))
        },
    )?;
    if args.format == Format::Json {
        out.write_all(b"\n]\n")?;
    }
    out.flush()?;
    Ok(if tally.unread > 0 { Outcome::Unread } else { Outcome::Done })
}
