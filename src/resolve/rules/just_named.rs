//! A part below sections after a provision: `section 5 … subsection (b)`.

use super::{Asked, Class, Form, On, Placed, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::too_deep;

pub(super) const RULE: Rule = Rule {
    name: "just-named",
    on: On::Marks,
    class: Class::Loose,
    doc: "A paragraph named alone is one of the provision named just before it, unless that was cited too broadly to tell.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let citation = asked.part()?;
    let Some(known) = d.memory().nearest(citation.start, d.grammar().reach.marks, |k| !k.referent.is_whole()) else {
        return Verdict::untold("no provision named before it has parts of this kind");
    };
    if too_deep(d, citation, &known.referent) {
        let why = "the provision named before it is cited too broadly to tell which of its parts is meant";
        return Verdict::untold(why);
    }
    let why = "it is of the provision named just before";
    let resolution = Resolution::of(known.referent.clone(), Form::Short, why);
    Resolution { antecedent: Some(known.start), placed: Placed::Within, ..resolution }.is()
}
