//! Who invokes what, for people and as columns.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write;

use super::{Cited, Lines, Row, shorten};
use crate::ask::{CountBy, EntityCount, InvocationRow, NameCount};
use crate::entity::Polarity;
use crate::index::Invoked;
use crate::text::Span;

impl Row for InvocationRow<'_> {
    const COLUMNS: &'static [&'static str] =
        &["entity", "kind", "role", "provision", "date", "document", "path", "sentence"];

    fn fields(&self) -> Vec<Cow<'_, str>> {
        vec![
            self.entity.into(),
            self.kind.into(),
            self.role.into(),
            self.provision.into(),
            self.date.or(self.document_date).unwrap_or("").into(),
            self.title.unwrap_or(self.path).into(),
            self.path.into(),
            self.sentence.as_str().into(),
        ]
    }
}

impl Row for NameCount {
    const COLUMNS: &'static [&'static str] = &["entity", "kind", "count"];

    fn fields(&self) -> Vec<Cow<'_, str>> {
        vec![self.entity.as_str().into(), self.kind.as_str().into(), self.count.to_string().into()]
    }
}

impl Row for EntityCount {
    /// The middle one is named after what is counted by: [`count_columns`].
    const COLUMNS: &'static [&'static str] = &["entity", "by", "count"];

    fn fields(&self) -> Vec<Cow<'_, str>> {
        vec![self.entity.as_str().into(), self.what.as_str().into(), self.count.to_string().into()]
    }
}

/// The columns of counts.
#[must_use]
pub const fn count_columns(by: CountBy) -> &'static [&'static str] {
    match by {
        CountBy::Role => &["entity", "role", "count"],
        CountBy::Kind => &["entity", "kind", "count"],
        CountBy::Year => &["entity", "year", "count"],
    }
}

/// Names and how often they are named, a line each.
#[must_use]
pub fn names_human(names: &[NameCount]) -> String {
    let line = |out: String, n: &NameCount| out + &format!("{:>6}  {:<12} {}\n", n.count, n.kind, n.entity);
    names.iter().fold(String::new(), line)
}

/// Counts, a line each.
#[must_use]
pub fn counts_human(counts: &[EntityCount]) -> String {
    let line = |out: String, c: &EntityCount| out + &format!("{:>6}  {:<14} {}\n", c.count, c.what, c.entity);
    counts.iter().fold(String::new(), line)
}

/// How invocations are shown.
#[derive(Debug)]
pub struct EntitiesShown<'c> {
    /// The terminal.
    pub lines: Lines,
    /// How provisions are named.
    pub cited: &'c Cited<'c>,
    /// Whether the sentence stands below.
    pub sentences: bool,
}

/// A line each: name · kind · role · provision · by whom or whom · date · document. Those acted upon come first: who acts under
/// a provision is seldom what is asked.
#[must_use]
pub fn entities_human(all: &[Invoked], total: usize, shown: &EntitiesShown<'_>) -> String {
    let mut out = String::new();
    let mut lines: Vec<(String, Vec<&Invoked>)> = Vec::new();
    let mut order: Vec<&Invoked> = all.iter().collect();
    order.sort_by_cached_key(|one| {
        let i = &one.invocation;
        let date = i.date.clone().or_else(|| one.date.clone());
        (!is_acted_upon(one), i.role.clone(), date.is_none(), date, i.entity.name.clone(), one.path.clone())
    });
    // What one document says twice is one line.
    for one in order {
        let line = line(one, shown);
        match lines.iter_mut().rev().take(AGAIN).find(|(other, with)| *other == line && with[0].path == one.path) {
            Some((_, with)) => with.push(one),
            None => lines.push((line, vec![one])),
        }
    }
    for (line, with) in &lines {
        let times = if with.len() > 1 { format!(" · ×{}", with.len()) } else { String::new() };
        let _ = writeln!(out, "{}", shown.lines.hanging(&format!("{line}{times}"), 0, 4));
        for one in with.iter().filter(|_| shown.sentences) {
            sentence(&mut out, one, &shown.lines);
        }
    }
    if all.is_empty() {
        return "Nobody invokes it here.\n".to_owned();
    }
    let more = if total > all.len() { format!(", {} shown; --limit 0 shows all", all.len()) } else { String::new() };
    let names: BTreeSet<&str> = all.iter().map(|i| i.invocation.entity.name.as_str()).collect();
    let invocations = if total == 1 { "invocation" } else { "invocations" };
    let entities = if names.len() == 1 { "entity" } else { "entities" };
    let hint = if shown.sentences { "" } else { "; -v shows the sentences" };
    let sum = format!("{total} {invocations} by {} {entities}{more}{hint}", names.len());
    let _ = writeln!(out, "\n{}", shown.lines.hanging(&sum, 0, 0));
    out
}

/// So many lines back the same is looked for.
const AGAIN: usize = 50;

/// Whether something is done to somebody here.
fn is_acted_upon(one: &Invoked) -> bool {
    one.invocation.by.is_some()
}

fn line(one: &Invoked, shown: &EntitiesShown<'_>) -> String {
    let (i, style) = (&one.invocation, shown.lines.style);
    let mut parts = vec![style.heading(&i.entity.name)];
    parts.extend(Some(style.dim(&i.entity.kind)).filter(|_| !i.entity.kind.is_empty()));
    // What isn't said to be so is told as that.
    let so = if i.polarity == Polarity::Asserted { String::new() } else { format!(" ({})", i.polarity.as_str()) };
    parts.push(format!("{}{}", style.strong(&i.role), style.dim(&so)));
    parts.push(shown.cited.of(&i.provision, style));
    parts.extend(i.by.as_deref().map(|by| format!("by {by}")));
    parts.extend(Some(i.whom.join(", ")).filter(|whom| !whom.is_empty()).map(|whom| format!("→ {whom}")));
    parts.extend(i.date.as_deref().or(one.date.as_deref()).map(|date| style.dim(date)));
    let document = one.title.as_deref().unwrap_or_else(|| super::shown(&one.path));
    parts.push(style.dim(&shorten(document, 60)));
    parts.join(" · ")
}

/// The sentence with the name marked.
fn sentence(out: &mut String, one: &Invoked, lines: &Lines) {
    let sentence = one.sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = &one.invocation.entity.name;
    let at = sentence.find(name).map(|at| Span::new(at, at + name.len()));
    out.push_str(&lines.passage(&sentence, at.as_slice(), 260));
}
