//! A part below sections in an amendment: `in paragraph (2), by striking …`.

use super::{Asked, Class, Form, On, Resolution, Rule, Then, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::{has_sections, in_section, is_what_amends};

pub(super) const RULE: Rule = Rule {
    name: "amended-part",
    on: On::Marks,
    class: Class::Quoted,
    doc: "A paragraph named alone in an amendment is one of the provision amended, if the amendment says of which section.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    // `paragraph (3) (as redesignated by paragraph (1))`: what amends is the amending text's own.
    let scope = d.amended()?;
    if !d.in_quoted_line() && is_what_amends(d, asked.part().map_or(0, |c| c.start)) {
        let untold = || Verdict::untold("it is of the amending text, which doesn't say what it is");
        return if d.own().is_some() { None } else { untold() };
    }
    if !scope.referent.is_known() {
        return Verdict::untold("it is of the instrument amended, which is not recognised");
    }
    if has_sections(d, scope.referent.family) && !in_section(d, &scope.referent) {
        return Verdict::untold("the amendment doesn't say of which section it is");
    }
    let resolution = Resolution::within(scope, Form::Short, "in an amendment, it is of the provision amended");
    resolution.then(Then::Narrows).is()
}
