//! A section named alone that a law amends: of what the law says that it amends where it names nothing.

use super::{Asked, Class, Form, On, Resolution, Rule, Then, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::number_fits;
use crate::resolve::instruction::is_anothers;

pub(super) const RULE: Rule = Rule {
    name: "amended-unless-named",
    on: On::Section,
    class: Class::Stated,
    doc: "A section that a law amends without naming its instrument is of the one to which the law says that such references \
are considered to be made.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Section { citation, number } = *asked else { return None };
    if !is_anothers(d, citation) {
        return None;
    }
    let referent = d.unnamed(citation.start)?;
    // That it isn't listed says little: what a law amended may have been repealed since.
    if !number_fits(d, referent.family, number) {
        return None;
    }
    let why = "the law says of what it amends sections where it names nothing";
    Resolution::of(referent.clone(), Form::Short, why).then(Then::MayAmend).is()
}
