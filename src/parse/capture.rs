//! What a parser keeps of the text: values of fields and the parts of a path, as places, not as copies.

use smallvec::SmallVec;

use crate::grammar::{FieldId, LevelId};

/// A place in the text, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Place {
    /// The text there.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

/// What kind of step a path component is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A number at a level: `section 104`.
    Level(LevelId),
    /// A mark behind it: `(a)`.
    Mark,
    /// A field that the grammar appends to the path.
    Field(FieldId),
}

/// One component of a provision's path, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What kind of step it is.
    pub step: Step,
    /// Where its number stands.
    pub place: Place,
}

/// The components of a path, broad to narrow.
pub type Path = SmallVec<[Part; 6]>;

/// A captured field: where, and which spelling of a word list it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capture {
    /// The field.
    pub field: FieldId,
    /// Where it stands.
    pub place: Place,
    /// Word list and spelling, for a field that a word list fills.
    pub spelling: Option<(u16, u16)>,
}

/// One instrument or provision of a list, as captured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Where the member stands, without what it shares with its neighbours.
    pub place: Place,
    /// Field values.
    pub fields: SmallVec<[Capture; 4]>,
    /// Path below the instrument.
    pub path: Path,
    /// The last path of a range.
    pub range_end: Option<Box<Path>>,
    /// Field values of a range's end, for instruments numbered in a row.
    pub range_fields: Option<Box<SmallVec<[Capture; 4]>>>,
    /// Whether `et seq.` follows.
    pub open: bool,
}
