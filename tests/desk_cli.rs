//! The shell's habits: what reaches a screen, how answers are summed up, and how the program ends.

mod program;

use std::fs;

use program::{code, folder, in_repository, pincite, stderr, stdout, write};

#[test]
fn nothing_that_a_terminal_obeys_gets_out_of_a_text() {
    let dir = folder();
    let evil = "Title\u{1b}]0;pwned\u{7}\n\nE.O. 13722 of March 16, 2016, \u{1b}[2J\u{9b}31m\u{202e}says \u{8}so.\n";
    write(&dir, "evil.txt", evil);
    let odd = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
    for args in [
        &["cite", "evil.txt"][..],
        &["check", "evil.txt"],
        &["check", "--format", "junit", "evil.txt"],
        &["check", "--format", "html", "evil.txt"],
        &["find", "E.O. 13722", "--in", "evil.txt"],
        &["search", "says", "--in", "evil.txt"],
        &["toa", "evil.txt"],
        &["cite", "no\u{1b}[31msuch.txt"],
    ] {
        let out = pincite(args, dir.path());
        assert!(!stdout(&out).contains(odd), "{args:?}: {:?}", stdout(&out));
        assert!(!stderr(&out).contains(odd), "{args:?}: {:?}", stderr(&out));
    }
    let painted = stdout(&pincite(&["find", "E.O. 13722", "--in", "evil.txt", "--color", "always"], dir.path()));
    assert!(painted.contains("\u{1b}[36m") && !painted.contains("\u{1b}[2J"), "{painted:?}");
}

/// README, help and manual have the same table.
#[test]
fn every_exit_code_is_in_the_table_and_means_what_it_says() {
    let help = stdout(&in_repository(&["--help"])).split_whitespace().collect::<Vec<_>>().join(" ");
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap_or_default();
    for said in [
        "0 done",
        "1 nothing matched, or findings",
        "2 wrong usage",
        "3 an input couldn't be read",
        "4 internal error",
        "130 stopped by Ctrl-C",
    ] {
        assert!(help.contains(said), "help doesn't say “{said}”: {help}");
        assert!(readme.contains(said), "README doesn't say “{said}”");
    }
    let dir = folder();
    write(&dir, "a.txt", "E.O. 13722 of March 16, 2016.\n");
    for (args, ends) in [
        (&["cite", "a.txt"][..], 0),
        (&["check", "a.txt"], 1),
        (&["find", "E.O. 13466", "--in", "a.txt"], 1),
        (&["format", "/zz/9"], 1),
        (&["find", "E.O. 13722"], 2),
        (&["explain", "PC999"], 2),
        (&["explain", "--as-of", "2016-02-30", "E.O. 13722"], 2),
        (&["format", "--style", "nobody's", "/us/eo/13722"], 2),
        (&["cite", "a.txt", "missing.txt"], 3),
    ] {
        let out = pincite(args, dir.path());
        assert_eq!(code(&out), ends, "{args:?}: {}", stderr(&out));
    }
}

#[test]
fn an_answer_says_what_it_is_in_sum_and_what_it_leaves_out() {
    let found = in_repository(&["find", "Executive Order 13722", "--in", "corpus/documents", "-n", "2"]);
    let out = stdout(&found);
    let first = out.lines().next().unwrap_or_default();
    assert!(first.contains("passages cite E.O. 13722 in") && first.contains("documents"), "{out}");
    assert!(out.contains("2 of ") && out.contains("--limit 0 shows all"), "{out}");
    let rows = in_repository(&["find", "E.O. 13722", "--in", "corpus/documents", "-n", "2", "--format", "jsonl"]);
    assert!(stderr(&rows).contains("--limit 0 gives all"), "{}", stderr(&rows));
    let counted =
        in_repository(&["find", "E.O. 13722", "--in", "corpus/documents", "--count", "year", "--format", "csv"]);
    assert!(stdout(&counted).starts_with("year,count\n"), "{}", stdout(&counted));
    let since = ["find", "E.O. 13722", "--in", "corpus/documents", "--since", "2100", "--format", "csv"];
    assert_eq!(code(&in_repository(&since)), 1);
    for width in ["30", "60", "100", "160", "200"] {
        let out = program::with_env(&["find", "E.O. 13722", "--in", "corpus/documents"], "COLUMNS", width);
        let most = width.parse::<usize>().unwrap_or(0);
        let text = stdout(&out);
        let wide = text.lines().find(|line| line.chars().count() > most && line.trim().contains(' '));
        assert!(wide.is_none(), "{width}: {wide:?}");
    }
}

#[test]
fn a_range_finds_its_members() {
    let dir = folder();
    write(&dir, "a.txt", "50 U.S.C. 1702(a) and 50 U.S.C. § 1705.\n\nSee 50 U.S.C. 1601.\n");
    let out = stdout(&pincite(&["find", "50 U.S.C. 1701-1708", "--in", "a.txt"], dir.path()));
    assert!(out.starts_with("1 passage cites 50 U.S.C. §§ 1701–1708 (8 provisions) in 1 document"), "{out}");
}

#[test]
fn a_passage_in_two_files_is_shown_once() {
    let dir = folder();
    let text = "A notice\n\nExecutive Order 13722 blocks the property of those who export workers, says the notice.\n";
    write(&dir, "a.txt", text);
    write(&dir, "b.txt", text);
    let out = stdout(&pincite(&["find", "E.O. 13722", "--in", "a.txt", "b.txt"], dir.path()));
    assert_eq!(out.matches("says the notice").count(), 1, "{out}");
    assert!(out.contains("the same in b.txt"), "{out}");
}

#[cfg(unix)]
#[test]
fn a_fix_leaves_a_link_a_link() {
    let dir = folder();
    write(&dir, "real.txt", "See 22 USC § 9214.\n");
    let link = dir.path().join("link.txt");
    std::os::unix::fs::symlink("real.txt", &link).unwrap_or_else(|e| panic!("{e}"));
    let _ = pincite(&["check", "--style", "bluebook", "--fix", "link.txt"], dir.path());
    assert!(link.is_symlink());
    assert!(fs::read_to_string(dir.path().join("real.txt")).is_ok_and(|t| t.contains("U.S.C.")));
}
