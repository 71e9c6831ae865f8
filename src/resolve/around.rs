//! What stands around a place of a text: its sentence, its passage.

/// The sentence around a place, as far as full stops and blank lines show it, at most `reach` bytes to each side.
pub(super) fn sentence(text: &str, reach: usize, start: usize, end: usize) -> &str {
    let from = boundary(text, start.saturating_sub(reach));
    let to = boundary(text, (end + reach).min(text.len()));
    let (before, after) = (&text[from..start], &text[end..to]);
    let from = ["\n\n", ". ", "? ", "! "].iter().filter_map(|s| before.rfind(s)).max().map_or(from, |i| from + i + 1);
    let to = ["\n\n", ". ", "? ", "! ", ".\n"].iter().filter_map(|s| after.find(s)).min().map_or(to, |i| end + i + 1);
    &text[from..to]
}

/// The passage around a place: to the blank lines, at most `reach` bytes to each side.
pub(super) fn passage(text: &str, reach: usize, start: usize, end: usize) -> &str {
    let from = boundary(text, start.saturating_sub(reach));
    let to = boundary(text, (end + reach).min(text.len()));
    let from = text[from..start].rfind("\n\n").map_or(from, |i| from + i);
    let to = text[end..to].find("\n\n").map_or(to, |i| end + i);
    &text[from..to]
}

/// The nearest character boundary at or before a byte.
pub(super) fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
