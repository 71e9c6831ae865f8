//! The grammar: what instruments there are and how people write them, as data.
//!
//! `grammar/**/*.toml` holds one instrument family a file; this module reads them into a checked [`Grammar`].
//! Nothing here recognises text (that is `parse/`), and nothing in Rust names an instrument: a further
//! jurisdiction is a further file. The format is taught in `grammar/README.md`.

mod builtin;
mod error;
mod example;
mod expression;
mod family;
mod file;
mod form;
mod kind;
mod level;
mod load;
mod owners;
mod pattern;
mod place;
mod prefixes;
mod quoting;
mod reach;
mod reference;
mod words;

pub use error::GrammarError;
pub use example::Example;
pub use expression::Expression;
pub use family::{Anchor, Dash, Family, Field, FieldId, Form, MarkKind, Numbering, Own, Session, Shape, WordList};
pub(crate) use form::Instrument;
pub use form::{Fault, IllFormed};
pub use kind::Kind;
pub use level::{Ladder, Level, LevelId, LevelNumber, Roles, Rung};
pub use load::GrammarSource;
pub use owners::{Owned, Owners};
pub use pattern::{Pattern, Piece, Template};
pub use place::{Component, DAY, Filled};
pub use quoting::{Quoting, phrase_at};
pub use reach::Reach;
pub use reference::{Determiner, Reference};
pub use words::Words;

use prefixes::Prefixes;

/// Index of a family in [`Grammar::families`].
pub type FamilyId = u16;

/// Every family, level and ladder, checked against each other.
#[derive(Debug, Default)]
pub struct Grammar {
    /// Instrument families, in the order of their files.
    pub families: Vec<Family>,
    /// The levels at which a provision is named.
    pub levels: Vec<Level>,
    /// Ladders: from broad to narrow, the levels of a kind of instrument.
    pub ladders: Vec<Ladder>,
    /// The levels that have a part to play whatever the instrument.
    pub roles: Roles,
    /// How texts point back.
    pub reference: Reference,
    /// The words of the language that texts are written in.
    pub words: std::sync::Arc<Words>,
    /// How far the resolver looks.
    pub reach: Reach,
    /// Owners of instruments.
    pub owners: Owners,
    /// A hash of every file read, in hexadecimal.
    pub hash: String,
    /// The family for which a text is taken that is built like a law and doesn't say which.
    law_like: Option<FamilyId>,
    /// The families by how their ids begin.
    id_prefixes: Prefixes,
    /// Of each family, whether no form has a template of its own that reaches deeper than the family's.
    own_is_deepest: Vec<bool>,
}

impl Grammar {
    /// The grammar that is compiled in.
    ///
    /// # Errors
    ///
    /// When a built-in file is wrong, which the tests rule out.
    pub fn builtin() -> Result<Self, GrammarError> {
        Self::load(&builtin::sources())
    }

    /// The built-in grammar and the files of a folder, which may add families or replace one by its key.
    ///
    /// # Errors
    ///
    /// The first mistake found, with file, line and what was expected.
    pub fn with_folder(folder: &std::path::Path) -> Result<Self, GrammarError> {
        let mut sources = builtin::sources();
        sources.extend(GrammarSource::read_folder(folder)?);
        Self::load(&sources)
    }

    /// The same with what is asked for again and again made ready, once every family is there.
    fn indexed(mut self) -> Self {
        self.law_like = self.families.iter().position(|f| f.law_like).and_then(|i| FamilyId::try_from(i).ok());
        self.id_prefixes = Prefixes::new(&self.families);
        let forms = |f: &Family| f.forms.iter().filter_map(|form| form.id.as_ref()).map(Template::depth).max();
        self.own_is_deepest =
            self.families.iter().map(|f| forms(f).is_none_or(|deepest| deepest <= f.id.depth())).collect();
        self
    }

    /// The family with this key.
    #[must_use]
    pub fn family(&self, key: &str) -> Option<FamilyId> {
        self.families.iter().position(|f| f.key == key).and_then(|i| FamilyId::try_from(i).ok())
    }

    /// The level with this name.
    #[must_use]
    pub fn level(&self, name: &str) -> Option<LevelId> {
        self.levels.iter().position(|l| l.name == name).and_then(|i| LevelId::try_from(i).ok())
    }

    /// The ladder of a family.
    #[must_use]
    pub fn ladder(&self, family: FamilyId) -> &Ladder {
        &self.ladders[self.families[family as usize].ladder]
    }

    /// Whether a family's instruments have sections, whatever letters these have in an id.
    #[must_use]
    pub fn has_sections(&self, family: FamilyId) -> bool {
        self.roles.section.is_some_and(|section| self.ladder(family).has(section))
    }

    /// The family for which a text is taken that is built like a law and doesn't say which.
    #[must_use]
    pub fn law_like(&self) -> Option<FamilyId> {
        self.law_like
    }

    /// The level that a unit's number names in an instrument of a family: what the unit's word says, unless the number's
    /// shape says otherwise. `bracketed` is whether it is a mark.
    ///
    /// * `40 C.F.R. § 122` is a part: where sections have a sign in their number, what lacks it is of the level whose numbers
    ///   lack it.
    /// * `paragraph 4(1)(a)` is of section 4 where units below a section are numbered from the section on.
    /// * `section 4` is article 4 of what has articles and no sections.
    ///
    /// None where the instrument has no such level.
    #[must_use]
    pub fn level_written(&self, family: FamilyId, level: LevelId, number: &str, bracketed: bool) -> Option<LevelId> {
        let (spec, ladder) = (&self.families[family as usize], self.ladder(family));
        let section = self.roles.section;
        let below = |s: LevelId| ladder.rank(s).zip(ladder.rank(level)).is_some_and(|(s, l)| s < l);
        if spec.numbering.units_from_section && !bracketed && section.is_some_and(below) {
            return section;
        }
        let mut level = level;
        if Some(level) == section {
            let sign = spec.fields.iter().find(|f| f.level == section).and_then(|f| f.contains.as_deref());
            if let Some(sign) = sign.filter(|sign| *sign != "-" && !number.contains(sign)) {
                let other = spec.fields.iter().find(|f| f.lacks.as_deref() == Some(sign));
                level = other.and_then(|f| f.level).unwrap_or(level);
            }
        }
        if ladder.has(level) {
            return Some(level);
        }
        self.roles.article.filter(|article| Some(level) == section && ladder.has(*article))
    }

    /// The family to which an id belongs: the one whose template or id prefix begins it, the longest first.
    #[must_use]
    pub fn family_of(&self, id: &str) -> Option<FamilyId> {
        self.id_prefixes.longest_of(id)
    }
}
