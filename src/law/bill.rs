//! Bills and resolutions in the House's and Senate's own XML.

use super::build::{Builder, Shape, Walk};
use super::day::{DATE, Day};
use super::xml::Element;
use super::{Hints, Law, Refusal};
use crate::resolve::Resolver;

const SHAPE: Shape = Shape {
    levels: &[
        ("division", "division"),
        ("title", "title"),
        ("subtitle", "subtitle"),
        ("chapter", "chapter"),
        ("subchapter", "subchapter"),
        ("part", "part"),
        ("subpart", "subpart"),
        ("section", "section"),
        ("subsection", "mark"),
        ("paragraph", "mark"),
        ("subparagraph", "mark"),
        ("clause", "mark"),
        ("subclause", "mark"),
        ("item", "mark"),
        ("subitem", "mark"),
    ],
    numbers: &["enum"],
    headings: &["header"],
    skipped: &["metadata", "form", "toc", "attestation", "endorsement", "preamble", "engrossed-amendment-form"],
    quoted: &["quoted-block"],
    lines: &["text", "continuation-text", "after-quoted-block", "list-item", "row"],
    marked: &["quote", "quoted-block"],
    bracketed: &[],
    own_numbers: &[],
};

pub(super) fn import(root: &Element, resolver: &Resolver, hints: &Hints) -> Result<Vec<Law>, Refusal> {
    let text = |names: &[&str]| root.find(names).map(Element::text).unwrap_or_default();
    let cited =
        format!("{}, {}", text(&["legis-num"]), text(&["congress"]).to_lowercase().replace("congress", "Congress"));
    let instrument = match &hints.id {
        Some(id) => id.clone(),
        None => super::by_citation(resolver, [cited.as_str()])
            .ok_or_else(|| Refusal::Unnamed(format!("its number reads “{cited}”")))?,
    };
    let given = |_: &Element| None;
    let mut walk =
        Walk { shape: &SHAPE, resolver, instrument: &instrument, given: &given, builder: Builder::default() };
    walk.element(root, &instrument, false);
    let title = root.find(&["title", "official-title"]).map(Element::text).unwrap_or_default();
    let date = root.find(&[DATE]).map(Element::text).unwrap_or_default();
    let acted = root.find(&["action-date", "attestation-date"]);
    let acted = acted.and_then(|e| e.get(DATE));
    let day = Day::new(date, "its own date").or(|| Day::compact(acted, "the day of its action"));
    Ok(vec![walk.builder.finish(instrument, title, day)])
}
