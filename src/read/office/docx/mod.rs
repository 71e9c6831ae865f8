//! Word's documents: the text as a reader sees it, with tracked changes accepted.
//!
//! Deleted and moved-away words are left out, fields give what they show, and lists have their numbers as text. A footnote
//! stands behind the paragraph that its mark is in, `[3] See …`, and says so in the document's places; text boxes stand
//! behind theirs. Comments are a document of their own, `brief.docx#comments`.

mod annotate;
mod lists;
mod parts;
mod walk;

use std::ops::ControlFlow;

use super::package::Package;
use crate::read::headline;
use crate::read::story::Story;
use crate::read::stream::Stream;
use crate::read::{Ask, Document, ReadError, Sink, SourceMap, split};
pub use annotate::{Remark, annotate_docx};
use parts::Parts;
use walk::Walk;

/// Reads a document, and the comments on it.
pub(in crate::read) fn read(stream: &mut Stream, ask: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let read = stream.whole(ask.options).and_then(|bytes| document(&stream.path, &bytes, ask));
    let (document, comments) = match read {
        Ok(read) => (read.document, read.comments),
        Err(error) => return sink(Err(error)),
    };
    match &ask.options.split_at {
        Some(separator) if !separator.trim().is_empty() => {
            split::posts(document, separator).into_iter().try_for_each(|post| sink(Ok(post)))?;
        }
        _ => sink(Ok(document))?,
    }
    comments.map_or(ControlFlow::Continue(()), |comments| sink(Ok(comments)))
}

/// A document as read.
pub(super) struct Read {
    pub(super) document: Document,
    /// From the text to the main part's XML.
    pub(super) map: SourceMap,
    /// The name of the main part, and its XML.
    pub(super) main: (String, String),
    comments: Option<Document>,
}

/// Reads a document's bytes.
pub(super) fn document(path: &str, bytes: &[u8], ask: &Ask<'_>) -> Result<Read, ReadError> {
    let mut package = Package::open(path, "DOCX", bytes, ask)?;
    let mut parts = Parts::read(path, &mut package)?;
    let mut walk = Walk::new(&parts, path, ask);
    walk.body()?;
    let title = walk.title.take();
    let (text, places, map) = std::mem::take(&mut walk.story).finish();
    let comments = comments(path, &parts, ask)?;
    let document = Document {
        title: title.or_else(|| parts.title.take()).or_else(|| headline::text_title(&text)),
        date: headline::text_date(&text),
        places,
        ..Document::from_text(path, text)
    };
    Ok(Read { document, map, main: (parts.main_name, parts.main), comments })
}

/// The comments, each with who made it and when.
fn comments(path: &str, parts: &Parts, ask: &Ask<'_>) -> Result<Option<Document>, ReadError> {
    if parts.comments.all.is_empty() {
        return Ok(None);
    }
    let mut walk = Walk::of_comments(parts, path, ask);
    for comment in &parts.comments.all {
        walk.comment(comment)?;
    }
    let (text, places, _) = std::mem::take::<Story>(&mut walk.story).finish();
    let title = parts.title.as_ref().map(|title| format!("Comments on {title}"));
    Ok(Some(Document { title, places, aside: true, ..Document::from_text(format!("{path}#comments"), text) }))
}
