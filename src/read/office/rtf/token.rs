//! RTF as a row of groups, control words and bytes of text.

/// A piece of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    Open,
    Close,
    /// A word behind a backslash, with its number.
    Word(&'t str, Option<i32>),
    /// A sign behind a backslash.
    Sign(u8),
    /// `\'a7`.
    Byte(u8),
    /// Bytes of text.
    Text(&'t [u8]),
}

/// Reads a file piece by piece. Never fails: whatever the bytes, each is passed once.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'t> {
    bytes: &'t [u8],
    pub(super) at: usize,
}

impl<'t> Tokens<'t> {
    pub(super) const fn new(bytes: &'t [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    pub(super) fn next(&mut self) -> Option<Token<'t>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            match byte {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\r' | b'\n' | 0 => {}
                b'\\' => {
                    if let Some(token) = self.control() {
                        return Some(token);
                    }
                }
                _ => {
                    let start = self.at - 1;
                    let end = |b: &u8| matches!(b, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
                    let len = self.bytes[start..].iter().position(end).unwrap_or(self.bytes.len() - start);
                    self.at = start + len;
                    return Some(Token::Text(&self.bytes[start..self.at]));
                }
            }
        }
    }

    /// What stands behind a backslash; `None` for data, which is passed over.
    fn control(&mut self) -> Option<Token<'t>> {
        let rest = &self.bytes[self.at..];
        let letters = rest.iter().take(40).take_while(|b| b.is_ascii_alphabetic()).count();
        if letters == 0 {
            let sign = *rest.first()?;
            self.at += 1;
            if sign != b'\'' {
                // A line break behind a backslash is a paragraph's end.
                return Some(if matches!(sign, b'\r' | b'\n') { Token::Word("par", None) } else { Token::Sign(sign) });
            }
            let digit = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16));
            let (Some(high), Some(low)) = (digit(rest.get(1)), digit(rest.get(2))) else {
                return Some(Token::Sign(b'\''));
            };
            self.at += 2;
            return Some(Token::Byte((high * 16 + low) as u8));
        }
        let word = std::str::from_utf8(&rest[..letters]).unwrap_or_default();
        self.at += letters;
        let rest = &rest[letters..];
        let minus = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[minus..].iter().take(10).take_while(|b| b.is_ascii_digit()).count();
        let mut number = None;
        if digits > 0 {
            let written = std::str::from_utf8(&rest[..minus + digits]).unwrap_or_default();
            number = Some(written.parse::<i64>().unwrap_or_default().clamp(i32::MIN.into(), i32::MAX.into()) as i32);
            self.at += minus + digits;
        }
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        if word == "bin" {
            let len = number.and_then(|n| usize::try_from(n).ok()).unwrap_or_default();
            self.at = self.at.saturating_add(len).min(self.bytes.len());
            return None;
        }
        Some(Token::Word(word, number))
    }

    /// Passes over the rest of the group that is open, its end too; where that end begins.
    pub(super) fn skip_group(&mut self) -> usize {
        let mut depth = 1_usize;
        loop {
            let at = self.at;
            match self.next() {
                Some(Token::Open) => depth += 1,
                Some(Token::Close) if depth == 1 => return self.at - 1,
                Some(Token::Close) => depth -= 1,
                Some(_) => {}
                None => return at.min(self.bytes.len()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens};

    #[test]
    fn words_numbers_signs_and_bytes() {
        let rtf = b"{\\rtf1\\li-20 a\\'a7\\~\\{b\\bin3 }}x\\*\\u8212?\n}";
        let mut tokens = Tokens::new(rtf, 0);
        let mut seen = Vec::new();
        while let Some(token) = tokens.next() {
            seen.push(token);
        }
        let wanted = [
            Token::Open,
            Token::Word("rtf", Some(1)),
            Token::Word("li", Some(-20)),
            Token::Text(b"a"),
            Token::Byte(0xa7),
            Token::Sign(b'~'),
            Token::Sign(b'{'),
            Token::Text(b"b"),
            Token::Sign(b'*'),
            Token::Word("u", Some(8212)),
            Token::Text(b"?"),
            Token::Close,
        ];
        assert_eq!(seen, wanted);
    }

    #[test]
    fn a_group_is_passed_over_to_its_end() {
        let mut tokens = Tokens::new(b"a{b\\}c}d}e", 0);
        assert_eq!((tokens.skip_group(), tokens.at), (8, 9));
        assert_eq!(Tokens::new(b"never closed", 0).skip_group(), 12);
    }
}
