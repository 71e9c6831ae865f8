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
        let (config, path) = Config::find(None)?;
        let from = path.map_or_else(|| "none is there; these are the defaults".to_owned(), |p| p.display().to_string());
        writeln!(out, "# pincite.toml: {from}")?;
        out.write_all(toml::to_string(&config)?.as_bytes())?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
