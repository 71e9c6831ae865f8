//! A part that is said to be of something that isn't recognised: `section 4 of the Harbour By-laws`.

use super::{Asked, Class, On, Rule, Verdict};
use crate::parse::{Part, Step};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::is_weak;

pub(super) const RULE: Rule = Rule {
    name: "of-something-else",
    on: On::Part,
    class: Class::Named,
    doc: "What is said to be of something isn't of what stood before, even where that something isn't recognised; \
nor is what is somebody's own, `its own Annex XVII`, or the text's, `section 16 hereof`.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let citation = asked.part()?;
    let of = |at| d.resolver().scanner.parser().after_of(d.text(), at);
    let of = of(citation.end).or_else(|| of(behind_heading(d, citation.end)?)).or_else(|| after_to(d, asked));
    let Some(of) = of else {
        // `its own Annex XVII`: whoever that is.
        let before = d.text()[..citation.start].trim_end();
        let own = d.grammar().reference.possessive.iter().any(|words| before.ends_with(words.as_str()));
        if own {
            return Verdict::untold("it is somebody's own, and the text doesn't say which document that is");
        }
        // `sections 16 and 18 hereunder`: the text's own, whichever that is.
        let behind = d.text()[citation.end..].trim_start();
        let here = d.grammar().reference.hereof.iter().any(|word| {
            behind.strip_prefix(word.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        return if here && d.own().is_none() {
            Verdict::untold("it is the document's own, which isn't an instrument that is known")
        } else {
            None
        };
    };
    // A schedule is a citation where the text's own instrument has such.
    let own = matches!(asked, Asked::Level { level, .. } if d.grammar().levels[*level as usize].own_alone
        && d.own().is_some_and(|own| d.ladder(own.referent.family).has(*level)));
    if !own && is_weak(d, citation) {
        return Some(Verdict::Nothing);
    }
    let to = d.boundary((of + d.grammar().reach.shown).min(d.text().len()));
    let what = d.text()[of..to].split([',', ';', '.', '(', ')', '\n']).next().unwrap_or("").trim();
    Verdict::untold(format!("it is of “{what}”, which is not recognised"))
}

/// Where a bracket ends that says what a part is about: `Article 28 (Sub-processors) of this Agreement`; in the text of an
/// instrument `section 204 (competition) of this title` is its own.
fn behind_heading(d: &Discourse<'_>, end: usize) -> Option<usize> {
    let inside = d.text()[end..].strip_prefix(" (")?;
    let closed = inside.char_indices().take(80).find(|(_, c)| matches!(c, ')' | '\n' | '('))?;
    let words = &inside[..closed.0];
    let behind = end + 2 + closed.0 + 1;
    let own = d.own().is_some_and(|own| own.referent.is_known()) && d.text()[behind..].starts_with(" of this ");
    (closed.1 == ')' && !own && words.len() > 3 && words.contains(char::is_alphabetic)).then_some(behind)
}

/// Where the name begins behind `to`: a schedule or annex is one to an instrument, `Part 1 of Schedule 6 to the TCA`.
fn after_to(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<usize> {
    let Asked::Level { citation, .. } = *asked else { return None };
    let to = d.text()[citation.end..].strip_prefix(" to ")?;
    let to = to.strip_prefix("the ").unwrap_or(to);
    let annexed = |part: &Part| matches!(part.step, Step::Level(l) if d.grammar().levels[l as usize].annexed);
    let part = citation.members.last()?.path.iter().any(annexed);
    (part && to.starts_with(char::is_uppercase)).then_some(d.text().len() - to.len())
}
