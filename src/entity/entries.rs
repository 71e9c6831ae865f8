//! Entries of lists: what an item is, and whose name stands at its head.

use crate::text::Span;

/// What an item stands behind.
const BULLETS: [char; 5] = ['•', '·', '-', '*', '–'];
/// A line that is a name is no longer.
const LINE: usize = 60;
/// What parts the cells of a row.
pub(super) const ROW: &str = " | ";

/// Whether a sentence is an item: behind a bullet or a number, a row of a table, an entry of a list.
pub(super) fn is_item(text: &str) -> bool {
    let text = text.trim_start();
    bullet(text) > 0 && text.contains(' ')
        || is_head(text)
        || text.contains(ROW)
        || number(text) > 0
        || text.contains("Name: ")
}

/// The length of an item's bullet: of `• Peru`, `•Peru`, `- Peru`, but not of the page number `-37-`.
pub(super) fn bullet(text: &str) -> usize {
    let Some(mark) = text.chars().next().filter(|c| BULLETS.contains(c)) else { return 0 };
    let rest = &text[mark.len_utf8()..];
    let bare = rest.trim_start_matches(' ');
    let plain = matches!(mark, '•' | '·') || bare.len() < rest.len();
    if plain { text.len() - bare.len() } else { 0 }
}

/// The length of an item's number with the space behind it: of `1. Peru`, `(2) Peru`.
pub(super) fn number(text: &str) -> usize {
    let bare = text.trim_start_matches('(');
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let mut len = text.len() - bare.len() + digits;
    if digits == 0 || digits > 3 {
        return 0;
    }
    let mark = text[len..].bytes().take_while(|b| matches!(b, b'.' | b')')).count();
    len += mark;
    if mark == 0 || !text[len..].starts_with(' ') { 0 } else { len + 1 }
}

/// Whether a line is a name as lists have it: `ROE, Jane Quincy`, `NORTH PIER TRADING LTD`.
pub(super) fn is_head(text: &str) -> bool {
    let line = text[..text.find('\n').unwrap_or(text.len())].trim();
    let (first, rest) = line.split_once(", ").unwrap_or((line, ""));
    let shouted = |w: &str| w.len() > 1 && w.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '\'' | '.' | '&'));
    let capital = |w: &str| w.starts_with(char::is_uppercase);
    line.len() < LINE
        && first.split(' ').all(shouted)
        && if rest.is_empty() {
            first.contains(' ')
        } else {
            rest.split(' ').count() < 4 && rest.split(' ').all(capital)
        }
}

/// The name at the head of an entry, from the entry's beginning.
pub(super) fn entry(text: &str) -> Option<Span> {
    if let Some(at) = text.find("Name: ") {
        return united_nations(text, at + "Name: ".len());
    }
    let mut from = text.len() - text.trim_start().len();
    from += bullet(&text[from..]);
    from += number(&text[from..]);
    let rest = &text[from..];
    let end = rest.find([';', '(', '\n', '|', '[']).unwrap_or(rest.len());
    let head = rest[..end].trim_end();
    let capitals = |w: &str| {
        w.chars().any(char::is_uppercase) && !w.chars().any(char::is_lowercase) && w.chars().any(char::is_alphabetic)
    };
    let mut parts = head.split(", ");
    let first = parts.next()?.trim_end_matches([',', '.']);
    if first.len() < 2
        || !first.contains(char::is_alphabetic)
        || !first.split(' ').all(|w| capitals(w) || w.chars().all(|c| !c.is_alphabetic()))
    {
        return None;
    }
    // `ROE, Jane Quincy`, where no town has one word in capitals.
    let given = parts.next().filter(|g| {
        let bare = g.trim_end_matches(',');
        let name =
            |w: &str| w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c));
        first.split(' ').count() <= 3 && bare.split(' ').count() <= 4 && bare.split(' ').all(name)
    });
    let marked = rest[end..].starts_with('(') || rest[end..].starts_with(';') || is_head(rest);
    let len = match given {
        Some(given) if marked && first.split(' ').count() <= 2 => first.len() + 2 + given.trim_end_matches(',').len(),
        _ => first.len(),
    };
    (len > 3 && (first.contains(' ') || len > first.len() || first.len() > 4)).then(|| Span::new(from, from + len))
}

/// `Name: 1: JANE 2: ROE 3: na 4: na`, `Name: RIVER GROUP`.
fn united_nations(text: &str, from: usize) -> Option<Span> {
    let rest = &text[from..];
    if let Some(numbered) = rest.strip_prefix("1: ") {
        let start = from + 3;
        let mut end = start + numbered.find(" 2: ").unwrap_or(numbered.len().min(40));
        for mark in [" 2: ", " 3: ", " 4: "] {
            let Some(at) = text[end..].strip_prefix(mark) else { break };
            let len = at.find(|c: char| c.is_ascii_digit() || c == '\n').unwrap_or(at.len());
            let part = at[..len].trim_end();
            if part.eq_ignore_ascii_case("na") {
                break;
            }
            end += mark.len() + part.len();
        }
        return (end > start).then(|| Span::new(start, end));
    }
    let len = rest.find(['\n', ';']).unwrap_or(rest.len());
    let len = rest[..len].find(" A.k.a.").unwrap_or(len);
    (len > 2).then(|| Span::new(from, from + rest[..len].trim_end().len()))
}

#[cfg(test)]
mod tests {
    use super::{entry, is_item};

    #[test]
    fn an_entry_has_its_name_at_its_head() {
        let head = |text: &'static str| entry(text).map(|span| span.of(text));
        assert_eq!(head("1. ROE, Jane Quincy (a.k.a. ROW, Jane), Lima, Peru; DOB 1970"), Some("ROE, Jane Quincy"));
        assert_eq!(head("• NORTH PIER TRADING LTD, Lima, Peru [PROG]."), Some("NORTH PIER TRADING LTD"));
        assert_eq!(head("- ROE, Jane (a.k.a. ROW, Jane)"), Some("ROE, Jane"));
        assert_eq!(head("QDe.1 Name: RIVER GROUP\nA.k.a.: River"), Some("RIVER GROUP"));
        assert_eq!(head("QDi.1 Name: 1: JANE 2: ROE 3: na 4: na"), Some("JANE 2: ROE"));
        assert_eq!(head("He went to Lima."), None);
        assert!(is_item("1. Peru") && is_item("• Peru") && is_item("Peru | 1999"));
        assert!(!is_item("Peru went.") && !is_item("-37- and so"));
    }
}
