//! Bytes to text, keeping count of what had to be replaced and the way back to the bytes.

use super::SourceMap;
use super::decoded::{Decoded, push_char};
use crate::text::Span;

/// What is said of the encoding of some bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Charset<'c> {
    /// By the user, who is believed: a label of the Encoding Standard.
    pub(super) said: Option<&'c str>,
    /// By the bytes themselves, which count only where they are no UTF-8.
    pub(super) declared: Option<&'c str>,
}

/// Decodes UTF-8, UTF-16, and other encodings that are said, declared, or told by the bytes.
///
/// What a user says counts, then a byte order mark; then what is UTF-8 is read as UTF-8, whatever is declared. `None` where
/// they look like no text, with more than `nuls` NULs in a thousand bytes.
pub(super) fn decode(bytes: Vec<u8>, charset: Charset<'_>, nuls: usize) -> Option<Decoded> {
    if let Some(decoded) = charset.said.and_then(|label| encoded(&bytes, label)) {
        return (!is_binary(decoded.text.as_bytes(), nuls)).then_some(decoded);
    }
    let utf16 = match bytes[..] {
        [0xff, 0xfe, ..] => Some(decode_utf16(&bytes, 2, u16::from_le_bytes, "little")),
        [0xfe, 0xff, ..] => Some(decode_utf16(&bytes, 2, u16::from_be_bytes, "big")),
        _ => match unmarked_utf16(&bytes) {
            Some(true) => Some(decode_utf16(&bytes, 0, u16::from_le_bytes, "little")),
            Some(false) => Some(decode_utf16(&bytes, 0, u16::from_be_bytes, "big")),
            None => None,
        },
    };
    if let Some(decoded) = utf16 {
        return (!is_binary(decoded.text.as_bytes(), nuls)).then_some(decoded);
    }
    if is_binary(&bytes, nuls) {
        return None;
    }
    Some(match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, ..Decoded::default() },
        Err(error) => {
            let bytes = error.as_bytes();
            let declared = charset.declared.and_then(|label| encoded(bytes, label));
            declared.map_or_else(|| otherwise(bytes), |decoded| Decoded { notice: None, ..decoded })
        }
    })
}

/// Whether bytes without a byte order mark are UTF-16: text of the West, where every other byte is NUL. `true` where the
/// lesser byte comes first.
fn unmarked_utf16(bytes: &[u8]) -> Option<bool> {
    let head = &bytes[..bytes.len().min(4096)];
    let pairs = head.len() / 2;
    if pairs < 8 {
        return None;
    }
    let nuls = |at: usize| head.iter().skip(at).step_by(2).filter(|b| **b == 0).count();
    let (first, second) = (nuls(0), nuls(1));
    match (first * 10 > pairs * 7, second * 10 > pairs * 7) {
        (false, true) if first * 20 < pairs => Some(true),
        (true, false) if second * 20 < pairs => Some(false),
        _ => None,
    }
}

/// Bytes of an encoding that a label names; `None` where it names none.
#[cfg(feature = "office")]
fn encoded(bytes: &[u8], label: &str) -> Option<Decoded> {
    super::charset::encoded(bytes, label)
}

/// What isn't UTF-8 and is declared to be nothing: an older encoding, told by the bytes, or UTF-8 with damage.
#[cfg(feature = "office")]
fn otherwise(bytes: &[u8]) -> Decoded {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    // A text cut within a character, or with a few bytes of another encoding pasted in.
    if good > 4 * bad { decode_lossily(bytes) } else { super::charset::guessed(bytes) }
}

#[cfg(not(feature = "office"))]
fn encoded(bytes: &[u8], label: &str) -> Option<Decoded> {
    is_windows_1252(label).then(|| decode_windows_1252(bytes))
}

#[cfg(not(feature = "office"))]
fn otherwise(bytes: &[u8]) -> Decoded {
    decode_lossily(bytes)
}

/// Whether the first 8 KiB hold more than `nuls` NULs in a thousand bytes, or 30 % of control characters.
pub(super) fn is_binary(bytes: &[u8], nuls: usize) -> bool {
    let head = &bytes[..bytes.len().min(8 * 1024)];
    let controls = head.iter().filter(|b| matches!(b, 0..=7 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f)).count();
    memchr::memchr_iter(0, head).count() * 1000 > head.len() * nuls || controls * 10 > head.len() * 3
}

fn decode_lossily(bytes: &[u8]) -> Decoded {
    let (mut text, mut map) = (String::with_capacity(bytes.len()), SourceMap::default());
    let (mut at, mut lost) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        map.push(text.len(), at, chunk.valid().len());
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        let invalid = chunk.invalid().len();
        if invalid > 0 {
            push_char(&mut text, &mut map, '\u{fffd}', Span::new(at, at + invalid));
            at += invalid;
            lost += invalid;
        }
    }
    let notice = match lost {
        1 => "1 byte is not UTF-8 and was read as U+FFFD".to_owned(),
        lost => format!("{lost} bytes are not UTF-8 and were read as U+FFFD"),
    };
    Decoded { text, source: Some(map), notice: Some(notice) }
}

fn decode_utf16(bytes: &[u8], from: usize, unit: fn([u8; 2]) -> u16, order: &str) -> Decoded {
    let (mut text, mut map) = (String::with_capacity(bytes.len()), SourceMap::default());
    let pairs = bytes[from..].chunks_exact(2);
    let odd = pairs.remainder().len();
    let (mut at, mut lost) = (from, 0);
    for c in char::decode_utf16(pairs.map(|pair| unit([pair[0], pair[1]]))) {
        lost += usize::from(c.is_err());
        let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
        let end = at + 2 * c.len_utf16();
        push_char(&mut text, &mut map, c, Span::new(at, end));
        at = end;
    }
    if odd > 0 {
        push_char(&mut text, &mut map, char::REPLACEMENT_CHARACTER, Span::new(at, at + odd));
        lost += 1;
    }
    let notice = match lost {
        0 => format!("read as UTF-16 ({order}-endian)"),
        lost => format!("read as UTF-16 ({order}-endian); {lost} unpaired units were read as U+FFFD"),
    };
    Decoded { text, source: Some(map), notice: Some(notice) }
}

#[cfg(not(feature = "office"))]
fn decode_windows_1252(bytes: &[u8]) -> Decoded {
    let (mut text, mut map) = (String::with_capacity(bytes.len() + bytes.len() / 8), SourceMap::default());
    for (at, &byte) in bytes.iter().enumerate() {
        let c = match byte {
            0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
            _ => char::from(byte),
        };
        push_char(&mut text, &mut map, c, Span::new(at, at + 1));
    }
    Decoded { text, source: Some(map), notice: None }
}

/// What the Web reads as Windows-1252: the standard's labels for it, ASCII and Latin-1 among them.
#[cfg(not(feature = "office"))]
fn is_windows_1252(label: &str) -> bool {
    const LABELS: &[&str] =
        &["ascii", "cp1252", "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "us-ascii", "windows-1252", "x-cp1252"];
    LABELS.contains(&label.to_ascii_lowercase().as_str())
}

/// The characters of 0x80 to 0x9F; the five unassigned ones stand for themselves, as in the standard.
#[cfg(not(feature = "office"))]
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', //
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

#[cfg(test)]
mod tests {
    use super::Charset;
    use crate::read::decoded::Decoded;
    use crate::text::Span;

    fn decode(bytes: Vec<u8>, declared: Option<&str>, nuls: usize) -> Option<Decoded> {
        super::decode(bytes, Charset { said: None, declared }, nuls)
    }

    fn source(decoded: &Decoded, of: &str) -> Option<Span> {
        let start = decoded.text.find(of)?;
        decoded.source.as_ref()?.to_source(Span::new(start, start + of.len()))
    }

    #[test]
    fn utf8_is_its_own_source() {
        let decoded = decode("\u{feff}§ 2\r\n".into(), Some("latin1"), 0).unwrap_or_default();
        assert_eq!(decoded.text, "\u{feff}§ 2\r\n");
        assert!(decoded.source.is_none() && decoded.notice.is_none());
    }

    #[test]
    fn damage_in_utf8_is_replaced_and_said() {
        let decoded = decode(b"\xc2\xa7 1, \xc2\xa7\xc2\xa7 2, \xc2\xa7\xc2\xa7\xc2\xa7 3 \xff, b".to_vec(), None, 0)
            .unwrap_or_default();
        assert_eq!(decoded.text, "§ 1, §§ 2, §§§ 3 \u{fffd}, b");
        assert_eq!(decoded.notice.as_deref(), Some("1 byte is not UTF-8 and was read as U+FFFD"));
        assert_eq!(source(&decoded, "\u{fffd}"), Some(Span::new(23, 24)));
        assert_eq!(source(&decoded, "b"), Some(Span::new(26, 27)));
    }

    #[test]
    fn utf16_needs_no_mark() {
        let bytes =
            |order: fn(u16) -> [u8; 2]| "Section 2, § 3 of the Act".encode_utf16().flat_map(order).collect::<Vec<u8>>();
        for (bytes, order) in [(bytes(u16::to_le_bytes), "little"), (bytes(u16::to_be_bytes), "big")] {
            let decoded = decode(bytes, None, 0).unwrap_or_default();
            assert_eq!(decoded.text, "Section 2, § 3 of the Act");
            assert_eq!(decoded.notice, Some(format!("read as UTF-16 ({order}-endian)")));
            assert_eq!(source(&decoded, "§"), Some(Span::new(22, 24)));
        }
    }

    #[test]
    fn utf16_maps_back_to_its_bytes() {
        let bytes: Vec<u8> = "\u{feff}E.O. § 𝄞".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let decoded = decode(bytes, None, 0).unwrap_or_default();
        assert_eq!(decoded.text, "E.O. § 𝄞");
        assert_eq!(decoded.notice.as_deref(), Some("read as UTF-16 (little-endian)"));
        assert_eq!(source(&decoded, "O. §"), Some(Span::new(6, 14)));
        assert_eq!(source(&decoded, "𝄞"), Some(Span::new(16, 20)));
        let odd = decode(b"\xfe\xff\x00a\xd8\x00\x00".to_vec(), None, 0).unwrap_or_default();
        assert_eq!(odd.text, "a\u{fffd}\u{fffd}");
        assert_eq!(odd.notice.as_deref(), Some("read as UTF-16 (big-endian); 2 unpaired units were read as U+FFFD"));
    }

    #[test]
    fn a_declared_charset_counts_where_utf8_fails() {
        let decoded = decode(b"\xa7 2 \x93the Act\x94".to_vec(), Some("ISO-8859-1"), 0).unwrap_or_default();
        assert_eq!(decoded.text, "§ 2 “the Act”");
        assert_eq!(source(&decoded, "§ 2"), Some(Span::new(0, 3)));
        assert_eq!(decoded.notice, None);
    }

    #[test]
    fn binary_is_refused() {
        assert!(decode(b"%PDF\0".to_vec(), None, 0).is_none());
        assert!(decode(vec![1; 100], None, 0).is_none());
        assert!(decode(b"\xff\xfe\0\0a\0\0\0".to_vec(), None, 0).is_none());
        assert!(decode(Vec::new(), None, 0).is_some());
        assert!(decode([&b"<pre>"[..], &[0], &[b' '; 100]].concat(), None, 10).is_some());
    }
}
