//! Every key of a family's file has an effect: without it, one of the family's own examples fails.
//!
//! Keys that no example can show are listed below with their reasons; the list may only shrink.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use pincite::grammar::{Grammar, GrammarSource};
use pincite::resolve::{Resolver, check_example};
use toml::Value;

/// Keys that say what a family is, in words that no example holds.
const SAID: [(&str, &str); 4] = [
    ("family", "the key of the family"),
    ("name", "its name for people"),
    ("kind", "asked by the resolver and the checker; a file without it isn't read"),
    ("example", "what is held against the rest"),
];

/// Endings of keys whose effect is no citation more or less in an example of the family.
const ASIDE: [(&str, &str); 3] = [
    (".anchor", "which word is looked for first: the same citations are found, at less cost"),
    (".from", "the lowest number: keeps out what nobody writes, and lets `well_formed` say that a number is none"),
    (".to", "the highest number, likewise"),
];

#[test]
fn every_key_of_a_family_has_an_effect() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar");
    let sources = GrammarSource::read_folder(&folder).unwrap_or_else(|e| panic!("{e}"));
    let mut without = BTreeSet::new();
    assert!(SAID.iter().chain(&ASIDE).all(|(_, why)| why.len() > 10), "each exception has its reason");
    for at in 0..sources.len() {
        let file: toml::Table = sources[at].text.parse().unwrap_or_else(|e| panic!("{e}"));
        if !file.contains_key("family") {
            continue;
        }
        let key = file["family"].as_str().unwrap_or_default().to_owned();
        for (path, changed) in
            mutations(&file).into_iter().filter(|(path, _)| !ASIDE.iter().any(|(end, _)| path.ends_with(end)))
        {
            let mut changed_sources = sources.clone();
            changed_sources[at].text = toml::to_string(&changed).unwrap_or_else(|e| panic!("{path}: {e}"));
            if !fails(&changed_sources, &key) {
                without.insert(format!("{key}: {path}"));
            }
        }
    }
    let listed: BTreeSet<String> =
        include_str!("keys.txt").lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(str::to_owned).collect();
    if std::env::var_os("PINCITE_WRITE").is_some() {
        for key in &without {
            println!("{key}");
        }
    }
    let new: Vec<_> = without.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&without).collect();
    assert!(new.is_empty(), "keys that none of the family's examples shows the effect of: {new:#?}");
    assert!(gone.is_empty(), "these have an effect now; take them off tests/keys.txt: {gone:#?}");
}

/// Whether the grammar is refused, or one of the family's examples fails.
fn fails(sources: &[GrammarSource], key: &str) -> bool {
    let Ok(grammar) = Grammar::load(sources) else { return true };
    let Some(family) = grammar.family(key) else { return true };
    let resolver = Resolver::new(grammar);
    let resolver = Arc::new(resolver);
    resolver.grammar().families[family as usize].examples.iter().any(|example| {
        let page = example.link.as_ref().zip(example.cites.first()).is_some_and(|(link, cite)| {
            cite.id.parse().ok().and_then(|id| resolver.grammar().link(&id)).as_ref() != Some(link)
        });
        let text = example.text_link.as_ref().zip(example.cites.first()).is_some_and(|(link, cite)| {
            cite.id.parse().ok().and_then(|id| resolver.grammar().text_link(&id)).as_ref() != Some(link)
        });
        page || text || check_example(&resolver, example).is_err()
    })
}

/// The file without each of its keys, with the key's path.
fn mutations(file: &toml::Table) -> Vec<(String, toml::Table)> {
    let mut out = Vec::new();
    for key in file.keys().filter(|k| !SAID.iter().any(|(said, _)| said == k)) {
        let mut less = file.clone();
        less.remove(key);
        match &file[key] {
            // Each form, each rule for a text of the family's own; and each of their keys but the pattern.
            Value::Array(items) if items.iter().all(Value::is_table) => {
                for (n, item) in items.iter().enumerate() {
                    let mut less = file.clone();
                    if let Some(Value::Array(items)) = less.get_mut(key) {
                        items.remove(n);
                    }
                    out.push((format!("{key}.{}", n + 1), less));
                    for inner in item.as_table().into_iter().flat_map(toml::Table::keys) {
                        if matches!(inner.as_str(), "pattern" | "regex") {
                            continue;
                        }
                        let mut less = file.clone();
                        if let Some(Value::Table(item)) = less.get_mut(key).and_then(|v| v.get_mut(n)) {
                            item.remove(inner);
                        }
                        out.push((format!("{key}.{}.{inner}", n + 1), less));
                    }
                }
            }
            // Each word list, field, part; and each key of a field.
            Value::Table(items) => {
                for (name, item) in items {
                    let mut less = file.clone();
                    if let Some(Value::Table(items)) = less.get_mut(key) {
                        items.remove(name);
                    }
                    out.push((format!("{key}.{name}"), less));
                    for inner in item.as_table().filter(|_| key == "fields").into_iter().flat_map(toml::Table::keys) {
                        let mut less = file.clone();
                        if let Some(Value::Table(item)) = less.get_mut(key).and_then(|v| v.get_mut(name)) {
                            item.remove(inner);
                        }
                        out.push((format!("{key}.{name}.{inner}"), less));
                    }
                }
            }
            _ => out.push((key.clone(), less)),
        }
    }
    out
}
