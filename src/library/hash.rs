//! A document's fingerprint, by which an index run knows what it has already read.

use crate::read::Document;

/// 64 bits of the BLAKE3 hash of what a document says: its text, title, date and record id, not its path.
///
/// It is only ever compared with the hash stored for the same path, so 64 bits are plenty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash(pub u64);

impl ContentHash {
    /// The hash of a document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in [&document.id, &document.title, &document.date] {
            // A length before each part, so that no two documents run together into the same bytes.
            let part = part.as_deref().unwrap_or_default();
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.update(document.text.as_bytes());
        Self::from_hasher(&hasher)
    }

    /// The hash of raw bytes, for a caller that compares files before reading them.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(bytes);
        Self::from_hasher(&hasher)
    }

    fn from_hasher(hasher: &blake3::Hasher) -> Self {
        let mut first = [0; 8];
        first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
        Self(u64::from_le_bytes(first))
    }
}
