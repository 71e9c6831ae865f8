//! The program: arguments, one file a verb, and the exit code.

mod args;
mod check;
mod cite;
mod config;
mod entities;
mod explain;
mod fetch;
mod find;
mod format;
mod grammar;
mod index;
mod law;
mod quote;
mod read;
mod search;
mod session;
mod show;
mod toa;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Verb};
use session::Session;

/// How a verb ended, as an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Done.
    Done = 0,
    /// Nothing matched, or something was found wrong.
    Nothing = 1,
    /// An input couldn't be read; the others were.
    Unread = 3,
}

impl Outcome {
    /// What came of looking for something, when so many inputs couldn't be read.
    pub(crate) const fn of(unread: u64, any: bool) -> Self {
        match (unread, any) {
            (1.., _) => Self::Unread,
            (0, true) => Self::Done,
            (0, false) => Self::Nothing,
        }
    }

    /// What came of going through inputs, whatever was in them.
    pub(crate) const fn read(unread: u64) -> Self {
        Self::of(unread, true)
    }
}

/// Runs the program.
#[must_use]
pub fn run() -> ExitCode {
    // A panic that is caught (the engine's, on a damaged library) is told as the error that it becomes; only one that
    // ends the program is told here.
    std::panic::set_hook(Box::new(|info| {
        if let Ok(mut last) = PANIC.lock() {
            *last = info.to_string();
        }
    }));
    let cli = Cli::parse();
    let result = std::panic::catch_unwind(|| verb(cli));
    match result {
        Ok(Ok(outcome)) => ExitCode::from(outcome as u8),
        Ok(Err(error)) => failed(&error),
        Err(_) => {
            let said = PANIC.lock().map(|last| last.clone()).unwrap_or_default();
            let _ = writeln!(
                io::stderr(),
                "pincite: internal error: {said}\nPlease report it with the input that caused it."
            );
            ExitCode::from(4)
        }
    }
}

/// What the last panic said.
static PANIC: std::sync::Mutex<String> = std::sync::Mutex::new(String::new());

fn verb(cli: Cli) -> anyhow::Result<Outcome> {
    let session = Session::new(cli.global);
    match cli.verb {
        Verb::Cite(args) => cite::run(&session, &args),
        Verb::Check(args) => check::run(&session, &args),
        Verb::Find(args) => find::run(&session, &args),
        Verb::Entities(args) => entities::run(&session, &args),
        Verb::Search(args) => search::run(&session, &args),
        Verb::Show(args) => show::run(&session, &args),
        Verb::Toa(args) => toa::run(&session, &args),
        Verb::Quote(args) => quote::run(&session, &args),
        Verb::Law(args) => law::run(&session, &args.verb),
        Verb::Written(args) => format::run(&session, &args),
        Verb::Index(args) => index::run(&session, &args),
        Verb::Read(args) => read::run(&session, &args),
        Verb::Explain(args) => explain::run(&session, &args),
        Verb::Grammar(args) => grammar::run(&session, args.verb),
        Verb::Config(args) => config::run(&session, &args),
        Verb::Completions(args) => {
            clap_complete::generate(args.shell, &mut Cli::command(), "pincite", &mut io::stdout());
            Ok(Outcome::Done)
        }
        Verb::Man => {
            clap_mangen::Man::new(Cli::command()).render(&mut io::stdout())?;
            Ok(Outcome::Done)
        }
    }
}

/// Prints an error with what caused it; says by the exit code whose it is.
fn failed(error: &anyhow::Error) -> ExitCode {
    let pipe =
        error.chain().filter_map(|e| e.downcast_ref::<io::Error>()).any(|e| e.kind() == io::ErrorKind::BrokenPipe);
    if pipe {
        return ExitCode::SUCCESS;
    }
    let _ = writeln!(io::stderr(), "pincite: {error:#}");
    if error.is::<session::Usage>() || error.is::<crate::grammar::GrammarError>() {
        return ExitCode::from(2);
    }
    match error.downcast_ref::<crate::ask::AskError>() {
        Some(error) if error.is_askers() => ExitCode::from(2),
        _ => ExitCode::from(3),
    }
}
