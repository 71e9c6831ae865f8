//! The folder on disk: what a user keeps there, what says what is there, and how it survives a kill.
//!
//! A library is a folder, `.pincite/`, that git-like is looked for upwards:
//!
//! | what | is | kept by |
//! |---|---|---|
//! | `manifest.json` | who made the library, with what, from where | [`Manifest`] |
//! | `index/` | the passages of documents | `index/`, the room above |
//! | `law/` | texts of the law, and what they add to the registry | [`Laws`] |
//! | `law/index/` | the words of these texts, by section | `index/` |
//! | `lists.json.zst` | lists of sanctioned persons | [`Lists`] |
//!
//! Every file is written beside its old self and then put in its place, so that a kill leaves the old state or the new
//! one. A library that is damaged, or of another format, is said to be so ([`LibraryError`]), never read wrong.
//!
//! ```
//! use pincite::library::Library;
//!
//! let folder = tempfile::tempdir()?;
//! let library = Library::at(folder.path().join(".pincite"));
//! assert!(library.laws()?.entries().is_empty());
//! assert_eq!(Library::nearest(folder.path()), None); // nothing has been kept yet
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod account;
mod error;
mod folder;
mod hash;
#[cfg(feature = "index")]
mod import;
mod laws;
mod lists;
mod manifest;

pub use account::LawEntry;
pub use error::LibraryError;
pub use folder::{FOLDER, Library};
pub use hash::ContentHash;
#[cfg(feature = "index")]
pub use import::LeftOut;
pub use laws::Laws;
pub use lists::{ListSource, Lists};
pub use manifest::{FORMAT, Manifest};
