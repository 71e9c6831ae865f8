//! A file's pages, read one after another and put together.

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::flow::{Flow, PageText, flow};
use super::furniture::{take_heads, take_line_numbers};
use super::glyphs::{Budget, Rule, Sheet, settings, sheets};
use super::joint::ends;
use super::labels::{labels, text};
use super::lines::{Line, Row, lines, rows};
use super::notes::{body_size, take};
use super::order::ordered;
use super::pieces::pieces;

/// A file of more pages than this is refused.
pub(super) const PAGES: usize = 20_000;
/// A page under an image of this share of it is a scan.
const SCAN: f32 = 0.4;
/// Less text than this beside such an image, in bytes, is what was stamped on the scan.
const STAMP: usize = 60;

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Contents {
    pub(super) flow: Flow,
    /// How many pages it has.
    pub(super) count: usize,
    /// What it calls them; empty where it doesn't.
    pub(super) labels: Vec<String>,
    pub(super) title: Option<String>,
    /// The pages that are images without text, from one.
    pub(super) scanned: Vec<usize>,
    /// Letters of which the file doesn't say what they are, of how many.
    pub(super) unknown: (usize, usize),
}

/// Why a file isn't read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It needs a password.
    Password,
    /// It is encrypted in a way that isn't known.
    Encryption,
    /// It isn't one, or too broken to find its pages.
    Broken,
    /// It has more pages than [`PAGES`].
    Pages,
}

/// A page being read: its rows while heads are told from text, then its lines.
#[derive(Debug, Default)]
struct Half {
    height: f32,
    rules: Vec<Rule>,
    image: f32,
}

/// Reads a file.
pub(super) fn read(bytes: Vec<u8>, mut budget: Budget) -> Result<Contents, Refused> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Refused::Password,
        LoadPdfError::Decryption(_) => Refused::Encryption,
        LoadPdfError::Invalid => Refused::Broken,
    })?;
    let count = pdf.pages().len();
    if count > PAGES {
        return Err(Refused::Pages);
    }
    let title = pdf.metadata().title.as_ref().map(|title| text(title));
    let mut contents = Contents { count, labels: labels(&pdf, count), title, ..Contents::default() };
    let (cache, settings) = (InterpreterCache::new(), settings());
    let mut halves: Vec<Half> = Vec::new();
    let mut loose = Vec::new();
    // Sheets across a page count as pages behind it, of the same number.
    let mut numbers: Vec<usize> = Vec::new();
    for (number, page) in pdf.pages().iter().enumerate() {
        for sheet in sheets(page, pdf.xref(), &cache, &settings, &mut budget) {
            contents.unknown.0 += sheet.unknown;
            contents.unknown.1 += sheet.glyphs.len();
            loose.push(pieces(&sheet));
            let Sheet { height, rules, image, .. } = sheet;
            halves.push(Half { height, rules, image });
            numbers.push(number);
        }
    }
    take_line_numbers(&mut loose);
    let mut all: Vec<Vec<Row>> = loose.into_iter().map(rows).collect();
    let heights: Vec<f32> = halves.iter().map(|half| half.height).collect();
    take_heads(&mut all, &heights);
    let columns: Vec<Vec<Line>> = all.iter().map(|rows| ordered(lines(rows))).collect();
    let body = body_size(columns.iter().flatten());
    for ((lines, half), number) in columns.iter().zip(&halves).zip(&numbers) {
        // A court's stamp above an image isn't its text.
        if half.image >= SCAN && lines.iter().map(|line| line.text.len()).sum::<usize>() < STAMP {
            contents.scanned.push(number + 1);
        }
    }
    let mut open = false;
    let mut texts = Vec::with_capacity(columns.len());
    for (mut lines, half) in columns.into_iter().zip(&halves) {
        let notes = take(&mut lines, &half.rules, body, open);
        // A note goes on over the page where no sentence ends.
        let last = notes.last().and_then(|note| note.lines.last());
        open = last.is_some_and(|line| !ends(&line.text));
        texts.push(PageText { lines, notes });
    }
    contents.flow = flow(texts);
    for (_, page) in &mut contents.flow.pages {
        *page = numbers[*page];
    }
    Ok(contents)
}
