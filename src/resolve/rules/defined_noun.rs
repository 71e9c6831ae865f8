//! A noun that the document defined: `(the “Order”) … the Order`.

use super::{Asked, Class, Form, On, Placed, Resolution, Rule, Verdict};
use crate::grammar::Determiner;
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::noun;

pub(super) const RULE: Rule = Rule {
    name: "defined-noun",
    on: On::Word,
    class: Class::Stated,
    doc: "“The Order”, with a capital, is what the document defined under that word.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Word { reference } = *asked else { return None };
    if reference.determiner != Determiner::Defined || !reference.capital {
        return None;
    }
    let term = d.terms().word(noun(d, reference))?;
    let resolution =
        Resolution::of(term.referent.clone(), Form::Anaphora, format!("the document defines “{}”", term.text));
    Resolution { antecedent: Some(term.at), placed: Placed::AsNamed, ..resolution }.is()
}
