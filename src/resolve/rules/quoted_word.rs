//! A quoted instrument's words for itself: `this Act` in a block quotation or in the words of an amendment.

use super::block_with_tag::tag_of_lines;
use super::{Asked, Class, Form, On, Placed, Resolution, Rule, Verdict};
use crate::grammar::Determiner;
use crate::parse::Noun;
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::{names_part, noun_fits};

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
    // “This rule” of a notice is its own, unless a line is marked as quoted.
    if d.in_notice() && !d.in_quoted_line() && matches!(reference.noun, Noun::Families(_)) {
        return None;
    }
    // `inserting “operations under this Act”` means the Act that is amended.
    let scope = d.quoting().or_else(|| d.amended().filter(|_| d.in_quotation(reference.start)));
    let Some(scope) = scope else {
        // `> … under section 1 of this order⏎> [E.O. 13848]`
        let tagged = Some(reference.end).filter(|_| d.in_quoted_line() && d.own().is_none())?;
        let referent = tag_of_lines(d, tagged).filter(|r| noun_fits(d, &reference.noun, r.family, true))?;
        let resolution = Resolution::of(referent, Form::Anaphora, "the source tag behind the words names it");
        return Resolution { placed: Placed::AsNamed, ..resolution }.is();
    };
    let families = matches!(reference.noun, Noun::Families(_));
    if d.family(scope.referent.family).is_page() {
        return Some(Verdict::Nothing);
    }
    if families
        && (!scope.referent.is_known() || scope.is_parallel() || names_part(d, reference, scope.referent.family))
    {
        return Some(Verdict::Nothing);
    }
    let fits = noun_fits(d, &reference.noun, scope.referent.family, true) || families;
    if !fits {
        return None;
    }
    let why = "inside the words quoted, it is the instrument quoted";
    Resolution { placed: Placed::AsNamed, ..Resolution::of_scope(scope, Form::Anaphora, why) }.is()
}
