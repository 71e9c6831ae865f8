//! Mail: a message is a document, and so is every attachment of a known kind, as `letter.eml!brief.docx`.
//!
//! The text is what a reader sees: who wrote to whom, when and of what, and the body, the plain one where there are two.

use std::io::{BufRead as _, Read as _};
use std::ops::ControlFlow;

use mailparse::{DispositionType, MailHeaderMap as _, ParsedMail};

use super::archive::{malformed, member_path, read_member, wanted};
use super::format::Kind;
use super::stream::Stream;
use super::{Ask, Document, ReadError, ReadOptions, Sink, html};

/// A message may name so many parts that hold parts: they are read one within the other.
const NESTED: usize = 100;
/// And have so many in all.
const PARTS: usize = 5000;

/// Reads one message.
pub(super) fn message(stream: &mut Stream, ask: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    match stream.whole(ask.options) {
        Ok(bytes) => read(&stream.path, &bytes, ask, sink),
        Err(error) => sink(Err(error)),
    }
}

/// Reads messages one after another, as `box.mbox#1`, each by itself.
pub(super) fn mbox(stream: &mut Stream, ask: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let (path, limit) = (stream.path.clone(), ask.options.max_bytes);
    let (mut line, mut held, mut number, mut blank) = (Vec::new(), Vec::new(), 0_u64, true);
    let mut over = false;
    loop {
        line.clear();
        let read = (&mut *stream.reader()).take(limit).read_until(b'\n', &mut line);
        let ended = match read {
            Ok(read) => read == 0,
            Err(error) => {
                let error = stream.error(error);
                return sink(Err(error));
            }
        };
        let begins = blank && line.starts_with(b"From ");
        if begins || ended {
            if over {
                sink(Err(ReadError::TooLarge { path: format!("{path}#{number}"), line: None, limit }))?;
            } else if number > 0 {
                self::read(&format!("{path}#{number}"), &held, ask, sink)?;
            } else if !held.trim_ascii().is_empty() {
                sink(Err(malformed(&path, "MBOX", "it doesn't begin with a line `From `")))?;
            }
            if ended {
                return ControlFlow::Continue(());
            }
            held.clear();
            over = false;
            number += 1;
        } else if !over {
            // `>From ` is a line of a message that began so.
            let quoted = line.iter().take_while(|b| **b == b'>').count();
            let escaped = quoted > 0 && line[quoted..].starts_with(b"From ");
            held.extend_from_slice(&line[usize::from(escaped)..]);
            over = held.len() as u64 > limit;
            if over {
                held = Vec::new();
            }
        }
        blank = line.trim_ascii().is_empty();
    }
}

fn read(path: &str, bytes: &[u8], ask: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let lower = bytes.to_ascii_lowercase();
    let nested = memchr::memmem::find_iter(&lower, b"multipart/").take(NESTED + 1).count();
    if nested > NESTED {
        return sink(Err(malformed(path, "mail message", format!("its parts nest more than {NESTED} deep"))));
    }
    match mailparse::parse_mail(bytes) {
        Ok(message) if message.headers.is_empty() => {
            sink(Err(malformed(path, "mail message", "there is no header in it")))
        }
        Ok(message) if message.parts().nth(PARTS).is_some() => {
            sink(Err(malformed(path, "mail message", format!("it has more than {PARTS} parts"))))
        }
        Ok(message) => whole(path, &message, ask, sink),
        Err(error) => sink(Err(malformed(path, "mail message", error))),
    }
}

/// A message and what is attached to it.
fn whole(path: &str, message: &ParsedMail<'_>, ask: &Ask<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    if let Err(error) = ask.in_time(path) {
        return sink(Err(error));
    }
    let (mut bodies, mut attached) = (Vec::new(), Vec::new());
    gather(message, &mut bodies, &mut attached);
    let date = message.headers.get_first_value("Date").and_then(|date| day(&date));
    let mut text = headers(message, date.as_deref());
    for body in bodies {
        let words = body.get_body().unwrap_or_default();
        let words = if body.ctype.mimetype == "text/html" {
            html::document(path, words.into_bytes(), false, Some("utf-8")).map(|page| page.text).unwrap_or_default()
        } else {
            words.replace("\r\n", "\n")
        };
        if !words.trim().is_empty() {
            text.push('\n');
            text.push_str(words.trim_start_matches('\n').trim_end());
            text.push('\n');
        }
    }
    let title = message.headers.get_first_value("Subject").map(|s| folded(&s)).filter(|subject| !subject.is_empty());
    sink(Ok(Document { title, date, ..Document::from_text(path, text) }))?;
    let inside = match ask.inside(path, None) {
        Ok(inside) => inside,
        Err(error) => return sink(Err(error)),
    };
    (1..).zip(attached).try_for_each(|(number, part)| attachment(path, part, number, &inside, sink))
}

/// The parts of a message that are its body, and those that are attached to it.
fn gather<'m, 'b>(
    part: &'m ParsedMail<'b>,
    bodies: &mut Vec<&'m ParsedMail<'b>>,
    attached: &mut Vec<&'m ParsedMail<'b>>,
) {
    let mime = part.ctype.mimetype.as_str();
    if mime == "multipart/alternative" {
        // Of two forms of the same the plain one, where it has words.
        let plain = |part: &&ParsedMail<'_>| {
            part.ctype.mimetype == "text/plain" && part.get_body().is_ok_and(|body| !body.trim().is_empty())
        };
        let chosen = part.subparts.iter().find(plain).or(part.subparts.last());
        if let Some(chosen) = chosen {
            gather(chosen, bodies, attached);
        }
        // A calendar's entry and such are attached to the other.
        return;
    }
    if mime.starts_with("multipart/") {
        for part in &part.subparts {
            gather(part, bodies, attached);
        }
        return;
    }
    let file = part.get_content_disposition().disposition == DispositionType::Attachment || name(part).is_some();
    if !file && matches!(mime, "text/plain" | "text/html") { bodies.push(part) } else { attached.push(part) }
}

/// The name of the file that a part is.
fn name(part: &ParsedMail<'_>) -> Option<String> {
    let disposition = part.get_content_disposition();
    let name = disposition.params.get("filename").or_else(|| part.ctype.params.get("name"))?;
    // Names are written as headers' words are, though they shouldn't be.
    let decoded = mailparse::parse_header(format!("X: {name}").as_bytes()).map(|(header, _)| header.get_value());
    Some(decoded.unwrap_or_else(|_| name.clone())).filter(|name| !name.trim().is_empty())
}

fn attachment(
    path: &str,
    part: &ParsedMail<'_>,
    number: usize,
    inside: &Ask<'_>,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let mime = part.ctype.mimetype.as_str();
    let named = name(part);
    if mime == "message/rfc822" {
        let Ok(bytes) = part.get_body_raw() else { return ControlFlow::Continue(()) };
        let subject = mailparse::parse_headers(&bytes).ok().and_then(|(headers, _)| headers.get_first_value("Subject"));
        let subject = subject.map(|s| folded(&s)).filter(|s| !s.is_empty());
        let name = named.or(subject).unwrap_or_else(|| format!("message {number}"));
        return read(&member_path(path, &name), &bytes, inside, sink);
    }
    // What has no name has a kind.
    let by_mime = match mime {
        "text/plain" => Some(Kind::Text),
        "text/html" => Some(Kind::Html),
        "text/markdown" => Some(Kind::Markdown),
        "text/rtf" | "application/rtf" => Some(Kind::Rtf),
        "application/pdf" => Some(Kind::Pdf),
        "application/zip" | "application/x-zip-compressed" => Some(Kind::Zip),
        "application/msword" => Some(Kind::Ole),
        "application/epub+zip" => Some(Kind::Epub),
        "application/vnd.oasis.opendocument.text" => Some(Kind::Odt),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => Some(Kind::Docx),
        _ => None,
    };
    let name = named.unwrap_or_else(|| format!("attachment {number}"));
    let Some((kind, compression)) = wanted(&name).or_else(|| Some((by_mime?, None))) else {
        return ControlFlow::Continue(());
    };
    let whole = member_path(path, &name);
    let bytes = match part.get_body_raw() {
        Ok(bytes) => bytes,
        Err(error) => return sink(Err(malformed(&whole, "mail attachment", error))),
    };
    // Text says its encoding in its part's header.
    let said = part.ctype.params.get("charset").filter(|label| mime.starts_with("text/") && super::is_encoding(label));
    let options = ReadOptions { encoding: said.cloned(), ..inside.options.clone() };
    let asked = Ask { options: &options, ..inside.clone() };
    read_member(&whole, kind, compression, bytes, if said.is_some() { &asked } else { inside }, sink)
}

/// Who wrote to whom, when and of what: the headers that a reader is shown.
fn headers(message: &ParsedMail<'_>, date: Option<&str>) -> String {
    let mut out = String::new();
    for name in ["From", "To", "Cc", "Date", "Subject"] {
        let value = if name == "Date" { date.map(str::to_owned) } else { message.headers.get_first_value(name) };
        if let Some(value) = value.map(|value| folded(&value)).filter(|value| !value.is_empty()) {
            out.push_str(name);
            out.push_str(": ");
            out.push_str(&value);
            out.push('\n');
        }
    }
    out
}

/// The day of a header's date, where the sender was.
fn day(date: &str) -> Option<String> {
    let seconds = mailparse::dateparse(date).ok()?;
    let zone = date
        .split_whitespace()
        .find(|w| w.len() == 5 && w.starts_with(['+', '-']) && w[1..].bytes().all(|b| b.is_ascii_digit()));
    let offset = zone.map_or(0, |zone| {
        let number: i64 = zone[1..].parse().unwrap_or_default();
        let seconds = (number / 100 * 60 + number % 100) * 60;
        if zone.starts_with('-') { -seconds } else { seconds }
    });
    let at = jiff::Timestamp::from_second(seconds.checked_add(offset)?).ok()?;
    Some(at.to_string().get(..10)?.to_owned()).filter(|day| day.parse::<jiff::civil::Date>().is_ok())
}

fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
