//! A document given back with its citations marked: nothing else is changed, so that taking the marks away gives the
//! document again.

use serde_json::{Value, json};

use crate::read::Document;
use crate::resolve::Mention;
use crate::text::Span;

/// In which markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    /// Links, `<a class="pincite" href="…" data-id="…">`; where no official page is known, a `<span>`.
    Html,
    /// United States Legislative Markup: `<ref href="/us/usc/t22/s9214">`.
    Uslm,
    /// Akoma Ntoso: `<ref href="…">`, a range as `<rref from="…" upTo="…">`.
    Akn,
}

/// A stretch to be marked, with the tags around it.
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) open: String,
    pub(super) close: &'static str,
}

/// A plain text as markup: its own `&`, `<` and `>` are escaped, and each resolved citation is marked. `link` gives
/// the official page of a mention.
///
/// ```
/// # use pincite::{report::{annotate, strip, Markup}, resolve::{Context, Resolver}};
/// let resolver = Resolver::builtin()?;
/// let text = "Under E.O. 13722 & <more>";
/// let marked = annotate(text, &resolver.resolve(text, Context::default()), Markup::Uslm, &|_| None);
/// assert_eq!(marked, "Under <ref href=\"/us/eo/13722\">E.O. 13722</ref> &amp; &lt;more&gt;");
/// assert_eq!(strip(&marked), text);
/// # Ok::<(), pincite::grammar::GrammarError>(())
/// ```
#[must_use]
pub fn annotate(text: &str, mentions: &[Mention], markup: Markup, link: &dyn Fn(&Mention) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len() + mentions.len() * 120);
    let mut at = 0;
    for mark in marks(mentions, markup, link, &|span| vec![span]) {
        escape(&text[at..mark.span.start], &mut out);
        out.push_str(&mark.open);
        escape(mark.span.of(text), &mut out);
        out.push_str(mark.close);
        at = mark.span.end;
    }
    escape(&text[at..], &mut out);
    out
}

/// A marked-up source with tags put around the citations of the document read from it. A citation that runs across the
/// source's own tags is marked piece by piece, and one inside a link is left alone.
#[must_use]
pub fn annotate_source(
    source: &str,
    document: &Document,
    mentions: &[Mention],
    markup: Markup,
    link: &dyn Fn(&Mention) -> Option<String>,
) -> String {
    let Some(map) = &document.source else { return annotate(&document.text, mentions, markup, link) };
    let links = inside_links(source);
    let mut out = String::with_capacity(source.len() + mentions.len() * 120);
    let mut at = 0;
    for mark in marks(mentions, markup, link, &|span| map.pieces(span)) {
        let linked = links.iter().any(|l| l.start <= mark.span.start && mark.span.start < l.end);
        let whole = source.is_char_boundary(mark.span.start) && source.is_char_boundary(mark.span.end);
        if mark.span.start < at || linked || !whole || mark.span.of(source).trim().is_empty() {
            continue;
        }
        out.push_str(&source[at..mark.span.start]);
        out.push_str(&mark.open);
        out.push_str(mark.span.of(source));
        out.push_str(mark.close);
        at = mark.span.end;
    }
    out.push_str(&source[at..]);
    out
}

/// The text that was annotated, its marks taken away and its characters unescaped.
#[must_use]
pub fn strip(annotated: &str) -> String {
    let mut out = String::with_capacity(annotated.len());
    let mut rest = annotated;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let escaped = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>')];
        if let Some((entity, c)) = escaped.iter().find(|(entity, _)| rest.starts_with(entity)) {
            out.push(*c);
            rest = &rest[entity.len()..];
        } else {
            rest = rest.find('>').map_or("", |end| &rest[end + 1..]);
        }
    }
    out + rest
}

/// Mentions as W3C Web Annotations: a link from the words, told by place (in characters) and by quotation, to what they
/// cite.
#[must_use]
pub fn web_annotations(
    document: &Document,
    mentions: &[Mention],
    link: &dyn Fn(&Mention) -> Option<String>,
) -> Vec<Value> {
    let text = document.text.as_str();
    let (mut at, mut before_at) = (0, 0);
    let mut out = Vec::new();
    for mention in mentions {
        let (Some(id), start) = (&mention.id, mention.span.start) else { continue };
        // Mentions come in text order, so that every character is counted once.
        before_at =
            if start >= at { before_at + text[at..start].chars().count() } else { text[..start].chars().count() };
        at = start;
        let first = before_at;
        let last = first + mention.span.of(text).chars().count();
        let before = text[..start].char_indices().rev().nth(31).map_or(0, |(i, _)| i);
        let behind = &text[mention.span.end..];
        let after = behind.char_indices().nth(32).map_or(behind, |(i, _)| &behind[..i]);
        let mut bodies =
            vec![json!({"type": "TextualBody", "purpose": "identifying", "format": "text/plain", "value": id})];
        bodies.extend(
            link(mention).map(|page| json!({"type": "SpecificResource", "purpose": "linking", "source": page})),
        );
        out.push(json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "type": "Annotation",
            "motivation": "linking",
            "body": bodies,
            "target": {
                "source": document.path,
                "selector": [
                    {"type": "TextPositionSelector", "start": first, "end": last},
                    {"type": "TextQuoteSelector", "exact": mention.span.of(text), "prefix": &text[before..start], "suffix": after},
                ],
            },
        }));
    }
    out
}

/// The marks in order, none overlapping: of two citations that share words the one that begins first, else the longer.
pub(super) fn marks(
    mentions: &[Mention],
    markup: Markup,
    link: &dyn Fn(&Mention) -> Option<String>,
    pieces: &dyn Fn(Span) -> Vec<Span>,
) -> Vec<Mark> {
    let mut resolved: Vec<&Mention> = mentions.iter().filter(|m| m.id.is_some()).collect();
    resolved.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    let (mut out, mut at) = (Vec::new(), 0);
    for mention in resolved {
        let Some(id) = mention.id.as_ref().filter(|_| mention.span.start >= at) else { continue };
        at = mention.span.end;
        let (open, close) = tags(id.as_str(), mention, markup, link);
        out.extend(pieces(mention.span).into_iter().map(|span| Mark { span, open: open.clone(), close }));
    }
    out.sort_by_key(|m| (m.span.start, m.span.end));
    out
}

fn tags(
    id: &str,
    mention: &Mention,
    markup: Markup,
    link: &dyn Fn(&Mention) -> Option<String>,
) -> (String, &'static str) {
    let id = attribute(id);
    let last = mention.range_end.as_ref().map(|last| attribute(last.as_str()));
    match (markup, last) {
        (Markup::Html, last) => {
            let until = last.map(|last| format!(" data-until=\"{last}\"")).unwrap_or_default();
            match link(mention) {
                Some(page) => {
                    (format!("<a class=\"pincite\" href=\"{}\" data-id=\"{id}\"{until}>", attribute(&page)), "</a>")
                }
                None => (format!("<span class=\"pincite\" data-id=\"{id}\"{until}>"), "</span>"),
            }
        }
        (Markup::Akn, Some(last)) => (format!("<rref from=\"{id}\" upTo=\"{last}\">"), "</rref>"),
        (Markup::Uslm | Markup::Akn, _) => (format!("<ref href=\"{id}\">"), "</ref>"),
    }
}

pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
}

fn attribute(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    escape(value, &mut out);
    out.replace('"', "&quot;")
}

/// What stands inside links, a page's or a law's own `<ref>`: a link may hold no other.
fn inside_links(source: &str) -> Vec<Span> {
    let lower = source.to_ascii_lowercase();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = lower[at..].find('<') {
        let start = at + found;
        at = start + 1;
        let end = lower[at..].find(|c: char| !c.is_ascii_alphanumeric() && c != ':').map_or(lower.len(), |i| at + i);
        let name = &lower[at..end];
        let is_link = matches!(name.rsplit(':').next(), Some("a" | "ref" | "rref" | "mref"));
        if !is_link || lower[end..].find('>').is_some_and(|i| lower[..end + i].ends_with('/')) {
            continue;
        }
        let end = lower[at..].find(&format!("</{name}")).map_or(lower.len(), |i| at + i);
        out.push(Span::new(start, end));
        at = end;
    }
    out
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::{Markup, annotate, annotate_source, strip, web_annotations};
    use crate::read::{Document, Kind, ReadOptions, read_bytes};
    use crate::resolve::{Context, Mention, Resolver};

    fn resolver() -> Resolver {
        Resolver::builtin().unwrap_or_else(|e| panic!("{e}"))
    }

    fn page(_: &Mention) -> Option<String> {
        Some("https://example.org/?a=1&b=\"2\"".to_owned())
    }

    #[test]
    fn tags_escape_what_they_hold() {
        let text = "a < b & E.O. 13722";
        let marked = annotate(text, &resolver().resolve(text, Context::default()), Markup::Html, &page);
        let link =
            "<a class=\"pincite\" href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\" data-id=\"/us/eo/13722\">";
        assert_eq!(marked, format!("a &lt; b &amp; {link}E.O. 13722</a>"));
        assert_eq!(strip(&marked), text);
    }

    #[test]
    fn a_range_in_akoma_ntoso_has_two_ends() {
        let text = "50 U.S.C. 1701-1706";
        let marked = annotate(text, &resolver().resolve(text, Context::default()), Markup::Akn, &|_| None);
        assert_eq!(marked, "<rref from=\"/us/usc/t50/s1701\" upTo=\"/us/usc/t50/s1706\">50 U.S.C. 1701-1706</rref>");
    }

    #[test]
    fn a_page_keeps_its_own_tags_and_links() {
        let html = "<p>Under <b>section 2</b>(a) of E.O. 13722,\nand <a href='x'>E.O. 13382</a>&mdash;done.</p>";
        let mut read = Document::default();
        let _ = read_bytes("p.html", Kind::Html, html.as_bytes().to_vec(), &ReadOptions::default(), &mut |d| {
            read = d.unwrap_or_default();
            ControlFlow::Break(())
        });
        let mentions = resolver().resolve(&read.text, Context::default());
        let marked = annotate_source(html, &read, &mentions, Markup::Uslm, &|_| None);
        let tag = "<ref href=\"/us/eo/13722/s2/a\">";
        assert_eq!(
            marked,
            format!(
                "<p>Under <b>{tag}section 2</ref></b>{tag}(a) of E.O. 13722</ref>,\nand <a href='x'>E.O. 13382</a>&mdash;done.</p>"
            )
        );
        assert_eq!(marked.replace(tag, "").replace("</ref>", ""), html);
    }

    #[test]
    fn a_web_annotation_counts_characters() {
        let document = Document::from_text("é.txt", "é E.O. 13722 é");
        let mentions = resolver().resolve(&document.text, Context::default());
        let rows = web_annotations(&document, &mentions, &|_| None);
        let row = &rows[0];
        assert_eq!(
            (&row["target"]["selector"][0]["start"], &row["target"]["selector"][0]["end"]),
            (&2.into(), &12.into())
        );
        assert_eq!(row["target"]["selector"][1]["prefix"], "é ");
        assert_eq!(row["body"][0]["value"], "/us/eo/13722");
    }
}
