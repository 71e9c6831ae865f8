//! Text laid out in lines: white space as browsers collapse it, blocks apart, quotations marked.

use crate::read::SourceMap;
use crate::text::Span;

/// Deeper quotations get no more marks, so that a line costs its own length.
const MARKS: &[u8] = b"> > > > > > > > ";

/// What is owed between the text so far and the text to come, the stronger the greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    /// White space of the source.
    Space(usize, usize),
    Tab,
    Line,
    Blank,
}

/// The text being laid out. It is bytes, as html5gum may cut chunks within a character.
#[derive(Debug, Default)]
pub(in crate::read) struct Layout {
    pub(in crate::read) out: Vec<u8>,
    pub(in crate::read) map: SourceMap,
    gap: Gap,
    /// How deep the coming text is quoted, and how deep at the least since the text so far.
    quote: usize,
    gap_quote: usize,
    pre: usize,
    pre_fresh: bool,
    row_fresh: bool,
    cell_start: usize,
    sup_start: Option<usize>,
}

impl Layout {
    /// Adds text made from `source`; copied, where it is as long.
    pub(in crate::read) fn text(&mut self, chunk: &[u8], source: Span) {
        if self.pre > 0 {
            return self.verbatim(chunk, source);
        }
        if source.len() != chunk.len() {
            return match chunk.trim_ascii() {
                [] => self.space(source),
                _ => self.piece(chunk, source),
            };
        }
        let mut at = 0;
        while at < chunk.len() {
            let space = chunk[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
            if space > 0 {
                self.space(Span::new(source.start + at, source.start + at + space));
                at += space;
            }
            let word = chunk[at..].iter().take_while(|b| !b.is_ascii_whitespace()).count();
            if word > 0 {
                self.piece(&chunk[at..at + word], Span::new(source.start + at, source.start + at + word));
                at += word;
            }
        }
    }

    /// Adds text whose place in the source nobody asks for, its white space collapsed.
    pub(in crate::read) fn words(&mut self, text: &str) {
        if text.starts_with(|c: char| c.is_ascii_whitespace()) {
            self.space(Span::default());
        }
        let mut first = true;
        for word in text.split_ascii_whitespace() {
            if !std::mem::take(&mut first) {
                self.space(Span::default());
            }
            self.piece(word.as_bytes(), Span::default());
        }
        if !first && text.ends_with(|c: char| c.is_ascii_whitespace()) {
            self.space(Span::default());
        }
    }

    /// Owes a tab.
    pub(in crate::read) fn tab(&mut self) {
        self.gap = self.gap.max(Gap::Tab);
    }

    /// Adds text that the source doesn't have.
    pub(in crate::read) fn insert(&mut self, text: &str) {
        self.begin();
        self.out.extend_from_slice(text.as_bytes());
    }

    /// Owes a blank line: a block begins or ends.
    pub(in crate::read) fn block(&mut self) {
        // A block that begins a cell doesn't part it from the cell before.
        if self.gap != Gap::Tab {
            self.gap = Gap::Blank;
        }
    }

    /// Owes a blank line, whatever is owed.
    pub(in crate::read) fn part(&mut self) {
        self.gap = Gap::Blank;
    }

    /// Owes a line break.
    pub(in crate::read) fn line(&mut self) {
        self.gap = self.gap.max(Gap::Line);
    }

    pub(in crate::read) fn row(&mut self) {
        self.gap = if self.gap == Gap::Tab { Gap::Line } else { self.gap.max(Gap::Line) };
        self.row_fresh = true;
    }

    /// A cell begins: after a cell of one line it goes on with that line.
    pub(in crate::read) fn cell(&mut self) {
        let before = self.out.get(self.cell_start..).unwrap_or_default().trim_ascii_start();
        if !std::mem::take(&mut self.row_fresh) {
            self.gap = if before.contains(&b'\n') { Gap::Blank } else { Gap::Tab };
        }
        self.cell_start = self.out.len();
    }

    pub(in crate::read) fn open_quote(&mut self) {
        self.gap = Gap::Blank;
        self.quote += 1;
    }

    pub(in crate::read) fn close_quote(&mut self) {
        self.gap = Gap::Blank;
        self.quote = self.quote.saturating_sub(1);
        self.gap_quote = self.gap_quote.min(self.quote);
    }

    pub(in crate::read) fn open_pre(&mut self) {
        self.block();
        self.pre += 1;
        self.pre_fresh = true;
    }

    pub(in crate::read) fn close_pre(&mut self) {
        self.pre = self.pre.saturating_sub(1);
        self.block();
    }

    pub(in crate::read) fn open_sup(&mut self) {
        self.sup_start = Some(self.out.len());
    }

    /// Sets a superscript number in brackets.
    pub(in crate::read) fn close_sup(&mut self) {
        let Some(start) = self.sup_start.take() else { return };
        let mark = self.out.get(start..).unwrap_or_default();
        let blank = mark.iter().take_while(|b| b.is_ascii_whitespace()).count();
        let mark = &mark[blank..];
        if (1..=3).contains(&mark.len()) && mark.iter().all(u8::is_ascii_digit) {
            self.out.insert(start + blank, b'[');
            self.map.shift(start + blank, 1);
            self.out.push(b']');
        }
    }

    fn space(&mut self, source: Span) {
        self.gap = self.gap.max(Gap::Space(source.start, source.end));
    }

    fn piece(&mut self, text: &[u8], source: Span) {
        self.begin();
        let at = self.out.len();
        if source.len() == text.len() {
            self.map.push(at, source.start, text.len());
        } else if !source.is_empty() {
            self.map.push_whole(Span::new(at, at + text.len()), source);
        }
        self.out.extend_from_slice(text);
    }

    fn verbatim(&mut self, mut chunk: &[u8], mut source: Span) {
        let copied = source.len() == chunk.len();
        if std::mem::take(&mut self.pre_fresh)
            && let Some(rest) = chunk.strip_prefix(b"\n")
        {
            (chunk, source.start) = (rest, if copied { source.start + 1 } else { source.end });
        }
        if !copied {
            if !chunk.is_empty() {
                self.piece(chunk, source);
            }
            return;
        }
        for line in chunk.split_inclusive(|&b| b == b'\n') {
            self.piece(line, Span::new(source.start, source.start + line.len()));
            source.start += line.len();
        }
    }

    /// Pays what is owed, so that text can follow.
    pub(in crate::read) fn begin(&mut self) {
        match std::mem::take(&mut self.gap) {
            Gap::None => {}
            _ if self.out.is_empty() => {}
            Gap::Space(..) | Gap::Tab if self.out.ends_with(b"\n") => {}
            Gap::Space(..) | Gap::Tab if self.out.ends_with(b" ") => {}
            Gap::Space(start, end) => {
                if start < end {
                    self.map.push_whole(Span::new(self.out.len(), self.out.len() + 1), Span::new(start, end));
                }
                self.out.push(b' ');
            }
            Gap::Tab => self.out.push(b'\t'),
            gap => {
                if !self.out.ends_with(b"\n") {
                    self.out.push(b'\n');
                }
                if gap == Gap::Blank && !self.ends_blank() {
                    self.out.extend_from_slice(marks(self.gap_quote).trim_ascii_end());
                    self.out.push(b'\n');
                }
            }
        }
        self.gap_quote = self.quote;
        if self.quote > 0 && (self.out.is_empty() || self.out.ends_with(b"\n")) {
            self.out.extend_from_slice(marks(self.quote));
        }
    }

    /// Whether the last line is blank but for quotation marks.
    fn ends_blank(&self) -> bool {
        let above = self.out.strip_suffix(b"\n").unwrap_or(&self.out);
        let marks = above.iter().rev().take_while(|&&b| b == b'>' || b == b' ').count();
        above[..above.len() - marks].last().is_none_or(|&b| b == b'\n')
    }
}

fn marks(depth: usize) -> &'static [u8] {
    &MARKS[..MARKS.len().min(2 * depth)]
}

#[cfg(test)]
mod tests {
    use crate::read::html::document;

    fn text(html: &str) -> String {
        document("p", html.into(), false, None).unwrap_or_default().text
    }

    #[test]
    fn inline_tags_leave_no_trace_and_blocks_part() {
        assert_eq!(text("78<em>o</em>-3 <a> b</a> <b>c</b>\n<i> </i>d"), "78o-3 b c d\n");
        assert_eq!(
            text("<h1>A</h1>b<p>c<div>d</div><ul><li>e<li>f</ul>g<br>h<hr>i"),
            "A\n\nb\n\nc\n\nd\n\ne\n\nf\n\ng\nh\n\ni\n"
        );
    }

    #[test]
    fn quotations_are_marked_as_in_markdown() {
        let html = "a<blockquote><p>b<br>c</p><p>d</p><blockquote>e</blockquote>f</blockquote>\
                    <blockquote>g</blockquote>h";
        assert_eq!(text(html), "a\n\n> b\n> c\n>\n> d\n>\n> > e\n>\n> f\n\n> g\n\nh\n");
        assert_eq!(text("<blockquote><pre>a\n\nb\n</pre></blockquote>c"), "> a\n> \n> b\n\nc\n");
        assert_eq!(text("He said <q>so</q>."), "He said “so”.\n");
    }

    #[test]
    fn tables_are_rows_of_cells() {
        let html = "<table><tr><th>No.<th>Act</tr>\n<tr><td>1</td><td> </td><td><p>A</p></td></tr><tr><td>2</td></tr></table>z";
        assert_eq!(text(html), "No.\tAct\n1\tA\n\n2\n\nz\n");
        let points = "<table><tr><td><p>(a)</p></td><td><p>one</p><p>more</p></td><td>side</td></tr></table>";
        assert_eq!(text(points), "(a)\tone\n\nmore\n\nside\n");
    }

    #[test]
    fn preformatted_text_is_kept() {
        assert_eq!(text("<p>a<pre>\n  b\r\n\n   c &sect;  1\n</pre>d"), "a\n\n  b\n\n   c §  1\n\nd\n");
    }

    #[test]
    fn superscript_numbers_are_footnotes() {
        assert_eq!(
            text("22 U.S.C. 9214<sup>1</sup>, and<sup> <a href=#2>12</a> </sup> so"),
            "22 U.S.C. 9214[1], and [12] so\n"
        );
        assert_eq!(text("5<sup>th</sup>, x<sup>[3]</sup>, <sup></sup>y"), "5th, x[3], y\n");
        let document = document("p", b"a<sup>12</sup>b".to_vec(), false, None).unwrap_or_default();
        let map = document.source.unwrap_or_default();
        assert_eq!(map.to_source(crate::text::Span::new(1, 3)), None);
        assert_eq!(map.to_source(crate::text::Span::new(2, 4)), Some(crate::text::Span::new(6, 8)));
        assert_eq!(map.to_source(crate::text::Span::new(0, 6)), Some(crate::text::Span::new(0, 15)));
    }
}
