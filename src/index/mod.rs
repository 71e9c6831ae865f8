//! What is searched by words: every passage that was read, what it cites, and who asks for it.
//!
//! The index lies in `index/` of a library's folder ([`crate::library`]). One record is one passage: its text, its place,
//! and the mentions in it. `find` goes from a provision to the passages that invoke it by looking up one term, because
//! each mention is kept under every prefix of its id; `search` adds words, phrases, dates and titles. The words of the law
//! library's sections are indexed beside their texts ([`LawIndex`]). This is the only module that names tantivy, and none
//! of its types leave it.
//!
//! What holds, whatever happens:
//! * A commit is all or nothing. A kill between two commits loses what came after the first, never more.
//! * The index is the one account of what is stored: [`Writer::known`] reads it, no list is kept beside it.
//! * Readers see one commit, and no writer ever makes them wait.
//! * Hits come by path and passage, or by score and then path and passage, never in the order of segments or
//!   record numbers, so the same library answers in the same words whatever the number of threads that made it.
//!
//! ```
//! use pincite::index::{FindQuery, PassageIndex, Writer, cut};
//! use pincite::library::ContentHash;
//! use pincite::read::Document;
//!
//! let index = PassageIndex::in_memory()?;
//! let mut writer = Writer::open(&index, 64 << 20, 1)?;
//! let letter = Document::from_text("letter.txt", "Executive Order 13722 blocks it.");
//! # let mention = pincite::resolve::Mention {
//! #     span: pincite::text::Span::new(0, 21), id: "/us/eo/13722".parse().ok(), ..pincite::resolve::Mention::default() };
//! # let mentions = vec![mention];
//! writer.add(&letter, ContentHash::of(&letter), &cut(&letter.text, mentions))?;
//! writer.commit()?;
//!
//! let found = index.reader()?.find(&FindQuery::new("/us/eo/13722".parse()?))?;
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
mod open;
mod passages;
mod pieces;
mod plan;
mod query;
mod ranked;
mod reader;
mod said;
mod schema;
mod score;
mod search;
mod sections;
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
pub use open::PassageIndex;
pub use passages::{Passage, cut, passages, passages_around, tie};
pub use query::QueryError;
pub use reader::{Reader, Stats};
pub use said::Said;
pub use search::{SearchHit, SearchResults};
pub use sections::{LawHit, LawIndex};
pub use snippet::Snippet;
pub use who::Invoked;
pub use writer::Writer;
