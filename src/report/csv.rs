//! Comma-separated values, as RFC 4180 has them.

use std::fmt::Write;

/// One line: fields quoted where they hold a comma, a quotation mark or a line break. Spreadsheets run what begins
/// with `=`, `+`, `-` or `@`; such a field gets a leading apostrophe.
///
/// ```
/// assert_eq!(pincite::report::csv_line(&["a", "b,c", "say \"x\""]), "a,\"b,c\",\"say \"\"x\"\"\"\n");
/// ```
#[must_use]
pub fn csv_line(fields: &[&str]) -> String {
    let mut line = String::new();
    for (i, field) in fields.iter().enumerate() {
        line.push_str(if i > 0 { "," } else { "" });
        let guard = if field.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
        if field.contains([',', '"', '\n', '\r']) {
            let _ = write!(line, "\"{guard}{}\"", field.replace('"', "\"\""));
        } else {
            let _ = write!(line, "{guard}{field}");
        }
    }
    line.push('\n');
    line
}
