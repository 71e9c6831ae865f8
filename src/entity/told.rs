//! Which words of a line are names: known ones with what belongs to them, and words with capitals that nothing knows.

use super::Why;
use super::frames::List;
use super::gazetteer::ahead;
use super::line::{Item, Source, Token, UNRESOLVED, What};
use crate::text::Span;

/// What stands for an adjective or an owner before a name.
const OWN: &str = "its";
/// How far back a longer name is looked for.
const SURNAME: usize = 3000;

impl Source<'_> {
    /// Capitalised words that nothing knows become names that may be; adjectives of states become words.
    pub(super) fn names_told(&self, plain: &[Token]) -> Vec<Token> {
        let mut out: Vec<Token> = Vec::new();
        let mut at = 0;
        while let Some(token) = plain.get(at) {
            at = match &token.what {
                What::Names(items) => self.known(plain, at, items, &mut out),
                What::Word(_) if self.may_be_name(token) => self.perhaps(plain, at, &mut out),
                _ => {
                    out.push(token.clone());
                    at + 1
                }
            };
        }
        out
    }

    /// A known name at a place of a line with what belongs to it; one past that.
    fn known(&self, plain: &[Token], mut at: usize, items: &[Item], out: &mut Vec<Token>) -> usize {
        let token = &plain[at];
        let next = plain.get(at + 1);
        // `the Secretary of State Ann Weaver` is one, with the office.
        let kind_of = |t: &Token| match t.what {
            What::Names(ref list) => match list[..] {
                [Item::Named(n)] => self.kind(n),
                _ => "",
            },
            _ => "",
        };
        if let Some(holder) = next.filter(|t| {
            let near = self.text[token.span.end..t.span.start].trim().is_empty();
            near && kind_of(token) == "office" && kind_of(t) == "person"
        }) {
            let mut both = items.to_vec();
            if let What::Names(more) = &holder.what {
                both.extend(more);
            }
            let span = Span::new(token.span.start, holder.span.end);
            out.push(Token { what: What::Names(both), span, possessive: holder.possessive, lists: 0 });
            return at + 2;
        }
        // `Peru's government`, `Peru's foreign minister`: the state.
        if token.possessive && kind_of(token) == "state" {
            let governs = |i: usize| plain.get(i).is_some_and(|t| t.is(List::AlsoName));
            let behind = if governs(at + 1) { 1 } else { 2 * usize::from(governs(at + 2)) };
            if behind > 0 {
                out.push(Token { possessive: false, ..token.clone() });
                return at + 1 + behind;
            }
        }
        if kind_of(token) == "agency" && is_region(&plain[at + 1..]) {
            out.push(token.clone());
            return at + 3;
        }
        let state = matches!(items[..], [Item::Named(n)] if self.kind(n) == "state");
        // `Taiwan citizen B. Lin`, `the Peru branch`.
        let adjective = state && !token.possessive && next.is_some_and(|t| t.is(List::Class));
        // `Treasury's OFAC`: who follows is meant.
        let owner = token.possessive && next.is_some_and(|t| matches!(t.what, What::Names(_)));
        // `Chiu` of a firm of that name, and `Wen Hao` behind it.
        let short = matches!(items[..], [Item::Named(n)] if self.read.named[n].why == Why::Short);
        let goes_on = short
            && !token.possessive
            && next.is_some_and(|t| self.may_be_name(t) && self.text[token.span.end..t.span.start] == *" ");
        if goes_on {
            let mut last = at + 1;
            while plain
                .get(last + 1)
                .is_some_and(|t| self.may_be_name(t) && self.text[plain[last].span.end..t.span.start] == *" ")
            {
                last += 1;
            }
            let span = Span::new(token.span.start, plain[last].span.end);
            let what = What::Names(vec![Item::Maybe(span)]);
            out.push(Token { what, span, possessive: plain[last].possessive, lists: 0 });
            at = last;
        } else if adjective || owner {
            let (what, lists) = (What::Word(OWN.to_owned()), self.frames.lists(OWN));
            out.push(Token { what, span: token.span, possessive: false, lists });
        } else {
            out.push(token.clone());
        }
        at + 1
    }

    /// Words with capitals from a place of a line on; one past them.
    fn perhaps(&self, plain: &[Token], from: usize, out: &mut Vec<Token>) -> usize {
        let mut at = from + 1;
        while let Some(t) = plain.get(at) {
            let apart = &self.text[plain[at - 1].span.end..t.span.start];
            let near = apart.len() <= 3 && !apart.contains('\n') && !plain[at - 1].possessive;
            let inner = t.is(List::Particles) && plain.get(at + 1).is_some_and(|n| self.may_be_name(n));
            // `Sahil al-Nur`.
            let word = t.span.of(self.text);
            let inner = inner || word.split_once('-').is_some_and(|(_, last)| last.starts_with(char::is_uppercase));
            // `Meadow County Press`.
            let inner = inner
                || t.is(List::AmidNames)
                    && word.starts_with(char::is_uppercase)
                    && plain.get(at + 1).is_some_and(|n| self.may_be_name(n));
            if !near || !(self.may_be_name(t) || inner) {
                break;
            }
            at += 1;
        }
        let span = Span::new(plain[from].span.start, plain[at - 1].span.end);
        // `Halim Saadi`, where a firm is called Saadi.
        let short = plain.get(at).filter(|t| {
            matches!(t.what, What::Names(ref list) if matches!(list[..], [Item::Named(n)] if self.read.named[n].why == Why::Short))
                && self.text[span.end..t.span.start] == *" "
                && !t.span.of(self.text).contains(' ')
        });
        if let Some(last) = short {
            let span = Span::new(span.start, last.span.end);
            let what = What::Names(vec![Item::Maybe(span)]);
            out.push(Token { what, span, possessive: last.possessive, lists: 0 });
            return at + 1;
        }
        // `the Children's Online Privacy Protection Rule`: a law that nothing resolves is nobody's name.
        let law = plain.get(at).is_some_and(|t| {
            t.is(List::Laws)
                && self.text[plain[at - 1].span.end..t.span.start] == *" "
                && self.text[t.span.start..].starts_with(char::is_uppercase)
        });
        if law {
            let mut begin = span.start;
            while let Some(owner) = out
                .last()
                .filter(|t| t.possessive && matches!(t.what, What::Names(_)) && begin <= t.span.end + "’s ".len())
            {
                begin = owner.span.start;
                out.pop();
            }
            let span = Span::new(begin, plain[at].span.end);
            let lists = self.frames.lists(UNRESOLVED);
            out.push(Token { what: What::Word(UNRESOLVED.to_owned()), span, possessive: false, lists });
            return at + 1;
        }
        // Alone at a sentence's beginning a word is capitalised for that.
        let begins = from == at - 1 && out.is_empty();
        if begins && !self.shouted(span) && !self.is_surname(span) && !self.is_elsewhere(span) {
            out.push(plain[from].clone());
        } else {
            let what = What::Names(vec![Item::Maybe(span)]);
            out.push(Token { what, span, possessive: plain[at - 1].possessive, lists: 0 });
        }
        at
    }

    /// Whether a word was the last of a longer name a little before.
    fn is_surname(&self, span: Span) -> bool {
        let word = span.of(self.text);
        let mut from = span.start.saturating_sub(SURNAME);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let before = &self.text[from..span.start];
        word.len() > 2
            && before.match_indices(word).any(|(at, _)| {
                let whole = !before[at + word.len()..].starts_with(char::is_alphanumeric);
                let first = before[..at].strip_suffix(' ').and_then(|b| b.rsplit([' ', '\n', '(', '“']).next());
                whole
                    && first.is_some_and(|f| {
                        let word = f.to_lowercase();
                        f.len() > 1
                            && f.starts_with(char::is_uppercase)
                            && f.chars().all(|c| c.is_alphabetic() || c == '.')
                            && !self.forms.leading.contains(f)
                            && !self.frames.is(&word, List::Capitalised)
                            && !self.frames.is(&word, List::Days)
                    })
            })
    }

    /// Whether a word that begins a sentence has its capital within others too: of `Corvid moved`, `sued Corvid`.
    fn is_elsewhere(&self, span: Span) -> bool {
        let word = span.of(self.text);
        let whole = |at: &usize| !self.text[at + word.len()..].starts_with(char::is_alphanumeric);
        let within = |at: &usize| {
            let before = self.text[..*at].strip_suffix([' ', '\n']).and_then(|b| b.chars().next_back());
            before.is_some_and(|c| c.is_lowercase() || c == ',')
        };
        let small = word.to_lowercase();
        let near = ahead(&self.text[self.text.floor_char_boundary(span.start.saturating_sub(SURNAME))..], 2 * SURNAME);
        let from = near.as_ptr() as usize - self.text.as_ptr() as usize;
        let all = |w: &str| near.match_indices(w).map(|(at, _)| from + at).filter(whole).collect::<Vec<_>>();
        word.len() > 2 && all(word).iter().any(within) && all(&small).is_empty()
    }

    fn shouted(&self, span: Span) -> bool {
        let word = span.of(self.text);
        word.len() > 3 && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
    }

    fn may_be_name(&self, token: &Token) -> bool {
        if !matches!(token.what, What::Word(_)) || token.word() == UNRESOLVED {
            return false;
        }
        let word = token.span.of(self.text);
        if word.len() < 2 || !word.starts_with(char::is_uppercase) {
            return false;
        }
        let stranger = self.forms.not_names.contains(word)
            || self.forms.leading.contains(word)
            || token.is(List::Capitalised)
            || token.is(List::Authority)
            || token.is(List::Measures)
            || self.gazetteer.demonyms.contains_key(word);
        !stranger
    }
}

/// Whether a region and its number are behind an agency: `EPA Region 5`.
fn is_region(behind: &[Token]) -> bool {
    let [region, number, ..] = behind else { return false };
    let digits = |w: &str| (1..3).contains(&w.len()) && w.chars().all(|c| c.is_ascii_digit());
    region.word() == "region" && digits(number.word())
}
