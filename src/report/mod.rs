//! What is printed: one renderer a format, each a pure function from results to text.

mod csv;
mod human;
mod row;
mod style;

pub use csv::csv_line;
pub use human::{Lines, shorten};
pub use row::{CiteRow, FindRow, cite_rows};
pub use style::Style;
