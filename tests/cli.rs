//! The program as a user runs it: what it prints, and how it ends.

mod program;

use std::fs;

use program::{code, folder, in_repository, pincite, stderr, stdout, write};

#[test]
fn the_readmes_first_command_finds_the_order_under_all_its_names() {
    let found = in_repository(&[
        "find",
        "Executive Order 13722",
        "--in",
        "corpus/documents",
        "--limit",
        "0",
        "--format",
        "jsonl",
    ]);
    assert_eq!(code(&found), 0, "{}", stderr(&found));
    let out = stdout(&found);
    for name in ["E.O. 13722", "Executive Order 13,722", "Exec. Order No. 13,722", "EO 13722", "that order", "2(a)(iv)"]
    {
        assert!(out.contains(name), "no mention under the name {name}");
    }
    assert!(out.contains("\"form\":\"block-quote\"") && out.contains("\"form\":\"anaphora\""));
}

#[test]
fn cite_prints_for_people() {
    let dir = folder();
    write(
        &dir,
        "memo.txt",
        "Under section 104(a) of the NKSPEA, and sections 2(a)(iv) and (v) of E.O. 13,722,\nit is 50 U.S.C. §§ 1701–1708. That order applies. Section 999 of the Lost Act.\n",
    );
    let out = pincite(&["cite", "--explain", "memo.txt"], dir.path());
    assert_eq!(code(&out), 0);
    insta::assert_snapshot!(stdout(&out));
}

#[test]
fn cite_rows_are_the_contract() {
    let dir = folder();
    write(
        &dir,
        "a.txt",
        "Executive Orders 13466 and 13551; NKSPEA § 104(a)(1); that Act; 18 U.S.C. 1956 et seq.; paragraph (3).\n",
    );
    let out = pincite(&["cite", "--format", "jsonl", "a.txt"], dir.path());
    insta::assert_snapshot!(stdout(&out));
    let json = pincite(&["cite", "--format", "json", "a.txt"], dir.path());
    let rows: serde_json::Value = serde_json::from_str(&stdout(&json)).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(rows.as_array().map(Vec::len), Some(stdout(&out).lines().count()));
}

#[test]
fn marked_up_sources_have_their_own_offsets() {
    let dir = folder();
    let page = "<html><body><p>See 15 U.S.C. &sect;&nbsp;78<em>o</em>-3(a).</p></body></html>";
    write(&dir, "p.html", page);
    let out = stdout(&pincite(&["cite", "--format", "jsonl", "p.html"], dir.path()));
    let row: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out}"));
    assert_eq!(row["id"], "/us/usc/t15/s78o-3/a");
    let at = |key: &str| row[key].as_u64().unwrap_or(0) as usize;
    assert_eq!(&page[at("source_start")..at("source_end")], "15 U.S.C. &sect;&nbsp;78<em>o</em>-3(a)");
}

#[test]
fn every_number_of_threads_prints_the_same() {
    let one = in_repository(&["cite", "--threads", "1", "--format", "jsonl", "corpus/documents"]);
    let four = in_repository(&["cite", "--threads", "4", "--format", "jsonl", "corpus/documents"]);
    assert!(stdout(&one).lines().count() > 300);
    assert_eq!(stdout(&one), stdout(&four));
}

#[test]
fn a_library_is_incremental_and_sees_what_is_gone() {
    let dir = folder();
    write(&dir, "a.md", "# A\n\nE.O. 13722 blocks it.\n");
    write(&dir, "b.md", "# B\n\nSection 2(a)(iv) of that order; Executive Order 13722 too.\n");
    let first = pincite(&["index", "."], dir.path());
    assert!(stderr(&first).contains("2 documents indexed, 0 unchanged, 0 removed"), "{}", stderr(&first));
    let found = pincite(&["find", "EO 13722", "--format", "jsonl"], dir.path());
    assert_eq!(stdout(&found).lines().count(), 2, "{}", stdout(&found));
    fs::remove_file(dir.path().join("a.md")).unwrap_or_else(|e| panic!("{e}"));
    write(&dir, "b.md", "# B\n\nNow it is E.O. 13687.\n");
    let again = pincite(&["index", "."], dir.path());
    assert!(stderr(&again).contains("1 document indexed, 0 unchanged, 1 removed"), "{}", stderr(&again));
    assert_eq!(code(&pincite(&["find", "EO 13722"], dir.path())), 1);
    assert_eq!(code(&pincite(&["find", "EO 13687"], dir.path())), 0);
    let none = pincite(&["index", "."], dir.path());
    assert!(stderr(&none).contains("0 documents indexed, 1 unchanged"), "{}", stderr(&none));
}

#[test]
fn find_follows_the_ties_between_a_law_and_the_code() {
    let dir = folder();
    write(&dir, "a.txt", "Under 22 U.S.C. 9214(a) it is so.\n\nSection 104(a)(1) of NKSPEA says more.\n");
    let rows = |args: &[&str]| stdout(&pincite(args, dir.path())).lines().count();
    let tail = ["--in", "a.txt", "--format", "jsonl"];
    assert_eq!(rows(&[&["find", "NKSPEA § 104(a)"], &tail[..]].concat()), 2);
    assert_eq!(rows(&[&["find", "22 USC 9214(a)"], &tail[..]].concat()), 2);
    assert_eq!(rows(&[&["find", "NKSPEA § 104(a)", "--only-as-cited", "--exact"], &tail[..]].concat()), 0);
}

#[test]
fn search_takes_words_phrases_fields_and_citations() {
    let search =
        |query: &str| stdout(&in_repository(&["search", query, "--in", "corpus/documents", "--format", "json"]));
    let total = |query: &str| {
        serde_json::from_str::<serde_json::Value>(&search(query)).map_or(0, |v| v["total"].as_u64().unwrap_or(0))
    };
    assert!(total("workers") > total("\"exportation of workers\""));
    assert!(total("cites:\"EO 13722\"") > total("cites:\"EO 13722 § 2(a)(iv)\""));
    assert!(total("cites:NKSPEA workers") > 0);
    let wrong = in_repository(&["search", "date:never", "--in", "corpus/documents"]);
    assert_eq!(code(&wrong), 2, "{}", stderr(&wrong));
    assert!(stderr(&wrong).contains("column 6"), "{}", stderr(&wrong));
}

#[test]
fn show_and_explain() {
    let dir = folder();
    insta::assert_snapshot!("show_order", stdout(&pincite(&["show", "E.O. 13722 § 2(a)(iv)"], dir.path())));
    insta::assert_snapshot!("show_section", stdout(&pincite(&["show", "section 104(a) of NKSPEA"], dir.path())));
    insta::assert_snapshot!(
        "explain",
        stdout(&pincite(
            &["explain", "The KIMS Act passed the House; section 201 of that legislation would bite."],
            dir.path()
        ))
    );
    let nothing = pincite(&["explain", "no law here"], dir.path());
    assert_eq!(code(&nothing), 1);
}

#[test]
fn odd_input_costs_itself_alone_and_says_so() {
    let dir = folder();
    write(&dir, "empty.txt", "");
    write(&dir, "latin.txt", b"E.O. 13722 \xa7 2 caf\xe9");
    write(&dir, "binary.bin", [0u8, 1, 2, 3, 0, 0, 9]);
    write(&dir, "good.txt", "E.O. 13687");
    write(
        &dir,
        "rows.jsonl",
        "{\"id\":\"x\",\"text\":\"E.O. 13551\"}\nnot json\n{\"id\":\"y\",\"text\":\"E.O. 13570\"}\n",
    );
    let out = pincite(
        &["cite", "--format", "jsonl", "empty.txt", "latin.txt", "binary.bin", "missing.txt", "rows.jsonl", "good.txt"],
        dir.path(),
    );
    assert_eq!(code(&out), 3);
    for id in ["/us/eo/13722", "/us/eo/13687", "/us/eo/13551", "/us/eo/13570"] {
        assert!(stdout(&out).contains(id), "{id} is lost: {}", stdout(&out));
    }
    for said in ["binary.bin", "missing.txt", "rows.jsonl:2", "read as windows-1252"] {
        assert!(stderr(&out).contains(said), "nothing said of {said}: {}", stderr(&out));
    }
}

#[test]
fn wrong_usage_says_what_to_do() {
    let dir = folder();
    let no_library = pincite(&["find", "E.O. 13722"], dir.path());
    assert_eq!(code(&no_library), 2);
    assert!(stderr(&no_library).contains("pincite index"), "{}", stderr(&no_library));
    let no_provision = pincite(&["find", "the weather", "--in", "."], dir.path());
    assert_eq!(code(&no_provision), 2);
    assert!(stderr(&no_provision).contains("pincite explain"));
    assert_eq!(code(&pincite(&["cite", "--no-such-option"], dir.path())), 2);
}

#[test]
fn a_mistake_in_a_grammar_file_is_placed() {
    let dir = folder();
    let file = "family = \"x\"\nname = \"X\"\nid = \"/x/{number}\"\nkind = \"order\"\nladder = \"order\"\n[words]\nx = [\"Xanth Rule\"]\n[fields]\nnumber = { shape = \"integer\" }\n[[form]]\npattern = \"<x> {nummer}\"\n";
    write(&dir, "x.toml", file);
    let out = pincite(&["grammar", "test", "x.toml"], dir.path());
    assert_eq!(code(&out), 2);
    assert_eq!(stderr(&out), "pincite: x.toml:11:16: no field or part is called `nummer`; expected one of number\n");
    write(&dir, "x.toml", file.replace("nummer", "number"));
    let cite = write(&dir, "t.txt", "Under section 5(b) of Xanth Rule 12.");
    let out = pincite(&["cite", "--grammar", "x.toml", "--format", "csv", cite.to_str().unwrap_or("")], dir.path());
    assert!(stdout(&out).contains("/x/12/s5/b"), "{}{}", stdout(&out), stderr(&out));
}

#[test]
fn no_colours_in_a_pipe_and_help_has_examples() {
    let plain = in_repository(&["find", "E.O. 13722", "--in", "corpus/documents", "-n", "2"]);
    assert!(!stdout(&plain).contains('\u{1b}'));
    let painted = in_repository(&["find", "E.O. 13722", "--in", "corpus/documents", "-n", "2", "--color", "always"]);
    assert!(stdout(&painted).contains('\u{1b}'));
    for verb in ["cite", "find", "search", "show", "index", "read", "explain", "completions"] {
        let help = in_repository(&[verb, "--help"]);
        assert!(stdout(&help).contains("Examples:"), "{verb} --help has no examples");
    }
    assert!(stdout(&in_repository(&["completions", "bash"])).contains("_pincite"));
}

#[test]
fn a_page_of_several_posts_is_split() {
    let dir = folder();
    write(&dir, "page.txt", "First post\n\nE.O. 13722 is new.\nContinue Reading\nSecond post\n\nThat order is old.\n");
    let rows =
        stdout(&pincite(&["cite", "--split-at", "Continue Reading", "--format", "jsonl", "page.txt"], dir.path()));
    assert_eq!(rows.lines().count(), 1, "a pronoun reaches into another post: {rows}");
    let read =
        stdout(&pincite(&["read", "--split-at", "Continue Reading", "--format", "jsonl", "page.txt"], dir.path()));
    assert!(read.contains("\"title\":\"Second post\""), "{read}");
}

#[test]
fn a_pin_on_a_work_that_is_not_recognised_is_kept_without_a_target() {
    let dir = folder();
    write(
        &dir,
        "brief.txt",
        "Security Council resolution 808 (1993) was first. See Marek, Judgement, ¶ 250. It then said more (¶ 3).\n\n\
         Theft is under 18 U.S.C. § 641. Hill v. Dale, 12 F.3d 4 (1st Cir. 1994). Id. § 12. See 488 U. S. 1033 (1989).\n",
    );
    let out = stdout(&pincite(&["cite", "brief.txt", "--format", "jsonl"], dir.path()));
    let row = |text: &str| {
        let key = format!("\"text\":\"{text}\"");
        out.lines().find(|l| l.contains(&key)).map(str::to_owned)
    };
    for text in ["¶ 250", "§ 12"] {
        let row = row(text).unwrap_or_else(|| panic!("{text} isn't kept:\n{out}"));
        assert!(row.contains("\"id\":null") && row.contains("not recognised"), "{row}");
    }
    assert!(row("¶ 3").is_some_and(|r| r.contains("/un/sc/res/808/op3")), "{out}");
    assert!(!out.contains("/us/bill"), "a page of a reporter is no bill:\n{out}");
}
