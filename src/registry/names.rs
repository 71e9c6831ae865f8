//! Names of instruments: found along a text, or looked up whole.

use super::Registry;
use crate::parse::{NameHit, NameIndex};
use crate::text::{fold, fold_char};

/// Names without a word for a law in them, one a line; made by build.rs.
const UNANCHORED: &str = include_str!(concat!(env!("OUT_DIR"), "/names-unanchored"));

/// The three letters with which names begin, a bit each; made by build.rs.
const BEGINNINGS: &[u8; 4096] = include_bytes!(concat!(env!("OUT_DIR"), "/names-beginnings"));

/// One instrument that a name may stand for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NameEntry {
    /// The name as the registry spells it.
    pub name: &'static str,
    /// The instrument's id.
    pub id: &'static str,
    /// The last of several in a row that the name stands for together, or empty: the last part of the C.F.R. that is the EAR.
    pub to: &'static str,
    /// First day on which the name stands for it, `YYYY-MM-DD`, or empty.
    pub from: &'static str,
    /// The day from which it no longer does, or empty.
    pub until: &'static str,
    /// How often the U.S. Code refers to it by this name; 1,000 for what was entered by hand.
    pub references: u32,
    /// Where it is classified to the U.S. Code, as `22 U.S.C. 9201 et seq.`, or empty.
    pub usc: &'static str,
}

impl Registry {
    /// What a found name may stand for.
    #[must_use]
    pub fn entries(&self, found: NameHit) -> Vec<NameEntry> {
        match self.extension.entry(found.value) {
            Some(entry) => vec![entry],
            None => self.names.rows_of(found.value).map(entry).collect(),
        }
    }

    /// Whether a law of a year changed another and has that one's name in its own: `Clean Air Act Amendments of 1970`. Looks at
    /// every name.
    #[must_use]
    pub fn changed_in(&self, name: &str, year: &str) -> bool {
        let name = fold(name);
        self.all_names().any(|e| e.name.ends_with(year) && fold(e.name).contains(&name))
    }

    /// Every entry of the table of names.
    pub(crate) fn all_names(&self) -> impl Iterator<Item = NameEntry> {
        self.names.rows().map(entry)
    }

    /// What a whole name may stand for.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<NameEntry> {
        let key = fold(name).replace('\'', "");
        let registered: Vec<NameEntry> = self.names.get(&key).map(entry).collect();
        if registered.is_empty() { self.extension.named(&key).into_iter().collect() } else { registered }
    }
}

impl NameIndex for Registry {
    /// The longest registered name that begins at `start` and ends at a word's end. Case, dashes, quotes and white
    /// space (line breaks too) are folded on the way.
    fn name_at(&self, text: &str, start: usize) -> Option<NameHit> {
        let registered =
            if may_begin(&text.as_bytes()[start..]) { longest(self.names.map().as_fst(), text, start) } else { None };
        let own = self.extension.index().and_then(|index| longest(index, text, start));
        match (registered, own) {
            (Some(registered), Some(own)) if own.end > registered.end => Some(own),
            (None, own) => own,
            (registered, _) => registered,
        }
    }

    /// Registered names that hold none of `words` (acronyms, mostly): these need anchors of their own.
    fn names_without(&self, words: &[&str]) -> Vec<String> {
        let holds = |name: &str| {
            words.iter().any(|w| name.split(|c: char| !c.is_alphanumeric()).any(|part| part.eq_ignore_ascii_case(w)))
        };
        let own = self.extension.written.iter().map(String::as_str);
        UNANCHORED.lines().chain(own).filter(|name| !holds(name)).map(str::to_owned).collect()
    }
}

/// Walks a map of names along a text.
fn longest<D: AsRef<[u8]>>(fst: &fst::raw::Fst<D>, text: &str, start: usize) -> Option<NameHit> {
    let (mut node, mut output, mut best) = (fst.root(), fst::raw::Output::zero(), None);
    let (mut space, mut end) = (false, start);
    let rest = &text[start..];
    for (i, c) in rest.char_indices() {
        if node.is_final() && !space && !rest[i..].starts_with(|c: char| c.is_alphanumeric() || c == '\u{ad}') {
            best = Some(NameHit { end, value: output.cat(node.final_output()).value() });
        }
        match fold_char(c) {
            None | Some('\'') => {}
            Some(' ') => space = true,
            Some(folded) => {
                if std::mem::take(&mut space) && !step(fst, ' ', &mut node, &mut output) {
                    return best;
                }
                if !step(fst, folded, &mut node, &mut output) {
                    return best;
                }
                end = start + i + c.len_utf8();
            }
        }
    }
    if node.is_final() && !space {
        best = Some(NameHit { end, value: output.cat(node.final_output()).value() });
    }
    best
}

/// Whether any name begins with these three letters, in either case; what isn't ASCII may.
fn may_begin(bytes: &[u8]) -> bool {
    let [a, b, c, ..] = bytes else { return true };
    if (a | b | c) & 0x80 != 0 || [a, b, c].iter().any(|byte| byte.is_ascii_whitespace()) {
        return true;
    }
    let index = usize::from(a & 31) << 10 | usize::from(b & 31) << 5 | usize::from(c & 31);
    BEGINNINGS[index >> 3] >> (index & 7) & 1 == 1
}

/// Follows one folded character through the map; `false` when no name goes on with it.
fn step<'f, D: AsRef<[u8]>>(
    fst: &'f fst::raw::Fst<D>,
    c: char,
    node: &mut fst::raw::Node<'f>,
    output: &mut fst::raw::Output,
) -> bool {
    let mut buffer = [0; 4];
    for byte in c.encode_utf8(&mut buffer).bytes() {
        let Some(i) = node.find_input(byte) else { return false };
        let transition = node.transition(i);
        *output = output.cat(transition.out);
        *node = fst.node(transition.addr);
    }
    true
}

fn entry(row: super::table::Row) -> NameEntry {
    let [name, id, from, until, references, usc] = row.fields();
    let (id, to) = id.split_once(' ').unwrap_or((id, ""));
    NameEntry { name, id, to, from, until, references: references.parse().unwrap_or(0), usc }
}
