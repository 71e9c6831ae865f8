//! United States Legislative Markup: the Code, public laws, compilations, enrolled bills, the C.F.R.

use super::build::{Builder, Shape, Walk};
use super::xml::Element;
use super::{Hints, Law, Refusal, day};
use crate::provision::ProvisionId;
use crate::resolve::Resolver;

const SHAPE: Shape = Shape {
    levels: &[
        ("title", "title"),
        ("appendix", "appendix"),
        ("division", "division"),
        ("subtitle", "subtitle"),
        ("chapter", "chapter"),
        ("subchapter", "subchapter"),
        ("part", "part"),
        ("subpart", "subpart"),
        ("article", "article"),
        ("section", "section"),
        ("subsection", "mark"),
        ("paragraph", "mark"),
        ("subparagraph", "mark"),
        ("clause", "mark"),
        ("subclause", "mark"),
        ("item", "mark"),
        ("subitem", "mark"),
        ("subsubitem", "mark"),
    ],
    numbers: &["num"],
    headings: &["heading"],
    skipped: &[
        "meta",
        "preface",
        "toc",
        "notes",
        "note",
        "sourceCredit",
        "sidenote",
        "footnote",
        "editorialNote",
        "page",
        "source",
        "authority",
        "editionNote",
        "explanationNote",
        "backMatter",
        "endnote",
        "signatures",
        "legislativeHistory",
    ],
    quoted: &["quotedContent", "quotedText"],
    lines: &["p", "chapeau", "content", "continuation", "proviso", "li", "row", "enactingFormula", "resolvingClause"],
    marked: &[],
    bracketed: &[],
    own_numbers: &["appendix"],
};

pub(super) fn import(root: &Element, resolver: &Resolver, hints: &Hints) -> Result<Vec<Law>, Refusal> {
    let instrument = match &hints.id {
        Some(id) => id.clone(),
        None => named(root, resolver)?,
    };
    // Compilations and titles carry ids; those of a compilation are the law's under another name.
    let given = |element: &Element| -> Option<ProvisionId> {
        let id = element.get("identifier")?.replace(crate::parse::is_dash, "-");
        let id = match id.strip_prefix("/us/sComp/") {
            Some(rest) => format!("{instrument}/{}", rest.splitn(3, '/').nth(2)?),
            None => id,
        };
        let id: ProvisionId = id.parse().ok()?;
        (instrument.contains(&id) && id != instrument).then(|| id.flattened())
    };
    let mut walk =
        Walk { shape: &SHAPE, resolver, instrument: &instrument, given: &given, builder: Builder::default() };
    walk.element(root, &instrument, false);
    let mut builder = walk.builder;
    if root.name == "cfrDoc" {
        builder.outline_sections(resolver);
    }
    let meta = root.child(&["meta"]);
    let text = |names: &[&str]| root.find(names).map(Element::text).unwrap_or_default();
    let title = meta.and_then(|m| m.find(&["title"])).map_or_else(|| text(&["heading"]), Element::text);
    let day = day::of_uslm(root, resolver).or(|| day::made(resolver, &instrument)).or(|| day::by_marks(root));
    let amended = day::amended(root, &given);
    let mut law = builder.finish(instrument.clone(), title, day);
    law.amended = amended;
    // A file of one section is the text of that section, not of the whole.
    if let Some(first) = law.parts.first().filter(|_| root.name == "section") {
        law.id = first.id.clone();
    }
    Ok(vec![law])
}

/// Which instrument a document is: by its ids, else by how its metadata cite it.
fn named(root: &Element, resolver: &Resolver) -> Result<ProvisionId, Refusal> {
    let text = |names: &[&str]| root.find(names).map(Element::text).unwrap_or_default();
    let by_id = matches!(root.name.as_str(), "uscDoc" | "cfrDoc" | "section" | "title" | "chapter");
    if let Some(id) = first_identifier(root).filter(|_| by_id) {
        let id: ProvisionId =
            id.replace(crate::parse::is_dash, "-").parse().map_err(|_| Refusal::Unnamed(id.clone()))?;
        return Ok(resolver.instrument_of(&id));
    }
    let mut said = Vec::new();
    root.each(&["citableAs"], &mut |e| said.push(e.text()));
    let congress =
        root.find(&["congress"]).map(|c| c.get("value").map_or_else(|| c.text(), str::to_owned)).unwrap_or_default();
    let kind = root.child(&["preface"]).and_then(|p| p.find(&["type"])).map(Element::text).unwrap_or_default();
    said.push(format!("{kind} {}, {congress}th Congress", text(&["docNumber"])));
    // `/us/sComp/95/604/s1`: a compilation of that law.
    let compiled = first_identifier(root).and_then(|id| {
        let mut parts = id.strip_prefix("/us/sComp/")?.split('/').map(str::to_owned);
        Some(format!("Public Law {}-{}", parts.next()?, parts.next()?))
    });
    said.extend(compiled);
    super::by_citation(resolver, said.iter().map(String::as_str))
        .ok_or_else(|| Refusal::Unnamed(format!("it calls itself “{}”", said.first().map_or("", String::as_str))))
}

fn first_identifier(element: &Element) -> Option<String> {
    if let Some(id) = element.get("identifier") {
        return Some(id.to_owned());
    }
    element.elements().filter(|e| e.name != "meta" && e.name != "preface").find_map(first_identifier)
}
