//! A section whose number is in a shape that isn't read: `§ 394-ccc`.

use super::{Asked, Class, On, Rule, Verdict};
use crate::resolve::discourse::Discourse;

pub(super) const RULE: Rule = Rule {
    name: "number-goes-on",
    on: On::Section,
    class: Class::Named,
    doc: "A section whose number goes on in a way that isn't read has no target: half a number is another section.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let end = asked.part()?.members.first()?.path.first()?.place.end as usize;
    let rest = d.text()[end..].strip_prefix('-')?;
    let letters = rest.bytes().take_while(u8::is_ascii_lowercase).count();
    let same = rest.bytes().take(letters).all(|b| b == rest.as_bytes()[0]);
    let goes_on = (1..=4).contains(&letters) && same && !rest[letters..].starts_with(|c: char| c.is_alphanumeric());
    if goes_on { Verdict::untold("its number goes on in a way that is not read") } else { None }
}
