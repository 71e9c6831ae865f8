//! What belongs to the sheet and not to the text: running heads and feet, page numbers, line numbers in the margin.

use std::collections::HashMap;

use super::lines::{Row, line};
use super::pieces::Piece;

/// How far into a page, of its height, heads and feet reach; how many rows they have at most.
const ZONE: f32 = 0.2;
const ROWS: usize = 5;
/// How many pages apart a head is repeated: on every other one, or behind one that has none.
const NEAR: usize = 2;
/// How far, in points, a head may move from page to page.
const MOVES: f32 = 4.0;
/// Fewer numbers down a margin than this are no line numbers, unless another page has them at the same place.
const NUMBERS: usize = 10;
const FIVES: usize = 4;

/// Takes heads and feet out of the pages' rows.
pub(super) fn take_heads(pages: &mut [Vec<Row>], heights: &[f32]) {
    let mut said: Vec<Vec<Said>> = Vec::new();
    for (rows, &height) in pages.iter().zip(heights) {
        said.push(zone(rows, height));
    }
    // Where each form of words stands, by page.
    let mut places: HashMap<(&str, bool), Vec<(usize, f32)>> = HashMap::new();
    for (page, said) in said.iter().enumerate() {
        for s in said {
            places.entry((&s.form, s.top)).or_default().push((page, s.y));
        }
    }
    let repeated = |page: usize, s: &Said| {
        let same = places.get(&(s.form.as_str(), s.top)).map_or(&[][..], Vec::as_slice);
        let from = same.partition_point(|&(other, _)| other + NEAR < page);
        let near = same[from..].iter().take_while(|&&(other, _)| other <= page + NEAR);
        near.filter(|&&(other, y)| other != page && (y - s.y).abs() <= MOVES).count() > 0
    };
    let last = pages.len().saturating_sub(1);
    for (page, rows) in pages.iter_mut().enumerate() {
        let mut gone = Vec::new();
        for top in [true, false] {
            let mut zone: Vec<&Said> = said[page].iter().filter(|s| s.top == top).collect();
            if !top {
                zone.reverse();
            }
            // A head stands apart from the text, or is numbered, or set otherwise; what repeats without that is text.
            let parted = |s: &Said| s.numbered || apart(rows, s.row, top);
            // From the edge inwards, while there is furniture; a rule's row or two that differ may stand between.
            let deepest = zone.iter().rposition(|s| repeated(page, s) && parted(s));
            for s in zone.iter().take(deepest.map_or(0, |d| d + 1)) {
                if repeated(page, s) || s.form.len() < 80 && s.numbered {
                    gone.push(s.row);
                }
            }
            // A page's number may stand alone, at the very edge.
            gone.extend(zone.first().filter(|s| deepest.is_none() && s.alone(last == 0) && parted(s)).map(|s| s.row));
        }
        gone.sort_unstable();
        for row in gone.into_iter().rev() {
            rows.remove(row);
        }
    }
}

/// Whether a row stands further from the next one inwards than lines of text do, or is set in another size.
fn apart(rows: &[Row], row: usize, top: bool) -> bool {
    let inner = if top { rows.get(row + 1) } else { row.checked_sub(1).and_then(|at| rows.get(at)) };
    let Some(inner) = inner else { return true };
    let spaces: Vec<f32> =
        rows.windows(2).map(|pair| pair[1].y - pair[0].y).filter(|space| *space > 0.5 * inner.size).collect();
    let (space, size) = ((inner.y - rows[row].y).abs(), inner.size / rows[row].size);
    space > 1.15 * median(&spaces) || !(0.94..1.06).contains(&size)
}

/// A row near a page's edge.
#[derive(Debug)]
struct Said {
    row: usize,
    top: bool,
    y: f32,
    /// Its words with numbers left open.
    form: String,
    /// How many numbers it has.
    numbers: usize,
    /// Whether it begins or ends with a number, as a page's head does.
    numbered: bool,
}

impl Said {
    /// Nothing but a number, as `- 3 -`; on a single page nothing else tells.
    fn alone(&self, single: bool) -> bool {
        let bare = self.form.trim_matches(|c: char| "-–—[] ".contains(c));
        self.numbers == 1 && (bare == "#" || single && matches!(bare, "page #" | "page # of #"))
    }
}

fn zone(rows: &[Row], height: f32) -> Vec<Said> {
    let count = rows.len();
    let said = rows.iter().enumerate().filter(|(at, _)| *at < ROWS || at + ROWS >= count).filter_map(|(at, row)| {
        let top = row.y < ZONE * height;
        (top || row.y > (1.0 - ZONE) * height).then(|| said(at, top, row))
    });
    said.collect()
}

fn said(row: usize, top: bool, of: &Row) -> Said {
    let text = line(&of.pieces).text;
    let mut form = String::new();
    let mut numbers = 0;
    let mut numbered = false;
    let words: Vec<&str> = text.split_whitespace().collect();
    let says = |word: &&str| word.contains(char::is_alphanumeric);
    let (first, last) = (words.iter().position(says), words.iter().rposition(says));
    for (at, word) in words.iter().enumerate() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let number = !bare.is_empty() && (bare.bytes().all(|b| b.is_ascii_digit()) || roman(bare));
        if number {
            numbers += 1;
            numbered |= Some(at) == first || Some(at) == last;
        }
        if !form.is_empty() {
            form.push(' ');
        }
        if number {
            form.push_str(&word.replace(bare, "#"));
        } else {
            // Digits within words (`2024-00595`) differ from page to page as well.
            form.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c.is_ascii_digit() { '0' } else { c }));
        }
    }
    Said { row, top, y: of.y, form, numbers, numbered }
}

/// Whether a word is a page's number in small Roman numerals.
fn roman(word: &str) -> bool {
    word.len() <= 7 && word.bytes().all(|b| b"ivxl".contains(&b))
}

/// Takes the numbers of lines out of the margins. They begin anew on every page; numbers that stand before the headings of a
/// list don't.
pub(super) fn take_line_numbers(pages: &mut [Vec<Piece>]) {
    let columns: Vec<Option<Numbers>> = pages.iter().map(|pieces| numbers(pieces)).collect();
    let sure: Vec<f32> = columns.iter().flatten().filter(|c| c.sure).map(|c| c.edge).collect();
    let near = |a: f32, b: f32| (a - b).abs() < 2.0 * MOVES;
    let again = |edge: f32| columns.iter().flatten().filter(|c| c.anew && near(c.edge, edge)).count() > 1;
    let single = pages.iter().filter(|pieces| !pieces.is_empty()).count() == 1;
    let places: Vec<f32> = sure.into_iter().filter(|&edge| single || again(edge)).collect();
    for (pieces, column) in pages.iter_mut().zip(columns) {
        let Some(column) = column.filter(|c| c.anew && places.iter().any(|&edge| near(edge, c.edge))) else { continue };
        let mut gone = column.pieces;
        gone.sort_unstable();
        for at in gone.into_iter().rev() {
            pieces.remove(at);
        }
    }
}

/// Numbers down a margin.
struct Numbers {
    pieces: Vec<usize>,
    /// Where they end, sideways.
    edge: f32,
    /// Whether they begin with the first line, or the fifth.
    anew: bool,
    /// Whether this page by itself shows that they are line numbers.
    sure: bool,
}

/// The longest row of ascending numbers that stand below one another, with text on most of their heights but none beyond them.
fn numbers(pieces: &[Piece]) -> Option<Numbers> {
    let digits = |p: &Piece| (1..=3).contains(&p.text.len()) && p.text.bytes().all(|b| b.is_ascii_digit());
    let mut all: Vec<(usize, u32, &Piece)> = Vec::new();
    for (at, piece) in pieces.iter().enumerate().filter(|(_, p)| digits(p)) {
        all.extend(piece.text.parse().ok().map(|value| (at, value, piece)));
    }
    if all.len() < 2 {
        return None;
    }
    let text: Vec<&Piece> = pieces.iter().filter(|p| !digits(p) && p.text.len() > 1).collect();
    let (left, right) =
        (text.iter().map(|p| p.x0).fold(f32::MAX, f32::min), text.iter().map(|p| p.x1).fold(0.0, f32::max));
    all.sort_by(|a, b| a.2.y.total_cmp(&b.2.y));
    let mut best: Option<Numbers> = None;
    for start in 0..all.len() {
        let edge = all[start].2.x1;
        let outside = all[start].2.x1 <= left + 2.0 || all[start].2.x0 >= right - 2.0;
        let mut run: Vec<(usize, u32, &Piece)> = vec![all[start]];
        for next in &all[start + 1..] {
            let before = run[run.len() - 1];
            let aligned = (next.2.x1 - edge).abs() < MOVES || (next.2.x0 - all[start].2.x0).abs() < 1.0;
            let step = next.1.checked_sub(before.1);
            if aligned && matches!(step, Some(1 | 5)) && next.2.y > before.2.y + 2.0 {
                run.push(*next);
            }
        }
        let fives = run.len() >= 2 && run.iter().all(|(_, value, _)| value % 5 == 0);
        let spaces: Vec<f32> = run.windows(2).map(|pair| pair[1].2.y - pair[0].2.y).collect();
        let usual = median(&spaces);
        let even =
            spaces.iter().filter(|&&space| (space - usual).abs() < usual * 0.12 + 1.0).count() * 10 >= spaces.len() * 7;
        let anew = if fives { run[0].1 == 5 } else { run[0].1 == 1 };
        let enough = run.len() >= if fives { FIVES } else { NUMBERS };
        // Evenly down the page, or one beside each line of text.
        let sure = enough && anew && (outside || run.len() >= 2 * NUMBERS) && (even || !fives && beside(&run, &text));
        if best.as_ref().is_none_or(|b| (sure, run.len()) > (b.sure, b.pieces.len())) {
            best = Some(Numbers { pieces: run.iter().map(|(at, ..)| *at).collect(), edge, anew, sure });
        }
        if all.len() > 400 {
            break;
        }
    }
    best.filter(|b| b.pieces.len() >= 2)
}

/// Whether most lines of text between the first and the last number have one.
fn beside(run: &[(usize, u32, &Piece)], text: &[&Piece]) -> bool {
    let (first, last) = (run[0].2.y - 3.0, run[run.len() - 1].2.y + 3.0);
    let within = text.iter().filter(|p| (first..last).contains(&p.y));
    let (mut lines, mut numbered) = (0, 0);
    for piece in within {
        lines += 1;
        numbered += usize::from(run.iter().any(|(_, _, number)| (number.y - piece.y).abs() < 0.4 * piece.size));
    }
    numbered * 10 >= lines * 8
}

fn median(values: &[f32]) -> f32 {
    let mut values = values.to_vec();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
