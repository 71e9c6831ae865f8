//! The authority registry: what is known of instruments, compiled in.
//!
//! Names, numbers, dates, Statutes at Large and Federal Register pages, which sections the U.S. Code has and
//! which law each came from. Facts only; the tables and their sources are described in
//! `corpus/authorities/README.md`.

mod facts;
mod names;
mod table;

pub use facts::Facts;
pub use names::NameEntry;
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
pub struct Authority {
    /// What is known, by id.
    facts: Table,
    /// Ids by title.
    titles: Table,
    /// A section under its other id.
    crosswalk: Table,
    /// Instruments by name.
    names: Table,
}

impl Authority {
    /// Opens the compiled-in registry; decodes nothing.
    #[must_use]
    pub fn builtin() -> Self {
        Self {
            facts: table!("facts"),
            titles: table!("titles"),
            crosswalk: table!("crosswalk"),
            names: table!("names"),
        }
    }
}
