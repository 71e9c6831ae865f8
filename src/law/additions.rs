//! What a law's text tells the registry: its names, where it gives itself one, and its sections.

use std::sync::OnceLock;

use regex::Regex;

use super::Law;
use crate::provision::is_section;
use crate::registry::Additions;

/// Adds what a law's text says of itself. Sections count only where the whole law is there: numbers without a gap at the
/// beginning.
pub fn additions(law: &Law, into: &mut Additions) {
    static CITED: OnceLock<Option<Regex>> = OnceLock::new();
    let cited = CITED.get_or_init(|| {
        Regex::new(r"(?i)\bth(?:is|e following) (\w+),? may be cited as (?:the )?[“\x22‘]([^”\x22’]{4,120})[”\x22’]")
            .ok()
    });
    let from = || law.from.clone();
    for found in cited.iter().flat_map(|regex| regex.captures_iter(&law.text)) {
        let (Some(whole), Some(name)) = (found.get(0), found.get(2)) else { continue };
        let level = found[1].to_ascii_lowercase();
        // `This title may be cited as …`: the title that the words stand in.
        let holder = law.parts.iter().filter(|p| p.start <= whole.start() && whole.end() <= p.end).find(|p| {
            let last = p.id.parts().next_back().unwrap_or_default();
            matches!(level.as_str(), "title" | "division" | "subtitle" | "chapter" | "part")
                && last.starts_with(&level[..1])
        });
        let id = holder.map_or(&law.id, |part| &part.id);
        if holder.is_some() || matches!(level.as_str(), "act" | "law" | "resolution" | "order") {
            let name = name.as_str().trim_end_matches(['.', ',']).split_whitespace().collect::<Vec<_>>().join(" ");
            into.names.push((name, id.to_string(), from()));
        }
    }
    let numbers = law.parts.iter().filter_map(|p| {
        let last = p.id.parts().next_back().filter(|last| is_section(last))?;
        // Of the law itself: a section below a division is told from one of the same number elsewhere.
        (p.id.parts().count() == law.id.parts().count() + 1).then(|| last[1..].to_owned())
    });
    let numbers: std::collections::BTreeSet<String> = numbers.collect();
    if numbers.contains("1") && numbers.contains("2") {
        into.sections.entry(law.id.to_string()).or_default().extend(numbers);
    }
}
