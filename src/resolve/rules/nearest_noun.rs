//! The nearest before it that a word can mean: `that legislation`, `the Order`, `such Act`.

use super::{Asked, Class, Form, On, Placed, Resolution, Rule, Verdict};
use crate::grammar::{Determiner, FamilyId, Kind};
use crate::parse::{Noun, ReferenceMatch};
use crate::provision::{is_below, is_section};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::{
    is_called_otherwise, is_code, is_common, is_proper_noun, names_part, noun_fits, part_named, speaks_of_others,
    unknown_between,
};
use crate::resolve::memory::Known;
use crate::resolve::owner::within_longer_name;
use crate::resolve::referent::Referent;

/// Its name, which the checker asks for.
pub(crate) const NAME: &str = RULE.name;

pub(super) const RULE: Rule = Rule {
    name: "nearest-noun",
    on: On::Word,
    class: Class::Near,
    doc: "A word that points back means the nearest before it of its kind; nothing where two of one list or \
breath fit alike, or where another law is spoken of in between.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Word { reference, .. } = *asked else { return None };
    // In a law `the provision of lamps`, `the legislation as proposed` are common words; it cites by number, or as `this` and `that`.
    let common = matches!(reference.noun, Noun::Provision | Noun::Statute(_)) && !reference.capital;
    if common && reference.determiner == Determiner::Defined && d.own().is_some() && !d.is_on_another() {
        return Some(Verdict::Nothing);
    }
    // `the Law Commission`: a word of somebody's name.
    let behind = d.text()[reference.end..].strip_prefix(' ');
    let named = behind.is_some_and(|behind| behind.starts_with(char::is_uppercase));
    if named && reference.capital && matches!(reference.noun, Noun::Statute(_)) {
        return Some(Verdict::Nothing);
    }
    // `this resolution`, in a text that isn't known to be one, is the text, not the last that it cites.
    let itself = |f: &FamilyId| matches!(d.family(*f).kind, Kind::Order | Kind::Resolution | Kind::Bill);
    if reference.determiner == Determiner::Own
        && matches!(&reference.noun, Noun::Families(families) if families.iter().all(itself))
    {
        return Some(Verdict::Nothing);
    }
    // `the Constitution (Seventh Amendment) Act, 1956`
    if within_longer_name(d, reference.end).is_some() {
        return Some(Verdict::Nothing);
    }
    // `such Act` in an amendment isn't the one named in the words that it puts in, and never the text's own, which is `this Act`.
    let inside = d.in_quotation(reference.start) || d.in_quoted_line();
    let law = |k: &Known| matches!(reference.noun, Noun::Families(_)) && d.family(k.family()).enacted;
    let own = |k: &Known| d.own().is_some_and(|own| own.referent.is_known() && own.referent.base == k.base());
    let put_in = |k: &Known| k.quoted || d.in_quotation(k.start);
    // Of the law amended its words speak, too.
    let named = |k: &Known| d.memory().iter_back().take(200).any(|o| o.base() == k.base() && !put_in(o));
    let apart = |k: &Known| law(k) && !inside && (own(k) || d.own().is_some() && put_in(k) && !named(k));
    let known = d.memory().nearest(reference.start, reach(d, reference), |k| fits(d, reference, k) && !apart(k))?;
    meant(d, reference, known)
}

/// How far back a word reaches, by how much it says.
fn reach(d: &Discourse<'_>, reference: &ReferenceMatch) -> usize {
    let reach = &d.grammar().reach;
    match (&reference.noun, reference.determiner) {
        (Noun::There, _) => reach.thereof,
        (Noun::Provision, _) => reach.provision,
        (_, Determiner::Defined) if !reference.capital => reach.small_noun,
        _ if !reference.capital && is_common(d, reference) => reach.common_noun,
        _ => reach.nearest,
    }
}

/// Whether a word can mean an earlier mention.
pub(super) fn fits(d: &Discourse<'_>, reference: &ReferenceMatch, k: &Known) -> bool {
    match reference.noun {
        // `the statute` is of one that was named near by, not of another such word, or a chain of them drifts off.
        _ if k.pointed && !reference.capital => false,
        Noun::There => true,
        // A provision is a part of something, or an order; a whole Act or bill is none.
        Noun::Provision => {
            !d.family(k.family()).is_page() && !(k.referent.is_whole() && (k.act || d.family(k.family()).is_bill()))
        }
        // A whole title of a code is no statute.
        Noun::Statute(_) if k.referent.is_whole() && is_code(d, k.family()) => false,
        // A treaty is a statute only by its name.
        Noun::Statute(_) if !reference.capital && is_proper_noun(d, reference, k.family()) => false,
        // `the nature of the act is private`, where an Act has its capital.
        Noun::Families(_) if !reference.capital && d.family(k.family()).nouns_exact => false,
        // `that regulation` isn't a part, `the Regulations` not a section that stands alone.
        Noun::Families(_) if names_part(d, reference, k.family()) => {
            noun_fits(d, &reference.noun, k.family(), k.act) && part_named(d, reference, &k.referent).is_some()
        }
        Noun::Families(_) => noun_fits(d, &reference.noun, k.family(), k.act) && !is_called_otherwise(d, reference, k),
        _ => noun_fits(d, &reference.noun, k.family(), k.act),
    }
}

/// The earlier mention as the antecedent, if nothing speaks against it.
pub(super) fn meant(d: &Discourse<'_>, reference: &ReferenceMatch, known: &Known) -> Option<Verdict> {
    let at = reference.start;
    let words = &d.text()[reference.start..reference.end];
    let fits = |k: &Known| fits(d, reference, k);
    let tied = d.memory().tied(&d.grammar().reach, known, at, fits);
    if !tied.is_empty() {
        return Verdict::between(
            format!("several before it can be what “{words}” means"),
            std::iter::once(known).chain(tied),
        );
    }
    // `Regulations (EU) 2017/745 and (EU) 2017/746 … the Regulation`: neither, where both were named in one breath.
    if let Some(other) = named_beside(d, reference, known) {
        return Verdict::between(format!("two named together can be what “{words}” means"), [known, other]);
    }
    if unknown_between(d, reference, known) {
        return Verdict::between(format!("another that isn't recognised stands before “{words}”"), [known]);
    }
    let loose = matches!(reference.noun, Noun::Statute(_) | Noun::Provision) && !reference.capital;
    if loose && speaks_of_others(d, known.end.min(at), at) {
        return Verdict::between(format!("another law is spoken of before “{words}”"), [known]);
    }
    // In a new paragraph `that provision` may be either of two sections that the ones before it speak of.
    if reference.noun == Noun::Provision && d.text()[known.end.min(at)..at].contains('\n') {
        let elsewhere = |k: &Known| fits(k) && k.referent.is_in_another_section(&known.referent);
        if let Some(other) = d.memory().nearest(at, reach(d, reference), elsewhere) {
            return Verdict::between(format!("two sections before it can be what “{words}” means"), [known, other]);
        }
    }
    let part = matches!(reference.noun, Noun::Provision | Noun::There);
    let why = format!("the nearest before it that “{words}” can mean");
    let mut resolution = Resolution::of_instrument(known, Form::Anaphora, why);
    if matches!(reference.noun, Noun::Statute(_)) {
        resolution.referent = statute(d, &known.referent);
    } else if part {
        resolution.referent = known.referent.clone();
    } else if let Some(part) = part_named(d, reference, &known.referent) {
        resolution.referent = part;
    }
    Resolution { placed: Placed::AsNamed, ..resolution }.is()
}

/// What is called a statute or a law where a part of it was cited: a section of a code, or a subsection, `18 U.S.C. § 924(c)`, but no
/// paragraph of it; of what a legislature made as one, all of it or a title.
fn statute(d: &Discourse<'_>, cited: &Referent) -> Referent {
    let section = cited.path.iter().position(|c| !c.mark && is_section(&c.text));
    match section {
        Some(at) if is_code(d, cited.family) && cited.path.len() > at + 2 => {
            cited.at(cited.path[..=at].iter().cloned().collect())
        }
        Some(_) if d.family(cited.family).is_act() => cited.instrument(),
        _ => cited.clone(),
    }
}

/// The other of two that were joined by `and` or `or`, where `the` doesn't tell which of them is meant.
fn named_beside<'d>(d: &'d Discourse<'_>, reference: &ReferenceMatch, known: &Known) -> Option<&'d Known> {
    let named = |k: &&Known| k.end <= known.start && fits(d, reference, k);
    let other =
        d.memory().iter_back().take(60).take_while(|k| k.end + d.grammar().reach.list >= known.start).find(named)?;
    let between = d.text()[other.end..known.start].trim().trim_start_matches(',').trim_start();
    let joined =
        d.grammar().words.conjunctions.iter().any(|w| {
            between.strip_prefix(w.as_str()).is_some_and(|rest| rest.trim().is_empty() || rest.trim() == "the")
        });
    let apart = other.base() != known.base() && !is_below(other.base(), known.base());
    (reference.determiner == Determiner::Defined && joined && apart).then_some(other)
}
