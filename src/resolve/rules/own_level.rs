//! An article or paragraph named alone in the text of an instrument or of one that it quotes.

use super::said_again::has_level;
use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;

pub(super) const RULE: Rule = Rule {
    name: "own-level",
    on: On::Level,
    class: Class::Own,
    doc: "An article, amendment or paragraph named alone is of the instrument that the words belong to, quoted or the \
document's own; other levels named alone cite nothing.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Level { citation, level } = *asked else { return None };
    if !d.grammar().levels[level as usize].stands_alone {
        return Some(Verdict::Nothing);
    }
    let scope = d.quoting().or_else(|| d.own())?;
    if !scope.referent.is_known() || !has_level(d, citation, level, scope.referent.family) {
        return None;
    }
    Resolution::of_scope(scope, Form::Short, "it is of the instrument that the words belong to").is()
}
