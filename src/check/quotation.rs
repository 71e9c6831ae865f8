//! Quotations, the provision that each belongs to, and how its words differ from the law's.

use std::sync::Arc;

use super::Subject;
use super::marks::{FEWEST, Quotation, has_words, quotations};
use crate::grammar::Words;
use crate::law::{Law, Part};
use crate::provision::ProvisionId;
use crate::quote::{self, Word};
use crate::resolve::{Form, Mention};
use crate::text::Span;

/// How far before a quotation its citation may stand, and how far behind.
const BEFORE: usize = 900;
const BEHIND: usize = 250;
/// Below this share of equal words a quotation is of something else.
const OF_THIS: f32 = 0.8;

/// How one difference is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Signalled, or of no weight: brackets, an ellipsis, a paragraph's mark.
    Sound,
    /// An inflection, an article.
    Minor,
    /// Another sense.
    Substantive,
    /// An ellipsis over an exception.
    HiddenException,
}

/// One difference.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub kind: Kind,
    /// Where, in the document.
    pub span: Span,
    pub quoted: String,
    pub law: String,
}

/// What is found of one quotation.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    /// The provision that it is ascribed to.
    pub id: ProvisionId,
    /// Where that is cited.
    pub cited: Span,
    /// The law's words in its place.
    pub law_words: String,
    /// The words quoted.
    pub quote: Span,
    /// What the writer changed and said so, in words.
    pub alterations: Vec<String>,
    /// The differences, in order.
    pub changes: Vec<Change>,
    /// The provision in which the words stand, when it is another.
    pub stands_in: Option<ProvisionId>,
    /// The days from and until which the law had these words, when it had others on the document's date.
    pub version: Option<(String, String)>,
}

/// A word of a quotation, with what the writer signalled of it.
#[derive(Clone, Debug)]
struct Quoted {
    word: Word,
    /// Changed or put in, in square brackets.
    signalled: bool,
}

/// The words of a quotation in stretches between ellipses; places count in the document.
fn stretches(text: &str, span: Span) -> Vec<Vec<Quoted>> {
    let mut out: Vec<Vec<Quoted>> = vec![Vec::new()];
    let (mut word, mut from, mut bracketed, mut inside) = (String::new(), 0, false, false);
    let end = |word: &mut String, from: usize, to: usize, bracketed: &mut bool, out: &mut Vec<Vec<Quoted>>| {
        if !word.is_empty() {
            let folded = quote::words(word).into_iter().map(|w| w.folded).collect::<String>();
            // `[sic]` says something of the word before, and is none of the quotation.
            if !(folded.is_empty() || folded == "sic" && *bracketed) {
                let word = Word { folded, span: Span::new(from, to) };
                if let Some(last) = out.last_mut() {
                    last.push(Quoted { word, signalled: *bracketed });
                }
            }
            word.clear();
        }
        *bracketed = false;
    };
    let mut chars = span.of(text).char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let at = span.start + i;
        match c {
            '[' => {
                inside = true;
                bracketed = true;
                if word.is_empty() {
                    from = at;
                }
            }
            ']' => {
                inside = false;
                // A bracket that ends a word and one that stands for left-out words.
                if word.is_empty() {
                    bracketed = false;
                }
            }
            '…' | '*' | '.' if is_gap(&text[at..span.end]) => {
                end(&mut word, from, at, &mut bracketed, &mut out);
                while chars.peek().is_some_and(|(_, c)| matches!(c, '.' | '…' | '*' | ' ' | '\u{a0}')) {
                    chars.next();
                }
                if out.last().is_some_and(|s| !s.is_empty()) {
                    out.push(Vec::new());
                }
            }
            c if c.is_alphanumeric() || matches!(c, '\'' | '’' | '\u{ad}') && !word.is_empty() => {
                if word.is_empty() && !bracketed {
                    from = at;
                }
                bracketed |= inside;
                word.push(c);
            }
            _ => {
                let keep = inside;
                end(&mut word, from, at, &mut bracketed, &mut out);
                if keep {
                    from = at + c.len_utf8();
                }
            }
        }
    }
    end(&mut word, from, span.end, &mut bracketed, &mut out);
    out.retain(|s| !s.is_empty());
    out
}

/// Whether an ellipsis stands at the beginning of these words: `…`, `. . .`, `...`, `* * *`.
fn is_gap(rest: &str) -> bool {
    if rest.starts_with('…') {
        return true;
    }
    let signs: String = rest.chars().take(12).filter(|c| !matches!(c, ' ' | '\u{a0}')).collect();
    signs.starts_with("...") || signs.starts_with("***")
}

/// The verdicts on every quotation of a document whose provision and text are known.
pub(super) fn find(subject: &Subject<'_>) -> Vec<Verdict> {
    let mut out = Vec::new();
    if subject.texts.is_empty() {
        return out;
    }
    for quotation in quotations(subject.text) {
        let cited = cited_for(subject, &quotation);
        let verdict = judge(subject, quotation.span, &cited[..cited.len().min(6)]);
        // Words of another provision that is cited near by belong to that one.
        let owned = |v: &Verdict| {
            v.stands_in.as_ref().is_some_and(|other| {
                let near = |m: &&Mention| is_near(m, &quotation) && m.span.start > v.cited.end;
                subject.mentions.iter().filter(near).filter_map(|m| m.id.as_ref()).any(|id| id.contains(other))
            })
        };
        out.extend(verdict.filter(|v| !owned(v)));
    }
    // Paragraphs of a provision set apart, without marks: each opens with its own number.
    let blocks: Vec<_> = subject.mentions.iter().filter(|m| m.form == Form::BlockQuote).collect();
    for (i, mention) in blocks.iter().enumerate() {
        let Some(id) = &mention.id else { continue };
        let next = blocks.get(i + 1).map_or(subject.text.len(), |n| n.span.start);
        let rest = &subject.text[mention.span.end..next.max(mention.span.end)];
        let rest = rest[..rest.find("\n\n").unwrap_or(rest.len())].trim_end();
        // `[EO 13722]` behind a block says where it is from.
        let tag = rest.ends_with(']').then(|| rest.rfind('[')).flatten();
        let end = mention.span.end + tag.unwrap_or(rest.len());
        let span = Span::new(mention.span.end, end);
        if has_words(span.of(subject.text), FEWEST) {
            out.extend(judge(subject, span, &[(0, id, mention.span)]));
        }
    }
    out
}

/// Whether a mention is near enough to a quotation to be where it is from.
fn is_near(m: &Mention, quotation: &Quotation) -> bool {
    m.id.is_some()
        && m.form != Form::BlockQuote
        && (m.span.end <= quotation.from && m.span.end + BEFORE >= quotation.from
            || m.span.start >= quotation.span.end && m.span.start <= quotation.span.end + BEHIND)
}

/// What a quotation may be from, the nearest first: with its distance, where it is cited, and whether the quotation's own
/// sentence cites it before. Nothing for what an amendment strikes or puts in, which is not said to be the law's.
fn cited_for<'m>(subject: &'m Subject<'_>, quotation: &Quotation) -> Vec<(usize, &'m ProvisionId, Span)> {
    let mut from = quotation.from.saturating_sub(60);
    while !subject.text.is_char_boundary(from) {
        from -= 1;
    }
    let before = &subject.text[from..quotation.from];
    // `substituted “this” for “that”`
    let swapped = before.ends_with("” for “") || subject.text[quotation.span.end..].starts_with("” for “");
    if swapped || subject.resolver.grammar().words.amending.iter().any(|v| before.contains(v.as_str())) {
        return Vec::new();
    }
    // Mentions come in text order.
    let from = subject.mentions.partition_point(|m| m.span.start + 2 * BEFORE < quotation.from);
    let to = subject.mentions.partition_point(|m| m.span.start <= quotation.span.end + BEHIND);
    let mut cited: Vec<(usize, &ProvisionId, Span)> = subject.mentions[from..to.max(from)]
        .iter()
        .filter(|m| is_near(m, quotation))
        .filter_map(|m| {
            let distance =
                quotation.from.saturating_sub(m.span.end).max(m.span.start.saturating_sub(quotation.span.end));
            Some((distance, m.id.as_ref()?, m.span))
        })
        .collect();
    cited.sort_by_key(|(distance, ..)| *distance);
    // What the sentence itself cites before its quotation is what it quotes.
    if cited.iter().any(|(.., span)| is_own(subject, quotation, *span)) {
        cited.retain(|(.., span)| is_own(subject, quotation, *span));
    }
    cited.dedup_by(|a, b| a.1 == b.1);
    cited
}

/// Whether the quotation's own sentence cites this before it.
fn is_own(subject: &Subject<'_>, quotation: &Quotation, cited: Span) -> bool {
    cited.end <= quotation.from && !ends_sentence(&subject.text[cited.end..quotation.from])
}

/// The quotations that their own sentence ascribes to a provision of which no text is at hand, or none of that time.
pub(super) fn unjudged(subject: &Subject<'_>) -> Vec<(Span, ProvisionId)> {
    let mut out = Vec::new();
    for quotation in quotations(subject.text) {
        let cited = cited_for(subject, &quotation);
        let Some((_, id, _)) = cited.iter().find(|(.., span)| is_own(subject, &quotation, *span)) else { continue };
        let held = |id: &ProvisionId| subject.text_of(id).is_some_and(|(law, _)| subject.is_in_force(&law));
        if !cited.iter().any(|(_, id, _)| held(id)) {
            out.push((quotation.span, (*id).clone()));
        }
    }
    out
}

/// Whether a sentence ends in these words.
fn ends_sentence(words: &str) -> bool {
    let ends = |at: usize| {
        let before = words[..at].chars().next_back().is_some_and(|c| c.is_lowercase() || matches!(c, ')' | '”' | '"'));
        let mut behind = words[at + 1..].chars();
        before && behind.next().is_some_and(char::is_whitespace) && behind.next().is_some_and(char::is_uppercase)
    };
    words.contains("\n\n") || words.match_indices(['.', '?', '!']).any(|(at, _)| ends(at))
}

/// The verdict by the cited provision that fits best; none where no text is at hand or the words are of something else.
fn judge(subject: &Subject<'_>, span: Span, cited: &[(usize, &ProvisionId, Span)]) -> Option<Verdict> {
    judged(subject, span, cited).map(|verdict| Verdict { quote: span, ..verdict })
}

fn judged(subject: &Subject<'_>, span: Span, cited: &[(usize, &ProvisionId, Span)]) -> Option<Verdict> {
    let quoted = stretches(subject.text, span);
    let mut best: Option<(f32, Verdict)> = None;
    let mut elsewhere: Option<Verdict> = None;
    for (_, id, place) in cited {
        let Some((law, part)) = subject.text_of(id) else { continue };
        // A text of another time proves nothing.
        if !subject.is_in_force(&law) {
            continue;
        }
        if let Some((share, verdict)) = compare(subject, &quoted, &law, &part, id, *place)
            && share >= OF_THIS
            && best.as_ref().is_none_or(|(other, _)| share > *other)
        {
            best = Some((share, verdict));
        } else if elsewhere.is_none() && part.id != law.id {
            elsewhere = another_part(subject, &quoted, &law, &part, id, *place);
        }
    }
    let verdict = best.map(|(_, verdict)| verdict);
    let unfaithful = verdict.as_ref().is_none_or(|v| v.changes.iter().any(|c| c.kind == Kind::Substantive));
    let older =
        unfaithful.then(|| cited.iter().find_map(|(_, id, place)| version(subject, &quoted, id, *place))).flatten();
    older.or(verdict).or(elsewhere)
}

/// The other version of a provision that says just this.
fn version(subject: &Subject<'_>, quoted: &[Vec<Quoted>], id: &ProvisionId, place: Span) -> Option<Verdict> {
    let (now, _) = subject.text_of(id)?;
    if !subject.is_in_force(&now) {
        return None;
    }
    let others = subject.texts.versions(id);
    others.into_iter().filter(|(law, _)| law.from != now.from).find_map(|(law, part)| {
        let (share, mut verdict) = compare(subject, quoted, &law, &part, id, place)?;
        if share < 0.97 || verdict.changes.iter().any(|c| c.kind == Kind::Substantive) {
            return None;
        }
        verdict.version = Some((law.from.clone(), law.until.clone()));
        verdict.changes.clear();
        Some(verdict)
    })
}

/// The part of the same instrument that says just this, when the one cited doesn't.
fn another_part(
    subject: &Subject<'_>,
    quoted: &[Vec<Quoted>],
    law: &Arc<Law>,
    part: &Part,
    id: &ProvisionId,
    place: Span,
) -> Option<Verdict> {
    let whole = Part { id: law.id.clone(), start: 0, end: law.text.len(), words: 0, heading: String::new() };
    let (share, mut verdict) = compare(subject, quoted, law, &whole, id, place)?;
    if share < 0.97 || verdict.changes.iter().any(|c| c.kind == Kind::Substantive) {
        return None;
    }
    let at = law.text.find(verdict.law_words.as_str())?;
    let holder = law.part_at(at, at + verdict.law_words.len())?;
    if part.id.contains(&holder.id) || holder.id.contains(&part.id) {
        return None;
    }
    verdict.stands_in = Some(holder.id.clone());
    verdict.changes.clear();
    Some(verdict)
}

/// Lays the stretches of a quotation, in their order, against a part's words.
fn compare(
    subject: &Subject<'_>,
    quoted: &[Vec<Quoted>],
    law: &Law,
    part: &Part,
    id: &ProvisionId,
    place: Span,
) -> Option<(f32, Verdict)> {
    let text = law.text_of(part);
    let language = &*subject.resolver.grammar().words;
    let lawful = subject.words_of(law, part);
    let lawful = lawful.as_slice();
    // Numbers and headings of paragraphs come and go in quotations.
    let labels: Vec<(usize, usize)> = law
        .parts
        .iter()
        .filter(|p| p.start >= part.start && p.end <= part.end)
        .map(|p| (p.start - part.start, p.words - part.start))
        .collect();
    let is_label = |w: &Word| labels.iter().any(|(from, to)| *from <= w.span.start && w.span.end <= *to);
    let (mut from, mut same, mut differing) = (0, 0, 0);
    let (mut changes, mut alterations) = (Vec::new(), Vec::new());
    let (mut first, mut last): (Option<usize>, usize) = (None, 0);
    for (number, stretch) in quoted.iter().enumerate() {
        let words: Vec<Word> = stretch.iter().map(|q| q.word.clone()).collect();
        let Some(alignment) = quote::align(&words, lawful.get(from..)?) else {
            differing += words.len();
            continue;
        };
        let start = lawful.iter().position(|w| w.span.start >= alignment.span.start)?;
        let end = lawful.iter().rposition(|w| w.span.end <= alignment.span.end)? + 1;
        if number > 0 && first.is_some() {
            let hidden = &lawful[last.min(start)..start];
            alterations.push(format!("{} words left out, and marked so", hidden.len()));
            let within = !labels.iter().any(|(at, _)| hidden.iter().any(|w| w.span.start == *at));
            if within && hidden.iter().any(|w| language.excepting.contains(&w.folded)) {
                let law_words = said(text, hidden);
                let span = stretch.first().map_or(place, |q| Span::new(q.word.span.start, q.word.span.end));
                changes.push(Change { kind: Kind::HiddenException, span, quoted: "…".to_owned(), law: law_words });
            }
        }
        for difference in &alignment.differences {
            let of_quote = &stretch[difference.quote.clone()];
            let of_law: Vec<Word> =
                lawful[from..][difference.law.clone()].iter().filter(|w| !is_label(w)).cloned().collect();
            let kind = kind(language, of_quote, &of_law);
            let unsound = kind != Kind::Sound;
            if !unsound && of_quote.iter().any(|q| q.signalled) {
                let words = of_quote
                    .first()
                    .zip(of_quote.last())
                    .map_or("", |(a, b)| &subject.text[a.word.span.start..b.word.span.end]);
                let of_law = said(text, &of_law);
                let instead = if of_law.is_empty() { "added".to_owned() } else { format!("for “{of_law}”") };
                alterations.push(format!("“{words}” {instead}"));
            }
            differing += if unsound { of_quote.len().max(of_law.len()) } else { 0 };
            if unsound {
                let span = if let (Some(a), Some(b)) = (of_quote.first(), of_quote.last()) {
                    Span::new(a.word.span.start, b.word.span.end)
                } else {
                    // A word left out: where it would stand.
                    stretch.get(difference.quote.start).or_else(|| stretch.last())?.word.span
                };
                let quoted = of_quote
                    .first()
                    .zip(of_quote.last())
                    .map_or("", |(a, b)| &subject.text[a.word.span.start..b.word.span.end]);
                changes.push(Change { kind, span, quoted: quoted.to_owned(), law: said(text, &of_law) });
            }
        }
        same += alignment.same;
        first.get_or_insert(start);
        last = end;
        from = end;
    }
    let first = first?;
    let law_words = text[lawful[first].span.start..lawful[last - 1].span.end].to_owned();
    let share = same as f32 / (same + differing).max(1) as f32;
    // Of a whole instrument a few words in a row may be anybody's.
    let fewest = if part.start == 0 && part.end == law.text.len() { 2 * FEWEST } else { FEWEST };
    if same < fewest {
        return None;
    }
    // Of an instrument cited whole: the provision of it that says this.
    let (begin, end) = (part.start + lawful[first].span.start, part.start + lawful[last - 1].span.end);
    let holder = law.part_at(begin, end).map(|p| &p.id).filter(|holder| id.contains(holder));
    let id = holder.unwrap_or(id).clone();
    Some((
        share,
        Verdict {
            id,
            cited: place,
            law_words,
            quote: Span::default(),
            alterations,
            changes,
            stands_in: None,
            version: None,
        },
    ))
}

fn said(text: &str, words: &[Word]) -> String {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => {
            text[first.span.start..last.span.end].split_whitespace().collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    }
}

fn kind(language: &Words, quoted: &[Quoted], law: &[Word]) -> Kind {
    let plain: Vec<&str> = quoted.iter().filter(|q| !q.signalled).map(|q| q.word.folded.as_str()).collect();
    let law: Vec<&str> = law.iter().map(|w| w.folded.as_str()).collect();
    // Brackets signal a change in their place; words of the law that they replace are accounted for.
    if plain.is_empty() && (law.is_empty() || !quoted.is_empty()) || plain.concat() == law.concat() {
        return Kind::Sound;
    }
    let only = |words: &[&str], others: &[&str]| {
        words.iter().filter(|w| !others.contains(w)).map(|w| (*w).to_owned()).collect::<Vec<_>>()
    };
    let changed: Vec<String> = only(&plain, &law).into_iter().chain(only(&law, &plain)).collect();
    let weighty = |w: &String| language.weighty.contains(w) || w.bytes().any(|b| b.is_ascii_digit());
    if changed.iter().any(weighty) {
        return Kind::Substantive;
    }
    if changed.iter().all(|w| language.articles.contains(w)) {
        return Kind::Minor;
    }
    let inflected = plain.len() == law.len() && plain.iter().zip(&law).all(|(a, b)| stem(a, b));
    if inflected { Kind::Minor } else { Kind::Substantive }
}

/// Whether two words are forms of one.
fn stem(a: &str, b: &str) -> bool {
    let common = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let longer = a.len().max(b.len());
    common >= 3 && longer - common <= 3 && (longer - common) * 2 <= longer
}

/// The verdicts, found once a document.
pub(super) fn verdicts<'v>(subject: &'v Subject<'_>) -> &'v [Verdict] {
    subject.verdicts.get_or_init(|| find(subject))
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind, stretches};
    use crate::grammar::Words;
    use crate::quote;
    use crate::text::Span;

    fn folded(text: &str) -> Vec<Vec<(String, bool)>> {
        let words = |s: &Vec<super::Quoted>| s.iter().map(|q| (q.word.folded.clone(), q.signalled)).collect();
        stretches(text, Span::new(0, text.len())).iter().map(words).collect()
    }

    #[test]
    fn brackets_and_ellipses_are_signals() {
        let plain = |w: &str| (w.to_owned(), false);
        let marked = |w: &str| (w.to_owned(), true);
        assert_eq!(
            folded("engag[ing] in, or [being] it"),
            [vec![marked("engaging"), plain("in"), plain("or"), marked("being"), plain("it")]]
        );
        assert_eq!(
            folded("[n]o vessel [sic] may … leave"),
            [vec![marked("no"), plain("vessel"), plain("may")], vec![plain("leave")]]
        );
        assert_eq!(
            folded("it ends. . . . Then [….] again"),
            [vec![plain("it"), plain("ends")], vec![plain("then")], vec![plain("again")]]
        );
        assert_eq!(folded("U.S. law"), [vec![plain("u"), plain("s"), plain("law")]]);
    }

    #[test]
    fn a_changed_verb_weighs_and_an_ending_does_not() {
        let judge = |quoted: &str, law: &str| {
            let quoted = stretches(quoted, Span::new(0, quoted.len())).concat();
            kind(Words::builtin(), &quoted, &quote::words(law))
        };
        assert_eq!(judge("may", "shall"), Kind::Substantive);
        assert_eq!(judge("", "not"), Kind::Substantive);
        assert_eq!(judge("30", "60"), Kind::Substantive);
        assert_eq!(judge("vessels", "vessel"), Kind::Minor);
        assert_eq!(judge("the", ""), Kind::Minor);
        assert_eq!(judge("engag[ing]", "engaged"), Kind::Sound);
        assert_eq!(judge("non compliance", "noncompliance"), Kind::Sound);
        assert_eq!(judge("ship", "vessel"), Kind::Substantive);
    }
}
