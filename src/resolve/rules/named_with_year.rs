//! The only one named with its year before it: `the Harbour Act 1968 … the 1968 Act`.

use super::{Asked, Class, Form, On, Placed, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::{noun, noun_fits};
use crate::resolve::memory::Known;

pub(super) const RULE: Rule = Rule {
    name: "named-with-year",
    on: On::Word,
    class: Class::Near,
    doc: "“The 1968 Act” is the only Act named before it whose own name ends in that year; nothing where an Act of that year \
isn't recognised.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Word { reference, .. } = *asked else { return None };
    if !reference.capital {
        return None;
    }
    let year = reference.year?.to_string();
    let noun_of_it = noun(d, reference);
    // `Harbour Act 1968`: the noun, then the year.
    let dated = |words: &str| {
        // `the Harbour Act of 1968`, too.
        let parts = words.split([' ', '\n', ',', '\u{a0}']).filter(|w| !w.is_empty() && *w != "of");
        let mut parts = parts.peekable();
        std::iter::from_fn(|| parts.next().map(|w| (w, parts.peek().copied())))
            .any(|(word, next)| word == noun_of_it && next.is_some_and(|n| n.starts_with(year.as_str())))
    };
    let of_year = |k: &&Known| noun_fits(d, &reference.noun, k.family(), k.act) && dated(&d.text()[k.start..k.end]);
    let mut known = d.memory().iter_back().take(400).filter(of_year);
    let nearest = known.next()?;
    if known.any(|k| k.base() != nearest.base()) {
        return None;
    }
    // `the Wharf Act of 2016 and HARBOUR of 2016`: another whose name ends in that year.
    let ends = |k: &Known| {
        d.text()[k.start..k.end].ends_with(year.as_str()) && noun_fits(d, &reference.noun, k.family(), true)
    };
    if d.memory().iter_back().take(400).any(|k| k.base() != nearest.base() && ends(k)) {
        return None;
    }
    let unknown = |m: &crate::resolve::Mention| m.id.is_none() && dated(m.span.of(d.text()));
    if d.mentions_back().take(400).any(unknown) {
        return Verdict::untold("an Act of that year isn't recognised");
    }
    let resolution = Resolution::of_instrument(nearest, Form::Anaphora, "the only one named with that year before");
    Resolution { placed: Placed::AsNamed, ..resolution }.is()
}
