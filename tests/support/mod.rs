//! What several test files share: where the shared documents are, and what became of their gold.

// Each test file uses a part of this.
#![allow(dead_code, reason = "shared by several test binaries")]

use std::fs;
use std::path::{Path, PathBuf};

use pincite::resolve::{Form, Mention};
use serde_json::Value;

/// The folder of shared documents: `PINCITE_SHARED`, or `../shared` beside the checkout.
fn shared_folder() -> PathBuf {
    std::env::var_os("PINCITE_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from)
}

/// The same for a test that is only run where it is there.
pub(crate) fn shared() -> PathBuf {
    let folder = shared_folder();
    assert!(folder.join("gold").is_dir(), "no shared documents at {} (set PINCITE_SHARED)", folder.display());
    folder
}

/// Runs the tests of a binary. Those `with_shared` read the shared documents: where these are absent they are ignored, by a
/// name that says what is missing, and `.ci/run` lists them; they never pass without having run.
pub(crate) fn run_tests(plain: &[(&'static str, fn())], with_shared: &[(&'static str, fn())]) -> ! {
    let absent = !shared_folder().join("gold").is_dir();
    let trial = |name: String, test: fn()| {
        libtest_mimic::Trial::test(name, move || {
            test();
            Ok(())
        })
    };
    let mut trials: Vec<_> = plain.iter().map(|(name, test)| trial((*name).to_owned(), *test)).collect();
    trials.extend(
        with_shared.iter().map(|(name, test)| trial(format!("{name} [../shared]"), *test).with_ignored_flag(absent)),
    );
    libtest_mimic::run(&libtest_mimic::Arguments::from_args(), trials).exit()
}

/// `run` with the functions' own names: those before `shared` need nothing, those behind it the shared documents.
macro_rules! run {
    ($($plain:ident),* $(,)?; shared: $($gated:ident),* $(,)?) => {
        $crate::support::run_tests(
            &[$((stringify!($plain), $plain as fn())),*],
            &[$((stringify!($gated), $gated as fn())),*],
        )
    };
}
pub(crate) use run;

/// Holds what stands between two marks of a page (`<!-- accuracy: written by tests/accuracy.rs -->`, `<!-- end of accuracy -->`)
/// against what it should be; `PINCITE_WRITE=1` writes it.
pub(crate) fn written(page: &str, mark: &str, text: &str, test: &str) -> bool {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let whole = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{page}: {e}"));
    let (begin, end) = (format!("<!-- {mark}: written by tests/{test}.rs -->\n"), format!("<!-- end of {mark} -->"));
    let Some((head, rest)) = whole.split_once(&begin) else { panic!("{page} has lost the mark {begin}") };
    let Some((held, tail)) = rest.split_once(&end) else { panic!("{page} has lost the mark {end}") };
    if held == text {
        return true;
    }
    if std::env::var_os("PINCITE_WRITE").is_some() {
        fs::write(&path, format!("{head}{begin}{text}{end}{tail}")).unwrap_or_else(|e| panic!("{page}: {e}"));
        return true;
    }
    println!("{page} says otherwise of {mark}: PINCITE_WRITE=1 cargo test --test {test} writes it anew");
    false
}

/// One row of gold.
#[derive(Clone)]
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
    let row = |line: &str| gold_row(&serde_json::from_str(line).unwrap_or_else(|e| panic!("{}: {e}", path.display())));
    text.lines().filter(|l| !l.trim().is_empty()).map(row).collect()
}

/// A row of gold as it is written.
pub(crate) fn gold_row(v: &Value) -> Gold {
    let strings = |key: &str| -> Vec<String> {
        v[key].as_array().map(|a| a.iter().filter_map(Value::as_str).map(str::to_owned).collect()).unwrap_or_default()
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
}

/// An id as gold compares it: no title or division above a public law's section.
pub(crate) fn normal(id: &str) -> String {
    let id = id.split("..").next().unwrap_or(id).trim_end_matches('/');
    id.parse::<pincite::provision::ProvisionId>().map_or_else(|_| id.to_owned(), |id| id.flattened().to_string())
}

/// What became of one row of gold, or of one mention given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A required row, found with its id.
    Right,
    /// A required row that was not.
    Missed,
    /// A mention with another target than the required row in its place.
    Wrong,
    /// A mention where the gold has none.
    Beyond,
}

/// One outcome.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub document: String,
    pub start: usize,
    /// The words, for messages.
    pub text: String,
    pub form: String,
    pub id: String,
    pub kind: Kind,
    /// How a mention given was decided.
    pub why: String,
}

/// F1 of right ids over outcomes.
pub(crate) fn f1(all: &[Outcome]) -> f64 {
    let count = |kind: Kind| all.iter().filter(|o| o.kind == kind).count();
    let false_alarms = count(Kind::Wrong) + count(Kind::Beyond);
    2.0 * count(Kind::Right) as f64 / (2 * count(Kind::Right) + count(Kind::Missed) + false_alarms).max(1) as f64
}

/// What went wrong, a line each.
pub(crate) fn errors(all: &[Outcome]) -> String {
    let line = |o: &Outcome| format!("{}:{}: {:?} {:?} {} ({})\n", o.document, o.start, o.kind, o.text, o.id, o.why);
    all.iter().filter(|o| o.kind != Kind::Right).map(line).collect()
}

/// The outcomes of one document: of its required rows, in their order, then of what is given beside them.
pub(crate) fn judge(document: &str, text: &str, gold: &[Gold], found: &[Mention]) -> Vec<Outcome> {
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
    let mut out = Vec::new();
    for (i, g) in gold.iter().enumerate().filter(|(_, g)| !g.optional) {
        out.push(Outcome {
            document: document.to_owned(),
            start: g.start,
            text: text[g.start..g.end].to_owned(),
            form: g.form.clone(),
            id: g.ids.last().cloned().unwrap_or_default(),
            kind: if matched(i) { Kind::Right } else { Kind::Missed },
            why: String::new(),
        });
    }
    for (_, m) in given.iter().enumerate().filter(|(i, _)| owner[*i].is_none()) {
        let near: Vec<(usize, &Gold)> = gold.iter().enumerate().filter(|(_, g)| overlap(g, m)).collect();
        let excused = near.iter().any(|(_, g)| g.optional) && !near.iter().any(|(n, g)| !g.optional && !matched(*n));
        if m.form == Form::Own || excused {
            continue;
        }
        let required = near.iter().find(|(_, g)| !g.optional);
        out.push(Outcome {
            document: document.to_owned(),
            start: m.span.start,
            text: m.span.of(text).to_owned(),
            form: required.map_or_else(|| m.form.name().to_owned(), |(_, g)| g.form.clone()),
            id: m.id.as_ref().map(ToString::to_string).unwrap_or_default(),
            kind: if required.is_some() { Kind::Wrong } else { Kind::Beyond },
            why: m.why.to_string(),
        });
    }
    out
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

/// The outcomes of all gold files of a folder; their texts lie in `texts`.
pub(crate) fn outcomes(gold_folder: &Path, texts: &Path, find: impl Fn(&str) -> Vec<Mention>) -> Vec<Outcome> {
    let mut files: Vec<PathBuf> = fs::read_dir(gold_folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "jsonl"))
        .collect();
    files.sort();
    let mut out = Vec::new();
    for file in files {
        let stem = file.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
        let text = fs::read_to_string(texts.join(format!("{stem}.txt"))).unwrap_or_else(|e| panic!("{stem}: {e}"));
        out.extend(judge(&stem, &text, &gold(&file), &find(&text)));
    }
    out
}
