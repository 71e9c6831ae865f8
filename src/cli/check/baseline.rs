//! Findings that are known already: only new ones are told.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use crate::check::{Finding, fingerprint};
use crate::read::Document;

/// How often each finding is known. A finding is known by its rule, file, words and message, not by its line.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Baseline {
    version: u32,
    findings: BTreeMap<String, usize>,
}

impl Baseline {
    pub(super) fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{}: the baseline can't be read; `--write-baseline` makes one", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("{}: this is no baseline", path.display()))
    }

    pub(super) fn write(&self, path: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(&Self { version: 1, ..self.clone() })? + "\n";
        std::fs::write(path, text).with_context(|| format!("{}: the baseline can't be written", path.display()))
    }

    pub(super) fn add(&mut self, document: &Document, found: &[Finding]) {
        for f in found {
            *self.findings.entry(fingerprint(document, f)).or_default() += 1;
        }
    }

    /// Takes the known ones away, each as often as it is known.
    pub(super) fn subtract(&mut self, document: &Document, found: &mut Vec<Finding>) {
        found.retain(|f| match self.findings.get_mut(&fingerprint(document, f)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        });
    }
}
