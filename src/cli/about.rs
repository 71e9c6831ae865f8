//! The program about itself: `--version`, `pincite man`, `pincite completions`.

use std::io::Write;

use anyhow::{Context as _, Result};
use clap::{Command, CommandFactory, FromArgMatches};

use super::args::{Cli, Man};
use super::session::{Session, Usage};
use super::{EXITS, Outcome};
use crate::grammar::Grammar;
use crate::registry::Registry;

/// The arguments, read; help, version and mistakes end the program here.
pub(super) fn parse() -> Cli {
    let mut command = command();
    // What takes time to know is only looked up for who asks.
    if std::env::args_os().any(|arg| arg == "--version") {
        command = command.long_version(&*Box::leak(version().into_boxed_str()));
    }
    let matches = command.get_matches();
    Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// The command line with what is told at its end.
fn command() -> Command {
    let codes: Vec<String> = EXITS.iter().map(|(code, what)| format!("{} {what}", *code as u8)).collect();
    let command = Cli::command();
    let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    command.after_help(format!("{examples}\n\nExit codes: {}", codes.join(" · ")))
}

/// Which program, made of what: its version and commit, the registry's day, the grammar's hash.
fn version() -> String {
    let grammar = Grammar::builtin().map_or_else(|_| "unknown".to_owned(), |grammar| grammar.hash);
    let commit = option_env!("PINCITE_COMMIT").filter(|commit| !commit.is_empty()).unwrap_or("unknown");
    format!(
        "{}\ncommit    {commit}\nregistry  as of {}\ngrammar   {grammar}",
        env!("CARGO_PKG_VERSION"),
        Registry::AS_OF
    )
}

/// `pincite completions SHELL`.
pub(super) fn completions(session: &Session, shell: clap_complete::Shell) -> Result<Outcome> {
    // To memory first: what generates it takes a closed pipe for a mistake.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(), "pincite", &mut script);
    let mut out = session.out();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// `pincite man`: the manual, or the page of a verb, or all of them into a folder.
pub(super) fn man(session: &Session, args: &Man) -> Result<Outcome> {
    let mut whole = command();
    whole.build();
    if let Some(folder) = &args.out {
        std::fs::create_dir_all(folder).with_context(|| format!("{}: it can't be made", folder.display()))?;
        let mut written = Vec::new();
        pages(&whole, "pincite", &mut written)?;
        for (name, page) in &written {
            let file = folder.join(format!("{name}.1"));
            std::fs::write(&file, page).with_context(|| format!("{}: it can't be written", file.display()))?;
        }
        return Ok(Outcome::Done);
    }
    let mut found = &whole;
    for verb in &args.verb {
        let none = || Usage(format!("there is no verb “{verb}”; `pincite help` lists them"));
        found = found.find_subcommand(verb).ok_or_else(none)?;
    }
    let name = std::iter::once("pincite").chain(args.verb.iter().map(String::as_str)).collect::<Vec<_>>().join("-");
    let mut out = session.out();
    out.write_all(&page(found, &name)?)?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// The pages of a command and of the verbs below it, by name.
fn pages(command: &Command, name: &str, written: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    written.push((name.to_owned(), page(command, name)?));
    for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set() && verb.get_name() != "help") {
        pages(verb, &format!("{name}-{}", verb.get_name()), written)?;
    }
    Ok(())
}

fn page(command: &Command, name: &str) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).title(name.to_owned()).render(&mut page)?;
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::{command, pages};

    #[test]
    fn every_verb_has_a_page() {
        let mut whole = command();
        whole.build();
        let mut written = Vec::new();
        assert!(pages(&whole, "pincite", &mut written).is_ok());
        for name in
            ["pincite", "pincite-cite", "pincite-law", "pincite-law-add", "pincite-entities-lists", "pincite-man"]
        {
            assert!(written.iter().any(|(n, page)| n == name && page.len() > 200), "{name}");
        }
    }
}
