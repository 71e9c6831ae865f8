//! A paragraph mark of the provision just named: `Section 104(a)(1)(F):⏎⏎(F) knowingly …`.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::parse::{kind, same_kind};
use crate::resolve::components::Component;
use crate::resolve::discourse::Discourse;

pub(super) const RULE: Rule = Rule {
    name: "block-of-mark",
    on: On::Block,
    class: Class::Block,
    doc: "A paragraph that opens with a mark quotes the provision just named, if its path holds that mark, or if the words \
before end in a colon and the mark goes on below it; not in a document that has numbered sections or many marks of its own.",
    read,
};

/// How many bytes may stand between a provision and the colon that introduces its first part: ` says that:`.
const INTRODUCTION: usize = 60;

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Block { opening } = *asked else { return None };
    if opening.section.is_some() || d.is_numbered() {
        return None;
    }
    // The numbered steps of an amendment are the amending text's own.
    if d.amended().is_some() && !opening.quoted {
        return None;
    }
    let start = opening.span.start;
    let known =
        d.memory().last().filter(|k| !k.quoted && k.end <= start && k.end + d.grammar().reach.block_mark >= start)?;
    let between = d.text()[known.end..start].trim_end_matches(['“', '"', '>', '*', '-', ' ']);
    if between.matches("\n\n").count() > 1 || !between.contains('\n') {
        return None;
    }
    let introduced = opening.quoted || between.trim_end().ends_with([':', '—', '–', '…', '.', ',']);
    if !introduced {
        return None;
    }
    let mark = opening.marks.first()?.of(d.text());
    let path = &known.referent.path;
    let at = path.iter().position(|c| c.mark && c.text == mark).or_else(|| {
        // Or the mark goes on below it: `section 5(b)` and then `(1)`, when the words before end in a colon.
        // `section 10 …: (i)` lists something else: what stands first below a level is of the level's own kind.
        let deeper = first_below(path) == Some(mark)
            && between.trim_end().ends_with(':')
            && (opening.quoted || between.len() <= INTRODUCTION)
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

/// The mark that stands first below a path, as drafters number: `(a)`, `(1)`, `(A)`, `(i)`.
fn first_below(path: &[Component]) -> Option<&'static str> {
    let Some(last) = path.iter().rev().find(|c| c.mark) else { return Some("a") };
    let kind = kind(&last.text);
    match (kind.digits, kind.upper) {
        (true, _) => Some("A"),
        (_, true) => Some("i"),
        _ if kind.letter => Some("1"),
        _ => None,
    }
}
