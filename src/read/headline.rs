//! Title and date of plain text and Markdown, from the lines at the top.

use super::date;

/// Lines longer than this, in characters, are no titles.
const TITLE_MAX: usize = 200;
/// A date is looked for in this many lines.
const DATE_LINES: usize = 15;

/// The title of plain text: its first line that has words and isn't a date, when it is short enough to be one.
pub(super) fn text_title(text: &str) -> Option<String> {
    text.lines()
        .map(bare)
        .find(|line| line.contains(char::is_alphanumeric) && date::line(line).is_none())
        .filter(|line| line.chars().nth(TITLE_MAX).is_none())
        .map(str::to_owned)
}

/// The date that a line of its own states near the top.
///
/// None where two such lines differ, or where the line runs on from the one before or into the one after, as when
/// a converter has broken `On | May 11, 2004 | , the President` into three.
pub(super) fn text_date(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().map(bare).filter(|line| !line.is_empty()).take(DATE_LINES + 1).collect();
    let mut found = None;
    for (at, line) in lines.iter().enumerate().take(DATE_LINES) {
        let Some(date) = date::line(line) else { continue };
        let before = at.checked_sub(1).map_or("", |before| lines[before]);
        let after = lines.get(at + 1).copied().unwrap_or_default();
        if runs_on(before) || after.starts_with(|c: char| c.is_lowercase() || ",;.)".contains(c)) {
            continue;
        }
        if found.replace(date.clone()).is_some_and(|other| other != date) {
            return None;
        }
    }
    found
}

/// The title and the date of Markdown: its front matter's, else the first `#` heading and a line with a date.
pub(super) fn markdown(text: &str) -> (Option<String>, Option<String>) {
    let (front, body) = front_matter(text);
    let field = |name: &str| {
        let value = front.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?.trim();
        let quoted = ['"', '\''].iter().find_map(|&q| value.strip_prefix(q)?.strip_suffix(q));
        Some(quoted.unwrap_or(value)).filter(|value| !value.is_empty())
    };
    let title = field("title").map(str::to_owned).or_else(|| heading(body));
    let date = ["date", "approved"].iter().find_map(|name| date::parse(field(name)?));
    (title, date.or_else(|| text_date(body)))
}

/// Splits off a block between `---` lines at the very top.
fn front_matter(text: &str) -> (&str, &str) {
    let whole = bare_start(text);
    let mut at = 0;
    for (index, line) in whole.split_inclusive('\n').enumerate() {
        match (index, line.trim_end()) {
            (0, "---") => {}
            (0, _) => break,
            (_, "---" | "...") => return (&whole[..at], &whole[at + line.len()..]),
            _ => {}
        }
        at += line.len();
    }
    ("", whole)
}

/// The first heading of level one outside code; else the text's first line, when that is a heading.
fn heading(body: &str) -> Option<String> {
    let mut code = false;
    let mut lines = body.lines().map(str::trim_end).filter(|line| !line.is_empty()).filter(move |line| {
        let fence = line.starts_with("```") || line.starts_with("~~~");
        code ^= fence;
        !code && !fence
    });
    let first = lines.next()?;
    let top = std::iter::once(first).chain(lines).find(|line| line.starts_with("# ")).unwrap_or(first);
    let title = top.trim_start_matches('#').strip_prefix(' ').filter(|_| top.starts_with('#'))?;
    Some(title.trim().trim_end_matches(" #").to_owned())
}

/// Whether the line after this one goes on with its sentence.
fn runs_on(line: &str) -> bool {
    const WORDS: &[&str] =
        &["after", "and", "before", "by", "dated", "from", "in", "of", "on", "since", "the", "through", "to", "until"];
    line.rsplit(' ').next().is_some_and(|word| WORDS.contains(&word.to_lowercase().as_str()))
}

fn bare(line: &str) -> &str {
    bare_start(line).trim()
}

fn bare_start(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::{markdown, text_date, text_title};

    fn some(title: &str, date: &str) -> (Option<String>, Option<String>) {
        let some = |s: &str| (!s.is_empty()).then(|| s.to_owned());
        (some(title), some(date))
    }

    #[test]
    fn the_title_is_the_first_line_when_short() {
        assert_eq!(text_title("\u{feff}\r\n  A title \r\nText.").as_deref(), Some("A title"));
        assert_eq!(text_title("March 2, 2016\nA title").as_deref(), Some("A title"));
        assert_eq!(text_title(&"é".repeat(200)).map(|t| t.len()), Some(400));
        assert_eq!(text_title(&"é".repeat(201)), None);
        assert_eq!(text_title("\u{feff}"), None);
    }

    #[test]
    fn a_date_needs_a_line_of_its_own() {
        assert_eq!(text_date("Release\n\nWASHINGTON – March 2, 2016\n").as_deref(), Some("2016-03-02"));
        assert_eq!(text_date("On\nMay 11, 2004\n, pursuant to"), None);
        assert_eq!(text_date("dated as of\nMay 11, 2004"), None);
        assert_eq!(text_date("May 11, 2004\n\nMay 12, 2004"), None);
        assert_eq!(text_date(&format!("{}May 11, 2004", "x\n".repeat(15))), None);
    }

    #[test]
    fn front_matter_comes_first() {
        let text = "---\ntitle: \"An Act\"\napproved: 2016-02-18\n---\n\n# Other\n";
        assert_eq!(markdown(text), some("An Act", "2016-02-18"));
        assert_eq!(markdown("---\r\ndate: soon\r\n---\r\n# Heading #\r\n"), some("Heading", ""));
        assert_eq!(markdown("---\n---\n\n# Heading"), some("Heading", ""));
        assert_eq!(markdown("---\ntitle: never closed\n"), some("", ""));
    }

    #[test]
    fn headings_are_found_outside_code() {
        assert_eq!(markdown("```\n# code\n```\n# Title\n"), some("Title", ""));
        assert_eq!(markdown("## § 311. Section\n\ntext\n"), some("§ 311. Section", ""));
        assert_eq!(markdown("text\n## Section\n"), some("", ""));
        assert_eq!(markdown("#hashtag\n"), some("", ""));
    }
}
