//! Citations → mentions: structure, then scope, then rank, then abstain.
//!
//! [`Resolver::resolve`] walks what the scanner saw in text order, together with the text's structure (headings,
//! paragraph marks, quoted lines), and keeps what has been named so far. Each mention says how it was decided; what
//! scope can't decide keeps `id: None` and the reason.

mod against;
mod amending;
mod announcing;
mod around;
mod asides;
mod code_numbers;
mod components;
mod congress;
mod dateline;
mod define;
mod defining;
mod discourse;
mod fits;
mod given;
mod ids;
mod inline;
mod instruction;
mod members;
mod memory;
mod mention;
mod names;
mod outline;
mod own;
mod owner;
mod profile;
mod referent;
mod rules;
mod scopes;
mod speaking;
mod structure;
mod sureness;
mod terms;
mod walk;

use std::sync::Arc;

pub(crate) use mention::{AGAINST, CANT_BE, NOTHING_BEFORE, SEVERAL_HAVE_IT};
pub use mention::{Defined, Form, Mention, Resolved};
pub use outline::Outlined;
pub use profile::{Profile, check_example};
pub(crate) use rules::nearest_noun::NAME as NEAREST_NOUN;
pub use rules::{RuleDoc, rules};

use crate::grammar::{Grammar, GrammarError, LevelId};
use crate::parse::Parser;
use crate::provision::ProvisionId;
use crate::read::Note;
use crate::registry::Registry;
use crate::scan::Scanner;

/// What is known of a document before its text is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The document's date, `YYYY-MM-DD` or a prefix of it.
    pub date: Option<&'a str>,
    /// The id under which its source keeps it: a path in the form of a provision id says what the text is.
    pub source_id: Option<&'a str>,
    /// Its title.
    pub title: Option<&'a str>,
    /// Whether to give what is merely likely, too.
    pub guess: bool,
    /// Its footnotes and endnotes, in order: each speaks of what stands before it, and what it names is nothing to the text behind it.
    pub notes: &'a [Note],
}

/// Finds and resolves citations; made once, used from any thread.
#[derive(Debug)]
pub struct Resolver {
    scanner: Scanner,
    registry: Arc<Registry>,
    levels: Levels,
    define: define::Definitions,
    announcing: announcing::Announcing,
}

/// Levels that the rules speak of.
#[derive(Debug, Default)]
struct Levels {
    section: Option<LevelId>,
}

impl Resolver {
    /// A resolver over a grammar, with the compiled-in registry.
    #[must_use]
    pub fn new(grammar: Grammar) -> Self {
        Self::with_registry(grammar, Registry::builtin())
    }

    /// A resolver over a grammar and a registry: the compiled-in one with what the user's law texts add.
    #[must_use]
    pub fn with_registry(grammar: Grammar, registry: Registry) -> Self {
        let (grammar, registry) = (Arc::new(grammar), Arc::new(registry));
        let levels = Levels { section: grammar.level("section") };
        let announcing = announcing::Announcing::new(&grammar);
        let names: Arc<dyn crate::parse::NameIndex> = registry.clone();
        let scanner = Scanner::new(Parser::new(grammar, names));
        Self { scanner, registry, levels, define: define::Definitions::new(), announcing }
    }

    /// A resolver over the built-in grammar.
    ///
    /// # Errors
    ///
    /// When a built-in grammar file is wrong, which the tests rule out.
    pub fn builtin() -> Result<Self, GrammarError> {
        Grammar::builtin().map(Self::new)
    }

    /// The grammar in use.
    #[must_use]
    pub fn grammar(&self) -> &Grammar {
        self.scanner.parser().grammar()
    }

    /// The registry in use.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Every mention in a text, in text order.
    ///
    /// ```
    /// # use pincite::resolve::{Context, Resolver};
    /// let resolver = Resolver::builtin()?;
    /// let mentions = resolver.resolve("Section 2(a)(iv) of E.O. 13722", Context::default());
    /// assert_eq!(mentions[0].id.as_ref().unwrap().as_str(), "/us/eo/13722/s2/a/iv");
    /// # Ok::<(), pincite::grammar::GrammarError>(())
    /// ```
    #[must_use]
    pub fn resolve(&self, text: &str, context: Context<'_>) -> Vec<Mention> {
        self.read(text, context).mentions
    }

    /// The same with the terms that the text defines for instruments.
    #[must_use]
    pub fn read(&self, text: &str, context: Context<'_>) -> Resolved {
        walk::read(self, text, context)
    }

    /// The provisions that a string names by itself: an id, or a citation in any form. The second is how it was read.
    #[must_use]
    pub fn provisions(&self, named: &str) -> Vec<(ProvisionId, String)> {
        let named = named.trim();
        if named.starts_with('/')
            && let Ok(id) = named.parse()
        {
            return vec![(id, "given as an id".to_owned())];
        }
        let mentions = self.resolve(named, Context::default());
        mentions.into_iter().filter_map(|m| Some((m.id?, m.why.into_owned()))).collect()
    }

    /// An id and the same provision under its other ids, each with the tie that leads there.
    #[must_use]
    pub fn tied(&self, id: &ProvisionId) -> Vec<(ProvisionId, String)> {
        let mut out = vec![(id.clone(), "as cited".to_owned())];
        let flat = id.flattened();
        if flat != *id {
            out.push((flat, "the same section, its title left out".to_owned()));
        }
        if let Some(other) = self.registry.counterpart(id) {
            let enacted = self.registry.facts(id).is_some_and(|f| !f.source.is_empty());
            let tie = if enacted { "the section of the law that enacted it" } else { "where the Code has it" };
            out.push((other, tie.to_owned()));
        }
        out
    }
}
