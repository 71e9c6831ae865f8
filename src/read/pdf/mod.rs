//! PDF: the text in the order in which it is read, with its pages and footnotes.
//!
//! A PDF says where letters stand and nothing else. [`pages`] takes them from hayro ([`glyphs`]), sets them together
//! ([`pieces`], [`lines`]), puts what belongs to the sheet aside ([`furniture`]), finds the columns' order ([`order`]), parts the
//! footnotes off ([`notes`]), and writes paragraphs that run on over lines, columns and pages ([`flow`]).
//!
//! Files are hostile until shown otherwise: one is read on a thread of its own, with a stack of its own and until its time is
//! up; a panic of the interpreter is that file's error.

mod flow;
mod furniture;
mod glyphs;
mod guard;
mod joint;
mod labels;
mod lines;
mod notes;
mod order;
mod pages;
mod pieces;
#[cfg(test)]
mod tests;

use std::ops::ControlFlow;
use std::sync::{Once, mpsc};
use std::time::{Duration, Instant};

use super::stream::Stream;
use super::{Ask, Document, Note, Page, Places, ReadError, Sink, headline, page};
use crate::text::Span;
use glyphs::{Budget, Exceeded};
use pages::{Contents, PAGES, Refused};

/// The name of the threads that files are read on: their panics are errors, and aren't printed.
const THREAD: &str = "pincite-pdf";
/// Deep structures are walked by recursion.
const STACK: usize = 64 << 20;
/// Letters that one file may have; the longest acts have a tenth of it.
const GLYPHS: usize = 60_000_000;
/// Where no limit is said.
const LONGEST: Duration = Duration::from_hours(1);

/// Reads a PDF.
pub(super) fn read(stream: &mut Stream, ask: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    page(stream, ask, sink, document)
}

/// The document that a file's bytes are.
fn document(path: &str, bytes: Vec<u8>, ask: &Ask<'_>) -> Result<Document, ReadError> {
    let path = path.to_owned();
    let malformed = |path, reason: &str| ReadError::Malformed {
        path,
        format: "PDF",
        place: String::new(),
        reason: reason.to_owned(),
    };
    let unsupported = |path, what, advice| ReadError::Unsupported { path, what, advice };
    let contents = match contents(bytes, ask.until) {
        Ok(contents) => contents,
        Err(Failure::Refused(Refused::Password)) => {
            return Err(unsupported(
                path,
                "a PDF that is locked by a password",
                "save a copy without one, as with `qpdf --decrypt`",
            ));
        }
        Err(Failure::Refused(Refused::Encryption)) => {
            return Err(unsupported(
                path,
                "a PDF encrypted in a way that isn't known",
                "save a copy that isn't, as with `qpdf --decrypt`",
            ));
        }
        Err(Failure::Refused(Refused::Broken)) => {
            return Err(malformed(path, "no pages can be found in it; fetch it again"));
        }
        Err(Failure::Refused(Refused::Pages)) => {
            return Err(malformed(path, &format!("more than {PAGES} pages; split it")));
        }
        Err(Failure::Swells) => return Err(ReadError::Expands { path, ratio: guard::RATIO }),
        Err(Failure::Exceeded(Exceeded::Glyphs)) => {
            return Err(malformed(path, "it draws without end, as made to exhaust a machine"));
        }
        Err(Failure::Exceeded(Exceeded::Time)) => {
            return Err(ReadError::TooSlow { path, seconds: ask.options.max_seconds });
        }
        Err(Failure::Panicked) => {
            return Err(malformed(path, "too broken to be interpreted; open it and save it anew"));
        }
        Err(Failure::NoThread) => return Err(malformed(path, "the system gives no thread to read it on")),
    };
    if contents.count > 0 && contents.scanned.len() == contents.count {
        let what = "a scan, images of pages without text";
        return Err(unsupported(path, what, "recognise its text first, as with `ocrmypdf`"));
    }
    Ok(placed(path, contents))
}

fn placed(path: String, contents: Contents) -> Document {
    let flow = contents.flow;
    let pages = flow.pages.iter().map(|&(start, page)| {
        let number = u32::try_from(page + 1).unwrap_or(u32::MAX);
        let label = contents.labels.get(page).filter(|label| !label.is_empty()).cloned();
        Page { start, number: Some(number), label: label.unwrap_or_else(|| number.to_string()) }
    });
    let notes =
        flow.notes.into_iter().map(|n| Note { mark: n.mark, at: n.at, span: Span::new(n.span.start, n.span.end) });
    let title = contents.title.filter(|title| is_title(title)).or_else(|| headline::text_title(&flow.text));
    let places = Places { pages: pages.collect(), notes: notes.collect(), ..Places::default() };
    Document {
        title: title.map(|title| title.split_whitespace().collect::<Vec<_>>().join(" ")),
        date: headline::text_date(&flow.text),
        places,
        notice: notice(&contents.scanned, contents.unknown),
        ..Document::from_text(path, flow.text)
    }
}

/// Whether a file's title is one: programs put names of files there.
fn is_title(title: &str) -> bool {
    let ends = title.to_ascii_lowercase();
    let file = [".doc", ".docx", ".pdf", ".wpd", ".indd", ".dvi", ".xml", ".rtf"].iter().any(|end| ends.ends_with(end));
    title.trim().contains(' ') && !file && !ends.starts_with("microsoft word") && !ends.starts_with("untitled")
}

/// What was lost in reading.
fn notice(scanned: &[usize], (unknown, letters): (usize, usize)) -> Option<String> {
    let mut lost = Vec::new();
    match scanned {
        [] => {}
        [one] => lost.push(format!("page {one} is an image without text")),
        [first, .., last] => {
            lost.push(format!("{} pages between {first} and {last} are images without text", scanned.len()));
        }
    }
    if unknown * 50 > letters {
        lost.push(format!("{unknown} of {letters} letters have no meaning in its fonts and were read as U+FFFD"));
    }
    (!lost.is_empty()).then(|| lost.join("; "))
}

/// Why nothing came of a file.
#[derive(Debug, PartialEq, Eq)]
enum Failure {
    Refused(Refused),
    Exceeded(Exceeded),
    /// A stream in it grows beyond all reason.
    Swells,
    Panicked,
    NoThread,
}

/// What a file holds, read on a thread of its own.
fn contents(bytes: Vec<u8>, until: Option<Instant>) -> Result<Contents, Failure> {
    if guard::swells(&bytes) {
        return Err(Failure::Swells);
    }
    quiet();
    let now = Instant::now();
    let until = until.unwrap_or(now + LONGEST);
    let budget = Budget { until, glyphs: GLYPHS };
    let (send, receive) = mpsc::sync_channel(1);
    let work = move || {
        let _ = send.send(pages::read(bytes, budget));
    };
    let Ok(thread) = std::thread::Builder::new().name(THREAD.to_owned()).stack_size(STACK).spawn(work) else {
        return Err(Failure::NoThread);
    };
    match receive.recv_timeout(until.saturating_duration_since(now)) {
        Ok(read) => read.map_err(Failure::Refused),
        // The thread goes on until it draws something, which it then finds out to be too late.
        Err(mpsc::RecvTimeoutError::Timeout) => Err(Failure::Exceeded(Exceeded::Time)),
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(match thread.join() {
            Err(payload) => {
                payload.downcast::<Exceeded>().map_or(Failure::Panicked, |exceeded| Failure::Exceeded(*exceeded))
            }
            Ok(()) => Failure::Panicked,
        }),
    }
}

/// Keeps panics of the threads that read files from being printed.
fn quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if std::thread::current().name() != Some(THREAD) {
                hook(info);
            }
        }));
    });
}
