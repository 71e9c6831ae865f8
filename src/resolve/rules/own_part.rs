//! A part below sections in the text of a law: `subsection (b)` is the law's own.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict};
use crate::resolve::discourse::Discourse;
use crate::resolve::scopes::Scope;

pub(super) const RULE: Rule = Rule {
    name: "own-part",
    on: On::Marks,
    class: Class::Own,
    doc: "A paragraph named alone in a document that is itself an instrument is the instrument's own.",
    read,
};

fn read(d: &Discourse<'_>, _: &Asked<'_>) -> Option<Verdict> {
    let own = d.own()?;
    if !own.referent.is_known() {
        return Verdict::untold("it is of the text's own instrument, and the text doesn't say which that is");
    }
    if lacks_section(d, own) {
        return Verdict::untold("it is of the text's own instrument, and the text doesn't show of which section");
    }
    Resolution::within(own, Form::Short, "it is of the text's own instrument").is()
}

/// Whether the text doesn't show in which section it stands, of an instrument whose parts all lie in sections or articles;
/// an order or a licence can have paragraphs alone.
pub(super) fn lacks_section(d: &Discourse<'_>, own: &Scope) -> bool {
    use crate::grammar::Kind::{Act, Bill, Code, Regulation, Treaty};
    let inside = matches!(d.family(own.referent.family).kind, Act | Bill | Code | Regulation | Treaty);
    inside && own.referent.path.first().is_none_or(|c| c.mark)
}
