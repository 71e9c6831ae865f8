//! The lines of a text, and the places where a mention forbids a cut.

use crate::text::Span;

/// A line longer than this is cut at a space.
const LONGEST_LINE: usize = 8 << 10;

/// A line without the white space around it, or a part of one that is over-long.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) span: Span,
    /// Whether a blank line stands before it.
    pub(super) after_blank: bool,
    /// Whether it goes on from the middle of an over-long line.
    pub(super) cut: bool,
}

/// The lines that are not blank, in order. Each character that isn't white space is in exactly one.
pub(super) struct Lines<'t> {
    text: &'t str,
    fences: &'t Fences,
    at: usize,
    /// What is left of an over-long line.
    rest: Option<Span>,
}

impl<'t> Lines<'t> {
    pub(super) const fn new(text: &'t str, fences: &'t Fences) -> Self {
        Self { text, fences, at: 0, rest: None }
    }

    /// Takes the first part of what is left of an over-long line.
    fn part(&mut self, left: Span) -> Span {
        if left.len() <= LONGEST_LINE {
            self.rest = None;
            return left;
        }
        let limit = self.text.floor_char_boundary(left.start + LONGEST_LINE);
        let space = self.text[left.start..limit].rfind(char::is_whitespace);
        let cut = self.fences.settle(space.map_or(limit, |i| left.start + i), left.start).min(left.end);
        // Mentions made for another text must not stop the walk.
        let cut = Some(self.text.floor_char_boundary(cut)).filter(|cut| *cut > left.start).unwrap_or(limit);
        self.rest = trim(self.text, Span::new(cut, left.end));
        trim(self.text, Span::new(left.start, cut)).unwrap_or(Span::new(left.start, cut))
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        if let Some(left) = self.rest {
            return Some(Line { span: self.part(left), after_blank: false, cut: true });
        }
        let mut after_blank = false;
        while self.at < self.text.len() {
            let rest = &self.text.as_bytes()[self.at..];
            let end = memchr::memchr(b'\n', rest).map_or(self.text.len(), |i| self.at + i);
            let line = trim(self.text, Span::new(self.at, end));
            self.at = end + 1;
            if let Some(line) = line {
                return Some(Line { span: self.part(line), after_blank, cut: false });
            }
            after_blank = true;
        }
        None
    }
}

/// The span without the white space at its ends, if anything is left.
fn trim(text: &str, span: Span) -> Option<Span> {
    let line = span.of(text).trim_end();
    let start = span.start + line.len() - line.trim_start().len();
    let end = span.start + line.len();
    (start < end).then_some(Span::new(start, end))
}

/// Where no cut may fall: inside a mention.
#[derive(Debug)]
pub(super) struct Fences {
    /// Where each mention starts, ascending.
    starts: Vec<usize>,
    /// How far the mentions up to each one reach; ascending too.
    reach: Vec<usize>,
}

impl Fences {
    pub(super) fn new(mentions: &[Span]) -> Self {
        let mut spans = mentions.to_vec();
        spans.sort_unstable();
        let mut far = 0;
        let reach = spans.iter().map(|span| {
            far = far.max(span.end);
            far
        });
        Self { reach: reach.collect(), starts: spans.iter().map(|span| span.start).collect() }
    }

    /// Whether a cut between `before`, where one piece ends, and `after`, where the next begins, divides no mention.
    pub(super) fn allow(&self, before: usize, after: usize) -> bool {
        self.reach_of(before) <= after
    }

    /// The nearest place to `cut` that is in no mention: before it when that is after `low`, else behind it.
    fn settle(&self, cut: usize, low: usize) -> usize {
        let mut early = cut;
        while let Some(start) = self.start_around(early) {
            early = start;
        }
        if early > low {
            return early;
        }
        let mut late = cut;
        while self.reach_of(late) > late {
            late = self.reach_of(late);
        }
        late
    }

    /// How far the mentions that start before `at` reach.
    fn reach_of(&self, at: usize) -> usize {
        let before = self.starts.partition_point(|start| *start < at);
        before.checked_sub(1).map_or(0, |i| self.reach[i])
    }

    /// The first start of a mention that `at` falls into.
    fn start_around(&self, at: usize) -> Option<usize> {
        let before = self.starts.partition_point(|start| *start < at);
        let over = self.reach[..before].partition_point(|reach| *reach <= at);
        (over < before).then(|| self.starts[over])
    }
}
