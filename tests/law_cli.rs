//! The law library and annotation as a user runs them.

mod program;

use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};

use pincite::index::LawIndex;
use pincite::law::{Law, Part};
use pincite::library::ContentHash;
use pincite::provision::ProvisionId;
use program::{code, folder, pincite, stderr, stdout, write};
use tempfile::TempDir;

/// An order and a Code section in words of our own, under real ids.
fn library() -> TempDir {
    let dir = folder();
    write(
        &dir,
        "order.xml",
        "<PRESDOCU><EXECORD><EXECORDR>Executive Order 13722 of March 15, 2016</EXECORDR><HD>Harbour dues</HD>\
         <FP>Section 1. (a) No vessel shall leave the harbour before its master pays the dues in full:</FP>\
         <FP>(i) to the harbour master; or</FP><FP>(ii) to a bank that the harbour master names.</FP></EXECORD></PRESDOCU>",
    );
    write(
        &dir,
        "rows.jsonl",
        "{\"id\": \"/us/usc/t22/s9214\", \"heading\": \"Dues\", \"text\": \"(a) Old dues.\", \"from\": \"2016-02-18\", \"to\": \"2018-01-01\"}\n\
         {\"id\": \"/us/usc/t22/s9214\", \"heading\": \"Dues\", \"text\": \"(a) New dues.\", \"from\": \"2018-01-01\"}\n",
    );
    let added = pincite(&["law", "add", "order.xml", "rows.jsonl"], dir.path());
    assert_eq!(code(&added), 0, "{}", stderr(&added));
    dir
}

#[test]
fn a_text_is_shown_as_it_stood_on_a_day() {
    let dir = library();
    let shown = pincite(&["show", "E.O. 13722 § 1(a)(ii)", "--text"], dir.path());
    assert!(stdout(&shown).contains("(ii) to a bank that the harbour master names."), "{}", stdout(&shown));
    let on = |day: &str| stdout(&pincite(&["show", "22 U.S.C. 9214(a)", "--text", "--as-of", day], dir.path()));
    assert!(on("2017-05-01").contains("(a) Old dues."));
    assert!(on("2018-01-01").contains("(a) New dues."));
    // The same provision under the number of the Act that enacted it.
    let act = pincite(&["show", "section 104(a) of Pub. L. 114-122", "--text"], dir.path());
    assert!(stdout(&act).contains("(a) New dues."), "{}", stderr(&act));
    let before = pincite(&["show", "22 U.S.C. 9214(a)", "--text", "--as-of", "2015-01-01"], dir.path());
    assert_eq!(code(&before), 1);
    assert!(stderr(&before).contains("as it stood on 2015-01-01"));
}

#[test]
fn a_quotation_leads_to_the_provision_that_says_it_with_what_differs() {
    let dir = library();
    let quoted =
        pincite(&["quote", "no vessel may leave the harbour before its master pays", "--format", "jsonl"], dir.path());
    let row: serde_json::Value =
        serde_json::from_str(stdout(&quoted).lines().next().unwrap_or_default()).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(row["id"], "/us/eo/13722/s1/a");
    assert_eq!(row["differences"], serde_json::json!([{"quote": "may", "law": "shall"}]));
    assert_eq!(code(&pincite(&["quote", "a sentence on quite another matter"], dir.path())), 1);
    let found = pincite(&["search", "--law", "harbour bank"], dir.path());
    assert!(stdout(&found).contains("/us/eo/13722/s1/a/ii"), "{}", stdout(&found));
}

#[test]
fn an_imported_law_is_known_by_its_name_and_its_sections() {
    let dir = folder();
    write(
        &dir,
        "act.md",
        "# Public Law 118-999\n\n## § 1. SHORT TITLE.\n\nThis Act may be cited as the “Harbour Dues Reform Act”.\n\n## § 2. DUES.\n\n(a) All pay.\n\n## § 3. END.\n\nIt ends.\n",
    );
    write(
        &dir,
        "memo.txt",
        "Section 2(a) of the Harbour Dues Reform Act is plain. Section 3 ends it. Section 77 is of something else.\n",
    );
    let ids = || -> Vec<String> {
        let rows = stdout(&pincite(&["cite", "--format", "jsonl", "memo.txt"], dir.path()));
        rows.lines()
            .map(|l| serde_json::from_str::<serde_json::Value>(l).map_or(String::new(), |r| r["id"].to_string()))
            .collect()
    };
    assert_eq!(ids()[0], "null");
    assert_eq!(code(&pincite(&["law", "add", "--quiet", "act.md"], dir.path())), 0);
    assert_eq!(ids(), ["\"/us/pl/118/999/s2/a\"", "\"/us/pl/118/999/s3\"", "null"]);
    assert_eq!(code(&pincite(&["law", "remove", "act.md"], dir.path())), 0);
    assert_eq!(ids()[0], "null");
}

#[test]
fn what_cannot_be_imported_costs_the_others_nothing() {
    let dir = library();
    write(&dir, "list.xml", "<sdnList/>");
    write(&dir, "deep.xml", "<a>".repeat(100_000));
    write(&dir, "bomb.xml", "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>");
    write(&dir, "half.xml", "<pLaw><main><section>");
    write(&dir, "eo.txt", "Executive Order 13382 of June 28, 2005\n\nSection 1. Pay.\n");
    let begun = Instant::now();
    let added =
        pincite(&["law", "add", "list.xml", "deep.xml", "bomb.xml", "half.xml", "eo.txt", "none.xml"], dir.path());
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert_eq!(code(&added), 3);
    let said = stderr(&added);
    for reason in [
        "list.xml: a list of sanctioned persons, not a law",
        "deep.xml: line 1: elements nest more than 256 deep",
        "bomb.xml: line 1: it defines entities of its own",
        "half.xml: line 1: it ends inside <section>: the rest is missing",
        "none.xml: no such file or folder",
    ] {
        assert!(said.contains(reason), "no {reason:?} in {said}");
    }
    let list = stdout(&pincite(&["law", "list"], dir.path()));
    assert!(list.contains("/us/eo/13382") && list.contains("/us/eo/13722"), "{list}");
    assert_eq!(code(&pincite(&["law", "remove", "/us/eo/13382"], dir.path())), 0);
    assert!(!stdout(&pincite(&["law", "list"], dir.path())).contains("/us/eo/13382"));
}

#[test]
fn importing_a_file_again_replaces_what_it_gave() {
    let dir = library();
    write(
        &dir,
        "rows.jsonl",
        "{\"id\": \"/us/usc/t22/s9214\", \"text\": \"(a) Third dues.\", \"from\": \"2018-01-01\"}\n",
    );
    assert_eq!(code(&pincite(&["law", "add", "rows.jsonl"], dir.path())), 0);
    let list = stdout(&pincite(&["law", "list", "--format", "jsonl"], dir.path()));
    assert_eq!(list.lines().filter(|l| l.contains("rows.jsonl")).count(), 1, "{list}");
    assert!(stdout(&pincite(&["search", "--law", "old dues"], dir.path())).contains("No text of the law"));
}

#[test]
fn a_second_text_of_one_day_is_left_out_and_said_to_be() {
    let dir = folder();
    let row =
        |text: &str| format!("{{\"id\": \"/us/usc/t22/s9214\", \"text\": \"{text}\", \"from\": \"2018-01-01\"}}\n");
    write(&dir, "one.jsonl", row("Dues are due at noon, and are paid in coin to the harbour master by the owner."));
    write(&dir, "two.jsonl", row("A pilot goes on board before the bar and leaves the vessel behind the last buoy."));
    write(&dir, "three.jsonl", row("Dues are due at noon and are paid in coin, to the harbour master by the owner"));
    assert_eq!(code(&pincite(&["law", "add", "one.jsonl"], dir.path())), 0);
    let second = pincite(&["law", "add", "two.jsonl"], dir.path());
    assert_eq!(code(&second), 3);
    assert!(stderr(&second).contains("two.jsonl: not imported: there is another text of"), "{}", stderr(&second));
    assert!(stderr(&second).contains("from one.jsonl"), "{}", stderr(&second));
    let shown = || stdout(&pincite(&["show", "22 U.S.C. 9214", "--text"], dir.path()));
    assert!(shown().contains("Dues are due"), "{}", shown());
    // The same text in another file is the same text.
    assert_eq!(code(&pincite(&["law", "add", "three.jsonl"], dir.path())), 0);
    // Of another day it stands beside.
    assert_eq!(code(&pincite(&["law", "add", "--from", "2020-01-01", "two.jsonl"], dir.path())), 0);
    assert_eq!(stdout(&pincite(&["law", "list", "--format", "jsonl"], dir.path())).lines().count(), 2);
}

#[test]
fn what_is_left_out_is_not_counted_nor_known_by_its_name() {
    let dir = folder();
    let row = |id: &str, text: &str| format!("{{\"id\": \"{id}\", \"text\": \"{text}\", \"from\": \"2018-01-01\"}}\n");
    write(
        &dir,
        "one.jsonl",
        row("/us/pl/118/999", "Dues are due at noon, in coin, to the harbour master, by the owner."),
    );
    assert_eq!(code(&pincite(&["law", "add", "one.jsonl"], dir.path())), 0);
    let other = "This Act may be cited as the “Pilots of the Outer Bar Act”. A pilot goes on board before the bar.";
    write(&dir, "two.jsonl", row("/us/pl/118/999", other) + &row("/us/pl/118/998", "Buoys are painted every spring."));
    let added = pincite(&["law", "add", "two.jsonl"], dir.path());
    assert_eq!(code(&added), 3);
    let said = stdout(&added);
    assert!(said.contains("/us/pl/118/998") && !said.contains("/us/pl/118/999"), "{said}");
    assert!(said.contains("1 text with 1 provisions imported into"), "{said}");
    assert!(said.contains("not imported, for the reasons above: 1 text\n"), "{said}");
    write(&dir, "memo.txt", "The Pilots of the Outer Bar Act is plain.\n");
    let cited = stdout(&pincite(&["cite", "--format", "jsonl", "memo.txt"], dir.path()));
    assert!(!cited.contains("/us/pl/118/999"), "{cited}");
}

/// A law of these paragraphs, in one section.
fn law(paragraphs: &[(&str, &str)]) -> Law {
    let id: ProvisionId = "/us/usc/t22/s9214".parse().unwrap_or_else(|e| panic!("{e}"));
    let (mut text, mut parts) = (String::new(), Vec::new());
    for (mark, words) in paragraphs {
        let start = text.len();
        text += &["(", mark, ") ", words, "\n"].concat();
        let part = format!("{id}/{mark}").parse().unwrap_or_else(|e| panic!("{e}"));
        parts.push(Part { id: part, start, end: text.len(), words: start + mark.len() + 3, heading: String::new() });
    }
    let (title, from, until) = (String::new(), "2018-01-01".to_owned(), String::new());
    Law { id, title, from, until, text, parts, amended: BTreeMap::new(), dated_by: String::new(), remarks: Vec::new() }
}

#[test]
fn an_import_that_is_refused_takes_no_place() {
    let dir = folder();
    let mut library = LawIndex::open(&dir.path().join(".pincite")).unwrap_or_else(|e| panic!("{e}"));
    let dues = ["dues are due at noon", "they are paid in coin", "none leaves before", "the list is kept", "it ends"];
    let bar =
        ["a pilot goes on board", "he sees every buoy", "his boat is white", "none sails", "it is deep", "ropes hold"];
    let in_order = |marks: &[&'static str], words: &[&'static str]| {
        law(&marks.iter().copied().zip(words.iter().copied()).collect::<Vec<_>>())
    };
    let kept = in_order(&["a", "b", "c", "d", "e"], &dues);
    // A second volume: it has the first paragraph's mark and others of its own.
    let volume = in_order(&["a", "p", "q", "r", "s", "t"], &bar);
    // The words of the first, in paragraphs of both: the same text as the one, another than the other.
    let refused = in_order(&["a", "b", "c", "p", "q"], &dues);
    let mut add = |file: &str, law: Law| {
        let hash = ContentHash::of_bytes(file.as_bytes());
        library.add(&[(file.to_owned(), hash, vec![law])]).unwrap_or_else(|e| panic!("{e}")).len()
    };
    assert_eq!([add("one", kept), add("two", volume), add("three", refused)], [0, 0, 1]);
    let sources: Vec<&str> = library.laws().entries().iter().map(|e| e.source.as_str()).collect();
    assert_eq!(sources, ["one", "two"]);
}

#[test]
fn a_document_comes_back_with_links_and_nothing_else_changed() {
    let dir = folder();
    let text = "R&D <5 %: E.O. 13722, and 50 U.S.C. 1701.\n";
    write(&dir, "a.txt", text);
    let html = stdout(&pincite(&["cite", "--html", "a.txt"], dir.path()));
    assert!(html.contains("data-id=\"/us/usc/t50/s1701\">50 U.S.C. 1701</a>."), "{html}");
    assert_eq!(pincite::report::strip(&html), text);
    let page = "<p>See <b>E.O.</b> 13722 <a href=\"/x\">and 50 U.S.C. 1701</a></p>";
    write(&dir, "b.html", page);
    let marked = stdout(&pincite(&["cite", "--annotate=uslm", "b.html"], dir.path()));
    assert_eq!(
        marked,
        "<p>See <b><ref href=\"/us/eo/13722\">E.O.</ref></b><ref href=\"/us/eo/13722\"> 13722</ref> <a href=\"/x\">and 50 U.S.C. 1701</a></p>"
    );
    let rows = stdout(&pincite(&["cite", "--annotate=w3c", "a.txt", "b.html"], dir.path()));
    assert_eq!(rows.lines().count(), 4);
    assert_eq!(code(&pincite(&["cite", "--html", "a.txt", "b.html"], dir.path())), 2);
    let _ = fs::remove_file(dir.path().join("a.txt"));
}
