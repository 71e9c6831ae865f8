//! A section or paragraph of a work that isn't recognised: `Restatement of Judgments § 24`, `UCPA, section 4`, `Judgment, ¶ 5`.

use super::{Asked, Class, On, Rule, Verdict};
use crate::resolve::discourse::Discourse;

pub(super) const RULE: Rule = Rule {
    name: "of-unknown-work",
    on: On::Part,
    class: Class::Named,
    doc: "What stands behind a name, initials or a document's number that isn't recognised is of that work.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let at = asked.part()?.start;
    let unknown = match asked {
        Asked::Section { .. } => is_of_unknown_work(d, at),
        Asked::Level { .. } => d.text()[at..].starts_with('¶') && d.text()[..at].trim_end().ends_with(','),
        _ => false,
    };
    if unknown { Verdict::untold("it is of the work before it, which is not recognised") } else { None }
}

/// Whether a name or number that isn't recognised stands before `at`, or before the comma before it: `UCPA, section 4`,
/// `A/C.3/SR.1259, § 12`.
fn is_of_unknown_work(d: &Discourse<'_>, at: usize) -> bool {
    let before = d.text()[..at].trim_end();
    let Some(before) = before.strip_suffix(',') else {
        // `Restatement of Judgments § 24`: a capital inside a sentence, directly before the sign.
        let mut words = before.rsplit(char::is_whitespace).filter(|w| !w.is_empty());
        let (word, other) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        // `FCRA § 604`: initials say it wherever they stand.
        let initials = word.len() >= 3 && word.chars().all(|c| c.is_ascii_uppercase());
        let capital = word.len() > 3 && word.chars().all(char::is_alphabetic) && word.starts_with(char::is_uppercase);
        let inside = other.ends_with(|c: char| c.is_alphanumeric() || c == ',');
        let unknown = d.memory().last().is_none_or(|k| k.end < before.len());
        return d.text()[at..].starts_with('§') && (capital && inside || initials) && unknown;
    };
    if d.memory().last().is_some_and(|k| k.end >= before.len()) {
        return false;
    }
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 2 || word.contains('/') && word.contains(|c: char| c.is_ascii_digit())
}
