//! Whether a sentence relies on what it cites as law in force, or speaks of the past.

use super::Subject;
use crate::resolve::Mention;
use crate::text::Span;

/// How far beside a citation words may say that it is of the past.
const BESIDE: usize = 90;

/// Whether the words beside a citation say that it is of the past: `former`, `repealed`, `transferred to`.
pub(super) fn is_past(subject: &Subject<'_>, mention: &Mention) -> bool {
    let before = subject.before(mention.span.start, BESIDE).to_lowercase();
    let behind = subject.behind(mention, BESIDE).to_lowercase();
    let past = &subject.resolver.grammar().words.past;
    past.iter().any(|w| before.contains(w.as_str()) || behind.contains(w.as_str()))
}

/// Whether the sentence of a citation relies on it as in force.
pub(super) fn relies(subject: &Subject<'_>, span: Span) -> bool {
    let text = subject.text;
    let ends = |c: char| matches!(c, '.' | ';' | '\n');
    let from = text[..span.start].char_indices().rev().take(160).find(|(_, c)| ends(*c)).map_or_else(
        || text[..span.start].char_indices().rev().nth(160).map_or(0, |(at, _)| at),
        |(at, c)| at + c.len_utf8(),
    );
    let rest = &text[span.end..];
    let until = rest
        .char_indices()
        .take(160)
        .find(|(_, c)| ends(*c))
        .map_or_else(|| rest.char_indices().nth(160).map_or(rest.len(), |(at, _)| at), |(at, _)| at);
    let around = format!("{} {}", &text[from..span.start], &rest[..until]).to_lowercase();
    let words = &subject.resolver.grammar().words;
    // `now in force` is of today; `now 52 U.S.C. 10304` says that it was elsewhere before.
    let around = around.replace("now in ", "in ").replace("now applies", "applies").replace("now govern", "govern");
    let has = |list: &[String]| list.iter().any(|w| around.contains(w.as_str()));
    has(&words.relying) && !has(&words.past)
}
