//! A level of what was named before: `that paragraph`, `such title`.

use super::{Asked, Class, Form, On, Placed, Resolution, Rule, Verdict};
use crate::parse::Noun;
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::{is_below_section, is_code, noun};
use crate::resolve::memory::Known;

pub(super) const RULE: Rule = Rule {
    name: "said-level",
    on: On::Word,
    class: Class::Near,
    doc: "“That paragraph” is the one of the nearest provision before it that reaches down to such a level. The chapter of a \
section of a code isn't told by the section's number.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Word { reference, part, .. } = *asked else { return None };
    let Noun::Level(level) = reference.noun else { return None };
    let section = d.section_level()?;
    let reaches = |k: &Known| {
        let ladder = d.ladder(k.family());
        let (Some(own), Some(section)) = (ladder.rank(level), ladder.rank(section)) else { return false };
        if own < section {
            // `paragraph 1 of the Schedule` is of none where none was named; `29 U.S.C. 720` isn't what `that title` means, where a title of an Act was named.
            let said = |w: &str| w.eq_ignore_ascii_case(noun(d, reference));
            let named = d.text()[k.start..k.end].split(|c: char| !c.is_alphabetic()).any(said);
            let instrument = d.family(k.family()).instrument_level == Some(level) && (named || d.own().is_none());
            return instrument || k.referent.reach_of(ladder, level).is_some();
        }
        k.referent.section().is_some() && k.referent.path.len() > own - section
    };
    let Some(known) = d.memory().nearest(reference.start, d.grammar().reach.nearest, reaches) else {
        return Some(Verdict::Nothing);
    };
    // `by striking “subsection (b) of that section”`: of what stood before it in the law amended, not of what was put in before.
    let between = d.text().get(known.end..reference.start).unwrap_or("");
    let below = is_below_section(d, known.family(), level);
    if below && between.contains(['“', '‘']) && d.in_quotation(reference.start) {
        return Verdict::between("it stands in words quoted, and what it points back to doesn't", [known]);
    }
    // `Sections 552 and 552a … that section`: either.
    let at = |k: &Known| k.referent.at_level(d.ladder(k.family()), section, level);
    let twin = d.memory().iter_back().skip_while(|k| k.start >= known.start).take(1).find(|k| {
        let together = known.list && k.list && known.start.saturating_sub(k.end) < d.grammar().reach.list;
        together && reaches(k) && (k.base() != known.base() || at(k) != at(known))
    });
    if let Some(twin) = twin {
        return Verdict::between("two of one list can be what it means", [known, twin]);
    }
    // A section, a title that isn't resolved stands nearer.
    let word = noun(d, reference);
    let unread = |m: &crate::resolve::Mention| {
        m.id.is_none() && m.span.of(d.text()).split(|c: char| !c.is_alphabetic()).any(|w| w.eq_ignore_ascii_case(word))
    };
    if d.mentions_back().take(40).take_while(|m| m.span.start >= known.end).any(unread) {
        return Verdict::between("another that isn't resolved stands nearer", [known]);
    }
    // `that chapter` after a section: the chapter that it is in, which isn't told.
    let above = d.family(known.family()).instrument_level != Some(level) && is_code(d, known.family());
    let begins_with_section =
        known.referent.path.first().is_some_and(|c| Some(c.text.as_str()) == known.referent.section());
    if above && begins_with_section && !is_below_section(d, known.family(), level) {
        return Some(Verdict::Nothing);
    }
    let Some(path) = known.referent.at_level(d.ladder(known.family()), section, level) else {
        return Some(Verdict::Nothing);
    };
    // `under such section` behind `section 1834(x)`: whether the subsection goes on isn't told.
    if !part && path.len() < known.referent.path.len() && Some(level) == d.section_level() {
        return Verdict::between("what was named before it is deeper, and how much of it goes on isn't told", [known]);
    }
    let why = format!("the nearest before it that “{}” can mean", &d.text()[reference.start..reference.end]);
    let resolution = Resolution::of(known.referent.at(path), Form::Anaphora, why);
    Resolution { antecedent: Some(known.start), placed: Placed::AsNamed, ..resolution }.is()
}
