//! html5gum's tokenizer, feeding a [`Page`] with tags and with text that knows where it stands in the source.

use super::page::Page;
use crate::text::Span;
use html5gum::{Emitter, Error, State};
use std::convert::Infallible;

/// The attributes of one tag; one allocation serves all tags.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    bytes: Vec<u8>,
    /// Where each name and its value end.
    ends: Vec<(usize, usize)>,
}

impl Attributes {
    /// The value of the attribute `name` (in lower case), the first where there are several.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|&(_, value)| value));
        let found = starts.zip(&self.ends).find(|&(start, &(end, _))| &self.bytes[start..end] == name.as_bytes());
        found.and_then(|(_, &(name, value))| std::str::from_utf8(&self.bytes[name..value]).ok())
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    fn begin(&mut self) {
        self.ends.push((self.bytes.len(), self.bytes.len()));
    }

    fn push_name(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        if let Some(last) = self.ends.last_mut() {
            *last = (self.bytes.len(), self.bytes.len());
        }
    }

    fn push_value(&mut self, bytes: &[u8]) {
        if let Some((_, value)) = self.ends.last_mut() {
            self.bytes.extend_from_slice(bytes);
            *value = self.bytes.len();
        }
    }
}

/// The receiver of html5gum's calls.
///
/// html5gum hands over text in chunks, cut at what isn't copied as it stands. Its count of the bytes read is exact
/// wherever a text begins ([`Emitter::init_string`]) and after an entity; from there each chunk is found by
/// comparing it with the source.
#[derive(Debug)]
pub(super) struct Feed<'a> {
    source: &'a [u8],
    /// What is added to positions, for the mark that was cut off before the source.
    base: usize,
    page: &'a mut Page,
    /// html5gum's count of the bytes read.
    position: usize,
    /// Where the next chunk of text begins.
    cursor: usize,
    name: Vec<u8>,
    attributes: Attributes,
    closing: bool,
    self_closing: bool,
    last_start: Vec<u8>,
}

impl<'a> Feed<'a> {
    /// A receiver for `source`, which begins `base` bytes into the text that positions count in.
    pub(super) fn new(source: &'a str, base: usize, page: &'a mut Page) -> Self {
        Self {
            source: source.as_bytes(),
            base,
            page,
            position: 0,
            cursor: 0,
            name: Vec::new(),
            attributes: Attributes::default(),
            closing: false,
            self_closing: false,
            last_start: Vec::new(),
        }
    }

    /// How many source bytes a chunk of text was made from.
    fn taken(&self, chunk: &[u8]) -> usize {
        let rest = self.source.get(self.cursor..).unwrap_or_default();
        let read = self.position.saturating_sub(self.cursor).min(rest.len());
        match rest {
            // `&amp;` gives the `&` that it begins with, as does an `&` that begins nothing.
            [b'&', ..] if chunk == b"&" => read.max(1),
            _ if rest.starts_with(chunk) => chunk.len(),
            [b'\r', b'\n', ..] => 2,
            [b'\r', ..] => 1,
            _ => read,
        }
    }
}

impl Emitter for Feed<'_> {
    type Token = Infallible;

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }

    fn init_string(&mut self) {
        self.cursor = self.position;
    }

    fn emit_string(&mut self, chunk: &[u8]) {
        if !chunk.is_empty() {
            let end = self.cursor + self.taken(chunk);
            self.page.text(chunk, Span::new(self.base + self.cursor, self.base + end));
            self.cursor = end;
        }
    }

    fn init_start_tag(&mut self) {
        (self.closing, self.self_closing) = (false, false);
        self.name.clear();
        self.attributes.clear();
    }

    fn init_end_tag(&mut self) {
        self.init_start_tag();
        self.closing = true;
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        self.name.extend_from_slice(name);
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn init_attribute(&mut self) {
        self.attributes.begin();
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.attributes.push_name(name);
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        self.attributes.push_value(value);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.last_start.clear();
        if self.closing {
            self.page.close(&self.name);
            return None;
        }
        self.last_start.extend_from_slice(&self.name);
        self.page.open(&self.name, &self.attributes, self.self_closing)
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.closing && !self.name.is_empty() && self.name == self.last_start
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start = name.unwrap_or_default().to_vec();
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn emit_error(&mut self, _: Error) {}
    fn emit_eof(&mut self) {}
    fn init_comment(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn emit_current_comment(&mut self) {}
    fn init_doctype(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn set_force_quirks(&mut self) {}
    fn emit_current_doctype(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::Attributes;

    #[test]
    fn attributes_are_found_by_name_the_first_winning() {
        let mut attributes = Attributes::default();
        for (name, value) in [("a", ""), ("name", "date"), ("name", "other")] {
            attributes.begin();
            attributes.push_name(name.as_bytes());
            value.bytes().for_each(|byte| attributes.push_value(&[byte]));
        }
        assert_eq!(attributes.get("name"), Some("date"));
        assert_eq!(attributes.get("a"), Some(""));
        assert_eq!(attributes.get("datetime"), None);
    }
}
