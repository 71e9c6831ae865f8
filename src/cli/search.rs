//! `pincite search`: full text, with what the matches cite.

use anyhow::Result;

use super::Outcome;
use super::args::{Format, Search};
use super::session::{Session, read_options};
use crate::report::{law_human, search_human};

pub(super) fn run(session: &Session, args: &Search) -> Result<Outcome> {
    if args.law {
        return law(session, args);
    }
    let desk = session.desk()?;
    let (answer, unread) = if args.paths.is_empty() {
        (desk.search(&args.query, args.limit, args.offset)?, 0)
    } else {
        let (index, tally) = desk.index_of(&session.files(&args.paths, &read_options(&args.reading)))?;
        (desk.search_in(&index, &args.query, args.limit, args.offset)?, tally.unread)
    };
    let any = answer.total > 0;
    match (args.format, args.format.rows()) {
        // The sums go with the rows here.
        (Format::Json, _) => session.say(&(serde_json::to_string_pretty(&answer)? + "\n"))?,
        (_, Some(format)) => session.rows(format, answer.hits)?,
        (_, None) => session.say(&search_human(&args.query, args.offset, &answer, &session.lines("    ")))?,
    }
    Ok(Outcome::of(unread, any))
}

/// Searches the texts of the law.
fn law(session: &Session, args: &Search) -> Result<Outcome> {
    let answer = session.desk()?.search_law(&args.query, args.limit, args.offset)?;
    let any = answer.total > 0;
    match args.format.rows() {
        Some(format) => session.rows(format, answer.hits)?,
        None => session.say(&law_human(&args.query, &answer, &session.lines("    ")))?,
    }
    Ok(Outcome::of(0, any))
}
