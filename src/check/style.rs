//! House styles of citation: what the rules PC401 and on hold a document against. A style is data (`grammar/style/`).

use regex::Regex;
use serde::Deserialize;

use super::cited::Cited;
use super::{Finding, Fix, Rule, Subject};
use crate::provision::is_below;
use crate::text::Span;

/// A house style: how it writes citations.
#[derive(Clone, Debug)]
pub struct Style {
    /// Its name.
    pub name: String,
    rules: Vec<Written>,
}

/// One of its rules.
#[derive(Clone, Debug)]
struct Written {
    code: String,
    below: String,
    forms: Vec<String>,
    unless: Option<Regex>,
    find: Regex,
    replace: String,
    message: String,
    examples: Vec<StyleExample>,
}

/// A text, and what it becomes; the same where nothing is to be changed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StyleExample {
    /// The text.
    pub text: String,
    /// What this rule makes of it.
    #[serde(default)]
    pub becomes: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<Row>,
    /// How citations are written: [`crate::style`] reads these.
    #[serde(default, rename = "levels")]
    _levels: Option<toml::Value>,
    #[serde(default, rename = "spelled")]
    _spelled: Option<toml::Value>,
    #[serde(default, rename = "months")]
    _months: Option<toml::Value>,
    #[serde(default, rename = "citation")]
    _citations: Option<toml::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: String,
    below: String,
    #[serde(default)]
    forms: Vec<String>,
    #[serde(default)]
    unless: Option<String>,
    find: String,
    replace: String,
    message: String,
    #[serde(default)]
    examples: Vec<StyleExample>,
}

/// Why a style can't be used.
#[derive(Debug, thiserror::Error)]
#[error("style {name}: {reason}")]
pub struct StyleError {
    name: String,
    reason: String,
}

const BUILTIN: [(&str, &str); 3] = [
    ("bluebook", include_str!("../../grammar/style/bluebook.toml")),
    ("gpo", include_str!("../../grammar/style/gpo.toml")),
    ("un", include_str!("../../grammar/style/un.toml")),
];

impl Style {
    /// The names of the styles that are built in.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILTIN.iter().map(|(name, _)| *name)
    }

    /// A style that is built in.
    ///
    /// # Errors
    ///
    /// When there is none of this name.
    pub fn builtin(name: &str) -> Result<Self, StyleError> {
        let found = BUILTIN.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
        let names = || Self::names().collect::<Vec<_>>().join(", ");
        let none = || StyleError { name: name.to_owned(), reason: format!("there is none; there are {}", names()) };
        found.ok_or_else(none).and_then(|(name, toml)| Self::parse(name, toml))
    }

    /// Reads a style from TOML.
    ///
    /// # Errors
    ///
    /// When it isn't TOML of this kind, a code is none of a style's, or an expression can't be compiled.
    pub fn parse(name: &str, toml: &str) -> Result<Self, StyleError> {
        let error = |reason: String| StyleError { name: name.to_owned(), reason };
        let file: File = toml::from_str(toml).map_err(|e| error(e.to_string()))?;
        let mut rules = Vec::new();
        for row in file.rule {
            if !super::RULES.iter().any(|r| r.code == row.code && r.code.starts_with("PC4")) {
                return Err(error(format!("{} is no rule of style", row.code)));
            }
            let compiled = |pattern: &str| Regex::new(pattern).map_err(|e| error(e.to_string()));
            rules.push(Written {
                find: compiled(&row.find)?,
                unless: row.unless.as_deref().map(compiled).transpose()?,
                replace: row.replace.replace("{nbsp}", "\u{a0}"),
                code: row.code,
                below: row.below,
                forms: row.forms,
                message: row.message,
                examples: row.examples,
            });
        }
        Ok(Self { name: name.to_owned(), rules })
    }

    /// Its examples, each with the code of its rule.
    pub fn examples(&self) -> impl Iterator<Item = (&str, &StyleExample)> {
        self.rules.iter().flat_map(|rule| rule.examples.iter().map(|e| (rule.code.as_str(), e)))
    }
}

/// What a document's style has against its citations under one rule.
pub(super) fn report(subject: &Subject<'_>, found: &mut Vec<Finding>, rule: &'static Rule) {
    let Some(style) = subject.style else { return };
    for Cited { mention, id, instrument, .. } in subject.cited() {
        let rules = style.rules.iter().filter(|r| r.code == rule.code && is_below(id.as_str(), &r.below));
        for written in rules.filter(|r| r.forms.is_empty() || r.forms.iter().any(|f| f == mention.form.name())) {
            let words = subject.words(mention);
            let with_behind = || format!("{words}{}", subject.behind(mention, 8));
            if written.unless.as_ref().is_some_and(|unless| unless.is_match(&with_behind())) {
                continue;
            }
            for captures in written.find.captures_iter(words) {
                let Some(whole) = captures.get(0) else { continue };
                let mut text = String::new();
                captures.expand(&written.replace, &mut text);
                if text.contains("{year}") {
                    let facts = subject.resolver.registry().facts(instrument);
                    let Some(year) = facts.and_then(|f| f.date.get(..4)) else { continue };
                    text = text.replace("{year}", year);
                }
                if text == whole.as_str() {
                    continue;
                }
                let span = Span::new(mention.span.start + whole.start(), mention.span.start + whole.end());
                let mut finding = Finding::new(rule, mention.span, format!("{}: “{text}”", written.message))
                    .about(id)
                    .by([format!("style {}", style.name)]);
                finding.fix = Some(Fix { span, text });
                found.push(finding);
            }
        }
    }
}
