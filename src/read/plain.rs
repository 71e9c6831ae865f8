//! Plain text and Markdown: the file's own bytes, with a title and a date from its top.

use super::decode::{Charset, decode};
use super::{Document, ReadError, headline};

/// A document of a text file's bytes.
pub(super) fn text(path: &str, bytes: Vec<u8>, said: Option<&str>) -> Result<Document, ReadError> {
    let document = decoded(path, bytes, said)?;
    Ok(Document { title: headline::text_title(&document.text), date: headline::text_date(&document.text), ..document })
}

/// A document of a Markdown file's bytes, the front matter being part of the text.
pub(super) fn markdown(path: &str, bytes: Vec<u8>, said: Option<&str>) -> Result<Document, ReadError> {
    let document = decoded(path, bytes, said)?;
    let (title, date) = headline::markdown(&document.text);
    Ok(Document { title, date, ..document })
}

fn decoded(path: &str, bytes: Vec<u8>, said: Option<&str>) -> Result<Document, ReadError> {
    let decoded = decode(bytes, Charset { said, declared: None }, 0)
        .ok_or_else(|| ReadError::Binary { path: path.to_owned() })?;
    let (source, notice) = (decoded.source, decoded.notice);
    Ok(Document { source, notice, ..Document::from_text(path, decoded.text) })
}

#[cfg(test)]
mod tests {
    use super::{markdown, text};
    use crate::read::ReadError;

    #[test]
    fn text_is_the_files_own_bytes() -> Result<(), ReadError> {
        let bytes = "\u{feff}An Act\r\n\r\nMarch 2, 2016\r\n§ 2\r\n";
        let document = text("a.txt", bytes.into(), None)?;
        assert_eq!((document.text.as_str(), document.source), (bytes, None));
        assert_eq!((document.title.as_deref(), document.date.as_deref()), (Some("An Act"), Some("2016-03-02")));
        Ok(())
    }

    #[test]
    fn front_matter_stays_in_the_text() -> Result<(), ReadError> {
        let document = markdown("a.md", b"---\napproved: 2016-02-18\n---\n# Public Law 114-123\n".to_vec(), None)?;
        assert!(document.text.starts_with("---\n"));
        assert_eq!(document.title.as_deref(), Some("Public Law 114-123"));
        assert_eq!(document.date.as_deref(), Some("2016-02-18"));
        Ok(())
    }

    #[test]
    fn empty_is_a_document_and_binary_is_not() -> Result<(), ReadError> {
        assert_eq!(text("a.txt", Vec::new(), None)?.text, "");
        assert_eq!(text("a.txt", b"\xef\xbb\xbf".to_vec(), None)?.title, None);
        assert!(matches!(text("a.txt", b"\0".to_vec(), None), Err(ReadError::Binary { .. })));
        Ok(())
    }
}
