//! Provision ids: the one name under which a provision is kept, whatever a text calls it.
//!
//! An id is a path, broad to narrow: `/us/eo/13722/s2/a/iv`. Prefix order is containment, so everything below
//! an executive order starts with its id and a slash. Ids follow USLM where USLM has them.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

mod flat;
mod order;

pub(crate) use flat::flat;
pub use flat::is_section;

/// A canonical provision id.
///
/// ```
/// use pincite::provision::ProvisionId;
/// let id: ProvisionId = "/us/eo/13722/s2/a/iv".parse()?;
/// assert!("/us/eo/13722".parse::<ProvisionId>()?.contains(&id));
/// assert_eq!(id.parent().unwrap().as_str(), "/us/eo/13722/s2/a");
/// # Ok::<(), pincite::provision::InvalidId>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProvisionId(String);

/// Why a string is not a provision id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{id}` is not a provision id: {reason}")]
pub struct InvalidId {
    id: String,
    reason: &'static str,
}

impl ProvisionId {
    /// Wraps a path that the grammar or the registry made, without checking it again.
    pub(crate) fn trusted(path: String) -> Self {
        debug_assert!(check(&path).is_ok(), "not an id: {path}");
        Self(path)
    }

    /// The path itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path's components, broad to narrow.
    #[must_use]
    pub fn parts(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0[1..].split('/')
    }

    /// The id one level up, if there is one.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let at = self.0.rfind('/')?;
        (at > 0).then(|| Self(self.0[..at].to_owned()))
    }

    /// Whether `other` is this provision or lies below it.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        is_below(&other.0, &self.0)
    }

    /// The id and each of its ancestors, the broadest first: `/us`, `/us/eo`, …
    pub fn prefixes(&self) -> impl Iterator<Item = &str> {
        let ends = self.0.bytes().enumerate().skip(1).filter(|(_, b)| *b == b'/').map(|(i, _)| i);
        ends.chain(std::iter::once(self.0.len())).map(|end| &self.0[..end])
    }

    /// The same id in the one spelling that is compared and indexed: the title, division and subtitle levels of a
    /// public law are skipped above a section, because its sections are numbered through.
    ///
    /// ```
    /// use pincite::provision::ProvisionId;
    /// let id: ProvisionId = "/us/pl/114/122/tI/s104/a".parse()?;
    /// assert_eq!(id.flattened().as_str(), "/us/pl/114/122/s104/a");
    /// # Ok::<(), pincite::provision::InvalidId>(())
    /// ```
    #[must_use]
    pub fn flattened(&self) -> Self {
        if self.0.starts_with("/us/pl/") { Self(flat(&self.0)) } else { self.clone() }
    }
}

/// Whether the path `id` is `ancestor` or below it.
#[must_use]
pub fn is_below(id: &str, ancestor: &str) -> bool {
    id.strip_prefix(ancestor).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Splits a path after its first section: `/us/pl/114/122/s104` and `/a/1`.
#[must_use]
pub fn split_at_section(path: &str) -> Option<(&str, &str)> {
    let bytes = path.strip_prefix('/').map(|_| path.as_bytes())?;
    let begins = |at: &usize| matches!(bytes[*at..], [b'/', b's', number, ..] if number.is_ascii_digit());
    let section = 1 + memchr::memchr_iter(b'/', bytes).find(begins)?;
    let end = memchr::memchr(b'/', &bytes[section..]).map_or(path.len(), |behind| section + behind);
    Some(path.split_at(end))
}

fn check(id: &str) -> Result<(), &'static str> {
    let Some(rest) = id.strip_prefix('/') else { return Err("an id starts with `/`, as in `/us/eo/13722`") };
    if rest.is_empty() || rest.split('/').any(str::is_empty) {
        return Err("an id has no empty level");
    }
    if rest.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\') {
        return Err("an id holds no white space");
    }
    Ok(())
}

impl FromStr for ProvisionId {
    type Err = InvalidId;

    fn from_str(s: &str) -> Result<Self, InvalidId> {
        let s = if s.len() > 1 { s.strip_suffix('/').unwrap_or(s) } else { s };
        check(s).map(|()| Self(s.to_owned())).map_err(|reason| InvalidId { id: s.to_owned(), reason })
    }
}

impl fmt::Display for ProvisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialOrd for ProvisionId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Reading order: an ancestor before what it holds, `s9` before `s10`, `9A` after `9`.
impl Ord for ProvisionId {
    fn cmp(&self, other: &Self) -> Ordering {
        order::compare(&self.0, &other.0)
    }
}
