//! Findings as `JUnit` XML: a suite a document, a failed case a finding.

use std::fmt::Write;

use quick_xml::escape::escape;

use crate::check::{Finding, Severity};
use crate::read::Document;
use crate::text::LineIndex;

/// What stands before the first document's.
pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"pincite\">\n";
/// And behind the last one's.
pub const TAIL: &str = "</testsuites>\n";

/// A document's suite. Notes are no failures; a document without failures is one case that passed.
#[must_use]
pub fn check_junit(document: &Document, found: &[Finding]) -> String {
    let index = LineIndex::new(&document.text);
    let path = escape(document.path.as_str());
    let failed: Vec<&Finding> = found.iter().filter(|f| f.severity > Severity::Note).collect();
    let mut out = format!(
        "  <testsuite name=\"{path}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n",
        failed.len().max(1),
        failed.len()
    );
    if failed.is_empty() {
        let _ = writeln!(out, "    <testcase classname=\"{path}\" name=\"check\"/>");
    }
    for f in failed {
        let (line, column) = document.line_column(&index, f.span.start);
        let _ = writeln!(
            out,
            "    <testcase classname=\"{path}\" name=\"{} {} {line}:{column}\" line=\"{line}\">\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>",
            f.rule.code,
            f.rule.name,
            f.severity.name(),
            escape(f.message.as_str()),
            escape(f.evidence.join("\n"))
        );
    }
    out.push_str("  </testsuite>\n");
    super::clean(&out).into_owned()
}
