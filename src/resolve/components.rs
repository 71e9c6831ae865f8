//! What ids are made of: components, the values of a template, names as slugs; of text and ids alone, whatever was said.

use compact_str::CompactString;

use crate::parse::is_dash;
use crate::provision::ProvisionId;

/// A path below an instrument, as components of an id.
pub(super) type Components = smallvec::SmallVec<[Component; 6]>;

/// One component of an id, and whether it is a mark (`a`) or a numbered level (`s104`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Component {
    pub text: CompactString,
    pub mark: bool,
}

/// A number with every dash a hyphen.
pub(super) fn plain(number: &str) -> String {
    let mut out = String::with_capacity(number.len());
    push_plain(&mut out, number);
    out
}

/// The same behind what is there already.
pub(super) fn push_plain(out: &mut impl Extend<char>, number: &str) {
    out.extend(number.chars().map(|c| if is_dash(c) { '-' } else { c }));
}

/// A name as one component of an id: small letters and hyphens.
pub(super) fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in crate::text::fold(name).chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if c != '\'' && !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// An instrument's id and components, joined.
pub(super) fn join(base: &str, components: &[Component]) -> Option<ProvisionId> {
    let mut id = String::with_capacity(base.len() + 8 * components.len());
    id.push_str(base);
    for component in components {
        id.push('/');
        id.push_str(&component.text);
    }
    let mut before = b' ';
    let wrong = |b: u8| std::mem::replace(&mut before, b) == b'/' && b == b'/' || b.is_ascii_whitespace();
    let wrong = id.is_empty() || id.ends_with('/') || id.bytes().any(wrong);
    (!wrong).then(|| ProvisionId::trusted(id))
}

/// Splits a number that is two with a dash between: `1701–1708`, `1701-08`.
pub(super) fn split_range(number: &str) -> Option<(String, String)> {
    let (left, right) = number.split_once(is_dash)?;
    // `10a–10c`: the same number twice, or a higher one, each with its letters.
    let lettered = |s: &str| {
        let digits = s.bytes().take_while(u8::is_ascii_digit).count();
        let letters = s.len() - digits;
        ((1..=9).contains(&digits) && letters <= 3 && s.bytes().skip(digits).all(|b| b.is_ascii_alphabetic()))
            .then(|| (s[..digits].parse::<u64>().unwrap_or(0), s[digits..].to_ascii_lowercase()))
    };
    if let (Some((from, first)), Some((to, last))) = (lettered(left), lettered(right))
        && !(first.is_empty() && last.is_empty())
        && from >= 10
        && (to > from || to == from && (last.len(), &last) > (first.len(), &first))
    {
        return Some((left.to_owned(), right.to_owned()));
    }
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(left) || !digits(right) || left.len() > 9 || right.len() > 9 {
        return None;
    }
    let full = if right.len() < left.len() {
        format!("{}{right}", &left[..left.len() - right.len()])
    } else {
        right.to_owned()
    };
    let (from, to): (u64, u64) = (left.parse().ok()?, full.parse().ok()?);
    (to > from).then(|| (left.to_owned(), full))
}
