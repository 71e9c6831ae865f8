//! What the text has said up to the place where the walk is: the one state that rules of resolution ask.
//!
//! Only this file writes it; rules read it by methods with names. What was named is in its memory, what was defined in its
//! terms, whose words these are in its scopes; what stands ahead is known too, for a name may be told by the number behind it.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use compact_str::CompactString;
use foldhash::{HashMap, HashSet};

use super::asides::Asides;
use super::components::Components;
use super::given::Given;
use super::memory::{Known, Memory};
use super::mention::{Form, Mention};
use super::referent::Referent;
use super::scopes::{Bounds, Scope, Scopes, enter};
use super::speaking::Speaking;
use super::structure::Opening;
use super::sureness::{Class, FLOOR};
use super::terms::{Term, Terms};
use super::{Context, Resolver, around};
use crate::grammar::{Family, FamilyId, Grammar, IllFormed, Instrument, Ladder, LevelId, Shape};
use crate::provision::{ProvisionId, split_at_section};
use crate::registry::Registry;
use crate::scan::Seen;
use crate::text::Span;

/// The state of the walk.
pub(super) struct Discourse<'t> {
    resolver: &'t Resolver,
    text: &'t str,
    context: Context<'t>,
    date: Option<String>,
    memory: Memory,
    terms: Terms,
    scopes: Scopes,
    /// Whether it numbers sections of its own.
    numbered: bool,
    /// What the document amends where it names nothing, and how far that goes.
    unnamed: Option<(Referent, usize)>,
    /// What the last amendment was of.
    last_amended: Option<Referent>,
    /// Where headings of notes on the document's own instrument stand.
    notes: Vec<usize>,
    /// Where its own words begin again behind notes, with a section.
    own_again: usize,
    /// The sections that it takes in turn, where it only explains its instrument.
    commentary: Option<HashSet<&'t str>>,
    /// Whether the walk is in an annex of the document's own.
    annexed: bool,
    /// Whether it is a notice, which calls itself a rule: `this rule`.
    notice: bool,
    mentions: Vec<Mention>,
    asides: Asides,
    seen: Rc<Vec<Seen>>,
    /// The first of what was seen that the walk has not come to.
    next: usize,
    /// The last section asked for in the crosswalk, and its counterpart.
    last_stem: (String, Option<&'static str>),
    /// The last instrument of which the registry has no sections: a law's own text asks of itself again and again.
    unlisted: RefCell<String>,
    /// Where short words stand alone in brackets, found when they are first asked for.
    bracketed: OnceCell<HashMap<&'t str, Vec<Span>>>,
    /// The day that the document's head gives, read when it is first asked for.
    dateline: OnceCell<Option<String>>,
    /// The line of the last place asked for.
    line: super::inline::Line,
    /// What the text speaks of as a whole.
    speaking: Speaking,
    /// What the grammar says of the instruments kept so far, by their ids: of each it is asked again and again.
    instruments: HashMap<(FamilyId, CompactString), Option<Instrument>>,
}

impl<'t> Discourse<'t> {
    pub(super) fn new(resolver: &'t Resolver, text: &'t str, context: Context<'t>) -> Self {
        let seen = resolver.scanner.scan(text);
        let mut memory = Memory::default();
        memory.reserve(seen.len());
        Self {
            resolver,
            text,
            context,
            date: context.date.map(str::to_owned),
            memory,
            terms: Terms::default(),
            scopes: Scopes::default(),
            numbered: false,
            unnamed: None,
            last_amended: None,
            notes: Vec::new(),
            own_again: 0,
            commentary: None,
            annexed: false,
            notice: false,
            mentions: Vec::with_capacity(seen.len() + seen.len() / 4),
            asides: Asides::default(),
            seen: Rc::new(seen),
            next: 0,
            last_stem: (String::new(), None),
            unlisted: RefCell::default(),
            bracketed: OnceCell::new(),
            dateline: OnceCell::new(),
            line: super::inline::Line::default(),
            speaking: Speaking::default(),
            instruments: HashMap::default(),
        }
    }

    // What it is read with.

    pub(super) fn resolver(&self) -> &'t Resolver {
        self.resolver
    }

    pub(super) fn grammar(&self) -> &'t Grammar {
        self.resolver.grammar()
    }

    pub(super) fn registry(&self) -> &'t Registry {
        self.resolver.registry()
    }

    pub(super) fn family(&self, family: FamilyId) -> &'t Family {
        &self.grammar().families[family as usize]
    }

    pub(super) fn ladder(&self, family: FamilyId) -> &'t Ladder {
        &self.grammar().ladders[self.family(family).ladder]
    }

    /// What the text speaks of as a whole.
    pub(super) fn speaking(&self) -> &Speaking {
        &self.speaking
    }

    /// A word with a capital means nothing that was named.
    pub(super) fn finds_nothing(&mut self, noun: &str, families: &[FamilyId]) {
        self.speaking.finds_nothing(noun, families);
    }

    /// The level of sections.
    pub(super) fn section_level(&self) -> Option<LevelId> {
        self.resolver.levels.section
    }

    /// The text.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// Whether words say that something is amended: `Section 309.45 is amended by …`.
    pub(super) fn is_amended_in(&self, words: &str) -> bool {
        self.amending_verbs().any(|v| words.contains(v))
    }

    /// The words behind a citation that amend it: `is amended`, and not `as amended by`.
    pub(super) fn amending_verbs(&self) -> impl Iterator<Item = &'t str> {
        let verbs = self.grammar().reference.amending.iter().map(String::as_str);
        verbs.filter(|v| v.contains(' ') && !v.starts_with("as "))
    }

    /// The last place before another at which a short word stands alone in brackets, as one that is defined does:
    /// `(OPSC)`, `(“OPSC”)`.
    pub(super) fn bracketed_before(&self, word: &str, before: usize) -> Option<Span> {
        let all = self.bracketed.get_or_init(|| super::inline::bracketed(self.text));
        let places = all.get(word)?;
        places[..places.partition_point(|span| span.end <= before)].last().copied()
    }

    pub(super) fn context(&self) -> Context<'t> {
        self.context
    }

    /// The day of the document, where it is known or its own instrument's is.
    pub(super) fn date(&self) -> Option<&str> {
        self.date.as_deref()
    }

    /// The day that the document's head gives.
    pub(super) fn dateline(&self) -> Option<&str> {
        self.dateline.get_or_init(|| super::dateline::dateline(&self.grammar().words, self.text)).as_deref()
    }

    /// Where the line begins in which a place stands.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.line.start(self.text, at)
    }

    // What was said.

    /// Earlier mentions.
    pub(super) fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Terms defined so far.
    pub(super) fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The document's own instrument.
    pub(super) fn own(&self) -> Option<&Scope> {
        self.scopes.own()
    }

    /// Whether the document only explains its own instrument, and cites others as often.
    pub(super) fn is_on_another(&self) -> bool {
        self.commentary.is_some()
    }

    /// Whether it has this section under a heading of its own.
    pub(super) fn heads(&self, section: &str) -> bool {
        self.commentary.as_ref().is_some_and(|headed| headed.contains(section))
    }

    /// Whether the walk is in an annex of the document's own, whose paragraphs aren't the document's.
    pub(super) fn in_annex(&self) -> bool {
        self.annexed
    }

    /// Whether the document's words for itself, `this rule`, are those of a notice.
    pub(super) fn in_notice(&self) -> bool {
        self.notice
    }

    /// The law amended here.
    pub(super) fn amended(&self) -> Option<&Scope> {
        self.scopes.amendment()
    }

    /// The bounds of that amendment.
    pub(super) fn amendment_bounds(&self) -> Option<Bounds> {
        self.scopes.amendment_bounds()
    }

    /// What the last amendment was of, whether or not it is over; its instrument may be unknown.
    pub(super) fn last_amended(&self) -> Option<&Referent> {
        self.last_amended.as_ref()
    }

    /// What is amended at a place where nothing is named, if the document says so.
    pub(super) fn unnamed(&self, at: usize) -> Option<&Referent> {
        self.unnamed.as_ref().filter(|(_, until)| at < *until).map(|(referent, _)| referent)
    }

    /// The document says what it amends where it names nothing, up to a place.
    pub(super) fn amends_unless_named(&mut self, referent: Referent, until: usize) {
        self.unnamed = Some((referent, until));
    }

    /// The law quoted in a block here.
    pub(super) fn block(&self) -> Option<&Scope> {
        self.scopes.block()
    }

    /// The law whose words are quoted here.
    pub(super) fn quoting(&self) -> Option<&Scope> {
        self.scopes.quoting()
    }

    /// Whether the line is marked as quoted.
    pub(super) fn in_quoted_line(&self) -> bool {
        self.scopes.in_quoted_line()
    }

    /// Whether words are put between quotation marks in their line, as what an amendment strikes or puts in.
    pub(super) fn in_quotation(&self, at: usize) -> bool {
        super::inline::in_quotation(self.text, at)
    }

    /// Mentions so far, the last first, resolved or not, but for those of notes that are over.
    pub(super) fn mentions_back(&self) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().rev().filter(|mention| !self.asides.is_over(mention.span.start))
    }

    /// What was seen from here on.
    pub(super) fn ahead(&self) -> &[Seen] {
        &self.seen[self.next.min(self.seen.len())..]
    }

    /// All that was seen.
    pub(super) fn seen(&self) -> Rc<Vec<Seen>> {
        self.seen.clone()
    }

    /// Whether an instrument has a section; `None` where the registry doesn't have its sections.
    pub(super) fn has_section(&self, instrument: &str, number: &str) -> Option<bool> {
        if *self.unlisted.borrow() == instrument {
            return None;
        }
        let listed = self.registry().has_section(instrument, number);
        if listed.is_none() {
            instrument.clone_into(&mut self.unlisted.borrow_mut());
        }
        listed
    }

    /// The sentence around a place, as far as full stops and blank lines show it, at most 400 bytes to each side.
    pub(super) fn sentence(&self, start: usize, end: usize) -> &'t str {
        around::sentence(self.text, self.grammar().reach.sentence, start, end)
    }

    /// The passage around a place: to the blank lines, at most 2,000 bytes to each side.
    pub(super) fn passage(&self, start: usize, end: usize) -> &'t str {
        around::passage(self.text, self.grammar().reach.passage, start, end)
    }

    /// The nearest character boundary at or before a byte.
    pub(super) fn boundary(&self, at: usize) -> usize {
        around::boundary(self.text, at)
    }

    // What the walk tells it.

    /// The walk comes to what is numbered so among what was seen; what is ahead begins behind it.
    pub(super) fn come_to(&mut self, index: usize) {
        self.next = index + 1;
    }

    /// The walk comes to a place, which may be in a note, or behind one: that text goes on as if the note weren't there.
    pub(super) fn stands_at(&mut self, at: usize) {
        if self.asides.ends_before(at) {
            self.scopes = self.asides.leave(&mut self.memory);
        }
        if let Some(note) = self.asides.next(self.context.notes, at) {
            self.asides.enter(note, &mut self.scopes, &mut self.memory, note.of(self.text));
        }
    }

    /// The document is itself an instrument.
    pub(super) fn is_instrument(&mut self, referent: Referent) {
        if self.date.is_none()
            && let Some(id) = referent.id()
        {
            self.date = self.registry().facts(&id).map(|f| f.date.to_owned()).filter(|d| !d.is_empty());
        }
        self.scopes.set_own(referent);
    }

    /// Whether a place lies in notes on the document's own instrument, which speak of it and of many others.
    pub(super) fn in_notes(&self, at: usize) -> bool {
        let last = self.notes[..self.notes.partition_point(|heading| *heading <= at)].last();
        last.is_some_and(|heading| *heading >= self.own_again)
    }

    /// Headings of notes on the document's own instrument stand at these places.
    pub(super) fn has_notes_at(&mut self, headings: Vec<usize>) {
        self.notes = headings;
    }

    /// Whether the document numbers sections or many paragraphs of its own, without being an instrument that is known.
    pub(super) fn is_numbered(&self) -> bool {
        self.numbered
    }

    /// The document numbers sections of its own.
    pub(super) fn has_own_numbers(&mut self) {
        self.numbered = true;
    }

    /// The document explains its instrument, section by section where it has headings.
    pub(super) fn is_commentary(&mut self, headed: HashSet<&'t str>) {
        self.commentary = Some(headed);
    }

    /// The document is a notice.
    pub(super) fn is_notice(&mut self) {
        self.notice = true;
    }

    /// The document's own text goes on at a heading or mark.
    pub(super) fn own_goes_on(&mut self, opening: &Opening) {
        let (resolver, text) = (self.resolver, self.text);
        // The sign at a line's beginning heads the next section of the instrument, and ends the notes on the one before.
        if opening.section.is_some() && opening.span.of(text).starts_with('§') && self.in_notes(opening.span.start) {
            self.own_again = opening.span.start;
        }
        let notes = self.in_notes(opening.span.start);
        // `Sec. 6.` of a law that the document holds is no section of a code numbered `6-101`.
        let level = self.section_level();
        let another = self.own().zip(opening.section).is_some_and(|(own, section)| {
            let mut fields =
                self.family(own.referent.family).fields.iter().filter(|f| f.level.is_some() && f.level == level);
            let regex = fields.find_map(|f| if let Shape::Regex(regex) = &f.shape { Some(regex) } else { None });
            !opening.article && regex.is_some_and(|regex| !regex.is_match(&super::components::plain(section.of(text))))
        });
        // What a commentary numbers below its headings are its own remarks.
        if self.commentary.is_some() && opening.section.is_none() {
            return;
        }
        let Some(own) = self.scopes.own_mut() else { return };
        if another {
            own.referent.path.clear();
            return;
        }
        if notes {
            // What notes number is theirs.
            let marks = own.referent.path.iter().position(|c| c.mark).unwrap_or(own.referent.path.len());
            own.referent.path.truncate(marks);
            return;
        }
        // `(1)` before the first article numbers a recital, which is no part of one.
        let ladder = &resolver.grammar().ladders[resolver.grammar().families[own.referent.family as usize].ladder];
        let articles = resolver.grammar().roles.article.is_some_and(|article| ladder.has(article));
        if opening.section.is_none() && own.referent.is_whole() && articles {
            return;
        }
        // `Section 2` of a chapter is above its articles: the next of them says where the text stands.
        let family = &resolver.grammar().families[own.referent.family as usize];
        if opening.section.is_some() && !opening.article && family.sections_within_parts {
            own.referent.path.clear();
            return;
        }
        self.annexed &= opening.section.is_none();
        enter(resolver, text, &mut own.referent, opening);
        let depth = own.referent.path.len();
        self.scopes.instructed(opening.marks.iter().map(|mark| mark.of(text)));
        if self.scopes.amendment_bounds().is_some_and(|a| opening.section.is_some() || depth <= a.depth) {
            self.scopes.close_amendment();
        }
    }

    /// `SCHEDULE 3` at a line's beginning heads a schedule of the document's own, and ends what the words before it amend; what an
    /// `Annex` alone on its line numbers is none of the paragraphs of the document.
    pub(super) fn annex_begins(&mut self, start: usize) {
        if self.own().is_none() || self.in_quoted_line() || self.in_notes(start) {
            return;
        }
        let line = self.text[start..].split('\n').next().unwrap_or("").trim();
        let word = line.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
        let mut annexes = self.grammar().levels.iter().filter(|level| level.annexed).flat_map(|level| &level.words);
        if !word.starts_with(char::is_uppercase) || !annexes.any(|w| w.eq_ignore_ascii_case(word)) {
            return;
        }
        if word.chars().all(char::is_uppercase) {
            self.scopes.close_amendment();
        }
        self.annexed |= line.len() <= ANNEX;
    }

    /// A commentary goes on with a paragraph. One that begins with a section which has no heading of its own, `Section 29B
    /// Protection of authorised persons`, is about another law's: what is named alone behind it isn't of the section headed last.
    pub(super) fn commentary_goes_on(&mut self, start: usize) {
        let Some(headed) = &self.commentary else { return };
        let (grammar, text) = (self.resolver.grammar(), self.text);
        let mut words = text[start..self.boundary((start + 80).min(text.len()))].split_whitespace();
        let (Some(word), Some(number)) = (words.next(), words.next()) else { return };
        let number = number.trim_end_matches([':', '.', ',', ';']);
        let number = number.split('(').next().unwrap_or(number);
        let word = word.to_lowercase();
        let level = grammar.levels.iter().any(|level| level.words.iter().chain(&level.plural).any(|w| *w == word));
        if level && number.starts_with(|c: char| c.is_ascii_digit()) && !headed.contains(number) {
            self.scopes.leave_section();
        }
    }

    /// The document's own text goes on at a numbered paragraph, where its instrument numbers them so: `2. The …`.
    pub(super) fn own_paragraph(&mut self, number: Span) {
        let (grammar, text) = (self.resolver.grammar(), self.text);
        if self.commentary.is_some() {
            return;
        }
        if self.annexed {
            return self.scopes.leave_section();
        }
        let Some(own) = self.scopes.own_mut().filter(|own| own.referent.is_known()) else { return };
        let ladder = &grammar.ladders[grammar.families[own.referent.family as usize].ladder];
        let paragraph = grammar.roles.paragraph.and_then(|level| ladder.rung(level));
        let Some(paragraph) = paragraph.filter(|_| ladder.numbers_paragraphs(grammar.roles)) else { return };
        if !paragraph.prefix.is_empty() {
            let number = compact_str::format_compact!("{}{}", paragraph.prefix, number.of(text));
            own.referent.enter(super::components::Component { text: number, mark: false });
        } else if let Some(marks) = own.referent.path.iter().position(|c| !c.mark).map(|at| at + 1) {
            own.referent.path.truncate(marks);
            own.referent.path.push(super::components::Component { text: number.of(text).into(), mark: true });
        }
    }

    /// Whether a mark opens a further instruction of the amendment that is open: `(A) in subparagraph (B), by …`. If so, it goes
    /// on there. A heading ends it.
    pub(super) fn instruction_goes_on(&mut self, opening: &Opening) -> bool {
        let text = self.text;
        if self.amended().is_none() {
            return false;
        }
        if opening.section.is_some() {
            // The sign heads a section of what is amended: `§ 180.415 Lamps; tolerances.`
            if !opening.span.of(text).starts_with('§') {
                self.scopes.close_amendment();
            }
            return false;
        }
        let behind = text[opening.span.end..].trim_start_matches([' ', '\u{a0}', '\n', '\t']);
        let word = behind.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let instructs = self.grammar().reference.instructing.iter().any(|w| w == word);
        if instructs {
            self.scopes.instructed(opening.marks.iter().map(|mark| mark.of(text)));
        }
        instructs
    }

    /// What follows in the instruction at hand is of this part of what is amended.
    pub(super) fn amendment_narrows(&mut self, path: Components) {
        self.scopes.narrow(path);
    }

    /// The words of an amendment go on at a heading or mark.
    pub(super) fn amendment_goes_on(&mut self, opening: &Opening) {
        let (resolver, text) = (self.resolver, self.text);
        let law = self.grammar().law_like();
        if let Some(amendment) = self.scopes.amendment_mut() {
            // A section that the amended Act numbers is no section of the code that has the Act.
            let another = opening.section.is_some_and(|s| {
                let number = super::components::plain(s.of(text));
                amendment.referent.section().is_none_or(|own| own[1..] != number)
            });
            if amendment.is_parallel()
                && another
                && let Some(law) = law
            {
                amendment.referent = Referent::whole("", law);
            }
            enter(resolver, text, &mut amendment.referent, opening);
        }
    }

    /// The amendment goes on in another part of the law amended.
    pub(super) fn amendment_moves_to(&mut self, referent: Referent, until: usize) {
        self.last_amended = Some(referent.clone());
        self.scopes.move_amendment(referent);
        self.scopes.extend_amendment(until);
    }

    pub(super) fn open_amendment(&mut self, referent: Referent, from: usize, bounds: Bounds) {
        self.last_amended = Some(referent.clone());
        self.scopes.open_amendment(referent, from, bounds);
    }

    pub(super) fn close_amendment(&mut self) {
        self.scopes.close_amendment();
    }

    pub(super) fn open_block(&mut self, referent: Referent, from: Option<usize>) {
        self.scopes.open_block(referent, from);
    }

    /// The quoted words go on at a heading or mark.
    pub(super) fn block_goes_on(&mut self, opening: &Opening) {
        let (resolver, text) = (self.resolver, self.text);
        if let Some(block) = self.scopes.block_mut() {
            enter(resolver, text, &mut block.referent, opening);
        }
    }

    pub(super) fn close_block(&mut self) {
        self.scopes.close_block();
    }

    pub(super) fn line_is_quoted(&mut self, quoted: bool) {
        self.scopes.set_quoted_line(quoted);
    }

    /// Notes a term that the document uses for an instrument, without looking where it occurs.
    pub(super) fn note(&mut self, term: Term) {
        self.terms.note(term);
    }

    /// Notes a term that the document defines, to be found where it occurs behind `after`.
    pub(super) fn define(&mut self, term: Term, after: usize) {
        self.terms.define(term, self.text, after);
    }

    /// The next occurrence of a defined term.
    pub(super) fn take_term(&mut self) -> Option<(usize, usize, Term)> {
        self.terms.pop()
    }

    /// Forgets occurrences of terms before a place.
    pub(super) fn skip_terms_to(&mut self, at: usize) {
        self.terms.skip_to(at);
    }

    /// Whether what rests on a class is given: one that is right often enough, or any where guesses are asked for.
    pub(super) fn gives(&self, class: Class) -> bool {
        class.confidence() >= FLOOR || self.context.guess
    }

    /// Keeps a mention: in the rows, and for what comes later.
    pub(super) fn keep(&mut self, given: Given) {
        let Some(id) = given.referent.id() else {
            return self.keep_unresolved(
                given.span,
                given.form,
                given.rule,
                "what was read makes no id".into(),
                Vec::new(),
            );
        };
        if let Err(fault) = self.well_formed(&given.referent, &id) {
            let why = format!("{id}{}{fault}", super::CANT_BE).into();
            self.keep_unresolved(given.span, given.form, given.rule, why, Vec::new());
            if let Some(mention) = self.mentions.last_mut() {
                mention.impossible = Some(fault.why);
            }
            return;
        }
        if given.confidence < FLOOR && !self.context.guess {
            let why = format!("not sure enough to be given: {}", given.why);
            return self.keep_unresolved(given.span, given.form, given.rule, why.into(), vec![id]);
        }
        let antecedent = given.antecedent.map(|at| self.asides.really_at(at));
        let also = self.also(&id);
        let family = given.referent.family;
        let act = self.family(family).enacted && self.family(family).nouns.iter().any(|n| n == "Act");
        self.memory.push(Known {
            start: given.span.start,
            end: given.span.end,
            act: act || given.span.of(self.text).contains("Act"),
            list: given.list,
            quoted: self.block().is_some() || self.in_quoted_line(),
            pointed: given.pointed,
            referent: given.referent,
        });
        self.mentions.push(Mention {
            span: given.span,
            id: Some(id),
            form: given.form,
            range_end: given.range_end,
            also,
            antecedent,
            confidence: given.confidence,
            why: given.why,
            rule: given.rule.into(),
            candidates: Vec::new(),
            impossible: None,
        });
    }

    /// Keeps a citation that could not be resolved, with the ids that fitted.
    pub(super) fn keep_unresolved(
        &mut self,
        span: Span,
        form: Form,
        rule: &'static str,
        why: Cow<'static, str>,
        candidates: Vec<ProvisionId>,
    ) {
        self.mentions.push(Mention {
            span,
            id: None,
            form,
            range_end: None,
            also: Vec::new(),
            antecedent: None,
            confidence: 0.0,
            why,
            rule: rule.into(),
            candidates,
            impossible: None,
        });
    }

    /// Whether there can be a provision of this id.
    fn well_formed(&mut self, referent: &Referent, id: &ProvisionId) -> Result<(), IllFormed> {
        let (grammar, registry, family) = (self.grammar(), self.registry(), referent.family);
        let has_provision = |path: &ProvisionId| registry.has_provision(path);
        let known = self.instruments.entry((family, referent.base.clone()));
        match known.or_insert_with(|| grammar.whole_instrument(family, &referent.base)) {
            Some(instrument) => grammar.well_formed_below(family, id, instrument, has_provision),
            None => grammar.well_formed_in(family, id, has_provision),
        }
    }

    /// The same provision under its other id. Neighbours mostly are of one section, so the last answer is kept.
    fn also(&mut self, id: &ProvisionId) -> Vec<ProvisionId> {
        let Some((stem, below)) = split_at_section(id.as_str()) else { return Vec::new() };
        if self.last_stem.0 != stem {
            stem.clone_into(&mut self.last_stem.0);
            self.last_stem.1 = self.registry().counterpart_of_section(stem);
        }
        let other = self.last_stem.1.filter(|_| !below.starts_with("/note"));
        other.map(|other| ProvisionId::trusted(format!("{other}{below}"))).into_iter().collect()
    }

    /// The mentions in text order, and the terms that the document defined.
    pub(super) fn finish(mut self) -> (Vec<Mention>, Terms) {
        self.mentions.sort_by_key(|m| (m.span.start, m.span.end));
        (self.mentions, self.terms)
    }
}

/// The longest line that heads an annex and says nothing else, in bytes.
const ANNEX: usize = 40;
