//! Encodings other than UTF-8: by their labels, and told by the bytes.

use super::SourceMap;
use super::decoded::{Decoded, push_char};
use crate::text::Span;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Encoding, ISO_2022_JP, UTF_8, WINDOWS_1252};

/// So many bytes are enough to tell an encoding by.
const ENOUGH: usize = 1 << 20;

/// Whether a label is one of the Encoding Standard's.
pub(super) fn is_label(label: &str) -> bool {
    Encoding::for_label(label.trim().as_bytes()).is_some()
}

/// Bytes of the encoding that a label names.
pub(super) fn encoded(bytes: &[u8], label: &str) -> Option<Decoded> {
    Some(decoded(bytes, Encoding::for_label(label.trim().as_bytes())?))
}

/// Bytes whose encoding nobody says.
pub(super) fn guessed(bytes: &[u8]) -> Decoded {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // What a text has but ASCII tells; a long text's first mebibyte of it.
    let first = bytes.iter().position(|b| !b.is_ascii()).unwrap_or_default();
    let part = &bytes[first.saturating_sub(1)..];
    let part = &part[..part.len().min(ENOUGH)];
    detector.feed(part, true);
    let encoding = if is_signs_among_ascii(part) { WINDOWS_1252 } else { detector.guess(None, Utf8Detection::Deny) };
    let decoded = decoded(bytes, encoding);
    let notice = format!("read as {}, told by its bytes; if it is another, say it with --encoding", encoding.name());
    Decoded { notice: Some(notice), ..decoded }
}

/// Whether all that isn't ASCII is a sign of Windows-1252, as English law has it: `§ 4.1`, `“Act”`, dashes, among many words in ASCII.
/// Elsewhere these bytes are letters, of which words consist.
fn is_signs_among_ascii(bytes: &[u8]) -> bool {
    let sign = |b: u8| matches!(b, 0x80 | 0x82 | 0x84..=0x86 | 0x8b | 0x91..=0x97 | 0x99 | 0x9b | 0xa0..=0xbf);
    let others = bytes.iter().filter(|b| !b.is_ascii());
    let letters = bytes.iter().filter(|b| b.is_ascii_alphabetic()).count();
    others.clone().all(|b| sign(*b)) && others.count() * 4 < letters
}

fn decoded(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (mut text, mut map) = (String::with_capacity(bytes.len() + bytes.len() / 8), SourceMap::default());
    let mut decoder = encoding.new_decoder_with_bom_removal();
    // ASCII stands for itself, but in what shifts by escapes.
    let plain = encoding != ISO_2022_JP && encoding.is_ascii_compatible();
    let (mut at, mut from) = (0, 0);
    let mut lost = 0;
    while at < bytes.len() {
        let run = if plain && from == at { bytes[at..].iter().take_while(|b| b.is_ascii()).count() } else { 0 };
        if run > 0 {
            map.push(text.len(), at, run);
            text.push_str(std::str::from_utf8(&bytes[at..at + run]).unwrap_or_default());
            at += run;
            from = at;
            continue;
        }
        // Byte by byte, so that each character is known to its bytes.
        let mut piece = [0; 16];
        let (result, _, written, replaced) = decoder.decode_to_utf8(&bytes[at..=at], &mut piece, at + 1 == bytes.len());
        at += 1;
        lost += usize::from(replaced);
        debug_assert!(matches!(result, CoderResult::InputEmpty), "a character fits");
        let piece = std::str::from_utf8(&piece[..written]).unwrap_or_default();
        for c in piece.chars() {
            push_char(&mut text, &mut map, c, Span::new(from, at));
        }
        if written > 0 {
            from = at;
        }
    }
    let notice = match lost {
        _ if encoding == UTF_8 && lost == 0 => None,
        0 => None,
        lost => Some(format!("{lost} characters are no {} and were read as U+FFFD", encoding.name())),
    };
    Decoded { text, source: Some(map), notice }
}

#[cfg(test)]
mod tests {
    use super::{encoded, guessed, is_label};
    use crate::text::Span;

    #[test]
    fn labels_are_the_standards() {
        assert!(is_label("Latin1") && is_label(" windows-1252 ") && is_label("utf-16le") && !is_label("klingon"));
        let decoded = encoded(b"\xa7 2 \x93the Act\x94", "cp1252").unwrap_or_default();
        assert_eq!(decoded.text, "§ 2 “the Act”");
        let map = decoded.source.unwrap_or_default();
        assert_eq!(map.to_source(Span::new(0, 4)), Some(Span::new(0, 3)));
        assert_eq!(encoded(b"\x82\xa0a", "shift_jis").unwrap_or_default().text, "あa");
    }

    #[test]
    fn the_bytes_tell() {
        let old = guessed(b"Nach \xa7 3 Absatz 2 des Gesetzes \xfcber die Pr\xfcfung, \x84Frist\x93.");
        assert_eq!(old.text, "Nach § 3 Absatz 2 des Gesetzes über die Prüfung, „Frist“.");
        assert!(old.notice.is_some_and(|notice| notice.starts_with("read as windows-1252, told by its bytes")));
        let signs = guessed(
            b"Ratings are assigned under 38 C.F.R. \xa7 4.1; see 38 U.S.C. \xa7\xa7 1155 and 5107, and Part 4.",
        );
        assert!(signs.text.contains("38 C.F.R. § 4.1; see 38 U.S.C. §§ 1155"), "{}", signs.text);
        let cyrillic =
            guessed(b"\x91\xe2\xa0\xe2\xec\xef 5 \x87\xa0\xaa\xae\xad\xa0 \xae \xaf\xae\xe0\xef\xa4\xaa\xa5");
        assert!(cyrillic.text.starts_with("Статья 5"), "{}", cyrillic.text);
        let map = encoded(b"a\x8e\x82\xa0", "shift_jis").unwrap_or_default().source.unwrap_or_default();
        assert_eq!(map.to_source(Span::new(0, 1)), Some(Span::new(0, 1)));
    }

    #[test]
    fn no_bytes_are_too_odd() {
        for label in ["shift_jis", "gb18030", "big5", "euc-kr", "iso-2022-jp", "utf-16be", "utf-8", "x-user-defined"] {
            let bytes: Vec<u8> = (0..4096_u32).map(|i| ((i * 7919) >> 3) as u8).collect();
            let decoded = encoded(&bytes, label).unwrap_or_default();
            assert!(!decoded.text.is_empty(), "{label}");
        }
    }
}
