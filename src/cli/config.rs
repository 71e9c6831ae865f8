//! `pincite config`: the configuration in use.

use std::io::Write;

use anyhow::Result;

use super::Outcome;
use super::args::ConfigArgs;
use super::check::{Config, SCHEMA};
use super::session::Session;

pub(super) fn run(session: &Session, args: &ConfigArgs) -> Result<Outcome> {
    let mut out = session.out();
    if args.schema {
        out.write_all(SCHEMA.as_bytes())?;
    } else {
        let (config, paths) = Config::find(None)?;
        let from: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
        let from = if from.is_empty() { "none is there; these are the defaults".to_owned() } else { from.join(", ") };
        writeln!(out, "# pincite.toml: {from}")?;
        out.write_all(toml::to_string(&config)?.as_bytes())?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
