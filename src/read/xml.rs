//! XML as a row of tags and words, each with its place: no entities of its own, no bottomless nesting, no truncated tail.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::ReadError;
use crate::text::Span;

/// How deep elements may nest. Word's tables within tables stand below 100.
const DEPTH: usize = 512;

/// A piece of a document, in its order.
#[derive(Debug)]
pub(super) enum Token<'t> {
    /// A start tag.
    Open(Tag<'t>),
    /// An end tag; one follows an empty element's start tag, too. The name without its prefix.
    Close(&'t str),
    /// Words, with their place in the source: as long as it, where they are copied.
    Words(Cow<'t, str>, Span),
}

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag<'t> {
    /// The name without its prefix.
    pub(super) name: &'t str,
    start: BytesStart<'t>,
    /// Where its element's content begins.
    pub(super) end: usize,
    /// Where the tag begins.
    pub(super) at: usize,
}

impl Tag<'_> {
    /// An attribute's value, by its name without prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut all = self.start.html_attributes();
        let found = all.with_checks(false).flatten().find(|a| local(a.key.as_ref()) == name)?;
        let value = quick_xml::escape::unescape(&found.value);
        Some(value.map_or_else(|_| found.value.to_string(), Cow::into_owned))
    }

    /// The value of an attribute that is a number.
    pub(super) fn number(&self, name: &str) -> Option<i64> {
        self.get(name)?.trim().parse().ok()
    }

    /// Whether a property is on: `<w:b/>`, `<w:b w:val="1"/>`; not `<w:b w:val="0"/>`.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.get("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// What is wrong with a document, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    pub(super) line: usize,
    pub(super) reason: String,
}

impl Malformed {
    /// As the error of a file.
    pub(super) fn of(self, path: &str, format: &'static str, part: &str) -> ReadError {
        let part = if part.is_empty() { String::new() } else { format!("{part}, ") };
        let place = format!("{part}line {}", self.line);
        ReadError::Malformed { path: path.to_owned(), format, place, reason: self.reason }
    }
}

/// Reads a document, or an element of one, piece by piece.
pub(super) struct Pull<'t> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
    /// Where in the document what is read begins.
    from: usize,
    open: Vec<&'t str>,
    /// Whether the element just opened is closed by its own tag.
    closing: Option<&'t str>,
}

impl<'t> Pull<'t> {
    /// Reads a whole document.
    pub(super) fn new(text: &'t str) -> Self {
        let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self::within(text, Span::new(text.len() - bare.len(), text.len()))
    }

    /// Reads a part of a document that holds whole elements.
    pub(super) fn within(text: &'t str, part: Span) -> Self {
        let mut reader = Reader::from_str(text.get(part.start..part.end).unwrap_or_default());
        reader.config_mut().check_end_names = false;
        Self { text, reader, from: part.start, open: Vec::new(), closing: None }
    }

    /// Where what comes next begins.
    pub(super) fn at(&self) -> usize {
        self.from + self.reader.buffer_position() as usize
    }

    /// The next piece; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Token<'t>>, Malformed> {
        if let Some(name) = self.closing.take() {
            return Ok(Some(Token::Close(name)));
        }
        loop {
            let at = self.at();
            let event = self.reader.read_event();
            let end = self.at();
            let raw = self.text.get(at..end).unwrap_or_default();
            match event {
                Err(error) => return Err(self.wrong(self.from + self.reader.error_position() as usize, error)),
                Ok(Event::Start(start)) => {
                    let name = tag_name(raw);
                    if self.open.len() > DEPTH {
                        return Err(self.wrong(at, format_args!("elements nest more than {DEPTH} deep")));
                    }
                    self.open.push(name);
                    return Ok(Some(Token::Open(Tag { name: local(name), start, end, at })));
                }
                Ok(Event::Empty(start)) => {
                    let name = local(tag_name(raw));
                    self.closing = Some(name);
                    return Ok(Some(Token::Open(Tag { name, start, end, at })));
                }
                Ok(Event::End(_)) => {
                    let name = tag_name(raw);
                    match self.open.pop() {
                        Some(open) if open == name => return Ok(Some(Token::Close(local(name)))),
                        Some(open) => return Err(self.wrong(at, format_args!("</{name}> ends <{open}>"))),
                        None => return Err(self.wrong(at, format_args!("</{name}> ends nothing"))),
                    }
                }
                Ok(Event::Text(words)) => {
                    let words = words.xml10_content();
                    // Line ends are made one: then the words aren't quite their source.
                    let words =
                        if words.len() == raw.len() { Cow::Borrowed(raw) } else { Cow::Owned(words.into_owned()) };
                    return Ok(Some(Token::Words(words, Span::new(at, end))));
                }
                Ok(Event::CData(words)) => {
                    let words = words.xml10_content().into_owned();
                    return Ok(Some(Token::Words(Cow::Owned(words), Span::new(at, end))));
                }
                Ok(Event::GeneralRef(entity)) => {
                    let name = entity.xml10_content();
                    let words = match entity.resolve_char_ref() {
                        Ok(Some(c)) => Some(c.to_string()),
                        Ok(None) => named(&name),
                        Err(error) => return Err(self.wrong(at, error)),
                    };
                    let Some(words) = words else {
                        return Err(self.wrong(at, format_args!("the entity &{name}; is not defined")));
                    };
                    return Ok(Some(Token::Words(Cow::Owned(words), Span::new(at, end))));
                }
                Ok(Event::DocType(kind)) => {
                    if kind.xml10_content().contains("<!ENTITY") {
                        return Err(self.wrong(at, "it defines entities of its own, which are not expanded"));
                    }
                }
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
                Ok(Event::Eof) => {
                    return match self.open.last() {
                        Some(open) => {
                            Err(self.wrong(end, format_args!("it ends inside <{open}>: the rest is missing")))
                        }
                        None => Ok(None),
                    };
                }
            }
        }
    }

    /// Passes over what is in the element whose start tag was given last; its end tag, too. The place of what was in it.
    pub(super) fn skip(&mut self) -> Result<Span, Malformed> {
        let (start, mut depth) = (self.at(), 1_usize);
        loop {
            let at = self.at();
            match self.next()? {
                Some(Token::Open(_)) => depth += 1,
                Some(Token::Close(_)) if depth == 1 => return Ok(Span::new(start, at.max(start))),
                Some(Token::Close(_)) => depth -= 1,
                Some(Token::Words(..)) => {}
                None => return Ok(Span::new(start, at.max(start))),
            }
        }
    }

    /// The words in the element whose start tag was given last, white space folded; its end tag is passed, too.
    pub(super) fn words(&mut self) -> Result<String, Malformed> {
        let (mut out, mut depth) = (String::new(), 1_usize);
        while depth > 0 {
            match self.next()? {
                Some(Token::Open(_)) => depth += 1,
                Some(Token::Close(_)) => depth -= 1,
                Some(Token::Words(words, _)) => out.push_str(&words),
                None => break,
            }
        }
        Ok(out.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn wrong(&self, at: usize, reason: impl std::fmt::Display) -> Malformed {
        let before = &self.text.as_bytes()[..at.min(self.text.len())];
        Malformed { line: 1 + memchr::memchr_iter(b'\n', before).count(), reason: reason.to_string() }
    }
}

/// The name in a tag as written, with its prefix.
fn tag_name(tag: &str) -> &str {
    let name = tag.strip_prefix("</").or_else(|| tag.strip_prefix('<')).unwrap_or(tag);
    let end = name.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').unwrap_or(name.len());
    &name[..end]
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Characters by name: XML's own, and those that publishers' schemas define.
fn named(name: &str) -> Option<String> {
    if let Some(own) = quick_xml::escape::resolve_predefined_entity(name) {
        return Some(own.to_owned());
    }
    let c = match name {
        "nbsp" => '\u{a0}',
        "sect" => '§',
        "para" => '¶',
        "mdash" => '—',
        "ndash" => '–',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "hellip" => '…',
        "thinsp" => '\u{2009}',
        "emsp" => '\u{2003}',
        "ensp" => '\u{2002}',
        "copy" => '©',
        "deg" => '°',
        "eacute" => 'é',
        "bull" => '•',
        _ => return None,
    };
    Some(c.to_string())
}

#[cfg(test)]
mod tests {
    use super::{Pull, Token};

    fn pieces(xml: &str) -> Vec<String> {
        let (mut pull, mut out) = (Pull::new(xml), Vec::new());
        loop {
            match pull.next() {
                Ok(Some(Token::Open(tag))) => out.push(format!("<{} {}>", tag.name, tag.get("id").unwrap_or_default())),
                Ok(Some(Token::Close(name))) => out.push(format!("</{name}>")),
                Ok(Some(Token::Words(words, span))) => out.push(format!("{words}={}", span.of(xml))),
                Ok(None) => return out,
                Err(wrong) => {
                    out.push(format!("line {}: {}", wrong.line, wrong.reason));
                    return out;
                }
            }
        }
    }

    #[test]
    fn tags_and_words_with_their_places() {
        let xml = "\u{feff}<?xml version='1.0'?><x:a x:id='1&amp;2'>§ 2&#167;<!-- c --><b/>c</x:a>";
        assert_eq!(pieces(xml), ["<a 1&2>", "§ 2=§ 2", "§=&#167;", "<b >", "</b>", "c=c", "</a>"]);
    }

    #[test]
    fn what_could_hurt_is_refused_with_its_place() {
        let last = |xml: &str| pieces(xml).pop().unwrap_or_default();
        assert!(last("<!DOCTYPE a [<!ENTITY x \"x\">]><a>&x;</a>").contains("defines entities of its own"));
        assert_eq!(last(&"<a>\n".repeat(9999)), "line 514: elements nest more than 512 deep");
        assert_eq!(last("<a>\n<b>half"), "line 2: it ends inside <b>: the rest is missing");
        assert_eq!(last("<a>\n</b>"), "line 2: </b> ends <a>");
        assert_eq!(last("<a>&who;</a>"), "line 1: the entity &who; is not defined");
    }

    #[test]
    fn an_element_is_skipped_and_its_place_given() {
        let xml = "<a><b>in <c/>side</b>after</a>";
        let mut pull = Pull::new(xml);
        let (_, _) = (pull.next(), pull.next());
        assert_eq!(pull.skip().map(|span| span.of(xml)), Ok("in <c/>side"));
        assert!(matches!(pull.next(), Ok(Some(Token::Words(words, _))) if words == "after"));
    }
}
