//! Findings printed as they come, each format with what frames it.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;

use super::super::args::CheckFormat;
use super::super::out::Out;
use super::super::session::Session;
use crate::ask::FindingRow;
use crate::check::{Checked, Finding, Severity};
use crate::read::Document;
use crate::report::{
    CheckReport, Lines, RowFormat, Rows, Sarif, check_github, check_human, check_junit, check_rows, junit,
};

/// One format being printed.
pub(super) enum Printer {
    Human(Out, Lines),
    Rows(Rows<Out>),
    Github(Out),
    Junit(Out),
    Sarif(Out, Sarif),
    /// The page is written at the end.
    Html(Out),
}

impl Printer {
    pub(super) fn new(session: &Session, format: CheckFormat) -> Result<Self> {
        let mut out = session.out();
        let rows = |out, format| Self::Rows(Rows::of::<FindingRow<'_>>(out, format));
        Ok(match format {
            CheckFormat::Human => Self::Human(session.screen(), session.lines("")),
            CheckFormat::Json => rows(out, RowFormat::Json),
            CheckFormat::Jsonl => rows(out, RowFormat::Jsonl),
            CheckFormat::Csv => rows(out, RowFormat::Csv),
            CheckFormat::Github => Self::Github(session.unpaged()),
            CheckFormat::Sarif => Self::Sarif(out, Sarif::default()),
            CheckFormat::Html => Self::Html(out),
            CheckFormat::Junit => {
                out.write_all(junit::HEAD.as_bytes())?;
                Self::Junit(out)
            }
        })
    }

    /// Prints a document's findings.
    pub(super) fn add(&mut self, document: &Document, found: &[Finding]) -> Result<()> {
        match self {
            Self::Human(out, lines) => out.write_all(check_human(document, found, lines).as_bytes())?,
            Self::Rows(rows) => check_rows(document, found).iter().try_for_each(|row| rows.row(row))?,
            Self::Github(out) => out.write_all(check_github(document, found).as_bytes())?,
            Self::Junit(out) => out.write_all(check_junit(document, found).as_bytes())?,
            Self::Sarif(_, sarif) => sarif.add(document, found),
            Self::Html(_) => {}
        }
        Ok(())
    }

    /// Prints what stands at the end; `sum` for people.
    pub(super) fn end(self, report: &CheckReport, sum: &str) -> Result<()> {
        let mut out = match self {
            Self::Rows(rows) => rows.end()?,
            Self::Human(mut out, _) => {
                out.write_all(sum.as_bytes())?;
                out
            }
            Self::Github(out) => out,
            Self::Junit(mut out) => {
                out.write_all(junit::TAIL.as_bytes())?;
                out
            }
            Self::Sarif(mut out, sarif) => {
                writeln!(out, "{}", serde_json::to_string_pretty(&sarif.finish())?)?;
                out
            }
            Self::Html(mut out) => {
                out.write_all(report.html().as_bytes())?;
                out
            }
        };
        Ok(out.flush()?)
    }
}

/// How many findings there are of each severity, and how many could be fixed.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    by_severity: [usize; 3],
    /// How many citations and quotations had each verdict.
    verdicts: BTreeMap<&'static str, usize>,
    pub(super) fixable: usize,
}

impl Sum {
    pub(super) fn add(&mut self, found: &[Finding]) {
        for f in found {
            self.by_severity[f.severity as usize] += 1;
        }
    }

    /// Counts the verdicts on a document's citations and quotations.
    pub(super) fn judge(&mut self, checked: &[Checked]) {
        for one in checked {
            *self.verdicts.entry(one.verdict.name()).or_default() += 1;
        }
    }

    /// Whether any is more than a note.
    pub(super) const fn is_wrong(&self) -> bool {
        self.by_severity[Severity::Error as usize] + self.by_severity[Severity::Warning as usize] > 0
    }

    /// `1 error, 2 warnings, 0 notes`, and what to do about them; nothing where there are none.
    pub(super) fn human(&self, fixing: bool, no_texts: bool, narrowed: bool, read: &str) -> String {
        let [notes, warnings, errors] = self.by_severity;
        let counts: Vec<String> = self.verdicts.iter().map(|(verdict, n)| format!("{n} {verdict}")).collect();
        let judged = match counts.as_slice() {
            [] => format!("No citation is recognised in {read}.\n"),
            _ => format!("citations and quotations in {read}: {}\n", counts.join(", ")),
        };
        if notes + warnings + errors == 0 {
            // What is known already, or stands on other lines, isn't told.
            let what = if narrowed { "Nothing new" } else { "Nothing wrong" };
            return if counts.is_empty() { judged } else { format!("{what} is found.\n{judged}") };
        }
        let some = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
        let sum = [some(errors, "error"), some(warnings, "warning"), some(notes, "note")].join(", ");
        let hint = match self.fixable {
            n if n > 0 && !fixing => format!("; {n} can be fixed (`--fix`)"),
            _ => String::new(),
        };
        let held = if no_texts {
            "; no texts of the law are at hand, so quotations were not checked (`pincite law add`)"
        } else {
            ""
        };
        format!("{sum}{hint}{held}\n{judged}")
    }
}
