//! How far a run is, on standard error: against the size on disk, which is what is known beforehand.

use std::cell::RefCell;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

use super::out::is_terminal;
use crate::ask::Told;
use crate::read::Source;

/// A bar, where somebody looks on and it takes its time.
#[derive(Debug)]
pub(super) struct Progress {
    wanted: bool,
    state: RefCell<State>,
}

#[derive(Debug)]
struct State {
    begun: Instant,
    bar: Option<ProgressBar>,
    /// Size on disk of all sources, of those that are done, of the one being read.
    all: u64,
    done: u64,
    size: u64,
    /// Text read of the source being read, and of all.
    text: u64,
    texts: u64,
    compressed: bool,
    message: String,
}

/// What is done sooner needs no bar.
const SOON: Duration = Duration::from_millis(400);
/// How many bytes of text a byte of a compressed file is, about.
const UNPACKED: u64 = 5;

impl Progress {
    /// A bar for a verb; for one that prints while it reads only where what it prints goes elsewhere.
    pub(super) fn new(prints_meanwhile: bool, quiet: bool) -> Self {
        let wanted = !quiet && io::stderr().is_terminal() && !(prints_meanwhile && is_terminal());
        let state = State {
            begun: Instant::now(),
            bar: None,
            all: 0,
            done: 0,
            size: 0,
            text: 0,
            texts: 0,
            compressed: false,
            message: String::new(),
        };
        Self { wanted, state: RefCell::new(state) }
    }

    /// What stands behind the numbers.
    pub(super) fn say(&self, message: String) {
        self.state.borrow_mut().message = message;
    }

    /// Follows what is told of the reading.
    pub(super) fn follow(&self, told: &Told<'_>) {
        if !self.wanted {
            return;
        }
        let mut state = self.state.borrow_mut();
        match told {
            Told::Sources(sources) => state.all = sources.iter().map(|s| on_disk(s.path())).sum(),
            Told::Begins(source) => state.begins(source),
            Told::Worked(bytes) => state.worked(*bytes as u64),
            Told::Ends => {
                if let Some(bar) = state.bar.take() {
                    bar.finish_and_clear();
                }
            }
            // A line of its own, not one through the bar.
            Told::Unread(_) | Told::Notice(..) => {
                if let Some(bar) = &state.bar {
                    bar.suspend(|| ());
                }
            }
        }
    }
}

impl State {
    fn begins(&mut self, source: &Source) {
        self.done += self.size;
        (self.size, self.text) = (on_disk(source.path()), 0);
        let extension = source.path().extension().and_then(|e| e.to_str()).unwrap_or("");
        self.compressed = matches!(extension, "gz" | "zst" | "zip" | "tgz" | "docx" | "odt" | "epub");
    }

    fn worked(&mut self, bytes: u64) {
        self.text += bytes;
        self.texts += bytes;
        if self.bar.is_none() && self.begun.elapsed() > SOON {
            let bar = ProgressBar::new(self.all);
            if let Ok(style) = ProgressStyle::with_template("{bar:30.cyan/dim} {percent:>3} % · {eta} left · {msg}") {
                bar.set_style(style.progress_chars("━━─"));
            }
            bar.enable_steady_tick(Duration::from_millis(120));
            self.bar = Some(bar);
        }
        let Some(bar) = &self.bar else { return };
        let read = if self.compressed { self.text / UNPACKED } else { self.text };
        bar.set_position((self.done + read.min(self.size)).min(self.all));
        bar.set_message(format!("{} of text{}", HumanBytes(self.texts), self.message));
    }
}

fn on_disk(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |held| if held.is_file() { held.len() } else { 0 })
}
