//! Records: JSONL, a document a line, and JSON, a document an object.

use super::stream::{Line, Stream};
use super::{Ask, Document, ReadError, Sink, date, decode};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::ops::ControlFlow;

/// `{id, title, date, source, text}`, of which only `text` must be there.
#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    id: Label,
    #[serde(default)]
    title: Label,
    #[serde(default)]
    date: Label,
    text: String,
}

/// A value that is used when it is a string or a number, and ignored when not.
#[derive(Default, Deserialize)]
#[serde(untagged)]
enum Label {
    Text(String),
    Number(serde_json::Number),
    Other(IgnoredAny),
    #[default]
    Missing,
}

/// What a JSON file may hold; whatever has no `text` is passed over.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    One(Record),
    Many(Vec<Entry>),
    Other(IgnoredAny),
}

/// Reads JSONL: a document a line, or an error that names the line, after which the next line is read.
pub(super) fn lines(stream: &mut Stream, ask: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    if decode::is_binary(&stream.head, 0) {
        return sink(Err(ReadError::Binary { path: stream.path.clone() }));
    }
    let mut buffer = Vec::new();
    for number in 1.. {
        match stream.line(&mut buffer, ask.options.max_bytes) {
            Ok(Line::End) => break,
            Ok(Line::TooLong) => {
                let (path, limit) = (stream.path.clone(), ask.options.max_bytes);
                sink(Err(ReadError::TooLarge { path, line: Some(number), limit }))?;
            }
            Ok(Line::Whole) => {
                let line = if number == 1 { without_bom(&buffer) } else { &buffer }.trim_ascii();
                if !line.is_empty() {
                    let record = serde_json::from_slice(line);
                    sink(match record {
                        Ok(record) => Ok(Document { line: Some(number), ..document(&stream.path, number, record) }),
                        Err(error) => Err(refused(&stream.path, number, &error)),
                    })?;
                }
            }
            // What was read of the line before the failure is no record.
            Err(error) => return sink(Err(error)),
        }
    }
    ControlFlow::Continue(())
}

/// Reads JSON; by the line, where its first line is a record.
pub(super) fn read(stream: &mut Stream, ask: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    if starts_with_line(&stream.head) {
        return lines(stream, ask, sink);
    }
    match stream.whole(ask.options) {
        Ok(bytes) => json(&stream.path, &bytes, ask.named, sink),
        Err(error) => sink(Err(error)),
    }
}

/// Reads JSON: objects one after another or in arrays, those that hold a `text`.
///
/// A file that the user named must hold a record; one found in a folder may well be something else.
fn json(path: &str, bytes: &[u8], named: bool, sink: &mut Sink<'_>) -> ControlFlow<()> {
    if decode::is_binary(bytes, 0) {
        return if named { sink(Err(ReadError::Binary { path: path.to_owned() })) } else { ControlFlow::Continue(()) };
    }
    let mut count = 0;
    for entry in serde_json::Deserializer::from_slice(without_bom(bytes)).into_iter::<Entry>() {
        match entry {
            Ok(entry) => emit(path, entry, &mut count, sink)?,
            Err(error) if named || count > 0 => {
                let line = u64::try_from(error.line()).unwrap_or_default();
                return sink(Err(refused(path, line, &error)));
            }
            Err(_) => return ControlFlow::Continue(()),
        }
    }
    if named && count == 0 {
        return sink(Err(ReadError::NoRecords { path: path.to_owned() }));
    }
    ControlFlow::Continue(())
}

/// Whether the first line of `head` is a record, whole.
fn starts_with_line(head: &[u8]) -> bool {
    let line = memchr::memchr(b'\n', head).map(|end| without_bom(&head[..end]));
    line.is_some_and(|line| serde_json::from_slice::<Record>(line).is_ok())
}

fn emit(path: &str, entry: Entry, count: &mut u64, sink: &mut Sink<'_>) -> ControlFlow<()> {
    match entry {
        Entry::One(record) => {
            *count += 1;
            sink(Ok(document(path, *count, record)))
        }
        Entry::Many(entries) => entries.into_iter().try_for_each(|entry| emit(path, entry, count, sink)),
        Entry::Other(_) => ControlFlow::Continue(()),
    }
}

fn document(path: &str, number: u64, record: Record) -> Document {
    let id = record.id.into_text();
    Document {
        path: id.as_ref().map_or_else(|| format!("{path}#{number}"), |id| format!("{path}#{id}")),
        id,
        title: record.title.into_text(),
        date: record.date.into_text().as_deref().and_then(date::parse),
        text: record.text,
        ..Document::default()
    }
}

fn refused(path: &str, line: u64, error: &serde_json::Error) -> ReadError {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    ReadError::Record { path: path.to_owned(), line, message: format!("{message}, column {}", error.column()) }
}

fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

impl Label {
    fn into_text(self) -> Option<String> {
        match self {
            Self::Text(text) if !text.is_empty() => Some(text),
            Self::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{json, lines};
    use crate::read::stream::{Stream, tests::gzip};
    use crate::read::{Ask, Sink};
    use crate::read::{Kind, ReadOptions};
    use std::ops::ControlFlow;

    /// Each document as `path title date text`, each error as its message.
    fn seen(read: impl FnOnce(&mut Sink<'_>) -> ControlFlow<()>) -> Vec<String> {
        let mut seen = Vec::new();
        let flow = read(&mut |result| {
            seen.push(result.map_or_else(
                |error| error.to_string(),
                |d| format!("{} {} {} {}", d.path, d.title.unwrap_or_default(), d.date.unwrap_or_default(), d.text),
            ));
            ControlFlow::Continue(())
        });
        assert!(flow.is_continue());
        seen
    }

    fn seen_lines(bytes: &[u8], max_bytes: u64) -> Vec<String> {
        let options = ReadOptions { max_bytes, ..ReadOptions::default() };
        seen(|sink| match Stream::from_bytes("r", Kind::Unknown, bytes.to_vec()) {
            Ok(mut stream) => lines(&mut stream, &Ask::new(&options, true), sink),
            Err(error) => sink(Err(error)),
        })
    }

    #[test]
    fn a_line_is_a_document() {
        let jsonl = "\u{feff}{\"id\":\"a\",\"title\":\"T\",\"date\":\"2016-03-22\",\"source\":[],\"text\":\"§ 2\\n\"}\r\n\
                     \n{\"id\":7,\"title\":null,\"date\":2016,\"text\":\"<p>\"}\n{\"text\":\"last\"}";
        assert_eq!(seen_lines(jsonl.as_bytes(), 999), ["r#a T 2016-03-22 § 2\n", "r#7   <p>", "r#4   last"]);
        assert!(seen_lines(b"", 9).is_empty());
    }

    #[test]
    fn a_bad_line_costs_itself_alone() {
        let jsonl = b"{\"text\":\"one\"}\n{\"text\":\n{\"no\":1}\n{\"text\":\"too long\"}\n{\"text\":\"\xff\"}\n{\"text\":\"six\"}\n";
        let seen = seen_lines(jsonl, 16);
        assert_eq!(seen.len(), 6);
        assert_eq!((seen[0].as_str(), seen[5].as_str()), ("r#1   one", "r#6   six"));
        assert_eq!(
            seen[2],
            "r:3: not a record (missing field `text`, column 8); a record is a JSON object with a string `text`"
        );
        assert!(seen[3].starts_with("r:4: larger than the limit of 16 bytes"));
        assert!(seen[4].starts_with("r:5: not a record (invalid unicode"), "{}", seen[4]);
    }

    #[test]
    fn a_cut_archive_gives_what_came_before() {
        let record = |i: usize| format!("{{\"id\":{i},\"text\":\"{:x}\"}}\n", i.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut archive = gzip((0..50_000).map(record).collect::<String>().as_bytes());
        archive.truncate(archive.len() / 2);
        let seen = seen_lines(&archive, 999);
        assert!(seen.len() > 10_000);
        assert!(seen.last().is_some_and(|last| last.starts_with("r: damaged gzip data")));
        assert!(seen[..seen.len() - 1].iter().enumerate().all(|(i, row)| row.starts_with(&format!("r#{i} "))));
    }

    #[test]
    fn json_gives_the_records_in_it() {
        let array = b"\xef\xbb\xbf[{\"id\":\"a\",\"text\":\"one\"}, {\"other\":2}, [{\"text\":\"two\"}]]";
        assert_eq!(seen(|sink| json("r", array, true, sink)), ["r#a   one", "r#2   two"]);
        assert_eq!(seen(|sink| json("r", b"{\n \"text\": \"x\"\n}\n{\"text\":1}", false, sink)), ["r#1   x"]);
    }

    #[test]
    fn json_without_records_is_an_error_only_when_named() {
        assert!(seen(|sink| json("r", b"{\"a\":1}", false, sink)).is_empty());
        assert!(seen(|sink| json("r", b"{// comment", false, sink)).is_empty());
        assert!(seen(|sink| json("r", b"{\"a\":1}", true, sink))[0].starts_with("r: holds no record"));
        assert!(seen(|sink| json("r", b"{\"text\":\"x\"}\n]", false, sink))[1].starts_with("r:2: not a record"));
    }
}
