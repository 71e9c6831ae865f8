//! What a law amended last and amends again: `Such section is further amended`, `Subsection (c) of such section is amended`.

use super::{Asked, Class, Form, On, Placed, Resolution, Rule, Verdict};
use crate::parse::Noun;
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::is_below_section;
use crate::resolve::instruction::is_amended_again;

pub(super) const RULE: Rule = Rule {
    name: "amended-again",
    on: On::Word,
    class: Class::Quoted,
    doc: "“Such section” that a law amends is the one that it amended last, and nothing where that isn't known.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Word { reference, .. } = *asked else { return None };
    let Noun::Level(level) = reference.noun else { return None };
    let last = d.last_amended().filter(|_| is_amended_again(d, reference))?;
    if !last.is_known() {
        return Verdict::untold("it is of what was amended last, which is not recognised");
    }
    let whole = d.family(last.family).instrument_level == Some(level);
    if !whole && !is_below_section(d, last.family, level) {
        return None;
    }
    let path = last.at_level(d.ladder(last.family), d.section_level()?, level)?;
    let resolution = Resolution::of(last.at(path), Form::Anaphora, "what was amended last is amended again");
    Resolution { placed: Placed::AsNamed, ..resolution }.is()
}
