//! `pincite find`: the passages that cite a provision.

use anyhow::Result;

use super::Outcome;
use super::args::Find as Args;
use super::session::{Session, read_options};
use crate::ask::Find;
use crate::report::find_human;

pub(super) fn run(session: &Session, args: &Args) -> Result<Outcome> {
    let desk = session.desk()?;
    let asked = Find {
        provision: args.provision.clone(),
        exact: args.exact,
        only_as_cited: args.only_as_cited,
        words: args.words,
        entity: args.entity.clone(),
        role: args.role.clone(),
        limit: args.limit,
        offset: args.offset,
    };
    let (answer, unread) = if args.paths.is_empty() {
        (desk.find(&asked)?, 0)
    } else {
        desk.provisions(&asked.provision, asked.only_as_cited)?;
        let (index, tally) = desk.index_of(&session.files(&args.paths, &read_options(&args.reading)))?;
        (desk.find_in(&index, &asked)?, tally.unread)
    };
    match args.format.rows() {
        Some(format) => session.rows(format, answer.rows())?,
        None => session.say(&find_human(&asked, &answer, &session.lines("    ")))?,
    }
    Ok(Outcome::of(unread, answer.passages > 0))
}
