//! From offsets in the text back to offsets in the source it was read from.

use crate::text::Span;

/// Text offsets mapped to offsets in the source: the markup, the undecoded bytes, or the page around a post.
///
/// ```
/// use pincite::read::{Kind, ReadOptions, read_bytes};
/// use pincite::text::Span;
/// let html = b"<p>under &sect; 2<em>(a)</em>".to_vec();
/// let _ = read_bytes("page.html", Kind::Html, html, &ReadOptions::default(), &mut |document| {
///     let map = document.ok().and_then(|document| document.source).unwrap_or_default();
///     assert_eq!(map.to_source(Span::new(6, 13)), Some(Span::new(9, 24)));
///     std::ops::ControlFlow::Continue(())
/// });
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    /// Ascending and disjoint, in the text; the gaps between them have no source (line breaks, `> `).
    runs: Vec<Run>,
}

/// `count` pieces of text in a row, each of `text_step` bytes made from `source_step` bytes of source.
/// A copied run has steps of one; an entity is a run of one piece; UTF-16 is runs of steps 1 and 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: usize,
    source: usize,
    text_step: usize,
    source_step: usize,
    count: usize,
}

impl Run {
    const fn text_end(&self) -> usize {
        self.text + self.count * self.text_step
    }

    const fn source_end(&self) -> usize {
        self.source + self.count * self.source_step
    }

    /// The source of the piece that holds the text byte `at`.
    const fn piece(&self, at: usize) -> Span {
        let start = self.source + (at - self.text) / self.text_step * self.source_step;
        Span::new(start, start + self.source_step)
    }
}

impl SourceMap {
    /// The part of the source from which a span of the text came, when both its ends have one.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Option<Span> {
        let last = span.end.checked_sub(1)?;
        let (start, end) = (self.run(span.start)?.piece(span.start).start, self.run(last)?.piece(last).end);
        (span.start < span.end && start < end).then(|| Span::new(start, end))
    }

    /// The stretches of the source from which a span of the text came, in order: one where nothing parts them.
    #[must_use]
    pub fn pieces(&self, span: Span) -> Vec<Span> {
        let mut out: Vec<Span> = Vec::new();
        let first = self.runs.partition_point(|run| run.text_end() <= span.start);
        for run in self.runs[first..].iter().take_while(|run| run.text < span.end) {
            let (from, to) = (span.start.max(run.text), span.end.min(run.text_end()));
            let piece = Span::new(run.piece(from).start, run.piece(to - 1).end);
            match out.last_mut() {
                Some(last) if last.end == piece.start => last.end = piece.end,
                _ => out.push(piece),
            }
        }
        out
    }

    /// Notes that `len` bytes of text at `text` were copied from `source`.
    pub(crate) fn push(&mut self, text: usize, source: usize, len: usize) {
        self.add(Run { text, source, text_step: 1, source_step: 1, count: len });
    }

    /// Notes that the text's bytes `text` stand for the source's bytes `source` as a whole.
    pub(crate) fn push_whole(&mut self, text: Span, source: Span) {
        let (text_step, source_step) = (text.len(), source.len());
        self.add(Run { text: text.start, source: source.start, text_step, source_step, count: 1 });
    }

    /// Adds what `from` knows of `span`, moved so that the span begins at `at` in this map's text.
    /// No `from` means that the span's text is its own source.
    pub(crate) fn append(&mut self, from: Option<&Self>, span: Span, at: usize) {
        let Some(from) = from else { return self.push(at, span.start, span.len()) };
        let first = from.runs.partition_point(|run| run.text_end() <= span.start);
        for run in from.runs[first..].iter().take_while(|run| run.text < span.end) {
            let skip = span.start.saturating_sub(run.text).div_ceil(run.text_step);
            let count = (span.end.min(run.text_end()) - run.text) / run.text_step;
            let text = run.text + skip * run.text_step;
            if skip < count {
                let source = run.source + skip * run.source_step;
                self.add(Run { text: at + text - span.start, source, count: count - skip, ..*run });
            }
        }
    }

    /// This map, its source being itself a text that `inner` maps further back.
    pub(crate) fn through(&self, inner: &Self) -> Self {
        let mut out = Self::default();
        for run in &self.runs {
            if run.text_step == 1 && run.source_step == 1 {
                out.append(Some(inner), Span::new(run.source, run.source_end()), run.text);
                continue;
            }
            for text in (0..run.count).map(|i| run.text + i * run.text_step) {
                if let Some(source) = inner.to_source(run.piece(text)) {
                    out.push_whole(Span::new(text, text + run.text_step), source);
                }
            }
        }
        out
    }

    /// Moves what begins at or after `at` by `by` bytes of text; costs only the runs moved.
    pub(crate) fn shift(&mut self, at: usize, by: usize) {
        for run in self.runs.iter_mut().rev().take_while(|run| run.text >= at) {
            run.text += by;
        }
    }

    fn add(&mut self, run: Run) {
        if run.count == 0 || run.text_step == 0 {
            return;
        }
        match self.runs.last_mut() {
            Some(last)
                if (last.text_step, last.source_step) == (run.text_step, run.source_step)
                    && (last.text_end(), last.source_end()) == (run.text, run.source) =>
            {
                last.count += run.count;
            }
            _ => self.runs.push(run),
        }
    }

    fn run(&self, at: usize) -> Option<&Run> {
        let index = self.runs.partition_point(|run| run.text <= at).checked_sub(1)?;
        self.runs.get(index).filter(|run| at < run.text_end())
    }
}

#[cfg(test)]
mod tests {
    use super::SourceMap;
    use crate::text::Span;

    /// `ab` copied from 10, `§` made from the 6 bytes at 12, then `cd` copied from 30.
    fn map() -> SourceMap {
        let mut map = SourceMap::default();
        map.push(0, 10, 2);
        map.push_whole(Span::new(2, 4), Span::new(12, 18));
        map.push(5, 30, 2);
        map
    }

    #[test]
    fn ends_decide_and_gaps_have_no_source() {
        assert_eq!(map().to_source(Span::new(1, 6)), Some(Span::new(11, 31)));
        assert_eq!(map().to_source(Span::new(2, 4)), Some(Span::new(12, 18)));
        assert_eq!(map().to_source(Span::new(4, 6)), None);
        assert_eq!(map().to_source(Span::new(3, 3)), None);
        assert_eq!(map().to_source(Span::new(0, 99)), None);
    }

    #[test]
    fn a_section_is_clipped_and_moved() {
        let mut section = SourceMap::default();
        section.append(Some(&map()), Span::new(1, 6), 100);
        assert_eq!(section.to_source(Span::new(100, 101)), Some(Span::new(11, 12)));
        assert_eq!(section.to_source(Span::new(101, 105)), Some(Span::new(12, 31)));
        assert_eq!(section.to_source(Span::new(105, 106)), None);
    }

    #[test]
    fn maps_compose() {
        let mut utf16 = SourceMap::default();
        (0..40).for_each(|i| utf16.push_whole(Span::new(i, i + 1), Span::new(2 + 2 * i, 4 + 2 * i)));
        assert_eq!(utf16.runs.len(), 1);
        let composed = map().through(&utf16);
        assert_eq!(composed.to_source(Span::new(0, 4)), Some(Span::new(22, 38)));
        assert_eq!(composed.to_source(Span::new(5, 7)), Some(Span::new(62, 66)));
    }
}
