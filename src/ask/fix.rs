//! Fixes of the checker made in a text.

use crate::check::{Finding, Fix};

/// A text with its fixes made, of several that overlap the first; and how many were.
#[must_use]
pub fn fixed(text: &str, found: &[Finding]) -> (String, usize) {
    let mut fixes: Vec<&Fix> = found.iter().filter_map(|f| f.fix.as_ref()).collect();
    fixes.sort_by_key(|fix| (fix.span.start, fix.span.end));
    let (mut out, mut at, mut made) = (String::with_capacity(text.len()), 0, 0);
    for fix in fixes {
        if fix.span.start < at {
            continue;
        }
        out.push_str(&text[at..fix.span.start]);
        out.push_str(&fix.text);
        at = fix.span.end;
        made += 1;
    }
    out.push_str(&text[at..]);
    (out, made)
}
