//! The families by how their ids begin.

use super::{Family, FamilyId};

/// Beginnings of ids in order, each with its family and the next shorter one that begins it.
#[derive(Debug, Default)]
pub(super) struct Prefixes(Vec<Prefix>);

#[derive(Debug)]
struct Prefix {
    text: String,
    family: FamilyId,
    shorter: Option<usize>,
}

impl Prefixes {
    /// Those of families; of two that have the same the first has it.
    pub(super) fn new(families: &[Family]) -> Self {
        let numbered = (0..).zip(families);
        let mut all: Vec<(String, FamilyId)> =
            numbered.flat_map(|(f, family)| family.id_prefixes.iter().map(move |p| (p.clone(), f))).collect();
        all.sort_unstable();
        all.dedup_by(|later, first| later.0 == first.0);
        let mut out: Vec<Prefix> = Vec::with_capacity(all.len());
        for (text, family) in all {
            let shorter = out.iter().rposition(|before| text.starts_with(&before.text));
            out.push(Prefix { text, family, shorter });
        }
        Self(out)
    }

    /// The family of the longest that begins an id. What begins it stands before it in order, and between the two only what
    /// goes on from there.
    pub(super) fn longest_of(&self, id: &str) -> Option<FamilyId> {
        let mut at = self.0.partition_point(|p| p.text.as_str() <= id).checked_sub(1)?;
        while !id.starts_with(&self.0[at].text) {
            at = self.0[at].shorter?;
        }
        Some(self.0[at].family)
    }
}

#[cfg(test)]
mod tests {
    use crate::grammar::Grammar;

    #[test]
    fn the_longest_beginning_tells_the_family() {
        let grammar = Grammar::builtin().unwrap_or_else(|e| panic!("{e}"));
        let slow = |id: &str| {
            let fits = |p: &&String| id.starts_with(p.as_str());
            let longest = |f: &crate::grammar::Family| f.id_prefixes.iter().filter(fits).map(String::len).max();
            let best = (0u16..).zip(&grammar.families).filter_map(|(i, f)| Some((longest(f)?, u16::MAX - i)));
            best.max().map(|(_, i)| u16::MAX - i)
        };
        let prefixes = grammar.families.iter().flat_map(|f| &f.id_prefixes);
        let ids = prefixes.flat_map(|p| [p.clone(), format!("{p}0"), format!("{p}zz/1"), p[..p.len() - 1].to_owned()]);
        for id in ids.chain(["", "/", "/us", "/zz/1", "us/pl/1"].map(str::to_owned)) {
            assert_eq!(grammar.family_of(&id), slow(&id), "{id}");
        }
    }
}
