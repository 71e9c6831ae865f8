//! Provisions that say what a quotation says, for people and as columns.

use std::borrow::Cow;
use std::fmt::Write;

use super::{Lines, Row, shorten};
use crate::ask::{Difference, QuoteRow};

/// How many differences are shown.
const MOST: usize = 8;

impl Row for QuoteRow {
    const COLUMNS: &'static [&'static str] = &["id", "similarity", "from", "text"];

    fn fields(&self) -> Vec<Cow<'_, str>> {
        vec![
            self.id.as_str().into(),
            format!("{:.3}", self.similarity).into(),
            self.from.as_str().into(),
            self.text.as_str().into(),
        ]
    }
}

/// Each with the words found, and where they differ.
#[must_use]
pub fn quote_human(found: &[QuoteRow], lines: &Lines) -> String {
    let style = lines.style;
    let mut out = String::new();
    for said in found {
        let close = match said.differences.as_slice() {
            [] => "word for word".to_owned(),
            _ => format!("{:.0} %", said.similarity * 100.0),
        };
        let text = style.dim(&format!("{}  {}", shorten(&said.title, 50), said.from));
        let _ = writeln!(out, "{}  {}  {text}", style.id(said.id.as_str()), style.strong(&close));
        out.push_str(&lines.passage(&said.text, &[said.at], 500));
        for Difference { quote, law } in said.differences.iter().take(MOST) {
            let shown = |words: &str| if words.is_empty() { "nothing".to_owned() } else { format!("“{words}”") };
            let (quoted, says) = (style.dim("quoted"), style.dim("the law says"));
            let _ = writeln!(out, "      {quoted} {} {says} {}", shown(quote), shown(law));
        }
        if said.differences.len() > MOST {
            let more = format!("and {} further differences", said.differences.len() - MOST);
            let _ = writeln!(out, "      {}", style.dim(&more));
        }
        out.push('\n');
    }
    if found.is_empty() {
        out.push_str("No text in the law library says this.\n");
    }
    out
}
