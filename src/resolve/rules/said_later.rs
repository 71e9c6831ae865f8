//! A section that a text cites in full only farther on: `Section 230(c) … 47 U.S.C. § 230(c)(1)`, in headings and summaries.

use compact_str::CompactString;
use foldhash::HashMap;

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::grammar::FamilyId;
use crate::parse::{Citation, Named, Step, Target};
use crate::resolve::components::plain;
use crate::resolve::discourse::Discourse;
use crate::resolve::ids::template_of;
use crate::resolve::referent::Referent;
use crate::scan::Seen;

pub(super) const RULE: Rule = Rule {
    name: "said-later",
    on: On::Section,
    class: Class::Repeated,
    doc: "A section of three digits or more named alone, before the text cites a section of that very number in full, is that one, where \
only one code is cited with it.",
    read,
};

/// Sections by their numbers, with the code each is cited of, if it is one.
pub(in crate::resolve) type Cited = HashMap<String, Option<(CompactString, FamilyId)>>;

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Section { citation, number } = *asked else { return None };
    let long = number.bytes().take_while(u8::is_ascii_digit).count() > 2;
    if !long || citation.abbreviated || d.is_numbered() || d.own().is_some() {
        return None;
    }
    let (base, family) = d.speaking().cited(|| cited(d)).get(number)?.clone()?;
    let why = format!("section {number} is cited in full farther on, of one code alone");
    Resolution::of(Referent::whole(base, family), Form::Short, why).is()
}

/// The sections that the text cites in full.
fn cited(d: &Discourse<'_>) -> Cited {
    let mut all = Cited::default();
    for seen in d.seen().iter() {
        let Seen::Citation(Citation { target: Target::Instrument(Named::Form(family, form), _), members, .. }) = seen
        else {
            continue;
        };
        if !d.family(*family).is_code() {
            continue;
        }
        for member in members {
            let section = |p: &&crate::parse::Part| matches!(p.step, Step::Level(l) if Some(l) == d.section_level());
            let Some(number) = member.path.first().filter(section).map(|p| plain(p.place.of(d.text()))) else {
                continue;
            };
            let template = template_of(d, *family, *form);
            let Ok(base) = d.resolver().instrument(d.text(), *family, template, &member.fields, None) else { continue };
            all.entry(number)
                .and_modify(|of| {
                    if of.as_ref().is_some_and(|(known, _)| *known != base) {
                        *of = None;
                    }
                })
                .or_insert_with(|| Some((base, *family)));
        }
    }
    all
}
