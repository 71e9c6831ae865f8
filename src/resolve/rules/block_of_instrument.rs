//! A block that opens with a section of the instrument that introduces it: `The order says:⏎⏎Sec. 2. (a) …`.

use super::block_of_section::{cited, introducing};
use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::components::plain;
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::can_have_section;
use crate::resolve::scopes::enter;

pub(super) const RULE: Rule = Rule {
    name: "block-of-instrument",
    on: On::Block,
    class: Class::Block,
    doc: "A block that opens with a section heading quotes the nearest instrument named before it without a section, if \
that can have such a section and introduces the block; a heading far from any introduction is the document's own.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Block { opening } = *asked else { return None };
    let number = plain(opening.section?.of(d.text()));
    let start = opening.span.start;
    let known = introducing(d, start).find(|k| cited(k).is_none() && can_have_section(d, k, &number))?;
    let gap = &d.text()[known.end..start];
    let introduces = gap.trim_end_matches(['“', '"', '>', '*', '-', ' ', '\n', '#']).ends_with([':', '—', '–', '…']);
    if gap.matches("\n\n").count() > 3 || !introduces && !opening.quoted {
        return None;
    }
    let mut referent = known.referent.instrument();
    enter(d.resolver(), d.text(), &mut referent, opening);
    let why = "the block opens with a section of the instrument named before it";
    Resolution { antecedent: Some(known.start), ..Resolution::of(referent, Form::BlockQuote, why) }.is()
}
