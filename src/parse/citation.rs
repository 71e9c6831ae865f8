//! Citations: a head, the units before and behind it, and the members that they make together.

use smallvec::SmallVec;

use super::Parser;
use super::capture::{Capture, Item, Part, Path, Place, Step};
use super::head::{Head, Named};
use super::reference::{Noun, ReferenceMatch};
use super::space::{parts_paragraphs, space0, space1};
use super::units::Group;
use crate::grammar::{Determiner, FamilyId, Pattern};

fn place_of(start: usize, end: usize) -> Place {
    let at = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Place { start: at(start), end: at(end) }
}

/// Whether a text begins with initials: `PACE`, `EA 2003`.
pub(crate) fn begins_initials(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.len() > 1 && word.bytes().filter(u8::is_ascii_uppercase).count() > 1
}

/// What a citation cites a part of.
#[derive(Clone, Debug)]
pub enum Target {
    /// An instrument that the citation itself names.
    Instrument(Named, Place),
    /// An instrument that it points back to: `of that legislation`.
    Reference(ReferenceMatch),
    /// Nothing: `Section 207`.
    Bare,
}

/// One provision of a citation.
#[derive(Clone, Debug, Default)]
pub struct Member {
    /// Where it stands.
    pub place: Place,
    /// Field values of its instrument.
    pub fields: SmallVec<[Capture; 4]>,
    /// Its path below the instrument, as written.
    pub path: Path,
    /// The last path of a range.
    pub range_end: Option<Box<Path>>,
    /// Field values of the last instrument of a range.
    pub range_fields: Option<Box<SmallVec<[Capture; 4]>>>,
    /// Whether `et seq.` follows.
    pub open: bool,
}

/// What the parser sees: words that name one or more provisions.
#[derive(Clone, Debug)]
pub struct Citation {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it cites parts of.
    pub target: Target,
    /// A determiner before a unit: `such section 104`.
    pub determiner: Option<Determiner>,
    /// Whether a unit of it is written by a word that is too short to stand alone in any text: `Theft Act 1968, s 1`.
    pub abbreviated: bool,
    /// The provisions, in text order.
    pub members: Vec<Member>,
}

impl Parser {
    /// `citation ← units (' of ' head | ' of ' reference | ' thereof')?`, from a unit word at `at`.
    ///
    /// Takes `paragraph (1) of subsection (a) of section 5 of the Tariff Act of 1930`, `section 201 of that
    /// legislation`, `Section 207`, `Article 36 VCCR`; refuses `section on trade`.
    pub(crate) fn unit_citation(&self, text: &str, at: usize, floor: usize) -> Option<Citation> {
        let (unit, len) = self.any_unit_word(text, at)?;
        let (level, behind) = (unit.level, unit.behind);
        let first = self.group(text, at, level, unit.plural, len)?;
        if let Some(joined) = self.joined_citation(text, at, &first) {
            return Some(joined);
        }
        let determiner = self.determiner_before(text, at).filter(|(start, _)| {
            let word = text[*start..at].trim_end_matches(super::is_space);
            *start >= floor && self.grammar.reference.numbered.iter().any(|n| n.eq_ignore_ascii_case(word))
        });
        // Broad to narrow; the last group is the one whose members are a list.
        let mut groups = vec![first];
        if groups[0].items.len() == 1 {
            let mut before = level;
            let end = groups[0].end;
            groups.extend(
                self.narrowing(text, end, false, |next| self.is_below(std::mem::replace(&mut before, next), next)),
            );
        }
        let mut end = groups.last()?.end;
        let mut target = Target::Bare;
        let mut head_items: Option<Head> = None;
        while groups.len() < 8 {
            let broadest = groups[0].level;
            let Some(next) = self.of_part(text, end).or_else(|| self.attached(text, end, broadest)) else { break };
            let next = self.skip_ordinal(text, self.skip_the(text, next));
            let named = self.head_named_at(text, next).or_else(|| self.built_at(text, next));
            if let Some(mut head) = named.map(|head| self.undoubled(text, next, head, &groups)) {
                self.open_ended(text, &mut head);
                head_items = Some(head);
                break;
            }
            if let Some(reference) =
                self.reference_at(text, next).or_else(|| self.reference_at(text, self.back_to_the(text, next)))
            {
                // `of such section 104`: the level has a number of its own.
                let numbered = match reference.noun {
                    Noun::Level(_) => self.unit_inside(text, &reference),
                    _ => None,
                };
                if let Some(group) = numbered {
                    end = group.end;
                    groups.insert(0, group);
                    continue;
                }
                end = reference.end;
                target = Target::Reference(reference);
                break;
            }
            let Some((level, plural, len)) = self.unit_word(text, next) else { break };
            if groups.iter().any(|g| g.level == level) {
                break;
            }
            let Some(group) = self.group(text, next, level, plural, len) else { break };
            end = group.end;
            groups.insert(0, group);
        }
        if head_items.is_none() && matches!(target, Target::Bare) {
            head_items = self.head_beside(text, end);
            if head_items.is_none()
                && let Ok((rest, _)) = space1(&text[end..])
                && let Some(there) = self.thereof_at(text, text.len() - rest.len())
            {
                let start = text.len() - rest.len();
                target = Target::Reference(ReferenceMatch {
                    start,
                    end: there,
                    determiner: Determiner::Near,
                    noun: Noun::There,
                    capital: false,
                    year: None,
                });
                end = there;
            }
        }
        let start = determiner.map_or(at, |(start, _)| start);
        let determiner = determiner.map(|(_, how)| how);
        let mut citation = Citation { start, end, target, determiner, abbreviated: behind, members: Vec::new() };
        match head_items {
            Some(head) => self.join(text, &groups, head, &mut citation),
            None if behind
                && matches!(citation.target, Target::Bare)
                && !self.may_stand_short(text, at, floor, &groups) =>
            {
                return None;
            }
            None => {
                let groups: Vec<&Group> = groups.iter().collect();
                citation.members = members(&groups, &Item::default(), start, end);
            }
        }
        Some(citation)
    }

    /// The units by words that stand only beside an instrument, directly before a term at `at..end` that a document defined:
    /// `ss 76 and 78 PACE`, `s 5 of the DPA`.
    pub(crate) fn units_before_term(&self, text: &str, at: usize, end: usize, floor: usize) -> Option<Citation> {
        let before = text[..at].trim_end_matches(super::is_space);
        if before.len() == at {
            return None;
        }
        let of = before.strip_suffix("the").map_or(before, |b| b.trim_end_matches(super::is_space));
        let until = of.strip_suffix("of").map_or(before, |b| b.trim_end_matches(super::is_space)).len();
        let mut from = floor.max(at.saturating_sub(60));
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let begins = |at: &usize| !text[..*at].ends_with(|c: char| c.is_alphanumeric());
        (from..until).filter(|at| text.is_char_boundary(*at)).filter(begins).find_map(|start| {
            let (unit, len) = self.any_unit_word(text, start).filter(|(unit, _)| unit.behind)?;
            let mut groups = vec![self.group(text, start, unit.level, unit.plural, len)?];
            // `Sch 16 para 2(9) DPA`
            let behind = groups[0].end;
            groups.extend(self.narrowing(text, behind, false, |_| true));
            groups.last().filter(|group| group.end == until)?;
            let groups: Vec<&Group> = groups.iter().collect();
            let members = members(&groups, &Item::default(), start, end);
            Some(Citation { start, end, target: Target::Bare, determiner: None, abbreviated: true, members })
        })
    }

    /// A term at `start..end` that a document defined, with the units behind it: `CA 2006, ss 171–177`, `HRA, ss 3 and 4`.
    pub(crate) fn term_with_units(&self, text: &str, start: usize, end: usize) -> Citation {
        let groups = self.narrowed(text, end);
        let end = groups.last().map_or(end, |group| group.end);
        let groups: Vec<&Group> = groups.iter().collect();
        let mut members = members(&groups, &Item::default(), start, end);
        if members.is_empty() {
            members.push(Member { place: place_of(start, end), ..Member::default() });
        }
        Citation { start, end, target: Target::Bare, determiner: None, abbreviated: true, members }
    }

    /// Whether `s 5` with no instrument beside it may be a section, in a text that writes sections so: a word of small
    /// letters within a sentence. What stands in a list of sources, `2019, c. 28, s. 187` and `s 1B 1984 c. 16`, or before a name
    /// that isn't known, `s 20 Extradition Act`, is another's.
    fn may_stand_short(&self, text: &str, at: usize, floor: usize, groups: &[Group]) -> bool {
        let (first, last) = (&groups[0], groups.last().map_or(at, |group| group.end));
        let number = first.items[0].path.first().map_or(at, |part| part.place.start as usize);
        let before = text[..at].trim_end_matches(super::is_space);
        let within = before.len() < at || before.ends_with(['(', '[', '–', '—', '/']);
        let listed = before.strip_suffix(',').is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit()));
        let behind = text[last..].strip_prefix(super::is_space).unwrap_or_default();
        let named = behind.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !begins_initials(behind);
        // `[2004] OJ L24/1, art 5`, `(“ERA”), reg. 4`: directly behind what was cited or defined.
        let cited = before.strip_suffix(',').is_some_and(|b| b.ends_with(')') || b.len() == floor && floor > 0);
        if cited {
            return !named;
        }
        Some(first.level) == self.section
            && text[at..].starts_with(|c: char| c.is_lowercase())
            && within
            && !listed
            && !named
            && !self.starts_citation(text, number)
    }

    /// A head without the part behind it, where its own stands before it: of `title 28, United States Code, section 12` behind
    /// `section 2254 of` the section is another citation's.
    fn undoubled(&self, text: &str, at: usize, head: Head, groups: &[Group]) -> Head {
        let Named::Form(family, _) = head.named else { return head };
        let ladder = &self.grammar.ladders[self.grammar.families[family as usize].ladder];
        // What is narrower than that goes on from it: `paragraph (2) of 5 U.S.C. 552(a)`.
        let again = head.items.first().and_then(|item| item.path.first()).filter(|part| match part.step {
            Step::Level(level) => {
                groups.iter().any(|g| ladder.rank(g.level).is_some_and(|r| Some(r) <= ladder.rank(level)))
            }
            _ => false,
        });
        let shorter = again.and_then(|part| self.head_named_at(&text[..part.place.start as usize], at));
        shorter.unwrap_or(head)
    }

    /// A head directly behind units: `Article 36 VCCR`, `Section 504, Title 5, United States Code`.
    pub(super) fn head_beside(&self, text: &str, end: usize) -> Option<Head> {
        let rest = &text[end..];
        let comma = rest.strip_prefix(',');
        let (after, gap) = space0(comma.unwrap_or(rest)).ok()?;
        if gap.is_empty() || comma.is_none() && parts_paragraphs(gap) {
            return None;
        }
        let head = self.head_named_at(text, text.len() - after.len())?;
        let whole = head.items.len() == 1 && head.items[0].path.is_empty();
        // Behind a comma only what can't begin a new thought: `title 5, United States Code`.
        let fits = match (&head.named, comma) {
            (Named::Form(family, form), _) => {
                let pattern = &self.grammar.families[*family as usize].forms[*form].pattern;
                let literal =
                    matches!(pattern, Pattern::Seq(items) if matches!(items.first(), Some(Pattern::Literal(_))));
                literal
                    || comma.is_some() && self.begins_with_law(text, *family, pattern, &head)
                    || comma.is_none() && after.starts_with(|c: char| c.is_uppercase())
            }
            (Named::Name(hit), None) => !text[head.place.start as usize..hit.end].contains(' '),
            _ => false,
        };
        (whole && fits).then_some(head)
    }

    /// Whether a head behind a comma can be what the units before it are of: `sec. 121, Pub. L. 104-297`. It is named by
    /// words and a number, and has no units of its own behind it, as `Pub. L. 115-44, § 5` has.
    fn begins_with_law(&self, text: &str, family: FamilyId, pattern: &Pattern, head: &Head) -> bool {
        let family = &self.grammar.families[family as usize];
        let worded = match pattern {
            Pattern::Seq(items) => matches!(items.first(), Some(Pattern::Words(_, None) | Pattern::Alt(_))),
            // `Rule 12(b)(6), Fed. R. Civ. P.`: a name that cites only with a part.
            Pattern::Words(..) => return self.narrowing(text, head.end, true, |_| true).is_empty(),
            _ => false,
        };
        let guessed = family.fields.iter().any(|f| f.missing.is_some());
        // `Section 10308, Pub. L. 95–473, Oct. 17, 1978, related to …` is a section of the Code, with what enacted it.
        let dated = text[head.end..].strip_prefix(',').and_then(|rest| space0(rest).ok());
        if dated.is_some_and(|(rest, _)| super::number::date(&self.grammar.words, rest).is_ok()) {
            return false;
        }
        worded && !family.nouns.is_empty() && !guessed && self.narrowing(text, head.end, true, |_| true).is_empty()
    }

    /// Where the word behind a `the` begins, if one stands at `at`; else `at`.
    pub(super) fn skip_the(&self, text: &str, at: usize) -> usize {
        let rest = &text[at..];
        let behind =
            rest.get(..3).filter(|word| word.eq_ignore_ascii_case("the")).and_then(|_| space1(&rest[3..]).ok());
        behind.map_or(at, |(after, _)| text.len() - after.len())
    }

    fn back_to_the(&self, text: &str, at: usize) -> usize {
        self.determiner_before(text, at).map_or(at, |(start, _)| start)
    }

    /// The numbered unit inside a reference to a level: `such section 104(b)`.
    fn unit_inside(&self, text: &str, reference: &ReferenceMatch) -> Option<Group> {
        let words = &text[reference.start..reference.end];
        let at = reference.start
            + words.rfind(super::is_space).map_or(0, |i| i + words[i..].chars().next().map_or(1, char::len_utf8));
        let (level, plural, len) = self.unit_word(text, at)?;
        self.group(text, at, level, plural, len)
    }

    /// The citation that a head alone makes; none where its form cites only parts, and no part is named.
    pub(crate) fn head_citation(&self, text: &str, start: usize, head: Head) -> Option<Citation> {
        if self.needs_unit(&head) && head.groups.is_empty() && head.tails.is_empty() {
            return None;
        }
        let mut citation = Citation {
            start,
            end: head.end,
            target: Target::Bare,
            determiner: None,
            abbreviated: false,
            members: Vec::new(),
        };
        self.join(text, &[], head, &mut citation);
        Some(citation)
    }

    /// Joins the units before a head with the head and what narrows it behind.
    fn join(&self, text: &str, before: &[Group], head: Head, citation: &mut Citation) {
        let family = if let Named::Form(family, _) = head.named { Some(family) } else { None };
        citation.end = head.tails.last().and_then(|t| t.last()).map_or(head.end, |group| group.end);
        citation.target = Target::Instrument(head.named, head.place);
        let short = |group: &Group| self.any_unit_word(text, group.start).is_some_and(|(unit, _)| unit.behind);
        citation.abbreviated |= head.groups.iter().any(short);
        let (start, end, units) = (citation.start, head.end, !before.is_empty());
        let before = self.levels_of(&citation.target, before);
        let mut items = head.items.into_iter();
        let mut first = items.next().unwrap_or_default();
        let only = items.len() == 0;
        if before.is_empty() && units {
            first.place.start = u32::try_from(start).unwrap_or(u32::MAX);
        }
        let last = (!head.tails.is_empty()).then(|| items.as_slice().last().unwrap_or(&first).clone());
        // Units before the head narrow its first instrument, units behind it its last.
        if before.is_empty() && (!only || head.groups.is_empty()) {
            citation.members.push(from_item(&first));
        } else {
            let behind: &[Group] = if only { &head.groups } else { &[] };
            let groups: Vec<&Group> = behind.iter().chain(before).collect();
            let end = if only { end } else { first.place.end as usize };
            citation.members.extend(members(&groups, &first, start, end));
        }
        let rest = items.len();
        for (i, item) in items.enumerate() {
            if i + 1 == rest && !head.groups.is_empty() {
                let groups: Vec<&Group> = head.groups.iter().collect();
                citation.members.extend(members(&groups, &item, item.place.start as usize, end));
            } else {
                citation.members.push(from_item(&item));
            }
        }
        for tail in head.tails {
            let end = tail.last().map_or(end, |group| group.end);
            let start = tail.first().map_or(end, |group| group.start);
            let groups: Vec<&Group> = tail.iter().collect();
            citation.members.extend(members(&groups, last.as_ref().unwrap_or(&first), start, end));
        }
        // `paragraph 4(1)(a) of S.C. 2012, c. 24` is of its section 4.
        let Some(family) = family.filter(|f| self.grammar.families[*f as usize].numbering.units_from_section) else {
            return;
        };
        for member in &mut citation.members {
            let end = member.range_end.iter_mut().filter_map(|path| path.first_mut());
            for part in member.path.first_mut().into_iter().chain(end) {
                self.as_written(text, family, part);
            }
        }
    }

    /// Gives a unit the level that its number names in an instrument of a family.
    fn as_written(&self, text: &str, family: FamilyId, part: &mut Part) {
        let Step::Level(level) = part.step else { return };
        let bracketed = text[..part.place.start as usize].ends_with('(');
        if let Some(level) = self.grammar.level_written(family, level, part.place.of(text), bracketed) {
            part.step = Step::Level(level);
        }
    }
}

impl Parser {
    /// The units before a head without those whose level its family doesn't have: `schedule II of 21 U.S.C. 812(c)` and
    /// `article III of Public Law 91-538` stand in what is named, and have no number in its own.
    fn levels_of<'g>(&self, target: &Target, groups: &'g [Group]) -> Vec<&'g Group> {
        let Target::Instrument(Named::Form(family, _), _) = target else { return groups.iter().collect() };
        let ladder = &self.grammar.ladders[self.grammar.families[*family as usize].ladder];
        let kept = |g: &&Group| ladder.rank(g.level).is_some() || !self.grammar.levels[g.level as usize].weak;
        groups.iter().filter(kept).collect()
    }
}

pub(super) fn from_item(item: &Item) -> Member {
    Member {
        place: item.place,
        fields: item.fields.clone(),
        path: item.path.clone(),
        range_end: item.range_end.clone(),
        range_fields: item.range_fields.clone(),
        open: item.open,
    }
}

/// One member for each item of the last group, below what the broader groups and the instrument's item give. The
/// first reaches back to `start`, the last on to `end`.
pub(super) fn members(groups: &[&Group], item: &Item, start: usize, end: usize) -> Vec<Member> {
    let Some((last, broader)) = groups.split_last() else { return Vec::new() };
    let mut stem: Path = item.path.clone();
    for group in broader {
        stem.extend(group.items.last().into_iter().flat_map(|i| i.path.iter().copied()));
    }
    let below = |path: &Path| -> Path { stem.iter().copied().chain(path.iter().copied()).collect() };
    let mut out: Vec<Member> = last
        .items
        .iter()
        .map(|i| Member {
            place: i.place,
            fields: item.fields.clone(),
            path: below(&i.path),
            range_end: i.range_end.as_ref().map(|path| Box::new(below(path))),
            range_fields: None,
            open: i.open,
        })
        .collect();
    if let Some(first) = out.first_mut() {
        first.place.start = first.place.start.min(u32::try_from(start).unwrap_or(u32::MAX));
        if last.start < first.place.start as usize || start < last.start {
            first.place.start = u32::try_from(start).unwrap_or(u32::MAX);
        }
    }
    if let Some(member) = out.last_mut() {
        member.place.end = member.place.end.max(u32::try_from(end).unwrap_or(u32::MAX));
    }
    out
}
