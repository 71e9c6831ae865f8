//! Where output goes: standard output or a pager, cleaned where people read it; and standard error.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

use crate::report::{clean, screen};

/// Output of a verb.
#[derive(Debug)]
pub(super) struct Out {
    to: To,
    /// Whether what a terminal would obey is taken out, and colours are made.
    cleaned: bool,
}

#[derive(Debug)]
enum To {
    Stdout(BufWriter<StdoutLock<'static>>),
    Pager(Child, Option<BufWriter<ChildStdin>>),
}

impl Out {
    /// Standard output for programs, as it is; only a terminal is spared what it would obey.
    pub(super) fn raw() -> Self {
        Self { to: To::Stdout(BufWriter::with_capacity(1 << 16, io::stdout().lock())), cleaned: is_terminal() }
    }

    /// Output for people, through a pager where one is asked for and standard output is a terminal.
    pub(super) fn for_people(pager: Option<&str>) -> Self {
        let paged = pager.filter(|_| is_terminal()).and_then(paged);
        Self { to: paged.unwrap_or_else(|| Self::raw().into_to()), cleaned: true }
    }

    fn into_to(mut self) -> To {
        std::mem::replace(&mut self.to, To::Stdout(BufWriter::with_capacity(0, io::stdout().lock())))
    }
}

/// Whether standard output is a terminal.
pub(super) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// A pager, started; none where it can't be.
fn paged(command: &str) -> Option<To> {
    let mut words = command.split_whitespace();
    let mut pager = Command::new(words.next()?);
    pager.args(words).stdin(Stdio::piped());
    // As git has it: no pager for what fits on the screen, colours as they are, and the screen left as it was.
    if std::env::var_os("LESS").is_none() {
        pager.env("LESS", "FRX");
    }
    let mut child = pager.spawn().ok()?;
    let stdin = child.stdin.take()?;
    // Ctrl-C is the pager's.
    let _ = ctrlc::set_handler(|| {});
    Some(To::Pager(child, Some(BufWriter::with_capacity(1 << 16, stdin))))
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let to: &mut dyn Write = match &mut self.to {
            To::Stdout(out) => out,
            To::Pager(_, Some(pager)) => pager,
            To::Pager(_, None) => return Err(io::ErrorKind::BrokenPipe.into()),
        };
        if self.cleaned {
            // What is written is whole strings.
            to.write_all(screen(&String::from_utf8_lossy(bytes)).as_bytes())?;
        } else {
            to.write_all(bytes)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.to {
            To::Stdout(out) => out.flush(),
            To::Pager(_, pager) => pager.as_mut().map_or(Ok(()), Write::flush),
        }
    }
}

impl Drop for Out {
    fn drop(&mut self) {
        if let To::Pager(child, pager) = &mut self.to {
            // Its input ends, and whoever reads has as long as they like.
            drop(pager.take());
            let _ = child.wait();
        }
    }
}

/// Standard error, cleaned as a screen is.
pub(super) struct Told;

impl Write for Told {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Nobody may be listening; that ends nothing.
        let _ = io::stderr().write_all(clean(&String::from_utf8_lossy(bytes)).as_bytes());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let _ = io::stderr().flush();
        Ok(())
    }
}
