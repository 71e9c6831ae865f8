//! What a page draws: its letters with their places, its horizontal rules, how much of it images cover.
//!
//! hayro interprets the page; nothing is painted. Places are in points, from the page's upper left corner, once its rotation is
//! undone.

use std::time::Instant;

use compact_str::CompactString;
use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::xref::XRef;
use hayro_interpret::kurbo::{Affine, BezPath, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt, interpret_page,
};

/// A letter, or several that one sign stands for (`ﬁ`).
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) text: CompactString,
    /// From where to where it reaches.
    pub(super) x0: f32,
    pub(super) x1: f32,
    /// Its baseline, downwards.
    pub(super) y: f32,
    pub(super) size: f32,
}

/// A horizontal rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
}

/// A page as drawn, in one direction of reading.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) height: f32,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    /// The share of the page under its largest image.
    pub(super) image: f32,
    /// Letters of which the file doesn't say what they are.
    pub(super) unknown: usize,
}

/// What reading may cost; beyond it the interpreter is left by unwinding with [`Exceeded`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    pub(super) until: Instant,
    pub(super) glyphs: usize,
}

/// The limit that was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exceeded {
    /// Too long.
    Time,
    /// Too many letters.
    Glyphs,
}

/// Text within a tenth of a right angle is upright; a stamp across the page isn't text of it.
const SKEW: f64 = 0.17;
/// A rule is at most this thick, and at least so long.
const RULE: (f32, f32) = (2.5, 30.0);
/// Letters in another direction than most of the page's are a text of their own from this many on; fewer are a stamp.
const TURNED: usize = 200;

/// The settings that all pages are read with.
pub(super) fn settings() -> InterpreterSettings {
    InterpreterSettings::default()
}

/// Reads a page: the sheet that most of its letters stand on, then those written across it.
pub(super) fn sheets<'a>(
    page: &Page<'a>,
    xref: &'a XRef,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    budget: &mut Budget,
) -> Vec<Sheet> {
    let (width, height) = page.render_dimensions();
    let frame = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context = Context::new(page.initial_transform(true).to_kurbo(), frame, cache, xref, settings.clone());
    let mut reader =
        Reader { width, height, turned: [const { Vec::new() }; 4], rules: Vec::new(), image: 0.0, unknown: 0, budget };
    interpret_page(page, &mut context, &mut reader);
    reader.finish()
}

struct Reader<'b> {
    width: f32,
    height: f32,
    /// The letters, by how often a quarter turn makes them upright.
    turned: [Vec<Glyph>; 4],
    rules: Vec<Rule>,
    image: f32,
    unknown: usize,
    budget: &'b mut Budget,
}

impl Reader<'_> {
    fn spend(&mut self, glyphs: usize) {
        self.budget.glyphs = self.budget.glyphs.saturating_sub(glyphs);
        let exceeded = match self.budget {
            Budget { glyphs: 0, .. } => Exceeded::Glyphs,
            Budget { until, .. } if Instant::now() > *until => Exceeded::Time,
            Budget { .. } => return,
        };
        // The interpreter can't be told to stop; unwinding without a panic's message is the way out of it.
        std::panic::resume_unwind(Box::new(exceeded));
    }

    fn finish(self) -> Vec<Sheet> {
        let Self { width, height, turned, rules, image, unknown, .. } = self;
        let most = (0..4).max_by_key(|&turn| (turned[turn].len(), 4 - turn)).unwrap_or_default();
        let mut sheets = Vec::new();
        for (turn, glyphs) in turned.into_iter().enumerate() {
            let height = if turn % 2 == 0 { height } else { width };
            let sheet = Sheet { height, glyphs, ..Sheet::default() };
            if turn == most {
                let rules = if turn == 0 { rules.clone() } else { Vec::new() };
                sheets.insert(0, Sheet { rules, image, unknown, ..sheet });
            } else if sheet.glyphs.len() >= TURNED {
                sheets.push(sheet);
            }
        }
        sheets
    }

    fn run(&mut self, run: &GlyphRun<'_, '_>, transform: Affine) {
        let placed: Vec<[f64; 6]> =
            run.glyphs().iter().map(|glyph| (transform * glyph.transform()).as_coeffs()).collect();
        let Some(&[a, b, c, d, ..]) = placed.first() else { return };
        let (along, up) = (a.hypot(b), c.hypot(d));
        if !(along > 0.0 && up > 0.0 && along.is_finite() && up.is_finite()) {
            return;
        }
        let turn = match (a / along, b / along) {
            (x, y) if x > 0.0 && y.abs() < SKEW => 0,
            (x, y) if y > 0.0 && x.abs() < SKEW => 1,
            (x, y) if x < 0.0 && y.abs() < SKEW => 2,
            (x, _) if x.abs() < SKEW => 3,
            _ => return,
        };
        let size = (up * 1000.0) as f32;
        let origins: Vec<(f32, f32)> = placed.iter().map(|&[.., x, y]| self.turn(turn, x as f32, y as f32)).collect();
        let advances: Vec<Option<f32>> = run.glyphs().iter().map(|glyph| advance(glyph)).collect();
        let scale = scale(&origins, &advances, along as f32);
        let (width, height) = if turn % 2 == 0 { (self.width, self.height) } else { (self.height, self.width) };
        for ((glyph, &(x, y)), advance) in run.glyphs().iter().zip(&origins).zip(&advances) {
            // What is drawn beside the page isn't seen.
            if !(-1.0..=width + 1.0).contains(&x) || !(-1.0..=height + 1.0).contains(&y) {
                continue;
            }
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => readable(c.encode_utf8(&mut [0; 4])),
                Some(BfString::String(s)) => readable(&s),
                None => {
                    self.unknown += 1;
                    CompactString::const_new("\u{fffd}")
                }
            };
            if !text.is_empty() {
                let x1 = x + advance.unwrap_or(500.0) * scale;
                self.turned[turn].push(Glyph { text, x0: x, x1, y, size });
            }
        }
    }

    /// A place once the page is turned.
    fn turn(&self, turn: usize, x: f32, y: f32) -> (f32, f32) {
        match turn {
            0 => (x, y),
            1 => (y, self.width - x),
            2 => (self.width - x, self.height - y),
            _ => (self.height - y, x),
        }
    }
}

fn advance(glyph: &Drawn<'_>) -> Option<f32> {
    let advance = match glyph {
        Drawn::Outline(glyph) => glyph.advance_width(),
        Drawn::Type3(glyph) => glyph.advance_width(),
    };
    advance.filter(|advance| advance.is_finite())
}

/// How far a letter reaches by its width in thousandths: what most letters of the run show of themselves, since a letter may
/// be drawn stretched and letters spaced out, else what the matrix says.
fn scale(origins: &[(f32, f32)], advances: &[Option<f32>], along: f32) -> f32 {
    let mut shown: Vec<f32> = origins
        .windows(2)
        .zip(advances)
        .filter_map(|(pair, advance)| advance.filter(|&a| a > 1.0).map(|a| (pair[1].0 - pair[0].0) / a))
        .filter(|ratio| (along * 0.5..along * 1.8).contains(ratio))
        .collect();
    if shown.len() < 4 {
        return along;
    }
    let middle = shown.len() / 2;
    *shown.select_nth_unstable_by(middle, f32::total_cmp).1
}

/// A letter as it is written: ligatures taken apart, controls and marks without width left out.
fn readable(text: &str) -> CompactString {
    let mut out = CompactString::default();
    for c in text.chars() {
        match c {
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            'ﬅ' | 'ﬆ' => out.extend(['s', 't']),
            '\t' | '\n' | '\r' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => out.push(' '),
            // A soft hyphen that is drawn is one.
            '\u{ad}' => out.push('-'),
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

impl<'a> Device<'a> for Reader<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        self.spend(1);
        if path.elements().len() > 8 {
            return;
        }
        let bounds = props.transform.transform_rect_bbox(path.bounding_box());
        let (x0, x1) = (bounds.x0 as f32, bounds.x1 as f32);
        if bounds.height() as f32 <= RULE.0 && x1 - x0 >= RULE.1 {
            self.rules.push(Rule { x0, x1, y: bounds.center().y as f32 });
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.spend(1);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.spend(run.glyphs().len());
        self.run(run, props.transform);
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.spend(1);
        let size = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let area = props.transform.transform_rect_bbox(size).area() as f32;
        self.image = self.image.max(area / (self.width * self.height).max(1.0));
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
