//! Acts and instruments of the United Kingdom as legislation.gov.uk has them.

use super::build::{Builder, Shape, Walk};
use super::day::Day;
use super::xml::Element;
use super::{Law, Refusal};
use crate::provision::ProvisionId;
use crate::resolve::Resolver;

const SHAPE: Shape = Shape {
    levels: &[("P1", "mark"), ("P2", "mark"), ("P3", "mark"), ("P4", "mark"), ("P5", "mark"), ("Schedule", "schedule")],
    numbers: &["Pnumber", "Number"],
    headings: &["TitleBlock"],
    skipped: &[
        "Metadata",
        "PrimaryPrelims",
        "SecondaryPrelims",
        "EUPrelims",
        "Contents",
        "Commentaries",
        "CommentaryRef",
        "Versions",
        "Resources",
        "SignedSection",
        "ExplanatoryNotes",
        "EarlierOrders",
        "Footnotes",
        "FootnoteRef",
    ],
    quoted: &["BlockAmendment", "InlineAmendment"],
    lines: &["Text", "Title", "ListItem", "P", "Para", "tr"],
    marked: &[],
    bracketed: &["P2", "P3", "P4", "P5"],
    own_numbers: &["sch"],
};

pub(super) fn import(root: &Element, resolver: &Resolver) -> Result<Vec<Law>, Refusal> {
    let uri = root.get("DocumentURI").unwrap_or_default();
    let path = uri.split("legislation.gov.uk").nth(1).unwrap_or_default();
    let parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).take(3).collect();
    let [kind, year, number] = parts.as_slice() else {
        return Err(Refusal::Unnamed(format!("its DocumentURI is “{uri}”")));
    };
    let instrument: ProvisionId = format!("/uk/{kind}/{year}/{number}")
        .parse()
        .map_err(|_| Refusal::Unnamed(format!("its DocumentURI is “{uri}”")))?;
    let given = |element: &Element| -> Option<ProvisionId> {
        let own = element.get("DocumentURI").or_else(|| element.get("IdURI"))?;
        let below = own.split(&parts.join("/")).nth(1)?.trim_matches('/');
        from_address(&instrument, below)
    };
    let mut walk =
        Walk { shape: &SHAPE, resolver, instrument: &instrument, given: &given, builder: Builder::default() };
    let body = root.find(&["Primary", "Secondary", "EURetained", "Body"]).unwrap_or(root);
    walk.element(body, &instrument, false);
    let title = root.find(&["Metadata"]).and_then(|m| m.find(&["title"])).map(Element::text).unwrap_or_default();
    let from = root.get("RestrictStartDate").unwrap_or_default().to_owned();
    Ok(vec![walk.builder.finish(instrument, title, Day::new(from, "its own date"))])
}

/// `section/1/2/a`, `schedule/1/paragraph/3`, `regulation/5` below an instrument.
fn from_address(instrument: &ProvisionId, below: &str) -> Option<ProvisionId> {
    let mut id = instrument.to_string();
    let mut letters = "";
    for part in below.split('/') {
        let prefix = match part {
            "section" => "s",
            "schedule" => "sch",
            "regulation" | "rule" => "r",
            "article" => "art",
            "paragraph" => "p",
            "part" => "pt",
            "chapter" => "ch",
            "crossheading" => return None,
            _ => "",
        };
        if prefix.is_empty() {
            id.push('/');
            id.push_str(letters);
            id.push_str(part);
            letters = "";
        } else {
            // The only schedule has no number.
            if letters == "sch" {
                id.push_str("/sch");
            }
            letters = prefix;
        }
    }
    if letters == "sch" {
        id.push_str("/sch");
    }
    (id.len() > instrument.as_str().len()).then(|| id.parse().ok()).flatten()
}
