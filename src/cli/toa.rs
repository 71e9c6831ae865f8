//! `pincite toa`: a table of authorities.

use std::io::{IsTerminal, Write as _};
use std::ops::ControlFlow;

use anyhow::Result;

use super::Outcome;
use super::args::{Toa, ToaFormat};
use super::cite::or_stdin;
use super::citing::style;
use super::session::{Session, Usage, read_options};
use crate::report::{Authorities, RowFormat};

pub(super) fn run(session: &Session, args: &Toa) -> Result<Outcome> {
    let (paths, options) = (or_stdin(&args.paths, "toa")?, read_options(&args.reading));
    if args.format == ToaFormat::Docx && std::io::stdout().is_terminal() {
        return Err(Usage(
            "a Word document is no text for a terminal: `pincite toa --format docx … > authorities.docx`".to_owned(),
        )
        .into());
    }
    let desk = session.desk()?;
    let citations = desk.citations(style(args.style.as_deref().unwrap_or(crate::style::PLAIN))?);
    let mut table = Authorities::default();
    let tally = session.files(&paths, &options).each(
        |document| if document.aside { Vec::new() } else { desk.mentions(document) },
        |document, mentions| {
            // Comments on a document are none of its pages.
            if !document.aside {
                table.add(&document, &mentions, desk.resolver(), &citations);
            }
            anyhow::Ok(ControlFlow::Continue(()))
        },
    )?;
    match args.format {
        ToaFormat::Text => session.say(&table.text(args.passim, session.lines("").width))?,
        ToaFormat::Markdown => session.say(&table.markdown(args.passim))?,
        ToaFormat::Html => session.say(&table.html(args.passim))?,
        ToaFormat::Docx => {
            let mut out = session.out();
            out.write_all(&table.docx(args.passim)?)?;
            out.flush()?;
        }
        ToaFormat::Json => session.rows(RowFormat::Json, table.rows())?,
        ToaFormat::Jsonl => session.rows(RowFormat::Jsonl, table.rows())?,
        ToaFormat::Csv => session.rows(RowFormat::Csv, table.rows())?,
    }
    Ok(Outcome::of(tally.unread, !table.is_empty()))
}
