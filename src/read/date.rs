//! Dates as documents state them. A date that could be read two ways is no date.

use jiff::civil::Date;

/// The date that the whole of `text` is, as `YYYY-MM-DD`.
///
/// Takes `2016-03-22`, also with a time after it, `March 22, 2016`, `Tues., 22 Mar. 2016`; not `3/4/2016`, which
/// is March or April, nor `2016`.
pub(super) fn parse(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('.');
    iso(text).or_else(|| words(text)).map(|date| date.to_string())
}

/// The date that a line states, when it does nothing else: a date, a labelled date, or a dateline.
///
/// Takes `Date: 22 March 2016` and `WASHINGTON – March 2, 2016`; not `Argued March 2, 2016`.
pub(super) fn line(text: &str) -> Option<String> {
    const LABELS: &[&str] = &["date:", "dated:", "posted:", "posted on", "published:", "published on"];
    let text = text.trim();
    if text.len() > 120 {
        return None;
    }
    let label = LABELS.iter().find(|l| text.get(..l.len()).is_some_and(|start| start.eq_ignore_ascii_case(l)));
    let rest = match label {
        Some(label) => &text[label.len()..],
        None => [" – ", " — ", " - ", " -- "]
            .iter()
            .find_map(|dash| text.split_once(dash))
            .filter(|(place, _)| is_place(place))
            .map_or(text, |(_, rest)| rest),
    };
    parse(rest)
}

/// `2016-03-22`, alone or before a time.
fn iso(text: &str) -> Option<Date> {
    let (date, time) = text.split_at_checked(10)?;
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *date.as_bytes() else { return None };
    let number = |digits: &[u8]| std::str::from_utf8(digits).ok()?.parse::<u16>().ok();
    let time = time.as_bytes();
    if !matches!(time, [] | [b'T' | b't' | b' ', b'0'..=b'9', ..]) {
        return None;
    }
    civil(number(&[y0, y1, y2, y3])?, number(&[m0, m1])?, number(&[d0, d1])?)
}

/// `March 22, 2016` or `22 March 2016`, a weekday before it or not.
fn words(text: &str) -> Option<Date> {
    let mut words = text.split([' ', ',', '\t', '\u{a0}']).filter(|word| !word.is_empty()).peekable();
    words.next_if(|word| is_weekday(word));
    let parts = [words.next()?, words.next()?, words.next()?];
    let [first, second, year] = parts.map(|word| word.trim_end_matches('.'));
    if words.next().is_some() || year.len() != 4 {
        return None;
    }
    let (month, day) = match month(first) {
        Some(month) => (month, second),
        None => (month(second)?, first),
    };
    let day = ["st", "nd", "rd", "th"].iter().find_map(|end| day.strip_suffix(end)).unwrap_or(day);
    civil(year.parse().ok()?, month, day.parse().ok()?)
}

fn civil(year: u16, month: u16, day: u16) -> Option<Date> {
    (1000..=2999).contains(&year).then_some(())?;
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

fn month(word: &str) -> Option<u16> {
    const MONTHS: &str = "january february march april may june july august september october november december";
    let word = word.to_lowercase();
    let short = if word == "sept" { "sep" } else { word.as_str() };
    let index = MONTHS.split(' ').position(|name| name == word || (short.len() == 3 && name.starts_with(short)))?;
    u16::try_from(index + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.trim_end_matches('.').to_lowercase();
    word.len() >= 3 && DAYS.iter().any(|day| day.starts_with(&word))
}

/// Whether the words before a dateline's dash can be a place: a few words, capitalised, nothing but letters.
fn is_place(text: &str) -> bool {
    let words = || text.split_whitespace();
    let capitalised = |word: &str| word.starts_with(char::is_uppercase);
    (1..=5).contains(&words().count())
        && words().all(capitalised)
        && text.chars().all(|c| c.is_alphabetic() || " .,'’".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{line, parse};

    #[test]
    fn what_is_a_date() {
        for text in [
            "2016-03-22",
            "2016-03-22T23:30:00-05:00",
            "March 22, 2016",
            "Tues., Mar. 22, 2016.",
            "22 March 2016",
            "22nd\u{a0}MARCH 2016",
        ] {
            assert_eq!(parse(text).as_deref(), Some("2016-03-22"), "{text}");
        }
        assert_eq!(parse("Sept. 5, 2018").as_deref(), Some("2018-09-05"));
    }

    #[test]
    fn what_is_not() {
        let texts = "|2016|3/4/2016|2016-13-01|2016-02-30|2016-03-22x|+016-03-22|March 2016|March 22, 16|M 2, 2016|\
                     on March 22, 2016|March 22, 2016 et seq|Martian 22, 2016|§ 2, 2016|May\u{301} 2, 2016";
        for text in texts.split('|') {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn lines_that_state_nothing_but_a_date() {
        assert_eq!(line("WASHINGTON – March 2, 2016").as_deref(), Some("2016-03-02"));
        assert_eq!(line("  Posted on 2 March 2016 ").as_deref(), Some("2016-03-02"));
        assert_eq!(line("Argued March 2, 2016"), None);
        assert_eq!(line("Effective: March 2, 2016"), None);
        assert_eq!(line("notice – March 2, 2016"), None);
    }
}
