//! `pincite check`: is the citation right?

mod baseline;
mod changed;
mod config;
mod fix;

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use globset::{Glob, GlobMatcher};

use super::args::{Check, CheckFormat};
use super::cite::or_stdin;
use super::session::{Session, Usage, read_options, shown};
use super::{Outcome, pipeline};
use crate::check::{Finding, RULES, Rule, Severity, Style, Subject, Texts, check_by, rules_of, verdicts};
use crate::law::{Law, Part};
use crate::library::Laws;
use crate::provision::ProvisionId;
use crate::read::Document;
use crate::report::{
    CheckReport, Made, Sarif, check_csv, check_github, check_human, check_junit, check_rows, csv_line, junit,
};
use crate::resolve::Context;
use crate::text::LineIndex;
use baseline::Baseline;
use changed::Changed;
pub(super) use config::{Config, SCHEMA};

/// The texts of the user's library; a text that can't be read is one that isn't there, and is told at the end.
struct Shelf<'l>(&'l Laws);

impl Texts for Shelf<'_> {
    fn provision(&self, id: &ProvisionId, day: Option<&str>) -> Option<(Arc<Law>, Part)> {
        self.0.provision(id, day).ok().flatten()
    }

    fn versions(&self, id: &ProvisionId) -> Vec<(Arc<Law>, Part)> {
        self.0.versions(id).unwrap_or_default()
    }

    fn is_empty(&self) -> bool {
        self.0.entries().is_empty()
    }
}

/// What the command line and `pincite.toml` together ask for.
struct Asked {
    rules: Vec<&'static Rule>,
    style: Option<Style>,
    as_of: Option<String>,
    baseline: Option<Baseline>,
    /// Rules ignored in the files that a pattern matches.
    ignored: Vec<(GlobMatcher, Vec<&'static Rule>)>,
}

impl Asked {
    /// The command line goes before the file.
    fn new(args: &Check) -> Result<Self> {
        let config = if args.isolated { Config::default() } else { Config::find(args.config.as_deref())?.0 };
        let config = config.check;
        let mut rules: Vec<&'static Rule> = match (args.select.as_slice(), config.select.as_slice()) {
            ([], []) => RULES.iter().copied().filter(|r| r.default).collect(),
            ([], codes) | (codes, _) => named(codes)?,
        };
        rules.extend(named(&config.extend_select)?);
        rules.extend(named(&args.extend_select)?);
        let style = args.style.as_deref().or(config.style.as_deref()).map(style).transpose()?;
        if style.is_some() && args.select.is_empty() {
            rules.extend(rules_of("PC4"));
        }
        let ignored = [named(&config.ignore)?, named(&args.ignore)?].concat();
        rules.retain(|r| !ignored.iter().any(|i| i.code == r.code));
        rules.sort_by_key(|r| r.code);
        rules.dedup_by_key(|r| r.code);
        let mut by_file = Vec::new();
        for (pattern, codes) in &config.per_file_ignores {
            let glob = Glob::new(pattern).map_err(|e| Usage(format!("pincite.toml: per-file-ignores: {e}")))?;
            by_file.push((glob.compile_matcher(), named(codes)?));
        }
        let baseline =
            args.baseline.as_ref().or(config.baseline.as_ref()).map(|path| Baseline::read(path)).transpose()?;
        let as_of = args.as_of.clone().or(config.as_of);
        Ok(Self { rules, style, as_of, baseline, ignored: by_file })
    }
}

/// The rules of several codes.
fn named(codes: &[String]) -> Result<Vec<&'static Rule>> {
    let mut out = Vec::new();
    for code in codes {
        let before = out.len();
        out.extend(rules_of(code));
        if out.len() == before {
            let codes: Vec<String> = RULES.iter().map(|r| format!("{} {}", r.code, r.name)).collect();
            return Err(Usage(format!("there is no rule “{code}”; there are {}", codes.join(", "))).into());
        }
    }
    Ok(out)
}

/// A style by name, or from a file of the user's.
fn style(name: &str) -> Result<Style> {
    let file = Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"));
    let style = if file {
        let toml = std::fs::read_to_string(name).with_context(|| format!("{name}: the style can't be read"))?;
        Style::parse(name, &toml)
    } else {
        Style::builtin(name)
    };
    Ok(style.map_err(|e| Usage(e.to_string()))?)
}

/// What `--fix` and `--diff` came to.
#[derive(Default)]
struct Fixed {
    made: usize,
    files: usize,
    refused: usize,
}

#[expect(
    clippy::too_many_lines,
    reason = "what is asked, the work and every way of printing it are one here, until a desk below it answers"
)]
pub(super) fn run(session: &Session, args: &Check) -> Result<Outcome> {
    let paths = or_stdin(&args.paths, "check")?;
    let asked = Asked::new(args)?;
    let changed = args.since.as_deref().map(Changed::since).transpose()?;
    let resolver = session.resolver()?;
    let library = session.laws()?;
    let style = session.style();
    let wants_report = args.report.is_some() || args.format == CheckFormat::Html;
    let work = |document: &Document| {
        let date = document.date.as_deref().or(asked.as_of.as_deref());
        let context =
            Context { date, source_id: document.id.as_deref(), title: document.title.as_deref(), ..Context::default() };
        let read = resolver.read(&document.text, context);
        let shelf = Shelf(&library);
        let subject = Subject::new(&document.text, date, &read.mentions, &resolver, &shelf)
            .with_terms(&read.terms)
            .with_style(asked.style.as_ref());
        let mut rules = asked.rules.clone();
        let path = shown(&document.path);
        for (_, ignored) in asked.ignored.iter().filter(|(glob, _)| glob.is_match(path)) {
            rules.retain(|r| !ignored.iter().any(|i| i.code == r.code));
        }
        let mut found = check_by(&subject, &rules);
        if let Some(changed) = &changed {
            let index = LineIndex::new(&document.text);
            found.retain(|f| changed.has(&document.path, &document.text, &index, f.span));
        }
        let checked = if wants_report { verdicts(&subject, &found) } else { Vec::new() };
        (found, checked)
    };
    let mut out = session.out();
    let texts = library.entries().iter().map(|e| (e.id.to_string(), e.from.clone(), e.hash.clone())).collect();
    let mut report = CheckReport::new(Made { grammar: resolver.grammar().hash.clone(), texts });
    let page = args.report.as_ref().is_some_and(|f| f.extension().is_some_and(|e| e == "html" || e == "htm"));
    if page || args.format == CheckFormat::Html {
        report = report.with_page();
    }
    let mut sarif = Sarif::default();
    let (mut counts, mut first, mut fixable) = ([0usize; 3], true, 0);
    let (mut known, mut made, mut fixed) = (asked.baseline.clone(), Baseline::default(), Fixed::default());
    match args.format {
        CheckFormat::Csv => out
            .write_all(csv_line(&["path", "line", "column", "code", "name", "severity", "message", "id"]).as_bytes())?,
        CheckFormat::Json => out.write_all(b"[")?,
        CheckFormat::Junit => out.write_all(junit::HEAD.as_bytes())?,
        _ => {}
    }
    let tally = pipeline::each(
        &paths,
        &read_options(&args.reading),
        session.threads(),
        work,
        |mut document, (mut found, checked)| {
            if wants_report {
                report.add(&document, &checked, &found);
            }
            if args.write_baseline.is_some() {
                made.add(&document, &found);
                return Ok(ControlFlow::Continue(()));
            }
            if let Some(known) = &mut known {
                known.subtract(&document, &mut found);
            }
            fixable += found.iter().filter(|f| f.fix.is_some()).count();
            if (args.fix || args.diff) && found.iter().any(|f| f.fix.is_some()) {
                document = apply(args, document, &mut found, &mut fixed, &mut out, |document| work(document).0)?;
            }
            for f in &found {
                counts[f.rule.severity as usize] += 1;
            }
            match args.format {
                _ if args.diff => {}
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
                CheckFormat::Junit => out.write_all(check_junit(&document, &found).as_bytes())?,
                CheckFormat::Sarif => sarif.add(&document, &found),
                CheckFormat::Html => {}
            }
            Ok(ControlFlow::Continue(()))
        },
    )?;
    if let Some(file) = &args.write_baseline {
        made.write(file)?;
        return Ok(if tally.unread > 0 { Outcome::Unread } else { Outcome::Done });
    }
    match args.format {
        CheckFormat::Json => out.write_all(b"\n]\n")?,
        CheckFormat::Sarif => writeln!(out, "{}", serde_json::to_string_pretty(&sarif.finish())?)?,
        CheckFormat::Junit => out.write_all(junit::TAIL.as_bytes())?,
        CheckFormat::Html => out.write_all(report.html().as_bytes())?,
        CheckFormat::Human if !args.diff => {
            let [notes, warnings, errors] = counts;
            if notes + warnings + errors > 0 {
                let held = if library.entries().is_empty() {
                    "; no texts of the law are at hand, so quotations were not checked (`pincite law add`)"
                } else {
                    ""
                };
                let hint = if fixable > 0 && !args.fix {
                    format!("; {fixable} can be fixed (`--fix`)")
                } else {
                    String::new()
                };
                writeln!(out, "{}{hint}{held}", tally_of(errors, warnings, notes))?;
            }
        }
        _ => {}
    }
    out.flush()?;
    if args.fix || args.diff {
        let verb = if args.diff { "would be fixed" } else { "fixed" };
        let mut err = std::io::stderr();
        if fixed.made > 0 {
            writeln!(err, "pincite: {} {verb} in {} files", fixed.made, fixed.files)?;
        }
        if fixed.refused > 0 {
            writeln!(
                err,
                "pincite: {} fixes were left: only files whose bytes are their text are written",
                fixed.refused
            )?;
        }
    }
    if let Some(file) = &args.report {
        let extension = file.extension().and_then(|e| e.to_str()).unwrap_or("").to_ascii_lowercase();
        let whole = match extension.as_str() {
            "json" => serde_json::to_string_pretty(&report.json())? + "\n",
            "html" | "htm" => report.html(),
            _ => report.markdown(),
        };
        std::fs::write(file, whole).with_context(|| format!("{}: the report couldn't be written", file.display()))?;
    }
    Ok(if tally.unread > 0 {
        Outcome::Unread
    } else if counts[Severity::Error as usize] + counts[Severity::Warning as usize] > 0 || args.diff && fixed.made > 0 {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}

/// `1 error, 2 warnings, 0 notes`.
fn tally_of(errors: usize, warnings: usize, notes: usize) -> String {
    let some = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    [some(errors, "error"), some(warnings, "warning"), some(notes, "note")].join(", ")
}

/// Makes a document's fixes, or shows them, again and again while one makes room for the next; what is found in the text
/// then is what is left. The document as it is now.
fn apply(
    args: &Check,
    document: Document,
    found: &mut Vec<Finding>,
    fixed: &mut Fixed,
    out: &mut impl Write,
    again: impl Fn(&Document) -> Vec<Finding>,
) -> Result<Document> {
    if !fix::is_a_file(&document) {
        fixed.refused += found.iter().filter(|f| f.fix.is_some()).count();
        return Ok(document);
    }
    let mut after = document.clone();
    for _ in 0..ROUNDS {
        let (text, made) = fix::fixed(&after.text, found);
        if made == 0 {
            break;
        }
        fixed.made += made;
        after.text = text;
        *found = again(&after);
    }
    fixed.files += 1;
    if args.diff {
        out.write_all(fix::diff(&document.path, &document.text, &after.text).as_bytes())?;
    } else {
        fix::write(&after)?;
    }
    Ok(after)
}

/// Two fixes that undo each other end here.
const ROUNDS: usize = 10;
