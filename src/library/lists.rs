//! The lists of sanctioned persons that a user imported, in the library's folder: `lists.json.zst`.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::LibraryError;
use crate::entity::Listed;

const FILE: &str = "lists.json.zst";

/// The lists of a library.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    dir: PathBuf,
    sources: Vec<ListSource>,
}

/// One imported file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListSource {
    /// The file that it was imported from.
    pub source: String,
    /// The hash of its bytes, in hexadecimal.
    pub hash: String,
    /// Its entries.
    pub entries: Vec<Listed>,
}

impl Lists {
    /// Opens the lists of a library; none where there are none yet.
    ///
    /// # Errors
    ///
    /// When the file is damaged or can't be read.
    pub fn open(dir: &Path) -> Result<Self, LibraryError> {
        let damaged = |e: String| LibraryError::Damaged(format!("{FILE}: {e}"));
        let sources = match fs::read(dir.join(FILE)) {
            Ok(bytes) => {
                let bytes = zstd::decode_all(bytes.as_slice()).map_err(|e| damaged(e.to_string()))?;
                serde_json::from_slice(&bytes).map_err(|e| damaged(e.to_string()))?
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(e) => return Err(LibraryError::io("reading", e)),
        };
        Ok(Self { dir: dir.to_owned(), sources })
    }

    /// The imported files.
    #[must_use]
    pub fn sources(&self) -> &[ListSource] {
        &self.sources
    }

    /// Every entry of every list.
    #[must_use]
    pub fn into_entries(self) -> Vec<Listed> {
        self.sources.into_iter().flat_map(|s| s.entries).collect()
    }

    /// Adds a list, in place of the one of the same file, and writes them all: beside first, so that a kill leaves the old
    /// or the new ones.
    ///
    /// # Errors
    ///
    /// When the system refuses.
    pub fn add(&mut self, source: ListSource) -> Result<(), LibraryError> {
        self.sources.retain(|s| s.source != source.source);
        self.sources.push(source);
        self.sources.sort_by(|a, b| a.source.cmp(&b.source));
        self.write()
    }

    /// Takes a list out; whether there was one.
    ///
    /// # Errors
    ///
    /// When the system refuses.
    pub fn remove(&mut self, source: &str) -> Result<bool, LibraryError> {
        let before = self.sources.len();
        self.sources.retain(|s| s.source != source);
        self.write()?;
        Ok(self.sources.len() < before)
    }

    fn write(&self) -> Result<(), LibraryError> {
        let io = |e| LibraryError::io("writing", e);
        fs::create_dir_all(&self.dir).map_err(io)?;
        let json = serde_json::to_vec(&self.sources).unwrap_or_default();
        let bytes = zstd::encode_all(json.as_slice(), 9).map_err(io)?;
        let beside = self.dir.join(format!("{FILE}.tmp"));
        fs::write(&beside, bytes).map_err(io)?;
        fs::rename(&beside, self.dir.join(FILE)).map_err(io)
    }
}
