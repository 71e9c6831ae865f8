//! A Word document given back with remarks as comments at their places.
//!
//! Runs are split where a remark begins or ends within one, and the comments are added to those there are. No other part of
//! the file is touched: it is copied as it is packed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::super::package::{Package, in_part};
use super::{Read, document};
use crate::read::archive::malformed;
use crate::read::xml::{Malformed, Pull, Token};
use crate::read::{Ask, ReadError, ReadOptions};
use crate::text::Span;

/// A remark on a stretch of a document's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where in the text as read.
    pub span: Span,
    /// What is said of it, a paragraph a line.
    pub words: String,
}

/// Who makes the comments.
const AUTHOR: &str = "pincite";
/// So far around a place without words of its own the nearest words are looked for, in bytes.
const AROUND: usize = 2000;
const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A Word document's bytes with remarks on its text added as comments; how many there were no place for.
///
/// # Errors
///
/// When the document can't be read, as [`read`](crate::read::read) says it.
pub fn annotate_docx(path: &str, bytes: &[u8], remarks: &[Remark]) -> Result<(Vec<u8>, usize), ReadError> {
    let options = ReadOptions::default();
    let ask = Ask::new(&options, true);
    let read = document(path, bytes, &ask)?;
    let mut package = Package::open(path, "DOCX", bytes, &ask)?;
    let (folder, file) = read.main.0.rsplit_once('/').unwrap_or(("", &read.main.0));
    let relations_name = format!("{folder}/_rels/{file}.rels").trim_start_matches('/').to_owned();
    let relations = package.part(&relations_name)?;
    let types = package.needed("[Content_Types].xml")?;
    let held_name = relations.as_deref().and_then(|xml| comments_part(xml, folder));
    let held = held_name.as_deref().map(|name| package.part(name)).transpose()?.flatten();
    let first = held.as_deref().map_or(0, next_id);
    let wrong = |part: &str| {
        let part = part.to_owned();
        move |wrong: Malformed| wrong.of(path, "DOCX", &part)
    };
    let (main, placed) = marked(&read, remarks, first).map_err(wrong(&read.main.0))?;
    let name = held_name.clone().unwrap_or_else(|| format!("{folder}/comments.xml").trim_start_matches('/').to_owned());
    let mut changed: BTreeMap<String, String> = BTreeMap::new();
    changed.insert(read.main.0.clone(), main);
    changed.insert(name.clone(), comments(held.as_deref(), remarks, &placed, first));
    if held.is_none() {
        let file = name.rsplit('/').next().unwrap_or(&name);
        changed.insert(relations_name, related(relations.as_deref(), file));
        if !types.contains(&format!("/{name}\"")) {
            let over = format!("<Override PartName=\"/{name}\" ContentType=\"{COMMENTS}\"/></Types>");
            changed.insert("[Content_Types].xml".to_owned(), types.replacen("</Types>", &over, 1));
        }
    }
    let left = remarks.len() - placed.iter().filter(|placed| **placed).count();
    Ok((repacked(path, bytes, changed)?, left))
}

/// The package with some of its parts changed, the others as they are packed.
fn repacked(path: &str, bytes: &[u8], mut changed: BTreeMap<String, String>) -> Result<Vec<u8>, ReadError> {
    let wrong = |error: zip::result::ZipError| malformed(path, "DOCX", error);
    let io = |part: &str, error: std::io::Error| in_part(malformed(path, "DOCX", error), part);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(wrong)?;
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + 4096)));
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(wrong)?;
        let name = file.name().map_err(wrong)?.into_owned();
        match changed.remove(&name) {
            Some(part) => {
                out.start_file(&name, SimpleFileOptions::default()).map_err(wrong)?;
                out.write_all(part.as_bytes()).map_err(|error| io(&name, error))?;
            }
            None => out.raw_copy_file(file).map_err(wrong)?,
        }
    }
    for (name, part) in changed {
        out.start_file(&name, SimpleFileOptions::default()).map_err(wrong)?;
        out.write_all(part.as_bytes()).map_err(|error| io(&name, error))?;
    }
    Ok(out.finish().map_err(wrong)?.into_inner())
}

/// What begins and ends at a place of the XML.
#[derive(Debug, Default)]
struct Marks {
    ends: Vec<usize>,
    starts: Vec<usize>,
}

/// The main part with marks around what is remarked on; which remarks have a place.
fn marked(read: &Read, remarks: &[Remark], first: usize) -> Result<(String, Vec<bool>), Malformed> {
    let xml = &read.main.1;
    let mut marks: BTreeMap<usize, Marks> = BTreeMap::new();
    let mut placed = vec![false; remarks.len()];
    for (index, remark) in remarks.iter().enumerate() {
        let Some(place) = place(read, remark.span) else { continue };
        placed[index] = true;
        marks.entry(place.start).or_default().starts.push(first + index);
        marks.entry(place.end).or_default().ends.push(first + index);
    }
    let texts = Texts::read(xml, marks.keys().copied())?;
    // Two pieces of text may meet in one place of the XML, and a mark moves with its run: what is put in is kept by its place.
    let mut put_in: BTreeMap<usize, String> = BTreeMap::new();
    let mut preserved: Vec<usize> = Vec::new();
    for (at, marks) in &marks {
        let Some(text) = texts.at(*at) else { continue };
        let w = &text.prefix;
        let (mut starts, mut ends) = (String::new(), String::new());
        for id in &marks.ends {
            let reference = format!("<{w}r><{w}commentReference {w}id=\"{id}\"/></{w}r>");
            let _ = write!(ends, "<{w}commentRangeEnd {w}id=\"{id}\"/>{reference}");
        }
        for id in &marks.starts {
            let _ = write!(starts, "<{w}commentRangeStart {w}id=\"{id}\"/>");
        }
        // A comment on words in a box is one on the box.
        if let Some(outer) = text.outer {
            put_in.entry(outer.start).or_default().push_str(&starts);
            put_in.entry(outer.end).or_default().push_str(&ends);
            continue;
        }
        let (attributes, properties) = (text.attributes.of(xml), text.properties.of(xml));
        let again = format!("<{w}r{attributes}>{properties}<{w}t xml:space=\"preserve\">");
        let split = format!("</{w}t></{w}r>{ends}{starts}{again}");
        put_in.entry(*at).or_default().push_str(&split);
        if !text.tag.of(xml).contains("xml:space") {
            preserved.push(text.tag.end - 1);
        }
    }
    for at in preserved {
        let space = " xml:space=\"preserve\"";
        let held = put_in.entry(at).or_default();
        if !held.contains(space) {
            held.insert_str(0, space);
        }
    }
    let mut out = String::with_capacity(xml.len() + put_in.values().map(String::len).sum::<usize>());
    let mut from = 0;
    for (at, words) in put_in {
        out.push_str(xml.get(from..at).unwrap_or_default());
        out.push_str(&words);
        from = at;
    }
    out.push_str(xml.get(from..).unwrap_or_default());
    Ok((out, placed))
}

/// Where in the main part's XML a stretch of the text is; of one without a place there, as of a note, where its mark is.
fn place(read: &Read, span: Span) -> Option<Span> {
    let whole = |span: Span| {
        let pieces = read.map.pieces(span);
        let (first, last) = (pieces.first()?, pieces.last()?);
        (first.start < last.end).then(|| Span::new(first.start, last.end))
    };
    let text = &read.document.text;
    let before = |at: usize| {
        let pieces = read.map.pieces(Span::new(at.saturating_sub(AROUND), at));
        let last = pieces.last()?;
        // The word before it.
        let words = read.main.1.get(last.start..last.end)?;
        let start = words.trim_end().rfind(|c: char| c.is_whitespace() || c == ';').map_or(0, |i| i + 1);
        let start = (start..words.len()).find(|i| words.is_char_boundary(*i)).unwrap_or(0);
        Some(Span::new(last.start + start, last.end))
    };
    let at = read.document.places.note(span.start).map(|note| note.at);
    match at {
        Some(at) => before(at),
        None => whole(span)
            .or_else(|| Some(*read.map.pieces(Span::new(span.start, (span.end + AROUND).min(text.len()))).first()?))
            .or_else(|| before(span.start)),
    }
}

/// A stretch of text in the XML.
#[derive(Clone, Debug)]
struct Text {
    content: Span,
    /// The start tag of the element that holds it.
    tag: Span,
    /// The attributes of the run that it is in, and the run's properties.
    attributes: Span,
    properties: Span,
    /// The outermost run around it, where it is in a box.
    outer: Option<Span>,
    /// `w:`.
    prefix: String,
}

/// The stretches of text in which there is something to mark.
struct Texts {
    all: Vec<Text>,
}

impl Texts {
    fn read(xml: &str, mut wanted: impl Iterator<Item = usize>) -> Result<Self, Malformed> {
        let mut next = wanted.next();
        let (mut pull, mut all): (Pull<'_>, Vec<Text>) = (Pull::new(xml), Vec::new());
        let mut runs: Vec<(Span, Span)> = Vec::new();
        let (mut outer, mut boxes, mut tag) = (None, 0_usize, None);
        let mut in_outer = 0;
        while let Some(token) = pull.next()? {
            match token {
                Token::Open(open) => match open.name {
                    "rPr" if runs.last().is_some_and(|(_, properties)| properties.is_empty()) => {
                        pull.skip()?;
                        if let Some((_, properties)) = runs.last_mut() {
                            *properties = Span::new(open.at, pull.at());
                        }
                    }
                    "r" => {
                        if runs.is_empty() {
                            outer = Some(open.at);
                            in_outer = all.len();
                        }
                        let full = xml.get(open.at..open.end).unwrap_or_default();
                        let name = full.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(full.len());
                        let attributes = Span::new(open.at + name, open.end.saturating_sub(1).max(open.at + name));
                        runs.push((attributes, Span::new(open.end, open.end)));
                    }
                    "txbxContent" => boxes += 1,
                    "t" if !runs.is_empty() => tag = Some(Span::new(open.at, open.end)),
                    _ => {}
                },
                Token::Close(name) => match name {
                    "r" => {
                        runs.pop();
                        if runs.is_empty()
                            && let Some(start) = outer.take()
                        {
                            let end = pull.at();
                            for text in all[in_outer..].iter_mut().filter(|text| text.outer.is_some()) {
                                text.outer = Some(Span::new(start, end));
                            }
                        }
                    }
                    "txbxContent" => boxes = boxes.saturating_sub(1),
                    "t" => {
                        let end = xml.get(..pull.at()).and_then(|before| before.rfind('<')).unwrap_or_default();
                        if let (Some(tag), Some((attributes, properties))) = (tag.take(), runs.last()) {
                            let content = Span::new(tag.end, end.max(tag.end));
                            // Places are asked for in their order.
                            while next.is_some_and(|at| at < content.start) {
                                next = wanted.next();
                            }
                            if next.is_some_and(|at| at <= content.end) {
                                let name = tag.of(xml).trim_start_matches('<');
                                let prefix = name.find('t').map_or("", |i| &name[..i]).to_owned();
                                let outer = (boxes > 0).then(Span::default);
                                let (attributes, properties) = (*attributes, *properties);
                                all.push(Text { content, tag, attributes, properties, outer, prefix });
                            }
                        }
                    }
                    _ => {}
                },
                Token::Words(..) => {}
            }
        }
        Ok(Self { all })
    }

    /// The text that a place is in.
    fn at(&self, at: usize) -> Option<&Text> {
        let index = self.all.partition_point(|text| text.content.start <= at).checked_sub(1)?;
        self.all.get(index).filter(|text| at <= text.content.end)
    }
}

/// The comments there were with those on the remarks that have a place.
fn comments(held: Option<&str>, remarks: &[Remark], placed: &[bool], first: usize) -> String {
    let new = || {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{MAIN}\"></w:comments>"
        )
    };
    let mut out = held.map_or_else(new, str::to_owned);
    // `<w:comments/>` is as good as one with nothing in it.
    if let Some(at) = out.trim_end().strip_suffix("/>").map(str::len).filter(|_| !out.contains("</")) {
        let name = out.rfind('<').and_then(|i| out[i + 1..].split([' ', '/', '>']).next().map(str::to_owned));
        out.truncate(at);
        let _ = write!(out, "></{}>", name.unwrap_or_else(|| "w:comments".to_owned()));
    }
    let Some(end) = out.rfind("</") else { return out };
    let w = out[end + 2..].split("comments").next().unwrap_or("w:").to_owned();
    let mut added = String::new();
    for (index, remark) in remarks.iter().enumerate().filter(|(index, _)| placed[*index]) {
        let id = first + index;
        let _ = write!(added, "<{w}comment {w}id=\"{id}\" {w}author=\"{AUTHOR}\" {w}initials=\"p\">");
        for line in remark.words.lines() {
            let _ = write!(added, "<{w}p><{w}r><{w}t xml:space=\"preserve\">{}</{w}t></{w}r></{w}p>", escaped(line));
        }
        let _ = write!(added, "</{w}comment>");
    }
    out.insert_str(end, &added);
    out
}

fn escaped(words: &str) -> String {
    let clean: String = words.chars().filter(|c| !c.is_control() || *c == '\t').collect();
    quick_xml::escape::escape(clean.as_str()).into_owned()
}

/// The number behind the last of the comments there are.
fn next_id(xml: &str) -> usize {
    let (mut pull, mut next) = (Pull::new(xml), 0);
    while let Ok(Some(token)) = pull.next() {
        if let Token::Open(tag) = token
            && tag.name == "comment"
            && let Some(id) = tag.number("id").and_then(|id| usize::try_from(id).ok())
        {
            next = next.max(id.saturating_add(1));
        }
    }
    next
}

/// The part that holds the comments there are.
fn comments_part(relations: &str, folder: &str) -> Option<String> {
    let targets = super::parts::targets(relations, folder).ok()?;
    targets.into_iter().find(|(kind, _)| kind == "comments").map(|(_, target)| target)
}

/// The relations with one to the comments.
fn related(held: Option<&str>, file: &str) -> String {
    let new = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
        <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
    let mut out = held.unwrap_or(new).to_owned();
    let mut number = 1;
    while out.contains(&format!("\"rIdPincite{number}\"")) {
        number += 1;
    }
    if out.trim_end().ends_with("/>") && !out.contains("</Relationships>") {
        new.clone_into(&mut out);
    }
    if let Some(end) = out.rfind("</Relationships>") {
        out.insert_str(
            end,
            &format!("<Relationship Id=\"rIdPincite{number}\" Type=\"{RELATION}\" Target=\"{file}\"/>"),
        );
    }
    out
}
