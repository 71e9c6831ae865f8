//! A part beside the initials of a name that the text has said in full: `the Clean Air Act … CAA section 110`, `Article 34 DSA`.

use super::of_unknown_work::{code_behind, initials_before};
use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::memory::Known;

pub(super) const RULE: Rule = Rule {
    name: "of-initials",
    on: On::Part,
    class: Class::Stated,
    doc: "A part directly before or behind initials is of the one instrument whose name, said before, has them; of none where \
two have.",
    read,
};

/// How many citations ago the name may stand.
const NAMED: usize = 400;

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let citation = asked.part()?;
    let initials = code_behind(d, citation.start, citation.end).or_else(|| initials_before(d, citation.start))?;
    let mut named = d.memory().iter_back().take(NAMED).filter(|k| has_initials(d, k, initials));
    let known = named.next()?;
    if let Some(other) = named.find(|k| k.base() != known.base()) {
        return Verdict::between(format!("two named before it have the initials “{initials}”"), [known, other]);
    }
    let why = format!("it is of “{initials}”, the initials of a name said before");
    Resolution { antecedent: Some(known.start), ..Resolution::of_instrument(known, Form::Short, why) }.is()
}

/// Whether initials are exactly those of the name by which an instrument was mentioned: `DSA` of `Digital Services Act`.
fn has_initials(d: &Discourse<'_>, known: &Known, initials: &str) -> bool {
    let name = d.text()[known.start..known.end].rsplit(" of the ").next().unwrap_or("");
    let words = name.split(|c: char| !c.is_alphanumeric());
    let mut of_name = words.filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase());
    !known.pointed && initials.chars().all(|c| of_name.next() == Some(c)) && of_name.next().is_none()
}
