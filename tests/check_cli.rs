//! `pincite check` as it is used: fixes, diffs, styles, baselines, changed lines, configuration, reports.

mod program;

use std::process::Command;

use program::{code, folder, pincite, stderr, stdout, write};

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
    assert_eq!((code(&known), stdout(&known).as_str()), (0, ""));
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
