//! The grammar: what instruments there are and how people write them, as data.
//!
//! `grammar/**/*.toml` holds one instrument family a file; this module reads them into a checked [`Grammar`].
//! Nothing here recognises text (that is `parse/`), and nothing in Rust names an instrument: a further
//! jurisdiction is a further file. The format is taught in `grammar/README.md`.

mod builtin;
mod error;
mod example;
mod file;
mod load;
mod pattern;

pub use error::GrammarError;
pub use example::Example;
pub use load::GrammarSource;
pub use pattern::{Pattern, Piece, Template};

/// Index of a family in [`Grammar::families`].
pub type FamilyId = u16;
/// Index of a level in [`Grammar::levels`].
pub type LevelId = u8;
/// Index of a field in [`Family::fields`].
pub type FieldId = u8;

/// Every family, level and ladder, checked against each other.
#[derive(Debug, Default)]
pub struct Grammar {
    /// Instrument families, in the order of their files.
    pub families: Vec<Family>,
    /// The levels at which a provision is named.
    pub levels: Vec<Level>,
    /// Ladders: from broad to narrow, the levels of a kind of instrument.
    pub ladders: Vec<Ladder>,
    /// How texts point back.
    pub reference: Reference,
    /// A hash of every file read, in hexadecimal.
    pub hash: String,
}

/// A level: `section`, `paragraph`, `article` …
#[derive(Debug)]
pub struct Level {
    /// The level's name, USLM's where it has one.
    pub name: String,
    /// Words for one such unit.
    pub words: Vec<String>,
    /// Words for several.
    pub plural: Vec<String>,
    /// Words that stand only beside the instrument: `s 1`.
    pub behind: Vec<String>,
    /// What its numbers look like.
    pub number: LevelNumber,
    /// Whether the word is too common to be a citation on its own.
    pub weak: bool,
}

/// The shape of a level's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevelNumber {
    /// `104`, `1028A`, `510.201`.
    Digits,
    /// `(a)`, `(1)(F)`.
    Marks,
    /// Digits or marks.
    Mixed,
    /// A capital letter: `A`, `B-1`.
    Letter,
    /// Digits, a roman numeral or a letter.
    Any,
}

/// An ordered set of levels with the letters each has in an id.
#[derive(Debug)]
pub struct Ladder {
    /// The ladder's name in the grammar.
    pub name: String,
    /// The ladder's levels, broad to narrow.
    pub rungs: Vec<Rung>,
}

/// One level of a ladder.
#[derive(Debug)]
pub struct Rung {
    /// The level.
    pub level: LevelId,
    /// Letters before its number in an id.
    pub prefix: String,
    /// Whether a roman numeral is written in digits in an id.
    pub arabic: bool,
    /// Whether it is another name for the level before it: what some call a subsection of a rule and most a paragraph.
    pub same: bool,
}

impl Ladder {
    /// Where a level stands on this ladder: 0 is the broadest.
    #[must_use]
    pub fn rank(&self, level: LevelId) -> Option<usize> {
        let at = self.rungs.iter().position(|r| r.level == level)?;
        Some(at - self.rungs[..=at].iter().filter(|r| r.same).count())
    }

    /// Whether marks, `(a)`, can stand directly below a level.
    #[must_use]
    pub fn has_marks_below(&self, level: LevelId) -> bool {
        let at = self.rungs.iter().position(|r| r.level == level);
        at.and_then(|at| self.rungs.get(at + 1)).is_none_or(|r| r.prefix.is_empty())
    }

    /// The rung of a level.
    #[must_use]
    pub fn rung(&self, level: LevelId) -> Option<&Rung> {
        self.rungs.iter().find(|r| r.level == level)
    }
}

/// One instrument family.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file, set or not")]
pub struct Family {
    /// The family's key, unique.
    pub key: String,
    /// What it is, for people.
    pub name: String,
    /// Which file it came from.
    pub file: String,
    /// Id template of the instrument.
    pub id: Template,
    /// Index into [`Grammar::ladders`].
    pub ladder: usize,
    /// Official page of the instrument.
    pub link: Option<String>,
    /// Official page of one of its sections.
    pub section_link: Option<String>,
    /// What a text calls one afterwards.
    pub nouns: Vec<String>,
    /// Prefixes of the registry's ids that belong to this family.
    pub id_prefixes: Vec<String>,
    /// Whether a well-formed name that the registry doesn't know makes an id.
    pub names_built: bool,
    /// Whether it is legislation: what `that statute` can mean.
    pub enacted: bool,
    /// Whether its sections are numbered anew in every part, so that `section 2` alone names none of them.
    pub sections_within_parts: bool,
    /// Whether its nouns name the part that was cited (`that regulation`: the section), not the whole.
    pub nouns_of_parts: bool,
    /// What may not stand before its forms: `U.`, in `488 U. S. 1033`.
    pub not_after: Vec<String>,
    /// Whether `8 (a)` is written with a space.
    pub spaced_pins: bool,
    /// Word lists.
    pub words: Vec<WordList>,
    /// Fields.
    pub fields: Vec<Field>,
    /// Ways of writing the instrument.
    pub forms: Vec<Form>,
    /// How a document says that it is one.
    pub own: Vec<Own>,
    /// Examples and counter-examples.
    pub examples: Vec<Example>,
}

impl Family {
    /// The words before whose occurrence a name of this family is looked up in the registry.
    #[must_use]
    pub fn name_words(&self) -> Option<&WordList> {
        self.words.iter().find(|w| w.name == "name-word")
    }
}

/// A list of spellings.
#[derive(Debug)]
pub struct WordList {
    /// The list's name in the file.
    pub name: String,
    /// Spelling and, where the list gives one, the value it stands for; the longest first.
    pub spellings: Vec<(String, Option<String>)>,
    /// Whether case matters.
    pub exact: bool,
}

/// A field: a number or word with a shape, kept for the id.
#[derive(Debug)]
pub struct Field {
    /// The field's name.
    pub name: String,
    /// What it looks like.
    pub shape: Shape,
    /// Smallest value, for numbers.
    pub from: u64,
    /// Largest value, for numbers.
    pub to: u64,
    /// The level it names, when it is a part of the instrument.
    pub level: Option<LevelId>,
    /// Letters before its value where it is a path component without a level.
    pub path: Option<String>,
    /// A character that has to be in it.
    pub contains: Option<String>,
    /// A character that may not be in it.
    pub lacks: Option<String>,
    /// Where the value comes from when the text leaves it out.
    pub missing: Option<String>,
    /// The field whose value it is, where it only has other bounds.
    pub target: Option<FieldId>,
}

impl Field {
    /// Whether an id can be made without a value for it.
    #[must_use]
    pub fn shape_is_optional(&self) -> bool {
        matches!(self.shape, Shape::Words)
    }
}

/// What a field looks like.
#[derive(Clone, Debug)]
pub enum Shape {
    /// `13722`, `13,722`.
    Integer,
    /// A page: `14943`, `14,943`, `1501a`.
    Page,
    /// A section number with what may follow it: `1028A(a)(1)`.
    Designator,
    /// `XIV` or `14`.
    Roman,
    /// `A`.
    Letter,
    /// `114th`, `114`.
    Ordinal,
    /// `Fourteenth`, `14th`.
    OrdinalWord,
    /// `2016`.
    Year,
    /// `87`, for 1987.
    ShortYear,
    /// `July 25, 1947`.
    Date,
    /// One of the word list of the same name.
    Words,
    /// A name that the registry knows.
    Name,
    /// A title in quotation marks, by which the registry knows the number.
    Title,
    /// Anything that a regular expression takes.
    Regex(Box<regex::Regex>),
}

/// One way of writing an instrument.
#[derive(Debug)]
pub struct Form {
    /// The pattern.
    pub pattern: Pattern,
    /// The pattern as written, for messages.
    pub source: String,
    /// The word lists and literals whose occurrence makes the pattern worth trying.
    pub anchors: Vec<Anchor>,
    /// How many words may stand before the anchor.
    pub lead: usize,
    /// An id template of its own.
    pub id: Option<Template>,
    /// Whether it cites only in a text of the same family: `Title 5` in the Code.
    pub needs_own: bool,
    /// Whether it cites only together with a part of the instrument: `Article 41 of the Charter`.
    pub needs_unit: bool,
}

/// What has to occur for a form to be tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Any spelling of a word list.
    Words(usize),
    /// A literal.
    Literal(String),
}

/// How a document announces that it is itself an instrument of the family.
#[derive(Debug)]
pub struct Own {
    /// A regular expression whose named groups are the family's fields.
    pub regex: regex::Regex,
    /// An id template of its own.
    pub id: Option<Template>,
    /// Within how many bytes of the document's beginning.
    pub within: usize,
}

/// How texts point back to what they have named.
#[derive(Debug, Default)]
pub struct Reference {
    /// Determiners and how each looks for its antecedent.
    pub determiners: Vec<(String, Determiner)>,
    /// Nouns of no family: `provision`, `statute`.
    pub nouns: Vec<(String, Vec<String>)>,
    /// Nouns too common to refer with `the` and a small letter.
    pub common: Vec<String>,
    /// Determiners that refer back before a number.
    pub numbered: Vec<String>,
    /// Words that follow a noun which is described, not referred to.
    pub described: Vec<String>,
    /// Words that speak of other laws than those cited, so that a later `the statute` may mean one of them.
    pub elsewhere: Vec<String>,
    /// Words for what a number counts, which make it no citation.
    pub counted: Vec<String>,
    /// `thereof`, `thereunder`.
    pub thereof: Vec<String>,
    /// `Id.`, `Ibid.`.
    pub id: Vec<String>,
    /// Words that show that a bill is spoken of.
    pub bill_cues: Vec<String>,
    /// Words that make a citation the frame of an amendment.
    pub amending: Vec<String>,
    /// Verbs before a citation that do the same: `amends 21 CFR part 1308`.
    pub amending_before: Vec<String>,
    /// Words with which an instruction begins that goes on in a section: `In § 180.650`.
    pub amending_starts: Vec<String>,
}

/// How a determiner looks for its antecedent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Determiner {
    /// `this`: the text's own instrument, or the one it quotes.
    Own,
    /// `that`, `such`: what is closest.
    Near,
    /// `the new`: what is latest by date.
    Newest,
    /// `the`: a term that the document gave, else what is closest.
    Defined,
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

    /// The family to which an id belongs: the one whose template or id prefix begins it, the longest first.
    #[must_use]
    pub fn family_of(&self, id: &str) -> Option<FamilyId> {
        let fits = |f: &Family| {
            let prefixes = f.id_prefixes.iter().map(String::as_str);
            prefixes.filter(|p| id.starts_with(p)).map(str::len).max()
        };
        let best = self.families.iter().enumerate().filter_map(|(i, f)| Some((fits(f)?, i)));
        best.max_by_key(|(len, i)| (*len, usize::MAX - i)).and_then(|(_, i)| FamilyId::try_from(i).ok())
    }
}
