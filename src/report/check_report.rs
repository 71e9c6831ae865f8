//! The report of a check: every citation and quotation with its verdict and its evidence, and what was not checked. The same
//! input gives the same bytes.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};

use super::{report_page, shorten};
use crate::check::{Checked, Finding};
use crate::read::Document;
use crate::registry::Registry;
use crate::text::LineIndex;

/// What a report was made with.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// Hash of the grammar.
    pub grammar: String,
    /// Texts of the law that it was checked by: id, from which day, hash of the source.
    pub texts: Vec<(String, String, String)>,
    /// How many there are in the law library.
    pub at_hand: usize,
}

/// A report being written.
#[derive(Debug)]
pub struct CheckReport {
    made: Made,
    documents: Vec<Value>,
    /// The documents as parts of a page, when one is wanted.
    sections: Option<Vec<String>>,
    counts: BTreeMap<&'static str, usize>,
    /// How many citations and how many quotations could be judged, and of how many.
    judged: [(usize, usize); 2],
}

impl CheckReport {
    /// An empty one.
    #[must_use]
    pub fn new(made: Made) -> Self {
        Self { made, documents: Vec::new(), sections: None, counts: BTreeMap::new(), judged: [(0, 0); 2] }
    }

    /// The same, to be written as a page too.
    #[must_use]
    pub fn with_page(self) -> Self {
        Self { sections: Some(Vec::new()), ..self }
    }

    /// Says which texts were used, once all documents are added.
    pub fn used(&mut self, texts: Vec<(String, String, String)>) {
        self.made.texts = texts;
    }

    /// The report as a page of HTML that needs nothing else; without its documents unless [`CheckReport::with_page`] was
    /// asked for.
    #[must_use]
    pub fn html(&self) -> String {
        super::clean(&report_page::page(&self.head(), self.sections.as_deref().unwrap_or_default())).into_owned()
    }

    /// Adds a document.
    pub fn add(&mut self, document: &Document, checked: &[Checked], found: &[Finding]) {
        let index = LineIndex::new(&document.text);
        let rows: Vec<Value> = checked
            .iter()
            .map(|c| {
                *self.counts.entry(c.verdict.name()).or_default() += 1;
                let (judged, of) = &mut self.judged[usize::from(c.quotation)];
                *judged += usize::from(c.verdict.is_judged());
                *of += 1;
                let (line, column) = index.line_column(&document.text, c.span.start);
                json!({
                    "line": line, "column": column, "start": c.span.start, "end": c.span.end, "text": c.span.of(&document.text),
                    "kind": if c.quotation { "quotation" } else { "citation" }, "id": c.id, "verdict": c.verdict.name(),
                    "evidence": c.evidence,
                })
            })
            .collect();
        if let Some(sections) = &mut self.sections {
            sections.push(report_page::section(sections.len(), document, checked, found));
        }
        let hash = blake3::hash(document.text.as_bytes()).to_hex();
        self.documents.push(json!({
            "path": document.path, "title": document.title, "date": document.date, "hash": &hash.as_str()[..16],
            "checked": rows, "findings": super::check_rows(document, found),
        }));
    }

    /// The report as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let mut whole = self.head();
        if let Some(object) = whole.as_object_mut() {
            object.insert("documents".to_owned(), Value::Array(self.documents.clone()));
        }
        whole
    }

    /// In one line what share could be judged.
    fn share(&self) -> String {
        let share = |(judged, of): (usize, usize), what: &str| {
            let percent =
                (100 * judged + of / 2).checked_div(of).map(|percent| format!(" ({percent} %)")).unwrap_or_default();
            format!("{judged} of {of} {what}{percent}")
        };
        let [citations, quotations] = self.judged;
        format!("{} and {} could be judged.", share(citations, "citations"), share(quotations, "quotations"))
    }

    /// What it was made with, and the sums.
    fn head(&self) -> Value {
        let texts = self.made.texts.iter().map(|(id, from, hash)| json!({"id": id, "from": from, "hash": hash}));
        json!({
            "tool": "pincite", "version": env!("CARGO_PKG_VERSION"), "grammar": self.made.grammar,
            "registry": Registry::AS_OF, "texts": texts.collect::<Vec<_>>(), "texts_at_hand": self.made.at_hand,
            "verdicts": self.counts,
            "judged": {"citations": self.judged[0].0, "of_citations": self.judged[0].1, "quotations": self.judged[1].0, "of_quotations": self.judged[1].1},
            "share": self.share(),
        })
    }

    /// The report as Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = String::from("# Report of a citation check\n\n");
        let _ = writeln!(
            out,
            "pincite {}, grammar {}, registry as of {}, {} of {} texts of the law used.\n",
            env!("CARGO_PKG_VERSION"),
            self.made.grammar,
            Registry::AS_OF,
            self.made.texts.len(),
            self.made.at_hand
        );
        let _ = writeln!(out, "{}\n", self.share());
        out.push_str("| verdict | citations and quotations |\n|---|---|\n");
        for (verdict, n) in &self.counts {
            let _ = writeln!(out, "| {verdict} | {n} |");
        }
        for document in &self.documents {
            let field = |key: &str| document[key].as_str().unwrap_or("").replace('<', "&lt;");
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
                let text = |key: &str| cell(row[key].as_str().unwrap_or(""));
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
                    shorten(&cell(&evidence.join("; ")), 140)
                );
            }
        }
        let _ = writeln!(
            out,
            "\n## Not checked\n\n{} Of the others what is meant can't be told, or neither registry nor texts cover it. A research aid, not legal advice.",
            self.share()
        );
        super::clean(&out).into_owned()
    }
}

/// Words in a cell of a table: what would end it, or be taken for a tag, is none.
fn cell(words: &str) -> String {
    words.replace('|', "\\|").replace('<', "&lt;")
}
