//! A paragraph mark of the provision just named: `Section 104(a)(1)(F):⏎⏎(F) knowingly …`.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::parse::same_kind;
use crate::resolve::discourse::Discourse;
use crate::resolve::ids::Component;

pub(super) const RULE: Rule = Rule {
    name: "block-of-mark",
    on: On::Block,
    class: Class::Block,
    doc: "A paragraph that opens with a mark quotes the provision just named, if its path holds that mark, or if the words \
before end in a colon and the mark goes on below it.",
    read,
};

/// How far before the mark the provision may stand, in bytes.
const JUST: usize = 400;

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Block { opening } = *asked else { return None };
    if opening.section.is_some() {
        return None;
    }
    let start = opening.span.start;
    let known = d.memory().last().filter(|k| !k.quoted && k.end <= start && k.end + JUST >= start)?;
    let between = d.text()[known.end..start].trim_end_matches(['“', '"', '>', '*', '-', ' ']);
    if between.matches("\n\n").count() > 1 || !between.contains('\n') {
        return None;
    }
    let mark = opening.marks.first()?.of(d.text());
    let path = &known.referent.path;
    let at = path.iter().position(|c| c.mark && c.text == mark).or_else(|| {
        // Or the mark goes on below it: `section 5(b)` and then `(1)`, when the words before end in a colon.
        let deeper = matches!(mark, "1" | "a" | "A" | "i")
            && between.trim_end().ends_with(':')
            && !path.is_empty()
            && !path.iter().any(|c| c.mark && same_kind(&c.text, mark));
        deeper.then_some(path.len())
    })?;
    let mut referent = known.referent.clone();
    referent.path.truncate(at);
    referent.path.push(Component { text: mark.into(), mark: true });
    for further in opening.marks.iter().skip(1) {
        referent.mark(further.of(d.text()));
    }
    let why = "the paragraph mark is one of the provision just named";
    Resolution { antecedent: Some(known.start), ..Resolution::of(referent, Form::BlockQuote, why) }.is()
}
