//! A document of a word processor or a PDF as a page, with its citations as links: what a browser shows of a brief.

use std::fmt::Write as _;

use super::Markup;
use super::annotate::{Mark, escape, marks};
use crate::read::Document;
use crate::resolve::Mention;
use crate::text::Span;

/// A document whose source is no markup as an HTML page. `link` gives the official page of a mention.
#[must_use]
pub fn document_page(document: &Document, mentions: &[Mention], link: &dyn Fn(&Mention) -> Option<String>) -> String {
    let text = document.text.as_str();
    let mut page =
        Page { document, marks: marks(mentions, Markup::Html, link, &|span| vec![span]), out: String::new() };
    let title = document.title.as_deref().unwrap_or(&document.path);
    page.out.push_str("<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>");
    escape(title, &mut page.out);
    page.out.push_str("</title>\n<style>body{max-width:44em;margin:2em auto;padding:0 1em;font:1em/1.5 serif}.note{font-size:.9em}td{padding:0 1em 0 0;vertical-align:top}.page{color:#777;font-size:.8em}</style>\n</head>\n<body>\n");
    let (mut at, mut quoted) = (0, false);
    let mut pages = document.places.pages.iter().peekable();
    while at < text.len() {
        let end = memchr::memmem::find(&text.as_bytes()[at..], b"\n\n").map_or(text.len(), |i| at + i);
        let block = Span::new(at, at + text[at..end].trim_end_matches('\n').len());
        at = (end + 2).min(text.len()).max(end + 1);
        if block.of(text).trim().is_empty() {
            continue;
        }
        while let Some(begun) = pages.next_if(|page| page.start < block.end) {
            page.out.push_str("<p class=\"page\">p. ");
            escape(&begun.label, &mut page.out);
            page.out.push_str("</p>\n");
        }
        let is_quoted = block.of(text).starts_with('>');
        if is_quoted != quoted {
            page.out.push_str(if is_quoted { "<blockquote>\n" } else { "</blockquote>\n" });
            quoted = is_quoted;
        }
        page.block(block);
    }
    if quoted {
        page.out.push_str("</blockquote>\n");
    }
    page.out.push_str("</body>\n</html>\n");
    page.out
}

struct Page<'d> {
    document: &'d Document,
    marks: Vec<Mark>,
    out: String,
}

impl Page<'_> {
    fn block(&mut self, block: Span) {
        let (text, places) = (self.document.text.as_str(), &self.document.places);
        let words = block.of(text);
        let heading = places.headings.iter().find(|h| h.span.start <= block.start + 3 && block.start < h.span.end);
        if words.contains('\t') && words.lines().count() > 1 {
            self.out.push_str("<table>\n");
            for line in lines(text, block) {
                self.out.push_str("<tr>");
                let mut from = line.start;
                for cell in line.of(text).split('\t') {
                    self.out.push_str("<td>");
                    self.words(Span::new(from, from + cell.len()));
                    self.out.push_str("</td>");
                    from += cell.len() + 1;
                }
                self.out.push_str("</tr>\n");
            }
            self.out.push_str("</table>\n");
            return;
        }
        let note = places.notes.iter().position(|note| note.span.start == block.start);
        let (open, close) = match (heading, note, places.note(block.start)) {
            (Some(heading), _, _) => {
                (format!("<h{}>", heading.level.clamp(1, 6)), format!("</h{}>\n", heading.level.clamp(1, 6)))
            }
            (None, Some(number), _) => (format!("<p class=\"note\" id=\"note-{}\">", number + 1), "</p>\n".to_owned()),
            (None, None, Some(_)) => ("<p class=\"note\">".to_owned(), "</p>\n".to_owned()),
            (None, None, None) => ("<p>".to_owned(), "</p>\n".to_owned()),
        };
        self.out.push_str(&open);
        for (number, line) in lines(text, block).into_iter().enumerate() {
            if number > 0 {
                self.out.push_str("<br>\n");
            }
            // The signs that mark a quotation are the page's own.
            let marks = line.of(text).len() - line.of(text).trim_start_matches(['>', ' ']).len();
            let marks = if line.of(text).starts_with('>') { marks } else { 0 };
            self.words(Span::new(line.start + marks, line.end));
        }
        self.out.push_str(&close);
    }

    /// Words with links on their citations, and on the marks of notes.
    fn words(&mut self, span: Span) {
        let text = self.document.text.as_str();
        let mut at = span.start;
        let first = self.marks.partition_point(|mark| mark.span.end <= span.start);
        for index in first..self.marks.len() {
            let mark = &self.marks[index];
            if mark.span.start >= span.end {
                break;
            }
            let (start, end) = (mark.span.start.max(at), mark.span.end.min(span.end));
            if start >= end {
                continue;
            }
            let (open, close) = (mark.open.clone(), mark.close);
            self.plain(Span::new(at, start));
            self.out.push_str(&open);
            escape(&text[start..end], &mut self.out);
            self.out.push_str(close);
            at = end;
        }
        self.plain(Span::new(at, span.end));
    }

    fn plain(&mut self, span: Span) {
        let text = self.document.text.as_str();
        let notes = &self.document.places.notes;
        let mut at = span.start;
        let first = notes.partition_point(|note| note.at < span.start);
        for (number, note) in notes.iter().enumerate().skip(first).take_while(|(_, note)| note.at < span.end) {
            let end = note.at + note.mark.len() + 2;
            if end > span.end || text.get(note.at..end) != Some(format!("[{}]", note.mark).as_str()) {
                continue;
            }
            escape(&text[at..note.at], &mut self.out);
            let _ = write!(self.out, "<sup><a href=\"#note-{}\">", number + 1);
            escape(&note.mark, &mut self.out);
            self.out.push_str("</a></sup>");
            at = end;
        }
        escape(text.get(at..span.end).unwrap_or_default(), &mut self.out);
    }
}

/// The lines of a stretch of text.
fn lines(text: &str, block: Span) -> Vec<Span> {
    let (mut out, mut at) = (Vec::new(), block.start);
    for line in block.of(text).split('\n') {
        out.push(Span::new(at, at + line.len()));
        at += line.len() + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::document_page;
    use crate::read::{Document, Heading, Note, Places};
    use crate::resolve::{Context, Resolver};
    use crate::text::Span;

    #[test]
    fn a_page_has_headings_quotations_tables_notes_and_links() {
        let text = "Facts\n\nUnder E.O. 13722[1] & more.\n\n[1] See it.\n\n> quoted\n\na\tb\nc\td\n";
        let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
        let places = Places {
            headings: vec![Heading { span: Span::new(0, 5), level: 2 }],
            notes: vec![Note { mark: "1".into(), at: 23, span: Span::new(36, 47) }],
            paragraphs: vec![0, 7],
            ..Places::default()
        };
        let document = Document { places, ..Document::from_text("b.docx", text) };
        let mentions = resolver.resolve(text, Context::default());
        let page = document_page(&document, &mentions, &|_| Some("https://example.org/".to_owned()));
        for wanted in [
            "<h2>Facts</h2>",
            "<p>Under <a class=\"pincite\" href=\"https://example.org/\" data-id=\"/us/eo/13722\">E.O. 13722</a><sup><a href=\"#note-1\">1</a></sup> &amp; more.</p>",
            "<p class=\"note\" id=\"note-1\">[1] See it.</p>",
            "<blockquote>\n<p>quoted</p>\n</blockquote>",
            "<tr><td>a</td><td>b</td></tr>",
        ] {
            assert!(page.contains(wanted), "{wanted}\n{page}");
        }
    }
}
