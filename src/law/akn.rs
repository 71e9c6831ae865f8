//! Akoma Ntoso, whichever state publishes it.

use super::build::{Builder, Shape, Walk};
use super::day::Day;
use super::xml::Element;
use super::{Hints, Law, Refusal};
use crate::provision::ProvisionId;
use crate::resolve::Resolver;

const SHAPE: Shape = Shape {
    levels: &[
        ("part", "part"),
        ("title", "title"),
        ("chapter", "chapter"),
        ("section", "section"),
        ("article", "article"),
        ("subsection", "mark"),
        ("paragraph", "mark"),
        ("subparagraph", "mark"),
        ("point", "mark"),
        ("indent", "mark"),
        ("item", "mark"),
    ],
    numbers: &["num"],
    headings: &["heading"],
    skipped: &["meta", "coverPage", "preface", "preamble", "conclusions", "toc", "authorialNote", "components"],
    quoted: &["quotedStructure", "mod"],
    lines: &["p", "intro", "wrapUp", "content", "alinea", "tr", "li"],
    marked: &[],
    bracketed: &[],
    own_numbers: &["annex"],
};

pub(super) fn import(root: &Element, resolver: &Resolver, hints: &Hints) -> Result<Vec<Law>, Refusal> {
    let work = root.find(&["FRBRWork"]);
    let value = |name: &str| work.and_then(|w| w.child(&[name])).and_then(|e| e.get("value")).unwrap_or_default();
    let instrument = match &hints.id {
        Some(id) => id.clone(),
        None => named(resolver, value("FRBRuri"), value("FRBRthis"))?,
    };
    let given = |_: &Element| None;
    let mut walk =
        Walk { shape: &SHAPE, resolver, instrument: &instrument, given: &given, builder: Builder::default() };
    walk.element(root, &instrument, false);
    let title = root.find(&["docTitle"]).map(Element::text).unwrap_or_default();
    let date =
        root.find(&["FRBRdate"]).and_then(|d| d.get("date")).filter(|d| super::is_day(d) && !d.starts_with("2999"));
    Ok(vec![walk.builder.finish(instrument, title, Day::new(date.unwrap_or_default().to_owned(), "its own date"))])
}

/// The id of a work's address: as the grammar has it where it can cite it, else the address itself.
fn named(resolver: &Resolver, uri: &str, this: &str) -> Result<ProvisionId, Refusal> {
    let address = if uri.is_empty() { this } else { uri };
    let path = address.split("/!").next().unwrap_or(address).trim_end_matches('/');
    let path = path
        .find("/akn/")
        .or_else(|| path.find("/eli/"))
        .map_or_else(|| format!("/{path}"), |at| path[at..].to_owned());
    let parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
    let cited = match parts.as_slice() {
        // `/akn/eu/act/directive/ep/2014/92`
        ["akn", "eu", _, kind, .., year, number] => {
            let kind = format!("{}{}", kind[..1].to_uppercase(), &kind[1..]);
            vec![format!("{kind} {year}/{number}/EU"), format!("{kind} (EU) {year}/{number}")]
        }
        _ => Vec::new(),
    };
    if let Some(id) = super::by_citation(resolver, cited.iter().map(String::as_str)) {
        return Ok(id);
    }
    // `/akn/us-va/act/code/title-04.1`: a state's code, whose sections are numbered through.
    if let ["akn", country, _, "code", ..] = parts.as_slice()
        && let Some(state) = country.strip_prefix("us-")
        && let Ok(id) = format!("/us/{state}/code").parse::<ProvisionId>()
        && resolver.grammar().family_of(&format!("{id}/1")).is_some()
    {
        return Ok(id);
    }
    match parts.as_slice() {
        ["akn" | "eli", _, ..] if parts.len() > 3 => {
            path.parse().map_err(|_| Refusal::Unnamed(format!("its address is “{address}”")))
        }
        _ => Err(Refusal::Unnamed("its FRBRuri is empty".to_owned())),
    }
}
