//! A registry table as packed by `build.rs`: opened without decoding, asked by key.

use std::fmt;

/// Rows of tab-separated fields, found by key through a finite-state map.
pub(super) struct Table {
    index: fst::Map<&'static [u8]>,
    offsets: &'static [u8],
    rows: &'static str,
}

impl Table {
    /// Opens a packed table; reads nothing but the map's header.
    pub(super) fn new(index: &'static [u8], offsets: &'static [u8], rows: &'static str) -> Self {
        // The bytes come from build.rs; a map that can't be opened is an empty one, never a panic.
        let index = fst::Map::new(index).unwrap_or_else(|_| empty());
        Self { index, offsets, rows }
    }

    /// The rows under a key, in table order.
    pub(super) fn get(&self, key: &str) -> Rows<'_> {
        self.index.get(key).map_or(Rows { table: self, next: 0, left: 0 }, |value| self.rows_of(value))
    }

    /// The rows that a value of the map stands for.
    pub(super) fn rows_of(&self, value: u64) -> Rows<'_> {
        Rows { table: self, next: usize::try_from(value >> 8).unwrap_or(usize::MAX), left: (value & 0xff) as u8 }
    }

    /// The map itself, for walking along a text.
    pub(super) fn map(&self) -> &fst::Map<&'static [u8]> {
        &self.index
    }

    /// Every row.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row> {
        (0..self.offsets.len() / 4 - 1).filter_map(|i| self.row(i))
    }

    fn row(&self, number: usize) -> Option<Row> {
        let offset = |i: usize| {
            let bytes = self.offsets.get(4 * i..4 * i + 4)?;
            Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
        };
        self.rows.get(offset(number)?..offset(number + 1)?).map(Row)
    }
}

/// A set of nothing.
pub(super) fn nothing() -> fst::Set<&'static [u8]> {
    fst::Set::from(empty().into_fst())
}

fn empty() -> fst::Map<&'static [u8]> {
    const EMPTY: &[(&str, u64)] = &[];
    let map = fst::Map::from_iter(EMPTY.iter().copied()).map(|m| m.into_fst().into_inner());
    let bytes: &'static [u8] = map.map(|b| &*b.leak()).unwrap_or_default();
    #[allow(clippy::expect_used, reason = "a map without keys has just been built")]
    fst::Map::new(bytes).expect("an empty map opens")
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Table({} keys)", self.index.len())
    }
}

/// The rows under one key.
pub(super) struct Rows<'t> {
    table: &'t Table,
    next: usize,
    left: u8,
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        self.left = self.left.checked_sub(1)?;
        self.next += 1;
        self.table.row(self.next - 1)
    }
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row(&'static str);

impl Row {
    /// The field at a column; empty where the row is shorter.
    pub(super) fn field(self, column: usize) -> &'static str {
        self.fields::<8>().get(column).copied().unwrap_or("")
    }

    /// The first `N` fields.
    pub(super) fn fields<const N: usize>(self) -> [&'static str; N] {
        let (mut fields, mut start) = ([""; N], 0);
        let mut tabs = memchr::memchr_iter(b'\t', self.0.as_bytes());
        for field in &mut fields {
            let end = tabs.next().unwrap_or(self.0.len());
            *field = &self.0[start..end];
            if end == self.0.len() {
                break;
            }
            start = end + 1;
        }
        fields
    }
}
