//! Regular expressions of grammar files, with the spellings that texts use for spaces, dashes and apostrophes.

/// A regular expression of a grammar file. `\d` and `\s` are ASCII's there (and the no-break space), which is what
/// laws are numbered with, and what compiles at once.
pub(super) fn expression(source: &str) -> Result<regex::Regex, regex::Error> {
    regex::Regex::new(&spelled(source))
}

/// An expression in which, outside of `[…]`, a space is any white space of a line, a hyphen any dash and an apostrophe any
/// apostrophe, as everywhere in the grammar; digits are those of ASCII.
fn spelled(source: &str) -> String {
    let mut out = String::with_capacity(2 * source.len());
    let (mut inside, mut signs) = (false, source.chars());
    while let Some(c) = signs.next() {
        match c {
            '\\' => match signs.next() {
                Some('d') => out.push_str(if inside { "0-9" } else { "[0-9]" }),
                Some('s') => out.push_str(if inside { r" \t\r\n\x{a0}" } else { r"[ \t\r\n\x{a0}]" }),
                // A word's edge by ASCII: the other kind makes every search slow where a text isn't ASCII.
                Some('b') if !inside => out.push_str(r"(?-u:\b)"),
                Some(escaped) => out.extend(['\\', escaped]),
                None => out.push('\\'),
            },
            '[' | ']' => {
                inside = c == '[';
                out.push(c);
            }
            ' ' if !inside => out.push_str(r"(?:[ \t\x{a0}\x{2000}-\x{200a}\x{202f}]+)"),
            '-' if !inside => out.push_str(r"[-\x{2010}-\x{2015}\x{2212}]"),
            '\'' | '’' if !inside => out.push_str("['’]"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::expression;

    #[test]
    fn spaces_dashes_and_apostrophes_are_any_outside_of_sets() {
        let fits = |source: &str, text: &str| expression(source).is_ok_and(|e| e.is_match(text));
        assert!(fits(r"\APublic Law ?\d{2,3}-\d+\z", "Public\u{a0} Law 114–122"));
        assert!(fits(r"\APublic Law ?\d{2,3}-\d+\z", "Public Law114-122"));
        assert!(fits(r"\Amember's [a-c-]\z", "member’s -"));
        assert!(!fits(r"\A[a-c]\z", "–"));
        assert!(!fits(r"\APublic Law\z", "PublicLaw"));
    }
}
