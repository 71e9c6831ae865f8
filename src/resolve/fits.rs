//! What can be meant: whether a noun, a level, a number fits an instrument, as far as grammar and registry tell.

use super::components::{Component, plain};
use super::discourse::Discourse;
use super::memory::Known;
use super::referent::Referent;
use crate::grammar::{Determiner, FamilyId, Kind, LevelId, Shape};
use crate::parse::{Citation, Noun, Part, ReferenceMatch, Step};
use crate::provision::is_section;

/// Whether a reference's noun can name an instrument of a family; `act`: it was called an Act.
pub(super) fn noun_fits(d: &Discourse<'_>, noun: &Noun, family: FamilyId, act: bool) -> bool {
    match noun {
        Noun::Families(families) => families.contains(&family) || act && families.iter().any(|f| d.family(*f).is_act()),
        Noun::Statute(others) => d.family(family).enacted || others.contains(&family),
        Noun::Provision => true,
        Noun::Level(_) | Noun::There | Noun::Id => false,
    }
}

/// The noun of a reference, the last of its words.
pub(super) fn noun<'t>(d: &Discourse<'t>, reference: &ReferenceMatch) -> &'t str {
    let words = &d.text()[reference.start..reference.end];
    words.rsplit(char::is_whitespace).next().unwrap_or(words)
}

/// Whether a family has a reference's noun only with a capital, as part of its names: `Statute`.
pub(super) fn is_proper_noun(d: &Discourse<'_>, reference: &ReferenceMatch, family: FamilyId) -> bool {
    let noun = noun(d, reference);
    d.family(family).nouns.iter().any(|n| n.eq_ignore_ascii_case(noun) && n.starts_with(char::is_uppercase))
}

/// Whether a reference's noun is a common word: `order`, `law`.
pub(super) fn is_common(d: &Discourse<'_>, reference: &ReferenceMatch) -> bool {
    let words = &d.text()[reference.start..reference.end];
    let behind = |(word, _): &(String, Determiner)| {
        let noun = words.get(word.len()..)?.strip_prefix(char::is_whitespace)?;
        words[..word.len()].eq_ignore_ascii_case(word).then_some(noun.trim_start())
    };
    let noun = d.grammar().reference.determiners.iter().find_map(behind).unwrap_or(words);
    d.grammar().reference.common.iter().any(|n| n.eq_ignore_ascii_case(noun))
}

/// Whether a reference is the end of words for a sequence, behind which nothing goes on: `the waiver and the exemption, in that order.`
pub(super) fn is_sequence(d: &Discourse<'_>, reference: &ReferenceMatch) -> bool {
    let (before, behind) = (&d.text()[..reference.end], &d.text()[reference.end..]);
    let ended = behind.is_empty() || behind.starts_with(['.', ',', ';', ':', ')', '”', '"', '\n']);
    ended && d.grammar().reference.sequences.iter().any(|words| before.ends_with(words.as_str()))
}

/// Whether a noun with a capital begins a name of its own: `the Charter of the Harbour League`.
pub(super) fn is_named(d: &Discourse<'_>, end: usize) -> bool {
    // `the Convention Relative to the …` too; a year, a section behind it are capitalised words of another kind.
    let word = d.text()[end..].strip_prefix(' ').and_then(|rest| rest.split(' ').next());
    if word.is_some_and(|w| matches!(w, "Relative" | "Relating" | "Concerning" | "Respecting" | "Regarding")) {
        return true;
    }
    let name = d.text()[end..].strip_prefix(" of ").map(|rest| rest.strip_prefix("the ").unwrap_or(rest));
    name.is_some_and(|name| name.starts_with(char::is_uppercase))
}

/// Whether what follows a noun describes it: `the statute of limitations`, `the order that applied`.
pub(super) fn is_described(d: &Discourse<'_>, end: usize) -> bool {
    let rest = d.text()[end..].trim_start();
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    rest.len() < d.text().len() - end && d.grammar().reference.described.iter().any(|w| w == word)
}

/// The part of an earlier mention that a reference's noun names: `the Regulations` after `31 CFR part 566, subpart A` the part,
/// `that regulation` after `31 CFR 566.201(a)` the section. None where the noun names no level of the family, or one that the
/// mention doesn't reach.
pub(super) fn part_named(d: &Discourse<'_>, reference: &ReferenceMatch, referent: &Referent) -> Option<Referent> {
    let level = d.family(referent.family).noun_level(noun(d, reference))?;
    // Of a code whose sections have no letter in an id, `2B1.1`, `that guideline` is one; `the low end of the Guideline` isn't.
    let numbered = || referent.path.iter().position(|c| !c.mark).map(|at| at + 1);
    let unlettered = || d.ladder(referent.family).rung(level).is_some_and(|r| r.prefix.is_empty());
    let bare = Some(level) == d.section_level() && reference.determiner != Determiner::Defined && unlettered();
    let keep = referent.reach_of(d.ladder(referent.family), level).or_else(|| if bare { numbered() } else { None })?;
    Some(referent.at(referent.path[..keep].iter().cloned().collect()))
}

/// Whether a reference's noun names a level of a family's instruments.
pub(super) fn names_part(d: &Discourse<'_>, reference: &ReferenceMatch, family: FamilyId) -> bool {
    d.family(family).noun_level(noun(d, reference)).is_some()
}

/// Whether a place lies in a section, of an instrument that has sections: those of a code may have no letter in an id.
pub(super) fn in_section(d: &Discourse<'_>, referent: &Referent) -> bool {
    let unlettered = || {
        let rung = d.section_level().and_then(|s| d.ladder(referent.family).rung(s));
        let number = |c: &Component| !c.mark && c.text.starts_with(|c: char| c.is_ascii_digit());
        rung.is_some_and(|r| r.prefix.is_empty()) && referent.path.iter().any(number)
    };
    referent.section().is_some() || unlettered()
}

/// Whether a family is law compiled by subject, whose titles are no statutes.
pub(super) fn is_code(d: &Discourse<'_>, family: FamilyId) -> bool {
    d.family(family).is_code()
}

/// Whether a family's instruments are a legislature's: Acts and bills, which amend others and not themselves.
pub(super) fn is_legislation(d: &Discourse<'_>, family: FamilyId) -> bool {
    d.family(family).is_act() || d.family(family).is_bill()
}

/// Whether a family's instruments have sections.
pub(super) fn has_sections(d: &Discourse<'_>, family: FamilyId) -> bool {
    d.grammar().has_sections(family)
}

/// Whether a level is the section or lies below it on a family's ladder.
pub(super) fn is_below_section(d: &Discourse<'_>, family: FamilyId, level: LevelId) -> bool {
    let ladder = d.ladder(family);
    let section = d.section_level().and_then(|s| ladder.rank(s));
    matches!((ladder.rank(level), section), (Some(own), Some(section)) if own >= section)
}

/// Whether a path begins with a mark or with a unit that has marks: `(a)`, `subsection (a)`.
pub(super) fn begins_with_mark(d: &Discourse<'_>, path: &[Part]) -> bool {
    let Some(first) = path.first() else { return false };
    match first.step {
        Step::Mark => true,
        Step::Level(level) => {
            let bracketed = first.place.start > 0 && d.text()[..first.place.start as usize].ends_with('(');
            bracketed || d.grammar().levels[level as usize].is_relative()
        }
        Step::Field(_) => false,
    }
}

/// The level that a citation's first part is at.
pub(super) fn first_level(citation: &Citation) -> Option<LevelId> {
    match citation.members.first()?.path.first()?.step {
        Step::Level(level) => Some(level),
        Step::Mark | Step::Field(_) => None,
    }
}

/// Whether a citation's unit is too common a word to be one by itself.
pub(super) fn is_weak(d: &Discourse<'_>, citation: &Citation) -> bool {
    first_level(citation).is_some_and(|level| d.grammar().levels[level as usize].weak)
}

/// The number of the section that a citation begins with.
pub(super) fn section_of(d: &Discourse<'_>, citation: &Citation) -> Option<String> {
    let first = citation.members.first()?.path.first()?;
    let section = matches!(first.step, Step::Level(level) if Some(level) == d.section_level());
    section.then(|| plain(first.place.of(d.text())))
}

/// Whether a citation's level lies more than one below the level of what it is a part of, with levels between that it doesn't name:
/// `subclause (I) of such subparagraph`. A paragraph (a) of a section stands directly below it, whatever it is called.
pub(super) fn leaves_out_levels(d: &Discourse<'_>, citation: &Citation, family: FamilyId, whole: LevelId) -> bool {
    let level = first_level(citation).and_then(|level| d.ladder(family).rank(level));
    let mark = citation.members.first().and_then(|m| m.path.first()).map_or("", |part| part.place.of(d.text()));
    let lettered = Some(whole) == d.section_level() && mark.starts_with(|c: char| c.is_ascii_lowercase());
    matches!((level, d.ladder(family).rank(whole)), (Some(level), Some(whole)) if level > whole + 1) && !lettered
}

/// Whether a citation's level lies more than one below a place: `paragraph (3)` after a section cited whole can be of any of
/// its subsections.
pub(super) fn too_deep(d: &Discourse<'_>, citation: &Citation, at: &Referent) -> bool {
    let ladder = d.ladder(at.family);
    let Some(Part { step: Step::Level(level), place }) = citation.members.first().and_then(|m| m.path.first()) else {
        return false;
    };
    let rank = |l: Option<LevelId>| l.and_then(|l| ladder.rank(l));
    let (Some(own), Some(section)) = (rank(Some(*level)), rank(d.section_level())) else { return false };
    let marks: Vec<&str> = at.path.iter().filter(|c| c.mark).map(|c| c.text.as_str()).collect();
    let open_there = marks.iter().any(|m| crate::parse::same_kind(m, place.of(d.text())));
    own > section + 1 + marks.len() && !open_there
}

/// Whether an instrument may have every section of a list: none is known to be missing.
pub(super) fn may_have_all(d: &Discourse<'_>, base: &str, citation: &Citation) -> bool {
    citation.members.iter().filter_map(|m| m.path.first()).all(|part| {
        let is_section = matches!(part.step, Step::Level(level) if Some(level) == d.section_level());
        !is_section || d.has_section(base, &plain(part.place.of(d.text()))) != Some(false)
    })
}

/// Whether an instrument can have a section of this number, as far as the registry and the number's shape tell.
pub(super) fn can_have_section(d: &Discourse<'_>, known: &Known, number: &str) -> bool {
    // What notes on an Act have under no heading is another's.
    if d.is_on_another() && !d.heads(number) && d.own().is_some_and(|own| own.referent.base == known.base()) {
        return false;
    }
    // A section with its part's number in it is of a part cited before: `§ 510.201` after `31 CFR part 510`.
    if let Some((part, _)) = number.split_once('.') {
        let numbers = known.referent.path.iter().filter_map(|c| {
            let digits = c.text.find(|c: char| c.is_ascii_digit())?;
            Some(&c.text[digits..])
        });
        if !numbers.map(|n| n.split('.').next().unwrap_or(n)).any(|n| n == part) {
            return false;
        }
    }
    let family = known.family();
    // Where sections are numbered anew in every part, `§ 5` is of the part that was named.
    if d.family(family).sections_within_parts {
        // An article has none, and the Constitution's have ten at most.
        return part_with_sections(d, &known.referent).is_some_and(|mut part| {
            part.path.push(Component { text: compact_str::format_compact!("s{number}"), mark: false });
            part.id().is_some_and(|id| d.grammar().well_formed_in(family, &id, |_| None).is_ok())
        });
    }
    // The low sections of a code title are seldom meant without it; `Section 8` after `12 U.S.C. 1818` is an Act's.
    let digits = |number: &str| number.bytes().take_while(u8::is_ascii_digit).count();
    let cited = || known.referent.section().map(|s| &s[1..]);
    if is_code(d, family) && digits(number) < 3 && cited().is_none_or(|n| digits(n) > 2) {
        return false;
    }
    let listed = d.has_section(known.base(), number);
    // `Id. § 16913(b)` behind an Act and its place in a code is of the code: such numbers are a code's where one was cited.
    let coded =
        |k: &Known| is_code(d, k.family()) && k.referent.section().is_some_and(|s| digits(&s[1..]) == digits(number));
    if listed.is_none() && !is_code(d, family) && digits(number) >= 4 && d.memory().iter_back().take(24).any(coded) {
        return false;
    }
    listed == Some(true) || listed.is_none() && number_fits(d, family, number)
}

/// Whether the words before a section say that a law amends it: `Section 13401 of the Act amends section 45Y`, which is another's.
pub(super) fn is_amended_there(d: &Discourse<'_>, start: usize) -> bool {
    let before = d.text()[..start].trim_end();
    d.grammar().reference.amending_before.iter().any(|verb| before.ends_with(verb.as_str()))
}

/// The highest section of an order for which it is cited without its name.
const FEW: u32 = 20;

/// Whether a section can be one of few: an order's, which has letters below them. Laws, bills and codes have many.
pub(super) fn is_of_few(d: &Discourse<'_>, known: &Known, citation: &Citation, number: &str) -> bool {
    let family = d.family(known.family());
    let marked = citation.members.first().and_then(|m| m.path.get(1)).map(|p| p.place.of(d.text()));
    let digits = marked.is_some_and(|m| m.starts_with(|c: char| c.is_ascii_digit()));
    family.enacted || family.is_code() || family.is_bill() || number.parse::<u32>().is_ok_and(|n| n <= FEW) && !digits
}

/// Whether the words before a part say that it is what amends: `as redesignated by paragraph (1)`.
pub(super) fn is_what_amends(d: &Discourse<'_>, start: usize) -> bool {
    let before = d.text()[..start].trim_end();
    d.grammar().reference.amended_by.iter().any(|words| before.ends_with(words.as_str()))
}

/// The part above the section of what numbers its sections anew in every part: the amendment of `amend14/s5`.
pub(super) fn part_with_sections(d: &Discourse<'_>, referent: &Referent) -> Option<Referent> {
    let at = referent.path.iter().position(|c| is_section(&c.text)).unwrap_or(referent.path.len());
    let anew = d.family(referent.family).sections_within_parts && at > 0;
    anew.then(|| referent.at(referent.path[..at].iter().cloned().collect()))
}

/// Whether a family's sections can have a number of this shape.
pub(super) fn number_fits(d: &Discourse<'_>, family: FamilyId, number: &str) -> bool {
    let field = d.family(family).fields.iter().find(|f| f.level.is_some() && f.level == d.section_level());
    if let Some(Shape::Regex(regex)) = field.map(|f| &f.shape) {
        return regex.is_match(number);
    }
    match field.and_then(|f| f.contains.as_deref()) {
        Some(sign) => number.contains(sign),
        // Sections with a dash in their number are a code's; which ones, the registry knows.
        None => has_sections(d, family) && !number.contains(['.', '-']),
    }
}

/// The code of the state whose law or act the document is, where a section's number is one of that code and can't be the
/// law's own: `§ 47-829` in an act of the Council of the District of Columbia.
pub(super) fn code_of_its_state(d: &Discourse<'_>, number: &str) -> Option<Referent> {
    let own = d.own().filter(|own| !number_fits(d, own.referent.family, number))?;
    let family = d.family(own.referent.family);
    let state = family.place();
    if family.is_code() || !state.contains('/') {
        return None;
    }
    let codes = (0..).zip(&d.grammar().families);
    let mut codes = codes.filter(|(_, f)| f.is_code() && f.place() == state && f.is_one_instrument());
    let (code, spec) = codes.next()?;
    let field = spec.fields.iter().find(|f| f.level.is_some() && f.level == d.section_level());
    let Some(Shape::Regex(regex)) = field.map(|f| &f.shape) else { return None };
    regex.is_match(number).then(|| Referent::whole(spec.id.prefix(), code))
}

/// Whether the legislation that words speak of isn't recognised, between two places: a common noun may mean that one.
pub(super) fn speaks_of_others(d: &Discourse<'_>, from: usize, to: usize) -> bool {
    let unknown = |m: &super::Mention| m.id.is_none() && !matches!(m.form, super::Form::Anaphora);
    let mut nearer = d.mentions_back().take_while(|m| m.span.start >= from);
    // As it is told in one spelling, whatever white space a page left between the words.
    let words = d.text()[from..to].split_whitespace().collect::<Vec<_>>().join(" ");
    let elsewhere = &d.grammar().reference.elsewhere;
    nearer.any(unknown) || elsewhere.iter().any(|w| words.contains(w.as_str()))
}

/// How far before a mention the noun of its name is looked for, in bytes.
const CALLED: usize = 24;

/// Whether an earlier mention calls its instrument by another noun of its family than the reference does: `the Order` is none
/// that was called Regulations.
pub(super) fn is_called_otherwise(d: &Discourse<'_>, reference: &ReferenceMatch, known: &Known) -> bool {
    // With what stands before a number: `the Harbour (Dues) Regulations, SOR/2014-58`.
    let line = &d.text()[d.boundary(known.start.saturating_sub(CALLED))..known.start];
    let called = line.rsplit(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or("");
    let apart = line.trim_end_matches([' ', ',', '(', '\n']).ends_with(called);
    let before = if apart && called.starts_with(char::is_uppercase) { called } else { "" };
    let words = format!("{before} {}", &d.text()[known.start..known.end]).to_lowercase();
    let stem = |noun: &str| noun.to_lowercase().trim_end_matches('s').to_owned();
    if words.contains(&stem(noun(d, reference))) {
        return false;
    }
    // Nouns of one word; initials and what consists of several say no kind of their own.
    let family = d.family(known.family());
    let word = |n: &&String| !n.contains(' ') && n.chars().skip(1).all(|c| c.is_ascii_lowercase());
    let called = |words: &str| family.nouns.iter().filter(word).any(|n| words.contains(&stem(n)));
    if called(&words) {
        return true;
    }
    // `Article 54` of a Statute doesn't say what it is of: its title does.
    let title = || d.registry().facts(&known.referent.instrument().id()?);
    let any = family.name.to_lowercase().contains(&stem(noun(d, reference)));
    family.kind == Kind::Treaty
        && !any
        && title()
            .map(|facts| facts.title.to_lowercase())
            .is_some_and(|title| called(&title) && !title.contains(&stem(noun(d, reference))))
}

/// Whether an instrument that isn't recognised, and is called by the reference's noun, was named behind a mention.
pub(super) fn unknown_between(d: &Discourse<'_>, reference: &ReferenceMatch, known: &Known) -> bool {
    let noun = noun(d, reference);
    let unknown = |m: &super::Mention| {
        let words = m.span.of(d.text());
        // `section 11(3) of the 1974 Act`, of an Act that wasn't named, too.
        let of_one =
            words.strip_suffix(noun).is_some_and(|before| before.trim_end().ends_with(|c: char| c.is_ascii_digit()));
        let named = (matches!(m.form, super::Form::Full | super::Form::Alias) || of_one) && m.id.is_none();
        named && m.span.of(d.text()).split(|c: char| !c.is_alphanumeric()).any(|w| w.eq_ignore_ascii_case(noun))
    };
    let mentioned = d.mentions_back().take(60).take_while(|m| m.span.start >= known.end).any(unknown);
    mentioned || d.family(known.family()).kind == Kind::Treaty && names_another(d, known.end, reference.start, noun)
}

/// Whether a noun stands between two places behind a capitalised word, as treaties that no list has are named: `the Migration
/// for Employment Convention (Revised), 1949`.
fn names_another(d: &Discourse<'_>, from: usize, to: usize, noun: &str) -> bool {
    let between = d.text().get(from..to).unwrap_or_default();
    between.match_indices(noun).any(|(at, _)| {
        let before = between[..at].trim_end();
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let inside = before.len() < at && word.len() > 2 && word.starts_with(char::is_uppercase);
        inside && noun.starts_with(char::is_uppercase) && !d.grammar().owners.neutral.iter().any(|n| n == word)
    })
}
