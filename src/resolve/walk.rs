//! The walk: what was seen and what lines show, in text order, each asked of the rules and told to the discourse.

use super::code_numbers::in_the_code;
use super::components::plain;
use super::congress::missing_congress;
use super::defining::{defined_behind, initials_inside};
use super::discourse::Discourse;
use super::fits::{
    begins_with_mark, code_of_its_state, first_level, is_common, is_described, is_named, is_sequence, is_weak,
    leaves_out_levels, section_of,
};
use super::ids::{last_of_range, template_of};
use super::members::{given, keep_member, keep_members, span_of};
use super::referent::Referent;
use super::rules::{Asked, Placed, Resolution, Rule, Then, Verdict, decide, defined_name};
use super::structure::{self, Line, Opening};
use super::terms::Term;
use super::{Context, Defined, Form, NOTHING_BEFORE, Resolved, Resolver, own};
use super::{amending, instruction};
use crate::grammar::{Determiner, FamilyId, Template};
use crate::parse::{Citation, Member, Named, Noun, Place, ReferenceMatch, Step, Target, begins_initials};
use crate::scan::Seen;
use crate::text::{Span, fold};

/// Reads a text.
pub(super) fn read(resolver: &Resolver, text: &str, context: Context<'_>) -> Resolved {
    let mut walk = Walk { d: Discourse::new(resolver, text, context), skip_until: 0 };
    walk.run();
    let (mentions, terms) = walk.d.finish();
    let defined =
        terms.into_defined().filter_map(|t| Some(Defined { id: t.referent.id()?, term: t.text, span: t.span }));
    Resolved { mentions, terms: defined.collect() }
}

struct Walk<'t> {
    d: Discourse<'t>,
    /// What starts before this is part of something already read.
    skip_until: usize,
}

impl Walk<'_> {
    fn run(&mut self) {
        let seen = self.d.seen();
        if seen.is_empty() {
            return;
        }
        let mut lines = structure::lines(self.d.text());
        let said = own::Announcements::read(&self.d);
        let own = own::instrument(&self.d, &lines, &said).or_else(|| own::structure(&self.d, &lines, &said));
        if let Some(own) = own {
            self.d.has_notes_at(own::notes(&self.d, &own));
            if let Some(name) = said.name(&self.d, &own).filter(|_| own.is_known()) {
                let text = name.of(self.d.text());
                self.d.note(Term::new(
                    text,
                    Span::default(),
                    Referent::whole(own.base.clone(), own.family),
                    name.start,
                ));
            }
            // `The Act` of notes on an Act is that Act, until they call another so.
            if let Some(words) = said.commentary(&self.d, &own) {
                let nouns = self.d.family(own.family).nouns.iter();
                for noun in nouns.filter(|noun| fold(words).contains(&fold(noun))) {
                    self.d.note(Term::new(noun, Span::default(), own.clone(), 0));
                }
                self.d.is_commentary(own::headed(self.d.text(), &lines));
            }
            // A state's acts put words into others without quotation marks.
            let family = self.d.family(own.family);
            if family.is_act() && family.place().contains('/') {
                structure::quote_put_in(self.d.text(), &mut lines, |line| instruction::is_instruction(&self.d, line));
            }
            self.d.is_instrument(own);
        } else if own::notice(&self.d, &said) {
            self.d.is_notice();
        }
        if self.d.own().is_none() && own::numbers_itself(&lines) {
            self.d.has_own_numbers();
        }
        let (mut line, mut index) = (0, 0);
        while index < seen.len() || self.d.terms().next_start().is_some() {
            let next_seen = seen.get(index).map_or(usize::MAX, Seen::start);
            let next_term = self.d.terms().next_start().unwrap_or(usize::MAX);
            while let Some(l) = lines.get(line).filter(|l| l.start() <= next_seen.min(next_term)) {
                self.d.stands_at(l.start());
                self.line(l);
                line += 1;
            }
            self.d.stands_at(next_seen.min(next_term));
            if next_term < next_seen {
                self.term_occurs();
                continue;
            }
            let Some(next) = seen.get(index) else { break };
            self.d.come_to(index);
            index += 1;
            if let Seen::Citation(citation) = next
                && self.is_of_initials(citation, next_term)
            {
                continue;
            }
            // A term inside a longer citation is that citation's.
            self.d.skip_terms_to(next.end());
            if next.start() < self.skip_until {
                continue;
            }
            if self.d.amendment_bounds().is_some_and(|a| a.until < next.start()) {
                self.d.close_amendment();
            }
            match next {
                Seen::Citation(citation) => self.citation(citation),
                Seen::Reference(reference) => self.reference(reference),
            }
        }
        // Marks that open quoted paragraphs may follow the last citation.
        for l in &lines[line..] {
            self.d.stands_at(l.start());
            self.line(l);
        }
    }

    /// Whether `s 5` stands before a term, `s 5 of the DPA`, which takes it, or before initials that nothing is known of.
    fn is_of_initials(&self, citation: &Citation, next_term: usize) -> bool {
        let text = self.d.text();
        citation.abbreviated
            && matches!(citation.target, Target::Bare)
            && (begins_initials(text[citation.end..].trim_start())
                || text.get(citation.end..next_term).is_some_and(|gap| matches!(gap.trim(), "" | "of" | "of the")))
    }

    fn line(&mut self, line: &Line) {
        match line {
            Line::Plain { start, quoted, omission } => {
                self.d.line_is_quoted(*quoted);
                if !quoted && !omission {
                    self.d.close_block();
                }
                self.d.commentary_goes_on(*start);
                self.d.annex_begins(*start);
            }
            Line::Numbered { number, quoted, apart } => {
                self.d.line_is_quoted(*quoted);
                if !quoted {
                    if *apart || self.amends(number.end) {
                        self.d.close_block();
                    }
                    self.d.own_paragraph(*number);
                }
            }
            Line::Opening(opening) => {
                self.d.line_is_quoted(opening.quoted);
                self.opening(opening);
            }
        }
    }

    /// Whether the line at a place is an instruction that amends: `4. Section 309.45 is amended by revising paragraph (g)`.
    fn amends(&self, at: usize) -> bool {
        self.d.is_amended_in(self.d.text()[at..].split('\n').next().unwrap_or(""))
    }

    fn opening(&mut self, opening: &Opening) {
        if opening.quoted && self.d.amended().is_some() {
            self.d.amendment_goes_on(opening);
            self.skip_heading(opening);
        } else if self.d.own().is_some() {
            let number = opening.section.map(|s| plain(s.of(self.d.text())));
            if let Some(code) = number.and_then(|number| code_of_its_state(&self.d, &number)) {
                // `§ 21-2221.14a. Establishment.`, put into the code: what follows is that section's, up to a line of the law.
                self.d.open_block(code, None);
                self.d.block_goes_on(opening);
            } else if opening.section.is_none() && self.d.block().is_some() {
                self.d.block_goes_on(opening);
            } else if !opening.quoted {
                self.d.close_block();
                self.d.own_goes_on(opening);
            }
            if !opening.quoted || self.d.block().is_some() {
                self.skip_heading(opening);
            }
        } else if !opening.quoted && self.d.instruction_goes_on(opening) {
        } else {
            self.block(opening);
        }
    }

    fn block(&mut self, opening: &Opening) {
        let decided = decide(&self.d, &Asked::Block { opening });
        if opening.section.is_none() {
            self.d.close_block();
        }
        let Some((rule, Verdict::Is(resolution))) = decided else {
            // What a further heading begins is none of the block before it.
            return self.d.close_block();
        };
        self.skip_heading(opening);
        if !self.d.gives(rule.class) {
            return;
        }
        self.d.open_block(resolution.referent.clone(), resolution.antecedent);
        let referent = resolution.referent.clone();
        self.d.keep(given(rule, &resolution, referent, opening.span));
    }

    fn skip_heading(&mut self, opening: &Opening) {
        if opening.section.is_some() {
            self.skip_to(opening.span.end);
        }
    }

    fn skip_to(&mut self, end: usize) {
        self.skip_until = self.skip_until.max(end);
    }

    fn citation(&mut self, citation: &Citation) {
        match &citation.target {
            Target::Instrument(Named::Form(family, form), _) => self.form(citation, *family, *form),
            Target::Instrument(named, place) => self.name(citation, named, *place),
            Target::Reference(reference) => self.part_of_word(citation, reference),
            Target::Bare => self.part(citation),
        }
    }

    /// A citation by number or in another form of its family.
    fn form(&mut self, citation: &Citation, family: FamilyId, form: usize) {
        if self.d.family(family).forms[form].needs_own && !self.may_be_own(citation, family, form) {
            return;
        }
        let Some((rule, Verdict::Each(members))) = decide(&self.d, &Asked::Form { citation, family, form }) else {
            return;
        };
        let many = citation.members.len() > 1;
        let mut first = None;
        for (at, (member, decided)) in citation.members.iter().zip(members).enumerate() {
            match decided {
                Ok(resolution) => {
                    let range = last_of_range(&self.d, family, form, member, &resolution.referent);
                    keep_member(&mut self.d, member, rule, &resolution, range, many);
                    first.get_or_insert(resolution);
                }
                Err(why) => {
                    let form = super::rules::member_form(citation, at);
                    self.d.keep_unresolved(span_of(member.place), form, rule.name, why, Vec::new());
                }
            }
        }
        if let Some(first) = first {
            self.after_instrument(citation, &first);
        }
    }

    /// Whether `section 1983 of title 42`, which only the family's own texts say so, may be read: in its own text; or in one
    /// that is of none, or of a law, when every section is listed.
    fn may_be_own(&self, citation: &Citation, family: FamilyId, form: usize) -> bool {
        let d = &self.d;
        if d.own().is_some_and(|own| own.referent.family == family) {
            return true;
        }
        let template: &Template = template_of(d, family, form);
        let own = d.own().filter(|own| own.referent.is_known());
        own.is_none_or(|own| d.family(own.referent.family).enacted)
            && !citation.members.iter().any(|m| missing_congress(d, family, m))
            && citation.members.iter().all(|m| {
                let base = d.resolver().instrument(d.text(), family, template, &m.fields, None).ok();
                let Some((base, first)) = base.zip(m.path.first()) else { return false };
                if matches!(first.step, Step::Level(level) if Some(level) != d.section_level()) {
                    // `subchapter III of chapter 69 of title 22`, where the chapter is listed; a chapter alone may be a state's, unless
                    // the passage cites a section of that very title.
                    let components = d.resolver().components(d.text(), family, &m.path);
                    let title = || {
                        d.memory().nearest(citation.start, d.grammar().reach.passage, |k| {
                            k.base() == base && k.referent.section().is_some()
                        })
                    };
                    return components
                        .filter(|c| c.len() > 1 || title().is_some())
                        .is_some_and(|c| d.registry().lists(&format!("{base}/{}", c[0].text)));
                }
                d.has_section(&base, &plain(first.place.of(d.text()))) == Some(true)
            })
    }

    /// A citation by name.
    fn name(&mut self, citation: &Citation, named: &Named, place: Place) {
        let whole = citation.members.iter().all(|m| m.path.is_empty());
        let Some((rule, verdict)) = decide(&self.d, &Asked::Name { named, place }) else { return };
        let mut resolution = match verdict {
            Verdict::Is(resolution) => resolution,
            Verdict::Untold(why, candidates) => {
                for member in &citation.members {
                    let form = if member.path.is_empty() { Form::Alias } else { Form::Full };
                    self.d.keep_unresolved(span_of(member.place), form, rule.name, why.clone(), candidates.clone());
                }
                if let Some(family) = self.d.grammar().law_like() {
                    self.without_year(place, &Referent::whole("", family), citation.start);
                }
                amending::open_unknown(&mut self.d, citation);
                return self.bar(citation);
            }
            Verdict::Each(_) | Verdict::Nothing => return,
        };
        if let Then::Learn(term) = &resolution.then {
            self.d.note(term.as_ref().clone());
        }
        if self.is_definition_bracket(citation, &resolution) {
            return;
        }
        let name = place.of(self.d.text());
        if whole && !name.contains(' ') && is_in_a_symbol(self.d.text(), place) {
            return;
        }
        // Three capitals are the initials of many things: they name an instrument that the text has named before, or
        // whose parts it cites.
        let base = &resolution.referent.base;
        if name.len() <= 3
            && whole
            && resolution.antecedent.is_none()
            && !self.d.memory().iter_back().any(|k| k.base() == base)
        {
            return;
        }
        if !name.contains(' ') && resolution.antecedent.is_none() && self.is_defined_otherwise(name, place, base) {
            return;
        }
        if let Some(code) = in_the_code(&self.d, citation, &resolution.referent) {
            resolution.why =
                format!("{}; its sections are called by the numbers that they have in {}", resolution.why, code.base)
                    .into();
            resolution.referent = code;
            resolution.to = None;
        }
        let short = !name.contains(' ') || name.len() <= 12;
        resolution.form = if short && whole { Form::Alias } else { Form::Full };
        keep_members(&mut self.d, citation, rule, &resolution);
        self.without_year(place, &resolution.referent.instrument(), citation.start);
        self.after_instrument(citation, &resolution);
    }

    /// After `the Harbour Services Act 2003` the name without its year is that one's, whoever else has an Act of that name;
    /// nobody's where two of that name were named.
    fn without_year(&mut self, place: Place, referent: &Referent, at: usize) {
        let name = place.of(self.d.text());
        let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let year = name.len() - bare.len() == 4;
        let bare = bare.trim_end_matches([' ', '\n', '\u{a0}']);
        if !year || bare.len() + 4 == name.len() || bare.ends_with(" of") || bare.ends_with(',') || !bare.contains(' ')
        {
            return;
        }
        let family = referent.family;
        let known = self.d.terms().folded(&fold(bare)).map(|term| &term.referent);
        match known.map(|known| known.base == referent.base || !known.is_known()) {
            // It is this one's, or nobody's already.
            Some(true) => {}
            Some(false) => self.d.note(Term::new(bare, Span::new(at, at), Referent::whole("", family), at)),
            None => self.d.note(Term::new(bare, Span::new(at, at), referent.clone(), at)),
        }
    }

    /// `Harbour Services Act 2023 (“the Act”)`: the term is that of an instrument that isn't recognised, and no longer that of
    /// one before it.
    fn bar(&mut self, citation: &Citation) {
        let Some(definition) = self.d.resolver().define.at(&self.d.grammar().reach, self.d.text(), citation.end) else {
            return;
        };
        let Some(family) = self.d.grammar().law_like() else { return };
        self.skip_to(definition.end);
        let unknown = Referent::whole("", family);
        self.d.note(Term::new(&definition.term, definition.span, unknown, citation.start));
    }

    /// `IEEPA` in `the International Emergency Economic Powers Act (IEEPA)` defines the name, it is no mention.
    fn is_definition_bracket(&self, citation: &Citation, resolution: &Resolution) -> bool {
        let text = self.d.text();
        let bracketed = text[..citation.start].ends_with('(') && text[citation.end..].starts_with(')');
        let before = self.d.memory().last();
        bracketed && before.is_some_and(|k| k.end + 3 >= citation.start && k.base() == resolution.referent.base)
    }

    /// Whether the document says of initials that they are something else's: `Opioid Policy Steering Committee (OPSC)`.
    fn is_defined_otherwise(&self, name: &str, place: Place, base: &str) -> bool {
        // Definitions stand in brackets, before the initials are used.
        let Some(defined) = self.d.bracketed_before(name, place.start as usize) else { return false };
        let opened = self.d.text()[..defined.start].trim_end_matches(['“', '"', '‘']).len();
        let own = |k: &super::memory::Known| k.end + 3 >= opened - 1 && k.end <= opened && k.base() == base;
        !self.d.memory().iter_back().take(64).any(own)
    }

    /// What an instrument's mention leaves for later: terms defined behind it, and the scope of an amendment.
    fn after_instrument(&mut self, citation: &Citation, resolution: &Resolution) {
        if let Some(term) = initials_inside(&self.d, citation, &resolution.referent) {
            self.d.define(term, citation.end);
        }
        if let Some((term, end)) = defined_behind(&self.d, citation) {
            self.skip_to(end);
            self.d.define(term, end);
        }
        instruction::clause(&mut self.d, citation, &resolution.referent);
        amending::open(&mut self.d, citation, &resolution.referent);
    }

    /// Words that point back and stand alone: kept when it is found what they mean.
    fn reference(&mut self, reference: &ReferenceMatch) {
        let amended = instruction::is_amended_again(&self.d, reference);
        if !amended && !self.stands_alone(reference) {
            return;
        }
        let decided = decide(&self.d, &Asked::Word { reference, section: false, part: false });
        let span = Span::new(reference.start, reference.end);
        if amended {
            let (start, end) = (reference.start, reference.end);
            let words = Citation {
                start,
                end,
                target: Target::Bare,
                determiner: None,
                abbreviated: false,
                members: vec![Member::default()],
            };
            match &decided {
                Some((_, Verdict::Is(resolution))) => amending::open(&mut self.d, &words, &resolution.referent),
                _ => amending::open_unnamed(&mut self.d, &words),
            }
        }
        let capital = reference.capital && reference.determiner != Determiner::Near;
        if let Noun::Families(families) = &reference.noun
            && capital
            && !matches!(decided, Some((_, Verdict::Is(_))))
        {
            let noun = super::fits::noun(&self.d, reference).to_owned();
            self.d.finds_nothing(&noun, families);
        }
        let Some((rule, verdict)) = decided else { return };
        match verdict {
            Verdict::Is(resolution) => self.d.keep(given(rule, &resolution, resolution.referent.clone(), span)),
            // Several fit: the row says which. A word that merely fits nothing is no citation.
            Verdict::Untold(why, candidates) if candidates.len() > 1 => {
                self.d.keep_unresolved(span, Form::Anaphora, rule.name, why, candidates);
            }
            _ => {}
        }
    }

    /// Whether words that point back are a mention by themselves.
    fn stands_alone(&self, reference: &ReferenceMatch) -> bool {
        let d = &self.d;
        let defined = reference.determiner == Determiner::Defined;
        // `such order` and the like speak of a kind, not of one; `such Act` of one.
        let such = d.text()[reference.start..].get(..4).is_some_and(|w| w.eq_ignore_ascii_case("such"));
        if such && !reference.capital || defined && !reference.capital && is_common(d, reference) {
            return false;
        }
        if defined
            && (!reference.capital && is_described(d, reference.end) || reference.capital && is_named(d, reference.end))
        {
            return false;
        }
        if is_sequence(d, reference) {
            return false;
        }
        // `that act`, of a deed; an Act has its capital.
        let deed = |f: &FamilyId| d.family(*f).is_act();
        let near = reference.determiner == Determiner::Near;
        if near
            && !reference.capital
            && matches!(&reference.noun, Noun::Families(families) if families.iter().all(deed))
        {
            return false;
        }
        let alone = match reference.noun {
            Noun::Level(level) => {
                let weak = d.grammar().levels[level as usize].weak;
                reference.determiner == Determiner::Own || reference.determiner == Determiner::Near && !weak
            }
            Noun::There => false,
            _ => true,
        };
        // `such Executive order`: any that fits the description. Only the nouns that name laws refer to one.
        let generic = || match &reference.noun {
            Noun::Families(families) => !families.iter().any(|f| d.family(*f).enacted),
            _ => true,
        };
        alone && !(such && generic())
    }

    /// A part of something that words point back to: `section 201 of that legislation`.
    fn part_of_word(&mut self, citation: &Citation, reference: &ReferenceMatch) {
        let text = self.d.text();
        // `section 26 of the Act of March 3, 1901`: of an Act that isn't recognised.
        if reference.determiner == Determiner::Defined && reference.capital && is_named(&self.d, reference.end) {
            let words = text[reference.start..].split(['.', ';', '(', ')', '\n']).next().unwrap_or("").trim();
            let words: String = words.chars().take(60).collect();
            return self.unresolved(
                citation,
                "of-something-else",
                &format!("it is of “{words}”, which is not recognised"),
            );
        }
        let number = section_of(&self.d, citation);
        let asked = Asked::Word { reference, section: number.is_some(), part: true };
        let words = &text[reference.start..reference.end];
        match decide(&self.d, &asked) {
            Some((rule, Verdict::Is(resolution))) => {
                let own = reference.determiner == Determiner::Own;
                if let Some(number) = number
                    && !own
                    && self.d.has_section(&resolution.referent.base, &number) == Some(false)
                {
                    let why = format!("what “{words}” would mean has no section {number}");
                    return self.unresolved(citation, rule.name, &why);
                }
                let form = if own { Form::Short } else { Form::Anaphora };
                let mut resolution = Resolution { form, ..resolution };
                // `Article 4(1) thereof` behind `Annex I to Regulation …`: the annex has no articles.
                let grammar = self.d.grammar();
                let annexed = resolution.referent.path.first().is_some_and(|c| {
                    let ladder = self.d.ladder(resolution.referent.family);
                    ladder.lettered(&c.text).is_some_and(|r| grammar.levels[r.level as usize].annexed)
                });
                // `paragraph (3) of such section`: of which subsection isn't told.
                if let (Determiner::Near, Noun::Level(whole)) = (reference.determiner, &reference.noun)
                    && resolution.referent.section().is_some()
                    && leaves_out_levels(&self.d, citation, resolution.referent.family, *whole)
                {
                    let why = format!("what “{words}” means is named too broadly to tell which of its parts is meant");
                    return self.unresolved(citation, rule.name, &why);
                }
                if annexed && first_level(citation).is_some_and(|level| Some(level) == grammar.roles.article) {
                    resolution.referent = resolution.referent.instrument();
                }
                keep_members(&mut self.d, citation, rule, &resolution);
                // `Section 6 of such Act is further amended`
                amending::open(&mut self.d, citation, &resolution.referent);
            }
            Some((rule, Verdict::Untold(why, candidates))) => {
                for member in &citation.members {
                    let span = span_of(member.place);
                    self.d.keep_unresolved(span, Form::Short, rule.name, why.clone(), candidates.clone());
                }
                if instruction::is_amended_again(&self.d, reference) {
                    amending::open_unnamed(&mut self.d, citation);
                }
            }
            // `part 3 of the report` is a citation only where there is such a report.
            _ if is_weak(&self.d, citation) => {}
            _ => self.unresolved(citation, "", &format!("{NOTHING_BEFORE} “{words}” points back to")),
        }
    }

    /// A part named alone: `Section 207`, `subsection (a)`, `Article 41`.
    fn part(&mut self, citation: &Citation) {
        let Some(first) = citation.members.first() else { return };
        let number;
        let asked = if begins_with_mark(&self.d, &first.path) {
            Asked::Marks { citation }
        } else if let Some(section) = section_of(&self.d, citation) {
            number = section;
            Asked::Section { citation, number: &number }
        } else if let Some(level) = first_level(citation) {
            Asked::Level { citation, level }
        } else {
            return;
        };
        match decide(&self.d, &asked) {
            Some((rule, Verdict::Is(resolution))) => self.part_decided(citation, rule, &resolution),
            Some((rule, Verdict::Untold(why, candidates))) => {
                for member in &citation.members {
                    let span = span_of(member.place);
                    self.d.keep_unresolved(span, Form::Short, rule.name, why.clone(), candidates.clone());
                }
                amending::open_part(&mut self.d, citation);
            }
            _ => amending::open_part(&mut self.d, citation),
        }
    }

    fn part_decided(&mut self, citation: &Citation, rule: &'static Rule, resolution: &Resolution) {
        match resolution.until {
            Some(end) => {
                let mut citation = citation.clone();
                if let Some(last) = citation.members.last_mut() {
                    last.place.end = u32::try_from(end).unwrap_or(last.place.end);
                }
                self.skip_to(end);
                keep_members(&mut self.d, &citation, rule, resolution);
            }
            None => keep_members(&mut self.d, citation, rule, resolution),
        }
        match resolution.then {
            Then::MayAmend => amending::open(&mut self.d, citation, &resolution.referent),
            Then::GoesOn => {
                amending::goes_on(&mut self.d, citation);
                amending::narrows(&mut self.d, citation);
            }
            Then::Narrows => amending::narrows(&mut self.d, citation),
            Then::Nothing | Then::Learn(_) => {}
        }
    }

    fn unresolved(&mut self, citation: &Citation, rule: &'static str, why: &str) {
        for member in &citation.members {
            self.d.keep_unresolved(span_of(member.place), Form::Short, rule, why.to_owned().into(), Vec::new());
        }
    }

    /// A defined term occurs again.
    fn term_occurs(&mut self) {
        let Some((start, end, term)) = self.d.take_term() else { return };
        if start < self.skip_until || self.d.mentions_back().next().is_some_and(|m| m.span.end > start) {
            return;
        }
        // A longer citation that begins here (`Exchange Act Rule`) has been seen; what is left is the term itself.
        let parser = self.d.resolver().scanner.parser();
        let behind = parser.term_with_units(self.d.text(), start, end);
        let alone = behind.members.iter().all(|m| m.path.is_empty());
        let floor = self.d.mentions_back().next().map_or(0, |m| m.span.end);
        if !term.referent.is_known() {
            self.skip_to(behind.end);
            let why = format!("what the document calls “{}” is not recognised", term.text);
            let span = Span::new(start, behind.end);
            return self.d.keep_unresolved(span, Form::Alias, defined_name::RULE.name, why.into(), Vec::new());
        }
        let before = alone.then(|| parser.units_before_term(self.d.text(), start, end, floor)).flatten();
        let form = if before.is_some() { Form::Short } else { Form::Alias };
        let citation = before.unwrap_or(behind);
        self.skip_to(citation.end);
        let why = format!("the document defines “{}”", term.text);
        let resolution = Resolution::of(term.referent.clone(), form, why);
        let resolution = Resolution { antecedent: Some(term.at), placed: Placed::AsNamed, ..resolution };
        keep_members(&mut self.d, &citation, &defined_name::RULE, &resolution);
    }
}

/// Whether initials stand in a document's number or an address: `CERD/C/SVN/CO/6-7`, `INT_CEDAW_FUL.pdf`.
fn is_in_a_symbol(text: &str, place: Place) -> bool {
    let part = |c: char| !c.is_whitespace() && !matches!(c, '(' | ')' | '<' | '>' | '"' | '“' | '”' | ',' | ';');
    let before = text[..place.start as usize].rsplit(|c| !part(c)).next().unwrap_or_default();
    let behind = text[place.end as usize..].split(|c| !part(c)).next().unwrap_or_default();
    let word = |c: char| c.is_alphanumeric();
    let glued = before.strip_suffix('_').is_some_and(|b| b.ends_with(word))
        || behind.strip_prefix('_').is_some_and(|b| b.starts_with(word));
    glued
        || before.contains("://")
        || before.len() + behind.len() > 3 && behind.starts_with('/') && behind[1..].contains('/')
}
