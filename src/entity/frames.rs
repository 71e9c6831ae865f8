//! Frames: which words tell of an act, who stands in which of their places, and what role that gives.
//!
//! A frame is data (`grammar/entity/frames.toml`). Verbs are given by their dictionary form, the others are made from it;
//! irregular ones say them. Behind a verb may stand words that belong to it (`impose sanctions on`).

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};
use serde::Deserialize;

use super::EntityError;
use crate::provision::{ProvisionId, is_below};

const FILE: &str = "grammar/entity/frames.toml";
/// The role of who broke a provision.
const BREAKS: &str = "violates";
/// The lists of what stands before the provision that somebody broke, or that bars something: said at the end of a long
/// sentence, and of what another clause tells.
const FAR: [&str; 2] = ["breach", "barred"];
/// Lists of words that nearly every sentence has one of.
const COMMON: [&str; 6] = ["determiners", "stop", "aux", "within-names", "border", "joins"];

/// The lists of `[lists]` that the structure of a sentence is told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    ACompany,
    APerson,
    AlsoName,
    Amending,
    AmidNames,
    AnAgency,
    Announcing,
    Articles,
    Aside,
    Authority,
    Aux,
    Be,
    BeforeActs,
    BeforeDays,
    Belongings,
    Border,
    Bracket,
    Capitalised,
    Cites,
    Class,
    Conditions,
    Could,
    Days,
    Degrees,
    Demonstratives,
    Denies,
    Does,
    Empowered,
    Ends,
    Filings,
    Including,
    Joins,
    Laws,
    Lesser,
    Many,
    May,
    Measures,
    Must,
    Nobody,
    Not,
    Obliged,
    OfThings,
    Owners,
    Participles,
    Parties,
    Particles,
    PartIs,
    PartOf,
    Persons,
    Plans,
    Portions,
    Pronouns,
    Quantities,
    Relative,
    Speakers,
    Stop,
    Suspects,
    Things,
    Together,
    Unsure,
    Urging,
    Wanting,
    Will,
    WithinNames,
}

impl List {
    /// Each with its name in the file.
    const ALL: [(Self, &'static str); 64] = [
        (Self::ACompany, "a-company"),
        (Self::APerson, "a-person"),
        (Self::AlsoName, "also-name"),
        (Self::Amending, "amending"),
        (Self::AmidNames, "amid-names"),
        (Self::AnAgency, "an-agency"),
        (Self::Announcing, "announcing"),
        (Self::Articles, "determiners"),
        (Self::Aside, "aside"),
        (Self::Authority, "authority"),
        (Self::Aux, "aux"),
        (Self::Be, "be"),
        (Self::BeforeActs, "before-acts"),
        (Self::BeforeDays, "before-days"),
        (Self::Belongings, "belongings"),
        (Self::Border, "border"),
        (Self::Bracket, "bracket"),
        (Self::Capitalised, "capitalised"),
        (Self::Cites, "cites"),
        (Self::Class, "class"),
        (Self::Conditions, "conditions"),
        (Self::Could, "modal-would"),
        (Self::Days, "days"),
        (Self::Degrees, "degrees"),
        (Self::Demonstratives, "demonstratives"),
        (Self::Denies, "denies"),
        (Self::Does, "does"),
        (Self::Empowered, "empowered"),
        (Self::Ends, "ends"),
        (Self::Filings, "filings"),
        (Self::Including, "including"),
        (Self::Joins, "joins"),
        (Self::Laws, "laws"),
        (Self::Lesser, "lesser"),
        (Self::Many, "plurals"),
        (Self::May, "modal-may"),
        (Self::Measures, "measures"),
        (Self::Must, "must"),
        (Self::Nobody, "nobody"),
        (Self::Not, "negating"),
        (Self::Obliged, "obliged"),
        (Self::OfThings, "of-things"),
        (Self::Owners, "owners"),
        (Self::Participles, "participles"),
        (Self::Parties, "party-nouns"),
        (Self::Particles, "particles"),
        (Self::PartIs, "part-is"),
        (Self::PartOf, "part-of"),
        (Self::Persons, "persons"),
        (Self::Plans, "plans"),
        (Self::Portions, "portions"),
        (Self::Pronouns, "pronouns"),
        (Self::Quantities, "quantities"),
        (Self::Relative, "relative"),
        (Self::Speakers, "speakers"),
        (Self::Stop, "stop"),
        (Self::Suspects, "suspects"),
        (Self::Things, "things"),
        (Self::Together, "together"),
        (Self::Unsure, "unsure"),
        (Self::Urging, "urging"),
        (Self::Wanting, "wanting"),
        (Self::Will, "modal-will"),
        (Self::WithinNames, "within-names"),
    ];

    /// Its place in a set of lists.
    pub(super) fn bit(self) -> u64 {
        1 << (self as u32)
    }
}

/// How a word of a frame is formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `designate`: after `to`, a modal verb, or of a plural.
    Base,
    /// `designates`, or a form given as it stands.
    Finite,
    /// `designated`: active or passive.
    Past,
    /// `frozen`: passive, or after `has`.
    Participle,
    /// `designating`.
    Ing,
    /// `designation`.
    Noun,
}

/// One word that may tell of an act, and what must follow it.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    pub frame: usize,
    pub shape: Shape,
    /// Words behind it: alternatives each; one that begins with `?` may be missing.
    pub tail: Vec<Vec<String>>,
}

/// Where the provision of a frame stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Where {
    /// Behind one of the frame's prepositions.
    Under,
    /// It is what is done: `enacts P`.
    Object,
    /// It is what does: `P requires`.
    Subject,
    /// It is named behind the verb, a little later.
    Near,
    /// It is the provision whose words these are.
    Own,
    /// It is what the sentence before is about.
    Before,
    /// `Under P, X may`: behind a preposition that begins the clause.
    Front,
    /// Beside what the act is for: `convicted of smuggling, P`.
    Apposed,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slot {
    pub role: String,
    /// The role of whoever shall do it.
    #[serde(default)]
    pub must: Option<String>,
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Of what kind a name is that nothing else knows; without it none may stand there.
    #[serde(default)]
    pub open: Option<String>,
    /// Whether only a measure can be meant: `the action was taken under P`.
    #[serde(default)]
    pub measures: bool,
    /// Whether it is said only of what somebody wants: `urged X to sanction Y`, `should sanction Y`.
    #[serde(default)]
    pub urged: bool,
}

impl Slot {
    pub(super) fn takes(&self, kind: &str) -> bool {
        !self.measures && (self.kinds.is_empty() || self.kinds.iter().any(|k| k == kind))
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Frame {
    pub name: String,
    /// Frames of one class give each other their provision.
    #[serde(default)]
    pub class: String,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    pub agent: Option<Slot>,
    #[serde(default)]
    pub patient: Option<Slot>,
    pub provision: Vec<Where>,
    /// Lists of prepositions, by their names in `[lists]`.
    #[serde(default)]
    by: Vec<String>,
    #[serde(skip)]
    pub under: Vec<Vec<String>>,
    /// Whether it says that somebody broke the provision.
    #[serde(skip)]
    pub breaks: bool,
    /// The prepositions that say so.
    #[serde(skip)]
    pub broken: Vec<Vec<String>>,
    /// Whether it tells of a breach: `in violation of P` is said at the end of a long sentence.
    #[serde(skip)]
    pub breach: bool,
    /// Whether `may`, `shall` and `to` are part of the fact.
    #[serde(default)]
    pub modal: bool,
    /// Within how many paragraphs the provision may be named in another sentence.
    #[serde(default)]
    pub elsewhere: Option<usize>,
    #[serde(default)]
    below: Vec<String>,
    #[serde(default, rename = "not-below")]
    not_below: Vec<String>,
    /// What the words behind the patient must begin with.
    #[serde(default)]
    pub then: Vec<String>,
    #[serde(default)]
    example: Vec<Example>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    text: String,
    /// Entity, role, provision and, where it isn't said to be so, the polarity.
    invokes: Vec<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    lists: BTreeMap<String, Vec<String>>,
    means: BTreeMap<String, Vec<String>>,
    frame: Vec<Frame>,
}

/// All frames with their words.
#[derive(Debug)]
pub(super) struct Frames {
    pub all: Vec<Frame>,
    cues: HashMap<String, Vec<Cue>>,
    /// Words one of which is in every sentence that tells of an act: for each, whether of one that another sentence can
    /// give its provision, and of one whose provision does or is done.
    telling: HashMap<String, (bool, bool)>,
    /// Of which series the provisions are pages where another stands.
    pub pages: Vec<String>,
    /// Behind which a day stands with a comma alone.
    pub dated: Vec<String>,
    /// On which lists a word is.
    lists: HashMap<String, u64>,
    /// Below which ids a provision is that a noun can stand for.
    means: HashMap<String, Vec<String>>,
}

impl Frame {
    /// Whether a provision is of a kind that the frame speaks of.
    pub(super) fn is_of(&self, id: &ProvisionId) -> bool {
        let under = |list: &[String]| list.iter().any(|above| is_below(id.as_str(), above));
        (self.below.is_empty() || under(&self.below)) && !under(&self.not_below)
    }
}

impl Frames {
    pub(super) fn builtin() -> Result<Self, EntityError> {
        Self::parse(include_str!("../../grammar/entity/frames.toml"))
    }

    fn parse(toml: &str) -> Result<Self, EntityError> {
        let error = |reason: String| EntityError { file: FILE.to_owned(), reason };
        let mut file: File = toml::from_str(toml).map_err(|e| error(e.to_string()))?;
        let mut cues: BTreeMap<String, Vec<Cue>> = BTreeMap::new();
        let mut telling: HashMap<String, (bool, bool)> = HashMap::default();
        let common: HashSet<String> =
            COMMON.iter().filter_map(|list| file.lists.get(*list)).flatten().cloned().collect();
        for (at, frame) in file.frame.iter_mut().enumerate() {
            if frame.agent.is_none() && frame.patient.is_none() {
                return Err(error(format!("{}: nobody has a role in it", frame.name)));
            }
            frame.breaks = frame.agent.as_ref().is_some_and(|slot| slot.role == BREAKS);
            frame.breach = frame.by.iter().any(|list| FAR.contains(&list.as_str()));
            let far = FAR.iter().filter_map(|list| file.lists.get(*list)).flatten();
            frame.broken = far.map(|w| split(w)).collect();
            for list in &frame.by {
                let Some(words) = file.lists.get(list) else {
                    return Err(error(format!("{}: there is no list {list}", frame.name)));
                };
                frame.under.extend(words.iter().map(|w| split(w)));
            }
            for below in [&mut frame.below, &mut frame.not_below] {
                let named: Vec<String> = below.iter().filter(|b| !b.starts_with('/')).cloned().collect();
                below.retain(|b| b.starts_with('/'));
                for list in named {
                    let Some(ids) = file.lists.get(&list) else {
                        return Err(error(format!("{}: there is no list {list}", frame.name)));
                    };
                    below.extend(ids.iter().cloned());
                }
            }
            if frame.provision.iter().any(|p| matches!(p, Where::Under | Where::Front)) && frame.under.is_empty() {
                return Err(error(format!("{}: it doesn't say behind which words the provision stands", frame.name)));
            }
            let stands = frame.provision.iter().any(|p| matches!(p, Where::Object | Where::Subject));
            let elsewhere = frame.elsewhere.is_some() || frame.provision.contains(&Where::Before);
            let mut tell = |word: &str| {
                let flags = telling.entry(word.to_owned()).or_default();
                *flags = (flags.0 | elsewhere, flags.1 | stands);
            };
            for verb in &frame.verbs {
                let (head, tail) = verb.split_once(" + ").unwrap_or((verb, ""));
                // Of `impose sanctions` the second word is the rarer one; of `accede to` it isn't.
                let needed = tail_of(tail)
                    .into_iter()
                    .find(|words| !words[0].starts_with(['?', '~', '@']))
                    .filter(|words| !words.iter().any(|w| common.contains(w.as_str())));
                needed.iter().flatten().for_each(|word| tell(word));
                for (form, shape) in forms(head) {
                    if needed.is_none() {
                        tell(&form);
                    }
                    cues.entry(form).or_default().push(Cue { frame: at, shape, tail: tail_of(tail) });
                }
            }
            for noun in &frame.nouns {
                let (head, tail) = noun.split_once(" + ").unwrap_or((noun, ""));
                for form in head.split('|') {
                    tell(form);
                    let cue = Cue { frame: at, shape: Shape::Noun, tail: tail_of(tail) };
                    cues.entry(form.to_owned()).or_default().push(cue);
                }
            }
        }
        let mut lists: HashMap<String, u64> = HashMap::default();
        for (list, name) in List::ALL {
            for word in file.lists.get(name).into_iter().flatten() {
                *lists.entry(word.clone()).or_default() |= list.bit();
            }
        }
        for (word, list) in &mut cues {
            for (i, cue) in list.iter().enumerate() {
                let same = |c: &Cue| c.frame == cue.frame && c.shape == cue.shape && c.tail == cue.tail;
                if list[..i].iter().any(same) {
                    return Err(error(format!("{}: {word} is there twice", file.frame[cue.frame].name)));
                }
            }
            // Of two that fit the one with more words behind it is meant.
            list.sort_by_key(|cue| std::cmp::Reverse(cue.tail.len()));
        }
        let ids = |list: &str| file.lists.get(list).cloned().unwrap_or_default();
        let (pages, dated) = (ids("pages"), ids("day-behind"));
        Ok(Self {
            pages,
            dated,
            all: file.frame,
            cues: cues.into_iter().collect(),
            telling,
            lists,
            means: file.means.into_iter().collect(),
        })
    }

    /// What a word may tell.
    pub(super) fn cues(&self, word: &str) -> &[Cue] {
        self.cues.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether a word tells of an act, and of which sorts (see the field).
    pub(super) fn telling(&self, word: &str) -> Option<(bool, bool)> {
        self.telling.get(word).copied()
    }

    /// The lists that a word is on.
    pub(super) fn lists(&self, word: &str) -> u64 {
        self.lists.get(word).copied().unwrap_or_default()
    }

    /// Whether a word is on a list.
    pub(super) fn is(&self, word: &str, list: List) -> bool {
        self.lists(word) & list.bit() != 0
    }

    /// Whether a noun can stand for a provision: `the order` for no section of a code.
    pub(super) fn means(&self, noun: &str, id: &ProvisionId) -> bool {
        self.means.get(noun).is_none_or(|above| above.iter().any(|above| is_below(id.as_str(), above)))
    }

    /// Every frame with the role of each of its places.
    pub(super) fn slots(&self) -> impl Iterator<Item = (&str, &str)> {
        self.all.iter().flat_map(|f| f.agent.iter().chain(&f.patient).map(|slot| (f.name.as_str(), slot.role.as_str())))
    }

    /// Every role that a frame gives.
    pub(super) fn roles(&self) -> impl Iterator<Item = &str> {
        self.all.iter().flat_map(|f| f.agent.iter().chain(&f.patient)).map(|slot| slot.role.as_str())
    }

    /// Every example: a frame's name, the text, what it says.
    pub(super) fn examples(&self) -> impl Iterator<Item = (&str, &str, &[Vec<String>])> {
        self.all.iter().flat_map(|f| f.example.iter().map(|e| (f.name.as_str(), e.text.as_str(), e.invokes.as_slice())))
    }
}

fn split(words: &str) -> Vec<String> {
    words.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn tail_of(words: &str) -> Vec<Vec<String>> {
    split(words).iter().map(|w| w.split('|').map(str::to_owned).collect()).collect()
}

/// The forms of a verb: `freeze froze frozen` gives its own, `is|are` only what stands there.
fn forms(head: &str) -> Vec<(String, Shape)> {
    if head.contains('|') {
        return head.split('|').map(|w| (w.to_owned(), Shape::Finite)).collect();
    }
    let mut words = head.split(' ');
    let base = words.next().unwrap_or("").to_owned();
    let stem = base.strip_suffix('e').filter(|s| !s.ends_with('e')).unwrap_or(&base);
    let consonant_y = base.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'o', 'u']));
    let third = match consonant_y {
        Some(stem) => format!("{stem}ies"),
        None if base.ends_with(['s', 'x', 'z']) || base.ends_with("ch") || base.ends_with("sh") => format!("{base}es"),
        None => format!("{base}s"),
    };
    let past = match (words.next(), consonant_y) {
        (Some(past), _) => past.to_owned(),
        (None, Some(stem)) => format!("{stem}ied"),
        (None, None) if base.ends_with('e') => format!("{base}d"),
        (None, None) => format!("{base}ed"),
    };
    let participle = words.next().unwrap_or(&past).to_owned();
    // `barred`, `forbidden` and short ones double their last letter.
    let bare = |form: &str| form.strip_suffix("ed").or_else(|| form.strip_suffix("en")).map(str::to_owned);
    let longer = |p: &String| p.len() == base.len() + 1 && p.starts_with(&base);
    let vowel = |c: Option<&u8>| c.is_some_and(|c| b"aeiou".contains(c));
    let letters = base.as_bytes();
    let short = letters.len() == 3 && vowel(letters.get(1)) && !vowel(letters.first()) && !vowel(letters.get(2));
    let short = (short && !base.ends_with(['w', 'x', 'y'])).then(|| format!("{base}{}", &base[2..]));
    let doubled = bare(&past).filter(longer).or_else(|| bare(&participle).filter(longer)).or(short);
    let ing = format!("{}ing", doubled.as_deref().unwrap_or(stem));
    let mut out = vec![(third, Shape::Finite), (ing, Shape::Ing)];
    if participle != past {
        out.push((participle, Shape::Participle));
    }
    if past != base {
        out.push((base, Shape::Base));
    }
    out.push((past, Shape::Past));
    out
}

#[cfg(test)]
mod tests {
    use super::{Frames, Shape, forms};

    #[test]
    fn forms_are_made_and_irregular_ones_said() {
        let made = |head: &str| forms(head).into_iter().map(|(w, _)| w).collect::<Vec<_>>();
        assert_eq!(made("designate"), ["designates", "designating", "designate", "designated"]);
        assert_eq!(made("ratify"), ["ratifies", "ratifying", "ratify", "ratified"]);
        assert_eq!(made("freeze froze frozen"), ["freezes", "freezing", "frozen", "freeze", "froze"]);
        assert_eq!(made("bar barred"), ["bars", "barring", "bar", "barred"]);
        assert_eq!(made("forbid forbade forbidden")[1], "forbidding");
        assert_eq!(made("get got")[1], "getting");
        assert_eq!(made("pay paid")[1], "paying");
        assert_eq!(forms("is|are")[0].1, Shape::Finite);
    }

    #[test]
    fn a_mistake_is_told_with_its_frame() {
        let said = |rest: &str| {
            let toml = format!("[lists]\n[means]\n[[frame]]\nname = \"x\"\n{rest}");
            Frames::parse(&toml).err().map(|e| e.to_string()).unwrap_or_default()
        };
        assert!(said("provision = [\"under\"]").contains("x: nobody has a role"));
        let twice = "verbs = [\"waive\", \"waive\"]\nprovision = [\"object\"]\nagent = { role = \"r\" }";
        assert!(said(twice).contains("x: waive"), "{}", said(twice));
        assert!(said("provision = [\"under\"]\nagent = { role = \"r\" }").contains("x: it doesn't say"));
        assert!(said("provision = [\"under\"]\nby = [\"no\"]\nagent = { role = \"r\" }").contains("no list no"));
    }
}
