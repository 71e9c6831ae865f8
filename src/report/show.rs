//! What is known of a provision or of somebody, for people.

use std::fmt::Write;

use super::{Cited, Lines, Style, width};
use crate::ask::{EntityShown, ProvisionShown, Shown, TextShown};
use crate::provision::ProvisionId;

/// What is known.
#[must_use]
pub fn show_human(shown: &Shown, cited: &Cited<'_>, lines: &Lines) -> String {
    match shown {
        Shown::Provision(provision) => provision_human(provision, cited, lines),
        Shown::Entity(entity) => entity_human(entity, cited, lines),
    }
}

fn provision_human(shown: &ProvisionShown, cited: &Cited<'_>, lines: &Lines) -> String {
    let style = lines.style;
    let line = |label: &str, value: &str| {
        if value.is_empty() {
            return String::new();
        }
        format!("{}  {}\n", style.dim(&format!("{label:>14}")), lines.hanging(value, 16, 16))
    };
    let named = |id: &ProvisionId| cited.of(id, style);
    let id = shown.id.as_ref().map_or("", ProvisionId::as_str);
    let mut out = style.heading(&shown.id.as_ref().map_or_else(String::new, |id| cited.citations.of(id))) + "\n";
    out += &line("id", &style.id(id));
    out += &line("what", &shown.family);
    out += &line("title", &shown.title);
    out += &line("date", &shown.date);
    out += &line("by", &shown.by);
    out += &line("printed", &shown.page.as_ref().map_or_else(String::new, named));
    out += &line("also called", &shown.names.join(" · "));
    for other in &shown.also {
        out += &line("also", &format!("{} {}", named(&other.id), style.dim(&format!("({})", other.tie))));
    }
    for note in &shown.notes {
        out += &line("note", note);
    }
    out += &line("official page", shown.link.as_deref().unwrap_or(""));
    if let Some(passages) = shown.passages {
        let noun = if passages == 1 { "passage" } else { "passages" };
        out += &line("cited by", &format!("{passages} {noun} of the library"));
    }
    for child in shown.below.iter().flatten().take(20) {
        out += &line("", &format!("{:>5}  {}", child.passages, named(&child.id)));
    }
    let more = shown.below.iter().flatten().count().saturating_sub(20);
    if more > 0 {
        out += &line("", &format!("and {more} more below it"));
    }
    out
}

fn entity_human(shown: &EntityShown, cited: &Cited<'_>, lines: &Lines) -> String {
    let style = lines.style;
    let kind = style.dim(shown.kind.as_deref().unwrap_or(""));
    let mut out = format!("{}  {kind}\n", style.heading(&shown.entity));
    let others: Vec<&str> = shown.names.iter().map(String::as_str).filter(|n| *n != shown.entity).collect();
    if !others.is_empty() {
        let _ = writeln!(out, "  also called {}", lines.hanging(&others.join(" · "), 14, 14));
    }
    let noun = if shown.passages == 1 { "passage" } else { "passages" };
    let _ = writeln!(out, "  named in {} {noun}\n", shown.passages);
    for role in &shown.invocations {
        let times = style.dim(&format!("×{}", role.count));
        let pad = " ".repeat(13usize.saturating_sub(width(&role.role)));
        let provision = cited.named(&role.provision, style);
        let _ = writeln!(out, "  {}{pad} {provision}  {times}", style.strong(&role.role));
        for document in role.documents.iter().take(5) {
            let _ = writeln!(out, "      {}", style.dim(&lines.hanging(document, 6, 8)));
        }
    }
    if shown.invocations.is_empty() {
        out.push_str("  no role under a provision is told of them\n");
    }
    out
}

/// A provision's text under its citation and id; the tie is told where that isn't the id asked for.
#[must_use]
pub fn text_human(shown: &TextShown, cited: &Cited<'_>, style: Style) -> String {
    let from = if shown.from.is_empty() { String::new() } else { format!("  text of {}", shown.from) };
    let tie = if shown.tie == "as cited" { String::new() } else { format!("  {}", shown.tie) };
    let id = format!("  {}", shown.id);
    let head = style.heading(&cited.citations.of(&shown.id));
    format!("{head}{}{}{}\n{}\n", style.dim(&id), style.dim(&from), style.dim(&tie), shown.text)
}
