//! The structure that lines show: headings that number a section, marks that open a paragraph, quoted lines.
//!
//! One pass over the line beginnings; a line that begins with plain words costs one look.

use smallvec::SmallVec;

use crate::parse::mark_at;
use crate::text::Span;

/// What the beginning of a line shows.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of how the line stands")]
pub(super) struct Opening {
    /// The numbered unit and the marks, from the first to the last character.
    pub span: Span,
    /// The number of a section heading: `Sec. 2.`, `§ 9212.`
    pub section: Option<Span>,
    /// Whether the heading is an article's.
    pub article: bool,
    /// Marks behind it or alone.
    pub marks: SmallVec<[Span; 4]>,
    /// Whether its own words are left out: `(d) * * *`.
    pub omitted: bool,
    /// Whether paragraphs are left out before it: `* * * * *`.
    pub after_gap: bool,
    /// Whether the line is marked as quoted: `> `, or an opening quotation mark before the number or mark.
    pub quoted: bool,
}

/// A paragraph's beginning, and what it opens with.
#[derive(Clone, Debug)]
pub(super) enum Line {
    /// A heading or mark.
    Opening(Opening),
    /// A paragraph that begins with neither, after a blank line; `omission` for `. . . .`, `[….]`, `* * *`.
    Plain { start: usize, quoted: bool, omission: bool },
    /// A paragraph that opens with a number, `3. The …`, as articles and resolutions have them; `apart` after a blank line.
    Numbered { number: Span, quoted: bool, apart: bool },
}

impl Line {
    pub(super) fn start(&self) -> usize {
        match self {
            Self::Opening(o) => o.span.start,
            Self::Plain { start, .. } => *start,
            Self::Numbered { number, .. } => number.start,
        }
    }
}

/// The lines that matter, in order.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut out = Vec::with_capacity(text.len() / 160 + 4);
    let bytes = text.as_bytes();
    let mut start = 0;
    let mut after_blank = true;
    // Whether whole paragraphs were left out since the last opening.
    let mut gap = false;
    while start < bytes.len() {
        let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |i| start + i);
        match line(text, start, end) {
            None => {
                after_blank = true;
                // `(d)⏎* * *⏎(7)`: three stars stand for the words of (d), five for whole paragraphs.
                if are_stars(&text[start..end]) {
                    let alone = |opening: &Opening| text[opening.span.end..start].trim().is_empty();
                    match out.last_mut() {
                        _ if text[start..end].matches('*').count() > 3 => gap = true,
                        Some(Line::Opening(opening)) => opening.omitted |= alone(opening),
                        _ => {}
                    }
                }
            }
            Some(read) => {
                match read {
                    Read::Opening(opening) => {
                        out.push(Line::Opening(Opening { after_gap: std::mem::take(&mut gap), ..opening }));
                    }
                    Read::Numbered { number, quoted } => {
                        out.push(Line::Numbered { number, quoted, apart: after_blank });
                    }
                    Read::Words { start, quoted } if after_blank => {
                        let omission = is_omission(&text[start..end]);
                        gap |= omission;
                        out.push(Line::Plain { start, quoted, omission });
                    }
                    Read::Words { .. } => {}
                }
                after_blank = false;
            }
        }
        start = end + 1;
    }
    out
}

/// Marks as quoted the lines that a law puts into another without quotation marks, as a council's acts do: from behind `read as
/// follows:` to a full stop alone on its line.
///
/// What is put in can hold such a line itself; behind the last one stands a heading or an instruction, as `instructs` tells of a line.
pub(super) fn quote_put_in(text: &str, lines: &mut Vec<Line>, instructs: impl Fn(&str) -> bool) {
    // `to read follows:`, too.
    let reads = |at: &usize| text[..*at].ends_with("read as ") || text[..*at].ends_with("read ");
    let words = memchr::memmem::find_iter(text.as_bytes(), PUTS_IN).filter(reads).map(|at| at + PUTS_IN.len());
    let bare = words.filter(|&from| !text[from..].trim_start().starts_with(['"', '“', '‘', '`', '>']));
    let mut stretches: Vec<Span> = Vec::new();
    for from in bare {
        // What is put in can itself put words in: the first full stop ends both.
        if stretches.last().is_none_or(|last| last.end <= from) {
            stretches.extend(put_in_until(text, from, &instructs).map(|until| Span::new(from, until)));
        }
    }
    for stretch in &stretches {
        let first = lines.partition_point(|line| line.start() < stretch.start);
        let behind = lines.partition_point(|line| line.start() < stretch.end);
        for line in &mut lines[first..behind] {
            match line {
                Line::Opening(Opening { quoted, .. }) | Line::Numbered { quoted, .. } | Line::Plain { quoted, .. } => {
                    *quoted = true;
                }
            }
        }
        lines.insert(behind, Line::Plain { start: stretch.end, quoted: false, omission: false });
        lines.insert(first, Line::Plain { start: stretch.start, quoted: true, omission: true });
    }
}

/// The last word before what is put in.
const PUTS_IN: &[u8] = b"follows:\n";

/// How far what is put in is followed to its end, in bytes.
const PUT_IN: usize = 60_000;

/// Where the line begins that ends what is put in: a full stop, and nothing but signs behind it.
fn put_in_until(text: &str, from: usize, instructs: &impl Fn(&str) -> bool) -> Option<usize> {
    // The first such line, in case none has a heading or an instruction behind it.
    let mut first = None;
    let mut last = None;
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        let words = line.trim();
        if words.starts_with('.') && !words.contains(char::is_alphanumeric) {
            first = first.or(Some(at));
            last = Some(at);
        } else if last.is_some() {
            match opening_at(text, at, at + line.trim_end_matches('\n').len()) {
                Some(opening) if opening.section.is_some() || instructs(words) => return last,
                Some(_) => last = None,
                // Editors' remarks.
                None => {}
            }
        }
        at += line.len();
        if at - from > PUT_IN {
            break;
        }
    }
    last.or(first)
}

/// What a line opens with, if with a heading or mark.
pub(super) fn opening_at(text: &str, start: usize, end: usize) -> Option<Opening> {
    if start == end {
        return None;
    }
    match line(text, start, end) {
        Some(Read::Opening(opening)) => Some(opening),
        _ => None,
    }
}

enum Read {
    Opening(Opening),
    Words { start: usize, quoted: bool },
    Numbered { number: Span, quoted: bool },
}

/// What one line begins with; `None` for a blank one.
fn line(text: &str, start: usize, end: usize) -> Option<Read> {
    let (mut at, mut quoted) = (start, false);
    // Most lines begin with a plain word.
    if matches!(text.as_bytes()[start], b'a'..=b'z' | b'B'..=b'R' | b'T'..=b'Z') {
        return Some(Read::Words { start, quoted });
    }
    // Past indentation, list bullets, emphasis, heading signs and quotation marks, to what the line says.
    loop {
        let rest = &text[at..end];
        let c = rest.chars().next()?;
        match c {
            '>' | '“' | '"' | '‘' => quoted = true,
            c if c.is_whitespace() || matches!(c, '#' | '*' | '_' | '`') => {}
            '-' if rest[1..].starts_with(' ') => {}
            _ => break,
        }
        at += c.len_utf8();
    }
    let rest = &text[at..end];
    let first = rest.as_bytes()[0];
    let opening = match first {
        b'(' => marks_at(text, at, end).map(|(marks, last)| Opening {
            span: Span::new(at, last),
            section: None,
            article: false,
            marks,
            omitted: are_stars(&text[last..end]),
            after_gap: false,
            quoted,
        }),
        b'S' | 0xc2 | b'A' => heading(text, at, end, quoted),
        b'0'..=b'9' => {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let behind = rest[digits..].strip_prefix('.').unwrap_or("-");
            if digits <= 3 && (behind.is_empty() || behind.starts_with(char::is_whitespace)) {
                return Some(Read::Numbered { number: Span::new(at, at + digits), quoted });
            }
            None
        }
        _ => None,
    };
    Some(opening.map_or(Read::Words { start: at, quoted }, Read::Opening))
}

/// `Sec. 2. (a)`, `SEC. 302. STRATEGY`, `SECTION 1.`, `§ 9212. Investigations`, `Article 5`.
fn heading(text: &str, at: usize, end: usize, quoted: bool) -> Option<Opening> {
    const WORDS: [&str; 6] = ["Section", "SECTION", "Sec.", "SEC.", "Article", "ARTICLE"];
    let rest = &text[at..end];
    // The space behind the word may be one that doesn't break; the sign needs none.
    let word = match rest.strip_prefix('§') {
        Some(_) => "§",
        None => {
            WORDS.iter().find(|w| rest.strip_prefix(**w).is_some_and(|r| r.starts_with([' ', '\u{a0}', '\u{2009}'])))?
        }
    };
    let number_at = at + word.len() + rest[word.len()..].len() - rest[word.len()..].trim_start().len();
    let number = text[number_at..end]
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || crate::parse::is_dash(c)))
        .map_or(end, |i| number_at + i);
    let written = text[number_at..number].trim_end_matches(|c: char| c == '.' || crate::parse::is_dash(c));
    if !written.starts_with(|c: char| c.is_ascii_digit()) || written.len() > 20 {
        return None;
    }
    let section = Span::new(number_at, number_at + written.len());
    // A heading's number is closed by a full stop, a colon, a dash or the line's end: `Section 207 contains` is prose.
    let after = text[section.end..end].trim_start_matches(['*', '_']);
    let closed = after.trim().is_empty()
        || after.starts_with(['.', ':'])
        || after.trim_start().starts_with(crate::parse::is_dash)
        || after.starts_with(' ')
            && word == "§"
            && rest.starts_with("§ ")
            && after.trim_start().starts_with(|c: char| c.is_uppercase() || c == '[');
    let sentence = after.starts_with('.') && after[1..].starts_with(|c: char| c.is_alphanumeric());
    if !closed || sentence {
        return None;
    }
    let mut span = Span::new(at, section.end);
    // `§ 704. PAYMENTS.”;` is a heading that an amendment puts in.
    let closing = after.trim_end_matches([';', ',', '.', ' ']);
    let quoted = quoted || closing.ends_with('”') && !after.contains('“');
    let behind = after.trim_start_matches(['.', ':', '*', ' ', '\u{a0}', '\u{2009}']);
    let from = end - behind.len();
    let marks = match marks_at(text, from, end) {
        Some((marks, last)) => {
            span.end = last;
            marks
        }
        None => SmallVec::new(),
    };
    Some(Opening {
        span,
        section: Some(section),
        article: word.starts_with(['A']),
        marks,
        omitted: false,
        after_gap: false,
        quoted,
    })
}

/// A chain of marks at the head of a line, emphasis around each allowed: `**(a)** (1)`.
fn marks_at(text: &str, at: usize, end: usize) -> Option<(SmallVec<[Span; 4]>, usize)> {
    let mut marks: SmallVec<[Span; 4]> = SmallVec::new();
    let mut here = at;
    while let Some((rest, inside)) = mark_at(&text[here..end]) {
        let start = here + 1;
        marks.push(Span::new(start, start + inside.len()));
        let last = end - rest.len();
        let next = rest.trim_start_matches([' ', '*', '\u{a0}', '\u{2009}']);
        here = if next.starts_with('(') && marks.len() < 6 { end - next.len() } else { last };
        if here == last {
            break;
        }
    }
    let last = marks.last()?.end + 1;
    Some((marks, last))
}

/// Whether words are only stars, which stand for what is left out.
fn are_stars(words: &str) -> bool {
    let words = words.trim();
    words.starts_with('*') && words.bytes().all(|b| matches!(b, b'*' | b' '))
}

/// Whether a line only says that something was left out.
fn is_omission(line: &str) -> bool {
    let line = line.trim();
    line.len() <= 40
        && line.chars().any(|c| matches!(c, '.' | '…' | '*'))
        && line.chars().all(|c| matches!(c, '.' | '…' | '*' | '[' | ']' | ' ' | '\u{a0}'))
}

#[cfg(test)]
mod tests {
    use super::{Line, lines};

    fn openings(text: &str) -> Vec<String> {
        lines(text)
            .iter()
            .map(|l| match l {
                Line::Opening(o) => format!("{}{}", o.span.of(text), if o.quoted { " q" } else { "" }),
                Line::Plain { omission, .. } => if *omission { "…" } else { "-" }.to_owned(),
                Line::Numbered { number, .. } => format!("{}.", number.of(text)),
            })
            .collect()
    }

    #[test]
    fn headings_marks_quotations_and_omissions() {
        let text = "Intro.\n\nSec. 2. (a) All property\n\n[….]\n\n   (iv) to have\n\n> - **(10)** knowingly\n“(8)\nHousing.\n\n## § 9212. Investigations\n";
        assert_eq!(openings(text), ["-", "Sec. 2. (a)", "…", "(iv)", "(10) q", "(8) q", "§ 9212"]);
    }

    #[test]
    fn numbered_paragraphs_are_told_from_numbers() {
        assert_eq!(openings("1.   Members shall pay.\n\n12.\n\n3.5 parts\n\n2019. It was"), ["1.", "12.", "-", "-"]);
    }

    #[test]
    fn a_sentence_about_a_section_is_no_heading() {
        assert_eq!(openings("Section 207 contains exceptions.\n\nSection 211.45(b) provides"), ["-", "-"]);
        assert_eq!(openings("SECTION 1.\nSHORT TITLE."), ["SECTION 1"]);
    }
}
