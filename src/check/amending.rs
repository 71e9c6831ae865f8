//! What a bill or a law does to the law: which words it strikes where, and what it repeals.

use std::sync::OnceLock;

use regex::Regex;

use super::Subject;
use crate::provision::{ProvisionId, split_at_section};
use crate::text::Span;

/// One instruction.
#[derive(Clone, Debug)]
pub(super) struct Amendment {
    /// The provision in which words are struck, or that is repealed.
    pub target: ProvisionId,
    /// The words struck, without their marks; none where the whole provision is repealed.
    pub struck: Option<Span>,
    /// Where the instruction stands: the words struck, or the citation of what is repealed.
    pub place: Span,
    /// Whether all occurrences are struck.
    pub everywhere: bool,
}

/// How far before the words struck their provision may be named.
const BEFORE: usize = 1500;

/// The instructions of a text, in text order.
pub(super) fn amendments<'a>(subject: &'a Subject<'_>) -> &'a [Amendment] {
    subject.amendments.get_or_init(|| find(subject))
}

fn find(subject: &Subject<'_>) -> Vec<Amendment> {
    static STRIKING: OnceLock<Option<Regex>> = OnceLock::new();
    static REPEALED: OnceLock<Option<Regex>> = OnceLock::new();
    let striking = STRIKING.get_or_init(|| {
        Regex::new(r#"\b(?:striking|strike)(?: out)?(?: the (?:words?|phrase|term))? (?:“|‘‘|")([^“”"]+?)(?:”|’’|")"#)
            .ok()
    });
    let repealed =
        REPEALED.get_or_init(|| Regex::new(r"\A(?: \([^()\n]{1,60}\))? (?:is|are)(?: hereby)? repealed\b").ok());
    let (Some(striking), Some(repealed)) = (striking, repealed) else { return Vec::new() };
    let mut out = Vec::new();
    for found in striking.captures_iter(subject.text) {
        let (Some(whole), Some(words)) = (found.get(0), found.get(1)) else { continue };
        let Some(target) = target(subject, whole.start()) else { continue };
        let rest = &subject.text[whole.end()..];
        let everywhere = rest.trim_start_matches(',').trim_start().starts_with("each place");
        let span = Span::new(words.start(), words.end());
        out.push(Amendment { target, struck: Some(span), place: span, everywhere });
    }
    for mention in subject.mentions {
        let Some(id) = &mention.id else { continue };
        let behind = &subject.text[mention.span.end..];
        if behind.starts_with(' ') && repealed.is_match(behind) {
            out.push(Amendment { target: id.clone(), struck: None, place: mention.span, everywhere: false });
        }
    }
    out.sort_by_key(|a| a.place.start);
    out
}

/// The provision of which an instruction at `at` speaks: the one that its line names last, or that one's section where the
/// line speaks of a part that has no id. None where the line names none, for the lines above may speak of another.
fn target(subject: &Subject<'_>, at: usize) -> Option<ProvisionId> {
    // A text without lines is looked at no farther back.
    let near = subject.text.ceil_char_boundary(at.saturating_sub(BEFORE));
    let line = subject.text[near..at].rfind('\n').map_or(near, |i| near + i + 1);
    let to = subject.mentions.partition_point(|m| m.span.end <= at);
    let before = subject.mentions[..to].iter().rev().take_while(|m| m.span.start + BEFORE >= at);
    let outside = |span: Span| {
        let ahead = &subject.text[line.min(span.start)..span.start];
        let open = ahead.matches(['“']).count() + ahead.matches("‘‘").count();
        open == ahead.matches(['”']).count() + ahead.matches("’’").count()
    };
    let mention = before.into_iter().find(|m| outside(m.span))?;
    let id = mention.id.as_ref()?;
    let around = &subject.text[line..at];
    let vague = ["matter preceding", "heading", "undesignated", "redesignated", "flush", "sentence", "table"];
    if mention.span.start < line {
        return None;
    }
    if vague.iter().any(|w| around.contains(w)) {
        return section_of(id);
    }
    Some(id.clone())
}

fn section_of(id: &ProvisionId) -> Option<ProvisionId> {
    split_at_section(id.as_str()).map(|(section, _)| ProvisionId::trusted(section.to_owned()))
}

/// Whether what is cited is amended by the words behind it.
pub(super) fn is_amended(behind: &str) -> bool {
    static AMENDED: OnceLock<Option<Regex>> = OnceLock::new();
    if !["amended", "repealed", "redesignated"].iter().any(|w| behind.contains(w)) {
        return false;
    }
    let amended = AMENDED.get_or_init(|| {
        Regex::new(r"\A(?: \([^()\n]{1,60}(?:\([^()\n]*\)[^()\n]*)*\))?,? (?:is|are)(?: hereby| further)? (?:amended|repealed|redesignated)\b").ok()
    });
    amended.as_ref().is_some_and(|amended| amended.is_match(behind))
}
