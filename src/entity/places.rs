//! Who stands in the places of an act: names, those that a noun or a list stands for, the head of an entry.

use std::collections::HashSet;

use super::Why;
use super::act::{Act, Filler, Noun};
use super::clause::Clauses;
use super::entries::{ROW, entry, is_item};
use super::events::Unit;
use super::frames::{Frame, List, Slot};
use super::line::{Item, Source, What};
use super::parties::singular;
use super::sentences::last_word;
use crate::text::Span;

/// Initials are explained no farther before them, in bytes.
const EXPLAINED: usize = 20_000;
/// A full line has more letters.
const LINE: usize = 45;
/// A heading within a list is no longer.
const SHORT: usize = 40;
/// How many sentences back one is spoken of.
const TOPIC: usize = 3;
/// A list has no more entries.
const MOST_ENTRIES: usize = 200;

impl Source<'_> {
    /// The names in a place; whether a stand-in is there whose names are elsewhere.
    pub(super) fn fill(
        &self,
        units: &[Unit],
        u: usize,
        act: &Act,
        filler: &Filler,
        slot: Option<&Slot>,
    ) -> (Vec<Item>, bool) {
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
            Filler::Common(noun) => {
                let party = self.party(noun);
                if !party.is_empty() {
                    return (party.into_iter().filter(|item| self.may_take(slot, *item)).collect(), false);
                }
                let plural = &noun.plural;
                let one = if *plural { None } else { self.stand_in(units, u, act, noun, slot) };
                let found: Vec<Item> = one.into_iter().collect();
                let none = found.is_empty();
                // `125 states have joined P`, and a table of them below.
                let class = [List::Class, List::Many].iter().any(|list| self.frames.is(&noun.word, *list));
                let row = units.get(u + 1).is_some_and(|next| next.span.of(self.text).contains(ROW));
                let announced =
                    row || unit.span.of(self.text).ends_with(':') || unit.line.iter().any(|t| t.is(List::Announcing));
                if none && *plural && class && !announced {
                    return (Vec::new(), true);
                }
                if none && *plural && class {
                    return (self.items(units, u, slot), true);
                }
                (found, none)
            }
        };
        (all.into_iter().filter(|item| self.takes(slot, *item)).collect(), open)
    }

    /// Whom the text calls `the plaintiff`; of several only `the plaintiffs` are all.
    fn party(&self, noun: &Noun) -> Vec<Item> {
        if noun.any || !self.frames.is(&noun.word, List::Parties) {
            return Vec::new();
        }
        let all = self.parties.get_or_init(|| self.parties());
        let found = all.get(singular(&noun.word)).cloned().unwrap_or_default();
        if found.len() == 1 || noun.word.ends_with('s') { found } else { Vec::new() }
    }

    /// Whether a party may stand in a place: what nobody knows is somebody there.
    fn may_take(&self, slot: &Slot, item: Item) -> bool {
        match item {
            Item::Named(n) => slot.takes(self.kind(n)),
            Item::Maybe(_) => slot.takes("person") || slot.takes("company"),
        }
    }

    /// What the sentences before are about, where it may be whom a pronoun stands for.
    fn topic(&self, units: &[Unit], u: usize, person: bool) -> Option<Item> {
        for back in units[..u].iter().rev().take(TOPIC) {
            let line = if back.line.is_empty() { self.line(back.span) } else { back.line.clone() };
            let clauses = Clauses::new(self, &line);
            if let Some(subject) = clauses.sentence_subject(line.len())
                && let What::Names(list) = &line[subject].what
                && let [item] = list[..]
            {
                let fits = match item {
                    Item::Named(n) if person => self.kind(n) == "person",
                    Item::Named(n) => matches!(self.kind(n), "company" | "organisation"),
                    Item::Maybe(span) => !person || span.of(self.text).contains(' ') || subject == 0,
                };
                return fits.then_some(item);
            }
            let first = line.iter().take(2).find(|t| t.is(List::Parties));
            if let Some(party) = first {
                let noun = Noun { word: party.word().to_owned(), plural: false, definite: true, any: false };
                return self.party(&noun).first().copied();
            }
            let pronoun = line.iter().take(4).any(|t| t.is(List::Persons));
            if person != pronoun {
                return None;
            }
        }
        None
    }

    pub(super) fn takes(&self, slot: &Slot, item: Item) -> bool {
        match item {
            Item::Named(n) => {
                let named = &self.read.named[n];
                let sure = matches!(named.why, Why::Gazetteer | Why::Listed | Why::Metonym);
                slot.takes(self.kind(n))
                    // `Santiago filed a petition`: no state where persons stand.
                    && !(named.why == Why::Metonym && slot.open.as_deref() == Some("person"))
                    // `*Coast Guard.—* The Secretary shall`: a heading; `Ohio EPA` is another.
                    && !self.text[named.span.end..].starts_with(".—")
                    && !(matches!(self.kind(n), "agency" | "office") && sure && self.is_owned(named.from))
                    && (named.why != Why::Suffix || self.is_definite(named.from))
                    && (sure || self.is_whole(Span::new(named.from, named.span.end)))
                    // `the Office of the Solicitor` isn't `the Office` for short.
                    && (named.why != Why::Short || !self.text[named.span.end..].starts_with(" of "))
            }
            Item::Maybe(span) => slot.open.is_some() && self.is_a_name(span) && self.is_whole(span),
        }
    }

    /// Whether words with capitals may be somebody's name in an open place.
    fn is_a_name(&self, span: Span) -> bool {
        let (words, text) = (span.of(self.text), self.text);
        let behind = text[span.end..].trim_start();
        let next = &behind[..behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len())];
        // `NHSMs`, `Group 2`, `the Baltimore area`.
        let plural = words.ends_with('s') && words[..words.len() - 1].chars().all(char::is_uppercase);
        // `*Necessary* expenditures`, `: Provided, That`: a capital for the beginning.
        let mark = text[..span.start].trim_end().chars().next_back();
        let begins = !words.contains(' ')
            && words.chars().any(char::is_lowercase)
            && mark.is_some_and(|c| matches!(c, '*' | '_' | ':' | ';' | '(' | '“' | '"' | '—'));
        // `FAD`: initials that nothing explains may be anything.
        let initials = words.len() < 6
            && !words.contains(|c: char| !c.is_uppercase())
            && !text[text.floor_char_boundary(span.start.saturating_sub(EXPLAINED))..span.start]
                .contains(&format!("({words})"));
        let thing = plural
            || begins
            || initials
            || !words.contains(char::is_alphabetic)
            || words.ends_with(" of")
            || behind.starts_with(|c: char| c.is_ascii_digit())
            || words.contains(|c: char| c.is_ascii_digit()) && !words.contains(", ")
            || self.frames.is(next, List::OfThings)
            || words.split(' ').any(|w| self.forms.not_names.contains(w) || self.frames.is(w, List::Things));
        span.len() > 2 && !thing && self.is_definite(span.start)
    }

    /// Whether a word with a capital before an agency or an office says that it is another: `Ohio EPA`, `Deputy Attorney General`.
    fn is_owned(&self, start: usize) -> bool {
        let before = self.text[..start].strip_suffix(' ').unwrap_or("");
        let word = last_word(before);
        let begins =
            before[..before.len() - word.len()].trim_end().ends_with(['.', '\n', ':']) || before.len() == word.len();
        (self.forms.home_states.contains(word) || self.frames.is(&word.to_lowercase(), List::Lesser)) && !begins
    }

    /// Whether a name isn't cut: no other word with a capital stands beside it, but one that names nobody (`Defendant`).
    fn is_whole(&self, span: Span) -> bool {
        let stranger = |word: &str| {
            let low = word.to_lowercase();
            word.len() < 2
                || !word.starts_with(char::is_uppercase)
                || !word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
                || self.forms.not_names.contains(word)
                || self.forms.leading.contains(word)
                || self.forms.titles.contains_key(word)
                // `Fujairah-based`.
                || word.rsplit('-').next().is_some_and(|last| last.len() < word.len() && last.starts_with(char::is_lowercase))
                || self.frames.is(&low, List::Capitalised)
                || self.frames.is(&low, List::Days)
                || self.gazetteer.demonyms.contains_key(word)
        };
        let before = self.text[..span.start].trim_end_matches([' ', '\n']);
        let gap = &self.text[before.len()..span.start];
        let behind = self.text[span.end..].trim_start_matches([' ', '\n']);
        let apart = &self.text[span.end..self.text.len() - behind.len()];
        let end =
            behind.find(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ')')).unwrap_or(behind.len());
        // A name goes on in the next line, however far the lines are set apart, where this one is full.
        let full =
            before.rsplit('\n').find(|line| !line.trim().is_empty()).is_some_and(|line| line.trim().len() > LINE);
        let far = |gap: &str| gap.is_empty() || gap.matches('\n').count() > 1 && !full;
        // `American Title Insurance Company`, where `Title` names nothing.
        let word = last_word(before);
        let second = before[..before.len() - word.len()].strip_suffix(' ').map_or("", last_word);
        let within = self.forms.not_names.contains(word)
            && !word.ends_with('.')
            && self.forms.is_distinctive(second)
            && second.chars().all(char::is_alphabetic)
            && !self.frames.is(&second.to_lowercase(), List::Capitalised);
        (far(gap) || stranger(word) && !within) && (far(apart) || stranger(&behind[..end]))
    }

    /// `a Procurement Network` is nobody's name.
    fn is_definite(&self, start: usize) -> bool {
        let before = self.text[..start].trim_end();
        !before.ends_with(" a") && !before.ends_with(" an")
    }

    /// Who `the bank`, `she`, `the company` is: the last of that kind in the sentence before.
    fn stand_in(&self, units: &[Unit], u: usize, act: &Act, noun: &Noun, slot: &Slot) -> Option<Item> {
        let words = |list: List| self.frames.is(&noun.word, list);
        let fits = |kind: &str| {
            (words(List::APerson) && kind == "person")
                || (words(List::Pronouns) && matches!(kind, "company" | "organisation"))
                || (words(List::ACompany) && matches!(kind, "company" | "organisation"))
                || (words(List::AnAgency) && matches!(kind, "agency" | "body" | "office"))
        };
        if !(words(List::APerson) || words(List::ACompany) || words(List::AnAgency) || words(List::Pronouns)) {
            return None;
        }
        let here = units[u].line.get(act.at).map_or(units[u].span.start, |t| t.span.start);
        let from = u.checked_sub(1).filter(|b| units[*b].paragraph == units[u].paragraph).map_or(u, |b| b);
        let named = &self.read.named;
        let start = named.partition_point(|n| n.span.start < units[from].span.start);
        let mut all: Vec<usize> = (start..named.len()).take_while(|n| named[*n].span.start < here).collect();
        all.retain(|n| fits(self.kind(*n)) && slot.takes(self.kind(*n)));
        // `The Department` is none whose name has no such word.
        if words(List::AnAgency) {
            all.retain(|n| {
                let full = &self.read.entities[named[*n].entity].name;
                [full.as_str(), named[*n].span.of(self.text)]
                    .iter()
                    .any(|name| name.to_lowercase().contains(&noun.word))
            });
        }
        let bearers: HashSet<usize> = all.iter().map(|n| named[*n].entity).collect();
        // What the sentence before is about, sooner than whoever is named in it.
        if words(List::Persons) || words(List::Pronouns) && bearers.len() != 1 {
            let topic = self.topic(units, u, words(List::APerson));
            if let Some(item) = topic.filter(|item| self.may_take(slot, *item)) {
                return Some(item);
            }
        }
        // `Etienne Weaver was there. He sued`: who begins the sentence before, known or not.
        if bearers.is_empty() && from < u && slot.open.is_some() && words(List::APerson) {
            let line = self.line(units[from].span);
            return match line.first().map(|t| &t.what) {
                Some(What::Names(list)) => match list[..] {
                    [Item::Maybe(span)] if span.of(self.text).contains(' ') => Some(Item::Maybe(span)),
                    _ => None,
                },
                _ => None,
            };
        }
        // Of two nobody knows which.
        (bearers.len() == 1).then(|| all.last().copied().map(Item::Named)).flatten()
    }

    /// The heads of the items that follow a sentence.
    fn items(&self, units: &[Unit], u: usize, slot: &Slot) -> Vec<Item> {
        let text = self.text;
        let mut out = Vec::new();
        let mut skipped = 0;
        for unit in units[u + 1..].iter().take(400) {
            if unit.paragraph > units[u].paragraph + 2 && out.is_empty() {
                break;
            }
            if !is_item(unit.span.of(text)) {
                skipped += 1;
                // `A. Individuals` stands between.
                let short = unit.span.len() < SHORT;
                if skipped > 1 && out.is_empty()
                    || unit.paragraph > units[u].paragraph + 1 && !(short && out.is_empty())
                {
                    break;
                }
                continue;
            }
            // What stands at an entry's head is a name for that, but of a state or an agency.
            out.extend(self.head_of(unit.span).filter(|item| match item {
                Item::Named(n) => slot.takes(self.kind(*n)),
                // `SUPPLEMENTARY INFORMATION` heads the next part.
                Item::Maybe(span) => {
                    (slot.takes("company") || slot.takes("person")) && !self.holds_no_name(span.of(text))
                }
            }));
        }
        out
    }

    /// Whether words in capitals have one among them that is in nobody's name.
    fn holds_no_name(&self, words: &str) -> bool {
        let capital =
            |w: &str| w.chars().take(1).chain(w.chars().skip(1).flat_map(char::to_lowercase)).collect::<String>();
        words.split(' ').any(|w| self.forms.not_names.contains(capital(w).as_str()))
    }

    /// Who an entry is of.
    fn head_of(&self, span: Span) -> Option<Item> {
        let named = &self.read.named;
        let from = named.partition_point(|n| n.span.start < span.start);
        let known = Some(from).filter(|n| named.get(*n).is_some_and(|n| n.span.start < span.end.min(span.start + 60)));
        match entry(span.of(self.text)) {
            Some(own) => {
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
    pub(super) fn entry_before(&self, units: &[Unit], u: usize) -> Option<Item> {
        let text = self.text;
        let back = units[..u].iter().rev().take(4).take_while(|b| b.paragraph + 1 >= units[u].paragraph);
        let head = back.into_iter().find(|b| is_item(b.span.of(text)) || entry(b.span.of(text)).is_some())?;
        self.head_of(head.span)
    }

    /// Who acts in the notice that an entry is in.
    pub(super) fn acting_before(&self, units: &[Unit], u: usize, frame: &Frame) -> Option<Item> {
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
}
