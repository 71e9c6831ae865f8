//! The last step before a screen or a page: what isn't to be read is made to be seen.
//!
//! Texts, titles, names and paths come from anywhere. An escape sequence in one would move the cursor, set the window's title
//! or hide words; a carriage return writes over what stands there; a turn of direction makes a line read otherwise than it
//! is. Colours are painted with signs of their own ([`super::Style`]) that only [`screen`] turns into escape sequences, so
//! that whatever else looks like one came from a text.

use std::borrow::Cow;

/// What [`super::Style`] paints with: signs that Unicode keeps for a program's own use, each with its escape sequence. A text
/// that holds one is at worst coloured.
pub(super) const PAINT: [(char, &str); 7] = [
    ('\u{fdd0}', "1;35"),
    ('\u{fdd1}', "36"),
    ('\u{fdd2}', "1;33"),
    ('\u{fdd3}', "2"),
    ('\u{fdd4}', "31"),
    ('\u{fdd5}', "1"),
    ('\u{fdd6}', "0"),
];

/// A text for a terminal: what was painted in colour, and nothing else that a terminal would obey.
///
/// ```
/// use pincite::report::{Style, screen};
/// let painted = Style::new(true).id("/us/eo/13722");
/// assert_eq!(screen(&painted), "\u{1b}[36m/us/eo/13722\u{1b}[0m");
/// assert_eq!(screen("a title\u{1b}[2J"), "a title␛[2J");
/// ```
#[must_use]
pub fn screen(text: &str) -> Cow<'_, str> {
    cleaned(text, |c| {
        let code = PAINT.iter().find(|(sign, _)| *sign == c).map(|(_, code)| *code)?;
        Some(format!("\u{1b}[{code}m"))
    })
}

/// A text for a page, a report, a test's log: without what a terminal would obey, and without colours.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    cleaned(text, |c| PAINT.iter().any(|(sign, _)| *sign == c).then(String::new))
}

fn cleaned(text: &str, painted: impl Fn(char) -> Option<String>) -> Cow<'_, str> {
    let odd = |c: char| seen(c).is_some() || ('\u{fdd0}'..='\u{fdd6}').contains(&c);
    let Some(first) = text.find(odd) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(&text[..first]);
    let mut letters = text[first..].chars().peekable();
    while let Some(c) = letters.next() {
        if c == '\r' && letters.peek() == Some(&'\n') {
            continue;
        }
        match (painted(c), seen(c)) {
            (Some(paint), _) => out.push_str(&paint),
            (None, Some(sign)) => out.push(sign),
            (None, None) => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// What is shown for a character that a terminal would obey.
const fn seen(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => None,
        // Every control character has a picture.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}' => Some('␡'),
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' => {
            Some('\u{fffd}')
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{clean, screen};
    use crate::report::Style;

    #[test]
    fn nothing_that_a_terminal_obeys_gets_through() {
        let text = "T\u{1b}]0;x\u{7}\r\n\u{9b}2J over\rwritten \u{202e}txt\u{8}\u{7f}";
        assert_eq!(screen(text), "T␛]0;x␇\n\u{fffd}2J over␍written \u{fffd}txt␈␡");
        assert_eq!(clean(text), screen(text));
    }

    #[test]
    fn colours_get_to_a_screen_and_not_to_a_page() {
        let painted = Style::new(true).warn("error\u{1b}[0m");
        assert_eq!(screen(&painted), "\u{1b}[31merror␛[0m\u{1b}[0m");
        assert_eq!(clean(&painted), "error␛[0m");
    }
}
