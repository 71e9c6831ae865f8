//! HTML: the text that a reader of the page sees, and the way back to the markup.
//!
//! The page is tokenized as browsers do it ([`feed`]), laid out as lines ([`Layout`](super::layout)), and cut down to its main
//! part ([`regions`]). Nothing is built in memory but the text: cost is linear in the page, however broken it is.
//!
//! Blocks are parted by blank lines, table rows and `<br>` by line breaks, cells by tabs; lines in a
//! `<blockquote>` begin with `> ` as in Markdown. Inline tags leave no trace, so that `78<em>o</em>-3` is `78o-3`;
//! a superscript number is set apart, as `[1]`, since it is a footnote's and no digit of what it follows.

mod facts;
mod feed;
mod page;
mod regions;
mod tag;

use super::decode::{Charset, decode};
use super::{Document, ReadError, headline};
pub(super) use facts::declared_charset;
use feed::Feed;
use html5gum::Tokenizer;
use page::Page;

/// NULs let pass in a thousand bytes: the Government Publishing Office's pages have one or two. They are dropped.
const NULS: usize = 10;

/// A document of a page's bytes; in XHTML, `<script/>` is closed.
///
/// The date is the markup's, else that of a line of the text as in plain text.
pub(super) fn document(path: &str, bytes: Vec<u8>, xml: bool, said: Option<&str>) -> Result<Document, ReadError> {
    let charset = declared_charset(&bytes);
    let decoded = decode(bytes, Charset { said, declared: charset.as_deref() }, NULS);
    let decoded = decoded.ok_or_else(|| ReadError::Binary { path: path.to_owned() })?;
    let html = decoded.text.strip_prefix('\u{feff}').unwrap_or(&decoded.text);
    let mut page = Page::new(xml || html.starts_with("<?xml"));
    let feed = Feed::new(html, decoded.text.len() - html.len(), &mut page);
    let Ok(()) = Tokenizer::new_with_emitter(html, feed).finish();
    let read = page.finish();
    let source = match &decoded.source {
        Some(inner) => read.source.through(inner),
        None => read.source,
    };
    Ok(Document {
        title: read.title,
        date: read.date.or_else(|| headline::text_date(&read.text)),
        source: Some(source),
        line: None,
        notice: decoded.notice,
        ..Document::from_text(path, read.text)
    })
}

#[cfg(test)]
mod tests {
    use super::document;
    use crate::read::Document;
    use crate::text::Span;

    fn read(html: &str) -> Document {
        document("p.html", html.into(), false, None).unwrap_or_default()
    }

    fn text(html: &str) -> String {
        read(html).text
    }

    #[test]
    fn every_mapped_character_leads_to_its_source() {
        let html = "<p>Under&nbsp;&sect;&#160;2&#40;a), \r\n the <i>Act</i>&amp;c &lt 5 & 6 < 7 &copy é&é<b>ü</b>&bogus;\r\n</p>";
        let document = read(html);
        assert_eq!(document.text, "Under\u{a0}§\u{a0}2(a), the Act&c < 5 & 6 < 7 © é&éü&bogus;\n");
        let map = document.source.unwrap_or_default();
        let source = |of: &str| {
            let start = document.text.find(of).unwrap_or_default();
            map.to_source(Span::new(start, start + of.len())).map(|span| span.of(html))
        };
        assert_eq!(source("§"), Some("&sect;"));
        assert_eq!(source("§\u{a0}2(a)"), Some("&sect;&#160;2&#40;a)"));
        assert_eq!(source("the Act"), Some("the <i>Act"));
        assert_eq!(source(", the"), Some(", \r\n the"));
        assert_eq!(source("&c"), Some("&amp;c"));
        assert_eq!(source("< 5"), Some("&lt 5"));
        assert_eq!(source("& 6"), Some("& 6"));
        assert_eq!(source("< 7"), Some("< 7"));
        assert_eq!(source("©"), Some("&copy"));
        assert_eq!(source("é&éü&bogus;"), Some("é&é<b>ü</b>&bogus;"));
    }

    #[test]
    fn markup_that_is_not_text_is_left_out() {
        let html = "<html><head><title>T</title><script>var a = '§ 1 </p>';</script><style>p{}</style></head>\
                    <body><nav>Home § 2</nav><noscript>§ 3</noscript><!-- § 4 --><p>§&nbsp;5</p><svg><text>§ 6</text></svg>\
                    <template><p>§ 7</p></template><select><option>§ 8</select><footer>§ 9</footer>";
        let document = read(html);
        assert_eq!((document.text.as_str(), document.title.as_deref()), ("§\u{a0}5\n", Some("T")));
    }

    #[test]
    fn bytes_that_are_not_utf8_map_through() {
        let html = b"<meta charset=iso-8859-1><p>15 U.S.C. \xa7 2<p>\x97".to_vec();
        let document = document("p.html", html.clone(), false, None).unwrap_or_default();
        assert_eq!(document.text, "15 U.S.C. § 2\n\n—\n");
        let span = document.source.and_then(|map| map.to_source(Span::new(10, 14)));
        assert_eq!(span.map(|span| &html[span.start..span.end]), Some(&b"\xa7 2"[..]));
    }

    #[test]
    fn stray_nuls_are_dropped() {
        assert_eq!(text(&format!("<pre>a\n\0\n\0 b{}</pre>", " c".repeat(200))).get(..6), Some("a\n\n b "));
    }

    #[test]
    fn xhtml_closes_what_it_says_is_closed() {
        let xhtml =
            "<?xml version=\"1.0\"?><html><head><script src=\"a\"/><title/></head><body><div/><p>§ 2</p></body></html>";
        assert_eq!(text(xhtml), "§ 2\n");
        assert_eq!(text("<script/>§ 1</script>§ 2"), "§ 2\n");
    }

    #[test]
    fn broken_html_gives_what_there_is() {
        for html in ["", "\u{feff}", "<", "</", "<p", "<!--", "<p a=\"", "&", "&#", "&#x", "<![CDATA[", "<script>§"] {
            assert_eq!(text(html).trim_end_matches(['<', '/', '&', '#', 'x', '\n']), "", "{html:?}");
        }
        assert_eq!(text("\u{feff}a</b></i></div><p>b</blockquote></sup>c<td>d"), "a\n\nbc\n\nd\n");
        assert_eq!(text("<p>&sect"), "§\n");
    }

    proptest::proptest! {
        /// Whatever the bytes, nothing panics, and what was copied is found where the map says.
        #[test]
        fn copied_text_is_in_the_source(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40)) {
            let html = pieces.concat();
            let document = read(&html);
            let map = document.source.unwrap_or_default();
            for (at, c) in document.text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
                let span = map.to_source(Span::new(at, at + c.len_utf8())).map(|span| span.of(&html));
                let copied = span.is_some_and(|source| source.starts_with(c) || source.starts_with('&'));
                proptest::prop_assert!(copied, "{c:?} at {at} of {:?} is from {span:?} of {html:?}", document.text);
            }
        }
    }

    const PIECES: &[&str] = &[
        "a",
        "é",
        "\r",
        "\n",
        " ",
        "&",
        "&amp",
        ";",
        "&#233",
        "&notit;",
        "&NotEqualTilde;",
        "<",
        ">",
        "/",
        "\"",
        "'",
        "=",
        "<p>",
        "<b>",
        "</b>",
        "<pre>",
        "</pre>",
        "<sup>1",
        "</sup>",
        "<td>",
        "<tr>",
        "<table>",
        "</table>",
        "<br>",
        "<blockquote>",
        "</blockquote>",
        "<nav>",
        "</nav>",
        "<main>",
        "</main>",
        "<svg>",
        "</svg>",
        "<title>",
        "<!--",
        "-->",
        "<h1>",
        "</h1>",
        "<form>",
        "</form>",
        "</",
        "<script>",
        "</script>",
        "\0",
        "<![CDATA[",
        "<?",
        "<textarea>",
    ];

    #[test]
    fn depth_and_length_cost_linear_time() {
        let n = 200_000;
        for piece in ["<div>", "<blockquote>a", "<nav>", "</div><div a>", "<sup>1", "<table><tr><td>", "<a b='", "&amp"]
        {
            text(&piece.repeat(n));
        }
        let attributes = format!("<div {}>§</div>", "a=b ".repeat(n));
        assert_eq!(text(&attributes), "§\n");
    }
}
