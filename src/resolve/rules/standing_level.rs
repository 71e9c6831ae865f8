//! The level at which the text stands: `this subsection`, `this title`, in a law's own or quoted words.

use super::own_part::{heading_of_line, lacks_section};
use super::{Asked, Class, Form, On, Placed, ReferenceMatch, Referent, Resolution, Rule, Verdict};
use crate::grammar::{Determiner, LevelId};
use crate::parse::Noun;
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::is_legislation;
use crate::resolve::memory::Known;
use crate::resolve::scopes::Scope;

pub(super) const RULE: Rule = Rule {
    name: "standing-level",
    on: On::Word,
    class: Class::Own,
    doc: "“This subsection” is the one in which the words stand, in the document's own instrument or in the one quoted; in a \
text that is neither it is nothing.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Word { reference, section: of_section, .. } = *asked else { return None };
    let Noun::Level(level) = reference.noun else { return None };
    if reference.determiner != Determiner::Own {
        return None;
    }
    let editors = || d.own().is_some() && in_editors_bracket(d, reference.start);
    if !of_section && d.in_notes(reference.start) && (d.quoting().is_none() || editors()) {
        return in_notes(d, reference, level);
    }
    // `by adding at the end: “This subsection does not apply …”`: the words between quotation marks are the amended law's.
    let law = |own: &Scope| is_legislation(d, own.referent.family);
    let put_in = d.own().is_some_and(law) && (d.in_quotation(reference.start) || d.in_quoted_line());
    let quoting = d.quoting().or_else(|| d.amended().filter(|_| put_in));
    let quoting_none = quoting.is_none();
    let (scope, form) = match (quoting, d.own()) {
        (Some(scope), _) => (scope, Form::Anaphora),
        (None, _) if put_in && of_section => return Verdict::untold("it stands in words put into another law"),
        (None, Some(own)) if own.referent.is_known() && !put_in => (own, Form::Own),
        _ => return Some(Verdict::Nothing),
    };
    // `Section 3 of D.C. Act 23-552 provided that the amendments made to this section …`: a law doesn't name itself by its number, its
    // editors do.
    if !scope.referent.is_known() || quoting_none && is_of_editors(d, reference.start) {
        return Some(Verdict::Nothing);
    }
    let section = d.section_level()?;
    let (ladder, family) = (d.ladder(scope.referent.family), d.family(scope.referent.family));
    let first = ladder.first_marks(section);
    let below = ladder.rank(level).zip(first).is_some_and(|(own, first)| own + 1 >= first) || level == section;
    // `this Part` in a text that doesn't show which, `this section` where none is shown.
    let shown = if below { !lacks_section(d, scope) } else { scope.referent.reach_of(ladder, level).is_some() };
    let whole = family.instrument_level == Some(level);
    // `this paragraph` in an annex, whose paragraphs are not the instrument's.
    let shown = shown && (whole || !below || !scope.referent.is_whole());
    // `section 5 of this chapter` is the instrument's, whichever chapter it is, if the words are not another's.
    if scope.is_parallel() && !below {
        return Some(Verdict::Nothing);
    }
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

/// In notes on a section `this section` is that one, and `this subsection` the one that the line begins with: `Subsec. (c). Pub. L.
/// 88–633 struck out “appropriated under this subsection”`.
fn in_notes(d: &Discourse<'_>, reference: &ReferenceMatch, level: LevelId) -> Option<Verdict> {
    let (own, section) = (d.own()?, d.section_level()?);
    // `“The amendment made by this section [amending this section] …”`: in square brackets the editors speak.
    let editors = in_editors_bracket(d, reference.start);
    if d.in_quoted_line() && !editors || !own.referent.is_known() {
        return Some(Verdict::Nothing);
    }
    let ladder = d.ladder(own.referent.family);
    let below = ladder.rank(level).zip(ladder.first_marks(section)).is_some_and(|(own, first)| own >= first);
    let at = if below {
        heading_of_line(d, reference.start).map(|k| &k.referent)
    } else {
        Some(&own.referent).filter(|at| level != section || at.section().is_some())
    };
    let whole = d.family(own.referent.family).instrument_level == Some(level);
    let shown = |at: &&Referent| below || level == section || whole || at.reach_of(ladder, level).is_some();
    let Some((at, path)) = at.filter(shown).and_then(|at| Some((at, at.at_level(ladder, section, level)?))) else {
        return Some(Verdict::Nothing);
    };
    let resolution = Resolution::of(at.at(path), Form::Own, "the level of the section that the notes are on");
    Resolution { placed: Placed::AsNamed, ..resolution }.is()
}

/// How far before a place in notes a square bracket is looked for that its line opens, in bytes.
const BRACKET: usize = 300;

/// Whether a place stands in square brackets, in which the editors of a code say what a law's words mean.
fn in_editors_bracket(d: &Discourse<'_>, at: usize) -> bool {
    let line = d.text()[d.boundary(at.saturating_sub(BRACKET))..at].rsplit('\n').next().unwrap_or("");
    line.rfind('[').is_some_and(|open| !line[open..].contains(']'))
}

/// Whether a place in a law stands in a line that names the law itself by its number, as editors' remarks do.
fn is_of_editors(d: &Discourse<'_>, at: usize) -> bool {
    let Some(own) = d.own().filter(|own| is_legislation(d, own.referent.family)) else { return false };
    let line = d.line_start(at);
    let mut before = d.memory().iter_back().take(8).take_while(|k| k.start >= line);
    let numbered = |k: &Known| d.text()[k.start..k.end].ends_with(own.referent.base.rsplit('/').next().unwrap_or(""));
    before.any(|k| k.base() == own.referent.base && numbered(k))
}
