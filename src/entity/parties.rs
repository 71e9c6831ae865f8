//! Who `the plaintiff` and `Petitioners` are: whom the caption or the text calls so.

use std::collections::HashMap;

use super::frames::List;
use super::gazetteer::ahead;
use super::line::{Item, Source};
use super::sentences::last_word;
use crate::text::Span;

/// A caption stands in the first so many bytes.
const CAPTION: usize = 6_000;
/// The names before `Petitioners` in a caption are no longer.
const LONGEST: usize = 400;
/// A noun for a party has so many letters.
const NOUN: std::ops::Range<usize> = 6..13;
/// More bearers than these no noun has.
const MOST: usize = 12;

impl Source<'_> {
    /// The bearers of each noun for a party, by its singular.
    pub(super) fn parties(&self) -> HashMap<String, Vec<Item>> {
        let mut out: HashMap<String, Vec<Item>> = HashMap::new();
        let text = self.text;
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            while bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
                at += 1;
            }
            let word = &text[start..at];
            let whole =
                !text[..start].ends_with(char::is_alphanumeric) && !text[at..].starts_with(char::is_alphanumeric);
            let noun = NOUN.contains(&word.len()) && whole && self.frames.is(&word.to_lowercase(), List::Parties);
            if !noun {
                at = text.ceil_char_boundary(at.max(start + 1));
                continue;
            }
            let stem = singular(&word.to_lowercase()).to_owned();
            let mut found = self.called_behind(at);
            if found.is_empty() && start < CAPTION && word.starts_with(char::is_uppercase) {
                found = self.called_before(start);
            }
            let list = out.entry(stem).or_default();
            for item in found {
                let name = self.name(item).to_lowercase();
                let same = |other: &Item| {
                    let other = self.name(*other).to_lowercase();
                    last_word(&other) == last_word(&name) || other.contains(&name) || name.contains(&other)
                };
                if list.len() < MOST && !list.iter().any(same) {
                    list.push(item);
                }
            }
        }
        out
    }

    /// `Defendants Ann Weaver and Namsan Shipping`.
    fn called_behind(&self, end: usize) -> Vec<Item> {
        let mut out = Vec::new();
        let mut at = end;
        loop {
            let rest = ahead(&self.text[at..], 40);
            let bare = rest.trim_start_matches([' ', '\n']);
            if bare.len() == rest.len() && at == end {
                return out;
            }
            let bare = if out.is_empty() {
                bare
            } else {
                let Some(next) = ["and ", ", and ", ", "]
                    .iter()
                    .find_map(|j| bare.strip_prefix(*j).or_else(|| rest.strip_prefix(*j)))
                else {
                    return out;
                };
                next
            };
            let start = at + rest.len() - bare.len();
            let Some(item) = self.name_at(start) else { return out };
            at = self.span(item).end;
            out.push(item);
            if out.len() >= MOST {
                return out;
            }
        }
    }

    /// `ANN WEAVER and NAMSAN SHIPPING, Petitioners`, from the noun's place.
    fn called_before(&self, start: usize) -> Vec<Item> {
        let before = self.text[..start].trim_end();
        let Some(names) = before.strip_suffix(',') else { return Vec::new() };
        let mut from = names.len().saturating_sub(LONGEST);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let within = &names[from..];
        let border = |mark: &str| within.rfind(mark).map(|i| i + mark.len());
        let begin = ["\n\n", "; ", " v. ", " v ", "\nv. ", "Cir."].iter().filter_map(|m| border(m)).max().unwrap_or(0);
        let mut out = Vec::new();
        let mut at = from + begin;
        for part in within[begin..].split(", ").flat_map(|p| p.split(" and ")) {
            let bare = part.trim().trim_start_matches("and ");
            let place = self.text[at..].find(bare).map_or(at, |i| at + i);
            at = place;
            if bare.len() < 3 || self.forms.suffixes.contains_key(bare) || bare.contains("et al") {
                continue;
            }
            out.extend(self.name_at(place).filter(|item| self.span(*item).end <= names.len()));
        }
        out
    }

    /// A name at a place: one that is known, or words with capitals.
    fn name_at(&self, start: usize) -> Option<Item> {
        let at = self.read.named.partition_point(|n| n.from < start);
        if self.read.named.get(at).is_some_and(|n| n.from == start) {
            return Some(Item::Named(at));
        }
        let mut end = start;
        for word in ahead(&self.text[start..], 60).split_inclusive(' ').take(5) {
            let bare = word.trim_end_matches([' ', ',', ';', ':', ')', '’']);
            let bare = bare.split(['\n', '(', '’', '\'']).next().unwrap_or("");
            let low = bare.to_lowercase();
            let name = bare.starts_with(char::is_uppercase)
                && !self.frames.is(&low, List::Capitalised)
                && !self.frames.is(&low, List::Parties)
                && !self.forms.not_names.contains(bare)
                && !self.forms.leading.contains(bare);
            if !name {
                break;
            }
            let point = bare.len() > 2 && bare.ends_with('.') && !bare[..bare.len() - 1].contains('.');
            end = start + (word.as_ptr() as usize - self.text[start..].as_ptr() as usize) + bare.len()
                - usize::from(point);
            if bare.len() < word.trim_end().len() || point {
                break;
            }
        }
        (end > start + 2).then(|| Item::Maybe(Span::new(start, end)))
    }
}

/// `petitioners` is of more than one `petitioner`.
pub(super) fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}
