//! What is printed: one renderer a format, each a pure function from results to text.

mod annotate;
mod authorities;
mod check;
mod check_report;
mod csv;
mod graph;
mod human;
pub mod junit;
mod report_page;
mod row;
mod style;

pub use annotate::{Markup, annotate, annotate_source, strip, web_annotations};
pub use authorities::Authorities;
pub use check::{Sarif, check_csv, check_github, check_human, check_rows, fingerprint};
pub use check_report::{CheckReport, Made};
pub use csv::csv_line;
pub use graph::{Tie, dot, graphml};
pub use human::{Lines, shorten};
pub use junit::check_junit;
pub use row::{CiteRow, EntityIn, FindRow, InvocationRow, cite_rows};
pub use style::Style;
