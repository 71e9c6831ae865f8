//! What a file is: told by its name, or by its first bytes where the name doesn't say.

use std::path::Path;

/// How the bytes of a source become documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Plain text, one document.
    Text,
    /// Markdown, one document; its front matter gives title and date.
    Markdown,
    /// HTML, one document.
    Html,
    /// XHTML: HTML in which `<script/>` is closed.
    Xhtml,
    /// JSONL, a document a line.
    Records,
    /// JSON: records one after another or in an array.
    Json,
    /// Not told by the name: settled by the first bytes.
    Unknown,
}

/// A compression that is undone while reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Compression {
    Gzip,
    Zstd,
}

impl Kind {
    /// The kind that a file's name tells, whatever its case, `.gz` and `.zst` put aside.
    ///
    /// ```
    /// use pincite::read::Kind;
    /// assert_eq!(Kind::of("law/pl114-122.MD.gz"), Kind::Markdown);
    /// assert_eq!(Kind::of("law/pl114-122.pdf"), Kind::Unknown);
    /// ```
    #[must_use]
    pub fn of(path: impl AsRef<Path>) -> Self {
        from_name(path.as_ref()).0
    }

    /// The kind that the first bytes of a decompressed source tell; text where they tell nothing else.
    pub(super) fn sniff(head: &[u8]) -> Self {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        let begins = |tag: &[u8]| head.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
        let holds = |word: &[u8]| memchr::memmem::find(head, word).is_some();
        if begins(b"<?xml") && holds(b"<html") {
            Self::Xhtml
        } else if begins(b"<!doctype html") || begins(b"<html") {
            Self::Html
        } else if (begins(b"[{") || begins(b"[\n") || begins(b"{\n") || begins(b"{\r\n")) && holds(b"\"text\"") {
            Self::Json
        } else if begins(b"{") && holds(b"\"text\"") {
            Self::Records
        } else {
            Self::Text
        }
    }
}

impl Compression {
    /// The name of its format, for messages.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }

    /// The compression that the first bytes tell.
    pub(super) fn sniff(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::Zstd),
            _ => None,
        }
    }
}

/// Kind and compression as the name tells them.
pub(super) fn from_name(path: &Path) -> (Kind, Option<Compression>) {
    let extension =
        |path: &Path| path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let outer = extension(path);
    let compression = match outer.as_str() {
        "gz" | "gzip" => Some(Compression::Gzip),
        "zst" | "zstd" => Some(Compression::Zstd),
        _ => None,
    };
    let inner = compression.map_or(outer, |_| extension(Path::new(path.file_stem().unwrap_or_default())));
    let kind = match inner.as_str() {
        "txt" | "text" => Kind::Text,
        "md" | "markdown" => Kind::Markdown,
        "html" | "htm" => Kind::Html,
        "xhtml" => Kind::Xhtml,
        "jsonl" | "ndjson" => Kind::Records,
        "json" => Kind::Json,
        _ => Kind::Unknown,
    };
    (kind, compression)
}

#[cfg(test)]
mod tests {
    use super::{Compression, Kind, from_name};
    use std::path::Path;

    #[test]
    fn names_tell_kind_and_compression() {
        let of = |name: &str| from_name(Path::new(name));
        assert_eq!(of("a/records.jsonl.zst"), (Kind::Records, Some(Compression::Zstd)));
        assert_eq!(of("PAGE.HTM"), (Kind::Html, None));
        assert_eq!(of("archive.gz"), (Kind::Unknown, Some(Compression::Gzip)));
        assert_eq!(of("txt"), (Kind::Unknown, None));
        assert_eq!(of(""), (Kind::Unknown, None));
    }

    #[test]
    fn first_bytes_tell_when_the_name_does_not() {
        assert_eq!(Kind::sniff(b"\xef\xbb\xbf\n<!DOCTYPE HTML><p>"), Kind::Html);
        assert_eq!(Kind::sniff(b"<?xml version='1.0'?><html xmlns='x'>"), Kind::Xhtml);
        assert_eq!(Kind::sniff(b"{\"id\": 1, \"text\": \"\"}"), Kind::Records);
        assert_eq!(Kind::sniff(b"[{\"text\": \"\"}]"), Kind::Json);
        assert_eq!(Kind::sniff(b"{\n  \"text\": \"\"\n}"), Kind::Json);
        assert_eq!(Kind::sniff(b"{see \xc2\xa7 2}"), Kind::Text);
        assert_eq!(Kind::sniff(b""), Kind::Text);
        assert_eq!(Compression::sniff(b"\x1f\x8b\x08"), Some(Compression::Gzip));
        assert_eq!(Compression::sniff(b"\x1f"), None);
    }
}
