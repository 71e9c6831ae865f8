//! pincite finds every citation of a legal provision in a text, resolves it to one canonical id, and indexes who
//! cites what.
//!
//! The modules stand in the order in which data flows; each knows only those above it. See `ARCHITECTURE.md`.

pub mod ask;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod entity;
pub mod grammar;
#[cfg(feature = "index")]
pub mod index;
pub mod law;
pub mod library;
pub mod parse;
pub mod provision;
pub mod quote;
pub mod read;
pub mod registry;
pub mod report;
pub mod resolve;
pub mod scan;
pub mod style;
pub mod text;
