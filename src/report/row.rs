//! JSON rows, the contract with other programs: keys are added, never renamed.

use serde::Serialize;

use crate::provision::ProvisionId;
use crate::read::Document;
use crate::resolve::{Form, Mention};
use crate::text::Span;

/// A row of `pincite cite --format jsonl`: one mention.
#[derive(Clone, Debug, Serialize)]
pub struct CiteRow<'a> {
    /// The document, as the user named it.
    pub path: &'a str,
    /// First byte of the citation in the text as read.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The words that cite.
    pub text: &'a str,
    /// The provision, or null.
    pub id: Option<&'a str>,
    /// How it is named.
    pub form: &'static str,
    /// Last provision of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range_end: Option<&'a str>,
    /// The same provision under other ids.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub also: &'a [ProvisionId],
    /// Start of the mention that this one points back to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub antecedent: Option<usize>,
    /// From 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
    /// How it was decided; always there where no provision is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'a str>,
    /// The rule of resolution that decided.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub rule: &'a str,
    /// The ids that fitted, where two or more did or none was sure enough.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub candidates: &'a [ProvisionId],
    /// First byte in the marked-up source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_start: Option<usize>,
    /// One past the last byte in the marked-up source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_end: Option<usize>,
}

impl<'a> CiteRow<'a> {
    /// The row of a mention of a document; with `explain` every row says why.
    #[must_use]
    pub fn new(document: &'a Document, mention: &'a Mention, explain: bool) -> Self {
        let source = document.source.as_ref().and_then(|map| map.to_source(mention.span));
        let told = explain || mention.id.is_none();
        Self {
            path: &document.path,
            start: mention.span.start,
            end: mention.span.end,
            text: mention.span.of(&document.text),
            id: mention.id.as_ref().map(ProvisionId::as_str),
            form: mention.form.name(),
            range_end: mention.range_end.as_ref().map(ProvisionId::as_str),
            also: &mention.also,
            antecedent: mention.antecedent,
            confidence: (explain || mention.form != Form::Full)
                .then_some(mention.confidence)
                .filter(|_| mention.id.is_some()),
            why: told.then_some(&*mention.why),
            rule: &mention.rule,
            candidates: &mention.candidates,
            source_start: source.map(|s| s.start),
            source_end: source.map(|s| s.end),
        }
    }
}

/// Writes the rows of one document as JSON lines. What serde would write, byte for byte, in a third of the time: the path
/// is escaped once, ids and numbers need no escaping.
pub fn cite_rows(document: &Document, mentions: &[Mention], explain: bool, out: &mut Vec<u8>) {
    let mut head = b"{\"path\":".to_vec();
    string(&mut head, &document.path);
    head.extend_from_slice(b",\"start\":");
    for mention in mentions {
        let row = CiteRow::new(document, mention, explain);
        out.extend_from_slice(&head);
        number(out, row.start);
        out.extend_from_slice(b",\"end\":");
        number(out, row.end);
        out.extend_from_slice(b",\"text\":");
        string(out, row.text);
        out.extend_from_slice(b",\"id\":");
        match row.id {
            Some(id) => string(out, id),
            None => out.extend_from_slice(b"null"),
        }
        out.extend_from_slice(b",\"form\":\"");
        out.extend_from_slice(row.form.as_bytes());
        out.push(b'"');
        if let Some(end) = row.range_end {
            out.extend_from_slice(b",\"range_end\":");
            string(out, end);
        }
        ids(out, b",\"also\":[", row.also);
        if let Some(antecedent) = row.antecedent {
            out.extend_from_slice(b",\"antecedent\":");
            number(out, antecedent);
        }
        if let Some(confidence) = row.confidence {
            out.extend_from_slice(b",\"confidence\":");
            json(out, &confidence);
        }
        if let Some(why) = row.why {
            out.extend_from_slice(b",\"why\":");
            string(out, why);
        }
        if !row.rule.is_empty() {
            out.extend_from_slice(b",\"rule\":");
            string(out, row.rule);
        }
        ids(out, b",\"candidates\":[", row.candidates);
        if let (Some(start), Some(end)) = (row.source_start, row.source_end) {
            out.extend_from_slice(b",\"source_start\":");
            number(out, start);
            out.extend_from_slice(b",\"source_end\":");
            number(out, end);
        }
        out.extend_from_slice(b"}\n");
    }
}

/// A list of ids under a key; nothing where there are none.
fn ids(out: &mut Vec<u8>, key: &[u8], ids: &[ProvisionId]) {
    for (i, id) in ids.iter().enumerate() {
        out.extend_from_slice(if i == 0 { key } else { b"," });
        string(out, id.as_str());
    }
    if !ids.is_empty() {
        out.push(b']');
    }
}

/// A string in quotation marks; most hold nothing to escape.
fn string(out: &mut Vec<u8>, text: &str) {
    if text.bytes().any(|b| b < 0x20 || matches!(b, b'"' | b'\\')) {
        return json(out, text);
    }
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

fn number(out: &mut Vec<u8>, number: usize) {
    let (mut digits, mut at, mut rest) = ([0u8; 20], 20, number);
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// What serde writes; writing to memory can't fail.
fn json<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) {
    let _ = serde_json::to_writer(out, value);
}

/// A row of `pincite find --format jsonl`: one mention in the index, with its passage.
#[derive(Clone, Debug, Serialize)]
pub struct FindRow<'a> {
    /// The document's path.
    pub path: &'a str,
    /// First byte of the citation in the document's text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The words that cite.
    pub text: &'a str,
    /// The provision.
    pub id: Option<&'a str>,
    /// How it is named.
    pub form: &'static str,
    /// Last provision of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range_end: Option<&'a str>,
    /// The same provision under other ids.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub also: &'a [ProvisionId],
    /// Start of the mention that this one points back to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub antecedent: Option<usize>,
    /// From 0 to 1.
    pub confidence: f32,
    /// By which tie the provision asked for is this one.
    pub tie: &'a str,
    /// The document's name: its title, or its path.
    pub document: &'a str,
    /// Title.
    pub title: Option<&'a str>,
    /// Date.
    pub date: Option<&'a str>,
    /// Number of the passage in its document, from 0.
    pub passage: u64,
    /// The passage's text.
    pub passage_text: &'a str,
    /// Who is named in the passage, and in what role they invoke the provision; `mentioned-with` where no role is told.
    pub entities: Vec<EntityIn<'a>>,
}

/// Somebody in a row of `find`.
#[derive(Clone, Debug, Serialize)]
pub struct EntityIn<'a> {
    /// The name.
    pub entity: &'a str,
    /// What it is.
    pub kind: &'a str,
    /// The role.
    pub role: &'a str,
}

/// A row of `pincite entities --format jsonl`: one invocation.
#[derive(Clone, Debug, Serialize)]
pub struct InvocationRow<'a> {
    /// The name under which the others fold.
    pub entity: &'a str,
    /// What it is.
    pub kind: &'a str,
    /// In what role.
    pub role: &'a str,
    /// Which provision.
    pub provision: &'a str,
    /// The document.
    pub path: &'a str,
    /// First byte of the name.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The sentence that says so.
    pub sentence: String,
    /// The day, month or year that the sentence gives.
    pub date: Option<&'a str>,
    /// From 0 to 1.
    pub confidence: f32,
    /// The document's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'a str>,
    /// The document's date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_date: Option<&'a str>,
    /// The pattern, and where the provision was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'a str>,
}

impl FindRow<'_> {
    /// The citation's span in the passage, where the passage begins at `passage_start`.
    #[must_use]
    pub fn in_passage(&self, passage_start: usize) -> Span {
        Span::new(self.start.saturating_sub(passage_start), self.end.saturating_sub(passage_start))
    }
}

#[cfg(test)]
mod tests {
    use super::{CiteRow, cite_rows};
    use crate::read::Document;
    use crate::resolve::{Context, Resolver};

    #[test]
    fn rows_are_what_serde_writes() {
        let text = "Say “E.O.\n13722” and \\ sections 5 through 9 of the Tariff Act of 1930;\t50 U.S.C. 1701(a). Section 9 of \"X\" Act.";
        let document = Document::from_text("odd \"path\"\\.txt", text);
        let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
        let mentions = resolver.resolve(text, Context::default());
        assert!(mentions.len() >= 4);
        for explain in [false, true] {
            let mut ours = Vec::new();
            cite_rows(&document, &mentions, explain, &mut ours);
            let row = |m| serde_json::to_string(&CiteRow::new(&document, m, explain)).unwrap_or_else(|e| panic!("{e}"));
            let serdes: String = mentions.iter().map(|m| row(m) + "\n").collect();
            assert_eq!(String::from_utf8_lossy(&ours), serdes);
        }
    }
}
