//! What is printed: one renderer a format, each a pure function from what the desk answers to text.

mod annotate;
mod check;
mod check_report;
mod cite;
mod cited;
mod colour;
mod csv;
mod document_page;
#[cfg(feature = "index")]
mod entities;
#[cfg(feature = "index")]
mod find;
#[cfg(feature = "index")]
mod graph;
mod human;
pub mod junit;
#[cfg(feature = "index")]
mod quote;
mod report_page;
mod rows;
mod screen;
#[cfg(feature = "index")]
mod search;
#[cfg(feature = "index")]
mod show;
mod toa;
mod toa_page;

pub use annotate::{Markup, annotate, annotate_source, strip, web_annotations};
pub use check::{Sarif, check_github, check_human, check_rows};
pub use check_report::{CheckReport, Made};
pub use cite::cite_rows;
pub use cited::Cited;
pub use colour::Style;
pub use csv::csv_line;
pub use document_page::document_page;
#[cfg(feature = "index")]
pub use entities::{EntitiesShown, count_columns, counts_human, entities_human, names_human};
#[cfg(feature = "index")]
pub use find::{Shown, find_count_columns, find_counts_human, find_human};
#[cfg(feature = "index")]
pub use graph::{dot, graphml};
pub use human::{Lines, shorten, shown, width};
pub use junit::check_junit;
#[cfg(feature = "index")]
pub use quote::quote_human;
pub use rows::{Row, RowFormat, Rows, csv_row};
pub use screen::{clean, screen};
#[cfg(feature = "index")]
pub use search::{law_human, search_human};
#[cfg(feature = "index")]
pub use show::{show_human, text_human};
pub use toa::{Authorities, Place, ToaRow};
