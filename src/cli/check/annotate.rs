//! `check --annotate`: findings as comments in a copy of a Word document.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::super::session::Usage;
use crate::check::Finding;
use crate::read::{Document, Kind, ReadOptions, Remark, Source, annotate_docx, bytes};

/// The copy being made.
#[derive(Debug)]
pub(super) struct Annotating {
    out: PathBuf,
    /// The document, once it has been read.
    path: Option<PathBuf>,
    remarks: Vec<Remark>,
}

impl Annotating {
    /// A copy of the one document named.
    pub(super) fn new(out: &Path, paths: &[PathBuf]) -> Result<Self> {
        let usage = |message: &str| Err(Usage(format!("--annotate {}: {message}", out.display())).into());
        let [path] = paths else { return usage("one Word document at a time is annotated: name one") };
        if Kind::of(path) != Kind::Docx || Kind::of(out) != Kind::Docx {
            return usage("only Word documents (.docx) are annotated, into another .docx");
        }
        let same = |a: &Path, b: &Path| {
            a == b || a.canonicalize().ok().zip(b.canonicalize().ok()).is_some_and(|(a, b)| a == b)
        };
        if same(path, out) {
            return usage("the document itself is never overwritten: name another file");
        }
        Ok(Self { out: out.to_owned(), path: None, remarks: Vec::new() })
    }

    /// Takes a document's findings. What stands beside the text, comments of others, isn't remarked on.
    pub(super) fn add(&mut self, document: &Document, found: &[Finding]) {
        if document.aside {
            return;
        }
        self.path = Some(PathBuf::from(&document.path));
        self.remarks.extend(found.iter().map(|f| {
            let mut words = format!("{} {}: {}", f.rule.code, f.severity.name(), f.message);
            for evidence in &f.evidence {
                words.push('\n');
                words.push_str(evidence);
            }
            Remark { span: f.span, words }
        }));
    }

    /// Writes the copy.
    pub(super) fn write(self, options: &ReadOptions) -> Result<()> {
        let Some(path) = &self.path else { return Ok(()) };
        let held = bytes(&Source::file(path), options)?;
        let (copy, left) = annotate_docx(&path.display().to_string(), &held, &self.remarks)?;
        std::fs::write(&self.out, copy).with_context(|| format!("{}: couldn't be written", self.out.display()))?;
        let made = self.remarks.len() - left;
        let noun = if made == 1 { "comment" } else { "comments" };
        writeln!(std::io::stderr(), "pincite: {made} {noun} in {}", self.out.display())?;
        if left > 0 {
            writeln!(std::io::stderr(), "pincite: {left} findings stand where no comment can be put")?;
        }
        Ok(())
    }
}
