//! Frames: which words tell of an act, who stands in which of their places, and what role that gives.
//!
//! A frame is data (`grammar/entity/frames.toml`). Verbs are given by their dictionary form, the others are made from it;
//! irregular ones say them. Behind a verb may stand words that belong to it (`impose sanctions on`).

use std::collections::BTreeMap;

use foldhash::HashMap;
use serde::Deserialize;

use super::EntityError;
use crate::provision::{ProvisionId, is_below};

const FILE: &str = "grammar/entity/frames.toml";

/// The lists of `[lists]` that the structure of a sentence is told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    ACompany,
    APerson,
    AlsoName,
    AnAgency,
    Articles,
    Aside,
    Authority,
    Aux,
    Be,
    BeforeDays,
    Border,
    Bracket,
    Capitalised,
    Class,
    Conditions,
    Could,
    Days,
    Demonstratives,
    Denies,
    Including,
    Joins,
    Many,
    May,
    Measures,
    Nobody,
    Not,
    OfThings,
    Particles,
    Plans,
    Relative,
    Stop,
    Suspects,
    Things,
    Will,
    WithinNames,
}

impl List {
    /// Each with its name in the file.
    const ALL: [(Self, &'static str); 35] = [
        (Self::ACompany, "a-company"),
        (Self::APerson, "a-person"),
        (Self::AlsoName, "also-name"),
        (Self::AnAgency, "an-agency"),
        (Self::Articles, "determiners"),
        (Self::Aside, "aside"),
        (Self::Authority, "authority"),
        (Self::Aux, "aux"),
        (Self::Be, "be"),
        (Self::BeforeDays, "before-days"),
        (Self::Border, "border"),
        (Self::Bracket, "bracket"),
        (Self::Capitalised, "capitalised"),
        (Self::Class, "class"),
        (Self::Conditions, "conditions"),
        (Self::Could, "modal-would"),
        (Self::Days, "days"),
        (Self::Demonstratives, "demonstratives"),
        (Self::Denies, "denies"),
        (Self::Including, "including"),
        (Self::Joins, "joins"),
        (Self::Many, "plurals"),
        (Self::May, "modal-may"),
        (Self::Measures, "measures"),
        (Self::Nobody, "nobody"),
        (Self::Not, "negating"),
        (Self::OfThings, "of-things"),
        (Self::Particles, "particles"),
        (Self::Plans, "plans"),
        (Self::Relative, "relative"),
        (Self::Stop, "stop"),
        (Self::Suspects, "suspects"),
        (Self::Things, "things"),
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
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slot {
    pub role: String,
    #[serde(default)]
    pub kinds: Vec<String>,
    /// Whether a name may stand there that nothing else knows.
    #[serde(default)]
    pub open: bool,
}

impl Slot {
    pub(super) fn takes(&self, kind: &str) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|k| k == kind)
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
    invokes: Vec<(String, String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    lists: BTreeMap<String, Vec<String>>,
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
    /// On which lists a word is.
    lists: HashMap<String, u64>,
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
        for (at, frame) in file.frame.iter_mut().enumerate() {
            if frame.agent.is_none() && frame.patient.is_none() {
                return Err(error(format!("{}: nobody has a role in it", frame.name)));
            }
            for list in &frame.by {
                let Some(words) = file.lists.get(list) else {
                    return Err(error(format!("{}: there is no list {list}", frame.name)));
                };
                frame.under.extend(words.iter().map(|w| split(w)));
            }
            if frame.provision.contains(&Where::Under) && frame.under.is_empty() {
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
                // Of `impose sanctions` the second word is the rarer one.
                let needed = tail_of(tail).into_iter().find(|words| !words[0].starts_with('?'));
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
        // Of two that fit the one with more words behind it is meant.
        for list in cues.values_mut() {
            list.sort_by_key(|cue| std::cmp::Reverse(cue.tail.len()));
        }
        Ok(Self { all: file.frame, cues: cues.into_iter().collect(), telling, lists })
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

    /// Every role that a frame gives.
    pub(super) fn roles(&self) -> impl Iterator<Item = &str> {
        self.all.iter().flat_map(|f| f.agent.iter().chain(&f.patient)).map(|slot| slot.role.as_str())
    }

    /// Every example: a frame's name, the text, what it says.
    pub(super) fn examples(&self) -> impl Iterator<Item = (&str, &str, &[(String, String, String)])> {
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
    let doubled = past.strip_suffix("ed").filter(|p| p.len() == base.len() + 1 && p.starts_with(&base));
    let ing = format!("{}ing", doubled.unwrap_or(stem));
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
        assert_eq!(forms("is|are")[0].1, Shape::Finite);
    }

    #[test]
    fn a_mistake_is_told_with_its_frame() {
        let said = |rest: &str| {
            let toml = format!("[lists]\n[[frame]]\nname = \"x\"\n{rest}");
            Frames::parse(&toml).err().map(|e| e.to_string()).unwrap_or_default()
        };
        assert!(said("provision = [\"under\"]").contains("x: nobody has a role"));
        assert!(said("provision = [\"under\"]\nagent = { role = \"r\" }").contains("x: it doesn't say"));
        assert!(said("provision = [\"under\"]\nby = [\"no\"]\nagent = { role = \"r\" }").contains("no list no"));
    }
}
