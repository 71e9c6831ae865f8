//! From what clauses say to events: who takes part in an act, by its frame, and which provision it names.
//!
//! An event has one authority: what its clause says; else what a sentence nearby says of events of its class; else the
//! heading (see `authority.rs`). A provision that merely stands in the sentence before is none.

use super::act::{Act, Filler, Mood};
use super::clause::Clauses;
use super::frames::{Frame, List, Where};
use super::line::{Item, Source, Token, What};
use super::polarity::Polarity;
use super::sentences::{paragraphs, sentences};
use super::{Entities, Invocation, Named, Read, Why};
use crate::provision::ProvisionId;
use crate::resolve::Mention;
use crate::text::Span;

/// How many paragraphs away a sentence that gives the authority may be.
const REACH: usize = 4;
/// A question is no longer.
const QUESTION: usize = 400;
/// A longer sentence is none.
const LONGEST: usize = 4000;

/// A sentence or an item of a list.
pub(super) struct Unit {
    pub paragraph: usize,
    pub span: Span,
    pub line: Vec<Token>,
    pub acts: Vec<Act>,
}

/// An act with its participants.
pub(super) struct Event {
    pub unit: usize,
    pub frame: usize,
    pub at: usize,
    pub agents: Vec<Item>,
    pub patients: Vec<Item>,
    pub provisions: Vec<usize>,
    pub mood: Mood,
    /// It says of others under what they were.
    pub states: bool,
    pub found: &'static str,
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
        parties: std::cell::OnceCell::new(),
    };
    let (units, events) = source.events();
    let (out, new) = source.rows(entities, &units, &events);
    let mut known: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    for (span, entity) in new {
        let at = known.get(&entity.name).copied().unwrap_or_else(|| {
            let found = read.entities.iter().position(|e| e.name == entity.name).unwrap_or_else(|| {
                read.entities.push(entity.clone());
                read.entities.len() - 1
            });
            known.insert(entity.name, found);
            found
        });
        read.named.push(Named { span, from: span.start, entity: at, why: Why::Slot });
    }
    read.named.sort_by_key(|n| (n.span.start, n.span.end));
    read.named.dedup_by_key(|n| n.span);
    out
}

impl<'s> Source<'s> {
    pub(super) fn frame(&self, at: usize) -> &'s Frame {
        &self.frames.all[at]
    }

    /// The mentions in a stretch that have an id.
    pub(super) fn within(&self, span: Span) -> impl Iterator<Item = usize> {
        let from = self.mentions.partition_point(|m| m.span.start < span.start);
        let all = self.mentions[from..].iter().enumerate().take_while(move |(_, m)| m.span.start < span.end);
        all.filter(|(_, m)| m.id.is_some()).map(move |(i, _)| from + i)
    }

    fn units(&self) -> (Vec<Unit>, Vec<Span>) {
        let spans = paragraphs(self.text);
        let cites: Vec<bool> = spans.iter().map(|s| self.within(*s).next().is_some()).collect();
        let mut units = Vec::new();
        for (i, span) in spans.iter().enumerate() {
            // Only what is near a citation can invoke anything.
            if !cites[i.saturating_sub(REACH)..(i + REACH + 1).min(cites.len())].iter().any(|c| *c) {
                continue;
            }
            let mut fences: Vec<Span> = self.within(*span).map(|m| self.mentions[m].span).collect();
            let from = self.read.named.partition_point(|n| n.span.start < span.start);
            let named = self.read.named[from..].iter().take_while(|n| n.span.start < span.end);
            fences.extend(named.map(|n| n.span));
            fences.sort_by_key(|f| (f.start, f.end));
            for s in sentences(self.text, *span, self.forms, &fences).into_iter().filter(|s| s.len() < LONGEST) {
                let tells = self.tells(s, self.within(s).next().is_some());
                let line = if tells { self.line(s) } else { Vec::new() };
                let clauses = Clauses::new(self, &line);
                // `is amended by striking “X”`, `is amended to read`: words to be put, not said.
                let amended = |w: &[Token]| {
                    let names = matches!(w[3].what, What::Names(_)) || w[3].is(List::Articles);
                    w[0].is(List::Be)
                        && w[1].word() == "amended"
                        && match w[2].word() {
                            "by" => !names,
                            "to" => w[3].word() == "read",
                            word => word.is_empty() && !matches!(w[2].what, What::Comma),
                        }
                };
                let adding =
                    |w: &[Token]| ["adding", "at", "the", "end"].iter().zip(w).all(|(word, t)| t.word() == *word);
                // `a striking reversal` is none.
                let instructs =
                    |w: &[Token]| w[1].is(List::Amending) && !w[0].is(List::Articles) && !w[0].is(List::Quantities);
                let amending = line.first().is_some_and(|t| t.is(List::Amending))
                    || line.windows(2).any(instructs)
                    || line.windows(4).any(|w| amended(w) || adding(w));
                let hits = if amending { Vec::new() } else { clauses.hits() };
                let mut acts: Vec<Act> = Vec::new();
                for hit in &hits {
                    let act = clauses.act(hit, &hits, &acts);
                    acts.extend(act);
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
        // `It authorizes the President`.
        let first = span.of(self.text).split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        authority |= self.frames.is(&first.to_lowercase(), List::Pronouns);
        span.of(self.text).split(|c: char| !c.is_alphabetic()).any(|word| {
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
            authority |= !cites && self.frames.is(word, List::Authority);
            match self.frames.telling(word) {
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

    /// Whether a provision is of a kind that a frame speaks of.
    pub(super) fn is_of(&self, frame: &Frame, mention: usize) -> bool {
        self.mentions[mention].id.as_ref().is_some_and(|id| frame.is_of(id))
    }

    fn event(&self, units: &[Unit], u: usize, act: &Act) -> Option<Event> {
        let (unit, frame) = (&units[u], self.frame(act.frame));
        let cited = act.under.iter().flat_map(|t| match &unit.line[*t].what {
            What::Provisions(list) => list.as_slice(),
            _ => &[],
        });
        let mut provisions: Vec<usize> = cited.copied().filter(|p| self.is_of(frame, *p)).collect();
        // `The order authorizes`, `with this Decision`: what was cited last.
        let stands =
            |f: &Filler| matches!(f, Filler::Common(n) if n.definite && self.frames.is(&n.word, List::Authority));
        let place = (frame.provision.contains(&Where::Subject) && stands(&act.agent))
            || (frame.provision.contains(&Where::Object) && stands(&act.patient));
        if provisions.is_empty() && place {
            provisions = self.cited_before(units, u, act).unwrap_or_default();
            let nouns = [&act.agent, &act.patient].into_iter().filter(|f| stands(f));
            let nouns: Vec<&str> =
                nouns.filter_map(|f| if let Filler::Common(n) = f { Some(n.word.as_str()) } else { None }).collect();
            let meant = |id: &ProvisionId| nouns.iter().all(|noun| self.frames.means(noun, id));
            provisions.retain(|p| self.mentions[*p].id.as_ref().is_some_and(meant));
        }
        // `It authorizes the President to`: what the sentence before is about.
        let it = matches!(&act.agent, Filler::Common(n) if self.frames.is(&n.word, List::Pronouns));
        if provisions.is_empty() && it && frame.provision.contains(&Where::Subject) {
            provisions.extend(self.spoken_of(units, u));
        }
        // `Under internal rules, X is required`: it says itself by what.
        let fronted = unit.line.first().is_some_and(|t| t.is(List::Stop));
        let before =
            provisions.is_empty() && !fronted && frame.provision.contains(&Where::Before) && act.agent == Filler::None;
        if before {
            provisions.extend(self.spoken_of(units, u));
        }
        if provisions.is_empty() && frame.provision.contains(&Where::Own) {
            provisions.extend(self.own(unit));
        }
        provisions.retain(|p| self.is_of(frame, *p));
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
        // What the sentence before is about binds an office sooner than a person who is asked to come.
        let public = |item: &Item| matches!(item, Item::Named(n) if matches!(self.kind(*n), "agency" | "office" | "body" | "state" | "legislature"));
        patients.retain(|p| !before || public(p));
        patients.retain(|p| !agents.iter().any(|a| self.name(*a) == self.name(*p)));
        // `Designated pursuant to P`, under the name of an entry.
        let first =
            act.at == 0 || unit.line[..act.at].iter().all(|t| matches!(t.what, What::Word(_)) && t.word().len() < 3);
        let whole = frame.agent.is_some() && frame.patient.as_ref().is_some_and(|slot| slot.open.is_some());
        let first = first && unit.line.get(act.at).is_some_and(|t| t.word().ends_with("ed"));
        if whole && first && patients.is_empty() && act.agent == Filler::None && !provisions.is_empty() {
            patients.extend(self.entry_before(units, u));
            agents.extend(self.acting_before(units, u, frame));
        }
        // `added a part to its rules`: nobody is added, and another sentence's provision isn't for that.
        // What may be, and `sanctions on X` by nobody, need their own provision.
        let unsure = !frame.modal && !act.mood.polarity.is_said();
        let state = |item: &Item| matches!(item, Item::Named(n) if self.kind(*n) == "state");
        let alone = act.noun && agents.is_empty() && !patients.is_empty() && patients.iter().all(state);
        if provisions.is_empty() && (unsure || alone) {
            return None;
        }
        if provisions.is_empty()
            && patients.is_empty()
            && frame.patient.is_some()
            && !matches!(act.patient, Filler::Common(..) | Filler::List)
        {
            return None;
        }
        // `these designations were …`, `three officers were charged`.
        let many = |f: &Filler| matches!(f, Filler::Common(n) if n.plural || self.frames.is(&n.word, List::Measures));
        let measure = |f: &Filler| matches!(f, Filler::Common(n) if self.frames.is(&n.word, List::Measures));
        // `The order was taken under P`: only of measures.
        if frame.patient.as_ref().is_some_and(|slot| slot.measures) && !measure(&act.patient) && !measure(&act.agent) {
            return None;
        }
        // `The amount designated by X`: nobody is.
        let thing = |f: &Filler| match f {
            Filler::Common(n) => ![List::Class, List::Measures, List::Many].iter().any(|l| self.frames.is(&n.word, *l)),
            // `X's designation under P` is of somebody.
            Filler::None => !matches!(act.agent, Filler::Token(t) if unit.line[t].possessive),
            _ => false,
        };
        let measures = frame.agent.is_some()
            && frame.elsewhere.is_some_and(|reach| reach > 0)
            && frame.patient.as_ref().is_some_and(|slot| !slot.measures);
        if (whole || measures) && patients.is_empty() && thing(&act.patient) {
            return None;
        }
        let states = frame.elsewhere.is_some()
            && !provisions.is_empty()
            && (agent_open && many(&act.agent) || patient_open && (many(&act.patient) || many(&act.agent)))
            && matches!(act.mood.polarity, Polarity::Asserted | Polarity::Planned);
        if agents.is_empty() && patients.is_empty() && !states {
            return None;
        }
        if !frame.then.is_empty() && !self.then(unit, act, frame) {
            return None;
        }
        let mut mood = act.mood;
        // What is asked isn't said.
        if unit.span.len() < QUESTION && unit.span.of(self.text).ends_with('?') && mood.polarity == Polarity::Asserted {
            mood = Mood { polarity: Polarity::Conditional, duty: None };
        }
        let found = "in the sentence";
        Some(Event { unit: u, frame: act.frame, at: act.at, agents, patients, provisions, mood, states, found })
    }

    /// Whether the words behind the patient are those that the frame needs.
    fn then(&self, unit: &Unit, act: &Act, frame: &Frame) -> bool {
        let last = match &act.patient {
            Filler::Token(t) => *t,
            Filler::Common(..) => act.at,
            _ => return false,
        };
        // `directs him to`: behind the pronoun; `charged Weaver, of Lima, with`: over what is said of him.
        let places = if last > act.at { last + 1..last + 12 } else { act.at + 1..act.at + 3 };
        let first = places.start;
        for at in places {
            let Some(t) = unit.line.get(at) else { break };
            let apart = at == first || last <= act.at || matches!(unit.line[at - 1].what, What::Comma | What::Names(_));
            if apart && frame.then.iter().any(|w| w == t.word()) {
                return true;
            }
            if t.is(List::Aux) || t.is(List::Border) || matches!(t.what, What::Semi | What::Colon) {
                break;
            }
        }
        false
    }
}
