//! Words that point back: `of that legislation`, `this Act`, `that provision`, `such title`.

use std::borrow::Cow;

use super::frame::Frame;
use super::ids::Components;
use super::walk::{Found, Term, Walk};
use super::{Form, NOTHING_BEFORE, antecedent::Known};
use crate::grammar::{Determiner, FamilyId, LevelId};
use crate::parse::{Citation, Noun, Part, ReferenceMatch, Step};
use crate::text::Span;

/// How far back a pronoun reaches, in bytes.
const NEAR: usize = 3000;

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
        if reference.determiner == Determiner::Defined
            && (!reference.capital && self.is_described(reference.end)
                || reference.capital && self.is_named(reference.end))
        {
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

    /// Whether a noun with a capital begins a name of its own: `the Charter of the Harbour League`.
    fn is_named(&self, end: usize) -> bool {
        let name = self.text[end..].strip_prefix(" of ").map(|rest| rest.strip_prefix("the ").unwrap_or(rest));
        name.is_some_and(|name| name.starts_with(char::is_uppercase))
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
        // `section 26 of the Act of March 3, 1901`: of an Act that isn't recognised.
        let named = reference.determiner == Determiner::Defined && reference.capital && self.is_named(reference.end);
        if named {
            let words = self.text[reference.start..].split(['.', ';', '(', ')', '\n']).next().unwrap_or("").trim();
            let words: String = words.chars().take(60).collect();
            return self.unresolved(citation, &format!("it is of “{words}”, which is not recognised"));
        }
        if let Some((found, _)) = self.antecedent(reference) {
            if let Some(number) = self.section_of(citation)
                && self.has_section(&found.base, &number) == Some(false)
                && reference.determiner != Determiner::Own
            {
                let words = &self.text[reference.start..reference.end];
                return self.unresolved(citation, &format!("what “{words}” would mean has no section {number}"));
            }
            let form = if reference.determiner == Determiner::Own { Form::Short } else { Form::Anaphora };
            self.relative_members(citation, form, &found);
        } else if !self.is_weak(citation) {
            // `part 3 of the report` is a citation only where there is such a report.
            let words = &self.text[reference.start..reference.end];
            self.unresolved(citation, &format!("{NOTHING_BEFORE} “{words}” points back to"));
        }
    }

    /// The number of the section that a citation begins with.
    fn section_of(&self, citation: &Citation) -> Option<String> {
        let first = citation.members.first()?.path.first()?;
        let section = matches!(first.step, Step::Level(level) if Some(level) == self.resolver.levels.section);
        section.then(|| first.place.of(self.text).replace(crate::parse::is_dash, "-"))
    }

    /// Members below a target found: a path of its own, or marks relative to where the target stands.
    fn relative_members(&mut self, citation: &Citation, form: Form, found: &Found) {
        let frame =
            Frame { base: found.base.clone(), family: found.family, path: found.below.clone(), from: found.antecedent };
        let marks = citation.members.first().is_some_and(|m| self.begins_with_mark(&m.path));
        if self.is_within(citation, found) {
            return self.members(citation, form, found);
        }
        if marks && !found.below.is_empty() {
            return self.members_in(citation, form, &frame, found.confidence, found.why.clone());
        }
        // A section is the instrument's, wherever in it the target stood.
        let flat = Found { below: if marks { found.below.clone() } else { Components::new() }, ..found.clone() };
        self.members(citation, form, &flat);
    }

    /// Whether a citation's first level lies below the last one of the target, both above the section: `subchapter II of
    /// that chapter`.
    fn is_within(&self, citation: &Citation, found: &Found) -> bool {
        let grammar = self.resolver.grammar();
        let ladder = &grammar.ladders[grammar.families[found.family as usize].ladder];
        let first = citation.members.first().and_then(|m| m.path.first());
        let Some(Part { step: Step::Level(level), .. }) = first else { return false };
        let Some(last) = found.below.last() else { return false };
        let letters: String = last.text.chars().take_while(char::is_ascii_lowercase).collect();
        let at = ladder.rungs.iter().position(|r| !letters.is_empty() && r.prefix == letters);
        let section = self.resolver.levels.section.and_then(|s| ladder.rank(s));
        matches!((at, ladder.rank(*level), section), (Some(at), Some(own), Some(section)) if at < own && own < section)
    }

    pub(super) fn begins_with_mark(&self, path: &[Part]) -> bool {
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

    pub(super) fn unresolved(&mut self, citation: &Citation, why: &str) {
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
                return Some((found_term(term, 0.97), Form::Anaphora));
            }
        }
        if let Some(year) = reference.year {
            return self.of_year(reference, year);
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
            // A treaty is a statute only by its name.
            Noun::Statute(_) if !reference.capital && self.is_proper_noun(reference, k.family) => false,
            _ => self.noun_fits(&reference.noun, k.family, k.act),
        };
        let known = match reference.determiner {
            Determiner::Newest => self.newest(fits)?,
            _ => self.memory.nearest(at, reach, fits)?,
        };
        if self.memory.tied(known, at, fits) {
            return None;
        }
        if matches!(reference.noun, Noun::Statute(_) | Noun::Provision)
            && !reference.capital
            && self.others_between(known.end.min(at), at)
        {
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
        let of_parts = self.resolver.grammar().families[known.family as usize].nouns_of_parts;
        if !whole || of_parts || self.is_code(known.family) {
            found.below = self.frame_of(known).path;
        }
        Some((found, Form::Anaphora))
    }

    /// `the 2018 Act`: the only one of that year that was named before, by its name or by the registry's date.
    fn of_year(&self, reference: &ReferenceMatch, year: u16) -> Option<(Found, Form)> {
        let year = year.to_string();
        let of_year = |k: &&Known| {
            let dated = k.id.as_str()[..k.base_len].parse().ok().and_then(|id| self.resolver.registry().facts(&id));
            self.noun_fits(&reference.noun, k.family, k.act)
                && (self.text[k.start..k.end].contains(year.as_str())
                    || dated.is_some_and(|f| f.date.starts_with(year.as_str())))
        };
        let mut known = self.memory.iter_back().take(400).filter(of_year);
        let nearest = known.next()?;
        if known.any(|k| k.base() != nearest.base()) {
            return None;
        }
        Some((found_from(nearest, 0.85, "the one of that year named before"), Form::Anaphora))
    }

    /// Whether a law that isn't recognised is spoken of between two places: a common noun may mean that one.
    fn others_between(&self, from: usize, to: usize) -> bool {
        let unknown = |m: &super::Mention| m.id.is_none() && !matches!(m.form, Form::Anaphora);
        let mut nearer = self.out.iter().rev().take_while(|m| m.span.start >= from);
        // As it is told in one spelling, whatever white space a page left between the words.
        let words = self.text[from..to].split_whitespace().collect::<Vec<_>>().join(" ");
        let elsewhere = &self.resolver.grammar().reference.elsewhere;
        nearer.any(unknown) || elsewhere.iter().any(|w| words.contains(w.as_str()))
    }

    /// The latest by date of what was named before; of several of that date the nearest. None where none has a date:
    /// `the new regulations` after a mere citation of one may be those that the text proposes.
    fn newest(&self, fits: impl Fn(&Known) -> bool) -> Option<&Known> {
        let dated = |k: &Known| self.resolver.registry().facts(&k.id).map_or("", |f| f.date);
        let mut known = self.memory.iter_back().take(400).filter(|k| fits(k) && !dated(k).is_empty());
        let nearest = known.next()?;
        Some(known.fold(nearest, |best, k| if dated(k) > dated(best) { k } else { best }))
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
        // `that chapter` after a section: the chapter that it is in, which isn't told.
        let above = grammar.levels[level as usize].name != "title" && self.is_code(known.family);
        if above
            && known.below().split('/').nth(1).is_some_and(crate::provision::is_section)
            && !self.is_below_section(known.family, level)
        {
            return None;
        }
        let frame = self.frame_of(known);
        let below = at_level(&frame)?;
        let why = format!("the nearest before it that “{}” can mean", &self.text[reference.start..reference.end]);
        Some((Found { below, ..found_from(known, 0.8, why) }, Form::Anaphora))
    }

    fn is_below_section(&self, family: FamilyId, level: LevelId) -> bool {
        let grammar = self.resolver.grammar();
        let ladder = &grammar.ladders[grammar.families[family as usize].ladder];
        let section = self.resolver.levels.section.and_then(|s| ladder.rank(s));
        matches!((ladder.rank(level), section), (Some(own), Some(section)) if own >= section)
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

    /// Whether a family has a reference's noun only with a capital, as part of its names: `Statute`.
    fn is_proper_noun(&self, reference: &ReferenceMatch, family: FamilyId) -> bool {
        let words = &self.text[reference.start..reference.end];
        let noun = words.rsplit(char::is_whitespace).next().unwrap_or(words);
        let nouns = &self.resolver.grammar().families[family as usize].nouns;
        nouns.iter().any(|n| n.eq_ignore_ascii_case(noun) && n.starts_with(char::is_uppercase))
    }

    /// Whether a family is legislation.
    pub(super) fn is_enacted(&self, family: FamilyId) -> bool {
        self.resolver.grammar().families[family as usize].enacted
    }

    /// A code has no noun of its own: `that statute` after `18 U.S.C. 924(c)` is the section.
    pub(super) fn is_code(&self, family: FamilyId) -> bool {
        self.resolver.grammar().families[family as usize].nouns.is_empty()
    }

    /// Whether a family is of pages or reports, which hold no provisions.
    fn is_page(&self, family: FamilyId) -> bool {
        let grammar = self.resolver.grammar();
        grammar.ladders[grammar.families[family as usize].ladder].rungs.len() <= 1
    }
}

/// What a term that the document defines stands for.
pub(super) fn found_term(term: &Term, confidence: f32) -> Found {
    Found {
        base: term.id.as_str().to_owned(),
        family: term.family,
        below: Components::new(),
        antecedent: Some(term.at),
        confidence,
        why: format!("the document defines “{}”", term.text).into(),
    }
}

/// What the place that a frame stands at is relative to.
pub(super) fn found_in(frame: &Frame, confidence: f32, why: impl Into<Cow<'static, str>>) -> Found {
    Found {
        base: frame.base.clone(),
        family: frame.family,
        below: Components::new(),
        antecedent: frame.from,
        confidence,
        why: why.into(),
    }
}

pub(super) fn found_from(known: &Known, confidence: f32, why: impl Into<Cow<'static, str>>) -> Found {
    Found {
        base: known.base().to_owned(),
        family: known.family,
        below: Components::new(),
        antecedent: Some(known.start),
        confidence,
        why: why.into(),
    }
}
