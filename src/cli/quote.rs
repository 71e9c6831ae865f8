//! `pincite quote`: which provision says this?

use std::io::Read;

use anyhow::Result;

use super::Outcome;
use super::args::Quote;
use super::session::Session;
use crate::report::quote_human;

pub(super) fn run(session: &Session, args: &Quote) -> Result<Outcome> {
    let mut words = args.words.join(" ");
    if words == "-" {
        words.clear();
        std::io::stdin().read_to_string(&mut words)?;
    }
    let found = session.desk()?.quote(&words, args.limit)?;
    let any = !found.is_empty();
    match args.format.rows() {
        Some(format) => session.rows(format, found)?,
        None => session.say(&quote_human(&found, &session.lines("      ")))?,
    }
    Ok(Outcome::of(0, any))
}
