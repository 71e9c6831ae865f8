//! Styles as written: the tables of a file in `grammar/style/` that say how citations look.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::filters::FILTERS;
use super::template::Template;

/// How a house writes citations.
#[derive(Clone, Debug)]
pub struct CitationStyle {
    /// Its name.
    pub name: String,
    pub(super) levels: BTreeMap<String, Level>,
    /// Families' words: the value in an id → how it is spelled, by `family.field`.
    pub(super) spelled: BTreeMap<String, BTreeMap<String, String>>,
    /// What the months are called.
    pub(super) months: Vec<String>,
    pub(super) citations: Vec<Written>,
    /// What says the rest.
    pub(super) under: Option<Arc<Self>>,
}

/// How one kind of part is written.
#[derive(Clone, Debug)]
pub(super) struct Level {
    pub(super) one: Template,
    pub(super) many: Template,
}

/// How the citations of a family are written.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub(super) family: String,
    pub(super) below: String,
    pub(super) years: (u32, u32),
    /// An instrument as a whole.
    pub(super) whole: Template,
    /// A part of one.
    pub(super) part: Template,
    pub(super) join: String,
    pub(super) levels: BTreeMap<String, Level>,
    examples: Vec<CitationExample>,
}

/// An id, and how it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CitationExample {
    /// The id.
    pub id: String,
    /// The last of a range.
    #[serde(default)]
    pub until: Option<String>,
    /// How it is written.
    pub text: String,
    /// Why the words alone don't lead back to the id, where they don't.
    #[serde(default)]
    pub one_way: Option<String>,
}

/// Why a style can't be used.
#[derive(Debug, thiserror::Error)]
#[error("style {name}: {reason}")]
pub struct CitationStyleError {
    name: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// What the checker reads.
    #[serde(default, rename = "rule")]
    _rules: Option<toml::Value>,
    #[serde(default)]
    levels: BTreeMap<String, Spelled>,
    #[serde(default)]
    spelled: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    months: Vec<String>,
    #[serde(default)]
    citation: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Spelled {
    Same(String),
    Counted { one: String, many: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Row {
    family: String,
    #[serde(default)]
    below: String,
    #[serde(default)]
    from: Option<u32>,
    #[serde(default)]
    until: Option<u32>,
    write: String,
    #[serde(default)]
    part: Option<String>,
    #[serde(default)]
    join: Option<String>,
    #[serde(default)]
    levels: BTreeMap<String, Spelled>,
    #[serde(default)]
    examples: Vec<CitationExample>,
}

/// The name of the style that stands under all others.
pub const PLAIN: &str = "plain";

const BUILTIN: [(&str, &str); 7] = [
    (PLAIN, include_str!("../../grammar/style/plain.toml")),
    ("bluebook", include_str!("../../grammar/style/bluebook.toml")),
    ("oscola", include_str!("../../grammar/style/oscola.toml")),
    ("mcgill", include_str!("../../grammar/style/mcgill.toml")),
    ("aglc", include_str!("../../grammar/style/aglc.toml")),
    ("gpo", include_str!("../../grammar/style/gpo.toml")),
    ("un", include_str!("../../grammar/style/un.toml")),
];

impl CitationStyle {
    /// The names of the styles that are built in, the plain one first.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILTIN.iter().map(|(name, _)| *name)
    }

    /// The plain style, under all others.
    ///
    /// # Errors
    ///
    /// When its file is wrong.
    pub fn plain() -> Result<Self, CitationStyleError> {
        Self::read(BUILTIN[0].0, BUILTIN[0].1, None)
    }

    /// A style that is built in.
    ///
    /// # Errors
    ///
    /// When there is none of this name.
    pub fn builtin(name: &str) -> Result<Self, CitationStyleError> {
        let found = BUILTIN.iter().find(|(n, _)| n.eq_ignore_ascii_case(name));
        let names = || Self::names().collect::<Vec<_>>().join(", ");
        let none =
            || CitationStyleError { name: name.to_owned(), reason: format!("there is none; there are {}", names()) };
        match found {
            Some((name, _)) if *name == PLAIN => Self::plain(),
            Some((name, toml)) => Self::parse(name, toml),
            None => Err(none()),
        }
    }

    /// Reads a style from TOML; what it doesn't say is the plain one's.
    ///
    /// # Errors
    ///
    /// When it isn't TOML of this kind, or a template can't be read.
    pub fn parse(name: &str, toml: &str) -> Result<Self, CitationStyleError> {
        Self::read(name, toml, Some(Arc::new(Self::plain()?)))
    }

    fn read(name: &str, toml: &str, under: Option<Arc<Self>>) -> Result<Self, CitationStyleError> {
        let error = |reason: String| CitationStyleError { name: name.to_owned(), reason };
        let file: File = toml::from_str(toml).map_err(|e| error(e.to_string()))?;
        let mut citations = Vec::new();
        for row in file.citation {
            let part = row.part.unwrap_or_else(|| format!("{}, {{below}}", row.write));
            citations.push(Written {
                whole: template(&row.write).map_err(error)?,
                part: template(&part).map_err(error)?,
                levels: levels(row.levels).map_err(error)?,
                family: row.family,
                below: row.below,
                years: (row.from.unwrap_or(0), row.until.unwrap_or(u32::MAX)),
                join: row.join.unwrap_or_else(|| ", ".to_owned()),
                examples: row.examples,
            });
        }
        let levels = levels(file.levels).map_err(error)?;
        let months = match &under {
            Some(under) if file.months.is_empty() => under.months.clone(),
            _ => file.months,
        };
        Ok(Self { name: name.to_owned(), levels, spelled: file.spelled, months, citations, under })
    }

    /// Its examples, each with its family.
    pub fn examples(&self) -> impl Iterator<Item = (&str, &CitationExample)> {
        self.citations.iter().flat_map(|written| written.examples.iter().map(|e| (written.family.as_str(), e)))
    }
}

fn levels(rows: BTreeMap<String, Spelled>) -> Result<BTreeMap<String, Level>, String> {
    let read = |(level, spelled)| {
        let (one, many) = match spelled {
            Spelled::Same(one) => (one.clone(), one),
            Spelled::Counted { one, many } => (one, many),
        };
        Ok((level, Level { one: template(&one)?, many: template(&many)? }))
    };
    rows.into_iter().map(read).collect()
}

fn template(source: &str) -> Result<Template, String> {
    for named in source.split('{').skip(1).filter_map(|rest| rest.split('}').next()?.split_once(':')) {
        if !FILTERS.contains(&named.1) {
            return Err(format!("“{source}”: there is no “:{}”; there are {}", named.1, FILTERS.join(", ")));
        }
    }
    Template::parse(source)
}
