//! A grammar file as written: what serde reads from the TOML, each key documented in `grammar/README.md`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::grammar::Reference;

/// One `grammar/**/*.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct GrammarFile {
    pub family: Option<Spanned<String>>,
    pub name: Option<String>,
    pub kind: Option<Spanned<String>>,
    pub id: Option<Spanned<String>>,
    pub ladder: Option<Spanned<String>>,
    pub link: Option<String>,
    pub section_link: Option<String>,
    pub text_link: Option<String>,
    pub section_text_link: Option<String>,
    #[serde(default)]
    pub nouns: Option<Spanned<Nouns>>,
    #[serde(default)]
    pub instrument_level: Option<Spanned<String>>,
    #[serde(default)]
    pub numbering: Option<NumberingSpec>,
    #[serde(default)]
    pub session: Option<SessionSpec>,
    #[serde(default)]
    pub law_like: bool,
    #[serde(default)]
    pub names_start_with: Vec<String>,
    #[serde(default)]
    pub names_built: Option<NamesBuilt>,
    #[serde(default)]
    pub notes: Vec<String>,
    #[serde(default)]
    pub enacted: bool,
    #[serde(default)]
    pub sections_within_parts: bool,
    #[serde(default)]
    pub not_after: Vec<String>,
    #[serde(default)]
    pub words: BTreeMap<String, Words>,
    #[serde(default)]
    pub exact: Vec<Spanned<String>>,
    #[serde(default)]
    pub fields: BTreeMap<String, FieldSpec>,
    #[serde(default)]
    pub parts: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub form: Vec<FormSpec>,
    #[serde(default)]
    pub own: Vec<OwnSpec>,
    #[serde(default)]
    pub example: Vec<ExampleSpec>,
    #[serde(default)]
    pub level: Vec<LevelSpec>,
    #[serde(default)]
    pub roles: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub ladders: BTreeMap<String, Spanned<Vec<Vec<String>>>>,
    #[serde(default)]
    pub reference: Option<Reference>,
    #[serde(default)]
    pub owners: Option<super::Owners>,
    #[serde(default)]
    pub owned: Option<super::Owned>,
    pub language: Option<super::words::Words>,
    #[serde(default)]
    pub reach: BTreeMap<String, Spanned<ReachSpec>>,
}

/// One of the resolver's distances, with the text that set it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReachSpec {
    pub bytes: usize,
    pub why: String,
}

/// A list of spellings, or spellings with the value that each stands for.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Words {
    List(Vec<String>),
    Values(BTreeMap<String, String>),
}

/// Whether unknown names make ids: those that end in any of the `name-word`s, or only in these.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum NamesBuilt {
    All(bool),
    Words(Vec<String>),
}

/// What a text calls an instrument afterwards; where a noun names a part of it, with the part's level.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Nouns {
    List(Vec<String>),
    Levels(BTreeMap<String, String>),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct NumberingSpec {
    #[serde(default)]
    pub dash: Option<Spanned<String>>,
    #[serde(default)]
    pub first_marks: Vec<Spanned<String>>,
    #[serde(default)]
    pub highest: BTreeMap<String, Spanned<u64>>,
    #[serde(default)]
    pub units_from_section: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SessionSpec {
    pub field: Spanned<String>,
    pub first_year: u32,
    pub years: u32,
    pub opens: String,
    #[serde(default)]
    pub words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FieldSpec {
    pub shape: Spanned<String>,
    #[serde(default)]
    pub from: Option<u64>,
    #[serde(default)]
    pub to: Option<u64>,
    #[serde(default)]
    pub regex: Option<Spanned<String>>,
    #[serde(default)]
    pub level: Option<Spanned<String>>,
    #[serde(default)]
    pub path: Option<String>,
    #[serde(default)]
    pub contains: Option<String>,
    #[serde(default)]
    pub lacks: Option<String>,
    #[serde(default)]
    pub missing: Option<Spanned<String>>,
    #[serde(default)]
    pub dated: bool,
    #[serde(default, rename = "as")]
    pub target: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormSpec {
    pub pattern: Spanned<String>,
    #[serde(default)]
    pub anchor: Option<Spanned<String>>,
    #[serde(default)]
    pub id: Option<Spanned<String>>,
    #[serde(default, rename = "needs-own")]
    pub needs_own: bool,
    #[serde(default, rename = "needs-unit")]
    pub needs_unit: bool,
}

/// How a document announces that it is itself an instrument of this family.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OwnSpec {
    pub regex: Spanned<String>,
    #[serde(default)]
    pub id: Option<Spanned<String>>,
    #[serde(default = "default_within")]
    pub within: usize,
    #[serde(default)]
    pub unnamed: bool,
    #[serde(default)]
    pub commentary: bool,
}

const fn default_within() -> usize {
    1200
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ExampleSpec {
    pub text: Spanned<String>,
    #[serde(default)]
    pub cites: Vec<Vec<String>>,
    #[serde(default)]
    pub date: Option<String>,
    #[serde(default)]
    pub link: Option<String>,
    #[serde(default)]
    pub text_link: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file, set or not")]
pub(super) struct LevelSpec {
    pub name: Spanned<String>,
    pub words: Vec<String>,
    #[serde(default)]
    pub plural: Vec<String>,
    pub number: Spanned<String>,
    #[serde(default)]
    pub behind: Vec<String>,
    #[serde(default)]
    pub weak: bool,
    #[serde(default)]
    pub may_hold_section: bool,
    #[serde(default)]
    pub stands_alone: bool,
    #[serde(default)]
    pub own_alone: bool,
    #[serde(default)]
    pub before_only: bool,
    #[serde(default)]
    pub annexed: bool,
    #[serde(default)]
    pub unhyphenated: bool,
}
