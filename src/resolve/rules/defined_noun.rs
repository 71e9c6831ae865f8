//! A noun that the document defined: `(the “Order”) … the Order`.

use super::{Asked, Class, Form, On, Placed, Resolution, Rule, Verdict};
use crate::grammar::Determiner;
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::noun;
use crate::text::fold;

pub(super) const RULE: Rule = Rule {
    name: "defined-noun",
    on: On::Word,
    class: Class::Stated,
    doc: "“The Order”, with a capital, is what the document defined under that word.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Word { reference, .. } = *asked else { return None };
    if reference.determiner != Determiner::Defined || !reference.capital {
        return None;
    }
    let words = &d.text()[reference.start..reference.end];
    let behind_the = words.split_once(char::is_whitespace).map_or(words, |(_, behind)| behind.trim_start());
    // `the 1990 Act`, where that is what the document calls one.
    let term = d
        .terms()
        .folded(&fold(behind_the))
        .or_else(|| if reference.year.is_some() { None } else { d.terms().word(noun(d, reference)) })?;
    if !term.referent.is_known() {
        return Verdict::untold(format!("what the document calls “{}” is not recognised", term.text));
    }
    let resolution =
        Resolution::of(term.referent.clone(), Form::Anaphora, format!("the document defines “{}”", term.text));
    Resolution { antecedent: Some(term.at), placed: Placed::AsNamed, ..resolution }.is()
}
