//! What can go wrong with a library, said so that the reader knows what to do next.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

use super::manifest::FORMAT;
use super::query::QueryError;

/// Runs a read of the library. The engine panics on some files that are not what it wrote: that is damage, and no
/// reason to end the process.
pub(super) fn guarded<T>(read: impl FnOnce() -> tantivy::Result<T>) -> Result<T, IndexError> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(result) => result.map_err(IndexError::reading),
        Err(panic) => {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no reason given");
            Err(IndexError::Damaged(format!("the engine gave up on it: {said}")))
        }
    }
}

/// Why a library could not be made, opened, read or written.
#[derive(Clone, Debug, thiserror::Error)]
pub enum IndexError {
    /// The folder holds no library.
    #[error("{} is not a pincite library; make one with `pincite index`", .0.display())]
    NotALibrary(PathBuf),
    /// A library is to be made where there is one.
    #[error("{} is a library already; open it, or replace it with `pincite index --rebuild`", .0.display())]
    AlreadyThere(PathBuf),
    /// The library was made by a pincite that keeps it in another way.
    #[error(
        "{} was made by pincite {made_by} (format {found}, this pincite reads format {FORMAT}); \
         run `pincite index --rebuild`",
        .path.display()
    )]
    Version {
        /// The library.
        path: PathBuf,
        /// The version of pincite that made it.
        made_by: String,
        /// Its format.
        found: u64,
    },
    /// Files of the library are missing or are not what was written.
    #[error("the library is damaged: {0}; run `pincite index --rebuild`")]
    Damaged(String),
    /// Another process is writing.
    #[error(
        "another pincite is writing to this library; wait until it is done, or name another library with \
         `--library DIR`"
    )]
    Busy,
    /// The disk or the system refused.
    #[error("{doing} the library failed: {error}; nothing already stored is lost")]
    Io {
        /// What was being done: `reading`, `writing`.
        doing: &'static str,
        /// What the system said.
        error: Arc<io::Error>,
    },
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
    /// An error of the system, met while `doing` something with the library.
    pub(super) fn io(doing: &'static str, error: io::Error) -> Self {
        Self::Io { doing, error: Arc::new(error) }
    }

    /// The engine's error, met while `doing` something with the library.
    pub(super) fn engine(doing: &'static str, error: TantivyError) -> Self {
        let io = |error| Self::Io { doing, error };
        match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Busy,
            TantivyError::LockFailure(LockError::IoError(error), _)
            | TantivyError::IoError(error)
            | TantivyError::OpenReadError(OpenReadError::IoError { io_error: error, .. })
            | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: error, .. })
            | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error: error, .. }) => {
                // A file that ends too early, or holds what can't be: not the system's fault, the file's.
                match error.kind() {
                    io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData => Self::Damaged(error.to_string()),
                    _ => io(error),
                }
            }
            TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
                Self::Damaged(format!("index/{} is missing", file.display()))
            }
            TantivyError::OpenDirectoryError(OpenDirectoryError::DoesNotExist(folder)) => {
                Self::Damaged(format!("{} is missing", folder.display()))
            }
            TantivyError::DataCorruption(what) => Self::Damaged(format!("{what:?}")),
            TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(what))
            | TantivyError::IncompatibleIndex(what) => Self::Damaged(format!("{what:?}")),
            TantivyError::InternalError(what) => Self::Engine(what),
            other => Self::Engine(other.to_string()),
        }
    }

    /// The engine's error, met while reading: whatever it can't make sense of is damage.
    pub(super) fn reading(error: TantivyError) -> Self {
        match Self::engine("reading", error) {
            Self::Engine(what) => Self::Damaged(what),
            Self::Io { error, .. } if error.kind() == io::ErrorKind::Other => Self::Damaged(error.to_string()),
            other => other,
        }
    }

    /// [`Self::engine`], for `map_err` where the library is written.
    pub(super) fn writing(error: TantivyError) -> Self {
        Self::engine("writing", error)
    }
}
