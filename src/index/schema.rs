//! The fields of a passage's record, and how each is kept.

use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, STORED, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};

use super::words::ANALYZER;

/// The column of a document's path.
pub(super) const PATH: &str = "path";
/// The column of a document's content hash; only the record of its first passage has one.
pub(super) const HASH: &str = "hash";
/// The column of a document's length in bytes; only the record of its first passage has one.
pub(super) const BYTES: &str = "bytes";
/// The column of a document's date, `YYYYMMDD`.
pub(super) const DATE: &str = "date";
/// The column of a passage's place among the passages of its document; the record of an empty document has none.
pub(super) const PASSAGE: &str = "passage";
/// The column of the provisions that a passage names, each once, under their first id alone.
pub(super) const NAMED: &str = "named";

/// The column of who is named in a passage: each name, and each name with a role, parted by [`ROLE`].
pub(super) const WHO: &str = "who";
/// What parts a name from its role. Alone it marks a passage in which somebody has one.
pub(super) const ROLE: char = '\u{1f}';

/// The fields by which records are written, looked up and read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// The document's path: a key, and a column to sort by.
    pub(super) path: Field,
    pub(super) hash: Field,
    pub(super) bytes: Field,
    pub(super) title: Field,
    pub(super) date: Field,
    pub(super) passage: Field,
    /// Where the passage begins in the document's text.
    pub(super) start: Field,
    pub(super) text: Field,
    /// Every id that the passage's mentions have, and every prefix of each: what `find` looks up.
    pub(super) cites: Field,
    /// The ids alone: what `find --exact` looks up.
    pub(super) exact: Field,
    pub(super) named: Field,
    /// The mentions themselves, packed.
    pub(super) mentions: Field,
    pub(super) who: Field,
    /// Who is named and in what roles, packed.
    pub(super) ties: Field,
}

/// Makes the schema and its fields; the same ones each time.
pub(super) fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let column = || NumericOptions::default().set_fast();
    let fields = Fields {
        path: schema.add_text_field(PATH, key().set_fast("raw")),
        hash: schema.add_u64_field(HASH, column()),
        bytes: schema.add_u64_field(BYTES, column()),
        title: prose(&mut schema, "title"),
        date: schema.add_u64_field(DATE, column()),
        passage: schema.add_u64_field(PASSAGE, column()),
        start: schema.add_u64_field("start", STORED),
        text: prose(&mut schema, "text"),
        cites: schema.add_text_field("cites", key()),
        exact: schema.add_text_field("exact", key()),
        named: schema.add_text_field(NAMED, TextOptions::default().set_fast("raw")),
        mentions: schema.add_bytes_field("mentions", STORED),
        who: schema.add_text_field(WHO, key().set_fast("raw")),
        ties: schema.add_bytes_field("ties", STORED),
    };
    (schema.build(), fields)
}

/// A string that is looked up whole.
fn key() -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    TextOptions::default().set_indexing_options(indexing)
}

/// Text whose words and phrases are searched, and which is given back.
fn prose(schema: &mut SchemaBuilder, name: &str) -> Field {
    let indexing =
        TextFieldIndexing::default().set_tokenizer(ANALYZER).set_index_option(IndexRecordOption::WithFreqsAndPositions);
    schema.add_text_field(name, TextOptions::default().set_indexing_options(indexing).set_stored())
}
