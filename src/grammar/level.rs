//! Levels at which a provision is named, and the ladders that put them in order.

/// Index of a level in [`super::Grammar::levels`].
pub type LevelId = u8;

/// A level: `section`, `paragraph`, `article` …
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file, set or not")]
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
    /// Whether its number may begin with the section's: `subsection 4(1)` is subsection (1) of section 4.
    pub may_hold_section: bool,
    /// Whether, named alone and weak, it still is of the nearest instrument that has such a level: `Article 41`.
    pub stands_alone: bool,
    /// Whether, named alone in the text of an instrument that has such a level, it is the instrument's own: `Schedule 2`.
    pub own_alone: bool,
    /// Whether it stands before its instrument only: `preambular paragraph 6 of …`.
    pub before_only: bool,
    /// Whether it is annexed to its instrument: `Annex I to`.
    pub annexed: bool,
    /// Whether its numbers have no hyphen of their own, so that one in a plural is a range's: `regs. 3-5`.
    pub unhyphenated: bool,
}

impl Level {
    /// Whether it is counted within the section at hand, as levels with marks are: `subsection (b)`, `clause (ii)`.
    #[must_use]
    pub fn is_relative(&self) -> bool {
        self.number == LevelNumber::Marks
    }
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

/// The levels that have a part to play whatever the instrument, as `[roles]` in `core/levels.toml` names them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Roles {
    /// What `§` and a bare number behind an acronym name.
    pub section: Option<LevelId>,
    /// What takes the section's place where a ladder has none.
    pub article: Option<LevelId>,
    /// What is numbered line by line where a ladder gives it letters: `3.` of a resolution.
    pub paragraph: Option<LevelId>,
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
    /// The level that has to stand above it, because its numbers begin anew in each: a subchapter's chapter.
    pub within: Option<LevelId>,
}

impl Ladder {
    /// Where a level stands on this ladder: 0 is the broadest.
    #[must_use]
    pub fn rank(&self, level: LevelId) -> Option<usize> {
        let at = self.rungs.iter().position(|r| r.level == level)?;
        Some(at - self.rungs[..=at].iter().filter(|r| r.same).count())
    }

    /// Whether it has a level.
    #[must_use]
    pub fn has(&self, level: LevelId) -> bool {
        self.rungs.iter().any(|r| r.level == level)
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

    /// The rank of the broadest level whose numbers are marks, below the section or what takes its place: subsections of an
    /// Act, paragraphs of an article.
    #[must_use]
    pub fn first_marks(&self, section: LevelId) -> Option<usize> {
        let rung = self.rungs.iter().find(|r| r.prefix.is_empty() && !r.same && r.level != section)?;
        self.rank(rung.level)
    }

    /// The section, else what takes its place: the level that a bare number names.
    #[must_use]
    pub fn section_or_article(&self, roles: Roles) -> Option<LevelId> {
        [roles.section, roles.article].into_iter().flatten().find(|level| self.has(*level))
    }

    /// Whether its paragraphs are numbered line by line, `3.`: below articles, or with letters of their own.
    #[must_use]
    pub fn numbers_paragraphs(&self, roles: Roles) -> bool {
        let lettered = |level| self.rung(level).is_some_and(|r| !r.prefix.is_empty());
        roles.article.is_some_and(|level| self.has(level)) || roles.paragraph.is_some_and(lettered)
    }

    /// The rung that a component of an id is on, told by its letters: `spB` is a subpart, `s104` a section; none for a
    /// mark (`a`) and for a level without letters.
    ///
    /// What follows the letters is a number: `sB` is no section, and `note` no level.
    #[must_use]
    pub fn lettered(&self, component: &str) -> Option<&Rung> {
        let number = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase());
        // The first letter tells most apart.
        if component.len() < 2 {
            return None;
        }
        let first = component.as_bytes().first();
        let same = |r: &Rung| !r.prefix.is_empty() && r.prefix.as_bytes().first() == first;
        let fits = |r: &&Rung| same(r) && component.strip_prefix(r.prefix.as_str()).is_some_and(number);
        let rung = self.rungs.iter().filter(fits).max_by_key(|r| r.prefix.len())?;
        Some(rung)
    }
}
