//! Tests of the library: searching.

use super::{HEAP, add, document, id, reader, sample};
use crate::index::{IndexError, PassageIndex, SearchResults, Writer};
use crate::provision::ProvisionId;

/// Knows one name.
fn resolve(name: &str) -> Option<Vec<ProvisionId>> {
    (name == "NKSPEA § 104(a)").then(|| vec![id("/us/pl/114/122/s104/a"), id("/us/usc/t22/s9214/a")])
}

fn search(query: &str) -> SearchResults {
    reader(&sample()).search(query, &resolve, 10, 0).unwrap_or_else(|error| panic!("{query}: {error}"))
}

fn found(query: &str) -> Vec<String> {
    let mut found: Vec<String> = search(query).hits.iter().map(|hit| format!("{}#{}", hit.path, hit.passage)).collect();
    found.sort();
    found
}

fn refused(query: &str) -> String {
    match reader(&sample()).search(query, &resolve, 10, 0) {
        Err(IndexError::Query(error)) => error.to_string(),
        other => panic!("{query}: {other:?}"),
    }
}

#[test]
fn words_must_all_be_there_in_any_form() {
    assert_eq!(found("coal sanctions"), ["b/note.txt#0"]);
    assert_eq!(found("coal property"), [""; 0]);
    assert_eq!(found("EXPORT AND Coal"), ["b/note.txt#0"]);
}

#[test]
fn operators_and_parentheses_combine() {
    assert_eq!(found("coal OR property"), ["a/letter.txt#0", "b/note.txt#0"]);
    assert_eq!(found("(coal OR property) -exports"), ["a/letter.txt#0"]);
    assert_eq!(found("executive NOT (blocks OR nothing)"), ["a/memo.txt#1"]);
    assert_eq!(found("-coal"), ["a/letter.txt#0", "a/memo.txt#0", "a/memo.txt#1"]);
    assert_eq!(found("coal OR -executive"), ["a/memo.txt#0", "b/note.txt#0"]);
}

#[test]
fn a_phrase_is_words_in_a_row_common_ones_too() {
    assert_eq!(found("\"Act of 2016\""), ["a/memo.txt#0"]);
    assert_eq!(found("“act of the 2016”"), [""; 0]);
    assert_eq!(found("104(a)"), ["a/memo.txt#0"]);
    assert_eq!(found("(§ 104(a))"), ["a/memo.txt#0"]);
}

#[test]
fn fields_look_elsewhere_than_in_the_text() {
    assert_eq!(found("title:sanctions"), ["a/letter.txt#0"]);
    assert_eq!(found("title:\"note on coal\" exports"), ["b/note.txt#0"]);
    assert_eq!(found("path:a/"), ["a/letter.txt#0", "a/memo.txt#0", "a/memo.txt#1"]);
    assert_eq!(found("path:note.txt"), ["b/note.txt#0"]);
    assert_eq!(found("path:ote.txt"), [""; 0]);
    assert_eq!(found("date:2016"), ["a/letter.txt#0"]);
    assert_eq!(found("date:2017-08"), ["a/memo.txt#0", "a/memo.txt#1"]);
    assert_eq!(found("date:2016-03-17..2017 -coal"), ["a/memo.txt#0", "a/memo.txt#1"]);
    assert_eq!(found("date:..2016-12-31"), ["a/letter.txt#0"]);
    assert_eq!(found("date:2017.."), ["a/memo.txt#0", "a/memo.txt#1", "b/note.txt#0"]);
}

#[test]
fn cites_takes_an_id_or_a_name_that_the_caller_knows() {
    assert_eq!(found("cites:/us/eo/13722"), ["a/letter.txt#0", "a/memo.txt#1"]);
    assert_eq!(found("cites:\"NKSPEA § 104(a)\""), ["a/memo.txt#0"]);
    assert_eq!(found("designated -cites:/us/eo/13722"), [""; 0]);
}

#[test]
fn a_hit_shows_and_marks_why() {
    let results = search("coal \"is sanctioned\"");
    let snippet = &results.hits[0].snippet;
    let marked: Vec<&str> = snippet.marks.iter().map(|mark| mark.of(&snippet.text)).collect();
    assert_eq!(marked, ["Coal", "coal", "is sanctioned"]);
    let results = search("cites:/us/eo/13722/s2");
    let hit = &results.hits[0];
    assert_eq!(hit.snippet.marks[0].of(&hit.snippet.text), "Executive Order 13722 § 2(a)(iv)");
    assert_eq!(hit.ids, [id("/us/eo/13722/s2/a/iv")]);
}

#[test]
fn a_snippet_of_a_long_passage_holds_its_marks_and_whole_words() {
    let filler = "ünd so weiter ".repeat(80);
    let library = PassageIndex::in_memory().expect("a library");
    let mut writer = Writer::open(&library, HEAP, 1).expect("a writer");
    add(&mut writer, &document("x", "", "", &format!("{filler}the vessel sailed {filler}")), &[]);
    writer.commit().expect("a commit");
    let results = reader(&library).search("vessel sailing", &|_| None, 1, 0).expect("searched");
    let hit = &results.hits[0];
    assert!(hit.snippet.text.len() <= 330 && hit.snippet.text.starts_with(char::is_alphabetic));
    assert!(hit.snippet.text.split(' ').all(|word| "ünd so weiter the vessel sailed".contains(word)));
    let marked: Vec<&str> = hit.snippet.marks.iter().map(|mark| mark.of(&hit.snippet.text)).collect();
    assert_eq!(marked, ["vessel", "sailed"]);
    assert!(hit.span.start < hit.snippet.span.start && hit.snippet.span.end < hit.span.end);
}

#[test]
fn matching_passages_are_counted_by_provision() {
    let results = search("executive OR act OR coal");
    assert_eq!(results.total, 4);
    let counts: Vec<String> = results.counts.iter().map(|(id, n)| format!("{id} {n}")).collect();
    assert_eq!(counts, ["/us/eo/13722 1", "/us/eo/13722/s2/a/iv 1", "/us/pl/114/122/s104/a 1"]);
}

#[test]
fn the_better_match_comes_first_and_scores_do_not_remember_what_was_taken_out() {
    let library = PassageIndex::in_memory().expect("a library");
    let fill = |keep: bool| {
        let mut writer = Writer::open(&library, HEAP, 1).expect("a writer");
        for n in 0..30 {
            let path = format!("filler/{n}");
            if keep {
                add(&mut writer, &document(&path, "", "", "The coal ship sailed away."), &[]);
            } else {
                writer.remove(&path).expect("removed");
            }
        }
        add(&mut writer, &document("one", "", "", "Coal and nothing else of note."), &[]);
        add(&mut writer, &document("two", "", "", "Coal, coal, coal."), &[]);
        writer.finish().expect("a commit");
    };
    let hits = || {
        let results = reader(&library).search("coal", &|_| None, 2, 0).expect("searched");
        results.hits.into_iter().map(|hit| (hit.path, hit.score)).collect::<Vec<_>>()
    };
    let fresh = PassageIndex::in_memory().expect("a library");
    let mut writer = Writer::open(&fresh, HEAP, 1).expect("a writer");
    add(&mut writer, &document("one", "", "", "Coal and nothing else of note."), &[]);
    add(&mut writer, &document("two", "", "", "Coal, coal, coal."), &[]);
    writer.commit().expect("a commit");
    let expected = reader(&fresh).search("coal", &|_| None, 2, 0).expect("searched");
    let expected: Vec<_> = expected.hits.into_iter().map(|hit| (hit.path, hit.score)).collect();
    fill(true);
    fill(false);
    assert_eq!(hits(), expected);
    assert_eq!(expected[0].0, "two");
}

#[test]
fn a_query_that_can_not_be_understood_is_pointed_at() {
    assert_eq!(refused("coal (exports"), "column 6: this `(` is never closed\n  coal (exports\n       ^");
    assert!(refused("coal) exports").starts_with("column 5: this `)` closes nothing"));
    assert!(refused("“coal exports").starts_with("column 1: this quotation mark is never closed"));
    assert!(refused("coal AND").starts_with("column 9: something to search for is missing"));
    assert!(refused("OR coal").starts_with("column 1: `OR` needs something on either side"));
    assert!(refused("coal date:yesterday").starts_with("column 11: not a date"));
    assert!(refused("author:smith").contains("no field `author`"));
    assert!(refused("title:").contains("`title:` needs a word"));
    assert!(refused("cites:unknown").contains("names no known provision"));
    assert!(refused("").contains("something to search for"));
    assert!(refused("§ …").contains("no word to search for"));
    assert!(refused(&"coal ".repeat(65)).starts_with("column 321: a query has at most 64"));
    assert!(refused(&"(".repeat(100_000)).contains("at most 32"));
    assert!(refused(&"-".repeat(100_000)).contains("at most 32"));
    assert!(refused(&"NOT ".repeat(100_000)).contains("at most 32"));
}
