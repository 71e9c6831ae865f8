//! The rules of resolution, one a file, in the order in which they are asked.
//!
//! A rule is a free function of what was said so far and of the words that ask: it decides, abstains with a reason, or has
//! nothing to say, and then the next one is asked. Its name is printed by `--explain` and stands in the rows (`rule`); a
//! case that it decides and a case that it must leave stand under that name in `tests/resolution.toml`.

mod amended_again;
mod amended_part;
mod amended_section;
mod amended_unless_named;
mod another_owner;
mod behind_its_bracket;
mod beside_its_number;
mod bill_or_law;
mod block_goes_on;
mod block_of_instrument;
mod block_of_mark;
mod block_of_section;
mod block_with_tag;
mod code_of_its_state;
mod credit_goes_on;
pub(super) mod defined_name;
mod defined_noun;
mod earlier_than_others;
mod id_alone;
mod id_repeats;
mod just_named;
mod made_of_its_words;
mod most_referred_to;
mod named_in_full;
mod named_with_year;
pub(crate) mod nearest_noun;
mod nearest_with_level;
mod nearest_with_section;
mod newest;
mod number_goes_on;
mod of_a_term;
mod of_another_country;
mod of_initials;
mod of_its_year;
mod of_something_else;
mod of_that_year;
mod of_unknown_work;
mod only_with_article;
mod only_with_section;
mod own_level;
mod own_part;
mod own_section;
mod own_word;
mod page_of_a_book;
mod paragraph_speaks_of;
mod quoted_part;
mod quoted_section;
mod quoted_word;
mod registered_name;
mod registered_of_year;
mod said_again;
mod said_before;
pub(super) mod said_later;
mod said_level;
mod same_sentence;
mod standing_level;
mod such_section;
mod unknown_name;
mod with_its_congress;
mod words_around;

use std::borrow::Cow;

use super::Form;
use super::discourse::Discourse;
use super::memory::Known;
use super::referent::Referent;
use super::scopes::Scope;
use super::structure::Opening;
use super::sureness::Class;
use super::terms::Term;
use crate::grammar::{FamilyId, LevelId};
use crate::parse::{Citation, Named, Place, ReferenceMatch};
use crate::provision::ProvisionId;

pub(super) use named_in_full::member_form;

/// A rule.
#[derive(Debug)]
pub(super) struct Rule {
    /// The name by which it is known outside.
    pub name: &'static str,
    /// What kind of words it is asked of.
    pub on: On,
    /// What its decisions rest on, which says how sure they are.
    pub class: Class,
    /// What it decides, and on what, in a sentence or two.
    pub doc: &'static str,
    /// The rule itself.
    pub read: fn(&Discourse<'_>, &Asked<'_>) -> Option<Verdict>,
}

/// What kind of words a rule is asked of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum On {
    /// An instrument's number: `Pub. L. 114-122, § 104`.
    Form,
    /// An instrument's name: `the Tariff Act of 1930`.
    Name,
    /// Either of these.
    Instrument,
    /// Words that point back: `that Act`, alone or behind `section 5 of`.
    Word,
    /// Any part named alone.
    Part,
    /// A part below sections named alone: `subsection (a)`.
    Marks,
    /// A section named alone: `section 5`.
    Section,
    /// Another level named alone: `article 3`.
    Level,
    /// A heading or mark at the head of a paragraph.
    Block,
}

/// The words that ask, as a rule reads them.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asked<'a> {
    /// A citation by a form of a family.
    Form { citation: &'a Citation, family: FamilyId, form: usize },
    /// A citation by name.
    Name { named: &'a Named, place: Place },
    /// Words that point back; `section`: a section of what they mean is cited, `part`: any part.
    Word { reference: &'a ReferenceMatch, section: bool, part: bool },
    /// A part below sections.
    Marks { citation: &'a Citation },
    /// A section; the number with every dash a hyphen.
    Section { citation: &'a Citation, number: &'a str },
    /// A part at another level.
    Level { citation: &'a Citation, level: LevelId },
    /// A paragraph's opening.
    Block { opening: &'a Opening },
}

impl<'a> Asked<'a> {
    fn is_on(&self, on: On) -> bool {
        match self {
            Self::Form { .. } => on == On::Form || on == On::Instrument,
            Self::Name { .. } => on == On::Name || on == On::Instrument,
            Self::Word { .. } => on == On::Word,
            Self::Marks { .. } => on == On::Marks || on == On::Part,
            Self::Section { .. } => on == On::Section || on == On::Part,
            Self::Level { .. } => on == On::Level || on == On::Part,
            Self::Block { .. } => on == On::Block,
        }
    }

    /// The citation of a part alone.
    fn part(&self) -> Option<&'a Citation> {
        match *self {
            Self::Marks { citation } | Self::Section { citation, .. } | Self::Level { citation, .. } => Some(citation),
            _ => None,
        }
    }
}

/// What a rule says.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "made once a citation and taken apart at once")]
pub(super) enum Verdict {
    /// It is this, or of this.
    Is(Resolution),
    /// Each member has its own instrument, or none can be told.
    Each(Vec<Result<Resolution, Cow<'static, str>>>),
    /// It can't be told, and why; the ids that fit, the likeliest first.
    Untold(Cow<'static, str>, Vec<ProvisionId>),
    /// It is no citation.
    Nothing,
}

impl Verdict {
    fn untold(why: impl Into<Cow<'static, str>>) -> Option<Self> {
        Some(Self::Untold(why.into(), Vec::new()))
    }

    /// Several fit: none is given, all are named.
    fn between<'k>(why: impl Into<Cow<'static, str>>, known: impl IntoIterator<Item = &'k Known>) -> Option<Self> {
        let mut ids: Vec<ProvisionId> = Vec::new();
        for id in known.into_iter().filter_map(|k| k.referent.instrument().id()) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Some(Self::Untold(why.into(), ids))
    }
}

/// What words stand for, as a rule decided.
#[derive(Clone, Debug)]
pub(super) struct Resolution {
    /// What they stand for, or what the part that they name is of.
    pub referent: Referent,
    /// The form that the mention has.
    pub form: Form,
    /// Start of the mention that they point back to.
    pub antecedent: Option<usize>,
    /// How it was decided.
    pub why: Cow<'static, str>,
    /// How a part is placed in the referent.
    pub placed: Placed,
    /// What it means for the text behind it.
    pub then: Then,
    /// The last of several that the words name together.
    pub to: Option<ProvisionId>,
    /// Where the words end that name it, if behind the citation.
    pub until: Option<usize>,
}

/// How a named part is placed in a referent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placed {
    /// Below it, as named.
    Below,
    /// Within it, at the level that its unit has: `paragraph (2)` in `s5/a/1` is `s5/a/2`.
    Within,
    /// As the words say: a section anywhere in the instrument, a subchapter below the chapter, a mark within.
    AsNamed,
}

/// What a resolution means for the text behind it.
#[derive(Clone, Debug)]
pub(super) enum Then {
    /// Nothing.
    Nothing,
    /// It may open an amendment.
    MayAmend,
    /// The open amendment goes on in this section, if an instruction begins here.
    GoesOn,
    /// What follows in the instruction is of this part: `in subsection (c)(2)— (A) in subparagraph (B)`.
    Narrows,
    /// The words are the instrument's name from now on.
    Learn(Box<Term>),
}

impl Resolution {
    pub(super) fn of(referent: Referent, form: Form, why: impl Into<Cow<'static, str>>) -> Self {
        let (why, placed, then) = (why.into(), Placed::Below, Then::Nothing);
        Self { referent, form, antecedent: None, why, placed, then, to: None, until: None }
    }

    /// Of the instrument of an earlier mention.
    fn of_instrument(known: &Known, form: Form, why: impl Into<Cow<'static, str>>) -> Self {
        Self { antecedent: Some(known.start), ..Self::of(known.referent.instrument(), form, why) }
    }

    /// Of the instrument that a stretch of text belongs to.
    fn of_scope(scope: &Scope, form: Form, why: impl Into<Cow<'static, str>>) -> Self {
        Self { antecedent: scope.from, ..Self::of(scope.referent.instrument(), form, why) }
    }

    /// At its place within a stretch of text.
    fn within(scope: &Scope, form: Form, why: impl Into<Cow<'static, str>>) -> Self {
        let referent = scope.referent.clone();
        Self { antecedent: scope.from, placed: Placed::Within, ..Self::of(referent, form, why) }
    }

    fn then(self, then: Then) -> Self {
        Self { then, ..self }
    }

    fn is(self) -> Option<Verdict> {
        Some(Verdict::Is(self))
    }
}

/// The rules in the order of decision: structure, then scope, then rank, then abstention.
pub(super) static RULES: &[Rule] = &[
    defined_name::RULE,
    another_owner::RULE,
    of_another_country::RULE,
    named_in_full::RULE,
    page_of_a_book::RULE,
    with_its_congress::RULE,
    registered_name::RULE,
    bill_or_law::RULE,
    earlier_than_others::RULE,
    of_its_year::RULE,
    words_around::RULE,
    most_referred_to::RULE,
    beside_its_number::RULE,
    registered_of_year::RULE,
    made_of_its_words::RULE,
    unknown_name::RULE,
    id_alone::RULE,
    amended_again::RULE,
    standing_level::RULE,
    said_level::RULE,
    quoted_word::RULE,
    own_word::RULE,
    defined_noun::RULE,
    named_with_year::RULE,
    of_that_year::RULE,
    newest::RULE,
    nearest_noun::RULE,
    of_a_term::RULE,
    of_something_else::RULE,
    of_initials::RULE,
    behind_its_bracket::RULE,
    quoted_part::RULE,
    amended_part::RULE,
    own_part::RULE,
    same_sentence::RULE,
    just_named::RULE,
    number_goes_on::RULE,
    credit_goes_on::RULE,
    such_section::RULE,
    quoted_section::RULE,
    amended_section::RULE,
    amended_unless_named::RULE,
    own_section::RULE,
    code_of_its_state::RULE,
    id_repeats::RULE,
    paragraph_speaks_of::RULE,
    said_before::RULE,
    own_level::RULE,
    said_again::RULE,
    of_unknown_work::RULE,
    said_later::RULE,
    only_with_section::RULE,
    nearest_with_section::RULE,
    only_with_article::RULE,
    nearest_with_level::RULE,
    block_with_tag::RULE,
    block_of_section::RULE,
    block_of_instrument::RULE,
    block_goes_on::RULE,
    block_of_mark::RULE,
];

/// A rule of resolution, for people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RuleDoc {
    /// The name that rows carry as `rule`.
    pub name: &'static str,
    /// What it decides, and on what.
    pub doc: &'static str,
    /// The precision measured for its class, from 0 to 1.
    pub precision: f32,
}

/// The rules of resolution, in the order in which they are asked.
pub fn rules() -> impl Iterator<Item = RuleDoc> {
    RULES.iter().map(|rule| RuleDoc { name: rule.name, doc: rule.doc, precision: rule.class.confidence() })
}

/// The first rule that speaks, and what it says.
pub(super) fn decide(discourse: &Discourse<'_>, asked: &Asked<'_>) -> Option<(&'static Rule, Verdict)> {
    RULES.iter().filter(|rule| asked.is_on(rule.on)).find_map(|rule| Some((rule, (rule.read)(discourse, asked)?)))
}
