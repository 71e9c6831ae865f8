//! Real documents with what is in them, marked by hand: how much of it is found, and how often a wrong target is given.

mod support;

use std::path::Path;

use pincite::resolve::{Context, Resolver};
use support::{Kind, Outcome, errors, f1, outcomes, shared};

fn main() {
    support::run!(; shared: the_archive, documents_of_twenty_five_kinds)
}

fn measured(gold: &Path, texts: &Path) -> Vec<Outcome> {
    let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
    outcomes(gold, texts, |text| resolver.resolve(text, Context::default()))
}

/// A post without a date says `H.R. 757` once and of which Congress nowhere: nothing in it tells which, and nothing is given.
fn the_archive() {
    let shared = shared();
    let all = measured(&shared.join("gold/posts"), &shared.join("corpus/posts"));
    assert!(f1(&all) >= 0.96, "right-id F1 is {:.3}\n{}", f1(&all), errors(&all));
    let wrong = all.iter().find(|o| o.kind == Kind::Wrong && matches!(o.form.as_str(), "full" | "alias"));
    assert!(wrong.is_none(), "a full or alias citation has a wrong target: {wrong:?}");
}

/// As measured when the folder grew from 11 documents to 25: the floor may rise, and the number of wrong targets may only
/// fall.
fn documents_of_twenty_five_kinds() {
    let shared = shared();
    let folder = shared.join("gold/documents");
    let all = measured(&folder, &folder);
    assert!(f1(&all) >= 0.905, "right-id F1 is {:.3}\n{}", f1(&all), errors(&all));
    let wrong = all.iter().filter(|o| o.kind == Kind::Wrong).count();
    assert!(wrong <= 20, "{wrong} targets are wrong\n{}", errors(&all));
}
