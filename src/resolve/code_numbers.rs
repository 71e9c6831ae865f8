//! An Act's sections under the numbers that they have in a code, as people call them: `Section 230 of the Communications Decency
//! Act`, `section 1681b of the FCRA`.

use super::components::plain;
use super::discourse::Discourse;
use super::fits::section_of;
use super::ids::template_of;
use super::referent::Referent;
use crate::parse::{Citation, Named, Target};
use crate::provision::is_below;
use crate::registry::leading_number as leading_digits;
use crate::scan::Seen;

/// The code in which the section stands that a citation of an Act's section means, where the Act isn't known to have one of that
/// number and the code has it, in what the registry says the Act is classified to.
pub(super) fn in_the_code(d: &Discourse<'_>, citation: &Citation, act: &Referent) -> Option<Referent> {
    let number = section_of(d, citation)?;
    let value = leading_digits(&number);
    let made = d.family(act.family).enacted && !d.family(act.family).is_code();
    let lettered =
        number.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(|c: char| c.is_ascii_lowercase());
    if !made || value < 100 && !lettered || d.has_section(&act.instrument().base, &number) == Some(true) {
        return None;
    }
    let (whole, base) = (act.id()?, act.instrument().id()?);
    let entries = d.registry().all_names().filter(|e| e.id == whole.as_str() || e.id == base.as_str());
    let mut classified = entries.filter(|e| !e.usc.is_empty()).map(|e| e.usc);
    classified.find_map(|usc| {
        let (code, first, open) = classification(d, usc)?;
        // Of `et seq.` are only the sections that this Act enacted, numbered as no Act numbers its own: section 462 of the Homeland
        // Security Act isn't 6 U.S.C. 462.
        let far = leading_digits(&first) >= 1000 || lettered && value == leading_digits(&first);
        let section = format!("{}/s{number}", code.base).parse().ok()?;
        let enacted = || d.registry().facts(&section).is_some_and(|facts| is_below(facts.source, base.as_str()));
        let fits = if open { far && value >= leading_digits(&first) && enacted() } else { number == first };
        (fits && d.registry().lists(section.as_str())).then_some(code)
    })
}

/// `22 U.S.C. 9201 et seq.`: the code, the first section, and whether more follow.
fn classification(d: &Discourse<'_>, usc: &str) -> Option<(Referent, String, bool)> {
    let seen = d.resolver().scanner.scan(usc);
    let Some(Seen::Citation(Citation { target: Target::Instrument(Named::Form(family, form), _), members, .. })) =
        seen.first()
    else {
        return None;
    };
    let member = members.first()?;
    let base = d.resolver().instrument(usc, *family, template_of(d, *family, *form), &member.fields, None).ok()?;
    let first = plain(member.path.first()?.place.of(usc));
    Some((Referent::whole(base, *family), first, member.open))
}
