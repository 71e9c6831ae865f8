//! Units: `sections 104(a), (b)(1) and 302`, `paragraph (1) of subsection (a)`, `title V, § 506`.

use super::capture::{Item, Part, Path, Step};
use super::marks::{inherit, marks, place};
use super::number::{capital, designator, roman};
use super::pattern::{begins_item, ends_word, et_seq, followed, literal_ci};
use super::space::{Parsed, Separator, is_space, parts_paragraphs, separator, space0, space1};
use super::{Parser, Unit};
use crate::grammar::{Ladder, LevelId, LevelNumber};

/// One unit word with its numbers.
#[derive(Clone, Debug)]
pub struct Group {
    /// The level.
    pub level: LevelId,
    /// Where the unit word begins.
    pub start: usize,
    /// Its members; the place of the first includes the unit word.
    pub items: Vec<Item>,
    /// One past its last byte.
    pub end: usize,
}

/// Whether two numbers are of the same title or part, as `28-3803` and `28-3904`.
fn share_title(text: &str, a: &Path, b: &Path) -> bool {
    let title = |path: &Path| path[0].place.of(text).split_once(['-', '–', '.', ':']).map(|(title, _)| title);
    title(a).is_some() && title(a) == title(b)
}

impl Parser {
    /// `unit ← unit-word space0 members`, from `start`; the caller knows that a unit word of `level` begins there.
    ///
    /// Takes `sections 104(a), (b)(1) and 302`, `§§ 1701–1708`, `title V`, `paragraph 8 (a)`; refuses `section on`.
    pub(super) fn group(
        &self,
        text: &str,
        start: usize,
        level: LevelId,
        plural: bool,
        word_len: usize,
    ) -> Option<Group> {
        let after_word = &text[start + word_len..];
        let (i, _) = space0(after_word).ok()?;
        let (mut rest, first) = self.unit_number(text, i, level).ok()?;
        let word = &text[start..start + word_len];
        let mut items =
            vec![Item { place: place(text, &text[start..text.len() - rest.len()]), path: first, ..Item::default() }];
        let mut tentative: Option<(usize, &str)> = None;
        loop {
            let (after, open) = et_seq(&self.grammar.words.et_seq, rest).ok()?;
            if open {
                let last = items.last_mut()?;
                last.open = true;
                last.place = place(text, &text[last.place.start as usize..text.len() - after.len()]);
                rest = after;
            }
            let Ok((next, how)) = separator(rest) else { break };
            if begins_item(rest, next) {
                break;
            }
            let mut path = Path::new();
            let last = items.last()?;
            let (after, path) = match marks(next, text, false, &mut path) {
                Ok((after, n)) if n > 0 => match inherit(text, &last.path, &path) {
                    // `section 104(a), and (2) the President` lists something else.
                    Some(path) => (after, path),
                    None => break,
                },
                _ => {
                    // `… through .38`: the part's number is left out.
                    let elided = next.strip_prefix('.').filter(|r| r.starts_with(|c: char| c.is_ascii_digit()));
                    if elided.is_some() && how != Separator::Through {
                        break;
                    }
                    let Ok((after, path)) = self.unit_number(text, elided.unwrap_or(next), level) else { break };
                    // `section 104 or 105 of the Act`: a list only if it is of something. `section 28-3803, 28-3805, or
                    // 28-3904` can be nothing else.
                    if !plural && how != Separator::Through && !share_title(text, &last.path, &path) {
                        tentative.get_or_insert((items.len(), rest));
                    }
                    if followed(after, &self.followers) || self.starts_citation(text, text.len() - next.len()) {
                        break;
                    }
                    // `Amdt. 1209 to S. Con. Res. 14`: a number goes on in numbers.
                    let numbered = |p: &Path| p[0].place.of(text).starts_with(|c: char| c.is_ascii_digit());
                    if numbered(&path) != numbered(&last.path) {
                        break;
                    }
                    (after, path)
                }
            };
            if how == Separator::Through {
                let last = items.last_mut()?;
                last.range_end = Some(Box::new(path));
                last.place = place(text, &text[last.place.start as usize..text.len() - after.len()]);
            } else {
                items.push(Item { place: place(text, &next[..next.len() - after.len()]), path, ..Item::default() });
            }
            rest = after;
        }
        let at = text.len() - rest.len();
        if let Some((len, before)) = tentative
            && !self
                .of_part(text, at)
                .or_else(|| self.attached(text, at, level))
                .is_some_and(|next| self.cites_at(text, next))
        {
            items.truncate(len);
            rest = before;
        }
        if plural && self.grammar.levels[level as usize].unhyphenated {
            for item in &mut items {
                split_hyphen(text, item);
            }
        }
        // `s 5` and `art 4` are units elsewhere; here a word that ends in a letter needs a space before its number.
        // `OP5`, `PP6` are initials; `s57(2)` is how courts write a section where they write `s 57`.
        let initials = word.len() == 2 && word.bytes().all(|b| b.is_ascii_uppercase());
        let short = Some(level) == self.section && word.bytes().all(|b| b.is_ascii_lowercase()) && word.len() < 3;
        let glued = !initials
            && !short
            && word.ends_with(char::is_alphabetic)
            && after_word.len() == i.len()
            && !i.starts_with('(');
        (!glued).then(|| Group { level, start, end: text.len() - rest.len(), items })
    }

    /// A number in the shape of its level, with the marks behind it.
    fn unit_number<'t>(&self, text: &str, i: &'t str, level: LevelId) -> Parsed<'t, Path> {
        let mut path = Path::new();
        let step = Step::Level(level);
        let digits = |i: &'t str, path: &mut Path| -> Parsed<'t, ()> {
            let (rest, number) = designator(i)?;
            path.push(Part { step, place: place(text, number) });
            Ok((rest, ()))
        };
        let number = self.grammar.levels[level as usize].number;
        match number {
            LevelNumber::Digits => {
                let (rest, ()) = digits(i, &mut path)?;
                marks(rest, text, false, &mut path).map(|(rest, _)| (rest, path))
            }
            LevelNumber::Marks | LevelNumber::Mixed if i.starts_with('(') => {
                let (rest, count) = marks(i, text, false, &mut path)?;
                if count == 0 {
                    return Err(nom::Err::Error(()));
                }
                path[0].step = step;
                Ok((rest, path))
            }
            LevelNumber::Mixed => {
                let (rest, ()) = digits(i, &mut path)?;
                marks(rest, text, true, &mut path).map(|(rest, _)| (rest, path))
            }
            LevelNumber::Marks => {
                // `subsection 4(1)` is of section 4 in the Commonwealth, and `subsection 1343(c)` a slip for a section, common
                // in appropriations Acts.
                let holds = self.grammar.levels[level as usize].may_hold_section;
                let section = self.section.filter(|_| holds).ok_or(nom::Err::Error(()))?;
                let (rest, number) = designator(i)?;
                path.push(Part { step: Step::Level(section), place: place(text, number) });
                let (rest, count) = marks(rest, text, true, &mut path)?;
                if count == 0 { Err(nom::Err::Error(())) } else { Ok((rest, path)) }
            }
            LevelNumber::Letter => {
                let (rest, letter) = capital(i)?;
                path.push(Part { step, place: place(text, letter) });
                Ok((rest, path))
            }
            LevelNumber::Any => {
                if let Ok((rest, ())) = digits(i, &mut path) {
                    let (mut rest, mut count) = marks(rest, text, false, &mut path)?;
                    // `Article 6 (1) (f)`, where an article with its paragraph stands alone.
                    while self.grammar.levels[level as usize].stands_alone
                        && count < 4
                        && let Some(short) = spaced_mark(rest)
                    {
                        let (after, n) = marks(short, text, false, &mut path)?;
                        (rest, count) = (after, count + n.max(1));
                    }
                    return Ok((rest, path));
                }
                let (rest, numeral) = capital(i).or_else(|_| roman(i))?;
                if !numeral.starts_with(|c: char| c.is_ascii_uppercase())
                    || rest.starts_with(|c: char| c.is_alphanumeric())
                {
                    return Err(nom::Err::Error(()));
                }
                // `Title A` of a magazine, `part I` of a sentence beginning: a lone capital before a word is no number.
                path.push(Part { step, place: place(text, numeral) });
                marks(rest, text, false, &mut path).map(|(rest, _)| (rest, path))
            }
        }
    }

    /// The unit word that begins at `at`: its level, whether it is plural, its length.
    pub(super) fn unit_word(&self, text: &str, at: usize) -> Option<(LevelId, bool, usize)> {
        self.any_unit_word(text, at).filter(|(unit, _)| !unit.behind).map(|(unit, len)| (unit.level, unit.plural, len))
    }

    /// The same, words that stand only beside an instrument among them.
    pub(super) fn any_unit_word(&self, text: &str, at: usize) -> Option<(&Unit, usize)> {
        let rest = &text[at..];
        for unit in self.units.at(rest) {
            if let Ok((after, ())) = literal_ci(&unit.word, rest)
                && ends_word(&unit.word, after)
            {
                let taken = rest.len() - after.len();
                // Initialisms of capitals (`OP`, `PP`) are words otherwise.
                if unit.exact && rest[..taken] != unit.word {
                    continue;
                }
                return Some((unit, taken));
            }
        }
        None
    }

    /// The units that narrow what stands before `at`: `, § 104(a)`, ` title I, § 102`, `, art. I, § 8, cl. 3`. `admits`
    /// says which levels can come next; where these are the `last` of a citation, one that goes on with `of` is
    /// another's.
    pub(super) fn narrowing(
        &self,
        text: &str,
        at: usize,
        last: bool,
        mut admits: impl FnMut(LevelId) -> bool,
    ) -> Vec<Group> {
        let (mut at, mut groups) = (at, Vec::new());
        while groups.len() < 6 {
            let from = self.ordinal_unit(text, at).filter(|next| text[*next..].starts_with(','));
            let rest = &text[from.unwrap_or(at)..];
            let Ok((after, gap)) = space0(rest.strip_prefix(',').unwrap_or(rest)) else { break };
            // A heading above another, `POLICY ACT`, an empty line, and `Subpart A`, isn't narrowed by it.
            if after.len() == rest.len() || parts_paragraphs(gap) && !rest.starts_with(',') {
                break;
            }
            let start = text.len() - after.len();
            let Some((unit, len)) = self.any_unit_word(text, start) else { break };
            let (level, plural) = (unit.level, unit.plural);
            // Behind a name `, S. 44` is a bill.
            let bill_like = unit.behind && Some(level) == self.section && unit.word.starts_with('S');
            // `…, regs. 1, 2(6)`, a line's end, and `Sch. 2 inserted`: the next line's own subject.
            let next_line = unit.behind
                && !rest.starts_with(',')
                && gap.contains('\n')
                && unit.word.starts_with(char::is_uppercase);
            if bill_like || next_line || !admits(level) {
                break;
            }
            let Some(group) = self.group(text, start, level, plural, len) else { break };
            // `, section 192 of title II of …` begins a citation of its own.
            if last && self.of_part(text, group.end).is_some_and(|next| self.cites_at(text, next)) {
                break;
            }
            at = group.end;
            let many = group.items.len() > 1;
            groups.push(group);
            if many {
                break;
            }
        }
        groups
    }

    /// Whether a unit, an instrument or a reference begins at `at`, a `the` aside.
    fn cites_at(&self, text: &str, at: usize) -> bool {
        let bare = self.skip_the(text, at);
        self.unit_word(text, bare).is_some()
            || self.reference_at(text, at).is_some()
            || self.head_named_at(text, bare).is_some()
    }

    /// Where `, first subparagraph` or `, the third subparagraph` ends, that begins at `at`: a unit that is counted and has no number
    /// in an id.
    fn ordinal_unit(&self, text: &str, at: usize) -> Option<usize> {
        let (rest, _) = space1(text[at..].strip_prefix(',')?).ok()?;
        self.ordinal_at(text, text.len() - rest.len())
    }

    /// The same without its comma: `the first subparagraph`.
    fn ordinal_at(&self, text: &str, at: usize) -> Option<usize> {
        let at = self.skip_the(text, at);
        let word = text[at..].split(is_space).next().filter(|w| w.starts_with(|c: char| c.is_ascii_lowercase()))?;
        if !self.grammar.words.ordinals.iter().any(|o| o == word) {
            return None;
        }
        let (rest, _) = space1(&text[at + word.len()..]).ok()?;
        let unit = text.len() - rest.len();
        let (_, plural, len) = self.unit_word(text, unit)?;
        (!plural).then_some(unit + len)
    }

    /// Where what is named behind `the first subparagraph of` begins, if that stands at `at`; else `at`.
    pub(super) fn skip_ordinal(&self, text: &str, at: usize) -> usize {
        let behind = self.ordinal_at(text, at).and_then(|end| self.of(text, end));
        behind.map_or(at, |next| self.skip_the(text, next))
    }

    /// Whether a unit can narrow another, in an instrument of any kind: `section 7459(b), Rule 155` are two.
    pub(super) fn is_below(&self, above: LevelId, level: LevelId) -> bool {
        let ranks = |l: &Ladder| l.rank(above).zip(l.rank(level));
        above < level && self.grammar.ladders.iter().any(|l| ranks(l).is_some_and(|(above, level)| above < level))
    }

    /// The units behind a name, whatever its ladder: `NKSPEA § 104(a)`.
    pub(crate) fn narrowed(&self, text: &str, at: usize) -> Vec<Group> {
        let mut before: Option<LevelId> = None;
        self.narrowing(text, at, true, |level| before.replace(level).is_none_or(|b| b < level))
    }

    /// Where the word behind `of` begins, if `of` follows at `at`.
    pub(crate) fn after_of(&self, text: &str, at: usize) -> Option<usize> {
        self.of(text, at)
    }

    /// `','? of ','?`, as in `paragraph 8, subparagraphs (a) and (b), of resolution 1718` and `Schedule 1 to, the Act`, for
    /// those who then ask whether an instrument or a unit follows.
    pub(super) fn of_part(&self, text: &str, at: usize) -> Option<usize> {
        if !may_lead_on(&text[at..], b"or") {
            return None;
        }
        let at = self.ordinal_unit(text, at).filter(|next| text[*next..].starts_with([',', ' '])).unwrap_or(at);
        let from = if text[at..].starts_with(", of") { at + 1 } else { at };
        self.of(text, from).or_else(|| {
            let (rest, _) = space1(&text[from..]).ok()?;
            let (rest, _) = space1(rest.strip_prefix("of,")?).ok()?;
            Some(text.len() - rest.len())
        })
    }

    /// `of ← space1 'of' space1`; gives where the next word begins.
    pub(super) fn of(&self, text: &str, at: usize) -> Option<usize> {
        if !may_lead_on(&text[at..], b"or") {
            return None;
        }
        // `sections 4601 and 4621, respectively, of title 42`
        let rest = &text[at..];
        let rest = rest.strip_prefix(", respectively,").or_else(|| rest.strip_prefix(" respectively")).unwrap_or(rest);
        // What was put into a quotation: `Article 26(4) [of Directive 95/46]`, `Article 25 of \[Directive 95/46\]`.
        let put_in = |rest: &'_ str| rest.len() - rest.trim_start_matches('\\').trim_start_matches('[').len();
        let (rest, _) = space1(rest).ok()?;
        let rest = &rest[put_in(rest)..];
        let rest = rest.strip_prefix("of").or_else(|| rest.strip_prefix("OF"))?;
        let (rest, _) = space1(rest).ok()?;
        Some(text.len() - rest.len() + put_in(rest))
    }
}

/// Whether what follows can lead on with a word that begins with one of these letters, in either case: mostly one space and
/// another letter say that it can't.
pub(super) fn may_lead_on(i: &str, letters: &[u8]) -> bool {
    match i.as_bytes() {
        // A page can turn here: `*219`, `[*219]`.
        [b' ', next, ..] if next.is_ascii_graphic() => {
            letters.contains(&next.to_ascii_lowercase()) || matches!(next, b',' | b'*' | b'[' | b'\\' | b'_' | b'<')
        }
        // Emphasis and links: `**Section 5** of the Act`.
        [first, ..] => !first.is_ascii_graphic() || matches!(first, b',' | b'*' | b'_' | b']' | b'<'),
        [] => false,
    }
}

/// `regs. 3-5` as a range: the hyphen of a plural unit whose numbers have none of their own.
fn split_hyphen(text: &str, item: &mut Item) {
    let [part] = item.path.as_slice() else { return };
    let number = part.place.of(text);
    let digits = |s: &str| (1..=4).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    let Some((first, last)) = number.split_once(super::is_dash).filter(|(a, b)| digits(a) && digits(b)) else { return };
    if item.range_end.is_some() {
        return;
    }
    let at = |number: &str| Part { step: part.step, place: place(text, number) };
    let (first, last) = (at(first), at(last));
    item.path = std::iter::once(first).collect();
    item.range_end = Some(Box::new(std::iter::once(last).collect()));
}

/// What follows a space, if that is a mark of one letter or two digits: ` (1)`, ` (f)`, not ` (the freedom …)`.
fn spaced_mark(rest: &str) -> Option<&str> {
    let mark = rest.strip_prefix(' ').or_else(|| rest.strip_prefix('\u{a0}'))?;
    let inner = &mark.strip_prefix('(')?[..mark.find(')')?.checked_sub(1)?];
    let digits = inner.len() <= 2 && inner.bytes().all(|b| b.is_ascii_digit());
    let letter = inner.len() == 1 && inner.bytes().all(|b| b.is_ascii_lowercase());
    (!inner.is_empty() && (digits || letter)).then_some(mark)
}
