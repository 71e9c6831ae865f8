//! `pincite toa`: a table of authorities.

use std::ops::ControlFlow;

use anyhow::Result;

use super::Outcome;
use super::args::Toa;
use super::cite::or_stdin;
use super::session::{Session, read_options};
use crate::report::Authorities;

pub(super) fn run(session: &Session, args: &Toa) -> Result<Outcome> {
    let (paths, options) = (or_stdin(&args.paths, "toa")?, read_options(&args.reading));
    let desk = session.desk()?;
    let mut table = Authorities::default();
    let tally = session.files(&paths, &options).each(
        |document| desk.mentions(document),
        |document, mentions| {
            table.add(&document, &mentions, desk.resolver());
            anyhow::Ok(ControlFlow::Continue(()))
        },
    )?;
    let any = table.rows().next().is_some();
    match args.format.rows() {
        Some(format) => session.rows(format, table.rows())?,
        None => session.say(&table.markdown(args.passim))?,
    }
    Ok(Outcome::of(tally.unread, any))
}
