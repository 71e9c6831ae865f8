//! What a finding is known by from one run to the next.

use super::Finding;
use crate::read::Document;

/// What a finding is known by: the same in the same words, wherever its line has moved to.
#[must_use]
pub fn fingerprint(document: &Document, f: &Finding) -> String {
    let words = f.span.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = format!("{}\0{}\0{words}\0{}", f.rule.code, document.path, f.message);
    blake3::hash(whole.as_bytes()).to_hex().as_str()[..16].to_owned()
}
