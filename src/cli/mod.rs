//! The program: arguments, one file a verb, and the exit code.

mod about;
mod args;
mod asking;
mod check;
mod cite;
mod citing;
mod config;
mod entities;
mod explain;
mod fetch;
mod find;
mod format;
mod given;
mod grammar;
mod index;
mod law;
mod out;
mod progress;
mod quote;
mod read;
mod search;
mod session;
mod show;
mod toa;
mod usage;

use std::io::{self, Write};
use std::process::ExitCode;

use args::{Cli, Verb};
use out::Told;
use progress::Progress;
use session::Session;

/// How a verb ended, as an exit code. [`EXITS`] says what each means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Done.
    Done = 0,
    /// Nothing matched, or something was found wrong.
    Nothing = 1,
    /// What was asked for can't be understood.
    Usage = 2,
    /// An input couldn't be read; the others were.
    Unread = 3,
    /// A mistake of the program's.
    Internal = 4,
    /// Ctrl-C.
    Stopped = 130,
}

/// The exit codes, as help, manual and README have them.
pub(crate) const EXITS: [(Outcome, &str); 6] = [
    (Outcome::Done, "done"),
    (Outcome::Nothing, "nothing matched, or findings"),
    (Outcome::Usage, "wrong usage"),
    (Outcome::Unread, "an input couldn't be read"),
    (Outcome::Internal, "internal error"),
    (Outcome::Stopped, "stopped by Ctrl-C"),
];

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
    let cli = about::parse();
    let result = std::panic::catch_unwind(|| verb(cli));
    match result {
        Ok(Ok(outcome)) => ExitCode::from(outcome as u8),
        Ok(Err(error)) => failed(&error),
        Err(_) => {
            let said = PANIC.lock().map(|last| last.clone()).unwrap_or_default();
            let _ = writeln!(Told, "pincite: internal error: {said}\nPlease report it with the input that caused it.");
            ExitCode::from(Outcome::Internal as u8)
        }
    }
}

/// What the last panic said.
static PANIC: std::sync::Mutex<String> = std::sync::Mutex::new(String::new());

fn verb(cli: Cli) -> anyhow::Result<Outcome> {
    let quiet = matches!(&cli.verb, Verb::Index(args) if args.quiet);
    let prints = matches!(&cli.verb, Verb::Cite(_) | Verb::Check(_) | Verb::Read(_));
    let session = Session::new(cli.global, Progress::new(prints, quiet));
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
        Verb::Completions(args) => about::completions(&session, args.shell),
        Verb::Man(args) => about::man(&session, &args),
    }
}

/// Prints an error with what caused it; says by the exit code whose it is.
fn failed(error: &anyhow::Error) -> ExitCode {
    let pipe =
        error.chain().filter_map(|e| e.downcast_ref::<io::Error>()).any(|e| e.kind() == io::ErrorKind::BrokenPipe);
    if pipe {
        return ExitCode::SUCCESS;
    }
    let _ = writeln!(Told, "pincite: {error:#}");
    if error.is::<session::Usage>() || error.is::<crate::grammar::GrammarError>() {
        return ExitCode::from(Outcome::Usage as u8);
    }
    match error.downcast_ref::<crate::ask::AskError>() {
        Some(error) if error.is_askers() => ExitCode::from(Outcome::Usage as u8),
        _ => ExitCode::from(Outcome::Unread as u8),
    }
}
