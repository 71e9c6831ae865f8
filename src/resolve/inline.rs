//! Words quoted within a line: `by striking “section 5 of such Act”`.

/// How far before a place the mark is looked for that opens a quotation, in bytes.
const REACH: usize = 600;

/// Whether a place stands between quotation marks that its own line opens and has not closed.
pub(super) fn in_quotation(text: &str, at: usize) -> bool {
    let mut from = at.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = &text[from..at];
    let line = before.rsplit('\n').next().unwrap_or(before);
    let last = |marks: &[&str]| marks.iter().filter_map(|mark| line.rfind(mark)).max();
    match (last(&["“", "‘‘", "``"]), last(&["”", "’’", "''"])) {
        (Some(open), Some(closed)) => open > closed,
        (open, _) => open.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::in_quotation;

    #[test]
    fn what_is_closed_or_on_another_line_is_not_quoted() {
        let text = "by striking “of that Act” and inserting “this Act.\nIt ends.";
        let at = |words: &str| text.find(words).unwrap_or(0);
        assert!(in_quotation(text, at("that Act")));
        assert!(!in_quotation(text, at("inserting")));
        assert!(in_quotation(text, at("this Act")));
        assert!(!in_quotation(text, at("It ends")));
    }
}
