//! The authority of an event that names none: what a sentence nearby says of events of its class, or the heading.

use super::act::Act;
use super::events::{Event, Unit};
use super::frames::{Frame, List};
use super::line::{Item, Source, Token, What};
use super::polarity::Polarity;
use crate::resolve::{Form, Mention};
use crate::text::Span;

/// A heading is no longer.
const HEADING: usize = 140;
/// Of how many events around one the authority may be its own too.
const MOST_EVENTS: usize = 200;

impl Source<'_> {
    /// The one provision that the two sentences before in a paragraph name.
    pub(super) fn spoken_of(&self, units: &[Unit], u: usize) -> Option<usize> {
        let near = units[..u].iter().rev().take(2).filter(|b| b.paragraph == units[u].paragraph);
        let all: Vec<usize> = near.flat_map(|b| self.within(b.span)).collect();
        let id = |m: usize| self.mentions[m].id.as_ref();
        // `This provision is mandatory`, behind the quotation of it.
        let quoted = || {
            let before = units[..u].iter().rev().take(8).filter(|b| b.paragraph < units[u].paragraph);
            let own = |m: &usize| self.mentions[*m].form == Form::BlockQuote;
            before.into_iter().find_map(|b| self.within(b.span).filter(|m| own(m)).last())
        };
        if all.is_empty() {
            return quoted();
        }
        all.first().copied().filter(|first| all.iter().all(|m| id(*m) == id(*first)))
    }

    /// The provision whose words a sentence is, in a block quotation.
    pub(super) fn own(&self, unit: &Unit) -> Option<usize> {
        let mentions = self.mentions;
        let first = mentions.partition_point(|m| m.span.start < unit.span.start);
        let own = |m: &Mention| m.form == Form::BlockQuote && m.id.is_some() && m.span.start <= unit.span.start + 1;
        mentions.get(first).filter(|m| own(m)).map(|_| first)
    }

    /// The provisions cited last before an act: in its sentence, or in the two before.
    pub(super) fn cited_before(&self, units: &[Unit], u: usize, act: &Act) -> Option<Vec<usize>> {
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
                let all: Vec<Vec<usize>> = near
                    .iter()
                    .flat_map(|b| {
                        let own = if b.line.is_empty() { self.line(b.span) } else { Vec::new() };
                        b.line.iter().chain(&own).filter_map(cited).collect::<Vec<_>>()
                    })
                    .collect();
                let ids = |list: &[usize]| list.iter().filter_map(|p| self.mentions[*p].id.clone()).collect::<Vec<_>>();
                // Of two nobody knows which.
                let one = all.iter().all(|list| ids(list) == ids(&all[0]));
                if one { all.into_iter().next() } else { None }
            })
        })
    }

    /// Gives an authority to the events that have none.
    pub(super) fn authorities(&self, units: &[Unit], spans: &[Span], events: &mut [Event]) {
        let class = |e: &Event| self.frame(e.frame).class.as_str();
        let names = |items: &[Item]| items.iter().map(|i| self.name(*i)).collect::<Vec<&str>>();
        let patients: Vec<Vec<&str>> = events.iter().map(|e| names(&e.patients)).collect();
        let mut given: Vec<(usize, Vec<usize>, &'static str)> = Vec::new();
        for (i, event) in events.iter().enumerate() {
            if !event.provisions.is_empty() {
                continue;
            }
            let (here, frame) = (units[event.unit].paragraph, self.frame(event.frame));
            let reach = frame.elsewhere.unwrap_or(0);
            let from = events[..i].partition_point(|o| units[o.unit].paragraph + reach < here);
            let upto = i + events[i..].partition_point(|o| units[o.unit].paragraph <= here + reach);
            let window = from.max(i.saturating_sub(MOST_EVENTS))..upto.min(i + MOST_EVENTS);
            let near = |o: &usize| {
                let o = &events[*o];
                let like = if reach > 0 || o.states { class(o) == class(event) } else { o.frame == event.frame };
                // What is only planned gives none but to what should be.
                !o.provisions.is_empty() && like && (o.mood.polarity == Polarity::Asserted || frame.modal)
            };
            let distance = |o: &usize| {
                let (at, unit) = (units[events[*o].unit].paragraph, events[*o].unit);
                (at.abs_diff(here), usize::from(unit < event.unit), unit.abs_diff(event.unit))
            };
            // What another did isn't this.
            let agents = names(&event.agents);
            let another = |o: &usize| {
                let others = names(&events[*o].agents);
                !others.is_empty() && !agents.is_empty() && !others.iter().any(|a| agents.contains(a))
            };
            let of_same = |o: &usize| patients[*o].iter().any(|b| patients[i].contains(b));
            let same = || window.clone().filter(near).filter(|o| of_same(o) && !another(o)).min_by_key(distance);
            let stated = || window.clone().filter(near).filter(|o| events[*o].states).min_by_key(distance);
            let taken = |o: usize| self.of_frame(frame, &events[o].provisions);
            let found = self
                .same_order(units, event)
                .map(|p| (p, "the same as before"))
                .or_else(|| same().map(|o| (taken(o), "said of the same elsewhere")))
                .or_else(|| stated().map(|o| (taken(o), "named as the authority nearby")))
                .or_else(|| self.heading(spans, here).map(|p| (vec![p], "in the heading")));
            if let Some((provisions, how)) = found {
                given.push((i, self.of_frame(frame, &provisions), how));
            }
        }
        // Of several only those of whom it is said.
        let mut kept: Vec<(usize, Vec<Item>)> = Vec::new();
        for (i, provisions, how) in &given {
            let others = |o: &usize| {
                how.starts_with("said of")
                    && events[*o].provisions == *provisions
                    && class(&events[*o]) == class(&events[*i])
            };
            let window = i.saturating_sub(MOST_EVENTS)..events.len().min(i + MOST_EVENTS);
            let shared: Vec<&str> = window.filter(others).flat_map(|o| patients[o].iter().copied()).collect();
            if !shared.is_empty() {
                let all = events[*i].patients.iter().copied();
                kept.push((*i, all.filter(|p| shared.contains(&self.name(*p))).collect()));
            }
        }
        for (i, patients) in kept {
            events[i].patients = patients;
        }
        for (i, provisions, how) in given {
            events[i].provisions = provisions;
            events[i].found = how;
        }
    }

    /// Those of some provisions that are of the kind that a frame speaks of.
    fn of_frame(&self, frame: &Frame, provisions: &[usize]) -> Vec<usize> {
        provisions.iter().copied().filter(|p| self.is_of(frame, *p)).collect()
    }

    /// `under the same power`: what was cited last.
    fn same_order(&self, units: &[Unit], event: &Event) -> Option<Vec<usize>> {
        let unit = &units[event.unit];
        // `under these orders`, `by the same power`; `the date of this Act` is said of something else.
        let said = unit.line.windows(3).enumerate().find(|(i, w)| {
            let article = *i > 0 && w[0].word() == "the";
            let before = if article { unit.line[i - 1].word() } else { w[0].word() };
            let under =
                self.frame(event.frame).under.iter().any(|u| u.last().is_some_and(|u| u == before)) && before != "of";
            under && w[1].is(List::Demonstratives) && w[2].is(List::Authority)
        });
        let noun = said.map(|(_, w)| w[2].word())?;
        let before = units[..event.unit].iter().rev().take(3);
        let cited = before.flat_map(|b| b.line.iter().rev()).find_map(|t| match &t.what {
            What::Provisions(list) => Some(list.clone()),
            _ => None,
        })?;
        let meant = |p: &usize| self.mentions[*p].id.as_ref().is_some_and(|id| self.frames.means(noun, id));
        cited.iter().all(meant).then_some(cited)
    }

    /// The provision of the heading before a paragraph.
    fn heading(&self, spans: &[Span], paragraph: usize) -> Option<usize> {
        let heading = spans.get(paragraph.checked_sub(1)?)?;
        let words = heading.of(self.text).trim();
        let plain = words.len() < HEADING && !words.ends_with(['.', ':', ';', ',']);
        let mut cited = self.within(*heading);
        match (cited.next(), cited.next()) {
            (Some(one), None) if plain => Some(one),
            _ => None,
        }
    }
}
