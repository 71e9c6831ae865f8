//! The authority registry: what is known of instruments, compiled in.
//!
//! Names, numbers, dates, Statutes at Large and Federal Register pages, which sections the U.S. Code has and
//! which law each came from. Facts only; the tables and their sources are described in
//! `corpus/authorities/README.md`.

mod facts;
mod names;
mod table;

pub use facts::{BillTie, Facts};
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
    orders: Table,
    orders_by_title: Table,
    resolutions: Table,
    laws: Table,
    sections: Table,
    treaties: Table,
    bills: Table,
    law_to_usc: Table,
    names: Table,
}

impl Authority {
    /// Opens the compiled-in registry; decodes nothing.
    #[must_use]
    pub fn builtin() -> Self {
        Self {
            orders: table!("executive-orders"),
            orders_by_title: table!("executive-orders-by-title"),
            resolutions: table!("security-council"),
            laws: table!("public-laws"),
            sections: table!("usc-sections"),
            treaties: table!("treaties"),
            bills: table!("bills"),
            law_to_usc: table!("law-to-usc"),
            names: table!("names"),
        }
    }
}
