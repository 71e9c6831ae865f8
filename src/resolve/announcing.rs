//! Which announcements can stand in a text: by the words that they need, looked for together.

use crate::grammar::{FamilyId, Grammar, Own};
use crate::scan::Wanted;

/// How much of a text is looked through at once, in bytes; most announcements stand nearer to its beginning.
const HEAD: usize = 1200;

/// The announcements of a grammar, in its order, and the words without which none stands anywhere.
#[derive(Debug)]
pub(super) struct Announcing {
    words: Wanted,
    each: Vec<Needs>,
}

/// An announcement, and the words of which it needs one; none where it needs none.
#[derive(Debug)]
struct Needs {
    family: FamilyId,
    own: usize,
    words: Vec<usize>,
}

impl Announcing {
    pub(super) fn new(grammar: &Grammar) -> Self {
        let mut words: Vec<&[u8]> = Vec::new();
        let mut each = Vec::new();
        for (family, spec) in (0..).zip(&grammar.families) {
            for (own, announcement) in spec.own.iter().enumerate() {
                let needed = announcement.regex.needs().map(|word| {
                    words.iter().position(|known| *known == word).unwrap_or_else(|| {
                        words.push(word);
                        words.len() - 1
                    })
                });
                let needed = needed.collect();
                each.push(Needs { family, own, words: needed });
            }
        }
        Self { words: Wanted::new(&words), each }
    }

    /// Those that can stand in a text or in its title, each with whether it can stand in the one and in the other.
    pub(super) fn in_text<'g>(
        &self,
        grammar: &'g Grammar,
        text: &str,
        title: Option<&str>,
    ) -> impl Iterator<Item = (FamilyId, &'g Own, [bool; 2])> {
        let in_head = self.words.first_ends(&text[..text.floor_char_boundary(HEAD)]);
        let in_title = title.map(|title| self.words.first_ends(title));
        self.each.iter().filter_map(move |needs| {
            let own = &grammar.families[needs.family as usize].own[needs.own];
            let one = |ends: &[usize], within| needs.words.is_empty() || needs.words.iter().any(|w| ends[*w] <= within);
            let in_text = own.within > HEAD || one(&in_head, own.within);
            let in_title = in_title.as_ref().is_some_and(|ends| one(ends, usize::MAX - 1));
            (in_text || in_title).then_some((needs.family, own, [in_text, in_title]))
        })
    }
}
