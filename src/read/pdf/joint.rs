//! How one line follows another: within a word, a paragraph, or apart.

use super::lines::Line;

/// What stands between two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// The paragraph goes on.
    Flow,
    /// The line ends here, the paragraph doesn't.
    Line,
    /// Another paragraph.
    Blank,
    /// Another cell of the same row.
    Cell,
}

/// The column that a line stands in, as the lines around it show it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) left: f32,
    pub(super) right: f32,
    /// From baseline to baseline.
    pub(super) leading: f32,
}

/// What a line ends with that goes on in the next one.
const BROKEN: [char; 4] = ['-', '\u{2010}', '–', ','];
/// How many lines around a line show its column.
const AROUND: usize = 14;
/// Of the leading: more space than this parts paragraphs. Of the size: what counts as indented.
const SPACED: f32 = 1.3;
const INDENT: f32 = 0.9;

/// The column of each of a page's lines.
pub(super) fn columns(lines: &[Line]) -> Vec<Column> {
    (0..lines.len()).map(|at| column(lines, at)).collect()
}

fn column(lines: &[Line], at: usize) -> Column {
    let line = &lines[at];
    let around = &lines[at.saturating_sub(AROUND)..lines.len().min(at + AROUND + 1)];
    let beside = |other: &&Line| {
        other.x1.min(line.x1) - other.x0.max(line.x0) > 0.0 && (other.size / line.size - 1.0).abs() < 0.12
    };
    let same: Vec<&Line> = around.iter().filter(beside).collect();
    let mut lefts: Vec<f32> = same.iter().map(|l| l.x0).collect();
    lefts.sort_by(f32::total_cmp);
    let left = lefts.windows(2).find(|pair| pair[1] - pair[0] < 2.0).map_or(line.x0, |pair| pair[0]);
    let right = same.iter().map(|l| l.x1).fold(line.x1, f32::max);
    let mut leadings: Vec<f32> = same
        .windows(2)
        .map(|pair| pair[1].y - pair[0].y)
        .filter(|dy| (0.5 * line.size..3.2 * line.size).contains(dy))
        .collect();
    leadings.sort_by(f32::total_cmp);
    // Of the lower half: where many paragraphs have one line, the space between them isn't the leading.
    let leading = leadings.get(leadings.len() * 2 / 5).copied().unwrap_or(1.2 * line.size);
    Column { left, right, leading }
}

/// How `line` follows `before` on the same page; `next` is the line after it.
pub(super) fn within(before: &Line, of: &Column, line: &Line, column: &Column, next: Option<&Line>) -> Joint {
    let size = line.size.max(before.size);
    let down = line.y - before.y;
    let overlap = before.x1.min(line.x1) - before.x0.max(line.x0);
    if down < -size || (overlap <= 0.0 && down <= 0.3 * size && line.x0 < before.x1) {
        return across(before, of, line, column);
    }
    if down.abs() <= 0.3 * size {
        return Joint::Cell;
    }
    if (line.size - before.size).abs() > 0.12 * size || down > SPACED * of.leading.min(column.leading).max(0.9 * size) {
        return Joint::Blank;
    }
    if before.text.ends_with(['-', '\u{2010}']) && line.text.starts_with(char::is_alphanumeric) {
        return Joint::Flow;
    }
    // A table of contents.
    if leads(&before.text) {
        return Joint::Line;
    }
    let (ended, short) = (ends(&before.text), fits(before, of, line));
    if label(&line.text) && (ended || short) {
        return Joint::Blank;
    }
    let centred = |l: &Line, c: &Column| {
        let (a, b) = (l.x0 - c.left, c.right - l.x1);
        a > 2.0 * l.size && (a - b).abs() < 1.5 * l.size
    };
    let deeper = line.x0 - before.x0 > INDENT * size;
    let hangs =
        deeper && label(&before.text) && next.is_none_or(|n| (n.x0 - line.x0).abs() < 2.0 || n.x0 < line.x0 - 2.0);
    // In the midst of a paragraph `(a)` begins a line where all lines begin.
    if deeper && label(&line.text) && !label(&before.text) && (before.x0 - column.left).abs() < INDENT * size {
        return Joint::Blank;
    }
    if hangs && !short {
        return Joint::Flow;
    }
    match (centred(before, of), centred(line, column)) {
        (true, true) => return if ended { Joint::Blank } else { Joint::Line },
        // A heading, and the text below it.
        (true, false) if short => return Joint::Blank,
        _ => {}
    }
    let shallower = before.x0 - line.x0 > INDENT * size;
    match (ended, short) {
        (true, true) => Joint::Blank,
        (true, false) if deeper && !hangs => Joint::Blank,
        // Behind a quotation set in; behind the first line of a paragraph the text stands further left as well.
        (false, true) if deeper || shallower || line.text.starts_with(char::is_uppercase) => Joint::Line,
        _ => Joint::Flow,
    }
}

/// How a line follows the last one of another column or page.
pub(super) fn across(before: &Line, of: &Column, line: &Line, column: &Column) -> Joint {
    if (line.size - before.size).abs() > 0.12 * line.size.max(before.size) {
        return Joint::Blank;
    }
    if line.text.starts_with(char::is_lowercase) || before.text.ends_with(BROKEN) {
        return Joint::Flow;
    }
    let short = before.x1 < of.right - 0.25 * (of.right - of.left);
    let indented = line.x0 - column.left > INDENT * line.size;
    match ends(&before.text) {
        true if indented || short || label(&line.text) => Joint::Blank,
        false if short && line.text.starts_with(char::is_uppercase) => Joint::Line,
        _ => Joint::Flow,
    }
}

/// Whether a sentence, or what leads a list in, ends here.
pub(super) fn ends(text: &str) -> bool {
    let bare =
        text.trim_end().trim_end_matches(|c: char| "\"”’')]*".contains(c) || c.is_ascii_digit() && text.ends_with(']'));
    let bare = bare.trim_end_matches('[');
    let listed = bare.rsplit(' ').next().is_some_and(|word| matches!(word, "and" | "or")) && bare.contains(';');
    listed || bare.ends_with(['.', ':', ';', '?', '!', '—'])
}

/// Whether the line's first word had found place at the end of the line before: then the break is meant.
fn fits(before: &Line, of: &Column, line: &Line) -> bool {
    let letters = line.text.chars().count().max(1) as f32;
    let wide = (line.x1 - line.x0) / letters;
    let word = line.text.split_whitespace().next().map_or(0, |word| word.chars().count()) as f32;
    of.right - before.x1 > (word + 1.0) * wide * 1.1 + 0.6 * line.size
}

/// Whether a line leads to a page by a row of dots.
fn leads(text: &str) -> bool {
    text.contains(".....") || text.contains(". . . . .")
}

/// Whether a line begins as a numbered provision, a heading or an item does.
fn label(text: &str) -> bool {
    let text = text.trim_start_matches(['“', '"', '‘']);
    let word = text.split_whitespace().next().unwrap_or_default();
    let bracketed = word
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
        .is_some_and(|(inner, _)| (1..=5).contains(&inner.len()) && inner.bytes().all(|b| b.is_ascii_alphanumeric()));
    let numbered = word.strip_suffix(['.', ')']).is_some_and(|inner| {
        (1..=4).contains(&inner.len())
            && (inner.bytes().all(|b| b.is_ascii_digit())
                || inner.len() == 1 && inner.bytes().all(|b| b.is_ascii_alphabetic())
                || inner.bytes().all(|b| b"IVX".contains(&b)))
    });
    // `Sec. 2. Policy.`, and a number with its word alone on a line.
    let next = text.split_whitespace().nth(1).unwrap_or_default();
    let number = next.trim_end_matches(['.', ':', '—']);
    let counted = !number.is_empty()
        && (number.bytes().all(|b| b.is_ascii_digit()) || number.bytes().all(|b| b"IVXL".contains(&b)))
        && (number.len() < next.len() || text.split_whitespace().count() == 2);
    let named = counted && word.len() <= 10 && word.starts_with(char::is_uppercase);
    // `DATES:`
    let heads =
        word.strip_suffix(':').is_some_and(|inner| inner.len() > 3 && inner.bytes().all(|b| b.is_ascii_uppercase()));
    bracketed || numbered || heads || named || word.starts_with(['§', '•', '●', '▪'])
}
