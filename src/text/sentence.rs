//! Where a sentence ends, in texts full of abbreviations.

/// Where the first sentence of a text ends: at a full stop behind a small letter, a digit or a bracket, before a capital
/// or a line's end. The full stops of `U.S.C.` end none.
#[must_use]
pub fn sentence_end(text: &str) -> usize {
    let stops = memchr::memchr_iter(b'.', text.as_bytes());
    let ends = |&at: &usize| {
        let before = text[..at].chars().next_back().is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || c == ')');
        let mut after = text[at + 1..].chars();
        let space = after.next();
        before && (space == Some('\n') || space == Some(' ') && after.next().is_some_and(char::is_uppercase))
    };
    stops.into_iter().find(ends).unwrap_or(text.len())
}
