//! White space between the words of a citation, and the small tokens around it.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::combinator::{opt, recognize, verify};
use nom::{IResult, Parser};

/// What every parser here returns: the rest of the text, or nothing said, for a failed try is no error.
pub(super) type Parsed<'a, T> = IResult<&'a str, T, ()>;

/// `space0 ← (white space)*`, at most 80 characters of it and at most two line breaks.
///
/// Takes `" \n "`, and the empty string; refuses a third line break: that is another paragraph.
pub(super) fn space0(i: &str) -> Parsed<'_, &str> {
    // Nearly always one plain space before a plain character.
    let bytes = i.as_bytes();
    if let [b' ', next, ..] = bytes
        && next.is_ascii_graphic()
        && !matches!(next, b'*' | b'[' | b'_' | b'<')
    {
        return Ok((&i[1..], &i[..1]));
    }
    // What a page's source has for a space, where it was pasted as it is.
    if let Some(rest) = ["&nbsp;", "&#160;"].iter().find_map(|space| i.strip_prefix(space)) {
        let rest = rest.trim_start_matches(' ');
        return Ok((rest, &i[..i.len() - rest.len()]));
    }
    match bytes.first() {
        // `17 *United States Code*, section 106`: emphasis and links end directly behind a word.
        Some(b'*' | b'_' | b']' | b'<') => {
            let behind = markup(i, false);
            let rest = if behind.len() < i.len() { set_off(blank(behind)) } else { i };
            return Ok((rest, &i[..i.len() - rest.len()]));
        }
        None => return Ok((i, "")),
        Some(byte) if byte.is_ascii_graphic() => return Ok((i, "")),
        Some(_) => {}
    }
    let behind = blank(i);
    // A bullet on a new line begins something else: `42 U.S.C.`, and an item about a section 1983.
    if behind.starts_with("* ") && i[..i.len() - behind.len()].contains('\n') {
        return Ok((i, ""));
    }
    let rest = set_off(behind);
    Ok((rest, &i[..i.len() - rest.len()]))
}

/// What follows what sets words off, if it stands at the beginning.
fn set_off(i: &str) -> &str {
    if i.starts_with(['*', '_', '[', '<']) { markup(i, true) } else { i }
}

/// What follows white space: at most 80 characters and two line breaks of it, and a page's number in it.
fn blank(i: &str) -> &str {
    let (mut breaks, mut end) = (0, i.len());
    for (n, (at, c)) in i.char_indices().enumerate() {
        breaks += usize::from(c == '\n');
        if breaks > 2 || n >= 80 || !is_space(c) {
            end = at;
            break;
        }
    }
    page_turn(&i[..end], &i[end..]).unwrap_or(&i[end..])
}

/// The longest tag or address of a link that is stepped over, and the longest text of one, in bytes.
const TAG: usize = 400;
const LINKED: usize = 120;

/// `markup ← (emphasis | tag | '[' of a link | '](' address ')')*`: how a page's source sets words off, of which a citation
/// knows nothing: `**Section 5** of the [Clayton Act](…)`, `11 CFR <a href="…">110.11</a>`. Gives what follows. What
/// `opens` stands directly before a word: behind a bullet is a space.
fn markup(i: &str, opens: bool) -> &str {
    let mut rest = i;
    for _ in 0..4 {
        let bytes = rest.as_bytes();
        let after = match bytes.first() {
            Some(b'*' | b'_') => {
                let marks = bytes.iter().take(3).take_while(|b| **b == bytes[0]).count();
                // Behind a bullet stands a space; a page's number is read where it stands alone.
                let next = bytes.get(marks).copied().unwrap_or(b' ');
                let bullet = opens && next.is_ascii_whitespace();
                (!bullet && !next.is_ascii_digit()).then(|| &rest[marks..])
            }
            Some(b'<') => {
                let tag = &rest.as_bytes()[1..rest.len().min(TAG)];
                let named = tag.first().is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/');
                let end = memchr::memchr2(b'>', b'<', tag).filter(|end| named && tag[*end] == b'>');
                end.map(|end| &rest[end + 2..])
            }
            Some(b'[') => {
                let text = &bytes[1..bytes.len().min(LINKED)];
                let end = memchr::memchr2(b']', b'[', text).filter(|end| text.get(end + 1) == Some(&b'('));
                end.map(|_| &rest[1..])
            }
            Some(b']') => {
                let address = rest.strip_prefix("](").map(str::as_bytes);
                let within = address.map(|a| &a[..a.len().min(TAG)]);
                let end =
                    within.and_then(|a| a.iter().position(|b| matches!(b, b')' | b'\n')).filter(|end| a[*end] == b')'));
                end.map(|end| &rest[end + 3..])
            }
            _ => None,
        };
        match after {
            Some(after) if after.len() < rest.len() => rest = after,
            _ => break,
        }
    }
    rest
}

/// `page-turn ← '*' digit{1,5} space | '[*' digit{1,5} ']' space | digit{1,4} line-break` in white space: the number of a
/// page that begins inside a citation, `42 U.S.C. *219 § 1983`. One on a line of its own is stepped over only where a sign
/// follows, for it may be a section's number. Gives what follows.
fn page_turn<'a>(gap: &str, i: &'a str) -> Option<&'a str> {
    let first = *i.as_bytes().first()?;
    let own_line = first.is_ascii_digit();
    if !(first == b'*' || first == b'[' || own_line && gap.contains('\n')) {
        return None;
    }
    let inside = i.strip_prefix("[*").or_else(|| i.strip_prefix('*')).or(own_line.then_some(i))?;
    let digits = inside.bytes().take(6).take_while(u8::is_ascii_digit).count();
    let behind = if first == b'[' { inside[digits..].strip_prefix(']')? } else { &inside[digits..] };
    let rest = behind.trim_start_matches(is_space);
    let turn = &behind[..behind.len() - rest.len()];
    let fits = (1..=5).contains(&digits) && !turn.is_empty() && turn.len() <= 20;
    (fits && (!own_line || digits <= 4 && turn.contains('\n') && rest.starts_with('§'))).then_some(rest)
}

/// Whether white space holds an empty line: what stands behind it is of another paragraph.
pub(super) fn parts_paragraphs(gap: &str) -> bool {
    gap.len() > 1 && gap.matches('\n').take(2).count() > 1
}

/// `space1 ← space0` that isn't empty.
pub(super) fn space1(i: &str) -> Parsed<'_, &str> {
    verify(space0, |s: &str| !s.is_empty()).parse(i)
}

/// Whether a character may stand between the words of a citation: white space of any width, soft hyphens.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

/// `dash ← '-' | '–' | '—' | any other dash`
pub(super) fn dash(i: &str) -> Parsed<'_, &str> {
    recognize(take_while_m_n(1, 2, is_dash)).parse(i)
}

/// Whether a character is a hyphen or dash of any width.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// What stands between two members of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    /// A further member.
    Comma,
    /// A further member, after `and`, `or`, `&`.
    And,
    /// The last member of a range.
    Through,
}

/// `separator ← ',' space0 conjunction? | space1 conjunction | dash | space1 ('through' | 'to')`
///
/// Takes `", and "`, `" or "`, `"–"`, `" through "`; refuses `" of "`.
pub(super) fn separator(i: &str) -> Parsed<'_, Separator> {
    let (after, gap) = space0(i)?;
    match after.as_bytes().first() {
        Some(b',' | b';') => {
            let (rest, _) = space0(&after[1..])?;
            match opt(conjunction).parse(rest)? {
                (rest, Some(())) => Ok((rest, Separator::And)),
                (rest, None) => match through(rest) {
                    Ok((rest, ())) => Ok((rest, Separator::Through)),
                    Err(_) => Ok((rest, Separator::Comma)),
                },
            }
        }
        Some(_) if gap.is_empty() || after.starts_with(is_dash) => {
            let (rest, _) = dash(after)?;
            let (rest, gap) = space0(rest)?;
            // `described in section 501(c)(3)—`, and a new line with `(1)`.
            if after.starts_with('—') && gap.contains('\n') {
                return Err(nom::Err::Error(()));
            }
            Ok((rest, Separator::Through))
        }
        _ => match conjunction(after) {
            Ok((rest, ())) => Ok((rest, Separator::And)),
            Err(_) => through(after).map(|(rest, ())| (rest, Separator::Through)),
        },
    }
}

/// `conjunction ← ('and' | 'or' | '&' | 'and/or') space1`
fn conjunction(i: &str) -> Parsed<'_, ()> {
    if !i.starts_with(['a', 'A', 'o', 'O', '&']) {
        return Err(nom::Err::Error(()));
    }
    let (rest, _) = alt((word("and/or"), word("and"), word("or"), tag("&"))).parse(i)?;
    space1(rest).map(|(rest, _)| (rest, ()))
}

/// A word as it is, or all in capitals, as in a heading.
fn word<'i>(word: &'static str) -> impl Fn(&'i str) -> Parsed<'i, &'i str> {
    move |i| {
        let taken = i.get(..word.len()).filter(|taken| taken.eq_ignore_ascii_case(word));
        let whole = taken.filter(|t| *t == word || !t.bytes().any(|b| b.is_ascii_lowercase()));
        whole.map(|taken| (&i[word.len()..], taken)).ok_or(nom::Err::Error(()))
    }
}

/// `through ← ('through' | 'to') space1`
fn through(i: &str) -> Parsed<'_, ()> {
    if !i.starts_with(['t', 'T']) {
        return Err(nom::Err::Error(()));
    }
    let (rest, _) = alt((word("through"), word("to"))).parse(i)?;
    space1(rest).map(|(rest, _)| (rest, ()))
}

#[cfg(test)]
mod tests {
    use super::{Separator, separator, space0};

    #[test]
    fn a_citation_runs_over_a_line_break_but_not_into_another_paragraph() {
        assert_eq!(space0(" \u{a0}\n x"), Ok(("x", " \u{a0}\n ")));
        assert_eq!(space0("\n\n\n\nx").map(|(rest, _)| rest), Ok("\n\nx"));
    }

    #[test]
    fn what_sets_words_off_is_stepped_over() {
        for (i, rest) in [
            (" *United States", "United States"),
            ("*, section 5", ", section 5"),
            ("** of the", "of the"),
            (" <a href=\"x\">110.11</a>", "110.11</a>"),
            ("</a> of", "of"),
            (" [Clayton Act](https://x.y)", "Clayton Act](https://x.y)"),
            ("](https://x.y) of", "of"),
            (" [of it]", "[of it]"),
            (" < 5", "< 5"),
            (" *219 § 5", "§ 5"),
        ] {
            assert_eq!(space0(i).map(|(rest, _)| rest), Ok(rest), "{i}");
        }
    }

    #[test]
    fn separators_of_lists_and_ranges() {
        assert_eq!(separator(", and 5"), Ok(("5", Separator::And)));
        assert_eq!(separator(", 5"), Ok(("5", Separator::Comma)));
        assert_eq!(separator("–5"), Ok(("5", Separator::Through)));
        assert_eq!(separator(" through (vi)"), Ok(("(vi)", Separator::Through)));
        assert!(separator("—\n  (1)").is_err());
        assert!(separator(" of it").is_err());
        assert!(separator(". 5").is_err());
    }
}
