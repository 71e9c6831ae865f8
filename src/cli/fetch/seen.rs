//! What was fetched, and what to ask with the next time: `law/fetched.json` in the library.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

/// What a source said of a text when it gave it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Stamp {
    /// When it was last changed, in the source's own words.
    #[serde(default)]
    pub modified: Option<String>,
    /// The source's mark for this state of it.
    #[serde(default)]
    pub tag: Option<String>,
}

/// What was fetched so far, by address.
#[derive(Debug)]
pub(super) struct Seen {
    file: PathBuf,
    stamps: BTreeMap<String, Stamp>,
}

impl Seen {
    /// What the folder of a library's laws says; nothing where it can't be read: texts are then asked for anew.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("{}: can't be made", folder.display()))?;
        let file = folder.join("fetched.json");
        let stamps = fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        Ok(Self { file, stamps })
    }

    /// What is known of an address.
    pub(super) fn of(&self, url: &str) -> Option<&Stamp> {
        self.stamps.get(url).filter(|stamp| stamp.modified.is_some() || stamp.tag.is_some())
    }

    /// Keeps what a source said.
    pub(super) fn keep(&mut self, url: &str, modified: Option<String>, tag: Option<String>) {
        self.stamps.insert(url.to_owned(), Stamp { modified, tag });
    }

    /// Writes it, in place of the old.
    pub(super) fn write(&self) -> Result<()> {
        let new = self.file.with_extension("json.new");
        let write = || -> std::io::Result<()> {
            fs::write(&new, serde_json::to_vec_pretty(&self.stamps)?)?;
            fs::rename(&new, &self.file)
        };
        write().with_context(|| format!("{}: can't be written", self.file.display()))
    }
}
