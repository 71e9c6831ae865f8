//! The pattern language of the grammar files, and id templates.
//!
//! | written | means |
//! |---|---|
//! | `<list>` | one spelling of a word list |
//! | `<list:field>` | the same, its value kept in a field |
//! | `{field}` | a field |
//! | `{field...}` | a list or range of a field or of a named part |
//! | `[x]`, `[x\|y]` | x, or y, or nothing |
//! | `(x\|y)` | x or y; brackets without a `\|` are themselves |
//! | a space | white space, at least some |
//! | `~` | white space or none |
//! | anything else | itself, in either case |

use super::{Family, FieldId};

/// A parsed pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Text that stands there.
    Literal(String),
    /// White space, at least some.
    Space,
    /// White space or none.
    MaybeSpace,
    /// One spelling of a word list, kept in a field where one is named.
    Words(usize, Option<FieldId>),
    /// A field.
    Field(FieldId),
    /// One or more, separated as lists and ranges are.
    List(Box<Pattern>),
    /// One after the other.
    Seq(Vec<Pattern>),
    /// Or nothing.
    Opt(Box<Pattern>),
    /// The first that fits.
    Alt(Vec<Pattern>),
}

/// An id template: `/us/bill/{congress}/{type}/{number}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template(pub Vec<Piece>);

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text.
    Text(String),
    /// The value of a field.
    Field(FieldId),
}

impl Template {
    /// The text before the first field.
    #[must_use]
    pub fn prefix(&self) -> &str {
        match self.0.first() {
            Some(Piece::Text(text)) => text,
            _ => "",
        }
    }

    /// How many components its ids have, the first slash's among them.
    pub(super) fn depth(&self) -> usize {
        self.0.iter().map(|p| if let Piece::Text(t) = p { t.matches('/').count() } else { 0 }).sum()
    }

    /// The values that an id has for the template's fields: `114` and `122` for `/us/pl/114/122/s104`.
    pub fn values<'i>(&'i self, id: &'i str) -> impl Iterator<Item = (FieldId, &'i str)> {
        let mut rest = Some(id);
        self.0.iter().enumerate().filter_map(move |(i, piece)| match piece {
            Piece::Text(text) => {
                rest = rest?.strip_prefix(text.as_str());
                None
            }
            Piece::Field(field) => {
                let whole = rest?;
                let end = match self.0.get(i + 1) {
                    Some(Piece::Text(text)) => whole.find(text.as_str()),
                    _ => whole.find('/'),
                };
                let (value, after) = whole.split_at(end.unwrap_or(whole.len()));
                rest = Some(after);
                Some((*field, value))
            }
        })
    }
}

/// A mistake in a pattern: byte offset in it, and what is wrong.
pub(super) type PatternError = (usize, String);

pub(super) struct PatternParser<'a> {
    pub text: &'a str,
    pub at: usize,
    pub family: &'a Family,
    pub parts: &'a dyn Fn(&str) -> Option<Result<Pattern, PatternError>>,
}

impl PatternParser<'_> {
    /// `alternatives ← sequence ('|' sequence)*`
    pub(super) fn parse(&mut self) -> Result<Pattern, PatternError> {
        let pattern = self.alternatives()?;
        if self.at < self.text.len() {
            return Err((self.at, format!("`{}` closes nothing", &self.text[self.at..=self.at])));
        }
        Ok(pattern)
    }

    fn alternatives(&mut self) -> Result<Pattern, PatternError> {
        let mut choices = vec![self.sequence()?];
        while self.eat('|') {
            choices.push(self.sequence()?);
        }
        Ok(if choices.len() == 1 { choices.remove(0) } else { Pattern::Alt(choices) })
    }

    fn sequence(&mut self) -> Result<Pattern, PatternError> {
        let mut items: Vec<Pattern> = Vec::new();
        while let Some(c) = self.text[self.at..].chars().next() {
            let start = self.at;
            let item = match c {
                '|' | ']' => break,
                ')' if self.closes_group() => break,
                '[' => {
                    self.at += 1;
                    let inner = self.alternatives()?;
                    if !self.eat(']') {
                        return Err((start, "this `[` is not closed; expected `]`".to_owned()));
                    }
                    Pattern::Opt(Box::new(inner))
                }
                '(' if self.opens_group() => {
                    self.at += 1;
                    let inner = self.alternatives()?;
                    if !self.eat(')') {
                        return Err((start, "this `(` is not closed; expected `)`".to_owned()));
                    }
                    inner
                }
                '<' => self.words()?,
                '{' => self.field()?,
                ' ' => {
                    self.at += 1;
                    Pattern::Space
                }
                '~' => {
                    self.at += 1;
                    Pattern::MaybeSpace
                }
                c => {
                    self.at += c.len_utf8();
                    match items.last_mut() {
                        Some(Pattern::Literal(text)) => {
                            text.push(c);
                            continue;
                        }
                        _ => Pattern::Literal(c.to_string()),
                    }
                }
            };
            items.push(item);
        }
        Ok(if items.len() == 1 { items.remove(0) } else { Pattern::Seq(items) })
    }

    fn eat(&mut self, c: char) -> bool {
        let there = self.text[self.at..].starts_with(c);
        self.at += if there { c.len_utf8() } else { 0 };
        there
    }

    /// A bracket is a group when a `|` stands between it and the bracket that closes it.
    fn opens_group(&self) -> bool {
        let (mut round, mut square, mut choice) = (0, 0, false);
        for c in self.text[self.at..].chars() {
            match c {
                '(' => round += 1,
                ')' => {
                    round -= 1;
                    if round == 0 {
                        return choice;
                    }
                }
                '[' => square += 1,
                ']' if square == 0 => return false,
                ']' => square -= 1,
                '|' if round == 1 && square == 0 => choice = true,
                _ => {}
            }
        }
        false
    }

    /// Whether a `)` ends a group opened earlier: it does when that one's contents hold a `|`.
    fn closes_group(&self) -> bool {
        let (mut round, mut square, mut choice) = (1, 0, false);
        for (i, c) in self.text[..self.at].char_indices().rev() {
            match c {
                ')' => round += 1,
                '(' => {
                    round -= 1;
                    if round == 0 {
                        return choice && i < self.at;
                    }
                }
                ']' => square += 1,
                '[' if square == 0 => return false,
                '[' => square -= 1,
                '|' if round == 1 && square == 0 => choice = true,
                _ => {}
            }
        }
        false
    }

    fn until(&mut self, open: char, close: char) -> Result<String, PatternError> {
        let start = self.at + open.len_utf8();
        let Some(len) = self.text[start..].find(close) else {
            return Err((self.at, format!("this `{open}` is not closed; expected `{close}`")));
        };
        self.at = start + len + close.len_utf8();
        Ok(self.text[start..start + len].to_owned())
    }

    fn words(&mut self) -> Result<Pattern, PatternError> {
        let start = self.at;
        let name = self.until('<', '>')?;
        let (list, field) = name.split_once(':').map_or((name.as_str(), name.as_str()), |(l, f)| (l, f));
        let Some(index) = self.family.words.iter().position(|w| w.name == list) else {
            return Err((start, unknown("word list", list, self.family.words.iter().map(|w| w.name.as_str()))));
        };
        // A list fills the field of its own name only where that field is of words.
        let fills =
            |f: &super::Field| f.name == field && (name.contains(':') || matches!(f.shape, super::Shape::Words));
        let target = self.family.fields.iter().position(fills);
        if name.contains(':') && target.is_none() {
            return Err((start, unknown("field", field, self.family.fields.iter().map(|f| f.name.as_str()))));
        }
        Ok(Pattern::Words(index, target.and_then(|t| FieldId::try_from(t).ok())))
    }

    fn field(&mut self) -> Result<Pattern, PatternError> {
        let start = self.at;
        let name = self.until('{', '}')?;
        let (name, list) = name.strip_suffix("...").map_or((name.as_str(), false), |n| (n, true));
        let pattern = if let Some(index) = self.family.fields.iter().position(|f| f.name == name) {
            Pattern::Field(FieldId::try_from(index).map_err(|_| (start, "too many fields".to_owned()))?)
        } else if let Some(part) = (self.parts)(name) {
            part.map_err(|(_, message)| (start, format!("in the part `{name}`: {message}")))?
        } else {
            return Err((start, unknown("field or part", name, self.family.fields.iter().map(|f| f.name.as_str()))));
        };
        Ok(if list { Pattern::List(Box::new(pattern)) } else { pattern })
    }
}

/// `no such field: `x`; expected one of a, b, c`
pub(super) fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    format!("no {what} is called `{name}`; expected one of {}", known.join(", "))
}
