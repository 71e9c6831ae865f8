//! Citations written: a style, what the grammar tells of an id's parts, what the registry knows of the instrument.

use std::collections::HashMap;
use std::sync::Mutex;

use super::file::{CitationStyle, Level, Written};
use super::filters::filtered;
use crate::grammar::{Family, Filled, Grammar};
use crate::provision::ProvisionId;
use crate::registry::Registry;

/// Writes ids as citations of one style. Names are looked up once.
#[derive(Debug)]
pub struct Citations<'r> {
    style: CitationStyle,
    grammar: &'r Grammar,
    registry: &'r Registry,
    names: Mutex<HashMap<String, Option<String>>>,
}

/// A part of an instrument as the grammar reads it.
struct Part<'i> {
    /// Its level, by name; none for a mark.
    level: Option<&'i str>,
    /// Its number, without the level's letters.
    number: &'i str,
    /// Whether it is an annex: what stands below is a paragraph of it.
    annexed: bool,
}

impl<'r> Citations<'r> {
    /// A writer of one style.
    #[must_use]
    pub fn new(style: CitationStyle, grammar: &'r Grammar, registry: &'r Registry) -> Self {
        Self { style, grammar, registry, names: Mutex::default() }
    }

    /// The style's name.
    #[must_use]
    pub fn style(&self) -> &str {
        &self.style.name
    }

    /// How a provision is cited; its id where neither the style nor the plain one knows its family.
    #[must_use]
    pub fn of(&self, id: &ProvisionId) -> String {
        self.written(id, false).unwrap_or_else(|| id.to_string())
    }

    /// How a provision is cited, where that is known.
    #[must_use]
    pub fn known(&self, id: &ProvisionId) -> Option<String> {
        self.written(id, false)
    }

    /// How a range is cited: `50 U.S.C. §§ 1701–1708`.
    #[must_use]
    pub fn range(&self, first: &ProvisionId, last: &ProvisionId) -> String {
        let (one, other) = (self.of(first), self.of(last));
        let same = one.char_indices().zip(other.char_indices()).find(|((_, a), (_, b))| a != b);
        let Some(((_, _), (differs, _))) = same else { return format!("{one} – {other}") };
        // The last number as a whole.
        let at =
            other[..differs].rfind([' ', '(', '/']).map_or(0, |at| at + usize::from(!other[at..].starts_with('(')));
        let apart = at == 0
            || first.parent() != last.parent()
                && !first.as_str().starts_with(last.parent().as_ref().map_or("", |p| p.as_str()));
        if apart {
            return format!("{one} – {other}");
        }
        let of_level = !other[at..].starts_with('(');
        let one = if of_level { self.written(first, true).unwrap_or(one) } else { one };
        format!("{one}–{}", &other[at..])
    }

    fn written(&self, id: &ProvisionId, many: bool) -> Option<String> {
        let (family, filled) = self.grammar.filled(id)?;
        let family = &self.grammar.families[family as usize];
        let mut style = Some(&self.style);
        while let Some(tried) = style {
            let fitting = tried.citations.iter().filter(|w| {
                w.family == family.key && (w.below.is_empty() || crate::provision::is_below(id.as_str(), &w.below))
            });
            for written in fitting {
                if let Some(words) = self.filled_in(tried, written, family, &filled, id, many) {
                    return Some(words);
                }
            }
            style = tried.under.as_deref();
        }
        None
    }

    fn filled_in(
        &self,
        style: &CitationStyle,
        written: &Written,
        family: &Family,
        filled: &Filled<'_>,
        id: &ProvisionId,
        many: bool,
    ) -> Option<String> {
        let instrument: ProvisionId = id.as_str()[..filled.end].parse().ok()?;
        let year = || {
            let field = filled.values.iter().find(|(name, value)| name.ends_with("year") && value.len() == 4);
            let of_facts = || self.registry.facts(&instrument).and_then(|f| f.date.get(..4));
            field.map(|(_, value)| *value).or_else(of_facts)
        };
        if written.years != (0, u32::MAX) {
            let year: u32 = year()?.parse().ok()?;
            if !(written.years.0..=written.years.1).contains(&year) {
                return None;
            }
        }
        let below = self.below(style, written, family, filled, id, many)?;
        let value = |name: &str, filter: Option<&str>| {
            let own = filled.values.iter().find(|(field, _)| *field == name);
            let raw = match (name, own) {
                ("below", _) => return Some(below.clone()).filter(|below| !below.is_empty()),
                (_, Some((_, ""))) => return None,
                (_, Some((_, value))) => spelled(style, family, name, value),
                ("called", _) => self.called(&instrument, family, filled)?,
                ("year", _) => year()?.to_owned(),
                ("date", _) => self.registry.facts(&instrument)?.date.to_owned(),
                ("page", _) => self.of(&self.registry.facts(&instrument)?.page.parse().ok()?),
                _ => return None,
            };
            filtered(&raw, filter, &style.months).filter(|v| !v.is_empty())
        };
        let template = if below.is_empty() { &written.whole } else { &written.part };
        template.fill(&value)
    }

    /// The parts of an instrument, from the widest to the narrowest; none where one can't be written.
    fn below(
        &self,
        style: &CitationStyle,
        written: &Written,
        family: &Family,
        filled: &Filled<'_>,
        id: &ProvisionId,
        many: bool,
    ) -> Option<String> {
        let parts = self.parts(family, filled, id);
        let lettered = parts.iter().rposition(|p| p.level.is_some());
        let mut out = String::new();
        for (n, part) in parts.iter().enumerate() {
            let annexed = n > 0 && parts[n - 1].annexed && part.level.is_none();
            let level = part.level.unwrap_or_else(|| if annexed { "annexed" } else { word_or_mark(part.number) });
            let template = level_of(style, written, level)?;
            let template = if many && Some(n) == lettered { &template.many } else { &template.one };
            let value = |name: &str, filter: Option<&str>| (name == "n").then(|| filtered(part.number, filter, &[]))?;
            let text = template.fill(&value)?;
            if !out.is_empty() && part.level.is_some() {
                out.push_str(&written.join);
            }
            out.push_str(if out.is_empty() { text.trim_start() } else { &text });
        }
        Some(out)
    }

    fn parts<'i>(&'i self, family: &'i Family, filled: &Filled<'_>, id: &'i ProvisionId) -> Vec<Part<'i>> {
        let ladder = &self.grammar.ladders[family.ladder];
        filled
            .components
            .iter()
            .map(|component| {
                let text = &id.as_str()[component.range.clone()];
                let rung = component.level.and_then(|level| ladder.rung(level));
                let number = rung.map_or(text, |r| text.strip_prefix(r.prefix.as_str()).unwrap_or(text));
                let level = rung.map(|r| &self.grammar.levels[r.level as usize]);
                Part { level: level.map(|l| l.name.as_str()), annexed: level.is_some_and(|l| l.annexed), number }
            })
            .collect()
    }

    /// What an instrument is called: by the registry, or by the words that its id is made of.
    fn called(&self, instrument: &ProvisionId, family: &Family, filled: &Filled<'_>) -> Option<String> {
        let mut names = self.names.lock().ok()?;
        names
            .entry(instrument.to_string())
            .or_insert_with(|| {
                let facts = self.registry.facts(instrument).map_or("", |f| f.title);
                let known = || self.registry.names_of(instrument).first().map(|name| (*name).to_owned());
                let title = Some(facts.to_owned()).filter(|title| !title.is_empty());
                let slug = instrument.as_str().rsplit('/').next().unwrap_or("");
                let is_name = family.names_built && filled.values.iter().any(|(_, value)| *value == slug);
                let built = || is_name.then(|| from_slug(slug));
                title.or_else(known).or_else(built).filter(|name| !name.is_empty())
            })
            .clone()
    }
}

/// What has no level is a mark, `a` or `iv`, or else a word: `note`.
fn word_or_mark(part: &str) -> &str {
    let letters = part.len() > 2 && part.bytes().all(|b| b.is_ascii_lowercase());
    let repeated = part.bytes().all(|b| Some(b) == part.bytes().next());
    if letters && !repeated && !part.bytes().all(|b| b"ivxlcdm".contains(&b)) { part } else { "mark" }
}

/// How a level is written: as the citation says, as the style says, as the plain one does.
fn level_of<'s>(style: &'s CitationStyle, written: &'s Written, level: &str) -> Option<&'s Level> {
    let under = style.under.as_deref();
    written.levels.get(level).or_else(|| style.levels.get(level)).or_else(|| under.and_then(|u| u.levels.get(level)))
}

/// A value in the style's spelling, else in the first that the grammar has, else as it is.
fn spelled(style: &CitationStyle, family: &Family, field: &str, value: &str) -> String {
    let key = format!("{}.{field}", family.key);
    let of = |style: &CitationStyle| style.spelled.get(&key).and_then(|words| words.get(value)).cloned();
    let own = of(style).or_else(|| style.under.as_deref().and_then(of));
    let first = || {
        let list = family.words.iter().find(|w| w.name == field)?;
        list.spellings.iter().find(|(_, stands_for)| stands_for.as_deref() == Some(value)).map(|(s, _)| s.clone())
    };
    own.or_else(first).unwrap_or_else(|| value.to_owned())
}

/// `Harbour Dues Act of 2031` from `harbour-dues-act-of-2031`.
fn from_slug(slug: &str) -> String {
    let small = ["of", "and", "the", "for", "in", "on", "to", "a", "an", "or", "by", "with", "at", "from"];
    let mut out = String::new();
    for word in slug.split('-') {
        if !out.is_empty() {
            out.push(' ');
        }
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if out.is_empty() || !small.contains(&word) => {
                out.extend(first.to_uppercase());
                out.push_str(letters.as_str());
            }
            _ => out.push_str(word),
        }
    }
    out
}
