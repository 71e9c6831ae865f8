//! Roles: sentences are tagged, patterns are tried, and a provision that a sentence doesn't have is looked for around it.

use std::collections::HashSet;
use std::fmt::Write;
use std::sync::OnceLock;

use regex::Regex;

use super::patterns::{Elsewhere, Pattern};
use super::sentences::{paragraphs, sentences};
use super::{Entities, Entity, Invocation, Read};
use crate::parse::iso_date;
use crate::provision::ProvisionId;
use crate::resolve::{Form, Mention};
use crate::text::Span;

/// How many paragraphs away an anchor may be, and what was cited before.
const ANCHOR_REACH: usize = 4;
const BEFORE_REACH: usize = 2;
/// A pattern's words lie no farther apart.
const WIDEST: usize = 420;
/// A longer sentence is none.
const LONGEST: usize = 4000;

/// A sentence with names and citations as tags.
#[derive(Debug)]
struct Tagged {
    span: Span,
    text: String,
    /// Each tag's names: places in [`Read::named`].
    names: Vec<Vec<usize>>,
    /// Each tag's provisions: places among the mentions.
    provisions: Vec<Vec<usize>>,
}

/// A paragraph with its sentences.
#[derive(Debug)]
struct Paragraph {
    sentences: Vec<Tagged>,
    /// The provision that it is of, in a block quotation.
    frame: Option<usize>,
    provisions: Vec<usize>,
}

pub(super) fn invocations(entities: &Entities, text: &str, mentions: &[Mention], read: &Read) -> Vec<Invocation> {
    if read.named.is_empty() || !mentions.iter().any(|m| m.id.is_some()) {
        return Vec::new();
    }
    let document = Document { entities, text, mentions, read };
    document.run()
}

struct Document<'d> {
    entities: &'d Entities,
    text: &'d str,
    mentions: &'d [Mention],
    read: &'d Read,
}

impl Document<'_> {
    fn run(&self) -> Vec<Invocation> {
        let spans = paragraphs(self.text);
        let cites: Vec<bool> = spans.iter().map(|s| !self.within(*s).is_empty()).collect();
        // Only what is near a citation can invoke anything.
        let near = |i: usize| {
            let from = i.saturating_sub(ANCHOR_REACH);
            cites[from..(i + ANCHOR_REACH + 1).min(cites.len())].iter().any(|c| *c)
        };
        let paragraphs: Vec<Option<Paragraph>> =
            spans.iter().enumerate().map(|(i, s)| near(i).then(|| self.paragraph(*s))).collect();
        let mut anchors: Vec<(usize, usize)> = Vec::new();
        for (i, paragraph) in paragraphs.iter().enumerate() {
            for sentence in paragraph.iter().flat_map(|p| &p.sentences).filter(|s| !s.provisions.is_empty()) {
                for anchor in self.entities.patterns.anchors(&sentence.text) {
                    let found =
                        anchor.captures(&sentence.text).and_then(|c| c.name("provision")?.as_str().parse().ok());
                    anchors.extend(found.and_then(|p: usize| Some((i, *sentence.provisions.get(p)?.first()?))));
                }
            }
        }
        let (mut out, mut told) = (Vec::new(), HashSet::new());
        for (i, paragraph) in paragraphs.iter().enumerate() {
            let Some(paragraph) = paragraph else { continue };
            for (s, sentence) in paragraph.sentences.iter().enumerate() {
                if sentence.names.is_empty() && (s == 0 || paragraph.sentences[s - 1].names.is_empty()) {
                    continue;
                }
                for pattern in self.entities.patterns.tried(&sentence.text) {
                    if pattern.own && sentence.provisions.is_empty() {
                        continue;
                    }
                    let place = Place { paragraphs: &paragraphs, anchors: &anchors, i, s };
                    self.apply(pattern, sentence, &place, &mut |invocation| {
                        let key =
                            (invocation.entity.name.clone(), invocation.role.clone(), invocation.provision.clone());
                        if told.insert((key, invocation.sentence)) {
                            out.push(invocation);
                        }
                    });
                }
            }
        }
        // Of one name first who is named, then what it acts for.
        out.sort_by(|a, b| {
            let place = |i: &Invocation| (i.sentence.start, i.span.start);
            let rest = |i: &Invocation| (i.role.clone(), i.provision.to_string());
            place(a).cmp(&place(b)).then(b.confidence.total_cmp(&a.confidence)).then_with(|| rest(a).cmp(&rest(b)))
        });
        out
    }

    /// The mentions in a stretch that have an id.
    fn within(&self, span: Span) -> Vec<usize> {
        let from = self.mentions.partition_point(|m| m.span.start < span.start);
        let all = self.mentions[from..].iter().enumerate().take_while(|(_, m)| m.span.start < span.end);
        all.filter(|(_, m)| m.id.is_some()).map(|(i, _)| from + i).collect()
    }

    fn paragraph(&self, span: Span) -> Paragraph {
        let provisions = self.within(span);
        let from = self.read.named.partition_point(|n| n.span.start < span.start);
        let names: Vec<usize> =
            (from..self.read.named.len()).take_while(|n| self.read.named[*n].span.start < span.end).collect();
        let mut fences: Vec<Span> = provisions.iter().map(|p| self.mentions[*p].span).collect();
        fences.extend(names.iter().map(|n| self.read.named[*n].span));
        fences.sort_by_key(|f| (f.start, f.end));
        let frame = provisions.iter().copied().find(|p| {
            let m = &self.mentions[*p];
            m.form == Form::BlockQuote && self.text[span.start..m.span.start].trim().len() <= 1
        });
        let sentences = if names.is_empty() && provisions.is_empty() {
            Vec::new()
        } else {
            let spans = sentences(self.text, span, &self.entities.forms, &fences);
            spans.into_iter().filter(|s| s.len() < LONGEST).map(|s| self.tagged(s, &names, &provisions)).collect()
        };
        Paragraph { sentences, frame, provisions }
    }

    /// A sentence with its names and citations as tags; names that stand in a list are one.
    fn tagged(&self, span: Span, names: &[usize], provisions: &[usize]) -> Tagged {
        let mut pieces: Vec<(Span, bool, usize)> = Vec::new();
        let cited = |p: &usize| self.mentions[*p].span.start;
        let called = |n: &usize| self.read.named[*n].span.start;
        let provisions = &provisions[provisions.partition_point(|p| cited(p) < span.start)..];
        let names = &names[names.partition_point(|n| called(n) < span.start)..];
        for p in provisions.iter().take_while(|p| cited(p) < span.end) {
            let s = self.mentions[*p].span;
            if s.start >= span.start && s.end <= span.end && pieces.last().is_none_or(|l| l.0.end <= s.start) {
                pieces.push((s, false, *p));
            }
        }
        for n in names.iter().take_while(|n| called(n) < span.end) {
            let named = &self.read.named[*n];
            let s = Span::new(named.from, named.span.end);
            if s.start >= span.start
                && s.end <= span.end
                && !pieces.iter().any(|(o, ..)| o.start < s.end && s.start < o.end)
            {
                pieces.push((s, true, *n));
            }
        }
        pieces.sort_by_key(|(s, ..)| s.start);
        let has_names = pieces.iter().any(|(_, is_name, _)| *is_name);
        let says = self.entities.patterns.says(span.of(self.text), has_names);
        if !says {
            return Tagged { span, text: String::new(), names: Vec::new(), provisions: Vec::new() };
        }
        // How each piece is tied to the one before it.
        let ties: Vec<Tie> = (0..pieces.len())
            .map(|i| {
                let Some(before) = i.checked_sub(1).map(|b| &pieces[b]) else { return Tie::None };
                let (piece, between) = (&pieces[i], &self.text[before.0.end..pieces[i].0.start]);
                match (before.1, piece.1) {
                    (true, true) if self.holds(before.2, piece.2, between) => Tie::Whole,
                    (true, true) => names_tie(between),
                    // `Executive Order 1 (81 FR 14943)`: the same once more.
                    (false, false) if matches!(between.trim(), "(" | ", (") => Tie::Parallel,
                    (false, false) if joins_provisions(between) => Tie::Whole,
                    _ => Tie::None,
                }
            })
            .collect();
        let mut tagged = Tagged { span, text: String::new(), names: Vec::new(), provisions: Vec::new() };
        let mut at = span.start;
        for (i, (s, is_name, index)) in pieces.iter().enumerate() {
            // A comma alone makes a list only where a conjunction ends it.
            let joins = match ties[i] {
                Tie::Comma => {
                    let chain = ties[i..].iter().take_while(|t| **t != Tie::None);
                    let back = ties[..i].iter().rev().take_while(|t| **t != Tie::None);
                    chain.chain(back).any(|t| *t == Tie::And)
                }
                tie => tie != Tie::None,
            };
            let between = &self.text[at..s.start];
            if ties[i] == Tie::Parallel {
                at = s.end;
                continue;
            }
            let list = if *is_name { &mut tagged.names } else { &mut tagged.provisions };
            if let Some(list) = list.last_mut().filter(|_| joins) {
                list.push(*index);
            } else {
                list.push(vec![*index]);
                let (tag, number) = (if *is_name { 'e' } else { 'p' }, list.len() - 1);
                push_plain(&mut tagged.text, between);
                // An article before a name is none of the sentence's.
                for article in ["the ", "The "] {
                    if tagged.text.ends_with(article) {
                        tagged.text.truncate(tagged.text.len() - article.len());
                        break;
                    }
                }
                let _ = write!(tagged.text, "\u{1}{tag}{number}\u{2}");
            }
            at = s.end;
        }
        push_plain(&mut tagged.text, &self.text[at..span.end]);
        tagged
    }

    /// `Secretary of State` and `Rex Tillerson` directly behind it are one, the office and who holds it.
    fn holds(&self, before: usize, index: usize, between: &str) -> bool {
        let kind = |n: usize| self.read.entities[self.read.named[n].entity].kind.as_str();
        kind(before) == "office" && kind(index) == "person" && between.trim().is_empty()
    }

    fn apply(&self, pattern: &Pattern, sentence: &Tagged, place: &Place<'_>, tell: &mut impl FnMut(Invocation)) {
        for captures in pattern.regex.captures_iter(&sentence.text) {
            let Some(whole) = captures.get(0).filter(|w| w.len() <= WIDEST) else { continue };
            if pattern.not.as_ref().is_some_and(|not| not.is_match(whole.as_str())) {
                continue;
            }
            let number =
                |c: &regex::Captures<'_>, name: &str| c.name(name).and_then(|m| m.as_str().parse::<usize>().ok());
            let (provisions, found, sure) = match number(&captures, "provision") {
                Some(p) => match sentence.provisions.get(p) {
                    Some(list) => (list.clone(), "in the sentence", 0.9),
                    None => continue,
                },
                None => match self.elsewhere(pattern, sentence, whole.start(), place) {
                    Some((p, found, sure)) => (vec![p], found, sure),
                    None => continue,
                },
            };
            let mut roles: Vec<(Vec<usize>, &str)> = Vec::new();
            for (group, role) in &pattern.roles {
                let names = match number(&captures, group) {
                    Some(n) => sentence.names.get(n).cloned(),
                    // The sentence before names it.
                    None => pattern.previous.as_ref().and_then(|previous| {
                        let before = place.sentence_before()?;
                        let captures = previous.captures(&before.text)?;
                        before.names.get(number(&captures, group)?).cloned()
                    }),
                };
                roles.extend(names.map(|names| (names, role.as_str())));
            }
            if let Some((kind, role)) = &pattern.first {
                // Before what the provision requires: behind it stands whom it is about.
                let before = provisions.first().map_or(usize::MAX, |p| self.mentions[*p].span.start);
                let of_kind = |n: &&usize| {
                    let named = &self.read.named[**n];
                    self.read.entities[named.entity].kind == *kind && named.span.end <= before
                };
                roles.extend(sentence.names.iter().flatten().find(of_kind).map(|n| (vec![*n], role.as_str())));
            }
            let date = date_in(sentence.span.of(self.text));
            for (names, role) in roles {
                for name in names {
                    for provision in &provisions {
                        let Some(id) = &self.mentions[*provision].id else { continue };
                        if !pattern.is_of(id) {
                            continue;
                        }
                        let why = format!("{}; the provision {found}", pattern.name);
                        self.tell(name, role, id, sentence.span, date.as_ref(), sure, &why, tell);
                    }
                }
            }
        }
    }

    /// Tells of one name; of an office that acts also what it belongs to.
    #[allow(clippy::too_many_arguments, reason = "the parts of one row")]
    fn tell(
        &self,
        name: usize,
        role: &str,
        provision: &ProvisionId,
        sentence: Span,
        date: Option<&String>,
        sure: f32,
        why: &str,
        tell: &mut impl FnMut(Invocation),
    ) {
        let named = &self.read.named[name];
        let entity = &self.read.entities[named.entity];
        let mut one = |entity: Entity, confidence: f32| {
            tell(Invocation {
                entity,
                role: role.to_owned(),
                provision: provision.clone(),
                span: named.span,
                sentence,
                date: date.cloned(),
                confidence,
                why: why.to_owned(),
            });
        };
        let acts = matches!(role, "administers" | "enacts" | "implements");
        // Who holds an office acts for what it belongs to; an agency that is part of one acts for it as well.
        let above = entity.of.as_ref().filter(|_| acts && matches!(entity.kind.as_str(), "office" | "agency"));
        if let Some(above) = above.and_then(|of| self.entities.called(of)) {
            one(above.clone(), sure - 0.05);
        }
        let lone_office = entity.kind == "office" && self.is_held(name);
        if !lone_office {
            one(entity.clone(), sure);
        }
    }

    /// Whether the holder's name stands directly behind an office.
    fn is_held(&self, name: usize) -> bool {
        let next = self.read.named.get(name + 1);
        next.is_some_and(|next| {
            let between = self.text.get(self.read.named[name].span.end..next.from).unwrap_or("-");
            self.read.entities[next.entity].kind == "person" && between.trim().is_empty()
        })
    }

    /// Where the provision is that a sentence itself doesn't name.
    fn elsewhere(
        &self,
        pattern: &Pattern,
        sentence: &Tagged,
        at: usize,
        place: &Place<'_>,
    ) -> Option<(usize, &'static str, f32)> {
        pattern.provision.iter().find_map(|elsewhere| match elsewhere {
            Elsewhere::Here => {
                // The nearest tag of a provision.
                let tags = sentence.text.match_indices("\u{1}p").filter_map(|(i, _)| {
                    let number = sentence.text[i + 2..].split('\u{2}').next()?.parse::<usize>().ok()?;
                    Some((i.abs_diff(at), *sentence.provisions.get(number)?.first()?))
                });
                tags.min().map(|(_, p)| (p, "in the sentence", 0.8))
            }
            Elsewhere::Anchor => {
                let from = place.anchors.partition_point(|(i, _)| *i + ANCHOR_REACH < place.i);
                let near = place.anchors[from..].iter().take_while(|(i, _)| *i <= place.i + ANCHOR_REACH);
                near.min_by_key(|(i, _)| (i.abs_diff(place.i), *i))
                    .map(|(_, p)| (*p, "named as the authority nearby", 0.75))
            }
            Elsewhere::Before => {
                let here = place.paragraphs[place.i].iter().flat_map(|p| &p.provisions);
                let here = here.copied().rfind(|p| self.mentions[*p].span.start < sentence.span.start);
                let before = || {
                    (1..=BEFORE_REACH).find_map(|back| {
                        let paragraph = place.paragraphs.get(place.i.checked_sub(back)?)?.as_ref()?;
                        paragraph.provisions.last().copied()
                    })
                };
                here.or_else(before).map(|p| (p, "cited before", 0.65))
            }
            Elsewhere::Frame => {
                let frame = place.paragraphs[place.i].as_ref().and_then(|p| p.frame);
                frame.map(|p| (p, "whose words these are", 0.8))
            }
        })
    }
}

/// Where a sentence stands.
struct Place<'p> {
    paragraphs: &'p [Option<Paragraph>],
    anchors: &'p [(usize, usize)],
    i: usize,
    s: usize,
}

impl Place<'_> {
    fn sentence_before(&self) -> Option<&Tagged> {
        let here = self.paragraphs[self.i].as_ref()?;
        match self.s.checked_sub(1) {
            Some(before) => here.sentences.get(before),
            None => self.paragraphs.get(self.i.checked_sub(1)?)?.as_ref()?.sentences.last(),
        }
    }
}

/// How a name is tied to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tie {
    None,
    Comma,
    And,
    Whole,
    Parallel,
}

/// The tie that words between two names make; between two organisations an address may stand.
fn names_tie(between: &str) -> Tie {
    let words = between.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.as_str() {
        "," | ", the" | ";" => return Tie::Comma,
        "and" | ", and" | "or" | ", or" | "and the" | ", and the" | "or the" | "&" | "as well as" | ", as well as" => {
            return Tie::And;
        }
        _ => {}
    }
    let address =
        words.strip_prefix(", ").and_then(|w| w.strip_suffix(", and the").or_else(|| w.strip_suffix(", and")));
    let plain = address.is_some_and(|address| {
        address.len() < 120
            && address.split(' ').all(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
    });
    if plain { Tie::And } else { Tie::None }
}

/// Words between two provisions of one list.
fn joins_provisions(between: &str) -> bool {
    matches!(between.trim(), "," | "and" | ", and" | "or" | ", or" | ";" | "; and")
}

/// Words of a sentence with one space between them and straight apostrophes.
fn push_plain(out: &mut String, words: &str) {
    for c in words.chars() {
        let c = match c {
            '’' | '‘' => '\'',
            c if c.is_whitespace() => ' ',
            '\u{1}' | '\u{2}' => continue,
            c => c,
        };
        if !(c == ' ' && (out.is_empty() || out.ends_with(' '))) {
            out.push(c);
        }
    }
}

/// The day, month or year that a sentence gives.
fn date_in(sentence: &str) -> Option<String> {
    static DATE: OnceLock<Option<Regex>> = OnceLock::new();
    let words = crate::grammar::Words::builtin();
    let date = DATE.get_or_init(|| {
        let month = format!("(?:{})", words.months.join("|"));
        Regex::new(&format!(r"\b(?:({month} \d{{1,2}}, \d{{4}})|(\d{{1,2}}) ({month}) (\d{{4}})|({month})(?: of)? (\d{{4}})|in (\d{{4}})\b)")).ok()
    });
    let found = date.as_ref()?.captures(sentence)?;
    let month = |name: &str| words.month(name);
    if let Some(day) = found.get(1) {
        return iso_date(day.as_str());
    }
    if let (Some(day), Some(name), Some(year)) = (found.get(2), found.get(3), found.get(4)) {
        return Some(format!("{}-{:02}-{:0>2}", year.as_str(), month(name.as_str())?, day.as_str()));
    }
    if let (Some(name), Some(year)) = (found.get(5), found.get(6)) {
        return Some(format!("{}-{:02}", year.as_str(), month(name.as_str())?));
    }
    found.get(7).map(|year| year.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Tie, date_in, names_tie};

    #[test]
    fn a_sentence_gives_a_day_a_month_or_a_year() {
        assert_eq!(date_in("on March 15, 2016, it was").as_deref(), Some("2016-03-15"));
        assert_eq!(date_in("on 2 March 2016").as_deref(), Some("2016-03-02"));
        assert_eq!(date_in("in August 2010 pursuant").as_deref(), Some("2010-08"));
        assert_eq!(date_in("in 1990, and").as_deref(), Some("1990"));
        assert_eq!(date_in("on its day"), None);
    }

    #[test]
    fn an_address_doesnt_part_a_list_and_a_verb_does() {
        assert_eq!(names_tie(", and the "), Tie::And);
        assert_eq!(names_tie(", Segori-dong, Pothonggang District, Pyongyang, and the "), Tie::And);
        assert_eq!(names_tie(", "), Tie::Comma);
        assert_eq!(names_tie(" met with "), Tie::None);
        assert_eq!(names_tie(", who lives there, and the "), Tie::None);
    }
}
