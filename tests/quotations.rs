//! Quotations by the cases of tests/quotations.toml: true ones stay silent and are verified, false ones are found by their
//! rule, other people's words beside a provision are let be.

use std::sync::Arc;

use pincite::check::{RULES, Severity, Subject, Texts, check_by, verdicts};
use pincite::law::{Hints, Law, Part, import};
use pincite::provision::ProvisionId;
use pincite::read::Kind;
use pincite::resolve::{Context, Resolver};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Cases {
    rows: Vec<Row>,
    faithful: Vec<Case>,
    wrong: Vec<Case>,
    others: Vec<Case>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    from: String,
    text: String,
}

#[derive(Deserialize)]
struct Case {
    #[serde(default)]
    code: String,
    kind: String,
    text: String,
}

struct Held(Vec<Arc<Law>>);

impl Texts for Held {
    fn provision(&self, id: &ProvisionId, day: Option<&str>) -> Option<(Arc<Law>, Part)> {
        self.versions(id).into_iter().find(|(law, _)| day.is_none_or(|day| law.from.as_str() <= day))
    }

    fn versions(&self, id: &ProvisionId) -> Vec<(Arc<Law>, Part)> {
        self.0.iter().filter_map(|law| Some((law.clone(), law.part(id)?.clone()))).collect()
    }

    fn saying(&self, _: &str) -> Vec<(Arc<Law>, Part)> {
        let units = |law: &Arc<Law>| law.units().map(|part| (law.clone(), part.clone())).collect::<Vec<_>>();
        self.0.iter().flat_map(units).collect()
    }
}

/// What is said of a text: the codes of more than notes, the notes', and the verdicts on its quotations.
fn said(resolver: &Resolver, held: &Held, text: &str, date: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
    let read = resolver.read(text, Context { date: Some(date), ..Context::default() });
    let subject = Subject::new(text, Some(date), &read.mentions, resolver, held).with_terms(&read.terms);
    let rules: Vec<_> = RULES.iter().copied().filter(|r| r.default && r.code.starts_with("PC2")).collect();
    let found = check_by(&subject, &rules);
    let told = |loud: bool| {
        let wanted = found.iter().filter(|f| (f.severity > Severity::Note) == loud);
        wanted.map(|f| format!("{} {}: {}", f.rule.code, f.span.of(text), f.message)).collect::<Vec<_>>()
    };
    let rows = verdicts(&subject, &found);
    let rows = rows.iter().filter(|r| r.quotation).map(|r| format!("{} {}", r.verdict.name(), r.evidence.join("; ")));
    (told(true), told(false), rows.collect())
}

fn laws(resolver: &Resolver, cases: &Cases, from: Option<&str>) -> Held {
    let rows: String = cases
        .rows
        .iter()
        .map(|r| json!({"id": r.id, "from": from.unwrap_or(&r.from), "text": r.text}).to_string() + "\n")
        .collect();
    let laws = import(rows.as_bytes(), Kind::Records, resolver, &Hints::default()).unwrap_or_else(|e| panic!("{e}"));
    Held(laws.into_iter().map(Arc::new).collect())
}

fn cases() -> Cases {
    toml::from_str(include_str!("quotations.toml")).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn a_hundred_true_quotations_stay_silent_and_are_verified() {
    let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
    let cases = cases();
    let held = laws(&resolver, &cases, None);
    assert!(cases.faithful.len() >= 100, "{}", cases.faithful.len());
    let mut wrong = Vec::new();
    for case in &cases.faithful {
        let (loud, notes, rows) = said(&resolver, &held, &case.text, "2019-05-05");
        let verified = rows.iter().any(|r| r.starts_with("verified"));
        if !(loud.is_empty() && notes.is_empty() && verified) {
            wrong.push(format!("{}: {}\n  {loud:?} {notes:?} {rows:?}", case.kind, case.text));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.faithful.len(), wrong.join("\n"));
}

#[test]
fn what_is_wrong_with_a_quotation_is_found_by_its_rule() {
    let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
    let cases = cases();
    let held = laws(&resolver, &cases, None);
    let mut missed = Vec::new();
    for case in &cases.wrong {
        let (loud, _, rows) = said(&resolver, &held, &case.text, "2019-05-05");
        if !loud.iter().any(|f| f.starts_with(&case.code)) || rows.iter().all(|r| r.starts_with("verified")) {
            missed.push(format!("{} {}: {}\n  {loud:?} {rows:?}", case.code, case.kind, case.text));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn other_peoples_words_beside_a_provision_are_let_be() {
    let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
    let cases = cases();
    let held = laws(&resolver, &cases, None);
    for case in &cases.others {
        let (loud, ..) = said(&resolver, &held, &case.text, "2019-05-05");
        assert!(loud.is_empty(), "{}: {}\n{loud:?}", case.kind, case.text);
    }
}

/// A code's text of another time proves nothing: what differs from it is a note that says of when it is.
#[test]
fn a_text_of_another_time_gives_notes_alone() {
    let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
    let law = |from: &str, text: &str| {
        let row = json!({"id": "/us/usc/t22/s9214", "from": from, "text": text}).to_string();
        import(row.as_bytes(), Kind::Records, &resolver, &Hints::default()).unwrap_or_else(|e| panic!("{e}"))
    };
    let now = "The master shall pay 12 crowns for each berth that the vessel takes.";
    let text = |crowns: u8| {
        format!(
            "Section 9214 of title 22, United States Code, says: “The master shall pay {crowns} crowns for each berth that the vessel takes.”"
        )
    };
    for (from, date) in [("2016-03-01", "2024-05-05"), ("2016-03-01", "2011-05-05"), ("", "2024-05-05")] {
        let held = Held(law(from, now).into_iter().map(Arc::new).collect());
        let (loud, notes, _) = said(&resolver, &held, &text(30), date);
        assert!(loud.is_empty(), "{loud:?}");
        let wanted = if from.is_empty() { "of no known day" } else { "of 2016-03-01" };
        assert!(
            notes.iter().any(|n| n.contains("differs from the text at hand") && n.contains(wanted)),
            "{from} {date}: {notes:?}"
        );
        let (loud, notes, rows) = said(&resolver, &held, &text(12), date);
        assert!(
            loud.is_empty() && notes.is_empty() && rows.iter().any(|r| r.starts_with("verified")),
            "{notes:?} {rows:?}"
        );
    }
    // Of two versions the one of the document's day decides.
    let both =
        || [law("2016-03-01", now), law("2023-01-01", &now.replace("12", "30"))].into_iter().flatten().map(Arc::new);
    let mut both: Vec<Arc<Law>> = both().collect();
    both.reverse();
    let held = Held(both);
    let codes = |crowns: u8, date: &str| {
        let (loud, notes, _) = said(&resolver, &held, &text(crowns), date);
        loud.into_iter().chain(notes).map(|f| f[..5].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(codes(30, "2023-05-05"), [""; 0]);
    assert_eq!(codes(12, "2023-05-05"), ["PC205"]);
    assert_eq!(codes(12, "2016-05-05"), [""; 0]);
    assert_eq!(codes(30, "2016-05-05"), ["PC205"]);
    assert_eq!(codes(45, "2023-05-05"), ["PC201"]);
}

/// A section that was last amended before the document was written, and reads so in a text of later, read so then.
#[test]
fn credits_say_since_when_a_section_reads_as_it_does() {
    let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
    let section = r#"<section id="idb906f9c2-47c4-11f1-9a61-b1559996dfe8" identifier="/us/usc/t22/s9214"><num value="9214">§ 9214.</num>
        <content>The master shall pay 12 crowns for each berth that the vessel takes.</content>
        <sourceCredit>(Pub. L. 114-122, <date date="2016-02-18">Feb. 18, 2016</date>.)</sourceCredit></section>"#;
    let laws =
        import(section.as_bytes(), Kind::Unknown, &resolver, &Hints::default()).unwrap_or_else(|e| panic!("{e}"));
    let held = Held(laws.into_iter().map(Arc::new).collect());
    let text = "Under 22 U.S.C. § 9214, “[t]he master shall pay 30 crowns for each berth that the vessel takes.”";
    let codes = |date: &str| said(&resolver, &held, text, date);
    assert!(codes("2019-05-05").0.iter().any(|f| f.starts_with("PC201")), "{:?}", codes("2019-05-05"));
    assert!(codes("2012-05-05").0.is_empty() && !codes("2012-05-05").1.is_empty(), "{:?}", codes("2012-05-05"));
}

/// The law's list has its `or` before the last paragraph alone; one more between two others is no other sense, `and` is.
#[test]
fn a_lists_own_conjunction_repeated_is_small() {
    let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
    let held = laws(&resolver, &cases(), None);
    let codes = |word: &str| {
        let text = format!(
            "Section 2(a) of Executive Order 13722 says: “Whoever knowingly conceals a vessel from the harbour office; {word} paints over the name of a vessel, or gives a false name to the pilot”."
        );
        let found = said(&resolver, &held, &text, "2019-05-05").0;
        found.into_iter().map(|f| f[..5].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(codes("or"), ["PC202"]);
    assert_eq!(codes("and"), ["PC201"]);
}
