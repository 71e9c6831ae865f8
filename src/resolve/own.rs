//! Whether a document is itself an instrument: a law, a section of the Code, an order.

use foldhash::HashSet;

use regex::Captures;

use super::components::{plain, slug};
use super::discourse::Discourse;
use super::ids::named_by_form;
use super::names::{Bearers, referent};
use super::referent::Referent;
use super::structure::{Line, Opening};
use crate::grammar::{Determiner, FamilyId, Own, Piece, Shape, Template};
use crate::parse::{NameIndex as _, Noun, Place, Step, Target};
use crate::scan::Seen;
use crate::text::{Span, fold};

/// The document's own instrument, by what its source calls it, by how its text announces it, by its heading and the source
/// credit below, or by the name that it gives itself.
pub(super) fn instrument(d: &Discourse<'_>, lines: &[Line], said: &Announcements<'_>) -> Option<Referent> {
    by_source(d)
        .or_else(|| said.first(|own| !own.unnamed && !own.regex.has_group(NAME), |a| by_its_number(d, a)))
        .or_else(|| by_source_credit(d, lines))
        .or_else(|| said.first(|own| own.regex.has_group(NAME), |a| by_its_name(d, a)))
}

/// The group of an announcement in which a text names itself: `This Act may be cited as the “…”`.
const NAME: &str = "called";

/// An instrument that is one of a family by its own words or by its structure, without saying which: its parts are its own,
/// and have no target.
pub(super) fn structure(d: &Discourse<'_>, lines: &[Line], said: &Announcements<'_>) -> Option<Referent> {
    said.first(|own| own.unnamed, |a| (!d.family(a.family).is_page()).then(|| Referent::whole("", a.family)))
        .or_else(|| begins_with_section(d, lines))
}

/// Whether a text is a notice on a page of a register: it has no provisions of its own, but words for itself.
pub(super) fn notice(d: &Discourse<'_>, said: &Announcements<'_>) -> bool {
    said.first(|own| own.unnamed, |a| d.family(a.family).is_page().then_some(())).is_some()
}

/// A text that begins with a section heading has the structure of a law, whichever it is.
fn begins_with_section(d: &Discourse<'_>, lines: &[Line]) -> Option<Referent> {
    let first = lines.iter().find_map(|l| if let Line::Opening(o) = l { Some(o) } else { None })?;
    let heading = first.section.is_some() && !first.quoted && first.span.start < d.grammar().reach.own_heading;
    let family = d.grammar().law_like()?;
    // `2. Section 309.15 is amended to read as follows:` before it says whose it is.
    (heading && !d.is_amended_in(&d.text()[..first.span.start])).then(|| Referent::whole("", family))
}

/// Whether a text has headings of sections, or many marks, that no quotation has: they are its own.
pub(super) fn numbers_itself(lines: &[Line]) -> bool {
    let own =
        || lines.iter().filter_map(|l| if let Line::Opening(o) = l { Some(o) } else { None }).filter(|o| !o.quoted);
    own().filter(|o| o.section.is_some()).count() >= 3 || own().count() >= 30
}

/// The sections that a commentary takes in turn, by the numbers of its headings: `Section 3: Content of notices`.
pub(super) fn headed<'t>(text: &'t str, lines: &[Line]) -> HashSet<&'t str> {
    let own = lines.iter().filter_map(|l| if let Line::Opening(o) = l { Some(o) } else { None }).filter(|o| !o.quoted);
    own.filter_map(|o| o.section).map(|section| section.of(text)).collect()
}

/// The longest heading of notes that is known by its first words, in bytes.
const HEADING: usize = 90;

/// Where headings of notes on the document's own instrument stand, which are not its words.
pub(super) fn notes(d: &Discourse<'_>, own: &Referent) -> Vec<usize> {
    let headings = &d.family(own.family).notes;
    if headings.is_empty() {
        return Vec::new();
    }
    let is_heading = |at: &usize| {
        let line = &d.text()[*at..];
        // Most lines begin with another letter.
        let first = line.as_bytes().first().filter(|b| b.is_ascii_graphic() && !matches!(b, b'#' | b'*' | b'_'));
        if first.is_some_and(|first| !headings.iter().any(|h| h.as_bytes().first() == Some(first))) {
            return false;
        }
        let line = &line[..memchr::memchr(b'\n', line.as_bytes()).unwrap_or(line.len())];
        let words = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*' | '_'));
        // `Amendment of Subsection (b)(2)`: headings of one kind by their first words.
        headings.iter().any(|h| match h.strip_suffix('*') {
            Some(first) => words.starts_with(first) && words.len() <= HEADING,
            None => h == words,
        })
    };
    let breaks = memchr::memchr_iter(b'\n', d.text().as_bytes());
    std::iter::once(0).chain(breaks.map(|end| end + 1)).filter(is_heading).collect()
}

fn by_source(d: &Discourse<'_>) -> Option<Referent> {
    let id = d.context().source_id.filter(|id| id.starts_with('/'))?;
    let grammar = d.grammar();
    let family = grammar.family_of(id)?;
    // The template's own depth is the instrument; what is deeper is where in it the document begins.
    let spec = &grammar.families[family as usize];
    // A page says where a text was printed, not what it is.
    if spec.is_page() {
        return None;
    }
    let depth = spec.instrument_depth();
    let base: String = id.split('/').skip(1).take(depth).fold(String::new(), |s, part| s + "/" + part);
    (base.matches('/').count() == depth).then(|| Referent::whole(base, family))
}

/// The announcements that stand in a text, or in its title, in the order of the grammar.
pub(super) struct Announcements<'t>(Vec<Announcement<'t>>);

/// What a text says of itself in the words of a family.
struct Announcement<'t> {
    family: FamilyId,
    own: &'t Own,
    captures: Captures<'t>,
}

impl<'t> Announcements<'t> {
    pub(super) fn read(d: &Discourse<'t>) -> Self {
        let (text, title) = (d.text(), d.context().title);
        let within = |own: &Own| &text[..d.boundary(own.within.min(text.len()))];
        let possible = d.resolver().announcing.in_text(d.grammar(), text, title);
        let found = possible.filter_map(|(family, own, [in_text, in_title])| {
            let said = if in_text { own.regex.captures(within(own)) } else { None };
            let said = said.or_else(|| own.regex.captures(title.filter(|_| in_title)?));
            Some(Announcement { family, own, captures: said? })
        });
        Self(found.collect())
    }

    /// Where a text that is itself an instrument names itself, in the words of any family of the same country or state.
    pub(super) fn name(&self, d: &Discourse<'_>, own: &Referent) -> Option<Span> {
        let place = d.family(own.family).place();
        let names = self.0.iter().filter(|a| d.family(a.family).place() == place).filter_map(|a| {
            let found = a.captures.name(NAME)?;
            // Of what stands in the document's title, not in its text, nothing is said here.
            let name = Span::new(found.start(), found.end());
            d.text().get(name.start..name.end).filter(|words| *words == found.as_str())?;
            let before = &d.text()[..name.start];
            let line = &before[before.rfind('\n').map_or(0, |i| i + 1)..];
            // `is amended to read: “This Act may be cited as the Quay Act of 1931”` names what is amended.
            let quoted = line.trim_end_matches(['“', '"', '‘', '`']).contains(['“', '"', '‘', '`']);
            (!quoted).then_some(name)
        });
        names.min_by_key(|name| name.start)
    }

    /// The words by which a document announces that it only explains its instrument: `These Explanatory Notes relate to the …`.
    pub(super) fn commentary(&self, d: &Discourse<'_>, own: &Referent) -> Option<&'t str> {
        let names = |a: &Announcement<'_>| {
            let named = if a.own.unnamed { Some(Referent::whole("", a.family)) } else { by_its_number(d, a) };
            named
                .or_else(|| by_its_name(d, a))
                .is_some_and(|named| named.base == own.base && named.family == own.family)
        };
        let said = self.0.iter().find(|a| a.own.commentary && names(a))?;
        said.captures.get(0).map(|m| m.as_str())
    }

    /// What the first announcement that is `asked` for makes the document.
    fn first<T>(&self, asked: impl Fn(&Own) -> bool, read: impl Fn(&Announcement<'t>) -> Option<T>) -> Option<T> {
        let mut unnamed = None;
        self.0.iter().find_map(|a| {
            if asked(a.own) && unnamed != Some(a.family) {
                return read(a);
            }
            // What says before others that it has no name, as an annex does, isn't what it names in its first lines.
            if a.own.unnamed {
                unnamed = Some(a.family);
            }
            None
        })
    }
}

/// The instrument whose number an announcement says.
fn by_its_number(d: &Discourse<'_>, announcement: &Announcement<'_>) -> Option<Referent> {
    let Announcement { family: f, own, captures } = announcement;
    let family = d.family(*f);
    let template: &Template = own.id.as_ref().unwrap_or(&family.id);
    let mut base = String::new();
    for piece in &template.0 {
        match piece {
            Piece::Text(t) => base.push_str(t),
            Piece::Field(f) => {
                let field = &family.fields[*f as usize];
                // `type_hr` stands for the field `type` with the value `hr`.
                let spelled = || {
                    own.regex.groups().find_map(|n| {
                        let value = n.strip_prefix(field.name.as_str())?.strip_prefix('_')?;
                        captures.name(n).map(|_| value)
                    })
                };
                match captures.name(&field.name) {
                    // `No 45/98`: the year in two digits.
                    Some(m) if matches!(field.shape, Shape::Year) && m.len() == 2 => {
                        base.push_str("19");
                        base.push_str(m.as_str());
                    }
                    Some(m) => {
                        let number = plain(m.as_str()).replace(',', "");
                        // `law_or` stands for another that may be the field's: the lower one is.
                        let other = captures.name(&format!("{}_or", field.name)).map(|m| plain(m.as_str()));
                        base.push_str(&other.filter(|other| last(other) < last(&number)).unwrap_or(number));
                    }
                    None => match spelled() {
                        Some(value) => base.push_str(value),
                        None if field.shape_is_optional() => {}
                        None => return None,
                    },
                }
            }
        }
    }
    let mut frame = Referent::whole(base, *f);
    // A text can announce at which section it stands.
    if let Some(section) = captures.name("section") {
        let prefix = d.section_level().and_then(|s| d.ladder(*f).rung(s)).map_or("", |r| &r.prefix);
        let number = plain(section.as_str());
        frame.enter(super::components::Component {
            text: compact_str::format_compact!("{prefix}{number}"),
            mark: false,
        });
    }
    Some(frame)
}

/// The last number in a number of several: 552 of `23-552`.
fn last(number: &str) -> u32 {
    number.rsplit(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// The instrument that the registry has under the name that a text gives itself; failing that, where its family makes ids of
/// names, the one of that name.
fn by_its_name(d: &Discourse<'_>, announcement: &Announcement<'_>) -> Option<Referent> {
    let Announcement { family: f, captures, .. } = announcement;
    let name = captures.name(NAME)?;
    let place = Place { start: u32::try_from(name.start()).ok()?, end: u32::try_from(name.end()).ok()? };
    let hit = d.registry().name_at(name.as_str(), 0).filter(|hit| hit.end == name.len());
    if let Some(hit) = hit {
        let bearers = Bearers { place, entries: d.registry().entries(hit) };
        let [first, rest @ ..] = bearers.entries.as_slice() else { return None };
        // A name that several have had, an annual Act's, says only that it is such a law.
        let one = rest.iter().all(|e| e.id == first.id);
        return if one { referent(d, first) } else { None };
    }
    let dated =
        name.as_str().get(name.len().saturating_sub(4)..).is_some_and(|y| y.bytes().all(|b| b.is_ascii_digit()));
    let base = format!("{}{}", d.family(*f).id.prefix(), slug(name.as_str()));
    (d.family(*f).names_built && dated).then(|| Referent::whole(base, *f))
}

/// A text that opens with `§ 9212.` and credits section 102 of a law is the section that the crosswalk makes of
/// it; failing that, the only title of the Code with such a section, when the text says `this title`.
fn by_source_credit(d: &Discourse<'_>, lines: &[Line]) -> Option<Referent> {
    let Line::Opening(opening) = lines.first()? else { return None };
    let section = opening.section.filter(|s| s.start < d.grammar().reach.own_heading)?;
    // The Code heads its sections with the sign and small letters; `SECTION 1. SHORT TITLE.` is a bill's or a law's.
    let line = d.text()[section.end..].split('\n').next().unwrap_or("");
    let capitals = line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase);
    if opening.quoted || capitals || !opening.span.of(d.text()).starts_with('§') {
        return None;
    }
    let number = plain(section.of(d.text()));
    let credit = |s: &Seen| {
        let Seen::Citation(citation) = s else { return None };
        if !d.text()[..citation.start].ends_with(['(', ' ']) {
            return None;
        }
        let id = named_by_form(d, citation)?.id()?;
        let code = d.registry().counterpart(&id)?;
        // The other way round, a section of the Code says nothing of a law's own section.
        let family = d.grammar().family_of(code.as_str())?;
        let is_code = d.grammar().families[family as usize].nouns.is_empty();
        let (title, rest) = code.as_str().rsplit_once("/s").filter(|_| is_code)?;
        (rest.split('/').next() == Some(number.as_str())).then(|| title.to_owned())
    };
    let seen = d.seen();
    let title = title_by_heading(d, opening, &number)
        .or_else(|| seen.iter().take(400).find_map(credit))
        .or_else(|| title_with(d, &number, &seen))?;
    let family = d.grammar().family_of(&title)?;
    Some(Referent::whole(title, family))
}

/// The only title of a code whose section of this number has the heading that stands behind it.
fn title_by_heading(d: &Discourse<'_>, opening: &Opening, number: &str) -> Option<String> {
    let line = d.text()[opening.span.end..].trim_start_matches(['.', ' ', '\u{a0}', '*', '\n']);
    let line = fold(line.split('\n').next()?);
    let fits = |title: &String| {
        let id = format!("{title}/s{number}").parse().ok();
        let heading = id.and_then(|id| d.registry().facts(&id)).map(|f| fold(f.title));
        heading.is_some_and(|h| h.len() > 5 && line.starts_with(h.trim_end_matches('.')))
    };
    let mut titles = code_titles(d).filter(fits);
    titles.next().filter(|_| titles.next().is_none())
}

/// The titles of codes: of the families with one number, small enough to try each.
fn code_titles<'t>(d: &Discourse<'t>) -> impl Iterator<Item = String> + use<'t> {
    let codes = d.grammar().families.iter().filter_map(|family| match family.id.0.as_slice() {
        [Piece::Text(prefix), Piece::Field(f)] | [Piece::Text(prefix), Piece::Field(f), Piece::Field(_)] => {
            let field = &family.fields[*f as usize];
            (field.to <= 100).then_some((prefix, field.from..=field.to))
        }
        _ => None,
    });
    codes.flat_map(|(prefix, range)| range.map(move |n| format!("{prefix}{n}")))
}

/// The title of a code that has this section and those that the text calls sections `of this title`, when one
/// title has clearly more of them than any other.
fn title_with(d: &Discourse<'_>, number: &str, seen: &[Seen]) -> Option<String> {
    let grammar = d.grammar();
    let title = grammar.level("title")?;
    let of_this_title = |s: &Seen| {
        let Seen::Citation(citation) = s else { return None };
        let Target::Reference(reference) = &citation.target else { return None };
        let first = citation.members.first()?.path.first()?;
        let own = reference.determiner == Determiner::Own && reference.noun == Noun::Level(title);
        (own && first.step == Step::Level(d.section_level()?)).then(|| plain(first.place.of(d.text())))
    };
    let mut numbers: Vec<String> = seen.iter().filter_map(of_this_title).take(40).collect();
    let says_chapter = memchr::memmem::find(d.text().as_bytes(), b"this chapter").is_some();
    if numbers.is_empty() && !says_chapter {
        return None;
    }
    numbers.push(number.to_owned());
    numbers.sort();
    numbers.dedup();
    let registry = d.registry();
    let has = |title: &String| numbers.iter().filter(|n| registry.lists(&format!("{title}/s{n}"))).count();
    let mut counted: Vec<(usize, String)> = code_titles(d).map(|title| (has(&title), title)).collect();
    counted.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    match counted.as_slice() {
        [(best, title), (next, _), ..] if *best > *next && 4 * best >= 3 * numbers.len() => Some(title.clone()),
        _ => None,
    }
}
