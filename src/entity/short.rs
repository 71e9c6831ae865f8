//! The short names that stand for what a text names in full: a surname, initials, what it says that it calls somebody.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::gazetteer::ahead;
use super::names::{Finder, Seen, next_capital};
use super::sentences::last_word;
use super::{Why, key};
use crate::text::Span;

impl Finder<'_> {
    /// The short names that the text gives what it names in full, each of one bearer only.
    pub(super) fn short_names(
        &self,
        seen: &[Seen],
        folded: &BTreeMap<String, String>,
    ) -> HashMap<String, (String, String, Option<String>)> {
        let mut out: BTreeMap<String, BTreeSet<(String, String, Option<String>)>> = BTreeMap::new();
        let mut add = |short: &str, one: &Seen| {
            out.entry(short.to_owned()).or_default().insert((one.name.clone(), one.kind.clone(), one.of.clone()));
        };
        for one in seen {
            if let Some(alias) = self.alias_behind(one.span.end) {
                add(&alias, one);
            }
            let words: Vec<&str> = one.name.split(' ').collect();
            if one.kind == "person" {
                if words.len() > 1 {
                    let korean = words.len() == 2 && words[1].contains('-');
                    let surname = if korean { words[0] } else { words[words.len() - 1] };
                    if surname.len() > 1 && !self.forms.generic.contains(surname) {
                        add(surname, one);
                    }
                } else {
                    add(&one.name, one);
                }
            } else if one.why == Why::Gazetteer && one.kind == "agency" {
                // `Federal Motor Carrier Safety Administration`, `FMCSA` later.
                let capitals: String = one
                    .span
                    .of(self.text)
                    .split_whitespace()
                    .filter_map(|w| w.chars().next())
                    .filter(|c| c.is_uppercase())
                    .collect();
                if capitals.len() >= 3 {
                    add(&capitals, one);
                }
            } else if one.why == Why::Gazetteer && one.kind == "body" {
                // `the Council`, where one only is named.
                let head = one.span.of(self.text).split_whitespace().find(|w| self.forms.suffixes.contains_key(*w));
                if let Some(head) = head {
                    add(head, one);
                }
            } else if one.why == Why::Suffix || one.why == Why::Listed {
                let capitals: String =
                    words.iter().filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect();
                if capitals.len() >= 3 {
                    add(&capitals, one);
                }
                // `Rapid Lantern Finance, Inc.` is `Rapid Lantern`.
                let own =
                    words.iter().take_while(|w| !self.forms.suffixes.contains_key(w.trim_end_matches(','))).count();
                // `Lumi & Finch Toys, Inc.` is `Lumi & Finch`.
                if own > 3 && words[1] == "&" {
                    add(&words[..3].join(" "), one);
                }
                if own > 1 && words[..own].iter().all(|w| self.forms.is_distinctive(w)) {
                    for n in 2..=own.min(3) {
                        add(&words[..n].join(" "), one);
                    }
                }
                let mut weighty = words.iter().filter(|w| self.forms.is_distinctive(w));
                let office = |w: &str| self.forms.offices.contains(w) || self.forms.titles.contains_key(w);
                if let (Some(word), true) =
                    (weighty.next().filter(|w| !office(w)), words.len() > 2 || one.kind == "company")
                {
                    add(word, one);
                }
            }
        }
        let known = |name: &str| self.gazetteer.called(name).is_some() || self.gazetteer.demonyms.contains_key(name);
        let one = |(short, bearers): (String, BTreeSet<(String, String, Option<String>)>)| {
            let mut bearers: BTreeMap<String, (String, String, Option<String>)> = bearers
                .into_iter()
                .map(|(name, kind, of)| {
                    let name = folded.get(&name).cloned().unwrap_or(name);
                    (key(&name), (name, kind, of))
                })
                .collect();
            // A surname alone and the full name are one person.
            if bearers.len() > 1 {
                bearers.retain(|_, (name, ..)| *name != short);
            }
            let taken = known(&short) || self.forms.not_names.contains(&short) || self.forms.leading.contains(&short);
            (bearers.len() == 1 && !taken).then(|| bearers.into_values().next().map(|b| (short, b))).flatten()
        };
        out.into_iter().filter_map(one).collect()
    }

    /// What stands in brackets behind a name as its other one: `(“OFAC”)`, `(a.k.a. Chopol)`.
    fn alias_behind(&self, end: usize) -> Option<String> {
        let rest = ahead(&self.text[end..], 80).trim_start_matches(' ').strip_prefix('(')?;
        let inside = &rest[..rest.find(')').filter(|at| *at < 60)?];
        let bare = inside
            .trim_start_matches("hereinafter ")
            .trim_start_matches("a.k.a. ")
            .trim_start_matches("aka ")
            .trim_start_matches("also known as ")
            .trim_start_matches("the ");
        let alias = bare.trim_matches(['“', '”', '"', '‘', '’', ' ']).trim_start_matches("the ");
        let quoted = inside.contains(['“', '"']) || inside.starts_with("a.k.a.") || inside.starts_with("aka");
        let initials = alias.len() >= 2 && alias.chars().filter(|c| c.is_uppercase()).count() * 2 >= alias.len();
        let plain = alias.starts_with(char::is_uppercase) && alias.split(' ').count() <= 4 && alias.len() > 1;
        (plain && (quoted || initials && !alias.contains(' '))).then(|| alias.to_owned())
    }

    /// Where the short names stand outside of what is known.
    pub(super) fn later(
        &self,
        short: &HashMap<String, (String, String, Option<String>)>,
        seen: &[Seen],
        blocked: &[Span],
    ) -> Vec<Seen> {
        let mut taken: Vec<Span> = seen.iter().map(|s| Span::new(s.from, s.span.end)).collect();
        taken.extend(blocked);
        taken.sort_by_key(|s| (s.start, s.end));
        let longest = short.keys().map(|s| s.split(' ').count()).max().unwrap_or(1);
        let (mut out, mut at, mut next) = (Vec::new(), 0, 0);
        while let Some(start) = next_capital(self.text, at) {
            while taken.get(next).is_some_and(|t| t.end <= start) {
                next += 1;
            }
            let rest = &self.text[start..];
            let word = rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
            at = start + word.max(1);
            while !self.text.is_char_boundary(at) {
                at += 1;
            }
            if let Some(t) = taken.get(next).filter(|t| t.start <= start) {
                at = at.max(t.end);
                continue;
            }
            let limit = taken.get(next).map_or(self.text.len(), |t| t.start);
            let mut end = start + word;
            let mut best = None;
            for n in 0..longest {
                if n > 0 {
                    let Some(rest) = self.text.get(end..).and_then(|r| r.strip_prefix(' ')) else { break };
                    end += 1 + rest.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(rest.len());
                }
                if end <= limit
                    && let Some(bearer) = short.get(&self.text[start..end])
                {
                    best = Some((end, bearer));
                }
            }
            // `Sheldon Yefsky` is another than `Michael Yefsky`.
            let another = |kind: &str| {
                let before = self.text[..start].strip_suffix(' ').unwrap_or("");
                let first = last_word(before);
                let begins = before[..before.len() - first.len()].trim_end().ends_with(['.', '\n']);
                let word = first.chars().all(char::is_alphabetic);
                kind == "person"
                    && !begins
                    && word
                    && self.forms.is_distinctive(first)
                    && !self.forms.titles.contains_key(first)
            };
            if let Some((end, (name, kind, of))) = best.filter(|(_, (_, kind, _))| !another(kind)) {
                let span = Span::new(start, end);
                out.push(Seen {
                    span,
                    from: start,
                    name: name.clone(),
                    kind: kind.clone(),
                    of: of.clone(),
                    why: Why::Short,
                });
                at = at.max(end);
            }
        }
        out
    }
}
