//! Grammar patterns → nom parsers.
//!
//! A [`Pattern`] is compiled once into a tree of nodes; running the tree is one ordered-choice descent without
//! going back into what has matched, so its cost is linear in what it takes.

use nom::Parser;
use nom::bytes::complete::take;

use super::capture::{Capture, Item, Part, Path, Step};
use super::first::ByFirst;
use super::marks::{inherit, marks, place};
use super::number;
use super::space::{Parsed, Separator, parts_paragraphs, separator, space0, space1};
use crate::grammar::{Family, Field, FieldId, Pattern, Shape, Words};
use crate::text::common;

/// What a run has kept so far.
pub(super) struct Run<'t> {
    pub text: &'t str,
    pub family: &'t Family,
    pub current: Item,
    pub items: Vec<Item>,
    /// Words that, after a number, show that the number begins another citation.
    pub followers: &'t ByFirst<String>,
    /// Words that, after a number, show that it counts something.
    pub counted: &'t ByFirst<String>,
    /// The words of the language.
    pub words: &'t Words,
}

/// `pattern`, from the beginning of `i`.
pub(super) fn run<'a>(pattern: &Pattern, i: &'a str, run_: &mut Run<'_>) -> Parsed<'a, ()> {
    match pattern {
        Pattern::Literal(literal) => literal_ci(literal, i),
        Pattern::Space => space1(i).map(|(rest, _)| (rest, ())),
        Pattern::MaybeSpace => space0(i).map(|(rest, _)| (rest, ())),
        Pattern::Words(list, into) => words(*list, *into, i, run_),
        Pattern::Field(id) => field(*id, i, run_),
        Pattern::List(inner) => list(inner, i, run_),
        Pattern::Seq(items) => {
            let mut rest = i;
            for item in items {
                rest = run(item, rest, run_)?.0;
            }
            Ok((rest, ()))
        }
        Pattern::Opt(inner) => attempt(inner, i, run_).or(Ok((i, ()))),
        Pattern::Alt(choices) => {
            choices.iter().find_map(|choice| attempt(choice, i, run_).ok()).ok_or(nom::Err::Error(()))
        }
    }
}

/// Runs a pattern; what it kept is forgotten when it fails.
fn attempt<'a>(pattern: &Pattern, i: &'a str, run_: &mut Run<'_>) -> Parsed<'a, ()> {
    let (fields, path, items) = (run_.current.fields.len(), run_.current.path.len(), run_.items.len());
    let result = run(pattern, i, run_);
    if result.is_err() {
        run_.current.fields.truncate(fields);
        run_.current.path.truncate(path);
        run_.items.truncate(items);
    }
    result
}

/// A literal in either case; a dash is any dash, an apostrophe any apostrophe, a space any white space.
pub(super) fn literal_ci<'a>(literal: &str, i: &'a str) -> Parsed<'a, ()> {
    let (want, got) = (literal.as_bytes(), i.as_bytes());
    // Most signs are what they are, in one case or the other, and most tries fail at one of the first.
    let same = common(want, got);
    match (want.get(same), got.get(same)) {
        (None, _) => return Ok((&i[same..], ())),
        (Some(w), Some(g)) if w.is_ascii_graphic() && g.is_ascii_graphic() => return Err(nom::Err::Error(())),
        _ => {}
    }
    let (mut w, mut g) = (same, same);
    while w < want.len() {
        match got.get(g) {
            Some(byte) if byte.is_ascii() && want[w].eq_ignore_ascii_case(byte) && want[w] != b' ' => {
                (w, g) = (w + 1, g + 1);
            }
            Some(byte) if want[w] == b' ' && (*byte == b' ' || !byte.is_ascii_graphic()) => {
                let (rest, _) = space1(&i[g..])?;
                g = i.len() - rest.len();
                w += 1;
            }
            // Only what isn't ASCII on one side can be the same sign spelled otherwise.
            Some(byte) if !byte.is_ascii() || !want[w].is_ascii() => {
                let sign = literal[w..].chars().next();
                if sign == i[g..].chars().next() {
                    let len = sign.map_or(1, char::len_utf8);
                    (w, g) = (w + len, g + len);
                    continue;
                }
                let (mut rest, _) = take(1usize).parse(&literal[w..])?;
                let wanted = &literal[w..literal.len() - rest.len()];
                w = literal.len() - rest.len();
                if let Some(behind) = damaged(wanted, &i[g..]) {
                    g = i.len() - behind.len();
                    continue;
                }
                (rest, _) = take(1usize).parse(&i[g..])?;
                if fold(&i[g..i.len() - rest.len()]) != fold(wanted) {
                    return Err(nom::Err::Error(()));
                }
                g = i.len() - rest.len();
            }
            _ => return Err(nom::Err::Error(())),
        }
    }
    Ok((&i[g..], ()))
}

/// What follows a section sign that a wrong encoding made of one: `Â§`, or the sign for a character that got lost.
fn damaged<'a>(wanted: &str, i: &'a str) -> Option<&'a str> {
    (wanted == "§").then(|| i.strip_prefix("Â§").or_else(|| i.strip_prefix('\u{fffd}')))?
}

fn fold(sign: &str) -> Option<char> {
    sign.chars().next().and_then(crate::text::fold_char)
}

fn words<'a>(list: usize, into: Option<FieldId>, i: &'a str, run_: &mut Run<'_>) -> Parsed<'a, ()> {
    let words = &run_.family.words[list];
    for (n, spelling) in words.that_may_begin(i) {
        let Ok((rest, ())) = literal_ci(spelling, i) else { continue };
        let taken = &i[..i.len() - rest.len()];
        if words.exact && !same_case(spelling, taken) || !ends_word(spelling, rest) {
            continue;
        }
        if let Some(field) = into {
            let spelling = Some((u16::try_from(list).unwrap_or(0), u16::try_from(n).unwrap_or(0)));
            let place = place(run_.text, taken);
            run_.current.fields.push(Capture { field, place, spelling });
            if run_.family.fields[field as usize].path.is_some() {
                run_.current.path.push(Part { step: Step::Field(field), place });
            }
        }
        return Ok((rest, ()));
    }
    Err(nom::Err::Error(()))
}

fn same_case(spelling: &str, taken: &str) -> bool {
    spelling.chars().filter(|c| c.is_alphabetic()).eq(taken.chars().filter(|c| c.is_alphabetic()))
}

/// A spelling that ends in a letter has to end a word there.
pub(super) fn ends_word(spelling: &str, rest: &str) -> bool {
    !spelling.ends_with(char::is_alphabetic) || !rest.starts_with(|c: char| c.is_alphabetic())
}

fn field<'a>(id: FieldId, i: &'a str, run_: &mut Run<'_>) -> Parsed<'a, ()> {
    let field = &run_.family.fields[id as usize];
    let (rest, taken) = shape(field, i, run_.followers, run_.words)?;
    let place = place(run_.text, taken);
    run_.current.fields.push(Capture { field: field.target.unwrap_or(id), place, spelling: None });
    if let Some(level) = field.level {
        run_.current.path.push(Part { step: Step::Level(level), place });
    } else if field.path.is_some() {
        run_.current.path.push(Part { step: Step::Field(id), place });
    }
    if matches!(field.shape, Shape::Designator | Shape::Regex(_)) && field.level.is_some() {
        let (rest, _) = marks(rest, run_.text, false, &mut run_.current.path)?;
        return Ok((rest, ()));
    }
    Ok((rest, ()))
}

/// The text of a field's shape, within its bounds.
fn shape<'a>(field: &Field, i: &'a str, followers: &ByFirst<String>, words: &Words) -> Parsed<'a, &'a str> {
    let (rest, taken) = match &field.shape {
        Shape::Integer => number::integer(i)?,
        Shape::Page => number::page(i)?,
        Shape::Designator => without(field.lacks.as_deref(), i, number::designator(i)?.1),
        Shape::Roman => number::roman(i)?,
        Shape::Letter => number::capital(i)?,
        Shape::Ordinal => number::ordinal(words, i)?,
        Shape::OrdinalWord => number::ordinal_word(words, i)?,
        Shape::Year => number::year(i)?,
        Shape::ShortYear => number::short_year(i)?,
        Shape::Title => number::title(i)?,
        Shape::Date => number::date(words, i)?,
        Shape::Regex(regex) => match regex.find(i) {
            Some(m) if !m.is_empty() => (&i[m.end()..], m.as_str()),
            _ => return Err(nom::Err::Error(())),
        },
        Shape::Words | Shape::Name => return Err(nom::Err::Error(())),
    };
    let bounded = field.from > 0 || field.to < u64::MAX;
    let within = || {
        let value = match field.shape {
            Shape::Roman => number::roman_value(taken).or_else(|| number::value(taken)),
            Shape::Ordinal | Shape::OrdinalWord => number::ordinal_value_in(words, taken),
            _ => number::value(taken),
        };
        value.is_some_and(|v| (field.from..=field.to).contains(&v))
    };
    // Any dash is a hyphen here, as everywhere.
    let holds = |sign: &str| taken.contains(sign) || sign == "-" && taken.contains(super::is_dash);
    let marks_fit = field.contains.as_ref().is_none_or(|c| holds(c)) && field.lacks.as_ref().is_none_or(|c| !holds(c));
    // A number that runs on into letters is no number, `757x`, unless they are what it counts: `1CFR2.7`.
    let runs_on = matches!(field.shape, Shape::Integer) && rest.starts_with(|c: char| c.is_alphanumeric());
    let ends = !runs_on || followed(rest, followers);
    if (!bounded || within()) && marks_fit && ends { Ok((rest, taken)) } else { Err(nom::Err::Error(())) }
}

/// A designator without the number of a footnote behind it, where its field `lacks` a full stop: of `§ 1001.3 The` it is
/// 1001.
fn without<'a>(lacks: Option<&str>, i: &'a str, taken: &'a str) -> (&'a str, &'a str) {
    let note = |at: usize| {
        let (note, behind) = (&taken[at + 1..], &i[taken.len()..]);
        let sentence = behind.trim_start_matches(' ');
        let ended =
            sentence.starts_with('\n') || sentence.len() < behind.len() && sentence.starts_with(char::is_uppercase);
        note.len() <= 3 && note.bytes().all(|b| b.is_ascii_digit()) && ended
    };
    let end = lacks.filter(|sign| *sign == ".").and_then(|sign| taken.find(sign)).filter(|at| note(*at));
    let end = end.unwrap_or(taken.len());
    (&i[end..], &i[..end])
}

/// `list ← member (separator member | separator marks)*`
fn list<'a>(member: &Pattern, i: &'a str, run_: &mut Run<'_>) -> Parsed<'a, ()> {
    let shared = run_.current.clone();
    let mut rest = one(member, i, run_, &shared)?;
    let first_len = run_.items.last().map_or(0, |item| item.place.end - item.place.start);
    let mut slashed = false;
    loop {
        let (after_open, open) = et_seq(&run_.words.et_seq, rest)?;
        if open && let Some(last) = run_.items.last_mut() {
            last.open = true;
            last.place = place(run_.text, &run_.text[last.place.start as usize..run_.text.len() - after_open.len()]);
            rest = after_open;
        }
        // `425 (1978) of 19 March 1978, 501 (1982)`: the day of one member stands before the next.
        let dated = dated_aside(run_.words, rest).and_then(|(behind, ())| separator(behind));
        let Ok((next, how)) = dated.or_else(|_| separator(rest)).or_else(|e| {
            let item = run_.items.last().map_or("", |item| item.place.of(run_.text));
            let next = slash(item, rest, slashed).ok_or(e)?;
            slashed = true;
            Ok::<_, nom::Err<()>>((next, Separator::And))
        }) else {
            break;
        };
        if begins_item(rest, next) {
            break;
        }
        if how == Separator::Through {
            match range_end(member, next, run_, &shared) {
                Some(after) => rest = after,
                None => break,
            }
            continue;
        }
        if let Some(after) = bare_marks(next, run_) {
            rest = after;
            continue;
        }
        // What comes after a comma may be the date or an unrelated number: a member looks like its neighbours.
        let Ok(after) = one(member, next, run_, &shared) else { break };
        let sections = run_.items.last().is_some_and(|item| !item.path.is_empty());
        if begins_other(next, sections, run_.followers) {
            run_.items.pop();
            break;
        }
        // A section may have any number; among orders and the like a number of four digits is a year.
        let numbered = run_.items.last().is_some_and(|item| item.path.is_empty());
        let item = run_.items.last().map(|item| item.place.of(run_.text)).unwrap_or_default();
        let year_like =
            numbered && item.len() == 4 && (item.starts_with("19") || item.starts_with("20")) && first_len != 4;
        let goes_on = et_seq(&run_.words.et_seq, after).is_ok_and(|(_, open)| open);
        let lone = how == Separator::Comma
            && !goes_on
            && after.trim_start().starts_with(|c: char| c.is_alphabetic())
            && dated_aside(run_.words, after).is_err()
            && !separator(after).is_ok_and(|(_, how)| how != Separator::Comma);
        if year_like || lone || followed(after, run_.followers) || followed(after, run_.counted) {
            run_.items.pop();
            break;
        }
        rest = after;
    }
    run_.current = shared;
    Ok((rest, ()))
}

/// `aside ← space1 'of' space1 digit{1,2} space1 month (space1 year)?`, the day of a member.
fn dated_aside<'a>(words: &Words, i: &'a str) -> Parsed<'a, ()> {
    let (rest, _) = space1(i)?;
    let rest = rest.strip_prefix("of").ok_or(nom::Err::Error(()))?;
    let (rest, _) = space1(rest)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (rest, _) = space1(&rest[digits..])?;
    let (rest, ()) = number::month(words, rest)?;
    if !(1..=2).contains(&digits) {
        return Err(nom::Err::Error(()));
    }
    let year = space1(rest).and_then(|(rest, _)| number::year(rest));
    Ok((year.map_or(rest, |(rest, _)| rest), ()))
}

/// What follows a slash between whole numbers, `1718/1874/2087`. `2019/2670` and `1373/2001` are one number with its year,
/// unless a slash has parted two numbers before.
fn slash<'a>(item: &str, i: &'a str, before: bool) -> Option<&'a str> {
    let next = i.strip_prefix('/')?;
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let n = digits(next);
    let whole = (3..=5).contains(&n) && (3..=5).contains(&item.len()) && digits(item) == item.len();
    let more = next[n..].strip_prefix('/').is_some_and(|r| digits(r) >= 3);
    let years = ends_in_year(item) || ends_in_year(&next[..n]);
    (whole && (before || more || !years)).then_some(next)
}

/// Whether four digits from 1900 to 2099, and no more, stand at the end.
pub(super) fn ends_in_year(i: &str) -> bool {
    let digits = i.bytes().rev().take_while(u8::is_ascii_digit).count();
    digits == 4 && matches!(&i[i.len() - 4..i.len() - 2], "19" | "20")
}

/// `et seq.`, `and following`, `ff.`
pub(super) fn et_seq<'a>(words: &[String], i: &'a str) -> Parsed<'a, bool> {
    let after_comma = i.strip_prefix(',').unwrap_or(i);
    let (rest, _) = space0(after_comma)?;
    let Some(first) = rest.bytes().next() else { return Ok((i, false)) };
    for open in words.iter().filter(|w| w.as_bytes()[0].eq_ignore_ascii_case(&first)) {
        if let Ok((rest, ())) = literal_ci(open, rest) {
            return Ok((rest, true));
        }
    }
    Ok((i, false))
}

/// One member: runs the pattern on a fresh copy of what the list shares, and keeps it.
fn one<'a>(member: &Pattern, i: &'a str, run_: &mut Run<'_>, shared: &Item) -> Result<&'a str, nom::Err<()>> {
    run_.current = shared.clone();
    let (rest, ()) = run(member, i, run_)?;
    let mut item = std::mem::take(&mut run_.current);
    item.place = place(run_.text, &i[..i.len() - rest.len()]);
    run_.items.push(item);
    Ok(rest)
}

/// Whether what follows a separator is an item of the sentence's own list, on a line of its own: `…; and`, a line break,
/// and `(2) by striking`.
pub(super) fn begins_item(rest: &str, next: &str) -> bool {
    let gap = &rest[..rest.len() - next.len()];
    // In text with an empty line behind every line a list goes on below one, `841(a)(1) and`, `(b)(1)(B)`: an item's mark
    // stands alone, and has words behind it.
    let begins = |(behind, _): (&str, &str)| {
        let words = behind.trim_start_matches(super::is_space);
        words.starts_with(char::is_alphabetic) && !["of ", "and ", "or "].iter().any(|w| words.starts_with(w))
    };
    number::mark_at(next).is_some_and(begins) && (gap.starts_with(';') && gap.contains('\n') || parts_paragraphs(gap))
}

/// Behind `through` or a dash: the last member of a range, whole or as bare marks.
fn range_end<'a>(member: &Pattern, i: &'a str, run_: &mut Run<'_>, shared: &Item) -> Option<&'a str> {
    let mut path = Path::new();
    let last = run_.items.last()?.clone();
    let rest = match marks(i, run_.text, false, &mut path) {
        Ok((rest, n)) if n > 0 => {
            let end = inherit(run_.text, &last.path, &path)?;
            run_.items.last_mut()?.range_end = Some(Box::new(end));
            rest
        }
        _ if i.starts_with('.') && last.path.len() == 1 => {
            // `510.201 through .214`: the part's number is left out.
            let (rest, number) = number::designator(&i[1..]).ok()?;
            path.push(Part { step: last.path.first()?.step, place: place(run_.text, number) });
            run_.items.last_mut()?.range_end = Some(Box::new(path));
            rest
        }
        // `§§ 164.404–410`: it is left out with its stop, too.
        _ if elides_part(run_.text, &last.path, i) => {
            let (rest, number) = number::designator(i).ok()?;
            path.push(Part { step: last.path.first()?.step, place: place(run_.text, number) });
            run_.items.last_mut()?.range_end = Some(Box::new(path));
            rest
        }
        _ => {
            let rest = one(member, i, run_, shared).ok()?;
            let end = run_.items.pop()?;
            if followed(rest, run_.followers) {
                return None;
            }
            let item = run_.items.last_mut()?;
            item.range_end = Some(Box::new(end.path));
            item.range_fields = Some(Box::new(end.fields));
            rest
        }
    };
    let item = run_.items.last_mut()?;
    item.place = place(run_.text, &run_.text[item.place.start as usize..run_.text.len() - rest.len()]);
    Some(rest)
}

/// Whether the digits at `i` go on with the digits behind the stop of a number: `410` after `164.404–`.
fn elides_part(text: &str, path: &Path, i: &str) -> bool {
    let [part] = path.as_slice() else { return false };
    let Some((_, last)) = part.place.of(text).split_once('.') else { return false };
    let digits = i.bytes().take_while(u8::is_ascii_digit).count();
    digits >= 3
        && digits == last.len()
        && &i[..digits] > last
        && !i[digits..].starts_with(|c: char| c.is_alphanumeric() || super::is_dash(c))
        && !i[digits..].strip_prefix('.').is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()))
}

/// A member that is only marks: `(b)` after `104(a)`.
fn bare_marks<'a>(i: &'a str, run_: &mut Run<'_>) -> Option<&'a str> {
    let mut path = Path::new();
    let (rest, count) = marks(i, run_.text, false, &mut path).ok()?;
    let last = run_.items.last()?;
    if count == 0 {
        return None;
    }
    let path = inherit(run_.text, &last.path, &path)?;
    let place = place(run_.text, &i[..i.len() - rest.len()]);
    let fields = last.fields.clone();
    run_.items.push(Item { place, fields, path, ..Item::default() });
    Some(rest)
}

/// Whether a number just read is the volume or title of another citation: `and 1 CFR part 51`.
pub(super) fn followed(rest: &str, followers: &ByFirst<String>) -> bool {
    let Ok((rest, _)) = space0(rest.strip_prefix('.').unwrap_or(rest)) else { return false };
    followers
        .at(rest)
        .any(|f| rest.get(..f.len()).is_some_and(|head| head.eq_ignore_ascii_case(f) && ends_word(f, &rest[f.len()..])))
}

/// Whether the digits at the beginning are the volume or title of another citation, glued to it or not: `1CFR2.7`; behind
/// sections with a comma, too, `28 U.S.C. 1746; 42, U.S.C., Section 1983`.
fn begins_other(i: &str, sections: bool, followers: &ByFirst<String>) -> bool {
    let digits = i.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &i[digits..];
    digits > 0 && followed(behind.strip_prefix(',').filter(|_| sections).unwrap_or(behind), followers)
}
