//! Words of instruments that stand in Rust: each is something that a grammar's file can't say yet.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use toml::Value;

use crate::source::{files, name, parted, read, root, without_tests};

/// What the grammars spell: families and their names, words, nouns, fields and levels; in small letters.
fn vocabulary() -> BTreeSet<String> {
    // Words that join others are spellings in some lists; they name nothing.
    const JOINING: [&str; 9] = ["and", "or", "the", "of", "to", "in", "by", "for", "a"];
    let mut out = BTreeSet::new();
    for file in files("grammar", "toml") {
        let text = read(&file);
        let Ok(table) = text.parse::<toml::Table>() else { continue };
        for (key, value) in &table {
            match key.as_str() {
                "family" | "name" => strings(value, &mut out),
                "fields" => keys(value, &mut out),
                "nouns" => {
                    keys(value, &mut out);
                    strings(value, &mut out);
                }
                // A list, or spellings with what each stands for; the list's own name is the file's affair.
                "words" => {
                    for list in value.as_table().into_iter().flat_map(|t| t.iter()).map(|(_, list)| list) {
                        if list.is_table() { keys(list, &mut out) } else { strings(list, &mut out) }
                    }
                }
                "level" => {
                    for level in value.as_array().into_iter().flatten() {
                        ["name", "words", "plural", "behind"]
                            .iter()
                            .filter_map(|k| level.get(k))
                            .for_each(|v| strings(v, &mut out));
                    }
                }
                "reference" => {
                    if let Some(nouns) = value.get("nouns") {
                        strings(nouns, &mut out);
                    }
                }
                _ => {}
            }
        }
    }
    out.retain(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !JOINING.contains(&word.as_str()));
    out
}

fn keys(value: &Value, out: &mut BTreeSet<String>) {
    for (key, value) in value.as_table().into_iter().flatten() {
        out.insert(key.to_lowercase());
        keys(value, out);
    }
}

fn strings(value: &Value, out: &mut BTreeSet<String>) {
    match value {
        Value::String(word) => drop(out.insert(word.trim().to_lowercase())),
        Value::Array(values) => values.iter().for_each(|v| strings(v, out)),
        Value::Table(table) => table.iter().for_each(|(_, v)| strings(v, out)),
        _ => {}
    }
}

/// The row of the list that says how many words the grammars have.
const WORDS: &str = "(words of the grammars)";

/// How often each Rust file quotes such a word.
fn counts() -> BTreeMap<String, usize> {
    let words = vocabulary();
    assert!(words.contains("executive order") && words.contains("section"), "the grammars' words aren't read");
    let rust = files("src", "rs").into_iter().chain([root().join("build.rs")]);
    let quoted =
        |text: &str| parted(without_tests(text)).1.iter().filter(|s| words.contains(&s.trim().to_lowercase())).count();
    // The names of elements in the markup of files are their formats' own.
    let counted = rust
        .filter(|f| !name(f).contains("/tests/") && !name(f).starts_with("src/read/"))
        .map(|f| (name(&f), quoted(&read(&f))));
    counted.filter(|(_, count)| *count > 0).collect()
}

/// `PINCITE_WRITE=1` writes the list anew where the sum is no larger (words move with the code that they stand in), or where the
/// grammars, whose words are counted in the first line, spell more than they did.
#[test]
fn words_of_instruments_in_rust_only_become_fewer() {
    let path = root().join("tests/knowledge.tsv");
    let text = fs::read_to_string(&path).unwrap_or_default();
    let row = |line: &str| line.split_once('\t').and_then(|(name, n)| Some((name.to_owned(), n.parse().ok()?)));
    let listed: BTreeMap<String, usize> = text.lines().filter_map(row).collect();
    let mut now = counts();
    let spelled = vocabulary().len();
    let grown = listed.get(WORDS).is_some_and(|words| spelled > *words);
    let listed: BTreeMap<String, usize> = listed.into_iter().filter(|(name, _)| name != WORDS).collect();
    let (before, after) = (listed.values().sum::<usize>(), now.values().sum::<usize>());
    let risen: Vec<String> = now
        .iter()
        .filter(|(name, n)| *n > listed.get(*name).unwrap_or(&0))
        .map(|(name, n)| format!("{name}: {} → {n}", listed.get(name).unwrap_or(&0)))
        .collect();
    if std::env::var_os("PINCITE_WRITE").is_some() && (after <= before || grown || text.is_empty()) {
        now.insert(WORDS.to_owned(), spelled);
        let lines: Vec<String> = now.iter().map(|(name, n)| format!("{name}\t{n}\n")).collect();
        fs::write(&path, lines.concat()).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        return;
    }
    assert!(
        risen.is_empty(),
        "more words of instruments than tests/knowledge.tsv has ({before} → {after}): let a grammar say them. {risen:#?}"
    );
    assert!(
        now == listed,
        "fewer words of instruments ({before} → {after}): PINCITE_WRITE=1 cargo test --test architecture"
    );
}
