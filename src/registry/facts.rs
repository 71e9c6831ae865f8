//! What the registry knows of one instrument, and of the ties between instruments.

use fst::{IntoStreamer, Streamer};

use super::{Facts, Registry};
use crate::provision::{ProvisionId, split_at_section};

/// The number with which a section's number begins: 2000 of `2000e-5`.
#[must_use]
pub fn leading_number(section: &str) -> u64 {
    let digits = section.bytes().take_while(u8::is_ascii_digit);
    digits.fold(0u64, |n, d| n.saturating_mul(10).saturating_add(u64::from(d - b'0')))
}

/// A title of no more bytes stands for its instrument only beside a number.
const SHORT: usize = 20;

impl Registry {
    /// Facts of a provision, or of the nearest broader one that the registry lists: of `/us/eo/13722/s2/a` those of the
    /// order.
    #[must_use]
    pub fn facts(&self, id: &ProvisionId) -> Option<Facts> {
        let mut path = id.as_str();
        while !path.is_empty() {
            if let Some(row) = self.facts.get(path).next() {
                return Some(row.fields().into());
            }
            path = &path[..path.rfind('/')?];
        }
        None
    }

    /// Whether the registry lists exactly this id.
    #[must_use]
    pub fn lists(&self, id: &str) -> bool {
        self.facts.get(id).next().is_some()
    }

    /// The only id of a kind, told by its beginning, that has this title.
    #[must_use]
    pub fn titled(&self, beginning: &str, title: &str) -> Option<&'static str> {
        // In a text a word or two are no title by themselves.
        let title = title.trim_end_matches([',', '.', ';', ' ']);
        if title.len() <= SHORT {
            return None;
        }
        let rows = self.titles.get(&crate::text::fold(title));
        let mut ids = rows.map(|row| row.field(0)).filter(|id| id.starts_with(beginning));
        let only = ids.next()?;
        ids.next().is_none().then_some(only)
    }

    /// Every id of a kind, told by its beginning, that has this title, however short.
    #[must_use]
    pub fn all_titled(&self, beginning: &str, title: &str) -> Vec<&'static str> {
        let rows = self.titles.get(&crate::text::fold(title));
        rows.map(|row| row.field(0)).filter(|id| id.starts_with(beginning)).collect()
    }

    /// The ids with this beginning whose title is one of those sought, with it. Looks at each of them.
    #[must_use]
    pub fn headed(&self, beginning: &str, sought: impl Fn(&str) -> bool) -> Vec<(String, &'static str)> {
        let until = format!("{beginning}~");
        let mut stream = self.facts.map().range().ge(beginning).lt(&until).into_stream();
        let mut out = Vec::new();
        while let Some((key, value)) = stream.next() {
            let Some(title) = self.facts.rows_of(value).next().map(|row| row.field(0)) else { continue };
            if sought(title) {
                out.push((String::from_utf8_lossy(key).into_owned(), title));
            }
        }
        out
    }

    /// Whether a provision exists, down to its last level: `None` where the registry doesn't have all of its section.
    #[must_use]
    pub fn has_provision(&self, id: &ProvisionId) -> Option<bool> {
        let (section, _) = split_at_section(id.as_str())?;
        self.paths.contains(section).then(|| self.paths.contains(id.as_str().trim_end_matches("/note")))
    }

    /// Whether an instrument has a section of this number: `None` where the registry doesn't have its sections.
    #[must_use]
    pub fn has_section(&self, instrument: &str, number: &str) -> Option<bool> {
        if self.lists(&format!("{instrument}/s{number}")) {
            return Some(true);
        }
        if let Some(sections) = self.extension.sections.get(instrument) {
            return Some(sections.contains(number));
        }
        let (from, to) = (format!("{instrument}/s"), format!("{instrument}/t"));
        let mut sections = self.facts.map().range().ge(&from).lt(&to).into_stream();
        sections.next().is_some().then_some(false)
    }

    /// The number of the last section that the registry has of an instrument, as a number and as written.
    #[must_use]
    pub fn last_section(&self, instrument: &str) -> Option<(u64, String)> {
        if let Some(known) = self.last.read().ok().and_then(|last| last.get(instrument).cloned()) {
            return known;
        }
        if let Some(sections) = self.extension.sections.get(instrument) {
            return sections.iter().map(|s| (leading_number(s), s.clone())).max();
        }
        let (from, to) = (format!("{instrument}/s"), format!("{instrument}/t"));
        let mut sections = self.facts.map().range().ge(&from).lt(&to).into_stream();
        let mut best: Option<(u64, String)> = None;
        while let Some((key, _)) = sections.next() {
            let number = std::str::from_utf8(key).ok()?.get(from.len()..)?.to_owned();
            let value = leading_number(&number);
            if best.as_ref().is_none_or(|(highest, _)| value > *highest) {
                best = Some((value, number));
            }
        }
        if let Ok(mut last) = self.last.write() {
            last.insert(instrument.to_owned(), best.clone());
        }
        best
    }

    /// A provision under its other id, to the depth cited: where the Code has a law's section, or which section of a law
    /// enacted the Code's.
    #[must_use]
    pub fn counterpart(&self, id: &ProvisionId) -> Option<ProvisionId> {
        let (stem, below) = split_at_section(id.as_str())?;
        let other = self.counterpart_of_section(stem).filter(|_| !below.starts_with("/note"))?;
        format!("{other}{below}").parse().ok()
    }

    /// The same for a whole section, as a path; none where several sections came of one.
    #[must_use]
    pub fn counterpart_of_section(&self, section: &str) -> Option<&'static str> {
        let mut rows = self.crosswalk.get(section);
        let row = rows.next()?;
        rows.next().is_none().then(|| row.field(0))
    }

    /// The names that the registry has for an instrument, the most used first.
    #[must_use]
    pub fn names_of(&self, id: &ProvisionId) -> Vec<&'static str> {
        let mut names: Vec<(u32, &'static str)> =
            self.all_names().filter(|e| e.id == id.as_str()).map(|e| (e.references, e.name)).collect();
        names.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        names.dedup_by(|a, b| a.1 == b.1);
        names.into_iter().map(|(_, name)| name).collect()
    }

    /// What to beware of in citing an instrument: a bill whose law is numbered otherwise, an order since revoked.
    #[must_use]
    pub fn cautions(&self, id: &ProvisionId) -> Vec<String> {
        let Some(facts) = self.facts(id) else { return Vec::new() };
        let mut notes = Vec::new();
        if !facts.became.is_empty() {
            notes.push(format!("this is the bill; what came of it is {}", facts.became));
        }
        if !facts.revoked.is_empty() {
            notes.push(format!("revoked by {}", facts.revoked.replace('?', " in part").replace(" /", ", /")));
        }
        if !facts.note.is_empty() {
            notes.push(facts.note.to_owned());
        }
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::Registry;
    use crate::provision::ProvisionId;

    fn id(id: &str) -> ProvisionId {
        id.parse().unwrap_or_else(|e| panic!("{e}"))
    }

    #[test]
    fn a_provision_has_the_facts_of_its_instrument() {
        let facts = Registry::builtin().facts(&id("/us/eo/13722/s2/a/iv")).unwrap_or_default();
        assert_eq!((facts.date, facts.page, facts.by), ("2016-03-15", "/us/fr/81/14943", "Barack Obama"));
    }

    #[test]
    fn the_crosswalk_goes_both_ways_at_depth() {
        let registry = Registry::builtin();
        assert_eq!(registry.counterpart(&id("/us/pl/114/122/s104/a/1")), Some(id("/us/usc/t22/s9214/a/1")));
        let law = registry.counterpart(&id("/us/usc/t22/s9214/a/1"));
        assert_eq!(law.map(|l| l.flattened()), Some(id("/us/pl/114/122/s104/a/1")));
        assert_eq!(registry.counterpart(&id("/us/usc/t22/s9201/note")), None);
    }

    #[test]
    fn a_provision_exists_or_not_down_to_its_last_level() {
        let registry = Registry::builtin();
        assert_eq!(registry.has_provision(&id("/us/usc/t22/s9214/a/1")), Some(true));
        assert_eq!(registry.has_provision(&id("/us/usc/t22/s9214/a/99")), Some(false));
        assert_eq!(registry.has_provision(&id("/us/usc/t42/s2000e-5/f/1")), Some(true));
        assert_eq!(registry.has_provision(&id("/us/eo/13722/s2/a")), None);
    }

    #[test]
    fn absence_is_said_only_where_the_inventory_is_there() {
        let registry = Registry::builtin();
        assert_eq!(registry.has_section("/us/usc/t50", "1701"), Some(true));
        assert_eq!(registry.has_section("/us/usc/t50", "99999"), Some(false));
        assert_eq!(registry.has_section("/us/eo/13722", "40"), None);
    }

    #[test]
    fn names_that_bills_and_laws_share_come_with_their_dates() {
        let entries = Registry::builtin().named("kims act");
        assert_eq!(entries.len(), 2);
        assert!(entries.iter().any(|e| e.id.starts_with("/us/bill/") && !e.until.is_empty()));
    }
}
