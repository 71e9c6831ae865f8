//! What is written like a bill, and is a page or a section of elsewhere: `NJW 2018, S. 1214`, `S. 420 IPC`.

use super::{Asked, Class, On, Rule, Verdict};
use crate::resolve::congress::missing_congress;
use crate::resolve::discourse::Discourse;

/// How far before a page its book is named, in bytes: `ABl. L 119 vom 4.5.2016, S. 1`.
const BEFORE: usize = 50;

pub(super) const RULE: Rule = Rule {
    name: "page-of-a-book",
    on: On::Form,
    class: Class::Named,
    doc: "A bill without its Congress is none, but a page, where a gazette or reporter of elsewhere is named before it on the \
line, and a section, where another country's code stands behind it.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Form { citation, family, .. } = *asked else { return None };
    if !d.family(family).is_bill() || !citation.members.iter().all(|m| missing_congress(d, family, m)) {
        return None;
    }
    let owners = &d.grammar().owners;
    let before = &d.text()[d.boundary(citation.start.saturating_sub(BEFORE))..citation.start];
    let before = &before[before.rfind(['\n', ';']).map_or(0, |i| i + 1)..];
    let words = || before.split([' ', '\u{a0}', '(']).filter(|w| w.starts_with(char::is_uppercase));
    let book = words().find(|word| owners.books.iter().any(|b| b == word || b == word.trim_end_matches(['.', ','])));
    let behind = d.text()[citation.end..].strip_prefix([' ', '\u{a0}']).unwrap_or("");
    let behind = behind.split([' ', '\n', ',', ';', ')', '\u{a0}']).next().unwrap_or("");
    let code = owners.codes.iter().find(|c| *c == behind || *c == behind.trim_end_matches('.'));
    let why = match (book, code) {
        (Some(book), _) => format!("it is a page of “{book}”"),
        (None, Some(code)) => format!("“{code}” behind it is of elsewhere"),
        (None, None) => return None,
    };
    Some(Verdict::Each(citation.members.iter().map(|_| Err(why.clone().into())).collect()))
}
