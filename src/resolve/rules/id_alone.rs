//! The citation that `id.` repeats: `18 U.S.C. § 924(c). Id.`

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::parse::Noun;
use crate::resolve::discourse::Discourse;

pub(super) const RULE: Rule = Rule {
    name: "id-alone",
    on: On::Word,
    class: Class::Loose,
    doc: "“Id.” alone is the citation before it, whole, where nothing else can have been cited in between and no page follows.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Word { reference, .. } = *asked else { return None };
    if reference.noun != Noun::Id {
        return None;
    }
    let text = d.text();
    let behind = text[reference.end..].trim_start_matches([' ', ',', '\n']);
    // `Id. at 5` is a page, `Id. § 5` a section: these are read by themselves. A small letter goes on in words.
    let alone =
        behind.is_empty() || behind.starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | ')' | ';' | '”' | '.'));
    let known =
        d.memory().last().filter(|k| k.end <= reference.start && k.end + d.grammar().reach.id >= reference.start)?;
    let unknown = d.mentions_back().next().is_some_and(|m| m.id.is_none());
    // Behind a string of citations `id.` may be any of them.
    let string = d.memory().iter_back().nth(1).is_some_and(|k| {
        let between = text.get(k.end..known.start).unwrap_or("x");
        k.base() != known.base() && between.len() <= 6 || between.trim() == ";"
    });
    if !alone || unknown || string || cites_otherwise(&text[known.end..reference.start]) {
        return Some(Verdict::Nothing);
    }
    let why = "“id.” repeats the citation before it";
    let resolution = Resolution::of(known.referent.clone(), Form::Anaphora, why);
    Resolution { antecedent: Some(known.start), ..resolution }.is()
}

/// Whether words may cite something else: they hold a number outside of brackets, or parties.
fn cites_otherwise(words: &str) -> bool {
    let mut depth = 0usize;
    let numbered = words.chars().any(|c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && c.is_ascii_digit()
    });
    numbered || words.contains(" v. ") || words.contains('§') || words.contains('¶') || words.contains("\n\n")
}

#[cfg(test)]
mod tests {
    use super::cites_otherwise;

    #[test]
    fn a_year_in_brackets_cites_nothing_and_a_case_does() {
        assert!(!cites_otherwise(" (2012). The court said so. "));
        assert!(cites_otherwise(". See Hill v. Dale. "));
        assert!(cites_otherwise(". The record, 12 Tr. 4, says so. "));
    }
}
