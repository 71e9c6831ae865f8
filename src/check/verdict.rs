//! The verdict on every citation and quotation, for a report: never just yes or no.

use foldhash::HashMap;
use serde::Serialize;

use super::gone::Former;
use super::quotation;
use super::{Finding, Severity, Subject, of_day, part_number};
use crate::provision::ProvisionId;
use crate::registry::Registry;
use crate::resolve::Mention;
use crate::text::Span;

/// What can be said of a citation or a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// There is such a provision; what is said of it was not compared.
    Exists,
    /// Its name, day, page or words were compared with what is known, and agree.
    Verified,
    /// A quotation that is the law's but for changes that the writer marked.
    VerifiedWithAlterations,
    /// Something in it is another's.
    Mismatch,
    /// There is no such provision.
    DoesNotExist,
    /// There was one; it was repealed or moved before the document was written.
    Repealed,
    /// There wasn't one yet.
    NotYetMade,
    /// What is meant, or whether there is this part of it, can't be told.
    CantTell,
    /// Neither the registry nor a text at hand covers it.
    NotInCoverage,
}

impl Verdict {
    /// The verdict in words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exists => "exists",
            Self::Verified => "verified",
            Self::VerifiedWithAlterations => "verified with alterations",
            Self::Mismatch => "mismatch",
            Self::DoesNotExist => "does not exist",
            Self::Repealed => "repealed",
            Self::NotYetMade => "not yet made",
            Self::CantTell => "can't tell",
            Self::NotInCoverage => "not in coverage",
        }
    }

    /// Whether it is a judgement, and not its absence.
    #[must_use]
    pub const fn is_judged(self) -> bool {
        !matches!(self, Self::CantTell | Self::NotInCoverage)
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
    let agreeing = super::agree::agreeing(subject);
    let mut told: HashMap<Span, Vec<&Finding>> = HashMap::default();
    for f in found.iter().filter(|f| f.severity > Severity::Note) {
        told.entry(f.span).or_default().push(f);
    }
    let mut out: Vec<Checked> = subject
        .mentions
        .iter()
        .zip(agreeing)
        .map(|(mention, agrees)| {
            let about = told.get(&mention.span).map_or(&[][..], Vec::as_slice);
            let (verdict, evidence) = if let Some(verdict) = about.iter().map(|f| by_code(f.rule.code)).min() {
                (verdict, about.iter().map(|f| format!("{} {}", f.rule.code, f.message)).collect())
            } else if let Some(id) = &mention.id {
                match (known(subject, mention, id), agrees) {
                    // What agrees with something says as well that it is there.
                    ((Verdict::Exists | Verdict::CantTell | Verdict::NotInCoverage, _), Some(agrees)) => {
                        (Verdict::Verified, vec![agrees])
                    }
                    (known, _) => known,
                }
            } else {
                (Verdict::CantTell, vec![mention.why.to_string()])
            };
            Checked { span: mention.span, quotation: false, id: mention.id.clone(), verdict, evidence }
        })
        .collect();
    out.extend(quotation::checked(subject));
    out.sort_by_key(|c| (c.span.start, c.span.end));
    out
}

/// The verdict that an error or a warning of a rule is.
fn by_code(code: &str) -> Verdict {
    match code {
        "PC101" | "PC102" | "PC105" => Verdict::DoesNotExist,
        "PC121" | "PC122" | "PC123" | "PC124" => Verdict::Repealed,
        "PC120" => Verdict::NotYetMade,
        "PC301" | "PC302" => Verdict::CantTell,
        _ => Verdict::Mismatch,
    }
}

/// Whether a provision is known to be there, and by what.
pub(super) fn known(subject: &Subject<'_>, mention: &Mention, id: &ProvisionId) -> (Verdict, Vec<String>) {
    let registry = subject.resolver.registry();
    let exists = |by: String| (Verdict::Exists, vec![by]);
    if let Some((law, _)) = subject.text_of(id) {
        return exists(format!("it is in the text of {} {}", law.id, of_day(&law.from)));
    }
    if registry.has_provision(id) == Some(true) {
        return exists(format!("the registry has it among the provisions of the Code, as of {}", Registry::AS_OF));
    }
    let grammar = subject.resolver.grammar();
    if let Some((section, _)) = grammar.split_at_section(id)
        && let Some(former) = Former::of(subject, section)
    {
        if former.stood(subject, mention) {
            return exists(format!(
                "it was there when the document was written, or in the edition cited; {}",
                former.said()
            ));
        }
        return (Verdict::Repealed, vec![former.said()]);
    }
    let instrument = subject.resolver.instrument_of(id);
    if let Some(by) = listed_or_in_series(subject, id).or_else(|| in_code(subject, id, &instrument)) {
        return exists(by);
    }
    if let Some(other) = registry.counterpart(id).filter(|other| registry.has_provision(other) == Some(true)) {
        return exists(format!("the registry has it as {other}"));
    }
    if registry.is_named(id.as_str()) {
        return exists("the registry has a name for it".to_owned());
    }
    if registry.enacted_below(id.as_str()) {
        return exists("the Code has sections that it enacted".to_owned());
    }
    // What stands above it, below the instrument: a rule, an article.
    let above = std::iter::successors(id.parent(), ProvisionId::parent).take_while(|p| *p != instrument);
    if let Some(by) = above.into_iter().find_map(|p| listed_or_in_series(subject, &p)) {
        return exists(format!("{by}; what stands below it is not held"));
    }
    let instrument_is = registry.is_named(instrument.as_str())
        || registry.has_series_below(instrument.as_str())
        || listed_or_in_series(subject, &instrument).is_some()
        || registry.lists(instrument.as_str());
    if instrument_is && instrument == *id {
        return exists("the registry has it".to_owned());
    }
    if instrument_is || subject.text_of(&instrument).is_some() {
        return (Verdict::CantTell, vec![format!("there is {instrument}; no text of this part is at hand")]);
    }
    let needed = "`pincite law add` of its text would tell";
    (Verdict::NotInCoverage, vec![format!("the registry doesn't have {instrument}, nor is its text at hand: {needed}")])
}

/// What lists a provision, or the series that its number is of and lies in.
fn listed_or_in_series(subject: &Subject<'_>, id: &ProvisionId) -> Option<String> {
    let registry = subject.resolver.registry();
    if registry.holds(id.as_str()) {
        return Some(format!("the registry has it, as of {}", Registry::AS_OF));
    }
    let (series, number) = registry.series_of(id.as_str())?;
    let day = if series.until.is_empty() { String::new() } else { format!(", of {}", series.until) };
    (1..=series.last).contains(&number).then(|| format!("the {} run to {}{day}", series.what, series.last))
}

/// What a code or the pages of a volume are known to have.
fn in_code(subject: &Subject<'_>, id: &ProvisionId, instrument: &ProvisionId) -> Option<String> {
    let (registry, grammar) = (subject.resolver.registry(), subject.resolver.grammar());
    let family = subject.family(id)?;
    let code = instrument.as_str();
    let as_of = Registry::AS_OF;
    if instrument == id && family.instrument_level.is_some() {
        return Some(format!("{} has such a title", family.name));
    }
    if family.is_page() {
        let (volume, page) = id.as_str().rsplit_once('/')?;
        let page: u64 = page.parse().ok()?;
        if let Some((from, to)) = registry.days_of_page(volume, page) {
            return Some(format!("page {page} was printed between {from} and {to}"));
        }
        let last = registry.last_page(volume)?;
        return (page <= last).then(|| format!("the volume has {last} pages or more"));
    }
    let whole = grammar.section_of(id).is_some_and(|section| section.end == id.as_str().len());
    if let Some(number) = grammar.section_number(id) {
        let there = registry.has_section(code, number) == Some(true)
            || registry.has_section_of_part(code, number) == Some(true);
        // Of a code whose paragraphs are not held a section that is there is all that can be told of one.
        let paragraphs = registry.has_provision(id).is_some();
        return (there && (whole || !paragraphs) && !id.as_str().ends_with("/note")).then(|| {
            let below = if whole { "" } else { "; its paragraphs are not held" };
            format!("the registry has section {number} of {code}, as of {as_of}{below}")
        });
    }
    if registry.lists(id.as_str()) {
        return Some(format!("the registry has it, as of {as_of}"));
    }
    // `/us/cfr/t31/p510/spB`: the part is there.
    let part = part_number(id)?;
    let range = part.split_once('-').is_some_and(|(first, _)| registry.has_part(code, first) == Some(true));
    (range || registry.has_part(code, part) == Some(true)).then(|| format!("the registry has part {part} of {code}"))
}
