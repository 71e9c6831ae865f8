//! The only one of a year that was named before: `the 2018 Act`.

use super::{Asked, Class, Form, On, Placed, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::noun_fits;
use crate::resolve::memory::Known;

pub(super) const RULE: Rule = Rule {
    name: "of-that-year",
    on: On::Word,
    class: Class::Loose,
    doc: "“The 2018 Act” is the only Act of that year, by its name or by the registry's date, that was named before.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Word { reference, .. } = *asked else { return None };
    let year = reference.year?.to_string();
    let of_year = |k: &&Known| {
        let dated = || k.base().parse().ok().and_then(|id| d.registry().facts(&id));
        noun_fits(d, &reference.noun, k.family(), k.act)
            && (d.text()[k.start..k.end].contains(year.as_str())
                || dated().is_some_and(|f| f.date.starts_with(year.as_str())))
    };
    let mut known = d.memory().iter_back().take(400).filter(of_year);
    let Some(nearest) = known.next() else { return Some(Verdict::Nothing) };
    let others: Vec<&Known> = known.filter(|k| k.base() != nearest.base()).collect();
    if !others.is_empty() {
        return Verdict::between("several of that year were named before it", std::iter::once(nearest).chain(others));
    }
    let resolution = Resolution::of_instrument(nearest, Form::Anaphora, "the one of that year named before");
    Resolution { placed: Placed::AsNamed, ..resolution }.is()
}
