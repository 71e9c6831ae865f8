//! A block quotation with a source tag behind it: `Sec. 2. (a) … [EO 13722]`.

use super::{Asked, Class, Form, On, Resolution, Rule, Verdict, decide};
use crate::parse::{Citation, Named, Target};
use crate::resolve::discourse::Discourse;
use crate::resolve::fits::has_sections;
use crate::resolve::ids::named_by_form;
use crate::resolve::referent::Referent;
use crate::resolve::scopes::enter;
use crate::scan::Seen;

pub(super) const RULE: Rule = Rule {
    name: "block-with-tag",
    on: On::Block,
    class: Class::Block,
    doc: "A block that opens with a section heading is of the instrument in square brackets behind it: of the first tag that \
follows, whatever it names; where that has no sections, the block is of nothing.",
    read,
};

/// After how many other citations a block's source tag may stand.
const TAG: usize = 60;

fn read(d: &Discourse<'_>, asked: &Asked<'_>) -> Option<Verdict> {
    let Asked::Block { opening } = *asked else { return None };
    opening.section?;
    let tag = source_tag(d, opening.span.start)?;
    let Some(mut referent) = tagged(d, tag).filter(|r| has_sections(d, r.family)) else {
        return Some(Verdict::Nothing);
    };
    enter(d.resolver(), d.text(), &mut referent, opening);
    Resolution::of(referent, Form::BlockQuote, "the source tag behind the block names the instrument").is()
}

/// The first source tag behind a place: `[E.O. 13848]`.
fn source_tag<'d>(d: &'d Discourse<'_>, at: usize) -> Option<&'d Citation> {
    let mut ahead = d.ahead().iter().take(TAG).take_while(|s| s.start() < at + d.grammar().reach.source_tag);
    ahead.find_map(|seen| {
        let Seen::Citation(citation) = seen else { return None };
        let tagged = d.text()[..citation.start].ends_with('[') && d.text()[citation.end..].starts_with(']');
        (tagged && matches!(citation.target, Target::Instrument(..))).then_some(citation)
    })
}

/// What the source tag names that ends the quoted lines in which a place stands, all of them marked as quoted: `> … of this
/// order …⏎> [E.O. 13848]`.
pub(super) fn tag_of_lines(d: &Discourse<'_>, at: usize) -> Option<Referent> {
    let tag = source_tag(d, at)?;
    let mut lines = d.text()[at..tag.start].split('\n').skip(1);
    lines.all(|line| line.trim_start().starts_with('>')).then(|| tagged(d, tag)).flatten()
}

/// The instrument that a tag names.
fn tagged(d: &Discourse<'_>, citation: &Citation) -> Option<Referent> {
    match &citation.target {
        Target::Instrument(Named::Form(..), _) => named_by_form(d, citation).map(|r| r.instrument()),
        Target::Instrument(named, place) => match decide(d, &Asked::Name { named, place: *place })? {
            (_, Verdict::Is(resolution)) => Some(resolution.referent.instrument()),
            _ => None,
        },
        _ => None,
    }
}
