//! Findings of the checker: for people, as rows, SARIF 2.1.0 and annotations of GitHub Actions.

use std::borrow::Cow;
use std::fmt::Write;

use serde_json::{Value, json};

use super::{Lines, Row, width};
use crate::ask::FindingRow;
use crate::check::{Finding, RULES, Severity, fingerprint};
use crate::provision::ProvisionId;
use crate::read::Document;
use crate::text::{LineIndex, Span};

/// Findings with the line that each is in and its words underlined; nothing for a document without any.
#[must_use]
pub fn check_human(document: &Document, found: &[Finding], lines: &Lines) -> String {
    let mut out = String::new();
    if found.is_empty() {
        return out;
    }
    let style = lines.style;
    let index = LineIndex::new(&document.text);
    for (f, others) in grouped(found) {
        let severity = match f.severity {
            Severity::Error => style.warn("error"),
            Severity::Warning => style.found("warning"),
            Severity::Note => style.dim("note"),
        };
        let head = format!("{}[{}]", f.severity.name(), f.rule.code).chars().count() + 1;
        let message = lines.hanging(&f.message, head, 2);
        let _ = writeln!(out, "{severity}[{}] {}", f.rule.code, style.strong(&message));
        let _ = writeln!(out, "  {} {}", style.dim("-->"), document.located(&index, f.span.start));
        let (before, words, after) = excerpt(&document.text, f.span, lines.width.saturating_sub(5));
        let _ = writeln!(out, "   {} {before}{}{after}", style.dim("|"), style.found(&words));
        let marks = "^".repeat(width(&words).max(1));
        let _ = writeln!(out, "   {} {}{}", style.dim("|"), " ".repeat(width(&before)), style.warn(&marks));
        for evidence in &f.evidence {
            let evidence = super::shorten(evidence, MOST_EVIDENCE.max(lines.width));
            let _ = writeln!(out, "   {} {}", style.dim("="), lines.hanging(&evidence, 5, 5));
        }
        if let Some(again) = again(document, &index, &others) {
            let _ = writeln!(out, "   {} {}", style.dim("="), lines.hanging(&again, 5, 5));
        }
        out.push('\n');
    }
    out
}

/// So many columns of evidence are shown.
const MOST_EVIDENCE: usize = 160;

/// Findings of one cause together, at the first of them: the same rule says the same of the same provision.
pub(super) fn grouped(found: &[Finding]) -> Vec<(&Finding, Vec<&Finding>)> {
    let mut out: Vec<(&Finding, Vec<&Finding>)> = Vec::new();
    let mut places: std::collections::HashMap<(&str, &str, Option<&ProvisionId>), usize> =
        std::collections::HashMap::new();
    for f in found {
        match places.entry((f.rule.code, f.message.as_str(), f.id.as_ref())) {
            std::collections::hash_map::Entry::Occupied(place) => out[*place.get()].1.push(f),
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(out.len());
                out.push((f, Vec::new()));
            }
        }
    }
    out
}

/// `the same in 3 more places: 4:1, 9:12, 30:2`.
pub(super) fn again(document: &Document, index: &LineIndex, others: &[&Finding]) -> Option<String> {
    let place = |f: &&Finding| document.place(index, f.span.start);
    let shown: Vec<String> = others.iter().take(PLACES).map(place).collect();
    let more = others.len().saturating_sub(PLACES);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let noun = if others.len() == 1 { "place" } else { "places" };
    (!others.is_empty()).then(|| format!("the same in {} more {noun}: {}{more}", others.len(), shown.join(", ")))
}

/// So many places of one cause are shown.
const PLACES: usize = 8;

/// The words of a finding with some on each side, on one line of so many columns. However long the line is that they are in,
/// only what stands near is looked at.
fn excerpt(text: &str, span: Span, room: usize) -> (String, String, String) {
    let words = super::shorten(span.of(text), (room * 2 / 3).clamp(20, 80));
    let left = room.saturating_sub(width(&words));
    let near = text.floor_char_boundary(span.start.saturating_sub(NEAR));
    let from = text[near..span.start].rfind('\n').map_or(near, |at| near + at + 1);
    let whole = from > near || near == 0;
    let far = text.ceil_char_boundary((span.end + NEAR).min(text.len()));
    let to = text[span.end..far].find('\n').map_or(far, |at| span.end + at);
    let all = to < far || far == text.len();
    let (before, after) = (&text[from..span.start], &text[span.end..to]);
    let fold = |s: &str| s.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    // Words from the middle outwards, as many as there is room for.
    let (mut lead, mut tail) = (String::new(), String::new());
    let apart = |s: &str, first: bool| {
        if first { s.starts_with(char::is_whitespace) } else { s.ends_with(char::is_whitespace) }
    };
    let (half, mut cut) = ((left / 2).min(48), !whole);
    for (n, word) in fold(before).iter().rev().enumerate() {
        let space = if n > 0 || apart(before, false) { " " } else { "" };
        if width(&lead) + width(word) + 1 > half {
            cut = true;
            break;
        }
        lead = format!("{word}{space}{lead}");
    }
    if cut && !before.trim().is_empty() {
        lead = format!("…{}{lead}", if lead.is_empty() && apart(before, false) { " " } else { "" });
    }
    let (half, mut cut) = ((left.saturating_sub(width(&lead))).min(44), !all);
    for (n, word) in fold(after).iter().enumerate() {
        let space = if n > 0 || apart(after, true) { " " } else { "" };
        if width(&tail) + width(word) + 2 > half {
            cut = true;
            break;
        }
        tail = format!("{tail}{space}{word}");
    }
    if cut && !after.trim().is_empty() {
        tail.push('…');
    }
    (lead, words, tail)
}

/// How far from a finding its line is looked at, in bytes.
const NEAR: usize = 400;

impl Row for FindingRow<'_> {
    const COLUMNS: &'static [&'static str] = &["path", "line", "column", "code", "name", "severity", "message", "id"];

    fn fields(&self) -> Vec<Cow<'_, str>> {
        vec![
            self.path.into(),
            self.line.to_string().into(),
            self.column.to_string().into(),
            self.code.into(),
            self.name.into(),
            self.severity.name().into(),
            self.message.into(),
            self.id.map_or("", ProvisionId::as_str).into(),
        ]
    }
}

/// The rows of a document's findings: the contract of `check --format jsonl`.
#[must_use]
pub fn check_rows<'a>(document: &'a Document, found: &'a [Finding]) -> Vec<FindingRow<'a>> {
    let index = LineIndex::new(&document.text);
    found.iter().map(|f| FindingRow::new(document, &index, f)).collect()
}

/// Findings as workflow commands of GitHub Actions.
#[must_use]
pub fn check_github(document: &Document, found: &[Finding]) -> String {
    let index = LineIndex::new(&document.text);
    let escaped = |s: &str| s.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |s: &str| escaped(s).replace(':', "%3A").replace(',', "%2C");
    let mut out = String::new();
    for f in found {
        let (line, column) = document.line_column(&index, f.span.start);
        let level = match f.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let _ = writeln!(
            out,
            "::{level} file={},line={line},col={column},title={} {}::{}",
            property(document.file()),
            f.rule.code,
            f.rule.name,
            escaped(&f.message)
        );
    }
    out
}

/// A path as a URI reference: percent-encoded, but for what may stand in one.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    // `C:/…` would be of a scheme `C`.
    let drive = path.as_bytes().get(1) == Some(&b':');
    let mut out = String::with_capacity(path.len());
    if drive {
        out.push_str("file:///");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A SARIF log being written.
#[derive(Debug, Default)]
pub struct Sarif {
    results: Vec<Value>,
}

impl Sarif {
    /// Adds the findings of a document.
    pub fn add(&mut self, document: &Document, found: &[Finding]) {
        let index = LineIndex::new(&document.text);
        for f in found {
            let level = match f.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            let region = |span: Span| {
                // A record's text isn't its file's; its line is.
                if let Some(line) = document.line {
                    return json!({"startLine": line});
                }
                let (line, column) = index.line_column(&document.text, span.start);
                let (end_line, end_column) = index.line_column(&document.text, span.end);
                json!({"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column})
            };
            let artifact = json!({"uri": uri(document.file())});
            let mut result = json!({
                "ruleId": f.rule.code,
                "ruleIndex": RULES.iter().position(|r| r.code == f.rule.code),
                "level": level,
                "message": {"text": f.message},
                "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region(f.span)}}],
                "partialFingerprints": {"pincite/v1": fingerprint(document, f)},
            });
            if let (Some(id), Some(object)) = (document.line.and(document.id.as_ref()), result.as_object_mut()) {
                object["locations"][0]["logicalLocations"] = json!([{"fullyQualifiedName": id}]);
            }
            let fix = f.fix.as_ref().filter(|_| document.line.is_none());
            if let (Some(fix), Some(object)) = (fix, result.as_object_mut()) {
                let change = json!({"deletedRegion": region(fix.span), "insertedContent": {"text": fix.text}});
                object.insert(
                    "fixes".to_owned(),
                    json!([{
                        "description": {"text": format!("write “{}”", fix.text)},
                        "artifactChanges": [{"artifactLocation": artifact, "replacements": [change]}],
                    }]),
                );
            }
            self.results.push(result);
        }
    }

    /// The log.
    #[must_use]
    pub fn finish(self) -> Value {
        let rules: Vec<Value> = RULES
            .iter()
            .map(|r| json!({"id": r.code, "name": r.name, "shortDescription": {"text": r.name}, "help": {"text": r.doc, "markdown": r.doc}}))
            .collect();
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {"name": "pincite", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": self.results,
            }],
        })
    }
}
