//! Chains of marks, `(a)(1)(F)`, and what a bare mark inherits from the member before it in a list.

use super::capture::{Part, Path, Place, Step};
use super::number::{mark, roman_value};
use super::space::{Parsed, is_dash, parts_paragraphs, space0};

/// `marks ← mark*`, with white space between them where `spaced`.
///
/// Takes `(a)(1)(F)`; of `(a) and (b)` it takes `(a)`. Where `spaced`, it takes ` (a) (iii)` too.
pub(super) fn marks<'a>(i: &'a str, text: &str, spaced: bool, path: &mut Path) -> Parsed<'a, usize> {
    let (mut rest, mut count) = (i, 0);
    loop {
        let (mut from, gap) = if spaced { space0(rest)? } else { (rest, "") };
        // `Paragraph 9`, an empty line, and `(b)`: another paragraph.
        if parts_paragraphs(gap) {
            return Ok((rest, count));
        }
        if count == 0
            && !spaced
            && let Some(chain) = rest.strip_prefix(' ').filter(|chain| is_chain(chain) || is_of_something(chain))
        {
            from = chain;
        }
        if !from.starts_with('(') && count > 0 {
            // A line break inside a chain, `(a)\n(1)`, is the typesetter's: only directly before a mark.
            from = rest.strip_prefix('\n').unwrap_or(rest);
        }
        let Ok((after, inside)) = mark(from) else { return Ok((rest, count)) };
        // What stands below a blank line is another paragraph's: `paragraph 9⏎⏎(b)`.
        if rest[..rest.len() - from.len()].contains("\n\n") {
            return Ok((rest, count));
        }
        if spaced && from.len() < rest.len() && !(inside.len() <= 4 && inside.bytes().all(|b| b.is_ascii_lowercase())) {
            return Ok((rest, count));
        }
        path.push(Part { step: Step::Mark, place: place(text, inside) });
        (rest, count) = (after, count + 1);
        if count >= 12 {
            return Ok((rest, count));
        }
    }
}

/// Whether these are two marks or more, the first a letter: behind a section's number and a space, `501 (c)(3)`, they are
/// of it; a single one may begin a list.
fn is_chain(i: &str) -> bool {
    mark(i).is_ok_and(|(rest, inside)| {
        inside.len() == 1
            && inside.starts_with(|c: char| c.is_ascii_lowercase())
            && mark(rest).is_ok_and(|(_, next)| next.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// Whether a single mark behind a number and a space is the number's, for the list that it is in is said to be of something:
/// `section 4 (b) and (c) of the Act`, `Article 5 §§ 1 (c), 3 and 4 of the Convention`.
fn is_of_something(i: &str) -> bool {
    let short =
        |inside: &str| inside.len() <= 4 && inside.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let Some((mut rest, _)) = mark(i).ok().filter(|(_, inside)| short(inside)) else { return false };
    for _ in 0..12 {
        let next = [", and ", ", or ", ", ", " and ", " or ", " ", ""].iter().find_map(|join| {
            let next = rest.strip_prefix(join)?;
            let digits = next.bytes().take_while(u8::is_ascii_digit).count();
            let number = (1..=3).contains(&digits) && join.len() > 1;
            mark(next)
                .ok()
                .filter(|(_, inside)| short(inside))
                .map(|(after, _)| after)
                .or_else(|| number.then(|| &next[digits..]))
        });
        match next {
            Some(after) => rest = after,
            None => break,
        }
    }
    rest.starts_with(" of ")
}

/// Where a slice of the text stands in it.
pub(super) fn place(text: &str, slice: &str) -> Place {
    let start = slice.as_ptr() as usize - text.as_ptr() as usize;
    let clip = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Place { start: clip(start), end: clip(start + slice.len()) }
}

/// What a mark's letters or digits are.
#[allow(clippy::struct_excessive_bools, reason = "a mark is of several kinds at once: `(i)` is a letter and a numeral")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    pub digits: bool,
    pub upper: bool,
    /// A single letter or one letter repeated: `(a)`, `(aa)`.
    pub letter: bool,
    pub roman: bool,
}

/// The kinds that a mark can be: `(i)` is a letter and a roman numeral.
pub(crate) fn kind(inside: &str) -> Kind {
    // `(c-1)` was put in behind `(c)` and is of its kind.
    let inside = inside.split(is_dash).next().unwrap_or(inside);
    let first = inside.as_bytes().first().copied().unwrap_or(b'0');
    Kind {
        digits: first.is_ascii_digit(),
        upper: first.is_ascii_uppercase(),
        letter: first.is_ascii_alphabetic() && inside.bytes().all(|b| b == first),
        roman: first.is_ascii_alphabetic() && roman_value(inside).is_some(),
    }
}

/// Whether two marks can stand at the same level.
pub(crate) fn same_kind(a: &str, b: &str) -> bool {
    let (a, b) = (kind(a), kind(b));
    a.digits == b.digits && (a.digits || a.upper == b.upper && (a.letter && b.letter || a.roman && b.roman))
}

/// The path of a bare chain of marks behind a list member: it shares everything above the deepest mark of its kind.
///
/// After `104(a)(1)`, `(2)` is `104(a)(2)` and `(b)` is `104(b)`; `(A)` has no mark of its kind there and shares
/// nothing.
pub(super) fn inherit(text: &str, before: &Path, marks: &Path) -> Option<Path> {
    let first = marks.first()?.place.of(text);
    let is_mark = |part: &Part| part.step == Step::Mark || text[..part.place.start as usize].ends_with('(');
    let at = |fits: &dyn Fn(&str) -> bool| before.iter().rposition(|part| is_mark(part) && fits(part.place.of(text)));
    // The same mark again, `(d)(3)(A)(i) and (d)(5)`; else one of its kind beyond doubt; else one of its kind.
    let deepest = at(&|mark| mark == first)
        .or_else(|| at(&|mark| same_kind(mark, first) && kind(mark).roman == kind(first).roman))
        .or_else(|| at(&|mark| same_kind(mark, first)))?;
    let mut path: Path = before[..deepest].iter().copied().collect();
    path.extend(marks.iter().copied());
    path[deepest].step = before[deepest].step;
    Some(path)
}
