//! A section or paragraph of a work that isn't recognised: `Restatement of Judgments § 24`, `UCPA, section 4`, `§ 242 BGB`,
//! `Judgment, ¶ 5`.

use super::{Asked, Class, On, Rule, Verdict};
use crate::resolve::discourse::Discourse;

pub(super) const RULE: Rule = Rule {
    name: "of-unknown-work",
    on: On::Part,
    class: Class::Named,
    doc: "What stands behind a name, initials or a document's number that isn't recognised is of that work, and what has such initials \
directly behind it.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let at = asked.part()?.start;
    let behind = asked.part().and_then(|citation| code_behind(d, citation.start, citation.end));
    if let Some(code) = behind {
        return Verdict::untold(format!("it is of “{code}” behind it, which is not recognised"));
    }
    let unknown = match asked {
        Asked::Section { .. } => is_of_unknown_work(d, at),
        Asked::Level { .. } => d.text()[at..].starts_with('¶') && d.text()[..at].trim_end().ends_with(','),
        _ => false,
    };
    if unknown { Verdict::untold("it is of the work before it, which is not recognised") } else { None }
}

/// Whether initials are those of an instrument named before: `CAA` after `section 110 of the Clean Air Act`.
fn are_of_a_name(d: &Discourse<'_>, initials: &str) -> bool {
    d.memory().iter_back().take(400).any(|k| {
        let words = d.text()[k.start..k.end].split(|c: char| !c.is_alphanumeric());
        let first: String = words.filter_map(|w| w.chars().next().filter(|c| c.is_uppercase())).collect();
        first.ends_with(initials)
    })
}

/// The initials of a code directly behind a sign or article, as the civil law writes: `§ 242 BGB`, `Art. 6 EMRK`.
pub(super) fn code_behind<'t>(d: &Discourse<'t>, start: usize, end: usize) -> Option<&'t str> {
    let text = d.text();
    if !text[start..].starts_with(['§', 'A', 'a']) {
        return None;
    }
    let rest = text[end..].strip_prefix([' ', '\u{a0}'])?;
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().filter(|w| (3..=8).contains(&w.len()))?;
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let written = word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic) && capitals >= 2;
    // In a heading all is in capitals.
    let heading = text[start..end].chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
        && rest[word.len()..].split_whitespace().next().is_some_and(|w| w.chars().all(char::is_uppercase));
    (written && !heading).then_some(word)
}

/// The initials directly before a part: `CAA section 110`, `FCRA § 604`.
pub(super) fn initials_before<'t>(d: &Discourse<'t>, at: usize) -> Option<&'t str> {
    let before = d.text()[..at].strip_suffix([' ', '\u{a0}'])?;
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next()?;
    (word.len() >= 3 && word.chars().all(|c| c.is_ascii_uppercase())).then_some(word)
}

/// Whether a name or number that isn't recognised stands before `at`, or before the comma before it: `UCPA, section 4`,
/// `A/C.3/SR.1259, § 12`.
fn is_of_unknown_work(d: &Discourse<'_>, at: usize) -> bool {
    let before = d.text()[..at].trim_end();
    // `… Laws and Regulations` above `§ 589.101` is a heading.
    if d.text()[before.len()..at].contains('\n') && !before.ends_with(',') {
        return false;
    }
    let Some(before) = before.strip_suffix(',') else {
        // `Restatement of Judgments § 24`: a capital inside a sentence, directly before the sign.
        let mut words = before.rsplit(char::is_whitespace).filter(|w| !w.is_empty());
        let (word, other) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        let word = word.trim_start_matches(['(', '[', '“', '"', '‘']);
        let word = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word);
        // `FCRA § 604`, `(OWiG § 17)`: initials say it wherever they stand; before a word, `CAA section 110`, where not all is
        // in capitals.
        let letters = word.len() >= 3 && word.chars().all(char::is_alphabetic);
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        let sign = d.text()[at..].starts_with('§');
        let spelled = d.text()[at..].starts_with(|c: char| c.is_ascii_lowercase());
        let initials = letters && (capitals == word.len() && (sign || spelled) || sign && capitals >= 2);
        let neutral = d.grammar().owners.neutral.iter().any(|n| n == word);
        let capital = letters && word.starts_with(char::is_uppercase) && !neutral;
        let inside = other.ends_with(|c: char| c.is_alphanumeric() || c == ',');
        let unknown = d.memory().last().is_none_or(|k| k.end < before.len());
        return unknown && (sign && capital && inside || initials && !are_of_a_name(d, word));
    };
    if d.memory().last().is_some_and(|k| k.end >= before.len()) {
        return false;
    }
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 2 || word.contains('/') && word.contains(|c: char| c.is_ascii_digit())
}
