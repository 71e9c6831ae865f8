//! Why the desk has no answer, said so that whoever asked knows what to do next.

use crate::check::StyleError;
use crate::entity::EntityError;
use crate::grammar::GrammarError;
#[cfg(feature = "index")]
use crate::index::IndexError;
use crate::library::LibraryError;
use crate::provision::ProvisionId;
use crate::style::CitationStyleError;

/// Why a question can't be answered. [`AskError::is_askers`] tells a wrong question from a library that can't be read.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// There is no library to look in.
    #[error(
        "there is no library here (no .pincite/ in this folder or above).\n\
         Make one with `pincite index PATH…`, or name files with `--in PATH…`."
    )]
    NoLibrary,
    /// The words name no provision.
    #[error(
        "“{0}” names no provision that pincite knows.\n\
         Give an id (/us/eo/13722/s2/a/iv) or a citation (\"E.O. 13722 § 2(a)(iv)\"); `pincite explain \"{0}\"` shows how \
         it was read."
    )]
    NoProvision(String),
    /// Nobody of that name is named in the library.
    #[error("nobody called “{0}” is named here; `pincite entities` lists who invokes what")]
    Nobody(String),
    /// The words are neither a provision nor the name of somebody who invokes one.
    #[error(
        "“{0}” is no provision that pincite knows, and nobody of that name invokes one here.\n\
         Give an id, a citation (\"E.O. 13722\") or a name; without any, `pincite entities` lists all."
    )]
    NeitherProvisionNorName(String),
    /// No frame gives that role.
    #[error("there is no role “{role}”; there are {}", .roles.join(", "))]
    NoRole {
        /// The role asked for.
        role: String,
        /// Those there are.
        roles: Vec<String>,
    },
    /// No rule of the checker has that code.
    #[error("there is no rule “{code}”; there are {}", .rules.join(", "))]
    NoRule {
        /// What was asked for.
        code: String,
        /// Code and name of those there are.
        rules: Vec<String>,
    },
    /// A pattern of files, for which rules are ignored, can't be read.
    #[error("pincite.toml: per-file-ignores: {0}")]
    Pattern(#[from] globset::Error),
    /// A house style is unknown or wrong.
    #[error(transparent)]
    Style(#[from] StyleError),
    /// A style of citations is unknown or wrong.
    #[error(transparent)]
    CitationStyle(#[from] CitationStyleError),
    /// The law library is empty.
    #[error("the law library is empty: import texts of the law first, with `pincite law add FILE…`")]
    NoLaws,
    /// The law library has no text of a provision whose words are looked for.
    #[error(
        "the law library has no text of {0}, by which its words could be found; import one with `pincite law add FILE`"
    )]
    NoText(ProvisionId),
    /// A grammar file is wrong.
    #[error(transparent)]
    Grammar(#[from] GrammarError),
    /// The data of names and roles is wrong.
    #[error(transparent)]
    Entities(#[from] EntityError),
    /// The library can't be read or written.
    #[error(transparent)]
    Library(#[from] LibraryError),
    /// The index can't be read or written, or the query can't be understood.
    #[cfg(feature = "index")]
    #[error(transparent)]
    Index(#[from] IndexError),
    /// The system gives no threads.
    #[error("no threads to work on: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

impl AskError {
    /// Whether another question would be answered: what was asked for is unknown, can't be understood or isn't there.
    #[must_use]
    pub const fn is_askers(&self) -> bool {
        match self {
            #[cfg(feature = "index")]
            Self::Index(IndexError::Query(_)) => true,
            #[cfg(feature = "index")]
            Self::Index(_) => false,
            Self::Entities(_) | Self::Library(_) | Self::Threads(_) => false,
            _ => true,
        }
    }
}
