//! Where a library is, and where in it everything stands.

use std::path::{Path, PathBuf};

use super::error::LibraryError;
use super::laws::Laws;
use super::lists::Lists;
use super::manifest::Manifest;
use crate::registry::Additions;

/// The name of the folder that is a library.
pub const FOLDER: &str = ".pincite";

/// The place of a library; whether one is there is seen when something of it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Library {
    dir: PathBuf,
}

impl Library {
    /// The library in a folder.
    #[must_use]
    pub fn at(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// The nearest `.pincite` folder at `start` or above it, the way git looks for `.git`.
    #[must_use]
    pub fn nearest(start: &Path) -> Option<Self> {
        let start = std::path::absolute(start).ok()?;
        start.ancestors().map(|folder| folder.join(FOLDER)).find(|candidate| candidate.is_dir()).map(Self::at)
    }

    /// Its folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// What it says of itself.
    ///
    /// # Errors
    ///
    /// When the folder holds no library, or one that is damaged or of another format.
    pub fn manifest(&self) -> Result<Manifest, LibraryError> {
        Manifest::read(&self.dir)
    }

    /// The texts of the law in it; none where none were imported.
    ///
    /// # Errors
    ///
    /// When they are damaged, of another format, or the system refuses.
    pub fn laws(&self) -> Result<Laws, LibraryError> {
        Laws::open(&self.dir)
    }

    /// What these texts add to the registry. It is kept beside them, so that no text need be read to know it.
    ///
    /// # Errors
    ///
    /// When the file is there and can't be read.
    pub fn additions(&self) -> Result<Additions, LibraryError> {
        Laws::additions(&self.dir)
    }

    /// The lists of persons that were imported into it; none where none were.
    ///
    /// # Errors
    ///
    /// When the file is damaged or can't be read.
    pub fn lists(&self) -> Result<Lists, LibraryError> {
        Lists::open(&self.dir)
    }
}
