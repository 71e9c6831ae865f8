//! A section of the nearest instrument before it that can have one of that number.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::grammar::Kind;
use crate::resolve::Mention;
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::{can_have_section, is_amended_there, is_code, is_of_few, may_have_all, part_with_sections};
use crate::resolve::memory::Known;

pub(super) const RULE: Rule = Rule {
    name: "nearest-with-section",
    on: On::Section,
    class: Class::Near,
    doc: "A section named alone is of the nearest instrument before it that can have a section of that number; nothing where \
several were named together, or in a document that has sections of its own.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Section { citation, number } = *asked else { return None };
    // In a document with sections of its own, those of another are cited with it.
    let coded = |k: &Known| number.contains('.') && is_code(d, k.family());
    let numbered = || Verdict::untold("the document has sections of its own, and doesn't say which instrument it is");
    if d.is_numbered() && !number.contains('.') {
        return numbered();
    }
    let fits = |k: &Known| can_have_section(d, k, number) && may_have_all(d, k.base(), citation);
    let Some(known) = d.memory().nearest(citation.start, d.grammar().reach.section, fits) else {
        return Verdict::untold("no instrument before it can have such a section");
    };
    // `§ 404.621` is of the part 404 that was named, whatever sections the notice numbers.
    if d.is_numbered() && !coded(known) {
        return numbered();
    }
    if is_amended_there(d, citation.start) {
        return Verdict::between("what a law amends is another's", [known]);
    }
    // Over another instrument, which can't have it, a section goes back to a code, or to an Act that is known to have it.
    let surely = is_code(d, known.family()) || d.has_section(known.base(), number) == Some(true);
    // Of what isn't known to have it half were wrong: forms, surveys and other laws have sections, too.
    let family = d.family(known.family());
    let of_many = family.enacted || matches!(family.kind, Kind::Regulation);
    if !surely && (of_many || !is_of_few(d, known, citation, number)) {
        return Verdict::between("it isn't known to have such a section", [known]);
    }
    let other = |k: &&Known| !is_code(d, k.family()) && !d.family(k.family()).is_page() && k.base() != known.base();
    let nearer = d.memory().iter_back().take_while(|k| k.start > known.start).find(other);
    if let Some(nearer) = nearer.filter(|_| !surely) {
        return Verdict::between(
            "another instrument was named nearer, and it isn't known to have such a section",
            [known, nearer],
        );
    }
    // `NAME Act, 87 Stat. 818, § 711`, where the name isn't recognised.
    let unknown = |m: &Mention| m.id.is_none() && matches!(m.form, Form::Full | Form::Alias);
    if !surely && d.mentions_back().take(60).take_while(|m| m.span.start >= known.end).any(unknown) {
        return Verdict::between("another that isn't recognised was named nearer", [known]);
    }
    let tied = d.memory().tied(&d.grammar().reach, known, citation.start, fits);
    if !tied.is_empty() {
        let all = std::iter::once(known).chain(tied);
        return Verdict::between("several instruments were named together before it", all);
    }
    let why = "the nearest instrument before it that can have such a section";
    let mut resolution = Resolution::of_instrument(known, Form::Short, why);
    if let Some(part) = part_with_sections(d, &known.referent) {
        resolution.referent = part;
    }
    resolution.is()
}
