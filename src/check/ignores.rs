//! Findings that the writer has seen and keeps: `<!-- pincite: ignore PC203 the exception is quoted below -->`.

use std::sync::OnceLock;

use regex::Regex;

use super::{Finding, Rule, rules_of};
use crate::text::Span;

/// A remark in the text that takes findings away.
#[derive(Clone, Debug)]
pub(super) struct Ignore {
    /// The remark.
    pub span: Span,
    /// The codes that it names, as written.
    pub codes: Vec<String>,
    /// Where it holds: its paragraph, the next one where it stands alone, or the whole text.
    pub covers: Span,
}

/// The remarks of a text.
pub(super) fn ignores(text: &str) -> Vec<Ignore> {
    static REMARK: OnceLock<Option<Regex>> = OnceLock::new();
    if memchr::memmem::find(text.as_bytes(), b"pincite:").is_none() {
        return Vec::new();
    }
    let remark = REMARK.get_or_init(|| {
        Regex::new(r"(?s)<!--\s*pincite:\s*(ignore(?:-file)?)((?:[\s,]+(?:PC\d{1,3}|ALL)\b)*)(.*?)-->").ok()
    });
    let Some(remark) = remark else { return Vec::new() };
    let of = |c: regex::Captures<'_>| {
        let whole = c.get(0)?;
        let span = Span::new(whole.start(), whole.end());
        let codes = c[2].split([' ', ',', '\n', '\t']).filter(|c| !c.is_empty()).map(str::to_owned).collect();
        let covers = if &c[1] == "ignore-file" { Span::new(0, text.len()) } else { paragraph(text, span) };
        Some(Ignore { span, codes, covers })
    };
    remark.captures_iter(text).filter_map(of).collect()
}

/// The paragraph that a remark is in, or the next where there is nothing else in it.
fn paragraph(text: &str, remark: Span) -> Span {
    let start = text[..remark.start].rfind("\n\n").map_or(0, |at| at + 2);
    let end_after = |from: usize| text[from..].find("\n\n").map_or(text.len(), |at| from + at);
    let end = end_after(remark.end);
    let alone = text[start..remark.start].trim().is_empty() && text[remark.end..end].trim().is_empty();
    if !alone {
        return Span::new(start, end);
    }
    let next = text[end..].find(|c: char| !c.is_whitespace()).map_or(text.len(), |at| end + at);
    Span::new(start, end_after(next))
}

/// Takes the findings away that remarks ignore; says of each remark that took none away by `unused`.
pub(super) fn apply(text: &str, found: &mut Vec<Finding>, ran: &[&'static Rule], unused: Option<&'static Rule>) {
    for ignore in ignores(text) {
        let rules: Vec<&'static Rule> = ignore.codes.iter().flat_map(|code| rules_of(code)).collect();
        let before = found.len();
        let covered = |f: &Finding| ignore.covers.start <= f.span.start && f.span.end <= ignore.covers.end;
        found.retain(|f| !(covered(f) && rules.iter().any(|r| r.code == f.rule.code)));
        let could = rules.is_empty() || rules.iter().any(|r| ran.iter().any(|o| o.code == r.code));
        if let Some(rule) = unused.filter(|_| found.len() == before && could) {
            let message = if rules.is_empty() {
                "this remark names no rule: `<!-- pincite: ignore PC203 reason -->`".to_owned()
            } else {
                format!("there is no finding of {} to ignore here", ignore.codes.join(", "))
            };
            found.push(Finding::new(rule, ignore.span, message));
        }
    }
}
