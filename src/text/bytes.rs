//! Sets of bytes: a look at one tells most places apart.

/// A set of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ByteSet([u64; 4]);

impl ByteSet {
    /// Every byte.
    pub(crate) const ALL: Self = Self([u64::MAX; 4]);

    /// The set of these bytes.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut out = Self::default();
        for byte in bytes {
            out.insert(*byte);
        }
        out
    }

    pub(crate) fn insert(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    pub(crate) fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1
    }

    /// Adds what another has.
    pub(crate) fn extend(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(own, other)| *own |= other);
    }

    /// Adds the letters of a byte in both cases.
    pub(crate) fn insert_letter(&mut self, byte: u8) {
        self.insert(byte.to_ascii_lowercase());
        self.insert(byte.to_ascii_uppercase());
    }

    /// Adds every byte of what isn't ASCII.
    pub(crate) fn insert_others(&mut self) {
        (self.0[2], self.0[3]) = (u64::MAX, u64::MAX);
    }
}

/// ASCII's letters in small, its other signs as they are; 0 for what else there is, which can be spelled in several ways.
const FOLDED: [u8; 256] = {
    let mut folded = [0; 256];
    let mut byte = b'!';
    while byte <= b'~' {
        folded[byte as usize] = byte.to_ascii_lowercase();
        byte += 1;
    }
    folded
};

/// How many signs two texts have in common from the beginning, in either case, up to one that can be spelled in several ways.
pub(crate) fn common(a: &[u8], b: &[u8]) -> usize {
    let same =
        |(a, b): &(&u8, &u8)| FOLDED[usize::from(**a)] == FOLDED[usize::from(**b)] && FOLDED[usize::from(**a)] != 0;
    a.iter().zip(b).take_while(same).count()
}

/// The first four signs of a word or of a text, to tell at one look that they can't be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    signs: u32,
    /// Which of them count: those before the first that can be spelled in several ways, for it can be of any length.
    counted: u32,
}

impl Head {
    pub(crate) fn of(text: &[u8]) -> Self {
        let (mut signs, mut counted) = ([0; 4], [0; 4]);
        let plain = text.iter().take(4).map(|byte| FOLDED[usize::from(*byte)]).take_while(|sign| *sign != 0);
        for (at, sign) in plain.enumerate() {
            (signs[at], counted[at]) = (sign, u8::MAX);
        }
        Self { signs: u32::from_ne_bytes(signs), counted: u32::from_ne_bytes(counted) }
    }

    /// Whether a text that begins so can begin with a word that begins so.
    pub(crate) fn fits(self, text: Self) -> bool {
        (self.signs ^ text.signs) & self.counted & text.counted == 0
    }
}

#[cfg(test)]
mod tests {
    use super::{Head, common};

    #[test]
    fn heads_tell_words_apart_and_leave_open_what_can_be_spelled_otherwise() {
        let fits = |word: &str, text: &str| Head::of(word.as_bytes()).fits(Head::of(text.as_bytes()));
        assert!(fits("section", "SECTIONS") && fits("s", "section") && fits("U. S.", "U.\u{a0}S."));
        assert!(fits("E.–O.", "E.-O.") && fits("Act", "") && fits("S. Con.", "S. *12 Con."));
        assert!(!fits("part", "para") && !fits("U.S.", "U.K."));
    }

    #[test]
    fn what_is_common_ends_at_a_space() {
        assert_eq!(common(b"Pub. L.", b"PUB. L. 1"), 4);
        assert_eq!(common(b"Act", b"Action"), 3);
        assert_eq!(common(b"Act", b"Axe"), 1);
    }
}
