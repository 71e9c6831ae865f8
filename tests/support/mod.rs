//! What several test files share: where the shared documents are, and the score.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pincite::resolve::{Context, Form, Mention, Resolver};
use serde_json::Value;

/// The folder of shared documents: `PINCITE_SHARED`, or `../shared` beside the checkout. Without it the tests that need
/// it say so and pass.
pub(crate) fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("PINCITE_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    if folder.join("gold").is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no shared documents at {} (set PINCITE_SHARED)", folder.display());
    None
}

/// One row of gold.
pub(crate) struct Gold {
    pub start: usize,
    pub end: usize,
    pub ids: Vec<String>,
    pub form: String,
    pub optional: bool,
}

/// The rows of a gold file.
pub(crate) fn gold(path: &Path) -> Vec<Gold> {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let row = |line: &str| -> Gold {
        let v: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let strings = |key: &str| -> Vec<String> {
            v[key]
                .as_array()
                .map(|a| a.iter().filter_map(Value::as_str).map(str::to_owned).collect())
                .unwrap_or_default()
        };
        let mut ids = strings("alt");
        ids.extend(v["id"].as_str().map(str::to_owned));
        Gold {
            start: v["start"].as_u64().unwrap_or(0) as usize,
            end: v["end"].as_u64().unwrap_or(0) as usize,
            ids: ids.iter().map(|id| normal(id)).collect(),
            form: v["form"].as_str().unwrap_or("").to_owned(),
            optional: strings("flags").iter().any(|f| matches!(f.as_str(), "self" | "hard" | "other")),
        }
    };
    text.lines().filter(|l| !l.trim().is_empty()).map(row).collect()
}

/// An id as gold compares it: no title or division above a public law's section.
pub(crate) fn normal(id: &str) -> String {
    let id = id.split("..").next().unwrap_or(id).trim_end_matches('/');
    id.parse::<pincite::provision::ProvisionId>().map_or_else(|_| id.to_owned(), |id| id.flattened().to_string())
}

/// Counts over documents.
#[derive(Debug, Default)]
pub(crate) struct Score {
    pub right: usize,
    pub missed: usize,
    pub false_alarms: usize,
    pub wrong: usize,
    pub wrong_full_or_alias: usize,
    pub by_form: BTreeMap<String, (usize, usize)>,
    pub errors: Vec<String>,
}

impl Score {
    pub(crate) fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (2 * self.right + self.missed + self.false_alarms).max(1) as f64
    }

    /// Scores one document.
    pub(crate) fn add(&mut self, name: &str, text: &str, gold: &[Gold], found: &[Mention]) {
        let ids = |m: &Mention| -> Vec<String> { m.id.iter().chain(&m.also).map(|id| normal(id.as_str())).collect() };
        let overlap = |g: &Gold, m: &Mention| g.start < m.span.end && m.span.start < g.end;
        let given: Vec<&Mention> = found.iter().filter(|m| m.id.is_some()).collect();
        // Maximum matching by augmenting paths, required rows first.
        let edges: Vec<Vec<usize>> = gold
            .iter()
            .map(|g| {
                (0..given.len())
                    .filter(|&i| overlap(g, given[i]) && ids(given[i]).iter().any(|id| g.ids.contains(id)))
                    .collect()
            })
            .collect();
        let mut owner: Vec<Option<usize>> = vec![None; given.len()];
        let mut order: Vec<usize> = (0..gold.len()).collect();
        order.sort_by_key(|&i| gold[i].optional);
        for g in order {
            augment(g, &edges, &mut owner, &mut vec![false; given.len()]);
        }
        let matched = |g: usize| owner.contains(&Some(g));
        for (i, g) in gold.iter().enumerate().filter(|(_, g)| !g.optional) {
            let row = self.by_form.entry(g.form.clone()).or_default();
            row.1 += 1;
            if matched(i) {
                self.right += 1;
                row.0 += 1;
            } else {
                self.missed += 1;
                self.errors.push(format!("{name}: missed {:?} {}", &text[g.start..g.end], g.ids.join(" ")));
            }
        }
        for (i, m) in given.iter().enumerate().filter(|(i, _)| owner[*i].is_none()) {
            let near: Vec<(usize, &Gold)> = gold.iter().enumerate().filter(|(_, g)| overlap(g, m)).collect();
            let excused =
                near.iter().any(|(_, g)| g.optional) && !near.iter().any(|(n, g)| !g.optional && !matched(*n));
            if m.form == Form::Own || excused {
                continue;
            }
            self.false_alarms += 1;
            let _ = i;
            if let Some((_, g)) = near.iter().find(|(_, g)| !g.optional) {
                self.wrong += 1;
                self.wrong_full_or_alias += usize::from(matches!(g.form.as_str(), "full" | "alias"));
            }
            self.errors.push(format!("{name}: false {:?} {:?} ({})", m.span.of(text), m.id, m.why));
        }
    }
}

fn augment(g: usize, edges: &[Vec<usize>], owner: &mut [Option<usize>], seen: &mut [bool]) -> bool {
    for &i in &edges[g] {
        if std::mem::replace(&mut seen[i], true) {
            continue;
        }
        if owner[i].is_none_or(|other| augment(other, edges, owner, seen)) {
            owner[i] = Some(g);
            return true;
        }
    }
    false
}

/// Scores the gold files of a folder whose name begins with one of `names` (all when empty); texts lie in `texts`.
pub(crate) fn score(gold_folder: &Path, texts: &Path, names: &[&str]) -> Score {
    let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
    let mut files: Vec<PathBuf> = fs::read_dir(gold_folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "jsonl"))
        .collect();
    files.sort();
    let mut score = Score::default();
    for file in files {
        let stem = file.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
        if !names.is_empty() && !names.iter().any(|n| stem.starts_with(n)) {
            continue;
        }
        let text = fs::read_to_string(texts.join(format!("{stem}.txt"))).unwrap_or_else(|e| panic!("{stem}: {e}"));
        let found = resolver.resolve(&text, Context::default());
        score.add(&stem, &text, &gold(&file), &found);
    }
    score
}
