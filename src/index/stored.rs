//! Mentions as they are kept beside the text: JSON with one-letter keys, spans counted from the passage.

use serde::{Deserialize, Serialize};

use crate::entity::{Entity, Invocation};
use crate::provision::ProvisionId;
use crate::read::Page;
use crate::resolve::{Form, Mention};
use crate::text::Span;

/// Forms by the number under which they are kept: append, never reorder.
const FORMS: [Form; 8] =
    [Form::Full, Form::Alias, Form::Short, Form::Anaphora, Form::ListMember, Form::Range, Form::BlockQuote, Form::Own];

/// A reason is kept to this many bytes.
const LONGEST_WHY: usize = 96;

#[derive(Serialize, Deserialize)]
struct Packed {
    /// Start, from the start of the passage, and length.
    #[serde(rename = "s")]
    start: usize,
    #[serde(rename = "n")]
    len: usize,
    #[serde(rename = "i", default, skip_serializing_if = "Option::is_none")]
    id: Option<ProvisionId>,
    #[serde(rename = "f", default, skip_serializing_if = "is_zero")]
    form: usize,
    #[serde(rename = "e", default, skip_serializing_if = "Option::is_none")]
    range_end: Option<ProvisionId>,
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    also: Vec<ProvisionId>,
    /// How far back the antecedent starts.
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    back: Option<i64>,
    /// How far the confidence is from 1, in thousandths.
    #[serde(rename = "d", default, skip_serializing_if = "is_zero")]
    doubt: usize,
    #[serde(rename = "w", default, skip_serializing_if = "String::is_empty")]
    why: String,
    #[serde(rename = "r", default, skip_serializing_if = "String::is_empty")]
    rule: String,
    #[serde(rename = "c", default, skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<ProvisionId>,
    #[serde(rename = "x", default, skip_serializing_if = "Option::is_none")]
    impossible: Option<String>,
}

/// Who is named in a passage, who invokes what, and on which pages it is.
#[derive(Debug, Default, PartialEq, Deserialize)]
pub(super) struct Ties(
    pub(super) Vec<Entity>,
    pub(super) Vec<Invocation>,
    /// Where each page begins, which sheet it is, what it is called.
    #[serde(default)]
    Vec<(usize, Option<u32>, String)>,
);

impl Ties {
    /// The pages, in their order.
    pub(super) fn pages(self) -> (Vec<Entity>, Vec<Invocation>, Vec<Page>) {
        let pages = self.2.into_iter().map(|(start, number, label)| Page { start, number, label });
        (self.0, self.1, pages.collect())
    }
}

/// Packs who is named in a passage, who invokes what, and its pages.
pub(super) fn pack_ties(named: &[Entity], invocations: &[Invocation], pages: &[Page]) -> Vec<u8> {
    let pages: Vec<_> = pages.iter().map(|page| (page.start, page.number, page.label.as_str())).collect();
    let packed = if pages.is_empty() {
        serde_json::to_vec(&(named, invocations))
    } else {
        serde_json::to_vec(&(named, invocations, pages))
    };
    packed.unwrap_or_default()
}

/// The same back; `None` when the bytes are not what [`pack_ties`] made.
pub(super) fn unpack_ties(bytes: &[u8]) -> Option<Ties> {
    serde_json::from_slice(bytes).ok()
}

/// Packs the mentions of a passage that starts at `start`.
pub(super) fn pack(mentions: &[Mention], start: usize) -> Vec<u8> {
    let packed: Vec<Packed> = mentions.iter().map(|mention| pack_one(mention, start)).collect();
    serde_json::to_vec(&packed).unwrap_or_default()
}

/// The mentions of a passage that starts at `start`; `None` when the bytes are not what [`pack`] made.
pub(super) fn unpack(bytes: &[u8], start: usize) -> Option<Vec<Mention>> {
    let packed: Vec<Packed> = serde_json::from_slice(bytes).ok()?;
    packed.into_iter().map(|packed| unpack_one(packed, start)).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is between 0 and 1000")]
fn pack_one(mention: &Mention, start: usize) -> Packed {
    Packed {
        start: mention.span.start.saturating_sub(start),
        len: mention.span.len(),
        id: mention.id.clone(),
        form: FORMS.iter().position(|form| *form == mention.form).unwrap_or_default(),
        range_end: mention.range_end.clone(),
        also: mention.also.clone(),
        back: mention.antecedent.map(|at| distance(at, mention.span.start)),
        doubt: ((1.0 - mention.confidence.clamp(0.0, 1.0)) * 1000.0).round() as usize,
        why: mention.why[..mention.why.floor_char_boundary(LONGEST_WHY)].to_owned(),
        rule: mention.rule.clone().into_owned(),
        candidates: mention.candidates.clone(),
        impossible: mention.impossible.clone(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a number of thousandths is exact")]
fn unpack_one(packed: Packed, start: usize) -> Option<Mention> {
    let at = start + packed.start;
    Some(Mention {
        span: Span::new(at, at + packed.len),
        id: packed.id,
        form: *FORMS.get(packed.form)?,
        range_end: packed.range_end,
        also: packed.also,
        antecedent: packed.back.and_then(|back| at.checked_add_signed(isize::try_from(-back).ok()?)),
        confidence: 1.0 - packed.doubt.min(1000) as f32 / 1000.0,
        why: packed.why.into(),
        rule: packed.rule.into(),
        candidates: packed.candidates,
        impossible: packed.impossible,
    })
}

/// How far `to` lies behind `from`.
fn distance(from: usize, to: usize) -> i64 {
    i64::try_from(to).unwrap_or(i64::MAX) - i64::try_from(from).unwrap_or(i64::MAX)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(n: &usize) -> bool {
    *n == 0
}

#[cfg(test)]
mod tests {
    use super::{FORMS, Ties, pack, pack_ties, unpack, unpack_ties};
    use crate::read::Page;
    use crate::resolve::Mention;
    use crate::text::Span;

    #[test]
    fn mentions_come_back_as_they_went_in() {
        let mentions: Vec<Mention> = FORMS
            .iter()
            .enumerate()
            .map(|(i, form)| Mention {
                span: Span::new(1000 + i * 20, 1010 + i * 20),
                id: (i != 2).then(|| format!("/us/eo/1/s{i}").parse().expect("an id")),
                form: *form,
                range_end: (i == 5).then(|| "/us/eo/1/s9".parse().expect("an id")),
                also: vec!["/us/usc/t22/s9214".parse().expect("an id")],
                antecedent: (i > 1).then_some(if i == 3 { 5000 } else { 7 }),
                confidence: if i == 4 { 0.75 } else { 1.0 },
                why: "the Act, by the nearest name".into(),
                rule: "nearest-noun".into(),
                candidates: if i == 2 { vec!["/us/eo/1".parse().expect("an id")] } else { Vec::new() },
                impossible: (i == 2).then(|| "there is no such section".to_owned()),
            })
            .collect();
        assert_eq!(unpack(&pack(&mentions, 1000), 1000), Some(mentions));
    }

    #[test]
    fn pages_come_back_and_need_not_be_there() {
        let pages = vec![Page { start: 70, number: Some(3), label: "iv".to_owned() }];
        let back = unpack_ties(&pack_ties(&[], &[], &pages)).map(Ties::pages);
        assert_eq!(back, Some((Vec::new(), Vec::new(), pages)));
        assert_eq!(unpack_ties(b"[[],[]]"), Some(Ties::default()));
    }

    #[test]
    fn bytes_that_are_not_mentions_are_none() {
        assert_eq!(unpack(b"[{\"s\":1}]", 0), None);
        assert_eq!(unpack(b"", 0), None);
    }
}
