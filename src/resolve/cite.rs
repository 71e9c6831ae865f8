//! Citations that name their instrument, and what they leave for later: definitions, frames of amendment.

use super::frame::Frame;
use super::ids::{Component, Components, join, slug, split_range, template_values};
use super::names::Choice;
use super::walk::{Amendment, Found, Term, Walk};
use super::{Form, antecedent::Known};
use crate::grammar::FamilyId;
use crate::parse::{Citation, Member, Named, Place, Target};
use crate::provision::ProvisionId;
use crate::scan::Seen;
use crate::text::{Span, fold};

impl Walk<'_> {
    pub(super) fn citation(&mut self, citation: &Citation) {
        match &citation.target {
            Target::Instrument(named, place) => self.instrument_citation(citation, named, *place),
            Target::Reference(reference) => self.back_citation(citation, reference),
            Target::Bare => self.bare_citation(citation),
        }
    }

    fn instrument_citation(&mut self, citation: &Citation, named: &Named, place: Place) {
        let found = match named {
            Named::Form(family, form) => return self.form_citation(citation, *family, *form),
            Named::Name(hit) => {
                let entries = self.resolver.registry().entries(*hit);
                match self.local_name(place).map_or_else(|| self.registered(&entries, place), Ok) {
                    Ok(found) => found,
                    Err(why) => return self.abstain_all(citation, &why),
                }
            }
            Named::Unknown(family, dated) => match self.unknown_name(*family, *dated, place) {
                Ok(found) => found,
                Err(why) => return self.abstain_all(citation, &why),
            },
        };
        let name = place.of(self.text);
        if self.is_definition_bracket(citation, &found) {
            return;
        }
        // Three capitals are the initials of many things: they name an instrument that the text has named before, or
        // whose parts it cites.
        let short_initials = name.len() <= 3 && citation.members.iter().all(|m| m.path.is_empty());
        if short_initials && found.antecedent.is_none() && !self.memory.iter_back().any(|k| k.base() == found.base) {
            return;
        }
        let short = !name.contains(' ') || name.len() <= 12;
        let form = if short && citation.members.iter().all(|m| m.path.is_empty()) { Form::Alias } else { Form::Full };
        self.members(citation, form, &found);
        self.after_instrument(citation, &found);
    }

    /// `IEEPA` in `the International Emergency Economic Powers Act (IEEPA)` defines the name, it is no mention.
    fn is_definition_bracket(&self, citation: &Citation, found: &Found) -> bool {
        let bracketed = self.text[..citation.start].ends_with('(') && self.text[citation.end..].starts_with(')');
        bracketed && self.memory.last().is_some_and(|k| k.end + 3 >= citation.start && k.base() == found.base)
    }

    /// A name that the document itself tied to an instrument.
    fn local_name(&self, place: Place) -> Option<Found> {
        let name = place.of(self.text);
        if self.terms.is_empty() {
            return None;
        }
        let folded = fold(name);
        let term = self.terms.iter().rev().find(|t| t.folded == folded)?;
        Some(Found {
            base: term.id.as_str().to_owned(),
            family: term.family,
            below: Components::new(),
            antecedent: Some(term.at),
            confidence: 0.97,
            why: format!("the document says what “{name}” is").into(),
        })
    }

    fn registered(&self, entries: &[crate::registry::NameEntry], place: Place) -> Result<Found, String> {
        match self.choose(entries, place.start as usize, place.end as usize) {
            Choice::One(entry, confidence, why) => {
                let family = self
                    .resolver
                    .grammar()
                    .family_of(entry.id)
                    .ok_or_else(|| format!("no grammar file has ids like {}", entry.id))?;
                Ok(Found {
                    base: entry.id.to_owned(),
                    family,
                    below: Components::new(),
                    antecedent: None,
                    confidence,
                    why: why.into(),
                })
            }
            Choice::Undecided(why) => Err(why),
        }
    }

    /// A name of a law's shape that the registry doesn't know: by the law or bill that stands beside it, else by
    /// itself when it has its year.
    fn unknown_name(&mut self, family: FamilyId, dated: bool, place: Place) -> Result<Found, String> {
        if let Some(found) = self.local_name(place) {
            return Ok(found);
        }
        let name = place.of(self.text).to_owned();
        if let Some((base, family)) = self.named_beside(place) {
            let id: ProvisionId = base.parse().map_err(|e| format!("{e}"))?;
            let term = Term {
                folded: fold(&name),
                text: name.clone(),
                span: Span::default(),
                id,
                family,
                at: place.start as usize,
            };
            self.terms.push(term);
            let why = format!("“{name}” stands beside the number of this instrument");
            return Ok(Found {
                base,
                family,
                below: Components::new(),
                antecedent: None,
                confidence: 0.9,
                why: why.into(),
            });
        }
        // `Immigration and Nationality Act of 1952`: registered without the year, and of that year.
        let year = name.get(name.len().saturating_sub(4)..).unwrap_or("");
        let bare = name
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .trim_end()
            .trim_end_matches(" of")
            .trim_end_matches(',');
        let of_that_year = self.resolver.registry().named(bare).into_iter().find(|e| dated && e.from.starts_with(year));
        if let Some(entry) = of_that_year
            && let Some(family) = self.resolver.grammar().family_of(entry.id)
        {
            let why = format!("“{}” is registered, and of that year", entry.name);
            return Ok(Found {
                base: entry.id.to_owned(),
                family,
                below: Components::new(),
                antecedent: None,
                confidence: 0.9,
                why: why.into(),
            });
        }
        if dated {
            let spec = &self.resolver.grammar().families[family as usize];
            let base = format!("{}{}", spec.id.prefix(), slug(&name));
            let why = format!("“{name}” is not registered; the id is made of the name");
            return Ok(Found {
                base,
                family,
                below: Components::new(),
                antecedent: None,
                confidence: 0.6,
                why: why.into(),
            });
        }
        Err(format!("“{name}” is not a registered name, and nothing beside it says which law it is"))
    }

    /// The law or bill beside a name: `the X Act (Public Law 113-39)`, `H.R. 1603, the X Act`.
    fn named_beside(&self, place: Place) -> Option<(String, FamilyId)> {
        let (start, end) = (place.start as usize, place.end as usize);
        // Laws, and bills: what has a Congress.
        let enacted = |f: FamilyId| {
            let family = &self.resolver.grammar().families[f as usize];
            family.enacted || family.fields.iter().any(|field| field.missing.is_some())
        };
        let whole = |id: &str| self.resolver.grammar().family_of(id).is_some_and(enacted);
        if let Some(Seen::Citation(next)) = self.seen.get(self.index)
            && next.start >= end
            && self.text[end..next.start].chars().all(|c| matches!(c, ' ' | ',' | '(' | '\n'))
            && next.start - end <= 3
            && let Some((base, family, below)) = self.quick_id_dated(next)
            && !below.iter().any(|c| c.mark || crate::provision::is_section(&c.text))
            && whole(&base)
            && self.resolver.grammar().families[family as usize].id.0.len() > 2
        {
            // `(division C of Public Law 113–6)`: the name is that division's.
            return join(&base, &below).map(|id| (id.as_str().to_owned(), family));
        }
        let last = self.memory.last().filter(|k| k.end <= start && enacted(k.family) && k.below().is_empty())?;
        let between = self.text[last.end..start].trim();
        let numbered = self.resolver.grammar().families[last.family as usize].id.0.len() > 2;
        (numbered
            && matches!(between, ", the" | "," | "the" | "–" | "—" | "-" | "(" | "(the" | ", a bill entitled the"))
        .then(|| (last.base().to_owned(), last.family))
    }

    fn quick_id_dated(&self, citation: &Citation) -> Option<(String, FamilyId, Components)> {
        let Target::Instrument(Named::Form(family, form), _) = &citation.target else { return None };
        let spec = &self.resolver.grammar().families[*family as usize];
        let member = citation.members.first()?;
        let template = spec.forms[*form].id.as_ref().unwrap_or(&spec.id);
        let congress = self.congress(*family, member).map(|(c, _)| c);
        let base = self.resolver.instrument(self.text, *family, template, &member.fields, congress).ok()?;
        Some((base, *family, self.resolver.components(self.text, *family, &member.path)?))
    }

    fn form_citation(&mut self, citation: &Citation, family: FamilyId, form: usize) {
        let resolver = self.resolver;
        let spec = &resolver.grammar().families[family as usize];
        let template = spec.forms[form].id.as_ref().unwrap_or(&spec.id);
        if spec.forms[form].needs_own
            && self.own.as_ref().is_none_or(|own| own.family != family)
            && !self.is_listed_elsewhere(citation, family, template)
        {
            return;
        }
        let many = citation.members.len() > 1;
        let unit_first = citation
            .members
            .first()
            .is_some_and(|m| m.path.iter().any(|p| p.place.start < m.fields.first().map_or(0, |f| f.place.start)));
        let mut first = None;
        for (i, member) in citation.members.iter().enumerate() {
            let congress = self.congress(family, member);
            let span = Span::new(member.place.start as usize, member.place.end as usize);
            let form = if many && (i > 0 || unit_first) { Form::ListMember } else { Form::Full };
            let (confidence, why) = match congress {
                Some((_, true)) => (0.8, "the Congress is inferred from the date"),
                _ => (0.99, "named in full"),
            };
            match resolver.instrument(self.text, family, template, &member.fields, congress.map(|(c, _)| c)) {
                Ok(base) => {
                    let found =
                        Found { base, family, below: Components::new(), antecedent: None, confidence, why: why.into() };
                    let range = member
                        .range_fields
                        .as_ref()
                        .filter(|_| member.range_end.as_ref().is_none_or(|p| p.is_empty()))
                        .and_then(|fields| {
                            let last = resolver
                                .instrument(self.text, family, template, fields, congress.map(|(c, _)| c))
                                .ok()?;
                            expanded(&found.base, &last)
                        });
                    self.member(member, span, form, &found, range, many);
                    first.get_or_insert(found);
                }
                Err(why) => self.abstain(span, form, why),
            }
        }
        if let Some(found) = first {
            self.after_instrument(citation, &found);
        }
    }

    /// Whether `section 1983 of title 42` may be read outside of the family's own texts: in a text that is of none, or of
    /// a law, when every section is listed.
    fn is_listed_elsewhere(&self, citation: &Citation, family: FamilyId, template: &crate::grammar::Template) -> bool {
        let own = self.own.as_ref().filter(|own| !own.base.is_empty());
        let enacted = |f: FamilyId| self.resolver.grammar().families[f as usize].enacted;
        own.is_none_or(|own| enacted(own.family))
            && citation.members.iter().all(|m| {
                let base = self.resolver.instrument(self.text, family, template, &m.fields, None).ok();
                let number = m.path.first().map(|p| p.place.of(self.text).replace(crate::parse::is_dash, "-"));
                let listed = |b: String, n: String| self.has_section(&b, &n) == Some(true);
                base.zip(number).is_some_and(|(b, n)| listed(b, n))
            })
    }

    /// The members of a citation whose instrument is known.
    pub(super) fn members(&mut self, citation: &Citation, form: Form, found: &Found) {
        let many = citation.members.len() > 1;
        for member in &citation.members {
            let span = Span::new(member.place.start as usize, member.place.end as usize);
            let form = if many { Form::ListMember } else { form };
            self.member(member, span, form, found, None, many);
        }
    }

    fn member(
        &mut self,
        member: &Member,
        span: Span,
        form: Form,
        found: &Found,
        range: Option<ProvisionId>,
        many: bool,
    ) {
        let resolver = self.resolver;
        let Some(mut components) = resolver.components(self.text, found.family, &member.path) else {
            let family = &resolver.grammar().families[found.family as usize];
            return self.abstain(span, form, format!("{} has no such level", family.name));
        };
        let mut end = member.range_end.as_ref().filter(|path| !path.is_empty()).and_then(|path| {
            let mut last = resolver.components(self.text, found.family, path)?;
            // `1111.33 through .38`: the part's number is the first one's.
            let elided = self.text[..path.first()?.place.start as usize].ends_with('.');
            if let (true, Some(end), Some((part, _))) =
                (elided, last.first_mut(), components.first().and_then(|c| c.text.split_once('.')))
            {
                let letters = end.text.bytes().take_while(u8::is_ascii_alphabetic).count();
                end.text = compact_str::format_compact!("{part}.{}", &end.text[letters..]);
            }
            let below: Components = found.below.iter().chain(&last).cloned().collect();
            join(&found.base, &below)
        });
        if end.is_none()
            && let Some((at, last)) = self.range_in(found, &components, span)
        {
            let mut to = components.clone();
            to.truncate(at + 1);
            to[at].text = last.into();
            end = join(&found.base, &found.below.iter().chain(&to).cloned().collect::<Components>());
        }
        if let Some((at, from)) = self.range_start(found, &mut components, end.is_some()) {
            components[at].text = from.into();
        }
        let all: Components = found.below.iter().chain(&components).cloned().collect();
        let end = end.or(range);
        let form = if end.is_some() { Form::Range } else { form };
        self.keep(span, form, found, &all, end, many);
    }

    /// `1701–1708` as one number: a range, unless the registry has a section of that very number.
    fn range_in(&self, found: &Found, components: &[Component], span: Span) -> Option<(usize, String)> {
        let at = components.iter().position(|c| !c.mark && c.text.contains('-'))?;
        if self.has_dashed_sections(found.family) {
            return None;
        }
        let component = &components[at].text;
        let letters = component.bytes().take_while(u8::is_ascii_alphabetic).count();
        let number = &component[letters..];
        let (_, last) = split_range(number)?;
        let listed = if letters == 1 { self.has_section(&found.base, number) } else { None };
        if listed == Some(true) {
            return None;
        }
        // A hyphen alone can belong to the number; a wider dash or a plural says that it is a range.
        let written = span.of(self.text);
        let wide = written.chars().any(|c| crate::parse::is_dash(c) && c != '-');
        let plural = written.contains("§§")
            || written.contains("ections")
            || written.contains("rticles")
            || written.contains("aragraphs");
        (wide || plural || listed.is_some()).then(|| (at, format!("{}{last}", &component[..letters])))
    }

    /// Whether every section of a family has a dash in its number: `38-2602`.
    fn has_dashed_sections(&self, family: FamilyId) -> bool {
        let spec = &self.resolver.grammar().families[family as usize];
        spec.fields.iter().any(|f| f.level.is_some() && f.contains.as_deref() == Some("-"))
    }

    fn range_start(&self, found: &Found, components: &mut Components, ranged: bool) -> Option<(usize, String)> {
        if !ranged {
            return None;
        }
        let at = components.iter().position(|c| !c.mark && c.text.contains('-'))?;
        if self.has_dashed_sections(found.family) {
            return None;
        }
        let letters = components[at].text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (first, _) = split_range(&components[at].text[letters..])?;
        if self.has_section(&found.base, &components[at].text[letters..]) == Some(true) {
            return None;
        }
        Some((at, format!("{}{first}", &components[at].text[..letters])))
    }

    fn abstain_all(&mut self, citation: &Citation, why: &str) {
        for member in &citation.members {
            let span = Span::new(member.place.start as usize, member.place.end as usize);
            let form = if member.path.is_empty() { Form::Alias } else { Form::Full };
            self.abstain(span, form, why.to_owned());
        }
    }

    /// The Congress of a bill: its own, that of the document's date, the only one in which the registry has it, or
    /// that of the latest instrument named. The second says whether it was inferred.
    fn congress(&self, family: FamilyId, member: &Member) -> Option<(u32, bool)> {
        let spec = &self.resolver.grammar().families[family as usize];
        let at = spec.fields.iter().position(|f| f.missing.as_deref() == Some("congress"))?;
        if member.fields.iter().any(|c| c.field as usize == at) {
            return None;
        }
        // The year behind it: `S. 1115 (1986)`.
        let year = spec.fields.iter().position(|f| f.name == "year");
        if let Some(capture) = member.fields.iter().find(|c| Some(c.field as usize) == year) {
            return congress_of(capture.place.of(self.text)).map(|c| (c, true));
        }
        if let Some(congress) = self.date.as_deref().and_then(congress_of) {
            return Some((congress, true));
        }
        // That of the document itself, when it is a bill or a law.
        if let Some(own) = &self.own {
            let family = &self.resolver.grammar().families[own.family as usize];
            let values = template_values(&family.id, &own.base);
            let congress = values.iter().find(|(f, _)| family.fields[*f as usize].name == "congress");
            if let Some(congress) = congress.and_then(|(_, value)| value.parse().ok()) {
                return Some((congress, true));
            }
        }
        // The only Congress in which the registry has a bill of this kind and number.
        let field = &spec.fields[at];
        let with =
            |congress: u32| self.resolver.instrument(self.text, family, &spec.id, &member.fields, Some(congress)).ok();
        let (from, to) = (u32::try_from(field.from).unwrap_or(1), u32::try_from(field.to.min(200)).unwrap_or(200));
        let mut known = (from..=to).filter(|c| with(*c).is_some_and(|id| self.resolver.registry().lists(&id)));
        if let (Some(only), None) = (known.next(), known.next()) {
            return Some((only, true));
        }
        let dates =
            self.memory.iter_back().take(300).filter_map(|k| self.resolver.registry().facts(&k.id)).map(|f| f.date);
        dates.filter(|date| date.len() == 10).max().and_then(congress_of).map(|c| (c, true))
    }

    /// What an instrument's mention leaves for later: terms defined behind it, and the frame of an amendment.
    fn after_instrument(&mut self, citation: &Citation, found: &Found) {
        if let Some(definition) = self.resolver.define.at(self.text, citation.end)
            && let Some(known) = self.defined_by(&definition.term, citation.start)
        {
            // The term is the instrument's, whichever part of it was cited: `title I of the … Act (ADA)`.
            if let Ok(id) = known.base().parse() {
                let (folded, at) = (fold(&definition.term), known.start);
                let term =
                    Term { folded, text: definition.term.clone(), span: definition.span, id, family: known.family, at };
                self.skip_to(definition.end);
                self.define(term, definition.end);
            }
        }
        self.amended(citation, found);
    }

    /// Which mention of the sentence a term defines: the nearest that is of the term's kind or has its initials.
    fn defined_by(&self, term: &str, from: usize) -> Option<Known> {
        let grammar = self.resolver.grammar();
        let noun = |k: &Known| {
            let family = &grammar.families[k.family as usize];
            let last = term.rsplit(' ').next().unwrap_or(term);
            let generic =
                || grammar.reference.nouns.iter().flat_map(|(_, nouns)| nouns).any(|n| n.eq_ignore_ascii_case(last));
            family.nouns.iter().any(|n| n.eq_ignore_ascii_case(last))
                || k.act && last == "Act"
                || family.enacted && generic()
        };
        let initials = |k: &Known| {
            let words = Span::new(k.start, k.end).of(self.text);
            let capitals: String = words
                .split(|c: char| !c.is_alphanumeric())
                .filter_map(|w| w.chars().next())
                .filter(|c| c.is_uppercase())
                .collect();
            let letters: String = term.chars().filter(|c| c.is_uppercase()).collect();
            letters.len() >= 2 && capitals.contains(&letters)
        };
        let initialism = !term.contains(' ') && term.bytes().filter(u8::is_ascii_uppercase).count() >= 2;
        let near: Vec<&Known> = self.memory.iter_back().take(6).filter(|k| from - k.start.min(from) < 400).collect();
        // `(the London Charter)` isn't any charter: a name of several words is that of what it stands directly behind, or
        // of what has those words in its own name.
        let named = |k: &Known| {
            let words = fold(Span::new(k.start, k.end).of(self.text));
            let mut others = term.split(' ').rev().skip(1).filter(|w| w.starts_with(char::is_uppercase)).peekable();
            others.peek().is_none() || others.any(|w| words.contains(&fold(w))) || self.only_citations(k.end, from)
        };
        let fits = |k: &&&Known| if initialism { initials(k) } else { noun(k) && named(k) };
        let found = near.iter().find(fits).copied().cloned();
        // Where the letters don't tell, an initialism names what stands directly before it.
        found.or_else(|| near.first().filter(|k| initialism && k.below().is_empty()).copied().cloned())
    }

    /// Whether nothing but citations, and the words that join them, stands between two places.
    fn only_citations(&self, from: usize, to: usize) -> bool {
        let mut at = from;
        let mut bare = |upto: usize| {
            let words = self.text.get(at..upto).unwrap_or_default();
            at = upto;
            !words.split(|c: char| !c.is_alphanumeric()).any(|w| w.len() > 2 && w.starts_with(char::is_uppercase))
        };
        let inner: Vec<Span> = self.out.iter().rev().map(|m| m.span).take_while(|s| s.start >= from).collect();
        for span in inner.iter().rev().filter(|s| s.start < to) {
            if !bare(span.start) {
                return false;
            }
            bare(span.end);
        }
        bare(to)
    }

    /// Opens the frame of an amendment: `Section 104(a) of the … Act … is amended`.
    pub(super) fn amended(&mut self, citation: &Citation, found: &Found) {
        if self.in_quoted_line || self.amendment.as_ref().is_some_and(|a| a.sentence_end > citation.start) {
            return;
        }
        let to = self.boundary((citation.end + 260).min(self.text.len()));
        let after = &self.text[citation.end..to];
        let reference = &self.resolver.grammar().reference;
        let before = self.text[..citation.start].trim_end();
        if reference.amending_before.iter().any(|verb| before.ends_with(verb.as_str())) && self.own.is_none() {
            return self.amends(citation, found, citation.start);
        }
        if memchr::memmem::find(after.as_bytes(), b"amended").is_none() {
            return;
        }
        let verbs = &reference.amending;
        let stop = ["\n\n", "; ", "■"].iter().filter_map(|s| after.find(s)).min().unwrap_or(after.len());
        let after = &after[..sentence_end(&after[..stop])];
        let amends =
            verbs.iter().filter(|v| v.contains(' ') && !v.starts_with("as ")).filter_map(|v| after.find(v.as_str()));
        let Some(at) = amends.min() else { return };
        // What is amended stands nearest to the verb, asides in brackets and `as amended by …` left out.
        let between = self.seen[self.index.min(self.seen.len())..].iter().take_while(|s| s.start() < citation.end + at);
        for other in between {
            let before = &self.text[citation.end.min(other.start())..other.start()];
            let aside = before.matches('(').count() > before.matches(')').count() || before.ends_with("by ");
            if !aside && matches!(other, Seen::Citation(_)) {
                return;
            }
        }
        self.amends(citation, found, citation.end + at);
    }

    fn amends(&mut self, citation: &Citation, found: &Found, sentence_end: usize) {
        let Some(components) =
            citation.members.first().and_then(|m| self.resolver.components(self.text, found.family, &m.path))
        else {
            return;
        };
        let mut frame = Frame::new(found.base.clone(), found.family);
        frame.path = found.below.iter().chain(&components).cloned().collect();
        frame.from = Some(citation.start);
        let depth = self.own.as_ref().map_or(0, |o| o.path.len());
        // Where the text's own structure doesn't end an amendment, distance does.
        let until = if self.own.is_some() { usize::MAX } else { citation.end + 6000 };
        self.amendment = Some(Amendment { frame, depth, sentence_end, until });
    }
}

/// Where the first sentence of a text ends: at a full stop behind a small letter, a digit or a bracket, before a capital
/// or a line's end. The full stops of `U.S.C.` end none.
fn sentence_end(text: &str) -> usize {
    let stops = memchr::memchr_iter(b'.', text.as_bytes());
    let ends = |&at: &usize| {
        let before = text[..at].chars().next_back().is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || c == ')');
        let mut after = text[at + 1..].chars();
        let space = after.next();
        before && (space == Some('\n') || space == Some(' ') && after.next().is_some_and(char::is_uppercase))
    };
    stops.into_iter().find(ends).unwrap_or(text.len())
}

/// The Congress that sat on a date: the 114th from January 2015 to January 2017.
pub(super) fn congress_of(date: &str) -> Option<u32> {
    let year: u32 = date.get(..4)?.parse().ok()?;
    let early = matches!(date.get(5..), Some("01-01" | "01-02"));
    let year = if early { year - 1 } else { year };
    (year >= 1789).then(|| (year - 1789) / 2 + 1)
}

/// The last instrument of a range, its number written out where it was shortened: `6537-42`.
fn expanded(first: &str, last: &str) -> Option<ProvisionId> {
    let (stem, a) = first.rsplit_once('/')?;
    let (other, b) = last.rsplit_once('/')?;
    let full = if stem == other && b.len() < a.len() {
        format!("{stem}/{}{b}", &a[..a.len() - b.len()])
    } else {
        last.to_owned()
    };
    full.parse().ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn congresses_by_date() {
        assert_eq!(super::congress_of("2016-02-18"), Some(114));
        assert_eq!(super::congress_of("2017-01-02"), Some(114));
        assert_eq!(super::congress_of("2017-01-04"), Some(115));
        assert_eq!(super::congress_of("1789-05-01"), Some(1));
    }
}
