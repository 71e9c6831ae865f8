//! A section named alone in an amendment: it is one of the law amended.

use super::{Asked, Class, Form, On, Resolution, Rule, Then, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::{is_what_amends, may_have_all, number_fits};
use crate::resolve::scopes::Scope;

pub(super) const RULE: Rule = Rule {
    name: "amended-section",
    on: On::Section,
    class: Class::Quoted,
    doc: "A section named alone in an amendment is one of the law amended; what that is known not to have is the amending \
law's.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    if d.quoting().is_some() {
        return None;
    }
    let amended = d.amended()?;
    // `as amended by section 5` says who amends.
    let Asked::Section { citation, .. } = *asked else { return None };
    if is_what_amends(d, citation.start) {
        return None;
    }
    if let Some(untold) = of_unknown(asked, amended) {
        return Some(untold);
    }
    let scope = Some(amended).filter(|scope| may_be_of(d, asked, scope))?;
    let why = "inside words quoted or amended, it is a section of that instrument";
    Resolution::of_scope(scope, Form::Short, why).then(Then::GoesOn).is()
}

/// What is said where the instrument amended isn't known, or only its place in a code: its sections are not the code's.
pub(super) fn of_unknown(asked: &Asked<'_>, scope: &Scope) -> Option<Verdict> {
    let Asked::Section { number, .. } = *asked else { return None };
    let coded = scope.is_parallel() && scope.referent.section().is_none_or(|own| &own[1..] != number);
    if !scope.referent.is_known() || coded {
        return Verdict::untold("it is of the instrument amended, which is not recognised");
    }
    None
}

/// Whether the sections asked for can be those of a scope's instrument.
pub(super) fn may_be_of(d: &Discourse<'_>, asked: &Asked<'_>, scope: &Scope) -> bool {
    let Asked::Section { citation, number } = *asked else { return false };
    number_fits(d, scope.referent.family, number) && may_have_all(d, &scope.referent.base, citation)
}
