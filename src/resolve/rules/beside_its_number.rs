//! An unknown name beside the law or bill that it names: `the Harbour Act (Public Law 113-39)`, `H.R. 1603, the Harbour Act`.

use super::{Asked, Class, Form, Named, On, Resolution, Rule, Term, Then, Verdict};
use crate::grammar::FamilyId;
use crate::parse::Place;
use crate::resolve::discourse::Discourse;
use crate::resolve::ids::named_by_form;
use crate::resolve::referent::Referent;
use crate::scan::Seen;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    name: "beside-its-number",
    on: On::Name,
    class: Class::Stated,
    doc: "A name that the registry doesn't know is that of the law or bill whose number stands directly beside it, and so \
from then on.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Name { named: Named::Unknown(..), place } = *asked else { return None };
    let referent = numbered_beside(d, place)?;
    let name = place.of(d.text());
    let term = Term::new(name, Span::default(), referent.clone(), place.start as usize);
    let why = format!("“{name}” stands beside the number of this instrument");
    Resolution::of(referent, Form::Full, why).then(Then::Learn(Box::new(term))).is()
}

/// The law or bill beside a name, before it or behind.
fn numbered_beside(d: &Discourse<'_>, place: Place) -> Option<Referent> {
    let (start, end) = (place.start as usize, place.end as usize);
    // Laws, and bills: what has a Congress.
    let enacted = |f: FamilyId| d.family(f).enacted || d.family(f).is_bill();
    let numbered = |f: FamilyId| d.family(f).is_numbered();
    let text = d.text();
    if let Some(Seen::Citation(next)) = d.ahead().first()
        && next.start >= end
        && next.start - end <= 3
        && text[end..next.start].chars().all(|c| matches!(c, ' ' | ',' | '(' | '\n'))
        && let Some(referent) = named_by_form(d, next)
        // `(division C of Public Law 113–6)`: the name is that division's.
        && !referent.path.iter().any(|c| c.mark)
        && referent.section().is_none()
        && enacted(referent.family)
        && numbered(referent.family)
    {
        return Some(referent);
    }
    let last = d.memory().last().filter(|k| k.end <= start && enacted(k.family()) && k.referent.is_whole())?;
    let between = text[last.end..start].trim();
    let beside = matches!(between, ", the" | "," | "the" | "–" | "—" | "-" | "(" | "(the" | ", a bill entitled the");
    (numbered(last.family()) && beside).then(|| last.referent.clone())
}
