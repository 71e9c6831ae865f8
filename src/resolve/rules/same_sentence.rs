//! A part below sections in the sentence that names its provision: `Section 5(a) is short, and subsection (b) is not`.

use super::{Asked, Class, Form, On, Placed, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::too_deep;

pub(super) const RULE: Rule = Rule {
    name: "same-sentence",
    on: On::Marks,
    class: Class::Near,
    doc: "A paragraph named alone is one of the provision that the same sentence cited directly before it, if it lies at the \
level below that or at one that is open there.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let citation = asked.part()?;
    let known = d.memory().last().filter(|k| k.referent.section().is_some() && k.end <= citation.start)?;
    let between = &d.text()[known.end..citation.start];
    let ended = between.len() > d.grammar().reach.thereof || between.contains(['.', '\n', ';', '?', '“', '"']);
    if ended || too_deep(d, citation, &known.referent) {
        return None;
    }
    let why = "the same sentence names the provision that it is of";
    let resolution = Resolution::of(known.referent.clone(), Form::Short, why);
    Resolution { antecedent: Some(known.start), placed: Placed::Within, ..resolution }.is()
}
