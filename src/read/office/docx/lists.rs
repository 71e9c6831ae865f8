//! What styles and lists say of a paragraph: its number as Word prints it, whether it is a heading or a quotation.

use std::collections::HashMap;

use crate::read::story::{letter, roman};
use crate::read::xml::{Malformed, Pull, Tag, Token};

/// How deep lists go in Word.
const LEVELS: usize = 9;

/// Which list a paragraph is in, and how deep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct InList {
    pub(super) list: Option<i64>,
    pub(super) level: Option<usize>,
}

/// What is said of a paragraph, or of a style.
#[derive(Clone, Debug, Default)]
pub(super) struct Properties {
    pub(super) style: Option<String>,
    pub(super) numbered: InList,
    /// From zero; nine is body text.
    pub(super) outline: Option<u8>,
    pub(super) left: Option<i64>,
    pub(super) right: Option<i64>,
    /// Whether the mark at its end is deleted, so that the next goes on with it.
    pub(super) joined: bool,
}

impl Properties {
    /// Reads the properties whose start tag was given last.
    pub(super) fn read(pull: &mut Pull<'_>) -> Result<Self, Malformed> {
        let mut out = Self::default();
        let mut depth = 1_usize;
        while depth > 0 {
            match pull.next()? {
                // What they were before a change.
                Some(Token::Open(tag)) if matches!(tag.name, "pPrChange" | "sectPr" | "rPrChange" | "tabs") => {
                    pull.skip()?;
                }
                Some(Token::Open(tag)) => {
                    depth += 1;
                    out.property(&tag);
                }
                Some(Token::Close(_)) => depth -= 1,
                Some(Token::Words(..)) => {}
                None => break,
            }
        }
        Ok(out)
    }

    fn property(&mut self, tag: &Tag<'_>) {
        match tag.name {
            "pStyle" => self.style = tag.get("val"),
            "numId" => self.numbered.list = tag.number("val"),
            "ilvl" => self.numbered.level = tag.number("val").map(|n| n.clamp(0, 8) as usize),
            "outlineLvl" => self.outline = tag.number("val").map(|n| n.clamp(0, 9) as u8),
            "ind" => {
                self.left = tag.number("left").or_else(|| tag.number("start")).or(self.left);
                self.right = tag.number("right").or_else(|| tag.number("end")).or(self.right);
                // Where its first line begins.
                self.left = self.left.map(|left| left - tag.number("hanging").unwrap_or_default());
            }
            "del" | "moveFrom" => self.joined = true,
            _ => {}
        }
    }
}

/// A paragraph style.
#[derive(Debug, Default)]
struct Style {
    name: String,
    above: Option<String>,
    own: Properties,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The style of what says none.
    plain: Option<String>,
}

impl Styles {
    pub(super) fn read(xml: &str) -> Result<Self, Malformed> {
        let (mut pull, mut out) = (Pull::new(xml), Self::default());
        let mut open: Option<(String, Style)> = None;
        while let Some(token) = pull.next()? {
            match token {
                Token::Open(tag) if tag.name == "style" => {
                    let id = tag.get("styleId").unwrap_or_default();
                    if tag.get("type").as_deref() == Some("paragraph") && tag.get("default").as_deref() == Some("1") {
                        out.plain = Some(id.clone());
                    }
                    open = Some((id, Style::default()));
                }
                Token::Open(tag) => match (&mut open, tag.name) {
                    (Some((_, style)), "name") => style.name = tag.get("val").unwrap_or_default().to_lowercase(),
                    (Some((_, style)), "basedOn") => style.above = tag.get("val"),
                    (Some((_, style)), "pPr") => style.own = Properties::read(&mut pull)?,
                    (Some(_), "rPr" | "tblPr" | "tblStylePr" | "tcPr" | "trPr") => {
                        pull.skip()?;
                    }
                    _ => {}
                },
                Token::Close("style") => {
                    if let Some((id, style)) = open.take() {
                        out.by_id.insert(id, style);
                    }
                }
                Token::Close(_) | Token::Words(..) => {}
            }
        }
        Ok(out)
    }

    /// What a paragraph is, by its own properties and those of its style and the styles above that.
    pub(super) fn whole(&self, own: &Properties) -> (Properties, Role) {
        let mut all = own.clone();
        let mut role = Role::default();
        let mut at = own.style.as_ref().or(self.plain.as_ref());
        // Styles may be based on each other in a circle.
        for _ in 0..32 {
            let Some((id, style)) = at.and_then(|id| self.by_id.get_key_value(id)) else { break };
            role.see(&style.name);
            let said = &style.own;
            all.outline = all.outline.or(said.outline);
            all.left = all.left.or(said.left);
            all.right = all.right.or(said.right);
            if all.numbered.list.is_none() && said.numbered.list.is_some() {
                all.numbered.list = said.numbered.list;
                all.numbered.level = all.numbered.level.or(said.numbered.level);
                role.list_of.get_or_insert_with(|| id.clone());
            }
            at = style.above.as_ref();
        }
        (all, role)
    }
}

/// What the names of styles say.
#[derive(Clone, Debug, Default)]
pub(super) struct Role {
    pub(super) heading: Option<u8>,
    pub(super) title: bool,
    pub(super) quoted: bool,
    /// The style by which it is in a list.
    pub(super) list_of: Option<String>,
}

impl Role {
    fn see(&mut self, name: &str) {
        let level = name.strip_prefix("heading ").and_then(|n| n.trim().parse().ok());
        self.heading = self.heading.or(level);
        self.title |= name == "title";
        self.quoted |= ["quote", "quotation", "block text", "blocktext", "quotations"].iter().any(|q| name.contains(q));
    }
}

/// A level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: i64,
    format: String,
    /// `%1.%2)`.
    text: String,
    /// Whether numbers above it are printed as digits.
    legal: bool,
    /// Below which level it begins anew; `0` never.
    restart: Option<usize>,
    /// The style whose paragraphs are at this level.
    style: Option<String>,
    glued: bool,
}

impl Default for Level {
    fn default() -> Self {
        let (format, text) = ("decimal".to_owned(), String::new());
        Self { start: 1, format, text, legal: false, restart: None, style: None, glued: false }
    }
}

#[derive(Debug, Default)]
struct List {
    kind: i64,
    starts: [Option<i64>; LEVELS],
    levels: HashMap<usize, Level>,
    begun: bool,
}

/// The lists of a document, and where each stands.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// Kinds of lists, by their number.
    kinds: HashMap<i64, Vec<Level>>,
    by_id: HashMap<i64, List>,
    counts: HashMap<i64, [Option<i64>; LEVELS]>,
}

impl Lists {
    pub(super) fn read(xml: &str) -> Result<Self, Malformed> {
        let (mut pull, mut out) = (Pull::new(xml), Self::default());
        let (mut kind, mut list, mut at) = (None, None, 0);
        while let Some(token) = pull.next()? {
            let Token::Open(tag) = token else { continue };
            let here = tag.number("ilvl").map_or(at, |n| n.clamp(0, 8) as usize);
            match tag.name {
                "abstractNum" => {
                    (kind, list) = (tag.number("abstractNumId"), None);
                    out.kinds.insert(kind.unwrap_or_default(), vec![Level::default(); LEVELS]);
                }
                "num" => {
                    (list, kind) = (tag.number("numId"), None);
                    out.by_id.insert(list.unwrap_or_default(), List::default());
                }
                "abstractNumId" => {
                    if let Some(list) = list.and_then(|l| out.by_id.get_mut(&l)) {
                        list.kind = tag.number("val").unwrap_or_default();
                    }
                }
                "lvlOverride" => at = here,
                "startOverride" => {
                    if let Some(list) = list.and_then(|l| out.by_id.get_mut(&l)) {
                        list.starts[at] = tag.number("val");
                    }
                }
                "lvl" => {
                    at = here;
                    let level = level(&mut pull)?;
                    if let Some(list) = list.and_then(|l| out.by_id.get_mut(&l)) {
                        list.levels.insert(at, level);
                    } else if let Some(kind) = kind.and_then(|k| out.kinds.get_mut(&k)) {
                        kind[at] = level;
                    }
                }
                _ => {}
            }
        }
        Ok(out)
    }

    /// The number of the next paragraph in a list, as it is printed, with what parts it from the words; none where it has none.
    pub(super) fn next(&mut self, numbered: InList, style: Option<&str>) -> Option<String> {
        let list = self.by_id.get_mut(&numbered.list.filter(|list| *list > 0)?)?;
        let kind = self.kinds.get(&list.kind)?;
        let by_style = || kind.iter().position(|l| l.style.is_some() && l.style.as_deref() == style);
        let at = numbered.level.or_else(by_style).unwrap_or(0).min(LEVELS - 1);
        let counts = self.counts.entry(list.kind).or_default();
        // A list that says where it starts begins anew, once.
        if !std::mem::replace(&mut list.begun, true) {
            for (count, start) in counts.iter_mut().zip(list.starts) {
                *count = start.map(|start| start.saturating_sub(1)).or(*count);
            }
        }
        let of = |i: usize| list.levels.get(&i).unwrap_or(&kind[i]);
        let level = of(at);
        counts[at] = Some(counts[at].map_or(level.start, |n| n.saturating_add(1)));
        for (deeper, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let keeps = of(deeper).restart.is_some_and(|restart| restart == 0 || at + 1 > restart);
            if !keeps {
                *count = None;
            }
        }
        let mut out = String::new();
        let mut rest = level.text.as_str();
        while let Some(sign) = rest.find('%') {
            out.push_str(&rest[..sign]);
            rest = &rest[sign + 1..];
            let number = rest.chars().next().and_then(|c| c.to_digit(10)).filter(|n| (1..=9).contains(n));
            match number {
                Some(n) => {
                    let i = n as usize - 1;
                    let of = of(i);
                    let count = counts[i].unwrap_or(of.start);
                    out.push_str(&written(count, if level.legal { "decimal" } else { &of.format }));
                    rest = &rest[1..];
                }
                None => out.push('%'),
            }
        }
        out.push_str(rest);
        if level.format == "bullet" {
            // A sign of a font of signs.
            let sign = out.chars().next().filter(|c| !c.is_whitespace());
            out = sign.map(|c| if ('\u{e000}'..'\u{f900}').contains(&c) { '•' } else { c }.to_string())?;
        }
        if level.format == "none" && out.trim().is_empty() || out.is_empty() {
            return None;
        }
        if !level.glued {
            out.push(' ');
        }
        Some(out)
    }
}

/// Reads a level whose start tag was given last.
fn level(pull: &mut Pull<'_>) -> Result<Level, Malformed> {
    let (mut out, mut depth) = (Level::default(), 1_usize);
    while depth > 0 {
        match pull.next()? {
            Some(Token::Open(tag)) => {
                depth += 1;
                let value = || tag.get("val").unwrap_or_default();
                match tag.name {
                    "start" => out.start = tag.number("val").unwrap_or(1),
                    "numFmt" => out.format = value(),
                    "lvlText" => out.text = value(),
                    "isLgl" => out.legal = tag.is_on(),
                    "lvlRestart" => out.restart = tag.number("val").map(|n| n.clamp(0, 9) as usize),
                    "pStyle" => out.style = tag.get("val"),
                    "suff" => out.glued = tag.get("val").as_deref() == Some("nothing"),
                    _ => {}
                }
            }
            Some(Token::Close(_)) => depth -= 1,
            Some(Token::Words(..)) => {}
            None => break,
        }
    }
    Ok(out)
}

/// A number in one of Word's formats.
pub(super) fn written(number: i64, format: &str) -> String {
    const WORDS: [&str; 20] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    const ORDINALS: [&str; 20] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    let word = |words: &[&str; 20]| {
        let word = usize::try_from(number - 1).ok().and_then(|i| words.get(i)).map(|w| (*w).to_owned());
        word.map_or_else(|| number.to_string(), |w| w[..1].to_uppercase() + &w[1..])
    };
    match format {
        "upperRoman" => roman(number).to_uppercase(),
        "lowerRoman" => roman(number),
        "upperLetter" => letter(number).to_uppercase(),
        "lowerLetter" => letter(number),
        "decimalZero" => format!("{number:02}"),
        "cardinalText" => word(&WORDS),
        "ordinalText" => word(&ORDINALS),
        "ordinal" => {
            let end = match (number % 10, number % 100) {
                (_, 11..=13) => "th",
                (1, _) => "st",
                (2, _) => "nd",
                (3, _) => "rd",
                _ => "th",
            };
            format!("{number}{end}")
        }
        "none" => String::new(),
        _ => number.to_string(),
    }
}
