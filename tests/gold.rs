//! Real documents with what is in them, marked by hand: how much of it is found, and how often a wrong target is given.

mod support;

use support::{score, shared};

#[test]
fn the_archive() {
    let Some(shared) = shared() else { return };
    let score = score(&shared.join("gold/posts"), &shared.join("corpus/posts"), &[]);
    let report = score.errors.join("\n");
    println!("posts: F1 {:.3}, by form {:?}\n{report}", score.f1(), score.by_form);
    assert!(score.f1() >= 0.93, "right-id F1 is {:.3}\n{report}", score.f1());
    assert_eq!(score.wrong_full_or_alias, 0, "a full or alias citation has a wrong target\n{report}");
}

#[test]
fn documents_of_eight_kinds() {
    let Some(shared) = shared() else { return };
    let folder = shared.join("gold/documents");
    let score = score(&folder, &folder, &["01", "05", "10", "15", "18", "24", "27", "37"]);
    let report = score.errors.join("\n");
    println!("documents: F1 {:.3}, by form {:?}\n{report}", score.f1(), score.by_form);
    assert!(score.f1() >= 0.95, "right-id F1 is {:.3}\n{report}", score.f1());
    assert!(score.wrong * 50 <= score.right, "more than one target in fifty is wrong\n{report}");
}
