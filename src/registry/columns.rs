//! The columns of the registry's tables, in the order in which they are packed and read: one list, shared with `build.rs`.

macro_rules! columns {
    ($($(#[doc = $doc:literal])+ $name:ident),+ $(,)?) => {
        /// The names of the columns, as the tables' first lines have them.
        pub(super) const COLUMNS: &[&str] = &[$(stringify!($name)),+];

        /// What is known of an instrument or a section; empty strings where nothing is.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Facts {
            $($(#[doc = $doc])+ pub $name: &'static str),+
        }

        impl From<[&'static str; COLUMNS.len()]> for Facts {
            fn from([$($name),+]: [&'static str; COLUMNS.len()]) -> Self {
                Self { $($name),+ }
            }
        }
    };
}

columns! {
    /// Title, short title or heading.
    title,
    /// Date of signing, adoption, enactment or introduction, `YYYY-MM-DD`.
    date,
    /// Id of the page on which it was printed.
    page,
    /// Who made it.
    by,
    /// How many operative paragraphs or articles it has.
    parts,
    /// Ids of what revoked it, in whole or in part, parted by spaces.
    revoked,
    /// Id of the law that enacted it.
    source,
    /// Id of what came of it: the law of a bill.
    became,
    /// What to beware of.
    note,
    /// Sections that have another number in what came of it: `s207:s208`, several parted by semicolons.
    moved,
    /// Ids of what amended it, parted by spaces.
    amended,
    /// Id of what came in its place.
    superseded,
    /// Id of the volume in which it was printed.
    volume,
}
