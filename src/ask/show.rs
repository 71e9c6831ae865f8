//! What is known of a provision, or of somebody who invokes one.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::desk::Desk;
use super::error::AskError;
use super::find::query;
use super::search::ProvisionCount;
use crate::index::{Reader, Tied, Who};
use crate::provision::ProvisionId;

/// What words stand for, and what is known of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Shown {
    /// A provision.
    Provision(Box<ProvisionShown>),
    /// Somebody who is named in the library.
    Entity(EntityShown),
}

/// A provision.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ProvisionShown {
    /// Its id; null is never written.
    pub id: Option<ProvisionId>,
    /// What kind of instrument it is, or is a part of.
    pub family: String,
    /// Its instrument's title.
    pub title: String,
    /// Its date.
    pub date: String,
    /// Who made it.
    pub by: String,
    /// Names that the registry has for it.
    pub names: Vec<String>,
    /// The same provision under other ids.
    pub also: Vec<Other>,
    /// Where it was printed.
    pub page: Option<ProvisionId>,
    /// Its official page.
    pub link: Option<String>,
    /// What to beware of.
    pub notes: Vec<String>,
    /// How the words were read.
    pub read_as: String,
    /// How many passages of the library cite it, under any of its ids; null without a library.
    pub passages: Option<u64>,
    /// The provisions directly below it that are cited; null without a library.
    pub below: Option<Vec<ProvisionCount>>,
}

/// The same provision under another id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Other {
    /// The id.
    pub id: ProvisionId,
    /// By which tie.
    pub tie: String,
}

/// Somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntityShown {
    /// The name that is used most.
    pub entity: String,
    /// What it is, where that is known.
    pub kind: Option<String>,
    /// All names.
    pub names: Vec<String>,
    /// In how many passages it is named.
    pub passages: u64,
    /// What it invokes, in which role.
    pub invocations: Vec<RoleShown>,
}

/// A role under a provision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoleShown {
    /// The role.
    pub role: String,
    /// The provision.
    pub provision: String,
    /// In how many sentences.
    pub count: usize,
    /// In which documents, by title or path.
    pub documents: BTreeSet<String>,
}

/// The text of a provision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextShown {
    /// Under which id the law library has it.
    pub id: ProvisionId,
    /// How that id is tied to the one asked for.
    pub tie: String,
    /// The law's title.
    pub title: String,
    /// From which day on this is the text; empty when that isn't known.
    pub from: String,
    /// Until which day, that day not included; empty while in force.
    pub until: String,
    /// Its heading.
    pub heading: String,
    /// The text.
    pub text: String,
}

impl Desk {
    /// What is known of a provision, or else of somebody who is named in the library.
    ///
    /// # Errors
    ///
    /// [`AskError::NoProvision`] when the words are neither; else when the library can't be read.
    pub fn show(&self, words: &str) -> Result<Shown, AskError> {
        let named = self.resolver().provisions(words);
        // A library that can't be read takes nothing from what the registry knows.
        let reader = self.passages().ok().and_then(|index| index.reader().ok());
        if let Some((id, read)) = named.into_iter().next() {
            return Ok(Shown::Provision(Box::new(self.provision(id, read, reader.as_ref())?)));
        }
        let somebody = reader.map(|reader| self.somebody(words, &reader)).transpose()?.flatten();
        somebody.map(Shown::Entity).ok_or_else(|| AskError::NoProvision(words.to_owned()))
    }

    /// The provision that words name, and its text as it stood on a day (or the newest), under whichever of its ids the
    /// law library has it; none where it hasn't.
    ///
    /// # Errors
    ///
    /// [`AskError::NoProvision`] when the words name none; else when the law library can't be read.
    pub fn text(&self, words: &str, day: Option<&str>) -> Result<(ProvisionId, Option<TextShown>), AskError> {
        let named = self.resolver().provisions(words);
        let (id, _) = named.into_iter().next().ok_or_else(|| AskError::NoProvision(words.to_owned()))?;
        for (other, tie) in self.resolver().tied(&id) {
            let Some((law, part)) = self.laws()?.provision(&other, day)? else { continue };
            let text = TextShown {
                text: law.text_of(&part).to_owned(),
                id: part.id,
                tie,
                title: law.title.clone(),
                from: law.from.clone(),
                until: law.until.clone(),
                heading: part.heading,
            };
            return Ok((id, Some(text)));
        }
        Ok((id, None))
    }

    fn provision(&self, id: ProvisionId, read: String, reader: Option<&Reader>) -> Result<ProvisionShown, AskError> {
        let profile = self.resolver().profile(&id);
        let count = |(id, passages)| ProvisionCount { id, passages };
        Ok(ProvisionShown {
            passages: reader.map(|reader| self.citing(reader, &id)).transpose()?,
            below: reader.map(|r| r.children(&id)).transpose()?.map(|b| b.into_iter().map(count).collect()),
            id: Some(id),
            family: profile.family,
            title: profile.facts.title.to_owned(),
            date: profile.facts.date.to_owned(),
            by: profile.facts.by.to_owned(),
            names: profile.names.into_iter().map(str::to_owned).collect(),
            also: profile.tied.into_iter().map(|(id, tie)| Other { id, tie }).collect(),
            page: profile.page,
            link: profile.link,
            notes: profile.notes,
            read_as: read,
        })
    }

    /// How many passages cite a provision under any of its ids.
    fn citing(&self, reader: &Reader, id: &ProvisionId) -> Result<u64, AskError> {
        let ids = self.resolver().tied(id).into_iter().map(|(id, tie)| Tied { id, tie }).collect();
        Ok(reader.find(&query(ids, false, 1, 0))?.passages)
    }

    /// Somebody of whom the library knows: what they are, and what they invoke in which role.
    fn somebody(&self, words: &str, reader: &Reader) -> Result<Option<EntityShown>, AskError> {
        let Ok(names) = self.named(reader, words) else { return Ok(None) };
        let invoked = reader.invocations(&Who { names: names.clone(), role: None })?;
        let counts = reader.names()?;
        let times = |name: &String| counts.get(name).copied().unwrap_or(0);
        let longest = names.iter().max_by_key(|n| times(n)).cloned().unwrap_or_default();
        let known = self.entities()?.called(&longest).map(|e| e.kind.clone());
        let kind = known.or_else(|| invoked.first().map(|i| i.invocation.entity.kind.clone()));
        let mut by: BTreeMap<(String, String), (usize, BTreeSet<String>)> = BTreeMap::new();
        for one in invoked {
            let entry = by.entry((one.invocation.role, one.invocation.provision.to_string())).or_default();
            entry.0 += 1;
            entry.1.insert(one.title.unwrap_or(one.path));
        }
        let role = |((role, provision), (count, documents))| RoleShown { role, provision, count, documents };
        let passages = names.iter().map(times).sum();
        let invocations = by.into_iter().map(role).collect();
        Ok(Some(EntityShown { entity: longest, kind, names, passages, invocations }))
    }
}
