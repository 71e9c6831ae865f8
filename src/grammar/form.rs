//! Which ids can be: what is well-formed for its family, by the levels and the numbering that it declares.
//!
//! A citation can be read wrongly in ways that its id betrays: a subpart without the part whose it is, a section inside a
//! section, `(A)` directly below a section whose subsections are `(a)`. No such provision is; better none than that.

use smallvec::SmallVec;

use super::place::Component;
use super::{Family, FamilyId, FieldId, Grammar, Kind, Ladder, MarkKind, Shape};
use crate::provision::ProvisionId;

/// Why no provision can have an id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct IllFormed {
    /// What kind of fault it is.
    pub fault: Fault,
    /// The fault in words.
    pub why: String,
}

/// What the grammar says of an instrument, whatever part of it an id names.
#[derive(Clone, Debug)]
pub(crate) struct Instrument {
    /// Where it ends in the id; none where no family has such an id.
    end: Option<usize>,
    /// Whether its own numbers are none beyond what there is.
    bounds: Result<(), IllFormed>,
}

/// Kinds of faults of an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fault {
    /// A number beyond what there is: `/us/usc/t60`.
    Beyond,
    /// A number that none of its sections has: `/us/cfr/t26/s199A`.
    Number,
    /// A level without the one that must stand above it: `/us/cfr/t31/spB`.
    WithoutAbove,
    /// A level inside itself or inside a narrower one: `/us/usc/t22/s9214/s2`.
    Inside,
    /// A mark that is of no section: `/us/usc/t22/a`.
    MarkAlone,
    /// A mark that sections of the family don't begin with: `/us/usc/t22/s9214/A`.
    FirstMark,
}

impl Grammar {
    /// Whether a provision can have this id, as far as its family declares: an id of no family can.
    ///
    /// `has_provision` is what the registry knows of a path, `None` where it knows nothing: what is there is well-formed,
    /// whatever most others look like.
    ///
    /// # Errors
    ///
    /// What is wrong, in words that can stand beside a citation.
    pub fn well_formed(
        &self,
        id: &ProvisionId,
        has_provision: impl Fn(&ProvisionId) -> Option<bool>,
    ) -> Result<(), IllFormed> {
        self.family_of(id.as_str()).map_or(Ok(()), |family| self.well_formed_in(family, id, has_provision))
    }

    /// The same where the family is known.
    ///
    /// # Errors
    ///
    /// As [`Grammar::well_formed`].
    pub fn well_formed_in(
        &self,
        family: FamilyId,
        id: &ProvisionId,
        has_provision: impl Fn(&ProvisionId) -> Option<bool>,
    ) -> Result<(), IllFormed> {
        self.well_formed_below(family, id, &self.instrument(family, id), has_provision)
    }

    /// The same where it is known what the grammar says of its instrument.
    pub(crate) fn well_formed_below(
        &self,
        family: FamilyId,
        id: &ProvisionId,
        instrument: &Instrument,
        has_provision: impl Fn(&ProvisionId) -> Option<bool>,
    ) -> Result<(), IllFormed> {
        let Some(end) = instrument.end else { return Ok(()) };
        let components = self.components_behind(family, id, end);
        let spec = &self.families[family as usize];
        instrument.bounds.clone()?;
        let components = &components[enacted_within(spec, id, &components)..];
        self.in_order(family, id, components)?;
        let Some((at, mark)) = first_mark(id, components) else { return Ok(()) };
        let known = || -> Option<bool> { has_provision(&id.as_str()[..components[at].range.end].parse().ok()?) };
        let above = at.checked_sub(1).map(|above| &components[above]);
        let Some(above) = above else {
            let alone = has_sections_first(spec.kind) && self.has_sections(family);
            return if alone { fault(Fault::MarkAlone, format!("({mark}) is of no section")) } else { Ok(()) };
        };
        let Some(level) = above.level else { return Ok(()) };
        let ladder = self.ladder(family);
        let section = self.roles.section.and_then(|s| ladder.rank(s));
        if ladder.rank(level).zip(section).is_some_and(|(own, section)| own < section)
            && has_sections_first(spec.kind)
            && !self.carries_marks(ladder, level)
        {
            let name = &self.levels[level as usize].name;
            return fault(Fault::MarkAlone, format!("({mark}) is of a {name}, which has sections and no such parts"));
        }
        let first = &spec.numbering.first_marks;
        if Some(level) == self.roles.section
            && !first.is_empty()
            && !first.contains(&MarkKind::of(mark))
            && known() != Some(true)
        {
            return fault(
                Fault::FirstMark,
                format!("no section of what it is said to be in begins with ({mark}), and this one is not known to"),
            );
        }
        Ok(())
    }

    /// What the grammar says of the instrument with which an id begins.
    fn instrument(&self, family: FamilyId, id: &ProvisionId) -> Instrument {
        let bounds = in_bounds(&self.families[family as usize], id.as_str());
        Instrument { end: self.instrument_end(family, id), bounds }
    }

    /// What it says of a whole instrument, which is the same for every part of it; none where an id that goes on from there
    /// may be of another.
    pub(crate) fn whole_instrument(&self, family: FamilyId, base: &str) -> Option<Instrument> {
        let whole = self.is_whole(family, base);
        whole.then(|| Instrument { end: Some(base.len()), bounds: in_bounds(&self.families[family as usize], base) })
    }

    /// The levels of an id stand each below the one that it must be in, none inside itself and none but marks inside a section.
    /// What is above a section has no one order: some Acts have chapters in parts, others parts in chapters.
    fn in_order(&self, family: FamilyId, id: &ProvisionId, components: &[Component]) -> Result<(), IllFormed> {
        let (spec, ladder) = (&self.families[family as usize], self.ladder(family));
        let name = |level: u8| self.levels[level as usize].name.as_str();
        let mut above: SmallVec<[u8; 8]> = spec.instrument_level.into_iter().collect();
        let (mut marked, first) = (None, ladder.section_or_article(self.roles).and_then(|level| ladder.rank(level)));
        for component in components {
            let Some(level) = component.level else {
                marked = marked.or_else(|| mark(id, component));
                continue;
            };
            // `…/art6/1/f/s26`: what is above marks or has them is in none.
            if let (Some(mark), Some(own), Some(first)) = (marked, ladder.rank(level), first)
                && own <= first
            {
                return fault(Fault::Inside, format!("no {} is inside ({mark})", name(level)));
            }
            let Some(rung) = ladder.rung(level) else { continue };
            if let Some(within) = rung.within
                && !above.contains(&within)
            {
                let (own, within) = (name(level), name(within));
                return fault(Fault::WithoutAbove, format!("a {own} is of a {within}, and which one isn't told"));
            }
            let section = |other: u8| {
                let ranks = ladder.rank(other).zip(ladder.rank(level));
                Some(other) == self.roles.section && ranks.is_some_and(|(other, own)| own <= other)
            };
            if let Some(other) = above.iter().find(|other| **other == level || section(**other)) {
                return fault(Fault::Inside, format!("no {} is inside a {}", name(level), name(*other)));
            }
            let written = &id.as_str()[component.range.start + rung.prefix.len()..component.range.end];
            let sign = spec.fields.iter().find(|f| f.level == Some(level)).and_then(|f| f.contains.as_deref());
            if let Some(sign) = sign.filter(|sign| Some(level) == self.roles.section && !written.contains(*sign)) {
                let why = format!("its {}s have a “{sign}” in their numbers", name(level));
                return fault(Fault::Number, why);
            }
            let number: u64 = leading(written).unwrap_or(0);
            if let Some((_, most)) = spec.numbering.highest.iter().find(|(of, most)| *of == level && number > *most) {
                return fault(Fault::Beyond, format!("there is no {} beyond {most}", name(level)));
            }
            above.push(level);
        }
        Ok(())
    }

    /// Whether marks stand directly below a level above the section: where the ladder has lettered levels both above the
    /// section and apart from it, as schedules are.
    fn carries_marks(&self, ladder: &Ladder, level: u8) -> bool {
        let paragraph = self.roles.paragraph.and_then(|p| ladder.rung(p));
        paragraph.is_some_and(|p| !p.prefix.is_empty()) && ladder.rank(level) == Some(0)
    }
}

/// The first component that is a mark: its place among the components, and the mark.
fn first_mark<'i>(id: &'i ProvisionId, components: &[Component]) -> Option<(usize, &'i str)> {
    components.iter().enumerate().find_map(|(at, c)| Some((at, mark(id, c)?)))
}

/// A component that is a mark.
fn mark<'i>(id: &'i ProvisionId, component: &Component) -> Option<&'i str> {
    component.level.is_none().then(|| &id.as_str()[component.range.clone()]).filter(|m| is_mark(m))
}

/// Where the last law begins that another enacts in a paragraph of its own, as one that enacts several bills does:
/// `…/s1000/a/7/dA/tVI`. Nothing of the kind is in a code.
fn enacted_within(family: &Family, id: &ProvisionId, components: &[Component]) -> usize {
    let begins = |at: &usize| components[*at].level.is_some() && mark(id, &components[at - 1]).is_some();
    if family.is_act() || family.is_bill() { (1..components.len()).rfind(begins).unwrap_or(0) } else { 0 }
}

impl MarkKind {
    /// What a mark is made of. A letter twice, `(ii)`, is what follows `(hh)` as well as a numeral.
    #[must_use]
    pub fn of(mark: &str) -> Self {
        let same = mark.len() <= 2 && mark.bytes().all(|b| b == mark.as_bytes()[0]);
        match mark.as_bytes().first() {
            Some(b) if b.is_ascii_digit() => Self::Digits,
            Some(b) if b.is_ascii_uppercase() && same => Self::Capital,
            _ if same => Self::Lower,
            _ => Self::Roman,
        }
    }
}

/// Whether a component is a mark: what stands in brackets in a text.
fn is_mark(component: &str) -> bool {
    let digits = component.bytes().all(|b| b.is_ascii_digit());
    let lower = component.bytes().all(|b| b.is_ascii_lowercase());
    let upper = component.bytes().all(|b| b.is_ascii_uppercase());
    let numeral = || component.bytes().all(|b| b"ivxlcIVXLC".contains(&b));
    let same = || component.bytes().all(|b| b == component.as_bytes()[0]);
    match component.len() {
        1..=3 if digits => true,
        1..=3 => (lower || upper) && (same() || numeral()),
        4..=6 => (lower || upper) && numeral(),
        _ => false,
    }
}

/// The number with which a value begins.
fn leading(value: &str) -> Option<u64> {
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    value[..digits].parse().ok()
}

/// The instrument's own numbers are none beyond what there is: that of a title, and each that the family reads beyond it in
/// order to say so. Elsewhere the registry's own ids go beyond what texts write.
fn in_bounds(family: &Family, id: &str) -> Result<(), IllFormed> {
    let reads_beyond =
        |f: FieldId, to: u64| family.fields.iter().any(|other| other.target == Some(f) && other.from > to);
    for (f, value) in family.id.values(id) {
        let field = &family.fields[f as usize];
        let title = family.instrument_level.is_some() && matches!(field.shape, Shape::Integer);
        let Some(number) = leading(value).filter(|n| *n > field.to) else { continue };
        if title {
            // `/us/usc/t60a` is none either.
            return fault(Fault::Beyond, format!("{} {number}: there are {}", field.name, field.to));
        }
        // `217` of `/un/ga/res/217-III` is another form's number.
        if value.bytes().all(|b| b.is_ascii_digit()) && reads_beyond(f, field.to) {
            return fault(Fault::Beyond, format!("{} {number}: none is so high", field.name));
        }
    }
    Ok(())
}

/// Kinds whose marks stand below sections; an order may have paragraphs alone, and a resolution has.
fn has_sections_first(kind: Kind) -> bool {
    matches!(kind, Kind::Code | Kind::Act | Kind::Bill | Kind::Regulation)
}

fn fault(fault: Fault, why: String) -> Result<(), IllFormed> {
    Err(IllFormed { fault, why })
}

#[cfg(test)]
mod tests {
    use super::{Fault, Grammar};
    use crate::provision::ProvisionId;

    fn fault(id: &str) -> Option<Fault> {
        let grammar = Grammar::builtin().unwrap_or_else(|e| panic!("{e}"));
        let id: ProvisionId = id.parse().unwrap_or_else(|e| panic!("{e}"));
        // The registry knows one section that begins with a capital.
        let known = |id: &ProvisionId| (id.as_str() == "/us/usc/t9/s99/A").then_some(true);
        grammar.well_formed(&id, known).err().map(|e| e.fault)
    }

    #[test]
    fn what_cannot_be() {
        for (id, wrong) in [
            ("/us/usc/t60", Fault::Beyond),
            ("/us/cfr/t88/s1.2", Fault::Beyond),
            ("/us/cfr/t40/p55555", Fault::Beyond),
            ("/us/cfr/t31/spB", Fault::WithoutAbove),
            ("/us/usc/t22/schII", Fault::WithoutAbove),
            ("/us/usc/t22/s9214/s2", Fault::Inside),
            ("/us/usc/t5/s8339/h/s8412/g", Fault::Inside),
            ("/us/pl/116/59/dA/dB", Fault::Inside),
            ("/us/pl/114/122/s104/tI", Fault::Inside),
            ("/us/usc/t22/a", Fault::MarkAlone),
            ("/us/pl/114/122/tI/a", Fault::MarkAlone),
            ("/us/cfr/t31/p510/a", Fault::MarkAlone),
            ("/ca/reg/SOR-2012-256/a", Fault::MarkAlone),
            ("/us/usc/t22/s9214/A", Fault::FirstMark),
            ("/us/pl/114/122/s104/iv", Fault::FirstMark),
        ] {
            assert_eq!(fault(id), Some(wrong), "{id}");
        }
    }

    #[test]
    fn what_can() {
        for id in [
            "/us/usc/t18/ptI",
            "/us/usc/t18/ptI/ch44",
            "/us/usc/t22/ch7/schII",
            "/us/usc/t42/s1395x/ii",
            "/us/usc/t9/s99/A/1",
            "/us/usc/t22/s9201/note",
            "/us/usc/t11/s101/22",
            "/us/cfr/t31/p510/spB",
            "/us/cfr/t41/p101-37",
            "/us/pl/114/122/s104/a/1/F",
            "/us/pl/106/386/dA/tI",
            "/us/pl/115/232/tI/sptB",
            "/us/ny/law/pen/125.25/A",
            "/us/pl/87/195/ptII/ch4",
            "/us/usc/t42/ch6A/schIII/ptD",
            "/us/pl/106/113/dB/s1000/a/7/dA/tVI/s604/e/2",
            "/us/act/1940-10-14/ch876/tI/schII/s201",
            "/us/proc/9645/1",
            "/uk/ukpga/2018/13/sch1/3",
            "/un/sc/res/2231/annexB/3",
            "/eu/reg/2017/1509/art5/1/a",
            "/uk/uksi/2019/411/r5/1",
            "/zz/unknown/A",
        ] {
            assert_eq!(fault(id), None, "{id}");
        }
    }
}
