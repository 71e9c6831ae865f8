//! `pincite find`: the passages that cite a provision.

use std::io::Write;

use anyhow::Result;

use super::Outcome;
use super::args::{self, Find as Args};
use super::cite::read_in_words;
use super::out::Told;
use super::session::{Session, read_options};
use crate::ask::{Find, FindBy, Sort};
use crate::report::{Rows, Shown, find_count_columns, find_counts_human, find_human};

pub(super) fn run(session: &Session, args: &Args) -> Result<Outcome> {
    let desk = session.desk()?;
    let rows = args.format.rows();
    // For people in the order of time; for programs in that of the paths, unless asked.
    let sort = args.sort.map(Sort::from).or_else(|| rows.is_none().then_some(Sort::Date));
    let asked = Find {
        provision: args.provision.clone(),
        exact: args.exact,
        only_as_cited: args.only_as_cited,
        words: args.words,
        entity: args.entity.clone(),
        role: args.role.clone(),
        since: args.since.clone(),
        until: args.until.clone(),
        sort,
        summed: rows.is_none() || args.count.is_some(),
        limit: args.limit,
        offset: args.offset,
    };
    let (answer, unread, read) = if args.paths.is_empty() {
        (desk.find(&asked)?, 0, " in the library".to_owned())
    } else {
        desk.provisions(&asked.provision, asked.only_as_cited)?;
        let (index, tally) = desk.index_of(&session.files(&args.paths, &read_options(&args.reading)))?;
        (desk.find_in(&index, &asked)?, tally.unread, format!(" in {}", read_in_words(tally)))
    };
    let any = answer.passages > 0;
    if let Some(by) = args.count {
        let by = FindBy::from(by);
        let counts = answer.summary.iter().flat_map(|s| s.counts(by));
        match rows {
            Some(format) => {
                Rows::under(find_count_columns(by), session.out(), format).all(counts)?.flush()?;
            }
            None => session.say(&find_counts_human(counts, &session.lines("")))?,
        }
        return Ok(Outcome::of(unread, any));
    }
    if let Some(format) = rows {
        session.rows(format, answer.rows())?;
        let last = asked.offset + answer.hits.len();
        if answer.passages as usize > last {
            let (given, all) = (answer.hits.len(), answer.passages);
            writeln!(Told, "pincite: {given} of {all} passages given; --limit 0 gives all")?;
        }
    } else {
        let cited = session.citing(&args.citing)?;
        let shown = Shown { lines: session.lines("    "), cited: &cited, context: args.context };
        session.say(&find_human(&asked, &answer, &shown, &read))?;
    }
    Ok(Outcome::of(unread, any))
}

impl From<args::SortBy> for Sort {
    fn from(by: args::SortBy) -> Self {
        match by {
            args::SortBy::Date => Self::Date,
            args::SortBy::Relevance => Self::Relevance,
            args::SortBy::Document => Self::Document,
        }
    }
}

impl From<args::FindCountBy> for FindBy {
    fn from(by: args::FindCountBy) -> Self {
        match by {
            args::FindCountBy::Year => Self::Year,
            args::FindCountBy::Document => Self::Document,
            args::FindCountBy::Form => Self::Form,
            args::FindCountBy::Entity => Self::Entity,
            args::FindCountBy::Role => Self::Role,
        }
    }
}
