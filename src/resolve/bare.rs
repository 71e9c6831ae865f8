//! Parts named alone: `Section 207`, `subsection (a)`, `Article 41`, `¶ 3`.

use std::borrow::Cow;

use super::back::{found_from, found_in, found_term};
use super::frame::Frame;
use super::ids::join;
use super::walk::Walk;
use super::{Form, antecedent::Known};
use crate::grammar::{FamilyId, LevelId, Shape};
use crate::parse::{Citation, Part, Step};
use crate::provision::split_at_section;
use crate::text::Span;

/// How far back a part reaches to what has such parts, in bytes.
const NEAR: usize = 3000;
/// How far a bare section reaches back to an instrument that was not cited with that section.
const SECTION_REACH: usize = 6000;

impl Walk<'_> {
    /// A citation of a part alone.
    pub(super) fn bare_citation(&mut self, citation: &Citation) {
        let Some(first) = citation.members.first() else { return };
        if let Some(of) = self.resolver.scanner.parser().after_of(self.text, citation.end)
            && let Some((term, end)) = self.term_at(of)
        {
            let found = found_term(term, 0.95);
            let mut citation = citation.clone();
            if let Some(last) = citation.members.last_mut() {
                last.place.end = u32::try_from(end).unwrap_or(last.place.end);
            }
            self.skip_to(end);
            return self.members(&citation, Form::Short, &found);
        }
        // What is said to be of something isn't of what stood before, even where that something isn't recognised.
        if let Some(of) = self.resolver.scanner.parser().after_of(self.text, citation.end) {
            let weak = matches!(first.path.first(), Some(Part { step: Step::Level(l), .. }) if self.resolver.grammar().levels[*l as usize].weak);
            if !weak {
                let to = self.boundary((of + 60).min(self.text.len()));
                let what = self.text[of..to].split([',', ';', '.', '(', ')', '\n']).next().unwrap_or("").trim();
                self.unresolved(citation, &format!("it is of “{what}”, which is not recognised"));
            }
            return;
        }
        if self.begins_with_mark(&first.path) {
            return self.bare_marks(citation);
        }
        let Some(Part { step: Step::Level(level), .. }) = first.path.first().copied() else { return };
        if Some(level) == self.resolver.levels.section {
            self.bare_section(citation);
        } else {
            self.bare_level(citation, level);
        }
    }

    /// `subsection (a)`, `paragraph (1)(A)`: in the frame of what is quoted, of what is amended, of the text itself, or
    /// of the provision just named.
    fn bare_marks(&mut self, citation: &Citation) {
        if let Some(frame) = self.quoting().cloned() {
            let sure = 0.9;
            return self.members_in(
                citation,
                Form::Anaphora,
                &frame,
                sure,
                "inside the words quoted, it is of the provision quoted",
            );
        }
        if let Some(frame) = self.amendment.as_ref().map(|a| a.frame.clone()) {
            if self.has_sections(frame.family) && !frame.path.iter().any(|c| crate::provision::is_section(&c.text)) {
                return self.unresolved(citation, "the amendment doesn't say of which section it is");
            }
            return self.members_in(
                citation,
                Form::Short,
                &frame,
                0.85,
                "in an amendment, it is of the provision amended",
            );
        }
        if let Some(frame) = self.own.clone() {
            if frame.base.is_empty() {
                return self.unresolved(
                    citation,
                    "it is of the text's own instrument, and the text doesn't say which that is",
                );
            }
            return self.members_in(citation, Form::Short, &frame, 0.9, "it is of the text's own instrument");
        }
        let start = citation.start;
        let deep = |k: &Known| !k.below().is_empty();
        match self.memory.nearest(start, 1200, deep).cloned() {
            Some(known) => {
                let frame = self.frame_of(&known);
                if self.too_deep(citation, &frame) {
                    let why = "the provision named before it is cited too broadly to tell which of its parts is meant";
                    return self.unresolved(citation, why);
                }
                self.members_in(citation, Form::Short, &frame, 0.7, "it is of the provision named just before");
            }
            None => self.unresolved(citation, "no provision named before it has parts of this kind"),
        }
    }

    /// Whether a citation's unit is too common a word to be one by itself.
    pub(super) fn is_weak(&self, citation: &Citation) -> bool {
        let first = citation.members.first().and_then(|m| m.path.first());
        matches!(first, Some(Part { step: Step::Level(l), .. }) if self.resolver.grammar().levels[*l as usize].weak)
    }

    /// Whether a citation's level lies more than one below the frame's: `paragraph (3)` after a section cited whole can be
    /// of any of its subsections.
    fn too_deep(&self, citation: &Citation, frame: &Frame) -> bool {
        let grammar = self.resolver.grammar();
        let ladder = &grammar.ladders[grammar.families[frame.family as usize].ladder];
        let Some(Part { step: Step::Level(level), place }) = citation.members.first().and_then(|m| m.path.first())
        else {
            return false;
        };
        let rank = |l: Option<LevelId>| l.and_then(|l| ladder.rank(l));
        let (Some(own), Some(section)) = (rank(Some(*level)), rank(self.resolver.levels.section)) else { return false };
        let marks: Vec<&str> = frame.path.iter().filter(|c| c.mark).map(|c| c.text.as_str()).collect();
        let open_there = marks.iter().any(|m| crate::parse::same_kind(m, place.of(self.text)));
        own > section + 1 + marks.len() && !open_there
    }

    pub(super) fn frame_of(&self, known: &Known) -> Frame {
        let mut frame = Frame::new(known.base().to_owned(), known.family);
        frame.from = Some(known.start);
        let parts = known.below().split('/').skip(1);
        frame.path = parts.enumerate().map(|(i, p)| super::ids::Component { text: p.into(), mark: i > 0 }).collect();
        frame
    }

    /// Members relative to a frame, level by level.
    pub(super) fn members_in(
        &mut self,
        citation: &Citation,
        form: Form,
        frame: &Frame,
        confidence: f32,
        why: impl Into<Cow<'static, str>>,
    ) {
        let resolver = self.resolver;
        let grammar = resolver.grammar();
        let ladder = &grammar.ladders[grammar.families[frame.family as usize].ladder];
        let many = citation.members.len() > 1;
        let found = found_in(frame, confidence, why);
        for member in &citation.members {
            let span = Span::new(member.place.start as usize, member.place.end as usize);
            let form = if many { Form::ListMember } else { form };
            let level = member.path.iter().find_map(|p| if let Step::Level(l) = p.step { Some(l) } else { None });
            let place = |path: &[Part]| {
                let named = resolver.components(self.text, frame.family, path)?;
                let section = resolver
                    .levels
                    .section
                    .filter(|s| ladder.rank(*s).is_some())
                    .or_else(|| grammar.level("article"))?;
                frame.relative(ladder, section, level?, &named)
            };
            match place(&member.path) {
                Some(components) => {
                    let end = member.range_end.as_deref().and_then(|path| {
                        // The end of a range may be bare marks: it has the level of its beginning.
                        let mut path = path.clone();
                        if let (Some(first), Some(level)) = (path.first_mut(), level)
                            && first.step == Step::Mark
                        {
                            first.step = Step::Level(level);
                        }
                        join(&frame.base, &place(&path)?)
                    });
                    let form = if end.is_some() { Form::Range } else { form };
                    self.keep(span, form, &found, &components, end, many);
                }
                None => self.abstain(
                    span,
                    form,
                    format!("{} has no such level", grammar.families[frame.family as usize].name),
                ),
            }
        }
    }

    /// `Section 207`: the frame's, the document's own, of the instrument cited with that very section, or of the
    /// nearest that can have one.
    fn bare_section(&mut self, citation: &Citation) {
        let number = citation.members[0].path[0].place.of(self.text).to_owned();
        let plain: String = number.chars().map(|c| if crate::parse::is_dash(c) { '-' } else { c }).collect();
        // `§ 394-ccc` in a shape of number that isn't read here.
        let goes_on =
            self.text[citation.members[0].path[0].place.end as usize..].strip_prefix('-').is_some_and(|rest| {
                let letters = rest.bytes().take_while(u8::is_ascii_lowercase).count();
                let same = rest.bytes().take(letters).all(|b| b == rest.as_bytes()[0]);
                (1..=4).contains(&letters) && same && !rest[letters..].starts_with(|c: char| c.is_alphanumeric())
            });
        if goes_on {
            return self.unresolved(citation, "its number goes on in a way that is not read");
        }
        // `such section 104` is the one cited before.
        if citation.determiner.is_some()
            && let Some(known) = self.cited_section(&plain).cloned()
        {
            let found = found_from(&known, 0.9, format!("section {plain} was cited before with its instrument"));
            return self.members(citation, Form::Anaphora, &found);
        }
        let frame = self.quoting().cloned().or_else(|| self.amendment.as_ref().map(|a| a.frame.clone()));
        // What the amended law is known not to have is a section of the amending one.
        let had = |f: &Frame| self.may_have_all(&f.base, citation);
        if let Some(frame) = frame.filter(|f| self.number_fits(f.family, &plain) && had(f)) {
            let found = found_in(&frame, 0.85, "inside words quoted or amended, it is a section of that instrument");
            self.members(citation, Form::Short, &found);
            return self.goes_on_in(citation);
        }
        if let Some(frame) = self.own.clone().filter(|f| self.number_fits(f.family, &plain)) {
            if frame.base.is_empty() {
                return self.unresolved(
                    citation,
                    "it is of the text's own instrument, and the text doesn't say which that is",
                );
            }
            let found = found_in(&frame, 0.9, "it is a section of the text's own instrument");
            return self.members(citation, Form::Short, &found);
        }
        // `id. § 23` is of the citation just before it, which may be one that isn't recognised.
        if self.after_id(citation.start) {
            // A citation within brackets that are closed again is no part of the outer text that `id.` goes on with.
            let outer = |k: &&Known| {
                let between = self.text.get(k.end..citation.start).unwrap_or_default();
                between.matches(')').count() <= between.matches('(').count()
            };
            let last = self
                .memory
                .iter_back()
                .take(8)
                .find(outer)
                .filter(|k| k.end + 120 >= citation.start && self.can_have_section(k, &plain))
                .filter(|k| {
                    let between = self.text.get(k.end..citation.start).unwrap_or_default();
                    !holds_reporter_page(between) && !between.contains('¶')
                })
                .cloned();
            return match last {
                Some(known) => {
                    self.members(citation, Form::Short, &found_from(&known, 0.8, "of the citation that “id.” repeats"));
                }
                None => self.unresolved(citation, "“id.” repeats a citation that is not recognised"),
            };
        }
        if let Some(known) = self.cited_section(&plain).cloned() {
            // In a paragraph that speaks of another instrument, a low number is more likely that one's.
            if let Some(other) = self.spoken_of(citation, &known, &plain) {
                let found = found_from(&other, 0.75, "the instrument that the paragraph speaks of");
                return self.members(citation, Form::Short, &found);
            }
            let found = found_from(&known, 0.92, format!("section {plain} was cited before with its instrument"));
            self.members(citation, Form::Short, &found);
            return self.amended(citation, &found);
        }
        if self.is_of_unknown_work(citation.start) {
            return self.unresolved(citation, "it is of the work before the comma, which is not recognised");
        }
        let fits = |k: &Known| self.can_have_section(k, &plain) && self.may_have_all(k.base(), citation);
        match self.memory.nearest(citation.start, SECTION_REACH, fits).cloned() {
            Some(known) if self.memory.tied(&known, citation.start, fits) => {
                self.unresolved(citation, "several instruments were named together before it");
            }
            Some(known) => {
                let found = found_from(&known, 0.75, "the nearest instrument before it that can have such a section");
                self.members(citation, Form::Short, &found);
            }
            None => self.unresolved(citation, "no instrument before it can have such a section"),
        }
    }

    /// An amendment goes on in the section that an instruction begins with: `In § 180.650, revise paragraph (a)`.
    fn goes_on_in(&mut self, citation: &Citation) {
        if self.quoting().is_some() {
            return;
        }
        let line = self.text[..citation.start].rfind('\n').map_or(0, |at| at + 1);
        let starts = &self.resolver.grammar().reference.amending_starts;
        let before = self.text[line..citation.start].trim_matches(|c: char| !c.is_alphabetic());
        let begins = before.is_empty() || starts.iter().any(|s| s == before);
        let section = self.resolver.levels.section;
        let components = citation.members.first().filter(|_| citation.members.len() == 1).and_then(|m| {
            let is_section = matches!(m.path.first(), Some(Part { step: Step::Level(l), .. }) if Some(*l) == section);
            let family = self.amendment.as_ref()?.frame.family;
            is_section.then(|| self.resolver.components(self.text, family, &m.path)).flatten()
        });
        if let (true, Some(amendment), Some(components)) = (begins, &mut self.amendment, components) {
            amendment.frame.path = components;
            amendment.until = amendment.until.max(citation.end.saturating_add(6000));
        }
    }

    /// Whether a name or number that isn't recognised stands before the comma before `at`: `UCPA, section 4`,
    /// `A/C.3/SR.1259, § 12`.
    fn is_of_unknown_work(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end();
        let Some(before) = before.strip_suffix(',') else {
            // `Restatement of Judgments § 24`: a capital inside a sentence, directly before the sign.
            let mut words = before.rsplit(char::is_whitespace).filter(|w| !w.is_empty());
            let (Some(word), Some(other)) = (words.next(), words.next()) else { return false };
            let capital =
                word.len() > 3 && word.chars().all(char::is_alphabetic) && word.starts_with(char::is_uppercase);
            let inside = other.ends_with(|c: char| c.is_alphanumeric() || c == ',');
            let unknown = self.memory.last().is_none_or(|k| k.end < before.len());
            return self.text[at..].starts_with('§') && capital && inside && unknown;
        };
        if self.memory.last().is_some_and(|k| k.end >= before.len()) {
            return false;
        }
        let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        capitals >= 2 || word.contains('/') && word.contains(|c: char| c.is_ascii_digit())
    }

    /// Whether a noun of an instrument with such parts stands between two places, as part of a name: `the Statute of …`.
    fn names_between(&self, from: usize, to: usize, level: LevelId) -> bool {
        let grammar = self.resolver.grammar();
        let has = |f: &crate::grammar::Family| grammar.ladders[f.ladder].rank(level).is_some();
        let mut words = self.text[from..to].split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 4);
        words.any(|w| {
            w.starts_with(char::is_uppercase)
                && grammar.families.iter().filter(|f| has(f)).any(|f| f.nouns.iter().any(|n| n == w))
        })
    }

    /// Whether `id.` or `ibid.` stands directly before.
    fn after_id(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end();
        let words = &self.resolver.grammar().reference.id;
        words.iter().filter(|w| w.ends_with('.')).any(|word| {
            let Some((head, tail)) = before.len().checked_sub(word.len()).and_then(|at| before.split_at_checked(at))
            else {
                return false;
            };
            tail.eq_ignore_ascii_case(word) && !head.ends_with(char::is_alphanumeric)
        })
    }

    /// The last mention of a section with this number, whatever its instrument's sections are called.
    fn cited_section(&self, number: &str) -> Option<&Known> {
        let grammar = self.resolver.grammar();
        let rung = |family: FamilyId| {
            grammar.ladders[grammar.families[family as usize].ladder].rung(self.resolver.levels.section?)
        };
        let part = |prefix: &str| {
            let known = self.memory.with_part(&format!("{prefix}{number}"))?;
            rung(known.family).is_some_and(|r| r.prefix == prefix).then_some(known)
        };
        ["s", ""].into_iter().filter_map(part).max_by_key(|k| k.start)
    }

    /// The instrument named last in the paragraph of a bare section, when the section was cited before that paragraph
    /// with another one and can be of either.
    fn spoken_of(&self, citation: &Citation, known: &Known, number: &str) -> Option<Known> {
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 2 {
            return None;
        }
        let floor = self.boundary(citation.start.saturating_sub(4000));
        let paragraph = self.text[floor..citation.start].rfind("\n\n").map_or(floor, |at| floor + at + 2);
        let sections = |k: &&Known| self.has_sections(k.family);
        let last = self.memory.iter_back().take_while(|k| k.start >= paragraph).find(sections)?;
        let fits = known.end <= paragraph
            && !last.pointed
            && last.base() != known.base()
            && !self.is_code(last.family)
            // An Act's sections are cited by number long after the Act was named.
            && !self.is_enacted(last.family)
            && !self.is_enacted(known.family)
            && self.can_have_section(last, number);
        // Where the paragraph also names the one of before, it may be either.
        let both = self.memory.iter_back().take_while(|k| k.start >= paragraph).any(|k| k.base() == known.base());
        (fits && !both).then(|| last.clone())
    }

    /// Whether an instrument may have every section of a list: none is known to be missing.
    fn may_have_all(&self, base: &str, citation: &Citation) -> bool {
        let section = self.resolver.levels.section;
        citation.members.iter().filter_map(|m| m.path.first()).all(|part| {
            let is_section = matches!(part.step, Step::Level(level) if Some(level) == section);
            let number = || part.place.of(self.text).replace(crate::parse::is_dash, "-");
            !is_section || self.has_section(base, &number()) != Some(false)
        })
    }

    /// Whether an instrument can have a section of this number, as far as the registry and the number's shape tell.
    pub(super) fn can_have_section(&self, known: &Known, number: &str) -> bool {
        // A section with its part's number in it is of a part cited before: `§ 510.201` after `31 CFR part 510`.
        if let Some((part, _)) = number.split_once('.') {
            let cited = known
                .below()
                .split('/')
                .filter_map(|p| p.split_once(|c: char| c.is_ascii_digit()).map(|(l, _)| &p[l.len()..]));
            if !cited.map(|n| n.split('.').next().unwrap_or(n)).any(|n| n == part) {
                return false;
            }
        }
        if self.resolver.grammar().families[known.family as usize].sections_within_parts {
            return false;
        }
        // The low sections of a code title are seldom meant without it; `Section 8` after `12 U.S.C. 1818` is an Act's.
        let digits = |number: &str| number.bytes().take_while(u8::is_ascii_digit).count();
        let cited = || split_at_section(known.id.as_str()).and_then(|(s, _)| s.rsplit_once("/s")).map(|(_, n)| n);
        if self.is_code(known.family) && digits(number) < 3 && cited().is_none_or(|n| digits(n) > 2) {
            return false;
        }
        let listed = self.has_section(known.base(), number);
        listed == Some(true) || listed.is_none() && self.number_fits(known.family, number)
    }

    /// Whether a family's sections can have a number of this shape.
    fn number_fits(&self, family: FamilyId, number: &str) -> bool {
        let spec = &self.resolver.grammar().families[family as usize];
        let field = spec.fields.iter().find(|f| f.level.is_some() && f.level == self.resolver.levels.section);
        if let Some(Shape::Regex(regex)) = field.map(|f| &f.shape) {
            return regex.is_match(number);
        }
        match field.and_then(|f| f.contains.as_deref()) {
            Some(sign) => number.contains(sign),
            // Sections with a dash in their number are a code's; which ones, the registry knows.
            None => self.has_sections(family) && !number.contains(['.', '-']),
        }
    }

    /// `Article 41`, `title III`: of the nearest instrument that has such a level; too common a word to keep when
    /// none has.
    fn bare_level(&mut self, citation: &Citation, level: LevelId) {
        let grammar = self.resolver.grammar();
        // `article 3(a)` isn't of what has sections below its articles, and those with a word of their own.
        let marked = citation.members.iter().any(|m| m.path.get(1).is_some_and(|p| p.step == Step::Mark));
        let section = self.resolver.levels.section;
        let article_level = grammar.level("article");
        let fits = |family: FamilyId| {
            let ladder = &grammar.ladders[grammar.families[family as usize].ladder];
            // `¶ 46` is no paragraph of what has sections or articles: it would be of one of these.
            let top = [section, article_level].into_iter().flatten().filter_map(|l| ladder.rank(l)).max();
            let rank = ladder.rank(level);
            rank.is_some_and(|own| top.is_none_or(|top| own <= top)) && (!marked || ladder.has_marks_below(level))
        };
        // `part 39` after `14 CFR part 39`.
        let named = citation.members.first().and_then(|m| m.path.first()).map(|p| p.place.of(self.text).to_owned());
        let again = named.as_ref().and_then(|named| {
            let rung = |family: FamilyId| grammar.ladders[grammar.families[family as usize].ladder].rung(level);
            let prefixes = grammar
                .ladders
                .iter()
                .filter_map(|l| l.rung(level))
                .map(|r| r.prefix.as_str())
                .filter(|p| !p.is_empty());
            let part = |prefix: &str| {
                let known = self.memory.with_part(&format!("{prefix}{named}"))?;
                // `article 3` isn't what was cited as Article III.
                let as_written = self.text[known.start..known.end].contains(named.as_str());
                (as_written && fits(known.family) && rung(known.family).is_some_and(|r| r.prefix == prefix))
                    .then_some(known)
            };
            prefixes.filter_map(part).max_by_key(|k| k.start)
        });
        if let Some(known) = again.cloned() {
            let found = found_from(&known, 0.85, "cited before with its instrument");
            return self.members(citation, Form::Short, &found);
        }
        // `Judgement, ¶ 250` is of the work before the comma, which isn't recognised.
        if self.text[citation.start..].starts_with('¶') && self.text[..citation.start].trim_end().ends_with(',') {
            return self.unresolved(citation, "it is of the work before the comma, which is not recognised");
        }
        let article = [grammar.level("article"), grammar.level("amendment")].contains(&Some(level))
            || grammar.levels[level as usize].name.contains("paragraph");
        if !article {
            return;
        }
        if let Some(frame) =
            self.quoting().cloned().or_else(|| self.own.clone()).filter(|f| fits(f.family) && !f.base.is_empty())
        {
            let found = found_in(&frame, 0.8, "it is of the instrument that the words belong to");
            return self.members(citation, Form::Short, &found);
        }
        let known = self.memory.nearest(citation.start, NEAR, |k| fits(k.family)).cloned();
        if let Some(known) = known {
            if self.names_between(known.end.min(citation.start), citation.start, level) {
                return self.unresolved(citation, "an instrument that is not recognised is named nearer");
            }
            let found = found_from(&known, 0.75, "of the nearest instrument before it that has such parts");
            self.members(citation, Form::Short, &found);
        }
    }
}

/// Whether words hold a volume, a reporter of one to three words and a page, as cases are cited: `12 F. 3d 4`.
fn holds_reporter_page(words: &str) -> bool {
    let starts = |word: &str, is: fn(char) -> bool| word.starts_with(is);
    let words: Vec<&str> = words.split_whitespace().collect();
    words.iter().enumerate().filter(|(_, word)| word.bytes().all(|b| b.is_ascii_digit())).any(|(at, _)| {
        let rest = &words[at + 1..];
        let reporter = rest.iter().take(3).take_while(|w| starts(w, char::is_uppercase)).count();
        let series = rest.get(reporter).is_some_and(|w| w.ends_with('d') && starts(w, |c| c.is_ascii_digit()));
        let page = rest.get(reporter + usize::from(series));
        reporter > 0 && page.is_some_and(|w| starts(w, |c| c.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::holds_reporter_page;

    #[test]
    fn a_case_is_told_from_a_year_and_from_a_sentence_with_numbers() {
        for case in ["Hill v. Dale, 12 F.3d 4 (1st Cir. 1994)", "12 F. 3d 4", "488 U. S. 1033", "470 U.S. 856, 859"] {
            assert!(holds_reporter_page(case), "{case}");
        }
        for other in ["(2012). It was 5 Years later", "for 10 years or 20", "", "section 5 Congress"] {
            assert!(!holds_reporter_page(other), "{other}");
        }
    }
}
