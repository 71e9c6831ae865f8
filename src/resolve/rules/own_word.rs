//! An instrument's own words for itself: `this Act` in the text of the Act.

use super::{Asked, Class, Form, On, Placed, Resolution, Rule, Verdict};
use crate::grammar::{Determiner, FamilyId};
use crate::parse::Noun;
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::{is_legislation, noun, noun_fits};

pub(super) const RULE: Rule = Rule {
    name: "own-word",
    on: On::Word,
    class: Class::Own,
    doc: "“This Act” in a document that is itself an instrument is that instrument; where the document doesn't say which \
it is, nothing else is meant.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Word { reference, .. } = *asked else { return None };
    // “The Rule” of a notice is the one that it makes, as “this rule” is.
    let section = |f: &FamilyId| {
        let level = d.family(*f).noun_level(noun(d, reference));
        level.is_some() && level == d.section_level()
    };
    let made = d.in_notice() && reference.determiner == Determiner::Defined && reference.capital;
    if made && matches!(&reference.noun, Noun::Families(families) if families.iter().any(section)) {
        return Some(Verdict::Nothing);
    }
    if reference.determiner != Determiner::Own {
        return None;
    }
    let Some(own) = d.own() else {
        // With a capital, or in a notice, it is the text's own word for itself, whatever other is named in it.
        let itself =
            reference.capital || d.in_notice() || d.grammar().reference.itself.iter().any(|w| w == noun(d, reference));
        let itself = itself && matches!(reference.noun, Noun::Families(_));
        return itself.then_some(Verdict::Nothing);
    };
    // A bill calls itself an Act; a code doesn't, and a law that is quoted in its notes does.
    let kind = d.family(own.referent.family);
    let fits = noun_fits(d, &reference.noun, own.referent.family, kind.is_act() || kind.is_bill());
    if !fits && matches!(reference.noun, Noun::Provision) {
        return None;
    }
    // `This legislation`, in what explains an instrument, may be any that it has spoken of.
    if d.is_on_another() && matches!(reference.noun, Noun::Statute(_)) {
        return Verdict::untold("the text explains its instrument, and speaks of others too");
    }
    let another = !fits && (kind.is_code() || kind.is_page());
    // Words between quotation marks are put into another law.
    let law = kind.enacted || is_legislation(d, own.referent.family);
    let quoted = law && (d.in_quotation(reference.start) || d.in_quoted_line());
    if !own.referent.is_known() || another || quoted || d.in_notes(reference.start) {
        return Some(Verdict::Nothing);
    }
    let resolution = Resolution::of_scope(own, Form::Own, "the text's own words for itself");
    Resolution { placed: Placed::AsNamed, ..resolution }.is()
}
