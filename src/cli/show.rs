//! `pincite show`: what is known of a provision, or of somebody who invokes one.

use std::io::Write;

use anyhow::Result;

use super::Outcome;
use super::args::{Format, Show};
use super::out::Told;
use super::session::Session;
use crate::report::{show_human, text_human};

pub(super) fn run(session: &Session, args: &Show) -> Result<Outcome> {
    let desk = session.desk()?;
    if args.text {
        return text(session, args);
    }
    let shown = desk.show(&args.provision)?;
    session.say(&match args.format {
        Format::Human => show_human(&shown, &session.citing(&args.citing)?, &session.lines("")),
        _ => serde_json::to_string(&shown)? + "\n",
    })?;
    Ok(Outcome::Done)
}

/// The provision's text.
fn text(session: &Session, args: &Show) -> Result<Outcome> {
    let (id, text) = session.desk()?.text(&args.provision, args.as_of.as_deref())?;
    let Some(text) = text else {
        let when = args.as_of.as_ref().map(|day| format!(" as it stood on {day}")).unwrap_or_default();
        let advice = "`pincite law add FILE…` imports one";
        writeln!(Told, "pincite: the law library has no text of {id}{when}; {advice}")?;
        return Ok(Outcome::Nothing);
    };
    session.say(&match args.format {
        Format::Human => text_human(&text, &session.citing(&args.citing)?, session.style()),
        _ => serde_json::to_string(&text)? + "\n",
    })?;
    Ok(Outcome::Done)
}
