//! `OpenDocument` texts, packed (`.odt`) or in one file (`.fodt`): the text as a reader sees it, with changes accepted.
//!
//! Notes stand behind the paragraph that their mark is in, text boxes behind theirs; comments are a document of their own.

mod styles;

use std::ops::ControlFlow;

use super::package::Package;
use crate::read::archive::malformed;
use crate::read::decode::{Charset, decode};
use crate::read::story::{Paragraph, Story};
use crate::read::stream::Stream;
use crate::read::xml::{Malformed, Pull, Tag, Token};
use crate::read::{Ask, Document, ReadError, Sink, headline, split};
use crate::text::Span;
use styles::{OUTLINE, Styles};

/// Boxes and notes within each other: deeper ones are left out.
const INNER: usize = 8;
/// The time is looked at once in so many tags.
const PACE: usize = 4096;

/// Reads a text, and the comments on it.
pub(in crate::read) fn read(stream: &mut Stream, ask: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let read = stream.whole(ask.options).and_then(|bytes| documents(&stream.path, bytes, ask));
    let (document, comments) = match read {
        Ok(read) => read,
        Err(error) => return sink(Err(error)),
    };
    match &ask.options.split_at {
        Some(separator) if !separator.trim().is_empty() => {
            split::posts(document, separator).into_iter().try_for_each(|post| sink(Ok(post)))?;
        }
        _ => sink(Ok(document))?,
    }
    comments.map_or(ControlFlow::Continue(()), |comments| sink(Ok(comments)))
}

fn documents(path: &str, bytes: Vec<u8>, ask: &Ask<'_>) -> Result<(Document, Option<Document>), ReadError> {
    let mut styles = Styles::default();
    let (content, part) = if bytes.starts_with(b"PK") {
        let mut package = Package::open(path, "ODT", &bytes, ask)?;
        if package.part("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
            return Err(malformed(path, "ODT", "it is locked by a password"));
        }
        if let Some(xml) = package.part("styles.xml")? {
            styles.read(&xml).map_err(|wrong| wrong.of(path, "ODT", "styles.xml"))?;
        }
        (package.needed("content.xml")?, "content.xml")
    } else {
        let decoded = decode(bytes, Charset::default(), 0);
        (decoded.ok_or_else(|| ReadError::Binary { path: path.to_owned() })?.text, "")
    };
    let wrong = |wrong: Malformed| wrong.of(path, "ODT", part);
    styles.read(&content).map_err(wrong)?;
    let mut walk = Walk::new(&content, path, ask, styles);
    let bare = content.strip_prefix('\u{feff}').unwrap_or(&content);
    walk.tokens(Span::new(content.len() - bare.len(), content.len())).map_err(|stop| stop.error(path, part))?;
    let (title, comments) = (walk.title.take(), std::mem::take(&mut walk.comments));
    let (text, places, _) = std::mem::take(&mut walk.story).finish();
    let mut apart = None;
    if !comments.is_empty() {
        let mut walk = Walk { inner: 1, ..Walk::new(&content, path, ask, Styles::default()) };
        for comment in comments {
            walk.story.paragraph(Paragraph::default());
            walk.tokens(comment).map_err(|stop| stop.error(path, part))?;
        }
        let (text, places, _) = std::mem::take(&mut walk.story).finish();
        apart = Some(Document { places, aside: true, ..Document::from_text(format!("{path}#comments"), text) });
    }
    let document = Document {
        title: title.or_else(|| headline::text_title(&text)),
        date: headline::text_date(&text),
        places,
        ..Document::from_text(path, text)
    };
    Ok((document, apart))
}

enum Pending {
    Note { mark: String, at: usize, content: Span },
    TextBox(Span),
}

struct Walk<'t> {
    xml: &'t str,
    path: &'t str,
    ask: &'t Ask<'t>,
    styles: Styles,
    story: Story,
    title: Option<String>,
    pending: Vec<Pending>,
    comments: Vec<Span>,
    /// How many notes and boxes the walk is in.
    inner: usize,
    steps: usize,
}

/// Where an item's number begins, where it says so.
#[derive(Clone, Copy)]
struct Start(Option<i64>);

/// Where the walk is.
#[derive(Default)]
struct At {
    /// How many paragraphs are open: one, or none.
    in_paragraph: bool,
    /// What the paragraph is, until its words come, with its number.
    paragraph: Option<(Paragraph, Option<String>)>,
    title: Option<usize>,
    is_title: bool,
    /// The lists that are open, with their names.
    lists: Vec<String>,
    /// Whether an item waits for its first paragraph, and where its number begins.
    item: Option<Start>,
    /// Of each open stretch whether it is hidden, and whether it is raised.
    spans: Vec<(bool, bool)>,
}

impl<'t> Walk<'t> {
    fn new(xml: &'t str, path: &'t str, ask: &'t Ask<'t>, styles: Styles) -> Self {
        Self {
            xml,
            path,
            ask,
            styles,
            story: Story::default(),
            title: None,
            pending: Vec::new(),
            comments: Vec::new(),
            inner: 0,
            steps: 0,
        }
    }

    fn tokens(&mut self, span: Span) -> Result<(), Stop> {
        let (mut pull, mut at) = (Pull::within(self.xml, span), At::default());
        while let Some(token) = pull.next().map_err(Stop::Wrong)? {
            self.steps += 1;
            if self.steps.is_multiple_of(PACE) {
                self.ask.in_time(self.path).map_err(Stop::Error)?;
            }
            match token {
                Token::Open(tag) => self.open(&mut pull, &tag, &mut at)?,
                Token::Close(name) => self.close(name, &mut at)?,
                Token::Words(words, _) => {
                    if at.in_paragraph && !at.spans.iter().any(|(hidden, _)| *hidden) {
                        if !words.trim_ascii().is_empty() {
                            self.begin(&mut at);
                        }
                        self.story.words(&words, None);
                    }
                }
            }
        }
        Ok(())
    }

    fn open(&mut self, pull: &mut Pull<'t>, tag: &Tag<'t>, at: &mut At) -> Result<(), Stop> {
        match tag.name {
            // Styles, what was deleted, patterns of indexes, what isn't shown.
            "font-face-decls" | "styles" | "automatic-styles" | "master-styles" | "meta" | "settings" | "scripts"
            | "tracked-changes" | "forms" | "ruby-text" | "hidden-text" | "desc" | "annotation-end" | "binary-data" => {
                pull.skip().map_err(Stop::Wrong)?;
            }
            name if name.ends_with("-source") || name == "math" => {
                pull.skip().map_err(Stop::Wrong)?;
            }
            "title" if !at.in_paragraph => {
                pull.skip().map_err(Stop::Wrong)?;
            }
            "annotation" => {
                let content = pull.skip().map_err(Stop::Wrong)?;
                if self.inner == 0 {
                    self.comments.push(content);
                }
            }
            // Who made a comment, and when.
            "creator" | "date" if self.inner > 0 && !at.in_paragraph => {
                let who = pull.words().map_err(Stop::Wrong)?;
                self.story.words(if tag.name == "date" { who.get(..10).unwrap_or(&who) } else { &who }, None);
                self.story.space();
            }
            "p" | "h" => self.paragraph(tag, at),
            "span" | "a" => {
                let look = self.styles.look(tag.get("style-name").as_deref());
                let (hidden, raised) = if tag.name == "span" { (look.hidden, look.raised) } else { (false, false) };
                if raised && !hidden && at.in_paragraph {
                    self.begin(at);
                    self.story.open_sup();
                }
                at.spans.push((hidden, raised));
            }
            "s" => self.story.space(),
            "tab" => self.story.tab(),
            "line-break" => self.story.line(),
            "soft-page-break" if self.inner == 0 => {
                let number = self.story.pages() + 1;
                self.story.page(number.to_string());
            }
            "list" => {
                let name = tag.get("style-name").or_else(|| at.lists.last().cloned()).unwrap_or_default();
                let goes_on =
                    tag.get("continue-numbering").as_deref() == Some("true") || tag.get("continue-list").is_some();
                if at.lists.is_empty() && !goes_on {
                    self.styles.restart(&name);
                }
                at.lists.push(name);
            }
            "list-item" => at.item = Some(Start(tag.number("start-value"))),
            "list-header" => at.item = None,
            "note" => self.note(pull, at)?,
            "text-box" => {
                let content = pull.skip().map_err(Stop::Wrong)?;
                self.pending.push(Pending::TextBox(content));
            }
            "table" => self.story.open_table(),
            "table-row" => self.story.row(),
            "table-cell" | "covered-table-cell" => self.story.cell(),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str, at: &mut At) -> Result<(), Stop> {
        match name {
            "p" | "h" => {
                at.in_paragraph = false;
                at.paragraph = None;
                at.spans.clear();
                if let Some(start) = at.title.take() {
                    self.title = Some(self.story.since(start)).filter(|title| !title.is_empty());
                }
                self.story.end_paragraph();
                if !self.story.in_table() {
                    self.flush()?;
                }
            }
            "span" | "a" => {
                if let Some((false, true)) = at.spans.pop() {
                    self.story.close_sup();
                }
            }
            "list" => drop(at.lists.pop()),
            "list-item" => at.item = None,
            "table" => {
                self.story.close_table();
                if !self.story.in_table() {
                    self.flush()?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn paragraph(&mut self, tag: &Tag<'_>, at: &mut At) {
        let look = self.styles.look(tag.get("style-name").as_deref());
        let heading = (tag.name == "h").then(|| tag.number("outline-level").unwrap_or(1).clamp(1, 9) as u8);
        let in_list = at.lists.last().cloned().zip(at.item.take());
        let number = match (in_list, heading) {
            (Some((list, Start(start))), _) => self.styles.next(&list, at.lists.len() - 1, start),
            (None, Some(level)) if tag.get("is-list-header").as_deref() != Some("true") && at.lists.is_empty() => {
                self.styles.next(OUTLINE, usize::from(level) - 1, None)
            }
            (None, _) => None,
        };
        let quoted = look.quoted && heading.is_none() && number.is_none() && at.lists.is_empty();
        at.is_title = look.title && self.title.is_none() && self.inner == 0;
        let heading = heading.or(at.is_title.then_some(1));
        at.paragraph = Some((Paragraph { heading, quoted, counted: self.inner == 0 }, number));
        at.in_paragraph = true;
        at.spans.clear();
        if look.hidden {
            at.spans.push((true, false));
        }
    }

    /// The paragraph's first words come.
    fn begin(&mut self, at: &mut At) {
        let Some((paragraph, number)) = at.paragraph.take() else { return };
        self.story.paragraph(paragraph);
        if at.is_title {
            at.title = Some(self.story.len());
        }
        if let Some(number) = number {
            self.story.insert(&number);
        }
    }

    /// A note where its mark stands.
    fn note(&mut self, pull: &mut Pull<'t>, at: &mut At) -> Result<(), Stop> {
        let (mut mark, mut content, mut depth) = (String::new(), None, 1_usize);
        while depth > 0 {
            match pull.next().map_err(Stop::Wrong)? {
                Some(Token::Open(tag)) if tag.name == "note-citation" => {
                    mark = tag.get("label").unwrap_or_default();
                    let words = pull.words().map_err(Stop::Wrong)?;
                    if mark.is_empty() {
                        mark = words;
                    }
                }
                Some(Token::Open(tag)) if tag.name == "note-body" => content = Some(pull.skip().map_err(Stop::Wrong)?),
                Some(Token::Open(_)) => depth += 1,
                Some(Token::Close(_)) => depth -= 1,
                Some(Token::Words(..)) => {}
                None => break,
            }
        }
        let hidden = at.spans.iter().any(|(hidden, _)| *hidden);
        if let Some(content) = content.filter(|_| self.inner == 0 && at.in_paragraph && !hidden) {
            self.begin(at);
            let at = self.story.mark(&mark);
            self.pending.push(Pending::Note { mark, at, content });
        }
        Ok(())
    }

    /// What waited for the end of its paragraph.
    fn flush(&mut self) -> Result<(), Stop> {
        for pending in std::mem::take(&mut self.pending) {
            if self.inner >= INNER {
                continue;
            }
            self.inner += 1;
            let read = match pending {
                Pending::TextBox(content) => self.tokens(content),
                Pending::Note { mark, at, content } => {
                    self.story.open_note(&mark, at);
                    let read = self.tokens(content);
                    self.story.close_note();
                    read
                }
            };
            self.inner -= 1;
            read?;
        }
        Ok(())
    }
}

/// Why the walk stops.
enum Stop {
    Wrong(Malformed),
    Error(ReadError),
}

impl Stop {
    fn error(self, path: &str, part: &str) -> ReadError {
        match self {
            Self::Wrong(wrong) => wrong.of(path, "ODT", part),
            Self::Error(error) => error,
        }
    }
}
