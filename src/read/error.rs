//! Why something couldn't be read, where, and what to do about it.

use std::io;
use thiserror::Error;

/// A file, folder or record that couldn't be read. The others are read all the same.
///
/// `path` is as the user named it, `-` for standard input; `line` counts from one.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// No such file or folder.
    #[error("{path}: no such file or folder; check the spelling")]
    NotFound {
        /// What was asked for.
        path: String,
    },
    /// A device, pipe or socket.
    #[error("{path}: neither a regular file nor a folder; to read a pipe, give `-` and redirect it to standard input")]
    NotAFile {
        /// What was asked for.
        path: String,
    },
    /// A folder, or a part of it, that couldn't be listed.
    #[error("{path}: couldn't list the folder ({message}); check its permissions")]
    Folder {
        /// The folder, or the folder given that holds it.
        path: String,
        /// What the system said.
        message: String,
    },
    /// The system couldn't open or read the file.
    #[error("{path}: couldn't read the file ({source}); check its permissions and the disk")]
    Io {
        /// The file.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// Bytes that aren't text.
    #[error(
        "{path}: looks like a binary file; convert it to a format that is read first, as to text, HTML, DOCX or PDF"
    )]
    Binary {
        /// The file.
        path: String,
    },
    /// A document or record of more than [`ReadOptions::max_bytes`](super::ReadOptions::max_bytes).
    #[error("{}: larger than the limit of {limit} bytes; split it or raise the limit", place(path, *line))]
    TooLarge {
        /// The file.
        path: String,
        /// The record's line, where it is a record that is too large.
        line: Option<u64>,
        /// The limit, in bytes once decompressed.
        limit: u64,
    },
    /// A compressed file that ends early, fails its checksum, or isn't one.
    #[error(
        "{path}: damaged {format} data ({source}); any records before the damage were read: fetch or compress the file again"
    )]
    Damaged {
        /// The file.
        path: String,
        /// `gzip` or `zstd`.
        format: &'static str,
        /// What the decoder said.
        source: io::Error,
    },
    /// A compressed file that grows beyond all reason.
    #[error(
        "{path}: grows more than {ratio}-fold when decompressed, as made to exhaust a machine; decompress it first if you trust it"
    )]
    Expands {
        /// The file.
        path: String,
        /// The bound that it exceeded.
        ratio: u64,
    },
    /// A line of a JSONL file, or a value of a JSON file, that isn't a record.
    #[error("{path}:{line}: not a record ({message}); a record is a JSON object with a string `text`")]
    Record {
        /// The file.
        path: String,
        /// The line.
        line: u64,
        /// What is wrong with it, with the column.
        message: String,
    },
    /// A file of a known format that is broken, or made to hurt.
    #[error("{path}: no readable {format}{} ({reason})", within(place))]
    Malformed {
        /// The file.
        path: String,
        /// `DOCX`, `ZIP` …
        format: &'static str,
        /// Where in it: a part and a line; empty where that isn't known.
        place: String,
        /// What is wrong there.
        reason: String,
    },
    /// A file of a format that isn't read, with what to do instead.
    #[error("{path}: {what}; {advice}")]
    Unsupported {
        /// The file.
        path: String,
        /// What it is.
        what: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// Archives within archives beyond the limit.
    #[error("{path}: archives and messages nest more than {limit} deep; unpack them first")]
    TooDeep {
        /// The innermost file.
        path: String,
        /// The limit.
        limit: u32,
    },
    /// A file that takes longer than the limit.
    #[error("{path}: not read within {seconds} seconds; split it or raise the limit")]
    TooSlow {
        /// The file.
        path: String,
        /// The limit.
        seconds: u64,
    },
    /// An archive, given by name, in which nothing can be read.
    #[error("{path}: holds no document of a format that is read")]
    NoDocuments {
        /// The archive.
        path: String,
    },
    /// A JSON file, given by name, without one record.
    #[error(
        "{path}: holds no record, which is a JSON object with a string `text`; to read it as text, redirect it to `-`"
    )]
    NoRecords {
        /// The file.
        path: String,
    },
}

impl ReadError {
    /// The file or folder concerned, as the user named it.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::NotFound { path }
            | Self::NotAFile { path }
            | Self::Folder { path, .. }
            | Self::Io { path, .. }
            | Self::Binary { path }
            | Self::TooLarge { path, .. }
            | Self::Damaged { path, .. }
            | Self::Expands { path, .. }
            | Self::Record { path, .. }
            | Self::Malformed { path, .. }
            | Self::Unsupported { path, .. }
            | Self::TooDeep { path, .. }
            | Self::TooSlow { path, .. }
            | Self::NoDocuments { path }
            | Self::NoRecords { path } => path,
        }
    }

    /// The line concerned, counted from one, where one is known.
    #[must_use]
    pub const fn line(&self) -> Option<u64> {
        match self {
            Self::Record { line, .. } => Some(*line),
            Self::TooLarge { line, .. } => *line,
            _ => None,
        }
    }
}

fn within(place: &str) -> String {
    if place.is_empty() { String::new() } else { format!(" in {place}") }
}

fn place(path: &str, line: Option<u64>) -> String {
    line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}"))
}

#[cfg(test)]
mod tests {
    use super::ReadError;

    #[test]
    fn a_message_begins_with_the_place() {
        let error = ReadError::TooLarge { path: "a.jsonl".into(), line: Some(3), limit: 10 };
        assert_eq!(error.to_string(), "a.jsonl:3: larger than the limit of 10 bytes; split it or raise the limit");
        assert_eq!((error.path(), error.line()), ("a.jsonl", Some(3)));
    }
}
