//! Which names are of one bearer.

use std::collections::{BTreeMap, BTreeSet};

use super::forms::{Forms, same};
use crate::text::fold;

/// What a name is known by: in small letters, without the article, points and quotation marks, forms of one word the same.
///
/// ```
/// use pincite::entity::key;
/// assert_eq!(key("the Harbour Trading Corp."), key("Harbour Trading Corporation"));
/// assert_eq!(key("DPRK Chamber of Commerce"), key("DPR Korea Chamber of Commerce"));
/// assert_ne!(key("Harbour Trading"), key("Harbour Shipping"));
/// ```
#[must_use]
pub fn key(name: &str) -> String {
    let folded = fold(name);
    let bare = folded.strip_prefix("the ").unwrap_or(&folded);
    let bare: String = bare.chars().filter(|c| !matches!(c, '.' | '\'' | '’' | '"' | '(' | ')')).collect();
    let words: Vec<&str> = bare.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()).collect();
    let Some(same) = same() else { return words.join(" ") };
    let (mut out, mut at) = (Vec::with_capacity(words.len()), 0);
    while at < words.len() {
        let two = words.get(at + 1).map(|next| format!("{} {next}", words[at]));
        let pair = two.as_ref().and_then(|two| same.get(two));
        out.push(pair.or_else(|| same.get(words[at])).map_or(words[at], String::as_str));
        at += if pair.is_some() { 2 } else { 1 };
    }
    out.join(" ")
}

/// Which names fold under which: a name whose words are the beginning or the end of one longer name that adds only
/// words of no weight (`Rungrado General Trading Corporation`, `Korea Rungrado General Trading Corporation`). Two longer
/// names that both could be meant leave it its own.
#[must_use]
pub fn merged(names: &BTreeSet<String>) -> BTreeMap<String, String> {
    let Ok(forms) = Forms::builtin() else { return BTreeMap::new() };
    merged_by(&forms, names)
}

pub(super) fn merged_by(forms: &Forms, names: &BTreeSet<String>) -> BTreeMap<String, String> {
    let keyed: Vec<(String, &String)> = names.iter().map(|n| (key(n), n)).collect();
    let mut by_key: BTreeMap<&str, &String> = BTreeMap::new();
    let mut out = BTreeMap::new();
    for (key, name) in &keyed {
        // Of two spellings of one key the longer tells more.
        match by_key.get(key.as_str()).copied() {
            Some(first) if first.len() >= name.len() && first.chars().any(char::is_lowercase) => {
                out.insert((*name).clone(), first.clone());
            }
            Some(first) => {
                out.insert(first.clone(), (*name).clone());
                by_key.insert(key, name);
            }
            None => {
                by_key.insert(key, name);
            }
        }
    }
    // Candidates share a word that tells names apart.
    let weighty = |name: &str| name.split(' ').filter(|w| forms.is_distinctive(w)).map(fold).collect::<Vec<_>>();
    let mut holders: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (key, name) in &by_key {
        for word in weighty(name) {
            holders.entry(word).or_default().push(*key);
        }
    }
    for (key, name) in &by_key {
        let words = weighty(name);
        let Some(word) = words.first() else { continue };
        if key.split(' ').count() < 2 {
            continue;
        }
        let longer = |other: &&&str| {
            let rest = other.strip_suffix(*key).or_else(|| other.strip_prefix(*key));
            let apart = other.ends_with(&format!(" {key}")) || other.starts_with(&format!("{key} "));
            rest.is_some_and(|rest| !rest.trim().is_empty()) && apart && {
                let full = by_key.get(**other).map_or("", |n| n.as_str());
                weighty(full) == words
            }
        };
        let mut found = holders[word].iter().filter(longer);
        if let (Some(other), None) = (found.next(), found.next()) {
            out.insert((*name).clone(), by_key[*other].clone());
        }
    }
    // What a name folds under may fold itself.
    let last = |mut name: String| {
        for _ in 0..8 {
            match out.get(&name) {
                Some(next) => name.clone_from(next),
                None => break,
            }
        }
        name
    };
    out.keys().map(|name| (name.clone(), last(name.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use super::merged;

    #[test]
    fn names_of_one_bearer_fold_and_what_only_looks_alike_does_not() {
        let names = [
            "Korea Rungrado General Trading Corporation",
            "Rungrado General Trading Corporation",
            "Korea Rungrado Shipping Company",
            "Mansudae Overseas Project Group",
            "Mansudae Overseas Project Group of Companies",
            "Korea General Corporation for External Construction",
            "Korea General Corporation",
            "Leiden Asia Center",
            "Leiden Asia Centre",
        ];
        let folded = merged(&names.iter().map(|n| (*n).to_owned()).collect());
        let to = |name: &str| folded.get(name).map(String::as_str);
        assert_eq!(to("Rungrado General Trading Corporation"), Some("Korea Rungrado General Trading Corporation"));
        assert_eq!(to("Mansudae Overseas Project Group"), Some("Mansudae Overseas Project Group of Companies"));
        assert_eq!(to("Leiden Asia Centre"), Some("Leiden Asia Center"));
        assert_eq!(to("Korea General Corporation"), None);
        assert_eq!(to("Korea Rungrado Shipping Company"), None);
    }
}
