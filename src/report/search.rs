//! Matches of a search, for people and as columns.

use std::borrow::Cow;
use std::fmt::Write;

use super::{Lines, Row, shorten, shown};
use crate::ask::{LawAnswer, LawRow, SearchAnswer, SearchRow};
use crate::provision::ProvisionId;

impl Row for SearchRow {
    const COLUMNS: &'static [&'static str] =
        &["path", "title", "date", "passage", "start", "end", "score", "snippet", "ids"];

    fn fields(&self) -> Vec<Cow<'_, str>> {
        vec![
            self.path.as_str().into(),
            self.title.as_deref().unwrap_or("").into(),
            self.date.as_deref().unwrap_or("").into(),
            self.passage.to_string().into(),
            self.start.to_string().into(),
            self.end.to_string().into(),
            format!("{:.3}", self.score).into(),
            self.snippet.as_str().into(),
            self.ids.iter().map(ProvisionId::as_str).collect::<Vec<_>>().join(" ").into(),
        ]
    }
}

impl Row for LawRow {
    const COLUMNS: &'static [&'static str] = &["id", "heading", "title", "from", "text"];

    fn fields(&self) -> Vec<Cow<'_, str>> {
        let words = [self.id.as_str(), &self.heading, &self.title, &self.from, &self.text];
        words.map(Cow::from).to_vec()
    }
}

/// Passages for people, numbered from `offset` on, and the provisions that they name most.
#[must_use]
pub fn search_human(query: &str, offset: usize, answer: &SearchAnswer, lines: &Lines) -> String {
    let style = lines.style;
    let mut out = String::new();
    for (i, hit) in answer.hits.iter().enumerate() {
        let title = hit.title.as_deref().unwrap_or_else(|| shown(&hit.path));
        let date = hit.date.as_deref().map(|d| format!("  {d}")).unwrap_or_default();
        let page = hit.page.map(|page| format!(" p. {page}")).unwrap_or_default();
        let (number, path) = (offset + i + 1, style.dim(&format!("{}{page}", shown(&hit.path))));
        let _ = writeln!(out, "{number:>3} {}{}  {path}", style.heading(title), style.dim(&date));
        out.push_str(&lines.passage(&hit.snippet, &hit.marks, usize::MAX));
        if !hit.ids.is_empty() {
            let ids: Vec<String> = hit.ids.iter().take(6).map(|id| style.id(id.as_str())).collect();
            let more = if hit.ids.len() > 6 { format!(" and {} more", hit.ids.len() - 6) } else { String::new() };
            let _ = writeln!(out, "    {} {}{more}", style.dim("cites"), ids.join(" "));
        }
        out.push('\n');
    }
    if answer.total == 0 {
        let _ = writeln!(out, "No passage matches {query}.");
        return out;
    }
    if !answer.counts.is_empty() {
        let _ = writeln!(out, "{}", style.strong("Provisions in these passages"));
        for count in answer.counts.iter().take(8) {
            let _ = writeln!(out, "{:>7}  {}", count.passages, style.id(count.id.as_str()));
        }
    }
    let last = offset + answer.hits.len();
    let more = if answer.total > last as u64 { format!("; --offset {last} shows the next") } else { String::new() };
    let _ = writeln!(out, "{} passages match{more}", answer.total);
    out
}

/// Sections of the law for people.
#[must_use]
pub fn law_human(query: &str, answer: &LawAnswer, lines: &Lines) -> String {
    let mut out = String::new();
    for hit in &answer.hits {
        let head = format!("{}  {}", hit.heading, shorten(&hit.title, 50));
        let _ = writeln!(out, "{}  {}", lines.style.id(hit.id.as_str()), lines.style.dim(head.trim()));
        let _ = writeln!(out, "{}", lines.passage(&hit.text, &hit.marks, 600));
    }
    let _ = match answer.total {
        0 => writeln!(out, "No text of the law matches {query}."),
        n => writeln!(out, "{n} sections match"),
    };
    out
}
