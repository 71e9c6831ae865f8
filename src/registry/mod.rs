//! The registry: what is known of instruments, compiled in.
//!
//! Names, numbers, dates, Statutes at Large and Federal Register pages, which sections the U.S. Code has and
//! which law each came from. Facts only; the tables and their sources are described in
//! `corpus/authorities/README.md`.

use std::collections::HashMap;
use std::sync::RwLock;

mod columns;
mod extension;
mod facts;
mod names;
// Runs in `build.rs`; here it is tested.
#[cfg(test)]
mod pack;
mod series;
mod table;

#[cfg(test)]
use crate::{provision::flat, text::fold};
pub use columns::Facts;
pub use extension::Additions;
pub use facts::leading_number;
pub use names::NameEntry;
pub use series::{Counted, Gone, Series};
use table::Table;

macro_rules! table {
    ($name:literal) => {
        Table::new(
            include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".fst")),
            include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".offsets")),
            include_str!(concat!(env!("OUT_DIR"), "/", $name, ".rows")),
        )
    };
}

/// The registry.
#[derive(Debug)]
pub struct Registry {
    /// What is known, by id.
    facts: Table,
    /// Ids by title.
    titles: Table,
    /// A section under its other id.
    crosswalk: Table,
    /// Instruments by name.
    names: Table,
    /// Provisions that exist, where all of an instrument's are known.
    paths: fst::Set<&'static [u8]>,
    /// Sections that are or were, where an instrument's are held without their paragraphs.
    sections: fst::Set<&'static [u8]>,
    /// Ids that a name stands for.
    called_so: fst::Set<&'static [u8]>,
    /// Numbered series, and what counts them.
    series: Table,
    /// What became of sections, and since when others are.
    gone: Table,
    /// Which parts of a code the sections are held of.
    covered: Table,
    /// Sections by what people call them.
    called: Table,
    /// The day of the last amendment of sections of the Code.
    amended: Table,
    /// Days of a volume, with their pages.
    days: Table,
    /// What the user's own law texts add.
    extension: extension::Extension,
    /// The last sections asked for so far: a code has thousands.
    last: RwLock<HashMap<String, Option<(u64, String)>>>,
}

impl Registry {
    /// The day on which the compiled-in tables were collected.
    pub const AS_OF: &'static str = include_str!("../../corpus/authorities/AS-OF").trim_ascii_end();

    /// Opens the compiled-in registry; decodes nothing.
    #[must_use]
    pub fn builtin() -> Self {
        Self {
            facts: table!("facts"),
            titles: table!("by-title"),
            crosswalk: table!("crosswalk"),
            names: table!("names"),
            // The bytes come from build.rs; a set that can't be opened knows nothing, never a panic.
            paths: fst::Set::new(include_bytes!(concat!(env!("OUT_DIR"), "/paths.fst")).as_slice())
                .unwrap_or_else(|_| table::nothing()),
            sections: fst::Set::new(include_bytes!(concat!(env!("OUT_DIR"), "/section-set.fst")).as_slice())
                .unwrap_or_else(|_| table::nothing()),
            called_so: fst::Set::new(include_bytes!(concat!(env!("OUT_DIR"), "/named.fst")).as_slice())
                .unwrap_or_else(|_| table::nothing()),
            series: table!("numbered"),
            gone: table!("sections-gone"),
            covered: table!("cfr-coverage"),
            days: table!("register-days"),
            called: table!("section-names"),
            amended: table!("sections-amended"),
            extension: extension::Extension::default(),
            last: RwLock::default(),
        }
    }

    /// The same registry with the names and sections of imported laws. A name that the registry has stays the registry's.
    #[must_use]
    pub fn with(mut self, additions: Additions) -> Self {
        self.extension = extension::Extension::new(additions, |key| self.names.get(key).next().is_some());
        self
    }
}
