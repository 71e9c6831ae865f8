//! Legislation in the XML of its publishers, as a document: every number and mark at the beginning of its line, words of
//! other laws as block quotations, notes behind the paragraphs that they belong to.

mod markup;

use std::ops::ControlFlow;

use super::decode::{Charset, decode};
use super::story::{Paragraph, Story};
use super::stream::Stream;
use super::xml::{Malformed, Pull, Tag, Token};
use super::{Ask, Document, ReadError, Sink, headline, html, page};
use crate::text::Span;
use markup::{MARKUPS, Markup};

/// The time is looked at once in so many tags.
const PACE: usize = 8192;
/// A title of more characters is none.
const TITLE: usize = 300;

/// Reads a document.
pub(super) fn read(stream: &mut Stream, ask: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let (root, named) = (root(&stream.head), ask.named);
    let known = root.is_some_and(|root| root == "html" || markup(root).is_some());
    if known || named {
        return page(stream, ask, sink, document);
    }
    // XML of another kind, found in a folder or an archive, is no document.
    ControlFlow::Continue(())
}

fn document(path: &str, bytes: Vec<u8>, ask: &Ask<'_>) -> Result<Document, ReadError> {
    let Some(root) = root(&bytes).map(str::to_owned) else {
        let reason = "there is no element in it".to_owned();
        return Err(ReadError::Malformed { path: path.to_owned(), format: "XML", place: String::new(), reason });
    };
    if root == "html" {
        return html::document(path, bytes, true, ask.encoding());
    }
    let Some(markup) = markup(&root) else {
        return Err(ReadError::Unsupported {
            path: path.to_owned(),
            what: "XML of no markup of legislation that is known",
            advice: "convert it to text, HTML or JSONL",
        });
    };
    let declared = html::declared_charset(&bytes);
    let decoded = decode(bytes, Charset { said: ask.encoding(), declared: declared.as_deref() }, 0);
    let decoded = decoded.ok_or_else(|| ReadError::Binary { path: path.to_owned() })?;
    let walk = Walk { markup, path, ask, story: Story::default(), title: None, notes: Vec::new(), number: 0, inner: 0 };
    let (title, story) = walk.read(&decoded.text)?;
    let (text, places, map) = story.finish();
    let source = match &decoded.source {
        Some(inner) => map.through(inner),
        None => map,
    };
    Ok(Document {
        title: title.or_else(|| headline::text_title(&text)),
        date: headline::text_date(&text),
        source: Some(source),
        places,
        notice: decoded.notice,
        ..Document::from_text(path, text)
    })
}

/// The name of the first element, without its prefix.
fn root(head: &[u8]) -> Option<&str> {
    let mut rest = head;
    loop {
        let at = memchr::memchr(b'<', rest)? + 1;
        rest = &rest[at..];
        match rest.first()? {
            b'?' => {}
            b'!' if rest.starts_with(b"!--") => rest = &rest[memchr::memmem::find(rest, b"-->")?..],
            b'!' => rest = &rest[memchr::memchr(b'>', rest)?..],
            _ => break,
        }
    }
    let end = rest.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))?;
    let name = std::str::from_utf8(&rest[..end]).ok()?;
    Some(name.rsplit(':').next().unwrap_or(name))
}

fn markup(root: &str) -> Option<&'static Markup> {
    MARKUPS.iter().find(|markup| markup.roots.contains(&root))
}

struct Walk<'t> {
    markup: &'static Markup,
    path: &'t str,
    ask: &'t Ask<'t>,
    story: Story,
    /// The title, and how good the element is that it is of.
    title: Option<(usize, String)>,
    /// Notes that wait for their paragraph's end: mark, place of the mark, content.
    notes: Vec<(String, usize, Span)>,
    number: usize,
    /// Whether the walk is in a note.
    inner: usize,
}

/// What an element that is open has done.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing that an element does")]
struct Open {
    block: bool,
    number: bool,
    heading: bool,
    quoted: bool,
    raised: bool,
    table: bool,
    bracketed: bool,
    spaced: bool,
}

/// Where the walk is.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of where the walk is")]
struct At {
    open: Vec<Open>,
    /// A paragraph is owed.
    due: bool,
    /// What comes next stays on this line.
    glued: bool,
    /// How deep in words of another law.
    quoted: usize,
    /// The number that was read last, while its heading may follow.
    number: String,
    in_number: bool,
    heading: bool,
    bracketed: bool,
}

impl Walk<'_> {
    fn read(mut self, xml: &str) -> Result<(Option<String>, Story), ReadError> {
        let bare = xml.strip_prefix('\u{feff}').unwrap_or(xml);
        self.tokens(xml, Span::new(xml.len() - bare.len(), xml.len()))?;
        self.flush(xml)?;
        Ok((self.title.map(|(_, title)| title), self.story))
    }

    fn wrong(&self) -> impl Fn(Malformed) -> ReadError + '_ {
        |wrong| wrong.of(self.path, "XML", "")
    }

    fn tokens(&mut self, xml: &str, span: Span) -> Result<(), ReadError> {
        let (mut pull, mut at, mut steps) = (Pull::within(xml, span), At { due: self.inner == 0, ..At::default() }, 0);
        while let Some(token) = pull.next().map_err(self.wrong())? {
            steps += 1;
            if steps % PACE == 0 {
                self.ask.in_time(self.path)?;
            }
            match token {
                Token::Open(tag) => self.open(xml, &mut pull, &tag, &mut at)?,
                Token::Close(_) => self.close(&mut at),
                Token::Words(words, span) => self.words(xml, &words, span, &mut at)?,
            }
        }
        Ok(())
    }

    fn open(&mut self, xml: &str, pull: &mut Pull<'_>, tag: &Tag<'_>, at: &mut At) -> Result<(), ReadError> {
        let markup = self.markup;
        let name = tag.name;
        self.see_title(xml, tag);
        if let Some((page, number)) = markup.page
            && page == name
            && self.inner == 0
        {
            let number = tag.get(number).filter(|n| !n.is_empty());
            self.story.page(number.unwrap_or_else(|| "?".to_owned()));
        }
        if markup.skipped.contains(&name) {
            let span = pull.skip().map_err(self.wrong())?;
            if name.eq_ignore_ascii_case("meta") || name == "Metadata" {
                let mut pull = Pull::within(xml, span);
                while let Ok(Some(token)) = pull.next() {
                    if let Token::Open(tag) = token {
                        self.see_title(xml, &tag);
                    }
                }
            }
            return Ok(());
        }
        if markup.notes.contains(&name) && self.inner == 0 {
            self.note(xml, tag, pull, at)?;
            return Ok(());
        }
        let mut open = Open {
            block: markup.blocks.contains(&name),
            number: markup.numbers.contains(&name),
            heading: markup.headings.contains(&name),
            quoted: markup.quoted.contains(&name),
            raised: markup.raised.contains(&name),
            table: markup.tables.contains(&name),
            bracketed: markup.bracketed.contains(&name),
            spaced: markup.spaced.contains(&name),
        };
        if (open.block || open.quoted || open.heading) && !at.glued {
            at.due = true;
        }
        if open.quoted {
            at.quoted += 1;
            // Words put in begin a line, whatever stands before them.
            (at.due, at.glued) = (true, false);
        }
        if open.table && self.inner == 0 {
            self.begin(at);
            self.story.open_table();
        } else {
            open.table = false;
        }
        if self.story.in_table() && markup.rows.contains(&name) {
            self.story.row();
        }
        if self.story.in_table() && markup.cells.contains(&name) {
            self.story.cell();
            at.due = true;
        }
        at.heading |= open.heading;
        if open.number {
            at.in_number = true;
            at.number.clear();
            if !at.glued {
                at.due = true;
            }
            let above = at.open.iter().rev().find(|open| open.block);
            at.bracketed = above.is_some_and(|above| above.bracketed);
        }
        if open.raised {
            self.begin(at);
            self.story.open_sup();
        }
        at.open.push(open);
        Ok(())
    }

    fn close(&mut self, at: &mut At) {
        let Some(open) = at.open.pop() else { return };
        if open.raised {
            self.story.close_sup();
        }
        if open.number {
            at.in_number = false;
            if !at.number.is_empty() {
                if at.bracketed && !at.number.starts_with('(') {
                    self.story.insert(")");
                }
                self.story.space();
                at.glued = true;
            }
            at.bracketed = false;
        } else if open.heading {
            at.heading = false;
            // `(a) In general.—` goes on; `Sec. 2. Findings.` stands alone.
            let mark = at.number.trim_start_matches(['“', '"', '‘']).starts_with('(') && !at.glued;
            if mark && !self.markup.behind_heading.is_empty() {
                self.story.insert(self.markup.behind_heading);
            }
            let goes_on = mark && self.story.last().is_some_and(|c| matches!(c, '—' | '–' | '-' | '.' | ':'));
            (at.glued, at.due) = (goes_on, !goes_on);
        } else if open.block && !at.glued {
            at.due = true;
        }
        if open.spaced {
            self.story.space();
        }
        if open.quoted {
            at.quoted = at.quoted.saturating_sub(1);
            (at.due, at.glued) = (true, false);
        }
        if open.table {
            self.story.close_table();
            at.due = true;
        }
    }

    fn words(&mut self, xml: &str, words: &str, span: Span, at: &mut At) -> Result<(), ReadError> {
        if words.trim_ascii().is_empty() {
            if !at.due {
                self.story.words(words, None);
            }
            return Ok(());
        }
        if at.due && !self.notes.is_empty() && !self.story.in_table() {
            self.flush(xml)?;
        }
        let begins = at.due;
        self.begin(at);
        if at.in_number {
            if at.number.is_empty() {
                if at.bracketed && !words.trim_start().starts_with('(') {
                    self.story.insert("(");
                }
                let section = at.open.len() >= 2
                    && !self.markup.before_section.is_empty()
                    && words.trim_start().starts_with(|c: char| c.is_ascii_digit());
                if section && begins {
                    self.story.insert(self.markup.before_section);
                }
            }
            at.number.push_str(words.trim());
        } else if !at.heading {
            at.number.clear();
        }
        at.glued = false;
        let (mut words, mut span) = (words, span);
        if begins {
            let bare = words.trim_start();
            if words.len() == span.len() {
                span.start += words.len() - bare.len();
            }
            words = bare;
        }
        // A soft hyphen only says where a line may break.
        if words.contains('\u{ad}') {
            self.story.words(&words.replace('\u{ad}', ""), Some(span));
        } else {
            self.story.words(words, Some(span));
        }
        Ok(())
    }

    /// A paragraph that is owed begins.
    fn begin(&mut self, at: &mut At) {
        if std::mem::take(&mut at.due) {
            let heading = at.heading.then_some(1).filter(|_| at.quoted == 0);
            self.story.paragraph(Paragraph { heading, quoted: at.quoted > 0, counted: self.inner == 0 });
        }
    }

    /// A note where its mark stands; or of its own, where the mark stood before.
    fn note(&mut self, xml: &str, tag: &Tag<'_>, pull: &mut Pull<'_>, at: &mut At) -> Result<(), ReadError> {
        let mark = ["marker", "num", "label"].iter().find_map(|name| tag.get(name)).filter(|mark| mark.len() < 6);
        let mut content = pull.skip().map_err(self.wrong())?;
        self.number += 1;
        // `<footnote><num>1</num>…`: its mark is its first element.
        let mut inside = Pull::within(xml, content);
        let mut mark = mark;
        if let Ok(Some(Token::Open(first))) = inside.next()
            && (self.markup.numbers.contains(&first.name) || first.name == "label")
            && let Ok(words) = inside.words()
        {
            content.start = inside.at();
            mark = Some(words).filter(|words| !words.is_empty() && words.len() < 6).or(mark);
        }
        // Notes that stand behind their paragraph have their mark in them.
        let own = at.due || self.markup.page.is_some();
        if own {
            self.notes.push((String::new(), self.story.len(), content));
        } else {
            let mark = mark.unwrap_or_else(|| self.number.to_string());
            let at = self.story.mark(&mark);
            self.notes.push((mark, at, content));
        }
        Ok(())
    }

    fn flush(&mut self, xml: &str) -> Result<(), ReadError> {
        for (mark, at, content) in std::mem::take(&mut self.notes) {
            if mark.is_empty() {
                self.story.open_unmarked_note(at);
            } else {
                self.story.open_note(&mark, at);
            }
            self.inner += 1;
            let read = self.tokens(xml, content);
            self.inner -= 1;
            self.story.close_note();
            read?;
        }
        Ok(())
    }

    /// Keeps the words of an element that holds a title.
    fn see_title(&mut self, xml: &str, tag: &Tag<'_>) {
        let full = xml.get(tag.at + 1..tag.end).unwrap_or_default();
        let is = |title: &str| match title.split_once(':') {
            Some((prefix, name)) => tag.name == name && full.starts_with(prefix),
            None => tag.name == title && !full.starts_with("dc:"),
        };
        let Some(rank) = self.markup.titles.iter().position(|title| is(title)) else { return };
        if self.title.as_ref().is_some_and(|(best, _)| *best <= rank) {
            return;
        }
        let rest = xml.get(tag.end..).unwrap_or_default();
        let close = format!(
            "</{}",
            full.split(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').next().unwrap_or_default()
        );
        let Some(inner) =
            memchr::memmem::find(rest.as_bytes().get(..rest.len().min(4000)).unwrap_or_default(), close.as_bytes())
        else {
            return;
        };
        let mut pull = Pull::within(xml, Span::new(tag.end, tag.end + inner));
        let mut words = String::new();
        while let Ok(Some(token)) = pull.next() {
            match token {
                Token::Words(piece, _) => words.push_str(&piece),
                _ => words.push(' '),
            }
        }
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() && words.chars().count() <= TITLE {
            self.title = Some((rank, words));
        }
    }
}
