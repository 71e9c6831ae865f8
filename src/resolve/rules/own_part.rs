//! A part below sections in the text of a law: `subsection (b)` is the law's own.

use super::{Asked, Class, Form, On, Placed, Resolution, Rule, Verdict};
use crate::parse::Citation;
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::{is_legislation, too_deep};
use crate::resolve::instruction::is_anothers;
use crate::resolve::memory::Known;
use crate::resolve::scopes::Scope;

pub(super) const RULE: Rule = Rule {
    name: "own-part",
    on: On::Marks,
    class: Class::Own,
    doc: "A paragraph named alone in a document that is itself an instrument is the instrument's own.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let own = d.own()?;
    let citation = asked.part()?;
    if d.in_notes(citation.start) {
        return in_notes(d, citation, own);
    }
    // Notes that explain an Act speak of what it amends, too.
    if d.is_on_another() && (d.amended().is_some() || own.referent.is_whole()) {
        return None;
    }
    if is_anothers(d, citation) {
        return Verdict::untold("a law amends another and not itself, and which isn't recognised");
    }
    if !own.referent.is_known() {
        return Verdict::untold("it is of the text's own instrument, and the text doesn't say which that is");
    }
    let law = is_legislation(d, own.referent.family) || d.family(own.referent.family).enacted;
    if law && (d.in_quotation(citation.start) || d.in_quoted_line()) {
        return Verdict::untold("it stands in words that are put into another law");
    }
    if lacks_section(d, own) {
        return Verdict::untold("it is of the text's own instrument, and the text doesn't show of which section");
    }
    Resolution::within(own, Form::Short, "it is of the text's own instrument").is()
}

/// In notes, `Subsec. (d)` is of the section that they are on, and `par. (6)` behind it of that subsection; anything else may be
/// of any law that they speak of.
fn in_notes(d: &Discourse<'_>, citation: &Citation, own: &Scope) -> Option<Verdict> {
    let mut section = own.clone();
    let marks = own.referent.path.iter().position(|c| c.mark).unwrap_or(own.referent.path.len());
    section.referent.path.truncate(marks);
    let why = "it is of the section that the notes are on";
    // `41:351(a) (words before par. (1))`: of what the bracket is about.
    let line = &d.text()[d.line_start(citation.start)..citation.start];
    let bracketed = || line.matches('(').count() > line.matches(')').count();
    let credited = line.starts_with(|c: char| c.is_ascii_digit()) && line.contains(':');
    if credited && bracketed() && heading_of_line(d, citation.start).is_none() {
        return Verdict::untold("it stands in notes on the text's own instrument, which speak of others too");
    }
    if !d.in_quoted_line() && !too_deep(d, citation, &section.referent) {
        return Resolution::within(&section, Form::Short, why).is();
    }
    let same = |k: &&Known| k.base() == own.referent.base && k.referent.section() == section.referent.section();
    let near = |k: &&Known| !d.text()[k.end.min(citation.start)..citation.start].contains('\n');
    match d.memory().last().filter(same).filter(near).filter(|k| !too_deep(d, citation, &k.referent)) {
        Some(known) => {
            let resolution = Resolution::of(known.referent.clone(), Form::Short, why);
            Resolution { antecedent: Some(known.start), placed: Placed::Within, ..resolution }.is()
        }
        None => Verdict::untold("it stands in notes on the text's own instrument, which speak of others too"),
    }
}

/// The part of the section which a line of its notes is about: `1964—Subsec. (c). Pub. L. 88–633 struck out …`; one alone.
pub(super) fn heading_of_line<'d>(d: &'d Discourse<'_>, at: usize) -> Option<&'d Known> {
    let own = d.own()?;
    let line = d.line_start(at);
    let first = d.memory().iter_back().take(80).take_while(|k| k.start >= line && k.start < at).last()?;
    let before = &d.text()[line..first.start];
    let heads = before.len() <= 24 && !before.contains(|c: char| c.is_alphabetic());
    let same = first.base() == own.referent.base && !first.list && first.referent.path.iter().any(|c| c.mark);
    (heads && same).then_some(first)
}

/// Whether the text doesn't show in which section it stands, of an instrument whose parts all lie in sections or articles;
/// an order or a licence can have paragraphs alone.
pub(super) fn lacks_section(d: &Discourse<'_>, own: &Scope) -> bool {
    use crate::grammar::Kind::{Act, Bill, Code, Regulation, Treaty};
    let inside = matches!(d.family(own.referent.family).kind, Act | Bill | Code | Regulation | Treaty);
    inside && own.referent.path.first().is_none_or(|c| c.mark)
}
