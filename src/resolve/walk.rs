//! The walk: what was seen and what lines show, in text order, with the state that later words depend on.

use std::borrow::Cow;
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::rc::Rc;

use super::antecedent::{Known, Memory};
use super::back::found_term;
use super::frame::Frame;
use super::ids::{Component, Components, join};
use super::structure::{self, Line, Opening};
use super::{Context, Defined, Form, Mention, Resolved, Resolver};
use crate::grammar::FamilyId;
use crate::parse::{Citation, Named, Target};
use crate::provision::{ProvisionId, split_at_section};
use crate::scan::Seen;
use crate::text::Span;

/// An amendment's frame: the provision amended, and how deep in the amending text it was opened.
#[derive(Debug)]
pub(super) struct Amendment {
    pub frame: Frame,
    pub depth: usize,
    pub sentence_end: usize,
    /// Where it ends at the latest.
    pub until: usize,
}

/// A term that the document defined.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub text: String,
    /// Where the document defines it.
    pub span: Span,
    pub folded: String,
    pub id: ProvisionId,
    pub family: FamilyId,
    pub at: usize,
}

pub(super) struct Walk<'w> {
    pub(super) resolver: &'w Resolver,
    pub(super) text: &'w str,
    pub(super) context: Context<'w>,
    pub(super) date: Option<String>,
    pub(super) memory: Memory,
    /// The frame of the document's own instrument; its base is empty where only the structure is known.
    pub(super) own: Option<Frame>,
    /// The frame of the block quotation that the walk is in.
    pub(super) block: Option<Frame>,
    pub(super) amendment: Option<Amendment>,
    pub(super) terms: Vec<Term>,
    /// Later occurrences of defined terms: start, end, term.
    pending: BinaryHeap<Reverse<(usize, usize, usize)>>,
    /// What starts before this is part of something already read.
    skip_until: usize,
    /// Whether the line that the walk is in is marked as quoted.
    pub(super) in_quoted_line: bool,
    pub(super) seen: Rc<Vec<Seen>>,
    pub(super) index: usize,
    pub(super) out: Vec<Mention>,
    /// The last section asked for in the crosswalk, and its counterpart.
    last_stem: (String, Option<&'static str>),
    /// The last instrument of which the registry has no sections: a law's own text asks of itself again and again.
    unlisted: RefCell<String>,
}

/// A target found: an instrument and what below it, with how it was found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub base: String,
    pub family: FamilyId,
    pub below: Components,
    pub antecedent: Option<usize>,
    pub confidence: f32,
    pub why: Cow<'static, str>,
}

impl<'w> Walk<'w> {
    pub(super) fn new(resolver: &'w Resolver, text: &'w str, context: Context<'w>) -> Self {
        Self {
            resolver,
            text,
            context,
            date: context.date.map(str::to_owned),
            memory: Memory::default(),
            own: None,
            block: None,
            amendment: None,
            terms: Vec::new(),
            pending: BinaryHeap::new(),
            skip_until: 0,
            in_quoted_line: false,
            seen: Rc::default(),
            index: 0,
            out: Vec::new(),
            last_stem: (String::new(), None),
            unlisted: RefCell::default(),
        }
    }

    pub(super) fn run(mut self) -> Resolved {
        let mentions = self.walk();
        let defined = |t: Term| Defined { term: t.text, span: t.span, id: t.id };
        let mut terms: Vec<Defined> = self.terms.into_iter().filter(|t| !t.span.is_empty()).map(defined).collect();
        terms.sort_by_key(|t| t.span.start);
        Resolved { mentions, terms }
    }

    fn walk(&mut self) -> Vec<Mention> {
        self.seen = Rc::new(self.resolver.scanner.scan(self.text));
        if self.seen.is_empty() {
            return Vec::new();
        }
        self.out.reserve(self.seen.len() + self.seen.len() / 4);
        self.memory.reserve(self.seen.len());
        let lines = structure::lines(self.text);
        self.own = self.own_frame(&self.seen, &lines).or_else(|| self.law_like(&lines));
        if self.date.is_none()
            && let Some(id) = self.own.as_ref().and_then(Frame::id)
        {
            self.date = self.resolver.registry().facts(&id).map(|f| f.date.to_owned()).filter(|d| !d.is_empty());
        }
        let mut line = 0;
        while self.index < self.seen.len() || !self.pending.is_empty() {
            let next_seen = self.seen.get(self.index).map_or(usize::MAX, Seen::start);
            let next_term = self.pending.peek().map_or(usize::MAX, |Reverse((start, ..))| *start);
            while let Some(l) = lines.get(line).filter(|l| l.start() <= next_seen.min(next_term)) {
                self.line(l);
                line += 1;
            }
            if next_term < next_seen {
                self.term_occurs();
                continue;
            }
            let all = self.seen.clone();
            let seen = &all[self.index];
            self.index += 1;
            // A term inside a longer citation is that citation's.
            while self.pending.peek().is_some_and(|Reverse((start, ..))| *start < seen.end()) {
                self.pending.pop();
            }
            if seen.start() < self.skip_until {
                continue;
            }
            if self.amendment.as_ref().is_some_and(|a| a.until < seen.start()) {
                self.amendment = None;
            }
            match seen {
                Seen::Citation(citation) => self.citation(citation),
                Seen::Reference(reference) => self.reference(reference),
            }
        }
        // Marks that open quoted paragraphs may follow the last citation.
        for l in &lines[line..] {
            self.line(l);
        }
        self.out.sort_by_key(|m| (m.span.start, m.span.end));
        std::mem::take(&mut self.out)
    }

    /// A text that begins with a section heading has the structure of a law, whichever it is.
    fn law_like(&self, lines: &[Line]) -> Option<Frame> {
        let first = lines.iter().find_map(|l| if let Line::Opening(o) = l { Some(o) } else { None })?;
        let heading = first.section.is_some() && !first.quoted && first.span.start < 400;
        let family = self.resolver.grammar().families.iter().position(|f| f.names_built)?;
        heading.then(|| Frame::new(String::new(), FamilyId::try_from(family).unwrap_or(0)))
    }

    fn line(&mut self, line: &Line) {
        match line {
            Line::Plain { quoted, omission, .. } => {
                self.in_quoted_line = *quoted;
                if !quoted && !omission {
                    self.block = None;
                }
            }
            Line::Opening(opening) => {
                self.in_quoted_line = opening.quoted;
                self.opening(opening);
            }
        }
    }

    fn opening(&mut self, opening: &Opening) {
        let text = self.text;
        if opening.quoted
            && let Some(amendment) = &mut self.amendment
        {
            let resolver = self.resolver;
            enter(resolver, text, &mut amendment.frame, opening);
            self.skip_heading(opening);
        } else if let (false, Some(own)) = (opening.quoted, &mut self.own) {
            enter(self.resolver, text, own, opening);
            let depth = own.path.len();
            if self.amendment.as_ref().is_some_and(|a| opening.section.is_some() || depth <= a.depth) {
                self.amendment = None;
            }
            self.skip_heading(opening);
        } else if self.own.is_none() {
            self.block_opening(opening);
        }
    }

    pub(super) fn skip_heading(&mut self, opening: &Opening) {
        if opening.section.is_some() {
            self.skip_until = self.skip_until.max(opening.span.end);
        }
    }

    pub(super) fn skip_to(&mut self, end: usize) {
        self.skip_until = self.skip_until.max(end);
    }

    /// Keeps a resolved provision: as a mention, and for what comes later.
    pub(super) fn keep(
        &mut self,
        span: Span,
        form: Form,
        found: &Found,
        components: &[Component],
        range_end: Option<ProvisionId>,
        list: bool,
    ) {
        let Some(id) = join(&found.base, components) else {
            return self.abstain(span, form, "what was read makes no id".to_owned());
        };
        let also = self.also(&id);
        let written = span.of(self.text);
        self.memory.push(Known {
            start: span.start,
            end: span.end,
            base_len: found.base.len(),
            family: found.family,
            id: id.clone(),
            act: written.contains("Act") || self.is_act(found.family),
            list,
            quoted: self.block.is_some() || self.in_quoted_line,
            pointed: form == Form::Anaphora && components.is_empty(),
        });
        self.out.push(Mention {
            span,
            id: Some(id),
            form,
            range_end,
            also,
            antecedent: found.antecedent,
            confidence: found.confidence,
            why: found.why.clone(),
        });
    }

    /// Keeps a citation that could not be resolved.
    pub(super) fn abstain(&mut self, span: Span, form: Form, why: impl Into<Cow<'static, str>>) {
        self.out.push(Mention {
            span,
            id: None,
            form,
            range_end: None,
            also: Vec::new(),
            antecedent: None,
            confidence: 0.0,
            why: why.into(),
        });
    }

    /// The same provision under its other id. Neighbours mostly are of one section, so the last answer is kept.
    fn also(&mut self, id: &ProvisionId) -> Vec<ProvisionId> {
        let Some((stem, below)) = split_at_section(id.as_str()) else { return Vec::new() };
        if self.last_stem.0 != stem {
            self.last_stem = (stem.to_owned(), self.resolver.registry().counterpart_of_section(stem));
        }
        let other = self.last_stem.1.filter(|_| !below.starts_with("/note"));
        other.map(|other| ProvisionId::trusted(format!("{other}{below}"))).into_iter().collect()
    }

    /// Whether an instrument has a section; `None` where the registry doesn't have its sections.
    pub(super) fn has_section(&self, instrument: &str, number: &str) -> Option<bool> {
        if *self.unlisted.borrow() == instrument {
            return None;
        }
        let listed = self.resolver.registry().has_section(instrument, number);
        if listed.is_none() {
            instrument.clone_into(&mut self.unlisted.borrow_mut());
        }
        listed
    }

    fn is_act(&self, family: FamilyId) -> bool {
        let family = &self.resolver.grammar().families[family as usize];
        family.enacted && family.nouns.iter().any(|n| n == "Act")
    }

    /// Notes a term and finds where it occurs later; what is a noun of a family is found as a reference anyway.
    pub(super) fn define(&mut self, term: Term, after: usize) {
        let number = self.terms.len();
        let initialism = term.text.bytes().filter(u8::is_ascii_uppercase).count() >= 2 && !term.text.contains(' ');
        let named = term.text.contains(' ') && term.text.ends_with(|c: char| c.is_alphanumeric());
        if initialism || named {
            let finder = memchr::memmem::Finder::new(term.text.as_bytes());
            for at in finder.find_iter(&self.text.as_bytes()[after..]).take(5000) {
                let (start, end) = (after + at, after + at + term.text.len());
                let before = self.text[..start].chars().next_back();
                let behind = self.text[end..].chars().next();
                let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
                if !word(before) && !word(behind) {
                    self.pending.push(Reverse((start, end, number)));
                }
            }
        }
        self.terms.push(term);
    }

    fn term_occurs(&mut self) {
        let Some(Reverse((start, end, number))) = self.pending.pop() else { return };
        if start < self.skip_until || self.out.last().is_some_and(|m| m.span.end > start) {
            return;
        }
        let term = self.terms[number].clone();
        // A longer citation that begins here (`Exchange Act Rule`) has been seen; what is left is the term itself.
        let groups = self.resolver.scanner.parser().narrowed(self.text, end);
        let below: crate::parse::Path =
            groups.iter().filter_map(|g| g.items.first()).flat_map(|i| i.path.iter().copied()).collect();
        let end = groups.last().map_or(end, |g| g.end);
        let components = self.resolver.components(self.text, term.family, &below).unwrap_or_default();
        let found = found_term(&term, 0.95);
        self.skip_to(end);
        self.keep(Span::new(start, end), Form::Alias, &found, &components, None, false);
    }

    /// The defined term that begins at `at`: `of NKSPEA`, `of the Exchange Act`.
    pub(super) fn term_at(&self, at: usize) -> Option<(&Term, usize)> {
        let rest = &self.text[at..];
        let skipped = rest.strip_prefix("the ").or_else(|| rest.strip_prefix("The ")).unwrap_or(rest);
        let start = self.text.len() - skipped.len();
        let fits = |t: &&Term| {
            skipped.starts_with(t.text.as_str()) && !skipped[t.text.len()..].starts_with(|c: char| c.is_alphanumeric())
        };
        let term = self.terms.iter().filter(|t| t.at < at).filter(fits).max_by_key(|t| (t.text.len(), t.at))?;
        Some((term, start + term.text.len()))
    }

    /// An instrument that a citation names by a form, without anything that depends on the walk.
    pub(super) fn quick_id(&self, citation: &Citation) -> Option<(String, FamilyId, Components)> {
        let Target::Instrument(Named::Form(family, form), _) = &citation.target else { return None };
        let spec = &self.resolver.grammar().families[*family as usize];
        let member = citation.members.first()?;
        let template = spec.forms[*form].id.as_ref().unwrap_or(&spec.id);
        let base = self.resolver.instrument(self.text, *family, template, &member.fields, None).ok()?;
        let components = self.resolver.components(self.text, *family, &member.path)?;
        Some((base, *family, components))
    }

    /// The sentence around a place, as far as full stops and blank lines show it, at most 400 bytes to each side.
    pub(super) fn sentence(&self, start: usize, end: usize) -> &'w str {
        let from = self.boundary(start.saturating_sub(400));
        let to = self.boundary((end + 400).min(self.text.len()));
        let (before, after) = (&self.text[from..start], &self.text[end..to]);
        let from =
            ["\n\n", ". ", "? ", "! "].iter().filter_map(|s| before.rfind(s)).max().map_or(from, |i| from + i + 1);
        let to =
            ["\n\n", ". ", "? ", "! ", ".\n"].iter().filter_map(|s| after.find(s)).min().map_or(to, |i| end + i + 1);
        &self.text[from..to]
    }

    /// The passage around a place: to the blank lines, at most 2,000 bytes to each side.
    pub(super) fn passage(&self, start: usize, end: usize) -> &'w str {
        let from = self.boundary(start.saturating_sub(2000));
        let to = self.boundary((end + 2000).min(self.text.len()));
        let from = self.text[from..start].rfind("\n\n").map_or(from, |i| from + i);
        let to = self.text[end..to].find("\n\n").map_or(to, |i| end + i);
        &self.text[from..to]
    }

    /// The nearest character boundary at or before a byte.
    pub(super) fn boundary(&self, mut at: usize) -> usize {
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// Moves a frame to a heading's section and its marks.
pub(super) fn enter(resolver: &Resolver, text: &str, frame: &mut Frame, opening: &Opening) {
    if let Some(section) = opening.section {
        let ladder = &resolver.grammar().ladders[resolver.grammar().families[frame.family as usize].ladder];
        let rung = resolver.levels.section.and_then(|s| ladder.rung(s));
        let article = resolver.grammar().level("article").and_then(|a| ladder.rung(a));
        let prefix = if opening.article { article } else { rung.or(article) };
        let mut number = compact_str::CompactString::from(prefix.map_or("s", |r| r.prefix.as_str()));
        number.extend(section.of(text).chars().map(|c| if crate::parse::is_dash(c) { '-' } else { c }));
        frame.enter(Component { text: number, mark: false });
    }
    for mark in &opening.marks {
        frame.mark(mark.of(text));
    }
}
