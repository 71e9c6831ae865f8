//! Findings of the checker: for people, as rows, SARIF 2.1.0 and annotations of GitHub Actions.

use std::borrow::Cow;
use std::fmt::Write;

use serde_json::{Value, json};

use super::{Row, Style};
use crate::ask::FindingRow;
use crate::check::{Finding, RULES, Severity, fingerprint};
use crate::provision::ProvisionId;
use crate::read::Document;
use crate::text::{LineIndex, Span};

/// Findings with the line that each is in and its words underlined; nothing for a document without any.
#[must_use]
pub fn check_human(document: &Document, found: &[Finding], style: Style) -> String {
    let mut out = String::new();
    if found.is_empty() {
        return out;
    }
    let index = LineIndex::new(&document.text);
    for (f, others) in grouped(found) {
        let (line, column) = index.line_column(&document.text, f.span.start);
        let severity = match f.severity {
            Severity::Error => style.warn("error"),
            Severity::Warning => style.found("warning"),
            Severity::Note => style.dim("note"),
        };
        let _ = writeln!(out, "{severity}[{}] {}", f.rule.code, style.strong(&f.message));
        let _ = writeln!(out, "  {} {}:{line}:{column}", style.dim("-->"), document.path);
        let (before, words, after) = excerpt(&document.text, f.span.start, f.span.end);
        let _ = writeln!(out, "   {} {before}{}{after}", style.dim("|"), style.found(&words));
        let marks = "^".repeat(words.chars().count().max(1));
        let _ = writeln!(out, "   {} {}{}", style.dim("|"), " ".repeat(before.chars().count()), style.warn(&marks));
        for evidence in &f.evidence {
            let _ = writeln!(out, "   {} {}", style.dim("="), super::shorten(evidence, 160));
        }
        if let Some(again) = again(document, &index, &others) {
            let _ = writeln!(out, "   {} {again}", style.dim("="));
        }
        out.push('\n');
    }
    out
}

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
    let place = |f: &&Finding| {
        let (line, column) = index.line_column(&document.text, f.span.start);
        format!("{line}:{column}")
    };
    let shown: Vec<String> = others.iter().take(PLACES).map(place).collect();
    let more = others.len().saturating_sub(PLACES);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let noun = if others.len() == 1 { "place" } else { "places" };
    (!others.is_empty()).then(|| format!("the same in {} more {noun}: {}{more}", others.len(), shown.join(", ")))
}

/// So many places of one cause are shown.
const PLACES: usize = 8;

/// The words of a finding with some on each side, on one line.
fn excerpt(text: &str, start: usize, end: usize) -> (String, String, String) {
    let fold = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let before: String = text[line..start].chars().rev().take(48).collect::<Vec<_>>().into_iter().rev().collect();
    let cut = if before.len() < start - line { "…" } else { "" };
    let rest = &text[end..];
    let to = rest.find('\n').unwrap_or(rest.len());
    let after: String = rest[..to].chars().take(40).collect();
    let more = if after.len() < to { "…" } else { "" };
    let space =
        |s: &str, at_end: bool| if (at_end && s.ends_with(' ')) || (!at_end && s.starts_with(' ')) { " " } else { "" };
    (
        format!("{cut}{}{}", fold(&before), space(&before, true)),
        super::shorten(&text[start..end], 80),
        format!("{}{}{more}", space(&after, false), fold(&after)),
    )
}

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
