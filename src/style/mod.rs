//! Ids as citations: how a house writes `/us/usc/t22/s9214/a/5`. A style is data (`grammar/style/`).
//!
//! A [`CitationStyle`] says for a family how its instruments and their parts are written, from the values in the id and
//! what the registry knows. What it doesn't say is written in the plain style, and what that doesn't either stays an id.
//! [`Citations`] writes them.
//!
//! ```
//! use pincite::grammar::Grammar;
//! use pincite::registry::Registry;
//! use pincite::style::{CitationStyle, Citations};
//!
//! let (grammar, registry) = (Grammar::builtin()?, Registry::builtin());
//! let plain = Citations::new(CitationStyle::plain()?, &grammar, &registry);
//! assert_eq!(plain.of(&"/us/usc/t22/s9214/a/5".parse()?), "22 U.S.C. § 9214(a)(5)");
//! assert_eq!(plain.range(&"/us/usc/t50/s1701".parse()?, &"/us/usc/t50/s1708".parse()?), "50 U.S.C. §§ 1701–1708");
//! let bluebook = Citations::new(CitationStyle::builtin("bluebook")?, &grammar, &registry);
//! assert_eq!(bluebook.of(&"/us/eo/13722/s2/a/iv".parse()?), "Exec. Order No. 13,722, § 2(a)(iv)");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod file;
mod filters;
mod template;
mod write;

pub use file::{CitationExample, CitationStyle, CitationStyleError, PLAIN};
pub use write::Citations;
