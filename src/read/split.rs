//! A page that holds several posts, cut at the lines that separate them.

use super::{Document, SourceMap, headline};
use crate::text::Span;

/// The posts of a page, each a document of its own with the path `page#1`, `page#2` …
///
/// A post is the lines between two separators, without the blank lines around them; its offsets are its own, and
/// its source map leads to the page's. Without a separator the page is left as it is.
pub(super) fn posts(page: Document, separator: &str) -> Vec<Document> {
    let separator = separator.trim();
    let (mut bodies, mut start, mut at) = (Vec::new(), 0, 0);
    for line in page.text.split_inclusive('\n') {
        if line.trim() == separator {
            bodies.push(Span::new(start, at));
            start = at + line.len();
        }
        at += line.len();
    }
    if bodies.is_empty() {
        return vec![page];
    }
    bodies.push(Span::new(start, at));
    let bodies = bodies.into_iter().map(|body| unpadded(&page.text, body)).filter(|body| !body.is_empty());
    bodies.enumerate().map(|(index, body)| post(&page, body, index + 1)).collect()
}

fn post(page: &Document, body: Span, number: usize) -> Document {
    let text = body.of(&page.text);
    let mut source = SourceMap::default();
    source.append(page.source.as_ref(), body, 0);
    Document {
        path: format!("{}#{number}", page.path),
        title: headline::text_title(text),
        date: headline::text_date(text),
        text: text.to_owned(),
        source: Some(source),
        notice: page.notice.clone(),
        ..Document::default()
    }
}

/// The span without the blank lines at its ends; the last line keeps its line break.
fn unpadded(text: &str, span: Span) -> Span {
    let body = span.of(text);
    let blank = |lines: &mut dyn Iterator<Item = &str>| -> usize {
        lines.take_while(|line| line.trim().is_empty()).map(str::len).sum()
    };
    let start = span.start + blank(&mut body.split_inclusive('\n'));
    let end = span.end - blank(&mut body.split_inclusive('\n').rev());
    Span::new(start, end.max(start))
}

#[cfg(test)]
mod tests {
    use super::posts;
    use crate::read::Document;
    use crate::text::Span;

    #[test]
    fn posts_keep_their_own_offsets_and_the_way_to_the_page() {
        let text = "One\r\n\r\n§ 1\r\n\r\n Continue Reading \r\n\r\n  Two\r\n§ 2\r\nContinue Reading\r\n\r\n";
        let posts = posts(Document::from_text("page.txt", text), "Continue Reading");
        let seen: Vec<_> = posts.iter().map(|p| (p.path.as_str(), p.title.as_deref(), p.text.as_str())).collect();
        assert_eq!(
            seen,
            [("page.txt#1", Some("One"), "One\r\n\r\n§ 1\r\n"), ("page.txt#2", Some("Two"), "  Two\r\n§ 2\r\n"),]
        );
        let map = posts[1].source.as_ref().and_then(|map| map.to_source(Span::new(7, 11)));
        assert_eq!(map.map(|span| span.of(text)), Some("§ 2"));
    }

    #[test]
    fn a_page_without_separators_is_one_document() {
        let page = posts(Document::from_text("page.txt", "Don't Continue Reading"), "Continue Reading");
        assert_eq!(page.iter().map(|p| p.path.as_str()).collect::<Vec<_>>(), ["page.txt"]);
        assert!(posts(Document::from_text("page.txt", "\nContinue Reading\n"), "Continue Reading").is_empty());
    }
}
