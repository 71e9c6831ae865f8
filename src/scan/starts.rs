//! Where words begin that may be anchors: eight bytes at a time, then three letters against a table.
//!
//! Every anchor begins a word or is a sign (`§`, `¶`). So the scan never looks inside words: it finds the letters
//! that follow a non-letter, eight bytes in a handful of instructions, and asks a 4 KiB table whether any anchor
//! begins with these three letters. Only where one does is the automaton asked, anchored there.

/// A set of three-letter beginnings, five bits a letter: enough to tell letters apart in either case.
#[derive(Clone, Debug)]
pub(super) struct Beginnings {
    bits: Box<[u64; 512]>,
    /// Second bytes of two-byte signs that begin with `0xC2`.
    signs: Vec<u8>,
}

/// The first byte of `§` and `¶` in UTF-8.
const SIGN: u8 = 0xC2;

impl Beginnings {
    /// The beginnings of some words.
    pub(super) fn new<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let (mut bits, mut signs) = (Box::new([0u64; 512]), Vec::new());
        for word in words {
            match word.as_bytes() {
                [SIGN, second, ..] => signs.push(*second),
                [a, b, c, ..] => set(&mut bits, index(*a, *b, *c)),
                // What follows a shorter word can be anything.
                [a, b] => (0..32).for_each(|c| set(&mut bits, index(*a, *b, c))),
                // A letter is a word where no letter follows it.
                [a] => (0..=u8::MAX).filter(|b| !b.is_ascii_alphabetic()).for_each(|b| {
                    (0..32).for_each(|c| set(&mut bits, index(*a, b, c)));
                }),
                [] => {}
            }
        }
        Self { bits, signs }
    }

    fn may_begin(&self, bytes: &[u8], at: usize) -> bool {
        let rest = &bytes[at..];
        let [a, b, c] = match rest.first_chunk::<3>() {
            Some(three) => *three,
            None => [rest[0], rest.get(1).copied().unwrap_or(0), 0],
        };
        if a == SIGN {
            return self.signs.contains(&b);
        }
        let index = index(a, b, c);
        self.bits[index >> 6] >> (index & 63) & 1 == 1
    }
}

fn set(bits: &mut [u64; 512], index: usize) {
    bits[index >> 6] |= 1 << (index & 63);
}

fn index(a: u8, b: u8, c: u8) -> usize {
    usize::from(a & 31) << 10 | usize::from(b & 31) << 5 | usize::from(c & 31)
}

const ONES: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x8080_8080_8080_8080;

/// The places in `bytes` at which a word begins that may be an anchor, ascending.
pub(super) struct Starts<'t> {
    bytes: &'t [u8],
    beginnings: &'t Beginnings,
    /// Where the next eight bytes begin.
    next: usize,
    /// Where the eight bytes in `mask` began, and which of them begin a word: the top bit of each byte.
    block: usize,
    mask: u64,
    /// Whether the byte before `next` is a letter, in the lowest byte's top bit.
    letter: u64,
}

impl<'t> Starts<'t> {
    pub(super) fn new(text: &'t str, beginnings: &'t Beginnings) -> Self {
        Self { bytes: text.as_bytes(), beginnings, next: 0, block: 0, mask: 0, letter: 0 }
    }

    fn load(&mut self) -> bool {
        let Some(rest) = self.bytes.get(self.next..).filter(|r| !r.is_empty()) else { return false };
        let word = match rest.first_chunk::<8>() {
            Some(chunk) => u64::from_le_bytes(*chunk),
            None => rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)),
        };
        // Per byte: the top bit is set where the byte, made small, lies between `a` and `z`.
        let small = (word | (ONES * 0x20)) & !TOPS;
        let letters = (small + ONES * 0x1f) & !(small + ONES * 0x05) & !word & TOPS;
        let signs = zero_bytes(word ^ (ONES * u64::from(SIGN)));
        self.mask = letters & !(letters << 8 | self.letter) | signs;
        self.letter = letters >> 56;
        self.block = self.next;
        self.next += 8;
        true
    }
}

/// The top bit of every byte that is zero; a byte behind a zero one may be marked too, which only costs a look.
fn zero_bytes(word: u64) -> u64 {
    word.wrapping_sub(ONES) & !word & TOPS
}

impl Iterator for Starts<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        loop {
            while self.mask != 0 {
                let at = self.block + (self.mask.trailing_zeros() >> 3) as usize;
                self.mask &= self.mask - 1;
                if self.beginnings.may_begin(self.bytes, at) {
                    return Some(at);
                }
            }
            if !self.load() {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Beginnings, Starts};

    fn starts(text: &str) -> Vec<usize> {
        let beginnings = Beginnings::new(["section", "act", "s.", "§", "cfr"].into_iter());
        Starts::new(text, &beginnings).collect()
    }

    #[test]
    fn words_and_signs_wherever_a_block_of_eight_ends() {
        assert_eq!(starts("section"), [0]);
        assert_eq!(starts("subsections, Section 5"), [13]);
        for pad in 0..20 {
            let text = format!("{}Act §{}5", " ".repeat(pad), " ".repeat(pad));
            assert_eq!(starts(&text), [pad, pad + 4], "{text:?}");
        }
    }

    #[test]
    fn digits_before_a_word_and_letters_beyond_ascii_part_words() {
        assert_eq!(starts("1CFR2.7"), [1]);
        assert_eq!(starts("naïve action éact S. 201"), [7, 16, 20]);
    }

    #[test]
    fn agrees_with_looking_at_every_byte() {
        let text = "Under section 5 of the Act,\u{a0}§ 12 S. 201 and transactional facts; “Act” (sec) \u{ad}act.";
        let simple: Vec<usize> = (0..text.len())
            .filter(|&i| text.is_char_boundary(i))
            .filter(|&i| !(i > 0 && text.as_bytes()[i - 1].is_ascii_alphabetic()))
            .filter(|&i| ["sec", "act", "s.", "§", "cfr"].iter().any(|w| text[i..].to_lowercase().starts_with(w)))
            .collect();
        assert_eq!(starts(text), simple);
    }
}
