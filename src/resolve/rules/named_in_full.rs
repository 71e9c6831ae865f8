//! A number or form that says its instrument by itself: `Pub. L. 114-122, § 104`, `E.O. 13722`.

use super::{Asked, Class, Form, On, Rule, Verdict};
use crate::parse::Citation;
use crate::resolve::congress::missing_congress;
use crate::resolve::discourse::Discourse;
use crate::resolve::ids::each_member;

pub(super) const RULE: Rule = Rule {
    name: "named-in-full",
    on: On::Form,
    class: Class::Named,
    doc: "A citation in one of the forms of its family says by itself which instrument it means.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Form { citation, family, form } = *asked else { return None };
    if citation.members.iter().any(|m| missing_congress(d, family, m)) {
        return None;
    }
    let members = each_member(d, citation, family, form, |_| (None, "named in full"));
    Some(Verdict::Each(members))
}

/// The form that a member of a citation in full has: those that borrow their unit or instrument are members of a list.
pub(in crate::resolve) fn member_form(citation: &Citation, at: usize) -> Form {
    let first = citation.members.first();
    let before_fields =
        |m: &crate::parse::Member| m.path.iter().any(|p| p.place.start < m.fields.first().map_or(0, |f| f.place.start));
    let borrowed = citation.members.len() > 1 && (at > 0 || first.is_some_and(before_fields));
    if borrowed { Form::ListMember } else { Form::Full }
}
