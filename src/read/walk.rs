//! Files and folders as the user names them, to the sources in them, in one order on every run.

use super::ReadError;
use super::format::{Compression, Kind, from_name};
use ignore::WalkBuilder;
use std::io;
use std::path::{Path, PathBuf};

/// One file to read, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub(super) path: PathBuf,
    pub(super) kind: Kind,
    pub(super) compression: Option<Compression>,
    /// Named by the user, not found in a folder: then nothing about it is passed over in silence.
    pub(super) named: bool,
}

/// What [`sources`] found.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Sources {
    /// The sources, in the order of the arguments and, within a folder, of the paths.
    pub found: Vec<Source>,
    /// What was named but isn't there, or couldn't be listed.
    pub errors: Vec<ReadError>,
    /// How many files in folders were passed over, being of no known kind, links or not files at all.
    pub skipped: usize,
}

impl Source {
    /// A file to read whatever its name says; a name that says nothing leaves it to the first bytes.
    ///
    /// Nothing is opened: a file that isn't there is [`read`](super::read)'s error.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let (kind, compression) = from_name(&path);
        Self { path, kind, compression, named: true }
    }

    /// Standard input, its kind and compression told by its first bytes.
    #[must_use]
    pub fn stdin() -> Self {
        Self::file("-")
    }

    /// The path as named, `-` for standard input.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The kind, as far as the name tells it.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    pub(super) fn is_stdin(&self) -> bool {
        self.path.as_os_str() == "-"
    }
}

/// Finds the sources among files, folders and `-`.
///
/// A file that is named is taken whatever its extension. From a folder come the files of known kinds, sorted by
/// path; `.gitignore` and `.ignore` are respected, hidden files and symbolic links are passed over.
#[must_use]
pub fn sources(paths: &[PathBuf]) -> Sources {
    sources_of(paths, &[])
}

/// The same, with files of these further extensions taken from folders: `xml`.
#[must_use]
pub fn sources_of(paths: &[PathBuf], extensions: &[&str]) -> Sources {
    let mut all = Sources::default();
    for path in paths {
        if path.as_os_str() == "-" {
            all.found.push(Source::stdin());
            continue;
        }
        match path.metadata() {
            Ok(metadata) if metadata.is_dir() => all.folder(path, extensions),
            Ok(metadata) if metadata.is_file() => all.found.push(Source::file(path)),
            Ok(_) => all.errors.push(ReadError::NotAFile { path: name(path) }),
            Err(error) => all.errors.push(unopened(path, error)),
        }
    }
    all
}

impl Sources {
    fn folder(&mut self, root: &Path, extensions: &[&str]) {
        let walk = WalkBuilder::new(root)
            .require_git(false)
            // What one person ignores everywhere mustn't change what another finds.
            .git_global(false)
            .sort_by_file_path(Ord::cmp)
            .build();
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|t| t.is_dir()) => {}
                Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) => self.file(entry.into_path(), extensions),
                Ok(_) => self.skipped += 1,
                Err(error) => self.errors.push(ReadError::Folder { path: name(root), message: error.to_string() }),
            }
        }
    }

    fn file(&mut self, path: PathBuf, extensions: &[&str]) {
        let wanted = path.extension().is_some_and(|e| extensions.iter().any(|x| e.eq_ignore_ascii_case(x)));
        let source = Source { named: false, ..Source::file(path) };
        if source.kind == Kind::Unknown && !wanted {
            self.skipped += 1;
        } else {
            self.found.push(source);
        }
    }
}

/// A path as messages and documents show it.
pub(super) fn name(path: &Path) -> String {
    path.display().to_string()
}

/// The error for a path that the system doesn't open.
pub(super) fn unopened(path: &Path, source: io::Error) -> ReadError {
    match source.kind() {
        io::ErrorKind::NotFound => ReadError::NotFound { path: name(path) },
        _ => ReadError::Io { path: name(path), source },
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Source, sources};
    use crate::read::ReadError;
    use std::fs;
    use std::path::{Path, PathBuf};

    fn names(found: &[Source], root: &Path) -> Vec<String> {
        found.iter().map(|s| s.path().strip_prefix(root).unwrap_or(s.path()).display().to_string()).collect()
    }

    #[test]
    fn a_folder_gives_its_known_kinds_in_order() -> std::io::Result<()> {
        let root = tempfile::tempdir()?;
        fs::create_dir_all(root.path().join("b/.hidden"))?;
        for file in ["z.txt", "b/a.md", "b/c.jsonl.gz", "b/x.png", "b/.hidden/q.txt", "secret.txt", "a.HTML"] {
            fs::write(root.path().join(file), "x")?;
        }
        fs::write(root.path().join(".gitignore"), "secret.txt\n")?;
        #[cfg(unix)]
        std::os::unix::fs::symlink(root.path(), root.path().join("loop"))?;
        let all = sources(&[root.path().to_owned()]);
        assert_eq!(names(&all.found, root.path()), ["a.HTML", "b/a.md", "b/c.jsonl.gz", "z.txt"]);
        assert_eq!(all.skipped, if cfg!(unix) { 2 } else { 1 });
        assert!(all.errors.is_empty());
        Ok(())
    }

    #[test]
    fn a_named_file_is_taken_whatever_its_extension() -> std::io::Result<()> {
        let root = tempfile::tempdir()?;
        let file = root.path().join("NOTICE");
        fs::write(&file, "x")?;
        let all = sources(&[PathBuf::from("-"), file, root.path().join("missing.txt")]);
        assert_eq!(all.found.iter().map(Source::kind).collect::<Vec<_>>(), [Kind::Unknown, Kind::Unknown]);
        assert!(matches!(&all.errors[..], [ReadError::NotFound { path }] if path.ends_with("missing.txt")));
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_refused() {
        assert!(matches!(&sources(&["/dev/null".into()]).errors[..], [ReadError::NotAFile { .. }]));
    }
}
