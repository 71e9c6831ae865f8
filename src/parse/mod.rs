//! Grammar → nom parsers: what a citation is, from a given place in a text.
//!
//! This is the only module that names nom. A [`Parser`] is made once from a grammar and an index of names; `scan/`
//! asks it at the places where an anchor stands. Functions follow the productions that their docs give.

mod capture;
mod citation;
mod head;
mod marks;
mod number;
mod pattern;
mod reference;
mod space;
mod units;

use std::ops::Range;
use std::sync::Arc;

pub use capture::{Capture, Item, Part, Path, Place, Step};
pub use citation::{Citation, Member, Target};
pub use head::{Head, NameHit, Named};
pub(crate) use marks::{kind, same_kind};
pub(crate) use number::{iso_date, mark_at, ordinal_value, roman_value};
pub use reference::{Noun, ReferenceMatch};
pub(crate) use space::{is_dash, is_space};
pub use units::Group;

use crate::grammar::{Anchor, FamilyId, Grammar, LevelId, Pattern, Shape};

/// An index of instruments' names, walked along a text.
pub trait NameIndex: std::fmt::Debug + Send + Sync {
    /// The longest name that begins at `start` and ends at a word's end.
    fn name_at(&self, text: &str, start: usize) -> Option<NameHit>;

    /// The names that hold none of `words`, and so need anchors of their own.
    fn names_without(&self, words: &[&str]) -> Vec<String>;
}

/// Parsers for every form of a grammar.
#[derive(Debug)]
pub struct Parser {
    grammar: Arc<Grammar>,
    names: Arc<dyn NameIndex>,
    /// Forms by the byte that they can begin with.
    first: Vec<Vec<(FamilyId, usize)>>,
    units: Vec<Unit>,
    units_by_byte: Vec<Range<usize>>,
    nouns: Vec<(String, Noun)>,
    followers: Vec<String>,
    section: Option<LevelId>,
}

/// A unit word.
#[derive(Debug)]
struct Unit {
    word: String,
    level: LevelId,
    plural: bool,
    exact: bool,
}

/// Why a place in a text is worth a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trigger {
    /// A form of a family; up to so many words may stand before the anchor.
    Form(FamilyId, usize, usize),
    /// A unit word.
    Unit,
    /// A word in which names of a family end: `Act`.
    NameWord(FamilyId),
    /// A whole name.
    Name,
    /// A noun that refers back behind a determiner.
    Noun,
    /// `thereof`.
    There,
    /// `Id.`
    Id,
}

impl Parser {
    /// Compiles a grammar.
    #[must_use]
    pub fn new(grammar: Arc<Grammar>, names: Arc<dyn NameIndex>) -> Self {
        let mut first = vec![Vec::new(); 256];
        let mut followers = Vec::new();
        for (f, family) in grammar.families.iter().enumerate() {
            for (n, form) in family.forms.iter().enumerate() {
                let mut bytes = [false; 256];
                first_bytes(&form.pattern, family, &mut bytes);
                for (byte, _) in bytes.iter().enumerate().filter(|(_, there)| **there) {
                    first[byte].push((FamilyId::try_from(f).unwrap_or(0), n));
                }
                if form.lead == 3 && matches!(&form.pattern, Pattern::Seq(items) if matches!(items.first(), Some(Pattern::Field(_)))) {
                    for anchor in &form.anchors {
                        followers.extend(spellings(anchor, family));
                    }
                }
            }
        }
        followers.sort();
        followers.dedup();
        let units = units(&grammar);
        let units_by_byte = (0..=255u8).map(|byte| {
            let start = units.partition_point(|u| u.word.as_bytes()[0].to_ascii_lowercase() < byte);
            start..units.partition_point(|u| u.word.as_bytes()[0].to_ascii_lowercase() <= byte)
        });
        let (units_by_byte, section) = (units_by_byte.collect(), grammar.level("section"));
        Self { nouns: nouns(&grammar), grammar, names, first, units, units_by_byte, followers, section }
    }

    /// The grammar compiled here.
    #[must_use]
    pub fn grammar(&self) -> &Grammar {
        &self.grammar
    }

    /// Every anchor: a literal to look for, in either case, and what its occurrence makes worth trying.
    #[must_use]
    pub fn anchors(&self) -> Vec<(String, Trigger)> {
        let mut out: Vec<(String, Trigger)> = Vec::new();
        let mut words_of_names: Vec<&str> = Vec::new();
        for (f, family) in self.grammar.families.iter().enumerate() {
            let f = FamilyId::try_from(f).unwrap_or(0);
            for (n, form) in family.forms.iter().enumerate() {
                for anchor in &form.anchors {
                    out.extend(spellings(anchor, family).into_iter().map(|s| (s, Trigger::Form(f, n, form.lead))));
                }
            }
            for (word, _) in family.name_words().map(|w| w.spellings.as_slice()).unwrap_or_default() {
                out.push((word.clone(), Trigger::NameWord(f)));
                words_of_names.push(word);
            }
        }
        out.extend(self.names.names_without(&words_of_names).into_iter().map(|name| (name, Trigger::Name)));
        out.extend(self.units.iter().map(|u| (u.word.clone(), Trigger::Unit)));
        out.extend(self.nouns.iter().map(|(word, _)| (word.clone(), Trigger::Noun)));
        out.extend(self.grammar.reference.thereof.iter().map(|w| (w.clone(), Trigger::There)));
        out.extend(self.grammar.reference.id.iter().map(|w| (w.clone(), Trigger::Id)));
        out
    }
}

fn spellings(anchor: &Anchor, family: &crate::grammar::Family) -> Vec<String> {
    match anchor {
        Anchor::Words(list) => family.words[*list].spellings.iter().map(|(s, _)| s.clone()).collect(),
        Anchor::Literal(text) => vec![text.trim().to_owned()],
    }
}

fn units(grammar: &Grammar) -> Vec<Unit> {
    let mut units = Vec::new();
    for (i, level) in grammar.levels.iter().enumerate() {
        let level_id = LevelId::try_from(i).unwrap_or(0);
        let words = level.words.iter().map(|w| (w, false)).chain(level.plural.iter().map(|w| (w, true)));
        for (word, plural) in words {
            let exact = word.len() <= 3 && word.bytes().take(2).all(|b| b.is_ascii_uppercase());
            units.push(Unit { word: word.clone(), level: level_id, plural, exact });
        }
    }
    // By first byte, then the longest first, so that `sections` is not read as `section`.
    units.sort_by_key(|u| (u.word.as_bytes()[0].to_ascii_lowercase(), std::cmp::Reverse(u.word.len())));
    units
}

fn nouns(grammar: &Grammar) -> Vec<(String, Noun)> {
    let mut nouns: Vec<(String, Noun)> = Vec::new();
    for (f, family) in grammar.families.iter().enumerate() {
        for noun in &family.nouns {
            let f = FamilyId::try_from(f).unwrap_or(0);
            match nouns.iter_mut().find(|(word, _)| word.eq_ignore_ascii_case(noun)) {
                Some((_, Noun::Families(families))) => families.push(f),
                _ => nouns.push((noun.clone(), Noun::Families(vec![f]))),
            }
        }
    }
    for (kind, words) in &grammar.reference.nouns {
        let noun = if kind == "provision" { Noun::Provision } else { Noun::Statute };
        for word in words {
            if !nouns.iter().any(|(w, _)| w.eq_ignore_ascii_case(word)) || noun == Noun::Statute {
                nouns.retain(|(w, _)| !w.eq_ignore_ascii_case(word));
                nouns.push((word.clone(), noun.clone()));
            }
        }
    }
    nouns.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    nouns
}

/// The bytes with which a pattern can begin. Says whether it can also begin with what follows it.
fn first_bytes(pattern: &Pattern, family: &crate::grammar::Family, bytes: &mut [bool; 256]) -> bool {
    let mut both = |byte: u8| {
        bytes[byte.to_ascii_lowercase() as usize] = true;
        bytes[byte.to_ascii_uppercase() as usize] = true;
    };
    match pattern {
        Pattern::Literal(text) => text.bytes().take(1).for_each(both),
        Pattern::Words(list, _) => {
            family.words[*list].spellings.iter().filter_map(|(s, _)| s.bytes().next()).for_each(both);
        }
        Pattern::Field(id) => match &family.fields[*id as usize].shape {
            Shape::Integer | Shape::Page | Shape::Designator | Shape::Ordinal | Shape::Year => (b'0'..=b'9').for_each(both),
            Shape::Regex(_) => (0..=127).for_each(both),
            _ => (b'0'..=b'9').chain(b'a'..=b'z').for_each(both),
        },
        Pattern::Space | Pattern::MaybeSpace => return true,
        Pattern::List(inner) => return first_bytes(inner, family, bytes),
        Pattern::Opt(inner) => {
            first_bytes(inner, family, bytes);
            return true;
        }
        Pattern::Seq(items) => return items.iter().all(|item| first_bytes(item, family, bytes)),
        Pattern::Alt(choices) => return choices.iter().fold(false, |open, choice| first_bytes(choice, family, bytes) | open),
    }
    false
}
