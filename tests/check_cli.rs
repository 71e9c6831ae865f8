//! `pincite check` as it is used: fixes, diffs, styles, baselines, changed lines, configuration, reports.

mod program;

use std::process::Command;

use program::{code, folder, pincite, stderr, stdout, write};
use serde_json::Value;

const BRIEF: &str = "See 22 U.S.C. 9214(a)(1) and E.O. 13722.\n\nThe North Korea Sanctions and Policy Enhancement Act of 2016 (“NKSPEA”) is the law; NKPSEA says so.\n\nExecutive Order 13466 of June 27, 2008, is old.\n";

#[test]
fn a_diff_shows_what_fix_writes_and_a_second_fix_writes_nothing() {
    let dir = folder();
    write(&dir, "brief.md", BRIEF);
    let diff = pincite(&["check", "--style", "bluebook", "--diff", "brief.md"], dir.path());
    assert_eq!(code(&diff), 1);
    assert!(stdout(&diff).contains("+See 22 U.S.C. §\u{a0}9214(a)(1) and E.O. 13,722."), "{}", stdout(&diff));
    let read = || std::fs::read_to_string(dir.path().join("brief.md")).unwrap_or_default();
    assert_eq!(read(), BRIEF);
    pincite(&["check", "--style", "bluebook", "--fix", "brief.md"], dir.path());
    let fixed = read();
    assert!(
        fixed.contains("§\u{a0}9214(a)(1)") && fixed.contains("13,722") && fixed.contains("NKSPEA says so"),
        "{fixed}"
    );
    // What can't be fixed beyond doubt stays: one of day and number is wrong.
    assert!(fixed.contains("June 27, 2008"));
    let again = pincite(&["check", "--style", "bluebook", "--fix", "brief.md"], dir.path());
    assert_eq!(read(), fixed);
    assert_eq!(code(&again), 1, "{}", stdout(&again));
}

#[test]
fn records_are_not_written_to() {
    let dir = folder();
    let record = "{\"id\": \"1\", \"text\": \"See 22 U.S.C. 9214.\"}\n";
    write(&dir, "r.jsonl", record);
    let out = pincite(&["check", "--style", "bluebook", "--fix", "r.jsonl"], dir.path());
    assert_eq!(std::fs::read_to_string(dir.path().join("r.jsonl")).unwrap_or_default(), record);
    assert!(stderr(&out).contains("left"), "{}", stderr(&out));
}

#[test]
fn a_baseline_hides_what_is_known_and_nothing_new() {
    let dir = folder();
    write(&dir, "brief.md", BRIEF);
    assert_eq!(code(&pincite(&["check", "--write-baseline", "b.json", "brief.md"], dir.path())), 0);
    let known = pincite(&["check", "--baseline", "b.json", "brief.md"], dir.path());
    assert_eq!(code(&known), 0);
    assert!(
        stdout(&known).starts_with("Nothing new is found.\ncitations and quotations in 1 document"),
        "{}",
        stdout(&known)
    );
    write(&dir, "brief.md", format!("A line more.\n\n{BRIEF}\nExecutive Order 13382 of July 1, 2005, is older.\n"));
    let new = pincite(&["check", "--baseline", "b.json", "--format", "jsonl", "brief.md"], dir.path());
    assert_eq!(stdout(&new).lines().count(), 1, "{}", stdout(&new));
    assert!(stdout(&new).contains("13382"));
    assert_eq!(code(&pincite(&["check", "--baseline", "none.json", "brief.md"], dir.path())), 3);
}

#[test]
fn only_changed_lines_are_told_since_a_commit() {
    let dir = folder();
    let git = |args: &[&str]| {
        let mut all = vec!["-c", "user.name=a", "-c", "user.email=a@example.org"];
        all.extend(args);
        assert!(
            Command::new("git").args(&all).current_dir(dir.path()).output().is_ok_and(|o| o.status.success()),
            "{args:?}"
        );
    };
    git(&["init", "-q"]);
    write(&dir, "brief.md", BRIEF);
    git(&["add", "."]);
    git(&["commit", "-qm", "one"]);
    write(&dir, "brief.md", format!("{BRIEF}\nExecutive Order 13382 of July 1, 2005, is older.\n"));
    write(&dir, "new.md", "Executive Order 13551 of August 31, 2010.\n");
    let out = pincite(&["check", "--since", "HEAD", "--format", "jsonl", "."], dir.path());
    let told = stdout(&out);
    assert!(told.contains("13382") && told.contains("13551") && !told.contains("13466"), "{told}");
    assert_eq!(code(&pincite(&["check", "--since", "nowhere", "."], dir.path())), 2);
}

#[test]
fn a_project_says_in_its_file_what_it_wants() {
    let dir = folder();
    write(&dir, "brief.md", BRIEF);
    write(&dir, "drafts/brief.md", BRIEF);
    write(&dir, "pincite.toml", "[check]\nignore = [\"PC305\"]\n[check.per-file-ignores]\n\"drafts/**\" = [\"PC1\"]\n");
    let out = stdout(&pincite(&["check", "--format", "csv", "."], dir.path()));
    let rows: Vec<&str> = out.lines().skip(1).collect();
    assert_eq!(rows.len(), 1, "{out}");
    assert!(rows[0].starts_with("brief.md") || rows[0].starts_with("./brief.md"), "{out}");
    assert!(stdout(&pincite(&["check", "--isolated", "--format", "csv", "brief.md"], dir.path())).contains("PC305"));
    assert!(stdout(&pincite(&["config"], dir.path())).contains("ignore = [\"PC305\"]"));
    write(&dir, "pincite.toml", "[check]\nignroe = []\n");
    let refused = pincite(&["check", "brief.md"], dir.path());
    assert_eq!(code(&refused), 2);
    assert!(stderr(&refused).contains("pincite.toml") && stderr(&refused).contains("ignroe"), "{}", stderr(&refused));
}

#[test]
fn codes_are_chosen_by_their_beginnings_and_what_sleeps_is_woken() {
    let dir = folder();
    write(&dir, "brief.md", BRIEF);
    let codes = |args: &[&str]| -> Vec<String> {
        let mut all = vec!["check", "--format", "jsonl", "brief.md"];
        all.extend(args);
        let rows = stdout(&pincite(&all, dir.path()));
        let code = |l: &str| {
            serde_json::from_str::<serde_json::Value>(l).unwrap_or_default()["code"].as_str().unwrap_or("").to_owned()
        };
        rows.lines().map(code).collect()
    };
    assert_eq!(codes(&["--select", "PC3"]), ["PC304", "PC305"]);
    assert_eq!(codes(&["--ignore", "PC3"]), ["PC110"]);
    assert_eq!(codes(&["--select", "PC191,PC4", "--style", "gpo"]), ["PC404"]);
    assert!(codes(&["--extend-select", "PC190"]).contains(&"PC305".to_owned()));
}

#[test]
fn test_reports_are_well_formed_and_pages_need_nothing_else() {
    let dir = folder();
    write(&dir, "a & b.md", format!("<b>{BRIEF}</b>"));
    let junit = stdout(&pincite(&["check", "--format", "junit", "."], dir.path()));
    let mut reader = quick_xml::Reader::from_str(&junit);
    let mut failures = 0;
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{e}: {junit}")) {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(e) if e.name().as_ref() == "failure" => failures += 1,
            _ => {}
        }
    }
    assert_eq!(failures, 2, "{junit}");
    let page = stdout(&pincite(&["check", "--format", "html", "."], dir.path()));
    pincite(&["check", "--report", "r.html", "."], dir.path());
    assert_eq!(std::fs::read_to_string(dir.path().join("r.html")).unwrap_or_default(), page);
    for outside in ["http://", "https://", "src=", "<script"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("a &amp; b.md") && page.contains("&lt;b&gt;"), "{page}");
    let marks = page.matches("<mark").count();
    assert!(marks >= 4 && page.matches("</mark>").count() == marks);
}

#[test]
fn a_day_is_one_of_the_calendar_or_it_is_said_to_be_none() {
    let dir = folder();
    write(&dir, "brief.txt", "See 42 U.S.C. § 99999999999999999999 and E.O. 13722.\n");
    for day in ["日本語x", "garbage", "2016-02-30", "2016"] {
        let checked = pincite(&["check", "--as-of", day, "brief.txt"], dir.path());
        assert_eq!(code(&checked), 2, "{day}: {}", stderr(&checked));
        assert!(stderr(&checked).contains("a day is written 2016-03-15"), "{}", stderr(&checked));
    }
    let checked = pincite(&["check", "--as-of", "2017-03-04", "brief.txt"], dir.path());
    assert_eq!(code(&checked), 1, "{}", stderr(&checked));
    write(&dir, "pincite.toml", "[check]\nas-of = \"last week\"\n");
    let checked = pincite(&["check", "brief.txt"], dir.path());
    assert_eq!(code(&checked), 2, "{}", stderr(&checked));
    assert!(stderr(&checked).contains("as-of “last week”"), "{}", stderr(&checked));
}

#[test]
fn a_document_with_a_strange_day_of_its_own_is_checked_all_the_same() {
    let dir = folder();
    write(
        &dir,
        "rows.jsonl",
        "{\"id\": \"a\", \"date\": \"20日16-03\", \"text\": \"See E.O. 99999 and 130 Stat. 93 (2016).\"}\n",
    );
    let checked = pincite(&["check", "rows.jsonl"], dir.path());
    assert!(matches!(code(&checked), 0 | 1), "{}", stderr(&checked));
}

#[test]
fn the_report_says_what_the_rules_say_of_what_is_no_more() {
    let dir = folder();
    write(&dir, "brief.txt", "See 42 U.S.C. § 1973c (2006), and 42 U.S.C. § 1973gg today.\n");
    let checked = pincite(&["check", "--as-of", "2017-03-04", "--report", "R.JSON", "brief.txt"], dir.path());
    assert_eq!(code(&checked), 1, "{}", stderr(&checked));
    let whole = std::fs::read_to_string(dir.path().join("R.JSON")).unwrap_or_default();
    let report: Value = serde_json::from_str(&whole).unwrap_or_else(|e| panic!("{e}"));
    let rows = report["documents"][0]["checked"].as_array().cloned().unwrap_or_default();
    let verdicts: Vec<&str> = rows.iter().filter_map(|r| r["verdict"].as_str()).collect();
    assert_eq!(verdicts, ["exists", "repealed"], "{rows:?}");
    // What moved on no known day was there for a document of before its new place was.
    assert_eq!(code(&pincite(&["check", "--as-of", "2010-03-04", "--report", "r.json", "brief.txt"], dir.path())), 0);
    let whole = std::fs::read_to_string(dir.path().join("r.json")).unwrap_or_default();
    assert!(!whole.contains("\"repealed\"") && whole.contains("it was there when the document was written"), "{whole}");
    // A page by whatever case of its name.
    assert_eq!(code(&pincite(&["check", "--as-of", "2010-03-04", "--report", "R.HTML", "brief.txt"], dir.path())), 0);
    let page = std::fs::read_to_string(dir.path().join("R.HTML")).unwrap_or_default();
    assert!(page.contains("brief.txt") && page.contains("1973gg"), "{page}");
}

#[test]
fn a_paragraph_beyond_the_last_is_told_by_what_says_so() {
    let dir = folder();
    let paragraphs =
        ["1. Decides that dues are due;", "2. Decides that none leaves;", "3. Asks for a list;", "4. Ends."]
            .join("\\n");
    write(
        &dir,
        "res.jsonl",
        format!("{{\"id\": \"/un/sc/res/2270\", \"from\": \"2016-03-02\", \"text\": \"{paragraphs}\"}}\n"),
    );
    assert_eq!(code(&pincite(&["law", "add", "res.jsonl"], dir.path())), 0);
    write(&dir, "memo.txt", "See paragraph 9 of resolution 2270 (2016).\n");
    let checked = pincite(&["check", "--format", "jsonl", "--as-of", "2017-03-04", "memo.txt"], dir.path());
    let row: Value = serde_json::from_str(stdout(&checked).lines().next().unwrap_or_default()).unwrap_or_default();
    assert_eq!(row["code"], "PC102", "{}", stdout(&checked));
    assert_eq!(row["evidence"], serde_json::json!(["text of /un/sc/res/2270, of 2016-03-02"]));
}
