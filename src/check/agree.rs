//! What beside a citation was compared with what is known of it and agrees: its name, its day, its page, its other id.

use super::Subject;
use super::cited::Cited;
use super::dated::said;
use super::joined::{Said, joined};
use crate::provision::split_at_section;
use crate::resolve::{Form, Mention};

/// Of each mention what agrees, in words; none where nothing was compared.
pub(super) fn agreeing(subject: &Subject<'_>) -> Vec<Option<String>> {
    let all = 0..subject.mentions.len();
    let mut out: Vec<Option<String>> = all.map(|at| dated(subject, &subject.cited_at(at)?)).collect();
    for at in 1..subject.mentions.len() {
        let (Some(first), Some(second)) = (subject.cited_at(at - 1), subject.cited_at(at)) else { continue };
        if joined(subject, first.mention, second.mention).is_none_or(|how| how.words == Said::See) {
            continue;
        }
        if let Some((of_first, of_second)) = pair_agrees(subject, &first, &second) {
            out[at - 1].get_or_insert(of_first);
            out[at].get_or_insert(of_second);
        }
    }
    out
}

/// What two neighbours say of each other.
fn pair_agrees(subject: &Subject<'_>, one: &Cited<'_>, other: &Cited<'_>) -> Option<(String, String)> {
    let ((first, second), (a, b)) = ((one.mention, other.mention), (one.id, other.id));
    if first.id.is_none() || second.id.is_none() {
        return None;
    }
    let words = |m: &Mention| subject.words(m).to_owned();
    let both = || Some((format!("it goes with {}", words(second)), format!("it goes with {}", words(first))));
    // A name and the number of one law.
    let registered =
        |m: &Mention| !subject.resolver.registry().named(subject.words(m).trim_start_matches("the ")).is_empty();
    if a == b && words(first) != words(second) && (registered(first) || registered(second)) {
        return both();
    }
    // An instrument and the page at which it begins.
    if subject.facts(a).is_some_and(|f| f.page == b.as_str()) && one.instrument == a {
        return both();
    }
    // A law's section and the Code's.
    let registry = subject.resolver.registry();
    let ((one, _), (other, _)) = (split_at_section(a.as_str())?, split_at_section(b.as_str())?);
    let tied =
        registry.counterpart_of_section(one) == Some(other) || registry.counterpart_of_section(other) == Some(one);
    if tied { both() } else { None }
}

/// The day or year that stands in or behind a citation by number and is the instrument's.
fn dated(subject: &Subject<'_>, cited: &Cited<'_>) -> Option<String> {
    let mention = cited.mention;
    if mention.id.is_none() || !matches!(mention.form, Form::Full | Form::ListMember) {
        return None;
    }
    let date = subject.facts(cited.instrument)?.date;
    if let Some(said) = said(subject, mention) {
        return (date.starts_with(&said.stated)).then(|| format!("it is of {date}, as said"));
    }
    let words = subject.words(mention);
    words.contains(&format!(" of {}", date.get(..4)?)).then(|| format!("it is of {date}, as said"))
}
