//! Instrument families: what a grammar file says of one, checked.

use super::{Example, Expression, Kind, LevelId, Pattern, Piece, Template};
use crate::text::Head;

/// Index of a field in [`Family::fields`].
pub type FieldId = u8;

/// One instrument family.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file, set or not")]
pub struct Family {
    /// The family's key, unique.
    pub key: String,
    /// What it is, for people.
    pub name: String,
    /// What kind of instrument it is.
    pub kind: Kind,
    /// Which file it came from.
    pub file: String,
    /// Id template of the instrument.
    pub id: Template,
    /// Index into [`super::Grammar::ladders`].
    pub ladder: usize,
    /// Official page of the instrument.
    pub link: Option<String>,
    /// Official page of one of its sections.
    pub section_link: Option<String>,
    /// Where the official text of one of its sections is had, and that of the instrument, in a format that can be imported.
    pub text_links: [Option<String>; 2],
    /// What a text calls one afterwards.
    pub nouns: Vec<String>,
    /// The level that each of these nouns names, where it isn't the instrument: `that regulation`, a section of the code.
    pub noun_levels: Vec<Option<LevelId>>,
    /// Whether its nouns count only as they are written: `the act` isn't an Act.
    pub nouns_exact: bool,
    /// The level whose number is the instrument's own: `title 18` of a code.
    pub instrument_level: Option<LevelId>,
    /// How its parts are numbered.
    pub numbering: Numbering,
    /// The field that counts a legislature's sessions, and how they are counted.
    pub session: Option<Session>,
    /// Whether a text that is built like a law, and doesn't say which, is taken for one of this family.
    pub law_like: bool,
    /// Prefixes of the registry's ids that belong to this family.
    pub id_prefixes: Vec<String>,
    /// Last words of names, of which a well-formed one that the registry doesn't know makes an id; empty where none does.
    pub name_endings: Vec<String>,
    /// Whether there are such.
    pub names_built: bool,
    /// Whether it is legislation: what `that statute` can mean.
    pub enacted: bool,
    /// Headings, alone on their lines, from which on a document of the family holds notes on it, not its own words.
    pub notes: Vec<String>,
    /// Whether its sections are numbered anew in every part, so that `section 2` alone names none of them.
    pub sections_within_parts: bool,
    /// Whether its nouns name the part that was cited (`that regulation`: the section), not the whole: whether any has a
    /// level in [`Family::noun_levels`].
    pub nouns_of_parts: bool,
    /// What may not stand before its forms: `U.`, in `488 U. S. 1033`.
    pub not_after: Vec<String>,
    /// Whose its instruments are, and which words beside a name say whose it is; none where no word is asked.
    pub owned: Option<super::Owned>,
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
    /// Whether a field can have a value, where its values are words.
    #[must_use]
    pub fn spells(&self, field: &str, value: &str) -> bool {
        let list = self.words.iter().find(|w| w.name == field && w.spellings.iter().all(|(_, v)| v.is_some()));
        value.is_empty() || list.is_none_or(|w| w.spellings.iter().any(|(_, v)| v.as_deref() == Some(value)))
    }

    /// The words before whose occurrence a name of this family is looked up in the registry.
    #[must_use]
    pub fn name_words(&self) -> Option<&WordList> {
        self.words.iter().find(|w| w.name == "name-word")
    }

    /// Whether it is a code: law compiled by subject, a whole title of which is no statute.
    #[must_use]
    pub fn is_code(&self) -> bool {
        self.kind == Kind::Code
    }

    /// Whether it is an Act: what `the Act` can mean.
    #[must_use]
    pub fn is_act(&self) -> bool {
        self.kind == Kind::Act
    }

    /// Whether it is of what lies before a legislature, and is counted by its sessions.
    #[must_use]
    pub fn is_bill(&self) -> bool {
        self.kind == Kind::Bill
    }

    /// Whether it is of pages or reports, which hold no provisions.
    #[must_use]
    pub fn is_page(&self) -> bool {
        self.kind.is_page()
    }

    /// Whether its instruments have a number of their own, beside whatever name: an Act or a bill that a name can stand
    /// beside (`the X Act (Public Law 113-39)`), not one known by name alone, nor a title of a code.
    #[must_use]
    pub fn is_numbered(&self) -> bool {
        let named =
            |piece: &Piece| matches!(piece, Piece::Field(f) if matches!(self.fields[*f as usize].shape, Shape::Name));
        self.instrument_level.is_none()
            && self.id.0.iter().any(|piece| matches!(piece, Piece::Field(_)))
            && !self.id.0.iter().any(named)
    }

    /// How many components the id of an instrument has: two in `/us/cfr/t31` beside the country.
    #[must_use]
    pub fn instrument_depth(&self) -> usize {
        self.id.depth()
    }

    /// Whether it has one instrument only, as a state's code numbered throughout: its ids have no field.
    #[must_use]
    pub fn is_one_instrument(&self) -> bool {
        !self.id.0.iter().any(|piece| matches!(piece, Piece::Field(_)))
    }

    /// Whose law it is, by how its ids begin: `us`, or `us/dc` where a state's codes and laws have a name of their own below.
    #[must_use]
    pub fn place(&self) -> &str {
        let prefix = self.id.prefix().trim_start_matches('/');
        let mut names = prefix.split('/');
        let (country, state) = (names.next().unwrap_or(""), names.next().unwrap_or(""));
        let below = names.next().is_some_and(|name| !name.is_empty());
        &prefix[..if below && state.len() == 2 { country.len() + 1 + state.len() } else { country.len() }]
    }

    /// Which country's or union's law it is, by how its ids begin; none for treaties and what no one country makes.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        self.place().split('/').next().filter(|country| country.len() == 2)
    }

    /// Whether a dash in a section's number is part of it (`38-2602`), never the dash of a range.
    #[must_use]
    pub fn dash_is_number(&self) -> bool {
        self.numbering.dash == Dash::Number
    }

    /// The level that one of its nouns names: a section for `that regulation`, none where it is the instrument.
    #[must_use]
    pub fn noun_level(&self, noun: &str) -> Option<LevelId> {
        let exact = self.nouns.iter().position(|n| n == noun);
        let at = exact.or_else(|| self.nouns.iter().position(|n| n.eq_ignore_ascii_case(noun)))?;
        self.noun_levels.get(at).copied().flatten()
    }
}

/// How the parts of a family's instruments are numbered.
#[derive(Clone, Debug, Default)]
pub struct Numbering {
    /// What a dash in a number means.
    pub dash: Dash,
    /// What stands directly below a section; empty where anything may.
    pub first_marks: Vec<MarkKind>,
    /// Levels with the highest number that there is of each.
    pub highest: Vec<(LevelId, u64)>,
    /// Whether a unit below the section may be numbered from the section on: `paragraph 4(1)(a)`, as in the Commonwealth.
    pub units_from_section: bool,
}

/// What a dash in a section's number means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dash {
    /// The dash of a range, unless the number is known: `1701-1708`, `78dd-1`.
    #[default]
    Range,
    /// Part of the number: `38-2602`.
    Number,
}

/// What a mark is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// `a`, `aa`; `i` and `v` too.
    Lower,
    /// `1`, `12`.
    Digits,
    /// `A`, `AA`.
    Capital,
    /// `ii`, `iv`, `XI`: more than one letter.
    Roman,
}

/// A legislature's sessions, which a field counts: the Congress of a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The field.
    pub field: FieldId,
    /// The year in which the first began.
    pub first_year: u32,
    /// How many years each has.
    pub years: u32,
    /// The day of the year on which one begins, `01-03`; the days before belong to the one before.
    pub opens: String,
    /// What a session is called behind its number: `the 114th Congress`.
    pub words: Vec<String>,
}

impl Session {
    /// The session of a day, `2016-02-18`, or of a year.
    #[must_use]
    pub fn on(&self, date: &str) -> Option<u32> {
        let year: u32 = date.get(..4)?.parse().ok()?;
        let early = date.get(5..).is_some_and(|day| day.len() == self.opens.len() && *day < *self.opens);
        let year = if early { year - 1 } else { year };
        (year >= self.first_year).then(|| (year - self.first_year) / self.years.max(1) + 1)
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
    /// How each begins.
    heads: Vec<Head>,
}

impl WordList {
    pub(super) fn new(name: String, spellings: Vec<(String, Option<String>)>, exact: bool) -> Self {
        let heads = spellings.iter().map(|(spelling, _)| Head::of(spelling.as_bytes())).collect();
        Self { name, spellings, exact, heads }
    }

    /// The spellings that may begin a text, by their first letters, with their numbers.
    pub(crate) fn that_may_begin(&self, text: &str) -> impl Iterator<Item = (usize, &str)> {
        let head = Head::of(text.as_bytes());
        let fitting = self.heads.iter().enumerate().filter(move |(_, spelling)| spelling.fits(head));
        fitting.map(|(n, _)| (n, self.spellings[n].0.as_str()))
    }
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
    /// Whether it is the year in which the instrument was made.
    pub dated: bool,
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
    Regex(Box<Expression>),
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
    pub regex: Expression,
    /// An id template of its own.
    pub id: Option<Template>,
    /// Within how many bytes of the document's beginning.
    pub within: usize,
    /// Whether it only says that the document is such an instrument, not which.
    pub unnamed: bool,
    /// Whether the document only explains the instrument, and speaks of others beside it.
    pub commentary: bool,
}

#[cfg(test)]
mod tests {
    use super::Session;

    #[test]
    fn a_session_begins_on_its_day() {
        let congress = Session { field: 0, first_year: 1789, years: 2, opens: "01-03".to_owned(), words: Vec::new() };
        for (date, number) in
            [("2016-02-18", 114), ("2017-01-02", 114), ("2017-01-03", 115), ("1789-05-01", 1), ("1986", 99)]
        {
            assert_eq!(congress.on(date), Some(number), "{date}");
        }
        assert_eq!(congress.on("1788-12-31"), None);
        assert_eq!(congress.on(""), None);
    }
}
