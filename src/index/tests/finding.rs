//! Tests of the library: finding.

use super::{HEAP, add, id, mention, places, reader, sample};
use crate::index::{FindQuery, PassageIndex, Tied, Writer, cut};
use crate::library::ContentHash;
use crate::read::Document;

fn exactly(what: &str) -> FindQuery {
    FindQuery { below: false, ..FindQuery::new(id(what)) }
}

#[test]
fn find_includes_what_lies_below_and_exact_leaves_it_out() {
    let library = sample();
    let below = reader(&library).find(&FindQuery::new(id("/us/eo/13722"))).expect("found");
    assert_eq!(places(&below), [("a/letter.txt", 0), ("a/memo.txt", 1)]);
    assert_eq!(below.passages, 2);
    let exact = reader(&library).find(&exactly("/us/eo/13722")).expect("found");
    assert_eq!(places(&exact), [("a/memo.txt", 1)]);
    assert_eq!(reader(&library).count(&id("/us/eo")).expect("counted"), 2);
}

#[test]
fn an_order_is_not_found_by_the_start_of_its_number() {
    let found = reader(&sample()).find(&FindQuery::new(id("/us/eo/1372"))).expect("found");
    assert_eq!(found.passages, 0);
}

#[test]
fn a_hit_says_where_and_which_words() {
    let library = sample();
    let found = reader(&library).find(&FindQuery::new(id("/us/pl/114/122/s104"))).expect("found");
    let hit = &found.hits[0];
    assert_eq!(
        (hit.path.as_str(), hit.date.as_deref(), hit.title.as_deref()),
        ("a/memo.txt", Some("2017-08-02"), None)
    );
    let span = hit.mentions[0].mention.span;
    assert_eq!(&hit.text[span.start - hit.span.start..span.end - hit.span.start], "The Act of 2016 § 104(a)");
}

#[test]
fn a_section_is_found_with_and_without_its_title() {
    let library = sample();
    for way in ["/us/pl/114/122/s104/a", "/us/pl/114/122/tI/s104/a", "/us/pl/114/122/tI", "/us/pl/114/122"] {
        assert_eq!(reader(&library).count(&id(way)).expect("counted"), 1, "{way}");
    }
}

#[test]
fn an_equivalent_is_found_by_its_tie_and_a_passage_once() {
    let text = "Section 104 and 22 U.S.C. 9214 are one.";
    let library = PassageIndex::in_memory().expect("a library");
    let mut writer = Writer::open(&library, HEAP, 1).expect("a writer");
    add(
        &mut writer,
        &Document::from_text("x", text),
        &[("Section 104", "/us/pl/114/122/s104"), ("22 U.S.C. 9214", "/us/usc/t22/s9214")],
    );
    writer.commit().expect("a commit");
    let tied = |what, tie: &str| Tied { id: id(what), tie: tie.to_owned() };
    let ids = vec![tied("/us/pl/114/122/s104", ""), tied("/us/usc/t22/s9214", "codified at")];
    let found = reader(&library).find(&FindQuery { ids, ..FindQuery::new(id("/us")) }).expect("found");
    assert_eq!((found.passages, found.hits.len()), (1, 1));
    let told: Vec<&str> = found.hits[0].mentions.iter().map(|m| m.tie.as_str()).collect();
    assert_eq!(told, ["", "codified at"]);
}

#[test]
fn a_member_of_a_range_and_an_equivalent_of_a_mention_are_found() {
    let text = "Sections 101 through 104 apply.";
    let library = PassageIndex::in_memory().expect("a library");
    let mut writer = Writer::open(&library, HEAP, 1).expect("a writer");
    let mut range = mention(text, "Sections 101 through 104", "/us/pl/114/122/s101");
    range.range_end = Some(id("/us/pl/114/122/s104"));
    range.also = vec![id("/us/usc/t22/s9211")];
    let document = Document::from_text("x", text);
    writer.add(&document, ContentHash::of(&document), &cut(text, vec![range])).expect("added");
    writer.commit().expect("a commit");
    for what in ["/us/pl/114/122/s101", "/us/pl/114/122/s103", "/us/pl/114/122/s104", "/us/usc/t22/s9211"] {
        let found = reader(&library).find(&exactly(what)).expect("found");
        assert_eq!(found.hits.iter().map(|hit| hit.mentions.len()).sum::<usize>(), 1, "{what}");
    }
    assert_eq!(reader(&library).count(&id("/us/pl/114/122/s105")).expect("counted"), 0);
}

#[test]
fn what_lies_below_is_counted_once_and_in_reading_order() {
    let library = sample();
    let children = reader(&library).children(&id("/us")).expect("children");
    let children: Vec<String> = children.iter().map(|(id, n)| format!("{id} {n}")).collect();
    assert_eq!(children, ["/us/eo/13722 1", "/us/eo/13722/s2/a/iv 1", "/us/pl/114/122/s104/a 1"]);
    let in_title = reader(&library).children(&id("/us/pl/114/122/tI")).expect("children");
    assert_eq!(in_title, [(id("/us/pl/114/122/tI/s104/a"), 1)]);
}

#[test]
fn hits_come_in_pages_and_in_one_order_whatever_the_threads() {
    let all = |threads: usize| {
        let library = PassageIndex::in_memory().expect("a library");
        let mut writer = Writer::open(&library, threads * HEAP, threads).expect("a writer");
        for round in 0..3 {
            for n in (0..200).rev().filter(|n| n % 3 == round) {
                let text = format!(
                    "E.O. 1 is cited in document {n}, which says so at some length and ends here.\n\nE.O. 1 again."
                );
                let document = Document::from_text(format!("{n:03}.txt"), text);
                let spans = [
                    mention(&document.text, "E.O. 1 is", "/us/eo/1"),
                    mention(&document.text, "E.O. 1 again", "/us/eo/1"),
                ];
                writer.add(&document, ContentHash::of(&document), &cut(&document.text, spans.to_vec())).expect("added");
            }
            writer.commit().expect("a commit");
        }
        let page = |offset, limit| {
            let query = FindQuery { limit, offset, ..FindQuery::new(id("/us/eo/1")) };
            reader(&library).find(&query).expect("found")
        };
        let whole = page(0, usize::MAX);
        assert_eq!((whole.passages, whole.hits.len()), (400, 400));
        assert!(whole.hits.is_sorted_by_key(|hit| (hit.path.clone(), hit.passage)));
        assert_eq!(page(150, 7).hits, whole.hits[150..157]);
        assert_eq!(page(0, 0).passages, 400);
        let none = |_: &str| None;
        let ranked = reader(&library).search("cited OR length OR again", &none, 1000, 0).expect("searched");
        (whole, ranked)
    };
    let one = all(1);
    assert_eq!(one, all(3));
}
