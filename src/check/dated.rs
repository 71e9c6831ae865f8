//! The day, month or year that the words beside a citation give to what is cited: `(Mar. 16, 2017)`, `of 6 March 2017`,
//! `, issued on March 6, 2017`, `In 2011 the Council adopted …`.

use std::sync::OnceLock;

use regex::Regex;

use super::Subject;
use crate::grammar::Words;
use crate::resolve::Mention;

/// How far before a citation its date may stand, and how far behind.
const BEFORE: usize = 110;
const BEHIND: usize = 70;

struct Ways {
    behind: Regex,
    before: Regex,
}

fn ways() -> Option<&'static Ways> {
    static WAYS: OnceLock<Option<Ways>> = OnceLock::new();
    let make = || {
        // What a month is called is asked of what was found: the expressions are made once a run, and have to be small.
        let month = r"[A-Z][a-z]{2,8}\.?";
        let year = "(?:1[789]|20)[0-9][0-9]";
        let day = format!("{month} [0-9]{{1,2}}, {year}|[0-9]{{1,2}} {month} {year}|{year}-[0-9][0-9]-[0-9][0-9]");
        let date = format!("(?:{day}|{month} {year}|{year})");
        let made = Words::builtin().made.join("|");
        let behind = Regex::new(&format!(
            r"\A(?:,? (?:of|dated|(?:(?:which )?(?:was|were) )?(?:{made})(?: into law)?(?: by (?:the )?[A-Z][A-Za-z.]*(?: [A-Z][A-Za-z.]*)?)?(?: on| in)?) ({date})(?-u:\b)| \(({date})\)|, ({day})(?-u:\b))"
        ));
        // A few words of a clause of its own stand between; the verb's object is what is cited.
        let clause = "((?:[^ ,;()\n]+ ){1,6}?)";
        let object = "(?: into law)? (?:its )?(?:the )?";
        let before = Regex::new(&format!(
            r"(?:(?-u:\b)[Oo]n ({day}),? {clause}(?:{made}){object}|(?-u:\b)[Ii]n ({month} {year}|{year}),? {clause}(?:{made}){object}|(?-u:\b)(?:order|law|resolution|proclamation) of ({day}),? \()\z"
        ));
        Some(Ways { behind: behind.ok()?, before: before.ok()? })
    };
    WAYS.get_or_init(make).as_ref()
}

/// The day, `2017-03-16`, the month, `2017-03`, or the year that the words beside a mention say; and whether they say no more than
/// that it stands there: `E.O. 10722, Aug. 7, 1957, 22 F.R. 6287`, of the day on which it was printed.
pub(super) fn said(subject: &Subject<'_>, mention: &Mention) -> Option<(String, bool)> {
    let ways = ways()?;
    let words = subject.words(mention);
    let inside = words.rfind(" (").map(|at| &words[at..]).unwrap_or_default();
    let captured = |text: &str| {
        let found = ways.behind.captures(text)?;
        // `Under Public Law 107-56, December 31, 2005 is the sunset`: a day that goes on is the next clause's.
        if let Some(day) = found.get(3)
            && text[day.end()..].starts_with(|c: char| !matches!(c, ',' | ';' | '.' | ')' | ']' | '\n'))
        {
            return None;
        }
        Some((iso((1..=3).find_map(|i| found.get(i))?.as_str())?, found.get(3).is_some()))
    };
    if let Some(said) = captured(inside).or_else(|| captured(subject.behind(mention, BEHIND))) {
        return Some(said);
    }
    let before = subject.before(mention.span.start, BEFORE);
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(30))..];
    if !before.ends_with('(') && !Words::builtin().made.iter().any(|verb| near.contains(verb.as_str())) {
        return None;
    }
    // `In 2014 the Board adopted Executive Order 12866 procedures`: what was adopted is what stands behind it.
    let behind = subject.behind(mention, 24);
    let next = behind.strip_prefix(' ').map(|rest| rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or(""));
    let list = Words::builtin();
    if next.is_some_and(|word| !list.joining.iter().chain(&list.prepositions).any(|w| w == word)) {
        return None;
    }
    let found = ways.before.captures(before)?;
    let clause = found.get(2).or_else(|| found.get(4)).map_or("", |m| m.as_str());
    let turned = clause.split(' ').any(|w| Words::builtin().subordinating.iter().any(|s| s == w));
    let said = iso([1, 3, 5].iter().find_map(|i| found.get(*i))?.as_str()).filter(|_| !turned)?;
    Some((said, false))
}

/// A date as far as it is written, as `YYYY-MM-DD`: the month before the day or behind it.
pub(super) fn iso(written: &str) -> Option<String> {
    let words: Vec<&str> = written.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    let numeric = |w: &str| w.bytes().all(|b| b.is_ascii_digit());
    match words.as_slice() {
        [whole] if numeric(whole) && whole.len() == 4 || crate::law::is_day(whole) => Some((*whole).to_owned()),
        [month, year] if year.len() == 4 && numeric(year) => {
            Some(format!("{year}-{:02}", Words::builtin().month(month)?))
        }
        [day, month, year] if numeric(day) => crate::parse::iso_date(&format!("{month} {day}, {year}")),
        [month, day, year] => crate::parse::iso_date(&format!("{month} {day}, {year}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn a_date_is_as_exact_as_it_is_written() {
        let read = ["6 March 2017", "Mar. 6, 2017", "2017-03-06", "March 2017", "2017", "Harbour 2017"].map(iso);
        let want = ["2017-03-06", "2017-03-06", "2017-03-06", "2017-03", "2017"].map(|d| Some(d.to_owned()));
        assert_eq!(read[..5], want);
        assert_eq!(read[5], None);
    }
}
