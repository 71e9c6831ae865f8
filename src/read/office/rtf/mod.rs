//! Rich Text Format: the text as a reader sees it, with what is deleted or hidden left out.
//!
//! Footnotes stand behind the paragraph that their mark is in. Bytes are of the encoding of their font, else of the file's.

mod token;

use std::collections::HashMap;
use std::ops::ControlFlow;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::read::archive::malformed;
use crate::read::story::{Paragraph, Story};
use crate::read::stream::Stream;
use crate::read::{Ask, Document, ReadError, Sink, headline, page};
use token::{Token, Tokens};

/// How deep groups may nest.
const DEPTH: usize = 1000;
/// A paragraph that stands so far in from both sides, in twentieths of a point, is a block quotation.
const INDENT: i32 = 400;
/// The time is looked at once in so many tokens.
const PACE: usize = 8192;

/// Reads a file.
pub(in crate::read) fn read(stream: &mut Stream, ask: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    page(stream, ask, sink, |path, bytes, ask| document(path, &bytes, ask))
}

fn document(path: &str, bytes: &[u8], ask: &Ask<'_>) -> Result<Document, ReadError> {
    if !bytes.starts_with(b"{\\rtf") {
        return Err(malformed(path, "RTF", "it doesn't begin with {\\rtf"));
    }
    let mut walk = Walk {
        path,
        ask,
        bytes,
        story: Story::default(),
        encoding: WINDOWS_1252,
        fonts: HashMap::new(),
        styles: HashMap::new(),
        raw: Vec::new(),
        raw_encoding: WINDOWS_1252,
        half: None,
        begun: false,
        rows: false,
        notes: Vec::new(),
        number: 0,
        title: None,
        in_note: false,
    };
    walk.run(0, bytes.len())?;
    let (text, places, _) = std::mem::take(&mut walk.story).finish();
    let title = walk.title.filter(|title| !title.is_empty() && !title.starts_with("Microsoft Word"));
    Ok(Document {
        title: title.or_else(|| headline::text_title(&text)),
        date: headline::text_date(&text),
        places,
        ..Document::from_text(path, text)
    })
}

/// What holds within a group.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own")]
struct State {
    /// How many characters stand behind one in Unicode for readers that know none.
    skip: usize,
    font: Option<i32>,
    hidden: bool,
    deleted: bool,
    raised: bool,
    left: i32,
    right: i32,
    /// How far its first line stands out to the left.
    first: i32,
    heading: Option<u8>,
    style: Option<i32>,
    in_table: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            skip: 1,
            font: None,
            hidden: false,
            deleted: false,
            raised: false,
            left: 0,
            right: 0,
            first: 0,
            heading: None,
            style: None,
            in_table: false,
        }
    }
}

struct Walk<'t> {
    path: &'t str,
    ask: &'t Ask<'t>,
    bytes: &'t [u8],
    story: Story,
    /// The file's encoding.
    encoding: &'static Encoding,
    fonts: HashMap<i32, &'static Encoding>,
    /// Paragraph styles by number: whether it is a heading, whether a quotation.
    styles: HashMap<i32, (Option<u8>, bool)>,
    /// Bytes not yet decoded.
    raw: Vec<u8>,
    raw_encoding: &'static Encoding,
    /// The first half of a character in Unicode's higher planes.
    half: Option<u16>,
    /// Whether the paragraph has words.
    begun: bool,
    /// Whether a table is open.
    rows: bool,
    /// Notes that wait for their paragraph's end: mark, place of the mark, beginning and end.
    notes: Vec<(String, usize, usize, usize)>,
    number: usize,
    title: Option<String>,
    in_note: bool,
}

impl<'t> Walk<'t> {
    fn run(&mut self, from: usize, to: usize) -> Result<(), ReadError> {
        let mut tokens = Tokens::new(&self.bytes[..to], from);
        let (mut state, mut above): (State, Vec<State>) = (State::default(), Vec::new());
        // Characters to be left out, and whether the group has just been opened.
        let (mut skip, mut fresh, mut ignorable) = (0_usize, false, false);
        let mut steps = 0_usize;
        while let Some(token) = tokens.next() {
            steps += 1;
            if steps.is_multiple_of(PACE) {
                self.ask.in_time(self.path)?;
            }
            let was_fresh = std::mem::take(&mut fresh);
            match token {
                Token::Open => {
                    self.decode(&state);
                    if above.len() >= DEPTH {
                        return Err(malformed(self.path, "RTF", format!("groups nest more than {DEPTH} deep")));
                    }
                    above.push(state.clone());
                    (skip, fresh, ignorable) = (0, true, false);
                }
                Token::Close => {
                    self.decode(&state);
                    if std::mem::take(&mut state.raised) && !above.last().is_some_and(|s| s.raised) {
                        self.story.close_sup();
                    }
                    skip = 0;
                    match above.pop() {
                        Some(outer) => state = outer,
                        None => break,
                    }
                }
                Token::Sign(b'*') if was_fresh => (fresh, ignorable) = (true, true),
                Token::Word(word, number) if was_fresh || ignorable => {
                    let known = self.destination(word, ignorable, &mut tokens, &state);
                    if known == Destination::Passed {
                        // Its end has been read with it.
                        if let Some(outer) = above.pop() {
                            state = outer;
                        }
                    } else if known == Destination::None {
                        self.word(word, number, &mut state, &mut skip);
                    }
                    ignorable = false;
                }
                Token::Word(word, number) => self.word(word, number, &mut state, &mut skip),
                Token::Byte(_) | Token::Sign(_) if skip > 0 => skip -= 1,
                Token::Byte(byte) => self.byte(byte, &state),
                Token::Sign(sign) => self.sign(sign, &state),
                Token::Text(bytes) => {
                    let left = bytes.get(skip.min(bytes.len())..).unwrap_or_default();
                    skip -= skip.min(bytes.len());
                    for byte in left {
                        self.byte(*byte, &state);
                    }
                }
            }
        }
        self.decode(&state);
        self.end_paragraph(&state)
    }

    /// What a group holds, by its first word.
    fn destination(&mut self, word: &str, ignorable: bool, tokens: &mut Tokens<'t>, state: &State) -> Destination {
        match word {
            "fonttbl" => self.font_table(tokens),
            "stylesheet" => self.style_sheet(tokens),
            "info" => self.info(tokens),
            "footnote" => {
                let start = tokens.at;
                let end = tokens.skip_group();
                if !self.in_note && !state.hidden && !state.deleted {
                    self.number += 1;
                    let mark = self.number.to_string();
                    self.begin(state);
                    let at = self.story.mark(&mark);
                    self.notes.push((mark, at, start, end));
                }
            }
            // Boxes, results of fields, numbers of lists: text like any.
            "shpinst" | "shptxt" | "fldrslt" | "listtext" | "pntext" | "ud" | "shp" | "field" | "upr" | "rtf" => {
                return Destination::Read;
            }
            "colortbl" | "pict" | "object" | "nonshppict" | "shprslt" | "sp" | "header" | "headerl" | "headerr"
            | "headerf" | "footer" | "footerl" | "footerr" | "footerf" | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep"
            | "aftnsepc" | "aftncn" | "xe" | "tc" | "rxe" | "ansi_" | "annotation" | "atnid" | "atnauthor"
            | "revtbl" | "listtable" | "listoverridetable" | "rsidtbl" | "generator" | "fldinst" | "themedata"
            | "datastore" | "filetbl" | "txe" | "private" | "bkmkstart" | "bkmkend" => drop(tokens.skip_group()),
            _ if ignorable => drop(tokens.skip_group()),
            _ => {
                return Destination::None;
            }
        }
        Destination::Passed
    }

    fn word(&mut self, word: &str, number: Option<i32>, state: &mut State, skip: &mut usize) {
        let on = number != Some(0);
        if word != "u" {
            // Fonts and styles end what is being decoded.
            self.decode(state);
        }
        match word {
            "u" => {
                self.decode(state);
                *skip = state.skip;
                self.unicode(number.unwrap_or_default(), state);
            }
            "uc" => state.skip = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(16),
            "ansicpg" => self.encoding = code_page(number.unwrap_or(1252)),
            "mac" => self.encoding = encoding_rs::MACINTOSH,
            "f" => state.font = number,
            "par" | "sect" => {
                let _ = self.end_paragraph(state);
            }
            "page" | "column" | "emspace" | "enspace" | "qmspace" => self.story.space(),
            "line" | "softline" => self.story.line(),
            "tab" => self.story.tab(),
            "cell" | "nestcell" if self.rows => {
                self.begun = false;
                self.story.cell();
            }
            "row" | "nestrow" if self.rows => {
                self.begun = false;
                self.story.row();
                self.story.cell();
            }
            "trowd" | "intbl" => state.in_table = true,
            "pard" => {
                let kept = State { skip: state.skip, font: state.font, hidden: state.hidden, ..State::default() };
                *state = State { deleted: state.deleted, raised: state.raised, ..kept };
            }
            "plain" => {
                if state.raised {
                    self.story.close_sup();
                }
                (state.hidden, state.deleted, state.raised, state.font) = (false, false, false, None);
            }
            "v" => state.hidden = on,
            "deleted" => state.deleted = on,
            "super" | "up" if on => {
                let was = std::mem::replace(&mut state.raised, true);
                if !was && self.begun {
                    self.story.open_sup();
                }
            }
            "super" | "up" | "nosupersub" => {
                let was = std::mem::take(&mut state.raised);
                if was {
                    self.story.close_sup();
                }
            }
            "li" | "lin" => state.left = number.unwrap_or_default(),
            "fi" => state.first = number.unwrap_or_default().min(0),
            "ri" | "rin" => state.right = number.unwrap_or_default(),
            "outlinelevel" => {
                state.heading = number.and_then(|n| u8::try_from(n).ok()).filter(|n| *n < 9).map(|n| n + 1);
            }
            "s" => state.style = number,
            "emdash" => self.words("—", state),
            "endash" => self.words("–", state),
            "lquote" => self.words("‘", state),
            "rquote" => self.words("’", state),
            "ldblquote" => self.words("“", state),
            "rdblquote" => self.words("”", state),
            "bullet" => self.words("•", state),
            _ => {}
        }
    }

    fn sign(&mut self, sign: u8, state: &State) {
        self.decode(state);
        match sign {
            b'~' => self.words("\u{a0}", state),
            b'_' => self.words("-", state),
            b'\\' | b'{' | b'}' => self.words(char::from(sign).encode_utf8(&mut [0; 4]), state),
            _ => {}
        }
    }

    /// A character by its number in UTF-16.
    fn unicode(&mut self, number: i32, state: &State) {
        let unit = if number < 0 { number.saturating_add(0x1_0000) } else { number };
        let Ok(unit) = u16::try_from(unit) else { return };
        match self.half.take() {
            Some(half) => {
                for c in char::decode_utf16([half, unit]).flatten() {
                    self.words(c.encode_utf8(&mut [0; 4]), state);
                }
            }
            None if (0xd800..0xdc00).contains(&unit) => self.half = Some(unit),
            None => {
                // Fonts of signs have theirs where no other has any.
                let unit = if (0xf020..0xf100).contains(&unit) { 0x2022 } else { unit };
                if let Some(c) = char::from_u32(unit.into()).filter(|c| !c.is_control()) {
                    self.words(c.encode_utf8(&mut [0; 4]), state);
                }
            }
        }
    }

    fn byte(&mut self, byte: u8, state: &State) {
        if byte == b'\t' {
            self.decode(state);
            self.story.tab();
            return;
        }
        let encoding = state.font.and_then(|font| self.fonts.get(&font).copied()).unwrap_or(self.encoding);
        if self.raw.is_empty() {
            self.raw_encoding = encoding;
        }
        self.raw.push(byte);
    }

    /// Decodes the bytes that have come.
    fn decode(&mut self, state: &State) {
        if self.raw.is_empty() {
            return;
        }
        let raw = std::mem::take(&mut self.raw);
        let (words, _) = self.raw_encoding.decode_without_bom_handling(&raw);
        let words: String = words.chars().filter(|c| !c.is_control()).collect();
        self.words(&words, state);
        self.raw = raw;
        self.raw.clear();
    }

    fn words(&mut self, words: &str, state: &State) {
        if state.hidden || state.deleted {
            return;
        }
        if !words.trim_ascii().is_empty() {
            let begun = self.begun;
            self.begin(state);
            if !begun && state.raised {
                self.story.open_sup();
            }
        }
        self.story.words(words, None);
    }

    /// The paragraph's first words come.
    fn begin(&mut self, state: &State) {
        if std::mem::replace(&mut self.begun, true) {
            return;
        }
        if state.in_table != self.rows {
            self.rows = state.in_table;
            if self.rows {
                self.story.open_table();
                self.story.row();
                self.story.cell();
            } else {
                self.story.close_table();
            }
        }
        let (heading, quoted) = state.style.and_then(|s| self.styles.get(&s).copied()).unwrap_or_default();
        let heading = state.heading.or(heading);
        let quoted =
            (quoted || state.left.saturating_add(state.first) >= INDENT && state.right >= INDENT) && heading.is_none();
        self.story.paragraph(Paragraph { heading, quoted, counted: !self.in_note });
    }

    fn end_paragraph(&mut self, state: &State) -> Result<(), ReadError> {
        if state.raised && self.begun {
            self.story.close_sup();
        }
        self.begun = false;
        if self.rows && state.in_table {
            return Ok(());
        }
        if std::mem::take(&mut self.rows) {
            self.story.close_table();
        }
        self.story.end_paragraph();
        for (mark, at, start, end) in std::mem::take(&mut self.notes) {
            self.story.open_note(&mark, at);
            (self.in_note, self.begun) = (true, false);
            let read = self.run(start, end);
            (self.in_note, self.begun) = (false, false);
            self.story.close_note();
            read?;
        }
        Ok(())
    }

    /// `{\fonttbl{\f0\fcharset204 …;}}`: the encodings of fonts.
    fn font_table(&mut self, tokens: &mut Tokens<'t>) {
        let (mut depth, mut font) = (1_usize, None);
        while depth > 0 {
            match tokens.next() {
                Some(Token::Open) => depth += 1,
                Some(Token::Close) => depth -= 1,
                Some(Token::Word("f", number)) => font = number,
                Some(Token::Word("fcharset", Some(set))) => {
                    if let Some((font, encoding)) = font.zip(charset(set)) {
                        self.fonts.insert(font, encoding);
                    }
                }
                Some(Token::Word("cpg", Some(number))) => {
                    if let Some(font) = font {
                        self.fonts.insert(font, code_page(number));
                    }
                }
                Some(_) => {}
                None => return,
            }
        }
    }

    /// `{\stylesheet{\s1\outlinelevel0 heading 1;}}`.
    fn style_sheet(&mut self, tokens: &mut Tokens<'t>) {
        let (mut depth, mut style, mut name, mut heading) = (1_usize, None, String::new(), None);
        while depth > 0 {
            match tokens.next() {
                Some(Token::Open) => {
                    depth += 1;
                    (style, heading) = (None, None);
                    name.clear();
                }
                Some(Token::Close) => {
                    depth -= 1;
                    let name = name.to_lowercase();
                    let by_name =
                        name.strip_prefix("heading ").and_then(|n| n.trim_end_matches(';').trim().parse().ok());
                    let quoted = name.contains("quot") || name.contains("block text");
                    if let Some(style) = style.take() {
                        self.styles.insert(style, (heading.take().or(by_name), quoted));
                    }
                }
                Some(Token::Word("s", number)) => style = number,
                Some(Token::Word("outlinelevel", Some(n))) => {
                    heading = u8::try_from(n).ok().filter(|n| *n < 9).map(|n| n + 1);
                }
                Some(Token::Text(bytes)) if name.len() < 200 => name.push_str(&String::from_utf8_lossy(bytes)),
                Some(_) => {}
                None => return,
            }
        }
    }

    /// `{\info{\title …}}`.
    fn info(&mut self, tokens: &mut Tokens<'t>) {
        let (mut depth, mut in_title, mut title) = (1_usize, 0, Vec::new());
        while depth > 0 {
            match tokens.next() {
                Some(Token::Open) => depth += 1,
                Some(Token::Close) => {
                    if depth == in_title {
                        in_title = 0;
                    }
                    depth -= 1;
                }
                Some(Token::Word("title", _)) => in_title = depth,
                Some(Token::Text(bytes)) if in_title > 0 => title.extend_from_slice(bytes),
                Some(Token::Byte(byte)) if in_title > 0 => title.push(byte),
                Some(_) => {}
                None => break,
            }
        }
        let (words, _) = self.encoding.decode_without_bom_handling(&title);
        self.title = Some(words.split_whitespace().collect::<Vec<_>>().join(" "));
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Destination {
    /// None: the word is one like others.
    None,
    /// Its content is text.
    Read,
    /// It has been passed, with its end.
    Passed,
}

/// The encoding of a code page of Windows.
fn code_page(number: i32) -> &'static Encoding {
    let label = match number {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        65001 => "utf-8".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
}

/// The encoding of a set of characters of Windows, where it says one.
fn charset(set: i32) -> Option<&'static Encoding> {
    let page = match set {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    Some(code_page(page))
}
