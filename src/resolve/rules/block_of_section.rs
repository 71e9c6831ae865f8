//! A block that opens with the very section that the words before it name: `Section 104 says:⏎⏎SEC. 104. …`.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::has_sections;
use crate::resolve::memory::Known;
use crate::resolve::scopes::enter;

pub(super) const RULE: Rule = Rule {
    name: "block-of-section",
    on: On::Block,
    class: Class::Block,
    doc: "A block that opens with a section heading quotes the instrument of which the words before it cite that section.",
    read,
};

/// How many citations ago the words that introduce a block may stand.
const INTRODUCTION: usize = 12;

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Block { opening } = *asked else { return None };
    let section = opening.section?.of(d.text());
    let known = introducing(d, opening.span.start).find(|k| cited(k) == Some(section))?;
    let mut referent = known.referent.instrument();
    enter(d.resolver(), d.text(), &mut referent, opening);
    let why = "the block opens with the section that the words before it name";
    Resolution { antecedent: Some(known.start), ..Resolution::of(referent, Form::BlockQuote, why) }.is()
}

/// What was named shortly before a block, outside of quotations, and has sections; the nearest first.
pub(super) fn introducing<'d>(d: &'d Discourse<'_>, start: usize) -> impl Iterator<Item = &'d Known> {
    let near = move |k: &&Known| k.end <= start && k.end + d.grammar().reach.introduction >= start;
    d.memory().iter_back().take(INTRODUCTION).filter(near).filter(|k| !k.quoted && has_sections(d, k.family()))
}

/// The number of the first level that a mention names below its instrument.
pub(super) fn cited(known: &Known) -> Option<&str> {
    let first = known.referent.path.first()?;
    Some(first.text.trim_start_matches(|c: char| c.is_ascii_alphabetic()))
}
