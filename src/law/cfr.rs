//! The Code of Federal Regulations as eCFR (`DIV8`) and in its annual edition (`SECTION`).

use super::build::Builder;
use super::day::Day;
use super::xml::{Element, Node};
use super::{Law, Refusal};
use crate::provision::ProvisionId;
use crate::resolve::Resolver;

pub(super) fn import(root: &Element, resolver: &Resolver) -> Result<Vec<Law>, Refusal> {
    let title = title_number(root).ok_or_else(|| Refusal::Unnamed("no title of the C.F.R. is named".to_owned()))?;
    let instrument =
        super::by_citation(resolver, [format!("{title} CFR").as_str(), format!("{title} CFR part 1").as_str()])
            .map(|id| if id.parts().count() > 3 { id.parent().unwrap_or(id) } else { id })
            .ok_or_else(|| Refusal::Unnamed(format!("title {title}")))?;
    let mut builder = Builder::default();
    walk(root, resolver, &instrument, &mut builder);
    builder.outline_sections(resolver);
    // `Dec. 29, 2022(fm)`; an element without words says nothing.
    let mut dates =
        [["DATE"], ["REVISED"], ["AMDDATE"]].into_iter().filter_map(|name| root.find(&name)).map(Element::text);
    let date = dates.find_map(|d| crate::parse::iso_date(d.split('(').next().unwrap_or_default().trim()));
    let day = Day::new(date.unwrap_or_default(), "its edition");
    Ok(vec![builder.finish(instrument, format!("Title {title} of the Code of Federal Regulations"), day)])
}

/// `14` of `<TITLENUM>Title 14`, of `<DIV1 N="1" TYPE="TITLE">`, or of a part's own citation.
fn title_number(root: &Element) -> Option<String> {
    let digits = |s: &str| -> Option<String> {
        let number: String =
            s.trim().trim_start_matches("Title").trim().chars().take_while(char::is_ascii_digit).collect();
        (!number.is_empty()).then_some(number)
    };
    let div = root.find(&["DIV1"]).and_then(|d| d.get("N"));
    let metadata = || {
        let metadata = root.find(&["DIV5", "DIV8"])?.get("hierarchy_metadata")?;
        let at = metadata.find("title-")?;
        digits(&metadata[at + "title-".len()..])
    };
    root.find(&["TITLENUM"]).and_then(|t| digits(&t.text())).or_else(|| div.and_then(digits)).or_else(metadata)
}

fn walk(element: &Element, resolver: &Resolver, instrument: &ProvisionId, builder: &mut Builder) {
    match element.name.as_str() {
        "CFRTOC" | "TOC" | "FMTR" | "AUTH" | "SOURCE" | "CITA" | "FTNT" | "EAR" | "PRTPAGE" | "CONTENTS" | "BMTR"
        | "EDNOTE" => {}
        "DIV5" | "DIV6" | "PART" | "SUBPART" => {
            let level = if matches!(element.name.as_str(), "DIV5" | "PART") { "part" } else { "subpart" };
            let head = element.child(&["HEAD", "HD"]).map(Element::text).unwrap_or_default();
            let number = element.get("N").map_or_else(|| number_in(&head), str::to_owned);
            let parent = builder.innermost(&["p"]).filter(|_| level == "subpart");
            let id = resolver.below(parent.as_ref().unwrap_or(instrument), level, &number);
            let opened = id.is_some_and(|id| builder.open(id, "", &head));
            inner(element, resolver, instrument, builder);
            if opened {
                builder.close();
            }
        }
        "DIV8" | "SECTION" => section(element, resolver, instrument, builder),
        _ => inner(element, resolver, instrument, builder),
    }
}

fn inner(element: &Element, resolver: &Resolver, instrument: &ProvisionId, builder: &mut Builder) {
    for child in element.elements() {
        walk(child, resolver, instrument, builder);
    }
}

fn section(element: &Element, resolver: &Resolver, instrument: &ProvisionId, builder: &mut Builder) {
    let head = element.child(&["HEAD"]).map(Element::text).unwrap_or_default();
    let written = element.child(&["SECTNO"]).map_or_else(|| format!("§ {}", number_in(&head)), Element::text);
    let number = super::build::plain_number(element.get("N").unwrap_or(&written));
    let heading = match element.child(&["SUBJECT"]) {
        Some(subject) => subject.text(),
        None => head.trim_start_matches(['§', ' ', '\u{a0}']).trim_start_matches(number.as_str()).trim().to_owned(),
    };
    let Some(id) = resolver.below(instrument, "section", &number).filter(|_| !number.is_empty()) else { return };
    if !builder.open(id, &written, &heading) {
        return;
    }
    for child in element
        .elements()
        .filter(|e| !matches!(e.name.as_str(), "HEAD" | "SECTNO" | "SUBJECT" | "CITA" | "FTNT" | "EDNOTE" | "PRTPAGE"))
    {
        paragraph(child, builder);
    }
    builder.close();
}

fn paragraph(element: &Element, builder: &mut Builder) {
    builder.line();
    for child in &element.children {
        match child {
            Node::Text(text) => builder.words(text),
            Node::Element(child)
                if matches!(child.name.as_str(), "P" | "FP" | "HD" | "EXTRACT" | "TR" | "ROW" | "LI") =>
            {
                paragraph(child, builder);
            }
            Node::Element(child) if matches!(child.name.as_str(), "FTREF" | "SU" | "PRTPAGE") => {}
            Node::Element(child) => {
                let mut text = String::new();
                for piece in &child.children {
                    if let Node::Text(words) = piece {
                        text.push_str(words);
                    }
                }
                if text.trim().is_empty() { paragraph(child, builder) } else { builder.words(&text) }
            }
        }
    }
    builder.line();
}

/// The first number in a heading: `101` of `PART 101—PUBLIC INFORMATION`.
fn number_in(head: &str) -> String {
    let word = |w: &&str| !matches!(w.to_ascii_lowercase().as_str(), "part" | "subpart" | "§" | "§§");
    let first = head.split(|c: char| c.is_whitespace() || c == '—').find(|w| !w.is_empty() && word(w)).unwrap_or("");
    first.trim_start_matches('§').trim_end_matches(['.', ':', '—']).to_owned()
}
