//! Electronic books: the pages of their spine, one after another, as a document.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::package::Package;
use crate::read::stream::Stream;
use crate::read::xml::{Malformed, Pull, Token};
use crate::read::{Ask, Document, ReadError, Sink, date, html, page};

/// Reads a book.
pub(in crate::read) fn read(stream: &mut Stream, ask: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    page(stream, ask, sink, |path, bytes, ask| document(path, &bytes, ask))
}

fn document(path: &str, bytes: &[u8], ask: &Ask<'_>) -> Result<Document, ReadError> {
    let mut package = Package::open(path, "EPUB", bytes, ask)?;
    let container = "META-INF/container.xml";
    let found = root(&package.needed(container)?).map_err(|wrong| wrong.of(path, "EPUB", container))?;
    let missing = || ReadError::Malformed {
        path: path.to_owned(),
        format: "EPUB",
        place: container.to_owned(),
        reason: "it names no book".to_owned(),
    };
    let root = found.ok_or_else(missing)?;
    let book = Book::read(&package.needed(&root)?).map_err(|wrong| wrong.of(path, "EPUB", &root))?;
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut text = String::new();
    for item in &book.spine {
        let Some(href) = book.items.get(item) else { continue };
        let name = joined(folder, href);
        // A page that is missing costs itself.
        let Some(bytes) = package.bytes(&name)? else { continue };
        let read = html::document(&name, bytes, true, None)?;
        if !text.is_empty() && !read.text.is_empty() {
            text.push('\n');
        }
        text.push_str(&read.text);
        if text.len() as u64 > ask.options.max_bytes {
            return Err(ReadError::TooLarge { path: path.to_owned(), line: None, limit: ask.options.max_bytes });
        }
    }
    let date = book.date.as_deref().and_then(date::parse);
    Ok(Document { title: book.title, date, ..Document::from_text(path, text) })
}

/// What a book says of itself.
#[derive(Debug, Default)]
struct Book {
    title: Option<String>,
    date: Option<String>,
    items: HashMap<String, String>,
    spine: Vec<String>,
}

impl Book {
    fn read(xml: &str) -> Result<Self, Malformed> {
        let (mut pull, mut out) = (Pull::new(xml), Self::default());
        while let Some(token) = pull.next()? {
            let Token::Open(tag) = token else { continue };
            match tag.name {
                "title" if out.title.is_none() => {
                    out.title = Some(pull.words()?).filter(|title| !title.is_empty());
                }
                "date" if out.date.is_none() => out.date = Some(pull.words()?),
                "item" => {
                    if let (Some(id), Some(href)) = (tag.get("id"), tag.get("href")) {
                        out.items.insert(id, href);
                    }
                }
                "itemref" if tag.get("linear").as_deref() != Some("no") => out.spine.extend(tag.get("idref")),
                _ => {}
            }
        }
        Ok(out)
    }
}

/// Where the book itself is, in the package.
fn root(xml: &str) -> Result<Option<String>, Malformed> {
    let mut pull = Pull::new(xml);
    while let Some(token) = pull.next()? {
        if let Token::Open(tag) = token
            && tag.name == "rootfile"
        {
            return Ok(tag.get("full-path"));
        }
    }
    Ok(None)
}

/// A part's name from a folder and an address in it, `%20` and such undone.
fn joined(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or(href);
    let (mut bytes, mut rest) = (Vec::new(), href.as_bytes());
    while let Some((&byte, behind)) = rest.split_first() {
        let digit = |at: usize| behind.get(at).and_then(|b| char::from(*b).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (byte, digit(0), digit(1)) {
            bytes.push((high * 16 + low) as u8);
            rest = &behind[2..];
        } else {
            bytes.push(byte);
            rest = behind;
        }
    }
    let href = String::from_utf8_lossy(&bytes).into_owned();
    let mut path: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(path.pop()),
            part => path.push(part),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn addresses_lead_to_parts() {
        assert_eq!(joined("OEBPS", "text/ch%201.xhtml#n1"), "OEBPS/text/ch 1.xhtml");
        assert_eq!(joined("a/b", "../c.xhtml"), "a/c.xhtml");
        assert_eq!(joined("", "%zz%4"), "%zz%4");
    }
}
