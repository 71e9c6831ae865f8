//! The formats that are read, a line each: what their files are called, how they begin. What reads them is in [`readers`](super::readers).
//!
//! A format is told by its first bytes where these are unmistakable, else by the name, else by the first bytes again.

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
    /// Word's documents.
    Docx,
    /// `OpenDocument` texts, packed or in one XML file.
    Odt,
    /// Rich Text Format.
    Rtf,
    /// Electronic books.
    Epub,
    /// A mail message, with its attachments as documents of their own.
    Mail,
    /// Mail messages one after another.
    Mbox,
    /// An archive: a document a file in it.
    Zip,
    /// The same, without compression of its own.
    Tar,
    /// XML: legislation in the markup of its publishers.
    Xml,
    /// Portable Document Format.
    Pdf,
    /// Files of programs before 2007: Word's `.doc`, Outlook's `.msg`.
    Ole,
    /// Not told by the name: settled by the first bytes.
    Unknown,
}

/// A format.
struct Format {
    kind: Kind,
    /// The names' endings, in lower case; the first is what it is usually called.
    extensions: &'static [&'static str],
    /// Whether the first bytes, white space and byte order mark put aside, are its.
    begins: fn(&[u8]) -> bool,
    /// Whether these bytes go before the name.
    unmistakable: bool,
}

impl Format {
    const fn new(kind: Kind, extensions: &'static [&'static str]) -> Self {
        Self { kind, extensions, begins: |_| false, unmistakable: false }
    }

    /// Told by these bytes where the name says nothing.
    const fn begins(self, begins: fn(&[u8]) -> bool) -> Self {
        Self { begins, ..self }
    }

    /// Told by these bytes, whatever the name says.
    const fn is(self, begins: fn(&[u8]) -> bool) -> Self {
        Self { begins, unmistakable: true, ..self }
    }
}

/// The formats, in the order in which their first bytes are asked for.
#[rustfmt::skip]
const FORMATS: &[Format] = &[
    Format::new(Kind::Docx, &["docx", "docm", "dotx", "dotm"]).is(|b| zip(b) && (holds(b, b"[Content_Types].xml") || holds(b, b"word/"))),
    Format::new(Kind::Odt, &["odt", "ott", "fodt"]).is(|b| zip(b) && holds(b, b"mimetypeapplication/vnd.oasis.opendocument.text")),
    Format::new(Kind::Epub, &["epub"]).is(|b| zip(b) && holds(b, b"mimetypeapplication/epub+zip")),
    Format::new(Kind::Zip, &["zip"]).is(zip),
    Format::new(Kind::Rtf, &["rtf"]).is(|b| b.starts_with(b"{\\rt")),
    Format::new(Kind::Tar, &["tar", "tgz", "tzst"]).is(|b| b.get(257..262) == Some(b"ustar")),
    Format::new(Kind::Mbox, &["mbox", "mbx"]).begins(|b| b.starts_with(b"From ") && holds(b, b"\nFrom:")),
    Format::new(Kind::Mail, &["eml"]).begins(mail),
    Format::new(Kind::Pdf, &["pdf"]).is(|b| b.starts_with(b"%PDF-")),
    Format::new(Kind::Ole, &["doc", "dot"]).is(|b| b.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    Format::new(Kind::Xhtml, &["xhtml"]).begins(|b| begins(b, b"<?xml") && holds(b, b"<html")),
    Format::new(Kind::Html, &["html", "htm"]).begins(|b| begins(b, b"<!doctype html") || begins(b, b"<html")),
    Format::new(Kind::Xml, &["xml", "akn"]).begins(|b| begins(b, b"<?xml")),
    Format::new(Kind::Json, &["json"]).begins(|b| [&b"[{"[..], b"[\n", b"{\n", b"{\r\n"].iter().any(|tag| b.starts_with(tag)) && holds(b, b"\"text\"")),
    Format::new(Kind::Records, &["jsonl", "ndjson"]).begins(|b| b.starts_with(b"{") && holds(b, b"\"text\"")),
    Format::new(Kind::Markdown, &["md", "markdown"]),
    Format::new(Kind::Text, &["txt", "text", "tex", "rst", "adoc", "org"]),
];

fn begins(head: &[u8], tag: &[u8]) -> bool {
    head.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
}

fn holds(head: &[u8], word: &[u8]) -> bool {
    memchr::memmem::find(head, word).is_some()
}

fn zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// Header lines of which one only mail has.
fn mail(head: &[u8]) -> bool {
    let mut lines = head.split(|&b| b == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let mut known = false;
    for line in lines.by_ref().take(60).take_while(|line| !line.is_empty()) {
        let folded = line.starts_with(b" ") || line.starts_with(b"\t");
        let name = line.split(|&b| b == b':').next().unwrap_or_default();
        let is_name = name.len() < line.len() && name.iter().all(u8::is_ascii_graphic);
        if !folded && !is_name {
            return false;
        }
        known |= [&b"received"[..], b"message-id", b"mime-version", b"return-path", b"delivered-to", b"x-mailer"]
            .iter()
            .any(|header| name.eq_ignore_ascii_case(header));
    }
    known
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
    /// assert_eq!(Kind::of("law/pl114-122.png"), Kind::Unknown);
    /// ```
    #[must_use]
    pub fn of(path: impl AsRef<Path>) -> Self {
        from_name(path.as_ref()).0
    }

    /// The kind that the first bytes of a decompressed source tell, whatever its name tells.
    pub(super) fn unmistakable(self, head: &[u8]) -> Option<Self> {
        let kind = FORMATS.iter().find(|format| format.unmistakable && (format.begins)(head))?.kind;
        // What is packed in the same way is told by its name.
        let packed = |kind| matches!(kind, Self::Docx | Self::Odt | Self::Epub | Self::Zip);
        Some(if packed(kind) && packed(self) && (kind == Self::Zip || self == Self::Zip) { self } else { kind })
    }

    /// The kind that the first bytes of a decompressed source tell; text where they tell nothing else.
    pub(super) fn sniff(head: &[u8]) -> Self {
        let bare = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        let is = |format: &&Format| (format.begins)(if format.unmistakable { head } else { bare });
        FORMATS.iter().find(is).map_or(Self::Text, |format| format.kind)
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
        "gz" | "gzip" | "tgz" => Some(Compression::Gzip),
        "zst" | "zstd" | "tzst" => Some(Compression::Zstd),
        _ => None,
    };
    let whole = compression.is_none() || outer.starts_with('t');
    let inner = if whole { outer } else { extension(Path::new(path.file_stem().unwrap_or_default())) };
    let kind = FORMATS.iter().find(|format| format.extensions.contains(&inner.as_str()));
    (kind.map_or(Kind::Unknown, |format| format.kind), compression)
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
        {
            assert_eq!(of("a.tgz"), (Kind::Tar, Some(Compression::Gzip)));
            assert_eq!(of("a.tar.zst"), (Kind::Tar, Some(Compression::Zstd)));
            assert_eq!(of("a.zip!b/Brief.DOCX"), (Kind::Docx, None));
        }
    }

    #[test]
    fn first_bytes_tell_when_the_name_does_not() {
        assert_eq!(Kind::sniff(b"\xef\xbb\xbf\n<!DOCTYPE HTML><p>"), Kind::Html);
        assert_eq!(Kind::sniff(b"<?xml version='1.0'?><html xmlns='x'>"), Kind::Xhtml);
        assert_eq!(Kind::sniff(b"<?xml version='1.0'?><uscDoc xmlns='x'>"), Kind::Xml);
        assert_eq!(Kind::sniff(b"{\"id\": 1, \"text\": \"\"}"), Kind::Records);
        assert_eq!(Kind::sniff(b"[{\"text\": \"\"}]"), Kind::Json);
        assert_eq!(Kind::sniff(b"{\n  \"text\": \"\"\n}"), Kind::Json);
        assert_eq!(Kind::sniff(b"{see \xc2\xa7 2}"), Kind::Text);
        assert_eq!(Kind::sniff(b""), Kind::Text);
        assert_eq!(Compression::sniff(b"\x1f\x8b\x08"), Some(Compression::Gzip));
        assert_eq!(Compression::sniff(b"\x1f"), None);
    }

    #[cfg(feature = "office")]
    #[test]
    fn what_is_unmistakable_goes_before_the_name() {
        assert_eq!(Kind::Ole.unmistakable(b"{\\rtf1 a}"), Some(Kind::Rtf));
        assert_eq!(Kind::Docx.unmistakable(b"PK\x03\x04 a.txt"), Some(Kind::Docx));
        assert_eq!(Kind::Zip.unmistakable(b"PK\x03\x04 word/document.xml"), Some(Kind::Zip));
        assert_eq!(Kind::Odt.unmistakable(b"PK\x03\x04 word/document.xml"), Some(Kind::Docx));
        assert_eq!(Kind::Unknown.unmistakable(b"PK\x03\x04 word/document.xml"), Some(Kind::Docx));
        assert_eq!(Kind::Docx.unmistakable(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Some(Kind::Ole));
        assert_eq!(Kind::Text.unmistakable(b"PKzip wrote this"), None);
        let mail = b"Return-Path: <a@b.example>\r\nSubject: \xc2\xa7 2\r\n\tof the Act\r\n\r\nText.";
        assert_eq!((Kind::sniff(mail), Kind::Text.unmistakable(mail)), (Kind::Mail, None));
        assert_eq!(Kind::sniff(b"What follows isn't one:\nMessage-ID: mail\n"), Kind::Text);
    }
}
