//! Documents into an index of passages: what changed is read, what is gone goes.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use super::desk::Desk;
use super::documents::{Files, Tally};
use super::error::AskError;
use crate::entity::Read;
use crate::index::{PassageIndex, Writer, cut, tie};
use crate::library::ContentHash;
use crate::read::Document;

/// How an index is filled.
pub struct Filling<'f> {
    /// Memory for the index being written, in bytes.
    pub heap: usize,
    /// Whether unchanged documents are read again, because the grammar changed.
    pub again: bool,
    /// Ends it, when it becomes true, with what was read so far.
    pub stop: &'f AtomicBool,
    /// Is told after each document what has been done.
    pub watch: &'f mut dyn FnMut(&Document, &Filled),
}

impl std::fmt::Debug for Filling<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Filling").field("heap", &self.heap).field("again", &self.again).finish_non_exhaustive()
    }
}

/// What filling did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Documents that are new or changed.
    pub added: u64,
    /// Documents that the index has as they are.
    pub unchanged: u64,
    /// Documents that are gone.
    pub removed: u64,
    /// Passages of those added.
    pub passages: u64,
    /// Mentions in them.
    pub mentions: u64,
    /// Invocations in them.
    pub invocations: u64,
    /// Whether it was stopped.
    pub stopped: bool,
}

impl Desk {
    /// Makes an index hold what the files hold: one commit at the end makes it all visible at once.
    ///
    /// # Errors
    ///
    /// When another process is writing, or the index can't be read or written; it is then as it was.
    pub fn fill(
        &self,
        index: &PassageIndex,
        files: &Files<'_>,
        how: &mut Filling<'_>,
    ) -> Result<(Filled, Tally), AskError> {
        let entities = self.entities()?;
        let mut writer = Writer::open(index, how.heap, files.threads)?;
        let known = writer.known()?;
        let mut filled = Filled::default();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let again = how.again;
        let work = |document: &Document| {
            let hash = ContentHash::of(document);
            if !again && known.get(&document.path) == Some(&hash) {
                return (hash, true, Vec::new(), Read::default());
            }
            let mentions = self.mentions(document);
            let read = entities.read(&document.text, &mentions);
            (hash, false, mentions, read)
        };
        let tally = files.each(work, |document, (hash, unchanged, mentions, read)| {
            if unchanged {
                filled.unchanged += 1;
            } else {
                filled.mentions += mentions.len() as u64;
                filled.invocations += read.invocations.len() as u64;
                let mut passages = cut(&document.text, mentions);
                tie(&mut passages, &read);
                filled.passages += passages.len() as u64;
                writer.add(&document, hash, &passages)?;
                filled.added += 1;
            }
            (how.watch)(&document, &filled);
            seen.insert(document.path);
            let stop = how.stop.load(Ordering::SeqCst);
            Ok::<_, AskError>(if stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        filled.stopped = how.stop.load(Ordering::SeqCst);
        if !filled.stopped && tally.unread == 0 {
            // Only what the paths named now would have given can be said to be gone.
            let of_these = |path: &str| files.paths.iter().any(|root| below(root, path));
            for path in known.keys().filter(|path| !seen.contains(*path) && of_these(path)) {
                writer.remove(path)?;
                filled.removed += 1;
            }
        }
        let mut manifest = index.manifest().clone();
        manifest.split.clone_from(&files.options.split_at);
        manifest.grammar.clone_from(&self.resolver().grammar().hash);
        for path in files.paths {
            let root = path.display().to_string();
            if !manifest.roots.contains(&root) {
                manifest.roots.push(root);
            }
        }
        writer.set_manifest(manifest);
        writer.commit()?;
        writer.finish()?;
        Ok((filled, tally))
    }

    /// An index in memory, of files that no library holds.
    ///
    /// # Errors
    ///
    /// When the engine can't start; what can't be read is told and counted.
    pub fn index_of(&self, files: &Files<'_>) -> Result<(PassageIndex, Tally), AskError> {
        let index = PassageIndex::in_memory()?;
        let never = AtomicBool::new(false);
        let mut how = Filling { heap: 64 << 20, again: false, stop: &never, watch: &mut |_, _| () };
        let (_, tally) = self.fill(&index, files, &mut how)?;
        Ok((index, tally))
    }
}

/// Whether a document's path lies at or below a root, a record (`file#id`) at its file.
fn below(root: &Path, path: &str) -> bool {
    let file = path.split_once('#').map_or(path, |(file, _)| file);
    Path::new(path).starts_with(root) || Path::new(file).starts_with(root)
}
