//! What reads each kind of source, a line a kind.

use std::ops::ControlFlow;
use std::path::Path;

use super::format::Kind;
use super::stream::Stream;
use super::{Ask, ReadError, Sink, html, page, plain, records};

/// What reads a source's documents.
type Reader = fn(&mut Stream, &Ask<'_>, &mut Sink<'_>) -> ControlFlow<()>;

/// The readers, by kind.
#[rustfmt::skip]
const READERS: &[(Kind, Reader)] = &[
    #[cfg(feature = "office")]
    (Kind::Docx, super::office::docx::read),
    #[cfg(feature = "office")]
    (Kind::Odt, super::office::odt::read),
    #[cfg(feature = "office")]
    (Kind::Epub, super::office::epub::read),
    #[cfg(feature = "office")]
    (Kind::Zip, super::archive::zip),
    #[cfg(feature = "office")]
    (Kind::Rtf, super::office::rtf::read),
    #[cfg(feature = "office")]
    (Kind::Tar, super::archive::tar),
    #[cfg(feature = "office")]
    (Kind::Mbox, super::mail::mbox),
    #[cfg(feature = "office")]
    (Kind::Mail, super::mail::message),
    #[cfg(feature = "pdf")]
    (Kind::Pdf, super::pdf::read),
    (Kind::Ole, old),
    (Kind::Xhtml, |s, a, k| page(s, a, k, |path, bytes, ask| html::document(path, bytes, true, ask.encoding()))),
    (Kind::Html, |s, a, k| page(s, a, k, |path, bytes, ask| html::document(path, bytes, false, ask.encoding()))),
    (Kind::Xml, super::legislation::read),
    (Kind::Json, records::read),
    (Kind::Records, records::lines),
    (Kind::Markdown, |s, a, k| page(s, a, k, |path, bytes, ask| plain::markdown(path, bytes, ask.encoding()))),
    (Kind::Text, |s, a, k| page(s, a, k, |path, bytes, ask| plain::text(path, bytes, ask.encoding()))),
];

/// Reads a source of a kind.
pub(super) fn read(stream: &mut Stream, ask: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let reader = READERS.iter().find(|(kind, _)| *kind == stream.kind);
    reader.map_or(unread as Reader, |(_, read)| *read)(stream, ask, sink)
}

/// A format that this build has no reader for.
fn unread(stream: &mut Stream, _: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let (what, advice) = ("of a format that this build doesn't read", "build it with that format's feature");
    sink(Err(ReadError::Unsupported { path: stream.path.clone(), what, advice }))
}

/// A file of a program before 2007.
fn old(stream: &mut Stream, _: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mail = Path::new(&stream.path).extension().is_some_and(|e| e.eq_ignore_ascii_case("msg"));
    let (what, advice) = if mail {
        ("Outlook's own file of a message", "save it as .eml")
    } else {
        ("an older Word file, or one that is locked by a password", "save it as .docx without a password")
    };
    sink(Err(ReadError::Unsupported { path: stream.path.clone(), what, advice }))
}
