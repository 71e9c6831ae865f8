//! Bytes of a source: opened, decompressed, bounded.
//!
//! Nothing here trusts a size that a file states of itself: memory is bounded by the document or record being
//! read, and a compressed file that grows out of all proportion is given up.

use super::format::{Compression, Kind};
use super::walk::{Source, name, unopened};
use super::{ReadError, ReadOptions};
use flate2::bufread::MultiGzDecoder;
use std::cell::Cell;
use std::error::Error;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::PathBuf;
use std::rc::Rc;

const BUFFER: usize = 64 * 1024;
/// What is read ahead to tell what a source is.
const HEAD: u64 = 8 * 1024;
/// Growth is judged only beyond this many bytes of output.
pub(super) const GROWTH_FREE: u64 = 16 * 1024 * 1024;
/// Gzip reaches 1032 on nothing but zeros; text stays under 20, and a thousand copies of it under 500.
pub(super) const GROWTH_LIMIT: u64 = 500;

/// An open source.
pub(super) struct Stream {
    pub(super) path: String,
    pub(super) kind: Kind,
    /// The first bytes, decompressed; the reader gives them again.
    pub(super) head: Vec<u8>,
    compression: Option<Compression>,
    reader: Box<dyn BufRead>,
    /// What the system says of the length of a file that isn't compressed.
    length: Option<u64>,
    /// The file on disk whose bytes these are.
    pub(super) file: Option<PathBuf>,
}

/// What [`Stream::line`] found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line, in the buffer, its line break included.
    Whole,
    /// A line beyond the limit, passed over.
    TooLong,
    /// The end.
    End,
}

impl Stream {
    pub(super) fn open(source: &Source) -> Result<Self, ReadError> {
        if source.is_stdin() {
            return Self::new(name(&source.path), source.kind, None, io::stdin().lock(), None);
        }
        let failed = |error| unopened(&source.path, error);
        // Before opening it: opening a named pipe waits for a writer.
        let metadata = source.path.metadata().map_err(failed)?;
        if !metadata.is_file() {
            return Err(ReadError::NotAFile { path: name(&source.path) });
        }
        let file = File::open(&source.path).map_err(failed)?;
        let stream = Self::new(name(&source.path), source.kind, source.compression, file, Some(metadata.len()))?;
        let file = stream.compression.is_none().then(|| source.path.clone());
        Ok(Self { file, ..stream })
    }

    /// Bytes of a file within an archive, of the kind and compression that its name tells.
    #[cfg(feature = "office")]
    pub(super) fn member(
        path: &str,
        kind: Kind,
        compression: Option<Compression>,
        bytes: Vec<u8>,
    ) -> Result<Self, ReadError> {
        let length = bytes.len() as u64;
        Self::new(path.to_owned(), kind, compression, Cursor::new(bytes), Some(length))
    }

    /// The bytes as they come.
    #[cfg(feature = "office")]
    pub(super) fn reader(&mut self) -> &mut dyn BufRead {
        &mut *self.reader
    }

    /// How many bytes the source has, where that is known before it is read.
    #[cfg(feature = "office")]
    pub(super) const fn length(&self) -> Option<u64> {
        self.length
    }

    /// An error of its bytes.
    #[cfg(feature = "office")]
    pub(super) fn error(&self, source: io::Error) -> ReadError {
        error_for(&self.path, self.compression, source)
    }

    pub(super) fn from_bytes(path: &str, kind: Kind, bytes: Vec<u8>) -> Result<Self, ReadError> {
        let length = bytes.len() as u64;
        Self::new(path.to_owned(), kind, None, Cursor::new(bytes), Some(length))
    }

    fn new(
        path: String,
        mut kind: Kind,
        mut compression: Option<Compression>,
        reader: impl Read + 'static,
        mut length: Option<u64>,
    ) -> Result<Self, ReadError> {
        let mut raw: Box<dyn BufRead> = Box::new(BufReader::with_capacity(BUFFER, reader));
        let failed = |compression: Option<Compression>, error| error_for(&path, compression, error);
        if kind == Kind::Unknown && compression.is_none() {
            let head;
            (head, raw) = peek(raw).map_err(|error| failed(None, error))?;
            compression = Compression::sniff(&head);
        }
        let mut reader = match compression {
            None => raw,
            Some(compression) => decoded(compression, raw).map_err(|error| failed(Some(compression), error))?,
        };
        let head;
        (head, reader) = peek(reader).map_err(|error| failed(compression, error))?;
        kind = match kind {
            Kind::Unknown => Kind::sniff(&head),
            kind => kind.unmistakable(&head).unwrap_or(kind),
        };
        if compression.is_some() {
            length = None;
        }
        Ok(Self { path, kind, head, compression, reader, length, file: None })
    }

    /// All of it, when it is within the limit.
    pub(super) fn whole(&mut self, options: &ReadOptions) -> Result<Vec<u8>, ReadError> {
        let limit = options.max_bytes;
        let too_large = || ReadError::TooLarge { path: self.path.clone(), line: None, limit };
        if self.length.is_some_and(|length| length > limit) {
            return Err(too_large());
        }
        // One byte more, so that the end is seen without growing the buffer.
        let expected = self.length.and_then(|length| usize::try_from(length + 1).ok()).unwrap_or_default();
        let mut bytes = Vec::with_capacity(expected);
        match self.reader.by_ref().take(limit.saturating_add(1)).read_to_end(&mut bytes) {
            Ok(_) if bytes.len() as u64 > limit => Err(too_large()),
            Ok(_) => Ok(bytes),
            Err(error) => Err(error_for(&self.path, self.compression, error)),
        }
    }

    /// The next line of at most `limit` bytes, into `line`.
    pub(super) fn line(&mut self, line: &mut Vec<u8>, limit: u64) -> Result<Line, ReadError> {
        line.clear();
        let (mut length, mut ended) = (0, false);
        while !ended {
            let available = match self.reader.fill_buf() {
                Ok([]) => break,
                Ok(available) => available,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error_for(&self.path, self.compression, error)),
            };
            let newline = memchr::memchr(b'\n', available);
            let used = newline.map_or(available.len(), |at| at + 1);
            ended = newline.is_some();
            length += used as u64;
            if length <= limit {
                line.extend_from_slice(&available[..used]);
            } else {
                *line = Vec::new();
            }
            self.reader.consume(used);
        }
        Ok(match length {
            0 => Line::End,
            _ if length > limit => Line::TooLong,
            _ => Line::Whole,
        })
    }
}

fn error_for(path: &str, compression: Option<Compression>, source: io::Error) -> ReadError {
    use io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
    let path = path.to_owned();
    if source.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<Expands>) {
        return ReadError::Expands { path, ratio: GROWTH_LIMIT };
    }
    match compression {
        Some(compression) if matches!(source.kind(), InvalidData | InvalidInput | Other | UnexpectedEof) => {
            ReadError::Damaged { path, format: compression.name(), source }
        }
        _ => ReadError::Io { path, source },
    }
}

fn peek(mut reader: Box<dyn BufRead>) -> io::Result<(Vec<u8>, Box<dyn BufRead>)> {
    let mut head = Vec::new();
    match reader.by_ref().take(HEAD).read_to_end(&mut head) {
        // Damage further on in the head is met again, after what precedes it has been read.
        Err(error) if head.is_empty() => return Err(error),
        Err(error) => return Ok((head.clone(), Box::new(Cursor::new(head).chain(Broken(Some(error)))))),
        Ok(_) => {}
    }
    Ok((head.clone(), Box::new(Cursor::new(head).chain(reader))))
}

fn decoded(compression: Compression, raw: Box<dyn BufRead>) -> io::Result<Box<dyn BufRead>> {
    let fed = Rc::new(Cell::new(0));
    let raw = Counted { inner: raw, fed: Rc::clone(&fed) };
    let inner: Box<dyn Read> = match compression {
        Compression::Gzip => Box::new(MultiGzDecoder::new(raw)),
        Compression::Zstd => Box::new(zstd::Decoder::with_buffer(raw)?),
    };
    Ok(Box::new(BufReader::with_capacity(BUFFER, Bounded { inner, fed, made: 0 })))
}

/// Counts the compressed bytes as the decoder takes them.
struct Counted<R> {
    inner: R,
    fed: Rc<Cell<u64>>,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.fed.set(self.fed.get() + n as u64);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.fed.set(self.fed.get() + n as u64);
        self.inner.consume(n);
    }
}

/// Gives up when the output outgrows the input.
struct Bounded<R> {
    inner: R,
    fed: Rc<Cell<u64>>,
    made: u64,
}

#[derive(Debug, thiserror::Error)]
#[error("expands without bound")]
struct Expands;

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.made += n as u64;
        if self.made > GROWTH_FREE && self.made / GROWTH_LIMIT > self.fed.get() {
            return Err(io::Error::other(Expands));
        }
        Ok(n)
    }
}

/// A reader that only fails, once.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl BufRead for Broken {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.take().map_or(Ok(&[]), Err)
    }

    fn consume(&mut self, _: usize) {}
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Line, Stream};
    use crate::read::{Kind, ReadError, ReadOptions};
    use std::io::{self, Write};

    pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
    }

    fn whole(bytes: Vec<u8>, max_bytes: u64) -> Result<Vec<u8>, ReadError> {
        let options = ReadOptions { max_bytes, ..ReadOptions::default() };
        Stream::from_bytes("x", Kind::Unknown, bytes)?.whole(&options)
    }

    #[test]
    fn compressions_are_told_by_their_bytes_and_members_joined() -> io::Result<()> {
        let members = [gzip(b"Section 1.\n"), gzip(b"Section 2.\n")].concat();
        assert!(matches!(whole(members, 99), Ok(text) if text == b"Section 1.\nSection 2.\n"));
        let zstd = zstd::encode_all(&b"Section 1."[..], 1)?;
        assert!(matches!(whole(zstd, 99), Ok(text) if text == b"Section 1."));
        Ok(())
    }

    #[test]
    fn limits_count_decompressed_bytes() -> io::Result<()> {
        assert!(matches!(whole(gzip(&[b'x'; 100]), 100), Ok(text) if text.len() == 100));
        assert!(matches!(whole(gzip(&[b'x'; 101]), 100), Err(ReadError::TooLarge { limit: 100, .. })));
        assert!(matches!(whole(vec![b'x'; 101], 100), Err(ReadError::TooLarge { .. })));
        let bomb = zstd::encode_all(io::Read::take(io::repeat(b' '), 64 << 20), 1)?;
        assert!(matches!(whole(bomb, u64::MAX), Err(ReadError::Expands { .. })));
        Ok(())
    }

    #[test]
    fn damage_is_told_from_other_failures() {
        let mut cut = gzip(&[b'x'; 1000]);
        cut.truncate(cut.len() - 4);
        assert!(matches!(whole(cut, 9999), Err(ReadError::Damaged { format: "gzip", .. })));
        let tail = [gzip(b"text"), b"garbage".to_vec()].concat();
        assert!(matches!(whole(tail, 9999), Err(ReadError::Damaged { .. })));
    }

    #[test]
    fn a_long_line_is_passed_over_alone() -> Result<(), ReadError> {
        let mut stream = Stream::from_bytes("x", Kind::Records, b"12345\n1234567\n12".to_vec())?;
        let mut line = Vec::new();
        assert_eq!((stream.line(&mut line, 6)?, &line[..]), (Line::Whole, &b"12345\n"[..]));
        assert_eq!(stream.line(&mut line, 6)?, Line::TooLong);
        assert_eq!((stream.line(&mut line, 6)?, &line[..]), (Line::Whole, &b"12"[..]));
        assert_eq!(stream.line(&mut line, 6)?, Line::End);
        Ok(())
    }
}
