//! Which instrument a definition is of: `the … Act of 2016 (“NKSPEA”)`, `31 CFR part 566 (the “Regulations”)`.

use super::discourse::Discourse;
use super::fits::is_code;
use super::memory::Known;
use super::referent::Referent;
use super::terms::Term;
use crate::parse::{Citation, Named, Target};
use crate::text::{Span, fold};

/// The term that is defined directly behind a citation, and where the definition ends.
pub(super) fn defined_behind(d: &Discourse<'_>, citation: &Citation) -> Option<(Term, usize)> {
    let definition = d.resolver().define.at(&d.grammar().reach, d.text(), behind_amended(d, citation.end))?;
    let known = defined_by(d, &definition.term, citation.start)?;
    // The term is the instrument's, whichever part of it was cited, `title I of the … Act (ADA)`; of a code or a body of
    // regulations it is the part that was cited.
    let part = is_code(d, known.family());
    let referent = if part { known.referent.clone() } else { known.referent.instrument() };
    Some((Term::new(&definition.term, definition.span, referent, known.start), definition.end))
}

/// Where what stands behind a name begins, `, as amended` left out: `Endangered Species Act of 1973, as amended (ESA)`.
fn behind_amended(d: &Discourse<'_>, end: usize) -> usize {
    let text = d.text();
    let Some(rest) = text[end..].strip_prefix(',').map(str::trim_start) else { return end };
    let verbs = d.grammar().reference.amending.iter();
    let behind = verbs.filter_map(|verb| rest.strip_prefix(verb.as_str())).min_by_key(|rest| rest.len());
    behind
        .filter(|rest| rest.trim_start_matches(',').trim_start().starts_with('('))
        .map_or(end, |rest| text.len() - rest.trim_start_matches(',').len())
}

/// The initials that stand inside a name, before its year: `Harbour Dues Act (HDA) of 2031`.
pub(super) fn initials_inside(d: &Discourse<'_>, citation: &Citation, named: &Referent) -> Option<Term> {
    let Target::Instrument(Named::Name(_) | Named::Unknown(..), place) = &citation.target else { return None };
    let at = place.of(d.text()).find(" (")? + place.start as usize;
    let definition =
        d.resolver().define.at(&d.grammar().reach, d.text(), at).filter(|inside| inside.end < place.end as usize)?;
    Some(Term::new(&definition.term, definition.span, named.clone(), place.start as usize))
}

/// Which mention of the sentence a term defines: the nearest that is of the term's kind or has its initials.
fn defined_by<'d>(d: &'d Discourse<'_>, term: &str, from: usize) -> Option<&'d Known> {
    let grammar = d.grammar();
    let noun = |k: &Known| {
        let family = d.family(k.family());
        let last = term.rsplit(' ').next().unwrap_or(term);
        let generic = || grammar.reference.nouns.values().flatten().any(|n| n.eq_ignore_ascii_case(last));
        family.nouns.iter().any(|n| n.eq_ignore_ascii_case(last))
            || k.act && last == "Act"
            || family.enacted && generic()
    };
    let initials = |k: &Known| {
        let words = Span::new(k.start, k.end).of(d.text());
        let capitals: String = words
            .split(|c: char| !c.is_alphanumeric())
            .filter_map(|w| w.chars().next())
            .filter(|c| c.is_uppercase())
            .collect();
        let letters: String = term.chars().filter(|c| c.is_uppercase()).collect();
        letters.len() >= 2 && capitals.contains(&letters)
    };
    let initialism = is_initialism(term);
    let near: Vec<&Known> =
        d.memory().iter_back().take(6).filter(|k| from - k.start.min(from) < d.grammar().reach.defined).collect();
    // `(the London Charter)` isn't any charter: a name of several words is that of what it stands directly behind, or
    // of what has those words in its own name.
    let named = |k: &Known| {
        let words = fold(Span::new(k.start, k.end).of(d.text()));
        let mut others = term.split(' ').rev().skip(1).filter(|w| w.starts_with(char::is_uppercase)).peekable();
        others.peek().is_none() || others.any(|w| words.contains(&fold(w))) || only_citations(d, k.end, from)
    };
    let fits = |k: &&&Known| if initialism { initials(k) } else { noun(k) && named(k) };
    let found = near.iter().find(fits).copied();
    // Where the letters don't tell, an initialism names what stands directly before it; with a year, `(FY 2016)`, they must.
    let told = initialism && !term.contains(' ');
    found.or_else(|| near.first().filter(|k| told && k.referent.is_whole()).copied())
}

/// Whether a term is initials, with or without the year: `HDA`, `HDA 2004`.
pub(super) fn is_initialism(term: &str) -> bool {
    let letters = term.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    !letters.contains(' ') && letters.bytes().filter(u8::is_ascii_uppercase).count() >= 2
}

/// Whether nothing but citations, and the words that join them, stands between two places.
fn only_citations(d: &Discourse<'_>, from: usize, to: usize) -> bool {
    let mut at = from;
    let mut bare = |upto: usize| {
        let words = d.text().get(at..upto).unwrap_or_default();
        at = upto;
        !words.split(|c: char| !c.is_alphanumeric()).any(|w| w.len() > 2 && w.starts_with(char::is_uppercase))
    };
    let inner: Vec<Span> = d.mentions_back().map(|m| m.span).take_while(|s| s.start >= from).collect();
    for span in inner.iter().rev().filter(|s| s.start < to) {
        if !bare(span.start) {
            return false;
        }
        bare(span.end);
    }
    bare(to)
}
