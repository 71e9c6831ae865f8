//! A part of PC112: an Act by its name and, beside it, the place in the Code at which another's sections begin.

use crate::check::joined::{Said, joined};
use crate::check::{Finding, Rule, Subject};
use crate::provision::{ProvisionId, split_at_section};

/// `the Harbour Act (50 U.S.C. 4301 et seq.)`, where that Act is 50 U.S.C. 1701 and following.
pub(super) fn elsewhere(subject: &Subject<'_>, found: &mut Vec<Finding>, rule: &'static Rule) {
    let registry = subject.resolver.registry();
    for (act, code) in subject.pairs() {
        let (named, cited) = (act.mention, code.mention);
        let opens = subject.words(cited).ends_with("seq.") || subject.behind(cited, 9).starts_with(" et seq.");
        let Some(section) = code.section.filter(|section| opens && *section == code.id.as_str()) else { continue };
        let said = |how: crate::check::joined::Joined| {
            how.words != Said::See && (how.bracketed || how.words == Said::Printed || how.is_bare())
        };
        if act.section.is_some() || !joined(subject, named, cited).is_some_and(said) || !registry.lists(section) {
            continue;
        }
        let words = subject.words(named).trim_start_matches("the ").trim_start_matches("The ");
        let entries = registry.named(words);
        let starts: Vec<ProvisionId> = entries.iter().flat_map(|e| starts(subject, e.usc)).collect();
        // The registry's places are read from notes; only one that the Act itself enacted is its place.
        let of_act = |start: &ProvisionId| {
            let source: Option<ProvisionId> = subject.facts(start).and_then(|f| f.source.parse().ok());
            let law = source.map(|source| subject.resolver.instrument_of(&source));
            entries.iter().filter_map(|e| e.id.parse().ok()).any(|id| Some(subject.resolver.instrument_of(&id)) == law)
        };
        let known = !entries.is_empty()
            && !starts.is_empty()
            && starts.iter().all(|start| registry.lists(start.as_str()) && of_act(start));
        if !known || starts.iter().any(|start| start.as_str() == section) {
            continue;
        }
        // A later section of the same Act may open a part of it.
        let source = subject.facts(code.id).map_or("", |f| f.source);
        let Ok(source) = source.parse::<ProvisionId>() else { continue };
        let law = subject.resolver.instrument_of(&source);
        let own = entries.iter().filter_map(|e| e.id.parse().ok()).any(|id| subject.resolver.instrument_of(&id) == law);
        if own || starts.iter().filter_map(|s| subject.facts(s)).any(|f| f.source.starts_with(law.as_str())) {
            continue;
        }
        let right = starts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ");
        found.push(
            Finding::new(rule, cited.span, format!("{words} begins at {right}, not at {section}"))
                .about(code.id)
                .by([format!("registry: {words} is {right} and following; {section} was enacted by {law}")]),
        );
    }
}

/// The sections at which the Code has an Act, as the registry has it: `22 U.S.C. 9201 et seq.; …`
fn starts(subject: &Subject<'_>, places: &str) -> Vec<ProvisionId> {
    let each = places.split(';').map(str::trim).filter(|place| place.ends_with("seq."));
    let read = |place: &str| {
        let read = subject.resolver.resolve(place, crate::resolve::Context::default());
        read.into_iter().find_map(|m| m.id).filter(|id| split_at_section(id.as_str()).is_some())
    };
    each.filter_map(read).collect()
}
