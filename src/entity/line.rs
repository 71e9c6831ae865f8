//! A sentence as a line of words, names and provisions, with what only breaks it up set aside.
//!
//! `The Office (OFAC) on Tuesday also designated two firms, A and B, under E.O. 1, “On Things”` is read as
//! `the N designated two firms , N+N , under P`: definitions in brackets, days, adverbs and the titles behind a provision
//! are no part of the structure. Names in a list are one.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::forms::Forms;
use super::frames::{Frames, List};
use super::gazetteer::Gazetteer;
use super::{Named, Read};
use crate::resolve::Mention;
use crate::text::Span;

/// A name in its place: one that is known, or words that look like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Named(usize),
    Maybe(Span),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// In small letters.
    Word(String),
    Comma,
    /// `;` and what else ends a clause.
    Semi,
    Colon,
    Names(Vec<Item>),
    Provisions(Vec<usize>),
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub what: What,
    pub span: Span,
    /// `A's`.
    pub possessive: bool,
    /// The lists that the word is on.
    pub lists: u64,
}

impl Token {
    pub(super) fn is(&self, list: List) -> bool {
        self.lists & list.bit() != 0
    }

    pub(super) fn word(&self) -> &str {
        if let What::Word(w) = &self.what { w } else { "" }
    }
}

/// What a line is made of.
pub(super) struct Source<'s> {
    pub text: &'s str,
    pub mentions: &'s [Mention],
    pub read: &'s Read,
    pub forms: &'s Forms,
    pub frames: &'s Frames,
    pub gazetteer: &'s Gazetteer,
    /// Who the parties are, once it is asked.
    pub parties: OnceCell<HashMap<String, Vec<Item>>>,
}

/// How far a bracket or a title in quotation marks goes.
const ASIDE: usize = 260;
/// What stands for a provision that nothing resolves.
pub(super) const UNRESOLVED: &str = "text";

impl Source<'_> {
    /// The line of a sentence.
    pub(super) fn line(&self, sentence: Span) -> Vec<Token> {
        let raw = self.tokens(sentence);
        let plain = self.without_days(&raw);
        let plain = self.portions(&self.names_told(&plain));
        self.listed(&plain)
    }

    fn named_at(&self, start: usize) -> Option<&Named> {
        let at = self.read.named.partition_point(|n| n.from < start);
        self.read.named.get(at).filter(|n| n.from == start)
    }

    pub(super) fn mention_at(&self, start: usize) -> Option<usize> {
        let mut at = self.mentions.partition_point(|m| m.span.start < start);
        let mut best: Option<usize> = None;
        while let Some(m) = self.mentions.get(at).filter(|m| m.span.start == start) {
            if m.id.is_some() && best.is_none_or(|b| self.mentions[b].span.end < m.span.end) {
                best = Some(at);
            }
            at += 1;
        }
        best
    }

    /// One past the longest mention at a place that has no id.
    fn unresolved_at(&self, start: usize) -> Option<usize> {
        let at = self.mentions.partition_point(|m| m.span.start < start);
        self.mentions[at..].iter().take_while(|m| m.span.start == start).map(|m| m.span.end).max()
    }

    fn tokens(&self, sentence: Span) -> Vec<Token> {
        let text = self.text;
        let mut out: Vec<Token> = Vec::new();
        let mut at = sentence.start;
        while at < sentence.end {
            let rest = &text[at..sentence.end];
            let Some(c) = rest.chars().next() else { break };
            if let Some(m) = self.mention_at(at) {
                let span = self.mentions[m].span;
                if span.end <= sentence.end {
                    let own = possessive(&text[span.end..sentence.end]);
                    out.push(Token { what: What::Provisions(vec![m]), span, possessive: own > 0, lists: 0 });
                    at = span.end + own + self.title_behind(&text[span.end + own..sentence.end]);
                    continue;
                }
            }
            // `the False Claims Act`, which nothing resolves, is nobody's name.
            if let Some(end) = self.unresolved_at(at).filter(|end| *end <= sentence.end) {
                let what = What::Word(UNRESOLVED.to_owned());
                out.push(Token {
                    what,
                    span: Span::new(at, end),
                    possessive: false,
                    lists: self.frames.lists(UNRESOLVED),
                });
                at = end;
                continue;
            }
            if let Some(named) = self.named_at(at)
                && named.span.end <= sentence.end
            {
                let index = self.read.named.partition_point(|n| n.from < at);
                let behind = &text[named.span.end..sentence.end];
                let possessive = possessive(behind);
                out.push(Token {
                    what: What::Names(vec![Item::Named(index)]),
                    span: named.span,
                    possessive: possessive > 0,
                    lists: 0,
                });
                at = named.span.end + possessive;
                continue;
            }
            let single =
                |what: What| Token { what, span: Span::new(at, at + c.len_utf8()), possessive: false, lists: 0 };
            match c {
                '(' | '[' => at = self.in_brackets(at, c, sentence, &mut out),
                ',' => {
                    out.push(single(What::Comma));
                    at += 1;
                }
                '—' | '–' => {
                    out.push(single(What::Comma));
                    at += c.len_utf8();
                }
                ';' => {
                    out.push(single(What::Semi));
                    at += 1;
                }
                '|' | '\t' | ':' => {
                    out.push(single(What::Colon));
                    at += 1;
                }
                c if c.is_alphanumeric() || c == '$' || c == '§' => {
                    let (token, len) = self.word_at(at, rest);
                    out.push(token);
                    at += len;
                }
                _ => at += c.len_utf8(),
            }
        }
        out
    }

    /// The word at a place, and how long it is with what belongs to it.
    fn word_at(&self, at: usize, rest: &str) -> (Token, usize) {
        let len = rest
            .char_indices()
            .find(|(i, c)| {
                let inner = matches!(c, '.' | '-' | '&' | '\'' | '’' | '/' | ',')
                    && rest[i + c.len_utf8()..].starts_with(char::is_alphanumeric)
                    && (*c != ',' || rest[..*i].ends_with(|d: char| d.is_ascii_digit()));
                let initial =
                    *c == '.' && (*i == 1 || rest[..*i].contains('.')) && rest.starts_with(char::is_uppercase);
                !(c.is_alphanumeric() || inner || initial || (*i == 0))
            })
            .map_or(rest.len(), |(i, _)| i);
        // A citation or a name begins inside of what has no space: `16-U.S.C.`.
        let len = len.max(rest.chars().next().map_or(1, char::len_utf8));
        let mut word = &rest[..len];
        let mut own = false;
        for mark in ["'s", "’s"] {
            if let Some(bare) = word.strip_suffix(mark) {
                (word, own) = (bare, true);
            }
        }
        let span = Span::new(at, at + word.len());
        let low = word.to_lowercase();
        let lists = self.frames.lists(&low);
        // `Petitioners' motion`.
        own |= lists & List::Parties.bit() != 0 && low.ends_with('s') && rest[len..].starts_with(['\'', '’']);
        (Token { what: What::Word(low), span, possessive: own, lists }, len)
    }

    /// Sets a bracket aside, but for provisions that it holds alone: one past it.
    fn in_brackets(&self, at: usize, open: char, sentence: Span, out: &mut Vec<Token>) -> usize {
        let text = self.text;
        let close = if open == '(' { ')' } else { ']' };
        let len = self.bracket(&text[at + 1..sentence.end], close);
        let inside = Span::new(at + 1, at + 1 + len);
        let at = at + len + 1;
        let Some(cited) = self.cited_alone(inside) else { return at };
        // `smuggling (P)`: the provision of what stands before; of a provision it is only where that is.
        let comma = || Token { what: What::Comma, span: inside, possessive: false, lists: 0 };
        match out.last().map(|t| (&t.what, t.word())) {
            Some((What::Provisions(_), _)) | None => {}
            before => {
                let act = before.is_some_and(|(_, word)| word == UNRESOLVED);
                out.extend((!act).then(comma));
                out.push(Token { what: What::Provisions(cited), span: inside, possessive: false, lists: 0 });
                let ends = text[at..sentence.end].trim_start().starts_with([',', '.', ';', ':']);
                out.extend((!act && !ends && at < sentence.end).then(comma));
            }
        }
        at
    }

    /// How many bytes of a bracket are set aside; one that gives an authority isn't.
    fn bracket(&self, inside: &str, close: char) -> usize {
        let mut depth = 0;
        let end = inside.char_indices().take_while(|(i, _)| *i < ASIDE).find(|(_, c)| {
            depth += i32::from(matches!(c, '(' | '['));
            depth -= i32::from(*c == close);
            depth < 0
        });
        let end = end.map(|(i, _)| i);
        let Some(end) = end else { return 0 };
        let first = inside.split([' ', '\n']).next().unwrap_or("");
        if self.frames.is(first, List::Bracket) { 0 } else { end + 1 }
    }

    /// The provisions of a bracket that holds nothing else: `(18 U.S.C. 545)`, `(see P)`.
    fn cited_alone(&self, inside: Span) -> Option<Vec<usize>> {
        let (mut cited, mut at) = (Vec::new(), inside.start);
        let end = inside.end.saturating_sub(1);
        while at < end {
            if let Some(m) = self.mention_at(at).filter(|m| self.mentions[*m].span.end <= end) {
                cited.push(m);
                at = self.mentions[m].span.end;
                continue;
            }
            let rest = &self.text[at..end];
            let len = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            if len == 0 {
                at += rest.chars().next().map_or(1, char::len_utf8);
            } else if self.frames.is(&rest[..len].to_lowercase(), List::Cites) {
                at += len;
            } else {
                return None;
            }
        }
        (!cited.is_empty()).then_some(cited)
    }

    /// The length of a title in quotation marks behind a provision, with the comma before it.
    fn title_behind(&self, behind: &str) -> usize {
        let bare = behind.trim_start_matches([' ', ',', '\n']);
        let Some(open) = bare.chars().next().filter(|c| matches!(c, '“' | '"')) else { return 0 };
        let close = if open == '“' { '”' } else { '"' };
        let inside = &bare[open.len_utf8()..];
        let end = inside.char_indices().take_while(|(i, _)| *i < ASIDE).find(|(_, c)| *c == close);
        end.map_or(0, |(i, c)| behind.len() - bare.len() + open.len_utf8() + i + c.len_utf8())
    }

    /// Without days and adverbs.
    fn without_days(&self, raw: &[Token]) -> Vec<Token> {
        let mut out: Vec<Token> = Vec::new();
        let mut at = 0;
        while at < raw.len() {
            let word = raw[at].word();
            if raw[at].is(List::Aside) {
                // `has not only designated X` says that it has.
                if word == "only" && out.last().is_some_and(|t| t.word() == "not") {
                    out.pop();
                }
                at += 1;
                continue;
            }
            let number = |t: &Token| {
                let w = t.word();
                w.len() <= 4 && !w.is_empty() && w.chars().all(|c| c.is_ascii_digit())
            };
            let capital = self.text[raw[at].span.start..].starts_with(char::is_uppercase);
            if raw[at].is(List::Days) && capital {
                while out.last().is_some_and(|t| number(t) || t.is(List::BeforeDays)) {
                    out.pop();
                }
                at += 1;
                while at < raw.len() {
                    let t = &raw[at];
                    let next_is_year = matches!(t.what, What::Comma) && raw.get(at + 1).is_some_and(number);
                    if !(number(t) || t.is(List::Days) || next_is_year) {
                        break;
                    }
                    at += 1;
                }
                // `On March 1, OFAC`: the comma goes with it where nothing stands before.
                if (out.is_empty() || matches!(out.last().map(|t| &t.what), Some(What::Comma)))
                    && raw.get(at).is_some_and(|t| matches!(t.what, What::Comma))
                {
                    at += 1;
                }
                continue;
            }
            // `Weaver, 51, and`: an age.
            let comma = |t: Option<&Token>| t.is_some_and(|t| matches!(t.what, What::Comma));
            let named = out.len() > 1 && self.text[out[out.len() - 2].span.start..].starts_with(char::is_uppercase);
            if number(&raw[at]) && word.len() == 2 && comma(out.last()) && comma(raw.get(at + 1)) && named {
                out.pop();
                at += 2;
                continue;
            }
            // `in 2011`.
            if number(&raw[at]) && word.len() == 4 && out.last().is_some_and(|t| t.is(List::BeforeDays)) {
                out.pop();
                at += 1;
                continue;
            }
            out.push(raw[at].clone());
            at += 1;
        }
        out
    }

    pub(super) fn kind(&self, named: usize) -> &str {
        &self.read.entities[self.read.named[named].entity].kind
    }

    /// Whether a word may stand in a group of words around a name: no preposition, no verb, no border.
    pub(super) fn fills(&self, token: &Token) -> bool {
        !token.word().is_empty()
            && ![List::Stop, List::Border, List::Aux, List::Joins].iter().any(|list| token.is(*list))
    }

    /// Names in a list, and provisions in a list, become one token each.
    fn listed(&self, plain: &[Token]) -> Vec<Token> {
        // Where the list goes on behind a token: the next name's place, and whether a conjunction says so.
        let next = |at: usize| -> Option<(usize, bool)> {
            let (mut j, mut sure) = (at + 1, false);
            // `Old Harbour District,` in an address between two names.
            let capital = |t: &Token| self.text[t.span.start..].starts_with(char::is_uppercase);
            if plain.get(j).is_some_and(|t| self.fills(t) && capital(t))
                && plain.get(j + 1).is_some_and(|t| matches!(t.what, What::Comma))
            {
                j += 1;
            }
            let begin = j;
            // `A; B; and C`.
            let names = matches!(plain[at].what, What::Names(_));
            let named = |j: usize| plain.get(j).is_some_and(|t| matches!(t.what, What::Names(_)));
            let semi = plain.get(j).is_some_and(|t| matches!(t.what, What::Semi)) && names;
            let joined = plain.get(j + 1).is_some_and(|t| t.is(List::Joins)) && named(j + 2);
            if plain.get(j).is_some_and(|t| matches!(t.what, What::Comma)) || semi && (named(j + 1) || joined) {
                j += 1;
            }
            let word = |j: usize| plain.get(j).map_or("", Token::word);
            if plain.get(j).is_some_and(|t| t.is(List::Joins)) {
                (j, sure) = (j + 1, true);
            } else if matches!((word(j), word(j + 1), word(j + 2)), ("as", "well", "as")) {
                (j, sure) = (j + 3, true);
            } else if matches!(word(j), "along" | "together") && word(j + 1) == "with" {
                // `for having helped A, together with B`: with who stands before.
                let governed = at > 0 && plain[at - 1].is(List::WithinNames) && j > begin;
                (j, sure) = if governed { (begin, false) } else { (j + 2, true) };
            }
            if j == begin {
                return None;
            }
            let from = j;
            // `A in B, charges C`: no list goes on over a verb.
            let verb = |t: &Token| !self.frames.cues(t.word()).is_empty() && !t.is(List::Class);
            while names && j < from + 7 && plain.get(j).is_some_and(|t| self.fills(t) && !verb(t)) {
                j += 1;
            }
            if !names && word(j) == "the" {
                j += 1;
            }
            // `and their owner, C`.
            if sure && j > from && plain.get(j).is_some_and(|t| matches!(t.what, What::Comma)) {
                j += 1;
            }
            let same = plain.get(j).is_some_and(|t| match (&t.what, names) {
                (What::Names(_), true) => !plain[at].possessive,
                (What::Provisions(_), false) => true,
                _ => false,
            });
            same.then_some((j, sure))
        };
        let mut out: Vec<Token> = Vec::new();
        let mut at = 0;
        while at < plain.len() {
            let mut token = plain[at].clone();
            if matches!(token.what, What::Names(_) | What::Provisions(_)) {
                let (mut chain, mut last) = (Vec::new(), at);
                let mut upto = 0;
                while let Some((to, sure)) = next(last) {
                    chain.push(to);
                    last = to;
                    if sure {
                        upto = chain.len();
                    }
                }
                // `A, B and their owners`: the list goes on where the names don't.
                let after = if plain.get(last + 1).is_some_and(|t| matches!(t.what, What::Comma)) {
                    last + 2
                } else {
                    last + 1
                };
                if plain.get(after).is_some_and(|t| t.is(List::Joins))
                    && chain.len() > upto
                    && plain.get(after + 1).is_some_and(|t| self.fills(t) && self.frames.cues(t.word()).is_empty())
                {
                    upto = chain.len();
                }
                // Commas alone make a list of provisions, and of names behind a colon.
                let colon = out.last().is_some_and(|t| matches!(t.what, What::Colon));
                if matches!(token.what, What::Provisions(_)) || colon {
                    upto = chain.len();
                }
                for to in &chain[..upto] {
                    match (&mut token.what, &plain[*to].what) {
                        (What::Names(list), What::Names(more)) => list.extend(more),
                        (What::Provisions(list), What::Provisions(more)) => list.extend(more),
                        _ => {}
                    }
                    token.span = Span::new(token.span.start, plain[*to].span.end);
                    token.possessive = plain[*to].possessive;
                    at = *to;
                }
            }
            out.push(token);
            at += 1;
        }
        out
    }
}

/// The length of `’s` or of an apostrophe behind a name.
fn possessive(behind: &str) -> usize {
    for mark in ["’s", "'s", "’", "'"] {
        if let Some(rest) = behind.strip_prefix(mark) {
            return if rest.starts_with(char::is_alphanumeric) { 0 } else { mark.len() };
        }
    }
    0
}
