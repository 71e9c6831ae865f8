//! Passages that use a provision's words without citing it.

use std::collections::BTreeSet;

use serde::Serialize;
use tantivy::Term;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::error::{IndexError, guarded};
use super::find::{Hit, TiedMention};
use super::ranked::Ranked;
use super::reader::Reader;
use super::words::words;
use crate::law::{Law, Part};
use crate::provision::ProvisionId;
use crate::quote;
use crate::text::Span;

/// Fewer words in a row, and fewer in all, may be anybody's.
const RUN: usize = 6;
const FEWEST: usize = 9;
/// How much of a provision's words, or how long a run, makes a borrowing.
const SHARE: f32 = 0.35;
const LONG_RUN: usize = 12;
/// How many passages are looked at for each part of the provision.
const TRIED: usize = 60;
/// A provision with more parts than this is looked for by its first ones.
const MOST_PARTS: usize = 120;

/// A passage with words of a provision.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Borrowed {
    /// The passage, with all of its mentions.
    pub hit: Hit,
    /// The part of the provision whose words they are.
    pub id: ProvisionId,
    /// The words' place in the document.
    pub words: Span,
    /// How many of the part's words are there, from 0 to 1.
    pub share: f32,
}

impl Reader {
    /// The passages that use the words of a part of a law, or of what lies below it, and cite neither it nor `others`;
    /// those with the most words first.
    ///
    /// # Errors
    ///
    /// When files of the index can't be read.
    pub fn uses_words(&self, law: &Law, part: &Part, others: &[ProvisionId]) -> Result<Vec<Borrowed>, IndexError> {
        let inner: Vec<&Part> = law.parts.iter().filter(|p| part.id.contains(&p.id)).collect();
        let leaf = |p: &&&Part| !inner.iter().any(|o| o.start > p.start && o.end <= p.end);
        let mut leaves: Vec<&Part> = inner.iter().filter(leaf).copied().take(MOST_PARTS).collect();
        if leaves.is_empty() {
            leaves.push(part);
        }
        let mut found: Vec<Borrowed> = Vec::new();
        for leaf in leaves {
            let own = law.text.get(leaf.words..leaf.end).unwrap_or_default();
            self.borrowed(own, &leaf.id, others, &mut found)?;
        }
        found.sort_by(|a, b| {
            b.share
                .total_cmp(&a.share)
                .then_with(|| a.hit.path.cmp(&b.hit.path))
                .then_with(|| a.words.start.cmp(&b.words.start))
        });
        let mut seen = BTreeSet::new();
        found.retain(|b| seen.insert((b.hit.path.clone(), b.hit.passage)));
        Ok(found)
    }

    fn borrowed(
        &self,
        own: &str,
        id: &ProvisionId,
        others: &[ProvisionId],
        found: &mut Vec<Borrowed>,
    ) -> Result<(), IndexError> {
        let lawful = quote::words(own);
        if lawful.len() < FEWEST {
            return Ok(());
        }
        guarded(|| {
            let terms: BTreeSet<String> = words(&self.analyzer, own).into_iter().map(|w| w.text).collect();
            let mut rare: Vec<(u64, String)> = Vec::new();
            for word in terms {
                let many = self.searcher.doc_freq(&Term::from_field_text(self.fields.text, &word))?;
                rare.extend((many > 0).then_some((many, word)));
            }
            rare.sort();
            rare.truncate(24);
            let clause = |(_, word): (u64, String)| {
                let term = Term::from_field_text(self.fields.text, &word);
                (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Box<dyn Query>)
            };
            let query = BooleanQuery::new(rare.into_iter().map(clause).collect());
            let places = self.searcher.search(&query, &Ranked { by_score: true, limit: TRIED })?;
            for place in places.first {
                let hit = self.hit_with(place, |mention| Some(TiedMention { mention, tie: String::new() }))?;
                let cites = hit.mentions.iter().filter_map(|m| m.mention.id.as_ref()).any(|cited| {
                    let cited = cited.flattened();
                    others
                        .iter()
                        .chain([id])
                        .map(ProvisionId::flattened)
                        .any(|o| o.contains(&cited) || cited.contains(&o))
                });
                if cites {
                    continue;
                }
                let said = quote::words(&hit.text);
                let Some(alignment) = quote::align(&lawful, &said) else { continue };
                // Runs of equal words are what lies between the differences.
                let mut runs = Vec::new();
                let mut at = 0;
                for difference in &alignment.differences {
                    runs.push(difference.quote.start.saturating_sub(at));
                    at = difference.quote.end;
                }
                runs.push(lawful.len().saturating_sub(at));
                let longest = runs.into_iter().max().unwrap_or(0);
                let share = alignment.same as f32 / lawful.len() as f32;
                let enough = longest >= LONG_RUN || longest >= RUN && share >= SHARE;
                if alignment.same < FEWEST || !enough {
                    continue;
                }
                let start = hit.span.start;
                let words = Span::new(start + alignment.span.start, start + alignment.span.end);
                found.push(Borrowed { hit, id: id.clone(), words, share });
            }
            Ok(())
        })
    }
}
