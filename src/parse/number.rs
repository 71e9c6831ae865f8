//! The shapes of numbers: integers, pages, section designators, roman numerals, ordinals, dates, marks.
//!
//! Each function takes the text from where the number should begin and gives the rest behind it.

use nom::Parser;
use nom::bytes::complete::{take_while, take_while1};
use nom::combinator::{recognize, verify};

use super::space::{Parsed, is_dash, space0, space1};
use crate::grammar::Words;

/// `integer ← digit+ | digit{1,3} (',' digit{3})+`
///
/// Takes `13722`, `13,722`; of `2016, 2017` it takes `2016`.
pub(super) fn integer(i: &str) -> Parsed<'_, &str> {
    let (mut rest, first) = take_while1(|c: char| c.is_ascii_digit()).parse(i)?;
    if first.len() <= 3 {
        while let [b',', a, b, c, after @ ..] = rest.as_bytes()
            && [a, b, c].iter().all(|d| d.is_ascii_digit())
            && !after.first().is_some_and(u8::is_ascii_digit)
        {
            rest = &rest[4..];
        }
    }
    Ok((rest, &i[..i.len() - rest.len()]))
}

/// The value of an integer with or without commas.
pub(crate) fn value(digits: &str) -> Option<u64> {
    let plain = digits.bytes().filter(u8::is_ascii_digit);
    (!digits.is_empty()).then(|| plain.fold(0u64, |n, d| n.saturating_mul(10).saturating_add(u64::from(d - b'0'))))
}

/// `page ← integer (letter (dash digit+)?)?`
///
/// Takes `14,943`, `1501a`, `1654A–77`, `3009–546`; of `1111-14` it takes `1111`; refuses `a1`.
pub(super) fn page(i: &str) -> Parsed<'_, &str> {
    let (rest, number) = integer(i)?;
    // `3009–546` is one page of a volume whose pages are numbered so: its end is shorter, and is no `3009–12`.
    let mut chars = rest.chars();
    if number.len() == 4 && chars.next().is_some_and(is_dash) {
        let tail = chars.as_str();
        let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
        let short = digits == 2 && value(&tail[..2]) > value(&number[2..]);
        if (1..=3).contains(&digits) && !short && !tail[digits..].starts_with(|c: char| c.is_alphanumeric()) {
            let rest = &tail[digits..];
            return Ok((rest, &i[..i.len() - rest.len()]));
        }
    }
    let letters = rest.bytes().take(2).take_while(u8::is_ascii_alphanumeric).count();
    if letters != 1 || !rest.as_bytes()[0].is_ascii_alphabetic() {
        return Ok((rest, number));
    }
    let rest = &rest[1..];
    let mut chars = rest.chars();
    let digits = if chars.next().is_some_and(is_dash) {
        chars.as_str().bytes().take_while(u8::is_ascii_digit).count()
    } else {
        0
    };
    let rest = if (1..=3).contains(&digits) { &chars.as_str()[digits..] } else { rest };
    Ok((rest, &i[..i.len() - rest.len()]))
}

/// What follows a paragraph of the Code inside a regulation's number and its dash, a number: `1T` of `(a)-1T`, `1` of
/// `(c)(3)-1`. A range of paragraphs is none: `(a)(1)-(3)`.
fn paragraph_in_number(i: &str) -> Option<&str> {
    let mut rest = i;
    for n in 0..3 {
        let Some((inside, after)) = rest.strip_prefix('(').and_then(|r| r.split_once(')')) else { break };
        let letters = (1..=2).contains(&inside.len()) && inside.bytes().all(|b| b.is_ascii_lowercase());
        let digits = n > 0 && (1..=2).contains(&inside.len()) && inside.bytes().all(|b| b.is_ascii_digit());
        let capital = n > 1 && inside.len() == 1 && inside.bytes().all(|b| b.is_ascii_uppercase());
        if !letters && !digits && !capital {
            return None;
        }
        rest = after;
    }
    let mut chars = rest.chars();
    let tail = chars.next().filter(|c| is_dash(*c)).map(|_| chars.as_str())?;
    tail.starts_with(|c: char| c.is_ascii_digit()).then_some(tail)
}

/// `designator ← digit+ letter* (('.' | dash) alphanumeric+)* (('(' mark ')')+ dash alphanumeric+)?`
///
/// Takes `104`, `1028A`, `78dd-1`, `510.201`, `1.199A–12`, `1.1031(a)-1T`, `1.501(c)(3)-1`; of `301.` it takes `301`, of
/// `460l–4–460l–11` the first number, of `104th` nothing.
pub(super) fn designator(i: &str) -> Parsed<'_, &str> {
    let (mut rest, head) = take_while1(|c: char| c.is_ascii_digit()).parse(i)?;
    rest = article(suffix(rest));
    loop {
        let mut chars = rest.chars();
        match chars.next() {
            Some(c) if c == '.' || is_dash(c) => {
                let after = chars.as_str();
                let end = after.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(after.len());
                let piece = &after[..end];
                // A full stop needs digits behind it; a dash may join letters (`53.303-WH-347`), but not words.
                let digits = piece.bytes().filter(u8::is_ascii_digit).count();
                let lettered = c != '.' && piece.len() == 1 && after[end..].starts_with('(') && i.contains('.');
                let fits = lettered
                    || match c {
                        // A temporary rule's number begins with a T: `100.T07-0110`.
                        '.' => piece.starts_with(|c: char| c.is_ascii_digit()) || piece.starts_with('T') && digits > 0,
                        _ => {
                            piece.starts_with(|c: char| c.is_ascii_digit())
                                || (1..=3).contains(&piece.len()) && piece.bytes().all(|b| b.is_ascii_uppercase())
                        }
                    };
                // The same number again is the other end of a range: `3839aa–3839aa-8`.
                let again = head.len() >= 3 && piece.starts_with(head) && piece.len() > head.len()
                    || c != '.' && begins_again(&i[..i.len() - rest.len()], piece, &after[end..]);
                if piece.is_empty() || piece.len() > 12 || !fits || again {
                    break;
                }
                rest = &after[end..];
            }
            // The number of a Treasury regulation can hold a paragraph of the Code: `1.1031(a)-1T`.
            Some('(') if i[..i.len() - rest.len()].contains('.') => {
                let Some(tail) = paragraph_in_number(rest) else { break };
                let end = tail.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tail.len());
                rest = &tail[end..];
            }
            _ => break,
        }
    }
    let taken = &i[..i.len() - rest.len()];
    if taken.len() > 40
        || ["st", "nd", "rd", "th"]
            .iter()
            .any(|s| taken.ends_with(s) && taken.bytes().filter(u8::is_ascii_alphabetic).count() == 2)
    {
        return Err(nom::Err::Error(()));
    }
    Ok((rest, taken))
}

/// Whether a piece behind a dash is the other end of a range, and no part of the number before it: `1024.30-1024.41`,
/// `164.404–410`, `15-351-15-357`. A piece of a number is shorter: `1.199A-12`, `960.3-1-4-1`.
fn begins_again(number: &str, piece: &str, behind: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let numbered = |s: &str| s.starts_with(|c: char| c.is_ascii_digit());
    if let Some((part, last)) = number.split_once('.') {
        let whole = behind.strip_prefix('.').is_some_and(numbered) && digits(piece) && piece == part;
        let elided = digits(last) && last.len() >= 3 && piece.len() == last.len() && digits(piece) && piece > last;
        return whole || elided;
    }
    let Some((title, section)) = number.split_once(is_dash) else { return false };
    let tail = behind.strip_prefix(is_dash).unwrap_or_default();
    let tail = &tail[..tail.bytes().take_while(u8::is_ascii_digit).count()];
    piece == title && digits(title) && digits(section) && tail.len() >= section.len() && tail > section
}

/// `article ← ':' digit{1,2} capital?` before a dash and a number: the article of a uniform code, `28:9-207`, `12A:2-302`.
fn article(i: &str) -> &str {
    let Some(inside) = i.strip_prefix(':') else { return i };
    let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &inside[digits..];
    let rest = rest.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(rest);
    let numbered = rest.strip_prefix(is_dash).is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
    if (1..=2).contains(&digits) && numbered { rest } else { i }
}

/// Letters glued to a section's digits: `A`, `dd`, `aaa`, and a digit behind them (`78u4`, `254l1`).
fn suffix(i: &str) -> &str {
    let letters = i.bytes().take_while(u8::is_ascii_alphabetic).count();
    // `2101note`: the word behind the number lost its space.
    if i.starts_with("note") && letters <= 5 {
        return i;
    }
    if letters == 0 || letters > 5 {
        return if letters > 5 { "" } else { i };
    }
    let rest = &i[letters..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let more = rest[digits..].bytes().take_while(u8::is_ascii_alphabetic).count();
    &rest[digits + if digits > 0 && more <= 2 { more } else { 0 }..]
}

/// `roman ← [IVXLC]+ | digit+`, of value at most 200.
pub(super) fn roman(i: &str) -> Parsed<'_, &str> {
    verify(take_while1(|c: char| c.is_ascii_alphanumeric()), |s: &str| {
        roman_value(s).is_some() || value_of(s).is_some()
    })
    .parse(i)
}

fn value_of(s: &str) -> Option<u64> {
    s.bytes().all(|b| b.is_ascii_digit()).then(|| value(s)).flatten()
}

/// The value of a roman numeral in capitals or small letters, well formed and at most 200.
pub(crate) fn roman_value(s: &str) -> Option<u64> {
    const DIGITS: [(&[u8], u64); 9] =
        [(b"c", 100), (b"xc", 90), (b"l", 50), (b"xl", 40), (b"x", 10), (b"ix", 9), (b"v", 5), (b"iv", 4), (b"i", 1)];
    let bytes = s.as_bytes();
    // Most marks are one letter.
    if let [only] = bytes {
        return match only | 0x20 {
            b'i' => Some(1),
            b'v' => Some(5),
            b'x' => Some(10),
            b'l' => Some(50),
            b'c' => Some(100),
            _ => None,
        };
    }
    let first = bytes.first()?;
    let case = first & 0x20;
    if bytes.len() > 8
        || !matches!(first | 0x20, b'c' | b'l' | b'x' | b'v' | b'i')
        || bytes.iter().any(|b| b & 0x20 != case)
    {
        return None;
    }
    let (mut at, mut total) = (0, 0);
    for (digit, worth) in DIGITS {
        let most = if digit.len() == 1 && !matches!(digit, b"l" | b"v") { 3 } else { 1 };
        let mut times = 0;
        while bytes.len() >= at + digit.len()
            && bytes[at..at + digit.len()].iter().zip(digit).all(|(b, d)| b | 0x20 == *d)
        {
            times += 1;
            if times > most {
                return None;
            }
            (at, total) = (at + digit.len(), total + worth);
        }
    }
    (at == bytes.len() && total <= 200).then_some(total)
}

/// `capital ← 'A'..'Z' 'A'..'Z'? (dash digit+)?` as divisions and subparts are numbered.
pub(super) fn capital(i: &str) -> Parsed<'_, &str> {
    let letters = i.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = &i[letters.min(2)..];
    if !(1..=2).contains(&letters) || rest.starts_with(|c: char| c.is_alphanumeric()) {
        return Err(nom::Err::Error(()));
    }
    let mut chars = rest.chars();
    if chars.next().is_some_and(is_dash) {
        let tail = chars.as_str();
        let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=2).contains(&digits) && !tail[digits..].starts_with(|c: char| c.is_alphanumeric()) {
            return Ok((&tail[digits..], &i[..i.len() - tail.len() + digits]));
        }
    }
    Ok((rest, &i[..letters]))
}

/// `year ← ('17' | '18' | '19' | '20') digit digit`
pub(super) fn year(i: &str) -> Parsed<'_, &str> {
    verify(take_while1(|c: char| c.is_ascii_digit()), |s: &str| {
        s.len() == 4 && matches!(&s[..2], "17" | "18" | "19" | "20")
    })
    .parse(i)
}

/// `short-year ← '5'..'9' digit`, not followed by a digit: `87` for 1987.
pub(super) fn short_year(i: &str) -> Parsed<'_, &str> {
    verify(take_while1(|c: char| c.is_ascii_digit()), |s: &str| s.len() == 2 && s.as_bytes()[0] >= b'5').parse(i)
}

/// `ordinal ← digit+ ('st' | 'nd' | 'rd' | 'th' | 'd')?`
pub(super) fn ordinal<'a>(words: &Words, i: &'a str) -> Parsed<'a, &'a str> {
    let (rest, digits) = take_while1(|c: char| c.is_ascii_digit()).parse(i)?;
    let (after, letters) = take_while(|c: char| c.is_ascii_alphabetic()).parse(rest)?;
    match letters {
        "" => Ok((rest, digits)),
        _ if words.ordinal_endings.iter().any(|e| e.eq_ignore_ascii_case(letters)) => {
            Ok((after, &i[..digits.len() + letters.len()]))
        }
        _ => Err(nom::Err::Error(())),
    }
}

/// `ordinal-word ← 'First' | … | 'Twenty-seventh' | ordinal with its letters`, capitalised.
pub(super) fn ordinal_word<'a>(words: &Words, i: &'a str) -> Parsed<'a, &'a str> {
    let word = |c: char| c.is_ascii_alphabetic() || is_dash(c);
    let capital = |s: &str| s.starts_with(|c: char| c.is_ascii_uppercase());
    verify(take_while1(word), |s: &str| capital(s) && ordinal_value_in(words, s).is_some())
        .or(verify(|i: &'a str| ordinal(words, i), |s: &str| s.ends_with(|c: char| c.is_ascii_alphabetic())))
        .parse(i)
}

/// The value of an ordinal, as word or as number, in the language that is compiled in.
pub(crate) fn ordinal_value(s: &str) -> Option<u64> {
    ordinal_value_in(Words::builtin(), s)
}

/// The value of an ordinal, as word or as number.
pub(crate) fn ordinal_value_in(words: &Words, s: &str) -> Option<u64> {
    if s.starts_with(|c: char| c.is_ascii_digit()) {
        return value(s);
    }
    let plain: String = s.chars().map(|c| if is_dash(c) { '-' } else { c.to_ascii_lowercase() }).collect();
    words.ordinal(&plain)
}

/// `title ← '“' (anything but a quotation mark){20,400} '”'`, within one paragraph.
pub(super) fn title(i: &str) -> Parsed<'_, &str> {
    let inside = i.strip_prefix('“').or_else(|| i.strip_prefix('"')).ok_or(nom::Err::Error(()))?;
    let len = inside.find(['”', '"', '“']).filter(|len| (20..=400).contains(len)).ok_or(nom::Err::Error(()))?;
    let end = i.len() - inside.len() + len;
    let close = i[end..].chars().next().map_or(0, char::len_utf8);
    if i[..end].contains("\n\n") { Err(nom::Err::Error(())) } else { Ok((&i[end + close..], &i[..end + close])) }
}

/// `date ← month space digit{1,2} ',' space year`
///
/// Takes `July 25, 1947`, `Feb. 18, 2016`; refuses `25 July`.
pub(super) fn date<'a>(words: &Words, i: &'a str) -> Parsed<'a, &'a str> {
    let month = verify(take_while1(|c: char| c.is_ascii_alphabetic()), |s: &str| words.month(s).is_some());
    recognize((
        month,
        nom::combinator::opt(nom::bytes::complete::tag(".")),
        space1,
        take_while1(|c: char| c.is_ascii_digit()),
        space0,
        nom::bytes::complete::tag(","),
        space0,
        year,
    ))
    .parse(i)
}

/// `month ← 'January' | 'Jan.' | …`
pub(super) fn month<'a>(words: &Words, i: &'a str) -> Parsed<'a, ()> {
    let (rest, _) =
        verify(take_while1(|c: char| c.is_ascii_alphabetic()), |s: &str| words.month(s).is_some()).parse(i)?;
    Ok((rest, ()))
}

/// A date as written, as `YYYY-MM-DD`, in the language that is compiled in.
pub(crate) fn iso_date(written: &str) -> Option<String> {
    let month = Words::builtin().month(written)?;
    let numbers: Vec<u64> =
        written.split(|c: char| !c.is_ascii_digit()).filter(|s| !s.is_empty()).filter_map(value).collect();
    let [day, year] = numbers.as_slice() else { return None };
    (1..=31).contains(day).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// The date with which `i` begins, as `YYYY-MM-DD`.
pub(crate) fn date_at(words: &Words, i: &str) -> Option<String> {
    date(words, i).ok().and_then(|(_, written)| iso_date(written))
}

/// The mark that opens `i`, and what follows it.
pub(crate) fn mark_at(i: &str) -> Option<(&str, &str)> {
    mark(i).ok()
}

/// `mark ← '(' alphanumeric{1,5} ')' | inserted`, letters of one case only, digits at most three.
///
/// Takes `(a)`, `(12)`, `(viii)`, `(AA)`, `(c-1)`; refuses `(2012)`, `(West)`, `(the)`.
pub(super) fn mark(i: &str) -> Parsed<'_, &str> {
    let bytes = i.as_bytes();
    if let Some(len) = inserted(i) {
        return Ok((&i[len + 2..], &i[1..=len]));
    }
    let len = bytes.iter().skip(1).take(7).take_while(|b| b.is_ascii_alphanumeric()).count();
    if bytes.first() != Some(&b'(') || bytes.get(len + 1) != Some(&b')') || !(1..=6).contains(&len) {
        return Err(nom::Err::Error(()));
    }
    let inside = &i[1..=len];
    let letters = inside.bytes().filter(u8::is_ascii_alphabetic).count();
    let fits = match letters {
        0 => len <= 3,
        1 => true,
        // `(aa)`, `(AAA)` repeat one letter; anything longer is a roman numeral, or it is a word.
        _ if letters == len => {
            roman_value(inside).is_some() || len <= 3 && inside.bytes().all(|b| b == inside.as_bytes()[0])
        }
        _ => {
            len <= 4
                && inside.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
                && inside.starts_with(|c: char| c.is_ascii_digit())
                    == inside.ends_with(|c: char| c.is_ascii_alphabetic())
        }
    };
    if fits { Ok((&i[len + 2..], inside)) } else { Err(nom::Err::Error(())) }
}

/// `inserted ← '(' (letter | digit+ capital) dash (digit{1,2} | roman) ')'`: what was put between two marks of a law, as
/// `(c-1)` behind `(c)`; gives the length inside the brackets. A range has two of a kind: `(a-c)`, `(1-3)`.
fn inserted(i: &str) -> Option<usize> {
    let inside = i.strip_prefix('(')?;
    let digits = inside.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let letter = *inside.as_bytes().get(digits)?;
    let tail = inside[digits..].strip_prefix(|c: char| c.is_ascii_alphabetic())?.strip_prefix(is_dash)?;
    let len = tail.bytes().take(3).take_while(u8::is_ascii_alphanumeric).count();
    let (last, behind) = tail.split_at_checked(len)?;
    let number = len <= 2 && len > 0 && last.bytes().all(|b| b.is_ascii_digit());
    let numeral = letter.is_ascii_uppercase() && last.starts_with(['i', 'v', 'x']) && roman_value(last).is_some();
    (behind.starts_with(')') && (number || numeral) && (digits == 0 || letter.is_ascii_uppercase()))
        .then(|| inside.len() - behind.len())
}

#[cfg(test)]
mod tests {
    use super::{capital, designator, integer, iso_date, mark, page, roman_value};

    fn taken<'a>(parser: fn(&'a str) -> super::Parsed<'a, &'a str>, i: &'a str) -> Option<&'a str> {
        parser(i).ok().map(|(_, t)| t)
    }

    #[test]
    fn commas_join_digits_but_not_years() {
        assert_eq!(taken(integer, "13,722."), Some("13,722"));
        assert_eq!(taken(integer, "2016, 2017"), Some("2016"));
        assert_eq!(taken(integer, "2016,2017"), Some("2016"));
        assert_eq!(taken(page, "1501a "), Some("1501a"));
        assert_eq!(taken(page, "93and"), Some("93"));
        assert_eq!(taken(page, "3009–546, 3009–547"), Some("3009–546"));
        assert_eq!(taken(page, "1111-1114"), Some("1111"));
        assert_eq!(taken(page, "6537-42"), Some("6537"));
    }

    #[test]
    fn designators_keep_their_suffix_and_leave_the_full_stop() {
        for (i, o) in [
            ("301. It", "301"),
            ("1028A,", "1028A"),
            ("78dd-1(a)", "78dd-1"),
            ("254l–1(b)", "254l–1"),
            ("300aa-1", "300aa-1"),
            ("1.1031(a)-1T", "1.1031(a)-1T"),
            ("1.501(c)(3)-1(d)(2)", "1.501(c)(3)-1"),
            ("64.1200(a)(1)-(3)", "64.1200"),
            ("510.201(a)", "510.201"),
            ("960.3-1-4-1", "960.3-1-4-1"),
            ("53.303-WH-347", "53.303-WH-347"),
            ("2000e-5", "2000e-5"),
            ("100.T07-0110", "100.T07-0110"),
            ("240.13h-l(d)", "240.13h-l"),
            ("28:9-207(a)", "28:9-207"),
            ("12A:2-302.", "12A:2-302"),
            ("2101note", "2101"),
            ("1024.30-1024.41", "1024.30"),
            ("164.404–410", "164.404"),
            ("15-351-15-357", "15-351"),
            ("9-1-101", "9-1-101"),
            ("2.2-3705.1(1)", "2.2-3705.1"),
        ] {
            assert_eq!(taken(designator, i), Some(o), "{i}");
        }
        assert_eq!(taken(designator, "460l–4–460l–11"), Some("460l–4"));
        assert_eq!(taken(designator, "104th Congress"), None);
    }

    #[test]
    fn marks_are_short_and_of_one_kind() {
        for i in ["(a)", "(12)", "(viii)", "(AA)", "(1a)", "(c-1)", "(b–20)", "(A-i)", "(6A-1)"] {
            assert!(mark(i).is_ok(), "{i}");
        }
        for i in ["(2012)", "(the)", "(West)", "(or)", "()", "(a", "(A1b2)", "(a-c)", "(1-3)", "(x-ray)", "(a-"] {
            assert!(mark(i).is_err(), "{i}");
        }
    }

    #[test]
    fn roman_numerals_are_well_formed() {
        assert_eq!(roman_value("XIV"), Some(14));
        assert_eq!(roman_value("iv"), Some(4));
        assert_eq!(roman_value("iiii"), None);
        assert_eq!(roman_value("Iv"), None);
        assert_eq!(taken(capital, "B–1 of"), Some("B–1"));
        assert_eq!(taken(capital, "An Act"), None);
    }

    #[test]
    fn dates_become_iso() {
        assert_eq!(iso_date("Feb. 18, 2016").as_deref(), Some("2016-02-18"));
        assert_eq!(iso_date("Marble 3, 2016"), None, "no month begins so");
    }
}
