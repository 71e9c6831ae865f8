//! The library on disk: every passage that was read, what it cites, and who asks for it.
//!
//! A *library* is a folder, `.pincite/`, that holds `manifest.json` and `index/`. One record of the index is one
//! passage: its text, its place, and the mentions in it. `find` goes from a provision to the passages that invoke it
//! by looking up one term, because each mention is kept under every prefix of its id; `search` adds words, phrases,
//! dates and titles. This is the only module that names tantivy, and none of its types leave it.
//!
//! What holds, whatever happens:
//! * A commit is all or nothing. A kill between two commits loses what came after the first, never more.
//! * The index is the one account of what is stored: [`Writer::known`] reads it, no list is kept beside it.
//! * Readers see one commit, and no writer ever makes them wait.
//! * Hits come by path and passage, or by score and then path and passage, never in the order of segments or
//!   record numbers, so the same library answers in the same words whatever the number of threads that made it.
//!
//! ```
//! use pincite::index::{ContentHash, FindQuery, Library, cut};
//! use pincite::read::Document;
//!
//! let library = Library::in_memory()?;
//! let mut writer = library.writer(64 << 20, 1)?;
//! let letter = Document::from_text("letter.txt", "Executive Order 13722 blocks it.");
//! # let mention = pincite::resolve::Mention {
//! #     span: pincite::text::Span::new(0, 21), id: "/us/eo/13722".parse().ok(), ..pincite::resolve::Mention::default() };
//! # let mentions = vec![mention];
//! writer.add(&letter, ContentHash::of(&letter), &cut(&letter.text, mentions))?;
//! writer.commit()?;
//!
//! let found = library.reader()?.find(&FindQuery::new("/us/eo/13722".parse()?))?;
//! assert_eq!(found.passages, 1);
//! assert_eq!(found.hits[0].path, "letter.txt");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod borrowed;
mod columns;
mod counts;
mod dates;
mod error;
mod find;
mod hash;
mod law;
mod library;
mod lists;
mod manifest;
mod passages;
mod pieces;
mod plan;
mod query;
mod ranked;
mod reader;
mod schema;
mod score;
mod search;
mod snippet;
mod stored;
mod terms;
mod who;
mod words;
mod writer;

#[cfg(test)]
mod tests;

pub use borrowed::Borrowed;
pub use error::IndexError;
pub use find::{FindQuery, Found, Hit, Tied, TiedMention, Who};
pub use hash::ContentHash;
pub use law::{LawEntry, LawHit, LawLibrary, Said};
pub use library::{FOLDER, Library};
pub use lists::{ListSource, Lists};
pub use manifest::{FORMAT, Manifest};
pub use passages::{Passage, cut, passages, passages_around, tie};
pub use query::QueryError;
pub use reader::{Reader, Stats};
pub use search::{SearchHit, SearchResults};
pub use snippet::Snippet;
pub use who::Invoked;
pub use writer::Writer;
