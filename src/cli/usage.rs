//! Wrong usage that clap can't see.

/// What is wrong with what was asked for, and what to ask instead.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Usage(pub String);
