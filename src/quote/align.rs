//! The place of a quotation in a longer text, and the edits between the two.

use std::ops::Range;

use foldhash::HashMap;

use super::Word;
use crate::text::Span;

/// A quotation laid against the place where it stands best.
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment {
    /// Where in the law's text, in bytes.
    pub span: Span,
    /// How many words of the quotation are the law's, in its order.
    pub same: usize,
    /// How many words the quotation has.
    pub of: usize,
    /// What differs, in order.
    pub differences: Vec<Difference>,
}

/// One difference; an empty range is a place between words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Words of the quotation, by number.
    pub quote: Range<usize>,
    /// Words of the law, by number.
    pub law: Range<usize>,
}

impl Alignment {
    /// From 0 to 1: the share of words that are the same, of the quotation's and of those that it passes over.
    #[must_use]
    pub fn similarity(&self) -> f32 {
        let passed: usize = self.differences.iter().map(|d| d.law.len().max(d.quote.len())).sum();
        self.same as f32 / (self.same + passed).max(1) as f32
    }
}

/// Finds where a quotation stands in a law's text; `None` when no three words in a row (fewer in a shorter quotation)
/// are in both.
#[must_use]
pub fn align(quote: &[Word], law: &[Word]) -> Option<Alignment> {
    if quote.is_empty() || law.is_empty() {
        return None;
    }
    let mut numbers: HashMap<&str, u32> = HashMap::default();
    for word in quote {
        let next = numbers.len() as u32 + 1;
        numbers.entry(word.folded.as_str()).or_insert(next);
    }
    // A word that isn't in the quotation is 0, and equal to none.
    let quoted: Vec<u32> = quote.iter().map(|w| numbers[w.folded.as_str()]).collect();
    let lawful: Vec<u32> = law.iter().map(|w| numbers.get(w.folded.as_str()).copied().unwrap_or(0)).collect();
    let window = window(&quoted, &lawful)?;
    let path = edits(&quoted, &lawful[window.clone()]);
    let (mut differences, mut same): (Vec<Difference>, usize) = (Vec::new(), 0);
    let (mut first, mut last) = (None, 0);
    for step in &path {
        let at = window.start + step.law;
        match step.kind {
            Kind::Same => {
                same += 1;
                first.get_or_insert(at);
                last = at + 1;
            }
            kind => {
                let quote = step.quote..step.quote + usize::from(kind != Kind::Left);
                let law = at..at + usize::from(kind != Kind::Added);
                match differences.last_mut() {
                    Some(d) if d.quote.end == quote.start && d.law.end == law.start => {
                        (d.quote.end, d.law.end) = (quote.end, law.end);
                    }
                    _ => differences.push(Difference { quote, law }),
                }
            }
        }
    }
    let first = first?;
    Some(Alignment {
        span: Span::new(law[first].span.start, law[last - 1].span.end),
        same,
        of: quote.len(),
        differences,
    })
}

/// The stretch of the law in which most runs of words of the quotation stand, with some room around.
fn window(quote: &[u32], law: &[u32]) -> Option<Range<usize>> {
    let size = quote.len().min(3);
    let mut runs: HashMap<&[u32], Vec<usize>> = HashMap::default();
    for (at, run) in quote.windows(size).enumerate() {
        runs.entry(run).or_default().push(at);
    }
    // A seed lies on a diagonal; the diagonals of one quotation lie close together.
    let width = (quote.len() / 4).max(8).cast_signed();
    let mut votes: HashMap<isize, usize> = HashMap::default();
    for (at, run) in law.windows(size).enumerate() {
        if run[0] == 0 {
            continue;
        }
        for from in runs.get(run).into_iter().flatten().take(16) {
            let diagonal = at.cast_signed() - from.cast_signed();
            *votes.entry(diagonal.div_euclid(width)).or_default() += 1;
        }
    }
    let score =
        |bucket: isize| votes.get(&bucket).copied().unwrap_or(0) + votes.get(&(bucket + 1)).copied().unwrap_or(0);
    let best = votes.keys().copied().max_by_key(|bucket| (score(*bucket), -*bucket))?;
    let start = (best * width - width).max(0) as usize;
    let end = (best + 3) * width + quote.len().cast_signed();
    Some(start.min(law.len())..(end.max(0) as usize).min(law.len()))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Same,
    /// Another word in the quotation.
    Changed,
    /// A word of the quotation that the law doesn't have.
    Added,
    /// A word of the law that the quotation leaves out.
    Left,
}

#[derive(Clone, Copy, Debug)]
struct Step {
    kind: Kind,
    quote: usize,
    law: usize,
}

/// The cheapest way from a whole quotation to a part of the law: words of the law before and behind it cost nothing.
fn edits(quote: &[u32], law: &[u32]) -> Vec<Step> {
    let width = law.len() + 1;
    let mut cost = vec![0u32; width];
    let mut from: Vec<Kind> = vec![Kind::Left; width * (quote.len() + 1)];
    for (row, word) in quote.iter().enumerate() {
        let mut diagonal = cost[0];
        cost[0] = row as u32 + 1;
        from[(row + 1) * width] = Kind::Added;
        for column in 1..width {
            let same = law[column - 1] == *word;
            let straight = diagonal + u32::from(!same);
            let (added, left) = (cost[column] + 1, cost[column - 1] + 1);
            diagonal = cost[column];
            let (best, kind) = if straight <= added && straight <= left {
                (straight, if same { Kind::Same } else { Kind::Changed })
            } else if left <= added {
                (left, Kind::Left)
            } else {
                (added, Kind::Added)
            };
            cost[column] = best;
            from[(row + 1) * width + column] = kind;
        }
    }
    let (mut row, mut column) = (quote.len(), (0..width).min_by_key(|c| cost[*c]).unwrap_or(0));
    let mut steps = Vec::with_capacity(quote.len());
    while row > 0 {
        let kind = from[row * width + column];
        match kind {
            Kind::Same | Kind::Changed => (row, column) = (row - 1, column - 1),
            Kind::Added => row -= 1,
            Kind::Left => column -= 1,
        }
        steps.push(Step { kind, quote: row, law: column });
    }
    steps.reverse();
    steps
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::align;

    fn found(quote: &str, law: &str) -> (String, Vec<(String, String)>) {
        let (q, l) = (words(quote), words(law));
        let Some(alignment) = align(&q, &l) else { return (String::new(), Vec::new()) };
        let part = |text: &str, words: &[super::Word]| match (words.first(), words.last()) {
            (Some(a), Some(b)) => text[a.span.start..b.span.end].to_owned(),
            _ => String::new(),
        };
        let differences =
            alignment.differences.iter().map(|d| (part(quote, &q[d.quote.clone()]), part(law, &l[d.law.clone()])));
        (alignment.span.of(law).to_owned(), differences.collect())
    }

    const LAW: &str = "No person may export workers. The Secretary shall deny entry to any vessel, and shall not permit its crew to land, unless the master pays the duty in full.";

    #[test]
    fn the_place_of_faithful_words() {
        let (place, differences) = found("shall NOT permit its crew to land", LAW);
        assert_eq!(place, "shall not permit its crew to land");
        assert_eq!(differences, []);
    }

    #[test]
    fn a_changed_a_dropped_and_an_added_word_are_told_apart() {
        let changed = found("The Secretary may deny entry to any vessel", LAW).1;
        assert_eq!(changed, [("may".into(), "shall".into())]);
        let dropped = found("and shall permit its crew to land", LAW).1;
        assert_eq!(dropped, [(String::new(), "not".into())]);
        let added = found("deny entry to any foreign vessel, and shall", LAW).1;
        assert_eq!(added, [("foreign".into(), String::new())]);
    }

    #[test]
    fn words_that_are_nowhere_have_no_place() {
        assert_eq!(found("the moon is made of cheese", LAW).0, "");
    }

    #[test]
    fn a_long_law_and_a_long_quotation_take_no_longer_than_their_length() {
        let text = |numbers: std::ops::Range<u32>| -> String {
            let words: Vec<String> = numbers.map(|i| format!("w{}", i * 7919 % 50_021)).collect();
            words.join(" ")
        };
        let (law, quote) = (text(0..60_000), text(30_000..32_000));
        let (q, l) = (words(&quote), words(&law));
        let alignment = align(&q, &l).map(|a| (a.same, a.differences.len()));
        assert_eq!(alignment, Some((2000, 0)));
    }
}
