//! Who invokes what, for people and as columns.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::{Lines, Row, shorten, shown};
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

/// By entity, the most named first; then by role and provision, each with its sentences.
#[must_use]
pub fn entities_human(all: &[Invoked], total: usize, lines: &Lines) -> String {
    let style = lines.style;
    let mut out = String::new();
    let mut by_entity: BTreeMap<(&str, &str), Vec<&Invoked>> = BTreeMap::new();
    for one in all {
        by_entity.entry((&one.invocation.entity.name, &one.invocation.entity.kind)).or_default().push(one);
    }
    let mut order: Vec<_> = by_entity.into_iter().collect();
    order.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)));
    for ((entity, kind), mut found) in order {
        let _ = writeln!(out, "{}  {}", style.heading(entity), style.dim(kind));
        found.sort_by_cached_key(|i| {
            (
                i.invocation.role.clone(),
                i.invocation.provision.to_string(),
                i.invocation.polarity.as_str(),
                i.path.clone(),
            )
        });
        let mut last = None;
        for one in found {
            let i = &one.invocation;
            let what = (i.role.as_str(), i.provision.as_str(), i.polarity, i.by.as_deref());
            if last != Some(what) {
                let by = i.by.as_deref().map(|by| style.dim(&format!(" by {by}"))).unwrap_or_default();
                // What isn't said to be so is told as that.
                let so = if i.polarity == Polarity::Asserted {
                    String::new()
                } else {
                    style.dim(&format!(" ({})", i.polarity.as_str()))
                };
                let _ = writeln!(out, "  {} {}{by}{so}", style.strong(&i.role), style.id(i.provision.as_str()));
                last = Some(what);
            }
            sentence(&mut out, one, lines);
        }
        out.push('\n');
    }
    let more = if total > all.len() { format!(", {} shown; --limit 0 shows all", all.len()) } else { String::new() };
    let names: BTreeSet<&str> = all.iter().map(|i| i.invocation.entity.name.as_str()).collect();
    let invocations = if total == 1 { "invocation" } else { "invocations" };
    let entities = if names.len() == 1 { "entity" } else { "entities" };
    let _ = writeln!(out, "{total} {invocations} by {} {entities}{more}", names.len());
    out
}

/// When and where it is said, and the sentence with the name marked.
fn sentence(out: &mut String, one: &Invoked, lines: &Lines) {
    let (i, style) = (&one.invocation, lines.style);
    let date = i.date.as_deref().or(one.date.as_deref()).map(|d| format!("{d}  ")).unwrap_or_default();
    let document = one.title.as_deref().unwrap_or_else(|| shown(&one.path));
    let _ = writeln!(out, "    {}{}", style.dim(&date), style.dim(&shorten(document, 80)));
    let sentence = one.sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    let at = sentence.find(&i.entity.name).map(|at| Span::new(at, at + i.entity.name.len()));
    out.push_str(&lines.passage(&sentence, at.as_slice(), 260));
}
