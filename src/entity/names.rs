//! Names in a text: the gazetteer's, those that show by their form, and the short ones that stand for them later.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::forms::Forms;
use super::gazetteer::{Gazetteer, LONGEST_WORD, ahead};
use super::sentences::last_word;
use super::{Entity, Named, Read, Why, fold, key};
use crate::resolve::Mention;
use crate::text::Span;

/// A name as first seen.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub span: Span,
    pub from: usize,
    pub name: String,
    pub kind: String,
    pub of: Option<String>,
    pub why: Why,
}

/// The longest run of words that is one name.
const MOST_WORDS: usize = 12;

pub(super) fn find(gazetteer: &Gazetteer, forms: &Forms, text: &str, mentions: &[Mention]) -> Read {
    let finder = Finder { gazetteer, forms, text };
    let mut blocked: Vec<Span> = mentions.iter().map(|m| m.span).collect();
    blocked.sort_by_key(|s| (s.start, s.end));
    let mut seen = finder.full_names(&blocked);
    let organisations: BTreeSet<String> =
        seen.iter().filter(|s| s.why == Why::Suffix).map(|s| s.name.clone()).collect();
    let folded = fold::merged_by(forms, &organisations);
    let short = finder.short_names(&seen, &folded);
    if !short.is_empty() {
        let more = finder.later(&short, &seen, &blocked);
        seen.extend(more);
        seen.sort_by_key(|s| (s.span.start, s.span.end));
    }
    collect(gazetteer, &folded, seen)
}

/// Folds what was seen into entities.
fn collect(gazetteer: &Gazetteer, folded: &BTreeMap<String, String>, seen: Vec<Seen>) -> Read {
    let persons = persons(&seen);
    let mut read = Read::default();
    let mut index: HashMap<String, usize> = HashMap::default();
    for one in seen {
        let person = (one.kind == "person").then(|| persons.get(&one.name)).flatten();
        let name = person.or_else(|| folded.get(&one.name)).unwrap_or(&one.name);
        let entity = *index.entry(key(name)).or_insert_with(|| {
            let known = gazetteer.called(name).cloned();
            read.entities.push(known.unwrap_or_else(|| Entity {
                name: name.clone(),
                kind: one.kind.clone(),
                of: one.of.clone(),
            }));
            read.entities.len() - 1
        });
        // Of a name in capitals the small letters tell more.
        let shouted = |name: &str| !name.chars().any(char::is_lowercase);
        if let Some(known) = read.entities.get_mut(entity)
            && shouted(&known.name)
            && known.name.contains(' ')
            && !shouted(name)
        {
            known.name.clone_from(name);
        }
        read.named.push(Named { span: one.span, from: one.from, entity, why: one.why });
    }
    read
}

/// The full name of each person who is also called by a part of it, where only one has that part.
fn persons(seen: &[Seen]) -> HashMap<String, String> {
    let names: BTreeSet<&String> = seen.iter().filter(|s| s.kind == "person").map(|s| &s.name).collect();
    let words = |name: &str| name.to_lowercase().split(' ').map(str::to_owned).collect::<Vec<_>>();
    let full: Vec<(&String, Vec<String>)> = names.iter().map(|n| (*n, words(n))).filter(|(_, w)| w.len() > 1).collect();
    // Whoever has a word: only they can have all of a name's.
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::default();
    for (i, (_, words)) in full.iter().enumerate() {
        for word in words {
            by_word.entry(word.as_str()).or_default().push(i);
        }
    }
    let mut out = HashMap::default();
    for name in names {
        let own = words(name);
        let holds = |w: &Vec<String>| w.len() > own.len() && w.windows(own.len()).any(|part| part == own);
        let having = own.first().and_then(|word| by_word.get(word.as_str())).into_iter().flatten().map(|i| &full[*i]);
        let bearers: Vec<&(&String, Vec<String>)> = having.filter(|(_, w)| holds(w)).take(20).collect();
        // Of two of which one holds the other the longer is meant.
        let inner = |w: &Vec<String>| {
            bearers.iter().any(|(_, o)| o.len() > w.len() && o.windows(w.len()).any(|part| part == *w))
        };
        let mut outer = bearers.iter().filter(|(_, w)| !inner(w));
        if let (Some((bearer, _)), None) = (outer.next(), outer.next()) {
            out.insert(name.clone(), (*bearer).clone());
        }
    }
    out
}

pub(super) struct Finder<'f> {
    pub gazetteer: &'f Gazetteer,
    pub forms: &'f Forms,
    pub text: &'f str,
}

/// One word of a run: where it is, without what stands around it, and whether the run ends with it.
#[derive(Clone, Copy)]
struct Word {
    start: usize,
    end: usize,
    last: bool,
}

impl<'f> Finder<'f> {
    fn of(&self, word: Word) -> &'f str {
        &self.text[word.start..word.end]
    }

    /// Names that need no other name to be told.
    fn full_names(&self, blocked: &[Span]) -> Vec<Seen> {
        let mut out: Vec<Seen> = Vec::new();
        let (mut at, mut next_blocked) = (0, 0);
        while let Some(start) = next_capital(self.text, at) {
            at = start + self.text[start..].chars().next().map_or(1, char::len_utf8);
            while blocked.get(next_blocked).is_some_and(|b| b.end <= start) {
                next_blocked += 1;
            }
            if let Some(b) = blocked.get(next_blocked).filter(|b| b.start <= start) {
                at = b.end;
                continue;
            }
            if let Some(found) = self.at(start) {
                let limit = blocked.get(next_blocked).map_or(usize::MAX, |b| b.start);
                if found.iter().all(|s| s.span.end <= limit) {
                    at = found.iter().map(|s| s.span.end).max().unwrap_or(at).max(at);
                    out.extend(found);
                    continue;
                }
            }
            // The rest of the word begins no name.
            at = start + self.text[start..].find(|c: char| !c.is_alphanumeric()).unwrap_or(self.text.len() - start);
        }
        out
    }

    /// The names that begin at a place: an office and the person who holds it are two.
    fn at(&self, start: usize) -> Option<Vec<Seen>> {
        let rest = &self.text[start..];
        let run = if self.goes_on(start) { self.run(start) } else { Vec::new() };
        let may = self.gazetteer.may_begin(rest);
        let hit = if may { self.gazetteer.at(self.text, start) } else { None };
        let organisation = if run.len() > 1 { self.organisation(&run) } else { None };
        if let Some(hit) = hit {
            let longer = organisation.as_ref().filter(|o| o.span.end > hit.end && o.span.start <= start);
            if let Some(longer) = longer {
                // `Treasury Department Press Office` is an office of its own.
                return Some(vec![longer.clone()]);
            }
            let entity = &self.gazetteer.entities[hit.entity];
            if hit.why == Why::Metonym && (self.is_a_place(start, hit.end) || run.len() > 1 && organisation.is_none()) {
                return None;
            }
            let span = Span::new(start, hit.end);
            let seen = |span: Span| Seen {
                span,
                from: span.start,
                name: entity.name.clone(),
                kind: entity.kind.clone(),
                of: entity.of.clone(),
                why: hit.why,
            };
            let mut out = vec![seen(span)];
            if entity.kind == "office"
                && let Some(person) = self.person(hit.end)
            {
                out.push(person);
            } else if self.goes_on_as_person(&run, hit.end) {
                return None;
            }
            return Some(out);
        }
        // `Office of Justice Programs` has no title in it.
        if self.forms.title_beginnings.may(rest)
            && let Some((behind, title)) = self.title(start)
            && (title.ends_with('.') || !self.text[..start].ends_with("of "))
            && let Some(person) = self.person(behind)
        {
            return Some(vec![Seen { from: start, ..person }]);
        }
        if let Some(state) = may.then(|| self.government(start)).flatten() {
            return Some(vec![state]);
        }
        if let Some(organisation) = organisation {
            return Some(vec![organisation]);
        }
        (run.len() > 1).then(|| self.person_by_shape(&run)).flatten().map(|p| vec![p])
    }

    /// Whether a second word of a name may stand behind the first.
    fn goes_on(&self, start: usize) -> bool {
        let bytes = self.text.as_bytes();
        let mut at = start;
        while at < start + LONGEST_WORD && bytes.get(at).is_some_and(|b| !b.is_ascii_whitespace()) {
            at += 1;
        }
        while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        // A small word goes on only when it is one that names have.
        bytes.get(at).is_some_and(|b| {
            b.is_ascii_uppercase()
                || *b >= 0xC3
                || *b == b'&'
                || matches!(*b, b'o' | b'f' | b'a' | b't' | b'd' | b'l') && {
                    let rest = &bytes[at..];
                    let end = rest.iter().position(|b| !b.is_ascii_lowercase()).unwrap_or(rest.len());
                    end <= 3
                }
        })
    }

    /// `Michael Jordan` is no state, `Jordan Smith` neither.
    fn goes_on_as_person(&self, run: &[Word], end: usize) -> bool {
        let state_word = run.len() == 2 && run[0].end == end;
        state_word && {
            let second = self.of(run[1]);
            second.len() > 2
                && second.chars().skip(1).all(char::is_lowercase)
                && self.forms.said.contains(self.word_behind(run[1].end))
        }
    }

    /// A capital as a place: `in Seoul`, `Segori-dong, Pyongyang`.
    fn is_a_place(&self, start: usize, end: usize) -> bool {
        let before = self.text[..start].trim_end();
        let word = last_word(before);
        self.forms.places.contains(word) || before.ends_with(',') && self.text[end..].starts_with(',')
    }

    /// `the Chinese government`, `North Korean authorities`: the state.
    fn government(&self, start: usize) -> Option<Seen> {
        for words in [2, 1] {
            let mut end = start;
            for i in 0..words {
                let rest = &self.text[end..];
                let skip = if i == 0 { 0 } else { rest.strip_prefix(' ').map(|_| 1)? };
                let rest = &rest[skip..];
                end += skip + rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            }
            let Some(state) = self.gazetteer.demonyms.get(&self.text[start..end]) else { continue };
            let behind = self.text[end..].strip_prefix(' ').unwrap_or("");
            let word = &behind[..behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len())];
            if self.forms.governments.contains(word) {
                let entity = &self.gazetteer.entities[*state];
                let span = Span::new(start, end + 1 + word.len());
                return Some(Seen {
                    span,
                    from: start,
                    name: entity.name.clone(),
                    kind: entity.kind.clone(),
                    of: None,
                    why: Why::Gazetteer,
                });
            }
        }
        None
    }

    /// The capitalised words from a place on, small words between them among them.
    fn run(&self, start: usize) -> Vec<Word> {
        let mut out: Vec<Word> = Vec::new();
        let mut at = start;
        while out.len() < MOST_WORDS {
            let rest = ahead(&self.text[at..], LONGEST_WORD);
            let raw = &rest
                [..rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | '—' | '“' | '[')).unwrap_or(rest.len())];
            let word = self.word(at, raw);
            let text = self.of(word);
            let capital = text.starts_with(char::is_uppercase);
            let inner = self.forms.inner.contains(text) && !out.is_empty() && !word.last;
            // `Background The Department`: a heading, and a sentence.
            let begins = text == "The" && !out.is_empty();
            if text.is_empty() || !(capital || inner) || begins {
                break;
            }
            out.push(word);
            if word.last {
                break;
            }
            let behind = &self.text[at + raw.len()..];
            let gap = behind.len() - behind.trim_start_matches([' ', '\n', '\u{a0}']).len();
            // `Paul J.` at a line's end goes on below, whatever stands between the lines.
            let initial = text.len() == 2 && text.ends_with('.') && !out.is_empty();
            if gap == 0 || behind[..gap].matches('\n').count() > 1 && !initial {
                break;
            }
            // A heading in capitals ends with its line.
            let shouted = |w: &str| w.len() > 2 && !w.chars().any(char::is_lowercase);
            let next = behind[gap..].split(char::is_whitespace).next().unwrap_or("");
            if behind[..gap].contains('\n') && shouted(text) && !shouted(next) {
                break;
            }
            at += raw.len() + gap;
        }
        while out.last().is_some_and(|w| !self.of(*w).starts_with(char::is_uppercase)) {
            out.pop();
        }
        out
    }

    /// A word without the marks behind it; the last of its run where they end one.
    fn word(&self, at: usize, raw: &str) -> Word {
        let possessive = raw.find(['’', '\'']).filter(|i| {
            let rest = &raw[*i..];
            rest.trim_start_matches(['’', '\'']).trim_start_matches('s').chars().all(|c| !c.is_alphanumeric())
        });
        if let Some(i) = possessive {
            // `Workers’ Party` goes on, `Korea’s` doesn't.
            let goes_on = raw[..i].ends_with('s') && raw[i..].chars().count() == 1;
            let end = if goes_on { at + raw.len() } else { at + i };
            return Word { start: at, end, last: !goes_on };
        }
        let bare = raw.trim_end_matches([',', ';', ':', ')', '”', '"', '?', '!', ']', '…', '*']);
        let last = bare.len() < raw.len();
        let initials = bare.ends_with('.')
            && (bare.len() <= 2
                || self.forms.suffixes.contains_key(bare)
                || bare[..bare.len() - 1].contains('.')
                || self.forms.titles.contains_key(bare));
        if bare.ends_with('.') && !initials {
            return Word { start: at, end: at + bare.len() - 1, last: true };
        }
        // `Co., Ltd.` is one.
        let goes_on = last && raw.len() == bare.len() + 1 && raw.ends_with(',') && {
            let behind = self.text[at + raw.len()..].trim_start();
            ["Ltd", "Inc", "LLC", "Limited", "L.L.C", "L.P."].iter().any(|s| behind.starts_with(s))
        };
        Word { start: at, end: at + bare.len(), last: last && !goes_on }
    }

    /// An organisation by the last word of its name.
    fn organisation(&self, run: &[Word]) -> Option<Seen> {
        let mut run = run;
        // `I. Regulatory Organization` is numbered.
        let numbers = |w: &str| w.strip_suffix('.').is_some_and(|n| n.chars().all(|c| matches!(c, 'I' | 'V' | 'X')));
        while run.len() > 1 && (self.forms.leading.contains(self.of(run[0])) || numbers(self.of(run[0]))) {
            run = &run[1..];
        }
        let mut words: Vec<&str> = run.iter().map(|w| self.of(*w)).collect();
        let mut end: Option<(usize, &String)> = None;
        let two = words.windows(2).enumerate().skip(1).find(|(_, w)| *w == ["and", "the"]);
        // `Committee on A and the Committee on B` are two.
        if let Some((at, _)) = two {
            words.truncate(at);
        }
        for (i, word) in words.iter().enumerate() {
            // `A Corporation and B Shipping` are two, `A Trading and Shipping Company` is one.
            let next_is_suffix = words.get(i + 1).is_some_and(|w| self.forms.suffixes.contains_key(*w));
            if matches!(*word, "and" | "&") && end.is_some_and(|(e, _)| e == i) && !next_is_suffix {
                break;
            }
            if let Some(kind) = self.forms.suffixes.get(*word) {
                end = Some((i + 1, kind));
                // `Division of Trading and Markets`: what it is for is all that follows.
                if words.get(i + 1).is_some_and(|w| matches!(*w, "of" | "for" | "on")) {
                    break;
                }
            }
            for (long, kind) in &self.forms.long_suffixes {
                if words[i..].len() >= long.len() && words[i..].iter().zip(long).all(|(a, b)| a == b) {
                    end = Some((i + long.len(), kind));
                }
            }
        }
        let (mut end, kind) = end?;
        // `Corporation for External Construction`, `Bureau of East Asian and Pacific Affairs`; not `the Commission of the
        // President’s decision`.
        let office =
            words[end..].iter().find(|w| !matches!(**w, "of" | "the")).is_some_and(|w| self.forms.offices.contains(*w));
        if end < words.len() && matches!(words[end], "of" | "for" | "on") && !office {
            end = words.len();
        }
        // `Ahn Myeong Chol of NK Watch`: what stands before the small word is of no organisation.
        let mut begin = 0;
        if let Some(of) = words[..end].iter().position(|w| *w == "of")
            && !words[..of].iter().any(|w| self.forms.suffixes.contains_key(*w) || self.forms.generic.contains(*w))
            && words[of + 1..end].iter().filter(|w| w.starts_with(char::is_uppercase)).count() >= 2
            && of >= 2
        {
            begin = of + 1;
        }
        // `Administrator of the Energy Agency`, `Secretary and the Council`: the office is no part of the name.
        if let Some(at) = words[begin..end].iter().position(|w| matches!(*w, "of" | "and"))
            && at > 0
            && words[begin..begin + at].iter().all(|w| self.forms.offices.contains(*w))
        {
            begin += at + 1;
        }
        // `Matching Program Between the Department of Commerce`.
        if let Some(at) = words[begin..end].iter().rposition(|w| self.forms.between.contains(*w)) {
            begin += at + 1;
        // `Agreement With the Department of Commerce`, where `Mothers Against Fraud Foundation` is one.
        } else if let Some(at) =
            words[begin..end].windows(2).rposition(|w| self.forms.between_the.contains(w[0]) && w[1] == "the")
        {
            begin += at + 2;
        }
        // `Funds of the Department of Commerce`.
        let own = &words[begin..end];
        if own.len() > 3
            && own[1] == "of"
            && own[2] == "the"
            && kind == "agency"
            && !self.forms.suffixes.contains_key(own[0])
        {
            begin += 2;
        }
        while begin < end && words[begin] == "the" {
            begin += 1;
        }
        let own = &words[begin..end];
        // `Authority of Administrator`: a heading.
        if own.len() > 1 && own[1] == "of" && self.forms.never_of.contains(own[0]) {
            return None;
        }
        // `Texas AG` is an attorney general.
        let initials = |w: &&str| w.len() == 2 && w.chars().all(char::is_uppercase);
        if own.last().is_some_and(initials) && own[..own.len() - 1].iter().all(|w| self.forms.home_states.contains(*w))
        {
            return None;
        }
        // `Igartúa III Binds the Court`: a heading.
        if own.len() > 2 && own[own.len() - 2] == "the" {
            return None;
        }
        if own.iter().any(|w| self.forms.not_names.contains(*w)) {
            return None;
        }
        let weight = own.iter().filter(|w| w.starts_with(char::is_uppercase)).count();
        if weight < 2 || self.forms.inner.contains(own[0]) {
            return None;
        }
        let last = words[end - 1].trim_end_matches(['\'', '’']).len();
        let span = Span::new(run[begin].start, run[end - 1].start + last);
        let name = own.join(" ").replace('’', "'").trim_end_matches('\'').to_owned();
        Some(Seen { span, from: span.start, name, kind: kind.clone(), of: None, why: Why::Suffix })
    }

    /// One past a title that begins at a place, white space behind it among it.
    fn title(&self, start: usize) -> Option<(usize, &'f str)> {
        let rest = &self.text[start..];
        let near = ahead(rest, LONGEST_WORD);
        let first = &near[..near.find(char::is_whitespace)?];
        for words in self.forms.titles.get(first)? {
            let mut at = start;
            let fits = words.iter().enumerate().all(|(i, word)| {
                let rest = &self.text[at..];
                let skip = if i == 0 { 0 } else { rest.len() - rest.trim_start_matches([' ', '\n']).len() };
                let ok = rest[skip..].starts_with(word.as_str()) && (i == 0 || skip > 0);
                at += skip + word.len();
                ok
            });
            if fits && self.text.get(at..).is_some_and(|rest| rest.starts_with([' ', '\n'])) {
                return Some((at, &self.text[start..at]));
            }
        }
        None
    }

    /// A person's name behind a title: `Rex Tillerson`, `Yun Byung-se`, `Park`.
    fn person(&self, behind: usize) -> Option<Seen> {
        let rest = &self.text[behind..];
        let gap = rest.len() - rest.trim_start_matches([' ', '\n', '\u{a0}']).len();
        if gap == 0 || rest[..gap].matches('\n').count() > 1 {
            return None;
        }
        let run = self.run(behind + gap);
        let end = self.person_words(&run);
        (end > 0).then(|| {
            let span = Span::new(run[0].start, run[end - 1].end);
            self.a_person(span, Why::Title)
        })
    }

    /// How many words of a run are a person's name.
    fn person_words(&self, run: &[Word]) -> usize {
        let particles = ["de", "la", "du"];
        let mut n = 0;
        for word in run.iter().take(4) {
            let text = self.of(*word);
            let name_like = text.starts_with(char::is_uppercase)
                && text.chars().filter(|c| c.is_alphabetic()).count() > 1
                && text.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '’'));
            let initial = text.len() == 2 && text.ends_with('.');
            let stranger = self.forms.not_names.contains(text)
                || self.forms.suffixes.contains_key(text)
                || (self.forms.titles.contains_key(text) || self.forms.offices.contains(text)) && n == 0
                || self.forms.leading.contains(text);
            if !(name_like || initial || n > 0 && particles.contains(&text)) || stranger {
                break;
            }
            n += 1;
            if text.len() > 2 && text.chars().all(char::is_uppercase) && n == 1 && run.len() == 1 {
                // `OJEA QUINTANA` is a name in capitals, `President NATO` isn't.
                break;
            }
        }
        while n > 0 && !self.of(run[n - 1]).starts_with(char::is_uppercase) {
            n -= 1;
        }
        n
    }

    fn a_person(&self, span: Span, why: Why) -> Seen {
        let name = span.of(self.text).split_whitespace().collect::<Vec<_>>().join(" ");
        Seen { span, from: span.start, name, kind: "person".to_owned(), of: None, why }
    }

    /// A person without a title: `Kim Jong-un`, `Ann Weaver, spokeswoman for …`, `said Ann Weaver`.
    fn person_by_shape(&self, run: &[Word]) -> Option<Seen> {
        let mut run = run;
        while run.len() > 1 && self.forms.leading.contains(self.of(run[0])) {
            run = &run[1..];
        }
        let n = self.person_words(run);
        if !(2..=4).contains(&n) {
            return None;
        }
        let words: Vec<&str> = run[..n].iter().map(|w| self.of(*w)).collect();
        if words.iter().any(|w| self.forms.generic.contains(*w) || w.chars().filter(|c| c.is_uppercase()).count() > 2) {
            return None;
        }
        let shouted = |w: &&str| w.len() > 1 && w.chars().all(char::is_uppercase);
        if words.iter().any(shouted) {
            return None;
        }
        let span = Span::new(run[0].start, run[n - 1].end);
        // Two words, the second in two parts by a hyphen, the second of them small: a Korean name.
        let hyphened = words[1].split_once('-').is_some_and(|(a, b)| {
            !a.is_empty()
                && (b.starts_with(char::is_lowercase) || words.len() == 2 && b.starts_with(char::is_uppercase))
        });
        let korean = words.len() == 2
            && hyphened
            && words[0].len() <= 5
            && words[1].split('-').count() == 2
            && words[1].split('-').all(|p| p.len() <= 7);
        let rest = &self.text[span.end..];
        let appositive = rest.strip_prefix(", ").is_some_and(|rest| {
            let near = ahead(rest, 90);
            let clause = &near[..near.find([',', ';']).unwrap_or(near.len())];
            clause.split(' ').take(9).any(|w| self.forms.behind.contains(w))
        });
        let said = self.forms.said.contains(self.word_behind(span.end))
            || self.forms.said.contains(last_word(self.text[..span.start].trim_end()).trim_start_matches(['“', '”']));
        let given = self.forms.given.contains(words[0]);
        (korean || appositive || said || given).then(|| self.a_person(span, Why::Title))
    }

    fn word_behind(&self, end: usize) -> &'f str {
        let rest = self.text[end..].trim_start_matches([' ', '\n']);
        &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())]
    }
}

/// Where the next word begins that has a capital.
pub(super) fn next_capital(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_uppercase() || byte >= 0xC3 && text.is_char_boundary(at) && capital_at(text, at) {
            let before = text[..at].chars().next_back();
            if !before.is_some_and(char::is_alphanumeric) {
                return Some(at);
            }
        }
        at += 1;
    }
    None
}

fn capital_at(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(char::is_uppercase)
}
