//! A further paragraph of a block quotation: `(b) …` after `Sec. 2. (a) …`.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::components::plain;
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::{is_code, number_fits};
use crate::resolve::scopes::enter;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    name: "block-goes-on",
    on: On::Block,
    class: Class::Block,
    doc: "A paragraph that opens with a mark inside a block quotation goes on in the provision quoted, and so does the heading of \
another section of the code quoted.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Block { opening } = *asked else { return None };
    // A section's heading goes on in a code that has sections of such numbers: `§ 309.85` behind the words of `§ 309.75`.
    let another = |section: Span| {
        let number = plain(section.of(d.text()));
        d.block().is_some_and(|b| {
            is_code(d, b.referent.family) && number_fits(d, b.referent.family, &number) && number.contains(['.', '-'])
        })
    };
    let block = d.block().filter(|_| opening.section.is_none_or(another))?;
    let mut referent = block.referent.clone();
    enter(d.resolver(), d.text(), &mut referent, opening);
    let resolution = Resolution::of(referent, Form::BlockQuote, "a further paragraph of the block quotation");
    Resolution { antecedent: block.from, ..resolution }.is()
}
