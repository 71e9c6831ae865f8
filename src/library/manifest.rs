//! `manifest.json`: who made the library, with what, and from where.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::LibraryError;

/// The way this pincite keeps a library. It changes when an older library would be read wrong.
pub const FORMAT: u64 = 3;

const FILE: &str = "manifest.json";

/// What a library says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The format of the library, [`FORMAT`] for one made by this pincite.
    pub format: u64,
    /// The version of pincite that made it.
    pub tool: String,
    /// The hash of the grammar that its citations were found with.
    #[serde(default)]
    pub grammar: String,
    /// The hash of the registry that they were resolved with.
    #[serde(default)]
    pub registry: String,
    /// The separator at which files were split into documents, where one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<String>,
    /// The paths that were indexed, as the user named them.
    #[serde(default)]
    pub roots: Vec<String>,
}

impl Manifest {
    /// The manifest of a new library, made by this pincite with this grammar and this registry.
    #[must_use]
    pub fn new(grammar: impl Into<String>, registry: impl Into<String>) -> Self {
        Self {
            format: FORMAT,
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            grammar: grammar.into(),
            registry: registry.into(),
            split: None,
            roots: Vec::new(),
        }
    }

    /// Whether the folder says that it is a library.
    #[must_use]
    pub fn exists(dir: &Path) -> bool {
        dir.join(FILE).exists()
    }

    /// Reads the manifest of the library in `dir`; refuses one of another format before looking at anything else.
    ///
    /// # Errors
    ///
    /// When there is none, or it is damaged or of another format.
    pub fn read(dir: &Path) -> Result<Self, LibraryError> {
        let bytes = fs::read(dir.join(FILE)).map_err(|error| match error.kind() {
            ErrorKind::NotFound if dir.join("index").exists() => LibraryError::Damaged(format!("{FILE} is missing")),
            ErrorKind::NotFound | ErrorKind::NotADirectory => LibraryError::NotALibrary(dir.to_owned()),
            _ => LibraryError::io("reading", error),
        })?;
        let damaged = |error: serde_json::Error| LibraryError::Damaged(format!("{FILE}: {error}"));
        let Origin { format, tool } = serde_json::from_slice(&bytes).map_err(damaged)?;
        if format != FORMAT {
            return Err(LibraryError::Version { path: dir.to_owned(), made_by: tool, found: format, reads: FORMAT });
        }
        serde_json::from_slice(&bytes).map_err(damaged)
    }

    /// Replaces the manifest of the library in `dir` in one step: a kill leaves the old one or the new one.
    ///
    /// # Errors
    ///
    /// When the system refuses.
    pub fn write(&self, dir: &Path) -> Result<(), LibraryError> {
        let replace = || {
            let new = dir.join("manifest.json.new");
            let mut file = File::create(&new)?;
            serde_json::to_writer_pretty(&mut file, self)?;
            file.write_all(b"\n")?;
            file.sync_all()?;
            fs::rename(&new, dir.join(FILE))?;
            sync(dir)
        };
        replace().map_err(|error| LibraryError::io("writing", error))
    }

    /// Takes the manifest away, so that what is left no longer passes for a library.
    ///
    /// # Errors
    ///
    /// When the system refuses.
    pub fn remove(dir: &Path) -> Result<(), LibraryError> {
        match fs::remove_file(dir.join(FILE)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(LibraryError::io("writing", error)),
            _ => Ok(()),
        }
    }
}

/// The two keys that every format has had.
#[derive(Deserialize)]
struct Origin {
    format: u64,
    #[serde(default)]
    tool: String,
}

/// Makes a rename last through a power cut. Only Unix needs and allows it.
fn sync(dir: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(dir)?.sync_all() } else { Ok(()) }
}
