//! One writer of rows, whatever they say: a JSON array, JSON lines, or comma-separated values.
//!
//! ```
//! use pincite::report::{Row, RowFormat, Rows};
//! use std::borrow::Cow;
//!
//! #[derive(serde::Serialize)]
//! struct Harbour {
//!     name: &'static str,
//!     berths: u32,
//! }
//!
//! impl Row for Harbour {
//!     const COLUMNS: &'static [&'static str] = &["name", "berths"];
//!
//!     fn fields(&self) -> Vec<Cow<'_, str>> {
//!         vec![self.name.into(), self.berths.to_string().into()]
//!     }
//! }
//!
//! let rows = [Harbour { name: "Wonsan", berths: 9 }];
//! let written = |format| Rows::of::<Harbour>(Vec::new(), format).all(&rows).map(String::from_utf8);
//! assert_eq!(written(RowFormat::Jsonl)??, "{\"name\":\"Wonsan\",\"berths\":9}\n");
//! assert_eq!(written(RowFormat::Json)??, "[\n{\"name\":\"Wonsan\",\"berths\":9}\n]\n");
//! assert_eq!(written(RowFormat::Csv)??, "name,berths\nWonsan,9\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::csv_line;

/// A row: as JSON what serde makes of it, as CSV its fields in the order of its columns.
pub trait Row: Serialize {
    /// The names of the columns.
    const COLUMNS: &'static [&'static str];

    /// The fields, one a column.
    fn fields(&self) -> Vec<Cow<'_, str>>;
}

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFormat {
    /// One JSON array, a row a line.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values under the names of the columns.
    Csv,
}

/// Writes rows one by one; what frames them is written by itself.
#[derive(Debug)]
pub struct Rows<W> {
    out: W,
    format: RowFormat,
    columns: &'static [&'static str],
    /// Whether what stands before the first row is written.
    begun: bool,
    /// Whether a row is.
    any: bool,
}

impl<W: Write> Rows<W> {
    /// A writer of rows of one kind that has written nothing yet.
    pub const fn of<R: Row>(out: W, format: RowFormat) -> Self {
        Self::under(R::COLUMNS, out, format)
    }

    /// The same under other names of the columns.
    pub const fn under(columns: &'static [&'static str], out: W, format: RowFormat) -> Self {
        Self { out, format, columns, begun: false, any: false }
    }

    /// Writes a row.
    ///
    /// # Errors
    ///
    /// When `out` refuses.
    pub fn row<R: Row>(&mut self, row: &R) -> io::Result<()> {
        self.begin()?;
        match self.format {
            RowFormat::Json => {
                self.part()?;
                serde_json::to_writer(&mut self.out, row)?;
            }
            RowFormat::Jsonl => {
                serde_json::to_writer(&mut self.out, row)?;
                self.out.write_all(b"\n")?;
            }
            RowFormat::Csv => self.out.write_all(csv_row(row).as_bytes())?,
        }
        Ok(())
    }

    /// Writes rows that are lines already: of CSV, or of JSON for either kind of it. Threads render rows side by side,
    /// and one of them writes.
    ///
    /// # Errors
    ///
    /// When `out` refuses.
    pub fn lines(&mut self, lines: &[u8]) -> io::Result<()> {
        self.begin()?;
        if self.format != RowFormat::Json {
            return self.out.write_all(lines);
        }
        for line in lines.split(|b| *b == b'\n').filter(|line| !line.is_empty()) {
            self.part()?;
            self.out.write_all(line)?;
        }
        Ok(())
    }

    /// Writes what stands behind the last row, and what stands before the first where there was none.
    ///
    /// # Errors
    ///
    /// When `out` refuses.
    pub fn end(mut self) -> io::Result<W> {
        self.begin()?;
        if self.format == RowFormat::Json {
            self.out.write_all(b"\n]\n")?;
        }
        Ok(self.out)
    }

    /// Writes rows, all there are.
    ///
    /// # Errors
    ///
    /// When `out` refuses.
    pub fn all<'r, R: Row + 'r>(mut self, rows: impl IntoIterator<Item = &'r R>) -> io::Result<W> {
        for row in rows {
            self.row(row)?;
        }
        self.end()
    }

    fn begin(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        match self.format {
            RowFormat::Json => self.out.write_all(b"["),
            RowFormat::Jsonl => Ok(()),
            RowFormat::Csv => self.out.write_all(csv_line(self.columns).as_bytes()),
        }
    }

    /// What parts a row of an array from the one before it.
    fn part(&mut self) -> io::Result<()> {
        self.out.write_all(if std::mem::replace(&mut self.any, true) { b",\n" } else { b"\n" })
    }
}

/// A row as a line of CSV.
#[must_use]
pub fn csv_row<R: Row>(row: &R) -> String {
    let fields = row.fields();
    debug_assert_eq!(fields.len(), R::COLUMNS.len(), "a field for each of {:?}", R::COLUMNS);
    csv_line(&fields.iter().map(AsRef::as_ref).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{Row, RowFormat, Rows};

    #[derive(serde::Serialize)]
    struct One(u8);

    impl Row for One {
        const COLUMNS: &'static [&'static str] = &["n"];

        fn fields(&self) -> Vec<Cow<'_, str>> {
            vec![self.0.to_string().into()]
        }
    }

    fn written(format: RowFormat, rows: &[One]) -> String {
        let out = Rows::of::<One>(Vec::new(), format).all(rows).unwrap_or_default();
        String::from_utf8(out).unwrap_or_default()
    }

    #[test]
    fn without_rows_there_still_is_an_array_and_a_head() {
        assert_eq!(written(RowFormat::Json, &[]), "[\n]\n");
        assert_eq!(written(RowFormat::Jsonl, &[]), "");
        assert_eq!(written(RowFormat::Csv, &[]), "n\n");
    }

    #[test]
    fn lines_made_elsewhere_are_framed_alike() {
        for format in [RowFormat::Json, RowFormat::Jsonl, RowFormat::Csv] {
            let mut rows = Rows::of::<One>(Vec::new(), format);
            rows.lines(b"1\n2\n").unwrap_or_default();
            let out = rows.end().unwrap_or_default();
            assert_eq!(String::from_utf8_lossy(&out), written(format, &[One(1), One(2)]));
        }
    }
}
