//! Bytes to [`Document`]s, one file per format.
//!
//! [`sources`] finds what to read among files, folders and `-`; [`read`] reads one of them and hands over its
//! documents one by one, so that memory is bounded by the largest document and never by the archive. What can't be
//! read is handed over too, as a [`ReadError`], in its place: one bad record doesn't cost the others.
//!
//! Of plain text and Markdown the text is the file's own bytes. Where it isn't, the document's [`SourceMap`] leads
//! back to them.
//!
//! A format is a line in the table of `format`, one in that of `readers`, and a file. Nothing that is packed is ever written to disk; how
//! deep, how large and how much larger than its file it may be is bounded (`Ask`).

#[cfg(feature = "office")]
mod archive;
#[cfg(feature = "office")]
mod charset;
mod date;
mod decode;
mod decoded;
mod document;
mod error;
mod format;
mod headline;
mod html;
mod layout;
mod legislation;
#[cfg(feature = "office")]
mod mail;
#[cfg(feature = "office")]
mod office;
#[cfg(feature = "pdf")]
mod pdf;
mod places;
mod plain;
mod readers;
mod records;
mod source_map;
mod split;
mod story;
mod stream;
mod walk;
mod xml;

pub use document::Document;
pub use error::ReadError;
pub use format::Kind;
#[cfg(feature = "office")]
pub use office::docx::{Remark, annotate_docx};
pub use places::{Heading, Note, Page, Places};
pub use source_map::SourceMap;
use std::cell::Cell;
use std::ops::ControlFlow;
use std::rc::Rc;
use std::time::{Duration, Instant};
use stream::Stream;
pub use walk::{Source, Sources, sources, sources_of};

/// How to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// The line, white space at its ends aside, that separates the posts of a page. Records are never split.
    pub split_at: Option<String>,
    /// The largest document or record, in bytes once decompressed.
    pub max_bytes: u64,
    /// How long a source of a packed or formatted kind may take, in seconds.
    pub max_seconds: u64,
    /// The encoding of what is plain text, Markdown or HTML, by its label in the Encoding Standard (`windows-1252`); told by
    /// the bytes where nothing is said.
    pub encoding: Option<String>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { split_at: None, max_bytes: 512 * 1024 * 1024, max_seconds: 300, encoding: None }
    }
}

/// Receives documents and errors in their order.
type Sink<'a> = dyn FnMut(Result<Document, ReadError>) -> ControlFlow<()> + 'a;

/// Whether a label names an encoding that [`ReadOptions::encoding`] may say.
#[must_use]
pub fn is_encoding(label: &str) -> bool {
    #[cfg(feature = "office")]
    return charset::is_label(label);
    #[cfg(not(feature = "office"))]
    return matches!(label.to_ascii_lowercase().as_str(), "utf-8" | "latin1" | "iso-8859-1" | "windows-1252");
}

/// What a reader is asked, and what it may spend.
#[derive(Clone, Debug)]
struct Ask<'a> {
    options: &'a ReadOptions,
    /// Whether the user named the source, and so wants to hear when nothing is in it.
    named: bool,
    /// How many archives and messages it is in.
    depth: u32,
    /// How many bytes may still be unpacked of the outermost.
    left: Rc<Cell<u64>>,
    /// When it is given up.
    until: Option<Instant>,
    /// What reads a file within an archive or a message.
    member: fn(&mut Stream, &Ask<'_>, &mut Sink<'_>) -> ControlFlow<()>,
}

/// How deep archives and messages may nest.
const DEPTH: u32 = 8;

impl<'a> Ask<'a> {
    fn new(options: &'a ReadOptions, named: bool) -> Self {
        let until = Instant::now().checked_add(Duration::from_secs(options.max_seconds));
        Self { options, named, depth: 0, left: Rc::new(Cell::new(u64::MAX)), until, member: readers::read }
    }

    fn encoding(&self) -> Option<&'a str> {
        self.options.encoding.as_deref()
    }

    /// Fails where the time is up.
    fn in_time(&self, path: &str) -> Result<(), ReadError> {
        let late = self.until.is_some_and(|until| Instant::now() > until);
        let error = || ReadError::TooSlow { path: path.to_owned(), seconds: self.options.max_seconds };
        if late { Err(error()) } else { Ok(()) }
    }
}

/// Reads one source and hands its documents to `sink`, in order, each as soon as it is read.
///
/// Errors go to `sink` as well: of a record, after which the next one is read, or of the whole source.
/// `sink` stops the reading by returning [`ControlFlow::Break`], which is passed on.
///
/// ```
/// use pincite::read::{ReadOptions, read, sources};
/// use std::ops::ControlFlow;
/// let all = sources(&["README.md".into(), "no-such-folder".into()]);
/// assert_eq!(all.errors.len(), 2 - all.found.len());
/// for source in &all.found {
///     let _ = read(source, &ReadOptions::default(), &mut |document| {
///         assert!(document.is_ok());
///         ControlFlow::Continue(())
///     });
/// }
/// ```
pub fn read(
    source: &Source,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Result<Document, ReadError>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    match Stream::open(source) {
        Ok(stream) => read_stream(stream, source.named, options, sink),
        Err(error) => sink(Err(error)),
    }
}

/// Reads a whole source as bytes, decompressed, for what isn't read as documents.
///
/// # Errors
///
/// When it can't be opened, is damaged, or is larger than the limit.
pub fn bytes(source: &Source, options: &ReadOptions) -> Result<Vec<u8>, ReadError> {
    Stream::open(source)?.whole(options)
}

/// Reads bytes in memory as [`read`] reads a file; `path` is only a name.
pub fn read_bytes(
    path: &str,
    kind: Kind,
    bytes: Vec<u8>,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Result<Document, ReadError>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    match Stream::from_bytes(path, kind, bytes) {
        Ok(stream) => read_stream(stream, true, options, sink),
        Err(error) => sink(Err(error)),
    }
}

fn read_stream(
    mut stream: Stream,
    named: bool,
    options: &ReadOptions,
    sink: &mut dyn FnMut(Result<Document, ReadError>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    readers::read(&mut stream, &Ask::new(options, named), sink)
}

/// Reads a source that is one document, or one page of several.
fn page(
    stream: &mut Stream,
    ask: &Ask<'_>,
    sink: &mut Sink<'_>,
    document: impl FnOnce(&str, Vec<u8>, &Ask<'_>) -> Result<Document, ReadError>,
) -> ControlFlow<()> {
    let page = stream.whole(ask.options).and_then(|bytes| document(&stream.path, bytes, ask));
    match (page, &ask.options.split_at) {
        (Ok(page), Some(separator)) if !separator.trim().is_empty() => {
            split::posts(page, separator).into_iter().try_for_each(|post| sink(Ok(post)))
        }
        (page, _) => sink(page),
    }
}

#[cfg(test)]
mod tests {
    use super::stream::tests::gzip;
    use super::{Kind, ReadOptions, Source, read, read_bytes};
    use std::ops::ControlFlow;

    #[test]
    fn a_compressed_page_is_split_like_any() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("page.TXT.gz");
        std::fs::write(&file, gzip(b"One\n\nContinue Reading\n\nTwo\n"))?;
        let options = ReadOptions { split_at: Some(" Continue Reading".into()), ..ReadOptions::default() };
        let mut seen = Vec::new();
        let _ = read(&Source::file(&file), &options, &mut |document| {
            seen.extend(
                document.map(|document| (document.path.replace(&*file.to_string_lossy(), "page"), document.text)),
            );
            ControlFlow::Continue(())
        });
        assert_eq!(seen, [("page#1".into(), "One\n".into()), ("page#2".into(), "Two\n".into())]);
        Ok(())
    }

    #[test]
    fn the_sink_stops_the_reading() {
        let mut count = 0;
        let flow = read_bytes("-", Kind::Records, b"{}\n{}\n{}".to_vec(), &ReadOptions::default(), &mut |document| {
            count += 1;
            assert!(document.is_err());
            if count == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!((flow, count), (ControlFlow::Break(()), 2));
    }

    #[test]
    fn a_file_that_goes_missing_is_an_error_of_its_own() {
        let source = Source::file("no/such/file.txt");
        let mut errors = Vec::new();
        let _ = read(&source, &ReadOptions::default(), &mut |document| {
            errors.extend(document.err().map(|error| error.to_string()));
            ControlFlow::Continue(())
        });
        assert_eq!(errors, ["no/such/file.txt: no such file or folder; check the spelling"]);
    }
}
