//! Names that a bracket behind them numbers: `Harbour Act 2015 (c. 9)`, `Harbour Regulations 2019 (S.I. 2019/419)`.
//!
//! A form that begins with a word of the list `title-word` takes the name before that word: the number says which
//! instrument it is, whether or not the registry has the name.

use super::Parser;
use super::capture::{Item, Place};
use super::first::ByFirst;
use super::head::{Head, Named, holds};
use super::space::{is_space, space1};
use crate::grammar::{FamilyId, Grammar, Pattern, Words};

/// A word in which such names end, and the form that begins with it.
#[derive(Clone, Debug)]
pub(super) struct Title {
    word: String,
    family: FamilyId,
    form: usize,
}

/// Whether a word stands at a place with a number behind, the year.
fn is_numbered_at(word: &str, text: &str, at: usize) -> bool {
    let after = text[at..].strip_prefix(word);
    after.is_some_and(|after| after.trim_start_matches(is_space).starts_with(|c: char| c.is_ascii_digit()))
}

/// Every such word of a grammar: every word of a name is asked about, and the first letters tell most.
#[derive(Debug)]
pub(super) struct Titles {
    each: ByFirst<Title>,
    /// The words, each once.
    words: ByFirst<String>,
}

impl Titles {
    /// Those that stand at a place with a number behind.
    fn at<'s>(&'s self, text: &'s str, at: usize) -> impl Iterator<Item = &'s Title> {
        let some = self.words.at(&text[at..]).any(|word| is_numbered_at(word, text, at));
        let titles = some.then(|| self.each.at(&text[at..])).into_iter().flatten();
        titles.filter(move |title| is_numbered_at(&title.word, text, at))
    }

    /// Whether a form takes the name before it.
    pub(super) fn are_of(&self, family: FamilyId, form: usize) -> bool {
        self.each.iter().any(|t| t.family == family && t.form == form)
    }
}

/// Every such word of a grammar.
pub(super) fn titles(grammar: &Grammar) -> Titles {
    let mut out: Vec<Title> = Vec::new();
    for (f, family) in grammar.families.iter().enumerate() {
        for (form, spec) in family.forms.iter().enumerate() {
            if let Pattern::Seq(items) = &spec.pattern
                && let Some(Pattern::Words(list, _)) = items.first()
                && family.words[*list].name.starts_with("title-word")
            {
                let family_id = FamilyId::try_from(f).unwrap_or(0);
                let spelled = family.words[*list].spellings.iter();
                out.extend(spelled.map(|(word, _)| Title { word: word.clone(), family: family_id, form }));
            }
        }
    }
    let mut words: Vec<String> = out.iter().map(|title| title.word.clone()).collect();
    words.sort_unstable();
    words.dedup();
    Titles { each: ByFirst::new(out, |title| &title.word), words: ByFirst::new(words, |word| word) }
}

impl Parser {
    /// The name whose last word stands at `word`, with its number in brackets and what narrows it behind.
    pub(crate) fn titled_around(&self, text: &str, word: usize, floor: usize) -> Option<(usize, Head)> {
        self.titles.at(text, word).next()?;
        let start = title_start(&self.grammar.words, text, word, floor);
        let head = self.titled(text, start, word)?;
        Some((start, self.extended(text, head)))
    }

    /// The same from the name's first word, within 24 words.
    pub(super) fn titled_at(&self, text: &str, start: usize) -> Option<Head> {
        self.in_name(text, start, |word| self.titled(text, start, word))
    }

    /// Asks of each later word of what looks like a name from `start` on, up to 24 words, until one is its last.
    pub(super) fn in_name(&self, text: &str, start: usize, last: impl Fn(usize) -> Option<Head>) -> Option<Head> {
        let (mut at, mut depth) = (start, 0i32);
        for n in 0..24 {
            let rest = &text[at..];
            if n > 0
                && depth == 0
                && let Some(head) = last(at)
            {
                return Some(head);
            }
            let word = rest.split(is_space).next().filter(|w| !w.is_empty() && w.len() <= 40)?;
            let inside = depth > 0;
            for c in word.chars() {
                depth += i32::from(c == '(') - i32::from(c == ')');
            }
            let named = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '(');
            let ended = word.ends_with([';', ':', '.', '”']) && !inside && word != "etc.";
            let joins = matches!(word, "etc." | "&") || holds(&self.grammar.words.joining, word);
            if ended || depth < 0 || !inside && !named && !joins {
                return None;
            }
            let (after, _) = space1(&rest[word.len()..]).ok()?;
            at = text.len() - after.len();
        }
        None
    }

    /// Where a title ends that goes on behind a name at `end`, with what stands in brackets and its own last word and year, and
    /// whose it is: ` (Commencement No. 1) (Scotland) Order 2014`.
    pub(super) fn title_behind(&self, text: &str, end: usize) -> Option<(FamilyId, usize)> {
        let mut at = end;
        for n in 0..5 {
            let (rest, gap) = space1(&text[at..]).ok()?;
            if gap.len() > 2 {
                return None;
            }
            let from = text.len() - rest.len();
            if rest.starts_with('(') {
                // A bracket may hold another: `(Temporary Provision (No. 2))`.
                let mut depth = 0i32;
                let closing = rest.char_indices().take(120).find(|(_, c)| {
                    depth += i32::from(*c == '(') - i32::from(*c == ')');
                    depth == 0
                });
                at = from + closing?.0 + 1;
                continue;
            }
            if n == 0 {
                return None;
            }
            return self.titles.at(text, from).find_map(|title| {
                let (rest, _) = space1(rest.strip_prefix(title.word.as_str())?).ok()?;
                let (rest, _) = super::number::year(rest).ok()?;
                Some((title.family, text.len() - rest.len()))
            });
        }
        None
    }

    /// A name from `start` whose last word is at `word`: the longest of the forms that begin there.
    fn titled(&self, text: &str, start: usize, word: usize) -> Option<Head> {
        let mut best: Option<Head> = None;
        for title in self.titles.at(text, word) {
            if let Some(head) = self.form_at(text, word, title.family, title.form)
                && best.as_ref().is_none_or(|b| head.end > b.end)
            {
                best = Some(head);
            }
        }
        let mut head = best?;
        let Named::Form(family, _) = head.named else { return None };
        let clip = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        head.place.start = clip(start);
        let end = head.end;
        let [item] = head.items.as_mut_slice() else { return Some(head) };
        item.place.start = clip(start);
        // What stands in the bracket may cite by itself, `(S.I. 2019/419)`: then it is a mention of its own.
        if let Some(open) = text[word..end].find('(').map(|i| word + i)
            && let Some(inner) = self.head_named_at(text, open + 1)
            && matches!(inner.named, Named::Form(of, _) if of == family)
            && inner.end <= end
        {
            let place = Place { start: clip(open + 1), end: clip(inner.end) };
            let second = Item { place, ..item.clone() };
            item.place.end = clip(text[..open].trim_end_matches(is_space).len());
            head.items.push(second);
        }
        Some(head)
    }
}

/// Where the name begins whose last word stands at `word`: capitalised words, brackets and the small words that join
/// them, up to a `the` or the sentence's own first word; at most 30.
fn title_start(words: &Words, text: &str, word: usize, floor: usize) -> usize {
    let (mut start, mut at, mut depth) = (word, word, 0i32);
    for _ in 0..30 {
        let before = &text[floor..at];
        let trimmed = before.trim_end_matches(is_space);
        let gap = &before[trimmed.len()..];
        if gap.is_empty() || gap.len() > 40 || gap.contains("\n\n") {
            break;
        }
        let from = trimmed.rfind(is_space).map_or(0, |i| i + trimmed[i..].chars().next().map_or(1, char::len_utf8));
        let candidate = &trimmed[from..];
        let inside = depth > 0;
        for c in candidate.chars() {
            depth += i32::from(c == ')') - i32::from(c == '(');
        }
        let ended = candidate.ends_with([';', ':', '.', '”', '?']) && !inside;
        let bare = candidate.trim_start_matches(['“', '"', '‘', '(', '[']);
        // `the Lamps Act 2013 (Commencement) Order`: an Act with its year, in the title of what was made under it.
        let year = bare.len() == 4 && bare.bytes().all(|b| b.is_ascii_digit()) && inside_title(&text[at..word]);
        let named = bare.starts_with(|c: char| c.is_uppercase()) && !holds(&words.opening, bare);
        let joins = holds(&words.joining, bare.trim_end_matches(',')) && bare != "the";
        if bare.is_empty() || ended || candidate.len() > 40 || !inside && depth <= 0 && !named && !joins && !year {
            break;
        }
        // An opening bracket or quotation mark that nothing has closed stands before the name.
        let quoted = candidate.len() > bare.len() && depth < 0 || candidate.starts_with(['“', '"', '‘']);
        at = floor + from + if quoted { candidate.len() - bare.len() } else { 0 };
        if named && depth <= 0 {
            start = at;
        }
        if quoted {
            break;
        }
    }
    start
}

/// Whether words that stand behind a year go on with a title: they open with a bracket, `(Commencement)`.
fn inside_title(words: &str) -> bool {
    words.starts_with('(')
}
