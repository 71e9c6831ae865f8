//! Lines changed since a commit, by git.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use super::super::session::Usage;
use crate::text::{LineIndex, Span};

/// Which lines of which files changed; a file that git doesn't know has changed as a whole.
#[derive(Debug, Default)]
pub(super) struct Changed {
    lines: BTreeMap<PathBuf, Vec<(usize, usize)>>,
}

impl Changed {
    /// What changed in the work tree since a commit.
    pub(super) fn since(reference: &str) -> Result<Self> {
        let git = |args: &[&str]| -> Result<String> {
            let out = Command::new("git").args(args).output().context("`--since` asks git, which can't be run")?;
            if !out.status.success() {
                let said = String::from_utf8_lossy(&out.stderr).trim().to_owned();
                return Err(Usage(format!("git can't tell what changed since “{reference}”: {said}")).into());
            }
            Ok(String::from_utf8_lossy(&out.stdout).into_owned())
        };
        let root = PathBuf::from(git(&["rev-parse", "--show-toplevel"])?.trim());
        let mut changed = Self::default();
        let mut file = PathBuf::new();
        let diff = git(&[
            "-c",
            "core.quotePath=false",
            "diff",
            "--unified=0",
            "--no-color",
            "--no-ext-diff",
            reference,
            "--",
        ])?;
        for line in diff.lines() {
            if let Some(path) = line.strip_prefix("+++ b/") {
                file = root.join(path.trim_end_matches('\t'));
            } else if let Some((from, count)) = line.strip_prefix("@@ ").and_then(added) {
                changed.lines.entry(file.clone()).or_default().push((from, from + count));
            }
        }
        for path in
            git(&["-c", "core.quotePath=false", "ls-files", "--others", "--exclude-standard", "--full-name"])?.lines()
        {
            changed.lines.insert(root.join(path), vec![(0, usize::MAX)]);
        }
        Ok(changed)
    }

    /// Whether a stretch of a file's text is on a changed line.
    pub(super) fn has(&self, path: &str, text: &str, index: &LineIndex, span: Span) -> bool {
        let Ok(path) = Path::new(path).canonicalize() else { return true };
        let (first, _) = index.line_column(text, span.start);
        let (last, _) = index.line_column(text, span.end);
        self.lines.get(&path).is_some_and(|lines| lines.iter().any(|(from, to)| first < *to && *from <= last))
    }
}

/// First line and number of lines of the new side: `-3,0 +4,2 @@`.
fn added(hunk: &str) -> Option<(usize, usize)> {
    let new = hunk.split('+').nth(1)?.split(' ').next()?;
    let (from, count) = new.split_once(',').unwrap_or((new, "1"));
    Some((from.parse().ok()?, count.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::added;

    #[test]
    fn the_new_side_of_a_hunk() {
        assert_eq!(added("-3,0 +4,2 @@ fn"), Some((4, 2)));
        assert_eq!(added("-3 +4 @@"), Some((4, 1)));
        assert_eq!(added("-3,2 +2,0 @@"), Some((2, 0)));
    }
}
