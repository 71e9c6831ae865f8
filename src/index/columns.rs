//! The columns of a segment: one value, or several, for each record.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::SegmentReader;
use tantivy::columnar::{Column, StrColumn};

/// A column of numbers; an empty one where no record of the segment has a value.
pub(super) fn numbers(segment: &SegmentReader, name: &str) -> tantivy::Result<Column<u64>> {
    let column = segment.fast_fields().column_opt(name)?;
    Ok(column.unwrap_or_else(|| Column::build_empty_column(segment.max_doc())))
}

/// A column of strings, each a number in the order of the strings; none where no record has a value.
pub(super) fn names(segment: &SegmentReader, name: &str) -> tantivy::Result<Option<StrColumn>> {
    segment.fast_fields().str(name)
}

/// The strings that these numbers of a column stand for.
pub(super) fn spelled(column: &StrColumn, ords: &BTreeSet<u64>) -> tantivy::Result<BTreeMap<u64, String>> {
    let ords: Vec<u64> = ords.iter().copied().collect();
    let mut strings = Vec::with_capacity(ords.len());
    column
        .dictionary()
        .sorted_ords_to_term_cb(&ords, |bytes| strings.push(String::from_utf8_lossy(bytes).into_owned()))?;
    Ok(ords.into_iter().zip(strings).collect())
}
