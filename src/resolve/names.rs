//! Which instrument a name stands for, when the registry knows several by it.

use super::SEVERAL_HAVE_IT;
use super::walk::Walk;
use crate::registry::NameEntry;
use crate::text::fold;

/// The choice among a name's entries.
pub(super) enum Choice {
    /// One instrument, how sure, and why.
    One(NameEntry, f32, String),
    /// None can be told.
    Undecided(String),
}

impl Walk<'_> {
    /// Chooses by date, by what the sentence says of a bill, by how common each is, by the words around; else abstains.
    pub(super) fn choose(&self, entries: &[NameEntry], start: usize, end: usize) -> Choice {
        let one = |e: &NameEntry, sure, why: &str| Choice::One(*e, sure, format!("“{}” is registered{why}", e.name));
        let [first, ..] = entries else { return Choice::Undecided("the name is not registered".to_owned()) };
        if entries.len() == 1 || entries.iter().all(|e| e.id == first.id) {
            return one(first, 0.97, "");
        }
        if entries.iter().any(|e| !e.until.is_empty()) {
            return self.bill_or_law(entries, start, end);
        }
        // By date: what was enacted later is not meant.
        let date = self.date.as_deref().unwrap_or("");
        let in_time: Vec<&NameEntry> =
            entries.iter().filter(|e| date.is_empty() || e.from.is_empty() || e.from <= date).collect();
        if let [only] = in_time.as_slice() {
            return one(only, 0.9, "; the others of this name came later");
        }
        // `the … Act of 1937`, of which one is of that year.
        let year = self.text.get(end.saturating_sub(4)..end).filter(|y| y.bytes().all(|b| b.is_ascii_digit()));
        let mut of_year = in_time.iter().filter(|e| year.is_some_and(|year| e.from.starts_with(year)));
        if let (Some(only), None) = (of_year.next(), of_year.next()) {
            return one(only, 0.9, "; of those of this name one is of that year");
        }
        if let Some(entry) = self.by_words_around(&in_time, start, end) {
            return one(entry, 0.8, "; the words around it are this one's");
        }
        let mut by_use = in_time;
        by_use.sort_by_key(|e| std::cmp::Reverse(e.references));
        match by_use.as_slice() {
            [a, b, ..] if a.references >= 3 && a.references >= 3 * b.references => {
                one(a, 0.85, "; it is by far the one most referred to")
            }
            [] => Choice::Undecided("every instrument of this name came later than the document".to_owned()),
            many => {
                let ids: Vec<&str> = many.iter().take(4).map(|e| e.id).collect();
                Choice::Undecided(format!("{SEVERAL_HAVE_IT}: {}", ids.join(", ")))
            }
        }
    }

    fn bill_or_law(&self, entries: &[NameEntry], start: usize, end: usize) -> Choice {
        let fits = |e: &&NameEntry, date: &str| {
            (e.from.is_empty() || e.from <= date) && (e.until.is_empty() || date < e.until)
        };
        if let Some(date) = self.date.as_deref().filter(|d| d.len() >= 10)
            && let Some(entry) = entries.iter().find(|e| fits(e, date))
        {
            return Choice::One(*entry, 0.95, format!("“{}” stood for this on {date}", entry.name));
        }
        let sentence = self.sentence(start, end);
        let cue = self.resolver.grammar().reference.bill_cues.iter().find(|cue| sentence.contains(cue.as_str()));
        let law = |e: &&NameEntry| e.until.is_empty();
        let chosen = if cue.is_some() { entries.iter().find(|e| !law(e)) } else { entries.iter().find(law) };
        match (chosen, cue) {
            (Some(e), Some(cue)) => Choice::One(*e, 0.8, format!("the text has no date, but “{cue}” speaks of a bill")),
            (Some(e), None) => {
                Choice::One(*e, 0.75, "the text has no date; the law, since nothing speaks of a bill".to_owned())
            }
            (None, _) => Choice::Undecided("neither the bill nor the law of this name fits".to_owned()),
        }
    }

    /// The entry whose instrument's title shares with the passage a word that the others' titles don't have.
    fn by_words_around<'e>(&self, entries: &[&'e NameEntry], start: usize, end: usize) -> Option<&'e NameEntry> {
        let around = fold(self.passage(start, end));
        let titles: Vec<Vec<String>> = entries
            .iter()
            .map(|e| {
                let title =
                    e.id.parse().ok().and_then(|id| self.resolver.registry().facts(&id)).map_or("", |f| f.title);
                // Stems, near enough: `diplomat` for `diplomatic`, `treat` for `treaties`.
                fold(title)
                    .split(' ')
                    .filter(|w| w.len() >= 6)
                    .map(|w| w[..w.len().min(8).saturating_sub(2).max(5)].to_owned())
                    .collect()
            })
            .collect();
        let mut scored: Vec<(usize, &&NameEntry)> = entries
            .iter()
            .enumerate()
            .map(|(i, e)| {
                let own = titles[i].iter().filter(|w| !titles.iter().enumerate().any(|(j, t)| j != i && t.contains(w)));
                (own.map(|w| around.matches(w.as_str()).count()).sum(), e)
            })
            .collect();
        scored.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
        match scored.as_slice() {
            [(n, e), (m, _), ..] if *n > 0 && n > m => Some(e),
            _ => None,
        }
    }
}
