//! The account of the law library, `law/manifest.json`: which texts there are, from where, in which file.

use std::collections::HashMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::LibraryError;
#[cfg(feature = "index")]
use crate::law::Law;
use crate::provision::ProvisionId;

const FORMAT: u64 = 1;
const FILE: &str = "manifest.json";

/// What the law library says of one text that it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LawEntry {
    /// What it is the text of.
    pub id: ProvisionId,
    /// Its title.
    pub title: String,
    /// From which day on; empty when that isn't known.
    pub from: String,
    /// Until which day, that day not included; empty while in force.
    pub until: String,
    /// How many provisions it has.
    pub provisions: usize,
    /// The file that it was imported from.
    pub source: String,
    /// The hash of that file's bytes, in hexadecimal.
    pub hash: String,
    /// Its place among the texts of that file.
    pub(super) number: usize,
    /// Its first provision: volumes of one instrument differ in it.
    first: ProvisionId,
}

impl LawEntry {
    /// What the index keeps the sections of this text under.
    pub(crate) fn key(&self) -> String {
        format!("{}#{}", self.hash, self.number)
    }
}

#[cfg(feature = "index")]
impl LawEntry {
    /// The entry of the `number`th text of a file.
    pub(super) fn new(law: &Law, source: &str, hash: &str, number: usize) -> Self {
        Self {
            id: law.id.clone(),
            title: law.title.clone(),
            from: law.from.clone(),
            until: law.until.clone(),
            provisions: law.parts.len(),
            source: source.to_owned(),
            hash: hash.to_owned(),
            number,
            first: first_of(law).clone(),
        }
    }

    /// Whether a text is another import of the same text of the same day.
    pub(super) fn is_of(&self, law: &Law) -> bool {
        law.id == self.id && law.from == self.from && law.until == self.until && *first_of(law) == self.first
    }
}

#[cfg(feature = "index")]
fn first_of(law: &Law) -> &ProvisionId {
    law.parts.first().map_or(&law.id, |part| &part.id)
}

/// The file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Account {
    format: u64,
    pub(super) entries: Vec<LawEntry>,
}

impl Default for Account {
    fn default() -> Self {
        Self { format: FORMAT, entries: Vec::new() }
    }
}

impl Account {
    /// Reads the account in a folder; an empty one where there is none.
    pub(super) fn read(dir: &Path) -> Result<Self, LibraryError> {
        let account = match fs::read(dir.join(FILE)) {
            Ok(bytes) => {
                serde_json::from_slice::<Self>(&bytes).map_err(|e| LibraryError::Damaged(format!("law/{FILE}: {e}")))?
            }
            Err(e) if e.kind() == ErrorKind::NotFound => Self::default(),
            Err(e) => return Err(LibraryError::io("reading", e)),
        };
        if account.format != FORMAT {
            return Err(LibraryError::Damaged(format!(
                "law/ has format {}, this pincite reads {FORMAT}: import its texts again with `pincite law add`",
                account.format
            )));
        }
        Ok(account)
    }

    /// Replaces the account in a folder in one step.
    #[cfg(feature = "index")]
    pub(super) fn write(&self, dir: &Path) -> Result<(), LibraryError> {
        let write = || -> std::io::Result<()> {
            let new = dir.join("manifest.json.new");
            let mut out = fs::File::create(&new)?;
            serde_json::to_writer_pretty(&mut out, self)?;
            std::io::Write::write_all(&mut out, b"\n")?;
            out.sync_all()?;
            fs::rename(&new, dir.join(FILE))
        };
        write().map_err(|e| LibraryError::io("writing", e))
    }

    /// Which entries an id has, by number.
    pub(super) fn by_id(&self) -> HashMap<String, Vec<usize>> {
        let mut out: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, entry) in self.entries.iter().enumerate() {
            out.entry(entry.id.to_string()).or_default().push(i);
        }
        out
    }
}
