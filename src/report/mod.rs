//! What is printed: one renderer a format, each a pure function from results to text.

mod csv;
mod human;
mod row;
mod style;

pub use csv::csv_line;
pub use human::{Lines, shorten};
pub use row::{CiteRow, FindRow};
pub use style::Style;
