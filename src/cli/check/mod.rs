//! `pincite check`: is the citation right?

mod annotate;
mod asked;
mod baseline;
mod changed;
mod config;
mod fix;
mod print;

use std::ops::ControlFlow;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::Outcome;
use super::args::{Check, CheckFormat};
use super::cite::{or_stdin, read_in_words};
use super::session::{Session, Usage, read_options};
use crate::ask::Checker;
use crate::read::Document;
use crate::report::{CheckReport, Made};
use crate::text::LineIndex;
use annotate::Annotating;
use baseline::Baseline;
use changed::Changed;
pub(super) use config::{Config, SCHEMA};
use fix::Fixing;
use print::{Printer, Sum};

pub(super) fn run(session: &Session, args: &Check) -> Result<Outcome> {
    let (paths, options) = (or_stdin(&args.paths, "check")?, read_options(&args.reading));
    let (asked, mut known) = asked::asked(args)?;
    let mut checker = session.desk()?.checker(asked)?;
    if let Some(since) = &args.since {
        let changed = Changed::since(since)?;
        checker = checker.telling(move |document, f| {
            changed.has(&document.path, &document.text, &LineIndex::new(&document.text), f.span)
        });
    }
    let files = session.files(&paths, &options);
    if let Some(file) = &args.write_baseline {
        let mut made = Baseline::default();
        let tally = files.each(
            |document| checker.check(document),
            |document, found| {
                made.add(&document, &found);
                anyhow::Ok(ControlFlow::Continue(()))
            },
        )?;
        made.write(file)?;
        return Ok(Outcome::read(tally.unread));
    }
    let report_format = args.report.as_deref().map(extension).transpose()?;
    let wants_report = args.report.is_some() || args.format == CheckFormat::Html;
    let page = args.format == CheckFormat::Html || report_format == Some(ReportFormat::Html);
    let mut report = report(session, page, &checker)?;
    let mut annotating = args.annotate.as_deref().map(|out| Annotating::new(out, &paths)).transpose()?;
    let (mut sum, mut fixing) = (Sum::default(), Fixing::new(args.fix, args.diff));
    let mut printer = Printer::new(session, if args.diff { CheckFormat::Github } else { args.format })?;
    let narrowed = known.is_some() || args.since.is_some();
    let summed = args.format == CheckFormat::Human && !args.diff;
    let work = |document: &Document| {
        if wants_report || summed { checker.verdicts(document) } else { (checker.check(document), Vec::new()) }
    };
    let tally = files.each(work, |mut document, (mut found, checked)| {
        if wants_report {
            report.add(&document, &checked, &found);
        }
        if let Some(known) = &mut known {
            known.subtract(&document, &mut found);
        }
        sum.judge(&checked);
        sum.fixable += found.iter().filter(|f| f.fix.is_some()).count();
        fixing.make(&checker, &mut document, &mut found)?;
        sum.add(&found);
        if let Some(annotating) = &mut annotating {
            annotating.add(&document, &found);
        }
        if !args.diff {
            printer.add(&document, &found)?;
        }
        anyhow::Ok(ControlFlow::Continue(()))
    })?;
    report.used(checker.texts_used());
    let said = sum.human(args.fix, checker.laws().entries().is_empty(), narrowed, &read_in_words(tally));
    printer.end(&report, &session.lines("").wrapped(&said))?;
    fixing.tell()?;
    if let Some(annotating) = annotating {
        annotating.write(&options)?;
    }
    if let (Some(file), Some(format)) = (&args.report, report_format) {
        write_report(file, format, &report)?;
    }
    let wrong = sum.is_wrong() || args.diff && fixing.made > 0;
    Ok(Outcome::of(tally.unread, !wrong))
}

/// The report to be filled; as a page, where one is wanted.
fn report(session: &Session, page: bool, checker: &Checker<'_>) -> Result<CheckReport> {
    let at_hand = checker.laws().entries().len();
    let grammar = session.desk()?.resolver().grammar().hash.clone();
    let report = CheckReport::new(Made { grammar, texts: Vec::new(), at_hand });
    Ok(if page { report.with_page() } else { report })
}

/// How a report is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ReportFormat {
    Json,
    Html,
    Markdown,
}

/// The format that a report's file says by its extension.
fn extension(file: &Path) -> Result<ReportFormat> {
    let extension = file.extension().and_then(|e| e.to_str()).unwrap_or("").to_ascii_lowercase();
    let format = match extension.as_str() {
        "json" => ReportFormat::Json,
        "html" | "htm" => ReportFormat::Html,
        "md" | "markdown" => ReportFormat::Markdown,
        _ => {
            let name = file.display();
            let message = format!("--report {name}: the name says no format of a report; give it .json, .html or .md");
            return Err(Usage(message).into());
        }
    };
    Ok(format)
}

fn write_report(file: &Path, format: ReportFormat, report: &CheckReport) -> Result<()> {
    let whole = match format {
        ReportFormat::Json => serde_json::to_string_pretty(&report.json())? + "\n",
        ReportFormat::Html => report.html(),
        ReportFormat::Markdown => report.markdown(),
    };
    std::fs::write(file, whole).with_context(|| format!("{}: the report couldn't be written", file.display()))
}
