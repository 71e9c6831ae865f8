//! What can go wrong with the index; most of it is something wrong with its library.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

use super::query::QueryError;
use crate::library::LibraryError;

/// Runs a read of the library. The engine panics on some files that are not what it wrote: that is damage, and no
/// reason to end the process.
pub(super) fn guarded<T>(read: impl FnOnce() -> tantivy::Result<T>) -> Result<T, IndexError> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(result) => result.map_err(IndexError::reading),
        Err(panic) => {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
            Err(LibraryError::Damaged(format!("the engine gave up on it: {said}")).into())
        }
    }
}

/// Why the index could not be made, opened, read, written or asked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum IndexError {
    /// The library that it is in is missing, damaged, of another format, being written, or refused by the system.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// A document's path is too long to be kept as a key.
    #[error("the path is too long to be indexed ({} bytes): {}…", .0.len(), .0.chars().take(80).collect::<String>())]
    LongPath(String),
    /// The query can't be understood.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The index engine failed in a way that has no better name.
    #[error("the index failed: {0}; nothing already stored is lost")]
    Engine(String),
}

impl IndexError {
    /// The engine's error, met while `doing` something with the library.
    pub(super) fn engine(doing: &'static str, error: TantivyError) -> Self {
        let damaged = |what: String| Self::Library(LibraryError::Damaged(what));
        match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => LibraryError::Busy.into(),
            TantivyError::LockFailure(LockError::IoError(error), _)
            | TantivyError::IoError(error)
            | TantivyError::OpenReadError(OpenReadError::IoError { io_error: error, .. })
            | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: error, .. })
            | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error: error, .. }) => {
                // A file that ends too early, or holds what can't be: not the system's fault, the file's.
                match error.kind() {
                    io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => damaged(error.to_string()),
                    _ => LibraryError::Io { doing, error }.into(),
                }
            }
            TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
                damaged(format!("index/{} is missing", file.display()))
            }
            TantivyError::OpenDirectoryError(OpenDirectoryError::DoesNotExist(folder)) => {
                damaged(format!("{} is missing", folder.display()))
            }
            TantivyError::DataCorruption(what) => damaged(format!("{what:?}")),
            TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(what))
            | TantivyError::IncompatibleIndex(what) => damaged(format!("{what:?}")),
            TantivyError::InternalError(what) => Self::Engine(what),
            other => Self::Engine(other.to_string()),
        }
    }

    /// The engine's error, met while reading: whatever it can't make sense of is damage.
    pub(super) fn reading(error: TantivyError) -> Self {
        let damaged = |what: String| Self::Library(LibraryError::Damaged(what));
        match Self::engine("reading", error) {
            Self::Engine(what) => damaged(what),
            Self::Library(LibraryError::Io { error, .. }) if error.kind() == io::ErrorKind::Other => {
                damaged(error.to_string())
            }
            other => other,
        }
    }

    /// [`Self::engine`], for `map_err` where the library is written.
    pub(super) fn writing(error: TantivyError) -> Self {
        Self::engine("writing", error)
    }
}
