//! Executive orders and proclamations in the Federal Register's XML.

use super::build::Builder;
use super::xml::{Element, Node};
use super::{Hints, Law, Refusal, day};
use crate::resolve::Resolver;

pub(super) fn import(root: &Element, resolver: &Resolver, hints: &Hints) -> Result<Vec<Law>, Refusal> {
    documents(root, &["EXECORD", "PROCLA", "DETERM", "PRMEMO", "PRESDOC"], resolver, hints)
}

pub(super) fn import_uslm(root: &Element, resolver: &Resolver, hints: &Hints) -> Result<Vec<Law>, Refusal> {
    documents(root, &["presidentialDoc", "presidentialDocument", "executiveOrder", "proclamation"], resolver, hints)
}

fn documents(root: &Element, names: &[&str], resolver: &Resolver, hints: &Hints) -> Result<Vec<Law>, Refusal> {
    let mut laws = Vec::new();
    let mut unnamed = None;
    root.each(names, &mut |document| match law(document, resolver, hints) {
        Ok(law) => laws.push(law),
        Err(refusal) => unnamed = Some(refusal),
    });
    match (laws.is_empty(), unnamed) {
        (true, Some(refusal)) => Err(refusal),
        (true, None) => Err(Refusal::NoLaw(
            "an issue of the Federal Register without a presidential document; what agencies publish is read with `pincite index`"
                .to_owned(),
        )),
        (false, _) => Ok(laws),
    }
}

fn law(document: &Element, resolver: &Resolver, hints: &Hints) -> Result<Law, Refusal> {
    let mut builder = Builder::default();
    lines(document, &mut builder);
    let text = builder.text().to_owned();
    let first = text.lines().take(8).collect::<Vec<_>>().join("\n");
    let said =
        document.find(&["EXECORDR", "PROCNO", "PRESIDENTIALDOCNO", "docNumber"]).map(Element::text).unwrap_or_default();
    let instrument = hints
        .id
        .clone()
        .or_else(|| super::by_citation(resolver, [said.as_str()]))
        .or_else(|| resolver.announced(&first, None))
        .or_else(|| super::by_citation(resolver, text.lines().take(8)))
        .ok_or_else(|| Refusal::Unnamed(format!("it begins “{}”", super::short(&first, 60))))?;
    let title = document.find(&["HD"]).map(Element::text).unwrap_or_default();
    builder.outline(resolver, 0, &instrument);
    let day = day::made(resolver, &instrument).or(|| day::written(&first, "the date at its head"));
    Ok(builder.finish(instrument, title, day))
}

/// Every paragraph a line; page marks and signatures aside.
fn lines(element: &Element, builder: &mut Builder) {
    builder.line();
    for child in &element.children {
        match child {
            Node::Text(text) => builder.words(text),
            Node::Element(child) => match child.name.as_str() {
                "meta" | "PRTPAGE" | "GPH" | "FRDOC" | "FILED" | "BILCOD" | "FTNT" | "PSIG" | "PLACE" => {}
                "E" | "AC" | "SU" | "i" | "b" | "inline" | "ref" | "date" => {
                    // A heading number set apart: `<E T="04">Section 1.</E>`.
                    let mut words = String::new();
                    for piece in &child.children {
                        if let Node::Text(text) = piece {
                            words.push_str(text);
                        }
                    }
                    builder.words(&words);
                }
                _ => lines(child, builder),
            },
        }
    }
    builder.line();
}
