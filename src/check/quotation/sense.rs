//! Whether a difference between a quotation and the law changes the sense.

use super::Kind;
use super::stretches::Quoted;
use crate::grammar::{Words, phrase_at};
use crate::quote::Word;

/// What one difference comes to: the words quoted, and the law's in their place. An Act that is `codified` calls itself
/// otherwise in the code.
pub(super) fn kind(language: &Words, quoted: &[Quoted], law: &[Word], codified: bool) -> Kind {
    let law: Vec<&str> = law.iter().map(|w| w.folded.as_str()).collect();
    if turns(language, quoted, &law) {
        return Kind::Turned;
    }
    let plain: Vec<&str> =
        quoted.iter().filter(|q| !(q.signalled || q.mark && law.is_empty())).map(|q| q.word.folded.as_str()).collect();
    // Brackets signal a change in their place; words of the law that they replace are accounted for.
    if plain.is_empty() && (law.is_empty() || !quoted.is_empty()) || plain.concat() == law.concat() {
        return Kind::Sound;
    }
    let paired = plain.len() == law.len();
    if paired && plain.iter().zip(&law).all(|(a, b)| a == b || is_misread(language, a, b)) {
        return Kind::Sound;
    }
    // `mer-` and `chandise` for `merchandise`, a letter of it misread.
    let both = !plain.is_empty() && !law.is_empty() && plain.len().abs_diff(law.len()) == 1;
    if both && is_misread(language, &plain.concat(), &law.concat()) {
        return Kind::Sound;
    }
    let unit = |w: &&str| language.quoting.units.iter().any(|u| u == w) || w.bytes().all(|b| b.is_ascii_digit());
    if codified && !plain.is_empty() && !law.is_empty() && plain.iter().chain(&law).all(unit) {
        return Kind::Sound;
    }
    let (ours, theirs) = (plain.concat(), law.concat());
    let written = |a: &String, b: &String| *a == ours && *b == theirs || *a == theirs && *b == ours;
    if language.quoting.written.iter().any(|(a, b)| written(a, b)) {
        return Kind::Minor;
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
    let inflected = paired && plain.iter().zip(&law).all(|(a, b)| stem(a, b));
    if inflected { Kind::Minor } else { Kind::Substantive }
}

/// Whether brackets turn the sense: they put a negation in or take one away, write `and` for `or`, `may` for `shall`,
/// another number for a number, or stand in the place of an exception.
fn turns(language: &Words, quoted: &[Quoted], law: &[&str]) -> bool {
    if !quoted.iter().any(|q| q.signalled) {
        return false;
    }
    let words = &language.quoting;
    let is_in = |list: &[String], w: &str| list.iter().any(|l| l == w);
    let said: Vec<&str> = quoted.iter().map(|q| q.word.folded.as_str()).collect();
    let bracketed: Vec<&str> = quoted.iter().filter(|q| q.whole).map(|q| q.word.folded.as_str()).collect();
    // `[un]lawful` for `lawful`.
    let contrary = |a: &str, b: &str| {
        words.contrary.iter().any(|p| a.strip_prefix(p.as_str()).is_some_and(|rest| rest == b && b.len() > 3))
    };
    if quoted.iter().filter(|q| q.signalled).any(|q| {
        let own = q.word.folded.as_str();
        law.iter().any(|w| contrary(own, w) || contrary(w, own))
    }) {
        return true;
    }
    // `[in]expedient` for `impracticable`: what is left of a word is none of the law's word in its place.
    let strange = |own: &str| law.iter().all(|w| !shares(own, w));
    if quoted.len() == law.len() && quoted.iter().any(|q| q.signalled && !q.whole && strange(&q.word.folded)) {
        return true;
    }
    if bracketed.is_empty() {
        return false;
    }
    let kept: Vec<&str> = without(law, &words.harmless);
    // A word of weight that the law doesn't have in this place.
    if bracketed.iter().any(|w| is_in(&words.turning, w) && !law.contains(w)) {
        let denies = |list: &[&str]| list.iter().any(|w| is_in(&words.negations, w));
        // `[no]` for `not any` denies as the law does.
        if !(denies(&bracketed) && denies(&kept)) {
            return true;
        }
    }
    // A negation, or an exception, that the brackets stand in the place of. One in a long passage denies something else.
    let near = kept.len() <= 4 && kept.iter().any(|w| is_in(&words.negations, w));
    if near && !said.iter().any(|w| is_in(&words.negations, w) || is_in(&words.turning, w)) {
        return true;
    }
    // A manner of doing it that the brackets take away or put in: `[in due course]` for `immediately`.
    let manner = |w: &&str| is_in(&words.manner, w);
    if kept.len() <= 4 && kept.iter().any(|w| manner(w) && !said.contains(w))
        || bracketed.iter().any(|w| manner(w) && !law.contains(w))
    {
        return true;
    }
    if words.excepting.iter().any(|e| phrase_at(&kept, e).is_some() && phrase_at(&said, e).is_none()) {
        return true;
    }
    let opposed =
        |a: &str, b: &str| bracketed.contains(&a) && !law.contains(&a) && kept.contains(&b) && !said.contains(&b);
    if words.opposed.iter().any(|(a, b)| opposed(a, b) || opposed(b, a)) {
        return true;
    }
    // Another number for a number.
    let number = |w: &&str| w.bytes().all(|b| b.is_ascii_digit());
    let (ours, theirs) = (bracketed.iter().find(|w| number(w)), law.iter().find(|w| number(w)));
    law.len() <= 2 && matches!((ours, theirs), (Some(a), Some(b)) if a != b)
}

/// Whether a word with letters changed may be a form of another: it begins or ends alike, or is too short to tell.
fn shares(a: &str, b: &str) -> bool {
    let ahead = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let behind = a.bytes().rev().zip(b.bytes().rev()).take_while(|(x, y)| x == y).count();
    a.len() < 6 || ahead >= 3 || behind >= 4
}

/// A conjunction in brackets where the law has none: `[and]` among things that the law joins by `or`. `next` are the words
/// of the law that follow.
pub(super) fn joins_otherwise(language: &Words, quoted: &[Quoted], next: &[&str]) -> bool {
    let own: Vec<&str> = quoted.iter().filter(|q| q.whole).map(|q| q.word.folded.as_str()).collect();
    let [own] = own.as_slice() else { return false };
    let Some((a, b)) = language.quoting.opposed.first() else { return false };
    let other = if own == a { b } else { a };
    if own != a && own != b {
        return false;
    }
    // The conjunction of the law's own list is the next one.
    next.iter().take(24).find(|w| *w == a || *w == b).is_some_and(|w| *w == other)
}

/// A conjunction more between the paragraphs of a list than the law has, and the list's own.
pub(super) fn joins_alike(language: &Words, quoted: &[Quoted], next: &[&str]) -> bool {
    let [only] = quoted else { return false };
    let Some((a, b)) = language.quoting.opposed.first() else { return false };
    next.iter().find(|w| *w == a || *w == b).is_some_and(|w| *w == only.word.folded)
}

/// Whether words left out of a quotation hold an exception, or deny what is left.
///
/// Only the rest of the sentence that breaks off and the beginning of the one that goes on are looked at: what stands in
/// sentences of its own between them is left out as a whole.
pub(super) fn hides<'t>(language: &Words, text: &'t str, hidden: &[Word], at_end: bool) -> Option<&'t str> {
    let words = &language.quoting;
    let mut pieces: Vec<&[Word]> = Vec::new();
    let mut from = 0;
    for i in 1..=hidden.len() {
        let ends = i == hidden.len() || is_end(language, text, &hidden[i - 1], &hidden[i..]);
        if ends {
            pieces.push(&hidden[from..i]);
            from = i;
        }
    }
    // The last piece is the head of the sentence that goes on, where there is one.
    let count = pieces.len();
    let looked_at = pieces.into_iter().enumerate().filter(|(i, _)| *i == 0 || !at_end && *i + 1 == count);
    for (_, piece) in looked_at {
        let folded: Vec<&str> = piece.iter().map(|w| w.folded.as_str()).collect();
        let kept = without_places(&folded, &words.harmless);
        let plain: Vec<&str> = kept.iter().map(|i| folded[*i]).collect();
        let exception = words.excepting.iter().filter_map(|e| phrase_at(&plain, e)).min();
        // `shall … be liable` where the law says `shall not be`: a negation at the edge denies the words kept.
        let edge = |i: usize| i < 2 || !at_end && i + 2 >= plain.len();
        let denied = plain
            .iter()
            .enumerate()
            .find(|(i, w)| edge(*i) && plain.len() <= 40 && words.negations.iter().any(|n| n == *w));
        let denied = denied.map(|(i, _)| i).filter(|_| !at_end);
        if let Some(first) = exception.or(denied) {
            let word = &piece[kept[first]];
            let last = piece.get(kept[first] + 11).or(piece.last())?;
            return text.get(word.span.start..last.span.end);
        }
    }
    None
}

/// Whether a sentence, or a clause that an exception doesn't follow, ends between two words.
fn is_end(language: &Words, text: &str, word: &Word, next: &[Word]) -> bool {
    let Some(first) = next.first() else { return true };
    let between = text.get(word.span.end..first.span.start).unwrap_or_default();
    let folded: Vec<&str> = next.iter().take(3).map(|w| w.folded.as_str()).collect();
    let goes_on = || language.quoting.excepting.iter().any(|e| phrase_at(&folded, e) == Some(0));
    let capital = text[first.span.start..].starts_with(char::is_uppercase);
    between.contains('.') && capital && word.folded.len() > 2 || between.contains(';') && !goes_on()
}

/// The words without those of some phrases.
fn without<'w>(words: &[&'w str], phrases: &[String]) -> Vec<&'w str> {
    without_places(words, phrases).into_iter().map(|i| words[i]).collect()
}

/// The places of the words that belong to none of some phrases.
fn without_places(words: &[&str], phrases: &[String]) -> Vec<usize> {
    let mut out = vec![true; words.len()];
    for phrase in phrases {
        let parts: Vec<&str> = phrase.split(' ').collect();
        for (at, window) in words.windows(parts.len()).enumerate() {
            if window == parts.as_slice() {
                out[at..at + parts.len()].fill(false);
            }
        }
    }
    out.into_iter().enumerate().filter_map(|(i, kept)| kept.then_some(i)).collect()
}

/// Whether one word is another as text recognition leaves it: `tbe`, `govemment`, `3O`.
fn is_misread(language: &Words, a: &str, b: &str) -> bool {
    // What is a word of weight by itself is none misread, and two letters are too few to tell.
    let mixed = a.bytes().any(|b| b.is_ascii_digit()) && a.bytes().any(|b| b.is_ascii_alphabetic());
    if a.len().min(b.len()) < 3 && !mixed || language.weighty.iter().any(|l| l == a) {
        return false;
    }
    let fold = |w: &str| {
        language.quoting.misread.iter().fold(w.to_owned(), |word, (from, to)| word.replace(from.as_str(), to))
    };
    fold(a) == fold(b) && !(a.bytes().all(|c| c.is_ascii_digit()) && b.bytes().all(|c| c.is_ascii_digit()))
}

/// Whether two words are forms of one.
fn stem(a: &str, b: &str) -> bool {
    let common = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let longer = a.len().max(b.len());
    common >= 3 && longer - common <= 3 && (longer - common) * 2 <= longer
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::super::stretches::stretches;
    use super::{hides, kind};
    use crate::grammar::Words;
    use crate::quote;
    use crate::text::Span;

    #[test]
    fn a_changed_verb_weighs_and_an_ending_does_not() {
        let judge = |quoted: &str, law: &str| {
            let quoted = stretches(quoted, Span::new(0, quoted.len())).concat();
            kind(Words::builtin(), &quoted, &quote::words(law), false)
        };
        for (quoted, law, wanted) in [
            ("may", "shall", Kind::Substantive),
            ("", "not", Kind::Substantive),
            ("30", "60", Kind::Substantive),
            ("vessels", "vessel", Kind::Minor),
            ("the", "", Kind::Minor),
            ("engag[ing]", "engaged", Kind::Sound),
            ("non compliance", "noncompliance", Kind::Sound),
            ("ship", "vessel", Kind::Substantive),
            ("govemment", "government", Kind::Sound),
            ("tbe", "the", Kind::Sound),
            // Brackets that turn the sense, and brackets that don't.
            ("[not]", "", Kind::Turned),
            ("3O", "30", Kind::Sound),
            ("one", "1", Kind::Minor),
            ("million", "000,000", Kind::Minor),
            ("[well]", "not", Kind::Turned),
            ("[and]", "or", Kind::Turned),
            ("[may]", "shall", Kind::Turned),
            ("[must]", "shall", Kind::Sound),
            ("[un]lawful", "lawful", Kind::Turned),
            ("[the owner]", "he unless excused by the master", Kind::Turned),
            ("[the owner]", "the person so named not later than noon", Kind::Sound),
            ("[no]", "not any", Kind::Sound),
            ("[by the bureau]", "", Kind::Sound),
            ("[60]", "30", Kind::Turned),
            ("[in due course]", "immediately and wholly", Kind::Turned),
            ("[knowingly]", "", Kind::Turned),
            ("[sometimes]", "", Kind::Turned),
            ("[in]expedient", "impracticable", Kind::Turned),
            ("impos[ing]", "imposed", Kind::Sound),
            ("th[ose]", "such", Kind::Sound),
            ("mer chandise rnined", "merchandise mined", Kind::Sound),
            ("mer chandise rnade", "merchandise mined", Kind::Substantive),
            ("[at once]", "at the same time", Kind::Sound),
        ] {
            assert_eq!(judge(quoted, law), wanted, "{quoted} for {law}");
        }
    }

    #[test]
    fn an_ellipsis_may_hide_a_sentence_and_no_exception() {
        let hidden =
            |law: &str, at_end: bool| hides(Words::builtin(), law, &quote::words(law), at_end).map(str::to_owned);
        assert_eq!(hidden("not more than 5 years or both", true), None);
        assert_eq!(hidden("or, if the crew is on land, twice as much", true), None);
        assert_eq!(
            hidden("in full, unless the harbour master excuses it", true).as_deref(),
            Some("unless the harbour master excuses it")
        );
        assert_eq!(hidden("in full. Nothing is owed if the port is closed", true), None);
        assert_eq!(
            hidden("in full; but no dues are owed in a storm", true).as_deref(),
            Some("but no dues are owed in a storm")
        );
        assert_eq!(hidden("not", false).as_deref(), Some("not"));
        assert_eq!(hidden("of a vessel that is not of this port, or of its tender", false), None);
    }
}
