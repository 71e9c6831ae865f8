//! What a user of a library sees.

mod cutting;
mod finding;
mod searching;
mod writing;

use super::{Found, PassageIndex, Reader, Writer, cut};
use crate::library::ContentHash;
use crate::provision::ProvisionId;
use crate::read::Document;
use crate::resolve::{Form, Mention};
use crate::text::Span;

const HEAP: usize = 32 << 20;

fn id(id: &str) -> ProvisionId {
    id.parse().expect("an id")
}

/// The mention of `what` by the words `needle`, where they first stand in `text`.
fn mention(text: &str, needle: &str, what: &str) -> Mention {
    let start = text.find(needle).expect("the text holds the mention");
    Mention {
        span: Span::new(start, start + needle.len()),
        id: Some(id(what)),
        form: Form::Full,
        confidence: 1.0,
        ..Mention::default()
    }
}

/// Adds a document whose mentions are these words and ids.
fn add(writer: &mut Writer, document: &Document, mentions: &[(&str, &str)]) {
    let mentions = mentions.iter().map(|(needle, what)| mention(&document.text, needle, what)).collect();
    writer.add(document, ContentHash::of(document), &cut(&document.text, mentions)).expect("the document is added");
}

fn document(path: &str, title: &str, date: &str, text: &str) -> Document {
    let some = |s: &str| (!s.is_empty()).then(|| s.to_owned());
    Document { title: some(title), date: some(date), ..Document::from_text(path, text) }
}

/// A library of three documents, in memory.
fn sample() -> PassageIndex {
    let library = PassageIndex::in_memory().expect("a library");
    let mut writer = Writer::open(&library, HEAP, 1).expect("a writer");
    let letters = [
        (
            "a/letter.txt",
            "Sanctions on shipping",
            "2016-03-16",
            "Executive Order 13722 § 2(a)(iv) blocks their property.",
        ),
        (
            "a/memo.txt",
            "",
            "2017-08-02",
            "The Act of 2016 § 104(a) governs.\n\nUnder Executive Order 13722 they were designated.",
        ),
        ("b/note.txt", "A note on coal", "2017", "Coal exports are banned; shipping coal is sanctioned."),
    ];
    for (path, title, date, text) in letters {
        let known = [
            ("Executive Order 13722 § 2(a)(iv)", "/us/eo/13722/s2/a/iv"),
            ("The Act of 2016 § 104(a)", "/us/pl/114/122/tI/s104/a"),
            ("Executive Order 13722 they", "/us/eo/13722"),
        ];
        let mentions: Vec<_> = known.into_iter().filter(|(needle, _)| text.contains(needle)).collect();
        add(&mut writer, &document(path, title, date, text), &mentions);
    }
    writer.finish().expect("a commit");
    library
}

fn reader(library: &PassageIndex) -> Reader {
    library.reader().expect("a reader")
}

/// Path and passage of each hit.
fn places(found: &Found) -> Vec<(&str, u64)> {
    found.hits.iter().map(|hit| (hit.path.as_str(), hit.passage)).collect()
}
