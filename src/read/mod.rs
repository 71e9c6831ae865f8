//! Bytes to [`Document`]s, one file per format.
//!
//! [`sources`] finds what to read among files, folders and `-`; [`read`] reads one of them and hands over its
//! documents one by one, so that memory is bounded by the largest document and never by the archive. What can't be
//! read is handed over too, as a [`ReadError`], in its place: one bad record doesn't cost the others.
//!
//! Of plain text and Markdown the text is the file's own bytes. Where it isn't, the document's [`SourceMap`] leads
//! back to them.

mod date;
mod decode;
mod document;
mod error;
mod format;
mod headline;
mod html;
mod plain;
mod records;
mod source_map;
mod split;
mod stream;
mod walk;

pub use document::Document;
pub use error::ReadError;
pub use format::Kind;
pub use source_map::SourceMap;
use std::ops::ControlFlow;
use stream::Stream;
pub use walk::{Source, Sources, sources, sources_of};

/// How to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// The line, white space at its ends aside, that separates the posts of a page. Records are never split.
    pub split_at: Option<String>,
    /// The largest document or record, in bytes once decompressed.
    pub max_bytes: u64,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { split_at: None, max_bytes: 512 * 1024 * 1024 }
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
    let by_line = match stream.kind {
        Kind::Records => true,
        Kind::Json => records::starts_with_line(&stream.head),
        _ => false,
    };
    if by_line {
        return records::lines(&mut stream, options, sink);
    }
    let bytes = match stream.whole(options) {
        Ok(bytes) => bytes,
        Err(error) => return sink(Err(error)),
    };
    let path = &stream.path;
    let page = match stream.kind {
        Kind::Json => return records::json(path, &bytes, named, sink),
        Kind::Html => html::document(path, bytes, false),
        Kind::Xhtml => html::document(path, bytes, true),
        Kind::Markdown => plain::markdown(path, bytes),
        Kind::Text | Kind::Records | Kind::Unknown => plain::text(path, bytes),
    };
    match (page, &options.split_at) {
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
