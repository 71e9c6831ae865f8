//! Fixes: written into the file, or shown as a diff.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use similar::TextDiff;

use super::super::out::{Out, Told};
use crate::ask::Checker;
use crate::check::Finding;
use crate::read::Document;

/// What `--fix` writes and `--diff` shows, and what it came to.
#[derive(Debug)]
pub(super) struct Fixing {
    asked: bool,
    diff: bool,
    pub(super) made: usize,
    files: usize,
    refused: usize,
}

impl Fixing {
    pub(super) const fn new(fix: bool, diff: bool) -> Self {
        Self { asked: fix || diff, diff, made: 0, files: 0, refused: 0 }
    }

    /// Makes a document's fixes, or shows them, where that is asked for; what is left is what was found.
    pub(super) fn make(
        &mut self,
        checker: &Checker<'_>,
        document: &mut Document,
        found: &mut Vec<Finding>,
    ) -> Result<()> {
        let fixes = found.iter().filter(|f| f.fix.is_some()).count();
        if !self.asked || fixes == 0 {
            return Ok(());
        }
        if !is_a_file(document) {
            self.refused += fixes;
            return Ok(());
        }
        let after = checker.fix(document.clone(), std::mem::take(found));
        self.made += after.made;
        self.files += 1;
        if self.diff {
            let diff = diff(&document.path, &document.text, &after.document.text);
            let mut out = Out::raw();
            out.write_all(diff.as_bytes())?;
            out.flush()?;
        } else {
            write(&after.document)?;
        }
        (*document, *found) = (after.document, after.found);
        Ok(())
    }

    /// Says what was done.
    pub(super) fn tell(&self) -> Result<()> {
        let mut err = Told;
        if self.made > 0 {
            let verb = if self.diff { "would be fixed" } else { "fixed" };
            writeln!(err, "pincite: {} {verb} in {} files", self.made, self.files)?;
        }
        if self.refused > 0 {
            let why = "only files whose bytes are their text are written";
            writeln!(err, "pincite: {} fixes were left: {why}", self.refused)?;
        }
        Ok(())
    }
}

/// Whether a document is a file of its own whose bytes are its text: what can be written back.
fn is_a_file(document: &Document) -> bool {
    let path = Path::new(&document.path);
    document.source.is_none() && std::fs::read(path).is_ok_and(|bytes| bytes == document.text.as_bytes())
}

/// Writes a file anew: beside it first, so that a kill leaves the old or the new one.
fn write(document: &Document) -> Result<()> {
    let said = || format!("{}: the fixes couldn't be written", document.path);
    // A link stays one: what it points to is written.
    let path = &std::fs::canonicalize(&document.path).with_context(said)?;
    let mut beside = path.as_os_str().to_owned();
    beside.push(".pincite-fix");
    std::fs::write(&beside, &document.text).with_context(said)?;
    if let Ok(held) = std::fs::metadata(path) {
        let _ = std::fs::set_permissions(&beside, held.permissions());
    }
    std::fs::rename(&beside, path).with_context(said)
}

/// What the fixes change, as a unified diff.
fn diff(path: &str, before: &str, after: &str) -> String {
    TextDiff::from_lines(before, after).unified_diff().context_radius(2).header(path, path).to_string()
}
