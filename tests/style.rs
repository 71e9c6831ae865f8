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
    let known = known.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'));
    let known: Vec<(&str, &str)> = known.filter_map(|(style, rest)| Some((style, rest.split_once('\t')?.0))).collect();
    let (mut lost, mut met) = (Vec::new(), BTreeSet::new());
    for style in styles() {
        let writer = Citations::new(style, grammar, resolver.registry());
        for path in ids.iter().filter(|path| path.starts_with('/')) {
            let id = id(path);
            let words = writer.known(&id);
            if words.as_ref().is_some_and(|words| leads_back(&resolver, words, &id, None).is_ok()) {
                continue;
            }
            let fits = |(style, what): &(&str, &str)| {
                let is_it = what.strip_prefix('…').map_or_else(|| path.starts_with(what), |part| path.contains(part));
                is_it && (*style == "*" || *style == writer.style())
            };
            match known.iter().position(fits) {
                Some(line) => drop(met.insert(line)),
                None => lost.push(format!("{} {path}: {}", writer.style(), words.as_deref().unwrap_or("not written"))),
            }
        }
    }
    assert!(lost.is_empty(), "these don't lead back:\n{}", lost.join("\n"));
    assert_eq!(met.len(), known.len(), "tests/style.txt has lines that are no longer true: {met:?}");
}
