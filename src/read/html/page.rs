//! A page as it is read: the open elements, and what they do to the text.

use super::facts::Facts;
use super::feed::Attributes;
use super::regions::Regions;
use super::tag::Tag;
use crate::read::SourceMap;
use crate::read::layout::Layout;
use crate::text::Span;
use html5gum::State;

/// What is read of a page.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) text: String,
    pub(super) source: SourceMap,
    pub(super) title: Option<String>,
    pub(super) date: Option<String>,
}

#[derive(Debug, Default)]
pub(super) struct Page {
    layout: Layout,
    regions: Regions,
    facts: Facts,
    xml: bool,
    /// Whether a link is open that is a note's mark.
    note_mark: bool,
    /// The containers that are open. Inline tags aren't kept: their nesting is what pages get wrong.
    stack: Vec<Element>,
    /// How many of each are open.
    open: [u32; Tag::CONTAINERS],
    hidden: u32,
    /// How many open elements are each [`Part`].
    parts: [u32; 4],
    /// The text of the `<title>` that is open.
    title: Option<Vec<u8>>,
    heading_start: Option<usize>,
}

#[derive(Debug)]
struct Element {
    tag: Tag,
    part: Option<Part>,
    start: usize,
}

/// The part of a page that an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Main,
    Article,
    Noise,
    Form,
}

impl Page {
    pub(super) fn new(xml: bool) -> Self {
        Self { xml, ..Self::default() }
    }

    /// Text made from `source`.
    pub(super) fn text(&mut self, chunk: &[u8], source: Span) {
        if let Some(title) = &mut self.title {
            title.extend_from_slice(chunk);
        } else if self.hidden == 0 && chunk != b"\0" {
            self.layout.text(chunk, source);
        }
    }

    /// A start tag; the state that the tokenizer has to take for what follows.
    pub(super) fn open(&mut self, name: &[u8], attributes: &Attributes, self_closing: bool) -> Option<State> {
        let tag = Tag::of(name);
        let foreign = tag == Tag::Svg || self.is_open(Tag::Svg);
        let closed = self_closing && (self.xml || foreign);
        if tag.is_container() {
            self.push(tag, attributes);
            if closed {
                self.pop(Some(tag));
            }
        } else if self.hidden == 0 {
            self.mark(tag, attributes, closed);
        }
        if closed { None } else { state(name) }
    }

    pub(super) fn close(&mut self, name: &[u8]) {
        let tag = Tag::of(name);
        if tag.is_container() {
            while self.is_open(tag) && self.pop(Some(tag)) != Some(tag) {}
            return;
        }
        if self.hidden > 0 {
            return;
        }
        match tag {
            // A stray `</p>` or `</br>` is as good as a break.
            Tag::Block => self.layout.block(),
            Tag::Break => self.layout.line(),
            Tag::Heading => {
                self.layout.block();
                if let Some(start) = self.heading_start.take() {
                    self.facts.heading(self.layout.out.get(start..).unwrap_or_default());
                }
            }
            Tag::Quote => self.layout.insert("”"),
            Tag::Sup => self.layout.close_sup(),
            Tag::Link if std::mem::take(&mut self.note_mark) => self.layout.close_sup(),
            Tag::Title => {
                if let Some(title) = self.title.take() {
                    self.facts.page_title(&title);
                }
            }
            _ => {}
        }
    }

    pub(super) fn finish(mut self) -> Read {
        while self.pop(None).is_some() {}
        let Layout { out, map, .. } = self.layout;
        let (mut text, mut source) = (Vec::with_capacity(out.len() + 1), SourceMap::default());
        for span in self.regions.keep(out.len()) {
            let part = &out[span.start..span.end];
            let start = part.iter().take_while(|&&b| b == b'\n').count();
            let end = part.trim_ascii_end().len();
            if start < end {
                if !text.is_empty() {
                    text.push(b'\n');
                }
                source.append(Some(&map), Span::new(span.start + start, span.start + end), text.len());
                text.extend_from_slice(&part[start..end]);
                text.push(b'\n');
            }
        }
        // Parts begin and end at tags, never within a character.
        let text =
            String::from_utf8(text).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        let (title, date) = self.facts.title_and_date();
        Read { text, source, title, date }
    }

    /// A start tag that isn't a container's.
    fn mark(&mut self, tag: Tag, attributes: &Attributes, closed: bool) {
        let aside = self.is_part(Part::Noise);
        match tag {
            Tag::Block => self.layout.block(),
            Tag::Break => self.layout.line(),
            Tag::Cell => self.layout.cell(),
            Tag::Heading => {
                self.layout.block();
                self.heading_start = (!aside).then_some(self.layout.out.len());
            }
            // A note's mark, which books leave on the line.
            Tag::Link if !closed && is_note_mark(attributes) => {
                self.note_mark = true;
                self.layout.open_sup();
            }
            Tag::Meta => self.facts.meta(attributes),
            Tag::Quote if !closed => self.layout.insert("“"),
            Tag::Row => self.layout.row(),
            Tag::Sup if !closed => self.layout.open_sup(),
            Tag::Time => self.facts.time(attributes, aside),
            Tag::Title if !closed => self.title = Some(Vec::new()),
            _ => {}
        }
    }

    fn push(&mut self, tag: Tag, attributes: &Attributes) {
        self.open[tag as usize] += 1;
        let mut part = None;
        if tag.is_hidden() {
            self.hidden += 1;
        } else if self.hidden == 0 {
            part = self.part(tag, attributes);
            match tag {
                Tag::Blockquote => self.layout.open_quote(),
                Tag::Pre => self.layout.open_pre(),
                _ => self.layout.block(),
            }
        }
        if let Some(part) = part {
            self.parts[part as usize] += 1;
        }
        self.stack.push(Element { tag, part, start: self.layout.out.len() });
    }

    /// Ends the innermost element, `closing` being the end tag that is the reason.
    fn pop(&mut self, closing: Option<Tag>) -> Option<Tag> {
        let Element { tag, part, start } = self.stack.pop()?;
        self.open[tag as usize] -= 1;
        if tag.is_hidden() {
            self.hidden -= 1;
        } else if self.hidden == 0 {
            match tag {
                Tag::Blockquote => self.layout.close_quote(),
                Tag::Pre => self.layout.close_pre(),
                _ => self.layout.block(),
            }
        }
        if let Some(part) = part {
            self.parts[part as usize] -= 1;
            if !self.is_part(part) {
                let spans = match part {
                    Part::Main => &mut self.regions.mains,
                    Part::Article => &mut self.regions.articles,
                    Part::Noise if closing == Some(tag) => &mut self.regions.noise,
                    Part::Noise | Part::Form => &mut self.regions.suspects,
                };
                spans.push(Span::new(start, self.layout.out.len()));
            }
        }
        Some(tag)
    }

    /// The part of the page that an element opens, by its role or its name.
    fn part(&self, tag: Tag, attributes: &Attributes) -> Option<Part> {
        match attributes.get("role") {
            Some("main") => return Some(Part::Main),
            Some("article") => return Some(Part::Article),
            Some("navigation" | "search" | "complementary") => return Some(Part::Noise),
            Some("note" | "doc-footnote" | "doc-endnotes") => return None,
            _ => {}
        }
        match tag {
            Tag::Main => Some(Part::Main),
            Tag::Article => Some(Part::Article),
            Tag::Nav => Some(Part::Noise),
            Tag::Form => Some(Part::Form),
            Tag::Aside => {
                let footnote = attributes.get("class").is_some_and(|class| class.contains("footnote"));
                (!footnote).then_some(Part::Noise)
            }
            // The site's own, not those of a part of its text.
            Tag::Header | Tag::Footer => {
                let text =
                    [Tag::Main, Tag::Article, Tag::Section, Tag::Blockquote].iter().any(|&tag| self.is_open(tag));
                (!text && !self.is_part(Part::Main)).then_some(Part::Noise)
            }
            _ => None,
        }
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.open[tag as usize] > 0
    }

    fn is_part(&self, part: Part) -> bool {
        self.parts[part as usize] > 0
    }
}

/// Whether a link is the mark of a note.
fn is_note_mark(attributes: &Attributes) -> bool {
    attributes.get("epub:type") == Some("noteref") || attributes.get("role") == Some("doc-noteref")
}

/// How the tokenizer has to read what follows a start tag.
fn state(name: &[u8]) -> Option<State> {
    match name {
        b"script" => Some(State::ScriptData),
        b"style" | b"noscript" | b"iframe" | b"noembed" | b"noframes" | b"xmp" => Some(State::RawText),
        b"textarea" | b"title" => Some(State::RcData),
        _ => None,
    }
}
