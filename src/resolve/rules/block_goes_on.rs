//! A further paragraph of a block quotation: `(b) …` after `Sec. 2. (a) …`.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::{Discourse, enter};

pub(super) const RULE: Rule = Rule {
    name: "block-goes-on",
    on: On::Block,
    class: Class::Block,
    doc: "A paragraph that opens with a mark inside a block quotation goes on in the provision quoted.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Block { opening } = *asked else { return None };
    let block = d.block().filter(|_| opening.section.is_none())?;
    let mut referent = block.referent.clone();
    enter(d.resolver(), d.text(), &mut referent, opening);
    let resolution = Resolution::of(referent, Form::BlockQuote, "a further paragraph of the block quotation");
    Resolution { antecedent: block.from, ..resolution }.is()
}
