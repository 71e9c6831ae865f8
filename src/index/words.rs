//! How text becomes the words that are searched: split at what is neither letter nor digit, lower case, no accents,
//! English stems.
//!
//! No word is left out, so that a phrase of common words is found; `104(a)` is the two words `104` and `a`. Soft
//! hyphens and zero-width characters, which typesetters leave inside words, don't split them.

use tantivy::tokenizer::{
    AsciiFoldingFilter, Language, LowerCaser, RemoveLongFilter, Stemmer, TextAnalyzer, Token, TokenStream, Tokenizer,
};

/// The name of the analyzer in the schema. A change in what it does is a change of [`crate::library::FORMAT`].
pub(super) const ANALYZER: &str = "pincite";

/// Longer words are noise: hashes, encoded attachments.
const LONGEST_WORD: usize = 64;

/// Makes the analyzer, for writing and for queries alike.
pub(super) fn analyzer() -> TextAnalyzer {
    TextAnalyzer::builder(Words::default())
        .filter(RemoveLongFilter::limit(LONGEST_WORD))
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(Stemmer::new(Language::English))
        .build()
}

/// The words of a text, with their place among the words and their bytes.
pub(super) fn words(analyzer: &TextAnalyzer, text: &str) -> Vec<Token> {
    let mut analyzer = analyzer.clone();
    let mut stream = analyzer.token_stream(text);
    let mut words = Vec::new();
    while stream.advance() {
        words.push(stream.token().clone());
    }
    words
}

/// Cuts a text into runs of letters and digits.
#[derive(Clone, Default)]
struct Words {
    token: Token,
}

struct WordStream<'a> {
    text: &'a str,
    at: usize,
    token: &'a mut Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream { text, at: 0, token: &mut self.token }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        self.token.text.clear();
        self.token.position = self.token.position.wrapping_add(1);
        let Some(start) = self.text[self.at..].find(char::is_alphanumeric).map(|i| self.at + i) else {
            self.at = self.text.len();
            return false;
        };
        let mut end = start;
        for (i, c) in self.text[start..].char_indices() {
            if c.is_alphanumeric() {
                self.token.text.push(c);
                end = start + i + c.len_utf8();
            } else if !is_invisible(c) {
                break;
            }
        }
        (self.token.offset_from, self.token.offset_to) = (start, end);
        self.at = end;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// The characters that `text::fold_char` drops.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{analyzer, words};

    fn split(text: &str) -> Vec<(String, &str)> {
        words(&analyzer(), text).into_iter().map(|t| (t.text, &text[t.offset_from..t.offset_to])).collect()
    }

    #[test]
    fn words_are_lower_case_stems_without_accents_and_keep_their_bytes() {
        let found = split("§ 104(a): Sanctioned, “Guantánamo’s”");
        let stems: Vec<&str> = found.iter().map(|(stem, _)| stem.as_str()).collect();
        assert_eq!(stems, ["104", "a", "sanction", "guantanamo", "s"]);
        assert_eq!(found[3].1, "Guantánamo");
    }

    #[test]
    fn a_soft_hyphen_does_not_split_a_word() {
        assert_eq!(split("sanc\u{ad}tions x\u{ad}"), [("sanction".into(), "sanc\u{ad}tions"), ("x".into(), "x")]);
    }
}
