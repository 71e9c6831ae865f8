//! A name that the document itself tied to an instrument: `the Harbour Dues Act (“HDA”) … HDA § 4`.

use super::{Asked, Class, Form, Named, On, Placed, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::text::fold;

pub(in crate::resolve) const RULE: Rule = Rule {
    name: "defined-name",
    on: On::Name,
    class: Class::Stated,
    doc: "A name for which the document says what it stands for is that, whatever else has the name.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Name { named, place } = *asked else { return None };
    if d.terms().is_empty() || matches!(named, Named::Form(..)) {
        return None;
    }
    let name = place.of(d.text());
    let term = d.terms().folded(&fold(name))?;
    if !term.referent.is_known() {
        return Verdict::untold(format!("what the document calls “{name}” is not recognised, or is several"));
    }
    let why = format!("the document says what “{name}” is");
    let resolution = Resolution::of(term.referent.clone(), Form::Full, why);
    let antecedent = Some(term.at).filter(|at| *at < place.start as usize);
    Resolution { antecedent, placed: Placed::AsNamed, ..resolution }.is()
}
