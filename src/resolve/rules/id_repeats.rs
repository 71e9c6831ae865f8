//! A section of the citation that `id.` repeats: `Id. § 5`.

use super::said_before::cited_section;
use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::can_have_section;
use crate::resolve::memory::Known;

pub(super) const RULE: Rule = Rule {
    name: "id-repeats",
    on: On::Section,
    class: Class::Repeated,
    doc: "“Id. § 5” is of the citation directly before it, which may be one that isn't recognised: then it has no target.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Section { citation, number } = *asked else { return None };
    let start = citation.start;
    if !after_id(d, start) {
        return None;
    }
    let between = |k: &Known| d.text().get(k.end..start).unwrap_or_default();
    // A citation within brackets that are closed again is no part of the outer text that `id.` goes on with.
    let outer = |k: &&Known| between(k).matches(')').count() <= between(k).matches('(').count();
    let near = |k: &&Known| k.end + d.grammar().reach.id >= start && can_have_section(d, k, number);
    let alone = |k: &&Known| !holds_reporter_page(between(k)) && !between(k).contains('¶');
    // `15 U.S.C. § 1 …; the Clayton Act, id. § 12`: an Act that is only named there has its citation in what `id.` repeats.
    let beside = |k: &Known| k.act && k.referent.path.is_empty() && between(k).starts_with(',') && between(k).len() < 9;
    // An `id.` before it that nothing was found for may be what is repeated.
    if d.mentions_back().next().is_some_and(|m| m.id.is_none() && after_id(d, m.span.start)) {
        return Verdict::untold("“id.” repeats a citation that is not recognised");
    }
    match d.memory().iter_back().take(8).filter(|k| !beside(k)).find(outer).filter(near).filter(alone) {
        // `15 U.S.C. § 77o … section 12 of the Act. Id. § 77o`: of the one with which it was cited.
        Some(known) if cited_section(d, number).is_some_and(|k| k.base() != known.base()) => Verdict::between(
            "“id.” repeats one, and the section was cited with another",
            cited_section(d, number).into_iter().chain([known]),
        ),
        Some(known) => Resolution::of_instrument(known, Form::Short, "of the citation that “id.” repeats").is(),
        None => Verdict::untold("“id.” repeats a citation that is not recognised"),
    }
}

/// Whether `id.` or `ibid.` stands directly before.
fn after_id(d: &Discourse<'_>, at: usize) -> bool {
    let before = d.text()[..at].trim_end();
    d.grammar().reference.id.iter().filter(|w| w.ends_with('.')).any(|word| {
        let Some((head, tail)) = before.len().checked_sub(word.len()).and_then(|at| before.split_at_checked(at)) else {
            return false;
        };
        tail.eq_ignore_ascii_case(word) && !head.ends_with(char::is_alphanumeric)
    })
}

/// Whether words hold a volume, a reporter of one to three words and a page, as cases are cited: `12 F. 3d 4`.
fn holds_reporter_page(words: &str) -> bool {
    let starts = |word: &str, is: fn(char) -> bool| word.starts_with(is);
    let words: Vec<&str> = words.split_whitespace().collect();
    words.iter().enumerate().filter(|(_, word)| word.bytes().all(|b| b.is_ascii_digit())).any(|(at, _)| {
        let rest = &words[at + 1..];
        let reporter = rest.iter().take(3).take_while(|w| starts(w, char::is_uppercase)).count();
        let series = rest.get(reporter).is_some_and(|w| w.ends_with('d') && starts(w, |c| c.is_ascii_digit()));
        let page = rest.get(reporter + usize::from(series));
        reporter > 0 && page.is_some_and(|w| starts(w, |c| c.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::holds_reporter_page;

    #[test]
    fn a_case_is_told_from_a_year_and_from_a_sentence_with_numbers() {
        for case in ["Hill v. Dale, 12 F.3d 4 (1st Cir. 1994)", "12 F. 3d 4", "488 U. S. 1033", "470 U.S. 856, 859"] {
            assert!(holds_reporter_page(case), "{case}");
        }
        for other in ["(2012). It was 5 Years later", "for 10 years or 20", "", "section 5 Congress"] {
            assert!(!holds_reporter_page(other), "{other}");
        }
    }
}
