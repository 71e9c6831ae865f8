//! Styles and lists of an `OpenDocument` text: what a paragraph is, and its number as it is printed.

use std::collections::HashMap;

use crate::read::story::{letter, roman};
use crate::read::xml::{Malformed, Pull, Tag, Token};

/// How deep lists go.
const LEVELS: usize = 10;
const DEEPEST: i64 = 10;
/// A paragraph that stands so far in from both sides, in points, is a block quotation.
const INDENT: f64 = 20.0;

#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    above: Option<String>,
    left: Option<f64>,
    right: Option<f64>,
    hidden: Option<bool>,
    raised: Option<bool>,
}

/// What a style says, with all that it is based on.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of its own")]
pub(super) struct Look {
    pub(super) quoted: bool,
    pub(super) title: bool,
    pub(super) hidden: bool,
    pub(super) raised: bool,
}

#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    prefix: String,
    suffix: String,
    /// `%1%.%2%`, which says all of it.
    pattern: Option<String>,
    shown: usize,
    start: i64,
    bullet: bool,
}

/// The styles of a text, and where its lists stand.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    lists: HashMap<String, Vec<Level>>,
    counts: HashMap<String, [Option<i64>; LEVELS]>,
}

/// The list of numbers of headings.
pub(super) const OUTLINE: &str = "\0outline";

impl Styles {
    /// Adds the styles in a part.
    pub(super) fn read(&mut self, xml: &str) -> Result<(), Malformed> {
        let mut pull = Pull::new(xml);
        let mut style: Option<(String, Style)> = None;
        let mut list: Option<(String, Vec<Level>)> = None;
        while let Some(token) = pull.next()? {
            match token {
                Token::Open(tag) => match tag.name {
                    // What is written, and pages' heads and feet.
                    "body" | "master-styles" => {
                        pull.skip()?;
                    }
                    "style" => {
                        let id = tag.get("name").unwrap_or_default();
                        let name = tag.get("display-name").unwrap_or_else(|| id.replace("_20_", " ")).to_lowercase();
                        let above = tag.get("parent-style-name");
                        style = Some((id, Style { name, above, ..Style::default() }));
                    }
                    "paragraph-properties" => {
                        if let Some((_, style)) = &mut style {
                            style.left = tag.get("margin-left").and_then(|l| points(&l)).or(style.left);
                            style.right = tag.get("margin-right").and_then(|l| points(&l)).or(style.right);
                        }
                    }
                    "text-properties" => {
                        if let Some((_, style)) = &mut style {
                            style.hidden = tag.get("display").map(|display| display == "none").or(style.hidden);
                            style.raised = tag.get("text-position").map(|p| raised(&p)).or(style.raised);
                        }
                    }
                    "list-style" => list = Some((tag.get("name").unwrap_or_default(), levels())),
                    "outline-style" => list = Some((OUTLINE.to_owned(), levels())),
                    "list-level-style-number"
                    | "list-level-style-bullet"
                    | "list-level-style-image"
                    | "outline-level-style" => {
                        let at = tag.number("level").unwrap_or(1).clamp(1, DEEPEST) as usize - 1;
                        if let Some((_, levels)) = &mut list {
                            levels[at] = level(&tag);
                        }
                    }
                    _ => {}
                },
                Token::Close("style") => self.by_id.extend(style.take()),
                Token::Close("list-style" | "outline-style") => self.lists.extend(list.take()),
                Token::Close(_) | Token::Words(..) => {}
            }
        }
        Ok(())
    }

    /// What a style says.
    pub(super) fn look(&self, style: Option<&str>) -> Look {
        let mut out = Look::default();
        let (mut left, mut right, mut hidden, mut raised) = (None, None, None, None);
        let mut at = style.map(str::to_owned);
        // Styles may be based on each other in a circle.
        for _ in 0..32 {
            let Some(id) = at.take() else { break };
            let style = self.by_id.get(&id);
            // A style that comes with the program needn't be in the file.
            let name = style.map_or_else(|| id.to_lowercase(), |style| style.name.clone());
            out.quoted |= ["quotation", "quote", "block text"].iter().any(|word| name.contains(word));
            out.title |= name == "title";
            let Some(style) = style else { break };
            (left, right) = (left.or(style.left), right.or(style.right));
            (hidden, raised) = (hidden.or(style.hidden), raised.or(style.raised));
            at.clone_from(&style.above);
        }
        let far = |indent: Option<f64>| indent.is_some_and(|indent| indent >= INDENT);
        out.quoted |= far(left) && far(right);
        Look { hidden: hidden.unwrap_or(false), raised: raised.unwrap_or(false), ..out }
    }

    /// A list begins that doesn't go on with one before.
    pub(super) fn restart(&mut self, list: &str) {
        self.counts.remove(list);
    }

    /// The number of the next item at a depth, from zero; none where it has none.
    pub(super) fn next(&mut self, list: &str, at: usize, start: Option<i64>) -> Option<String> {
        let levels = self.lists.get(list)?;
        let at = at.min(LEVELS - 1);
        let counts = self.counts.entry(list.to_owned()).or_default();
        counts[at] = Some(start.unwrap_or_else(|| counts[at].map_or(levels[at].start, |n| n.saturating_add(1))));
        counts[at + 1..].fill(None);
        let level = &levels[at];
        if level.bullet {
            return Some("• ".to_owned());
        }
        let number = |i: usize| written(counts[i].unwrap_or(levels[i].start), &levels[i].format);
        let out = if let Some(pattern) = &level.pattern {
            let mut out = pattern.clone();
            for i in 0..=at {
                out = out.replace(&format!("%{}%", i + 1), &number(i));
            }
            out
        } else if level.format.is_empty() {
            return None;
        } else {
            let first = (at + 1).saturating_sub(level.shown.max(1));
            let numbers: Vec<String> = (first..=at).filter(|i| !levels[*i].format.is_empty()).map(number).collect();
            format!("{}{}{}", level.prefix, numbers.join("."), level.suffix)
        };
        let out = out.trim();
        (!out.is_empty()).then(|| format!("{out} "))
    }
}

fn levels() -> Vec<Level> {
    vec![Level { start: 1, ..Level::default() }; LEVELS]
}

fn level(tag: &Tag<'_>) -> Level {
    let get = |name: &str| tag.get(name).unwrap_or_default();
    let format = get("num-format");
    Level {
        pattern: tag.get("num-list-format").filter(|pattern| !format.is_empty() && !pattern.is_empty()),
        format,
        prefix: get("num-prefix"),
        suffix: get("num-suffix"),
        shown: tag.number("display-levels").unwrap_or(1).clamp(1, DEEPEST) as usize,
        start: tag.number("start-value").unwrap_or(1),
        bullet: tag.name == "list-level-style-bullet" || tag.name == "list-level-style-image",
    }
}

fn written(number: i64, format: &str) -> String {
    match format {
        "i" => roman(number),
        "I" => roman(number).to_uppercase(),
        "a" => letter(number),
        "A" => letter(number).to_uppercase(),
        _ => number.to_string(),
    }
}

/// `super 58%`, `33% 58%`: above the line.
fn raised(position: &str) -> bool {
    position.starts_with("super") || position.starts_with(|c: char| c.is_ascii_digit()) && !position.starts_with("0%")
}

/// A length in points.
fn points(length: &str) -> Option<f64> {
    let split = length.find(|c: char| c.is_ascii_alphabetic() || c == '%')?;
    let (number, unit) = length.split_at(split);
    let number: f64 = number.trim().parse().ok()?;
    Some(match unit {
        "in" => number * 72.0,
        "cm" => number * 28.35,
        "mm" => number * 2.835,
        "pt" => number,
        "pc" => number * 12.0,
        _ => return None,
    })
}
