//! From what clauses say to who invokes what: stand-ins are given their names, and an event that names no provision the
//! authority that the text gives for it.
//!
//! An event has one authority: what its clause says; else what a sentence nearby says of events of its class; else the
//! heading. A provision that merely stands in the sentence before is none.

use std::collections::HashSet;

use super::clause::{Act, Clauses, Filler};
use super::date::date_in;
use super::entries::{Entry, entry, is_item};
use super::frames::{Frame, List, Slot, Where};
use super::line::{Item, Source, Token, What};
use super::polarity::Polarity;
use super::sentences::{paragraphs, sentences};
use super::{Entities, Entity, Invocation, Named, Read, Why};
use crate::provision::ProvisionId;
use crate::resolve::{Form, Mention};
use crate::text::Span;

/// How many paragraphs away a sentence that gives the authority may be.
const REACH: usize = 4;
/// A longer sentence is none.
const LONGEST: usize = 4000;
/// A list has no more entries.
const MOST_ENTRIES: usize = 200;
/// A heading is no longer.
const HEADING: usize = 140;

/// A sentence or an item of a list.
struct Unit {
    paragraph: usize,
    span: Span,
    line: Vec<Token>,
    acts: Vec<Act>,
}

/// An act with its participants.
struct Event {
    unit: usize,
    frame: usize,
    at: usize,
    agents: Vec<Item>,
    patients: Vec<Item>,
    provisions: Vec<usize>,
    polarity: Polarity,
    /// It says of others under what they were.
    states: bool,
    found: &'static str,
}

pub(super) fn invocations(entities: &Entities, text: &str, mentions: &[Mention], read: &mut Read) -> Vec<Invocation> {
    if !mentions.iter().any(|m| m.id.is_some()) {
        return Vec::new();
    }
    let source = Source {
        text,
        mentions,
        read,
        forms: &entities.forms,
        frames: &entities.frames,
        gazetteer: &entities.gazetteer,
    };
    let document = Document { source };
    let events = document.events();
    let (out, new) = document.rows(entities, &events);
    for (span, entity) in new {
        let at = read.entities.iter().position(|e| e.name == entity.name).unwrap_or_else(|| {
            read.entities.push(entity);
            read.entities.len() - 1
        });
        read.named.push(Named { span, from: span.start, entity: at, why: Why::Slot });
    }
    read.named.sort_by_key(|n| (n.span.start, n.span.end));
    read.named.dedup_by_key(|n| n.span);
    out
}

struct Document<'d> {
    source: Source<'d>,
}

impl<'d> Document<'d> {
    fn frame(&self, at: usize) -> &'d Frame {
        &self.source.frames.all[at]
    }

    /// The mentions in a stretch that have an id.
    fn within(&self, span: Span) -> Vec<usize> {
        let mentions = self.source.mentions;
        let from = mentions.partition_point(|m| m.span.start < span.start);
        let all = mentions[from..].iter().enumerate().take_while(|(_, m)| m.span.start < span.end);
        all.filter(|(_, m)| m.id.is_some()).map(|(i, _)| from + i).collect()
    }

    fn cites(&self, span: Span) -> bool {
        let mentions = self.source.mentions;
        let from = mentions.partition_point(|m| m.span.start < span.start);
        mentions[from..].iter().take_while(|m| m.span.start < span.end).any(|m| m.id.is_some())
    }

    fn units(&self) -> (Vec<Unit>, Vec<Span>) {
        let text = self.source.text;
        let spans = paragraphs(text);
        let cites: Vec<bool> = spans.iter().map(|s| !self.within(*s).is_empty()).collect();
        let mut units = Vec::new();
        for (i, span) in spans.iter().enumerate() {
            // Only what is near a citation can invoke anything.
            if !cites[i.saturating_sub(REACH)..(i + REACH + 1).min(cites.len())].iter().any(|c| *c) {
                continue;
            }
            let mut fences: Vec<Span> = self.within(*span).iter().map(|m| self.source.mentions[*m].span).collect();
            let from = self.source.read.named.partition_point(|n| n.span.start < span.start);
            let named = self.source.read.named[from..].iter().take_while(|n| n.span.start < span.end);
            fences.extend(named.map(|n| n.span));
            fences.sort_by_key(|f| (f.start, f.end));
            for s in sentences(text, *span, self.source.forms, &fences).into_iter().filter(|s| s.len() < LONGEST) {
                let cites = self.cites(s);
                let line = if self.tells(s, cites) { self.source.line(s) } else { Vec::new() };
                let clauses = Clauses { source: &self.source, line: &line };
                let hits = clauses.hits();
                let mut acts: Vec<Act> = Vec::new();
                for hit in &hits {
                    let before = acts.last().cloned();
                    acts.extend(clauses.act(hit, &hits, before.as_ref()));
                }
                units.push(Unit { paragraph: i, span: s, line, acts });
            }
        }
        (units, spans)
    }

    /// Whether a sentence can tell of an act: it has a word of one, and the provision or what may stand for it.
    fn tells(&self, span: Span, cites: bool) -> bool {
        let mut low = String::new();
        let (mut stands, mut authority) = (false, false);
        span.of(self.source.text).split(|c: char| !c.is_alphabetic()).any(|word| {
            if word.len() < 2 || word.len() > 20 {
                return false;
            }
            let word = if word.bytes().all(|b| b.is_ascii_lowercase()) {
                word
            } else {
                low.clear();
                low.extend(word.chars().flat_map(char::to_lowercase));
                low.as_str()
            };
            authority |= !cites && self.source.frames.is(word, List::Authority);
            match self.source.frames.telling(word) {
                Some((elsewhere, object)) => {
                    stands |= object;
                    cites || elsewhere || stands && authority
                }
                None => stands && authority,
            }
        })
    }

    fn events(&self) -> (Vec<Unit>, Vec<Event>) {
        let (units, spans) = self.units();
        let mut events = Vec::new();
        for (u, unit) in units.iter().enumerate() {
            for act in &unit.acts {
                if let Some(event) = self.event(&units, u, act) {
                    events.push(event);
                }
            }
        }
        self.authorities(&units, &spans, &mut events);
        (units, events)
    }

    fn event(&self, units: &[Unit], u: usize, act: &Act) -> Option<Event> {
        let (unit, frame) = (&units[u], self.frame(act.frame));
        let mut provisions: Vec<usize> = act
            .under
            .iter()
            .flat_map(|t| match &unit.line[*t].what {
                What::Provisions(list) => list.as_slice(),
                _ => &[],
            })
            .copied()
            .filter(|p| self.source.mentions[*p].id.as_ref().is_some_and(|id| frame.is_of(id)))
            .collect();
        // `The order authorizes`, `with this Decision`: what was cited last.
        let stands = |f: &Filler| matches!(f, Filler::Common(noun, _) if self.source.frames.is(noun, List::Authority));
        let place = (frame.provision.contains(&Where::Subject) && stands(&act.agent))
            || (frame.provision.contains(&Where::Object) && stands(&act.patient));
        if provisions.is_empty() && place {
            provisions = self.cited_before(units, u, act).unwrap_or_default();
            provisions.retain(|p| self.source.mentions[*p].id.as_ref().is_some_and(|id| frame.is_of(id)));
        }
        if provisions.is_empty() && frame.provision.contains(&Where::Before) && act.agent == Filler::None {
            provisions.extend(self.spoken_of(units, u));
        }
        if provisions.is_empty() && frame.provision.contains(&Where::Own) {
            provisions.extend(self.own(unit));
        }
        if provisions.is_empty() && frame.elsewhere.is_none() {
            return None;
        }
        let (mut agents, agent_open) = self.fill(units, u, act, &act.agent, frame.agent.as_ref());
        let (mut patients, patient_open) = self.fill(units, u, act, &act.patient, frame.patient.as_ref());
        if let Some(slot) = &frame.patient {
            for t in &act.more {
                if let What::Names(list) = &unit.line[*t].what {
                    patients.extend(list.iter().copied().filter(|item| self.takes(slot, *item)));
                }
            }
        }
        patients.retain(|p| !agents.contains(p));
        // `Designated pursuant to P`, under the name of an entry.
        let first = act.at == 0 || unit.line[..act.at].iter().all(|t| t.word().len() < 3);
        let whole = frame.agent.is_some() && frame.patient.as_ref().is_some_and(|slot| slot.open);
        if whole && first && patients.is_empty() && act.agent == Filler::None && !provisions.is_empty() {
            patients.extend(self.entry_before(units, u));
            agents.extend(self.acting_before(units, u, frame));
        }
        // `added a part to its rules`: nobody is added, and another sentence's provision isn't for that.
        if provisions.is_empty()
            && patients.is_empty()
            && (frame.patient.is_none() || !matches!(act.patient, Filler::Common(..) | Filler::List))
            && frame.patient.is_some()
        {
            return None;
        }
        // `these designations were …`, `three officers were charged`.
        let measure = |f: &Filler| matches!(f, Filler::Common(noun, many) if *many || self.source.frames.is(noun, List::Measures));
        let states = frame.elsewhere.is_some()
            && !provisions.is_empty()
            && (agent_open && measure(&act.agent) || patient_open && (measure(&act.patient) || measure(&act.agent)))
            && matches!(act.polarity, Polarity::Asserted | Polarity::Planned);
        if agents.is_empty() && patients.is_empty() && !states {
            return None;
        }
        if !frame.then.is_empty() && !self.then(unit, act, frame) {
            return None;
        }
        Some(Event {
            unit: u,
            frame: act.frame,
            at: act.at,
            agents,
            patients,
            provisions,
            polarity: act.polarity,
            states,
            found: "in the sentence",
        })
    }

    /// Whether the words behind the patient are those that the frame needs.
    fn then(&self, unit: &Unit, act: &Act, frame: &Frame) -> bool {
        let last = match &act.patient {
            Filler::Token(t) => *t,
            Filler::Common(..) => act.at,
            _ => return false,
        };
        // `directs him to`: behind the pronoun.
        let places = if last > act.at { [last + 1, last + 1] } else { [act.at + 1, act.at + 2] };
        places.iter().any(|at| unit.line.get(*at).is_some_and(|t| frame.then.iter().any(|w| w == t.word())))
    }

    /// The names in a place; whether a stand-in is there whose names are elsewhere.
    fn fill(&self, units: &[Unit], u: usize, act: &Act, filler: &Filler, slot: Option<&Slot>) -> (Vec<Item>, bool) {
        let Some(slot) = slot else { return (Vec::new(), false) };
        let unit = &units[u];
        let of = |t: &usize| match &unit.line[*t].what {
            What::Names(list) => list.clone(),
            _ => Vec::new(),
        };
        let (all, open) = match filler {
            Filler::None => (Vec::new(), false),
            Filler::Token(t) => (of(t), false),
            Filler::Tokens(list) => (list.iter().flat_map(of).collect(), false),
            Filler::List => return (self.items(units, u, slot), true),
            Filler::Common(noun, plural) => {
                let one = if *plural { None } else { self.stand_in(units, u, act, noun, slot) };
                let found: Vec<Item> = one.into_iter().collect();
                let none = found.is_empty();
                // `125 states have joined P`, and a table of them below.
                if none && *plural {
                    return (self.items(units, u, slot), true);
                }
                (found, none)
            }
        };
        (all.into_iter().filter(|item| self.takes(slot, *item)).collect(), open)
    }

    fn takes(&self, slot: &Slot, item: Item) -> bool {
        match item {
            Item::Named(n) => {
                let named = &self.source.read.named[n];
                slot.takes(self.kind(n)) && (named.why != Why::Suffix || self.is_definite(named.from))
            }
            Item::Maybe(span) => slot.open && self.is_a_name(span),
        }
    }

    /// Whether words with capitals may be somebody's name in an open place.
    fn is_a_name(&self, span: Span) -> bool {
        let (words, text) = (span.of(self.source.text), self.source.text);
        let behind = text[span.end..].trim_start();
        let next = &behind[..behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len())];
        // `NHSMs`, `Group 2`, `the Baltimore area`.
        let plural = words.ends_with('s') && words[..words.len() - 1].chars().all(char::is_uppercase);
        let thing = plural
            || behind.starts_with(|c: char| c.is_ascii_digit())
            || words.contains(|c: char| c.is_ascii_digit()) && !words.contains(", ")
            || self.source.frames.is(next, List::OfThings)
            || words
                .split(' ')
                .any(|w| self.source.forms.not_names.contains(w) || self.source.frames.is(w, List::Things));
        span.len() > 2 && !thing && self.is_definite(span.start)
    }

    /// `a Procurement Network` is nobody's name.
    fn is_definite(&self, start: usize) -> bool {
        let before = self.source.text[..start].trim_end();
        !before.ends_with(" a") && !before.ends_with(" an")
    }

    fn kind(&self, named: usize) -> &str {
        let read = self.source.read;
        &read.entities[read.named[named].entity].kind
    }

    /// Who `the bank`, `she`, `the company` is: the last of that kind in the sentence before.
    fn stand_in(&self, units: &[Unit], u: usize, act: &Act, noun: &str, slot: &Slot) -> Option<Item> {
        let words = |list: List| self.source.frames.is(noun, list);
        let fits = |kind: &str| {
            (words(List::APerson) && kind == "person")
                || (words(List::ACompany) && matches!(kind, "company" | "organisation"))
                || (words(List::AnAgency) && matches!(kind, "agency" | "body" | "office"))
        };
        if !(words(List::APerson) || words(List::ACompany) || words(List::AnAgency)) {
            return None;
        }
        let here = units[u].line.get(act.at).map_or(units[u].span.start, |t| t.span.start);
        let from = u.checked_sub(1).filter(|b| units[*b].paragraph == units[u].paragraph).map_or(u, |b| b);
        let named = &self.source.read.named;
        let start = named.partition_point(|n| n.span.start < units[from].span.start);
        let mut all: Vec<usize> = (start..named.len()).take_while(|n| named[*n].span.start < here).collect();
        all.retain(|n| fits(self.kind(*n)) && slot.takes(self.kind(*n)));
        let bearers: HashSet<usize> = all.iter().map(|n| named[*n].entity).collect();
        // Of two nobody knows which.
        (bearers.len() == 1).then(|| all.last().copied().map(Item::Named)).flatten()
    }

    /// The heads of the items that follow a sentence.
    fn items(&self, units: &[Unit], u: usize, slot: &Slot) -> Vec<Item> {
        let text = self.source.text;
        let mut out = Vec::new();
        let mut skipped = 0;
        for unit in units[u + 1..].iter().take(400) {
            if unit.paragraph > units[u].paragraph + 1 && out.is_empty() {
                break;
            }
            if !is_item(unit.span.of(text)) {
                skipped += 1;
                if skipped > 1 && out.is_empty() || unit.paragraph > units[u].paragraph + 1 {
                    break;
                }
                continue;
            }
            // What stands at an entry's head is a name for that, but of a state or an agency.
            out.extend(self.head_of(unit.span).filter(|item| match item {
                Item::Named(n) => slot.takes(self.kind(*n)),
                Item::Maybe(_) => slot.takes("company") || slot.takes("person"),
            }));
        }
        out
    }

    /// Who an entry is of.
    fn head_of(&self, span: Span) -> Option<Item> {
        let named = &self.source.read.named;
        let from = named.partition_point(|n| n.span.start < span.start);
        let known = (from..named.len()).find(|n| named[*n].span.start < span.end.min(span.start + 60));
        match entry(span.of(self.source.text)) {
            Some(Entry { span: own, .. }) => {
                let own = Span::new(span.start + own.start, span.start + own.end);
                match known.filter(|n| named[*n].span.start == own.start && named[*n].span.end >= own.end) {
                    Some(n) => Some(Item::Named(n)),
                    None => Some(Item::Maybe(own)),
                }
            }
            None => known.map(Item::Named),
        }
    }

    /// The head of the entry that a sentence is in.
    fn entry_before(&self, units: &[Unit], u: usize) -> Option<Item> {
        let text = self.source.text;
        let back = units[..u].iter().rev().take(4).take_while(|b| b.paragraph + 1 >= units[u].paragraph);
        let head = back.into_iter().find(|b| is_item(b.span.of(text)) || entry(b.span.of(text)).is_some())?;
        self.head_of(head.span)
    }

    /// Who acts in the notice that an entry is in.
    fn acting_before(&self, units: &[Unit], u: usize, frame: &Frame) -> Option<Item> {
        let slot = frame.agent.as_ref()?;
        units[..u].iter().rev().take(MOST_ENTRIES).find_map(|unit| {
            unit.acts.iter().find_map(|act| match act.agent {
                Filler::Token(t) => match &unit.line[t].what {
                    What::Names(list) => list.iter().copied().find(|item| {
                        matches!(item, Item::Named(n) if slot.takes(self.kind(*n)) && matches!(self.kind(*n), "agency" | "body"))
                    }),
                    _ => None,
                },
                _ => None,
            })
        })
    }

    /// The one provision that the two sentences before in a paragraph name.
    fn spoken_of(&self, units: &[Unit], u: usize) -> Option<usize> {
        let near = units[..u].iter().rev().take(2).filter(|b| b.paragraph == units[u].paragraph);
        let all: Vec<usize> = near.flat_map(|b| self.within(b.span)).collect();
        let id = |m: usize| self.source.mentions[m].id.as_ref();
        // `This provision is mandatory`, behind the quotation of it.
        let quoted = || {
            let before = units[..u].iter().rev().take(8).filter(|b| b.paragraph < units[u].paragraph);
            let own = |m: &&usize| self.source.mentions[**m].form == Form::BlockQuote;
            before.into_iter().find_map(|b| self.within(b.span).iter().rfind(own).copied())
        };
        if all.is_empty() {
            return quoted();
        }
        all.first().copied().filter(|first| all.iter().all(|m| id(*m) == id(*first)))
    }

    /// The provision whose words a sentence is, in a block quotation.
    fn own(&self, unit: &Unit) -> Option<usize> {
        let mentions = &self.source.mentions;
        let first = mentions.partition_point(|m| m.span.start < unit.span.start);
        let own = |m: &Mention| m.form == Form::BlockQuote && m.id.is_some() && m.span.start <= unit.span.start + 1;
        mentions.get(first).filter(|m| own(m)).map(|_| first)
    }

    /// The provisions cited last before an act: in its sentence, or in the two before.
    fn cited_before(&self, units: &[Unit], u: usize, act: &Act) -> Option<Vec<usize>> {
        let cited = |t: &Token| match &t.what {
            What::Provisions(list) => Some(list.clone()),
            _ => None,
        };
        let here = units[u].line.get(..act.at).and_then(|line| line.iter().rev().find_map(cited));
        here.or_else(|| {
            let near = units[..u].iter().rev().take(2).filter(|b| b.paragraph + 1 >= units[u].paragraph);
            let near: Vec<&Unit> = near.collect();
            // What was made there is spoken of.
            let made = near.iter().find_map(|b| {
                let acts = b.acts.iter().filter(|a| self.frame(a.frame).class == "making");
                acts.flat_map(|a| &a.under).find_map(|t| cited(&b.line[*t]))
            });
            made.or_else(|| {
                let lines =
                    near.iter().map(|b| if b.line.is_empty() { self.source.line(b.span) } else { b.line.clone() });
                let all: Vec<Vec<usize>> = lines.flatten().filter_map(|t| cited(&t)).collect();
                let ids = |list: &[usize]| {
                    list.iter().filter_map(|p| self.source.mentions[*p].id.clone()).collect::<Vec<_>>()
                };
                // Of two nobody knows which.
                let one = all.iter().all(|list| ids(list) == ids(&all[0]));
                if one { all.into_iter().next() } else { None }
            })
        })
    }

    /// Gives an authority to the events that have none.
    fn authorities(&self, units: &[Unit], spans: &[Span], events: &mut [Event]) {
        let class = |e: &Event| self.frame(e.frame).class.as_str();
        let bearers = |e: &Event| e.patients.iter().map(|i| self.entity(*i).1.name).collect::<Vec<String>>();
        let mut given: Vec<(usize, Vec<usize>, &'static str)> = Vec::new();
        for (i, event) in events.iter().enumerate() {
            if !event.provisions.is_empty() {
                continue;
            }
            let here = units[event.unit].paragraph;
            let reach = self.frame(event.frame).elsewhere.unwrap_or(0);
            let near = |o: &&Event| {
                let like = if reach > 0 || o.states { class(o) == class(event) } else { o.frame == event.frame };
                // What is only planned gives none but to what should be.
                let said = o.polarity == Polarity::Asserted || self.frame(event.frame).modal;
                units[o.unit].paragraph.abs_diff(here) <= reach && like && said
            };
            let distance = |o: &&Event| {
                let at = units[o.unit].paragraph;
                (at.abs_diff(here), usize::from(o.unit < event.unit), o.unit.abs_diff(event.unit))
            };
            let own = bearers(event);
            let having = || events.iter().filter(|o| !o.provisions.is_empty());
            let same = having()
                .filter(near)
                .filter(|o| {
                    // What another did isn't this.
                    let others = !o.agents.is_empty()
                        && !event.agents.is_empty()
                        && !o.agents.iter().any(|a| event.agents.contains(a));
                    !others && bearers(o).iter().any(|b| own.contains(b))
                })
                .min_by_key(distance);
            let stated = || having().filter(|o| o.states).filter(near).min_by_key(distance);
            if let Some(p) = self.same_order(units, event) {
                given.push((i, p, "the same as before"));
            } else if let Some(other) = same {
                given.push((i, other.provisions.clone(), "said of the same elsewhere"));
            } else if let Some(other) = stated() {
                given.push((i, other.provisions.clone(), "named as the authority nearby"));
            } else if let Some(p) = self.heading(spans, here) {
                given.push((i, vec![p], "in the heading"));
            }
        }
        let shared: Vec<Vec<String>> = given
            .iter()
            .map(|(i, p, found)| {
                let others = events
                    .iter()
                    .filter(|o| found.starts_with("said of") && o.provisions == *p && class(o) == class(&events[*i]));
                others.flat_map(bearers).collect()
            })
            .collect();
        for ((i, provisions, found), shared) in given.into_iter().zip(shared) {
            // Of several only those of whom it is said.
            if !shared.is_empty() {
                let all = std::mem::take(&mut events[i].patients);
                events[i].patients = all.into_iter().filter(|p| shared.contains(&self.entity(*p).1.name)).collect();
            }
            events[i].provisions = provisions;
            events[i].found = found;
        }
    }

    /// `under the same power`: what was cited last.
    fn same_order(&self, units: &[Unit], event: &Event) -> Option<Vec<usize>> {
        let unit = &units[event.unit];
        let said = unit.line.windows(2).any(|w| w[0].is(List::Demonstratives) && w[1].is(List::Authority));
        let before = units[..event.unit].iter().rev().take(3).find_map(|b| {
            b.line.iter().rev().find_map(|t| match &t.what {
                What::Provisions(list) => Some(list.clone()),
                _ => None,
            })
        });
        before.filter(|_| said)
    }

    /// The provision of the heading before a paragraph.
    fn heading(&self, spans: &[Span], paragraph: usize) -> Option<usize> {
        let heading = spans.get(paragraph.checked_sub(1)?)?;
        let words = heading.of(self.source.text).trim();
        let plain = words.len() < HEADING && !words.ends_with(['.', ':', ';', ',']);
        match self.within(*heading)[..] {
            [one] if plain => Some(one),
            _ => None,
        }
    }

    fn rows(
        &self,
        entities: &Entities,
        (units, events): &(Vec<Unit>, Vec<Event>),
    ) -> (Vec<Invocation>, Vec<(Span, Entity)>) {
        let (mut out, mut new) = (Vec::new(), Vec::new());
        let mut told = HashSet::new();
        // What is said as a fact before what may be.
        let mut events: Vec<&Event> = events.iter().filter(|e| !e.provisions.is_empty()).collect();
        events.sort_by_key(|e| e.polarity != Polarity::Asserted);
        for event in events {
            let (unit, frame) = (&units[event.unit], self.frame(event.frame));
            let at = unit.line.get(event.at).map_or(unit.span, |t| t.span);
            let date = date_in(unit.span.of(self.source.text));
            let names = |items: &[Item]| items.iter().map(|i| self.entity(*i).1.name).collect::<Vec<String>>();
            let (agents, patients) = (names(&event.agents), names(&event.patients));
            let slots = [(&frame.agent, &event.agents, false), (&frame.patient, &event.patients, true)];
            for (slot, items, acted_upon) in slots {
                let Some(slot) = slot else { continue };
                for item in items {
                    let (span, entity) = self.entity(*item);
                    if let Item::Maybe(span) = item {
                        new.push((*span, entity.clone()));
                    }
                    let acts = matches!(slot.role.as_str(), "administers" | "enacts" | "implements" | "amends");
                    let parent =
                        entity.of.as_ref().filter(|_| acts && matches!(entity.kind.as_str(), "office" | "agency"));
                    let above = parent.and_then(|of| entities.called(of)).cloned();
                    // Of an office with its holder the holder acts, for what the office belongs to.
                    let held = entity.kind == "office"
                        && items.iter().any(|other| {
                            let person = self.entity(*other);
                            person.1.kind == "person"
                                && person.0.start > span.end
                                && self.source.text[span.end..person.0.start].trim().is_empty()
                        });
                    let bearers = [(Some(entity).filter(|_| !held), 0.0), (above, 0.05)];
                    for (bearer, less) in bearers.into_iter().filter_map(|(b, less)| b.map(|b| (b, less))) {
                        for provision in &event.provisions {
                            let Some(id) = &self.source.mentions[*provision].id else { continue };
                            if !told.insert((bearer.name.clone(), slot.role.clone(), id.clone(), unit.span)) {
                                continue;
                            }
                            let (by, whom) =
                                if acted_upon { (agents.first().cloned(), &[][..]) } else { (None, &patients[..]) };
                            out.push(row(
                                frame,
                                event,
                                slot,
                                &bearer,
                                id,
                                span,
                                unit.span,
                                at,
                                by,
                                whom,
                                date.clone(),
                                less,
                            ));
                        }
                    }
                }
            }
        }
        out.sort_by(|a: &Invocation, b: &Invocation| {
            let place = |i: &Invocation| (i.sentence.start, i.span.start);
            let rest = |i: &Invocation| (i.role.clone(), i.provision.to_string());
            place(a).cmp(&place(b)).then(b.confidence.total_cmp(&a.confidence)).then_with(|| rest(a).cmp(&rest(b)))
        });
        (out, new)
    }

    /// Who an item is, and where.
    fn entity(&self, item: Item) -> (Span, Entity) {
        let (read, text) = (self.source.read, self.source.text);
        match item {
            Item::Named(n) => (read.named[n].span, read.entities[read.named[n].entity].clone()),
            Item::Maybe(span) => {
                let numbered = |w: &&str| !(w.len() == 2 && w.ends_with(':'));
                let words = span.of(text).split_whitespace().filter(numbered).collect::<Vec<_>>().join(" ");
                // `ROE, Jane Q.` is a person.
                let kind = if words.contains(", ") { "person" } else { "organisation" };
                (span, Entity { name: words, kind: kind.to_owned(), of: None })
            }
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "the parts of one row")]
fn row(
    frame: &Frame,
    event: &Event,
    slot: &Slot,
    entity: &Entity,
    id: &ProvisionId,
    span: Span,
    sentence: Span,
    at: Span,
    by: Option<String>,
    whom: &[String],
    date: Option<String>,
    less: f32,
) -> Invocation {
    let sure = if event.found == "in the sentence" { 0.9 } else { 0.75 };
    Invocation {
        entity: entity.clone(),
        role: slot.role.clone(),
        provision: id.clone(),
        span,
        sentence,
        date,
        confidence: sure - less,
        why: format!("{}; the provision {}", frame.name, event.found),
        event: format!("{}@{}", frame.name, at.start),
        by,
        whom: whom.to_vec(),
        polarity: event.polarity,
    }
}
