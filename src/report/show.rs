//! What is known of a provision or of somebody, for people.

use std::fmt::Write;

use super::Style;
use crate::ask::{EntityShown, ProvisionShown, Shown, TextShown};
use crate::provision::ProvisionId;

/// What is known.
#[must_use]
pub fn show_human(shown: &Shown, style: Style) -> String {
    match shown {
        Shown::Provision(provision) => provision_human(provision, style),
        Shown::Entity(entity) => entity_human(entity, style),
    }
}

fn provision_human(shown: &ProvisionShown, style: Style) -> String {
    let line = |label: &str, value: &str| {
        if value.is_empty() { String::new() } else { format!("{}  {value}\n", style.dim(&format!("{label:>14}"))) }
    };
    let mut out = style.heading(shown.id.as_ref().map_or("", ProvisionId::as_str)) + "\n";
    out += &line("what", &shown.family);
    out += &line("title", &shown.title);
    out += &line("date", &shown.date);
    out += &line("by", &shown.by);
    out += &line("printed", shown.page.as_ref().map_or("", ProvisionId::as_str));
    out += &line("also called", &shown.names.join(" · "));
    for other in &shown.also {
        out += &line("also", &format!("{}  {}", style.id(other.id.as_str()), style.dim(&other.tie)));
    }
    for note in &shown.notes {
        out += &line("note", note);
    }
    out += &line("official page", shown.link.as_deref().unwrap_or(""));
    if let Some(cited) = shown.passages {
        out += &line("cited by", &format!("{cited} passages of the library"));
    }
    for child in shown.below.iter().flatten().take(20) {
        out += &line("", &format!("{:>5}  {}", child.passages, style.id(child.id.as_str())));
    }
    out
}

fn entity_human(shown: &EntityShown, style: Style) -> String {
    let kind = style.dim(shown.kind.as_deref().unwrap_or(""));
    let mut out = format!("{}  {kind}\n", style.heading(&shown.entity));
    let others: Vec<&str> = shown.names.iter().map(String::as_str).filter(|n| *n != shown.entity).collect();
    if !others.is_empty() {
        let _ = writeln!(out, "  also called {}", others.join(" · "));
    }
    let _ = writeln!(out, "  named in {} passages\n", shown.passages);
    for role in &shown.invocations {
        let times = style.dim(&format!("×{}", role.count));
        let _ = writeln!(out, "  {:<13} {}  {times}", style.strong(&role.role), style.id(&role.provision));
        for document in role.documents.iter().take(5) {
            let _ = writeln!(out, "      {}", style.dim(document));
        }
    }
    if shown.invocations.is_empty() {
        out.push_str("  no role under a provision is told of them\n");
    }
    out
}

/// A provision's text under its id; the tie is told where that isn't the id asked for.
#[must_use]
pub fn text_human(shown: &TextShown, style: Style) -> String {
    let from = if shown.from.is_empty() { String::new() } else { format!("  text of {}", shown.from) };
    let tie = if shown.tie == "as cited" { String::new() } else { format!("  {}", shown.tie) };
    format!("{}{}{}\n{}\n", style.heading(shown.id.as_str()), style.dim(&from), style.dim(&tie), shown.text)
}
