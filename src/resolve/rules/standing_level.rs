//! The level at which the text stands: `this subsection`, `this title`, in a law's own or quoted words.

use super::own_part::lacks_section;
use super::{Asked, Class, Form, On, Placed, Resolution, Rule, Verdict};
use crate::grammar::Determiner;
use crate::parse::Noun;
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::is_put_in;

pub(super) const RULE: Rule = Rule {
    name: "standing-level",
    on: On::Word,
    class: Class::Own,
    doc: "“This subsection” is the one in which the words stand, in the document's own instrument or in the one quoted; in a \
text that is neither it is nothing.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Word { reference, section: of_section } = *asked else { return None };
    let Noun::Level(level) = reference.noun else { return None };
    if reference.determiner != Determiner::Own {
        return None;
    }
    let (scope, form) = match (d.quoting(), d.own()) {
        (Some(scope), _) => (scope, Form::Anaphora),
        (None, Some(own)) if own.referent.is_known() => (own, Form::Own),
        _ => return Some(Verdict::Nothing),
    };
    if d.quoting().is_none() && is_put_in(d, reference.start) {
        return if of_section {
            Verdict::untold("it stands in words put into another law")
        } else {
            Some(Verdict::Nothing)
        };
    }
    if !of_section && d.in_notes(reference.start) && d.in_quoted_line() {
        return Some(Verdict::Nothing);
    }
    let section = d.section_level()?;
    let (ladder, family) = (d.ladder(scope.referent.family), d.family(scope.referent.family));
    let first = ladder.first_marks(section);
    let below = ladder.rank(level).zip(first).is_some_and(|(own, first)| own + 1 >= first) || level == section;
    // `this Part` in a text that doesn't show which, `this section` where none is shown.
    let shown = if below { !lacks_section(d, scope) } else { scope.referent.reach_of(ladder, level).is_some() };
    let whole = family.instrument_level == Some(level);
    // `section 5 of this chapter` is the instrument's, whichever chapter it is, if the words are not another's.
    let quoted = d.in_quoted_line() && d.quoting().is_none();
    if !shown && of_section && !below && !quoted {
        let resolution = Resolution::of(scope.referent.instrument(), form, "a section of the text's own instrument");
        return Resolution { antecedent: scope.from, placed: Placed::AsNamed, ..resolution }.is();
    }
    if !shown && !whole {
        return Some(Verdict::Nothing);
    }
    let Some(path) = scope.referent.at_level(d.ladder(scope.referent.family), section, level) else {
        return Some(Verdict::Nothing);
    };
    let resolution = Resolution::of(scope.referent.at(path), form, "the level at which the text stands");
    Resolution { antecedent: scope.from, placed: Placed::AsNamed, ..resolution }.is()
}
