//! The ids under which a mention is kept and found.

use std::collections::BTreeSet;

use crate::provision::ProvisionId;
use crate::resolve::Mention;

/// A range of more members than this is kept under its two ends alone.
const LONGEST_RANGE: u32 = 200;

/// The keys of one passage.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// Each id and each of its prefixes from the second level on.
    pub(super) cites: BTreeSet<String>,
    /// Each id.
    pub(super) exact: BTreeSet<String>,
    /// Each provision once, under the id that the mention resolved to.
    pub(super) named: BTreeSet<String>,
}

impl Keys {
    /// The keys for these mentions; one without an id has none.
    pub(super) fn of(mentions: &[Mention]) -> Self {
        let mut keys = Self::default();
        for mention in mentions {
            for name in names(mention) {
                keys.cites.extend(name.prefixes().skip(1).map(str::to_owned));
                keys.exact.insert(name.as_str().to_owned());
            }
            keys.named.extend(mention.id.iter().chain(&mention.range_end).map(|id| id.flattened().to_string()));
        }
        keys
    }
}

/// Whether a mention names `wanted` or, when `below`, something that lies below it.
pub(super) fn names_it(mention: &Mention, wanted: &ProvisionId, below: bool) -> bool {
    let wanted = wanted.flattened();
    names(mention).iter().any(|name| if below { wanted.contains(name) } else { wanted == *name })
}

/// Every id that a mention has: its own, those it is also known by, the members of a range, each as cited and
/// flattened.
fn names(mention: &Mention) -> Vec<ProvisionId> {
    let mut names: Vec<ProvisionId> = mention.id.iter().chain(&mention.also).cloned().collect();
    if let (Some(first), Some(last)) = (&mention.id, &mention.range_end) {
        names.extend(between(first, last));
        names.push(last.clone());
    }
    let flat: Vec<ProvisionId> = names.iter().map(ProvisionId::flattened).filter(|id| !names.contains(id)).collect();
    names.extend(flat);
    names
}

/// The members of a range between its ends, where they can be told: `s101` to `s105`, `a` to `d`. Roman numerals,
/// which look like letters, and ends on different levels give none.
fn between(first: &ProvisionId, last: &ProvisionId) -> Vec<ProvisionId> {
    let (Some(parent), Some(other)) = (first.parent(), last.parent()) else { return Vec::new() };
    let level = |id: &ProvisionId| id.parts().next_back().unwrap_or_default().to_owned();
    let (from, to) = (level(first), level(last));
    if parent != other {
        return Vec::new();
    }
    let members: Vec<String> = match (numbered(&from), numbered(&to), letter(&from), letter(&to)) {
        (Some((head, n)), Some((tail, m)), ..) if head == tail && m.saturating_sub(n) <= LONGEST_RANGE => {
            (n + 1..m).map(|k| format!("{head}{k}")).collect()
        }
        (.., Some(a), Some(b)) if a.is_ascii_uppercase() == b.is_ascii_uppercase() && !roman(a, b) => {
            (a..=b).skip(1).filter(|c| *c < b).map(String::from).collect()
        }
        _ => Vec::new(),
    };
    members.iter().filter_map(|member| format!("{parent}/{member}").parse().ok()).collect()
}

/// `s104` as (`s`, 104); nothing when more follows the number.
fn numbered(level: &str) -> Option<(&str, u32)> {
    let at = level.find(|c: char| c.is_ascii_digit())?;
    level[at..].parse().ok().map(|n| (&level[..at], n))
}

fn letter(level: &str) -> Option<char> {
    let mut chars = level.chars();
    chars.next().filter(|c| c.is_ascii_alphabetic() && chars.next().is_none())
}

fn roman(a: char, b: char) -> bool {
    "ivxIVX".contains(a) && "vxVX".contains(b)
}

#[cfg(test)]
mod tests {
    use super::between;

    fn members(first: &str, last: &str) -> Vec<String> {
        let id = |s: &str| s.parse().expect("an id");
        between(&id(first), &id(last)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_range_holds_what_lies_between_its_ends() {
        assert_eq!(members("/us/pl/1/2/s101", "/us/pl/1/2/s104"), ["/us/pl/1/2/s102", "/us/pl/1/2/s103"]);
        assert_eq!(members("/us/eo/1/s2/a", "/us/eo/1/s2/c"), ["/us/eo/1/s2/b"]);
        assert_eq!(members("/un/sc/res/1/op9", "/un/sc/res/1/op11"), ["/un/sc/res/1/op10"]);
    }

    #[test]
    fn ends_that_can_not_be_counted_between_give_no_members() {
        assert!(members("/us/eo/1/s2/i", "/us/eo/1/s2/v").is_empty());
        assert!(members("/us/eo/1/s2", "/us/eo/1/s2/v").is_empty());
        assert!(members("/us/eo/1/s1", "/us/eo/1/s4000000000").is_empty());
        assert!(members("/us/eo/1/s9", "/us/eo/1/s3").is_empty());
    }
}
