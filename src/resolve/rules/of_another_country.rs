//! A name without its year, or a bare noun, in a text that speaks of another country's law: `the Privacy Act` beside `R.S.C. 1985`.

use super::{Asked, Class, On, Rule, Verdict};
use crate::grammar::{FamilyId, Kind};
use crate::parse::Target;
use crate::resolve::discourse::Discourse;
use crate::resolve::memory::Known;
use crate::resolve::names::bearers;

pub(super) const RULE: Rule = Rule {
    name: "of-another-country",
    on: On::Instrument,
    class: Class::Named,
    doc: "A name of an Act without its year is left open in a text that cites the Acts of another country and none of its own; \
and so is what is called by its noun alone, `the Charter`, where only another union's or country's law was named.",
    read,
};

/// How many earlier mentions tell what law a text speaks of.
const MENTIONS: usize = 40;

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let country = |f: FamilyId| d.family(f).country();
    let cited = || {
        let own = d.own().map(|own| own.referent.family);
        d.memory().iter_back().take(MENTIONS).map(Known::family).chain(own)
    };
    match *asked {
        Asked::Name { place, .. } => {
            let name = place.of(d.text());
            if name.ends_with(|c: char| c.is_ascii_digit()) || !name.contains(' ') {
                return None;
            }
            let entries = bearers(d, asked)?.entries;
            let family = d.grammar().family_of(entries.first()?.id)?;
            if !d.family(family).enacted || country(family) != d.grammar().law_like().and_then(country) {
                return None;
            }
            let acts = || cited().filter(|f| d.family(*f).kind == Kind::Act || country(*f) == country(family));
            // What stands directly behind it with its number, `the Privacy Act, R.S.C. 1985, c. P-21`, is cited by it.
            let behind = d.ahead().first().is_some_and(|next| {
                matches!(next, crate::scan::Seen::Citation(c) if c.start <= place.end as usize + 3
                    && matches!(c.target, Target::Instrument(crate::parse::Named::Form(f, _), _)
                        if d.family(f).kind == Kind::Act && country(f) != country(family)))
            });
            let others = acts().next().is_some() && acts().all(|f| country(f) != country(family));
            (others || behind).then(|| {
                let candidates = entries.iter().filter_map(|e| e.id.parse().ok()).take(1).collect();
                Verdict::Untold("the text cites the Acts of another country".into(), candidates)
            })
        }
        Asked::Form { citation, family, .. } => {
            let Target::Instrument(_, place) = citation.target else { return None };
            let bare = d.family(family).owned.is_some()
                && d.family(family).kind == Kind::Treaty
                && d.family(family).nouns.iter().any(|n| n == place.of(d.text()));
            let law = d.grammar().law_like().and_then(country);
            let others = || cited().any(|f| country(f).is_some() && country(f) != country(family) && country(f) != law);
            if !bare || !others() || cited().any(|f| country(f) == country(family)) {
                return None;
            }
            let why = "only another union's or country's law was named before it";
            Some(Verdict::Each(citation.members.iter().map(|_| Err(why.into())).collect()))
        }
        _ => None,
    }
}
