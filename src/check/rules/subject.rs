//! PC113: what is said of a number is another number's.

use super::part_subject::of_another_kind;
use crate::check::cited::Cited;
use crate::check::joined::{Said, joined};
use crate::check::{Finding, Rule, Severity, Subject, part_number};
use crate::grammar::{Kind, Words};
use crate::provision::ProvisionId;
use crate::resolve::{Form, Mention};
use crate::text::fold;

pub(super) const RULE: Rule = Rule {
    code: "PC113",
    name: "subject-mismatch",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nCompares what stands directly beside a section of a code, a part of its regulations, or a resolution, with the name, the heading or the \
subject by which that or another one goes.\n\n## Why\n\nThe words say what the writer means; the number leads to something else.\n\n## Example\n\n`wire fraud, 18 \
U.S.C. § 1344`: that section is on bank fraud; wire fraud is 18 U.S.C. 1343. `resolution 1540, on children \
and armed conflict`: that resolution is on weapons.\n",
    run,
};

/// How many words a name that stands beside a number may have.
const LONGEST: usize = 8;

fn run(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let by_name = regulations(subject);
    for cited in subject.cited() {
        let Cited { mention, id, instrument, .. } = cited;
        if mention.form != Form::Full || by_name.iter().any(|f| f.span == mention.span) {
            continue;
        }
        if cited.is(Kind::Resolution) {
            found.extend(topic(subject, &cited));
            continue;
        }
        if instrument == id || mention.range_end.is_some() || subject.words(mention).contains("§§") {
            continue;
        }
        // Most stand beside no name at all.
        let before = subject.text[..mention.span.start].trim_end();
        let joined = || subject.resolver.grammar().words.violating.iter().any(|w| before.ends_with(w.as_str()));
        let behind = subject.behind(mention, 24);
        let says = || {
            let verb = behind.strip_prefix(' ').and_then(|rest| rest.split(' ').next());
            verb.is_some_and(|verb| subject.resolver.grammar().words.outlawing.iter().any(|w| w == verb))
        };
        let apart = [" (", " [", ", ", "—", " —", " –", ":", " |"].iter().any(|sign| behind.starts_with(sign));
        if !before.ends_with([',', '(', '[', ':', '—', '–', '|']) && !apart && !says() && !joined() {
            continue;
        }
        found.extend(
            section(subject, &cited)
                .or_else(|| part(subject, mention, id, instrument))
                .or_else(|| bracketed(subject, &cited))
                .or_else(|| of_another_kind(subject, &cited, &self::before(subject, mention), &RULE)),
        );
    }
    found.extend(by_name);
}

/// Regulations by name and a citation of other parts beside it: `the EAR (22 C.F.R. parts 730-774)`.
fn regulations(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let number = |id: &ProvisionId| {
        let section =
            || id.parts().find_map(|p| p.strip_prefix('s').filter(|n| n.starts_with(|c: char| c.is_ascii_digit())));
        part_number(id).or_else(section)?.split(['.', '-']).next()?.parse::<u64>().ok()
    };
    for (first, second) in subject.pairs() {
        let (name, named, code) = (first.mention, first.id, first.instrument);
        let (cited, id, other) = (second.mention, second.id, second.instrument);
        let near = joined(subject, name, cited).is_some_and(|how| {
            how.words != Said::See && (how.is_bare() || how.is_apposed() || how.words == Said::Printed)
        });
        if !near || !matches!(cited.form, Form::Full | Form::Range) {
            continue;
        }
        let (Some(first), Some(given)) = (number(named), number(id)) else { continue };
        let words = subject.words(name).trim_start_matches("the ").trim_start_matches("The ");
        let entries = subject.resolver.registry().named(words);
        let [entry] = entries.as_slice() else { continue };
        let beginning = |id: &ProvisionId| id.as_str().rsplit_once('/').map(|(above, _)| above.to_owned());
        let same_code = beginning(code) == beginning(other) && code != named && entry.id == named.as_str();
        let last = entry.to.parse::<ProvisionId>().ok().and_then(|to| number(&to)).unwrap_or(first);
        if !same_code || code == other && (first..=last).contains(&given) {
            continue;
        }
        let right = if entry.to.is_empty() { entry.id.to_owned() } else { format!("{} to {}", entry.id, entry.to) };
        found.push(
            Finding::new(&RULE, cited.span, format!("{words} is {right}, not {id}"))
                .about(id)
                .by([format!("registry: {words} is {right}")]),
        );
    }
    found
}

/// Regulations by name in brackets behind a citation of others: `22 C.F.R. parts 120-130 (EAR)`.
fn bracketed(subject: &Subject<'_>, cited: &Cited<'_>) -> Option<Finding> {
    let (mention, id) = (cited.mention, cited.id);
    let part = cited.number.and_then(|n| Some(n.split_once('.')?.0)).or_else(|| part_number(id))?;
    let given: u64 = part.split(['.', '-']).next()?.parse().ok()?;
    let behind = subject.behind(mention, 120);
    let name = behind.strip_prefix(" (")?.split_once(')')?.0.trim_start_matches("the ");
    let entries = subject.resolver.registry().named(name);
    let [entry] = entries.as_slice() else { return None };
    let number = |id: &str| part_number(&id.parse().ok()?)?.parse::<u64>().ok();
    let first = number(entry.id)?;
    let last = number(entry.to).unwrap_or(first);
    let series = |code: &'_ str| code.rsplit_once('/').map(|(above, _)| above.to_owned());
    let (code, _) = entry.id.rsplit_once('/')?;
    let same_code = series(code) == series(cited.instrument.as_str());
    if !same_code || code == cited.instrument.as_str() && (first..=last).contains(&given) {
        return None;
    }
    let right = if entry.to.is_empty() { entry.id.to_owned() } else { format!("{} to {}", entry.id, entry.to) };
    Some(
        Finding::new(&RULE, mention.span, format!("{name} is {right}, not {id}"))
            .about(id)
            .by([format!("registry: {name} is {right}")]),
    )
}

/// A section of a code beside what another one is called.
fn section(subject: &Subject<'_>, of: &Cited<'_>) -> Option<Finding> {
    let registry = subject.resolver.registry();
    let (mention, id) = (of.mention, of.id);
    // Regulations are called by the part.
    let number = of.number.and_then(|n| Some(n.split_once('.')?.0)).or_else(|| part_number(id));
    let part = number.map(|n| format!("{}/p{n}", of.instrument)).filter(|part| registry.lists(part));
    let cited = part.as_deref().or(of.section)?;
    let (name, known) = beside(subject, mention).into_iter().find_map(|name| {
        let sections = registry.sections_called(&name);
        (!sections.is_empty()).then_some((name, sections))
    })?;
    let title = |section: &str| section.rsplit_once('/').map(|(title, _)| title.to_owned());
    // Of a code of another state, or another title, it may be another offence of that name.
    let same = known.iter().any(|section| title(section) == title(cited));
    // A section that is no more may have been of that name.
    if !same || known.contains(&cited) || !registry.lists(cited) {
        return None;
    }
    let heading = registry.facts(&cited.parse().ok()?)?.title;
    // Its own heading says it too.
    let folded = fold(heading);
    let letter = name.split(' ').any(|w| w.len() == 1);
    if letter && folded.contains(&name)
        || !letter && name.split(' ').filter(|w| w.len() > 3).all(|w| folded.contains(w))
    {
        return None;
    }
    let right = known.join(" or ");
    Some(
        Finding::new(&RULE, mention.span, format!("{cited} is “{heading}”; {name} is {right}"))
            .about(id)
            .by([format!("registry: {cited} is headed “{heading}”"), format!("registry: {name} is {right}")]),
    )
}

/// A part of regulations behind the heading of another.
fn part(subject: &Subject<'_>, mention: &Mention, id: &ProvisionId, code: &ProvisionId) -> Option<Finding> {
    let registry = subject.resolver.registry();
    let cited = format!("{code}/p{}", part_number(id)?);
    let beginning = format!("{}/", code.as_str().rsplit_once('/')?.0);
    let words = before(subject, mention);
    let words = words.trim_end().trim_end_matches([',', '(']).trim_end();
    let named: Vec<&str> = words.rsplit(' ').take(LONGEST).collect();
    // The longest run of words before it that is a part's heading.
    let (name, right) = (3..=named.len()).rev().find_map(|n| {
        let name = named[..n].iter().rev().copied().collect::<Vec<_>>().join(" ");
        // The whole name: an article before it.
        let whole = named.get(n).is_some_and(|w| matches!(*w, "the" | "The"));
        let generic = subject.resolver.grammar().families.iter().flat_map(|f| &f.words).flat_map(|w| &w.spellings);
        let capital = name.starts_with(|c: char| c.is_uppercase()) && (whole || n == named.len() && n < LONGEST);
        let own = || generic.clone().any(|(spelled, _)| spelled.eq_ignore_ascii_case(&name));
        (capital && !own()).then(|| registry.titled(&beginning, &name)).flatten().map(|right| (name, right))
    })?;
    let numbered = right != cited && right != id.as_str();
    numbered.then(|| {
        Finding::new(&RULE, mention.span, format!("the {name} are {right}, not {cited}"))
            .about(id)
            .by([format!("registry: {right} is headed “{name}”")])
    })
}

/// A resolution beside the agenda item of others: `on children and armed conflict in resolution 1540`.
fn topic(subject: &Subject<'_>, cited: &Cited<'_>) -> Option<Finding> {
    let (grammar, registry) = (subject.resolver.grammar(), subject.resolver.registry());
    let Cited { mention, id, instrument, .. } = *cited;
    let own = subject.facts(instrument).map(|f| f.title).filter(|title| !title.is_empty())?;
    let list = &grammar.words;
    let words = before(subject, mention);
    let words = fold(words.trim_end());
    // A comma has the subject directly before it.
    let apposed = words.strip_suffix(',');
    let words = apposed.or_else(|| {
        let (words, _) = words.rsplit_once(' ').filter(|(_, last)| list.prepositions.iter().any(|w| w == last))?;
        Some(words)
    });
    let said = list
        .about
        .iter()
        .filter_map(|w| words?.rfind(w.as_str()).map(|at| words.unwrap_or("")[at + w.len()..].to_owned()));
    let behind = subject.behind(mention, 90);
    let dashed = behind.trim_start().strip_prefix(['—', '–', ':']).map(|rest| fold(rest.trim_start()));
    let bracketed = behind.strip_prefix(" (").map(fold).or(dashed);
    let behind = format!(" {}", fold(behind.trim_start_matches(',')));
    let behind = list.about.iter().find_map(|w| behind.strip_prefix(w.as_str())).or(bracketed.as_deref());
    let until = |text: &str| text.split(['.', ';', '(', ')']).next().unwrap_or("").to_owned();
    let phrases: Vec<(String, bool)> =
        said.map(|said| (said, apposed.is_some())).chain(behind.map(|b| (until(b), false))).collect();
    let beginning = format!("{}/", instrument.as_str().rsplit_once('/')?.0);
    let agenda = subject_of_agenda(list, &self::before(subject, mention), |title| {
        !registry.all_titled(&beginning, title).is_empty()
    });
    let phrases = phrases.into_iter().chain(agenda.map(|title| (title, false)));
    for (phrase, whole) in phrases {
        // `women, peace and security` is the item “Women and peace and security”.
        let plain = phrase.replace(", and ", " and ").replace(", ", " and ");
        let words: Vec<&str> = plain.split(' ').filter(|w| !w.is_empty()).collect();
        // The name of a place is enough where the resolution's own item is another place.
        let one = |title: &str| {
            title.chars().all(char::is_alphabetic) && registry.all_titled(&beginning, title).len() >= MANY
        };
        let place = !whole && one(own);
        let least = if whole { words.len().max(2) } else { 2 - usize::from(place) };
        for n in (least..=words.len().min(LONGEST + 4)).rev() {
            let title = words[..n].join(" ");
            let title = title.trim_end_matches([',', ' ']);
            let others = registry.all_titled(&beginning, title);
            let folded = fold(own);
            let shares = title.split(' ').filter(|w| w.len() > 4).any(|w| folded.contains(w));
            if n == 1 && !one(title) || others.is_empty() || others.contains(&instrument.as_str()) || shares {
                continue;
            }
            return Some(
                Finding::new(&RULE, mention.span, format!("{instrument} is on “{own}”, not on {title}"))
                    .about(id)
                    .by([
                        format!("registry: {instrument} is on “{own}”"),
                        format!("registry: {} is on {title}", others[0]),
                    ])
                    // `In the debate on women and peace, resolution 1540 was cited`: a comma may only close what opens a sentence.
                    .at(if whole { Severity::Note } else { RULE.severity }),
            );
        }
    }
    None
}

/// The item in the words before a resolution that an agenda is said to begin with: `the women, peace and security agenda that began
/// with`.
fn subject_of_agenda(list: &Words, before: &str, is_item: impl Fn(&str) -> bool) -> Option<String> {
    let folded = fold(before);
    let (at, noun) = list.agendas.iter().filter_map(|w| Some((folded.rfind(&format!(" {w} "))?, w))).max()?;
    let between = folded[at + noun.len() + 2..].trim();
    if between.contains([',', '.', ';', '(']) || between.split(' ').count() > 5 {
        return None;
    }
    let item = folded[..at].replace(", and ", " and ").replace(", ", " and ");
    let words: Vec<&str> = item.split(' ').collect();
    let ends = (0..words.len()).filter(|from| words.len() - from >= 2).map(|from| words[from..].join(" "));
    // `women and peace and security` is written with a comma.
    ends.take(LONGEST + 8).find(|title| is_item(title))
}

/// An item of one word under which so many resolutions stand is a place that has one of its own.
const MANY: usize = 8;

/// The words of a line before a citation, up to some hundred bytes.
fn before(subject: &Subject<'_>, mention: &Mention) -> String {
    let words = subject.before(mention.span.start, 110);
    let words = words.rsplit("\n\n").next().unwrap_or(words);
    words.split_whitespace().collect::<Vec<_>>().join(" ") + if words.ends_with(char::is_whitespace) { " " } else { "" }
}

/// What may be the name of the section cited, in small letters: in brackets behind it, before a comma or a bracket before it, or
/// before `in violation of`.
fn beside(subject: &Subject<'_>, mention: &Mention) -> Vec<String> {
    let mut out = Vec::new();
    let list = &subject.resolver.grammar().words;
    let behind = subject.behind(mention, 60);
    let opened = behind.strip_prefix(" (").or_else(|| behind.strip_prefix(" ["));
    if let Some(inside) = opened.and_then(|rest| rest.split_once([')', ']'])).map(|(inside, _)| inside) {
        out.push(bare_name(list, inside));
    }
    // `18 U.S.C. § 1343—wire fraud`, `18 U.S.C. § 1343: wire fraud`
    let dashed = behind.trim_start().strip_prefix(['—', '–', ':', '|']);
    if let Some(rest) = dashed {
        let rest = rest.split(['.', ',', ';', '(', '\n', '|']).next().unwrap_or(rest);
        let words: Vec<&str> = rest.split_whitespace().collect();
        out.extend((1..=words.len().min(5)).rev().map(|n| bare_name(list, &words[..n].join(" "))));
    }
    // `18 U.S.C. § 1343, the wire fraud statute.`
    if let Some(inside) =
        behind.strip_prefix(", the ").map(|rest| rest.split(['.', ',', ';', ')', '\n']).next().unwrap_or(rest))
    {
        let named = list.of_a_law.iter().any(|w| inside.ends_with(w.as_str()));
        out.extend(named.then(|| bare_name(list, inside)));
    }
    // `18 U.S.C. § 1343, wire fraud, carries …`: what another citation follows is that one's.
    if let Some((inside, rest)) = behind.strip_prefix(", ").and_then(|rest| rest.split_once(',')) {
        // Nor is one of a list: `under 18 U.S.C. § 1344, wire fraud, and theft`.
        let rest = rest.split(['.', ';', '\n']).next().unwrap_or(rest).trim_start();
        let listed = list.conjunctions.iter().any(|w| {
            let joins = |rest: &str| rest.strip_prefix(w.as_str()).is_some_and(|r| r.starts_with(' '));
            joins(rest) || rest.match_indices(", ").any(|(at, _)| joins(&rest[at + 2..]))
        });
        let digit = rest.bytes().take(14).any(|b| b.is_ascii_digit());
        out.extend((!digit && !listed && inside.len() < 40).then(|| fold(inside)));
    }
    // `18 U.S.C. § 1343 punishes wire fraud`
    let said = behind.strip_prefix(", which ").or_else(|| behind.strip_prefix(' '));
    if let Some((verb, rest)) = said.and_then(|rest| rest.split_once(' '))
        && list.outlawing.iter().any(|w| w == verb)
    {
        let rest = fold(rest.split(['.', ',', ';', '(', '\n']).next().unwrap_or(rest));
        let words: Vec<&str> = rest.split(' ').collect();
        out.extend((1..=words.len().min(4)).rev().map(|n| words[..n].join(" ")));
    }
    let words = before(subject, mention);
    // `18 U.S.C. § 1962 (RICO), 18 U.S.C. § 1344`: what stands before is another citation's.
    let joined = list.violating.iter().find_map(|w| words.trim_end().strip_suffix(w.as_str()));
    let opened = words.trim_end().strip_suffix(['(', '[', ',', ':', '—', '–', '|']);
    let Some(words) = joined.or(opened) else { return out };
    let words = fold(words.trim_end().trim_end_matches(',')).replace('-', " ");
    let words = words.trim_end();
    // `the false-statements statute`; `the Alien Tort Statute` has the word in its name.
    let bare = list.of_a_law.iter().find_map(|w| words.strip_suffix(w.as_str())).map(str::trim_end);
    for words in std::iter::once(words).chain(bare) {
        names_before(list, words, &mut out);
    }
    out
}

/// What stands beside a section without the words around a name: `criminalizing wire fraud`, `the wire-fraud statute`.
fn bare_name(list: &Words, words: &str) -> String {
    let folded =
        fold(words.trim_matches(|c: char| c.is_whitespace() || crate::check::joined::is_mark(c))).replace('-', " ");
    let mut name = folded.as_str();
    let verbs = list.outlawing.iter().chain(&list.articles);
    for verb in verbs {
        name = name.strip_prefix(verb.as_str()).and_then(|rest| rest.strip_prefix(' ')).unwrap_or(name);
    }
    for word in &list.of_a_law {
        name = name.strip_suffix(word.as_str()).and_then(|rest| rest.strip_suffix(' ')).unwrap_or(name);
    }
    name.to_owned()
}

/// What may be a name at the end of some words.
fn names_before(list: &Words, words: &str, out: &mut Vec<String>) {
    let last: Vec<&str> = words.rsplit(' ').take(LONGEST).collect();
    // What another offence is an attempt or a conspiracy of, or is done in connection with, is that other's.
    let others = &list.attending;
    for n in (1..=last.len().min(5)).rev() {
        let name = last[..n].iter().rev().copied().collect::<Vec<_>>().join(" ");
        let rest = &last[n..];
        // `convicted of NAME`: what is `in connection with a NAME` is another offence, and so is one of two, `mail or NAME`.
        // `pleaded guilty to wire fraud`; a limitation `applies to wire fraud`.
        let charged = |phrase: &String| {
            let mut words = phrase.rsplit(' ');
            rest.iter().zip(words.by_ref()).all(|(w, other)| *w == other) && words.next().is_none()
        };
        let opened = rest.first().is_none_or(|w| w.ends_with(['.', ':', ';']) || list.charged.iter().any(charged));
        if opened && !rest.iter().take(6).any(|w| others.iter().any(|other| other == w)) {
            out.push(name);
        }
    }
}
