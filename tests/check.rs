//! The rules of the checker by the cases of tests/check.toml; what the program prints of findings.

mod program;
#[path = "support/sarif.rs"]
mod sarif;
mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use pincite::check::{RULES, Style, Subject, Texts, check_by, rule};
use pincite::law::{Hints, Law, Part, import};
use pincite::provision::ProvisionId;
use pincite::read::Kind;
use pincite::resolve::{Context, Resolver};
use program::{code, folder, pincite, stdout, write};
use serde::Deserialize;
use serde_json::{Value, json};

fn main() {
    support::run!(
        every_style_writes_its_examples_as_it_says,
        every_rule_finds_what_it_should_and_leaves_the_rest,
        findings_for_people_for_programs_and_for_code_scanning,
        a_report_gives_every_citation_its_verdict_and_the_same_bytes_each_time,
        reports_and_logs_say_where_and_by_what,
        sarif_has_what_the_standard_asks_for_and_fingerprints_survive_moved_lines,
        the_readme_has_every_rule;
        shared: the_archives_quotations_are_verified
    )
}

#[derive(Deserialize)]
struct Cases {
    rows: Vec<Row>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    from: String,
    #[serde(default)]
    to: String,
    text: String,
}

#[derive(Deserialize)]
struct Case {
    code: String,
    text: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    finds: Vec<String>,
}

struct Held(Vec<Arc<Law>>);

impl Texts for Held {
    fn provision(&self, id: &ProvisionId, day: Option<&str>) -> Option<(Arc<Law>, Part)> {
        let in_force =
            |law: &Law| day.is_none_or(|day| law.from.as_str() <= day && (law.until.is_empty() || *day < *law.until));
        self.versions(id).into_iter().find(|(law, _)| in_force(law))
    }

    fn versions(&self, id: &ProvisionId) -> Vec<(Arc<Law>, Part)> {
        self.0.iter().filter_map(|law| Some((law.clone(), law.part(id)?.clone()))).collect()
    }
}

fn every_style_writes_its_examples_as_it_says() {
    let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
    for name in Style::names() {
        let style = Style::builtin(name).unwrap_or_else(|e| panic!("{e}"));
        for (code, example) in style.examples() {
            let mentions = resolver.resolve(&example.text, Context::default());
            let subject = Subject::new(&example.text, None, &mentions, &resolver, &pincite::check::NoTexts);
            let found = check_by(&subject.with_style(Some(&style)), &[rule(code).unwrap_or_else(|| panic!("{code}"))]);
            let mut text = example.text.clone();
            for fix in found.iter().rev().filter_map(|f| f.fix.as_ref()) {
                text.replace_range(fix.span.start..fix.span.end, &fix.text);
            }
            let wanted = example.becomes.as_ref().unwrap_or(&example.text);
            assert_eq!(text.replace('\u{a0}', " "), wanted.replace('\u{a0}', " "), "{name} {code}");
            if code == "PC402" {
                assert_eq!(&text, wanted, "{name} {code}");
            }
        }
    }
}

fn cases() -> Cases {
    toml::from_str(include_str!("check.toml")).unwrap_or_else(|e| panic!("{e}"))
}

fn rows(cases: &Cases) -> String {
    cases
        .rows
        .iter()
        .map(|r| json!({"id": r.id, "from": r.from, "to": r.to, "text": r.text}).to_string() + "\n")
        .collect()
}

fn every_rule_finds_what_it_should_and_leaves_the_rest() {
    let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
    let cases = cases();
    let laws =
        import(rows(&cases).as_bytes(), Kind::Records, &resolver, &Hints::default()).unwrap_or_else(|e| panic!("{e}"));
    let held = Held(laws.into_iter().map(Arc::new).collect());
    let mut tried: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for case in &cases.case {
        let read = resolver.read(&case.text, Context { date: case.date.as_deref(), ..Context::default() });
        let subject = Subject::new(&case.text, case.date.as_deref(), &read.mentions, &resolver, &held);
        let found = check_by(&subject.with_terms(&read.terms), RULES);
        let words: Vec<&str> =
            found.iter().filter(|f| f.rule.code == case.code).map(|f| f.span.of(&case.text)).collect();
        if words != case.finds {
            let said: Vec<String> =
                found.iter().map(|f| format!("{} {}: {}", f.rule.code, f.span.of(&case.text), f.message)).collect();
            wrong.push(format!(
                "{} in {:?}\n  found {words:?}, wanted {:?}; all: {said:#?}",
                case.code, case.text, case.finds
            ));
        }
        assert!(rule(&case.code).is_some(), "no rule {}", case.code);
        let row = tried.entry(case.code.as_str()).or_default();
        if case.finds.is_empty() { row.1 += 1 } else { row.0 += 1 }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // The rules of style have their examples beside them.
    for rule in RULES.iter().filter(|r| !r.code.starts_with("PC4")) {
        let (bad, good) = tried.get(rule.code).copied().unwrap_or_default();
        assert!(bad > 0 && good > 0, "{} has {bad} bad and {good} good cases", rule.code);
    }
}

fn findings_for_people_for_programs_and_for_code_scanning() {
    let dir = folder();
    write(&dir, "rows.jsonl", rows(&cases()));
    write(
        &dir,
        "memo.txt",
        "Date: January 5, 2017\n\nExecutive Order 13722 of March 16, 2016, says in section 1(b) that “[t]he harbour master may keep a list of every vessel”.\n",
    );
    assert_eq!(code(&pincite(&["law", "add", "-q", "rows.jsonl"], dir.path())), 0);
    let human = pincite(&["check", "memo.txt"], dir.path());
    assert_eq!(code(&human), 1);
    insta::assert_snapshot!("check_prints_for_people", stdout(&human));
    let rows = stdout(&pincite(&["check", "--format", "jsonl", "memo.txt"], dir.path()));
    let codes: Vec<Value> =
        rows.lines().map(|l| serde_json::from_str::<Value>(l).unwrap_or_default()["code"].clone()).collect();
    assert_eq!(codes, ["PC110", "PC201"]);
    let github = stdout(&pincite(&["check", "--format", "github", "--ignore", "number-date", "memo.txt"], dir.path()));
    assert!(github.starts_with("::error file=memo.txt,line=3,col="), "{github}");
    assert_eq!(code(&pincite(&["check", "--select", "PC122", "memo.txt"], dir.path())), 0);
    assert_eq!(code(&pincite(&["check", "--select", "PC999", "memo.txt"], dir.path())), 2);
    let explained = stdout(&pincite(&["explain", "PC201"], dir.path()));
    assert!(explained.contains("## Why"), "{explained}");
}

fn a_report_gives_every_citation_its_verdict_and_the_same_bytes_each_time() {
    let dir = folder();
    write(&dir, "rows.jsonl", rows(&cases()));
    write(
        &dir,
        "memo.txt",
        "Section 1(b) of Executive Order 13722: “[t]he harbour master shall keep a list … refused entry within 30 days.” See 18 U.S.C. § 1956(a)(1), 18 U.S.C. § 99999, E.O. 13466 § 9(z) and section 5 of the Lost Harbour Act.\n",
    );
    assert_eq!(code(&pincite(&["law", "add", "-q", "rows.jsonl"], dir.path())), 0);
    let report = |name: &str| -> String {
        pincite(&["check", "--report", name, "memo.txt"], dir.path());
        std::fs::read_to_string(dir.path().join(name)).unwrap_or_else(|e| panic!("{e}"))
    };
    let first = report("a.json");
    assert_eq!(first, report("b.json"));
    let whole: Value = serde_json::from_str(&first).unwrap_or_else(|e| panic!("{e}"));
    let verdicts: Vec<(String, String)> = whole["documents"][0]["checked"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|c| {
            (
                c["text"].as_str().unwrap_or("").chars().take(24).collect(),
                c["verdict"].as_str().unwrap_or("").to_owned(),
            )
        })
        .collect();
    let wanted = [
        ("Section 1(b) of Executiv", "exists"),
        ("[t]he harbour master sha", "verified with alterations"),
        ("18 U.S.C. § 1956(a)(1)", "exists"),
        ("18 U.S.C. § 99999", "does not exist"),
        ("E.O. 13466 § 9(z)", "can't tell"),
        ("section 5", "can't tell"),
        ("Lost Harbour Act", "can't tell"),
    ];
    let wanted: Vec<(String, String)> = wanted.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(verdicts, wanted);
    assert!(report("c.md").contains("| verified with alterations | 1 |"));
}

/// The archive with the texts that it quotes: every quotation faithful, with what its writer marked; the bill's section
/// told from the law's; no error.
fn the_archives_quotations_are_verified() {
    let shared = support::shared();
    let dir = folder();
    let at = |p: &str| shared.join(p).to_string_lossy().into_owned();
    let added = pincite(
        &[
            "law",
            "add",
            "-q",
            &at("law/eo/EO_13722.xml"),
            &at("law/public-laws/public-law-114-122.md"),
            &at("law/public-laws/public-law-115-44.md"),
        ],
        dir.path(),
    );
    assert_eq!(code(&added), 0);
    let out = pincite(&["check", "--format", "jsonl", "--report", "r.json", &at("corpus/posts")], dir.path());
    let findings: Vec<Value> = stdout(&out).lines().filter_map(|l| serde_json::from_str(l).ok()).collect();
    assert!(findings.iter().all(|f| f["severity"] != "error"), "{findings:#?}");
    let bill =
        |f: &&Value| f["code"] == "PC125" && f["message"].as_str().is_some_and(|m| m.contains("/us/pl/114/122/s208"));
    assert_eq!(findings.iter().filter(bill).count(), 2);
    let report = std::fs::read_to_string(dir.path().join("r.json")).unwrap_or_default();
    let report: Value = serde_json::from_str(&report).unwrap_or_else(|e| panic!("{e}"));
    let quoted: Vec<&Value> = report["documents"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|d| d["checked"].as_array().into_iter().flatten())
        .filter(|c| c["kind"] == "quotation")
        // Of what no text is at hand, nothing is said.
        .filter(|c| !c["evidence"][0].as_str().is_some_and(|why| why.starts_with("no text of")))
        .collect();
    let inline: Vec<&&Value> = quoted.iter().filter(|c| c["id"] == "/us/eo/13722/s2/a/iv").collect();
    assert!(inline.len() >= 4, "{quoted:#?}");
    assert!(quoted.iter().all(|c| c["verdict"].as_str().is_some_and(|v| v.starts_with("verified"))), "{quoted:#?}");
    let marked: Vec<&&Value> = quoted.iter().filter(|c| c["verdict"] == "verified with alterations").collect();
    assert_eq!(marked.len(), 1, "{marked:#?}");
    assert_eq!(marked[0]["evidence"].as_array().map(Vec::len), Some(3));
}

fn sarif_has_what_the_standard_asks_for_and_fingerprints_survive_moved_lines() {
    let dir = folder();
    write(&dir, "a.txt", "Executive Order 13722 of March 16, 2016.\n");
    let log = || -> Value {
        let out = stdout(&pincite(&["check", "--format", "sarif", "a.txt"], dir.path()));
        serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out}"))
    };
    let before = log();
    assert_eq!(sarif::faults(&before), Vec::<String>::new());
    assert!(!sarif::faults(&json!({"version": "2.1.0", "runs": [{"tool": {"driver": {}}, "result": []}]})).is_empty());
    let run = &before["runs"][0];
    let driver = &run["tool"]["driver"];
    assert!(driver["name"].is_string() && driver["rules"].as_array().is_some_and(|r| !r.is_empty()));
    let result = &run["results"][0];
    let index = result["ruleIndex"].as_u64().unwrap_or(999) as usize;
    assert_eq!(driver["rules"][index]["id"], result["ruleId"]);
    assert!(matches!(result["level"].as_str(), Some("error" | "warning" | "note")));
    assert!(result["message"]["text"].is_string());
    let region = &result["locations"][0]["physicalLocation"]["region"];
    assert_eq!((&region["startLine"], &region["startColumn"]), (&json!(1), &json!(1)));
    write(&dir, "a.txt", "A new first line.\n\nExecutive Order 13722 of March 16, 2016.\n");
    let after = log();
    assert_eq!(after["runs"][0]["results"][0]["partialFingerprints"], result["partialFingerprints"]);
}

/// A record is on its own line of its file, and its file's name may hold anything; what repeats is told once; a report lists the
/// texts that it used, and its file's name says its format.
fn reports_and_logs_say_where_and_by_what() {
    let dir = folder();
    write(&dir, "rows.jsonl", rows(&cases()));
    let record = |id: &str, text: &str| json!({"id": id, "text": text}).to_string() + "\n";
    let wrong = "Executive Order 13722 of March 16, 2016, is new.\n\nExecutive Order 13722 of March 16, 2016, is short.\n\nSection 1(a) of Executive Order 13722 is plain.";
    std::fs::create_dir(dir.path().join("my cases")).unwrap_or_else(|e| panic!("{e}"));
    write(&dir, "my cases/a#1.jsonl", record("one", "Nothing is cited.") + &record("two", wrong));
    assert_eq!(code(&pincite(&["law", "add", "-q", "rows.jsonl"], dir.path())), 0);
    let log: Value = serde_json::from_str(&stdout(&pincite(&["check", "--format", "sarif", "my cases"], dir.path())))
        .unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(sarif::faults(&log), Vec::<String>::new());
    let result = &log["runs"][0]["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "my%20cases/a%231.jsonl");
    assert_eq!(place["region"], json!({"startLine": 2}));
    assert_eq!(result["locations"][0]["logicalLocations"], json!([{"fullyQualifiedName": "two"}]));
    let github = stdout(&pincite(&["check", "--format", "github", "my cases"], dir.path()));
    assert!(github.starts_with("::error file=my cases/a#1.jsonl,line=2,col=1,"), "{github}");
    let human = stdout(&pincite(&["check", "my cases"], dir.path()));
    assert_eq!(human.matches("PC110").count(), 1, "{human}");
    assert!(human.contains("the same in 1 more place: 3:1"), "{human}");
    // The rows stay a row a finding.
    assert_eq!(stdout(&pincite(&["check", "--format", "jsonl", "my cases"], dir.path())).lines().count(), 2);
    pincite(&["check", "--report", "r.json", "my cases"], dir.path());
    let report = std::fs::read_to_string(dir.path().join("r.json")).unwrap_or_default();
    let report: Value = serde_json::from_str(&report).unwrap_or_else(|e| panic!("{e}"));
    let used: Vec<&str> = report["texts"].as_array().into_iter().flatten().filter_map(|t| t["id"].as_str()).collect();
    assert_eq!(used, ["/us/eo/13722"]);
    assert!(report["texts_at_hand"].as_u64().is_some_and(|n| n > 1), "{report}");
    let odd = pincite(&["check", "--report", "r.docx", "my cases"], dir.path());
    assert_eq!(code(&odd), 2);
    assert!(!dir.path().join("r.docx").exists());
}

/// README's table of rules is the first sentence of each rule's documentation.
fn the_readme_has_every_rule() {
    let asleep = |default: bool| if default { "" } else { ", asleep" };
    let sentence = |doc: &str| -> String {
        let said = doc.split("## What it does").nth(1).unwrap_or_default().trim_start();
        let end = said.find("\n\n").into_iter().chain(said.find(". ").map(|at| at + 1)).min().unwrap_or(said.len());
        said[..end].replace('\n', " ").trim_end_matches('.').to_owned()
    };
    let mut table = format!("| {} rules | | what each does |\n|---|---|---|\n", RULES.len());
    for rule in RULES {
        let (severity, asleep) = (rule.severity.name(), asleep(rule.default));
        let _ = writeln!(table, "| {} | {severity}{asleep} | {} |", rule.code, sentence(rule.doc));
    }
    assert!(support::written("README.md", "rules", &table, "check"), "README.md has another table of rules");
}
