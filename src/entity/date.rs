//! When: the day, month or year of an event.

use std::sync::OnceLock;

use regex::Regex;

use crate::parse::iso_date;

/// The day, month or year that a sentence gives.
pub(super) fn date_in(sentence: &str) -> Option<String> {
    static DATE: OnceLock<Option<Regex>> = OnceLock::new();
    let words = crate::grammar::Words::builtin();
    let date = DATE.get_or_init(|| {
        let month = format!("(?:{})", words.months.join("|"));
        Regex::new(&format!(r"\b(?:({month} \d{{1,2}}, \d{{4}})|(\d{{1,2}}) ({month}) (\d{{4}})|({month})(?: of)? (\d{{4}})|in (\d{{4}})\b)")).ok()
    });
    let found = date.as_ref()?.captures(sentence)?;
    let month = |name: &str| words.month(name);
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
    use super::date_in;

    #[test]
    fn a_sentence_gives_a_day_a_month_or_a_year() {
        assert_eq!(date_in("on March 15, 2016, it was").as_deref(), Some("2016-03-15"));
        assert_eq!(date_in("on 2 March 2016").as_deref(), Some("2016-03-02"));
        assert_eq!(date_in("in August 2010 pursuant").as_deref(), Some("2010-08"));
        assert_eq!(date_in("in 1990, and").as_deref(), Some("1990"));
        assert_eq!(date_in("on its day"), None);
    }
}
