//! Which provision says this? Quotations laid against the sections that are most like them.

use std::collections::BTreeMap;

use super::error::IndexError;
use super::sections::LawIndex;
use crate::law::Law;
use crate::library::LawEntry;
use crate::provision::ProvisionId;
use crate::quote;
use crate::text::Span;

/// A provision that says what a quotation says, more or less.
#[derive(Clone, Debug)]
pub struct Said {
    /// The text that it is in.
    pub entry: LawEntry,
    /// The narrowest provision that holds all of the words found.
    pub id: ProvisionId,
    /// From 0 to 1, the share of words that are the same.
    pub similarity: f32,
    /// The words of the law, with some around.
    pub text: String,
    /// Where in [`Said::text`] the words found stand.
    pub at: Span,
    /// Words of the quotation and those of the law in their place, where they differ.
    pub differences: Vec<(String, String)>,
}

impl LawIndex {
    /// The provisions whose words a quotation is, the closest first.
    ///
    /// # Errors
    ///
    /// When the index or a text can't be read.
    pub fn says(&self, quotation: &str, limit: usize) -> Result<Vec<Said>, IndexError> {
        let quoted = quote::words(quotation);
        let mut found: Vec<Said> = Vec::new();
        let mut texts: BTreeMap<String, Law> = BTreeMap::new();
        for hit in self.like(quotation, 10 + 2 * limit)? {
            let entry_key = hit.entry.key();
            if !texts.contains_key(&entry_key) {
                texts.insert(entry_key.clone(), self.laws().load(&hit.entry)?);
            }
            let Some(law) = texts.get(&entry_key) else { continue };
            let Some(unit) = law.part(&hit.id) else { continue };
            let text = law.text_of(unit);
            let lawful = quote::words(text);
            let Some(alignment) = quote::align(&quoted, &lawful) else { continue };
            let (start, end) = (unit.start + alignment.span.start, unit.start + alignment.span.end);
            let part = law.part_at(start, end).unwrap_or(unit);
            // The provision that says it, as far as it isn't long, else the words with some around.
            let line = |at: usize| law.text[..at].rfind('\n').map_or(0, |i| i + 1);
            let to = law.text[end..].find('\n').map_or(law.text.len(), |i| end + i);
            let from = line(start);
            let differences = alignment
                .differences
                .iter()
                .map(|d| (said(quotation, &quoted[d.quote.clone()]), said(text, &lawful[d.law.clone()])));
            found.push(Said {
                id: part.id.clone(),
                similarity: alignment.similarity(),
                text: law.text[from..to].to_owned(),
                at: Span::new(start - from, end - from),
                differences: differences.collect(),
                entry: hit.entry,
            });
        }
        found.retain(|s| s.similarity >= 0.3);
        found.sort_by(|a, b| {
            b.similarity
                .total_cmp(&a.similarity)
                .then_with(|| a.id.cmp(&b.id))
                .then_with(|| b.entry.from.cmp(&a.entry.from))
        });
        found.dedup_by(|a, b| a.id == b.id && a.text == b.text);
        found.truncate(limit);
        Ok(found)
    }
}

/// A run of words as its text has them.
fn said(text: &str, words: &[quote::Word]) -> String {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => text[first.span.start..last.span.end].to_owned(),
        _ => String::new(),
    }
}
