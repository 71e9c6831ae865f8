//! Dates as numbers: 20160316, with zeros for what isn't known.

/// The number of a document's date, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; what follows a full date (a time) is ignored.
pub(super) fn number(date: &str) -> Option<u64> {
    let day =
        date.get(..10).filter(|_| date.as_bytes().get(10).is_none_or(|b| !b.is_ascii_alphanumeric() || *b == b'T'));
    let (year, month, day) = parts(day.unwrap_or(date))?;
    Some(year * 10_000 + month.unwrap_or(0) * 100 + day.unwrap_or(0))
}

/// The date that a number stands for, as short as it is known.
pub(super) fn text(number: u64) -> String {
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    match (month, day) {
        (0, _) => format!("{year:04}"),
        (_, 0) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    }
}

/// The numbers of the first and the last date of a range: `2016`, `2016-03`, `2016-01-01..2016-12-31`, `2016..`,
/// `..2016`.
pub(super) fn range(text: &str) -> Option<(u64, u64)> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let first = if from.is_empty() { 0 } else { number_exactly(from)? };
    let last = if to.is_empty() { u64::MAX } else { last(to)? };
    (!(from.is_empty() && to.is_empty()) && first <= last).then_some((first, last))
}

fn number_exactly(text: &str) -> Option<u64> {
    parts(text).and_then(|_| number(text))
}

fn last(text: &str) -> Option<u64> {
    let (year, month, day) = parts(text)?;
    Some(year * 10_000 + month.unwrap_or(99) * 100 + day.unwrap_or(99))
}

fn parts(text: &str) -> Option<(u64, Option<u64>, Option<u64>)> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map(|m| digits(m, 2).filter(|m| (1..=12).contains(m)));
    let day = parts.next().map(|d| digits(d, 2).filter(|d| (1..=31).contains(d)));
    if parts.next().is_some() || month == Some(None) || day == Some(None) {
        return None;
    }
    Some((year, month.flatten(), day.flatten()))
}

fn digits(text: &str, len: usize) -> Option<u64> {
    (text.len() == len && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::{number, range, text};

    #[test]
    fn a_date_goes_in_and_comes_out() {
        for date in ["2016-03-16", "2016-03", "2016", "1930-06-17"] {
            assert_eq!(number(date).map(text).as_deref(), Some(date));
        }
        assert_eq!(number("2016-03-16T10:00:00Z"), Some(20_160_316));
        assert_eq!(number("16 March 2016"), None);
        assert_eq!(number("2016-13-01"), None);
    }

    #[test]
    fn a_range_takes_in_all_of_what_its_ends_name() {
        assert_eq!(range("2016"), Some((20_160_000, 20_169_999)));
        assert_eq!(range("2016-03"), Some((20_160_300, 20_160_399)));
        assert_eq!(range("2016-01-01..2016-12-31"), Some((20_160_101, 20_161_231)));
        assert_eq!(range("2016.."), Some((20_160_000, u64::MAX)));
        assert_eq!(range("..2016"), Some((0, 20_169_999)));
        for bad in ["", "..", "16", "2016-1", "2017..2016", "2016-03-32", "2016-03-16x", "2016...2017"] {
            assert_eq!(range(bad), None, "{bad}");
        }
    }
}
