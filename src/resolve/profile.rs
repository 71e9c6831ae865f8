//! What is known of a provision, gathered for `show`; and a grammar file's examples held against what is found.

use super::{Context, Resolver};
use crate::grammar::Example;
use crate::provision::ProvisionId;
use crate::registry::Facts;

/// What is known of a provision.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// What kind of instrument it is, or is a part of.
    pub family: String,
    /// The registry's facts.
    pub facts: Facts,
    /// Where it was printed.
    pub page: Option<ProvisionId>,
    /// Names that the registry has for it.
    pub names: Vec<&'static str>,
    /// The same provision under other ids, and by which tie.
    pub tied: Vec<(ProvisionId, String)>,
    /// Its official page.
    pub link: Option<String>,
    /// What to beware of.
    pub notes: Vec<String>,
}

impl Resolver {
    /// What is known of a provision.
    #[must_use]
    pub fn profile(&self, id: &ProvisionId) -> Profile {
        let mut profile = Profile { tied: self.tied(id).into_iter().skip(1).collect(), ..Profile::default() };
        let Some(family) = self.grammar().family_of(id.as_str()) else { return profile };
        let family = &self.grammar().families[family as usize];
        profile.family.clone_from(&family.name);
        profile.facts = self.registry().facts(id).unwrap_or_default();
        profile.page = profile.facts.page.parse().ok();
        profile.names = self.registry().names_of(id);
        profile.link = self.link(id);
        profile.notes = self.registry().cautions(id);
        if self.registry().has_provision(id) == Some(false) {
            profile.notes.push("the section exists, but the registry knows of no such part of it".to_owned());
        }
        profile
    }
}

impl Resolver {
    /// The official page of a provision, or of its instrument.
    #[must_use]
    pub fn link(&self, id: &ProvisionId) -> Option<String> {
        self.grammar().link(id)
    }
}

/// Holds an example of a grammar file against what is found in its text.
///
/// # Errors
///
/// What was expected and what was found, line by line.
pub fn check_example(resolver: &Resolver, example: &Example) -> Result<(), String> {
    let context = Context { date: example.date.as_deref(), ..Context::default() };
    let mentions = resolver.resolve(&example.text, context);
    let line = |text: &str, id: &str, end: Option<&str>| {
        let end = end.map(|e| format!(" … {e}")).unwrap_or_default();
        format!("    {text:?} = {id}{end}\n")
    };
    let found: String = mentions
        .iter()
        .map(|m| {
            let id = m.id.as_ref().map_or("unresolved", |id| id.as_str());
            line(m.span.of(&example.text), id, m.range_end.as_ref().map(ProvisionId::as_str))
        })
        .collect();
    let wanted: String = example.cites.iter().map(|c| line(&c.text, &c.id, c.range_end.as_deref())).collect();
    if found == wanted {
        return Ok(());
    }
    let none = |s: &str| if s.is_empty() { "    no citation\n".to_owned() } else { s.to_owned() };
    Err(format!("  in     {:?}\n  wanted\n{}  found\n{}", example.text, none(&wanted), none(&found)))
}
