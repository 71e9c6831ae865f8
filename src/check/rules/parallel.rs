//! PC104, PC112: parallel citations of one provision that are of two.

use crate::check::cited::Cited;
use crate::check::joined::{Said, Sign, joined};
use crate::check::{Finding, Rule, Severity, Subject, year};
use crate::grammar::Family;
use crate::provision::{ProvisionId, is_below, split_at_section};
use crate::registry::{Facts, Registry};
use crate::resolve::{Form, Mention};

pub(super) const CONTAINER: Rule = Rule {
    code: "PC104",
    name: "container-mismatch",
    severity: Severity::Warning,
    default: true,
    doc: "## What it does\n\nReports a section of the Code set beside a law whose sections stand in another title of it.\n\n## Why\n\nThe number \
is right and leads into the wrong volume.\n\n## Example\n\n`section 203 of IEEPA (18 U.S.C. 1702)`: that section is 50 U.S.C. 1702.\n",
    run: container,
};

pub(super) const PARALLEL: Rule = Rule {
    code: "PC112",
    name: "parallel-mismatch",
    severity: Severity::Error,
    default: true,
    doc: "## What it does\n\nCompares what stands side by side for one provision, however joined: a law's section and the Code's, an Act by its \
name and where it begins in the Code, a law or an order and the page at which it is printed, a bill and the law that came of it.\n\n## Why\n\nWho follows one of them reads another text than who follows the \
other.\n\n## Example\n\n`section 104 of NKSPEA (22 U.S.C. 9213)`: that section is 22 U.S.C. 9214. `Pub. L. 114-122, 131 Stat. 93`: it is in volume \
130.\n",
    run: parallel,
};

fn container(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let registry = subject.resolver.registry();
    for (first, second) in beside(subject) {
        let (instrument, code) = (first.instrument, second.id);
        let Some((cited, _)) = split_at_section(code.as_str()) else { continue };
        let Some((title, section)) = cited.rsplit_once('/') else { continue };
        let number = title.trim_end_matches(|c: char| c.is_ascii_digit());
        // The same number in another title of the same code, enacted by the very law that is named.
        let enacted = |path: &str| {
            let id: Option<ProvisionId> = path.parse().ok();
            let source =
                id.filter(|_| registry.lists(path)).and_then(|id| registry.facts(&id)).map_or("", |f| f.source);
            is_below(source, instrument.as_str())
        };
        if number == title || enacted(cited) {
            continue;
        }
        // A section that the registry doesn't have may have been one of that law.
        if registry.has_section(title, &section[1..]) == Some(true)
            && registry.facts(code).is_none_or(|f| f.source.is_empty())
        {
            continue;
        }
        let mut others = (1..=TITLES).map(|n| format!("{number}{n}/{section}")).filter(|path| enacted(path));
        let (Some(right), None) = (others.next(), others.next()) else { continue };
        found.push(
            Finding::new(
                &CONTAINER,
                second.mention.span,
                format!("{code} is none of {}'s sections; it is {right}", subject.words(first.mention)),
            )
            .about(code)
            .by([format!("registry: {right} was enacted by {instrument}")]),
        );
    }
}

fn parallel(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let registry = subject.resolver.registry();
    for (named, numbered) in beside(subject) {
        let (law, code, instrument) = (named.id, numbered.id, named.instrument);
        let (first, second) = (named.mention, numbered.mention);
        let (Some((stem, _)), Some((cited, _))) = (split_at_section(law.as_str()), split_at_section(code.as_str()))
        else {
            continue;
        };
        let Some(right) = registry.counterpart_of_section(stem) else { continue };
        // `section 6 of the Act (16 U.S.C. 1531 et seq.)` says where the Act is.
        let opens = subject.words(second).ends_with("seq.") || subject.behind(second, 9).starts_with(" et seq.");
        if opens {
            continue;
        }
        // Both are of this law, or it may be a section that the law amends.
        let enacted_by = registry.facts(code).map_or("", |f| f.source);
        let siblings = is_below(enacted_by, instrument.as_str());
        let ids: Option<(ProvisionId, ProvisionId)> = enacted_by.parse().ok().zip(stem.parse().ok());
        // Of another law's sections only where the Act is named, and not amended there: in brackets behind its section stands where
        // that one is.
        let act = named.family.is_some_and(Family::is_act);
        let named = act && !is_amending(subject, first, second);
        let sure = || joined(subject, first, second).is_some_and(|how| how.bracketed || how.words == Said::Printed);
        let other_laws = named && !enacted_by.is_empty() && sure();
        if right == cited || !(siblings || other_laws) || ids.is_none_or(|(a, b)| a.flattened() == b.flattened()) {
            continue;
        }
        // Sections move: of an old text today's Code says no more than where sections of one law stood that are still there.
        if subject.date.is_some_and(|date| !(is_recent(date) || siblings && stood(subject, date, [right, cited]))) {
            continue;
        }
        found.push(
            Finding::new(&PARALLEL, second.span, format!("{} is {right}, not {code}", subject.words(first)))
                .about(code)
                .by([format!("registry: {code} was enacted by {enacted_by}"), format!("registry: {stem} is {right}")]),
        );
    }
    super::classified::elsewhere(subject, found, &PARALLEL);
    pages(subject, found);
    bills(subject, found);
}

/// Whether two sections are of one title and were there, under their numbers, when a document was written.
fn stood(subject: &Subject<'_>, date: &str, sections: [&str; 2]) -> bool {
    let registry = subject.resolver.registry();
    let title = |section: &'_ str| section.rsplit_once('/').map(|(title, _)| title.to_owned());
    let [first, second] = sections.map(title);
    let anew = first.as_deref().and_then(|title| registry.enacted_anew(title));
    first == second
        && anew.is_none_or(|day| day < date)
        && sections.iter().all(|section| registry.first_seen(section).is_none_or(|day| day < date))
}

/// How long the words between a bill and the law that came of it may be, in bytes.
const BETWEEN: usize = 70;

/// A bill beside a law that came of another: `H.R. 757, 114th Cong., became Public Law 114-123`.
fn bills(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for (first, second) in subject.pairs() {
        let is_bill = |c: &Cited<'_>| c.family.is_some_and(Family::is_bill);
        if is_bill(&first) == is_bill(&second) {
            continue;
        }
        let (bill, law) = if is_bill(&first) { (first, second) } else { (second, first) };
        let (from, to) = (first.mention.span.end, second.mention.span.start);
        let Some(between) = subject.text.get(from..to).filter(|b| b.len() <= BETWEEN) else { continue };
        let how = joined(subject, first.mention, second.mention);
        let bracketed = how.is_some_and(|how| how.bracketed && how.words != Said::See);
        let folded = between.to_lowercase();
        let words = &subject.resolver.grammar().words;
        // `Public Law 1-2, introduced as H.R. 3`
        let led = folded.trim_start_matches([',', ' ', '(', '[']).trim_end().trim_end_matches(" the");
        let came_of = !is_bill(&first) && words.came_of.iter().any(|w| w == led);
        // `became law before Pub. L. 114-123` says it of another.
        let said = folded.trim_end();
        let said = [said, said.trim_end_matches(" the")];
        let became = is_bill(&first) && words.became.iter().any(|w| said.iter().any(|said| said.ends_with(w.as_str())));
        // A comparison, and what is denied, is no identity.
        let denied = words.quoting.negations.iter().any(|w| folded.split(' ').any(|other| other == w));
        if bill.id != bill.instrument || law.id != law.instrument || denied || !(became || bracketed || came_of) {
            continue;
        }
        // Of one Congress, as the ids say.
        let congress = |id: &ProvisionId| id.parts().nth(2).map(str::to_owned);
        if congress(bill.id) != congress(law.id) || !subject.has_number(law.mention, law.id) {
            continue;
        }
        let known = subject.facts(bill.id).map_or("", |f| f.became);
        if known.is_empty() && became && super::bill_not_law::never_became(subject, bill.id) {
            found.push(
                Finding::new(&PARALLEL, bill.mention.span, format!("{} became no law, nor {}", bill.id, law.id))
                    .about(bill.id)
                    .by([format!("registry: {} is none of the bills that became law", bill.id)]),
            );
        }
        // `the text became title III of the law`: another bill became the law.
        let facts = subject.facts(bill.id).filter(|f| !f.became.is_empty());
        let in_part = became && facts.is_some_and(|f| f.moved.is_empty() && !f.note.is_empty());
        if let Some(facts) = facts.filter(|f| in_part && f.became == law.id.as_str()) {
            found.push(
                Finding::new(
                    &PARALLEL,
                    bill.mention.span,
                    format!("{} is not the bill that became {}", bill.id, law.id),
                )
                .about(bill.id)
                .by([format!("registry: {}: {}", bill.id, facts.note)])
                .at(Severity::Warning),
            );
        }
        let Some(facts) = facts.filter(|f| f.became != law.id.as_str()) else { continue };
        let right = facts.became;
        found.push(
            Finding::new(&PARALLEL, law.mention.span, format!("{} became {right}, not {}", bill.id, law.id))
                .about(law.id)
                .by([format!("registry: {} became {right}", bill.id)]),
        );
    }
}

/// Whether the words beside say that the one amends the other.
fn is_amending(subject: &Subject<'_>, first: &Mention, second: &Mention) -> bool {
    let around = [subject.before(first.span.start, 80), subject.behind(second, 60)];
    let words = &subject.resolver.grammar().words;
    let amending = || words.amending.iter().chain(&words.past);
    around.iter().any(|text| text.contains("amend") || amending().any(|w| text.contains(w.as_str())))
}

/// A law or an order with the page at which it is printed.
fn pages(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for at in 1..subject.mentions.len() {
        let (Some(before), Some(behind)) = (subject.cited_at(at - 1), subject.cited_at(at)) else { continue };
        let Some((of, printed)) = with_page(subject, at, before, behind) else { continue };
        let (numbered, page) = (of.id, printed.id);
        let second = printed.mention;
        let Some(facts) = subject.facts(of.instrument) else { continue };
        let known = volume_of(&facts);
        let stated = page.parent();
        let stated = stated.as_ref().map_or("", ProvisionId::as_str);
        // Of one series, and each a number.
        let split = |volume: &'_ str| {
            let (series, number) = volume.rsplit_once('/')?;
            Some((series.to_owned(), number.parse::<u32>().ok()?))
        };
        let (Some((series, right)), Some((other, volume))) = (split(known), split(stated)) else { continue };
        // `…, continued by Public Law 2, 125 Stat. 603`: the page may be of what was named before.
        let before = (0..at - 1).rev().take(6).filter_map(|at| subject.cited_at(at));
        let mut volumes = before.filter_map(|c| subject.facts(c.instrument));
        // A section that was added later is printed with the law that added it.
        let added = numbered != of.instrument && volume > right;
        if series == other && volume != right && !added && !volumes.any(|facts| volume_of(&facts) == stated) {
            found.push(
                Finding::new(&PARALLEL, second.span, format!("{numbered} is printed in volume {right}, not {volume}"))
                    .about(page)
                    .by([format!("registry: {numbered} is in {known}")]),
            );
        }
        // Of a section it is the page of that.
        if series == other && volume == right && numbered == of.instrument {
            found.extend(wrong_page(subject, &of, &facts, &printed));
        }
    }
}

/// Of two neighbours the instrument and the page that the text says it is printed on: a law and behind it a page, in whatever way
/// they are joined; or a page and behind it a law, where neither has another page, or another law, on its other side.
fn with_page<'s>(
    subject: &'s Subject<'_>,
    at: usize,
    before: Cited<'s>,
    behind: Cited<'s>,
) -> Option<(Cited<'s>, Cited<'s>)> {
    let is_page = |c: &Cited<'_>| c.family.is_some_and(Family::is_page);
    let how = joined(subject, before.mention, behind.mention)?;
    let turned = is_page(&before);
    let (of, printed) = if turned { (behind, before) } else { (before, behind) };
    if is_page(&of) || !is_page(&printed) || of.mention.id.is_none() || !subject.has_number(of.mention, of.instrument) {
        return None;
    }
    if turned {
        // `Pub. L. 1, 84 Stat. 3, Pub. L. 2`: the page is the first one's.
        let alone = |near: usize, other: usize| {
            let (Some(a), Some(b)) = (subject.mentions.get(near), subject.mentions.get(other)) else { return true };
            joined(subject, a, b).is_none_or(|how| how.sign == Sign::Semicolon)
        };
        let apart = at.checked_sub(2).is_none_or(|one| alone(one, at - 1)) && alone(at, at + 1);
        return (apart && (how.is_bare() || how.is_apposed())).then_some((of, printed));
    }
    Some((of, printed))
}

/// How far behind its first page an order may go whose next one isn't known, in pages; a law may have a thousand.
const LONGEST: u64 = 60;

/// A page of the right volume that is none of the instrument's: before its first, or behind the first of the next.
fn wrong_page(subject: &Subject<'_>, of: &Cited<'_>, facts: &Facts, printed: &Cited<'_>) -> Option<Finding> {
    let (numbered, page) = (of.id, printed.id);
    let number = |page: &str| page.rsplit('/').next()?.parse::<u64>().ok();
    let (first, stated) = (number(facts.page)?, number(page.as_str())?);
    let (above, own) = numbered.as_str().rsplit_once('/')?;
    let next: ProvisionId = format!("{above}/{}", own.parse::<u64>().ok()?.saturating_add(1)).parse().ok()?;
    let next = subject
        .facts(&next)
        .filter(|f| f.page.rsplit_once('/').map(|(v, _)| v) == facts.page.rsplit_once('/').map(|(v, _)| v));
    let next = next.and_then(|f| number(f.page)).filter(|next| *next >= first);
    // Sources differ by a page or two.
    let short = of.family.is_some_and(|f| !f.is_act());
    let beyond = next.map(|next| next + 2).or(short.then_some(first + LONGEST)).unwrap_or(u64::MAX);
    (stated.saturating_add(2) < first || stated > beyond).then(|| {
        Finding::new(&PARALLEL, printed.mention.span, format!("{numbered} begins on page {first}, not {stated}"))
            .about(page)
            .by([format!("registry: {numbered} is at {}", facts.page)])
    })
}

/// The volume in which an instrument is printed, as far as the registry has it.
fn volume_of(facts: &Facts) -> &'static str {
    if facts.volume.is_empty() { facts.page.rsplit_once('/').map_or("", |(volume, _)| volume) } else { facts.volume }
}

/// Whether a date is within a few years of the registry's.
fn is_recent(date: &str) -> bool {
    matches!((year(date), year(Registry::AS_OF)), (Some(then), Some(now)) if now - then <= 3)
}

/// The highest number of a title.
const TITLES: u32 = 60;

/// What is named, and the section of a code behind it: in brackets, behind a comma, or `codified at`.
fn beside<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = (Cited<'s>, Cited<'s>)> {
    let coded = |c: &Cited<'_>| {
        c.mention.form == Form::Full && subject.words(c.mention).starts_with(|c: char| c.is_ascii_digit())
    };
    // `16 U.S.C. § 1538 (section 7 of the Act)` too.
    let turned = move |first: &Cited<'_>, second: &Cited<'_>| {
        coded(first)
            && !coded(second)
            && second.mention.confidence >= 0.85
            && [first, second].iter().all(|c| c.mention.range_end.is_none())
            && joined(subject, first.mention, second.mention).is_some_and(|how| {
                let closed = subject.behind(second.mention, 1).starts_with([')', ']']);
                how.bracketed && how.words == Said::Nothing && closed || how.words == Said::Same && !how.bracketed
            })
            && !first.id.as_str().ends_with("/note")
            && split_at_section(first.id.as_str()).is_some()
    };
    subject.pairs().filter_map(move |(law, code)| {
        if turned(&law, &code) {
            return Some((code, law));
        }
        let (first, second) = (law.mention, code.mention);
        if !coded(&code) || first.form == Form::ListMember {
            return None;
        }
        let single = first.range_end.is_none() && second.range_end.is_none() && first.confidence >= 0.85;
        // `(50 U.S.C. 1701, 1702)` is a list, and a note belongs to no section.
        let closed = subject.behind(second, 1).starts_with([')', ']', ';'])
            || subject.words(second).ends_with("seq.")
            || subject.behind(second, 9).starts_with(" et seq.");
        let how = joined(subject, first, second);
        // `section 3 of the A Act, 50 U.S.C. 1702, and …` says where it is; a list goes on with another section.
        let goes_on = || {
            subject
                .behind(second, 8)
                .trim_start_matches([',', ';', ' '])
                .starts_with(|c: char| c.is_ascii_digit() || c == '§')
        };
        let joined = how.is_some_and(|how| match (how.bracketed, how.words, how.sign) {
            (_, Said::See | Said::Called, _) | (false, Said::Nothing, Sign::None) => false,
            (_, Said::Same | Said::Printed, _) => true,
            (true, Said::Nothing, _) => closed,
            (false, Said::Nothing, Sign::Comma | Sign::Semicolon | Sign::Line) => !goes_on(),
        });
        let plain = joined && single && !code.id.as_str().ends_with("/note");
        (plain && split_at_section(code.id.as_str()).is_some()).then_some((law, code))
    })
}
