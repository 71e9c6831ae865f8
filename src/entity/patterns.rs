//! The patterns of roles, as `grammar/entity/roles.toml` writes them, compiled.
//!
//! A sentence is tagged first: a name or a list of names becomes `\u{1}e3\u{2}`, a citation `\u{1}p2\u{2}`. `{agent}` and
//! `{object}` stand for the first, `{provision}` for the second.

use std::collections::BTreeMap;

use regex::Regex;
use serde::Deserialize;

use super::EntityError;
use crate::provision::{ProvisionId, is_below};

const FILE: &str = "grammar/entity/roles.toml";
/// Words of one clause.
const GAP: &str = r"[^;]{0,160}?";
/// A few words in small letters.
const FEW: &str = r"(?:,? [a-z][\w-]*){0,6}";
/// Words of one clause without a citation in between.
const NEAR: &str = "(?:[^;\u{1}]|\u{1}e\\d+\u{2}){0,160}?";
/// Where a clause begins, with up to three words before its first name.
const LEAD: &str = r"(?:^|[:;,—–(“][ ]?|\b(?:that|but|and|while|when|as|because|where|which|after|if) )(?:(?:[A-Z][\w.’'-]*|the|its|a|an|[a-z]+ly|then|also|so) ){0,3}";

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
    pub patterns: Vec<Pattern>,
    pub anchors: Vec<Regex>,
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
            Regex::new(&whole).map_err(|e| error(format!("{name}: {e}")))
        };
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
        Ok(Self { patterns, anchors })
    }

    /// Every example: a pattern's name, the text, what it says.
    pub(super) fn examples(&self) -> impl Iterator<Item = (&str, &str, &[(String, String, String)])> {
        self.patterns
            .iter()
            .flat_map(|p| p.examples.iter().map(|e| (p.name.as_str(), e.text.as_str(), e.invokes.as_slice())))
    }
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
