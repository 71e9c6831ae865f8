//! What a text speaks of as a whole: whether it says whose an instrument called by its noun alone can be, whether it is itself
//! another government's, and of what it speaks without saying what it is.

use std::cell::{OnceCell, RefCell};

use foldhash::HashMap;

use super::rules::said_later::Cited;
use crate::grammar::{FamilyId, Owned};

/// How much of a text is its head, in bytes.
const HEAD: usize = 6_000;

/// What is known of the text as a whole, found when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct Speaking {
    heard: RefCell<HashMap<FamilyId, bool>>,
    elsewhere: RefCell<HashMap<FamilyId, bool>>,
    /// Families that words with a capital may mean which mean nothing that was named: `the Convention`, `this Act`.
    unfound: Vec<(String, Vec<FamilyId>)>,
    /// The sections of codes that it cites in full anywhere.
    cited: OnceCell<Cited>,
}

impl Speaking {
    /// Whether the text has one of the words without which a noun alone, `the Charter`, isn't a family's.
    pub(super) fn hears(&self, text: &str, family: FamilyId, owned: &Owned) -> bool {
        let letter = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
        let stands = |word: &str| {
            let mut found = memchr::memmem::find_iter(text.as_bytes(), word.as_bytes());
            found.any(|at| !letter(at.wrapping_sub(1)) && !letter(at + word.len()))
        };
        let has = || owned.heard.iter().any(|word| stands(word));
        owned.heard.is_empty() || *self.heard.borrow_mut().entry(family).or_insert_with(has)
    }

    /// Whether the text's head has words that another government's instruments have: what it calls by a family's names without
    /// saying whose they are is its own.
    pub(super) fn is_of_elsewhere(&self, text: &str, family: FamilyId, owned: &Owned) -> bool {
        let head = || text.as_bytes()[..text.len().min(HEAD)].to_ascii_lowercase();
        let has = || {
            let head = head();
            owned.elsewhere.iter().any(|words| memchr::memmem::find(&head, words.as_bytes()).is_some())
        };
        !owned.elsewhere.is_empty() && *self.elsewhere.borrow_mut().entry(family).or_insert_with(has)
    }

    /// The sections of codes that the text cites in full, found by `all`.
    pub(super) fn cited(&self, all: impl FnOnce() -> Cited) -> &Cited {
        self.cited.get_or_init(all)
    }

    /// A word with a capital means nothing that was named.
    pub(super) fn finds_nothing(&mut self, noun: &str, families: &[FamilyId]) {
        if !self.unfound.iter().any(|(known, _)| known == noun) {
            self.unfound.push((noun.to_owned(), families.to_vec()));
        }
    }

    /// The word, if there is one, that means nothing that was named, of one of the families that `may` be meant.
    pub(super) fn unfound(&self, mut may: impl FnMut(&str, FamilyId) -> bool) -> Option<&str> {
        self.unfound
            .iter()
            .find(|(noun, families)| families.iter().any(|f| may(noun, *f)))
            .map(|(noun, _)| noun.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{Owned, Speaking};

    #[test]
    fn a_text_is_another_governments_by_its_head() {
        let owned = Owned {
            elsewhere: vec!["vested in me as mayor".into()],
            heard: vec!["United Nations".into()],
            ..Owned::default()
        };
        let order = "EXECUTIVE ORDER NO. 7\nBy the power vested in me as Mayor of Oldport it is ordered.";
        assert!(Speaking::default().is_of_elsewhere(order, 0, &owned));
        assert!(!Speaking::default().is_of_elsewhere("By the authority vested in me as President", 0, &owned));
        let late = format!("{} vested in me as Mayor", " ".repeat(7_000));
        assert!(!Speaking::default().is_of_elsewhere(&late, 0, &owned));
        assert!(!Speaking::default().hears(order, 0, &owned));
        let owned = Owned { heard: vec!["UN".into()], ..Owned::default() };
        assert!(!Speaking::default().hears("UNIFORM COUNTS", 0, &owned));
        assert!(Speaking::default().hears("The UN’s Charter", 0, &owned));
    }
}
