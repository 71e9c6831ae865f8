//! Folding: one spelling for what writers and typesetters spell in many ways.
//!
//! Folded text is for comparing, never for offsets. Curly quotes, every dash, no-break and thin spaces, soft
//! hyphens and letter case vary freely between two copies of the same name; [`fold`] removes the difference.

/// The folded form of one character: `None` when it disappears (soft hyphen, zero-width), else a lower-case
/// character with quotes straightened, dashes made `-` and every white space made a space.
///
/// ```
/// use pincite::text::fold_char;
/// assert_eq!(fold_char('–'), Some('-'));
/// assert_eq!(fold_char('\u{ad}'), None);
/// ```
#[must_use]
pub fn fold_char(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(if c.is_ascii_whitespace() { ' ' } else { c.to_ascii_lowercase() });
    }
    match c {
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => None,
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' => Some('\''),
        '\u{201c}' | '\u{201d}' | '\u{201f}' | '\u{2033}' => Some('"'),
        c if c.is_whitespace() => Some(' '),
        c => c.to_lowercase().next(),
    }
}

/// Folds a whole name: [`fold_char`] on each character, runs of white space made one, ends trimmed.
///
/// ```
/// use pincite::text::fold;
/// assert_eq!(fold(" Workers’\u{a0}\n Party "), "workers' party");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter_map(fold_char) {
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}
