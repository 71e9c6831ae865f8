//! What an absence means: numbered series with their last number, sections with what became of them, and of which codes all
//! sections are held. `None` is always *can't say*.

use fst::{IntoStreamer, Streamer};

use super::table::Row;
use super::{Registry, leading_number};

/// A numbered series: `1..last`, without holes where it is closed or up to its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its last number.
    pub last: u64,
    /// The day from which on its members are, or empty.
    pub from: &'static str,
    /// The day to which it is complete, or empty.
    pub until: &'static str,
    /// Whether no number can come after the last.
    pub closed: bool,
    /// What is numbered: `public laws of the 118th Congress`.
    pub what: &'static str,
}

/// What is counted by years: Congresses, volumes, sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    first_year: u64,
    years: u64,
    /// The day of the year on which one begins.
    opens: &'static str,
    /// What is counted: `Congress`.
    pub what: &'static str,
}

impl Counted {
    /// The day on which one begins.
    #[must_use]
    pub fn begins(self, number: u64) -> String {
        let year = self.years.saturating_mul(number.saturating_sub(1)).saturating_add(self.first_year);
        // Days are compared as they are written.
        format!("{:04}-{}", year.min(9999), self.opens)
    }
}

/// What became of a section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gone {
    /// `repealed`, `transferred`, `renumbered`, `omitted`, `vacant`, `reserved`.
    pub status: &'static str,
    /// Since which day, or empty.
    pub date: &'static str,
    /// Id of the law that did it, or empty.
    pub by: &'static str,
    /// Where it is now; ids parted by spaces, or empty.
    pub now: &'static str,
    /// Where its matter is now; likewise.
    pub see: &'static str,
}

impl Registry {
    /// The numbered series with this beginning of ids: `/us/pl/118`.
    #[must_use]
    pub fn series(&self, beginning: &str) -> Option<Series> {
        let [last, from, until, state, what] = self.series.get(beginning).next()?.fields();
        let (closed, last) = (state == "closed", last.parse().ok()?);
        (closed || state == "open").then_some(Series { last, from, until, closed, what })
    }

    /// The series that a number is of, by the path above it, or above its last level: `/us/pl/118` of `/us/pl/118/12`,
    /// `/us/const/amend14/s` of `/us/const/amend14/s1`.
    #[must_use]
    pub fn series_of(&self, id: &str) -> Option<(Series, u64)> {
        let (above, last) = id.rsplit_once('/')?;
        let digits = last.trim_start_matches(|c: char| c.is_ascii_lowercase());
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let level = &last[..last.len() - digits.len()];
        let series = if level.is_empty() { self.series(above) } else { self.series(&format!("{above}/{level}")) };
        Some((series?, leading_number(digits)))
    }

    /// Whether a name of the registry stands for exactly this id.
    #[must_use]
    pub fn is_named(&self, id: &str) -> bool {
        self.called_so.contains(id)
    }

    /// Whether exactly this id is among the sections held without their paragraphs.
    #[must_use]
    pub fn holds(&self, id: &str) -> bool {
        self.sections.contains(id)
    }

    /// Whether a code has sections that a part of a law enacted: `/us/pl/88/352/tVII`.
    #[must_use]
    pub fn enacted_below(&self, part: &str) -> bool {
        let (from, to) = (format!("{part}/"), format!("{part}0"));
        self.crosswalk.map().range().ge(&from).lt(&to).into_stream().next().is_some()
    }

    /// Whether parts of an instrument are a series: articles, rules, amendments.
    #[must_use]
    pub fn has_series_below(&self, instrument: &str) -> bool {
        let (from, to) = (format!("{instrument}/"), format!("{instrument}0"));
        self.series.map().range().ge(&from).lt(&to).into_stream().next().is_some()
    }

    /// The last page that was seen of a volume.
    #[must_use]
    pub fn last_page(&self, volume: &str) -> Option<u64> {
        let [last, _, _, state, _] = self.series.get(volume).next()?.fields();
        (state == "pages").then(|| last.parse().ok()).flatten()
    }

    /// What counts the instruments with this beginning of ids: of `/us/pl` Congresses.
    #[must_use]
    pub fn counted(&self, beginning: &str) -> Option<Counted> {
        let [_, first_year, opens, years, what] = self.series.get(beginning).next()?.fields();
        let (first_year, years) = (first_year.parse().ok()?, years.parse().ok()?);
        Some(Counted { first_year, years, opens, what })
    }

    /// The first and the last day of what a volume holds.
    #[must_use]
    pub fn days_of_volume(&self, volume: &str) -> Option<(&'static str, &'static str)> {
        let [_, from, until, state, _] = self.series.get(volume).next()?.fields();
        (state == "pages").then_some((from, until))
    }

    /// What became of a section that is no more.
    #[must_use]
    pub fn gone(&self, section: &str) -> Option<Gone> {
        let rows = self.gone.get(section).map(Row::fields::<5>);
        let mut gone = rows.filter(|[status, ..]| !matches!(*status, "seen" | "anew" | "between"));
        gone.next().map(|[status, date, by, now, see]| Gone { status, date, by, now, see })
    }

    /// The day of the last law that a section of the Code is known to have been amended by, or of the one that made it; and up to which
    /// day that is known.
    #[must_use]
    pub fn last_amended(&self, section: &str) -> Option<(&'static str, &'static str)> {
        let day = self.amended.get(section).next()?.field(0);
        let code = section.rsplit_once("/t").map_or("", |(code, _)| code);
        Some((day, self.amended.get(code).next()?.field(0)))
    }

    /// The day on which a section was first seen, which is up to weeks after it was made; none where it was there before.
    #[must_use]
    pub fn first_seen(&self, section: &str) -> Option<&'static str> {
        self.gone.get(section).map(Row::fields::<2>).find(|[status, _]| *status == "seen").map(|[_, day]| day)
    }

    /// The day on which a title was enacted anew: before it its numbers may be those of the former title.
    #[must_use]
    pub fn enacted_anew(&self, title: &str) -> Option<&'static str> {
        self.gone.get(title).map(Row::fields::<2>).find(|[status, _]| *status == "anew").map(|[_, day]| day)
    }

    /// Whether a number lies in a range of sections that are no more and can't be counted out: `162 to 164a`.
    #[must_use]
    pub fn in_gone_range(&self, title: &str, number: &str) -> bool {
        let order = |n: &str| (leading_number(n), n.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned());
        let mut ranges = self.gone.get(title).map(Row::fields::<3>).filter(|[status, ..]| *status == "between");
        ranges.any(|[_, from, to]| (order(from)..=order(to)).contains(&order(number)))
    }

    /// Whether a part of a code that is held with all its parts is among them, as of the day the registry has them.
    #[must_use]
    pub fn has_part(&self, code: &str, part: &str) -> Option<bool> {
        let there = || self.sections.contains(format!("{code}/p{part}"));
        (self.lists(&format!("{code}/p{part}")) || there())
            .then_some(true)
            .or_else(|| self.holds_part(code, part).then_some(false))
    }

    /// Whether all sections are held of a part of this number.
    fn holds_part(&self, code: &str, part: &str) -> bool {
        let Some([status, gaps]) = self.covered.get(code).next().map(Row::fields) else { return false };
        let number = leading_number(part);
        let uncovered = gaps.split(' ').filter_map(|gap| gap.split_once('-')).any(|(from, to)| {
            matches!((from.parse::<u64>(), to.parse::<u64>()), (Ok(from), Ok(to)) if (from..=to).contains(&number))
        });
        !uncovered && gaps != "everything" && matches!(status, "complete" | "partial")
    }

    /// Whether a code is held whole.
    #[must_use]
    pub fn holds_all(&self, code: &str) -> bool {
        self.covered.get(code).next().is_some_and(|row| row.fields::<1>()[0] == "complete")
    }

    /// Whether a section numbered within its part, `510.201`, is or was one; `None` where that part's are not all held.
    #[must_use]
    pub fn has_section_of_part(&self, code: &str, number: &str) -> Option<bool> {
        if self.sections.contains(format!("{code}/s{number}")) {
            return Some(true);
        }
        let (part, _) = number.split_once('.')?;
        self.holds_part(code, part).then_some(false)
    }

    /// Whether a part has, or had, a section in the same hundred as this one.
    #[must_use]
    pub fn has_neighbours(&self, code: &str, number: &str) -> bool {
        let Some((part, rest)) = number.split_once('.') else { return true };
        let hundred = leading_number(rest) / 100;
        let from = format!("{code}/s{part}.");
        let until = format!("{code}/s{part}/");
        let mut stream = self.sections.range().ge(&from).lt(&until).into_stream();
        while let Some(key) = stream.next() {
            let tail = std::str::from_utf8(key).ok().and_then(|key| key.get(from.len()..)).unwrap_or_default();
            if leading_number(tail) / 100 == hundred {
                return true;
            }
        }
        false
    }

    /// The sections, any of which people call by this name, in small letters: `wire fraud`; empty where it is none that is
    /// known.
    #[must_use]
    pub fn sections_called(&self, name: &str) -> Vec<&'static str> {
        self.called.get(name).flat_map(|row| row.fields::<1>()[0].split(' ')).collect()
    }

    /// The days between which a page of a volume was printed, as far as the pages seen tell: not before the first, not after
    /// the second.
    #[must_use]
    pub fn days_of_page(&self, volume: &str, page: u64) -> Option<(&'static str, &'static str)> {
        let row = self.days.get(volume).next()?.fields::<1>()[0];
        let (mut before, mut behind) = ("", "");
        for day in row.split(' ') {
            let mut fields = day.split(':');
            let (Some(day), Some(first), Some(last)) = (fields.next(), fields.next(), fields.next()) else { continue };
            let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
            if first <= page {
                before = day;
            }
            if last >= page && behind.is_empty() {
                behind = day;
            }
        }
        (!before.is_empty() && !behind.is_empty()).then_some((before, behind))
    }
}

#[cfg(test)]
mod tests {
    use super::Registry;

    #[test]
    fn a_series_has_its_last_number_and_its_day() {
        let registry = Registry::builtin();
        let laws = registry.series("/us/pl/118").map(|s| (s.last, s.closed));
        assert_eq!(laws, Some((274, true)));
        assert_eq!(registry.series("/us/eo").map(|s| (s.last, s.closed)), Some((14368, false)));
        assert_eq!(registry.series("/us/pl"), None);
        let congress = registry.counted("/us/pl").map(|c| (c.begins(114), c.begins(u64::MAX)));
        assert_eq!(congress, Some(("2015-01-03".to_owned(), "9999-01-03".to_owned())));
    }

    #[test]
    fn a_section_that_is_no_more_says_where_it_went() {
        let registry = Registry::builtin();
        let gone = registry.gone("/us/usc/t42/s1973c").unwrap_or_default();
        assert_eq!((gone.status, gone.now), ("transferred", "/us/usc/t52/s10304"));
        assert_eq!(registry.gone("/us/usc/t18/s1001"), None);
        assert!(registry.in_gone_range("/us/usc/t7", "163"));
        assert!(!registry.in_gone_range("/us/usc/t7", "165"));
        assert_eq!(registry.enacted_anew("/us/usc/t54"), Some("2014-12-19"));
    }

    #[test]
    fn a_part_is_there_or_not_or_cannot_be_told() {
        let registry = Registry::builtin();
        assert_eq!(registry.has_part("/us/cfr/t31", "510"), Some(true));
        assert_eq!(registry.has_part("/us/cfr/t4", "510"), Some(false));
        assert_eq!(registry.has_part("/us/cfr/t40", "99"), None);
        assert_eq!(registry.has_section_of_part("/us/cfr/t31", "510.201"), Some(true));
        assert_eq!(registry.has_section_of_part("/us/cfr/t31", "510.999"), Some(false));
        assert_eq!(registry.has_section_of_part("/us/cfr/t40", "60.1"), None);
        assert!(
            registry.has_neighbours("/us/cfr/t31", "510.299") && !registry.has_neighbours("/us/cfr/t31", "510.1999")
        );
    }

    #[test]
    fn a_section_has_the_day_of_its_last_amendment() {
        let registry = Registry::builtin();
        let amended = registry.last_amended("/us/usc/t22/s9214");
        assert!(amended.is_some_and(|(day, until)| day >= "2016-02-18" && day < until), "{amended:?}");
        assert_eq!(registry.last_amended("/us/usc/t22/s99999"), None);
    }

    #[test]
    fn a_page_lies_between_two_days() {
        let days = Registry::builtin().days_of_page("/us/fr/81", 14943);
        assert!(days.is_some_and(|(from, to)| from <= "2016-03-18" && "2016-03-18" <= to), "{days:?}");
    }
}
