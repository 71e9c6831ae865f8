//! Letters to pieces of text that stand close together on one baseline, with the spaces between their words.

use super::glyphs::{Glyph, Sheet};

/// Text on one baseline without a wide gap.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    /// Set above the line and smaller, as a note's mark is.
    pub(super) raised: bool,
}

/// Of the size: a gap that parts words; one that parts pieces, and the same where spaces are written; how far a letter may reach
/// into the one before.
const SPACE: f32 = 0.16;
const APART: f32 = 0.85;
const SPACED: f32 = 1.35;
const BACK: f32 = 0.6;
/// Of the size: how far a baseline may be off.
const BASE: f32 = 0.1;

/// The pieces of a sheet, in the order they are drawn.
pub(super) fn pieces(sheet: &Sheet) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut piece = Piece::default();
    let mut before: Option<&Glyph> = None;
    let dotted = dotted(sheet);
    for glyph in &sheet.glyphs {
        if glyph.size < 1.0 {
            continue;
        }
        let blank = glyph.text.trim().is_empty() || dotted && glyph.text == "·";
        // A letter drawn twice, a little off, is bold.
        let again = before.is_some_and(|b| {
            b.text == glyph.text && (b.x0 - glyph.x0).abs() < b.size * 0.15 && (b.y - glyph.y).abs() < b.size * 0.15
        });
        if again && !blank {
            continue;
        }
        before = Some(glyph);
        // Where text ends its last letter says, not the spaces behind it.
        let gap = glyph.x0 - piece.x1;
        let size = piece.size.max(glyph.size);
        let apart = if piece.text.ends_with(' ') { SPACED } else { APART };
        let goes_on = !piece.text.is_empty()
            && (glyph.y - piece.y).abs() <= BASE * size
            && gap > -BACK * size
            && (gap < apart * size || blank);
        if blank {
            if goes_on && !piece.text.ends_with(' ') {
                piece.text.push(' ');
            }
            continue;
        }
        if !goes_on {
            finish(&mut piece, &mut all);
            piece = Piece { x0: glyph.x0, x1: glyph.x0, y: glyph.y, size: glyph.size, ..Piece::default() };
        } else if gap > SPACE * glyph.size.min(piece.size) && !piece.text.ends_with(' ') {
            piece.text.push(' ');
        }
        piece.text.push_str(&glyph.text);
        piece.x1 = piece.x1.max(glyph.x1);
        piece.size = piece.size.max(glyph.size);
    }
    finish(&mut piece, &mut all);
    all
}

/// Whether dots stand for spaces, as in transcripts that are to keep their columns.
fn dotted(sheet: &Sheet) -> bool {
    sheet.glyphs.iter().filter(|glyph| glyph.text == "·").count() * 10 > sheet.glyphs.len()
}

fn finish(piece: &mut Piece, all: &mut Vec<Piece>) {
    let text = piece.text.trim_end();
    piece.text.truncate(text.len());
    // A piece drawn twice, a little off, is bold.
    let again = all.iter().rev().take(3).any(|p| {
        p.text == piece.text && (p.x0 - piece.x0).abs() < 0.2 * p.size && (p.y - piece.y).abs() < 0.2 * p.size
    });
    if !piece.text.is_empty() && !again {
        all.push(std::mem::take(piece));
    }
}
