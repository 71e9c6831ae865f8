//! Passages: what a text is cut into.

use proptest::prelude::{ProptestConfig, Strategy, any, prop, proptest};

use super::mention;
use crate::index::{cut, passages, passages_around};
use crate::text::Span;

fn pieces(text: &str) -> Vec<&str> {
    passages(text).iter().map(|span| span.of(text)).collect()
}

/// Every character that isn't white space is in one passage, they are in order, and none divides a mention.
fn check(text: &str, mentions: &[Span]) {
    let spans = passages_around(text, mentions);
    let mut at = 0;
    for span in &spans {
        assert!(at <= span.start && span.start < span.end, "out of order: {spans:?}");
        assert!(text[at..span.start].trim().is_empty(), "left out: {:?}", &text[at..span.start]);
        at = span.end;
    }
    assert!(text[at..].trim().is_empty(), "left out: {:?}", &text[at..]);
    for mention in mentions {
        assert!(
            spans.iter().any(|s| s.start <= mention.start && mention.end <= s.end),
            "divided: {mention:?} {spans:?}"
        );
    }
}

#[test]
fn paragraphs_stand_between_blank_lines() {
    let text = "\n  One is here.\r\n\r\nTwo has\r\ntwo lines.\n\u{a0}\n\nThree ends so.\n";
    assert_eq!(pieces(text), ["One is here.", "Two has\r\ntwo lines.", "Three ends so."]);
    assert!(pieces(" \n\t\n").is_empty());
}

#[test]
fn a_heading_goes_with_its_paragraph_and_double_spaced_lines_come_together() {
    assert_eq!(pieces("BACKGROUND\n\nThe court finds so."), ["BACKGROUND\n\nThe court finds so."]);
    let line = "a line of a brief that was typed with space between the lines";
    let brief = format!("{}\n\nit ends here.\n\nAnother paragraph starts.", [line; 3].join("\n\n"));
    let found = pieces(&brief);
    assert_eq!(found.len(), 2);
    assert!(found[0].ends_with("it ends here."));
    let long = [line; 40].join("\n\n");
    assert!(pieces(&long).iter().all(|piece| (200..=300).contains(&piece.len()) || long.ends_with(piece)));
}

#[test]
fn an_abbreviation_at_the_end_of_a_line_does_not_end_a_sentence() {
    assert_eq!(pieces("the laws of the U.S.\n\nand of the States").len(), 1);
    assert_eq!(pieces("under Sec.\n\n104 of the Act.").len(), 1);
    assert_eq!(pieces("They are (see above.)\n\nThen more.").len(), 2);
}

#[test]
fn a_long_paragraph_is_cut_at_the_end_of_a_line_where_a_sentence_ends() {
    let text = format!(
        "{}\nIt stops.\n{}",
        ["no end in this line of text at all"; 20].join("\n"),
        ["nor is there one here"; 60].join("\n")
    );
    let found = pieces(&text);
    assert!(found[0].ends_with("It stops."), "{found:?}");
    assert!(found.iter().all(|piece| piece.len() <= 1_500));
    assert!(found[..found.len() - 1].iter().all(|piece| piece.len() >= 300));
}

#[test]
fn a_line_without_end_is_cut_at_spaces_or_where_it_must_be() {
    let words = "word ".repeat(100_000);
    let found = pieces(&words);
    assert!(found.iter().all(|piece| piece.len() <= 8 << 10 && piece.starts_with("word") && piece.ends_with("word")));
    assert!(found.len() > 60);
    let solid = "é".repeat(50_000);
    check(&solid, &[]);
    assert!(pieces(&solid).iter().all(|piece| piece.len() <= 8 << 10));
}

#[test]
fn a_mention_stays_whole_where_a_cut_would_fall() {
    let text = format!("{}Executive Order 13722 and more {}", "x".repeat(8_180), "word ".repeat(3_000));
    check(&text, &[Span::new(8_180, 8_201)]);
    let across = "the blocked property of section\n\n104(a) of the Act.";
    assert_eq!(cut(across, vec![mention(across, "section\n\n104(a)", "/us/pl/1/2/s104/a")]).len(), 1);
    // One that is longer than any passage.
    let whole = Span::new(10, text.len() - 101);
    check(&text, &[whole, Span::new(20, 30), Span::new(8_180, 8_201)]);
}

#[test]
fn each_passage_has_the_mentions_that_stand_in_it() {
    let text = "E.O. 1 is first.\n\nThen comes E.O. 2, and E.O. 3 after it.";
    let mentions = [("E.O. 3", "/us/eo/3"), ("E.O. 1", "/us/eo/1"), ("E.O. 2", "/us/eo/2")];
    let found = cut(text, mentions.iter().map(|(needle, id)| mention(text, needle, id)).collect());
    let words: Vec<Vec<&str>> = found.iter().map(|p| p.mentions.iter().map(|m| m.span.of(text)).collect()).collect();
    assert_eq!(words, [vec!["E.O. 1"], vec!["E.O. 2", "E.O. 3"]]);
    assert_eq!(found.iter().map(|p| p.ordinal).collect::<Vec<_>>(), [0, 1]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn passages_cover_the_text_and_divide_no_mention(
        lines in prop::collection::vec(("[a-zé .?]{0,60}", 0..40_usize, any::<bool>()), 0..60),
        cuts in prop::collection::vec((0..20_000_usize, 0..400_usize), 0..20),
    ) {
        let text: String = lines.iter().map(|(line, n, blank)| line.repeat(*n) + if *blank { "\n\n" } else { "\n" }).collect();
        let boundary = |at: usize| text.floor_char_boundary(at.min(text.len()));
        let spans = cuts.iter().map(|(start, len)| Span::new(boundary(*start), boundary(start + len)));
        // A mention begins and ends with something to see.
        let seen = spans.filter(|span| !span.is_empty() && span.of(&text).trim().len() == span.len());
        check(&text, &seen.collect::<Vec<_>>());
    }

    #[test]
    fn any_text_at_all_can_be_cut(text in any::<String>().prop_map(|s| s.repeat(50))) {
        check(&text, &[]);
    }
}
