//! Names and roles: the examples of the frames, and the marked invocations of the sample posts.

mod support;

use std::collections::BTreeSet;

use pincite::entity::{Entities, Polarity, key};
use pincite::provision::ProvisionId;
use pincite::resolve::{Context, Resolver};
use serde_json::Value;

fn main() {
    support::run!(every_frame_reads_its_examples; shared: the_archives_invocations)
}

fn resolver() -> Resolver {
    Resolver::builtin().unwrap_or_else(|e| panic!("{e}"))
}

fn entities() -> Entities {
    Entities::builtin().unwrap_or_else(|e| panic!("{e}"))
}

fn every_frame_reads_its_examples() {
    let (resolver, entities) = (resolver(), entities());
    let mut wrong = Vec::new();
    for (frame, text, wanted) in entities.examples() {
        let mentions = resolver.resolve(text, Context::default());
        let read = entities.read(text, &mentions);
        let found: BTreeSet<(String, String, String)> = read
            .invocations
            .iter()
            .filter(|i| i.polarity == Polarity::Asserted)
            .map(|i| (i.entity.name.clone(), i.role.clone(), i.provision.flattened().to_string()))
            .collect();
        let wanted: BTreeSet<(String, String, String)> = wanted.iter().cloned().collect();
        if found != wanted {
            let named: Vec<&str> = read.named.iter().map(|n| n.span.of(text)).collect();
            wrong.push(format!("{frame}: {text}\n  found  {found:?}\n  wanted {wanted:?}\n  names {named:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether two names may be of one bearer, as a marker and the program write them.
fn alike(given: &str, marked: &str) -> bool {
    let (given, marked) = (key(given), key(marked));
    given == marked || given.ends_with(&format!(" {marked}")) || marked.ends_with(&format!(" {given}"))
}

/// The invocations that are marked in the posts: who, in what role, under which provision or one above it.
fn the_archives_invocations() {
    let shared = support::shared();
    let (resolver, entities) = (resolver(), entities());
    let rows = std::fs::read_to_string(shared.join("gold/posts-invocations.jsonl")).unwrap_or_default();
    let rows: Vec<Value> = rows.lines().filter_map(|l| serde_json::from_str(l).ok()).collect();
    let mut files: Vec<_> = std::fs::read_dir(shared.join("corpus/posts")).into_iter().flatten().flatten().collect();
    files.sort_by_key(std::fs::DirEntry::path);
    let (mut found, mut missed) = (0, Vec::new());
    for (number, file) in files.iter().enumerate() {
        let text = std::fs::read_to_string(file.path()).unwrap_or_default();
        let mentions = resolver.resolve(&text, Context::default());
        let read = entities.read(&text, &mentions);
        for row in rows.iter().filter(|r| r["post"].as_u64() == Some(number as u64 + 1)) {
            let field = |name: &str| row[name].as_str().unwrap_or("");
            let id: Option<ProvisionId> = field("id").parse().ok();
            let fits = |i: &pincite::entity::Invocation| {
                let (a, b) = (i.provision.flattened(), id.as_ref().map(ProvisionId::flattened));
                let near = b.is_some_and(|b| a.contains(&b) || b.contains(&a));
                near && i.role == field("role") && alike(&i.entity.name, field("entity"))
            };
            if read.invocations.iter().any(fits) {
                found += 1;
            } else {
                missed.push(format!("post {} {} {} {}", number + 1, field("entity"), field("role"), field("id")));
            }
        }
        if std::env::var_os("PINCITE_SHOW").is_some() {
            for i in &read.invocations {
                println!(
                    "{:2} {} | {} | {} | {:.2} {} | {}",
                    number + 1,
                    i.entity.name,
                    i.role,
                    i.provision,
                    i.confidence,
                    i.why,
                    i.sentence.of(&text).replace('\n', " ")
                );
            }
        }
    }
    assert!(found * 100 >= rows.len() * 85, "{found} of {} found; missed:\n{}", rows.len(), missed.join("\n"));
    println!("{found} of {}; missed:\n{}", rows.len(), missed.join("\n"));
}
