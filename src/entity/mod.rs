//! Who is named in a text, and in what role they invoke which provision.
//!
//! [`Entities::read`] finds names (by the gazetteer, by the lists that a user imported, and by their form), folds the
//! names of one bearer, and reads each sentence for the events that it tells of: who did what to whom under which provision,
//! with the sentence as evidence. Names and forms are data in `corpus/entities/` and `grammar/entity/`; which words tell of
//! an event, and in which of their places who stands, are frames there.

mod act;
mod authority;
mod clause;
mod date;
mod entries;
mod events;
mod fold;
mod forms;
mod frames;
mod gazetteer;
mod line;
mod listed;
mod mood;
mod names;
mod parties;
mod places;
mod polarity;
mod portion;
mod rows;
mod sentences;
mod short;
mod subject;
mod told;
mod under;

use serde::{Deserialize, Serialize};

pub use fold::{key, merged};
pub use listed::{Listed, NotAList, read_list};
pub use polarity::Polarity;

use crate::provision::ProvisionId;
use crate::resolve::Mention;
use crate::text::Span;
use forms::Forms;
use frames::Frames;
use gazetteer::Gazetteer;

/// A bearer of names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// The name under which the others fold.
    pub name: String,
    /// What it is: state, agency, body, court, legislature, office, company, organisation, party, person.
    pub kind: String,
    /// Of an office or a bureau: what it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name's place; a title before it is not part of it.
    pub span: Span,
    /// Where the title before it begins, or the name itself.
    pub from: usize,
    /// Whose it is, among [`Read::entities`].
    pub entity: usize,
    /// How it was told.
    pub why: Why,
}

/// How a name was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The gazetteer has it.
    Gazetteer,
    /// A list that the user imported has it.
    Listed,
    /// A capital that stands for its government.
    Metonym,
    /// It ends as names of organisations do.
    Suffix,
    /// A title stands before it, or what somebody is behind it.
    Title,
    /// A part of a name that the text has in full, its initials, or what the text says it is called.
    Short,
    /// It stands where a name must stand.
    Slot,
}

/// The tie between an entity and a provision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Invocation {
    /// Who.
    pub entity: Entity,
    /// In what role: `enacts`, `administers`, `designated`, and what else a frame gives.
    pub role: String,
    /// Which provision.
    pub provision: ProvisionId,
    /// The name's place in the document.
    pub span: Span,
    /// The sentence that says so.
    pub sentence: Span,
    /// The day, month or year that the sentence gives: `2016-03-15`, `2010-08`.
    pub date: Option<String>,
    /// From 0 to 1.
    pub confidence: f32,
    /// Which frame, and where the provision was found.
    pub why: String,
    /// The same for all participants of an event: the frame, and where its word stands.
    pub event: String,
    /// Who acted, where this is who is acted upon.
    pub by: Option<String>,
    /// Who is acted upon, where this is who acted.
    pub whom: Vec<String>,
    /// Whether it is said to be so.
    pub polarity: Polarity,
}

/// What is read of a text.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// Who is named, in the order of their first names.
    pub entities: Vec<Entity>,
    /// Every name, in text order.
    pub named: Vec<Named>,
    /// Who invokes what, in text order.
    pub invocations: Vec<Invocation>,
}

/// Why the data of entities can't be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct EntityError {
    file: String,
    reason: String,
}

/// Finds names and roles; made once, used from any thread.
#[derive(Debug)]
pub struct Entities {
    gazetteer: Gazetteer,
    forms: Forms,
    frames: Frames,
}

impl Entities {
    /// With the built-in gazetteer, forms and frames.
    ///
    /// # Errors
    ///
    /// When a built-in file is wrong, which the tests rule out.
    pub fn builtin() -> Result<Self, EntityError> {
        Self::with(Vec::new())
    }

    /// The same with lists that a user imported; the gazetteer goes before them.
    ///
    /// # Errors
    ///
    /// When a built-in file is wrong.
    pub fn with(listed: Vec<Listed>) -> Result<Self, EntityError> {
        let forms = Forms::builtin()?;
        let frames = Frames::builtin()?;
        Ok(Self { gazetteer: Gazetteer::new(listed), forms, frames })
    }

    /// Reads a text whose mentions are known.
    ///
    /// ```
    /// use pincite::{entity::Entities, resolve::{Context, Resolver}};
    /// let resolver = Resolver::builtin()?;
    /// let text = "OFAC designated the Harbour Trading Corporation under Executive Order 13722.";
    /// let read = Entities::builtin()?.read(text, &resolver.resolve(text, Context::default()));
    /// let ties: Vec<(&str, &str)> = read.invocations.iter().map(|i| (i.entity.name.as_str(), i.role.as_str())).collect();
    /// assert_eq!(ties[0], ("OFAC", "administers"));
    /// assert_eq!(ties[1], ("Harbour Trading Corporation", "designated"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn read(&self, text: &str, mentions: &[Mention]) -> Read {
        let mut read = self.names(text, mentions);
        read.invocations = events::invocations(self, text, mentions, &mut read);
        read
    }

    /// The names alone.
    #[must_use]
    pub fn names(&self, text: &str, mentions: &[Mention]) -> Read {
        names::find(&self.gazetteer, &self.forms, text, mentions)
    }

    /// The entity that a name is of, when the gazetteer or a list has it.
    #[must_use]
    pub fn called(&self, name: &str) -> Option<&Entity> {
        self.gazetteer.called(name)
    }

    /// The roles that the frames give, by the alphabet.
    #[must_use]
    pub fn roles(&self) -> std::collections::BTreeSet<&str> {
        self.frames.roles().collect()
    }

    /// The frames by name, each with a role that it gives.
    pub fn frames(&self) -> impl Iterator<Item = (&str, &str)> {
        self.frames.slots()
    }

    /// The examples of the frames: a frame's name, a text, and what it says: rows of entity, role, provision and polarity
    /// (none where it is asserted).
    pub fn examples(&self) -> impl Iterator<Item = (&str, &str, &[Vec<String>])> {
        self.frames.examples()
    }
}
