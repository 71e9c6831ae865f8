//! Grammar → nom parsers: what a citation is, from a given place in a text.
//!
//! This is the only module that names nom. A [`Parser`] is made once from a grammar and an index of names; `scan/`
//! asks it at the places where an anchor stands. Functions follow the productions that their docs give.

mod capture;
mod citation;
mod first;
mod head;
mod joint;
mod marks;
mod number;
mod pattern;
mod pins;
mod reference;
mod space;
mod titled;
mod units;

use std::sync::Arc;

pub use capture::{Capture, Item, Part, Path, Place, Step};
pub(crate) use citation::begins_initials;
pub use citation::{Citation, Member, Target};
pub(crate) use first::sign_behind;
use first::{ByFirst, Openings};
pub use head::{Head, NameHit, Named};
pub(crate) use head::{is_piece, place_behind};
pub(crate) use marks::{kind, same_kind};
pub(crate) use number::{date_at, iso_date, mark_at, ordinal_value, roman_value};
pub use reference::{Noun, ReferenceMatch};
pub(crate) use space::{is_dash, is_space};
pub use units::Group;

use crate::grammar::{Anchor, Determiner, FamilyId, Grammar, LevelId, Pattern};
use crate::text::ByteSet;

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
    /// Forms by what can stand first.
    first: Openings,
    determiners: ByFirst<(String, Determiner)>,
    /// The last letters of determiners: what else stands before a noun is none.
    determiner_ends: [bool; 256],
    /// Unit words, of one first letter the longest first, so that `sections` is not read as `section`.
    units: ByFirst<Unit>,
    /// Nouns, of one first letter the longest first.
    nouns: ByFirst<(String, Noun)>,
    /// Words that, after a number, show that the number begins another citation.
    followers: ByFirst<String>,
    /// Words that, after a number, show that it counts something.
    counted: ByFirst<String>,
    section: Option<LevelId>,
    /// Words with which a form begins, in small letters: `title`.
    openings: Vec<String>,
    /// Words in which names end that a bracket numbers.
    titles: titled::Titles,
}

/// A unit word.
#[derive(Debug)]
struct Unit {
    word: String,
    level: LevelId,
    plural: bool,
    exact: bool,
    /// Whether it stands only beside an instrument.
    behind: bool,
}

/// Why a place in a text is worth a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trigger {
    /// A form of a family; up to so many words may stand before the anchor.
    Form(FamilyId, usize, usize),
    /// The last word of a name that a bracket behind it numbers.
    Titled,
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
        let (mut followers, mut openings) = (Vec::new(), Vec::new());
        for family in &grammar.families {
            for form in &family.forms {
                if let Pattern::Seq(items) = &form.pattern
                    && let Some(Pattern::Literal(text)) = items.first()
                {
                    openings.push(text.trim().to_ascii_lowercase());
                }
                if form.lead > 0
                    && matches!(&form.pattern, Pattern::Seq(items) if matches!(items.first(), Some(Pattern::Field(_))))
                {
                    for anchor in &form.anchors {
                        followers.extend(spellings(anchor, family));
                    }
                    // `46 App. U.S.C. 1271`: what stands between the number and the anchor tells as much.
                    if let Pattern::Seq(items) = &form.pattern
                        && let Some(Pattern::Words(list, _)) = items.get(2)
                    {
                        followers.extend(spellings(&Anchor::Words(*list), family));
                    }
                }
            }
        }
        followers.sort();
        followers.dedup();
        let mut determiner_ends = [false; 256];
        for (word, _) in &grammar.reference.determiners {
            let last = word.bytes().last().unwrap_or(b' ');
            determiner_ends[last.to_ascii_lowercase() as usize] = true;
            determiner_ends[last.to_ascii_uppercase() as usize] = true;
        }
        Self {
            determiner_ends,
            determiners: ByFirst::new(grammar.reference.determiners.clone(), |(word, _)| word),
            nouns: ByFirst::new(nouns(&grammar), |(word, _)| word),
            titles: titled::titles(&grammar),
            first: Openings::new(&grammar.families),
            units: ByFirst::new(units(&grammar), |unit| &unit.word),
            followers: ByFirst::new(followers, |word| word),
            counted: ByFirst::new(grammar.reference.counted.clone(), |word| word),
            section: grammar.roles.section,
            grammar,
            names,
            openings,
        }
    }

    /// The grammar compiled here.
    #[must_use]
    pub fn grammar(&self) -> &Grammar {
        &self.grammar
    }

    /// Whether a form begins with this word, given in small letters.
    pub(crate) fn opens_form(&self, word: &str) -> bool {
        self.openings.iter().any(|o| o == word)
    }

    /// The signs that can come behind a word in small letters, if what it makes worth trying begins with it.
    pub(crate) fn signs_behind(&self, trigger: Trigger, word: &str) -> ByteSet {
        let Trigger::Form(family, form, 0) = trigger else { return ByteSet::ALL };
        let family = &self.grammar.families[family as usize];
        first::behind_word(&family.forms[form].pattern, family, word)
    }

    /// Every anchor: a literal to look for, in either case, and what its occurrence makes worth trying.
    #[must_use]
    pub fn anchors(&self) -> Vec<(String, Trigger)> {
        let mut out: Vec<(String, Trigger)> = Vec::new();
        let mut words_of_names: Vec<&str> = Vec::new();
        for (f, family) in self.grammar.families.iter().enumerate() {
            let f = FamilyId::try_from(f).unwrap_or(0);
            for (n, form) in family.forms.iter().enumerate() {
                let titled = form.lead == 0 && self.titles.are_of(f, n);
                let trigger = if titled { Trigger::Titled } else { Trigger::Form(f, n, form.lead) };
                for anchor in &form.anchors {
                    out.extend(spellings(anchor, family).into_iter().map(|s| (s, trigger)));
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
        let words = level.words.iter().map(|w| (w, false, false)).chain(level.plural.iter().map(|w| (w, true, false)));
        let behind = level
            .behind
            .iter()
            .map(|w| (w, w.trim_end_matches('.').len() > 1 && w.trim_end_matches('.').ends_with('s'), true));
        for (word, plural, behind) in words.chain(behind) {
            let capitals = word.len() <= 3 && word.bytes().take(2).all(|b| b.is_ascii_uppercase());
            // What stands only beside an instrument is as written there; `Rule` is, too, where its word is capital.
            let exact = capitals || behind || word.starts_with(char::is_uppercase) && !word.contains(' ');
            units.push(Unit { word: word.clone(), level: level_id, plural, exact, behind });
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
        for word in words {
            let own = nouns.iter().position(|(w, _)| w.eq_ignore_ascii_case(word)).map(|at| nouns.remove(at).1);
            let families = match own {
                Some(Noun::Families(families)) => families,
                _ => Vec::new(),
            };
            let noun = if kind == "provision" { Noun::Provision } else { Noun::Statute(families) };
            nouns.push((word.clone(), noun));
        }
    }
    nouns.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    nouns
}
