//! `pincite entities`: who invokes which provision, in what role, by which sentence; and the lists of sanctioned persons.

mod lists;

use std::io::Write;

use anyhow::Result;

use super::Outcome;
use super::args::{self, EntitiesArgs, Format, Graph};
use super::session::{Session, read_options};
use crate::ask::{CountBy, InvocationRow, counts, ties};
use crate::index::Invoked;
use crate::report::{EntitiesShown, Rows, count_columns, counts_human, dot, entities_human, graphml, names_human};

pub(super) fn run(session: &Session, args: &EntitiesArgs) -> Result<Outcome> {
    if let Some(verb) = &args.verb {
        return lists::run(session, verb);
    }
    if args.names {
        return names(session, args);
    }
    let desk = session.desk()?;
    let (which, role) = (args.which.as_deref(), args.role.as_deref());
    let (mut all, unread) = if args.paths.is_empty() {
        (desk.invocations(which, role)?, 0)
    } else {
        let options = read_options(&args.reading);
        let (all, tally) = desk.invocations_in(&session.files(&args.paths, &options), which, role)?;
        (all, tally.unread)
    };
    if let Some(graph) = args.graph {
        let ties = ties(&all);
        session.say(&match graph {
            Graph::Dot => dot(&ties),
            Graph::Graphml => graphml(&ties),
        })?;
    } else if let Some(by) = args.count {
        print_counts(session, args.format, by.into(), &all)?;
    } else if let Some(format) = args.format.rows() {
        session.rows(format, all.iter().map(InvocationRow::new))?;
    } else {
        let total = all.len();
        all.truncate(if args.limit > 0 { args.limit } else { total });
        let cited = session.citing(&args.citing)?;
        let shown = EntitiesShown { lines: session.lines("      "), cited: &cited, sentences: args.verbose };
        session.say(&entities_human(&all, total, &shown))?;
    }
    Ok(Outcome::of(unread, !all.is_empty()))
}

/// Everybody who is named.
fn names(session: &Session, args: &EntitiesArgs) -> Result<Outcome> {
    let desk = session.desk()?;
    let (names, unread) = if args.paths.is_empty() {
        (desk.names()?, 0)
    } else {
        let options = read_options(&args.reading);
        let (names, tally) = desk.names_in(&session.files(&args.paths, &options))?;
        (names, tally.unread)
    };
    let any = !names.is_empty();
    match args.format.rows() {
        Some(format) => session.rows(format, names)?,
        None => session.say(&names_human(&names))?,
    }
    Ok(Outcome::of(unread, any))
}

fn print_counts(session: &Session, format: Format, by: CountBy, all: &[Invoked]) -> Result<()> {
    let counts = counts(all, by);
    match format.rows() {
        Some(format) => Ok(Rows::under(count_columns(by), session.out(), format).all(&counts)?.flush()?),
        None => session.say(&counts_human(&counts)),
    }
}

impl From<args::CountBy> for CountBy {
    fn from(by: args::CountBy) -> Self {
        match by {
            args::CountBy::Role => Self::Role,
            args::CountBy::Kind => Self::Kind,
            args::CountBy::Year => Self::Year,
        }
    }
}
