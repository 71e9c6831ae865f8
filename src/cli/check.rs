//! `pincite check`: is the citation right?

use std::io::Write;
use std::ops::ControlFlow;
use std::sync::Arc;

use anyhow::{Context as _, Result};

use super::args::{Check, CheckFormat};
use super::cite::or_stdin;
use super::session::{Session, Usage, read_options};
use super::{Outcome, pipeline};
use crate::check::{Finding, RULES, Severity, Subject, Texts, check, rule, verdicts};
use crate::index::LawLibrary;
use crate::law::{Law, Part};
use crate::provision::ProvisionId;
use crate::read::Document;
use crate::report::{CheckReport, Made, Sarif, check_csv, check_github, check_human, check_rows, csv_line};
use crate::resolve::Context;

/// The texts of the user's library; a text that can't be read is one that isn't there, and is told at the end.
struct Shelf<'l>(&'l LawLibrary);

impl Texts for Shelf<'_> {
    fn provision(&self, id: &ProvisionId, day: Option<&str>) -> Option<(Arc<Law>, Part)> {
        self.0.provision(id, day).ok().flatten()
    }

    fn is_empty(&self) -> bool {
        self.0.entries().is_empty()
    }
}

pub(super) fn run(session: &Session, args: &Check) -> Result<Outcome> {
    let paths = or_stdin(&args.paths, "check")?;
    for code in args.select.iter().chain(&args.ignore) {
        if rule(code).is_none() {
            let codes: Vec<String> = RULES.iter().map(|r| format!("{} {}", r.code, r.name)).collect();
            return Err(Usage(format!("there is no rule “{code}”; there are {}", codes.join(", "))).into());
        }
    }
    let resolver = session.resolver()?;
    let library = LawLibrary::open(&session.library_dir()?)?;
    let style = session.style();
    let is = |f: &Finding, codes: &[String]| codes.iter().filter_map(|c| rule(c)).any(|r| r.code == f.rule.code);
    let work = |document: &Document| {
        let date = document.date.as_deref().or(args.as_of.as_deref());
        let context = Context { date, source_id: document.id.as_deref(), title: document.title.as_deref() };
        let mentions = resolver.resolve(&document.text, context);
        let shelf = Shelf(&library);
        let subject = Subject::new(&document.text, date, &mentions, &resolver, &shelf);
        let mut found = check(&subject);
        found.retain(|f| (args.select.is_empty() || is(f, &args.select)) && !is(f, &args.ignore));
        let checked = if args.report.is_some() { verdicts(&subject, &found) } else { Vec::new() };
        (found, checked)
    };
    let mut out = session.out();
    let texts = library.entries().iter().map(|e| (e.id.to_string(), e.from.clone(), e.hash.clone())).collect();
    let mut report = CheckReport::new(Made { grammar: resolver.grammar().hash.clone(), texts });
    let mut sarif = Sarif::default();
    let (mut counts, mut first) = ([0usize; 3], true);
    match args.format {
        CheckFormat::Csv => out
            .write_all(csv_line(&["path", "line", "column", "code", "name", "severity", "message", "id"]).as_bytes())?,
        CheckFormat::Json => out.write_all(b"[")?,
        _ => {}
    }
    let tally =
        pipeline::each(&paths, &read_options(&args.reading), session.threads(), work, |document, (found, checked)| {
            if args.report.is_some() {
                report.add(&document, &checked, &found);
            }
            for f in &found {
                counts[f.rule.severity as usize] += 1;
            }
            match args.format {
                CheckFormat::Human => out.write_all(check_human(&document, &found, style).as_bytes())?,
                CheckFormat::Jsonl => {
                    check_rows(&document, &found).iter().try_for_each(|row| writeln!(out, "{row}"))?;
                }
                CheckFormat::Json => {
                    for row in check_rows(&document, &found) {
                        out.write_all(if std::mem::take(&mut first) { b"\n" } else { b",\n" })?;
                        write!(out, "{row}")?;
                    }
                }
                CheckFormat::Csv => out.write_all(check_csv(&document, &found).as_bytes())?,
                CheckFormat::Github => out.write_all(check_github(&document, &found).as_bytes())?,
                CheckFormat::Sarif => sarif.add(&document, &found),
            }
            Ok(ControlFlow::Continue(()))
        })?;
    match args.format {
        CheckFormat::Json => out.write_all(b"\n]\n")?,
        CheckFormat::Sarif => writeln!(out, "{}", serde_json::to_string_pretty(&sarif.finish())?)?,
        CheckFormat::Human => {
            let [notes, warnings, errors] = counts;
            if notes + warnings + errors > 0 {
                let held = if library.entries().is_empty() {
                    "; no texts of the law are at hand, so quotations were not checked (`pincite law add`)"
                } else {
                    ""
                };
                writeln!(out, "{errors} errors, {warnings} warnings, {notes} notes{held}")?;
            }
        }
        _ => {}
    }
    out.flush()?;
    if let Some(file) = &args.report {
        let json = file.extension().is_some_and(|e| e.eq_ignore_ascii_case("json"));
        let whole = if json { serde_json::to_string_pretty(&report.json())? + "\n" } else { report.markdown() };
        std::fs::write(file, whole).with_context(|| format!("{}: the report couldn't be written", file.display()))?;
    }
    Ok(if tally.unread > 0 {
        Outcome::Unread
    } else if counts[Severity::Error as usize] + counts[Severity::Warning as usize] > 0 {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}
