//! Terms that a document defines: `the … Act (“NKSPEA”)`, `(the “Act”)`, `(hereinafter “the Order”)`.

use regex::Regex;

use crate::grammar::Reach;
use crate::text::Span;

/// Recognises definitions.
#[derive(Debug)]
pub(super) struct Definitions {
    quoted: Regex,
    bare: Regex,
    hereinafter: Regex,
}

/// A definition found behind an instrument's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Definition {
    /// The term, without quotation marks and article.
    pub term: String,
    /// Where the term stands.
    pub span: Span,
    /// One past the closing bracket.
    pub end: usize,
}

impl Definitions {
    /// Compiles the two shapes of a definition.
    #[allow(clippy::expect_used, reason = "two constant expressions, compiled in every test")]
    pub(super) fn new() -> Self {
        let quoted = r#"\A\s*[(\[][^()“”"]{0,60}?(?:“|"|‘‘|''|‘)(?:[Tt]he\s+)?([^“”"‘’()]{2,60})(?:”|"|’’|''|’)[^()]{0,40}?[)\]]"#;
        let bare = r"\A\s*[(\[]\s*([A-Z][A-Za-z0-9&.–-]{1,14}|[A-Z][A-Za-z&]{1,9} (?:19|20)[0-9]{2})\s*[)\]]";
        let hereinafter = r#"\A\s*\)?,?\s*(?:hereinafter|hereafter|referred to (?:herein|hereinafter) as)\b[^“"()]{0,40}?(?:“|"|‘‘)(?:[Tt]he\s+)?([^“”"‘’()]{2,60}?)[.,]?(?:”|"|’’)"#;
        Self {
            hereinafter: Regex::new(hereinafter).expect("a constant"),
            quoted: Regex::new(quoted).expect("a constant"),
            bare: Regex::new(bare).expect("a constant"),
        }
    }

    /// The definition that stands at `at`, if one does.
    pub(super) fn at(&self, reach: &Reach, text: &str, at: usize) -> Option<Definition> {
        let rest = &text[at..text.floor_char_boundary(at + reach.definition)];
        let begins = rest.trim_start_matches([')', ',', ' ', '\n']);
        if !rest.trim_start().starts_with(['(', '[']) && !begins.starts_with(['h', 'r']) {
            return None;
        }
        let captures = self.quoted.captures(rest).or_else(|| self.hereinafter.captures(rest)).or_else(|| {
            // Without quotation marks only an initialism defines anything.
            self.bare.captures(rest).filter(|c| c[1].bytes().filter(u8::is_ascii_uppercase).count() >= 2)
        })?;
        let term = captures.get(1)?;
        let whole = captures.get(0)?;
        Some(Definition {
            term: term.as_str().trim().to_owned(),
            span: Span::new(at + term.start(), at + term.end()),
            end: at + whole.end(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Definitions, Reach};

    #[test]
    fn definitions_in_brackets() {
        let d = Definitions::new();
        let reach = Reach { definition: 200, ..Reach::default() };
        let term = |s: &str| d.at(&reach, s, 0).map(|d| d.term);
        assert_eq!(term(" (“NKSPEA”)").as_deref(), Some("NKSPEA"));
        assert_eq!(term(" (the “Act”) and").as_deref(), Some("Act"));
        assert_eq!(term(" (the ‘‘Act’’), it is").as_deref(), Some("Act"));
        assert_eq!(term(" (hereinafter “the Order”)").as_deref(), Some("Order"));
        assert_eq!(term(" (IEEPA)").as_deref(), Some("IEEPA"));
        assert_eq!(term("), hereinafter referred to as the “Act.”").as_deref(), Some("Act"));
        assert_eq!(term(" (HA 2003)").as_deref(), Some("HA 2003"));
        assert_eq!(term(" (2016)"), None);
        assert_eq!(term(" (May 2016)"), None);
        assert_eq!(term(" (H.R. 2036)"), None);
        assert_eq!(term(" (the former one)"), None);
    }
}
