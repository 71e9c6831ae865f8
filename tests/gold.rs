//! Real documents with what is in them, marked by hand: how much of it is found, and how often a wrong target is given.

mod support;

use std::path::Path;

use pincite::resolve::{Context, Resolver};
use support::{Kind, Outcome, errors, f1, outcomes, shared};

fn measured(gold: &Path, texts: &Path) -> Vec<Outcome> {
    let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
    outcomes(gold, texts, |text| resolver.resolve(text, Context::default()))
}

#[test]
fn the_archive() {
    let Some(shared) = shared() else { return };
    let all = measured(&shared.join("gold/posts"), &shared.join("corpus/posts"));
    assert!(f1(&all) >= 0.97, "right-id F1 is {:.3}\n{}", f1(&all), errors(&all));
    let wrong = all.iter().find(|o| o.kind == Kind::Wrong && matches!(o.form.as_str(), "full" | "alias"));
    assert!(wrong.is_none(), "a full or alias citation has a wrong target: {wrong:?}");
}

#[test]
fn documents_of_eleven_kinds() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("gold/documents");
    let all = measured(&folder, &folder);
    assert!(f1(&all) >= 0.97, "right-id F1 is {:.3}\n{}", f1(&all), errors(&all));
    let count = |kind: Kind| all.iter().filter(|o| o.kind == kind).count();
    assert!(count(Kind::Wrong) * 50 <= count(Kind::Right), "more than one target in fifty is wrong\n{}", errors(&all));
}
