//! Texts into the law library and out of it: files first, the account last.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::account::LawEntry;
use super::error::LibraryError;
use super::hash::ContentHash;
use super::laws::Laws;
use crate::law::{Law, additions};
use crate::provision::ProvisionId;
use crate::registry::Additions;

/// A file's name, the hash of its bytes, and the texts that it holds.
type Source = (String, ContentHash, Vec<Law>);

/// An import whose files are written and whose account is not yet.
pub(crate) struct Staged<'l> {
    entries: Vec<LawEntry>,
    /// The texts that come, each with its key.
    pub(crate) added: Vec<(String, &'l Law)>,
    /// The keys of those that go.
    pub(crate) gone: Vec<String>,
    /// Those that are left out.
    pub(crate) left_out: Vec<LeftOut>,
}

/// A text that isn't imported: another one of the same provision and day is there, from another file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The file that it is in.
    pub source: String,
    /// Its place among the texts of that file.
    pub number: usize,
    /// What it is taken for.
    pub id: ProvisionId,
    /// From which day on; empty when that isn't known.
    pub from: String,
    /// The file that the text which stays is from.
    pub there: String,
}

/// How a text stands to one of the same instrument and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Other {
    /// The same, in another form or edition.
    Same,
    /// Of other parts of the instrument: another volume.
    Volume,
    /// Another text.
    Another,
}

/// Two texts with this share of words in common are one text in two forms.
const ONE_TEXT: f32 = 0.85;
/// Or with this share of the shorter one's.
const WITHIN: f32 = 0.94;

fn compared(a: &Law, b: &Law) -> Other {
    if a.text == b.text {
        return Other::Same;
    }
    let parts: std::collections::BTreeSet<&ProvisionId> = a.parts.iter().map(|p| &p.id).collect();
    let common = b.parts.iter().filter(|p| parts.contains(&p.id)).count();
    if common > 0 && 4 * common < parts.len().min(b.parts.len()) {
        return Other::Volume;
    }
    let count = |law: &Law| {
        let mut counts: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
        for word in crate::quote::words(&law.text) {
            *counts.entry(word.folded).or_default() += 1;
        }
        counts
    };
    let (ours, theirs) = (count(a), count(b));
    let common: usize = ours.iter().map(|(word, n)| theirs.get(word).map_or(0, |m| *n.min(m))).sum();
    let (a, b) = (ours.values().sum::<usize>(), theirs.values().sum::<usize>());
    let (least, most) = (a.min(b).max(1) as f32, a.max(b).max(1) as f32);
    // One without the preamble, or without the headings, is in the other whole.
    let within = common as f32 >= WITHIN * least && 2.0 * least >= most;
    if common as f32 >= ONE_TEXT * most || within { Other::Same } else { Other::Another }
}

impl Laws {
    /// Where the texts and the index of their words are.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Writes the files of new texts, each in place of what was imported from the same file or is the same text of the
    /// same day. Nothing of it shows before [`Laws::accept`].
    pub(crate) fn stage<'l>(&self, sources: &'l [Source]) -> Result<Staged<'l>, LibraryError> {
        fs::create_dir_all(&self.dir).map_err(|e| LibraryError::io("writing", e))?;
        let entries = self.account.entries.clone();
        let mut staged = Staged { entries, added: Vec::new(), gone: Vec::new(), left_out: Vec::new() };
        for (source, hash, laws) in sources {
            let hash = format!("{:016x}", hash.0);
            // Another text of the same provision and day is taken for no newer import of it.
            let (mut kept, mut replaces) = (Vec::new(), Vec::new());
            for (number, law) in laws.iter().enumerate() {
                let there: Vec<&LawEntry> =
                    staged.entries.iter().filter(|e| e.source != *source && e.is_of(law)).collect();
                let how: Vec<Other> = there.iter().map(|there| self.stands(&staged.added, there, law)).collect();
                let of = |which: Other| there.iter().zip(&how).filter(move |(_, how)| **how == which).map(|(e, _)| e);
                let other = of(Other::Another).next();
                // What isn't imported takes nothing's place.
                replaces.extend(of(Other::Same).filter(|_| other.is_none()).map(|e| e.key()));
                kept.push(other.is_none());
                staged.left_out.extend(other.map(|there| LeftOut {
                    source: source.clone(),
                    number,
                    id: law.id.clone(),
                    from: law.from.clone(),
                    there: there.source.clone(),
                }));
            }
            let replaced = |e: &LawEntry| e.source == *source || replaces.contains(&e.key());
            staged.gone.extend(staged.entries.iter().filter(|e| replaced(e)).map(LawEntry::key));
            staged.entries.retain(|e| !replaced(e));
            self.write_file(&hash, laws)?;
            for (number, law) in laws.iter().enumerate().filter(|(i, _)| kept.get(*i) == Some(&true)) {
                let entry = LawEntry::new(law, source, &hash, number);
                staged.gone.retain(|key| *key != entry.key());
                staged.added.push((entry.key(), law));
                staged.entries.push(entry);
            }
        }
        staged.entries.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| a.from.cmp(&b.from)));
        Ok(staged)
    }

    /// How a text stands to that of an entry, staged or kept. One that can't be read is replaced.
    fn stands(&self, added: &[(String, &Law)], there: &LawEntry, law: &Law) -> Other {
        match added.iter().find(|(key, _)| *key == there.key()) {
            Some((_, staged)) => compared(staged, law),
            None => self.load(there).map_or(Other::Same, |kept| compared(&kept, law)),
        }
    }

    /// Makes an import what there is.
    pub(crate) fn accept(&mut self, staged: Staged<'_>) -> Result<(), LibraryError> {
        self.becomes(staged.entries)
    }

    /// The texts of an instrument, or those imported from a file.
    pub(crate) fn called(&self, which: &str) -> Vec<LawEntry> {
        self.entries().iter().filter(|e| e.source == which || e.id.as_str() == which).cloned().collect()
    }

    /// Takes texts out, and what they added to the registry.
    pub(crate) fn forget(&mut self, gone: &[LawEntry]) -> Result<(), LibraryError> {
        let kept = self.account.entries.iter().filter(|e| !gone.contains(e)).cloned().collect();
        self.becomes(kept)?;
        self.write_additions()
    }

    /// Replaces the account, forgets what was known of the old one, and removes the files that nothing refers to any more:
    /// of texts replaced, and what a kill left behind.
    fn becomes(&mut self, entries: Vec<LawEntry>) -> Result<(), LibraryError> {
        self.account.entries = entries;
        self.by_id = self.account.by_id();
        self.open = Mutex::default();
        self.account.write(&self.dir)?;
        let kept: Vec<PathBuf> = self.entries().iter().map(|e| self.file(&e.hash)).collect();
        for entry in fs::read_dir(&self.dir).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.to_string_lossy().ends_with(".json.zst") && !kept.contains(&path) {
                let _ = fs::remove_file(path);
            }
        }
        Ok(())
    }

    /// Writes what the texts add to the registry anew; after the last import.
    ///
    /// # Errors
    ///
    /// When a text can't be read or the file can't be written.
    pub fn write_additions(&self) -> Result<(), LibraryError> {
        let mut all = Additions::default();
        let mut entries: Vec<&LawEntry> = self.entries().iter().collect();
        entries.sort_by(|a, b| (&a.hash, a.number).cmp(&(&b.hash, b.number)));
        for of_file in entries.chunk_by(|a, b| a.hash == b.hash) {
            let laws = self.load_all(&of_file[0].hash)?;
            // A file holds the texts that were left out, too.
            for law in of_file.iter().filter_map(|entry| laws.get(entry.number)) {
                additions(law, &mut all);
            }
        }
        all.names.sort();
        all.names.dedup();
        let write = || -> std::io::Result<()> {
            let new = self.dir.join("registry.json.new");
            fs::write(&new, serde_json::to_vec(&all)?)?;
            fs::rename(&new, self.dir.join("registry.json"))
        };
        write().map_err(|e| LibraryError::io("writing", e))
    }

    fn write_file(&self, hash: &str, laws: &[Law]) -> Result<(), LibraryError> {
        let write = || -> std::io::Result<()> {
            let new = self.file(hash).with_extension("new");
            let mut out = zstd::Encoder::new(File::create(&new)?, 6)?;
            serde_json::to_writer(&mut out, laws)?;
            out.finish()?.sync_all()?;
            fs::rename(&new, self.file(hash))
        };
        write().map_err(|e| LibraryError::io("writing", e))
    }
}
