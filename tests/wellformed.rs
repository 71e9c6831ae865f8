//! No row's id is one that cannot be, over real text. (When the rule was written there were 1,642 of 89,081; of 167 read in context,
//! over all kinds, all were wrong.)
//!
//! `PINCITE_WRITE=FILE` keeps them with their context, to be read: dropping what is right would be no gain.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::Path;

use pincite::grammar::Grammar;
use pincite::resolve::{Context, Resolver};

mod support;

/// How much text of each collection is read, in bytes.
const SAMPLE: usize = 5_000_000;

fn main() {
    support::run!(; shared: rows_whose_id_cannot_be)
}

fn rows_whose_id_cannot_be() {
    let shared = support::shared();
    let resolver = Resolver::new(Grammar::builtin().unwrap_or_else(|e| panic!("{e}")));
    let mut files: Vec<_> =
        std::fs::read_dir(shared.join("bench")).into_iter().flatten().flatten().map(|e| e.path()).collect();
    files.sort();
    let (mut rows, mut given, mut out) = (0_usize, BTreeMap::<_, usize>::new(), String::new());
    for file in files.iter().filter(|f| f.to_string_lossy().ends_with(".jsonl.gz")) {
        for text in texts(file) {
            for mention in resolver.resolve(&text, Context::default()) {
                let Some(id) = &mention.id else { continue };
                rows += 1;
                let known = |id: &pincite::provision::ProvisionId| resolver.registry().has_provision(id);
                let Err(wrong) = resolver.grammar().well_formed(id, known) else { continue };
                *given.entry(wrong.fault).or_insert(0) += 1;
                let (from, to) = (mention.span.start.saturating_sub(220), (mention.span.end + 160).min(text.len()));
                let (from, to) = (text.floor_char_boundary(from), text.floor_char_boundary(to));
                let row = serde_json::json!({
                    "file": file.file_name().map(|n| n.to_string_lossy()), "fault": format!("{:?}", wrong.fault), "id": id.as_str(),
                    "form": format!("{:?}", mention.form), "why": mention.why, "before": &text[from..mention.span.start],
                    "words": &text[mention.span.start..mention.span.end], "after": &text[mention.span.end..to],
                });
                writeln!(out, "{row}").unwrap_or_else(|e| panic!("{e}"));
            }
        }
    }
    if let Some(path) = std::env::var_os("PINCITE_WRITE") {
        std::fs::write(path, out).unwrap_or_else(|e| panic!("{e}"));
    }
    let count: usize = given.values().sum();
    println!("{rows} rows with an id; of these {count} cannot be: {given:?}");
    assert!(rows > 10_000 && count == 0, "{count} of {rows} rows cannot be: {given:?}");
}

/// The texts of a collection, up to the sample's size.
fn texts(file: &Path) -> Vec<String> {
    let file = std::fs::File::open(file).unwrap_or_else(|e| panic!("{e}"));
    let (mut out, mut size) = (Vec::new(), 0);
    for line in BufReader::new(flate2::read::MultiGzDecoder::new(file)).lines() {
        let line = line.unwrap_or_else(|e| panic!("{e}"));
        let row: serde_json::Value = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}"));
        let text = row["text"].as_str().unwrap_or_default().to_owned();
        size += text.len();
        out.push(text);
        if size > SAMPLE {
            break;
        }
    }
    out
}
