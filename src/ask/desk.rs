//! The desk: what is needed to answer, opened once.

#[cfg(feature = "index")]
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;

use super::error::AskError;
use crate::entity::Entities;
use crate::grammar::Grammar;
#[cfg(feature = "index")]
use crate::index::{LawIndex, PassageIndex, Tied};
use crate::library::{Laws, Library, Lists};
#[cfg(feature = "index")]
use crate::provision::ProvisionId;
use crate::read::Document;
use crate::registry::Registry;
use crate::resolve::{Context, Mention, Resolver};
use crate::style::{CitationStyle, Citations};

/// What a desk stands on.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The library; without one only documents can be asked about, and provisions.
    pub library: Option<Library>,
    /// A folder of grammar files, or one, that add to the built-in ones.
    pub grammar: Option<PathBuf>,
}

/// Answers questions. Made once and asked from any thread; what a question needs beyond the grammar is opened by the first
/// one that needs it. The passages are always those of the last commit; texts of the law and lists are those there were
/// when they were first asked for.
#[derive(Debug)]
pub struct Desk {
    resolver: Resolver,
    library: Option<Library>,
    entities: OnceLock<Entities>,
    laws: OnceLock<Laws>,
    #[cfg(feature = "index")]
    passages: OnceLock<PassageIndex>,
}

impl Desk {
    /// Opens a desk.
    ///
    /// # Errors
    ///
    /// When a grammar file is wrong, or what the library's texts call themselves can't be read.
    pub fn open(places: Places) -> Result<Self, AskError> {
        let grammar = match &places.grammar {
            Some(folder) => Grammar::with_folder(folder)?,
            None => Grammar::builtin()?,
        };
        // What the texts in the library call themselves is known to the registry.
        let additions = places.library.as_ref().map(Library::additions).transpose()?.unwrap_or_default();
        Ok(Self {
            resolver: Resolver::with_registry(grammar, Registry::builtin().with(additions)),
            library: places.library,
            entities: OnceLock::new(),
            laws: OnceLock::new(),
            #[cfg(feature = "index")]
            passages: OnceLock::new(),
        })
    }

    /// What resolves citations.
    #[must_use]
    pub const fn resolver(&self) -> &Resolver {
        &self.resolver
    }

    /// What is known of instruments.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        self.resolver.registry()
    }

    /// The library, if there is one.
    #[must_use]
    pub const fn library(&self) -> Option<&Library> {
        self.library.as_ref()
    }

    /// What reads names and roles, with the lists that the user imported.
    ///
    /// # Errors
    ///
    /// When the lists can't be read.
    pub fn entities(&self) -> Result<&Entities, AskError> {
        once(&self.entities, || {
            let lists = self.library.as_ref().map(Library::lists).transpose()?;
            Ok(Entities::with(lists.map(Lists::into_entries).unwrap_or_default())?)
        })
    }

    /// The texts of the law; none without a library.
    ///
    /// # Errors
    ///
    /// When they are damaged or can't be read.
    pub fn laws(&self) -> Result<&Laws, AskError> {
        once(&self.laws, || Ok(self.library.as_ref().map(Library::laws).transpose()?.unwrap_or_else(Laws::none)))
    }

    /// What writes ids as citations of a style.
    #[must_use]
    pub fn citations(&self, style: CitationStyle) -> Citations<'_> {
        Citations::new(style, self.resolver.grammar(), self.registry())
    }

    /// The mentions of a document.
    #[must_use]
    pub fn mentions(&self, document: &Document) -> Vec<Mention> {
        self.resolver.resolve(&document.text, context(document, None))
    }
}

#[cfg(feature = "index")]
impl Desk {
    /// The passages of the library.
    ///
    /// # Errors
    ///
    /// [`AskError::NoLibrary`] without one; else when the index is damaged or of another format.
    pub fn passages(&self) -> Result<&PassageIndex, AskError> {
        once(&self.passages, || {
            let library = self.library.as_ref().ok_or(AskError::NoLibrary)?;
            Ok(PassageIndex::open(library.dir())?)
        })
    }

    /// The texts of the law with an index of their words; nothing to search without a library.
    pub(super) fn law_words(&self) -> Result<LawIndex, AskError> {
        Ok(LawIndex::open(self.library.as_ref().map_or(std::path::Path::new(""), Library::dir))?)
    }

    /// The provisions that words name, each under all its ids; only under the id given when `only_as_cited`.
    ///
    /// # Errors
    ///
    /// [`AskError::NoProvision`] when they name none.
    pub fn provisions(&self, words: &str, only_as_cited: bool) -> Result<Vec<Tied>, AskError> {
        let named = self.resolver.provisions(words);
        if named.is_empty() {
            return Err(AskError::NoProvision(words.to_owned()));
        }
        let named: Vec<ProvisionId> = named.into_iter().map(|(id, _)| id).collect();
        Ok(self.all_tied(&named, only_as_cited))
    }

    /// Provisions, each under all its ids, or only under its own.
    pub(super) fn all_tied(&self, named: &[ProvisionId], only_as_cited: bool) -> Vec<Tied> {
        let (mut ids, mut seen) = (Vec::new(), BTreeSet::new());
        for id in named {
            let own = || vec![(id.clone(), "as cited".to_owned())];
            let ties = if only_as_cited { own() } else { self.resolver.tied(id) };
            for (id, tie) in ties {
                if seen.insert(id.clone()) {
                    ids.push(Tied { id, tie });
                }
            }
        }
        ids
    }
}

/// What is known of a document when its text is resolved; `as_of` stands for a date that it doesn't have.
pub(super) fn context<'d>(document: &'d Document, as_of: Option<&'d str>) -> Context<'d> {
    let date = document.date.as_deref().or(as_of);
    let (source_id, title) = (document.id.as_deref(), document.title.as_deref());
    Context { date, source_id, title, notes: &document.places.notes, ..Context::default() }
}

/// What the cell holds, made by the first who asks; a failure is nobody's but theirs.
fn once<T>(cell: &OnceLock<T>, make: impl FnOnce() -> Result<T, AskError>) -> Result<&T, AskError> {
    if let Some(made) = cell.get() {
        return Ok(made);
    }
    let made = make()?;
    Ok(cell.get_or_init(|| made))
}
