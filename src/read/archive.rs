//! Archives, zip and tar: every file in them that is of a known kind, as `a.zip!b.docx`. Nothing is written to disk.
//!
//! What an archive says of the sizes of what it holds is not believed: bytes are counted as they are unpacked.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use super::format::{Compression, Kind, from_name};
use super::stream::{GROWTH_FREE, GROWTH_LIMIT, Stream};
use super::{Ask, DEPTH, ReadError, Sink};

/// Reads the files of a zip archive.
pub(super) fn zip(stream: &mut Stream, ask: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let path = stream.path.clone();
    if let Some(file) = stream.file.clone()
        && let Ok(file) = File::open(&file)
    {
        let size = stream.length().unwrap_or_default();
        return unzip(&path, BufReader::new(file), size, ask, sink);
    }
    match stream.whole(ask.options) {
        Ok(bytes) => unzip(&path, Cursor::new(&bytes), bytes.len() as u64, ask, sink),
        Err(error) => sink(Err(error)),
    }
}

/// Reads the files of a tar archive, as they come.
pub(super) fn tar(stream: &mut Stream, ask: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let path = stream.path.clone();
    let inside = match ask.inside(&path, None) {
        Ok(inside) => inside,
        Err(error) => return sink(Err(error)),
    };
    let mut any = false;
    let mut failed = None;
    {
        let mut archive = tar::Archive::new(stream.reader());
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return sink(Err(malformed(&path, "TAR", error))),
        };
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            };
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let Some((kind, compression)) = wanted(&name).filter(|_| entry.header().entry_type().is_file()) else {
                continue;
            };
            let member = member_path(&path, &name);
            any = true;
            match inside.unpack(&member, "TAR", &mut entry, u64::MAX) {
                Ok(bytes) => read_member(&member, kind, compression, bytes, &inside, sink)?,
                Err(error) => sink(Err(error))?,
            }
        }
    }
    match failed {
        // A compressed archive that ends early is damaged; one that isn't compressed is no archive there.
        Some(error) if error.get_ref().is_some() || any => sink(Err(match stream.error(error) {
            ReadError::Io { source, .. } => malformed(&path, "TAR", source),
            error => error,
        })),
        Some(error) => sink(Err(malformed(&path, "TAR", error))),
        None if !any && ask.named && ask.depth == 0 => sink(Err(ReadError::NoDocuments { path })),
        None => ControlFlow::Continue(()),
    }
}

fn unzip<R: Read + Seek>(path: &str, reader: R, size: u64, ask: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let opened = ask.inside(path, Some(size)).and_then(|inside| {
        let archive = ZipArchive::new(reader).map_err(|error| malformed(path, "ZIP", error))?;
        Ok((inside, archive))
    });
    let (inside, mut archive) = match opened {
        Ok(opened) => opened,
        Err(error) => return sink(Err(error)),
    };
    let mut any = false;
    for index in 0..archive.len() {
        let name = match archive.name_for_index(index) {
            Some(Ok(name)) => name.into_owned(),
            Some(Err(error)) => {
                sink(Err(malformed(path, "ZIP", error)))?;
                continue;
            }
            None => break,
        };
        let Some((kind, compression)) = wanted(&name) else { continue };
        let member = member_path(path, &name);
        any = true;
        let bytes = match archive.by_index(index) {
            Ok(mut file) => {
                let packed = file.compressed_size();
                inside.unpack(&member, "ZIP", &mut file, packed)
            }
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                Err(malformed(&member, "ZIP", "it is locked by a password"))
            }
            Err(error) => Err(malformed(&member, "ZIP", error)),
        };
        // What is spent is spent for the whole archive.
        let over = matches!(bytes, Err(ReadError::Expands { .. } | ReadError::TooSlow { .. }));
        match bytes {
            Ok(bytes) => read_member(&member, kind, compression, bytes, &inside, sink)?,
            Err(error) => sink(Err(error))?,
        }
        if over {
            return ControlFlow::Continue(());
        }
    }
    if !any && ask.named && ask.depth == 0 {
        return sink(Err(ReadError::NoDocuments { path: path.to_owned() }));
    }
    ControlFlow::Continue(())
}

/// Reads a file within an archive or a message. `path` is its whole name.
pub(super) fn read_member(
    path: &str,
    kind: Kind,
    compression: Option<Compression>,
    bytes: Vec<u8>,
    inside: &Ask<'_>,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    match Stream::member(path, kind, compression, bytes) {
        Ok(mut stream) => (inside.member)(&mut stream, inside, sink),
        Err(error) => sink(Err(error)),
    }
}

/// Kind and compression of a file that is read where it is found in an archive: as in folders, those of known kinds that
/// aren't hidden.
pub(super) fn wanted(name: &str) -> Option<(Kind, Option<Compression>)> {
    let hidden = |part: &str| part.starts_with('.') && part != "." && part != ".." || part == "__MACOSX";
    if name.ends_with(['/', '\\']) || name.split(['/', '\\']).any(hidden) {
        return None;
    }
    let (kind, compression) = from_name(Path::new(name));
    (kind != Kind::Unknown).then_some((kind, compression))
}

/// The name of a file within another.
pub(super) fn member_path(path: &str, name: &str) -> String {
    let clean = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    format!("{path}!{}", name.chars().map(clean).collect::<String>())
}

pub(super) fn malformed(path: &str, format: &'static str, reason: impl std::fmt::Display) -> ReadError {
    let reason = format!("{reason}");
    ReadError::Malformed { path: path.to_owned(), format, place: String::new(), reason }
}

impl<'a> Ask<'a> {
    /// What is asked of the files within one, and what they may spend: of an archive of `size` bytes, a bounded multiple.
    pub(super) fn inside(&self, path: &str, size: Option<u64>) -> Result<Ask<'a>, ReadError> {
        if self.depth >= DEPTH {
            return Err(ReadError::TooDeep { path: path.to_owned(), limit: DEPTH });
        }
        let inside = Ask { depth: self.depth + 1, named: false, ..self.clone() };
        if let Some(size) = size.filter(|_| inside.left.get() == u64::MAX) {
            inside.left.set(size.saturating_mul(GROWTH_LIMIT).saturating_add(GROWTH_FREE));
        }
        Ok(inside)
    }

    /// The bytes of a file within an archive, counted as they come; `packed` is how many they were there.
    pub(super) fn unpack(
        &self,
        path: &str,
        format: &'static str,
        from: &mut dyn Read,
        packed: u64,
    ) -> Result<Vec<u8>, ReadError> {
        let mut bytes = Vec::new();
        let mut chunk = vec![0; 64 * 1024];
        loop {
            self.in_time(path)?;
            let n = from.read(&mut chunk).map_err(|error| malformed(path, format, error))?;
            if n == 0 {
                return Ok(bytes);
            }
            bytes.extend_from_slice(&chunk[..n]);
            let made = bytes.len() as u64;
            if made > self.options.max_bytes {
                return Err(ReadError::TooLarge { path: path.to_owned(), line: None, limit: self.options.max_bytes });
            }
            let left = self.left.get();
            if left < n as u64 || made > GROWTH_FREE && made / GROWTH_LIMIT > packed {
                self.left.set(0);
                return Err(ReadError::Expands { path: path.to_owned(), ratio: GROWTH_LIMIT });
            }
            if left != u64::MAX {
                self.left.set(left - n as u64);
            }
        }
    }
}
