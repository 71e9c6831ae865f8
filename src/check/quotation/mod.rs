//! Quotations, the provision that each belongs to, and how its words differ from the law's.

mod ascribe;
mod elsewhere;
mod held;
mod laid;
mod rows;
mod sense;
mod stretches;

use super::marks::{FEWEST, has_words, quotations};
use super::{Subject, of_day};
use crate::provision::ProvisionId;
use crate::resolve::{Form, Mention};
use crate::text::Span;
use ascribe::{Cited, Tie, cited_for, is_near};
use held::{Held, held};
use laid::{Laid, Words, lay};
use stretches::stretches;

pub(super) use rows::checked;

/// Below this share of equal words a quotation is of something else.
const OF_THIS: f32 = 0.8;
/// So many of the provisions cited near a quotation are looked at.
const LOOKED_AT: usize = 6;

/// How one difference is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Signalled, or of no weight: brackets, an ellipsis, a paragraph's mark.
    Sound,
    /// An inflection, an article.
    Minor,
    /// Another sense.
    Substantive,
    /// An ellipsis over an exception.
    HiddenException,
    /// Brackets that turn the sense.
    Turned,
}

/// One difference.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub kind: Kind,
    /// Where, in the document.
    pub span: Span,
    pub quoted: String,
    pub law: String,
}

/// What is found of one quotation.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    /// The provision that it is ascribed to.
    pub id: ProvisionId,
    /// Where that is cited.
    pub cited: Span,
    /// The law's words in its place.
    pub law_words: String,
    /// The words quoted.
    pub quote: Span,
    /// What the writer changed and said so, in words.
    pub alterations: Vec<String>,
    /// The differences, in order.
    pub changes: Vec<Change>,
    /// The provision in which the words stand, when it is another.
    pub stands_in: Option<ProvisionId>,
    /// The days from and until which the law had these words, when it had others on the document's date.
    pub version: Option<(String, String)>,
    /// The provisions whose words it runs together.
    pub joined: Vec<(ProvisionId, String)>,
    /// Whether its pieces stand in the provision in another order.
    pub reordered: bool,
    /// Whether the provision doesn't have the words that the sentence says are its.
    pub not_its: bool,
    /// Whether the text at hand is known to be of the document's time.
    pub of_its_time: bool,
    /// From which day on that text is; empty when it doesn't say.
    pub day: String,
    /// Why nothing can be said.
    pub untold: Option<String>,
}

impl Judged {
    fn of(quote: Span, cited: &Cited<'_>, held: Option<&Held>) -> Self {
        Self {
            id: cited.id.clone(),
            cited: cited.place,
            law_words: String::new(),
            quote,
            alterations: Vec::new(),
            changes: Vec::new(),
            stands_in: None,
            version: None,
            joined: Vec::new(),
            reordered: false,
            not_its: false,
            of_its_time: held.is_none_or(|h| h.of_its_time),
            day: held.map_or_else(String::new, |h| h.law.from.clone()),
            untold: None,
        }
    }

    fn laid(mut self, laid: Laid) -> Self {
        // Of an instrument cited whole: the provision of it that says this.
        if let Some(holder) = laid.holder.filter(|holder| self.id.contains(holder)) {
            self.id = holder;
        }
        (self.law_words, self.changes, self.alterations) = (laid.law_words, laid.changes, laid.alterations);
        self
    }

    /// What is wrong with the quotation as a whole, in words.
    pub(super) fn message(&self) -> String {
        if self.reordered {
            return format!("it puts the words of {} in another order", self.id);
        }
        if !self.joined.is_empty() {
            let mut of: Vec<String> = self.joined.iter().map(|(id, _)| id.to_string()).collect();
            of.dedup();
            return match of.as_slice() {
                [one] => format!("it runs together, without a sign, words that stand apart in {one}"),
                many => format!("it runs together, without a sign, the words of {}", many.join(" and ")),
            };
        }
        format!("these words are not those of {}", self.id)
    }

    /// What the text at hand is, where it isn't known to be of the document's time.
    pub(super) fn text_at_hand(&self, subject: &Subject<'_>) -> String {
        let day = of_day(&self.day);
        format!("by the text at hand, {day}; the document is of {}", subject.date.unwrap_or("no known day"))
    }
}

/// What is found of the quotations, once a document.
pub(super) fn judged<'v>(subject: &'v Subject<'_>) -> &'v [Judged] {
    subject.judged.get_or_init(|| find(subject))
}

/// Those by which a rule may find something: none where there is no text of any law.
pub(super) fn compared<'v>(subject: &'v Subject<'_>) -> &'v [Judged] {
    if subject.texts.is_empty() { &[] } else { judged(subject) }
}

/// What is found of every quotation of a document that is ascribed to a provision, or is the words of one cited near by.
fn find(subject: &Subject<'_>) -> Vec<Judged> {
    let mut out = Vec::new();
    for quotation in quotations(subject.text) {
        let cited = cited_for(subject, &quotation);
        let verdict = judge(subject, quotation.span, &cited[..cited.len().min(LOOKED_AT)]);
        // Words of another provision that is cited near by belong to that one.
        let owned = |v: &Judged| {
            v.stands_in.as_ref().is_some_and(|other| {
                let near = |m: &&Mention| is_near(m, &quotation) && m.span != v.cited;
                subject.mentions.iter().filter(near).filter_map(|m| m.id.as_ref()).any(|id| id.contains(other))
            })
        };
        out.extend(verdict.filter(|v| !owned(v)));
    }
    // Paragraphs of a provision set apart, without marks: each opens with its own number.
    let blocks: Vec<_> = subject.mentions.iter().filter(|m| m.form == Form::BlockQuote).collect();
    for (i, mention) in blocks.iter().enumerate() {
        let Some(id) = &mention.id else { continue };
        let next = blocks.get(i + 1).map_or(subject.text.len(), |n| n.span.start);
        let rest = &subject.text[mention.span.end..next.max(mention.span.end)];
        let rest = rest[..rest.find("\n\n").unwrap_or(rest.len())].trim_end();
        // `[EO 13722]` behind a block says where it is from.
        let tag = rest.ends_with(']').then(|| rest.rfind('[')).flatten();
        let end = mention.span.end + tag.unwrap_or(rest.len());
        let span = Span::new(mention.span.end, end);
        if has_words(span.of(subject.text), FEWEST) {
            out.extend(judge(subject, span, &[Cited::block(id, mention.span)]));
        }
    }
    out
}

/// The verdict by the cited provision that fits best.
fn judge(subject: &Subject<'_>, span: Span, cited: &[Cited<'_>]) -> Option<Judged> {
    let first = cited.first()?;
    let parts = stretches(subject.text, span);
    let quoted = |instrument| Words { stretches: &parts, span, instrument };
    let texts: Vec<(&Cited<'_>, Held)> = cited.iter().filter_map(|c| Some((c, held(subject, c.id)?))).collect();
    let instruments: Vec<ProvisionId> = texts.iter().map(|(c, _)| subject.resolver.instrument_of(c.id)).collect();
    let mut best: Option<(f32, Judged)> = None;
    for ((cited, held), instrument) in texts.iter().zip(&instruments) {
        let quoted = quoted(Some(instrument));
        let here = Judged::of(span, cited, Some(held));
        // Of a whole instrument a few words in a row may be anybody's.
        let whole = held.part.id == *instrument && held.part.end - held.part.start == held.law.text.len();
        let fewest = if whole && cited.tie != Tie::Said { 2 * FEWEST } else { FEWEST };
        let laid = lay(subject, &quoted, &held.law, &held.part, fewest).filter(|laid| laid.share >= OF_THIS);
        if let Some(laid) = laid.filter(|laid| best.as_ref().is_none_or(|(other, _)| laid.share > *other)) {
            best = Some((laid.share, here.laid(laid)));
        }
    }
    let grave = |c: &Change| matches!(c.kind, Kind::Substantive);
    let verdict = best.map(|(_, verdict)| verdict);
    if let Some(sound) = verdict.as_ref().filter(|v| !v.changes.iter().any(grave)) {
        return Some(sound.clone());
    }
    let quoted = quoted(instruments.first());
    if let Some(other) = texts.iter().find_map(|(cited, held)| version(subject, &quoted, cited, held)) {
        return Some(other);
    }
    // What stands nearer, and isn't at hand, may be what it is from.
    let nearest = texts.iter().filter(|(c, held)| c.place == first.place && held.part.id != held.law.id);
    for (cited, held) in nearest {
        let fewest = if cited.tie == Tie::Said { FEWEST } else { 2 * FEWEST };
        if let Some((other, laid)) = elsewhere::another_part(subject, &quoted, held, fewest) {
            let here = Judged::of(span, cited, Some(held)).laid(laid);
            return Some(Judged { id: cited.id.clone(), stands_in: Some(other), changes: Vec::new(), ..here });
        }
    }
    if verdict.is_some() {
        return verdict;
    }
    for (cited, held) in &texts {
        if let Some(laid) = elsewhere::part_above(subject, &quoted, held) {
            return Some(Judged::of(span, cited, Some(held)).laid(laid));
        }
    }
    unlike(subject, &quoted, first, &texts)
}

/// What is said of a quotation that is the words of none of the provisions cited, or of which no text is at hand.
fn unlike(
    subject: &Subject<'_>,
    quoted: &Words<'_>,
    first: &Cited<'_>,
    texts: &[(&Cited<'_>, Held)],
) -> Option<Judged> {
    if first.tie > Tie::Own {
        return None;
    }
    // The sentence says whose the words are; all that it cites before them has been looked at.
    let said = texts.iter().find(|(cited, _)| cited.tie == Tie::Said);
    if let (Some((cited, held)), Tie::Said) = (said, first.tie) {
        let here = Judged::of(quoted.span, cited, Some(held));
        let joined = elsewhere::joined(quoted, subject, &held.law);
        if !joined.is_empty() {
            return Some(Judged { joined, ..here });
        }
        if let Some(law_words) = elsewhere::reordered(quoted, subject, held) {
            return Some(Judged { reordered: true, law_words, ..here });
        }
        if let Some((other, laid)) = elsewhere::another_law(subject, quoted, cited.id) {
            let here = here.laid(laid);
            return Some(Judged { id: cited.id.clone(), stands_in: Some(other), changes: Vec::new(), ..here });
        }
        let nearest = lay(subject, quoted, &held.law, &held.part, 3).map(|laid| laid.law_words).unwrap_or_default();
        return Some(Judged { not_its: true, law_words: nearest, ..here });
    }
    // Of the nearest it would be told; what else is cited there is no more than looked at.
    let why = match texts.iter().find(|(cited, _)| cited.place == first.place) {
        Some(_) => {
            format!("no text of what is cited beside it has these words; whose they are can't be told ({})", first.id)
        }
        None => format!("no text of {} is at hand", first.id),
    };
    let here = Judged::of(quoted.span, first, texts.first().map(|(_, held)| held));
    Some(Judged { untold: Some(why), ..here })
}

/// The other version of a provision that says just this.
fn version(subject: &Subject<'_>, quoted: &Words<'_>, cited: &Cited<'_>, now: &Held) -> Option<Judged> {
    let others = subject.resolver.tied(cited.id).into_iter().flat_map(|(id, _)| subject.texts.versions(&id));
    others.into_iter().filter(|(law, _)| law.from != now.law.from).find_map(|(law, part)| {
        let laid = lay(subject, quoted, &law, &part, FEWEST).filter(Laid::is_faithful)?;
        let here = Judged::of(quoted.span, cited, Some(now)).laid(laid);
        if !now.of_its_time {
            // Which of them was in force then isn't known; the words are the law's.
            return Some(Judged { day: law.from.clone(), ..here });
        }
        Some(Judged { version: Some((law.from.clone(), law.until.clone())), changes: Vec::new(), ..here })
    })
}

/// The quotations that their own sentence ascribes to a provision of which no text is at hand, or none of that time.
pub(super) fn unjudged<'v>(subject: &'v Subject<'_>) -> impl Iterator<Item = &'v Judged> {
    judged(subject).iter().filter(|v| v.untold.is_some())
}
