//! Scores that come out the same on every run.
//!
//! The engine adds the scores of a query's words in an order that depends on the segment, and sums of fractions
//! depend on the order. So each word's score is rounded to a 256th first: such sums are exact. And the engine's
//! statistics count records that were taken out until it happens to merge them away; ours never do.

use tantivy::query::{
    Bm25StatisticsProvider, EmptyScorer, EnableScoring, Explanation, Query, Scorer, TermQuery, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, Score, Searcher, SeekDangerResult, SegmentReader, Term};

const STEPS: Score = 256.0;

/// A score as a number of steps.
#[expect(clippy::cast_possible_truncation, reason = "scores are small")]
pub(super) fn steps(score: Score) -> i64 {
    (score * STEPS).round() as i64
}

/// The score that a number of steps stands for.
#[expect(clippy::cast_precision_loss, reason = "scores are small")]
pub(super) fn score(steps: u64) -> f32 {
    steps as f32 / STEPS
}

/// Counts for scoring: of what is in the library now, and nothing else.
pub(super) struct Statistics<'s>(pub(super) &'s Searcher);

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let mut total = 0;
        for segment in self.0.segment_readers() {
            let lengths = segment.get_fieldnorms_reader(field)?;
            total += segment.doc_ids_alive().map(|record| u64::from(lengths.fieldnorm(record))).sum::<u64>();
        }
        Ok(total)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.0.num_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let query = TermQuery::new(term.clone(), IndexRecordOption::Basic);
        query.count(self.0).map(|count| count as u64)
    }
}

/// A query whose scores are rounded to steps.
#[derive(Debug)]
pub(super) struct Stepped(pub(super) Box<dyn Query>);

impl Clone for Stepped {
    fn clone(&self) -> Self {
        Self(self.0.box_clone())
    }
}

impl Query for Stepped {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let weight = self.0.weight(scoring)?;
        Ok(if scoring.is_scoring_enabled() { Box::new(SteppedWeight(weight)) } else { weight })
    }
}

struct SteppedWeight(Box<dyn Weight>);

impl Weight for SteppedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let scorer = self.0.scorer(reader, boost)?;
        // The engine knows its empty scorer and skips what can't match.
        Ok(if scorer.is::<EmptyScorer>() { scorer } else { Box::new(SteppedScorer(scorer)) })
    }

    fn explain(&self, reader: &SegmentReader, record: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(reader, record)
    }

    fn count(&self, reader: &SegmentReader) -> tantivy::Result<u32> {
        self.0.count(reader)
    }
}

struct SteppedScorer(Box<dyn Scorer>);

impl Scorer for SteppedScorer {
    fn score(&mut self) -> Score {
        (self.0.score() * STEPS).round() / STEPS
    }
}

impl DocSet for SteppedScorer {
    fn advance(&mut self) -> DocId {
        self.0.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.0.seek(target)
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        self.0.seek_danger(target)
    }

    fn fill_buffer(&mut self, buffer: &mut [DocId; COLLECT_BLOCK_BUFFER_LEN]) -> usize {
        self.0.fill_buffer(buffer)
    }

    fn doc(&self) -> DocId {
        self.0.doc()
    }

    fn size_hint(&self) -> u32 {
        self.0.size_hint()
    }

    fn cost(&self) -> u64 {
        self.0.cost()
    }
}
