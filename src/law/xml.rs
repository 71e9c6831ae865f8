//! XML, read so that no file can hurt: no entities of its own, no bottomless nesting, no truncated tail.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// How deep elements may nest. The deepest official text stands below 40.
const DEPTH: usize = 256;

/// An element with what is in it, in order.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// The name without its prefix.
    pub name: String,
    /// Attributes by their names without prefix.
    attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

/// What an element holds.
#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An attribute's value.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The elements directly in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|c| if let Node::Element(e) = c { Some(e) } else { None })
    }

    /// The first element of one of these names directly in it.
    pub(super) fn child(&self, names: &[&str]) -> Option<&Self> {
        self.elements().find(|e| names.contains(&e.name.as_str()))
    }

    /// The first element of one of these names anywhere in it, itself included.
    pub(super) fn find(&self, names: &[&str]) -> Option<&Self> {
        if names.contains(&self.name.as_str()) {
            return Some(self);
        }
        self.elements().find_map(|e| e.find(names))
    }

    /// Calls `visit` for every element of one of these names, the outermost only.
    pub(super) fn each<'e>(&'e self, names: &[&str], visit: &mut dyn FnMut(&'e Self)) {
        if names.contains(&self.name.as_str()) {
            return visit(self);
        }
        for element in self.elements() {
            element.each(names, visit);
        }
    }

    /// All text in it, white space folded to single spaces.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        self.collect(&mut out);
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn collect(&self, out: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.collect(out),
            }
        }
    }
}

/// Why a file is no XML that can be read, and on which line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    pub line: usize,
    pub reason: String,
}

/// Reads a document into its root element.
///
/// # Errors
///
/// What is wrong with it, and where.
pub(super) fn read(bytes: &[u8]) -> Result<Element, Malformed> {
    let at = |offset: usize, reason: String| {
        let line = 1 + memchr::memchr_iter(b'\n', &bytes[..offset.min(bytes.len())]).count();
        Malformed { line, reason }
    };
    let text = std::str::from_utf8(bytes).map_err(|e| at(e.valid_up_to(), "it is not UTF-8".to_owned()))?;
    let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut open = vec![Element::default()];
    loop {
        let offset = reader.buffer_position() as usize;
        match reader.read_event() {
            Err(error) => return Err(at(reader.error_position() as usize, error.to_string())),
            Ok(Event::Start(start)) => {
                if open.len() > DEPTH {
                    return Err(at(offset, format!("elements nest more than {DEPTH} deep")));
                }
                open.push(element(&start));
            }
            Ok(Event::Empty(start)) => add(&mut open, Node::Element(element(&start))),
            Ok(Event::End(_)) => {
                if let Some(done) = open.pop()
                    && !open.is_empty()
                {
                    add(&mut open, Node::Element(done));
                }
            }
            Ok(Event::Text(words)) => push(&mut open, &words.xml10_content()),
            Ok(Event::CData(words)) => push(&mut open, &words.xml10_content()),
            Ok(Event::GeneralRef(entity)) => {
                let named = |name: &str| {
                    quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned).or_else(|| latin(name))
                };
                let words = match entity.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    Ok(None) => named(&entity.xml10_content()),
                    Err(error) => return Err(at(offset, error.to_string())),
                };
                match words {
                    Some(words) => push(&mut open, &words),
                    None => {
                        return Err(at(offset, format!("the entity &{}; is not defined", entity.xml10_content())));
                    }
                }
            }
            Ok(Event::DocType(kind)) => {
                if kind.xml10_content().contains("<!ENTITY") {
                    let reason = "it defines entities of its own, which are not expanded; expand them first";
                    return Err(at(offset, reason.to_owned()));
                }
            }
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
            Ok(Event::Eof) => break,
        }
    }
    if let [_, .., last] = open.as_slice() {
        return Err(at(bytes.len(), format!("it ends inside <{}>: the rest is missing", last.name)));
    }
    let mut root = open.pop().unwrap_or_default();
    let first = root.children.iter().position(|c| matches!(c, Node::Element(_)));
    match first.map(|i| root.children.swap_remove(i)) {
        Some(Node::Element(element)) => Ok(element),
        _ => Err(at(0, "there is no element in it".to_owned())),
    }
}

fn add(open: &mut [Element], node: Node) {
    if let Some(last) = open.last_mut() {
        last.children.push(node);
    }
}

fn push(open: &mut [Element], words: &str) {
    let Some(last) = open.last_mut() else { return };
    match last.children.last_mut() {
        Some(Node::Text(text)) => text.push_str(words),
        _ => last.children.push(Node::Text(words.to_owned())),
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let local = |name: &str| name.rsplit(':').next().unwrap_or(name).to_owned();
    let mut raw = start.html_attributes();
    let attributes = raw.with_checks(false).flatten().map(|a| {
        let value =
            quick_xml::escape::unescape(&a.value).map_or_else(|_| a.value.to_string(), std::borrow::Cow::into_owned);
        (local(a.key.as_ref()), value)
    });
    Element { name: local(start.name().as_ref()), attributes: attributes.collect(), children: Vec::new() }
}

/// Named characters that law publishers' schemas define.
fn latin(name: &str) -> Option<String> {
    let c = match name {
        "nbsp" => '\u{a0}',
        "sect" => '§',
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
        _ => return None,
    };
    Some(c.to_string())
}

#[cfg(test)]
mod tests {
    use super::read;

    fn refusal(xml: &str) -> String {
        read(xml.as_bytes()).err().map_or_else(String::new, |e| format!("line {}: {}", e.line, e.reason))
    }

    #[test]
    fn what_could_hurt_is_refused_with_its_place() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"xxxx\"><!ENTITY y \"&x;&x;\">]>\n<a>&y;</a>";
        assert_eq!(refusal(bomb), "line 1: it defines entities of its own, which are not expanded; expand them first");
        let deep = "<a>\n".repeat(100_000);
        assert_eq!(refusal(&deep), "line 257: elements nest more than 256 deep");
        assert_eq!(refusal("<law>\n<section>half"), "line 2: it ends inside <section>: the rest is missing");
        assert_eq!(refusal("<law>&who;</law>"), "line 1: the entity &who; is not defined");
        assert_eq!(refusal("nothing"), "line 1: there is no element in it");
    }

    #[test]
    fn text_attributes_and_characters_are_read() {
        let law = read("<x:law id='a&amp;b'><p>§&#160;2 &amp; more&mdash;</p>\n<p/></x:law>".as_bytes())
            .unwrap_or_else(|e| panic!("{}", e.reason));
        assert_eq!((law.name.as_str(), law.get("id")), ("law", Some("a&b")));
        assert_eq!(law.text(), "§ 2 & more—");
    }
}
