//! When: the day, month or year of an event.

use std::sync::OnceLock;

use regex::Regex;

use super::line::Source;
use crate::parse::iso_date;
use crate::provision::is_below;
use crate::text::Span;

/// The day, month or year of an act: of those that its sentence gives the nearest to its word that is no provision's own
/// (`Executive Order 13224 of September 23, 2001`).
pub(super) fn date_in(source: &Source<'_>, sentence: Span, at: usize) -> Option<String> {
    let words = sentence.of(source.text);
    let own = |from: usize| {
        let cited = source.mentions.partition_point(|m| m.span.start < sentence.start);
        let cited = source.mentions[cited..].iter().take_while(|m| m.span.start <= from);
        cited.filter(|m| m.id.is_some()).any(|m| {
            let between = source.text.get(m.span.end..from).unwrap_or("").trim();
            // `Pub. L. 99-145, Nov. 8, 1985`; behind an order's comma stands the day of what is told.
            let page =
                || m.id.as_ref().is_some_and(|id| source.frames.dated.iter().any(|above| is_below(id.as_str(), above)));
            from < m.span.end
                || matches!(between, "of" | ", of" | "dated" | ", dated" | "(")
                || between == "," && page()
        })
    };
    let mut best: Option<(usize, &str)> = None;
    for found in pattern()?.find_iter(words) {
        let from = sentence.start + found.start();
        if !own(from) && best.is_none_or(|(far, _)| from.abs_diff(at) < far) {
            best = Some((from.abs_diff(at), found.as_str()));
        }
    }
    day(best?.1)
}

fn pattern() -> Option<&'static Regex> {
    static DATE: OnceLock<Option<Regex>> = OnceLock::new();
    let date = DATE.get_or_init(|| {
        let month = format!("(?:{})", crate::grammar::Words::builtin().months.join("|"));
        Regex::new(&format!(r"\b(?:({month} \d{{1,2}}, \d{{4}})|(\d{{1,2}}) ({month}) (\d{{4}})|({month})(?: of)? (\d{{4}})|in (\d{{4}})\b)")).ok()
    });
    date.as_ref()
}

/// The day, month or year that words are.
fn day(words: &str) -> Option<String> {
    let found = pattern()?.captures(words)?;
    let months = crate::grammar::Words::builtin();
    let month = |name: &str| months.month(name);
    if let Some(day) = found.get(1) {
        return iso_date(day.as_str());
    }
    if let (Some(day), Some(name), Some(year)) = (found.get(2), found.get(3), found.get(4)) {
        return Some(format!("{}-{:02}-{:0>2}", year.as_str(), month(name.as_str())?, day.as_str()));
    }
    if let (Some(name), Some(year)) = (found.get(5), found.get(6)) {
        return Some(format!("{}-{:02}", year.as_str(), month(name.as_str())?));
    }
    found.get(7).map(|year| year.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_sentence_gives_a_day_a_month_or_a_year() {
        assert_eq!(day("on March 15, 2016, it was").as_deref(), Some("2016-03-15"));
        assert_eq!(day("on 2 March 2016").as_deref(), Some("2016-03-02"));
        assert_eq!(day("in August 2010 pursuant").as_deref(), Some("2010-08"));
        assert_eq!(day("in 1990, and").as_deref(), Some("1990"));
        assert_eq!(day("on its day"), None);
    }
}
