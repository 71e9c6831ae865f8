//! A bill without its Congress: that of the document's day, of the document itself, or the only one that has such a bill.

use super::{Asked, Class, On, Rule, Verdict};
use crate::resolve::congress::{congress, missing_congress};
use crate::resolve::discourse::Discourse;
use crate::resolve::ids::each_member;

pub(super) const RULE: Rule = Rule {
    name: "with-its-congress",
    on: On::Form,
    class: Class::Chosen,
    doc: "A bill cited without its Congress is of the Congress that the text names for it, of the document's day or of the \
document itself; where none says it, it has no target.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Form { citation, family, form } = *asked else { return None };
    let members = each_member(d, citation, family, form, |member| {
        let missing = missing_congress(d, family, member);
        let told = if missing { congress(d, family, member) } else { None };
        told.map_or((None, "named in full"), |(congress, why)| (Some(congress), why))
    });
    Some(Verdict::Each(members))
}
