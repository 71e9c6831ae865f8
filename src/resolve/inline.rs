//! Words quoted within a line: `by striking “section 5 of such Act”`.

/// How far before a place the mark is looked for that opens a quotation, in bytes.
const REACH: usize = 1500;

/// Whether a place stands between quotation marks that its own line opens and has not closed.
pub(super) fn in_quotation(text: &str, at: usize) -> bool {
    let mut from = at.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = &text[from..at];
    let line = before.rsplit('\n').next().unwrap_or(before);
    if straight_open(line) {
        return true;
    }
    let last = |marks: &[&str]| marks.iter().filter_map(|mark| line.rfind(mark)).max();
    match (last(&["“", "‘‘", "``"]), last(&["”", "’’", "''"])) {
        (Some(open), Some(closed)) => open > closed,
        (open, _) => open.is_some(),
    }
}

/// Whether straight quotation marks are open at the end of a line's words: one that opens stands behind a space or bracket and
/// before a word; `4" pipe` has none.
fn straight_open(line: &str) -> bool {
    let mut depth = 0usize;
    for at in memchr::memchr_iter(b'"', line.as_bytes()) {
        let before = line[..at].chars().next_back();
        let behind = line[at + 1..].chars().next();
        let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '"'))
            && behind.is_none_or(|c| !c.is_whitespace() && !matches!(c, ')' | ']'));
        depth = if opens { depth + 1 } else { depth.saturating_sub(1) };
    }
    depth > 0
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

    #[test]
    fn straight_quotation_marks_open_before_a_word() {
        let text =
            "The \"Board\" strikes the phrase \"a pipe (\"Pipe\") of this act\" and puts this section on a 4\" pipe.";
        let at = |words: &str| text.find(words).unwrap_or(0);
        assert!(in_quotation(text, at("this act")));
        assert!(!in_quotation(text, at("strikes")));
        assert!(!in_quotation(text, at("this section")));
        assert!(!in_quotation(text, text.len()));
    }
}
