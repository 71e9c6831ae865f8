//! The verdict on every citation and quotation, for a report: never just yes or no.

use serde::Serialize;

use super::quotation;
use super::{Finding, Severity, Subject};
use crate::provision::ProvisionId;
use crate::text::Span;

/// What can be said of a citation or a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is as it says.
    Verified,
    /// A quotation that is the law's but for changes that the writer marked.
    VerifiedWithAlterations,
    /// Something in it is wrong.
    Mismatch,
    /// It doesn't exist.
    NotFound,
    /// What is meant can't be told.
    Ambiguous,
    /// The instrument is known, the part cited is in no text at hand.
    SourceNotHeld,
    /// Neither the registry nor a text at hand covers it.
    NotInCoverage,
}

impl Verdict {
    /// The verdict in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::VerifiedWithAlterations => "verified with alterations",
            Self::Mismatch => "mismatch",
            Self::NotFound => "not found",
            Self::Ambiguous => "ambiguous",
            Self::SourceNotHeld => "source not held",
            Self::NotInCoverage => "not in coverage",
        }
    }
}

/// One citation or quotation with its verdict.
#[derive(Clone, Debug, Serialize)]
pub struct Checked {
    /// Where it stands.
    pub span: Span,
    /// Whether it is a quotation.
    pub quotation: bool,
    /// The provision.
    pub id: Option<ProvisionId>,
    /// What can be said of it.
    pub verdict: Verdict,
    /// By what: the registry, a text, findings.
    pub evidence: Vec<String>,
}

/// The verdicts on a document's citations and quotations, in text order, by what [`super::check`] found.
#[must_use]
pub fn verdicts(subject: &Subject<'_>, found: &[Finding]) -> Vec<Checked> {
    let mut out: Vec<Checked> = subject
        .mentions
        .iter()
        .map(|mention| {
            let (verdict, evidence) = match &mention.id {
                None => (Verdict::Ambiguous, vec![mention.why.to_string()]),
                Some(id) => {
                    let about: Vec<&Finding> =
                        found.iter().filter(|f| f.span == mention.span && f.severity > Severity::Note).collect();
                    let messages = || about.iter().map(|f| format!("{} {}", f.rule.code, f.message)).collect();
                    match about.as_slice() {
                        [] => known(subject, id),
                        many if many.iter().any(|f| f.rule.name == "not-found") => (Verdict::NotFound, messages()),
                        _ => (Verdict::Mismatch, messages()),
                    }
                }
            };
            Checked { span: mention.span, quotation: false, id: mention.id.clone(), verdict, evidence }
        })
        .collect();
    out.extend(quotation::checked(subject));
    out.sort_by_key(|c| (c.span.start, c.span.end));
    out
}

/// Whether a provision is known to be there.
pub(super) fn known(subject: &Subject<'_>, id: &ProvisionId) -> (Verdict, Vec<String>) {
    let registry = subject.resolver.registry();
    if let Some((law, _)) = subject.text_of(id) {
        let day = if law.from.is_empty() { "of no known day".to_owned() } else { format!("of {}", law.from) };
        return (Verdict::Verified, vec![format!("it is in the text of {} {day}", law.id)]);
    }
    if registry.has_provision(id) == Some(true) {
        return (Verdict::Verified, vec!["the registry has it among the provisions of the Code".to_owned()]);
    }
    let instrument = subject.resolver.instrument_of(id);
    let listed = registry.lists(instrument.as_str());
    let grammar = subject.resolver.grammar();
    let whole = grammar.section_of(id).is_some_and(|section| section.end == id.as_str().len());
    let section = grammar.section_number(id).filter(|_| whole);
    let has = section.is_some_and(|s| registry.has_section(instrument.as_str(), s) == Some(true));
    let absent = section.is_some_and(|s| registry.has_section(instrument.as_str(), s) == Some(false));
    if absent {
        let said =
            format!("it is not among the sections of {instrument} that the registry has; it may have been repealed");
        return (Verdict::NotInCoverage, vec![said]);
    }
    match (listed, instrument == *id || has) {
        (true, true) => (Verdict::Verified, vec!["the registry has it".to_owned()]),
        (true, false) => {
            (Verdict::SourceNotHeld, vec![format!("the registry has {instrument}; no text of this part is at hand")])
        }
        (false, _) if has => (Verdict::Verified, vec!["the registry has it".to_owned()]),
        (false, _) => {
            (Verdict::NotInCoverage, vec![format!("the registry doesn't have {instrument}, nor is its text at hand")])
        }
    }
}
