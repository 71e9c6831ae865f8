//! Frames: the instrument that a stretch of text belongs to, and how far down in it the text stands.
//!
//! A law's own text is in its own frame, a block quotation in that of the provision quoted, the words of an
//! amendment in that of the law amended. What a text says relatively, `paragraph (2)`, it says within its frame.

use super::ids::{Component, Components, join};
use crate::grammar::{FamilyId, Ladder, LevelId};
use crate::parse::{kind, roman_value, same_kind};
use crate::provision::ProvisionId;

/// An instrument and a path in it.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub base: String,
    pub family: FamilyId,
    pub path: Components,
    /// Start of the mention that opened it, for the antecedent.
    pub from: Option<usize>,
}

impl Frame {
    pub(super) fn new(base: String, family: FamilyId) -> Self {
        Self { base, family, path: Components::new(), from: None }
    }

    pub(super) fn id(&self) -> Option<ProvisionId> {
        join(&self.base, &self.path)
    }

    /// A heading at a numbered level: everything from that level down is new.
    pub(super) fn enter(&mut self, component: Component) {
        self.path.clear();
        self.path.push(component);
    }

    /// A mark at the head of a paragraph: goes on at the level that it continues, else one level down.
    pub(super) fn mark(&mut self, mark: &str) {
        let marks = self.path.iter().position(|c| c.mark).unwrap_or(self.path.len());
        let open = &self.path[marks..];
        let successor = open.iter().rposition(|c| follows(&c.text, mark));
        let first = is_first(mark);
        let at = match successor {
            Some(at) => Some(at),
            None if first => None,
            // Something was left out between: the deepest level of its kind that it comes after.
            None => open.iter().rposition(|c| strictly_same(&c.text, mark) && rank(&c.text, mark)),
        };
        if let Some(at) = at {
            self.path.truncate(marks + at);
        } else if first && let Some(again) = open.iter().position(|c| begun_anew(&c.text, mark)) {
            // The same level begun anew can only stand below another section or paragraph: start over from there.
            self.path.truncate(marks + again);
        }
        self.path.push(Component { text: mark.into(), mark: true });
    }

    /// A unit named relatively: the frame's path down to that unit's level, then what is named.
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
        let depth = own_level.checked_sub(ladder.rank(section).map_or(0, |r| r + 1))?;
        let marks = self.path.iter().position(|c| c.mark).unwrap_or(self.path.len());
        let open = &self.path[marks..];
        let wanted = &named.first()?.text;
        let keep = if open.get(depth).is_some_and(|c| same_kind(&c.text, wanted)) {
            depth
        } else if let Some(at) = open.iter().rposition(|c| strictly_same(&c.text, wanted)) {
            at
        } else {
            open.len().min(depth)
        };
        let mut out: Components = self.path[..marks + keep].iter().cloned().collect();
        out.extend(named.iter().cloned());
        Some(out)
    }

    /// The frame's path cut at a level: what `this subsection` means.
    pub(super) fn at_level(&self, ladder: &Ladder, section: LevelId, level: LevelId) -> Option<Components> {
        let marks = self.path.iter().position(|c| c.mark).unwrap_or(self.path.len());
        let (own, section) = (ladder.rank(level)?, ladder.rank(section)?);
        let keep = match own.cmp(&section) {
            // Above the section: as far as the path says it, else the whole.
            std::cmp::Ordering::Less => {
                let prefix = ladder.rung(level)?.prefix.as_str();
                let is = |c: &Component| {
                    !c.mark
                        && c.text.trim_start_matches(|c: char| c.is_ascii_lowercase()).len() + prefix.len()
                            == c.text.len()
                        && c.text.starts_with(prefix)
                };
                self.path.iter().position(is).map_or(0, |at| at + 1)
            }
            std::cmp::Ordering::Equal => marks,
            std::cmp::Ordering::Greater => marks + own - section,
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
    ka.upper == kb.upper && (ka.letter && kb.letter && a.len() == b.len() || ka.roman && kb.roman)
}

/// Whether a first mark, `(1)`, begins again the level that `a` stands at. `(i)` after `(a)(1)` is a level of its own.
fn begun_anew(a: &str, mark: &str) -> bool {
    match mark {
        "i" | "I" => a == mark || a.len() > 1 && strictly_same(a, mark),
        _ => strictly_same(a, mark),
    }
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
    use super::Frame;

    fn walk(marks: &[&str]) -> Vec<String> {
        let mut frame = Frame::new("/x".to_owned(), 0);
        frame.enter(super::Component { text: "s2".into(), mark: false });
        marks
            .iter()
            .map(|m| {
                frame.mark(m);
                frame.id().map(|id| id.to_string()).unwrap_or_default()
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
    fn after_h_comes_the_letter_i_and_a_leap_stays_at_its_level() {
        assert_eq!(walk(&["h", "i"]), ["/x/s2/h", "/x/s2/i"]);
        assert_eq!(walk(&["a", "iv"]), ["/x/s2/a", "/x/s2/a/iv"]);
        assert_eq!(walk(&["a", "1", "5"]), ["/x/s2/a", "/x/s2/a/1", "/x/s2/a/5"]);
    }
}
