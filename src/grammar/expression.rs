//! Regular expressions of grammar files, with the spellings that texts use for spaces, dashes and apostrophes.
//!
//! A grammar has some eighty of them and a text needs few: each is parsed when the grammar is read, and compiled when a text
//! holds the words that it asks for.

use std::sync::OnceLock;

use memchr::memmem::Finder;
use regex::{Captures, Match, Regex};
use regex_syntax::hir::{Class, Hir, HirKind, Look};

use crate::text::ByteSet;

/// A regular expression of a grammar file. `\d` and `\s` are ASCII's there (and the no-break space), which is what
/// laws are numbered with, and what compiles at once.
#[derive(Clone, Debug)]
pub struct Expression {
    source: String,
    groups: Vec<String>,
    /// Of each set at least one stands in whatever the expression matches; the longest words first.
    needs: Vec<Vec<Finder<'static>>>,
    /// The bytes with which what it matches can begin; all where that can be nothing.
    begins: ByteSet,
    /// Whether it matches only from the beginning of a text on.
    anchored: bool,
    compiled: OnceLock<Option<Regex>>,
}

impl Expression {
    /// Parses an expression as a grammar file writes it.
    pub(super) fn new(source: &str) -> Result<Self, String> {
        let source = spelled(source);
        let hir = regex_syntax::parse(&source).map_err(|e| e.to_string())?;
        let (mut needs, mut groups) = (Vec::new(), Vec::new());
        needed(&hir, &mut needs);
        names(&hir, &mut groups);
        let mut begins = ByteSet::default();
        if beginnings(&hir, &mut begins) {
            begins = ByteSet::ALL;
        }
        let anchored = hir.properties().look_set_prefix().contains(Look::Start);
        needs.sort_by_key(|set| std::cmp::Reverse(shortest(set)));
        let finder = |word: &String| Finder::new(word.as_bytes()).into_owned();
        let needs = needs.iter().map(|set| set.iter().map(finder).collect()).collect();
        Ok(Self { source, groups, needs, begins, anchored, compiled: OnceLock::new() })
    }

    /// Compiles it now, so that a mistake that shows only then is told where the grammar is read.
    pub(super) fn compile(&self) -> Result<(), String> {
        Regex::new(&self.source).map(|_| ()).map_err(|e| e.to_string())
    }

    /// Whether a group has this name.
    #[must_use]
    pub fn has_group(&self, name: &str) -> bool {
        self.groups.iter().any(|g| g == name)
    }

    /// The names of its groups.
    pub fn groups(&self) -> impl Iterator<Item = &str> {
        self.groups.iter().map(String::as_str)
    }

    /// Words of which one stands in whatever the expression matches, the set whose words are longest; none where it needs none.
    pub(crate) fn needs(&self) -> impl Iterator<Item = &[u8]> {
        self.needs.first().into_iter().flatten().map(Finder::needle)
    }

    /// The bytes with which what it matches can begin.
    pub(crate) fn begins(&self) -> ByteSet {
        self.begins
    }

    /// The first place that it matches.
    #[must_use]
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.regex()?.find(text)
    }

    /// Whether it matches anywhere.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        self.regex().is_some_and(|r| r.is_match(text))
    }

    /// The first place that it matches, with its groups. A text without the words that it asks for costs a search for a word.
    #[must_use]
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        if self.anchored && !text.bytes().next().is_none_or(|first| self.begins.has(first)) {
            return None;
        }
        let holds = |word: &Finder<'_>| word.find(text.as_bytes()).is_some();
        let fits = self.needs.iter().all(|set| set.iter().any(holds));
        if fits { self.regex()?.captures(text) } else { None }
    }

    fn regex(&self) -> Option<&Regex> {
        // What is compiled in is compiled in a test too, what a folder adds when it is read: there is always one.
        self.compiled.get_or_init(|| Regex::new(&self.source).ok()).as_ref()
    }
}

/// The words without which an expression doesn't match: of each set one.
fn needed(hir: &Hir, out: &mut Vec<Vec<String>>) {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let word = String::from_utf8_lossy(&literal.0);
            if word.len() >= 3 {
                out.push(vec![word.into_owned()]);
            }
        }
        HirKind::Capture(capture) => needed(&capture.sub, out),
        HirKind::Repetition(repeated) if repeated.min > 0 => needed(&repeated.sub, out),
        HirKind::Concat(parts) => parts.iter().for_each(|part| needed(part, out)),
        HirKind::Alternation(choices) => {
            let best = |choice: &Hir| {
                let mut sets = Vec::new();
                needed(choice, &mut sets);
                sets.into_iter().max_by_key(|set| shortest(set))
            };
            out.extend(choices.iter().map(best).collect::<Option<Vec<_>>>().map(|sets| sets.concat()));
        }
        HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) | HirKind::Repetition(_) => {}
    }
}

/// Adds the bytes with which what an expression matches can begin. Says whether it can match nothing, so that it begins with
/// what follows.
fn beginnings(hir: &Hir, out: &mut ByteSet) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => return true,
        HirKind::Literal(literal) => literal.0.first().into_iter().for_each(|byte| out.insert(*byte)),
        HirKind::Class(Class::Bytes(class)) => {
            class.iter().for_each(|range| (range.start()..=range.end()).for_each(|byte| out.insert(byte)));
        }
        HirKind::Class(Class::Unicode(class)) => {
            for range in class.iter() {
                (range.start()..=range.end().min('\x7f')).for_each(|c| out.insert(c as u8));
                if !range.end().is_ascii() {
                    out.insert_others();
                }
            }
        }
        HirKind::Repetition(repeated) => return beginnings(&repeated.sub, out) || repeated.min == 0,
        HirKind::Capture(capture) => return beginnings(&capture.sub, out),
        HirKind::Concat(parts) => return parts.iter().all(|part| beginnings(part, out)),
        HirKind::Alternation(choices) => {
            return choices.iter().fold(false, |open, choice| beginnings(choice, out) | open);
        }
    }
    false
}

fn shortest(set: &[String]) -> usize {
    set.iter().map(String::len).min().unwrap_or(0)
}

fn names(hir: &Hir, out: &mut Vec<String>) {
    match hir.kind() {
        HirKind::Capture(capture) => {
            out.extend(capture.name.as_deref().map(str::to_owned));
            names(&capture.sub, out);
        }
        HirKind::Repetition(repeated) => names(&repeated.sub, out),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().for_each(|part| names(part, out)),
        HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) | HirKind::Literal(_) => {}
    }
}

/// An expression in which, outside of `[…]`, a space is any white space of a line, a hyphen any dash and an apostrophe any
/// apostrophe, as everywhere in the grammar; digits are those of ASCII.
fn spelled(source: &str) -> String {
    let mut out = String::with_capacity(2 * source.len());
    let (mut inside, mut signs) = (false, source.chars());
    while let Some(c) = signs.next() {
        match c {
            '\\' => match signs.next() {
                Some('d') => out.push_str(if inside { "0-9" } else { "[0-9]" }),
                Some('s') => out.push_str(if inside { r" \t\r\n\x{a0}" } else { r"[ \t\r\n\x{a0}]" }),
                // A word's edge by ASCII: the other kind makes every search slow where a text isn't ASCII.
                Some('b') if !inside => out.push_str(r"(?-u:\b)"),
                Some(escaped) => out.extend(['\\', escaped]),
                None => out.push('\\'),
            },
            '[' | ']' => {
                inside = c == '[';
                out.push(c);
            }
            ' ' if !inside => out.push_str(r"(?:[ \t\x{a0}\x{2000}-\x{200a}\x{202f}]+)"),
            '-' if !inside => out.push_str(r"[-\x{2010}-\x{2015}\x{2212}]"),
            '\'' | '’' if !inside => out.push_str("['’]"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Expression, needed};
    use crate::grammar::{Grammar, Shape};

    #[test]
    fn spaces_dashes_and_apostrophes_are_any_outside_of_sets() {
        let fits = |source: &str, text: &str| Expression::new(source).is_ok_and(|e| e.is_match(text));
        assert!(fits(r"\APublic Law ?\d{2,3}-\d+\z", "Public\u{a0} Law 114–122"));
        assert!(fits(r"\APublic Law ?\d{2,3}-\d+\z", "Public Law114-122"));
        assert!(fits(r"\Amember's [a-c-]\z", "member’s -"));
        assert!(!fits(r"\A[a-c]\z", "–"));
        assert!(!fits(r"\APublic Law\z", "PublicLaw"));
    }

    #[test]
    fn what_an_expression_needs_stands_in_what_it_matches() {
        let needs = |source: &str| {
            let mut out = Vec::new();
            needed(&regex_syntax::parse(source).expect("a test's own"), &mut out);
            out
        };
        assert_eq!(needs(r"(?m)^Rule (?P<n>\d+)$"), [["Rule "]]);
        assert_eq!(needs(r"(?:Order|Rules|[A-Z]{3} Notice) of"), [vec!["Order", "Rules", " Notice"], vec![" of"]]);
        assert_eq!(needs(r"(?:Order|\d+) (?:dated )?(?:in|on) \w+"), Vec::<Vec<String>>::new());
        assert_eq!(needs(r"(?i)order"), Vec::<Vec<String>>::new());
    }

    #[test]
    fn an_expression_knows_with_what_it_can_begin() {
        let begins = |source: &str| {
            let expression = Expression::new(source).expect("a test's own");
            (0..=127u8).filter(|byte| expression.begins().has(*byte)).map(char::from).collect::<String>()
        };
        assert_eq!(begins(r"\A(?:19[78][0-9])"), "1");
        assert_eq!(begins(r"\A(?:x?[ab]|Cz|(?:é)*d)"), "Cabdx");
        assert_eq!(begins(r"\A(?:x?)").len(), 128);
    }

    #[test]
    fn every_built_in_expression_compiles() {
        let grammar = Grammar::builtin().expect("the built-in grammar");
        for family in &grammar.families {
            let own = family.own.iter().map(|o| &o.regex);
            let fields =
                family.fields.iter().filter_map(|f| if let Shape::Regex(r) = &f.shape { Some(&**r) } else { None });
            for expression in own.chain(fields) {
                assert_eq!(expression.compile(), Ok(()), "{}", family.key);
            }
        }
    }
}
