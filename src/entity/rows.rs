//! The rows of an event: a participant each, with the provision and what is said beside them.

use std::collections::HashSet;

use super::date::date_in;
use super::events::{Event, Unit};
use super::frames::Slot;
use super::line::{Item, Source};
use super::polarity::Polarity;
use super::{Entities, Entity, Invocation};
use crate::provision::{ProvisionId, is_below};
use crate::text::Span;

/// What all rows of an event have.
struct Said<'e> {
    event: &'e Event,
    unit: Span,
    /// The word that tells.
    at: Span,
    date: Option<String>,
    agents: Vec<String>,
    patients: Vec<String>,
}

impl Source<'_> {
    /// The rows in text order, and the names that only their places told.
    pub(super) fn rows(
        &self,
        entities: &Entities,
        units: &[Unit],
        events: &[Event],
    ) -> (Vec<Invocation>, Vec<(Span, Entity)>) {
        let (mut out, mut new) = (Vec::new(), Vec::new());
        let mut told = HashSet::new();
        // What is said as a fact before what may be.
        let mut events: Vec<&Event> = events.iter().filter(|e| !e.provisions.is_empty()).collect();
        events.sort_by_key(|e| e.mood.polarity != Polarity::Asserted);
        for event in events {
            let (unit, frame) = (&units[event.unit], self.frame(event.frame));
            let at = unit.line.get(event.at).map_or(unit.span, |t| t.span);
            let names = |items: &[Item]| items.iter().map(|i| self.name(*i).to_owned()).collect::<Vec<String>>();
            let said = Said {
                event,
                unit: unit.span,
                at,
                date: date_in(self, unit.span, at.start),
                agents: names(&event.agents),
                patients: names(&event.patients),
            };
            for (slot, items, acted_upon) in
                [(&frame.agent, &event.agents, false), (&frame.patient, &event.patients, true)]
            {
                let Some(slot) = slot else { continue };
                for item in items {
                    let (span, entity) = (self.span(*item), self.entity(*item, slot));
                    if let Item::Maybe(span) = item {
                        new.push((*span, entity.clone()));
                    }
                    let (role, polarity) = match (&slot.must, event.mood.duty) {
                        (Some(must), Some(duty)) if !acted_upon => (must, duty),
                        _ => (&slot.role, event.mood.polarity),
                    };
                    let mut bearers = vec![(entity, 0.0)];
                    // Of an office with its holder the holder acts, for what the office belongs to.
                    if self.is_held(span, &bearers[0].0, items) {
                        let above = bearers[0].0.of.as_ref().and_then(|of| entities.called(of)).cloned();
                        bearers = above.into_iter().map(|e| (e, 0.05)).collect();
                    }
                    for (bearer, less) in bearers {
                        for provision in &event.provisions {
                            let Some(id) = &self.mentions[*provision].id else { continue };
                            // `Pub. L. 99-145, 99 Stat. 688`: the page is where the law stands.
                            let page =
                                |id: &ProvisionId| self.frames.pages.iter().any(|above| is_below(id.as_str(), above));
                            let law = |p: &usize| self.mentions[*p].id.as_ref().is_some_and(|other| !page(other));
                            if page(id) && event.provisions.iter().any(law) {
                                continue;
                            }
                            if told.insert((bearer.name.clone(), role.clone(), id.clone(), unit.span)) {
                                let bare = Invocation {
                                    entity: bearer.clone(),
                                    role: role.clone(),
                                    provision: id.clone(),
                                    span,
                                    sentence: said.unit,
                                    date: said.date.clone(),
                                    confidence: said.confidence() - less,
                                    why: format!("{}; the provision {}", frame.name, event.found),
                                    event: format!("{}@{}", frame.name, said.at.start),
                                    by: None,
                                    whom: Vec::new(),
                                    polarity,
                                };
                                out.push(said.others(bare, acted_upon));
                            }
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

    /// Whether an office's holder stands behind it.
    fn is_held(&self, span: Span, entity: &Entity, items: &[Item]) -> bool {
        entity.kind == "office"
            && items.iter().any(|other| {
                let person = self.span(*other);
                let near = person.start > span.end && self.text[span.end..person.start].trim().is_empty();
                near && matches!(other, Item::Named(n) if self.kind(*n) == "person")
            })
    }

    pub(super) fn span(&self, item: Item) -> Span {
        match item {
            Item::Named(n) => self.read.named[n].span,
            Item::Maybe(span) => span,
        }
    }

    /// Whose name it is, as the text has it where nothing else knows.
    pub(super) fn name(&self, item: Item) -> &str {
        match item {
            Item::Named(n) => &self.read.entities[self.read.named[n].entity].name,
            Item::Maybe(span) => span.of(self.text),
        }
    }

    /// Who an item in a slot is.
    fn entity(&self, item: Item, slot: &Slot) -> Entity {
        match item {
            Item::Named(n) => self.read.entities[self.read.named[n].entity].clone(),
            Item::Maybe(span) => {
                let numbered = |w: &&str| !(w.len() == 2 && w.ends_with(':'));
                let words: Vec<&str> = span.of(self.text).split_whitespace().filter(numbered).collect();
                // `ROE, Jane Q.` is a person, as is `Jane Roe`; what has a word of organisations is one.
                let told = words.iter().rev().find_map(|w| self.forms.suffixes.get(w.trim_end_matches(',')));
                let person = words.iter().any(|w| w.ends_with(',')) || self.forms.given.contains(words[0]);
                let kind = match told {
                    Some(kind) => kind.as_str(),
                    None if person => "person",
                    None => slot.open.as_deref().unwrap_or("organisation"),
                };
                Entity { name: words.join(" "), kind: kind.to_owned(), of: None }
            }
        }
    }
}

impl Said<'_> {
    fn confidence(&self) -> f32 {
        if self.event.found == "in the sentence" { 0.9 } else { 0.75 }
    }

    /// A row with who else takes part.
    fn others(&self, row: Invocation, acted_upon: bool) -> Invocation {
        if acted_upon {
            Invocation { by: self.agents.first().cloned(), ..row }
        } else {
            Invocation { whom: self.patients.clone(), ..row }
        }
    }
}
