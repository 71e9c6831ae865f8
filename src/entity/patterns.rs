//! The patterns of roles, as `grammar/entity/roles.toml` writes them, compiled.
//!
//! A sentence is tagged first: a name or a list of names becomes `\u{1}e3\u{2}`, a citation `\u{1}p2\u{2}`. `{agent}` and
//! `{object}` stand for the first, `{provision}` for the second.

use std::collections::BTreeMap;

use regex::{Regex, RegexSet};
use serde::Deserialize;

use super::EntityError;
use crate::provision::{ProvisionId, is_below};

const FILE: &str = "grammar/entity/roles.toml";
/// Words of one clause.
const GAP: &str = r"[^;]*?";
/// A few words in small letters.
const FEW: &str = r"(?:,? [a-z][a-z-]*){0,6}";
/// Words of one clause without a citation in between.
const NEAR: &str = "(?:[^;\u{1}]|\u{1}e\\d+\u{2})*?";
/// Where a clause begins, with up to three words before its first name.
const LEAD: &str = r"(?:^|[:;,—–(“][ ]?|\b(?:that|but|and|while|when|as|because|where|which|after|if) )(?:(?:[A-Z][A-Za-z.’'-]*|the|its|a|an|[a-z]+ly|then|also|so) ){0,3}";

/// Where a provision is that the pattern itself doesn't have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Elsewhere {
    Here,
    Anchor,
    Before,
    Frame,
}

#[derive(Debug)]
pub(super) struct Pattern {
    pub name: String,
    pub regex: Regex,
    pub previous: Option<Regex>,
    pub not: Option<Regex>,
    /// The place of a name (`agent`, `object`) and the role of who is there.
    pub roles: Vec<(String, String)>,
    /// The first entity of a kind in the sentence, and its role.
    pub first: Option<(String, String)>,
    pub provision: Vec<Elsewhere>,
    /// Whether it has a `{provision}` of its own.
    pub own: bool,
    /// Under which ids the provision has to lie, and may not.
    below: Vec<String>,
    not_below: Vec<String>,
    examples: Vec<Example>,
}

#[derive(Debug)]
pub(super) struct Patterns {
    all: Vec<Pattern>,
    anchors: Vec<Regex>,
    /// For each pattern the words of which one has to be there: a look at them all is cheaper than a try of each.
    cues: RegexSet,
    anchor_cues: RegexSet,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    words: BTreeMap<String, Vec<String>>,
    anchor: Vec<Anchor>,
    pattern: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Anchor {
    #[serde(rename = "match")]
    matches: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(rename = "match")]
    matches: String,
    #[serde(default)]
    previous: Option<String>,
    #[serde(default)]
    not: Option<String>,
    #[serde(default)]
    cues: Vec<String>,
    #[serde(default)]
    roles: BTreeMap<String, String>,
    #[serde(default)]
    first: Option<First>,
    #[serde(default)]
    provision: Vec<Elsewhere>,
    #[serde(default)]
    below: Vec<String>,
    #[serde(default, rename = "not-below")]
    not_below: Vec<String>,
    #[serde(default)]
    example: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct First {
    kind: String,
    role: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    text: String,
    invokes: Vec<(String, String, String)>,
}

impl Pattern {
    /// Whether a provision is of a kind that the pattern speaks of.
    pub(super) fn is_of(&self, id: &ProvisionId) -> bool {
        let under = |list: &[String]| list.iter().any(|above| is_below(id.as_str(), above));
        (self.below.is_empty() || under(&self.below)) && !under(&self.not_below)
    }
}

impl Patterns {
    pub(super) fn builtin() -> Result<Self, EntityError> {
        Self::parse(include_str!("../../grammar/entity/roles.toml"))
    }

    fn parse(toml: &str) -> Result<Self, EntityError> {
        let error = |reason: String| EntityError { file: FILE.to_owned(), reason };
        let file: File = toml::from_str(toml).map_err(|e| error(e.to_string()))?;
        let compile = |pattern: &str, name: &str| {
            let mut whole = pattern.to_owned();
            for (word, list) in &file.words {
                let list: Vec<String> = list.iter().map(|w| regex::escape(w)).collect();
                whole = whole.replace(&format!("{{w:{word}}}"), &format!(r"\b(?:{})\b", list.join("|")));
            }
            let group = |name: &str, tag: char| format!("\u{1}{tag}(?P<{name}>\\d+)\u{2}");
            let whole = whole
                .replace("{agent}", &group("agent", 'e'))
                .replace("{object}", &group("object", 'e'))
                .replace("{provision}", &group("provision", 'p'))
                .replace("{any}", "\u{1}e\\d+\u{2}")
                .replace("{near}", NEAR)
                .replace("{few}", FEW)
                .replace("{gap}", GAP)
                .replace("{lead}", LEAD);
            if let Some(at) = whole.find("{w:") {
                let word = whole[at..].split('}').next().unwrap_or("");
                return Err(error(format!("{name}: there are no words {word}}}")));
            }
            Regex::new(&plain(&whole)).map_err(|e| error(format!("{name}: {e}")))
        };
        // The words of a pattern's lists, those of `under` and `was` aside, or those that it says itself.
        let cue = |matches: &str, own: &[String]| {
            let lists = file.words.iter().filter(|(word, _)| !matches!(word.as_str(), "under" | "was"));
            let used = lists.filter(|(word, _)| matches.contains(&format!("{{w:{word}}}"))).flat_map(|(_, list)| list);
            let words: Vec<String> =
                if own.is_empty() { used.map(|w| regex::escape(w)).collect() } else { own.to_vec() };
            if words.is_empty() { String::new() } else { plain(&format!(r"\b(?:{})\b", words.join("|"))) }
        };
        let set = |all: Vec<String>| RegexSet::new(all).map_err(|e| error(e.to_string()));
        let cues = set(file.pattern.iter().map(|row| cue(&row.matches, &row.cues)).collect())?;
        let anchor_cues = set(file.anchor.iter().map(|row| cue(&row.matches, &[])).collect())?;
        let anchors = file.anchor.iter().map(|a| compile(&a.matches, "anchor")).collect::<Result<_, _>>()?;
        let mut patterns = Vec::new();
        for row in &file.pattern {
            let own = row.matches.contains("{provision}");
            if !own && row.provision.is_empty() {
                return Err(error(format!("{}: it has no {{provision}} and doesn't say where it is", row.name)));
            }
            patterns.push(Pattern {
                regex: compile(&row.matches, &row.name)?,
                previous: row.previous.as_deref().map(|p| compile(p, &row.name)).transpose()?,
                not: row.not.as_deref().map(|p| compile(p, &row.name)).transpose()?,
                roles: row.roles.clone().into_iter().collect(),
                first: row.first.as_ref().map(|f| (f.kind.clone(), f.role.clone())),
                provision: row.provision.clone(),
                own,
                below: row.below.clone(),
                not_below: row.not_below.clone(),
                examples: row.example.clone(),
                name: row.name.clone(),
            });
        }
        Ok(Self { all: patterns, anchors, cues, anchor_cues })
    }

    /// Whether a sentence has a word of any pattern, or without a name of any anchor.
    pub(super) fn says(&self, sentence: &str, has_names: bool) -> bool {
        has_names && self.cues.is_match(sentence)
            || self.anchor_cues.is_match(sentence)
            || sentence.starts_with("Among")
    }

    /// The patterns that a sentence may match.
    pub(super) fn tried(&self, sentence: &str) -> impl Iterator<Item = &Pattern> {
        let hits = self.cues.matches(sentence);
        self.all.iter().enumerate().filter(move |(i, _)| hits.matched(*i)).map(|(_, p)| p)
    }

    /// The anchors that a sentence may be.
    pub(super) fn anchors(&self, sentence: &str) -> impl Iterator<Item = &Regex> {
        let hits = self.anchor_cues.matches(sentence);
        self.anchors.iter().enumerate().filter(move |(i, _)| hits.matched(*i)).map(|(_, a)| a)
    }

    /// Every role that a pattern gives.
    pub(super) fn roles(&self) -> impl Iterator<Item = &str> {
        self.all.iter().flat_map(|p| p.roles.iter().chain(&p.first).map(|(_, role)| role.as_str()))
    }

    /// Every example: a pattern's name, the text, what it says.
    pub(super) fn examples(&self) -> impl Iterator<Item = (&str, &str, &[(String, String, String)])> {
        self.all
            .iter()
            .flat_map(|p| p.examples.iter().map(|e| (p.name.as_str(), e.text.as_str(), e.invokes.as_slice())))
    }
}

/// Words are those of English, so that the fast engine can tell their ends in any text.
fn plain(pattern: &str) -> String {
    pattern.replace(r"\b", r"(?-u:\b)")
}

#[cfg(test)]
mod tests {
    use super::Patterns;

    #[test]
    fn a_mistake_is_told_with_its_pattern() {
        let row = |m: &str| format!("anchor = []\n[words]\n[[pattern]]\nname = \"x\"\nmatch = '{m}'\n");
        let said = |m: &str| Patterns::parse(&row(m)).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(said("{agent} {w:none} {provision}").contains("x: there are no words {w:none}"));
        assert!(said("{agent} went").contains("doesn't say where"));
        assert!(said("{agent} ( {provision}").contains("x: "));
    }
}
