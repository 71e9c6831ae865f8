//! A quoted instrument's words for itself: `this Act` in a block quotation or in the words of an amendment.

use super::{Asked, Class, Form, On, Placed, Resolution, Rule, Verdict};
use crate::grammar::Determiner;
use crate::parse::Noun;
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::noun_fits;

pub(super) const RULE: Rule = Rule {
    name: "quoted-word",
    on: On::Word,
    class: Class::Quoted,
    doc: "“This Act” in quoted words is the instrument quoted.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Word { reference, .. } = *asked else { return None };
    if reference.determiner != Determiner::Own {
        return None;
    }
    let scope = d.quoting()?;
    let fits =
        noun_fits(d, &reference.noun, scope.referent.family, true) || matches!(reference.noun, Noun::Families(_));
    if !fits {
        return None;
    }
    let why = "inside the words quoted, it is the instrument quoted";
    Resolution { placed: Placed::AsNamed, ..Resolution::of_scope(scope, Form::Anaphora, why) }.is()
}
