//! A name that the words beside it give to somebody else.

use super::{Asked, Class, Named, On, Rule, Verdict};
use crate::grammar::FamilyId;
use crate::parse::Place;
use crate::resolve::discourse::Discourse;
use crate::resolve::names::bearers;
use crate::resolve::owner::{another_before, foreign, made_by, of_another_text, within_longer_name};

pub(super) const RULE: Rule = Rule {
    name: "another-owner",
    on: On::Instrument,
    class: Class::Named,
    doc: "Whose an instrument is, the words beside its name say: `the Constitution of India`, `Ohio’s Constitution`, `ECOSOC \
resolution 1996/31`, `Companies Act (Cth)`. An owner that isn't the family's own leaves it without a target, and so \
does one of the noun that was named before, `the African Charter … Article 56 of the Charter`, and a text that is another \
government's own.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let (family, place) = named(d, asked)?;
    let (start, end) = (place.start as usize, place.end as usize);
    let words = within_longer_name(d, end).or_else(|| foreign(d, family, start, end));
    let words = words.or_else(|| {
        let Asked::Form { citation, .. } = *asked else { return None };
        let longer = (citation.end > end).then(|| foreign(d, family, start, citation.end)).flatten();
        longer.or_else(|| another_before(d, family, start, end)).or_else(|| {
            let dated =
                |m: &crate::parse::Member| m.fields.iter().any(|c| d.family(family).fields[c.field as usize].dated);
            if citation.members.iter().any(dated) { None } else { made_by(d, family, start) }
        })
    });
    let why = match words {
        Some(words) => format!("“{words}” beside it says that it is another's"),
        None => of_another_text(d, family, start, end)?,
    };
    match *asked {
        Asked::Form { citation, .. } => {
            Some(Verdict::Each(citation.members.iter().map(|_| Err(why.clone().into())).collect()))
        }
        _ => Verdict::untold(why),
    }
}

/// The family that a name or form is of, and where the words stand that name the instrument.
fn named(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<(FamilyId, Place)> {
    match *asked {
        Asked::Form { citation, family, .. } => match citation.target {
            crate::parse::Target::Instrument(_, place) => Some((family, place)),
            _ => None,
        },
        Asked::Name { named: Named::Unknown(family, _), place } => Some((*family, place)),
        Asked::Name { place, .. } => {
            let entry = bearers(d, asked)?.entries.into_iter().next()?;
            let family = d.grammar().family_of(entry.id)?;
            // A law by its name is an Act of its country, whatever number it has: `the Privacy Act (Canada)`.
            let act = d.grammar().law_like().filter(|act| d.family(*act).place() == d.family(family).place());
            let numbered = d.family(family).owned.is_none() && d.family(family).enacted;
            Some((act.filter(|_| numbered).unwrap_or(family), place))
        }
        _ => None,
    }
}
