//! Words that are looked for together: which of them stand in a text, in one pass over it.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// A set of words.
#[derive(Debug)]
pub(crate) struct Wanted {
    automaton: AhoCorasick,
}

impl Wanted {
    /// # Panics
    ///
    /// Never: the words of a checked grammar are few and short.
    pub(crate) fn new(words: &[&[u8]]) -> Self {
        #[allow(clippy::expect_used, reason = "an automaton over a few hundred short words is always built")]
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::DFA))
            .build(words)
            .expect("words fit an automaton");
        Self { automaton }
    }

    /// Where each of the words ends first, in bytes; beyond every text where it doesn't stand.
    pub(crate) fn first_ends(&self, text: &str) -> Vec<usize> {
        let mut ends = vec![usize::MAX; self.automaton.patterns_len()];
        for hit in self.automaton.find_overlapping_iter(text) {
            let end = &mut ends[hit.pattern()];
            *end = hit.end().min(*end);
        }
        ends
    }
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn each_word_is_found_where_it_ends_first() {
        let wanted = Wanted::new(&[b"Act", b"This Act", b"Order"]);
        assert_eq!(wanted.first_ends("This Act and an Act"), [8, 8, usize::MAX]);
    }
}
