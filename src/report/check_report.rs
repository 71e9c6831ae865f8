//! The report of a check: every citation and quotation with its verdict and its evidence, and what was not checked. The same
//! input gives the same bytes.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use super::shorten;
use crate::check::{Checked, Finding, Verdict};
use crate::read::Document;
use crate::text::LineIndex;

/// What a report was made with.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// Hash of the grammar.
    pub grammar: String,
    /// Texts of the law at hand: id, from which day, hash of the source.
    pub texts: Vec<(String, String, String)>,
}

/// A report being written.
#[derive(Debug)]
pub struct CheckReport {
    made: Made,
    documents: Vec<Value>,
    counts: BTreeMap<&'static str, usize>,
}

impl CheckReport {
    /// An empty one.
    #[must_use]
    pub fn new(made: Made) -> Self {
        Self { made, documents: Vec::new(), counts: BTreeMap::new() }
    }

    /// Adds a document.
    pub fn add(&mut self, document: &Document, checked: &[Checked], found: &[Finding]) {
        let index = LineIndex::new(&document.text);
        let rows: Vec<Value> = checked
            .iter()
            .map(|c| {
                *self.counts.entry(c.verdict.name()).or_default() += 1;
                let (line, column) = index.line_column(&document.text, c.span.start);
                json!({
                    "line": line, "column": column, "start": c.span.start, "end": c.span.end, "text": c.span.of(&document.text),
                    "kind": if c.quotation { "quotation" } else { "citation" }, "id": c.id, "verdict": c.verdict.name(),
                    "evidence": c.evidence,
                })
            })
            .collect();
        let hash = blake3::hash(document.text.as_bytes()).to_hex();
        self.documents.push(json!({
            "path": document.path, "title": document.title, "date": document.date, "hash": &hash.as_str()[..16],
            "checked": rows, "findings": super::check_rows(document, found),
        }));
    }

    /// The report as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let texts = self.made.texts.iter().map(|(id, from, hash)| json!({"id": id, "from": from, "hash": hash}));
        json!({
            "tool": "pincite", "version": env!("CARGO_PKG_VERSION"), "grammar": self.made.grammar,
            "texts": texts.collect::<Vec<_>>(), "verdicts": self.counts, "documents": self.documents,
        })
    }

    /// The report as Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = String::from("# Report of a citation check\n\n");
        let _ = writeln!(
            out,
            "pincite {}, grammar {}, {} texts of the law at hand.\n",
            env!("CARGO_PKG_VERSION"),
            self.made.grammar,
            self.made.texts.len()
        );
        out.push_str("| verdict | citations and quotations |\n|---|---|\n");
        for (verdict, n) in &self.counts {
            let _ = writeln!(out, "| {verdict} | {n} |");
        }
        for document in &self.documents {
            let field = |key: &str| document[key].as_str().unwrap_or("");
            let _ = writeln!(
                out,
                "\n## {}\n\n{} {} (text {})\n",
                field("path"),
                field("title"),
                field("date"),
                field("hash")
            );
            out.push_str("| line | words | provision | verdict | by what |\n|---|---|---|---|---|\n");
            for row in document["checked"].as_array().into_iter().flatten() {
                let text = |key: &str| row[key].as_str().unwrap_or("").replace('|', "\\|");
                let evidence: Vec<&str> =
                    row["evidence"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                let kind = if row["kind"] == "quotation" { "“" } else { "" };
                let close = if kind.is_empty() { "" } else { "”" };
                let _ = writeln!(
                    out,
                    "| {} | {kind}{}{close} | {} | {} | {} |",
                    row["line"],
                    shorten(&text("text"), 70),
                    text("id"),
                    text("verdict"),
                    shorten(&evidence.join("; ").replace('|', "\\|"), 140)
                );
            }
        }
        let unchecked = [Verdict::Ambiguous, Verdict::SourceNotHeld, Verdict::NotInCoverage];
        let n: usize = unchecked.iter().filter_map(|v| self.counts.get(v.name())).sum();
        let _ = writeln!(
            out,
            "\n## Not checked\n\n{n} citations could not be checked: what is meant can't be told, or neither registry nor texts cover it. A research aid, not legal advice."
        );
        out
    }
}
