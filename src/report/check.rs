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
    for f in found {
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
        out.push('\n');
    }
    out
}

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
        let (line, column) = index.line_column(&document.text, f.span.start);
        let level = match f.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let _ = writeln!(
            out,
            "::{level} file={},line={line},col={column},title={} {}::{}",
            property(&document.path),
            f.rule.code,
            f.rule.name,
            escaped(&f.message)
        );
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
                let (line, column) = index.line_column(&document.text, span.start);
                let (end_line, end_column) = index.line_column(&document.text, span.end);
                json!({"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column})
            };
            let artifact = json!({"uri": document.path.replace('\\', "/")});
            let mut result = json!({
                "ruleId": f.rule.code,
                "ruleIndex": RULES.iter().position(|r| r.code == f.rule.code),
                "level": level,
                "message": {"text": f.message},
                "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region(f.span)}}],
                "partialFingerprints": {"pincite/v1": fingerprint(document, f)},
            });
            if let (Some(fix), Some(object)) = (&f.fix, result.as_object_mut()) {
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
