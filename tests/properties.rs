//! What holds for any text.

use std::sync::OnceLock;
use std::time::Instant;

use pincite::entity::Entities;
use pincite::provision::ProvisionId;
use pincite::report::{Markup, annotate, strip};
use pincite::resolve::{Context, Mention, Resolver};
use proptest::prelude::*;

fn resolver() -> &'static Resolver {
    static RESOLVER: OnceLock<Resolver> = OnceLock::new();
    RESOLVER.get_or_init(|| Resolver::builtin().unwrap_or_else(|e| panic!("{e}")))
}

fn found(text: &str) -> Vec<Mention> {
    resolver().resolve(text, Context::default())
}

fn entities() -> &'static Entities {
    static ENTITIES: OnceLock<Entities> = OnceLock::new();
    ENTITIES.get_or_init(|| Entities::builtin().unwrap_or_else(|e| panic!("{e}")))
}

/// Words that meet each other in names and in what is said of them.
const NAMED: [&str; 30] = [
    "OFAC",
    "the",
    "Korea",
    "General",
    "Trading",
    "Corporation",
    "designated",
    "under",
    "pursuant to",
    "E.O. 13722",
    "President",
    "Park",
    "Yun Byung-se",
    ",",
    "and",
    "’s",
    "“",
    "”",
    "(“ABC”)",
    ".",
    "\n",
    "\n\n",
    "Treasury",
    "was",
    "by",
    "shall",
    "of",
    "Ünïon",
    "U.S.",
    "Among those treaties is",
];

/// Words that meet each other in citations, and some that don't.
const WORDS: [&str; 44] = [
    "section",
    "sections",
    "§",
    "§§",
    "Sec.",
    "paragraph",
    "(a)",
    "(1)",
    "(iv)",
    "(A)",
    "and",
    "or",
    "through",
    "–",
    ",",
    ".",
    "of",
    "the",
    "that",
    "this",
    "such",
    "Act",
    "order",
    "50",
    "U.S.C.",
    "1701",
    "31",
    "CFR",
    "part",
    "510.201",
    "Executive Order",
    "E.O.",
    "13722",
    "Public Law",
    "114-122",
    "resolution",
    "2270",
    "(2016)",
    "Id.",
    "\n",
    "\n\n",
    "“",
    "”",
    "H.R.",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Nothing panics, spans are of the text, in order, and on character boundaries; what has no id says why.
    #[test]
    fn any_text_is_read(text in "\\PC{0,300}") {
        let mentions = found(&text);
        for m in &mentions {
            prop_assert!(text.get(m.span.start..m.span.end).is_some_and(|s| !s.is_empty()));
            prop_assert!(m.id.is_some() || !m.why.is_empty());
        }
        prop_assert!(mentions.windows(2).all(|w| w[0].span.start <= w[1].span.start));
    }

    /// The same for text made of the words that citations are made of.
    #[test]
    fn any_heap_of_citation_words_is_read(words in prop::collection::vec(0..WORDS.len(), 0..60)) {
        let text = words.iter().map(|i| WORDS[*i]).collect::<Vec<_>>().join(" ");
        for m in found(&text) {
            prop_assert!(text.get(m.span.start..m.span.end).is_some());
            if let Some(id) = m.id {
                let again: ProvisionId = id.as_str().parse().map_err(|e| TestCaseError::fail(format!("{e}")))?;
                prop_assert_eq!(again, id);
            }
        }
    }

    /// Names and roles are read in any text: nothing panics, and their places are of it.
    #[test]
    fn any_heap_of_names_is_read(words in prop::collection::vec(0..NAMED.len(), 0..60), odd in "\\PC{0,60}") {
        let text = words.iter().map(|i| NAMED[*i]).collect::<Vec<_>>().join(" ") + &odd;
        let read = entities().read(&text, &found(&text));
        for named in &read.named {
            prop_assert!(text.get(named.from..named.span.end).is_some_and(|s| !s.is_empty()));
            prop_assert!(named.entity < read.entities.len());
        }
        for i in &read.invocations {
            prop_assert!(text.get(i.sentence.start..i.sentence.end).is_some_and(|s| !s.is_empty()));
            prop_assert!(text.get(i.span.start..i.span.end).is_some_and(|s| !s.is_empty()));
        }
    }

    /// A text given back with its citations marked is the same text once the marks are taken away.
    #[test]
    fn marks_can_be_taken_away(words in prop::collection::vec(0..WORDS.len(), 0..40), odd in "[<>&\\PC]{0,30}") {
        let text = words.iter().map(|i| WORDS[*i]).collect::<Vec<_>>().join(" ") + &odd;
        let mentions = found(&text);
        for markup in [Markup::Html, Markup::Uslm, Markup::Akn] {
            let link = |m: &Mention| m.id.as_ref().and_then(|id| resolver().link(id));
            prop_assert_eq!(strip(&annotate(&text, &mentions, markup, &link)), text.as_str());
        }
    }

    /// White space of any width between the words of a citation changes nothing but offsets.
    #[test]
    fn spaces_may_be_of_any_kind(kinds in prop::collection::vec(0..4usize, 40)) {
        let text = "Under section 104(a)(1) of the North Korea Sanctions and Policy Enhancement Act of 2016, Executive Order 13722, \
                    50 U.S.C. 1701 and sections 510.201 and 510.202 of title 31, Code of Federal Regulations, and resolution 2270 (2016).";
        let mut kinds = kinds.into_iter().cycle();
        let varied: String = text.chars().map(|c| match (c, kinds.next()) {
            (' ', Some(1)) => '\u{a0}',
            (' ', Some(2)) => '\n',
            (' ', Some(3)) => '\u{2009}',
            _ => c,
        }).collect();
        let ids = |text: &str| found(text).into_iter().map(|m| m.id).collect::<Vec<_>>();
        prop_assert_eq!(ids(&varied), ids(text));
    }

    /// An id is printed as it was read, and its prefixes contain it.
    #[test]
    fn ids_round_trip(parts in prop::collection::vec("[a-zA-Z0-9.-]{1,8}", 1..8)) {
        let text = format!("/{}", parts.join("/"));
        let id: ProvisionId = text.parse().map_err(|e| TestCaseError::fail(format!("{e}")))?;
        prop_assert_eq!(id.to_string(), text);
        for prefix in id.prefixes() {
            let above: ProvisionId = prefix.parse().map_err(|e| TestCaseError::fail(format!("{e}")))?;
            prop_assert!(above.contains(&id));
            prop_assert!(above <= id);
        }
    }
}

/// Twice the text takes at most about twice the time, whatever it is made of. A factor of four leaves room for a busy
/// machine; anything quadratic takes far more.
#[test]
fn adversarial_text_takes_linear_time() {
    for unit in [
        "section 5 of ",
        "(a)",
        "Act of the ",
        "§ 1, ",
        "paragraph (1) of subsection (a) of ",
        "U.S.C. ",
        "1, 2, 3, ",
        "Public Law ",
        "The Act (the “Act”) ",
        "50 U.S.C. 1701, ",
        "section 2 of E.O. 13722 and section 2 and § 510.201 ",
        "the 2016 Act ",
        "A-A-A-A-",
        "Korea General Trading Corporation (",
        "OFAC designated Ann Weaver, under E.O. 13722. ",
        "President Park-",
        "President-",
        "Seoul-",
        "a.b.",
        "striking “a b c” in E.O. 13722 and ",
        "Ann Weaver, Bob Weaver and ",
        "the Fraud Act 2006, the Fraud Act 2007, ",
        "(a) IEEPA ",
        "IEEPA is (b) ",
        "H.R. 44 and S. 201 passed, ",
        // In the text of a law, on one line.
        "SECTION 1. SHORT TITLE.\n§ 5 applies, and paragraph (2) of section 6, ",
    ] {
        let time = |n: usize| {
            let (head, unit) = unit.split_once('\n').unwrap_or(("", unit));
            let text = format!("{head}\n{}", unit.repeat(n));
            let begun = Instant::now();
            std::hint::black_box(entities().read(&text, &found(&text)));
            begun.elapsed()
        };
        time(2_000);
        let (small, large) = (time(20_000), time(40_000));
        assert!(
            large < small * 4 + std::time::Duration::from_millis(200),
            "{unit:?}: {small:?}, then {large:?} for twice the text"
        );
    }
}

/// What a bill needs of the document's head is read there once: a bill without its Congress takes about as long as a law.
#[test]
fn a_bill_without_its_congress_takes_no_longer_than_a_law() {
    let head = "Washington, Committee on Harbours, Hearing of the Whole House, Record of Votes. ".repeat(5);
    let time = |unit: &str| {
        let text = format!("{head}\n\n{}", unit.repeat(2_000));
        let least = (0..3).map(|_| {
            let begun = Instant::now();
            std::hint::black_box(found(&text));
            begun.elapsed()
        });
        least.min().unwrap_or_default()
    };
    let (law, bill) = (time("Public Law 114-122 passed. "), time("H.R. 4421 passed. "));
    assert!(bill < law * 8, "{bill:?} for bills, {law:?} for laws");
}
