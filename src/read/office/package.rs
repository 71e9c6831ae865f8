//! A package: the zip file that documents of word processors and books are.

use std::io::Cursor;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::read::archive::malformed;
use crate::read::decode::{Charset, decode};
use crate::read::{Ask, ReadError};

/// A package, opened.
pub(super) struct Package<'a> {
    path: &'a str,
    format: &'static str,
    archive: ZipArchive<Cursor<&'a [u8]>>,
    ask: Ask<'a>,
}

impl<'a> Package<'a> {
    /// Opens a package; what its parts may come to is bounded by its size.
    pub(super) fn open(path: &'a str, format: &'static str, bytes: &'a [u8], ask: &Ask<'a>) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| malformed(path, format, error))?;
        let ask = ask.inside(path, Some(bytes.len() as u64))?;
        Ok(Self { path, format, archive, ask })
    }

    /// The bytes of a part, if there is one of that name.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let name = name.trim_start_matches('/');
        let mut file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(in_part(malformed(self.path, self.format, error), name)),
        };
        let packed = file.compressed_size();
        let bytes = self.ask.unpack(self.path, self.format, &mut file, packed);
        bytes.map(Some).map_err(|error| in_part(error, name))
    }

    /// The text of a part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        match decode(bytes, Charset::default(), 0) {
            Some(decoded) => Ok(Some(decoded.text)),
            None => Err(in_part(malformed(self.path, self.format, "it is no text: locked or damaged"), name)),
        }
    }

    /// The text of a part that has to be there.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, ReadError> {
        let missing = || malformed(self.path, self.format, format!("{name} is missing in it"));
        let missing = missing();
        self.part(name)?.ok_or(missing)
    }
}

/// The same error, with the part that it is in.
pub(super) fn in_part(error: ReadError, part: &str) -> ReadError {
    match error {
        ReadError::Malformed { path, format, place, reason } if place.is_empty() => {
            ReadError::Malformed { path, format, place: part.to_owned(), reason }
        }
        error => error,
    }
}
