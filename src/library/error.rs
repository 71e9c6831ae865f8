//! What can go wrong with a library, said so that the reader knows what to do next.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// Why a library could not be made, opened, read or written.
#[derive(Clone, Debug, thiserror::Error)]
pub enum LibraryError {
    /// The folder holds no library.
    #[error("{} is not a pincite library; make one with `pincite index`", .0.display())]
    NotALibrary(PathBuf),
    /// A library is to be made where there is one.
    #[error("{} is a library already; open it, or replace it with `pincite index --rebuild`", .0.display())]
    AlreadyThere(PathBuf),
    /// The library was made by a pincite that keeps it in another way.
    #[error(
        "{} was made by pincite {made_by} (format {found}, this pincite reads format {reads}); \
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
        /// The format that this pincite reads.
        reads: u64,
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
}

impl LibraryError {
    /// An error of the system, met while `doing` something with the library.
    pub(crate) fn io(doing: &'static str, error: io::Error) -> Self {
        Self::Io { doing, error: Arc::new(error) }
    }
}
