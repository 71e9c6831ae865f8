//! A part behind what stands between it and its instrument's name: the term that a text gives it, the page where it is
//! printed: `the Employment Rights Act 1996 (“ERA”), s. 94`, `Directive 2004/38/EC … [2004] OJ L158/77, art 7`.

use super::{Asked, Class, Form, On, Placed, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::first_level;
use crate::resolve::memory::Known;

pub(super) const RULE: Rule = Rule {
    name: "behind-its-bracket",
    on: On::Part,
    class: Class::Stated,
    doc: "A part directly behind the bracket in which an instrument gets its term, or behind a comma after the page where it is \
printed, is of that instrument.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let citation = asked.part()?;
    let at = citation.start;
    let comma = d.text()[..at].trim_end().strip_suffix(',');
    // In a document with sections of its own `…Act (CAA), section 4 below` is one of these.
    if d.is_numbered() && !citation.abbreviated {
        return None;
    }
    let last = d.memory().last()?;
    let known = if d.family(last.family()).is_page() {
        let printed = comma?.trim_end_matches([')', ']']);
        (last.end == printed.len()).then(|| printed_there(d, last))??
    } else {
        let end = comma.map_or_else(|| d.text()[..at].trim_end().len(), str::len);
        let definition = d.resolver().define.at(&d.grammar().reach, d.text(), last.end)?;
        (definition.end == end).then_some(last)?
    };
    if !known.referent.is_whole() || !first_level(citation).is_some_and(|level| d.ladder(known.family()).has(level)) {
        return None;
    }
    let why = "what stands between it and the name is the name's term or page";
    let resolution = Resolution::of_instrument(known, Form::Short, why);
    Resolution { placed: Placed::AsNamed, ..resolution }.is()
}

/// The instrument printed at a page: the last that was named in its sentence, its title aside.
fn printed_there<'d>(d: &'d Discourse<'_>, page: &Known) -> Option<&'d Known> {
    let named = d.memory().iter_back().nth(1)?;
    let between = d.text().get(named.end..page.start)?;
    let near = named.end + d.grammar().reach.defined >= page.start;
    let sentence = !between.contains([';', '\n']) && !between.contains(". ");
    (near && sentence && !d.family(named.family()).is_page()).then_some(named)
}
