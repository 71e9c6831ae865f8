//! Ids read with the grammar: where the instrument ends, on which level each component stands, which one is the section.

use std::ops::Range;

use smallvec::SmallVec;

use super::{Family, FamilyId, FieldId, Grammar, LevelId, Piece, Shape, Template};
use crate::provision::{self, ProvisionId};

/// In the address of a text: the day as of which it is asked for.
pub const DAY: &str = "{day}";

/// A component of an id below the instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// Its bytes in the id.
    pub range: Range<usize>,
    /// Its level; none for a mark (`a`, `1`) and for what is no level (`note`).
    pub level: Option<LevelId>,
}

/// How well a family has an id: whether its words have the values, how much its template says in letters, how far it reaches.
type Rank = (bool, usize, usize);
/// Fields by name, with their values.
type Values<'i> = Vec<(&'i str, &'i str)>;

/// An id read by the template of its family that reaches farthest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled<'i> {
    /// Where the instrument ends, in bytes.
    pub end: usize,
    /// The fields of the template with their values.
    pub values: Values<'i>,
    /// What stands below the instrument.
    pub components: SmallVec<[Component; 8]>,
}

impl Grammar {
    /// An id's instrument by its fields, and its parts; none where no family has such an id. Of several families that could have
    /// it the one whose template says most of it in letters, and whose words have the values.
    #[must_use]
    pub fn filled<'i>(&'i self, id: &'i ProvisionId) -> Option<(FamilyId, Filled<'i>)> {
        let mut best: Option<(Rank, FamilyId, Values<'_>)> = None;
        for (number, family) in self.families.iter().enumerate() {
            let templates = std::iter::once(&family.id).chain(family.forms.iter().filter_map(|f| f.id.as_ref()));
            // What several templates of a family tell of the same instrument is all told.
            let (mut end, mut letters, mut told) = (0, 0, Values::new());
            for template in templates {
                let mut values = Vec::new();
                let tell = |field: FieldId, value| values.push((family.fields[field as usize].name.as_str(), value));
                let Some(reach) = filled(family, template, id.as_str(), tell).filter(|reach| *reach >= end) else {
                    continue;
                };
                if reach > end {
                    (end, letters, told) = (reach, 0, Values::new());
                }
                letters = letters.max(template.prefix().len());
                told.append(&mut values);
            }
            let rank = (told.iter().all(|(name, value)| family.spells(name, value)), letters, end);
            if end > 0 && best.as_ref().is_none_or(|(before, _, _)| rank > *before) {
                best = Some((rank, number as FamilyId, told));
            }
        }
        let ((_, _, end), number, values) = best?;
        Some((number, Filled { end, values, components: self.components_behind(number, id, end) }))
    }

    /// Where the instrument ends in an id, in bytes: of its family's templates the longest that the id fills.
    #[must_use]
    pub fn instrument_end(&self, family: FamilyId, id: &ProvisionId) -> Option<usize> {
        let family = &self.families[family as usize];
        let templates = std::iter::once(&family.id).chain(family.forms.iter().filter_map(|f| f.id.as_ref()));
        templates.filter_map(|template| filled(family, template, id.as_str(), |_, _| ())).max()
    }

    /// The official page of a provision, or of its instrument: the family's link with the values that the id has.
    #[must_use]
    pub fn link(&self, id: &ProvisionId) -> Option<String> {
        self.filled_in(id, |family| [family.section_link.as_ref(), family.link.as_ref()])
    }

    /// Where the official text of a provision, or of what it stands in, is had.
    #[must_use]
    pub fn text_link(&self, id: &ProvisionId) -> Option<String> {
        self.filled_in(id, |family| family.text_links.each_ref().map(Option::as_ref))
    }

    /// The first of a family's templates that an id's values fill. `{field}` is a field of the id; `{section}` its section and
    /// `{part}` its part; `{field:2}` is filled up with zeros.
    fn filled_in<'g>(
        &'g self,
        id: &ProvisionId,
        templates: impl Fn(&'g Family) -> [Option<&'g String>; 2],
    ) -> Option<String> {
        let family = &self.families[self.family_of(id.as_str())? as usize];
        // What has an id of another shape has no page of this one.
        let mut values = Vec::new();
        filled(family, &family.id, id.as_str(), |field, value| values.push((field, value)))?;
        let section = self.section_number(id);
        let part = id.parts().find_map(|p| p.strip_prefix('p').filter(|n| n.starts_with(|c: char| c.is_ascii_digit())));
        let part = part.or_else(|| section.and_then(|s| Some(s.split_once('.')?.0)));
        let fill = |link: &String| {
            let mut out = link.clone();
            for (field, value) in &values {
                let name = &family.fields[*field as usize].name;
                out = out.replace(&format!("{{{name}}}"), value);
                out = out.replace(&format!("{{{name}:2}}"), &format!("{value:0>2}"));
            }
            for (place, value) in [("{section}", section), ("{part}", part)] {
                out = value.map(|value| out.replace(place, value)).unwrap_or(out);
            }
            // What only whoever asks knows stays.
            (!out.replace(DAY, "").contains('{')).then_some(out)
        };
        templates(family).into_iter().flatten().find_map(fill)
    }

    /// The components of an id below its instrument, each with its level; none where no family has such an id.
    #[must_use]
    pub fn components_of(&self, id: &ProvisionId) -> Option<(FamilyId, Vec<Component>)> {
        let family = self.family_of(id.as_str())?;
        Some((family, self.components_in(family, id)?))
    }

    /// The same where the family is known.
    #[must_use]
    pub fn components_in(&self, family: FamilyId, id: &ProvisionId) -> Option<Vec<Component>> {
        let end = self.instrument_end(family, id)?;
        Some(self.components_behind(family, id, end).into_vec())
    }

    /// Whether an id is that of a whole instrument of a family, whose longest templates reach no farther.
    pub(super) fn is_whole(&self, family: FamilyId, id: &str) -> bool {
        let spec = &self.families[family as usize];
        self.own_is_deepest[family as usize] && filled(spec, &spec.id, id, |_, _| ()) == Some(id.len())
    }

    /// The components of an id behind its instrument, each with its level.
    pub(super) fn components_behind(&self, family: FamilyId, id: &ProvisionId, end: usize) -> SmallVec<[Component; 8]> {
        let ladder = self.ladder(family);
        let section = self.roles.section.and_then(|s| ladder.rung(s));
        // A section without letters of its own is the first component that no other level claims.
        let mut open = section.filter(|rung| rung.prefix.is_empty()).map(|rung| rung.level);
        let mut at = end;
        let below = id.as_str()[end..].split('/').skip(1).map(|part| {
            let range = at + 1..at + 1 + part.len();
            at = range.end;
            let lettered = ladder.lettered(part).map(|rung| rung.level);
            let level =
                lettered.or_else(|| if part.starts_with(|c: char| c.is_ascii_digit()) { open.take() } else { None });
            Component { range, level }
        });
        below.collect()
    }

    /// The component of an id that is its section, as bytes: `s104` in `/us/pl/114/122/s104/a`, `125.25` in
    /// `/us/ny/law/pen/125.25/3`. Where the grammar doesn't know the id, as USLM writes sections.
    #[must_use]
    pub fn section_of(&self, id: &ProvisionId) -> Option<Range<usize>> {
        let Some((_, components)) = self.components_of(id) else {
            let (section, _) = provision::split_at_section(id.as_str())?;
            return Some(section.rfind('/')? + 1..section.len());
        };
        components.into_iter().find(|c| c.level.is_some() && c.level == self.roles.section).map(|c| c.range)
    }

    /// The number of an id's section, without the level's letters: `104`, `125.25`.
    #[must_use]
    pub fn section_number<'i>(&self, id: &'i ProvisionId) -> Option<&'i str> {
        let part = &id.as_str()[self.section_of(id)?];
        let family = self.family_of(id.as_str());
        let rung = family.and_then(|f| self.ladder(f).rung(self.roles.section?));
        Some(
            rung.map_or_else(|| part.trim_start_matches('s'), |r| part.strip_prefix(r.prefix.as_str()).unwrap_or(part)),
        )
    }

    /// An id cut behind its section: `/us/ny/law/pen/125.25` and `/3`.
    #[must_use]
    pub fn split_at_section<'i>(&self, id: &'i ProvisionId) -> Option<(&'i str, &'i str)> {
        let section = self.section_of(id)?;
        Some(id.as_str().split_at(section.end))
    }
}

/// Where a template ends in an id that fills it: when each of its fields has a value that the field can have. The values are
/// told on the way.
fn filled<'i>(
    family: &Family,
    template: &Template,
    id: &'i str,
    mut value_of: impl FnMut(FieldId, &'i str),
) -> Option<usize> {
    let mut rest = id;
    for (i, piece) in template.0.iter().enumerate() {
        match piece {
            Piece::Text(text) => rest = rest.strip_prefix(text.as_str())?,
            Piece::Field(field) => {
                let component = rest.split('/').next()?;
                let next = match template.0.get(i + 1) {
                    Some(Piece::Text(text)) if !text.starts_with('/') => component.find(text.as_str())?,
                    // Two fields side by side, `t50a`: a number and its letters.
                    Some(Piece::Field(_)) => component.find(|c: char| !c.is_ascii_digit()).unwrap_or(component.len()),
                    _ => component.len(),
                };
                let spec = &family.fields[*field as usize];
                let value = &component[..next];
                if value.is_empty() && !spec.shape_is_optional() || !can_be(&spec.shape, value) {
                    return None;
                }
                value_of(*field, value);
                rest = &rest[next..];
            }
        }
    }
    (rest.is_empty() || rest.starts_with('/')).then(|| id.len() - rest.len())
}

/// Whether a value can be of a shape, as far as tells templates apart.
fn can_be(shape: &Shape, value: &str) -> bool {
    match shape {
        Shape::Integer | Shape::Year | Shape::ShortYear => value.bytes().all(|b| b.is_ascii_digit()),
        Shape::Date => value.len() == 10 && value.bytes().all(|b| b.is_ascii_digit() || b == b'-'),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::Grammar;
    use crate::provision::ProvisionId;

    fn id(id: &str) -> ProvisionId {
        id.parse().unwrap_or_else(|e| panic!("{e}"))
    }

    #[test]
    fn an_id_knows_its_section_whatever_its_letters() {
        let grammar = Grammar::builtin().unwrap_or_else(|e| panic!("{e}"));
        for (path, section, number) in [
            ("/us/pl/114/122/tI/s104/a/1", "/us/pl/114/122/tI/s104", "104"),
            ("/us/usc/t50a/s5/b", "/us/usc/t50a/s5", "5"),
            ("/us/cfr/t31/s510.201/a", "/us/cfr/t31/s510.201", "510.201"),
            ("/us/ny/law/pen/125.25/3", "/us/ny/law/pen/125.25", "125.25"),
            ("/us/va/code/18.2-32", "/us/va/code/18.2-32", "18.2-32"),
            ("/us/ussg/2D1.1/b/1", "/us/ussg/2D1.1", "2D1.1"),
            ("/us/act/1930-06-17/ch497/s307", "/us/act/1930-06-17/ch497/s307", "307"),
            ("/us/act/lighthouse-act/s4", "/us/act/lighthouse-act/s4", "4"),
            ("/us/const/art1/s8/cl3", "/us/const/art1/s8", "8"),
            ("/zz/unknown/s7/a", "/zz/unknown/s7", "7"),
        ] {
            let path = id(path);
            assert_eq!(grammar.split_at_section(&path).map(|(s, _)| s), Some(section));
            assert_eq!(grammar.section_number(&path), Some(number));
        }
        for path in
            ["/us/ny/law/pen", "/us/cfr/t31/p510/spB", "/un/sc/res/2270/op17", "/us/fr/81/14943", "/us/pl/114/122"]
        {
            assert_eq!(grammar.section_of(&id(path)), None, "{path}");
        }
    }
}
