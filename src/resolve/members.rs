//! A citation's members, placed in what was decided: lists, ranges, levels relative to a place.

use super::against::against;
use super::components::{Component, Components, join, split_range};
use super::discourse::Discourse;
use super::fits::begins_with_mark;
use super::given::Given;
use super::mention::Form;
use super::referent::Referent;
use super::rules::{Placed, Resolution, Rule};
use crate::grammar::LevelId;
use crate::parse::{Citation, Member, Part, Place, Step};
use crate::provision::{ProvisionId, is_section};
use crate::text::Span;

/// A mention of what a resolution stands for, or of a part of it.
pub(super) fn given(rule: &Rule, resolution: &Resolution, referent: Referent, span: Span) -> Given {
    Given {
        span,
        form: resolution.form,
        pointed: resolution.form == Form::Anaphora && referent.is_whole(),
        referent,
        range_end: None,
        antecedent: resolution.antecedent,
        list: false,
        confidence: rule.class.confidence(),
        why: resolution.why.clone(),
        rule: rule.name,
    }
}

pub(super) fn span_of(place: Place) -> Span {
    Span::new(place.start as usize, place.end as usize)
}

/// Keeps every member of a citation below or within what was decided.
pub(super) fn keep_members(d: &mut Discourse<'_>, citation: &Citation, rule: &'static Rule, resolution: &Resolution) {
    if let [member] = citation.members.as_slice() {
        return keep_member(d, member, rule, resolution, None, false);
    }
    let resolution = Resolution { form: Form::ListMember, ..resolution.clone() };
    for member in &citation.members {
        keep_member(d, member, rule, &resolution, None, true);
    }
}

/// Keeps one member; `range` is the last instrument of a range of instruments.
pub(super) fn keep_member(
    d: &mut Discourse<'_>,
    member: &Member,
    rule: &'static Rule,
    resolution: &Resolution,
    range: Option<ProvisionId>,
    many: bool,
) {
    let span = span_of(member.place);
    let placed = match placing(d, member, resolution) {
        Placed::Within => within(d, member, &resolution.referent),
        _ => below(d, member, &base_of(d, member, resolution), span),
    };
    let Some((referent, end)) = placed else {
        let why = format!("{} has no such level", d.family(resolution.referent.family).name);
        return d.keep_unresolved(span, resolution.form, rule.name, why.into(), Vec::new());
    };
    if let Some(why) = against(d, member, &referent) {
        let candidates = referent.id().into_iter().collect();
        return d.keep_unresolved(span, resolution.form, rule.name, why.into(), candidates);
    }
    let range_end = end.or(range).or_else(|| resolution.to.clone().filter(|_| member.path.is_empty()));
    let form = if range_end.is_some() { Form::Range } else { resolution.form };
    let pointed = form == Form::Anaphora && referent.is_whole();
    d.keep(Given { form, range_end, list: many, pointed, ..given(rule, resolution, referent, span) });
}

/// Whether a member is placed below or within: decided by its first level where the rule leaves it to the words.
fn placing(d: &Discourse<'_>, member: &Member, resolution: &Resolution) -> Placed {
    match resolution.placed {
        Placed::AsNamed if is_inside(d, member, &resolution.referent) => Placed::Below,
        Placed::AsNamed if begins_with_mark(d, &member.path) && !resolution.referent.is_whole() => Placed::Within,
        Placed::AsNamed => Placed::Below,
        placed => placed,
    }
}

/// What a member is below: the referent, or its instrument, for a section is the instrument's, wherever in it the
/// referent lies.
fn base_of(d: &Discourse<'_>, member: &Member, resolution: &Resolution) -> Referent {
    // Of what numbers its sections anew in every part, `section 1 of that amendment` is that part's.
    let anew = d.family(resolution.referent.family).sections_within_parts && resolution.referent.section().is_none();
    let whole = resolution.placed == Placed::AsNamed && !anew && !is_inside(d, member, &resolution.referent);
    let same = is_same_level(d, member, &resolution.referent);
    let whole = whole && !member.path.is_empty() || same;
    if whole { resolution.referent.instrument() } else { resolution.referent.clone() }
}

/// Whether a member is of the very level that the referent's last is, above the section: `Part 126` of regulations that begin
/// with part 120.
fn is_same_level(d: &Discourse<'_>, member: &Member, referent: &Referent) -> bool {
    let Some(Part { step: Step::Level(level), .. }) = member.path.first() else { return false };
    let Some(at) = referent.reach_of(d.ladder(referent.family), *level) else { return false };
    d.family(referent.family).is_code() && at == 1 && referent.path.len() == 1
}

/// Whether a member's first level lies below the last one of the referent, both above the section, `subchapter II of that
/// chapter`, or the referent a schedule.
fn is_inside(d: &Discourse<'_>, member: &Member, referent: &Referent) -> bool {
    let ladder = d.ladder(referent.family);
    let Some(Part { step: Step::Level(level), .. }) = member.path.first() else { return false };
    let Some(last) = referent.path.last() else { return false };
    let letters: String = last.text.chars().take_while(char::is_ascii_lowercase).collect();
    let at = ladder.rungs.iter().position(|r| !letters.is_empty() && r.prefix == letters);
    let section = d.section_level().and_then(|s| ladder.rank(s));
    // A schedule has paragraphs of its own.
    let annexed = at.is_some_and(|at| d.grammar().levels[ladder.rungs[at].level as usize].annexed);
    matches!((at, ladder.rank(*level), section), (Some(at), Some(own), Some(section)) if at < own && (own < section || annexed))
}

/// A member below a referent, and the end of its range.
fn below(d: &Discourse<'_>, member: &Member, base: &Referent, span: Span) -> Option<(Referent, Option<ProvisionId>)> {
    let (resolver, text) = (d.resolver(), d.text());
    let mut components = resolver.components(text, base.family, &member.path)?;
    if let Some(number) = hyphened(d, member, base, &components) {
        components[0].text = number.into();
        return Some((base.at(path_below(d, base, &components)), None));
    }
    let joined = |below: &[Component]| join(&base.base, &path_below(d, base, below));
    let mut end = member.range_end.as_ref().filter(|path| !path.is_empty()).and_then(|path| {
        let mut last = resolver.components(text, base.family, path)?;
        // `1111.33 through .38`, `164.404–410`: the part's number is the first one's.
        let place = path.first()?.place;
        let short = base.path.is_empty() && path.len() == 1 && is_short(place.of(text));
        let elided = text[..place.start as usize].ends_with('.') || short;
        // `28:2-312 through 318`: as it is in a code whose sections have a dash.
        let dashed = short && d.family(base.family).dash_is_number();
        let sign = if dashed { '-' } else { '.' };
        if let (true, Some(end), Some((part, _))) =
            (elided, last.first_mut(), components.first().and_then(|c| c.text.split_once(sign)))
        {
            let letters = end.text.bytes().take_while(u8::is_ascii_alphabetic).count();
            end.text = compact_str::format_compact!("{part}{sign}{}", &end.text[letters..]);
        }
        joined(&last)
    });
    if end.is_none()
        && let Some((at, last)) = range_in(d, base, &components, span)
    {
        // `502–506(a)`: what stands behind the number is the last one's.
        let mut to = components.clone();
        components.truncate(at + 1);
        to[at].text = last.into();
        end = joined(&to);
    }
    if end.is_some()
        && let Some((at, from)) = range_start(d, base, &components)
    {
        components[at].text = from.into();
    }
    Some((base.at(path_below(d, base, &components)), end))
}

/// `7 U.S.C. 1445–⏎1`: a number with a hyphen at a line's end. As a range it would run backwards; and the registry has a
/// section of that very number, or the dash ends its line and no plural says that there are several.
fn hyphened(d: &Discourse<'_>, member: &Member, base: &Referent, components: &[Component]) -> Option<String> {
    let [last] = member.range_end.as_ref()?.as_slice() else { return None };
    let ([first], [part]) = (components, member.path.as_slice()) else { return None };
    let between = &d.text()[part.place.end as usize..last.place.start as usize];
    let number = first.text.strip_prefix('s').filter(|_| is_section(&first.text))?;
    let behind = last.place.of(d.text());
    let leading = |s: &str| s[..s.bytes().take_while(u8::is_ascii_digit).count()].parse::<u64>().ok();
    let backwards = leading(behind)? < leading(number)?;
    let joined = format!("{number}-{behind}");
    let dash = between.trim().chars().all(crate::parse::is_dash) && base.path.is_empty();
    let ends_line = between.starts_with(crate::parse::is_dash) && between.ends_with(char::is_whitespace);
    let several = is_plural(span_of(member.place).of(d.text()));
    // `1701– 8` may be an abridged `1701–1708`.
    let abridged =
        number.len().checked_sub(behind.len()).and_then(|at| number.get(at..)).is_some_and(|tail| tail < behind);
    let listed = || d.has_section(&base.base, &joined) == Some(true);
    let one = || listed() || ends_line && !several && !abridged && behind.len() <= 3;
    (dash && backwards && one()).then(|| format!("s{joined}"))
}

/// Whether a number is of up to three digits and no more.
fn is_short(number: &str) -> bool {
    number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit())
}

/// A path below a referent's. The sections of a code are numbered through its title: what stands above them is left out, as in
/// `section 566.404 of subpart D`.
fn path_below(d: &Discourse<'_>, base: &Referent, below: &[Component]) -> Components {
    let whole = || base.path.iter().chain(below);
    let family = d.family(base.family);
    let section = whole().position(|c| !c.mark && is_section(&c.text));
    let skipped = section.filter(|_| family.is_code() && !family.sections_within_parts).unwrap_or(0);
    whole().skip(skipped).cloned().collect()
}

/// `1701–1708` as one number: a range, unless the registry has a section of that very number.
fn range_in(d: &Discourse<'_>, base: &Referent, components: &[Component], span: Span) -> Option<(usize, String)> {
    let at = components.iter().position(|c| !c.mark && c.text.contains('-'))?;
    if d.family(base.family).dash_is_number() {
        return None;
    }
    let component = &components[at].text;
    let letters = component.bytes().take_while(u8::is_ascii_alphabetic).count();
    let number = &component[letters..];
    let (_, last) = split_range(number)?;
    let listed = if letters == 1 { d.has_section(&base.base, number) } else { None };
    if listed == Some(true) {
        return None;
    }
    // A hyphen alone can belong to the number; a wider dash or a plural says that it is a range.
    let written = span.of(d.text());
    let wide = written.chars().any(|c| crate::parse::is_dash(c) && c != '-');
    let plural = is_plural(written);
    let rung = d.ladder(base.family).rungs.iter().find(|r| r.prefix == component[..letters]);
    let words = rung.map_or(&[][..], |r| d.grammar().levels[r.level as usize].plural.as_slice());
    let lower = written.to_lowercase();
    let plural = plural || words.iter().any(|w| lower.contains(w.as_str())) || holds_plural(d, written);
    // Some orders number their sections so: `Section 2–101(b)`.
    let in_hundreds = number.len() == 5 && number.as_bytes()[1] == b'-' && listed.is_none();
    // `60–1 note`: it is on one section.
    let noted = !plural && components[at + 1..].iter().any(|c| !c.mark && !c.text.contains(char::is_numeric));
    (!noted).then_some(())?;
    (wide && !in_hundreds || plural || listed.is_some()).then(|| (at, format!("{}{last}", &component[..letters])))
}

/// Whether words say that there are several: `§§`, `sections`.
fn is_plural(written: &str) -> bool {
    written.contains("§§") || ["ections", "rticles", "aragraphs"].iter().any(|plural| written.contains(plural))
}

/// Whether an abbreviation of several units, as they stand only beside an instrument, has its number there: `ss. 1-6`.
fn holds_plural(d: &Discourse<'_>, written: &str) -> bool {
    let several = |word: &&str| word.len() > 1 && word.ends_with('s');
    let mut words = d.grammar().levels.iter().flat_map(|l| &l.behind).map(|w| w.trim_end_matches('.')).filter(several);
    words.any(|word| {
        written.match_indices(word).any(|(at, _)| {
            let number = written[at + word.len()..].trim_start_matches(['.', ' ', '\n', '\u{a0}']);
            !written[..at].ends_with(char::is_alphanumeric) && number.starts_with(|c: char| c.is_ascii_digit())
        })
    })
}

/// Where a number is itself two with a dash between, the first of them.
fn range_start(d: &Discourse<'_>, base: &Referent, components: &[Component]) -> Option<(usize, String)> {
    let at = components.iter().position(|c| !c.mark && c.text.contains('-'))?;
    if d.family(base.family).dash_is_number() {
        return None;
    }
    let letters = components[at].text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (first, _) = split_range(&components[at].text[letters..])?;
    if d.has_section(&base.base, &components[at].text[letters..]) == Some(true) {
        return None;
    }
    Some((at, format!("{}{first}", &components[at].text[..letters])))
}

/// A member at the level that its unit has within a referent, and the end of its range.
fn within(d: &Discourse<'_>, member: &Member, at: &Referent) -> Option<(Referent, Option<ProvisionId>)> {
    let level = member.path.iter().find_map(|p| if let Step::Level(l) = p.step { Some(l) } else { None });
    let components = placed_within(d, at, level, &member.path)?;
    let end = member.range_end.as_deref().and_then(|path| {
        // The end of a range may be bare marks: it has the level of its beginning.
        let mut path = path.clone();
        if let (Some(first), Some(level)) = (path.first_mut(), level)
            && first.step == Step::Mark
        {
            first.step = Step::Level(level);
        }
        join(&at.base, &placed_within(d, at, level, &path)?)
    });
    Some((at.at(components), end))
}

fn placed_within(d: &Discourse<'_>, at: &Referent, level: Option<LevelId>, path: &[Part]) -> Option<Components> {
    let ladder = d.ladder(at.family);
    let named = d.resolver().components(d.text(), at.family, path)?;
    let section = d.section_level()?;
    at.relative(ladder, section, level?, &named)
}
