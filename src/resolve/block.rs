//! Block quotations of a provision that carry its own structure: `Sec. 2. (a)` … `(iv)` … `[EO 13722]`.
//!
//! A paragraph that opens with a section heading or a mark, in a text that is no law itself, quotes a provision when
//! the words before it name one that it fits, or when a source tag behind it does. Anything else that is numbered is
//! the writer's own list and cites nothing.

use super::back::found_in;
use super::frame::Frame;
use super::ids::Component;
use super::structure::Opening;
use super::walk::{Walk, enter};
use super::{Form, antecedent::Known};
use crate::parse::{Target, same_kind};
use crate::scan::Seen;

/// How far before a block the words that introduce it may stand, in bytes.
const INTRODUCTION: usize = 1500;
/// How far behind its beginning a source tag may stand.
const TAG: usize = 6000;

impl Walk<'_> {
    pub(super) fn block_opening(&mut self, opening: &Opening) {
        let (frame, why, confidence) = if opening.section.is_some() {
            match self.block_of_section(opening) {
                Some(found) => found,
                None => return,
            }
        } else if let Some(frame) = self.block.take() {
            (frame, "a further paragraph of the block quotation", 0.85)
        } else {
            match self.block_of_mark(opening) {
                Some(frame) => (frame, "the paragraph mark is one of the provision just named", 0.8),
                None => return,
            }
        };
        let mut frame = frame;
        if opening.section.is_some() || !self.opens_at(&frame, opening) {
            enter(self.resolver, self.text, &mut frame, opening);
        }
        let found = found_in(&frame, confidence, why);
        self.skip_heading(opening);
        let path = frame.path.clone();
        self.block = Some(frame);
        self.keep(opening.span, Form::BlockQuote, &found, &path, None, false);
    }

    /// Whether a frame made for this very mark already stands at it.
    fn opens_at(&self, frame: &Frame, opening: &Opening) -> bool {
        frame.from.is_some()
            && self.block.is_none()
            && opening.marks.len() == 1
            && frame.path.last().is_some_and(|c| c.mark && c.text == opening.marks[0].of(self.text))
            && self.fresh(frame)
    }

    fn fresh(&self, frame: &Frame) -> bool {
        self.memory.last().is_some_and(|k| Some(k.start) == frame.from)
    }

    /// The provision whose section a heading opens: the source tag's, else the nearest instrument named before whose
    /// cited section is this one, else the nearest with no section cited.
    fn block_of_section(&self, opening: &Opening) -> Option<(Frame, &'static str, f32)> {
        let start = opening.span.start;
        if let Some((base, family)) = self.source_tag(start) {
            return Some((Frame::new(base, family), "the source tag behind the block names the instrument", 0.95));
        }
        let section = opening.section?.of(self.text);
        let introduced =
            |k: &&Known| k.end <= start && k.end + INTRODUCTION >= start && !k.quoted && self.has_sections(k.family);
        let cited = |k: &Known| {
            k.below().split('/').nth(1).map(|s| s.trim_start_matches(|c: char| c.is_ascii_alphabetic()).to_owned())
        };
        let near: Vec<&Known> = self.memory.iter_back().take(12).filter(introduced).collect();
        let same = near.iter().find(|k| cited(k).as_deref() == Some(section));
        let number: String = section.chars().map(|c| if crate::parse::is_dash(c) { '-' } else { c }).collect();
        let known = same.or_else(|| near.iter().find(|k| cited(k).is_none() && self.can_have_section(k, &number)))?;
        // A heading far from any introduction is the document's own.
        let gap = &self.text[known.end..start];
        let introduces =
            gap.trim_end_matches(['“', '"', '>', '*', '-', ' ', '\n', '#']).ends_with([':', '—', '–', '…']);
        if same.is_none() && (gap.matches("\n\n").count() > 3 || !introduces && !opening.quoted) {
            return None;
        }
        let mut frame = Frame::new(known.base().to_owned(), known.family);
        frame.from = Some(known.start);
        let why = if same.is_some() {
            "the block opens with the section that the words before it name"
        } else {
            "the block opens with a section of the instrument named before it"
        };
        Some((frame, why, if same.is_some() { 0.95 } else { 0.75 }))
    }

    /// The provision just named whose path holds this mark: after `Section 104(a)(1)(F):`, a paragraph that opens with
    /// `(1)` is `104(a)(1)`.
    fn block_of_mark(&self, opening: &Opening) -> Option<Frame> {
        let start = opening.span.start;
        let known = self.memory.last().filter(|k| !k.quoted && k.end <= start && k.end + 400 >= start)?;
        let between = self.text[known.end..start].trim_end_matches(['“', '"', '>', '*', '-', ' ']);
        if between.matches("\n\n").count() > 1 || !between.contains('\n') {
            return None;
        }
        let mark = opening.marks.first()?.of(self.text);
        let parts: Vec<&str> = known.below().split('/').skip(1).collect();
        let is_mark = |p: &str| {
            p.len() <= 5
                && !p.starts_with(|c: char| {
                    c.is_ascii_lowercase() && p.len() > 1 && p[1..].starts_with(|d: char| d.is_ascii_digit())
                })
        };
        let at = parts.iter().position(|p| *p == mark && is_mark(p)).or_else(|| {
            // Or the mark goes on below it: `section 5(b)` and then `(1)`, when the words before end in a colon.
            let first = matches!(mark, "1" | "a" | "A" | "i");
            let deeper = first
                && between.trim_end().ends_with(':')
                && !parts.is_empty()
                && !parts.iter().any(|p| same_kind(p, mark) && is_mark(p));
            deeper.then_some(parts.len())
        })?;
        let mut frame = Frame::new(known.base().to_owned(), known.family);
        frame.from = Some(known.start);
        frame.path = parts[..at]
            .iter()
            .map(|p| Component { text: (*p).into(), mark: is_mark(p) && !p.starts_with('s') })
            .collect();
        frame.path.push(Component { text: mark.into(), mark: true });
        Some(frame)
    }

    /// The instrument in square brackets at the end of a quoted block: `[EO 13722]`.
    fn source_tag(&self, start: usize) -> Option<(String, crate::grammar::FamilyId)> {
        self.seen[self.index.min(self.seen.len())..].iter().take(60).take_while(|s| s.start() < start + TAG).find_map(
            |s| {
                let Seen::Citation(citation) = s else { return None };
                if !matches!(citation.target, Target::Instrument(..))
                    || !self.text[..citation.start].ends_with('[')
                    || !self.text[citation.end..].starts_with(']')
                {
                    return None;
                }
                let (base, family, _) = self.quick_id(citation)?;
                self.has_sections(family).then_some((base, family))
            },
        )
    }

    pub(super) fn has_sections(&self, family: crate::grammar::FamilyId) -> bool {
        let grammar = self.resolver.grammar();
        let ladder = &grammar.ladders[grammar.families[family as usize].ladder];
        self.resolver.levels.section.is_some_and(|s| ladder.rank(s).is_some())
    }

    /// Whether a place lies in the block quotation that the walk is in, or in quoted words of an amendment.
    pub(super) fn quoting(&self) -> Option<&Frame> {
        match (&self.block, &self.amendment) {
            (Some(block), _) => Some(block),
            (None, Some(amendment)) if self.in_quoted_line => Some(&amendment.frame),
            _ => None,
        }
    }
}
