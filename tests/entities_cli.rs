//! Who invokes what, as it is asked for: `entities`, `find --entity --role --words`, `show NAME`, lists of sanctioned persons.

mod program;

use program::{code, folder, pincite, stderr, stdout, write};
use serde_json::Value;
use tempfile::TempDir;

const ORDER: &str = "Harbour dues\n\nOn May 3, 2016, OFAC designated the Namsan Harbour Trading Corporation and Ryong Shipping for loading at night.\n\nNamsan is old.\n\nThe authority for the designations was Executive Order 13722.\n";
const LATER: &str = "A year later\n\nThe Namsan Harbour Trading Corp. should be designated under Executive Order 13382, said Ann Weaver.\n\nNo master of a vessel may load or unload by night without a lamp that is seen from the shore, an officer wrote.\n";

fn library() -> TempDir {
    let dir = folder();
    write(&dir, "docs/order.txt", ORDER);
    write(&dir, "docs/later.txt", LATER);
    let row = r#"{"id":"/us/eo/13722/s1","from":"2016-03-15","text":"No master of a vessel may load or unload by night without a lamp that is seen from the shore."}"#;
    write(&dir, "law.jsonl", row);
    assert_eq!(code(&pincite(&["index", "-q", "docs"], dir.path())), 0);
    assert_eq!(code(&pincite(&["law", "add", "-q", "law.jsonl"], dir.path())), 0);
    dir
}

fn rows(text: &str) -> Vec<Value> {
    text.lines().map(|l| serde_json::from_str(l).unwrap_or_else(|e| panic!("{e}: {l}"))).collect()
}

fn fields(rows: &[Value], names: &[&str]) -> Vec<Vec<String>> {
    let field = |row: &Value, name: &&str| row[*name].as_str().unwrap_or("").to_owned();
    rows.iter().map(|row| names.iter().map(|n| field(row, n)).collect()).collect()
}

#[test]
fn an_invocation_is_a_row_with_its_sentence_and_date() {
    let dir = library();
    let out = stdout(&pincite(&["entities", "E.O. 13722", "--role", "designated", "--format", "jsonl"], dir.path()));
    let found = rows(&out);
    assert_eq!(
        fields(&found, &["entity", "kind", "role", "provision", "date"]),
        [
            ["Namsan Harbour Trading Corporation", "company", "designated", "/us/eo/13722", "2016-05-03"],
            ["Ryong Shipping", "company", "designated", "/us/eo/13722", "2016-05-03"]
        ]
    );
    let span = |key: &str| found[0][key].as_u64().unwrap_or(0) as usize;
    assert_eq!(&ORDER[span("start")..span("end")], "Namsan Harbour Trading Corporation");
    assert!(found[0]["sentence"].as_str().is_some_and(|s| s.starts_with("On May 3") && s.ends_with("at night.")));
    // The same without a library.
    let direct = stdout(&pincite(
        &["entities", "E.O. 13722", "--role", "designated", "--format", "jsonl", "--in", "docs"],
        dir.path(),
    ));
    assert_eq!(rows(&direct).len(), 2);
}

#[test]
fn one_bearer_has_one_page_whatever_it_is_called() {
    let dir = library();
    let found = rows(&stdout(&pincite(&["entities", "Namsan", "--format", "jsonl"], dir.path())));
    assert_eq!(
        fields(&found, &["entity", "role", "provision"]),
        [
            ["Namsan Harbour Trading Corporation", "urges-target", "/us/eo/13382"],
            ["Namsan Harbour Trading Corporation", "designated", "/us/eo/13722"]
        ]
    );
    let page = stdout(&pincite(&["show", "Namsan"], dir.path()));
    assert!(page.contains("urges-target") && page.contains("E.O. 13722"), "{page}");
    assert_eq!(code(&pincite(&["entities", "Nobody Inc."], dir.path())), 2);
}

#[test]
fn find_gives_the_passage_that_designates_though_the_order_is_cited_elsewhere() {
    let dir = library();
    let found = rows(&stdout(&pincite(&["find", "EO 13722", "--role", "designated", "--format", "jsonl"], dir.path())));
    assert_eq!(fields(&found, &["form", "id"]), [["invocation", "/us/eo/13722"], ["invocation", "/us/eo/13722"]]);
    assert!(found[0]["passage_text"].as_str().is_some_and(|t| t.contains("OFAC designated")));
    let human = stdout(&pincite(&["find", "EO 13722", "--entity", "OFAC"], dir.path()));
    assert!(human.contains("OFAC administers E.O. 13722"), "{human}");
    assert_eq!(code(&pincite(&["find", "EO 13722", "--role", "party"], dir.path())), 1);
    for verb in ["find", "entities"] {
        let unknown = pincite(&[verb, "EO 13722", "--role", "designatd"], dir.path());
        assert_eq!(code(&unknown), 2);
        assert!(stderr(&unknown).contains("designated, enacts"), "{}", stderr(&unknown));
    }
    // Who is only in the same passage is told apart.
    let found = rows(&stdout(&pincite(&["find", "EO 13382", "--format", "jsonl"], dir.path())));
    let with: Vec<(&str, &str)> = found[0]["entities"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|e| (e["entity"].as_str().unwrap_or(""), e["role"].as_str().unwrap_or("")))
        .collect();
    assert!(with.contains(&("Ann Weaver", "mentioned-with")), "{with:?}");
}

#[test]
fn words_of_a_provision_are_found_where_it_is_not_cited() {
    let dir = library();
    let found = rows(&stdout(&pincite(&["find", "EO 13722", "--words", "--format", "jsonl"], dir.path())));
    let words: Vec<&Value> = found.iter().filter(|r| r["form"] == "uses-the-words-of").collect();
    assert_eq!(words.len(), 1, "{found:?}");
    assert_eq!(words[0]["id"], "/us/eo/13722/s1");
    assert!(words[0]["text"].as_str().is_some_and(|t| t.starts_with("No master") && t.ends_with("shore")));
    // Without its text nothing can be said.
    let none = pincite(&["find", "EO 13382", "--words"], dir.path());
    assert_eq!(code(&none), 2);
    assert!(stderr(&none).contains("law add"), "{}", stderr(&none));
}

#[test]
fn counts_and_graphs_of_who_invokes_what() {
    let dir = library();
    let counts = stdout(&pincite(&["entities", "--count", "year", "--format", "csv"], dir.path()));
    assert!(counts.contains("OFAC,2016,1"), "{counts}");
    let dot = stdout(&pincite(&["entities", "--graph", "dot"], dir.path()));
    assert!(dot.contains("\"Ryong Shipping\" -> \"/us/eo/13722\" [label=\"designated\"]"), "{dot}");
    let graphml = stdout(&pincite(&["entities", "--graph", "graphml"], dir.path()));
    assert!(
        graphml.contains("<edge source=\"Ryong Shipping\" target=\"/us/eo/13722\">")
            && graphml.ends_with("</graphml>\n")
    );
    let names = stdout(&pincite(&["entities", "--names", "--format", "csv"], dir.path()));
    assert!(names.contains("Namsan Harbour Trading Corporation,"), "{names}");
}

#[test]
fn a_list_of_sanctioned_persons_gives_names_that_no_form_tells() {
    let dir = folder();
    write(&dir, "memo.txt", "OFAC designated Mok Ran Pae under Executive Order 13382.\n");
    let list = "<sdnList><sdnEntry><firstName>Mok Ran</firstName><lastName>PAE</lastName><sdnType>Individual</sdnType></sdnEntry></sdnList>";
    write(&dir, "sdn.xml", list);
    write(&dir, "no-list.xml", "<feed/>");
    let who = |dir: &TempDir| {
        let out = stdout(&pincite(
            &["entities", "--role", "designated", "--format", "jsonl", "--in", "memo.txt"],
            dir.path(),
        ));
        fields(&rows(&out), &["entity", "kind"])
    };
    // Where a name must stand it is one, of whatever kind.
    assert_eq!(who(&dir), [["Mok Ran Pae", "organisation"]]);
    let added = pincite(&["entities", "add", "sdn.xml", "no-list.xml"], dir.path());
    assert_eq!(code(&added), 3);
    assert!(stderr(&added).contains("1 entry") && stderr(&added).contains("no-list.xml"), "{}", stderr(&added));
    assert_eq!(who(&dir), [["Mok Ran Pae", "person"]]);
    assert!(stdout(&pincite(&["entities", "lists"], dir.path())).contains("sdn.xml"));
    assert_eq!(code(&pincite(&["entities", "remove", "sdn.xml"], dir.path())), 0);
    // Where a name must stand it is one, of whatever kind.
    assert_eq!(who(&dir), [["Mok Ran Pae", "organisation"]]);
}

/// A name that a long passage is cut in is shown as far as the passage goes.
#[test]
fn a_name_at_a_passages_end_is_no_panic() {
    let dir = folder();
    let filler =
        "The harbour master keeps a list of the vessels there, and of those that left it by night\n".repeat(16);
    for line in ["OFAC designated the Namsan Harbour\nTrading Corporation under Executive Order 13722.\n", "x"] {
        write(&dir, "long.txt", format!("{filler}{line}{filler}"));
        for format in ["jsonl", "human"] {
            let out = pincite(
                &["find", "EO 13722", "--role", "designated", "--format", format, "--in", "long.txt"],
                dir.path(),
            );
            assert!(code(&out) <= 1, "{}", stderr(&out));
        }
    }
}
