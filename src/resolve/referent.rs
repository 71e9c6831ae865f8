//! What words stand for: an instrument and a path of levels in it, whole or part.
//!
//! One type says it everywhere: what was named before, what a term was defined for, where a text stands that is itself a
//! law, is quoted or is amended. What a text says relatively, `paragraph (2)`, is placed below or within a referent.

use compact_str::CompactString;

use super::components::{Component, Components, join};
use crate::grammar::{FamilyId, Ladder, LevelId};
use crate::parse::{kind, roman_value, same_kind};
use crate::provision::{ProvisionId, is_section};

/// An instrument and a path in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Referent {
    /// The instrument's id; empty where only its structure is known.
    pub base: CompactString,
    /// The instrument's family.
    pub family: FamilyId,
    /// The levels below it, broad to narrow; none for the whole.
    pub path: Components,
    /// Whether the words of its last level were left out, `(d) * * *`: what is numbered next lies below it.
    pub left_out: bool,
}

impl Referent {
    /// A whole instrument.
    pub(super) fn whole(base: impl Into<CompactString>, family: FamilyId) -> Self {
        Self { base: base.into(), family, path: Components::new(), left_out: false }
    }

    /// What is registered by the id of a part, as the part of its instrument, whose id has so many components.
    pub(super) fn within_code(&self, depth: usize) -> Option<Self> {
        let (at, _) = self.base.match_indices('/').nth(depth)?;
        let (base, rest) = self.base.split_at(at);
        let path = rest.split('/').skip(1).map(|text| Component { text: text.into(), mark: false }).collect();
        Some(Self::whole(base, self.family).at(path))
    }

    /// The instrument of this, whole.
    pub(super) fn instrument(&self) -> Self {
        Self::whole(self.base.clone(), self.family)
    }

    /// Another part of the same instrument.
    pub(super) fn at(&self, path: Components) -> Self {
        Self { base: self.base.clone(), family: self.family, path, left_out: false }
    }

    /// Whether it is a whole instrument.
    pub(super) fn is_whole(&self) -> bool {
        self.path.is_empty()
    }

    /// Whether the instrument is known, not only its structure.
    pub(super) fn is_known(&self) -> bool {
        !self.base.is_empty()
    }

    /// The section that it is or lies in, as a component: `s104`.
    pub(super) fn section(&self) -> Option<&str> {
        self.path.iter().find(|c| !c.mark && is_section(&c.text)).map(|c| c.text.as_str())
    }

    /// Whether both lie in sections, and not in the same.
    pub(super) fn is_in_another_section(&self, other: &Self) -> bool {
        match (self.section(), other.section()) {
            (Some(own), Some(others)) => self.base != other.base || own != others,
            _ => false,
        }
    }

    /// How many components of the path lead down to a level that has letters of its own: 1 for the part of `p566/spA`.
    pub(super) fn reach_of(&self, ladder: &Ladder, level: LevelId) -> Option<usize> {
        let prefix = ladder.rung(level)?.prefix.as_str();
        let letters = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_lowercase()).len();
        let is = |c: &Component| !c.mark && letters(&c.text) == prefix.len() && c.text.starts_with(prefix);
        self.path.iter().position(is).filter(|_| !prefix.is_empty()).map(|at| at + 1)
    }

    pub(super) fn id(&self) -> Option<ProvisionId> {
        join(&self.base, &self.path)
    }

    /// A heading at a numbered level: everything from that level down is new.
    pub(super) fn enter(&mut self, component: Component) {
        self.path.clear();
        self.path.push(component);
    }

    /// The marks at the head of a paragraph, `(b)(2)(i)`: the first goes on from where the text stands, each further one lies below it.
    /// Behind a gap it isn't the first part of what stands before it: `(d)(2) … * * * * * (i)` is a subsection.
    pub(super) fn marks<'m>(&mut self, marks: impl Iterator<Item = &'m str>, after_gap: bool) {
        for (n, mark) in marks.enumerate() {
            let top = self.path.iter().position(|c| c.mark).filter(|_| n == 0 && after_gap && !self.left_out);
            let comes_after = |a: &str| is_first(mark) && strictly_same(a, mark) && rank(a, mark);
            if let Some(top) = top.filter(|top| comes_after(&self.path[*top].text)) {
                self.path.truncate(top);
                self.path.push(Component { text: mark.into(), mark: true });
                continue;
            }
            let last = self.path.last().filter(|c| c.mark).map(|c| c.text.as_str());
            let below = |last: &str| !follows(last, mark) && (n > 0 || self.left_out && !strictly_same(last, mark));
            if last.is_some_and(below) {
                self.path.push(Component { text: mark.into(), mark: true });
            } else {
                self.mark(mark);
            }
            self.left_out = false;
        }
    }

    /// A mark at the head of a paragraph: goes on at the level that it continues, else one level down.
    pub(super) fn mark(&mut self, mark: &str) {
        let marks = self.path.iter().position(|c| c.mark).unwrap_or(self.path.len());
        let open = &self.path[marks..];
        // Behind `(D)` an `(i)` is a clause, though a subsection (h) stands open; behind `(iii)` an `(I)` is a subclause.
        let below = open.last().map(|c| kind(&c.text)).is_some_and(|last| match mark {
            "i" => last.upper && !last.digits,
            "I" => last.roman && !last.upper && !last.digits,
            _ => false,
        });
        // Regulations have (1) below (A), and (i) below that: `(d)(7)(i)(D)(1)(i)`.
        let deep = match mark {
            "1" => is_in_regulation(open),
            "i" => open.split_last().is_some_and(|(last, above)| kind(&last.text).digits && is_in_regulation(above)),
            _ => false,
        };
        if deep {
            return self.path.push(Component { text: mark.into(), mark: true });
        }
        let successor = open.iter().rposition(|c| follows(&c.text, mark)).filter(|_| !below);
        let first = is_first(mark);
        let at = match successor {
            Some(at) => Some(at),
            None if first => None,
            // Something was left out between: the deepest level of its kind that it comes after.
            // The same one again, where it is written out anew: `Section 1001(26) is amended to read: (26) …`.
            None => open
                .iter()
                .rposition(|c| c.text == mark)
                .or_else(|| open.iter().rposition(|c| strictly_same(&c.text, mark) && rank(&c.text, mark))),
        };
        if let Some(at) = at {
            self.path.truncate(marks + at);
        } else if first
            && let Some(again) = open.iter().position(|c| begun_anew(&c.text, mark)).filter(|again| {
                // A paragraph (i) below `(i)(2)` isn't subsection (i) again.
                *again > 0 || open.len() < 2 || !matches!(mark, "i" | "I")
            })
        {
            // The same level begun anew can only stand below another section or paragraph: start over from there.
            self.path.truncate(marks + again);
        }
        self.path.push(Component { text: mark.into(), mark: true });
    }

    /// A unit named relatively: its path down to that unit's level, then what is named.
    pub(super) fn relative(
        &self,
        ladder: &Ladder,
        section: LevelId,
        level: LevelId,
        named: &Components,
    ) -> Option<Components> {
        let own_level = ladder.rank(level)?;
        let mark_level = named.first()?.mark;
        if !mark_level {
            // A numbered level, `section 5`: below whatever numbered levels are broader; sections stand alone.
            return Some(named.clone());
        }
        let depth = own_level.checked_sub(ladder.first_marks(section)?)?;
        let marks = self.path.iter().position(|c| c.mark).unwrap_or(self.path.len());
        let open = &self.path[marks..];
        // Below sections, whose subsections have letters.
        let lettered = self.section().is_some();
        let wanted = &named.first()?.text;
        let keep = if open.get(depth).is_some_and(|c| same_kind(&c.text, wanted)) {
            depth
        } else if let Some(at) = open.iter().rposition(|c| strictly_same(&c.text, wanted)).filter(|at| {
            // `clause (i)` isn't subsection (b)'s or (i)'s neighbour: one letter is of many kinds.
            at.abs_diff(depth) < 2 || !matches!(wanted.as_str(), "i" | "v" | "x" | "I" | "V" | "X")
        }) {
            at
        } else if depth > open.len() + 1 && lettered {
            // Two levels are left out: which of several it is isn't told.
            return None;
        } else {
            open.len().min(depth)
        };
        let mut out: Components = self.path[..marks + keep].iter().cloned().collect();
        out.extend(named.iter().cloned());
        Some(out)
    }

    /// Its path cut at a level: what `this subsection` means.
    pub(super) fn at_level(&self, ladder: &Ladder, section: LevelId, level: LevelId) -> Option<Components> {
        let marks = self.path.iter().position(|c| c.mark).unwrap_or(self.path.len());
        let (own, first) = (ladder.rank(level)?, ladder.first_marks(section)?);
        let keep = match own.checked_sub(first) {
            Some(below) => marks + below + 1,
            // `this section` is what holds the marks, and `this Article` where there are no sections.
            None if level == section || own + 1 == first => marks,
            // Above it: as far as the path says it, else the whole.
            None => self.reach_of(ladder, level).unwrap_or(0),
        };
        (keep <= self.path.len()).then(|| self.path[..keep].iter().cloned().collect())
    }
}

/// Whether `b` comes directly after `a`: `(a)` `(b)`, `(iv)` `(v)`, `(9)` `(10)`, `(Z)` `(AA)`.
fn follows(a: &str, b: &str) -> bool {
    let (ka, kb) = (kind(a), kind(b));
    if ka.digits || kb.digits {
        return ka.digits && kb.digits && number(a) + 1 == number(b);
    }
    if ka.upper != kb.upper {
        return false;
    }
    let roman = ka.roman && kb.roman && roman_value(a).map(|n| n + 1) == roman_value(b);
    let letter = ka.letter && kb.letter && letter_value(a) + 1 == letter_value(b);
    roman || letter
}

/// Whether `b` can come after `a` with some left out between.
fn rank(a: &str, b: &str) -> bool {
    let (ka, kb) = (kind(a), kind(b));
    if ka.digits && kb.digits {
        return number(a) < number(b);
    }
    if ka.letter && kb.letter { letter_value(a) < letter_value(b) } else { roman_value(a) < roman_value(b) }
}

/// Whether two marks are of one kind beyond doubt: `(i)` and `(iv)`, `(a)` and `(c)`, not `(a)` and `(iv)`.
fn strictly_same(a: &str, b: &str) -> bool {
    let (ka, kb) = (kind(a), kind(b));
    if ka.digits || kb.digits {
        return ka.digits == kb.digits;
    }
    // `(c)` is a letter, whatever numeral it could be.
    let low = |s: &str| s.starts_with(['i', 'v', 'x', 'I', 'V', 'X']);
    // `(ii)` is a numeral, though its letters are alike, and `(aa)` is none.
    if a.len() > 1 && (ka.roman && low(a)) != (kb.roman && low(b)) {
        return false;
    }
    ka.upper == kb.upper && (ka.letter && kb.letter && a.len() == b.len() || ka.roman && kb.roman && low(a) && low(b))
}

/// Whether a first mark, `(1)`, begins again the level that `a` stands at. `(i)` after `(a)(1)` is a level of its own.
fn begun_anew(a: &str, mark: &str) -> bool {
    match mark {
        "i" | "I" => a == mark || a.len() > 1 && strictly_same(a, mark),
        _ => strictly_same(a, mark),
    }
}

/// Whether levels end as only a regulation's do: a capital below a numeral below a number, `(1)(i)(A)`.
fn is_in_regulation(open: &[Component]) -> bool {
    let [.., number, numeral, capital] = open else { return false };
    let (numeral, capital) = (kind(&numeral.text), kind(&capital.text));
    kind(&number.text).digits && numeral.roman && !numeral.upper && capital.upper
}

fn is_first(mark: &str) -> bool {
    matches!(mark, "a" | "1" | "A" | "i" | "I" | "aa" | "AA")
}

fn number(s: &str) -> u64 {
    s.bytes().take_while(u8::is_ascii_digit).fold(0, |n, d| n.saturating_mul(10).saturating_add(u64::from(d - b'0')))
}

/// `a` is 1, `z` 26, `aa` 27.
fn letter_value(s: &str) -> u64 {
    let first = s.bytes().next().map_or(0, |b| u64::from(b.to_ascii_lowercase() - b'a' + 1));
    first + 26 * (s.len() as u64 - 1)
}

#[cfg(test)]
mod tests {
    use super::Referent;

    fn walk(marks: &[&str]) -> Vec<String> {
        let mut at = Referent::whole("/x", 0);
        at.enter(super::Component { text: "s2".into(), mark: false });
        marks
            .iter()
            .map(|m| {
                at.mark(m);
                at.id().map(|id| id.to_string()).unwrap_or_default()
            })
            .collect()
    }

    #[test]
    fn marks_nest_as_a_drafter_nests_them() {
        assert_eq!(
            walk(&["a", "1", "A", "i", "ii", "B", "2", "b", "1"]),
            [
                "/x/s2/a",
                "/x/s2/a/1",
                "/x/s2/a/1/A",
                "/x/s2/a/1/A/i",
                "/x/s2/a/1/A/ii",
                "/x/s2/a/1/B",
                "/x/s2/a/2",
                "/x/s2/b",
                "/x/s2/b/1"
            ]
        );
    }

    #[test]
    fn doubled_letters_are_items_below_a_clause_ii() {
        let items = walk(&["b", "3", "C", "i", "ii", "I", "II", "aa", "AA", "BB", "bb", "III"]);
        assert_eq!(
            items[8..].join(" "),
            "/x/s2/b/3/C/ii/II/aa/AA /x/s2/b/3/C/ii/II/aa/BB /x/s2/b/3/C/ii/II/bb /x/s2/b/3/C/ii/III"
        );
    }

    #[test]
    fn regulations_go_on_below_capitals_and_below_what_is_left_out() {
        assert_eq!(walk(&["d", "7", "i", "D", "1", "2", "8"]).last().map(String::as_str), Some("/x/s2/d/8"));
        assert_eq!(walk(&["d", "7", "i", "D", "1", "i"]).last().map(String::as_str), Some("/x/s2/d/7/i/D/1/i"));
        assert_eq!(walk(&["i", "2", "i", "ii", "vi"]).last().map(String::as_str), Some("/x/s2/i/2/vi"));
        let stacked = |left_out, marks: &[&str]| {
            let mut at = Referent::whole("/x", 0);
            at.enter(super::Component { text: "s2".into(), mark: false });
            at.mark("d");
            at.mark("2");
            at.left_out = left_out;
            at.marks(marks.iter().copied(), false);
            at.id().map(|id| id.to_string()).unwrap_or_default()
        };
        assert_eq!(stacked(true, &["v"]), "/x/s2/d/2/v");
        assert_eq!(stacked(false, &["v"]), "/x/s2/v");
        assert_eq!(stacked(true, &["3"]), "/x/s2/d/3");
        assert_eq!(stacked(true, &["4"]), "/x/s2/d/4");
        assert_eq!(stacked(false, &["f", "2", "i"]), "/x/s2/f/2/i");
    }

    #[test]
    fn after_h_comes_the_letter_i_and_a_leap_stays_at_its_level() {
        assert_eq!(walk(&["h", "i"]), ["/x/s2/h", "/x/s2/i"]);
        assert_eq!(walk(&["a", "iv"]), ["/x/s2/a", "/x/s2/a/iv"]);
        assert_eq!(walk(&["a", "1", "5"]), ["/x/s2/a", "/x/s2/a/1", "/x/s2/a/5"]);
    }
}
