//! The latest of what was named before: `the new order`.

use super::nearest_noun::{fits, meant};
use super::{Asked, Class, On, Rule, Verdict};
use crate::grammar::Determiner;
use crate::parse::Noun;
use crate::resolve::discourse::Discourse;
use crate::resolve::memory::Known;

pub(super) const RULE: Rule = Rule {
    name: "newest",
    on: On::Word,
    class: Class::Near,
    doc: "“The new order” is the latest by date of what was named before; nothing where none has a date, for the new rules \
may be those that the text proposes.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Word { reference, .. } = *asked else { return None };
    // `the new provision` is one that is being made.
    if reference.determiner != Determiner::Newest || !matches!(reference.noun, Noun::Families(_)) {
        return (reference.determiner == Determiner::Newest).then_some(Verdict::Nothing);
    }
    let dated = |k: &Known| k.referent.id().and_then(|id| d.registry().facts(&id)).map_or("", |f| f.date);
    let mut known = d.memory().iter_back().take(400).filter(|k| fits(d, reference, k) && !dated(k).is_empty());
    let Some(nearest) = known.next() else { return Some(Verdict::Nothing) };
    let newest = known.fold(nearest, |best, k| if dated(k) > dated(best) { k } else { best });
    meant(d, reference, newest)
}
