//! Captured fields and paths → provision ids, by the family's template and ladder.

use compact_str::{CompactString, ToCompactString};

use std::borrow::Cow;

use super::Resolver;
use super::components::{Component, Components, push_plain, slug};
use super::congress::congress;
use super::discourse::Discourse;
use super::referent::Referent;
use super::rules::{Resolution, member_form};
use crate::grammar::{Family, FamilyId, Ladder, LevelId, Piece, Shape, Template};
use crate::parse::{self, Capture, Citation, Member, Named, Part, Step, Target, is_dash};
use crate::provision::ProvisionId;

impl Resolver {
    /// The id of an instrument from its fields; `Err` says what is missing.
    pub(super) fn instrument(
        &self,
        text: &str,
        family: FamilyId,
        template: &Template,
        fields: &[Capture],
        congress: Option<u32>,
    ) -> Result<CompactString, Cow<'static, str>> {
        let family = &self.grammar().families[family as usize];
        let mut id = CompactString::default();
        for piece in &template.0 {
            match piece {
                Piece::Text(t) => id.push_str(t),
                Piece::Field(f) => match fields.iter().find(|c| c.field == *f) {
                    Some(capture) if capture.place.of(text).starts_with(['“', '"']) => {
                        let title = capture.place.of(text).trim_matches(['“', '”', '"']);
                        // The whole id is known by its title.
                        let known = self.registry().titled(template.prefix(), title);
                        return known
                            .map(CompactString::from)
                            .ok_or(Cow::Borrowed("the registry has no such title, or several"));
                    }
                    Some(capture) => push_value(&mut id, family, text, capture),
                    None if family.session.as_ref().is_some_and(|s| s.field == *f) => match congress {
                        Some(congress) => id.push_str(&congress.to_compact_string()),
                        None => {
                            return Err(Cow::Borrowed(
                                "the Congress is not given, and no date of the document tells it",
                            ));
                        }
                    },
                    None => {}
                },
            }
        }
        Ok(id)
    }

    /// The components of a path; `None` when the instrument has no such level.
    pub(super) fn components(&self, text: &str, family: FamilyId, path: &[Part]) -> Option<Components> {
        let (id, ladder) = (family, self.grammar().ladder(family));
        let family = &self.grammar().families[family as usize];
        let mut out = Components::new();
        let (mut annexed, mut above) = (false, None);
        for part in path {
            let component = match part.step {
                Step::Mark => Component { text: part.place.of(text).to_compact_string(), mark: true },
                Step::Level(level) => {
                    let written = part.place.of(text);
                    let bracketed = text[..part.place.start as usize].ends_with('(');
                    // `sub-paragraph 6(1)(a) of Schedule 1`, and `sub-paragraph 2(a)` of what has neither sections nor articles, are of
                    // the paragraph of that number.
                    let roles = &self.grammar().roles;
                    let numbered = roles.paragraph.filter(|p| ladder.has(*p));
                    let of_paragraph =
                        annexed || ladder.section_or_article(*roles).is_none() && !self.says_section(text, part.place);
                    // `Article 6 § 1` of a treaty, whose sections stand above its articles, is a paragraph of it.
                    let rank = |level: Option<_>| level.and_then(|level| ladder.rank(level));
                    let within = above.is_some()
                        && above == roles.article
                        && rank(self.levels.section)
                            .zip(rank(above))
                            .is_some_and(|(section, article)| section < article);
                    let below = (of_paragraph || within) && Some(level) == self.levels.section;
                    let level = numbered.filter(|_| below).unwrap_or(level);
                    above = Some(level);
                    // The paragraphs of an annex aren't the operative ones, whose letters they would have.
                    let operative = |r: &crate::grammar::Rung| {
                        r.level != level
                            && !r.prefix.is_empty()
                            && ladder.rung(level).is_some_and(|own| own.prefix == r.prefix)
                    };
                    let bare = annexed && numbered == Some(level) && ladder.rungs.iter().any(operative);
                    annexed |= self.grammar().levels[level as usize].annexed;
                    if bare {
                        out.push(Component { text: written.to_compact_string(), mark: true });
                        continue;
                    }
                    let level = self.grammar().level_written(id, level, written, bracketed)?;
                    if bracketed {
                        // A number in brackets is a mark, whatever its unit is called.
                        Component { text: written.to_compact_string(), mark: true }
                    } else {
                        level_component(ladder, level, written, Some(level) != self.levels.section)?
                    }
                }
                Step::Field(f) => {
                    let capture = Capture { field: f, place: part.place, spelling: None };
                    let field = &family.fields[f as usize];
                    let spelled = family.words.iter().find(|w| w.name == field.name).and_then(|w| {
                        let written = part.place.of(text);
                        w.spellings.iter().find(|(s, _)| s.eq_ignore_ascii_case(written)).and_then(|(_, v)| v.clone())
                    });
                    let mut component = CompactString::from(field.path.as_deref().unwrap_or(""));
                    match spelled {
                        Some(spelled) => component.push_str(&spelled),
                        None => push_value(&mut component, family, text, &capture),
                    }
                    Component { text: component, mark: false }
                }
            };
            out.push(component);
        }
        Some(out)
    }

    /// Whether the word before a number is one for sections.
    fn says_section(&self, text: &str, number: parse::Place) -> bool {
        let before = text[..number.start as usize].trim_end();
        let Some(section) = self.levels.section else { return false };
        let level = &self.grammar().levels[section as usize];
        level.words.iter().chain(&level.plural).any(|w| {
            before
                .len()
                .checked_sub(w.len())
                .and_then(|at| before.get(at..))
                .is_some_and(|word| word.eq_ignore_ascii_case(w))
        })
    }
}

/// What a citation by a form of a family names, as far as its first member says.
pub(super) fn named_by_form(d: &Discourse<'_>, citation: &Citation) -> Option<Referent> {
    let Target::Instrument(Named::Form(family, form), _) = citation.target else { return None };
    let member = citation.members.first()?;
    let template = template_of(d, family, form);
    let congress = congress(d, family, member).map(|(congress, _)| congress);
    let base = d.resolver().instrument(d.text(), family, template, &member.fields, congress).ok()?;
    Some(Referent::whole(base, family).at(d.resolver().components(d.text(), family, &member.path)?))
}

/// The id template of a form.
pub(super) fn template_of<'t>(d: &Discourse<'t>, family: FamilyId, form: usize) -> &'t Template {
    let spec = d.family(family);
    spec.forms[form].id.as_ref().unwrap_or(&spec.id)
}

/// The instrument of each member of a citation by a form; `told` gives the Congress where one is missing, and how it was
/// told.
pub(super) fn each_member(
    d: &Discourse<'_>,
    citation: &Citation,
    family: FamilyId,
    form: usize,
    told: impl Fn(&Member) -> (Option<u32>, &'static str),
) -> Vec<Result<Resolution, Cow<'static, str>>> {
    let template = template_of(d, family, form);
    let member = |(at, member): (usize, &Member)| {
        let (congress, why) = told(member);
        let base = d.resolver().instrument(d.text(), family, template, &member.fields, congress)?;
        Ok(Resolution::of(Referent::whole(base, family), member_form(citation, at), why))
    };
    citation.members.iter().enumerate().map(member).collect()
}

/// The last instrument of a range of instruments, `resolutions 2270 through 2276`, its number written out where it was
/// shortened: `6537-42`.
pub(super) fn last_of_range(
    d: &Discourse<'_>,
    family: FamilyId,
    form: usize,
    member: &Member,
    first: &Referent,
) -> Option<ProvisionId> {
    let fields = member.range_fields.as_ref().filter(|_| member.range_end.as_ref().is_none_or(|p| p.is_empty()))?;
    let congress = congress(d, family, member).map(|(congress, _)| congress);
    let last = d.resolver().instrument(d.text(), family, template_of(d, family, form), fields, congress).ok()?;
    let (stem, a) = first.base.rsplit_once('/')?;
    let (other, b) = last.rsplit_once('/')?;
    if stem == other && b.len() < a.len() {
        return format!("{stem}/{}{b}", &a[..a.len() - b.len()]).parse().ok();
    }
    last.parse().ok()
}

/// A numbered level as a component; one without letters of its own is a mark, unless it is the section.
fn level_component(ladder: &Ladder, level: LevelId, written: &str, may_be_mark: bool) -> Option<Component> {
    let rung = ladder.rung(level)?;
    let mut text = CompactString::from(rung.prefix.as_str());
    match parse::roman_value(written).filter(|_| rung.arabic) {
        Some(number) => text.push_str(&number.to_compact_string()),
        None => push_plain(&mut text, written),
    }
    Some(Component { text, mark: rung.prefix.is_empty() && may_be_mark })
}

/// Adds a captured value in the one spelling that ids use.
fn push_value(out: &mut CompactString, family: &Family, text: &str, capture: &Capture) {
    if let Some((list, spelling)) = capture.spelling {
        let (written, value) = &family.words[list as usize].spellings[spelling as usize];
        match value {
            Some(value) => out.push_str(value),
            None => out.extend(written.chars().map(|c| c.to_ascii_lowercase())),
        }
        return;
    }
    let written = capture.place.of(text);
    match family.fields[capture.field as usize].shape {
        Shape::Integer => {
            let digits = written.bytes().filter(u8::is_ascii_digit);
            let zeros = digits.clone().take_while(|d| *d == b'0').count();
            // A number of nothing but zeros keeps them.
            let skipped = if zeros == digits.clone().count() { 0 } else { zeros };
            out.extend(digits.skip(skipped).map(char::from));
        }
        Shape::Page => out.extend(written.chars().filter(|c| *c != ',').map(|c| if is_dash(c) { '-' } else { c })),
        Shape::Ordinal | Shape::OrdinalWord => match parse::ordinal_value(written) {
            Some(number) => out.push_str(&number.to_compact_string()),
            None => out.push_str(written),
        },
        Shape::Date => out.push_str(&parse::iso_date(written).unwrap_or_else(|| slug(written))),
        // `87` stands in the field of the year, whose own shape has four digits.
        Shape::Year | Shape::ShortYear if written.len() == 2 => {
            out.push_str("19");
            out.push_str(written);
        }
        Shape::Roman if parse::roman_value(written).is_some() => {
            out.extend(written.chars().map(|c| c.to_ascii_uppercase()));
        }
        Shape::Roman => out.push_str(written),
        _ => push_plain(out, written),
    }
}
