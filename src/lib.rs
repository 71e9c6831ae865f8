//! pincite finds every citation of a legal provision in a text, resolves it to one canonical id, and indexes who
//! cites what.
//!
//! The modules stand in the order in which data flows; each knows only those above it. See `ARCHITECTURE.md`.

pub mod text;
pub mod provision;
pub mod read;
pub mod grammar;
pub mod parse;
pub mod scan;
pub mod authority;
pub mod resolve;
#[cfg(feature = "index")]
pub mod index;
pub mod report;
#[cfg(feature = "cli")]
pub mod cli;
