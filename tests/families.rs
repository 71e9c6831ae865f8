//! What families declare of themselves, held against what used to be guessed from other keys of their files.
//!
//! The guesses are written down here as they were; where one differs from what the family declares, the difference is in a list
//! with its reason, and the list is exact: a difference that is gone fails as one that is new.

use pincite::grammar::{Dash, Family, Grammar, Kind};

fn grammar() -> Grammar {
    Grammar::builtin().unwrap_or_else(|e| panic!("{e}"))
}

/// Family, what was guessed, what is declared, and why the declared value is right.
type Difference = (&'static str, bool, bool, &'static str);

fn compare(
    what: &str,
    guess: impl Fn(&Grammar, &Family) -> bool,
    declared: impl Fn(&Family) -> bool,
    known: &[Difference],
) {
    let grammar = grammar();
    let of = |f: &Family| (f.key.clone(), guess(&grammar, f), declared(f));
    let found: Vec<_> = grammar.families.iter().map(of).filter(|(_, guessed, said)| guessed != said).collect();
    let mut listed: Vec<_> = known.iter().map(|(k, guessed, said, _)| ((*k).to_owned(), *guessed, *said)).collect();
    let (mut found, reasons) = (found, known.iter().all(|(.., why)| why.len() > 20));
    found.sort();
    listed.sort();
    assert_eq!(found, listed, "{what}: what was guessed and what is declared");
    assert!(reasons, "{what}: each difference has its reason");
}

#[test]
fn a_code_was_told_by_having_no_noun() {
    compare(
        "code",
        |_, f| f.nouns.is_empty(),
        Family::is_code,
        &[
            (
                "cfr",
                false,
                true,
                "its nouns name its sections and parts; a title of it is as little a regulation as one of the Code",
            ),
            (
                "sentencing-guideline",
                false,
                true,
                "a manual cited by section and amended in place; `guideline` names a section",
            ),
            ("agreement", true, false, "contracts are instruments of their own that no word points back to"),
            ("federal-rule", true, false, "rules of courts, which have rules and no titles or sections"),
            ("federal-register", true, false, "a page holds no provisions, and none of them is a low section"),
            ("statutes-at-large", true, false, "a page holds no provisions, and none of them is a low section"),
            ("official-journal", true, false, "a page holds no provisions, and none of them is a low section"),
            ("treaty-series", true, false, "a page holds no provisions, and none of them is a low section"),
        ],
    );
}

#[test]
fn the_checker_told_what_is_amended_in_place_by_its_nouns() {
    compare(
        "amended in place",
        |_, f| f.nouns.is_empty() || f.nouns_of_parts,
        |f| f.kind.is_consolidated(),
        &[
            ("agreement", true, false, "what was signed stays as it was signed"),
            ("federal-register", true, false, "what is printed on a page stays"),
            ("statutes-at-large", true, false, "what is printed on a page stays"),
            ("official-journal", true, false, "what is printed on a page stays"),
            ("treaty-series", true, false, "what is printed on a page stays"),
        ],
    );
}

#[test]
fn a_page_was_told_by_a_ladder_of_at_most_one_rung() {
    let by_title = (
        "state-code-by-title",
        true,
        false,
        "a code whose sections are told by the forms; it holds provisions, and no page",
    );
    compare("page", |g, f| g.ladders[f.ladder].rungs.len() <= 1, Family::is_page, &[by_title]);
}

#[test]
fn a_dash_was_known_to_be_of_the_number_by_a_field_that_holds_one() {
    let dashed =
        |_: &Grammar, f: &Family| f.fields.iter().any(|f| f.level.is_some() && f.contains.as_deref() == Some("-"));
    let illinois = (
        "illinois-compiled-statutes",
        false,
        true,
        "its sections have a dash or none, so no field asks for one, and a range is said in words",
    );
    compare("dash", dashed, |f| f.numbering.dash == Dash::Number, &[illinois]);
}

#[test]
fn a_bill_was_told_by_a_field_that_may_be_missing() {
    compare("bill", |_, f| f.fields.iter().any(|f| f.missing.is_some()), Family::is_bill, &[]);
    compare("session", |_, f| f.fields.iter().any(|f| f.missing.is_some()), |f| f.session.is_some(), &[]);
}

#[test]
fn an_act_was_told_by_its_noun() {
    compare(
        "act",
        |_, f| f.enacted && f.nouns.iter().any(|n| n == "Act"),
        Family::is_act,
        &[("dc-law", false, true, "`the Act` after `D.C. Law 16-247` is that law")],
    );
}

#[test]
fn a_number_was_told_by_the_pieces_of_the_template() {
    let law = |f: &Family| f.enacted || f.is_bill();
    compare(
        "numbered law or bill",
        |_, f| law(f) && f.id.0.len() > 2,
        |f| (f.is_act() || f.is_bill()) && f.is_numbered(),
        &[
            (
                "usc",
                true,
                false,
                "`the Lighthouse Act (42 U.S.C.)` is not title 42: the title of a code is no law's number",
            ),
            ("dc-law", false, true, "`the Lighthouse Act (D.C. Law 16-247)` is that law"),
            ("ca-act", false, true, "`the Lighthouse Act (S.C. 2012, c. 24)` is that Act, though its id has one field"),
        ],
    );
}

#[test]
fn a_text_built_like_a_law_is_of_the_family_that_says_so() {
    let grammar = grammar();
    let like: Vec<_> = grammar.families.iter().filter(|f| f.law_like).map(|f| (f.key.as_str(), f.kind)).collect();
    assert_eq!(like, [("act", Kind::Act)], "one family, and it is of Acts");
}
