//! How two citations that stand side by side are joined, and whether the text says thereby that they are one thing: by a comma, a
//! bracket, a dash, or words like `known as the`, `codified at`. One account for every rule that compares two of them.

use super::Subject;
use crate::grammar::Words;
use crate::resolve::Mention;
use crate::text::Span;

/// What stands between two citations of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Joined {
    /// Whether the second stands in brackets that open between them.
    pub bracketed: bool,
    pub sign: Sign,
    pub words: Said,
}

/// The sign that parts two citations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    None,
    Comma,
    Semicolon,
    /// A dash, a colon, a stroke, an equals sign, the border of a cell.
    Line,
}

/// What the words between two citations say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Nothing,
    /// That the second is the first: `which is`, `i.e.`
    Same,
    /// That the second is what the first is called, or enacted as.
    Called,
    /// That the second is where the first is printed, or codified.
    Printed,
    /// No more than that one should look there.
    See,
}

/// The words between two citations of one thing, in bytes.
const LONGEST: usize = 90;

impl Joined {
    /// Whether the text says that the two are one, or sets the second apart as another name of the first; a comma alone may go on
    /// with a list.
    pub(super) const fn is_apposed(self) -> bool {
        self.bracketed && !matches!(self.words, Said::See)
            || matches!(self.words, Said::Same | Said::Called)
            || matches!(self.sign, Sign::Line) && matches!(self.words, Said::Nothing)
    }

    /// Whether nothing but a comma stands between them, or nothing.
    pub(super) const fn is_bare(self) -> bool {
        !self.bracketed && matches!(self.words, Said::Nothing) && matches!(self.sign, Sign::None | Sign::Comma)
    }
}

/// How two mentions are joined; none where other words stand between them.
pub(super) fn joined(subject: &Subject<'_>, first: &Mention, second: &Mention) -> Option<Joined> {
    between(subject.text, first.span, second.span, &subject.resolver.grammar().words)
}

fn between(text: &str, first: Span, second: Span, words: &Words) -> Option<Joined> {
    let raw = text.get(first.end..second.start).filter(|raw| raw.len() <= LONGEST && !raw.contains("\n\n"))?;
    let raw = without_definition(raw);
    let flat: String = raw.chars().filter(|c| !is_mark(*c)).collect();
    let flat = flat.split_whitespace().collect::<Vec<_>>().join(" ");
    let (sign, rest) = signed(&flat);
    let opened = rest.strip_prefix(['(', '[']);
    let bracketed = opened.is_some();
    // `… Act (“the Act”), Pub. L. …`: what lies between was taken out; a comma may stand behind the words too.
    let rest = opened.unwrap_or(rest).trim().trim_end_matches([',', ':']).trim_end();
    let rest = without_article(rest, words);
    let folded = rest.to_lowercase();
    let said = if folded.is_empty() {
        Said::Nothing
    } else {
        let lists = [
            (&words.same, Said::Same),
            (&words.called, Said::Called),
            (&words.printed, Said::Printed),
            (&words.see, Said::See),
        ];
        lists.into_iter().find(|(list, _)| list.contains(&folded)).map(|(_, said)| said)?
    };
    Some(Joined { bracketed, sign, words: said })
}

/// Marks of quotation and of emphasis, which say nothing here.
pub(super) const fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '"' | '‘' | '’' | '*' | '_')
}

fn signed(flat: &str) -> (Sign, &str) {
    let sign = match flat.chars().next() {
        Some(',') => Sign::Comma,
        Some(';') => Sign::Semicolon,
        Some(':' | '—' | '–' | '-' | '/' | '=' | '|') => Sign::Line,
        _ => return (Sign::None, flat),
    };
    let rest = flat.trim_start_matches([',', ';', ':', '—', '–', '-', '/', '=', '|']);
    (sign, rest.trim_start())
}

/// The words without an article at their end: `known as the`.
fn without_article<'t>(between: &'t str, words: &Words) -> &'t str {
    let last = between.rsplit(' ').next().unwrap_or_default();
    let is_article = words.articles.iter().any(|w| w.eq_ignore_ascii_case(last));
    if is_article { between[..between.len() - last.len()].trim_end() } else { between }
}

/// The words between without what defines a short name: ` (“the Act”),`.
fn without_definition(raw: &str) -> &str {
    let inner = || {
        let (inside, rest) = raw.trim_start().strip_prefix('(')?.split_once(')')?;
        let defines = inside.contains(['“', '"']) && !inside.bytes().any(|b| b.is_ascii_digit());
        (defines && inside.len() <= 40).then_some(rest)
    };
    inner().unwrap_or(raw)
}

#[cfg(test)]
mod tests {
    use super::{Joined, Said, Sign, between};
    use crate::grammar::Words;
    use crate::text::Span;

    fn told(words: &str) -> Option<Joined> {
        let text = format!("A{words}B");
        between(&text, Span::new(0, 1), Span::new(text.len() - 1, text.len()), Words::builtin())
    }

    #[test]
    fn what_joins_two_citations_is_told() {
        let plain = |sign| Some(Joined { bracketed: false, sign, words: Said::Nothing });
        assert_eq!(told(", "), plain(Sign::Comma));
        assert_eq!(told(",” "), plain(Sign::Comma));
        assert_eq!(told(" — "), plain(Sign::Line));
        assert_eq!(told(" (“the Act”), "), plain(Sign::Comma));
        assert_eq!(told(" (the “"), Some(Joined { bracketed: true, sign: Sign::None, words: Said::Nothing }));
        assert_eq!(told(" [codified at "), Some(Joined { bracketed: true, sign: Sign::None, words: Said::Printed }));
        assert_eq!(
            told(", also known as the "),
            Some(Joined { bracketed: false, sign: Sign::Comma, words: Said::Called })
        );
        assert_eq!(told(", which is "), Some(Joined { bracketed: false, sign: Sign::Comma, words: Said::Same }));
        assert_eq!(told(" (see "), Some(Joined { bracketed: true, sign: Sign::None, words: Said::See }));
        for other in [" and the ", " as amended by ", ". The ", " is no part of the ", ", unlike the ", "\n\n"] {
            assert_eq!(told(other), None, "{other}");
        }
    }
}
