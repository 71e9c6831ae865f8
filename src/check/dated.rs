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

/// The date beside a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    /// The day, `2017-03-16`, the month, `2017-03`, or the year.
    pub stated: String,
    /// How many days it may lie from that of its making: one that only stands there is that of its issue, one on which it was passed
    /// comes before it is signed.
    pub slack: i64,
}

/// How many days a date that only stands behind a number may lie from that of its making: it is that of its issue.
const PRINTED: i64 = 15;
/// How many days after it was passed a law may be signed.
const PASSED: i64 = 75;

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
        let words = Words::builtin();
        let (made, passed) = (words.made.join("|"), words.passed.join("|"));
        let said = format!(
            "(?:(?:which )?(?:was|were) )?(?:{made}|({passed}))(?: into law)?(?: by (?:the )?[A-Z][A-Za-z.]*(?: [A-Z][A-Za-z.]*)?)?(?: on| in)?"
        );
        let behind = Regex::new(&format!(
            r"\A(?:(?:,? | ?[(\[])(?:of|dated|{said}) ({date})(?-u:\b)| ?[(\[]({date})[)\]]|, ({day})(?-u:\b))"
        ));
        // A few words of a clause of its own stand between; the verb's object is what is cited.
        let clause = "((?:[^ ,;()\n]+ ){1,6}?)";
        let object = "(?: into law)? (?:its )?(?:the )?";
        let before = Regex::new(&format!(
            r"(?:(?-u:\b)[Oo]n ({day}),? {clause}(?:{made}|({passed})){object}|(?-u:\b)[Ii]n ({month} {year}|{year}),? {clause}(?:{made}|{passed}){object}|(?-u:\b)(?:order|law|resolution|proclamation|[Aa]ct) of ({day}),? [(\[]?)\z"
        ));
        Some(Ways { behind: behind.ok()?, before: before.ok()? })
    };
    WAYS.get_or_init(make).as_ref()
}

/// The date that the words beside a mention say.
pub(super) fn said(subject: &Subject<'_>, mention: &Mention) -> Option<Dated> {
    let ways = ways()?;
    let words = subject.words(mention);
    let inside = words.rfind(" (").map(|at| &words[at..]).unwrap_or_default();
    let captured = |text: &str| {
        let found = ways.behind.captures(text)?;
        // `Under Public Law 107-56, December 31, 2005 is the sunset`: a day that goes on is the next clause's.
        if let Some(day) = found.get(4)
            && text[day.end()..].starts_with(|c: char| !matches!(c, ',' | ';' | '.' | ')' | ']' | '\n'))
        {
            return None;
        }
        let slack = if found.get(4).is_some() { PRINTED } else { 0 } + if found.get(1).is_some() { PASSED } else { 0 };
        Some(Dated { stated: iso((2..=4).find_map(|i| found.get(i))?.as_str())?, slack })
    };
    let list = Words::builtin();
    let behind = subject.behind(mention, BEHIND);
    // `, 1st Sess. (2016)`
    let skipped =
        list.sessions.iter().find_map(|w| behind.trim_start_matches([',', ' ', '(']).strip_prefix(w.as_str()));
    let behind = skipped.map_or(behind, |rest| rest.strip_prefix(')').unwrap_or(rest));
    if let Some(said) = captured(inside).or_else(|| captured(behind)) {
        return Some(said);
    }
    let before = subject.before(mention.span.start, BEFORE);
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(34))..];
    let verb = || list.made.iter().chain(&list.passed).any(|verb| near.contains(verb.as_str()));
    if !before.ends_with(['(', '[']) && !near.contains(" of ") && !verb() {
        return None;
    }
    // `In 2014 the Board adopted Executive Order 12866 procedures`: what was adopted is what stands behind it.
    let behind = subject.behind(mention, 24);
    let next = behind.strip_prefix(' ').map(|rest| rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or(""));
    if next.is_some_and(|word| !list.joining.iter().chain(&list.prepositions).any(|w| w == word)) {
        return None;
    }
    let found = ways.before.captures(before)?;
    let clause = found.get(2).or_else(|| found.get(5)).map_or("", |m| m.as_str());
    let turned = clause.split(' ').any(|w| list.subordinating.iter().any(|s| s == w));
    let stated = iso([1, 4, 6].iter().find_map(|i| found.get(*i))?.as_str()).filter(|_| !turned)?;
    Some(Dated { stated, slack: if found.get(3).is_some() { PASSED } else { 0 } })
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
