//! Other projects' cases, as a list of those that pass: the test fails when one is lost, and when one is gained that
//! the list doesn't have.
//!
//! A case passes when every citation that it expects is found in its place with the provision that its fields say. The
//! list holds names of cases only; the texts stay where they are. `PINCITE_WRITE=1 cargo test --test peers` writes it anew;
//! `PINCITE_SHOW=usc cargo test --test peers` shows the cases of a kind that don't pass.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use pincite::provision::ProvisionId;
use pincite::resolve::{Context, Mention, Resolver};
use serde_json::Value;
use support::shared;

fn main() {
    support::run!(; shared: cases_of_other_projects)
}

fn cases_of_other_projects() {
    let shared = shared();
    let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
    let show = std::env::var("PINCITE_SHOW").ok();
    let (mut passing, mut tally) = (Vec::new(), BTreeMap::<String, (usize, usize)>::new());
    let mut files: Vec<_> =
        fs::read_dir(shared.join("gold/peer-suites")).into_iter().flatten().flatten().map(|e| e.path()).collect();
    files.sort();
    for file in files {
        let mut text = String::new();
        let bytes = fs::read(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        flate2::read::GzDecoder::new(bytes.as_slice())
            .read_to_string(&mut text)
            .unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        for line in text.lines() {
            let case: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
            let (name, words) = (string(&case["id"]), string(&case["text"]));
            let expected: Vec<&Value> =
                case["expected"].as_array().into_iter().flatten().filter(|e| is_ours(e)).collect();
            if expected.is_empty() {
                continue;
            }
            let mentions = resolver.resolve(&words, Context::default());
            let fails: Vec<&&Value> = expected.iter().filter(|e| !found(&words, e, &mentions)).collect();
            let suite = file.file_name().map(|n| n.to_string_lossy().replace(".jsonl.gz", "")).unwrap_or_default();
            for e in &expected {
                let row = tally.entry(format!("{suite}: {}", string(&e["kind"]))).or_default();
                row.1 += 1;
                row.0 += usize::from(!fails.iter().any(|f| std::ptr::eq(**f, *e)));
            }
            if fails.is_empty() {
                passing.push(name);
            } else if let Some(kind) = &show {
                for fail in fails.iter().filter(|f| string(&f["kind"]).contains(kind.as_str())) {
                    let ids: Vec<String> = mentions
                        .iter()
                        .map(|m| format!("{:?} {:?}", m.span.of(&words), m.id.as_ref().map(ToString::to_string)))
                        .collect();
                    println!("{name}: {:?} {} in {words:?}\n    found {ids:?}", string(&fail["match"]), fail["fields"]);
                }
            }
        }
    }
    for (kind, (right, all)) in &tally {
        println!("{kind:50} {right:4} of {all:4}");
    }
    passing.sort();
    passing.dedup();
    compare(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers-pass.txt"), &passing);
}

fn compare(path: &Path, passing: &[String]) {
    if std::env::var_os("PINCITE_WRITE").is_some() {
        fs::write(path, passing.join("\n") + "\n").unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        return;
    }
    let listed = fs::read_to_string(path).unwrap_or_default();
    let listed: Vec<&str> = listed.lines().collect();
    let gained: Vec<&String> = passing.iter().filter(|p| !listed.contains(&p.as_str())).collect();
    let lost: Vec<&&str> = listed.iter().filter(|l| !passing.iter().any(|p| p == **l)).collect();
    println!("{} cases pass", passing.len());
    assert!(
        gained.is_empty() && lost.is_empty(),
        "gained, not on the list: {gained:?}\nlost: {lost:?}\nPINCITE_WRITE=1 cargo test --test peers writes the list"
    );
}

fn string(value: &Value) -> String {
    value.as_str().map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned)
}

/// Provisions of law; cases, journals and short forms of other kinds are not.
fn is_ours(expected: &Value) -> bool {
    const OTHERS: [&str; 10] =
        ["Caselaw", "case", "resolve", "Unknown", "id", "supra", "docket", "journal", "neutral", "shortForm"];
    let kind = string(&expected["kind"]);
    !kind.is_empty() && !OTHERS.iter().any(|o| kind == *o || *o == "Caselaw" && kind.contains(o))
}

/// Whether a mention stands in the place of what is expected, with the provision of its fields.
fn found(text: &str, expected: &Value, mentions: &[Mention]) -> bool {
    // Offsets of the suites are characters.
    let byte = |n: &Value| {
        let at = n.as_u64().unwrap_or(0) as usize;
        text.char_indices().nth(at).map_or(text.len(), |(i, _)| i)
    };
    let whole = expected["text_span"].is_null();
    let (start, end) =
        if whole { (0, text.len()) } else { (byte(&expected["text_span"][0]), byte(&expected["text_span"][1])) };
    let fields = &expected["fields"];
    let fields = if fields["tokens"].is_object() { &fields["tokens"] } else { fields };
    let field = |names: &[&str]| names.iter().map(|n| string(&fields[*n])).find(|v| !v.is_empty());
    let plain = |v: String| v.replace(['–', '—', '‑'], "-").trim_matches(['.', ' ']).to_owned();
    let title = field(&["title"]).filter(|t| t.bytes().all(|b| b.is_ascii_digit()));
    let section = field(&["section"]).map(plain).filter(|s| s.starts_with(|c: char| c.is_ascii_digit()));
    let congress = field(&["congress"]);
    let number = field(&["lawNumber", "number", "law_number"]);
    mentions.iter().filter(|m| m.span.start < end && start < m.span.end).any(|m| {
        let ids: Vec<&str> = m.id.iter().chain(&m.range_end).chain(&m.also).map(ProvisionId::as_str).collect();
        ids.iter().any(|id| {
            let parts: Vec<&str> = id.split('/').collect();
            let holds = |wanted: &str| parts.contains(&wanted);
            let of_title = title.as_ref().is_none_or(|t| {
                holds(&format!("t{t}"))
                    || holds(&format!("t{t}a"))
                    || !id.starts_with("/us/usc") && !id.starts_with("/us/cfr")
            });
            let of_section = section.as_ref().is_none_or(|s| {
                let bare = s.split('(').next().unwrap_or(s);
                // Some split `19.2-56.2` into a title and a section.
                let is = |p: &str| {
                    p.eq_ignore_ascii_case(s)
                        || p.eq_ignore_ascii_case(bare)
                        || p.ends_with(&format!("-{bare}"))
                        // `1.501(c)(3)-1`, with a paragraph of the Code in its number.
                        || p.contains('(') && s.starts_with(p)
                };
                parts.iter().any(|p| is(p.trim_start_matches(|c: char| c.is_ascii_lowercase())))
            });
            let of_law = match (&congress, &number) {
                (Some(c), Some(n)) => holds(c) && holds(n.rsplit('-').next().unwrap_or(n)),
                _ => true,
            };
            of_title && of_section && of_law
        })
    })
}
