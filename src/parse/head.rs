//! Heads: the words that name an instrument, by one of the grammar's forms or by a name that the registry knows.

use super::Parser;
use super::capture::{Item, Part, Path, Place, Step};
use super::first::Opening;
use super::marks::{marks, place};
use super::number::designator;
use super::pattern::{Run, et_seq, literal_ci, run};
use super::space::{is_space, space0, space1};
use super::units::Group;
use crate::grammar::{FamilyId, LevelId, Pattern, Words};

/// A name found by a [`super::NameIndex`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameHit {
    /// One past the name's last byte.
    pub end: usize,
    /// What the index made of it; only the index can read this.
    pub value: u64,
}

/// What a head names.
#[derive(Clone, Debug)]
pub enum Named {
    /// A form of a family matched.
    Form(FamilyId, usize),
    /// A registered name matched.
    Name(NameHit),
    /// A name of a law's shape that no registry knows, and whether it carries its year.
    Unknown(FamilyId, bool),
}

/// A head with what narrows it behind: `Pub. L. 118-47, div. D, tit. V, § 506`.
#[derive(Clone, Debug)]
pub struct Head {
    /// What is named.
    pub named: Named,
    /// Where the words that name the instrument stand.
    pub place: Place,
    /// The instruments or provisions; more than one for a list.
    pub items: Vec<Item>,
    /// Units behind it that narrow the last item, broad to narrow.
    pub groups: Vec<Group>,
    /// Pins that go on behind it, each chain a part of its own: `, Sch. 1 para. 19`.
    pub tails: Vec<Vec<Group>>,
    /// One past the last byte, the tails left out.
    pub end: usize,
}

impl Parser {
    /// The head that begins at `start`, with what narrows it behind.
    pub(crate) fn head_at(&self, text: &str, start: usize) -> Option<Head> {
        self.head_named_at(text, start).map(|head| self.extended(text, head))
    }

    /// The head that begins at `start`: the longest of the forms and names that fit.
    pub(super) fn head_named_at(&self, text: &str, start: usize) -> Option<Head> {
        let byte = *text.as_bytes().get(start)?;
        let mut best: Option<Head> = None;
        for opening in self.first.at(text, start) {
            if let Some(head) = self.form_at(text, start, opening.family, opening.form)
                && best.as_ref().is_none_or(|b| head.place.end > b.place.end)
            {
                best = Some(head);
            }
        }
        if (byte.is_ascii_uppercase() || byte.is_ascii_digit())
            && let Some(hit) = self.name_hit(text, start)
            && best.as_ref().is_none_or(|b| hit.end > b.place.end as usize)
        {
            best = Some(self.named(text, start, hit));
        }
        if byte.is_ascii_uppercase()
            && let Some(head) = self.titled_at(text, start)
            && best.as_ref().is_none_or(|b| head.place.end > b.place.end)
        {
            best = Some(head);
        }
        best
    }

    /// One form, from `start`, with what narrows it behind.
    pub(crate) fn form_head(&self, text: &str, start: usize, family: FamilyId, form: usize) -> Option<Head> {
        let byte = *text.as_bytes().get(start)?;
        let head = self.first.begins(family, form, byte).then(|| self.form_at(text, start, family, form))??;
        Some(self.extended(text, head))
    }

    /// The registered name that begins at `start`. A short one in one word is an acronym: `Sada` isn't `SADA`.
    fn name_hit(&self, text: &str, start: usize) -> Option<NameHit> {
        let hit = self.names.name_at(text, start).filter(|hit| !is_piece(text, start, hit.end))?;
        let name = &text[start..hit.end];
        let written = name.len() > 7
            || name.contains(is_space)
            || name.bytes().filter(u8::is_ascii_uppercase).take(2).count() == 2;
        written.then_some(hit)
    }

    /// The registered name that begins at `start`, with what narrows it behind.
    pub(crate) fn name_head(&self, text: &str, start: usize) -> Option<Head> {
        let hit = self.name_hit(text, start)?;
        let head = self.named(text, start, hit);
        Some(self.extended(text, head))
    }

    /// Whether an anchor stands at a place, white space and dashes in it aside.
    pub(crate) fn stands_at(&self, anchor: &str, text: &str, at: usize) -> bool {
        literal_ci(anchor, &text[at..]).is_ok()
    }

    /// Whether a form's pattern begins with a list, whose first member may stand far before the anchor.
    pub(crate) fn begins_with_list(&self, family: FamilyId, form: usize) -> bool {
        match &self.grammar.families[family as usize].forms[form].pattern {
            Pattern::Seq(items) => matches!(items.first(), Some(Pattern::List(_))),
            pattern => matches!(pattern, Pattern::List(_)),
        }
    }

    /// One form, from `start`.
    pub(super) fn form_at(&self, text: &str, start: usize, family: FamilyId, form: usize) -> Option<Head> {
        let spec = &self.grammar.families[family as usize];
        let mut state = Run {
            text,
            family: spec,
            current: Item::default(),
            items: Vec::new(),
            followers: &self.followers,
            counted: &self.counted,
            words: &self.grammar.words,
        };
        let (rest, ()) = run(&spec.forms[form].pattern, &text[start..], &mut state).ok()?;
        if text[..text.len() - rest.len()].ends_with(|c: char| c.is_ascii_digit())
            && super::pattern::followed(rest, &self.counted)
        {
            return None;
        }
        // `resolution 2019/2670` has a number that begins with a year: no number by itself.
        let last = state.items.last().unwrap_or(&state.current);
        if rest.starts_with('/')
            && rest[1..].starts_with(|c: char| c.is_ascii_digit())
            && last.path.is_empty()
            && super::pattern::ends_in_year(&text[start..text.len() - rest.len()])
        {
            return None;
        }
        let before = || text[..start].trim_end_matches(is_space);
        if spec.not_after.iter().any(|word| before().ends_with(word.as_str())) {
            return None;
        }
        let mut end = text.len() - rest.len();
        // A trailing word that was only optional white space is no part of the citation.
        end = start + text[start..end].trim_end_matches(is_space).len();
        let Run { current, mut items, .. } = state;
        if items.is_empty() {
            items.push(Item { place: place(text, &text[start..end]), ..current });
        } else {
            // What the list shares, and what stands behind it, belongs to each member.
            for item in &mut items {
                for capture in &current.fields {
                    if !item.fields.iter().any(|c| c.field == capture.field) {
                        item.fields.push(*capture);
                    }
                }
            }
            items[0].place.start = u32::try_from(start).ok()?;
            if let Some(last) = items.last_mut() {
                last.place.end = last.place.end.max(u32::try_from(end).ok()?);
            }
        }
        let place = place(text, &text[start..end]);
        Some(Head { named: Named::Form(family, form), place, items, groups: Vec::new(), tails: Vec::new(), end })
    }

    fn named(&self, text: &str, start: usize, hit: NameHit) -> Head {
        // `the Energy Act 2013 (Commencement No. 1) Order 2014` names what was made under the Act.
        if let Some((family, end)) = self.title_behind(text, hit.end) {
            return unknown(text, start, end, family);
        }
        // A name with a year that the registry doesn't have for it is another law's: `… Appropriations Act, 2013`.
        // So is `Communications Act 2003`, as the Commonwealth writes it.
        let over = initials_behind(text, hit.end).and_then(|_| self.hit_over_initials(text, start, hit.end));
        let hit = over.unwrap_or(hit);
        let other = year_behind(text, hit.end).or_else(|| self.year_beside(text, start, hit.end));
        let other = other.zip(self.grammar.law_like());
        let (named, end) = match other {
            Some((end, family)) => (Named::Unknown(family, true), end),
            None => (Named::Name(hit), hit.end),
        };
        let place = place(text, &text[start..end]);
        let items = vec![Item { place, ..Item::default() }];
        Head { named, place, items, groups: Vec::new(), tails: Vec::new(), end }
    }

    /// Where a year directly behind a name ends that closes with a law's word: `Privacy Act 1988`.
    fn year_beside(&self, text: &str, start: usize, end: usize) -> Option<usize> {
        let words = self.grammar.families[self.grammar.law_like()? as usize].name_words()?;
        let name = text.get(start..end).filter(|name| name.contains(is_space))?;
        let last = name.rsplit(is_space).next()?;
        // `Harbour Act (Northern Ireland) 2021`: where an Act is of may stand before its year.
        let end = end + place_behind(&text[end..]).unwrap_or(0);
        let (rest, gap) = space1(&text[end..]).ok()?;
        let (rest, _) = super::number::year(rest).ok().filter(|_| gap.len() <= 2)?;
        // `Iran Sanctions Regulations 2016` is of the Commonwealth, too.
        let part = || self.grammar.families.iter().any(|f| f.noun_level(last).is_some());
        let law = words.spellings.iter().any(|(word, _)| word == last) || part();
        // `the Clean Air Act 1,990 times`, `Act 2003/4`: a number of something else.
        let longer = rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '–'))
            || rest.starts_with([',', '.']) && rest[1..].starts_with(|c: char| c.is_ascii_digit());
        (law && !longer).then(|| text.len() - rest.len())
    }

    /// Adds what stands behind a head: `et seq.`, units that narrow it, a bare number behind an acronym.
    pub(super) fn extended(&self, text: &str, mut head: Head) -> Head {
        self.open_ended(text, &mut head);
        let family = match head.named {
            Named::Form(family, _) | Named::Unknown(family, _) => Some(family),
            Named::Name(_) => None,
        };
        let ladder = family.map(|f| &self.grammar.ladders[self.grammar.families[f as usize].ladder]);
        let mut rank = head.items.last().and_then(|item| {
            let deepest =
                item.path.iter().rev().find_map(|part| if let Step::Level(l) = part.step { Some(l) } else { None })?;
            ladder?.rank(deepest)
        });
        let mut last_level: Option<LevelId> = None;
        // Behind a bare title a section is read by the family's forms, which know how its numbers end.
        let whole = head.items.last().is_some_and(|item| item.path.is_empty()) && !self.needs_unit(&head);
        let by_form = |level| {
            family.is_some_and(|f| {
                let fields = &self.grammar.families[f as usize].fields;
                whole && fields.iter().any(|field| field.level == Some(level) && field.lacks.is_some())
            })
        };
        head.groups = self.narrowing(text, head.end, true, |level| {
            let fits = match ladder {
                Some(ladder) => ladder.rank(level).is_some_and(|r| rank.replace(r).is_none_or(|before| before < r)),
                None => last_level.replace(level).is_none_or(|before| before < level),
            };
            fits && !by_form(level) && !self.grammar.levels[level as usize].before_only
        });
        if let Some(group) = head.groups.last() {
            head.end = group.end;
        } else if let Named::Name(hit) = head.named
            && !text[head.place.start as usize..hit.end].contains(' ')
            && let Some(section) = self.section
            && let Ok((rest, _)) = space1(&text[hit.end..])
            && let Ok((after, number)) = designator(rest)
        {
            // `NKSPEA 104(c)`: an acronym, a number, and marks that show what the number is.
            let mut path: Path =
                std::iter::once(Part { step: Step::Level(section), place: place(text, number) }).collect();
            if let Ok((after, 1..)) = marks(after, text, false, &mut path) {
                head.end = text.len() - after.len();
                let item = Item { place: place(text, &rest[..rest.len() - after.len()]), path, ..Item::default() };
                head.groups.push(Group {
                    level: section,
                    start: head.end - item.place.of(text).len(),
                    items: vec![item],
                    end: head.end,
                });
            }
        }
        if head.items.len() == 1 && head.groups.last().is_none_or(|g| g.items.len() == 1) {
            let end = u32::try_from(head.end).unwrap_or(u32::MAX);
            head.items[0].place.end = end;
        }
        self.add_pins(text, &mut head, ladder);
        head
    }

    /// Whether a head cites only parts: `title 17` needs its `section 105`.
    pub(super) fn needs_unit(&self, head: &Head) -> bool {
        match head.named {
            Named::Form(family, form) => self.grammar.families[family as usize].forms[form].needs_unit,
            _ => false,
        }
    }

    /// Adds an `et seq.` behind a head.
    pub(super) fn open_ended(&self, text: &str, head: &mut Head) {
        if let Ok((rest, true)) = et_seq(&self.grammar.words.et_seq, &text[head.end..]) {
            head.end = text.len() - rest.len();
            if let Some(last) = head.items.last_mut() {
                last.open = true;
                last.place.end = u32::try_from(head.end).unwrap_or(u32::MAX);
            }
        }
    }

    /// The head around a name's word (`Act`, `Convention`) at `word`: the longest registered name that begins before
    /// it and covers it, else a name of a law's shape.
    pub(crate) fn name_around(
        &self,
        text: &str,
        word: usize,
        word_end: usize,
        family: FamilyId,
        floor: usize,
    ) -> Option<(usize, Head)> {
        if !text[word..].starts_with(|c: char| c.is_uppercase()) {
            return None;
        }
        let words = &*self.grammar.words;
        let starts = name_starts(words, text, word, floor);
        for &start in starts.iter().rev() {
            if let Some(hit) = self.name_hit(text, start)
                && hit.end >= word_end
            {
                // The end of a longer name is another law's: `… and Governmental Reorganization Act`.
                if is_tail(words, &text[floor..start]) {
                    break;
                }
                let titled = self.title_behind(text, hit.end).and_then(|_| self.titled_at(text, start));
                let head = titled.unwrap_or_else(|| self.named(text, start, hit));
                return Some((start, self.extended(text, head)));
            }
        }
        let over = |&start: &usize| Some((start, self.hit_over_initials(text, start, word_end)?));
        if let Some((start, hit)) = starts.iter().rev().find_map(over) {
            let head = self.named(text, start, hit);
            return Some((start, self.extended(text, head)));
        }
        let builds = &self.grammar.families[family as usize].name_endings;
        if !builds.iter().any(|w| *w == text[word..word_end]) {
            return None;
        }
        let (start, end, dated) = built(words, text, word, word_end, &starts)?;
        let beside = if dated { None } else { self.year_beside(text, start, end) };
        let (end, dated) = (beside.unwrap_or(end), dated || beside.is_some());
        let titled = self.title_behind(text, end);
        let head = titled.and_then(|_| self.titled_at(text, start)).unwrap_or_else(|| match titled {
            Some((family, end)) => unknown(text, start, end, family),
            None => Head { named: Named::Unknown(family, dated), ..unknown(text, start, end, family) },
        });
        Some((start, self.extended(text, head)))
    }

    /// A registered name in which its initials stand: `National Defense Authorization Act (NDAA) for Fiscal Year 2020`.
    fn hit_over_initials(&self, text: &str, start: usize, word_end: usize) -> Option<NameHit> {
        let bracket = initials_behind(text, word_end)?;
        let behind: String = text[word_end + bracket..].chars().take(60).collect();
        let name = &text[start..word_end];
        let hit = self.name_hit(&format!("{name}{behind}"), 0).filter(|hit| hit.end > name.len() + 4)?;
        Some(NameHit { end: start + bracket + hit.end, ..hit })
    }

    /// A name of a law's shape with its year, from its first word on, behind `section 5 of the`.
    pub(super) fn built_at(&self, text: &str, start: usize) -> Option<Head> {
        let family = self.grammar.law_like()?;
        let endings = &self.grammar.families[family as usize].name_endings;
        if !text[start..].starts_with(|c: char| c.is_uppercase()) || self.any_unit_word(text, start).is_some() {
            return None;
        }
        let head = |end, named| {
            let place = place(text, &text[start..end]);
            let items = vec![Item { place, ..Item::default() }];
            Head { named, place, items, groups: Vec::new(), tails: Vec::new(), end }
        };
        self.in_name(text, start, |word| {
            let ending = endings.iter().find(|w| text[word..].starts_with(w.as_str()))?;
            let word_end = word + ending.len();
            if let Some(hit) = self.hit_over_initials(text, start, word_end) {
                return Some(head(hit.end, Named::Name(hit)));
            }
            let starts = name_starts(&self.grammar.words, text, word, start);
            let (first, end, dated) = built(&self.grammar.words, text, word, word_end, &starts)?;
            (dated && first == start).then(|| head(end, Named::Unknown(family, true)))
        })
    }

    /// Whether a form that starts with a number, or a unit, begins at `at`: a list of bare numbers ends before it.
    pub(super) fn starts_citation(&self, text: &str, at: usize) -> bool {
        let Some(byte) = text.as_bytes().get(at) else { return false };
        byte.is_ascii_digit()
            && self.first.at(text, at).any(|&Opening { family, form, .. }| {
                let pattern = &self.grammar.families[family as usize].forms[form].pattern;
                let numbered =
                    matches!(pattern, Pattern::Seq(items) if matches!(items.first(), Some(Pattern::Field(_))));
                numbered && self.form_at(text, at, family, form).is_some()
            })
    }
}

/// A name with its year that no registry knows.
fn unknown(text: &str, start: usize, end: usize, family: FamilyId) -> Head {
    let place = place(text, &text[start..end]);
    let items = vec![Item { place, ..Item::default() }];
    Head { named: Named::Unknown(family, true), place, items, groups: Vec::new(), tails: Vec::new(), end }
}

/// Where a name that ends in the word at `word` can begin, nearest first: the capitalised words before it.
fn name_starts(words: &Words, text: &str, word: usize, floor: usize) -> smallvec::SmallVec<[usize; 24]> {
    let mut starts = smallvec::SmallVec::new();
    starts.push(word);
    let (mut at, mut joining, mut depth) = (word, 0, 0i32);
    for _ in 0..40 {
        let before = &text[floor..at];
        let trimmed = before.trim_end_matches(|c: char| is_space(c) || c == '\u{ad}');
        if trimmed.len() == before.len()
            || before.len() - trimmed.len() > 60
            || before[trimmed.len()..].matches('\n').count() > 2
        {
            break;
        }
        let start = trimmed.rfind(is_space).map_or(0, |i| i + trimmed[i..].chars().next().map_or(1, char::len_utf8));
        let start = start + heading_before(&trimmed[start..]);
        let candidate = &trimmed[start..];
        let bare = candidate.trim_start_matches(['“', '"', '‘', '(', '[', '*', '_', '\'']);
        // A full stop, semicolon or colon behind a word ends a sentence or a member of a list; initials do not.
        let ended = candidate.ends_with([';', ':', '”', '!', '?']) || candidate.ends_with('.') && bare.len() > 3;
        let named = bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if ended || bare.is_empty() {
            break;
        }
        // `European Union (Withdrawal Agreement) Act`: what stands in brackets is the middle of a name, and begins none.
        let inside = depth > 0 || candidate.contains(')');
        // The number of a subsection, `(1) The Instruments Act`, is no part of one.
        let mark = |inner: &str| inner.len() <= 2 || inner.bytes().all(|b| b.is_ascii_digit());
        if depth == 0 && candidate.strip_prefix('(').and_then(|c| c.strip_suffix(')')).is_some_and(mark) {
            break;
        }
        for c in candidate.chars() {
            depth += i32::from(c == ')') - i32::from(c == '(');
        }
        if inside && depth >= 0 {
            at = floor + start;
            continue;
        }
        at = floor + start + (candidate.len() - bare.len());
        if named {
            joining = 0;
            starts.push(at);
        } else if holds(&words.joining, bare.trim_end_matches(',')) && joining < 3 {
            joining += 1;
        } else {
            break;
        }
        if bare.len() < candidate.len() || trimmed[..start].ends_with('—') {
            break;
        }
    }
    starts
}

/// How much of a word is a heading's, up to the dash that ends it: `Amendment.—The Harbour Dues Act`, `Division
/// N—Harbour Dues Act`, but `United States—Elbonia Free Trade Agreement Implementation Act`.
fn heading_before(word: &str) -> usize {
    let Some((before, _)) = word.rsplit_once('—') else { return 0 };
    let bare = before.trim_end_matches(['*', '_', '”', '"']);
    let number = bare.len() <= 8 && bare.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'I' | b'V' | b'X' | b'L'));
    let ended = bare.ends_with(['.', ':']) || number || bare.len() == 1;
    if ended { before.len() + '—'.len_utf8() } else { 0 }
}

/// Where a year behind a name ends: ` of 2016`, `, 2013`.
fn year_behind(text: &str, at: usize) -> Option<usize> {
    // `Harbour Dues Act (HDA) of 2031`
    let rest = &text[at + initials_behind(text, at).unwrap_or(0)..];
    let behind_of = literal_ci(" of ", rest).ok().map(|(i, ())| i);
    let behind_comma = || rest.strip_prefix(',').and_then(|i| space1(i).ok()).map(|(i, _)| i);
    let (rest, _) = super::number::year(behind_of.or_else(behind_comma)?).ok()?;
    (!rest.starts_with(|c: char| c.is_alphanumeric())).then(|| text.len() - rest.len())
}

/// How long a bracket behind a name is that holds capitalised words alone: ` (Northern Ireland)`.
pub(crate) fn place_behind(behind: &str) -> Option<usize> {
    let inner = behind.strip_prefix(" (")?;
    let end = inner.find(')').filter(|end| (4..=40).contains(end))?;
    let words = inner[..end]
        .split(' ')
        .all(|w| w.starts_with(|c: char| c.is_ascii_uppercase()) && w[1..].bytes().all(|b| b.is_ascii_lowercase()));
    words.then_some(" (".len() + end + 1)
}

/// Whether initials are a piece of something else: of an address (`/eu/cases/ECHR/2011/`), or of a name that goes on with a
/// number of its own (`EMIR 2.2`, `CRD IV`).
pub(crate) fn is_piece(text: &str, start: usize, end: usize) -> bool {
    let behind = &text[end..];
    if text[..start].ends_with('/') && behind.starts_with('/') {
        return true;
    }
    if !text[start..end].bytes().all(|b| b.is_ascii_uppercase()) {
        return false;
    }
    let Some(number) = behind.strip_prefix(' ') else { return false };
    let word =
        number.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).next().unwrap_or("").trim_end_matches('.');
    let versioned =
        word.len() == 3 && word.as_bytes()[1] == b'.' && word.bytes().filter(u8::is_ascii_digit).count() == 2;
    versioned || matches!(word, "II" | "III" | "IV")
}

/// How long a bracket behind a name is that holds its initials, white space before it included.
fn initials_behind(text: &str, at: usize) -> Option<usize> {
    let (rest, _) = space1(&text[at..]).ok()?;
    let inner = rest.strip_prefix('(')?;
    let end = inner.find(')').filter(|end| (2..=12).contains(end))?;
    let bare = inner[..end].trim_matches(|c: char| matches!(c, '“' | '”' | '"' | '‘' | '’'));
    let initials = bare.bytes().filter(u8::is_ascii_uppercase).count() >= 2;
    let whole = bare.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'&' | b'.'));
    (initials && whole).then(|| text.len() - at - inner.len() + end + 1)
}

/// Whether a name that follows these words is the end of a longer one: they end in a capitalised word, or in one and
/// `and`.
fn is_tail(language: &Words, before: &str) -> bool {
    let mut words = before.trim_end_matches(is_space).rsplit(is_space);
    let gap = before.len() - before.trim_end_matches(is_space).len();
    let capital = |w: &str| {
        w.starts_with(|c: char| c.is_uppercase())
            && w.len() > 1
            && w.ends_with(|c: char| c.is_alphanumeric() || c == ',')
            && !holds(&language.opening, w)
    };
    match words.next() {
        Some(word) if holds(&language.conjunctions, word) => words.next().is_some_and(capital),
        Some(word) if holds(&language.joining, &word.to_lowercase()) => false,
        // `OFAC’s Reporting, Procedures and Penalties Regulations`: who possesses is no part of the name.
        Some(word) if word.ends_with("’s") || word.ends_with("'s") => false,
        Some(word) => (1..=2).contains(&gap) && capital(word.trim_end_matches('’')) && !word.ends_with(','),
        None => false,
    }
}

pub(super) fn holds(list: &[String], word: &str) -> bool {
    list.iter().any(|w| w == word)
}

/// `21st`, `9/11`.
fn ordinal(word: &str) -> bool {
    word.contains('/') || word.ends_with(|c: char| c.is_ascii_lowercase())
}

/// A name of a law's shape: at least two capitalised words before its last, with or without a year behind it.
fn built(language: &Words, text: &str, word: usize, word_end: usize, starts: &[usize]) -> Option<(usize, usize, bool)> {
    // Up to the nearest `the`: what stands before it is the sentence's.
    let mut start = None;
    let mut last = word;
    for &candidate in starts.iter().skip(1) {
        let between = &text[candidate..last];
        if between.split(is_space).any(|w| w.eq_ignore_ascii_case("the")) {
            break;
        }
        // `26-150 Harbour Dues Act`: a number alone begins no name, `21st Century` does.
        if between.starts_with(|c: char| c.is_ascii_digit()) && !between.split(is_space).next().is_some_and(ordinal) {
            break;
        }
        last = candidate;
        start = Some(candidate);
    }
    let mut start = start?;
    while let Some(first) = text[start..word].split(is_space).next()
        && holds(&language.opening, first)
    {
        let (rest, _) = space0(&text[start + first.len()..]).ok()?;
        start = text.len() - rest.len();
    }
    // `Planning (Scotland) Act`: a bracket is a word, too.
    let capital = |w: &&str| w.trim_start_matches('(').starts_with(|c: char| c.is_uppercase());
    let capitals = text.get(start..word)?.split(is_space).filter(capital).count();
    if start >= word || capitals < 2 {
        return None;
    }
    let dated = year_behind(text, word_end);
    Some((start, dated.unwrap_or(word_end), dated.is_some()))
}
