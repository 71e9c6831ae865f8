//! The query language: words, phrases, `AND`, `OR`, `NOT` or `-`, parentheses, and fields.
//!
//! ```text
//! any    = all { "OR" all }
//! all    = not { ["AND"] not }
//! not    = [ "NOT" | "-" ] one
//! one    = "(" any ")" | phrase | word | field ":" ( phrase | word )
//! field  = "title" | "date" | "cites" | "path"
//! ```
//!
//! Operators are upper case. A word may hold parentheses, as in `104(a)(1)`; one that is several words to the index
//! is searched as a phrase.

use super::dates;

/// A query may have this many words, phrases and fields.
const MOST_CLAUSES: usize = 64;
/// And parentheses or `NOT`s this deep.
const DEEPEST: usize = 32;

const FIELDS: [&str; 4] = ["title", "date", "cites", "path"];

/// Why a query can't be understood, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The query.
    pub query: String,
    /// The column at which it goes wrong, counted in characters from one.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

impl QueryError {
    pub(super) fn new(query: &str, at: usize, message: impl Into<String>) -> Self {
        let column = query[..query.floor_char_boundary(at)].chars().count() + 1;
        Self { query: query.to_owned(), column, message: message.into() }
    }
}

impl std::fmt::Display for QueryError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let line = self.query.replace(char::is_whitespace, " ");
        write!(f, "column {}: {}\n  {line}\n  {:>width$}", self.column, self.message, "^", width = self.column)
    }
}

impl std::error::Error for QueryError {}

/// A query, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Clause {
    All(Vec<Clause>),
    Any(Vec<Clause>),
    Not(Box<Clause>),
    One(One),
}

/// One thing to look for, and the byte of the query at which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct One {
    pub(super) at: usize,
    pub(super) what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Text(String),
    Title(String),
    Date(u64, u64),
    Cites(String),
    Path(String),
}

/// Parses a query.
pub(super) fn parse(query: &str) -> Result<Clause, QueryError> {
    let mut parser = Parser { query, at: 0, clauses: 0, depth: 0 };
    let clause = parser.any()?;
    if parser.at < query.len() { Err(parser.error(parser.at, "this `)` closes nothing")) } else { Ok(clause) }
}

struct Parser<'q> {
    query: &'q str,
    at: usize,
    clauses: usize,
    depth: usize,
}

impl Parser<'_> {
    /// `any = all { "OR" all }`
    fn any(&mut self) -> Result<Clause, QueryError> {
        let first = self.all()?;
        let mut choices = vec![first];
        while self.operator("OR") {
            choices.push(self.all()?);
        }
        Ok(joined(choices, Clause::Any))
    }

    /// `all = not { ["AND"] not }`
    fn all(&mut self) -> Result<Clause, QueryError> {
        let mut parts = vec![self.not()?];
        while !self.ended() && !self.sees("OR") {
            self.operator("AND");
            parts.push(self.not()?);
        }
        Ok(joined(parts, Clause::All))
    }

    /// `not = [ "NOT" | "-" ] one`
    fn not(&mut self) -> Result<Clause, QueryError> {
        let at = self.skip();
        let minus = self.query[at..].strip_prefix('-').is_some_and(|r| r.starts_with(|c: char| !c.is_whitespace()));
        if minus {
            self.at += 1;
        } else if !self.operator("NOT") {
            return self.one();
        }
        let clause = self.deeper(at, Self::not)?;
        Ok(Clause::Not(Box::new(clause)))
    }

    /// `one = "(" any ")" | phrase | word | field ":" ( phrase | word )`
    fn one(&mut self) -> Result<Clause, QueryError> {
        let at = self.skip();
        if self.ended() {
            return Err(self.error(at, "something to search for is missing here"));
        }
        if let Some(operator) = ["AND", "OR"].into_iter().find(|operator| self.sees(operator)) {
            return Err(self.error(at, format!("`{operator}` needs something on either side")));
        }
        self.clauses += 1;
        if self.clauses > MOST_CLAUSES {
            return Err(self.error(at, format!("a query has at most {MOST_CLAUSES} words, phrases and fields")));
        }
        if self.query[at..].starts_with('(') {
            self.at += 1;
            self.clauses -= 1;
            let clause = self.deeper(at, Self::any)?;
            if !self.query[self.at..].starts_with(')') {
                return Err(self.error(at, "this `(` is never closed"));
            }
            self.at += 1;
            return Ok(clause);
        }
        let what = if self.quoted() { What::Text(self.phrase()?) } else { self.word()? };
        Ok(Clause::One(One { at, what }))
    }

    /// `word`, or `field ":" ( phrase | word )`
    fn word(&mut self) -> Result<What, QueryError> {
        let start = self.at;
        let mut open = 0_usize;
        for c in self.query[start..].chars() {
            match c {
                '(' => open += 1,
                ')' if open > 0 => open -= 1,
                ')' => break,
                c if c.is_whitespace() || is_quote(c) => break,
                _ => {}
            }
            self.at += c.len_utf8();
        }
        let word = &self.query[start..self.at];
        let Some((name, value)) = word.split_once(':') else { return Ok(What::Text(word.to_owned())) };
        if FIELDS.contains(&name) {
            let value = if value.is_empty() && self.quoted() { self.phrase()? } else { value.to_owned() };
            return self.field(name, value, start);
        }
        let fieldlike = name.len() > 1 && name.bytes().all(|b| b.is_ascii_lowercase());
        if fieldlike && !value.starts_with("//") && (!value.is_empty() || self.quoted()) {
            let fields = FIELDS.join("`, `");
            let message = format!("there is no field `{name}`, only `{fields}`; quote it to search for the words");
            return Err(self.error(start, message));
        }
        Ok(What::Text(word.to_owned()))
    }

    fn field(&self, name: &str, value: String, start: usize) -> Result<What, QueryError> {
        let at = start + name.len() + 1;
        if value.trim().is_empty() {
            return Err(self.error(at, format!("`{name}:` needs a word or a phrase in quotes")));
        }
        match name {
            "title" => Ok(What::Title(value)),
            "cites" => Ok(What::Cites(value)),
            "path" => Ok(What::Path(value)),
            _ => dates::range(value.trim()).map(|(from, to)| What::Date(from, to)).ok_or_else(|| {
                self.error(at, "not a date: write `2016`, `2016-03`, `2016-03-16`, or a range as `2016-03-16..2017`")
            }),
        }
    }

    /// The text between quotation marks, straight or curly.
    fn phrase(&mut self) -> Result<String, QueryError> {
        let open = self.at;
        let start = open + self.query[open..].chars().next().map_or(0, char::len_utf8);
        let Some(end) = self.query[start..].find(is_quote).map(|i| start + i) else {
            return Err(self.error(open, "this quotation mark is never closed"));
        };
        self.at = end + self.query[end..].chars().next().map_or(0, char::len_utf8);
        Ok(self.query[start..end].to_owned())
    }

    fn deeper(
        &mut self,
        at: usize,
        parse: impl FnOnce(&mut Self) -> Result<Clause, QueryError>,
    ) -> Result<Clause, QueryError> {
        if self.depth == DEEPEST {
            return Err(self.error(at, format!("a query goes at most {DEEPEST} parentheses or `NOT`s deep")));
        }
        self.depth += 1;
        let clause = parse(self);
        self.depth -= 1;
        clause
    }

    /// Skips white space and says where it ends.
    fn skip(&mut self) -> usize {
        let rest = &self.query[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.at
    }

    /// Whether nothing follows that could be part of a clause.
    fn ended(&mut self) -> bool {
        let at = self.skip();
        self.query[at..].is_empty() || self.query[at..].starts_with(')')
    }

    fn quoted(&self) -> bool {
        self.query[self.at..].starts_with(is_quote)
    }

    fn sees(&mut self, operator: &str) -> bool {
        let at = self.skip();
        let rest = self.query[at..].strip_prefix(operator);
        rest.is_some_and(|rest| {
            !rest.starts_with(|c: char| !(c.is_whitespace() || c == '(' || c == ')' || is_quote(c)))
        })
    }

    fn operator(&mut self, operator: &str) -> bool {
        let seen = self.sees(operator);
        if seen {
            self.at += operator.len();
        }
        seen
    }

    fn error(&self, at: usize, message: impl Into<String>) -> QueryError {
        QueryError::new(self.query, at, message)
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

fn joined(mut clauses: Vec<Clause>, join: impl FnOnce(Vec<Clause>) -> Clause) -> Clause {
    match clauses.pop() {
        Some(only) if clauses.is_empty() => only,
        last => {
            clauses.extend(last);
            join(clauses)
        }
    }
}
