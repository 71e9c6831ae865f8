//! References back: `that legislation`, `this title`, `such Act`, `thereof`, `Id.`

use super::Parser;
use super::pattern::{ends_word, literal_ci};
use super::space::{is_space, space1};
use crate::grammar::{Determiner, FamilyId, LevelId};

/// What a reference's noun stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Noun {
    /// A noun of one or more families: `order`, `Convention`.
    Families(Vec<FamilyId>),
    /// `statute`, `legislation`, `law`: anything enacted, and what families of their own call so: `legislation` can be a
    /// bill.
    Statute(Vec<FamilyId>),
    /// `provision`: whatever was named last.
    Provision,
    /// A level: `title`, `subsection`.
    Level(LevelId),
    /// `thereof`: whatever the sentence named last.
    There,
    /// `Id.`: the citation before.
    Id,
}

/// A reference back.
#[derive(Clone, Debug)]
pub struct ReferenceMatch {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// How it looks for its antecedent.
    pub determiner: Determiner,
    /// What kind of thing it looks for.
    pub noun: Noun,
    /// Whether the noun is capitalised, as a defined term is.
    pub capital: bool,
    /// The year that tells it from others: `the 2018 Act`.
    pub year: Option<u16>,
}

/// `2018` before a noun, and what follows it.
fn year_before_noun(i: &str) -> Option<(u16, &str)> {
    let year = i.get(..4).filter(|y| y.bytes().all(|b| b.is_ascii_digit()))?;
    let year: u16 = year.parse().ok().filter(|y| (1789..=2100).contains(y))?;
    let (after, _) = space1(&i[4..]).ok()?;
    Some((year, after))
}

/// Whether a number with its year or session stands directly behind a noun: ` 3212 (XXIX)`, ` 61/89`.
fn is_numbered(behind: &str) -> bool {
    let number = behind.strip_prefix(' ').unwrap_or("");
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < number.len() && rest.trim_start_matches(' ').starts_with(['(', '/'])
}

impl Parser {
    /// `reference ← determiner space1 noun`, from `start`.
    ///
    /// Takes `that legislation`, `this title`, `the Act`; refuses `the`, `the chairman`.
    pub(crate) fn reference_at(&self, text: &str, start: usize) -> Option<ReferenceMatch> {
        let rest = &text[start..];
        if !rest.starts_with(['t', 's', 'T', 'S', 'n', 'N']) {
            return None;
        }
        for (word, determiner) in self.determiners.at(rest) {
            let Ok((after, ())) = literal_ci(word, rest) else { continue };
            let Ok((after, _)) = space1(after) else { continue };
            let (after, year) = match year_before_noun(after) {
                Some((year, after)) => (after, Some(year)),
                None => (after, None),
            };
            let at = text.len() - after.len();
            if let Some((noun, end)) = self.noun_at(text, at) {
                // `noting that resolution 3212 (XXIX) calls`: a number behind it names another, and `that` is a conjunction.
                if matches!(noun, Noun::Families(_)) && is_numbered(&text[end..]) {
                    return None;
                }
                let capital = after.starts_with(char::is_uppercase);
                // A year and a small letter is a description: `the 2018 law`.
                return (year.is_none() || capital).then_some(ReferenceMatch {
                    start,
                    end,
                    determiner: *determiner,
                    noun,
                    capital,
                    year,
                });
            }
        }
        None
    }

    /// The noun that begins at `at`, a family's first, then a level's.
    pub(super) fn noun_at(&self, text: &str, at: usize) -> Option<(Noun, usize)> {
        let rest = &text[at..];
        for (word, noun) in self.nouns.at(rest) {
            if let Ok((after, ())) = literal_ci(word, rest)
                && ends_word(word, after)
                && !after.starts_with(|c: char| c.is_alphanumeric())
            {
                return Some((noun.clone(), text.len() - after.len()));
            }
        }
        let (level, plural, len) = self.unit_word(text, at)?;
        let word_like = rest.as_bytes()[len - 1].is_ascii_alphabetic();
        (!plural && word_like).then_some((Noun::Level(level), at + len))
    }

    /// The determiner directly before `at`: where it begins, and how it looks.
    pub(crate) fn determiner_before(&self, text: &str, at: usize) -> Option<(usize, Determiner)> {
        let mut before = text[..at].trim_end_matches(is_space);
        if before.ends_with(|c: char| c.is_ascii_digit()) && before.len() < at {
            let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
            let year = &before[before.len() - digits..];
            if digits == 4 && (year.starts_with("19") || year.starts_with("20")) {
                before = before[..before.len() - digits].trim_end_matches(is_space);
            }
        }
        let last = before.as_bytes().last().copied().unwrap_or(b' ');
        if before.len() == at || !self.determiner_ends[last as usize] {
            return None;
        }
        for (word, determiner) in &self.grammar.reference.determiners {
            let Some(start) = before.len().checked_sub(word.len()) else { continue };
            let Some(tail) = before.get(start..) else { continue };
            if tail.eq_ignore_ascii_case(word) && !before[..start].ends_with(|c: char| c.is_alphanumeric()) {
                return Some((start, *determiner));
            }
        }
        None
    }

    /// `id ← 'Id.' | 'Ibid.'`, from `start`: what is written with its full stop.
    pub(crate) fn id_at(&self, text: &str, start: usize) -> Option<ReferenceMatch> {
        let rest = &text[start..];
        let fits = |word: &&String| word.ends_with('.') && literal_ci(word, rest).is_ok();
        let word = self.grammar.reference.id.iter().find(fits)?;
        let capital = rest.starts_with(char::is_uppercase);
        let (determiner, noun, year) = (Determiner::Near, Noun::Id, None);
        Some(ReferenceMatch { start, end: start + word.len(), determiner, noun, capital, year })
    }

    /// `thereof`, from `start`.
    pub(crate) fn thereof_at(&self, text: &str, start: usize) -> Option<usize> {
        let rest = &text[start..];
        let there = |word: &&String| literal_ci(word, rest).is_ok_and(|(after, ())| ends_word(word, after));
        self.grammar.reference.thereof.iter().find(there).map(|word| start + word.len())
    }
}
