//! Is the citation right? The rules asked for, over documents, against the texts of the law.

use std::collections::BTreeMap;
use std::path::Path;

use globset::{Glob, GlobMatcher};
use serde::Serialize;

use super::desk::{Desk, context};
use super::error::AskError;
use super::fix::fixed;
use super::shelf::Shelf;
use crate::check::{Checked, Finding, Fix, RULES, Rule, Severity, Style, Subject, check_by, rules_of, verdicts};
use crate::library::Laws;
use crate::provision::ProvisionId;
use crate::read::Document;
use crate::text::LineIndex;

/// What is asked of [`Desk::checker`]. A rule is named by its code, the beginning of it (`PC2`), its name, or `ALL`.
#[derive(Clone, Debug, Default)]
pub struct CheckAsked {
    /// Only these rules; those that run by themselves where none are named.
    pub select: Vec<String>,
    /// These as well.
    pub extend_select: Vec<String>,
    /// All but these.
    pub ignore: Vec<String>,
    /// All but these in the files that a pattern matches.
    pub per_file_ignores: BTreeMap<String, Vec<String>>,
    /// Hold citations against a house style.
    pub style: Option<Style>,
    /// Whether the style's own rules run too.
    pub style_rules: bool,
    /// The documents' date, for those that don't say it.
    pub as_of: Option<String>,
}

/// Whether a finding in a document is told.
type Only<'d> = dyn Fn(&Document, &Finding) -> bool + Sync + 'd;

/// Checks documents. May be asked from many threads.
pub struct Checker<'d> {
    desk: &'d Desk,
    shelf: Shelf<'d>,
    rules: Vec<&'static Rule>,
    ignored: Vec<(GlobMatcher, Vec<&'static Rule>)>,
    style: Option<Style>,
    as_of: Option<String>,
    only: Box<Only<'d>>,
}

/// A row of `check`, the contract: one finding.
#[derive(Clone, Debug, Serialize)]
pub struct FindingRow<'a> {
    /// The document, as the user named it.
    pub path: &'a str,
    /// First byte in the document's text as read.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Line and column are for people; programs count bytes.
    #[serde(skip)]
    pub line: usize,
    /// From one on, in characters.
    #[serde(skip)]
    pub column: usize,
    /// The rule's code.
    pub code: &'static str,
    /// The rule's name.
    pub name: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in a sentence.
    pub message: &'a str,
    /// The provision that it is about.
    pub id: Option<&'a ProvisionId>,
    /// What it is judged by.
    pub evidence: &'a [String],
    /// What to write instead, where that is beyond doubt.
    pub fix: Option<&'a Fix>,
    /// The page that it is on, from one, where the source has pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// First byte in the marked-up source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_start: Option<usize>,
    /// One past the last byte in the marked-up source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_end: Option<usize>,
}

impl<'a> FindingRow<'a> {
    /// The row of a finding in a document with this index of lines.
    #[must_use]
    pub fn new(document: &'a Document, index: &LineIndex, f: &'a Finding) -> Self {
        let (line, column) = index.line_column(&document.text, f.span.start);
        let source = document.source.as_ref().and_then(|map| map.to_source(f.span));
        Self {
            path: &document.path,
            start: f.span.start,
            end: f.span.end,
            line,
            column,
            code: f.rule.code,
            name: f.rule.name,
            severity: f.severity,
            message: &f.message,
            id: f.id.as_ref(),
            evidence: &f.evidence,
            fix: f.fix.as_ref(),
            page: document.places.page(f.span.start).and_then(crate::read::Page::number),
            source_start: source.map(|s| s.start),
            source_end: source.map(|s| s.end),
        }
    }
}

/// What fixing a document came to.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// The document as it is now.
    pub document: Document,
    /// What is left in it.
    pub found: Vec<Finding>,
    /// How many fixes were made.
    pub made: usize,
}

impl std::fmt::Debug for Checker<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Checker").field("rules", &self.rules.len()).field("as_of", &self.as_of).finish_non_exhaustive()
    }
}

impl Desk {
    /// A checker with the rules asked for.
    ///
    /// # Errors
    ///
    /// When a rule is unknown, a pattern can't be read, or the law library can't.
    pub fn checker(&self, asked: CheckAsked) -> Result<Checker<'_>, AskError> {
        let mut rules = match asked.select.as_slice() {
            [] => RULES.iter().copied().filter(|r| r.default).collect(),
            codes => named(codes)?,
        };
        rules.extend(named(&asked.extend_select)?);
        if asked.style_rules {
            rules.extend(rules_of("PC4"));
        }
        let never = named(&asked.ignore)?;
        rules.retain(|r| !never.iter().any(|i| i.code == r.code));
        rules.sort_by_key(|r| r.code);
        rules.dedup_by_key(|r| r.code);
        let mut ignored = Vec::new();
        for (pattern, codes) in &asked.per_file_ignores {
            ignored.push((Glob::new(pattern)?.compile_matcher(), named(codes)?));
        }
        let (style, as_of) = (asked.style, asked.as_of);
        Ok(Checker {
            desk: self,
            shelf: Shelf::new(self.laws()?, self),
            rules,
            ignored,
            style,
            as_of,
            only: Box::new(|_, _| true),
        })
    }
}

impl<'d> Checker<'d> {
    /// The same, telling only some findings: those on lines that changed, say.
    #[must_use]
    pub fn telling(self, only: impl Fn(&Document, &Finding) -> bool + Sync + 'd) -> Self {
        Self { only: Box::new(only), ..self }
    }

    /// The texts that it checks against.
    #[must_use]
    pub const fn laws(&self) -> &'d Laws {
        self.shelf.laws
    }

    /// The texts that were asked for so far: id, from which day, hash of the source.
    #[must_use]
    pub fn texts_used(&self) -> Vec<(String, String, String)> {
        self.shelf.used()
    }

    /// What is wrong in a document, in text order.
    #[must_use]
    pub fn check(&self, document: &Document) -> Vec<Finding> {
        self.look(document, |_, found| found)
    }

    /// The same with the verdict on every citation and quotation.
    #[must_use]
    pub fn verdicts(&self, document: &Document) -> (Vec<Finding>, Vec<Checked>) {
        self.look(document, |subject, found| {
            let checked = verdicts(subject, &found);
            (found, checked)
        })
    }

    /// Makes a document's fixes, again and again while one makes room for the next. `found` is what was found in it.
    #[must_use]
    pub fn fix(&self, document: Document, found: Vec<Finding>) -> Fixed {
        let mut after = Fixed { document, found, made: 0 };
        for _ in 0..ROUNDS {
            let (text, made) = fixed(&after.document.text, &after.found);
            if made == 0 {
                break;
            }
            after.made += made;
            after.document.text = text;
            after.found = self.check(&after.document);
        }
        after
    }

    fn look<T>(&self, document: &Document, told: impl FnOnce(&Subject<'_>, Vec<Finding>) -> T) -> T {
        let context = context(document, self.as_of.as_deref());
        let read = self.desk.resolver().read(&document.text, context);
        let subject = Subject::new(&document.text, context.date, &read.mentions, self.desk.resolver(), &self.shelf)
            .with_terms(&read.terms)
            .with_style(self.style.as_ref());
        let mut found = check_by(&subject, &self.rules_for(&document.path));
        found.retain(|f| (self.only)(document, f));
        told(&subject, found)
    }

    fn rules_for(&self, path: &str) -> Vec<&'static Rule> {
        let path = Path::new(path).strip_prefix("./").unwrap_or(Path::new(path));
        let mut rules = self.rules.clone();
        for (_, ignored) in self.ignored.iter().filter(|(glob, _)| glob.is_match(path)) {
            rules.retain(|r| !ignored.iter().any(|i| i.code == r.code));
        }
        rules
    }
}

/// The rules of several codes.
fn named(codes: &[String]) -> Result<Vec<&'static Rule>, AskError> {
    let mut out = Vec::new();
    for code in codes {
        let before = out.len();
        out.extend(rules_of(code));
        if out.len() == before {
            let rules = RULES.iter().map(|r| format!("{} {}", r.code, r.name)).collect();
            return Err(AskError::NoRule { code: code.clone(), rules });
        }
    }
    Ok(out)
}

/// Two fixes that undo each other end here.
const ROUNDS: usize = 10;
