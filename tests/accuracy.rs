//! How right pincite is, by form and by family, on the documents marked by hand; what a change gained and lost.
//!
//! `cargo test --test accuracy` prints the table and fails where README's table or the list of outcomes in
//! `tests/accuracy.tsv` isn't what is measured now; it names every row gained and lost. After reading them, write both
//! anew with `PINCITE_WRITE=1 cargo test --test accuracy`.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use pincite::resolve::{Context, Resolver};
use support::{Kind, Outcome, errors, f1, outcomes, shared};

fn main() {
    support::run!(; shared: accuracy_by_form_and_family)
}

fn accuracy_by_form_and_family() {
    let shared = shared();
    let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
    let find = |text: &str| resolver.resolve(text, Context::default());
    let mut all = outcomes(&shared.join("gold/posts"), &shared.join("corpus/posts"), find);
    all.extend(outcomes(&shared.join("gold/documents"), &shared.join("gold/documents"), find));
    let family = |o: &Outcome| match resolver.grammar().family_of(&o.id) {
        Some(family) => resolver.grammar().families[family as usize].name.clone(),
        None => "(no family)".to_owned(),
    };
    let table = format!("{}\n{}", table("by form", &all, |o| o.form.clone()), table("by family", &all, family));
    println!("{table}\nF1 of right ids {:.3}; not right:\n{}", f1(&all), errors(&all));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let write = std::env::var_os("PINCITE_WRITE").is_some();
    let same = [
        compare_outcomes(&root.join("tests/accuracy.tsv"), &all, write),
        support::written("README.md", "accuracy", &table, "accuracy"),
    ];
    assert!(same.iter().all(|same| *same), "the outcomes are others than those written down");
}

/// A table of one row a group: what was to be found, found and right, and what was given.
fn table(heading: &str, all: &[Outcome], group: impl Fn(&Outcome) -> String) -> String {
    let mut groups: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    for outcome in all {
        for key in [group(outcome), "\u{ff}all".to_owned()] {
            groups.entry(key).or_default()[outcome.kind as usize] += 1;
        }
    }
    let mut out = format!(
        "| {heading} | required | found right | given | precision | wrong target |\n|---|---|---|---|---|---|\n"
    );
    for (name, [right, missed, wrong, beyond]) in &groups {
        let (required, given) = (right + missed, right + wrong + beyond);
        let _ = writeln!(
            out,
            "| {} | {required} | {} | {given} | {} | {wrong} |",
            name.trim_start_matches('\u{ff}'),
            rate(*right, required),
            rate(*right, given)
        );
    }
    out
}

/// A share with its Wilson interval at 95 %.
fn rate(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let (n, p, z) = (whole as f64, part as f64 / whole as f64, 1.96);
    let centre = p + z * z / (2.0 * n);
    let spread = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    format!("{p:.3} ({:.2}–{:.2})", ((centre - spread) / scale).max(0.0), ((centre + spread) / scale).min(1.0))
}

/// Holds the outcomes against those written down; says which were gained and lost.
fn compare_outcomes(path: &Path, all: &[Outcome], write: bool) -> bool {
    let line = |o: &Outcome| format!("{}\t{}\t{}\t{}\t{}", o.document, o.start, o.form, o.id, o.kind.name());
    let mut now: Vec<String> = all.iter().map(line).collect();
    now.sort();
    let before = fs::read_to_string(path).unwrap_or_default();
    let before: Vec<&str> = before.lines().collect();
    let good = |line: &str| line.ends_with("\tright");
    let (mut gained, mut lost) = (0, 0);
    for line in now.iter().filter(|l| !before.contains(&l.as_str())) {
        println!("now:    {line}");
        gained += usize::from(good(line));
    }
    for line in before.iter().filter(|l| !now.iter().any(|n| n == **l)) {
        println!("before: {line}");
        lost += usize::from(good(line));
    }
    println!("gained {gained}, lost {lost}");
    let text = now.join("\n") + "\n";
    if write {
        fs::write(path, &text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    }
    let same = write || before == now;
    if !same {
        println!(
            "tests/accuracy.tsv has other outcomes: read the rows above, then PINCITE_WRITE=1 cargo test --test accuracy"
        );
    }
    same
}

/// What a kind is called in the list.
trait Name {
    fn name(self) -> &'static str;
}

impl Name for Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Missed => "missed",
            Self::Wrong => "wrong",
            Self::Beyond => "beyond",
        }
    }
}
