//! A mention with what every rule asks of it, found once a document: its instrument, family, section and number.

use foldhash::HashMap;

use super::Subject;
use crate::grammar::{Family, FamilyId, Kind};
use crate::provision::{ProvisionId, split_at_section};
use crate::resolve::{AGAINST, Mention, Resolver};

/// A mention that has an id, or would have one if nothing contradicted it.
#[derive(Clone, Copy)]
pub(super) struct Cited<'s> {
    pub mention: &'s Mention,
    pub id: &'s ProvisionId,
    pub instrument: &'s ProvisionId,
    /// The family that its ids are of.
    pub family: Option<&'s Family>,
    /// The section that it is or stands in, as a path.
    pub section: Option<&'s str>,
    /// The number of that section, without the level's letters.
    pub number: Option<&'s str>,
}

impl Cited<'_> {
    /// Whether its family is of a kind.
    pub(super) fn is(&self, kind: Kind) -> bool {
        self.family.is_some_and(|family| family.kind == kind)
    }
}

/// What is known of an id, apart from its mentions.
#[derive(Debug)]
pub(super) struct Known {
    instrument: ProvisionId,
    family: Option<FamilyId>,
    /// Where its section's number begins, and where the section ends, in bytes of the id.
    section: Option<(usize, usize)>,
}

/// What is known of the ids of a document: of each mention which, and those.
#[derive(Debug, Default)]
pub(super) struct Ids {
    of_mention: Vec<Option<usize>>,
    known: Vec<Known>,
}

impl Known {
    /// `last` is what was found of a mention nearby: neighbours mostly are of one instrument.
    fn of(resolver: &Resolver, id: &ProvisionId, last: Option<&Self>) -> Self {
        let grammar = resolver.grammar();
        let last = last.filter(|k| k.instrument.contains(id) && id.as_str().len() > k.instrument.as_str().len());
        let (instrument, family) = match last {
            Some(last) => (last.instrument.clone(), last.family),
            None => (resolver.instrument_of(id), grammar.family_of(id.as_str())),
        };
        let section = match family.and_then(|f| Some((f, grammar.components_in(f, id)?))) {
            Some((family, components)) => {
                let section = grammar.roles.section;
                components.into_iter().find(|c| c.level.is_some() && c.level == section).map(|c| {
                    let part = &id.as_str()[c.range.clone()];
                    let rung = section.and_then(|level| grammar.ladder(family).rung(level));
                    let letters =
                        rung.map_or(0, |r| if part.starts_with(r.prefix.as_str()) { r.prefix.len() } else { 0 });
                    (c.range.start + letters, c.range.end)
                })
            }
            // As USLM writes sections.
            None => split_at_section(id.as_str()).and_then(|(section, _)| {
                let number = section.rfind('/')? + 1;
                let letters = section[number..].len() - section[number..].trim_start_matches('s').len();
                Some((number + letters, section.len()))
            }),
        };
        Self { instrument, family, section }
    }
}

impl Subject<'_> {
    /// The mentions that have an id, or would have one, in text order.
    pub(super) fn cited(&self) -> impl Iterator<Item = Cited<'_>> {
        self.mentions.iter().enumerate().filter_map(|(at, _)| self.cited_at(at))
    }

    /// What is known of the mention at a place among them.
    pub(super) fn cited_at(&self, at: usize) -> Option<Cited<'_>> {
        let ids = self.ids.get_or_init(|| ids(self));
        let mention = self.mentions.get(at)?;
        let known = ids.known.get((*ids.of_mention.get(at)?)?)?;
        let id = named(mention)?;
        let path = id.as_str();
        Some(Cited {
            mention,
            id,
            instrument: &known.instrument,
            family: known.family.map(|f| &self.resolver.grammar().families[f as usize]),
            section: known.section.and_then(|(_, end)| path.get(..end)),
            number: known.section.and_then(|(from, end)| path.get(from..end)),
        })
    }

    /// Two mentions, one behind the other, each with what is known of it.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (Cited<'_>, Cited<'_>)> {
        self.pairs_at().map(|(_, pair)| pair)
    }

    /// The same, each with the place of the second among the mentions.
    pub(super) fn pairs_at(&self) -> impl Iterator<Item = (usize, (Cited<'_>, Cited<'_>))> {
        (1..self.mentions.len()).filter_map(|at| {
            let (first, second) = (self.cited_at(at - 1)?, self.cited_at(at)?);
            (first.mention.id.is_some() && second.mention.id.is_some()).then_some((at, (first, second)))
        })
    }
}

fn ids(subject: &Subject<'_>) -> Ids {
    let mut out = Ids::default();
    let mut places: HashMap<&str, usize> = HashMap::default();
    for mention in subject.mentions {
        let place = named(mention).map(|id| {
            *places.entry(id.as_str()).or_insert_with(|| {
                let known = Known::of(subject.resolver, id, out.known.last());
                out.known.push(known);
                out.known.len() - 1
            })
        });
        out.of_mention.push(place);
    }
    out
}

/// What a mention names: its id, or the one that it would have if nothing contradicted it, for a rule to say what does.
fn named(mention: &Mention) -> Option<&ProvisionId> {
    let against = || mention.candidates.first().filter(|_| mention.why.starts_with(AGAINST));
    mention.id.as_ref().or_else(against)
}

/// What lies beyond the last of its kind, as the resolver says of a mention that it gives no id: the id that it would have,
/// and what the last is.
pub(super) fn beyond_last(mention: &Mention) -> Option<(&ProvisionId, &str)> {
    let why = mention.why.strip_prefix(AGAINST).filter(|_| mention.id.is_none())?;
    Some((mention.candidates.first()?, why.split_once(": the last ")?.1))
}
