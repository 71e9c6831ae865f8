//! Formex: acts of the European Union as the Publications Office has them.

use super::build::{Builder, Shape, Walk};
use super::day::Day;
use super::xml::Element;
use super::{Hints, Law, Refusal};
use crate::resolve::Resolver;

const SHAPE: Shape = Shape {
    levels: &[("ARTICLE", "article"), ("PARAG", "mark"), ("NP", "mark")],
    numbers: &["TI.ART", "NO.PARAG", "NO.P"],
    headings: &["STI.ART"],
    skipped: &["BIB.INSTANCE", "TITLE", "PREAMBLE", "FINAL", "NOTE", "TOC"],
    quoted: &["QUOT.S"],
    lines: &["P", "ALINEA", "TXT", "LIST", "ITEM", "ROW"],
    marked: &[],
    bracketed: &[],
    own_numbers: &[],
};

pub(super) fn import(root: &Element, resolver: &Resolver, hints: &Hints) -> Result<Vec<Law>, Refusal> {
    let title = root.child(&["TITLE"]).map(Element::text).unwrap_or_default();
    let head: String = title.chars().take(200).collect();
    let instrument = match &hints.id {
        Some(id) => id.clone(),
        None if root.name == "ANNEX" => {
            return Err(Refusal::Unnamed("it is an annex by itself, of an act that it doesn't name".to_owned()));
        }
        None => super::by_citation(resolver, [head.as_str()])
            .ok_or_else(|| Refusal::Unnamed(format!("its title begins “{}”", super::short(&title, 60))))?,
    };
    let given = |_: &Element| None;
    let mut walk =
        Walk { shape: &SHAPE, resolver, instrument: &instrument, given: &given, builder: Builder::default() };
    walk.element(root, &instrument, false);
    let date = root.find(&["BIB.INSTANCE"]).and_then(|b| b.child(&["DATE"])).and_then(|d| d.get("ISO"));
    Ok(vec![walk.builder.finish(instrument, title, Day::compact(date, "its own date"))])
}
