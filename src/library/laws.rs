//! The texts of the law in the library's folder, found by provision and by day.
//!
//! `law/` holds its account, the one list of what is there; and a compressed file of each imported source. Files come
//! first and the account last, so that a kill leaves the old state or the new one. Their words are searched by
//! [`crate::index::LawIndex`], which is also what imports: texts and words change together.

use std::collections::HashMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::account::{Account, LawEntry};
use super::error::LibraryError;
use crate::law::{Law, Part};
use crate::provision::ProvisionId;
use crate::registry::Additions;

/// The texts of the law that a library holds. May be asked from many threads.
pub struct Laws {
    pub(super) dir: PathBuf,
    pub(super) account: Account,
    /// Which entries an id has, by number.
    pub(super) by_id: HashMap<String, Vec<usize>>,
    /// Texts that were asked for, with where each provision is in them.
    pub(super) open: Mutex<HashMap<String, Arc<Open>>>,
}

/// A text in memory.
pub(super) struct Open {
    law: Arc<Law>,
    parts: HashMap<String, usize>,
}

impl std::fmt::Debug for Laws {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Laws({}, {} texts)", self.dir.display(), self.account.entries.len())
    }
}

impl Laws {
    /// Opens the texts in a library's folder; none where there are none yet.
    ///
    /// # Errors
    ///
    /// When they are damaged, of another version, or the system refuses.
    pub fn open(library: &Path) -> Result<Self, LibraryError> {
        let dir = library.join("law");
        let account = Account::read(&dir)?;
        let by_id = account.by_id();
        Ok(Self { dir, account, by_id, open: Mutex::default() })
    }

    /// No texts, of no folder.
    #[must_use]
    pub fn none() -> Self {
        Self { dir: PathBuf::new(), account: Account::default(), by_id: HashMap::new(), open: Mutex::default() }
    }

    /// What there is, by id and then by day.
    #[must_use]
    pub fn entries(&self) -> &[LawEntry] {
        &self.account.entries
    }

    /// What the texts of a library add to the registry.
    pub(super) fn additions(library: &Path) -> Result<Additions, LibraryError> {
        match fs::read(library.join("law/registry.json")) {
            Ok(bytes) => {
                serde_json::from_slice(&bytes).map_err(|e| LibraryError::Damaged(format!("law/registry.json: {e}")))
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Additions::default()),
            Err(e) => Err(LibraryError::io("reading", e)),
        }
    }

    pub(super) fn file(&self, hash: &str) -> PathBuf {
        self.dir.join(format!("{hash}.json.zst"))
    }

    /// Reads a text.
    ///
    /// # Errors
    ///
    /// When its file is missing or damaged.
    pub fn load(&self, entry: &LawEntry) -> Result<Law, LibraryError> {
        let missing = || LibraryError::Damaged(format!("law/{}.json.zst holds fewer texts than it should", entry.hash));
        self.load_all(&entry.hash)?.into_iter().nth(entry.number).ok_or_else(missing)
    }

    /// Every text of a file.
    pub(super) fn load_all(&self, hash: &str) -> Result<Vec<Law>, LibraryError> {
        let damaged = |what: String| LibraryError::Damaged(format!("law/{hash}.json.zst: {what}"));
        let file = File::open(self.file(hash)).map_err(|e| damaged(e.to_string()))?;
        let bytes = zstd::decode_all(file).map_err(|e| damaged(e.to_string()))?;
        serde_json::from_slice(&bytes).map_err(|e| damaged(e.to_string()))
    }

    /// A text, from memory when it was asked for before.
    fn opened(&self, entry: &LawEntry) -> Result<Arc<Open>, LibraryError> {
        let key = entry.key();
        if let Ok(open) = self.open.lock()
            && let Some(found) = open.get(&key)
        {
            return Ok(found.clone());
        }
        let law = self.load(entry)?;
        let parts = law.parts.iter().enumerate().rev().map(|(i, p)| (p.id.flattened().to_string(), i)).collect();
        let opened = Arc::new(Open { law: Arc::new(law), parts });
        if let Ok(mut open) = self.open.lock() {
            open.insert(key, opened.clone());
        }
        Ok(opened)
    }

    /// The text of a provision as it stood on a day (or the newest), and its place there.
    ///
    /// # Errors
    ///
    /// When a file is missing or damaged.
    pub fn provision(&self, id: &ProvisionId, day: Option<&str>) -> Result<Option<(Arc<Law>, Part)>, LibraryError> {
        let in_force = |e: &&LawEntry| {
            let early = |day: &str| !e.from.is_empty() && e.from.as_str() > day;
            let late = |day: &str| !e.until.is_empty() && e.until.as_str() <= day;
            day.is_none_or(|day| !early(day) && !late(day))
        };
        for entry in self.holding(id).into_iter().filter(in_force) {
            if let Some(found) = self.in_entry(entry, id)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The text of a provision in every version that is held, the newest first.
    ///
    /// # Errors
    ///
    /// When a file is missing or damaged.
    pub fn versions(&self, id: &ProvisionId) -> Result<Vec<(Arc<Law>, Part)>, LibraryError> {
        self.holding(id).into_iter().filter_map(|entry| self.in_entry(entry, id).transpose()).collect()
    }

    /// The texts that may have a provision: the newest first, of one day the most special.
    fn holding(&self, id: &ProvisionId) -> Vec<&LawEntry> {
        let flat = id.flattened();
        let numbers = id.prefixes().chain(flat.prefixes()).filter_map(|prefix| self.by_id.get(prefix)).flatten();
        let mut entries: Vec<&LawEntry> = numbers.filter_map(|i| self.account.entries.get(*i)).collect();
        entries.sort_by(|a, b| b.from.cmp(&a.from).then_with(|| b.id.as_str().len().cmp(&a.id.as_str().len())));
        entries.dedup_by(|a, b| std::ptr::eq(*a, *b));
        entries
    }

    /// A provision in one text, with its place there.
    fn in_entry(&self, entry: &LawEntry, id: &ProvisionId) -> Result<Option<(Arc<Law>, Part)>, LibraryError> {
        let open = self.opened(entry)?;
        if let Some(part) = open.parts.get(id.flattened().as_str()).and_then(|i| open.law.parts.get(*i)) {
            return Ok(Some((open.law.clone(), part.clone())));
        }
        let end = open.law.text.len();
        let whole = || Part { id: id.clone(), start: 0, end, words: 0, heading: open.law.title.clone() };
        Ok((open.law.id == *id).then(|| (open.law.clone(), whole())))
    }
}
