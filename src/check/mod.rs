//! Is the citation right? Rules over a document's mentions and quotations, each with a stable code.
//!
//! [`check`] runs every rule of [`RULES`] and gives its [`Finding`]s in text order. A rule says nothing where it can't
//! know: what the registry doesn't hold for that instrument and day, and what no text is at hand for, is not an error.
//! A rule is a file in `rules/`; its documentation is what `pincite explain CODE` prints.

mod agree;
mod amending;
mod cited;
mod dated;
mod fingerprint;
mod gone;
mod ignores;
mod joined;
mod marks;
mod quotation;
mod rules;
mod style;
mod tense;
mod verdict;

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use foldhash::HashMap;

use crate::grammar::Family;
use crate::law::{Law, Part};
use crate::provision::ProvisionId;
use crate::quote::{self, Word};
use crate::registry::Facts;
use crate::resolve::{Defined, Mention, Resolver};
use crate::text::Span;

pub use fingerprint::fingerprint;
pub use marks::{Quotation, quotations};
pub use rules::RULES;
pub use style::{Style, StyleError, StyleExample};
pub use verdict::{Checked, Verdict, verdicts};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably wrong, or right only by luck.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its code, which never changes: `PC110`.
    pub code: &'static str,
    /// Its name: `number-date`.
    pub name: &'static str,
    /// How much what it finds matters.
    pub severity: Severity,
    /// Whether it runs without being asked for.
    pub default: bool,
    /// What it does, why, and examples: Markdown.
    pub doc: &'static str,
    /// Finds it.
    run: fn(&Subject<'_>, &mut Vec<Finding>),
}

/// What a rule has found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Which rule.
    pub rule: &'static Rule,
    /// How much it matters: the rule's severity, unless the finding is of less certainty, or of more.
    pub severity: Severity,
    /// Where, in bytes of the document's text.
    pub span: Span,
    /// What is wrong, in a sentence.
    pub message: String,
    /// The provision that it is about.
    pub id: Option<ProvisionId>,
    /// What it is judged by: a date of the registry, words of the law.
    pub evidence: Vec<String>,
    /// What to write instead, where that is beyond doubt.
    pub fix: Option<Fix>,
}

impl Finding {
    fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self { rule, severity: rule.severity, span, message: message.into(), id: None, evidence: Vec::new(), fix: None }
    }

    /// The same, mattering so much.
    const fn at(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    fn about(mut self, id: &ProvisionId) -> Self {
        self.id = Some(id.clone());
        self
    }

    fn by(mut self, evidence: impl IntoIterator<Item = String>) -> Self {
        self.evidence.extend(evidence);
        self
    }
}

/// A change of the text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fix {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub text: String,
}

/// Where texts of the law come from; none at all is fine.
pub trait Texts {
    /// The text of a provision as it stood on a day (the newest without one), and its place in it.
    fn provision(&self, id: &ProvisionId, day: Option<&str>) -> Option<(Arc<Law>, Part)>;

    /// The text of a provision in every version that is at hand, the newest first.
    fn versions(&self, id: &ProvisionId) -> Vec<(Arc<Law>, Part)> {
        self.provision(id, None).into_iter().collect()
    }

    /// The provisions whose words these may be, wherever they stand: the likeliest first.
    fn saying(&self, _words: &str) -> Vec<(Arc<Law>, Part)> {
        Vec::new()
    }

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        false
    }
}

/// No texts.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoTexts;

impl Texts for NoTexts {
    fn provision(&self, _: &ProvisionId, _: Option<&str>) -> Option<(Arc<Law>, Part)> {
        None
    }

    fn is_empty(&self) -> bool {
        true
    }
}

/// A text with the place of a provision in it, where there is one.
type Held = Option<(Arc<Law>, Part)>;

/// A stretch of a law: its id, the day from which on it is the text, first and last byte.
type Stretch = (ProvisionId, String, usize, usize);

/// What is checked.
pub struct Subject<'s> {
    /// The document's text.
    pub text: &'s str,
    /// Its date, `YYYY-MM-DD`, when known.
    pub date: Option<&'s str>,
    /// Its mentions, in text order.
    pub mentions: &'s [Mention],
    /// Grammar and registry.
    pub resolver: &'s Resolver,
    /// Texts of the law.
    pub texts: &'s dyn Texts,
    /// The terms that it defines, in text order.
    pub terms: &'s [Defined],
    /// The style that its citations are held against, if any.
    pub style: Option<&'s Style>,
    /// What was found of its quotations, by the first rule that asked.
    judged: OnceCell<Vec<quotation::Judged>>,
    /// What is known of the ids of its mentions, likewise.
    ids: OnceCell<cited::Ids>,
    /// What it strikes and repeals, likewise.
    amendments: OnceCell<Vec<amending::Amendment>>,
    /// The texts asked for so far.
    held: RefCell<HashMap<ProvisionId, Held>>,
    /// What the registry knows of the instruments asked for so far.
    facts: RefCell<HashMap<ProvisionId, Option<Facts>>>,
    /// The words of the parts of laws that quotations were laid against so far.
    words: RefCell<HashMap<Stretch, Rc<Vec<Word>>>>,
}

impl std::fmt::Debug for Subject<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Subject({} bytes, {} mentions)", self.text.len(), self.mentions.len())
    }
}

impl<'s> Subject<'s> {
    /// A document with its mentions.
    #[must_use]
    pub fn new(
        text: &'s str,
        date: Option<&'s str>,
        mentions: &'s [Mention],
        resolver: &'s Resolver,
        texts: &'s dyn Texts,
    ) -> Self {
        Self {
            text,
            date,
            mentions,
            resolver,
            texts,
            terms: &[],
            style: None,
            judged: OnceCell::new(),
            ids: OnceCell::new(),
            amendments: OnceCell::new(),
            held: RefCell::default(),
            facts: RefCell::default(),
            words: RefCell::default(),
        }
    }

    /// The same with the terms that the document defines.
    #[must_use]
    pub fn with_terms(self, terms: &'s [Defined]) -> Self {
        Self { terms, ..self }
    }

    /// The same, held against a house style.
    #[must_use]
    pub fn with_style(self, style: Option<&'s Style>) -> Self {
        Self { style, ..self }
    }
}

impl Subject<'_> {
    /// The family that an id is of.
    fn family(&self, id: &ProvisionId) -> Option<&Family> {
        let grammar = self.resolver.grammar();
        grammar.family_of(id.as_str()).map(|f| &grammar.families[f as usize])
    }

    /// What the registry knows of an instrument. Several rules ask for the same.
    fn facts(&self, instrument: &ProvisionId) -> Option<Facts> {
        if let Some(known) = self.facts.borrow().get(instrument) {
            return *known;
        }
        let facts = self.resolver.registry().facts(instrument);
        self.facts.borrow_mut().insert(instrument.clone(), facts);
        facts
    }

    /// The text of a mention's provision under whichever of its ids there is one. Several rules ask for the same.
    fn text_of(&self, id: &ProvisionId) -> Option<(Arc<Law>, Part)> {
        if self.texts.is_empty() {
            return None;
        }
        if let Some(known) = self.held.borrow().get(id) {
            return known.clone();
        }
        let tied = self.resolver.tied(id);
        let found = tied.iter().find_map(|(id, _)| self.texts.provision(id, self.date));
        // A part that the text in force doesn't have isn't looked for in another.
        let instrument = self.resolver.instrument_of(id);
        let above = std::iter::successors(id.parent(), ProvisionId::parent).take_while(|p| instrument.contains(p));
        let lacks =
            || above.into_iter().any(|p| self.texts.provision(&p, self.date).is_some_and(|(law, _)| law.id != p));
        let found = found.or_else(|| if lacks() { None } else { self.nearest(tied.iter().map(|(id, _)| id)) });
        self.held.borrow_mut().insert(id.clone(), found.clone());
        found
    }

    /// Where no text was in force on the document's day: the last before it, else the first after it.
    fn nearest<'i>(&self, ids: impl Iterator<Item = &'i ProvisionId>) -> Option<(Arc<Law>, Part)> {
        let date = self.date?;
        let mut all: Vec<(Arc<Law>, Part)> = ids.flat_map(|id| self.texts.versions(id)).collect();
        all.sort_by(|a, b| a.0.from.cmp(&b.0.from));
        let before = all.iter().rposition(|(law, _)| law.from.as_str() <= date);
        all.into_iter().nth(before.unwrap_or(0))
    }

    /// The words of a part of a law. Several quotations are laid against the same.
    fn words_of(&self, law: &Law, part: &Part) -> Rc<Vec<Word>> {
        let key = (law.id.clone(), law.from.clone(), part.start, part.end);
        self.words.borrow_mut().entry(key).or_insert_with(|| Rc::new(quote::words(law.text_of(part)))).clone()
    }

    /// Whether a text is known to be the one that was in force when the document was written: dated, and of what is
    /// amended seldom, or new.
    fn is_in_force(&self, law: &Law) -> bool {
        let Some(date) = self.date else { return true };
        let enacted = self.family(&law.id).is_none_or(|f| f.enacted);
        let amended = enacted || self.is_code(&law.id);
        // What isn't amended in place has one text; when it was printed doesn't matter.
        if !amended {
            return true;
        }
        let (Some(then), Some(now)) = (year(&law.from), year(date)) else { return false };
        let begun = law.from.as_str() <= date;
        begun && (now <= then + 1 || !law.until.is_empty() && date < law.until.as_str())
    }

    /// The same of a provision in it: a section that was last amended before the document was written, and reads so in a
    /// text of later, read so then.
    fn is_in_force_at(&self, law: &Law, id: &ProvisionId) -> bool {
        let since = |(date, since): (&str, &str)| {
            let soon = year(date).zip(year(since)).is_some_and(|(date, since)| date <= since + 1);
            since <= date && (date <= law.from.as_str() || soon)
        };
        self.is_in_force(law)
            || self.date.zip(law.amended_of(id)).is_some_and(since)
            || self.is_unamended_since(law, id).unwrap_or(false)
    }

    /// Whether the section of the Code that a provision is, or became, is known to have been amended last before its text, and before
    /// the document: as it reads in a text of then, it read all the while.
    fn is_unamended_since(&self, law: &Law, id: &ProvisionId) -> Option<bool> {
        let registry = self.resolver.registry();
        let (section, _) = crate::provision::split_at_section(id.as_str())?;
        let (amended, known) = registry
            .last_amended(section)
            .or_else(|| registry.last_amended(registry.counterpart_of_section(section)?))?;
        let date = self.date?;
        Some(!law.from.is_empty() && amended <= law.from.as_str() && (amended..=known).contains(&date))
    }

    /// Whether an instrument is amended in place, or of no kind that is known: its text is true of a day, and no text has the
    /// words `this code` of one alone.
    fn is_code(&self, id: &ProvisionId) -> bool {
        self.family(id).is_none_or(|f| f.kind.is_consolidated())
    }

    /// Where a provision is missing in a text that is at hand and in force: the nearest part above it that is there, and
    /// that part's own parts, in words.
    fn missing(&self, id: &ProvisionId, instrument: &ProvisionId) -> Option<(ProvisionId, Arc<Law>, String)> {
        if self.text_of(id).is_some() {
            return None;
        }
        // Of an instrument without it nothing is known.
        let above = std::iter::successors(id.parent(), ProvisionId::parent).take_while(|p| p != instrument);
        let (there, (law, holder)) = above.into_iter().find_map(|p| Some((p.clone(), self.text_of(&p)?)))?;
        if !self.is_in_force_at(&law, &holder.id) {
            return None;
        }
        let depth = holder.id.parts().count() + 1;
        let below = law.parts.iter().filter(|p| holder.id.contains(&p.id) && p.id.parts().count() == depth);
        let children: Vec<&str> = below.filter_map(|p| p.id.parts().next_back()).collect();
        // A text whose paragraphs were not told apart proves nothing, nor one in which the mark stands unread.
        let asked = id.as_str().get(there.as_str().len() + 1..)?.split('/').next()?;
        let mark = asked.strip_prefix('s').filter(|rest| !rest.is_empty()).unwrap_or(asked);
        let stands = [format!("({mark})"), format!("\n{mark}."), format!("\n{mark})"), format!(" {mark}) ")];
        let text = law.text_of(&holder);
        if children.len() < 2 || stands.iter().any(|mark| text.contains(mark)) {
            return None;
        }
        let shown = match children.as_slice() {
            [first, .., last] if children.len() > 12 => format!("({first}) to ({last})"),
            _ => format!("({})", children.join("), (")),
        };
        Some((there, law, shown))
    }

    /// The words of a mention.
    fn words(&self, mention: &Mention) -> &str {
        mention.span.of(self.text)
    }

    /// Whether a mention says its instrument's number; a comma may part its digits.
    fn has_number(&self, mention: &Mention, instrument: &ProvisionId) -> bool {
        let (words, number) = (self.words(mention), instrument.parts().next_back().unwrap_or(""));
        words.contains(number) || words.contains(',') && words.replace(',', "").contains(number)
    }

    /// What stands behind a mention, up to `most` bytes.
    fn behind(&self, mention: &Mention, most: usize) -> &str {
        let rest = &self.text[mention.span.end..];
        &rest[..rest.floor_char_boundary(most)]
    }

    /// What stands before a place, up to `most` bytes and what is left of a letter.
    fn before(&self, at: usize, most: usize) -> &str {
        &self.text[self.text.floor_char_boundary(at.saturating_sub(most))..at]
    }
}

/// The year of a day, `2016-03-15`.
fn year(day: &str) -> Option<i32> {
    day.get(..4)?.parse().ok()
}

/// A text's day in words, behind `the text at hand`.
fn of_day(day: &str) -> String {
    if day.is_empty() { "of no known day".to_owned() } else { format!("of {day}") }
}

/// The number of the part of a code of regulations that an id is of, where it is cited as one: `510` of
/// `/us/cfr/t31/p510/spB`.
fn part_number(id: &ProvisionId) -> Option<&str> {
    id.parts().find_map(|p| p.strip_prefix('p').filter(|n| n.starts_with(|c: char| c.is_ascii_digit())))
}

/// Whether a mark is counted as its would-be neighbours are, and they from their first on: letters among letters, numbers
/// among numbers, numerals among numerals.
fn counted_alike(children: &[&str], asked: &str) -> bool {
    let kind = |s: &str| {
        let first = s.chars().next().unwrap_or(' ');
        (first.is_ascii_digit(), first.is_ascii_uppercase(), s.starts_with('s') && s.len() > 1)
    };
    let first = children.first().copied().unwrap_or_default();
    let numerals = matches!(first, "i" | "I");
    let numeral = asked.chars().all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x'));
    matches!(first, "a" | "A" | "1" | "i" | "I")
        && children.iter().all(|c| kind(c) == kind(asked))
        && (!numerals || numeral)
}

/// Runs the rules that run unless asked for otherwise; findings in text order, of one place the gravest first.
#[must_use]
pub fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let rules: Vec<&'static Rule> = RULES.iter().copied().filter(|r| r.default).collect();
    check_by(subject, &rules)
}

/// Runs these rules.
#[must_use]
pub fn check_by(subject: &Subject<'_>, rules: &[&'static Rule]) -> Vec<Finding> {
    let mut found = Vec::new();
    for rule in rules {
        (rule.run)(subject, &mut found);
    }
    let unused = rules.iter().copied().find(|r| r.code == rules::UNUSED_IGNORE.code);
    ignores::apply(subject.text, &mut found, rules, unused);
    found.sort_by(|a, b| {
        let place = |f: &Finding| (f.span.start, f.span.end);
        place(a).cmp(&place(b)).then(b.severity.cmp(&a.severity)).then(a.rule.code.cmp(b.rule.code))
    });
    found
}

/// The rule of a code or name.
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|r| r.code.eq_ignore_ascii_case(code) || r.name.eq_ignore_ascii_case(code))
}

/// The rules that a code, its beginning (`PC3`), a name or `ALL` stands for; none where there are none.
pub fn rules_of(code: &str) -> impl Iterator<Item = &'static Rule> {
    let code = code.trim().to_ascii_uppercase();
    let beginning = code.len() >= 2 && code.starts_with("PC");
    RULES
        .iter()
        .copied()
        .filter(move |r| code == "ALL" || beginning && r.code.starts_with(&code) || r.name.eq_ignore_ascii_case(&code))
}
