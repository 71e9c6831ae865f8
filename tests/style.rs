//! Citations as houses write them: every example of a style is written so, and the words lead back to the same id.

use std::collections::BTreeSet;

use pincite::provision::ProvisionId;
use pincite::resolve::{Context, Resolver};
use pincite::style::{CitationStyle, Citations};

fn resolver() -> Resolver {
    Resolver::builtin().unwrap_or_else(|e| panic!("{e}"))
}

fn id(id: &str) -> ProvisionId {
    id.parse().unwrap_or_else(|e| panic!("{id}: {e}"))
}

fn styles() -> impl Iterator<Item = CitationStyle> {
    CitationStyle::names().map(|name| CitationStyle::builtin(name).unwrap_or_else(|e| panic!("{e}")))
}

/// Whether the words name the provision, and nothing else.
fn leads_back(resolver: &Resolver, words: &str, id: &ProvisionId, last: Option<&ProvisionId>) -> Result<(), String> {
    let mentions = resolver.resolve(words, Context::default());
    let [mention] = mentions.as_slice() else {
        return Err(format!("{} citations", mentions.len()));
    };
    let tied =
        |found: &ProvisionId, wanted: &ProvisionId| resolver.tied(found).iter().any(|(other, _)| other == wanted);
    match (&mention.id, &mention.range_end) {
        (Some(found), end) if (found == id || tied(found, id)) && end.as_ref() == last => Ok(()),
        (found, end) => Err(format!("{found:?} {end:?}")),
    }
}

#[test]
fn every_example_is_written_so_and_leads_back() {
    let resolver = resolver();
    let mut wrong: Vec<String> = Vec::new();
    for style in styles() {
        let writer = Citations::new(style.clone(), resolver.grammar(), resolver.registry());
        for (family, example) in style.examples() {
            let (first, last) = (id(&example.id), example.until.as_deref().map(id));
            let words = last.as_ref().map_or_else(|| writer.of(&first), |last| writer.range(&first, last));
            if words != example.text {
                wrong.push(format!("{} {family}: {} is {words}, not {}", style.name, example.id, example.text));
            }
            match (leads_back(&resolver, &example.text, &first, last.as_ref()), &example.one_way) {
                (Ok(()), Some(why)) => {
                    wrong.push(format!("{} {family}: {} leads back after all: {why}", style.name, example.text));
                }
                (Err(what), None) => wrong.push(format!("{} {family}: {} leads to {what}", style.name, example.text)),
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_family_is_written_and_every_id_of_its_examples_leads_back() {
    let resolver = resolver();
    let grammar = resolver.grammar();
    let ids: BTreeSet<&str> =
        grammar.families.iter().flat_map(|f| &f.examples).flat_map(|e| &e.cites).map(|c| c.id.as_str()).collect();
    let known = include_str!("style.txt");
    let (head, known): (Vec<&str>, Vec<&str>) = known.lines().partition(|l| l.starts_with('#'));
    let mut known: BTreeSet<&str> = known.into_iter().collect();
    let (mut lost, mut all) = (Vec::new(), head.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>());
    for style in styles() {
        let writer = Citations::new(style, grammar, resolver.registry());
        for path in ids.iter().filter(|path| path.starts_with('/')) {
            let id = id(path);
            let words = writer.known(&id);
            let back = words.as_ref().is_some_and(|words| leads_back(&resolver, words, &id, None).is_ok());
            let line = format!("{}\t{path}\t{}", writer.style(), words.as_deref().unwrap_or("not written"));
            if !back {
                all.push(line.clone());
                if !known.remove(line.as_str()) {
                    lost.push(line);
                }
            }
        }
    }
    if std::env::var_os("PINCITE_WRITE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/style.txt");
        std::fs::write(path, all.join("\n") + "\n").unwrap_or_else(|e| panic!("{path}: {e}"));
        return;
    }
    assert!(lost.is_empty(), "these don't lead back and are not in tests/style.txt:\n{}", lost.join("\n"));
    assert!(known.is_empty(), "tests/style.txt has lines that are no longer true: {known:#?}");
}
