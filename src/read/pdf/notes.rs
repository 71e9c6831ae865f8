//! Footnotes: small type or a short rule at a column's end, each beginning with its mark.

use std::collections::HashSet;

use super::glyphs::Rule;
use super::lines::Line;

/// A footnote, or the rest of one that began on the page before.
#[derive(Clone, Debug, Default)]
pub(super) struct Note {
    /// Empty where it goes on from the page before.
    pub(super) mark: String,
    pub(super) lines: Vec<Line>,
}

/// Type up to this share of the body's is a note's.
const SMALL: f32 = 0.935;

/// The size that most letters have.
pub(super) fn body_size<'l>(lines: impl Iterator<Item = &'l Line>) -> f32 {
    let mut sizes: Vec<(i32, usize)> = Vec::new();
    for line in lines {
        let size = (line.size * 4.0).round() as i32;
        match sizes.iter_mut().find(|(s, _)| *s == size) {
            Some((_, letters)) => *letters += line.text.len(),
            None => sizes.push((size, line.text.len())),
        }
    }
    sizes.into_iter().max_by_key(|&(size, letters)| (letters, size)).map_or(0.0, |(size, _)| size as f32 / 4.0)
}

/// Takes the notes out of a page's lines, which are in reading order. `open`: whether a note may go on from the page before.
pub(super) fn take(lines: &mut Vec<Line>, rules: &[Rule], body: f32, open: bool) -> Vec<Note> {
    let mut notes = Vec::new();
    let marks =
        lines.iter().flat_map(|line| &line.marks).filter(|(at, _)| *at > 0).map(|(_, mark)| mark.clone()).collect();
    let page = Page { rules, body, open, marks };
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut column: Vec<Line> = Vec::new();
    let all = std::mem::take(lines);
    let count = all.len();
    for (at, line) in all.into_iter().enumerate() {
        // A column ends where the next line stands higher.
        if column.last().is_some_and(|last| line.y < last.y - line.size) {
            page.split(&mut column, &mut kept, &mut notes);
        }
        column.push(line);
        if at + 1 == count {
            page.split(&mut column, &mut kept, &mut notes);
        }
    }
    *lines = kept;
    notes
}

/// What is known of a page when its columns are parted.
struct Page<'p> {
    rules: &'p [Rule],
    body: f32,
    open: bool,
    /// The marks within its lines.
    marks: HashSet<String>,
}

impl Page<'_> {
    /// Parts a column in its text and its notes.
    fn split(&self, column: &mut Vec<Line>, kept: &mut Vec<Line>, notes: &mut Vec<Note>) {
        let Self { rules, body, open, .. } = *self;
        let lines = std::mem::take(column);
        let small = |line: &Line| line.size <= SMALL * body;
        let under = |at: usize| {
            let line = &lines[at];
            let top = if at == 0 { line.y - 3.0 * line.size } else { lines[at - 1].y };
            rules.iter().any(|rule| {
                let short = rule.x1 - rule.x0 < 260.0;
                short && rule.y > top && rule.y < line.y && rule.x0 < line.x0 + 3.0 * line.size && rule.x1 > line.x0
            })
        };
        // From the end upwards: as long as the type is small, or up to the rule that the notes stand under.
        let from_small = lines.iter().rposition(|line| !small(line)).map_or(0, |at| at + 1);
        let ruled = (0..lines.len())
            .rev()
            .find(|&at| under(at) && (open && small(&lines[at]) || self.starts(&lines[at]).is_some()));
        let mut from = ruled.unwrap_or(from_small);
        let begins = |at: usize| lines.get(at).is_some_and(|line| self.starts(line).is_some());
        if ruled != Some(from) && !(open && from < lines.len() && begins_later(&lines[from..])) {
            // Without a rule a note's mark must say so: small type alone is a quotation, a table, a caption.
            from = (from..lines.len()).find(|&at| begins(at)).unwrap_or(lines.len());
        }
        for (at, line) in lines.into_iter().enumerate() {
            if at < from {
                kept.push(line);
                continue;
            }
            match self.starts(&line) {
                Some(mark) if follows(notes, &mark, &line) => notes.push(Note { mark, lines: vec![line] }),
                _ => match notes.last_mut() {
                    Some(note) => note.lines.push(line),
                    None => notes.push(Note { mark: String::new(), lines: vec![line] }),
                },
            }
        }
    }

    /// The mark that a line begins with: raised, or one that stands in the text with its note behind it.
    fn starts(&self, line: &Line) -> Option<String> {
        let mark = starts(line)?;
        (line.marks.first().is_some_and(|(at, _)| *at == 0) || self.marks.contains(&mark)).then_some(mark)
    }
}

/// Whether a later line begins a note, so that what stands before it is the rest of one.
fn begins_later(lines: &[Line]) -> bool {
    lines.iter().any(|line| line.marks.first().is_some_and(|(at, _)| *at == 0)) || lines.len() <= 12
}

/// The mark that a line begins with: raised, or a number with its text behind it.
fn starts(line: &Line) -> Option<String> {
    if let Some((0, mark)) = line.marks.first() {
        return Some(mark.clone());
    }
    let text = line.text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits) {
        let rest = text[digits..].trim_start_matches(['.', ')']);
        let first = rest.trim_start().chars().next()?;
        let apart = rest.starts_with([' ', '\t']) || first.is_uppercase();
        return (apart && (first.is_uppercase() || "“\"‘('§".contains(first))).then(|| text[..digits].to_owned());
    }
    let sign = text.chars().take_while(|c| "*†‡".contains(*c)).count();
    (1..=3).contains(&sign).then(|| text.chars().take(sign).collect())
}

/// Whether a note of this mark comes next: a number that isn't raised must follow the last note's.
fn follows(notes: &[Note], mark: &str, line: &Line) -> bool {
    if line.marks.first().is_some_and(|(at, _)| *at == 0) {
        return true;
    }
    let Ok(number) = mark.parse::<u32>() else { return true };
    let last = notes.iter().rev().find_map(|note| note.mark.parse::<u32>().ok());
    last.is_none_or(|last| number == last + 1)
}

impl Note {
    /// Takes the mark away that its first line begins with; it is set anew, in brackets, when the note is put into the text.
    pub(super) fn unmarked(mut self) -> Self {
        if let Some(line) = self.lines.first_mut().filter(|_| !self.mark.is_empty()) {
            let bare = line.text.trim_start();
            let rest = bare.strip_prefix('[').unwrap_or(bare);
            let rest =
                rest.strip_prefix(self.mark.as_str()).unwrap_or(rest).trim_start_matches(['.', ')', ']']).trim_start();
            let gone = line.text.len() - rest.len();
            line.text = rest.to_owned();
            line.marks.retain(|(at, _)| *at >= gone);
            for (at, _) in &mut line.marks {
                *at -= gone;
            }
        }
        self
    }
}
