//! What the file says its pages are called: `iv`, `A-2`.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::dict::keys::ST;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};

/// How deep the tree of labels may be.
const DEPTH: usize = 8;
/// How many stretches of pages may be labelled.
const STRETCHES: usize = 10_000;

/// From which page on, how, and from which number.
#[derive(Debug)]
struct Stretch {
    from: usize,
    prefix: String,
    style: Option<u8>,
    first: usize,
}

/// The pages' labels, in their order; empty where the file has none.
pub(super) fn labels(pdf: &Pdf, count: usize) -> Vec<String> {
    let catalog: Option<Dict<'_>> = pdf.xref().get(pdf.xref().root_id());
    let Some(tree) = catalog.and_then(|catalog| catalog.get::<Dict<'_>>("PageLabels")) else { return Vec::new() };
    let mut stretches = Vec::new();
    collect(&tree, DEPTH, &mut stretches);
    stretches.sort_by_key(|stretch| stretch.from);
    let Some(first) = stretches.first() else { return Vec::new() };
    if first.from != 0 {
        return Vec::new();
    }
    (0..count)
        .map(|page| {
            let at = stretches.partition_point(|stretch| stretch.from <= page) - 1;
            let stretch = &stretches[at];
            format!("{}{}", stretch.prefix, number(stretch.style, stretch.first.saturating_add(page - stretch.from)))
        })
        .collect()
}

fn collect(tree: &Dict<'_>, depth: usize, out: &mut Vec<Stretch>) {
    if let Some(nums) = tree.get::<Array<'_>>("Nums") {
        let items: Vec<Object<'_>> = nums.iter::<Object<'_>>().take(2 * STRETCHES).collect();
        for pair in items.chunks_exact(2) {
            let (Object::Number(from), Object::Dict(dict)) = (&pair[0], &pair[1]) else { continue };
            let Ok(from) = usize::try_from(from.as_i64()) else { continue };
            let prefix = dict.get::<PdfString<'_>>("P").map(|prefix| text(prefix.as_bytes())).unwrap_or_default();
            let style = dict.get::<Name<'_>>("S").and_then(|style| style.as_str().bytes().next());
            let first = dict.get::<u32>(ST).unwrap_or(1) as usize;
            out.push(Stretch { from, prefix, style, first });
        }
    }
    if let Some(kids) = tree.get::<Array<'_>>("Kids").filter(|_| depth > 0) {
        for kid in kids.iter::<Dict<'_>>().take(STRETCHES) {
            if out.len() < STRETCHES {
                collect(&kid, depth - 1, out);
            }
        }
    }
}

/// A string of the file: UTF-16 where it begins so, else a byte a letter.
pub(super) fn text(bytes: &[u8]) -> String {
    match bytes.strip_prefix(b"\xfe\xff") {
        Some(rest) => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
            Err(_) => bytes.iter().map(|&b| char::from(b)).collect(),
        },
    }
}

fn number(style: Option<u8>, value: usize) -> String {
    match style {
        Some(b'D') => value.to_string(),
        Some(b'r') => roman(value),
        Some(b'R') => roman(value).to_uppercase(),
        Some(b'a') => letters(value),
        Some(b'A') => letters(value).to_uppercase(),
        _ => String::new(),
    }
}

fn roman(mut value: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if value > 5_000 {
        return value.to_string();
    }
    let mut out = String::new();
    for (worth, sign) in SIGNS {
        while value >= worth {
            out.push_str(sign);
            value -= worth;
        }
    }
    out
}

/// `a` to `z`, then `aa` to `zz`.
fn letters(value: usize) -> String {
    let Some(index) = value.checked_sub(1) else { return String::new() };
    let letter = char::from(b'a' + (index % 26) as u8);
    std::iter::repeat_n(letter, (index / 26 + 1).min(50)).collect()
}

#[cfg(test)]
mod tests {
    use super::{letters, roman, text};

    #[test]
    fn numbers_are_written_in_each_style() {
        assert_eq!([roman(4), roman(1994), roman(0)], ["iv", "mcmxciv", ""]);
        assert_eq!([letters(1), letters(26), letters(28), letters(0)], ["a", "z", "bb", ""]);
        assert_eq!([text(b"\xfe\xff\0A\0-"), text(b"A-"), text(b"\xa7")], ["A-", "A-", "§"]);
    }
}
