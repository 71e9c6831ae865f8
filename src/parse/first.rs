//! What can stand first, and what next: looks at single letters that spare most tries. None says that a form stands there,
//! only that it can't.

use foldhash::HashMap;

use crate::grammar::{Family, FamilyId, Pattern, Shape};
use crate::text::{ByteSet, Head};

/// Words and what they stand for, found by their first bytes in either case; of those that can stand at one place in the order
/// given.
#[derive(Debug)]
pub(super) struct ByFirst<T> {
    all: Vec<T>,
    heads: Vec<Head>,
    /// By the first byte; and by the first two, where both are letters.
    by_one: Vec<Vec<usize>>,
    by_two: Vec<Vec<usize>>,
}

/// A place for two letters.
fn pair(a: u8, b: u8) -> Option<usize> {
    let letters = a.is_ascii_alphabetic() && b.is_ascii_alphabetic();
    letters.then(|| usize::from(a & 31) << 5 | usize::from(b & 31))
}

impl<T> ByFirst<T> {
    pub(super) fn new(all: Vec<T>, word: impl Fn(&T) -> &str) -> Self {
        let heads: Vec<Head> = all.iter().map(|entry| Head::of(word(entry).as_bytes())).collect();
        let (mut by_one, mut by_two) = (vec![Vec::new(); 256], vec![Vec::new(); 1024]);
        for (at, entry) in all.iter().enumerate() {
            let Some(first) = word(entry).as_bytes().first().map(u8::to_ascii_lowercase) else { continue };
            by_one[usize::from(first)].push(at);
            for second in (b'a'..=b'z').filter(|second| heads[at].fits(Head::of(&[first, *second]))) {
                if let Some(two) = pair(first, second) {
                    by_two[two].push(at);
                }
            }
        }
        Self { all, heads, by_one, by_two }
    }

    /// What a word at the beginning of a text can stand for.
    pub(super) fn at<'s>(&'s self, text: &str) -> impl Iterator<Item = &'s T> + use<'s, T> {
        let numbers: &[usize] = match text.as_bytes() {
            [first, second, ..] => match pair(*first, *second) {
                Some(two) => &self.by_two[two],
                None => &self.by_one[usize::from(first.to_ascii_lowercase())],
            },
            [first] => &self.by_one[usize::from(first.to_ascii_lowercase())],
            [] => &[],
        };
        let head = if numbers.is_empty() { Head::of(b"") } else { Head::of(text.as_bytes()) };
        numbers.iter().filter(move |at| self.heads[**at].fits(head)).map(|at| &self.all[*at])
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.all.iter()
    }
}

/// A form that can begin with a certain byte.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening {
    pub(super) family: FamilyId,
    pub(super) form: usize,
    /// The bytes that can come second.
    second: ByteSet,
    /// The signs that can come behind the number or the word that comes first.
    next: ByteSet,
}

/// Forms by what they can begin with, in the order of the grammar.
#[derive(Debug, Default)]
pub(super) struct Openings {
    by_byte: Vec<Vec<Opening>>,
    /// Those that begin with a word, by that word in small letters, together with the others that can begin there.
    by_word: HashMap<Box<[u8]>, Vec<Opening>>,
    /// These others, by their first byte.
    wordless: Vec<Vec<Opening>>,
    /// By form, the bytes that it can begin with.
    by_form: Vec<Vec<ByteSet>>,
}

/// How long the first word of a form is at most, in bytes.
const WORD: usize = 24;

impl Openings {
    pub(super) fn new(families: &[Family]) -> Self {
        let empty = || -> Vec<Vec<Opening>> { (0..256).map(|_| Vec::new()).collect() };
        let mut out = Self { by_byte: empty(), wordless: empty(), ..Self::default() };
        let all = || families.iter().flat_map(|family| family.forms.iter().map(move |form| (family, &form.pattern)));
        for words in all().filter_map(|(family, pattern)| first_words(pattern, family)) {
            out.by_word.extend(words.into_iter().map(|word| (word.into_bytes().into_boxed_slice(), Vec::new())));
        }
        for (f, family) in families.iter().enumerate() {
            let mut forms = vec![ByteSet::default(); family.forms.len()];
            for (form, spec) in family.forms.iter().enumerate() {
                let mut bytes = vec![None; 256];
                first_bytes(&spec.pattern, family, &mut bytes);
                let (id, words) = (FamilyId::try_from(f).unwrap_or(0), first_words(&spec.pattern, family));
                let next = behind_number(&spec.pattern, family);
                for (byte, second) in (0..=255u8).zip(&bytes) {
                    let Some(second) = *second else { continue };
                    forms[form].insert(byte);
                    let opening = Opening { family: id, form, second, next };
                    out.by_byte[usize::from(byte)].push(opening);
                    if words.is_none() {
                        out.wordless[usize::from(byte)].push(opening);
                    }
                }
                let opening = Opening { family: id, form, second: ByteSet::ALL, next };
                out.add_to_words(&spec.pattern, family, opening, &bytes);
            }
            out.by_form.push(forms);
        }
        out
    }

    /// Adds a form to the words with which it can begin.
    fn add_to_words(&mut self, pattern: &Pattern, family: &Family, opening: Opening, bytes: &[Option<ByteSet>]) {
        // In either case.
        let second = |word: &[u8]| {
            let [small, capital] = [word[0], word[0].to_ascii_uppercase()].map(|byte| bytes[usize::from(byte)]);
            let mut second = small.unwrap_or_default();
            second.extend(capital.unwrap_or_default());
            second
        };
        let Some(mut words) = first_words(pattern, family) else {
            #[expect(clippy::iter_over_hash_type, reason = "each entry is added to by itself")]
            for (word, openings) in &mut self.by_word {
                let second = second(word);
                if second != ByteSet::default() {
                    openings.push(Opening { second, ..opening });
                }
            }
            return;
        };
        words.sort_unstable();
        words.dedup();
        for word in words {
            let next = behind_word(pattern, family, &word);
            if let Some(openings) = self.by_word.get_mut(word.as_bytes()) {
                openings.push(Opening { second: second(word.as_bytes()), next, ..opening });
            }
        }
    }

    /// Whether a form can begin with this byte.
    pub(super) fn begins(&self, family: FamilyId, form: usize, byte: u8) -> bool {
        self.by_form[family as usize][form].has(byte)
    }

    /// The forms that can stand at a place.
    pub(super) fn at<'s>(&'s self, text: &str, start: usize) -> impl Iterator<Item = &'s Opening> + use<'s> {
        let bytes = &text.as_bytes()[start..];
        let (first, second) = (bytes.first().copied().unwrap_or(0), bytes.get(1).copied().unwrap_or(b' '));
        let (openings, next) = match first {
            b'0'..=b'9' => (&self.by_byte[usize::from(first)], sign_behind_number(bytes)),
            b'a'..=b'z' | b'A'..=b'Z' => self.of_word(text, start),
            _ => (&self.by_byte[usize::from(first)], None),
        };
        openings.iter().filter(move |o| o.second.has(second) && next.is_none_or(|sign| o.next.has(sign)))
    }

    /// The forms that can begin with the word at a place, and the sign behind it.
    fn of_word(&self, text: &str, start: usize) -> (&Vec<Opening>, Option<u8>) {
        let bytes = &text.as_bytes()[start..];
        let len = bytes.iter().take(WORD + 1).take_while(|b| b.is_ascii_alphabetic()).count();
        // A letter that isn't ASCII's can be one that is, spelled otherwise.
        if bytes.get(len).is_some_and(|b| !b.is_ascii()) {
            return (&self.by_byte[usize::from(bytes[0])], None);
        }
        let mut word = [0; WORD];
        let small = word.get_mut(..len).map(|small| {
            small.copy_from_slice(&bytes[..len]);
            small.make_ascii_lowercase();
            &*small
        });
        match small.and_then(|word| self.by_word.get(word)) {
            Some(openings) => (openings, sign_behind(text, start + len)),
            None => (&self.wordless[usize::from(bytes[0])], None),
        }
    }
}

/// The words of letters with which a pattern can begin, each whole and in small letters; none where it can begin with something
/// else.
fn first_words(pattern: &Pattern, family: &Family) -> Option<Vec<String>> {
    let word = |text: &str| {
        let len = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        (1..=WORD).contains(&len).then(|| text[..len].to_ascii_lowercase())
    };
    match pattern {
        // Nothing says that a literal ends a word.
        Pattern::Literal(text) => word(text).filter(|word| word.len() < text.len()).map(|word| vec![word]),
        Pattern::Words(list, _) => family.words[*list].spellings.iter().map(|(s, _)| word(s)).collect(),
        Pattern::Seq(items) => match items.as_slice() {
            [Pattern::Literal(text), Pattern::Space, ..] => word(text).map(|word| vec![word]),
            [first, ..] => first_words(first, family),
            [] => None,
        },
        Pattern::Alt(choices) => {
            let each: Option<Vec<_>> = choices.iter().map(|choice| first_words(choice, family)).collect();
            each.map(|each| each.concat())
        }
        Pattern::Space | Pattern::MaybeSpace | Pattern::Field(_) | Pattern::List(_) | Pattern::Opt(_) => None,
    }
}

fn add_second(set: &mut ByteSet, second: Option<u8>) {
    // A space can be any white space, and what isn't ASCII can be spelled otherwise.
    match second {
        Some(second) => {
            set.insert_letter(second);
            set.insert_others();
        }
        None => *set = ByteSet::ALL,
    }
}

/// The bytes with which a pattern can begin, each with those that can come second. Says whether it can also begin with
/// what follows it.
fn first_bytes(pattern: &Pattern, family: &Family, bytes: &mut [Option<ByteSet>]) -> bool {
    let mut word = |word: &str| {
        let (first, second) = (word.as_bytes()[0], word.as_bytes().get(1).copied());
        for first in [first.to_ascii_lowercase(), first.to_ascii_uppercase()] {
            add_second(bytes[first as usize].get_or_insert_default(), second.filter(u8::is_ascii_graphic));
        }
    };
    match pattern {
        Pattern::Literal(text) => word(text),
        Pattern::Words(list, _) => family.words[*list].spellings.iter().for_each(|(s, _)| word(s)),
        Pattern::Field(id) => {
            let firsts = firsts(&family.fields[*id as usize].shape);
            for first in (0..=255u8).filter(|byte| firsts.has(*byte)) {
                bytes[usize::from(first)] = Some(ByteSet::ALL);
            }
        }
        Pattern::Space | Pattern::MaybeSpace => return true,
        Pattern::List(inner) => return first_bytes(inner, family, bytes),
        Pattern::Opt(inner) => {
            first_bytes(inner, family, bytes);
            return true;
        }
        Pattern::Seq(items) => return items.iter().all(|item| first_bytes(item, family, bytes)),
        Pattern::Alt(choices) => {
            return choices.iter().fold(false, |open, choice| first_bytes(choice, family, bytes) | open);
        }
    }
    false
}

/// The bytes with which a field can begin.
fn firsts(shape: &Shape) -> ByteSet {
    match shape {
        Shape::Integer | Shape::Page | Shape::Designator | Shape::Ordinal | Shape::Year | Shape::ShortYear => {
            ByteSet::of(b"0123456789")
        }
        Shape::Regex(regex) => regex.begins(),
        Shape::Date => ByteSet::of(b"JFMASOND"),
        // First, second, third … eleventh, ninth; or 14th.
        Shape::OrdinalWord => ByteSet::of(b"0123456789FSTEN"),
        Shape::Title => ByteSet::of("“\"".as_bytes()),
        Shape::Letter | Shape::Roman | Shape::Words | Shape::Name => {
            let mut out = ByteSet::of(b"0123456789");
            (b'a'..=b'z').for_each(|letter| out.insert_letter(letter));
            out
        }
    }
}

/// What stands between the words of a citation, so that the next word is looked for behind it.
fn is_between(byte: u8) -> bool {
    BETWEEN.contains(&byte)
}

const BETWEEN: [u8; 6] = *b" \n\r\t.,";

/// How far behind a word or number the next is looked for, in bytes.
const NEXT: usize = 32;

/// Whether a sign can't be spelled otherwise, and is no page's: `*219`, `[*219]`.
fn is_plain(sign: u8) -> bool {
    sign.is_ascii_graphic() && !matches!(sign, b'-' | b'\'' | b'"' | b'*' | b'[' | b'_' | b'<' | b']')
}

/// The sign that comes next behind the digits at the beginning; none where it tells nothing.
fn sign_behind_number(bytes: &[u8]) -> Option<u8> {
    let next = *bytes.iter().take(NEXT).find(|b| !b.is_ascii_digit() && !is_between(**b))?;
    is_plain(next).then_some(next)
}

/// The sign that comes next behind a word that ends at `end`; none where it tells nothing.
pub(crate) fn sign_behind(text: &str, end: usize) -> Option<u8> {
    let behind = &text.as_bytes()[end..];
    let gap = behind.iter().take(NEXT).take_while(|b| is_between(**b)).count();
    let next = *behind.get(gap)?;
    // A number on a line of its own can be a page's, inside the citation.
    let page = next.is_ascii_digit() && behind[..gap].contains(&b'\n');
    (is_plain(next) && !page).then_some(next)
}

/// The letters with which the first word can begin behind the number with which a pattern begins; all where it begins with
/// no plain number, or with one that can have letters.
fn behind_number(pattern: &Pattern, family: &Family) -> ByteSet {
    let Pattern::Seq(items) = pattern else { return ByteSet::ALL };
    let [Pattern::Field(id), rest @ ..] = items.as_slice() else { return ByteSet::ALL };
    let plain = matches!(family.fields[*id as usize].shape, Shape::Integer | Shape::Year | Shape::ShortYear);
    let mut signs = ByteSet::default();
    let open = rest.iter().all(|item| next_signs(item, family, &mut signs));
    let numbered = (b'0'..=b'9').any(|digit| signs.has(digit));
    if open || numbered || !plain { ByteSet::ALL } else { signs }
}

/// The signs that can come behind a word in small letters with which a pattern begins; none where it can't begin with it.
pub(super) fn behind_word(pattern: &Pattern, family: &Family, word: &str) -> ByteSet {
    let items = match pattern {
        Pattern::Seq(items) => items.as_slice(),
        pattern => std::slice::from_ref(pattern),
    };
    let Some((first, rest)) = items.split_first() else { return ByteSet::ALL };
    let spellings: Vec<&str> = match first {
        Pattern::Literal(text) => vec![text],
        Pattern::Words(list, _) => family.words[*list].spellings.iter().map(|(s, _)| s.as_str()).collect(),
        Pattern::Alt(choices) => {
            let each = choices.iter().map(|choice| {
                let items = std::iter::once(choice).chain(rest).cloned().collect();
                behind_word(&Pattern::Seq(items), family, word)
            });
            return each.fold(ByteSet::default(), |mut all, signs| {
                all.extend(signs);
                all
            });
        }
        _ => return ByteSet::ALL,
    };
    let mut signs = ByteSet::default();
    for spelling in spellings {
        let same = spelling.bytes().zip(word.bytes()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
        let behind = match (&spelling.as_bytes()[same..], &word.as_bytes()[same..]) {
            (behind, []) => behind,
            // Two spellings of which one begins the other, or a sign that can be spelled otherwise.
            ([], _) => return ByteSet::ALL,
            ([a, ..], [b, ..]) if !a.is_ascii() || !b.is_ascii() => return ByteSet::ALL,
            _ => continue,
        };
        match behind.iter().find(|b| !is_between(**b)) {
            Some(sign) => signs.insert_letter(*sign),
            None if rest.iter().all(|item| next_signs(item, family, &mut signs)) => return ByteSet::ALL,
            None => {}
        }
    }
    signs
}

/// Adds the signs with which a pattern can begin, what stands between words left out. Says whether it can also be nothing
/// else, so that what follows comes next.
fn next_signs(pattern: &Pattern, family: &Family, signs: &mut ByteSet) -> bool {
    let mut word = |word: &str| {
        let sign = word.bytes().find(|b| !is_between(*b));
        if let Some(sign) = sign {
            signs.insert_letter(sign);
        }
        sign.is_none()
    };
    match pattern {
        Pattern::Literal(text) => word(text),
        Pattern::Words(list, _) => family.words[*list].spellings.iter().fold(false, |open, (s, _)| word(s) | open),
        Pattern::Field(id) => {
            let firsts = firsts(&family.fields[*id as usize].shape);
            signs.extend(if BETWEEN.iter().any(|byte| firsts.has(*byte)) { ByteSet::ALL } else { firsts });
            false
        }
        Pattern::Space | Pattern::MaybeSpace => true,
        Pattern::List(inner) => next_signs(inner, family, signs),
        Pattern::Opt(inner) => {
            next_signs(inner, family, signs);
            true
        }
        Pattern::Seq(items) => items.iter().all(|item| next_signs(item, family, signs)),
        Pattern::Alt(choices) => choices.iter().fold(false, |open, choice| next_signs(choice, family, signs) | open),
    }
}

#[cfg(test)]
mod tests {
    use super::{ByFirst, behind_number, behind_word, sign_behind};
    use crate::grammar::{Family, Grammar};
    use crate::text::ByteSet;

    fn form<'g>(grammar: &'g Grammar, key: &str, source: &str) -> Option<(&'g Family, &'g crate::grammar::Pattern)> {
        let family = grammar.families.iter().find(|f| f.key == key)?;
        family.forms.iter().find(|f| f.source.starts_with(source)).map(|form| (family, &form.pattern))
    }

    fn letters(set: ByteSet) -> String {
        (b'a'..=b'z').filter(|b| set.has(*b)).map(char::from).collect()
    }

    #[test]
    fn words_are_found_by_their_first_letters() {
        let words = ByFirst::new(vec!["section", "§", "Act", "s"], |w| w);
        let at = |text: &str| words.at(text).copied().collect::<Vec<_>>();
        assert_eq!(at("Sect"), ["section", "s"]);
        assert_eq!(at("act"), ["Act"]);
        assert_eq!(at("all"), [""; 0]);
        assert_eq!(at(""), [""; 0]);
    }

    #[test]
    fn a_number_is_followed_by_the_words_of_its_form() {
        let grammar = Grammar::builtin().unwrap_or_else(|e| panic!("{e}"));
        let (family, pattern) = form(&grammar, "federal-register", "{volume}~<fr>").expect("there");
        assert_eq!(letters(behind_number(pattern, family)), "f");
    }

    #[test]
    fn a_word_is_followed_by_what_its_form_says() {
        let grammar = Grammar::builtin().unwrap_or_else(|e| panic!("{e}"));
        let (family, pattern) = form(&grammar, "public-law", "(<laws>|<law>)").expect("there");
        let behind = behind_word(pattern, family, "pub.");
        assert_eq!(letters(behind), "l");
        assert!(!behind.has(b'1'));
        assert_eq!(letters(behind_word(pattern, family, "quay")), "");
    }

    #[test]
    fn the_next_sign_may_be_one_that_tells_nothing() {
        assert_eq!(sign_behind("Pub.\n L. 1", 4), Some(b'L'));
        assert_eq!(sign_behind("title 28", 5), Some(b'2'));
        assert_eq!(sign_behind("title\n28\n§ 5", 5), None);
        assert_eq!(sign_behind("title § 5", 5), None);
        assert_eq!(sign_behind("title (5)", 5), Some(b'('));
        assert_eq!(sign_behind("title *12 5", 5), None);
        assert_eq!(sign_behind("title", 5), None);
    }
}
