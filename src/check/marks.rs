//! Quotations by their marks.

use crate::text::Span;

/// Fewer words than this may be anybody's.
pub(super) const FEWEST: usize = 5;

/// A stretch of quoted words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The words, without the marks around them.
    pub span: Span,
    /// Where the whole of it begins, when it goes over several paragraphs.
    pub from: usize,
}

/// The quotations of a text that are long enough to be told: in marks, curly or straight, paragraph by paragraph where
/// one goes over several.
#[must_use]
pub fn quotations(text: &str) -> Vec<Quotation> {
    let mut out: Vec<Quotation> = Vec::new();
    let mut start = 0;
    // A quotation that the last paragraph left open: where it began, and the paragraphs since then, which are part of it
    // only if it is closed.
    let mut left_open: Option<(usize, Vec<Span>)> = None;
    while start < text.len() {
        if left_open.is_none() {
            // Most paragraphs have no mark.
            let Some((at, _)) = marks(&text[start..]).next() else { break };
            start += text[start..start + at].rfind("\n\n").map_or(0, |end| end + 2);
        }
        let paragraph = &text[start..];
        let end = memchr::memmem::find(paragraph.as_bytes(), b"\n\n").map_or(paragraph.len(), |at| at + 2);
        let paragraph = &paragraph[..end];
        let (mut open, mut depth, mut straight): (Option<usize>, usize, Option<usize>) = (None, 0, None);
        let first = marks(paragraph).map(|(_, c)| c).find(|c| *c != '"').map(|c| c == '“');
        let reopened = first == Some(true) && paragraph.trim_start().starts_with('“');
        let mut whole = None;
        match (&mut left_open, first) {
            (Some((from, _)), Some(true)) if reopened => whole = Some(*from),
            (Some((from, between)), Some(false)) => {
                let from = *from;
                out.extend(between.drain(..).map(|span| Quotation { span, from }));
                (open, depth, whole) = (Some(start), 1, Some(from));
            }
            (Some((_, between)), None) if between.len() < MOST_PARAGRAPHS => {
                between.push(Span::new(start, start + paragraph.trim_end().len()));
                start += paragraph.len();
                continue;
            }
            _ => {}
        }
        for (i, c) in marks(paragraph) {
            let at = start + i;
            match c {
                '“' => {
                    depth += 1;
                    if depth == 1 {
                        open = Some(at + c.len_utf8());
                    }
                }
                '”' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0
                        && let Some(from) = open.take()
                    {
                        let begins = whole.take().unwrap_or(from);
                        out.push(Quotation { span: Span::new(from, at), from: begins });
                    }
                }
                '"' => match straight.take() {
                    Some(from) => out.push(Quotation { span: Span::new(from, at), from }),
                    None => straight = Some(at + 1),
                },
                _ => {}
            }
        }
        start += paragraph.len();
        left_open = open.map(|from| {
            let begins = whole.unwrap_or(from);
            let span = Span::new(from, from + text[from..start].trim_end().len());
            out.push(Quotation { span, from: begins });
            (begins, Vec::new())
        });
    }
    out.retain(|q| has_words(q.span.of(text), FEWEST));
    out
}

/// The double quotation marks of a text, with their places.
fn marks(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'"', 0xE2, bytes).filter_map(move |at| match bytes[at..] {
        [b'"', ..] => Some((at, '"')),
        [0xE2, 0x80, 0x9C, ..] => Some((at, '“')),
        [0xE2, 0x80, 0x9D, ..] => Some((at, '”')),
        _ => None,
    })
}

/// Whether a text has so many words.
pub(super) fn has_words(text: &str, fewest: usize) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).nth(fewest - 1).is_some()
}

/// A quotation goes over so many paragraphs without a mark at their beginning.
const MOST_PARAGRAPHS: usize = 12;

#[cfg(test)]
mod tests {
    use super::quotations;

    #[test]
    fn quotations_are_found_in_their_marks() {
        let text = "He said “the master shall pay all the dues” and \"no vessel may leave the port\" but “short”.\n\n“A paragraph that goes on and on\n\n“and is closed only in the next one”";
        let found: Vec<&str> = quotations(text).iter().map(|q| q.span.of(text)).collect();
        assert_eq!(
            found,
            [
                "the master shall pay all the dues",
                "no vessel may leave the port",
                "A paragraph that goes on and on",
                "and is closed only in the next one"
            ]
        );
        // One pair of marks around several paragraphs; a mark that is never closed takes nothing with it.
        let text = "It says: “The master shall pay the dues;\n\nno vessel may leave before that;\n\nand no crew may go on land.” He left.\n\n“A mark that nobody closes again\n\nand a paragraph of its own.";
        let found: Vec<(&str, usize)> = quotations(text).iter().map(|q| (q.span.of(text), q.from)).collect();
        assert_eq!(
            found,
            [
                ("The master shall pay the dues;", 12),
                ("no vessel may leave before that;", 12),
                ("and no crew may go on land.", 12),
                ("A mark that nobody closes again", text.find("A mark").unwrap_or_default())
            ]
        );
    }
}
