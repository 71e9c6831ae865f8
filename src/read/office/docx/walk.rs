//! The walk through a Word document's XML, in the order in which its text is read.

use super::lists::{Lists, Properties};
use super::parts::{Held, Notes, Parts};
use crate::read::story::{Paragraph, Story, roman};
use crate::read::xml::{Malformed, Pull, Tag, Token};
use crate::read::{Ask, ReadError};
use crate::text::Span;

/// Boxes within boxes: deeper ones are left out.
const BOXES: usize = 8;
/// A paragraph that stands so far in from both sides, in twentieths of a point, is a block quotation.
const INDENT: i64 = 400;
/// The time is looked at once in so many tags.
const PACE: usize = 4096;

/// What waits for the end of its paragraph.
enum Pending {
    Footnote { id: String, mark: String, at: usize },
    Endnote { id: String, mark: String, at: usize },
    TextBox(Span),
}

/// A part that is walked.
#[derive(Clone, Copy)]
struct Part<'p> {
    name: &'p str,
    xml: &'p str,
    /// Whether its places are asked for, and its paragraphs counted.
    main: bool,
}

/// A stretch of text with properties of its own.
#[derive(Clone, Copy, Default)]
struct Run {
    hidden: bool,
    raised: bool,
}

/// A field: `{ REF a \h }`, shown by its result.
#[derive(Clone, Copy)]
struct Field {
    shown: bool,
}

/// The walk.
pub(super) struct Walk<'p> {
    parts: &'p Parts,
    path: &'p str,
    ask: &'p Ask<'p>,
    lists: Lists,
    pub(super) story: Story,
    pub(super) title: Option<String>,
    pending: Vec<Pending>,
    footnotes: usize,
    endnotes: i64,
    boxes: usize,
    steps: usize,
}

impl<'p> Walk<'p> {
    pub(super) fn new(parts: &'p Parts, path: &'p str, ask: &'p Ask<'p>) -> Self {
        Self {
            parts,
            path,
            ask,
            lists: Lists::default(),
            story: Story::default(),
            title: None,
            pending: Vec::new(),
            footnotes: 0,
            endnotes: 0,
            boxes: 0,
            steps: 0,
        }
    }

    pub(super) fn of_comments(parts: &'p Parts, path: &'p str, ask: &'p Ask<'p>) -> Self {
        Self::new(parts, path, ask)
    }

    /// The main part.
    pub(super) fn body(&mut self) -> Result<(), ReadError> {
        self.lists = self.parts.lists(self.path)?;
        let main = Part { name: &self.parts.main_name, xml: &self.parts.main, main: true };
        let bare = main.xml.strip_prefix('\u{feff}').unwrap_or(main.xml);
        self.part(main, Span::new(main.xml.len() - bare.len(), main.xml.len()))
    }

    /// A comment, under its author's name.
    pub(super) fn comment(&mut self, comment: &Held) -> Result<(), ReadError> {
        self.story.paragraph(Paragraph::default());
        let day = comment.date.get(..10).unwrap_or_default();
        let head = if day.is_empty() { comment.author.clone() } else { format!("{}, {day}", comment.author) };
        self.story.words(&head, None);
        self.note_part(&self.parts.comments, comment.content)
    }

    fn note_part(&mut self, notes: &'p Notes, content: Span) -> Result<(), ReadError> {
        self.part(Part { name: &notes.name, xml: &notes.xml, main: false }, content)
    }

    fn part(&mut self, part: Part<'p>, span: Span) -> Result<(), ReadError> {
        match self.tokens(part, span) {
            Ok(()) => Ok(()),
            Err(Stop::Wrong(wrong)) => Err(wrong.of(self.path, "DOCX", part.name)),
            Err(Stop::Error(error)) => Err(error),
        }
    }

    fn tokens(&mut self, part: Part<'p>, span: Span) -> Result<(), Stop> {
        let mut pull = Pull::within(part.xml, span);
        let mut at = At::default();
        while let Some(token) = pull.next()? {
            self.steps += 1;
            if self.steps.is_multiple_of(PACE) {
                self.ask.in_time(self.path)?;
            }
            match token {
                Token::Open(tag) => self.open(&mut pull, part, &tag, &mut at)?,
                Token::Close(name) => self.close(part, name, &mut at)?,
                Token::Words(words, span) => {
                    if at.in_text && at.muted == 0 && !at.run.hidden && at.fields.iter().all(|field| field.shown) {
                        self.begin(&mut at, part);
                        self.story.words(&words, part.main.then_some(span));
                    }
                }
            }
        }
        Ok(())
    }

    fn open(&mut self, pull: &mut Pull<'p>, part: Part<'p>, tag: &Tag<'p>, at: &mut At) -> Result<(), Stop> {
        match tag.name {
            // What was deleted, moved away or is only an older reader's; what says how and not what.
            "del" | "moveFrom" | "Fallback" | "sectPr" | "tblPr" | "tblGrid" | "tcPr" | "sdtPr" | "rt" | "altChunk" => {
                pull.skip()?;
            }
            "p" => {
                at.paragraph = Some(Properties::default());
                at.in_paragraph = true;
            }
            "pPr" => at.paragraph = Some(Properties::read(pull)?),
            "r" => {
                at.run = Run::default();
            }
            "rPr" => at.run = run(pull)?,
            "t" => {
                at.in_text = true;
                if at.run.raised && at.in_paragraph {
                    self.begin(at, part);
                    self.story.open_sup();
                }
            }
            "tab" | "ptab" => self.story.tab(),
            "br" if tag.get("type").as_deref() == Some("page") => self.story.space(),
            "br" | "cr" => self.story.line(),
            "lastRenderedPageBreak" if part.main && at.muted == 0 => {
                let number = self.story.pages() + 1;
                self.story.page(number.to_string());
            }
            "noBreakHyphen" => self.sign("-", at, part),
            "sym" => {
                if let Some(c) = symbol(tag) {
                    self.sign(&c.to_string(), at, part);
                }
            }
            "fldChar" => match tag.get("fldCharType").as_deref() {
                Some("begin") => at.fields.push(Field { shown: false }),
                Some("separate") => {
                    if let Some(field) = at.fields.last_mut() {
                        field.shown = true;
                    }
                }
                _ => drop(at.fields.pop()),
            },
            "footnoteReference" | "endnoteReference" => self.reference(part, tag, at),
            "txbxContent" => self.pending.push(Pending::TextBox(pull.skip()?)),
            "tbl" => self.story.open_table(),
            "tr" => self.story.row(),
            // A row that is deleted, up to its end.
            "trPr" => at.muted = usize::from(has(pull, "del")?),
            "tc" => self.story.cell(),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, part: Part<'p>, name: &str, at: &mut At) -> Result<(), Stop> {
        match name {
            "t" => {
                at.in_text = false;
                if at.run.raised {
                    self.story.close_sup();
                }
            }
            "tr" => at.muted = 0,
            "p" => {
                let joined = match at.paragraph.take() {
                    // An empty paragraph of a list counts.
                    Some(own) => {
                        let (all, role) = self.parts.styles.whole(&own);
                        self.lists.next(all.numbered, own.style.as_deref().or(role.list_of.as_deref()));
                        own.joined
                    }
                    None => at.joined,
                };
                if let Some(start) = at.title.take() {
                    self.title = Some(self.story.since(start)).filter(|title| !title.is_empty());
                }
                at.in_paragraph = false;
                // An instruction that doesn't end is no reason to hide the rest.
                at.fields.retain(|field| field.shown);
                if joined {
                    self.story.join();
                } else {
                    self.story.end_paragraph();
                    if !self.story.in_table() {
                        self.flush(part)?;
                    }
                }
            }
            "tbl" => {
                self.story.close_table();
                if !self.story.in_table() {
                    self.flush(part)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// A sign that an element stands for.
    fn sign(&mut self, sign: &str, at: &mut At, part: Part<'p>) {
        if at.muted == 0 && !at.run.hidden && at.fields.iter().all(|field| field.shown) {
            self.begin(at, part);
            self.story.insert(sign);
        }
    }

    /// The paragraph's first words come: it begins, with its number.
    fn begin(&mut self, at: &mut At, part: Part<'p>) {
        let Some(own) = at.paragraph.take() else { return };
        at.joined = own.joined;
        let (all, role) = self.parts.styles.whole(&own);
        let number = self.lists.next(all.numbered, own.style.as_deref().or(role.list_of.as_deref()));
        let indented = all.left.is_some_and(|left| left >= INDENT) && all.right.is_some_and(|right| right >= INDENT);
        let outline = all.outline.filter(|level| *level < 9).map(|level| level + 1);
        let heading = role.heading.or(outline).or(role.title.then_some(1));
        let quoted = (role.quoted || indented) && number.is_none() && heading.is_none();
        self.story.paragraph(Paragraph { heading, quoted, counted: part.main && self.boxes == 0 });
        if role.title && part.main && self.title.is_none() {
            at.title = Some(self.story.len());
        }
        if let Some(number) = number {
            self.story.insert(&number);
        }
    }

    fn reference(&mut self, part: Part<'p>, tag: &Tag<'p>, at: &mut At) {
        if at.muted > 0 || at.run.hidden || !part.main || self.boxes > 0 {
            return;
        }
        let id = tag.get("id").unwrap_or_default();
        let own_mark = tag.get("customMarkFollows").is_some_and(|on| on != "0" && on != "false");
        let foot = tag.name == "footnoteReference";
        let notes = if foot { &self.parts.footnotes } else { &self.parts.endnotes };
        if notes.get(&id).is_none() {
            return;
        }
        self.begin(at, part);
        let mark = if own_mark {
            "*".to_owned()
        } else if foot {
            self.footnotes += 1;
            self.footnotes.to_string()
        } else {
            self.endnotes += 1;
            roman(self.endnotes)
        };
        let place = if own_mark { self.story.len() } else { self.story.mark(&mark) };
        self.pending.push(if foot {
            Pending::Footnote { id, mark, at: place }
        } else {
            Pending::Endnote { id, mark, at: place }
        });
    }

    /// What waited for the end of its paragraph: boxes, then notes.
    fn flush(&mut self, part: Part<'p>) -> Result<(), Stop> {
        if self.boxes > 0 || !part.main {
            // Boxes of a note or a box are read with it.
            let boxes: Vec<Pending> = std::mem::take(&mut self.pending);
            for pending in boxes {
                match pending {
                    Pending::TextBox(span) if self.boxes < BOXES => self.text_box(part, span)?,
                    Pending::TextBox(_) => {}
                    note => self.pending.push(note),
                }
            }
            return Ok(());
        }
        for pending in std::mem::take(&mut self.pending) {
            let (notes, id, mark, at) = match pending {
                Pending::TextBox(span) => {
                    self.text_box(part, span)?;
                    continue;
                }
                Pending::Footnote { id, mark, at } => (&self.parts.footnotes, id, mark, at),
                Pending::Endnote { id, mark, at } => (&self.parts.endnotes, id, mark, at),
            };
            let Some(held) = notes.get(&id) else { continue };
            self.story.open_note(&mark, at);
            let lists = std::mem::take(&mut self.lists);
            let read = self.note_part(notes, held.content);
            self.lists = lists;
            self.story.close_note();
            read?;
        }
        Ok(())
    }

    fn text_box(&mut self, part: Part<'p>, span: Span) -> Result<(), Stop> {
        self.boxes += 1;
        let read = self.tokens(part, span);
        self.boxes -= 1;
        read
    }
}

/// Where in a part the walk is.
#[derive(Default)]
struct At {
    /// What is said of the paragraph, until its words come.
    paragraph: Option<Properties>,
    in_paragraph: bool,
    joined: bool,
    in_text: bool,
    run: Run,
    fields: Vec<Field>,
    muted: usize,
    /// Where a title began.
    title: Option<usize>,
}

/// Why the walk stops.
enum Stop {
    Wrong(Malformed),
    Error(ReadError),
}

impl From<Malformed> for Stop {
    fn from(wrong: Malformed) -> Self {
        Self::Wrong(wrong)
    }
}

impl From<ReadError> for Stop {
    fn from(error: ReadError) -> Self {
        Self::Error(error)
    }
}

/// The properties of a stretch of text, whose start tag was given last.
fn run(pull: &mut Pull<'_>) -> Result<Run, Malformed> {
    let (mut out, mut depth) = (Run::default(), 1_usize);
    while depth > 0 {
        match pull.next()? {
            Some(Token::Open(tag)) if tag.name == "rPrChange" => {
                pull.skip()?;
            }
            Some(Token::Open(tag)) => {
                depth += 1;
                match tag.name {
                    "vanish" => out.hidden = tag.is_on(),
                    "vertAlign" => out.raised = tag.get("val").as_deref() == Some("superscript"),
                    _ => {}
                }
            }
            Some(Token::Close(_)) => depth -= 1,
            Some(Token::Words(..)) => {}
            None => break,
        }
    }
    Ok(out)
}

/// Whether the element whose start tag was given last holds one of a name.
fn has(pull: &mut Pull<'_>, name: &str) -> Result<bool, Malformed> {
    let (mut found, mut depth) = (false, 1_usize);
    while depth > 0 {
        match pull.next()? {
            Some(Token::Open(tag)) => {
                depth += 1;
                found |= tag.name == name;
            }
            Some(Token::Close(_)) => depth -= 1,
            Some(Token::Words(..)) => {}
            None => break,
        }
    }
    Ok(found)
}

/// A sign by its code in a font.
fn symbol(tag: &Tag<'_>) -> Option<char> {
    let code = u32::from_str_radix(&tag.get("char")?, 16).ok()?;
    let font = tag.get("font").unwrap_or_default().to_lowercase();
    let signs = font.contains("dings") || font == "symbol" || font.contains("webdings");
    let code = if (0xf000..0xf100).contains(&code) { code - 0xf000 } else { code };
    match (font.as_str(), code) {
        ("symbol", 0xd2) => Some('®'),
        ("symbol", 0xd3) => Some('©'),
        ("symbol", 0xd4) => Some('™'),
        ("symbol", 0xb0) => Some('°'),
        ("symbol", 0xb2) => Some('″'),
        ("symbol", 0xa2) => Some('′'),
        ("symbol", 0x2d) => Some('−'),
        _ if signs && code > 0x7f => Some('•'),
        _ if font.contains("dings") => Some('•'),
        _ => char::from_u32(code).filter(|c| !c.is_control()),
    }
}
