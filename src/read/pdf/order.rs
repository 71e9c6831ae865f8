//! Lines in the order in which they are read: down a column, then the next one; what reaches across columns between them.
//!
//! Breuel's two rules: of two blocks that overlap sideways the upper comes first; of two beside each other the left one does,
//! unless a block between their heights reaches across both.

use super::lines::Line;

/// Lines that follow one another in one column.
#[derive(Debug)]
struct Block {
    lines: Vec<usize>,
    x0: f32,
    x1: f32,
    y0: f32,
    y1: f32,
}

/// A page of more lines than this is read from the top only.
const LINES: usize = 1_200;

/// The lines in reading order; each block's lines stay together.
pub(super) fn ordered(lines: Vec<Line>) -> Vec<Line> {
    if lines.len() > LINES {
        return lines;
    }
    let blocks = blocks(&lines);
    let order = order(&blocks);
    let mut lines: Vec<Option<Line>> = lines.into_iter().map(Some).collect();
    order.iter().flat_map(|&at| &blocks[at].lines).filter_map(|&at| lines[at].take()).collect()
}

fn overlap(a: (f32, f32), b: (f32, f32)) -> f32 {
    a.1.min(b.1) - a.0.max(b.0)
}

/// Chains of lines, each the only one below the one before, which is the only one above it.
fn blocks(lines: &[Line]) -> Vec<Block> {
    let beside = |a: &Line, b: &Line| overlap(a.column, b.column) > 1.0;
    let mut above: Vec<Option<usize>> = vec![None; lines.len()];
    let mut below: Vec<Option<usize>> = vec![None; lines.len()];
    let mut alone = vec![true; lines.len()];
    for (at, line) in lines.iter().enumerate() {
        // From the top: what stands before is above.
        let mut over =
            (0..at).rev().filter(|&other| lines[other].y < line.y - 0.3 * line.size && beside(&lines[other], line));
        let Some(first) = over.next() else { continue };
        above[at] = Some(first);
        let level = |other: usize| (lines[other].y - lines[first].y).abs() < 0.5 * lines[first].size;
        if over.take_while(|&other| level(other)).count() > 0 {
            alone[at] = false;
        }
        match below[first] {
            None => below[first] = Some(at),
            // Two lines side by side below one: it reaches across columns.
            Some(other) if (lines[other].y - line.y).abs() < 1.2 * line.size => {
                alone[at] = false;
                alone[other] = false;
            }
            Some(_) => alone[at] = false,
        }
    }
    let mut of = vec![usize::MAX; lines.len()];
    let mut blocks: Vec<Block> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let to = above[at].filter(|_| alone[at]).map(|a| of[a]);
        let index = to.filter(|&index| blocks[index].lines.last().copied() == above[at]).unwrap_or(blocks.len());
        of[at] = index;
        if index == blocks.len() {
            blocks.push(Block { lines: vec![at], x0: line.column.0, x1: line.column.1, y0: line.y, y1: line.y });
        } else {
            let block = &mut blocks[index];
            block.lines.push(at);
            (block.x0, block.x1, block.y1) = (block.x0.min(line.column.0), block.x1.max(line.column.1), line.y);
        }
    }
    blocks
}

/// The blocks' order.
fn order(blocks: &[Block]) -> Vec<usize> {
    let wide = |b: &Block| (b.x0, b.x1);
    let first = |a: &Block, b: &Block| {
        if overlap(wide(a), wide(b)) > 1.0 {
            return a.y0 < b.y0;
        }
        let (top, bottom) = (a.y1.min(b.y1), a.y0.max(b.y0));
        let across = |c: &Block| {
            c.y0 > top && c.y1 < bottom && overlap(wide(c), wide(a)) > 1.0 && overlap(wide(c), wide(b)) > 1.0
        };
        a.x1 <= b.x0 + 1.0 && !blocks.iter().any(across)
    };
    let mut seen = vec![false; blocks.len()];
    let mut out = Vec::with_capacity(blocks.len());
    // Depth first, what must come before a block taken before it; a circle is broken where it is met.
    let mut stack: Vec<(usize, usize)> = Vec::new();
    for start in 0..blocks.len() {
        if seen[start] {
            continue;
        }
        seen[start] = true;
        stack.push((start, 0));
        while let Some((at, next)) = stack.pop() {
            match (next..blocks.len()).find(|&other| !seen[other] && first(&blocks[other], &blocks[at])) {
                Some(other) => {
                    seen[other] = true;
                    stack.push((at, other + 1));
                    stack.push((other, 0));
                }
                None => out.push(at),
            }
        }
    }
    out
}
