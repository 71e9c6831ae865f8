//! The desk: what is asked of pincite, answered as plain data, without a terminal.
//!
//! A [`Desk`] is opened once on what it stands on ([`Places`]) and asked from any thread. The command line asks it and
//! prints; pages, editors, agents and other languages stand on it likewise, and on nothing else:
//!
//! | question | asked by | answer |
//! |---|---|---|
//! | what does this document cite? | [`Desk::mentions`] | mentions; [`MentionRow`] is the row of one |
//! | who cites this provision? | `Desk::find` | `FindAnswer`, whose `rows` are the contract |
//! | who invokes what, in what role? | `Desk::invocations`, `Desk::names` | `Invoked`, `NameCount` |
//! | which passages, which sections say this? | `Desk::search`, `Desk::search_law` | `SearchAnswer`, `LawAnswer` |
//! | what is this? | `Desk::show`, `Desk::text` | `Shown`, `TextShown` |
//! | which provision says this? | `Desk::quote` | `QuoteRow` |
//! | is the citation right? | [`Desk::checker`] | findings and verdicts of one document after the other |
//!
//! What looks in the library has a sister with `_in`, which looks in an index (`Desk::index_of`) or in [`Files`] instead.
//! Rows are made for serde: keys are added, never renamed. Errors are [`AskError`]s, which tell a wrong question from a
//! library that can't be read. Without the feature `index` there are mentions and the checker alone.
//!
//! ```
//! use pincite::ask::{Desk, Places};
//! use pincite::read::Document;
//!
//! let desk = Desk::open(Places::default())?;
//! let letter = Document::from_text("letter.txt", "Executive Order 13722 of March 16, 2016, blocks it.");
//! assert_eq!(desk.mentions(&letter)[0].id.as_ref().map(|id| id.as_str()), Some("/us/eo/13722"));
//!
//! let checker = desk.checker(Default::default())?;
//! assert_eq!(checker.check(&letter)[0].rule.name, "number-date"); // it is of March 15
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "index")]
mod asked;
mod check;
mod desk;
mod documents;
#[cfg(feature = "index")]
mod entities;
mod error;
#[cfg(feature = "index")]
mod fill;
#[cfg(feature = "index")]
mod find;
mod fix;
mod mention;
#[cfg(feature = "index")]
mod quote;
#[cfg(feature = "index")]
mod search;
mod shelf;
#[cfg(feature = "index")]
mod show;
#[cfg(feature = "index")]
mod summary;

pub use check::{CheckAsked, Checker, FindingRow, Fixed};
pub use desk::{Desk, Places};
pub use documents::{Files, Tally, Told};
#[cfg(feature = "index")]
pub use entities::{CountBy, EntityCount, InvocationRow, NameCount, Tie, counts, ties};
pub use error::AskError;
#[cfg(feature = "index")]
pub use fill::{Filled, Filling};
#[cfg(feature = "index")]
pub use find::{EntityIn, Find, FindAnswer, FindRow};
pub use fix::fixed;
pub use mention::MentionRow;
#[cfg(feature = "index")]
pub use quote::{Difference, QuoteRow};
#[cfg(feature = "index")]
pub use search::{LawAnswer, LawRow, ProvisionCount, SearchAnswer, SearchRow};
#[cfg(feature = "index")]
pub use show::{EntityShown, Other, ProvisionShown, RoleShown, Shown, TextShown};
#[cfg(feature = "index")]
pub use summary::{FindBy, FindCount, Sort, Summary};
