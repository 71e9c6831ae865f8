//! Pieces to lines: what stands on one baseline is one line, unless a gutter between columns parts it.

use super::pieces::Piece;

/// A line of one column.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
    /// From where to where its column reaches.
    pub(super) column: (f32, f32),
    /// What most of its letters have.
    pub(super) size: f32,
    /// The marks of notes in it, each at its `[` in the text.
    pub(super) marks: Vec<(usize, String)>,
}

/// What stands on one baseline, from the left to the right.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) pieces: Vec<Piece>,
}

/// A strip of white between two columns.
#[derive(Clone, Copy, Debug)]
struct Gutter {
    x0: f32,
    x1: f32,
    /// The rows that it parts.
    rows: (usize, usize),
}

impl Gutter {
    fn middle(&self) -> f32 {
        f32::midpoint(self.x0, self.x1)
    }
}

/// Of the size: how far apart baselines of one row are; a gutter's width; a gap shown as a tab.
const SAME: f32 = 0.25;
const GUTTER: f32 = 0.75;
const TAB: f32 = 2.0;
/// How many rows have text on both sides of a gutter, and how many letters beside it in most of them: hanging labels,
/// numbers in tables and brackets of a caption have fewer.
const ROWS: usize = 4;
const LETTERS: usize = 12;
/// A page of more pieces than this is a table or a drawing; its gutters aren't looked for.
const PIECES: usize = 4_000;

/// The rows of a page, from the top.
pub(super) fn rows(mut pieces: Vec<Piece>) -> Vec<Row> {
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let mut rows: Vec<Row> = Vec::new();
    for piece in pieces {
        let near = rows.iter_mut().rev().take(6).find(|row| {
            let (low, high) = (row.size.min(piece.size), row.size.max(piece.size));
            (row.y - piece.y).abs() < SAME * low && low > 0.3 * high
        });
        match near {
            Some(row) => {
                row.size = row.size.max(piece.size);
                row.pieces.push(piece);
            }
            None => rows.push(Row { y: piece.y, size: piece.size, pieces: vec![piece] }),
        }
    }
    raise(&mut rows);
    rows.retain(|row| !row.pieces.is_empty());
    for row in &mut rows {
        row.pieces.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    rows
}

/// Moves what is set small above or below a line into it.
fn raise(rows: &mut [Row]) {
    for index in 0..rows.len() {
        let mut kept = Vec::new();
        for mut piece in std::mem::take(&mut rows[index].pieces) {
            let host = (index.saturating_sub(4)..rows.len().min(index + 5)).filter(|&at| at != index).find(|&at| {
                let row = &rows[at];
                let up = (row.y - piece.y) / row.size;
                let beside = |p: &Piece| {
                    let gap = (piece.x0 - p.x1).max(p.x0 - piece.x1);
                    gap < 0.7 * row.size && p.size > piece.size * 1.15
                };
                (-0.3..0.75).contains(&up) && piece.size < 0.88 * row.size && row.pieces.iter().any(beside)
            });
            match host {
                Some(at) => {
                    piece.raised = rows[at].y - piece.y > 0.12 * rows[at].size;
                    rows[at].pieces.push(piece);
                }
                None => kept.push(piece),
            }
        }
        let row = &mut rows[index];
        // What was moved in from above stays.
        kept.append(&mut row.pieces);
        row.pieces = kept;
    }
}

/// The lines of the rows, from the top and, on one height, from the left.
pub(super) fn lines(rows: &[Row]) -> Vec<Line> {
    let gutters = gutters(rows);
    let pieces = || rows.iter().flat_map(|row| &row.pieces);
    let page = (pieces().map(|p| p.x0).fold(f32::MAX, f32::min), pieces().map(|p| p.x1).fold(f32::MIN, f32::max));
    let mut lines = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let middles: Vec<f32> =
            gutters.iter().filter(|g| (g.rows.0..=g.rows.1).contains(&index)).map(Gutter::middle).collect();
        let mut start = 0;
        for at in 1..=row.pieces.len() {
            let parted = at == row.pieces.len() || {
                let gap = row.pieces[at - 1].x1..=row.pieces[at].x0;
                middles.iter().any(|middle| gap.contains(middle))
            };
            if parted {
                let mut line = line(&row.pieces[start..at]);
                line.column = (
                    middles.iter().copied().filter(|middle| *middle <= line.x0).fold(page.0, f32::max),
                    middles.iter().copied().filter(|middle| *middle >= line.x1).fold(page.1, f32::min),
                );
                lines.push(line);
                start = at;
            }
        }
    }
    lines
}

/// The line that pieces make.
pub(super) fn line(pieces: &[Piece]) -> Line {
    let mut line = Line::default();
    let Some(first) = pieces.first() else { return line };
    let main = pieces.iter().filter(|p| !p.raised).max_by_key(|p| p.text.len()).unwrap_or(first);
    (line.x0, line.x1, line.y, line.size) = (first.x0, first.x1, main.y, main.size);
    let mut end = f32::MAX;
    for piece in pieces {
        let gap = piece.x0 - end;
        if line.text.is_empty() {
        } else if gap > TAB * line.size {
            line.text.push('\t');
        } else if gap > 0.16 * line.size && !line.text.ends_with(' ') {
            line.text.push(' ');
        }
        match mark(piece) {
            Some(mark) => {
                let at = line.text.trim_end().len();
                // A mark belongs to the word before it, though set a little apart.
                if gap < 0.5 * line.size {
                    line.text.truncate(at);
                }
                line.marks.push((line.text.len(), mark.clone()));
                line.text.push('[');
                line.text.push_str(&mark);
                line.text.push(']');
                if line.marks.len() == 1 && line.marks[0].0 == 0 {
                    line.text.push(' ');
                }
            }
            None => line.text.push_str(&piece.text),
        }
        end = piece.x1;
        line.x1 = line.x1.max(piece.x1);
    }
    line
}

/// The mark of a note that a raised piece is.
fn mark(piece: &Piece) -> Option<String> {
    let text = piece.text.trim().trim_matches(|c| "()[].,".contains(c));
    let number = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) && text != "0";
    let sign = !text.is_empty() && text.chars().count() <= 3 && text.chars().all(|c| "*†‡§¶".contains(c));
    (piece.raised && (number || sign)).then(|| text.to_owned())
}

fn gutters(rows: &[Row]) -> Vec<Gutter> {
    let mut found: Vec<Gutter> = Vec::new();
    if rows.iter().map(|row| row.pieces.len()).sum::<usize>() > PIECES {
        return found;
    }
    let mut look = |index: usize, x0: f32, x1: f32| {
        let known = |g: &Gutter| (g.rows.0..=g.rows.1).contains(&index) && (x0..=x1).contains(&g.middle());
        if x1 - x0 >= GUTTER * rows[index].size && !found.iter().any(known) {
            found.extend(gutter(rows, index, x0, x1));
        }
    };
    for (index, row) in rows.iter().enumerate() {
        for pair in row.pieces.windows(2) {
            look(index, pair[0].x1, pair[1].x0);
        }
        // Where the columns' lines aren't on one height.
        if let (Some(next), Some(first)) = (rows.get(index + 1), row.pieces.first()) {
            for piece in &row.pieces {
                let right = next.pieces.iter().find(|p| p.x0 > piece.x1);
                right.inspect(|right| look(index, piece.x1, right.x0));
            }
            let left = next.pieces.iter().rev().find(|p| p.x1 < first.x0);
            left.inspect(|left| look(index, left.x1, first.x0));
        }
    }
    found
}

/// The gutter that a gap in a row is a part of.
fn gutter(rows: &[Row], index: usize, mut x0: f32, mut x1: f32) -> Option<Gutter> {
    let width = GUTTER * rows[index].size;
    let mut narrow = |row: &Row| {
        let (mut a, mut b) = (x0, x1);
        for piece in row.pieces.iter().filter(|piece| piece.x1 > x0 && piece.x0 < x1) {
            match (piece.x0 <= a, piece.x1 >= b) {
                (true, false) => a = a.max(piece.x1),
                (false, true) => b = b.min(piece.x0),
                _ => return false,
            }
        }
        let open = b - a >= width;
        if open {
            (x0, x1) = (a, b);
        }
        open
    };
    let mut ends = (index, index);
    while ends.0 > 0 && narrow(&rows[ends.0 - 1]) {
        ends.0 -= 1;
    }
    while ends.1 + 1 < rows.len() && narrow(&rows[ends.1 + 1]) {
        ends.1 += 1;
    }
    let letters = |pieces: &mut dyn Iterator<Item = &Piece>| pieces.map(|piece| piece.text.len()).sum::<usize>();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let (mut rows_left, mut rows_right) = (Vec::new(), Vec::new());
    for (at, row) in rows.iter().enumerate().take(ends.1 + 1).skip(ends.0) {
        let near = row.size * 2.0;
        // What stands beside the gutter, up to the next wide gap.
        let mut edge = x0;
        let mut to_left = row.pieces.iter().rev().filter(|p| p.x1 <= x0 + 1.0).take_while(|p| {
            let close = edge - p.x1 < near || edge >= x0;
            edge = p.x0;
            close
        });
        let before = letters(&mut to_left);
        let mut edge = x1;
        let mut to_right = row.pieces.iter().filter(|p| p.x0 >= x1 - 1.0).take_while(|p| {
            let close = p.x0 - edge < near || edge <= x1;
            edge = p.x1;
            close
        });
        let behind = letters(&mut to_right);
        left.extend((before > 0).then_some(before));
        right.extend((behind > 0).then_some(behind));
        rows_left.extend((before > 0).then_some(at));
        rows_right.extend((behind > 0).then_some(at));
    }
    let beside = match (&rows_left[..], &rows_right[..]) {
        ([a, .., b], [c, .., d]) => b.min(d).saturating_sub(*a.max(c)) + 1 >= ROWS,
        _ => false,
    };
    let enough = left.len() >= ROWS && right.len() >= ROWS && beside;
    (enough && median(&mut left) >= LETTERS && median(&mut right) >= LETTERS).then_some(Gutter { x0, x1, rows: ends })
}

fn median(values: &mut [usize]) -> usize {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}
