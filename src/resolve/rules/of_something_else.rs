//! A part that is said to be of something that isn't recognised: `section 4 of the Harbour By-laws`.

use super::{Asked, Class, On, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::is_weak;

pub(super) const RULE: Rule = Rule {
    name: "of-something-else",
    on: On::Part,
    class: Class::Named,
    doc: "What is said to be of something isn't of what stood before, even where that something isn't recognised.",
    read,
};

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let citation = asked.part()?;
    let of = d.resolver().scanner.parser().after_of(d.text(), citation.end)?;
    if is_weak(d, citation) {
        return Some(Verdict::Nothing);
    }
    let to = d.boundary((of + 60).min(d.text().len()));
    let what = d.text()[of..to].split([',', ';', '.', '(', ')', '\n']).next().unwrap_or("").trim();
    Verdict::untold(format!("it is of “{what}”, which is not recognised"))
}
