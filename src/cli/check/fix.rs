//! Fixes: written into the file, or shown as a diff.

use std::path::Path;

use anyhow::{Context as _, Result};
use similar::TextDiff;

use crate::check::{Finding, Fix};
use crate::read::Document;

/// A text with its fixes made, of several that overlap the first; and how many were.
pub(super) fn fixed(text: &str, found: &[Finding]) -> (String, usize) {
    let mut fixes: Vec<&Fix> = found.iter().filter_map(|f| f.fix.as_ref()).collect();
    fixes.sort_by_key(|fix| (fix.span.start, fix.span.end));
    let (mut out, mut at, mut made) = (String::with_capacity(text.len()), 0, 0);
    for fix in fixes {
        if fix.span.start < at {
            continue;
        }
        out.push_str(&text[at..fix.span.start]);
        out.push_str(&fix.text);
        at = fix.span.end;
        made += 1;
    }
    out.push_str(&text[at..]);
    (out, made)
}

/// Whether a document is a file of its own whose bytes are its text: what can be written back.
pub(super) fn is_a_file(document: &Document) -> bool {
    let path = Path::new(&document.path);
    document.source.is_none() && std::fs::read(path).is_ok_and(|bytes| bytes == document.text.as_bytes())
}

/// Writes a file anew: beside it first, so that a kill leaves the old or the new one.
pub(super) fn write(document: &Document) -> Result<()> {
    let path = Path::new(&document.path);
    let said = || format!("{}: the fixes couldn't be written", document.path);
    let mut beside = path.as_os_str().to_owned();
    beside.push(".pincite-fix");
    std::fs::write(&beside, &document.text).with_context(said)?;
    if let Ok(held) = std::fs::metadata(path) {
        let _ = std::fs::set_permissions(&beside, held.permissions());
    }
    std::fs::rename(&beside, path).with_context(said)
}

/// What the fixes change, as a unified diff.
pub(super) fn diff(path: &str, before: &str, after: &str) -> String {
    TextDiff::from_lines(before, after).unified_diff().context_radius(2).header(path, path).to_string()
}
