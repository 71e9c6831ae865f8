//! A law's text being written, with the place of every provision; and the walk through XML that has its levels as
//! elements.

use std::collections::{BTreeMap, HashSet};

use super::day::Day;
use super::xml::{Element, Node};
use super::{Law, Part};
use crate::provision::ProvisionId;
use crate::resolve::Resolver;

/// Collects the text of a law and its parts.
#[derive(Debug, Default)]
pub(super) struct Builder {
    text: String,
    parts: Vec<Part>,
    open: Vec<usize>,
    taken: HashSet<ProvisionId>,
    /// Whether the words to come belong on the line of a number just written.
    glued: bool,
}

impl Builder {
    /// Opens a provision: its number as written and its heading make a line. `false` when there is one of that id
    /// already; it isn't opened then.
    pub(super) fn open(&mut self, id: ProvisionId, number: &str, heading: &str) -> bool {
        if !self.taken.insert(id.clone()) {
            return false;
        }
        self.glued = false;
        self.line();
        let start = self.text.len();
        self.text.push_str(number.trim());
        let heading = heading.trim();
        if !heading.is_empty() {
            if !number.trim().is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(heading);
        }
        if self.text.len() > start {
            self.text.push(if heading.is_empty() { ' ' } else { '\n' });
        }
        let words = self.text.len();
        self.open.push(self.parts.len());
        self.parts.push(Part { id, start, end: words, words, heading: heading.to_owned() });
        true
    }

    /// Closes what was opened last.
    pub(super) fn close(&mut self) {
        self.glued = false;
        let end = self.text.trim_end().len();
        if let Some(part) = self.open.pop().and_then(|i| self.parts.get_mut(i)) {
            part.end = end.max(part.words.min(end)).max(part.start);
            part.words = part.words.min(part.end);
        }
        self.line();
    }

    /// Begins a new line, unless at the beginning of one.
    pub(super) fn line(&mut self) {
        if self.glued {
            return;
        }
        let kept = self.text.trim_end_matches(' ').len();
        self.text.truncate(kept);
        // A number that waits for its words stays on its line.
        let waits = self.open.last().and_then(|i| self.parts.get(*i)).is_some_and(|p| p.words > kept);
        if waits {
            self.text.push(' ');
        } else if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Adds words, white space folded.
    pub(super) fn words(&mut self, words: &str) {
        for (i, word) in words.split(|c: char| c.is_whitespace() && c != '\u{a0}').enumerate() {
            self.glued &= word.is_empty();
            if i > 0 && !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
            // A soft hyphen only says where a line may break.
            self.text.extend(word.chars().filter(|c| *c != '\u{ad}'));
        }
    }

    /// Adds a text line by line; blank lines part nothing.
    pub(super) fn paragraphs(&mut self, text: &str) {
        for line in text.lines().filter(|l| !l.trim().is_empty()) {
            self.line();
            self.words(line.trim());
        }
        self.line();
    }

    /// The text so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// What is open, the innermost.
    pub(super) fn last_open(&self) -> Option<&ProvisionId> {
        self.open.last().and_then(|i| self.parts.get(*i)).map(|p| &p.id)
    }

    /// The innermost open provision whose last component begins with one of these letters and a number.
    pub(super) fn innermost(&self, letters: &[&str]) -> Option<ProvisionId> {
        let is = |id: &&ProvisionId| {
            let last = id.parts().next_back().unwrap_or("");
            letters.iter().any(|l| last.strip_prefix(l).is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit())))
        };
        self.open.iter().rev().filter_map(|i| self.parts.get(*i)).map(|p| &p.id).find(is).cloned()
    }

    /// Adds the paragraphs of every section that has no parts yet.
    pub(super) fn outline_sections(&mut self, resolver: &Resolver) {
        let section = |p: &Part| p.id.parts().next_back().is_some_and(crate::provision::is_section);
        let bare =
            |p: &&Part| section(p) && !self.parts.iter().any(|inner| inner.start > p.start && inner.end <= p.end);
        let sections: Vec<Part> = self.parts.iter().filter(bare).cloned().collect();
        for outer in sections {
            let text = &self.text[outer.words..outer.end];
            for part in resolver.outline(text, &outer.id) {
                if self.taken.insert(part.id.clone()) {
                    let at = outer.words;
                    let (start, end, words) = (at + part.start, at + part.end, at + part.words);
                    self.parts.push(Part { id: part.id, start, end, words, heading: part.heading });
                }
            }
        }
    }

    /// Keeps what comes next on this line.
    pub(super) fn glue(&mut self) {
        self.words(" ");
        self.glued = true;
    }

    /// How long the text is so far.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Adds parts that were found in what was written since `from`.
    pub(super) fn outline(&mut self, resolver: &Resolver, from: usize, id: &ProvisionId) {
        for part in resolver.outline(&self.text[from..], id) {
            if self.taken.insert(part.id.clone()) {
                let (start, end, words) = (from + part.start, from + part.end, from + part.words);
                self.parts.push(Part { id: part.id, start, end, words, heading: part.heading });
            }
        }
    }

    /// The law.
    pub(super) fn finish(mut self, id: ProvisionId, title: String, day: impl Into<Day>) -> Law {
        let Day { day: from, by: dated_by } = day.into();
        while !self.open.is_empty() {
            self.close();
        }
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        for part in &mut self.parts {
            part.end = part.end.min(end);
            part.words = part.words.min(part.end);
            part.start = part.start.min(part.words);
        }
        // Outer before inner where both begin at one place.
        self.parts.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
        Law {
            id,
            title,
            from,
            until: String::new(),
            text: self.text,
            parts: self.parts,
            amended: BTreeMap::new(),
            dated_by,
            remarks: Vec::new(),
        }
    }
}

/// How a format names what the walk needs.
pub(super) struct Shape {
    /// Elements that are levels, with the level's name in the grammar; `mark` for one that only adds its mark.
    pub levels: &'static [(&'static str, &'static str)],
    /// Elements that hold a level's number.
    pub numbers: &'static [&'static str],
    /// Elements that hold its heading.
    pub headings: &'static [&'static str],
    /// Elements that are no text of the law: notes, tables of contents, credits.
    pub skipped: &'static [&'static str],
    /// Elements within which levels belong to another law, and are only text here.
    pub quoted: &'static [&'static str],
    /// Elements that begin a line.
    pub lines: &'static [&'static str],
    /// Elements whose words the publisher's style puts in quotation marks.
    pub marked: &'static [&'static str],
    /// Levels whose numbers the publisher's style puts in brackets.
    pub bracketed: &'static [&'static str],
    /// Levels below which sections are numbered anew: schedules, annexes.
    pub own_numbers: &'static [&'static str],
}

/// Walks elements into a builder.
pub(super) struct Walk<'w> {
    pub shape: &'w Shape,
    pub resolver: &'w Resolver,
    /// The instrument.
    pub instrument: &'w ProvisionId,
    /// The id that the source itself gives an element, if it does.
    pub given: &'w dyn Fn(&Element) -> Option<ProvisionId>,
    pub builder: Builder,
}

impl Walk<'_> {
    /// Writes an element and everything in it; `parent` is the provision that it stands in.
    pub(super) fn element(&mut self, element: &Element, parent: &ProvisionId, quoted: bool) {
        let shape = self.shape;
        let name = element.name.as_str();
        if shape.skipped.contains(&name) {
            return;
        }
        if !quoted && let Some((_, level)) = shape.levels.iter().find(|(n, _)| *n == name) {
            return self.level(element, level, parent);
        }
        let inner = quoted && shape.levels.iter().any(|(n, _)| *n == name);
        let marked = shape.marked.contains(&name);
        let quoted = quoted || shape.quoted.contains(&name);
        let line = shape.lines.contains(&name) || quoted && shape.levels.iter().any(|(n, _)| *n == name);
        if line {
            self.builder.line();
        }
        // Each paragraph of words quoted opens with a mark, as it is printed.
        if inner && !shape.marked.is_empty() || marked && !shape.quoted.contains(&name) {
            self.builder.words("“");
        }
        for child in &element.children {
            match child {
                Node::Text(text) => self.builder.words(text),
                Node::Element(child) => {
                    self.element(child, parent, quoted);
                    let child = child.name.as_str();
                    if quoted && (shape.numbers.contains(&child) || shape.headings.contains(&child)) {
                        self.builder.glue();
                    }
                }
            }
        }
        if marked {
            self.builder.words("”");
        }
        if line {
            self.builder.line();
        }
    }

    fn level(&mut self, element: &Element, level: &str, parent: &ProvisionId) {
        let shape = self.shape;
        let number = element.child(shape.numbers);
        let written = number.map(Element::text).unwrap_or_default();
        let bracketed = shape.bracketed.contains(&element.name.as_str()) && !written.is_empty();
        let written = if bracketed { format!("({written})") } else { written };
        let heading = element.child(shape.headings).map(Element::text).unwrap_or_default();
        let value = number.and_then(|n| n.get("value")).map_or_else(|| plain_number(&written), plain_number);
        let restarts =
            parent.parts().next_back().is_some_and(|last| shape.own_numbers.iter().any(|p| last.starts_with(p)));
        let above = if matches!(level, "section" | "article") && !restarts { self.instrument } else { parent };
        let made = || (!value.is_empty()).then(|| self.resolver.below(above, level, &value)).flatten();
        let given = (self.given)(element);
        let is_given = given.is_some();
        let id = given.or_else(made);
        let opened = match id {
            Some(id) if self.builder.open(id.clone(), &written, &heading) => Some(id),
            // Sections that are numbered anew in each title are told apart by the title.
            Some(_) if above != parent && !value.is_empty() && !is_given => {
                let other = self.resolver.below(parent, level, &value);
                other.filter(|id| self.builder.open(id.clone(), &written, &heading))
            }
            _ => None,
        };
        let here = opened.clone().unwrap_or_else(|| parent.clone());
        for child in &element.children {
            match child {
                Node::Text(text) => self.builder.words(text),
                Node::Element(child) => {
                    let label =
                        shape.numbers.contains(&child.name.as_str()) || shape.headings.contains(&child.name.as_str());
                    if opened.is_some() && label {
                        continue;
                    }
                    self.element(child, &here, opened.is_none() && label);
                    if label {
                        self.builder.words(" ");
                    }
                }
            }
        }
        if opened.is_some() {
            self.builder.close();
        }
    }
}

/// The number in what is written for it: `104` of `SEC. 104.`, `a` of `(a)`, `I` of `TITLE I—`.
pub(super) fn plain_number(written: &str) -> String {
    let bare = |c: char| {
        c.is_whitespace()
            || matches!(c, '(' | ')' | '.' | '§' | '“' | '"' | ':' | '‘' | ',' | '[' | ']')
            || crate::parse::is_dash(c)
    };
    let written = written.trim_matches(bare);
    let last = written.rsplit(|c: char| c.is_whitespace()).find(|w| !w.trim_matches(bare).is_empty()).unwrap_or("");
    last.trim_matches(bare)
        .chars()
        .map(|c| if crate::parse::is_dash(c) { '-' } else { c })
        .filter(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '(' | ')' | '/'))
        .collect::<String>()
        .replace('/', "-")
}

#[cfg(test)]
mod tests {
    use super::plain_number;

    #[test]
    fn numbers_as_publishers_write_them() {
        for (written, number) in [
            ("SEC. 104. ", "104"),
            ("§ 1956.", "1956"),
            ("  (iv) ", "iv"),
            ("TITLE I—", "I"),
            ("Subpart A—", "A"),
            ("“(2)", "2"),
            ("§ 4.1-100", "4.1-100"),
            ("300aa–1.", "300aa-1"),
            ("1.", "1"),
            ("SECTION", "SECTION"),
        ] {
            assert_eq!(plain_number(written), number, "{written}");
        }
    }
}
