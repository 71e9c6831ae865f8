//! The level at which the text stands: `this subsection`, `this title`, in a law's own or quoted words.

use super::{Asked, Class, Form, On, Placed, Resolution, Rule, Verdict};
use crate::grammar::Determiner;
use crate::parse::Noun;
use crate::resolve::discourse::Discourse;

pub(super) const RULE: Rule = Rule {
    name: "standing-level",
    on: On::Word,
    class: Class::Own,
    doc: "“This subsection” is the one in which the words stand, in the document's own instrument or in the one quoted; in a \
text that is neither it is nothing.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Word { reference } = *asked else { return None };
    let Noun::Level(level) = reference.noun else { return None };
    if reference.determiner != Determiner::Own {
        return None;
    }
    let (scope, form) = match (d.quoting(), d.own()) {
        (Some(scope), _) => (scope, Form::Anaphora),
        (None, Some(own)) if own.referent.is_known() => (own, Form::Own),
        _ => return Some(Verdict::Nothing),
    };
    let section = d.section_level()?;
    let Some(path) = scope.referent.at_level(d.ladder(scope.referent.family), section, level) else {
        return Some(Verdict::Nothing);
    };
    let resolution = Resolution::of(scope.referent.at(path), form, "the level at which the text stands");
    Resolution { antecedent: scope.from, placed: Placed::AsNamed, ..resolution }.is()
}
