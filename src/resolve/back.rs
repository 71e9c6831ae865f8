//! Words that point back: `Section 207`, `subsection (a)`, `of that legislation`, `this Act`, `that provision`.

use std::borrow::Cow;

use super::frame::Frame;
use super::ids::{Components, join};
use super::walk::{Found, Walk};
use super::{Form, antecedent::Known};
use crate::grammar::{Determiner, FamilyId, LevelId};
use crate::parse::{Citation, Noun, Part, ReferenceMatch, Step};
use crate::text::Span;

/// How far back a pronoun reaches, in bytes.
const NEAR: usize = 3000;
/// How far a bare section reaches back to an instrument that was not cited with that section.
const SECTION_REACH: usize = 6000;

impl Walk<'_> {
    /// A reference that stands alone: kept when its antecedent is found.
    pub(super) fn reference(&mut self, reference: &ReferenceMatch) {
        // `such order` and the like speak of a kind, not of one; `such Act` of one.
        let such = self.text[reference.start..].get(..4).is_some_and(|w| w.eq_ignore_ascii_case("such"));
        if such && !reference.capital {
            return;
        }
        let common = self.is_common(reference);
        if common && !reference.capital && reference.determiner == Determiner::Defined {
            return;
        }
        if reference.determiner == Determiner::Defined && !reference.capital && self.is_described(reference.end) {
            return;
        }
        let alone = match reference.noun {
            Noun::Level(level) => {
                let the = reference.determiner == Determiner::Defined;
                let new = reference.determiner == Determiner::Newest;
                reference.determiner == Determiner::Own || !the && !new && self.level_can_stand_alone(level)
            }
            Noun::There | Noun::Id => false,
            _ => true,
        };
        if !alone || such && self.generic(reference) {
            return;
        }
        let Some((found, form)) = self.antecedent(reference) else { return };
        let span = Span::new(reference.start, reference.end);
        let below = found.below.clone();
        self.keep(span, form, &found, &below, None, false);
    }

    /// `such Executive order`: any that fits the description. Only the nouns that name laws refer to one.
    fn generic(&self, reference: &ReferenceMatch) -> bool {
        match &reference.noun {
            Noun::Families(families) => !families.iter().any(|f| self.resolver.grammar().families[*f as usize].enacted),
            _ => true,
        }
    }

    /// Whether a reference's noun is a common word: `order`, `law`.
    fn is_common(&self, reference: &ReferenceMatch) -> bool {
        let words = &self.text[reference.start..reference.end];
        let noun = words.split_once(char::is_whitespace).map_or(words, |(_, noun)| noun.trim_start());
        self.resolver.grammar().reference.common.iter().any(|n| n.eq_ignore_ascii_case(noun))
    }

    /// Whether what follows a noun describes it: `the statute of limitations`, `the order that applied`.
    fn is_described(&self, end: usize) -> bool {
        let rest = self.text[end..].trim_start();
        let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        rest.len() < self.text.len() - end && self.resolver.grammar().reference.described.iter().any(|d| d == word)
    }

    fn level_can_stand_alone(&self, level: LevelId) -> bool {
        !self.resolver.grammar().levels[level as usize].weak
    }

    /// A citation of a part of something that it points back to: `section 201 of that legislation`.
    pub(super) fn back_citation(&mut self, citation: &Citation, reference: &ReferenceMatch) {
        if let Some((found, _)) = self.antecedent(reference) {
            let form = if reference.determiner == Determiner::Own { Form::Short } else { Form::Anaphora };
            self.relative_members(citation, form, &found);
        } else if !self.is_weak(citation) {
            // `part 3 of the report` is a citation only where there is such a report.
            let words = &self.text[reference.start..reference.end];
            self.unresolved(citation, &format!("nothing before it can be what “{words}” points back to"));
        }
    }

    /// Members below a target found: a path of its own, or marks relative to where the target stands.
    fn relative_members(&mut self, citation: &Citation, form: Form, found: &Found) {
        let frame =
            Frame { base: found.base.clone(), family: found.family, path: found.below.clone(), from: found.antecedent };
        let marks = citation.members.first().is_some_and(|m| self.begins_with_mark(&m.path));
        if marks && !found.below.is_empty() {
            return self.members_in(citation, form, &frame, found.confidence, found.why.clone());
        }
        // A section is the instrument's, wherever in it the target stood.
        let flat = Found { below: if marks { found.below.clone() } else { Components::new() }, ..found.clone() };
        self.members(citation, form, &flat);
    }

    fn begins_with_mark(&self, path: &[Part]) -> bool {
        let Some(first) = path.first() else { return false };
        match first.step {
            Step::Mark => true,
            Step::Level(level) => {
                let name = &self.resolver.grammar().levels[level as usize].name;
                let bracketed = first.place.start > 0 && self.text[..first.place.start as usize].ends_with('(');
                bracketed || name.starts_with("sub") && name != "subtitle" && name != "subchapter" && name != "subpart"
            }
            Step::Field(_) => false,
        }
    }

    /// A citation of a part alone.
    pub(super) fn bare_citation(&mut self, citation: &Citation) {
        if let Some(first) = citation.members.first()
            && let Some(of) = self.resolver.scanner.parser().after_of(self.text, citation.end)
            && let Some((term, end)) = self.term_at(of)
        {
            let found = Found {
                base: term.id.as_str().to_owned(),
                family: term.family,
                below: Components::new(),
                antecedent: Some(term.at),
                confidence: 0.95,
                why: format!("the document defines “{}”", term.text).into(),
            };
            let mut citation = citation.clone();
            let _ = first;
            if let Some(last) = citation.members.last_mut() {
                last.place.end = u32::try_from(end).unwrap_or(last.place.end);
            }
            self.skip_to(end);
            return self.members(&citation, Form::Short, &found);
        }
        let Some(first) = citation.members.first() else { return };
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
    fn is_weak(&self, citation: &Citation) -> bool {
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
    fn members_in(
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
        let found = Found {
            base: frame.base.clone(),
            family: frame.family,
            below: Components::new(),
            antecedent: frame.from,
            confidence,
            why: why.into(),
        };
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
        // `such section 104` is the one cited before.
        if citation.determiner.is_some()
            && let Some(known) = self.cited_section(&plain).cloned()
        {
            let found = found_from(&known, 0.9, format!("section {plain} was cited before with its instrument"));
            return self.members(citation, Form::Anaphora, &found);
        }
        let frame = self.quoting().cloned().or_else(|| self.amendment.as_ref().map(|a| a.frame.clone()));
        if let Some(frame) = frame.filter(|f| self.number_fits(f.family, &plain)) {
            let found = found_in(&frame, 0.85, "inside words quoted or amended, it is a section of that instrument");
            return self.members(citation, Form::Short, &found);
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
            let last = self
                .memory
                .last()
                .filter(|k| k.end + 120 >= citation.start && self.can_have_section(k, &plain))
                .filter(|k| !holds_reporter_page(self.text.get(k.end..citation.start).unwrap_or_default()))
                .cloned();
            return match last {
                Some(known) => {
                    self.members(citation, Form::Short, &found_from(&known, 0.8, "of the citation that “id.” repeats"));
                }
                None => self.unresolved(citation, "“id.” repeats a citation that is not recognised"),
            };
        }
        if let Some(known) = self.cited_section(&plain).cloned() {
            let found = found_from(&known, 0.92, format!("section {plain} was cited before with its instrument"));
            self.members(citation, Form::Short, &found);
            return self.amended(citation, &found);
        }
        let fits = |k: &Known| self.can_have_section(k, &plain);
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

    /// Whether an instrument can have a section of this number, as far as the registry and the number's shape tell.
    fn can_have_section(&self, known: &Known, number: &str) -> bool {
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
        let listed = self.resolver.authority().has_section(known.base(), number);
        listed == Some(true) || listed.is_none() && self.number_fits(known.family, number)
    }

    /// Whether a family's sections can have a number of this shape.
    fn number_fits(&self, family: FamilyId, number: &str) -> bool {
        let spec = &self.resolver.grammar().families[family as usize];
        let field = spec.fields.iter().find(|f| f.level.is_some() && f.level == self.resolver.levels.section);
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
        let fits = |family: FamilyId| {
            let ladder = &grammar.ladders[grammar.families[family as usize].ladder];
            ladder.rank(level).is_some()
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
                (as_written && rung(known.family).is_some_and(|r| r.prefix == prefix)).then_some(known)
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
        let article =
            grammar.level("article") == Some(level) || grammar.levels[level as usize].name.contains("paragraph");
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
            let found = found_from(&known, 0.75, "of the nearest instrument before it that has such parts");
            self.members(citation, Form::Short, &found);
        }
    }

    fn unresolved(&mut self, citation: &Citation, why: &str) {
        for member in &citation.members {
            let span = Span::new(member.place.start as usize, member.place.end as usize);
            self.abstain(span, Form::Short, why.to_owned());
        }
    }

    /// What a reference points back to, and the form that it then has.
    pub(super) fn antecedent(&self, reference: &ReferenceMatch) -> Option<(Found, Form)> {
        let at = reference.start;
        if let Noun::Level(level) = reference.noun {
            return self.level_antecedent(reference, level);
        }
        if reference.determiner == Determiner::Own {
            if let Some(frame) = self.quoting()
                && (self.noun_fits(&reference.noun, frame.family, true) || matches!(reference.noun, Noun::Families(_)))
            {
                let why = "inside the words quoted, it is the instrument quoted";
                return Some((found_in(frame, 0.9, why), Form::Anaphora));
            }
            if let Some(own) = &self.own
                && (self.noun_fits(&reference.noun, own.family, true) || !matches!(reference.noun, Noun::Provision))
            {
                let own = (!own.base.is_empty()).then_some(own)?;
                return Some((found_in(own, 0.95, "the text's own words for itself"), Form::Own));
            }
        }
        if reference.determiner == Determiner::Defined && reference.capital {
            let words = &self.text[reference.start..reference.end];
            let noun = words.rsplit(' ').next().unwrap_or(words);
            if let Some(term) = self.terms.iter().rev().find(|t| t.text.eq_ignore_ascii_case(noun)) {
                let found = Found {
                    base: term.id.as_str().to_owned(),
                    family: term.family,
                    below: Components::new(),
                    antecedent: Some(term.at),
                    confidence: 0.97,
                    why: format!("the document defines “{}”", term.text).into(),
                };
                return Some((found, Form::Anaphora));
            }
        }
        let reach = match (&reference.noun, reference.determiner) {
            (Noun::There, _) => 300,
            (Noun::Provision, _) => 1500,
            (_, Determiner::Defined) if !reference.capital => 600,
            _ if !reference.capital && self.is_common(reference) => 800,
            _ => NEAR,
        };
        let fits = |k: &Known| match reference.noun {
            // `the statute` is of one that was named near by, not of another such word, or a chain of them drifts off.
            _ if k.pointed && !reference.capital => false,
            Noun::There => true,
            Noun::Provision => !self.is_page(k.family),
            // A whole title of a code is no statute.
            Noun::Statute(_) if k.below().is_empty() && self.is_code(k.family) => false,
            _ => self.noun_fits(&reference.noun, k.family, k.act),
        };
        let known = match reference.determiner {
            Determiner::Newest => self.newest(fits)?,
            _ => self.memory.nearest(at, reach, fits)?,
        };
        if self.memory.tied(known, at, fits) {
            return None;
        }
        // In a new paragraph `that provision` may be either of two sections that the ones before it speak of.
        if reference.noun == Noun::Provision
            && self.text[known.end.min(at)..at].contains('\n')
            && self.memory.nearest(at, reach, |k| fits(k) && k.is_in_another_section(known)).is_some()
        {
            return None;
        }
        let whole = !matches!(reference.noun, Noun::Provision | Noun::There | Noun::Statute(_));
        let mut found = found_from(
            known,
            0.8,
            format!("the nearest before it that “{}” can mean", &self.text[reference.start..reference.end]),
        );
        let code = self.is_code(known.family);
        if !whole || code {
            found.below = self.frame_of(known).path;
        }
        Some((found, Form::Anaphora))
    }

    /// The latest by date of what was named before; of several of that date the nearest.
    fn newest(&self, fits: impl Fn(&Known) -> bool) -> Option<&Known> {
        let dated = |k: &Known| self.resolver.authority().facts(&k.id).map_or("", |f| f.date);
        self.memory.iter_back().take(400).filter(|k| fits(k)).fold(None, |best: Option<&Known>, k| match best {
            Some(b) if dated(k) <= dated(b) => Some(b),
            _ => Some(k),
        })
    }

    /// `this subsection`, `such title`, `that paragraph`.
    fn level_antecedent(&self, reference: &ReferenceMatch, level: LevelId) -> Option<(Found, Form)> {
        let grammar = self.resolver.grammar();
        let section = self.resolver.levels.section?;
        let at_level = |frame: &Frame| {
            let ladder = &grammar.ladders[grammar.families[frame.family as usize].ladder];
            frame.at_level(ladder, section, level)
        };
        if reference.determiner == Determiner::Own {
            let (frame, form) = match (self.quoting(), &self.own) {
                (Some(frame), _) => (frame, Form::Anaphora),
                (None, Some(own)) if !own.base.is_empty() => (own, Form::Own),
                _ => return None,
            };
            let found = Found { below: at_level(frame)?, ..found_in(frame, 0.9, "the level at which the text stands") };
            return Some((found, form));
        }
        // Of the nearest provision that reaches down to that level.
        let known = self.memory.nearest(reference.start, NEAR, |k| {
            let ladder = &grammar.ladders[grammar.families[k.family as usize].ladder];
            let (Some(own), Some(section)) = (ladder.rank(level), ladder.rank(section)) else { return false };
            let depth = k.below().matches('/').count();
            own < section || depth > own - section
        })?;
        let frame = self.frame_of(known);
        let below = at_level(&frame)?;
        let why = format!("the nearest before it that “{}” can mean", &self.text[reference.start..reference.end]);
        Some((Found { below, ..found_from(known, 0.8, why) }, Form::Anaphora))
    }

    fn noun_fits(&self, noun: &Noun, family: FamilyId, act: bool) -> bool {
        let grammar = self.resolver.grammar();
        match noun {
            Noun::Families(families) => {
                families.contains(&family) || act && families.iter().any(|f| grammar.families[*f as usize].names_built)
            }
            Noun::Statute(others) => grammar.families[family as usize].enacted || others.contains(&family),
            Noun::Provision => true,
            Noun::Level(_) | Noun::There | Noun::Id => false,
        }
    }

    /// A code has no noun of its own: `that statute` after `18 U.S.C. 924(c)` is the section.
    fn is_code(&self, family: FamilyId) -> bool {
        self.resolver.grammar().families[family as usize].nouns.is_empty()
    }

    fn is_page(&self, family: FamilyId) -> bool {
        let grammar = self.resolver.grammar();
        grammar.ladders[grammar.families[family as usize].ladder].rungs.is_empty()
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

fn found_in(frame: &Frame, confidence: f32, why: &'static str) -> Found {
    Found {
        base: frame.base.clone(),
        family: frame.family,
        below: Components::new(),
        antecedent: frame.from,
        confidence,
        why: Cow::Borrowed(why),
    }
}

fn found_from(known: &Known, confidence: f32, why: impl Into<Cow<'static, str>>) -> Found {
    Found {
        base: known.base().to_owned(),
        family: known.family,
        below: Components::new(),
        antecedent: Some(known.start),
        confidence,
        why: why.into(),
    }
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
