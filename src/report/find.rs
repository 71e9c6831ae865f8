//! Passages that cite a provision, for people and as columns.

use std::borrow::Cow;
use std::fmt::Write;

use super::{Lines, Row, shown};
use crate::ask::{Find, FindAnswer, FindRow};
use crate::index::{Borrowed, Hit, TiedMention};
use crate::provision::ProvisionId;
use crate::text::Span;

/// How much of a passage is shown, in bytes.
const MOST: usize = 420;
/// How many roles of a passage are.
const MOST_ROLES: usize = 12;

impl Row for FindRow<'_> {
    const COLUMNS: &'static [&'static str] =
        &["path", "title", "date", "start", "end", "text", "id", "form", "tie", "passage", "passage_text"];

    fn fields(&self) -> Vec<Cow<'_, str>> {
        let m = &self.mention;
        vec![
            m.path.into(),
            self.title.unwrap_or("").into(),
            self.date.unwrap_or("").into(),
            m.start.to_string().into(),
            m.end.to_string().into(),
            m.text.into(),
            m.id.unwrap_or("").into(),
            m.form.into(),
            self.tie.into(),
            self.passage.to_string().into(),
            self.passage_text.into(),
        ]
    }
}

/// What was found for people: passages under their documents, and how many there are.
#[must_use]
pub fn find_human(asked: &Find, answer: &FindAnswer, lines: &Lines) -> String {
    let style = lines.style;
    let mut out = String::new();
    let mut document = None;
    for hit in &answer.hits {
        if document != Some(&hit.path) {
            document = Some(&hit.path);
            let title = hit.title.as_deref().unwrap_or("");
            let date = hit.date.as_deref().map(|d| format!("  {d}")).unwrap_or_default();
            let _ = writeln!(out, "{}{}  {}", style.heading(title), style.dim(&date), style.dim(shown(&hit.path)));
        }
        passage(&mut out, hit, lines);
    }
    sum(&mut out, asked, answer, lines);
    if asked.words {
        borrowed(&mut out, &answer.borrowed, lines);
    }
    out
}

/// How many passages there are, and what was asked for under which ids.
fn sum(out: &mut String, asked: &Find, answer: &FindAnswer, lines: &Lines) {
    let id = |t: &crate::index::Tied| match t.tie.as_str() {
        "as cited" => lines.style.id(t.id.as_str()),
        tie => format!("{} ({tie})", lines.style.id(t.id.as_str())),
    };
    let ids = answer.ids.iter().map(id).collect::<Vec<_>>().join(", ");
    if answer.passages == 0 {
        let _ = writeln!(out, "Nothing cites {ids}.");
        return;
    }
    let more = answer.passages as usize > asked.offset + answer.hits.len();
    let some = if more { format!(", {} shown; --limit 0 shows all", answer.hits.len()) } else { String::new() };
    let passages = match (answer.passages, &asked.role) {
        (1, Some(_)) => "passage invokes",
        (_, Some(_)) => "passages invoke",
        (1, None) => "passage cites",
        _ => "passages cite",
    };
    let _ = writeln!(out, "{} {passages} {ids}{some}", answer.passages);
}

fn passage(out: &mut String, hit: &Hit, lines: &Lines) {
    let mut spans: Vec<Span> = hit.mentions.iter().map(|m| hit.within(m.mention.span)).collect();
    let mut said: Vec<String> = Vec::new();
    for TiedMention { mention, .. } in &hit.mentions {
        let id = mention.id.as_ref().map_or("", ProvisionId::as_str);
        let line = format!("{} {}", lines.style.id(id), lines.style.dim(mention.form.name()));
        if !said.contains(&line) {
            said.push(line);
        }
    }
    if hit.mentions.is_empty() {
        spans.extend(hit.invocations.iter().map(|i| hit.within(i.span)));
    }
    let mut roles: Vec<String> = Vec::new();
    for i in &hit.invocations {
        let line = format!("{} {}", i.entity.name, lines.style.dim(&format!("{} {}", i.role, i.provision)));
        if !roles.contains(&line) {
            roles.push(line);
        }
    }
    if !said.is_empty() {
        let _ = writeln!(out, "  {}", said.join("  "));
    }
    for role in roles.iter().take(MOST_ROLES) {
        let _ = writeln!(out, "  {role}");
    }
    if roles.len() > MOST_ROLES {
        let _ = writeln!(out, "  {}", lines.style.dim(&format!("and {} more", roles.len() - MOST_ROLES)));
    }
    out.push_str(&lines.passage(&hit.text, &spans, MOST));
    out.push('\n');
}

/// Passages that use the provision's words without citing it.
fn borrowed(out: &mut String, borrowed: &[Borrowed], lines: &Lines) {
    let style = lines.style;
    for b in borrowed {
        let title = b.hit.title.as_deref().unwrap_or("");
        let share = format!("{:.0} % of its words", b.share * 100.0);
        let _ = writeln!(out, "{}  {}", style.heading(title), style.dim(shown(&b.hit.path)));
        let _ = writeln!(out, "  {} {}", style.dim("uses the words of"), style.id(b.id.as_str()));
        let _ = writeln!(out, "  {}", style.dim(&share));
        out.push_str(&lines.passage(&b.hit.text, &[b.hit.within(b.words)], MOST));
        out.push('\n');
    }
    let passages = if borrowed.len() == 1 { "passage uses" } else { "passages use" };
    let _ = writeln!(out, "{} {passages} its words without citing it", borrowed.len());
}
