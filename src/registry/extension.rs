//! What a user's own law texts add to the registry: their names and their sections.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::NameEntry;
use crate::text::fold;

/// Names and sections of imported laws, as the law library keeps them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Additions {
    /// Name, id, and the day from which on it is its.
    pub names: Vec<(String, String, String)>,
    /// The numbers of an instrument's sections.
    pub sections: BTreeMap<String, BTreeSet<String>>,
}

/// The same, ready to be asked.
#[derive(Debug, Default)]
pub(super) struct Extension {
    index: Option<fst::Map<Vec<u8>>>,
    entries: Vec<NameEntry>,
    pub(super) sections: BTreeMap<String, BTreeSet<String>>,
    /// Names as written, for anchors.
    pub(super) written: Vec<String>,
}

/// Marks the value of a name that is the extension's.
const OWN: u64 = 1 << 63;

impl Extension {
    /// Makes it from what a library keeps. `known` says whether the registry has a name already: the registry's stays.
    pub(super) fn new(additions: Additions, known: impl Fn(&str) -> bool) -> Self {
        let mut keyed: BTreeMap<String, NameEntry> = BTreeMap::new();
        let mut written = Vec::new();
        for (name, id, from) in additions.names {
            let key = fold(&name).replace('\'', "");
            if key.split(' ').count() < 2 || known(&key) {
                continue;
            }
            written.push(name.clone());
            // An entry lives as long as the program, like the rows that are compiled in.
            let keep = |s: String| -> &'static str { Box::leak(s.into_boxed_str()) };
            let entry = NameEntry {
                name: keep(name),
                id: keep(id),
                to: "",
                from: keep(from),
                until: "",
                references: 1,
                usc: "",
            };
            keyed.entry(key).or_insert(entry);
        }
        let (mut entries, mut map) = (Vec::new(), fst::MapBuilder::memory());
        for (number, (key, entry)) in keyed.into_iter().enumerate() {
            entries.push(entry);
            // Keys come sorted and once each, so that none is refused.
            let _ = map.insert(key, OWN | number as u64);
        }
        let index = map.into_inner().ok().and_then(|bytes| fst::Map::new(bytes).ok());
        Self { index: index.filter(|_| !entries.is_empty()), entries, sections: additions.sections, written }
    }

    /// The map to walk along a text, when there are names.
    pub(super) fn index(&self) -> Option<&fst::raw::Fst<Vec<u8>>> {
        self.index.as_ref().map(fst::Map::as_fst)
    }

    /// The entry that a value of the map stands for.
    pub(super) fn entry(&self, value: u64) -> Option<NameEntry> {
        (value & OWN != 0).then(|| self.entries.get((value & !OWN) as usize).copied()).flatten()
    }

    /// The entry of a whole name, folded.
    pub(super) fn named(&self, key: &str) -> Option<NameEntry> {
        self.entry(self.index.as_ref()?.get(key)?)
    }
}
