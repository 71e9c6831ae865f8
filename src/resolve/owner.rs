//! Whose is it? The words beside a name that say whose instrument it names: `of India`, `Ohio’s`, `Irish`, `(Cth)`.
//!
//! A family says in `[owned]` which owners are its own and to which shapes of words it listens; `core/owners.toml` knows
//! owners by name. An owner that isn't the family's own takes the name away from it, whatever stands in a list: what a
//! capitalised word owns by its place alone is somebody's, too. Nothing is read farther than a line's breadth to either side.

use super::discourse::Discourse;
use crate::grammar::{FamilyId, Owned, Owners};
use crate::parse::is_space;

/// How far behind a name its owner is looked for, in bytes.
const BEHIND: usize = 90;
/// How far before a name its owner is looked for, in bytes.
const BEFORE: usize = 60;
/// How far back the body is looked for that made it, in bytes.
const MADE: usize = 200;

/// The words beside `start..end` that say that an instrument named there is not of this family.
pub(super) fn foreign<'t>(d: &Discourse<'t>, family: FamilyId, start: usize, end: usize) -> Option<&'t str> {
    let owned = d.family(family).owned.as_ref()?;
    let owners = &d.grammar().owners;
    let text = d.text();
    if holds(&text[start..end], owned) {
        return None;
    }
    let ahead = &text[end..d.boundary((end + BEHIND).min(text.len()))];
    let back = &text[d.boundary(start.saturating_sub(BEFORE))..start];
    let by_shape = owned.before && !owned.rights.iter().any(|w| text[start..end].contains(w.as_str()));
    match (behind(owners, owned, ahead), before(owners, owned, back, by_shape)) {
        (Side::Own, _) | (_, Side::Own) | (Side::Silent, Side::Silent) => None,
        (Side::Foreign(words), _) | (_, Side::Foreign(words)) => Some(words),
    }
}

/// Why a text as a whole speaks against a name being the family's: it is another government's own, or a noun alone stands for
/// something that the text says no word of.
pub(super) fn of_another_text(d: &Discourse<'_>, family: FamilyId, start: usize, end: usize) -> Option<String> {
    let spec = d.family(family);
    let owned = spec.owned.as_ref()?;
    let words = &d.text()[start..end];
    if spec.nouns.iter().any(|noun| noun == words) && !d.speaking().hears(d.text(), family, owned) {
        return Some(format!("nothing in the text says whose “{words}” is"));
    }
    let back = &d.text()[d.boundary(start.saturating_sub(BEFORE))..start];
    let own = || holds(words, owned) || matches!(before(&d.grammar().owners, owned, back, false), Side::Own);
    let elsewhere = d.speaking().is_of_elsewhere(d.text(), family, owned) && !own();
    elsewhere.then(|| format!("the text is another government's own, and doesn't say that “{words}” is of this one"))
}

/// How far back another of the same noun is looked for, in bytes, and how many of them are asked.
const ANOTHER: (usize, usize) = (3_000, 8);

/// The words that gave the last of this noun to somebody else: `the African Charter … Article 56 of the Charter`, in a text that
/// hasn't named the family's own.
pub(super) fn another_before<'t>(d: &Discourse<'t>, family: FamilyId, start: usize, end: usize) -> Option<&'t str> {
    let spec = d.family(family);
    let noun = &d.text()[start..end];
    if spec.owned.is_none() || !spec.nouns.iter().any(|n| n == noun) {
        return None;
    }
    if d.memory().iter_back().take(400).any(|k| k.family() == family) {
        return None;
    }
    let floor = d.boundary(start.saturating_sub(ANOTHER.0));
    let before = &d.text()[floor..start];
    before
        .rmatch_indices(noun)
        .take(ANOTHER.1)
        .find_map(|(at, _)| foreign(d, family, floor + at, floor + at + noun.len()))
}

/// The word behind a name that makes it the beginning of a longer one: `Charter of the United Nations Act 1945`.
pub(super) fn within_longer_name<'t>(d: &Discourse<'t>, end: usize) -> Option<&'t str> {
    let law = d.grammar().law_like()?;
    let words = d.family(law).name_words()?;
    let ahead = d.text()[end..].trim_start_matches(')').strip_prefix(' ')?;
    // `the Constitution (Seventh Amendment) Act, 1956`; `(Ninth Amendment) Act, 1960`, asked of what stands in the bracket.
    let bracket = ahead.strip_prefix('(').and_then(|inner| inner.get(..inner.find(')').filter(|at| *at < 60)?));
    let ahead = match bracket {
        Some(inner) => ahead[inner.len() + 2..].strip_prefix(' ')?,
        None => ahead,
    };
    let (word, _) = words.spellings.iter().find(|(w, _)| begins(ahead, w))?;
    let behind = ahead[word.len()..].strip_prefix([' ', ','])?.trim_start_matches(' ');
    let joined = d.grammar().owners.joining.iter().find_map(|w| behind.strip_prefix(w.as_str())?.strip_prefix(' '));
    let year = joined.unwrap_or(behind).bytes().take_while(u8::is_ascii_digit).count() == 4;
    year.then(|| &ahead[..word.len()])
}

/// The body, not the family's own, that is said to have made what is named at `start`: `the General Assembly adopted`.
pub(super) fn made_by<'t>(d: &Discourse<'t>, family: FamilyId, start: usize) -> Option<&'t str> {
    let owned = d.family(family).owned.as_ref().filter(|o| o.made)?;
    let owners = &d.grammar().owners;
    let text = d.text();
    let before = &text[d.boundary(start.saturating_sub(MADE))..start];
    let sentence = before.rfind(['.', '\n', ';']).map_or(before, |i| &before[i + 1..]);
    let verb = sentence.split_whitespace().rev().take(6).find(|w| owners.makes.iter().any(|m| m == w))?;
    let subject = &sentence[..sentence.rfind(verb)?];
    let made = |body: &str| subject.rfind(body).map(|at| (at, at + body.len()));
    // The bodies of the family's own kind are its owners; the Security Council alone makes what has a bare number.
    let (at, end) = owners.bodies.iter().filter_map(|b| made(b)).max()?;
    let own = owned.own.iter().filter_map(|b| made(b)).max();
    own.is_none_or(|own| own < (at, end)).then(|| &subject[at..end])
}

/// Whether a name begins with an owner that isn't the family's own: `British Road Traffic Act`, `Texas Water Act`. Of
/// countries only what is of one: an Act on Iran is not Iran's.
pub(super) fn opens_with_owner(d: &Discourse<'_>, family: FamilyId, name: &str) -> bool {
    let owners = &d.grammar().owners;
    let own = d.family(family).owned.as_ref().is_some_and(|o| o.own.iter().any(|w| begins(name, w)));
    let first = name.split(is_space).next().unwrap_or("");
    let foreign = || owners.states.iter().chain(&owners.adjectives).any(|w| begins(name, w));
    !own && (possessor(first).is_some() || foreign())
}

/// What stands at one side of a name.
enum Side<'t> {
    /// The family's own owner.
    Own,
    /// Another owner.
    Foreign(&'t str),
    /// Nothing that says whose it is.
    Silent,
}

/// What stands behind a name: `of India`, `(Cth)`, `, R.S.C. 1985`, `(Act No. 57 of 2002)`.
fn behind<'t>(owners: &Owners, owned: &Owned, ahead: &'t str) -> Side<'t> {
    // Over a paragraph's end nothing belongs to it any more.
    let ahead = ahead.find("\n\n").map_or(ahead, |i| &ahead[..i]);
    let rest = ahead.trim_start_matches(is_space);
    if let Some(inner) = rest.strip_prefix(['(', '[']).and_then(|r| Some(&r[..r.find([')', ']'])?])) {
        if owned.own.iter().any(|o| o == inner) {
            return Side::Own;
        }
        let place = owners.marks.iter().map(String::as_str).chain(owners.places()).any(|o| o == inner);
        return if place || is_foreign_number(owners, inner) { Side::Foreign(inner) } else { Side::Silent };
    }
    if let Some(book) = rest.strip_prefix(',') {
        let book = book.trim_start_matches(is_space);
        let listed = owners.books.iter().any(|b| book.starts_with(b.as_str()));
        let words = book.get(..book.find(|c: char| is_space(c) || c == ',').unwrap_or(book.len()));
        return match words {
            Some(words)
                if !holds(words, owned) && (listed || is_statute_book(book) || is_foreign_number(owners, book)) =>
            {
                Side::Foreign(words)
            }
            _ => Side::Silent,
        };
    }
    let mut words = rest.splitn(2, is_space);
    let (Some(join), Some(owner), false) = (words.next(), words.next(), rest.len() == ahead.len()) else {
        return Side::Silent;
    };
    if !owners.joining.iter().any(|w| w == join) && !owned.behind.iter().any(|w| w == join) {
        return Side::Silent;
    }
    let owner = owner.trim_start_matches(is_space);
    let article = owners.articles.iter().find_map(|a| owner.strip_prefix(a.as_str())?.strip_prefix(is_space));
    let owner = article.unwrap_or(owner);
    if owned.own.iter().any(|o| begins(owner, o)) {
        return Side::Own;
    }
    let listed = owners.that_begin(owner).iter().filter(|o| !o.part && (!o.body || owned.before));
    if let Some(listed) = listed.map(|o| &o.name).find(|o| begins(owner, o)) {
        return Side::Foreign(&owner[..listed.len()]);
    }
    let first = owner.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let named = first.len() > 1 && first.starts_with(char::is_uppercase) && !is_neutral(owners, first);
    if named && owned.behind.iter().any(|w| w == join) { Side::Foreign(capitalised(owner)) } else { Side::Silent }
}

/// What stands before a name: `Irish`, `Ohio’s`, `ECOSOC`, `W.` before `Va. Code`.
fn before<'t>(owners: &Owners, owned: &Owned, back: &'t str, by_shape: bool) -> Side<'t> {
    let trimmed = back.trim_end_matches(is_space);
    if trimmed.len() == back.len() || back[trimmed.len()..].matches('\n').count() > 1 {
        return Side::Silent;
    }
    let at = trimmed
        .rfind(|c: char| is_space(c) || matches!(c, '(' | '“' | '"' | '—'))
        .map_or(0, |i| i + trimmed[i..].chars().next().map_or(1, char::len_utf8));
    let word = &trimmed[at..];
    let possessor = possessor(word);
    let whole = &trimmed[..at + possessor.unwrap_or(word).len()];
    if owned.own.iter().any(|o| ends(whole, o)) {
        return Side::Own;
    }
    let listed = owners.that_end(whole).iter().filter(|o| !o.body || owned.before);
    if let Some(listed) = listed.map(|o| &o.name).find(|o| ends(whole, o)) {
        return Side::Foreign(&whole[whole.len() - listed.len()..]);
    }
    let bare = possessor.unwrap_or(word);
    let named = bare.starts_with(char::is_uppercase)
        && bare.len() > 1
        && bare.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '’' | '\''))
        && !(bare.ends_with('.') && bare.len() > 5)
        && !is_neutral(owners, bare.trim_end_matches('.'));
    if !by_shape || !named {
        return Side::Silent;
    }
    // At the beginning of a sentence, and in a heading, every word has a capital: there only what is shaped as an owner
    // (a possessor, initials, an adjective of a place) is one.
    let mut others = trimmed[..at].split(is_space).rev().filter(|w| !w.is_empty());
    let last = others.next().unwrap_or("");
    let opens = last.is_empty() || last.ends_with(['.', ';', ':', '!', '?', '”', ')']) || trimmed[..at].ends_with('\n');
    let heading = last.len() > 3 && last.starts_with(char::is_uppercase);
    let initials = bare.chars().filter(|c| c.is_uppercase()).count() >= 2;
    let adjective = ["ian", "ean", "ish", "ese"].iter().any(|e| bare.ends_with(e));
    if opens || heading {
        return if possessor.is_some() || initials || adjective { Side::Foreign(word) } else { Side::Silent };
    }
    Side::Foreign(word)
}

/// Whether words hold an owner of the family's own: `U.S. Constitution`.
fn holds(words: &str, owned: &Owned) -> bool {
    let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    owned.own.iter().filter_map(|o| Some((o, *o.as_bytes().first()?))).any(|(o, first)| {
        memchr::memchr_iter(first, words.as_bytes()).any(|at| {
            words.as_bytes()[at..].starts_with(o.as_bytes())
                && whole(words[..at].chars().next_back())
                && whole(words[at + o.len()..].chars().next())
        })
    })
}

/// Whether words begin with an owner, as whole words.
fn begins(words: &str, owner: &str) -> bool {
    words.strip_prefix(owner).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}

/// Whether words end with an owner, as whole words.
fn ends(words: &str, owner: &str) -> bool {
    words.strip_suffix(owner).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || c == '-'))
}

/// Who possesses, in `Ohio’s`, `Texas’`.
fn possessor(word: &str) -> Option<&str> {
    let bare = ["’s", "'s", "’", "'"].iter().find_map(|s| word.strip_suffix(s))?;
    (bare.len() > 2 && bare.starts_with(char::is_uppercase)).then_some(bare)
}

fn is_neutral(owners: &Owners, word: &str) -> bool {
    owners.neutral.iter().any(|n| n == word)
}

/// The capitalised words at the beginning, five at most.
fn capitalised(words: &str) -> &str {
    let mut end = 0;
    for word in words.split_inclusive(is_space).take(5) {
        let bare = word.trim_end_matches(|c: char| is_space(c) || matches!(c, ',' | '.' | ';' | ')' | '’'));
        if !bare.starts_with(char::is_uppercase) {
            break;
        }
        end = words.len().min(word.as_ptr() as usize - words.as_ptr() as usize + bare.len());
        if bare.len() < word.trim_end_matches(is_space).len() {
            break;
        }
    }
    &words[..end]
}

/// `Act No. 57 of 2002`, `No. 21 of 1998`, `Act 843`, `s. 2012`: the number that legislatures and governments elsewhere give what
/// they make. `#` is a number, `@` a year.
fn is_foreign_number(owners: &Owners, words: &str) -> bool {
    owners.numbers.iter().any(|pattern| {
        let mut rest = words;
        let fits = pattern.split_inclusive(['#', '@']).all(|piece| {
            let Some(after) = rest.strip_prefix(piece.trim_end_matches(['#', '@'])) else { return false };
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            rest = &after[digits..];
            if piece.ends_with('@') { digits == 4 } else { digits > 0 }
        });
        fits && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '.')
    })
}

/// `R.S.X. 1985`: initials and a year, the statute book of somewhere.
fn is_statute_book(words: &str) -> bool {
    let Some((book, year)) = words.split_once(is_space) else { return false };
    let initials = book.len() >= 4 && book.split_terminator('.').all(|l| l.len() == 1) && book.ends_with('.');
    let digits = year.bytes().take_while(u8::is_ascii_digit).count();
    initials && digits == 4 && (year.starts_with("19") || year.starts_with("20") || year.starts_with("18"))
}
