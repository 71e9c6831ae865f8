//! The dateline of a document: the day that its head gives.

use crate::grammar::Words;

/// Within how many bytes of its beginning a document's head gives its date.
const HEAD: usize = 400;

/// The date that a document's head gives: alone on a line, or with few words, as `Washington, March 13, 2012` and `(Tuesday,
/// March 13, 2012)`.
pub(super) fn dateline(words: &Words, text: &str) -> Option<String> {
    let head = &text[..text.floor_char_boundary(HEAD)];
    head.lines().filter(|line| line.split_whitespace().count() <= 12).find_map(|line| {
        let capitals =
            line.char_indices().filter(|(at, c)| c.is_uppercase() && !line[..*at].ends_with(char::is_alphanumeric));
        capitals.map(|(at, _)| &line[at..]).find_map(|i| crate::parse::date_at(words, i))
    })
}
