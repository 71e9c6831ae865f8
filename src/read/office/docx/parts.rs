//! The parts of a Word document that its text is made of: which they are, and where in them each note stands.

use std::collections::HashMap;

use super::super::package::Package;
use super::lists::{Lists, Styles};
use crate::read::ReadError;
use crate::read::xml::{Malformed, Pull, Token};
use crate::text::Span;

/// A note or a comment in its part.
#[derive(Clone, Debug, Default)]
pub(super) struct Held {
    /// Where its content is.
    pub(super) content: Span,
    /// Who made it, and when.
    pub(super) author: String,
    pub(super) date: String,
}

/// A part that holds notes or comments.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) name: String,
    pub(super) xml: String,
    by_id: HashMap<String, usize>,
    pub(super) all: Vec<Held>,
}

impl Notes {
    fn read(name: String, xml: String, element: &str) -> Result<Self, Malformed> {
        let (mut by_id, mut all) = (HashMap::new(), Vec::new());
        let mut pull = Pull::new(&xml);
        while let Some(token) = pull.next()? {
            let Token::Open(tag) = token else { continue };
            // Lines that separate notes from the text are notes, too.
            if tag.name != element || tag.get("type").is_some_and(|kind| kind != "normal") {
                continue;
            }
            let get = |name| tag.get(name).unwrap_or_default();
            let (id, author, date) = (get("id"), get("author"), get("date"));
            by_id.insert(id, all.len());
            all.push(Held { content: pull.skip()?, author, date });
        }
        Ok(Self { name, xml, by_id, all })
    }

    pub(super) fn get(&self, id: &str) -> Option<&Held> {
        self.all.get(*self.by_id.get(id)?)
    }
}

/// What a document is made of.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) main_name: String,
    pub(super) main: String,
    pub(super) footnotes: Notes,
    pub(super) endnotes: Notes,
    pub(super) comments: Notes,
    pub(super) styles: Styles,
    pub(super) lists_xml: Option<(String, String)>,
    pub(super) title: Option<String>,
}

impl Parts {
    pub(super) fn read(path: &str, package: &mut Package<'_>) -> Result<Self, ReadError> {
        let relations = |package: &mut Package<'_>, of: &str| -> Result<Vec<(String, String)>, ReadError> {
            let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
            let name = format!("{folder}/_rels/{file}.rels");
            let Some(xml) = package.part(&name)? else { return Ok(Vec::new()) };
            targets(&xml, folder).map_err(|wrong| wrong.of(path, "DOCX", &name))
        };
        let target = |relations: &[(String, String)], kind: &str| {
            relations.iter().find(|(k, _)| k == kind).map(|(_, target)| target.clone())
        };
        let root = relations(package, "")?;
        let main_name = target(&root, "officeDocument").unwrap_or_else(|| "word/document.xml".to_owned());
        let main = package.needed(&main_name)?;
        let mut out = Self { main_name, main, ..Self::default() };
        let own = relations(package, &out.main_name)?;
        let mut notes = |kind: &str, element: &str| -> Result<Notes, ReadError> {
            let Some(name) = target(&own, kind) else { return Ok(Notes::default()) };
            let Some(xml) = package.part(&name)? else { return Ok(Notes::default()) };
            Notes::read(name.clone(), xml, element).map_err(|wrong| wrong.of(path, "DOCX", &name))
        };
        out.footnotes = notes("footnotes", "footnote")?;
        out.endnotes = notes("endnotes", "endnote")?;
        out.comments = notes("comments", "comment")?;
        if let Some(name) = target(&own, "styles")
            && let Some(xml) = package.part(&name)?
        {
            out.styles = Styles::read(&xml).map_err(|wrong| wrong.of(path, "DOCX", &name))?;
        }
        if let Some(name) = target(&own, "numbering")
            && let Some(xml) = package.part(&name)?
        {
            out.lists_xml = Some((name, xml));
        }
        let core = target(&root, "core-properties").unwrap_or_else(|| "docProps/core.xml".to_owned());
        if let Some(xml) = package.part(&core)? {
            out.title = title(&xml).map_err(|wrong| wrong.of(path, "DOCX", &core))?;
        }
        Ok(out)
    }

    /// The lists, none of them begun.
    pub(super) fn lists(&self, path: &str) -> Result<Lists, ReadError> {
        let Some((name, xml)) = &self.lists_xml else { return Ok(Lists::default()) };
        Lists::read(xml).map_err(|wrong| wrong.of(path, "DOCX", name))
    }
}

/// The kinds of relations, and the parts that they lead to.
pub(super) fn targets(xml: &str, folder: &str) -> Result<Vec<(String, String)>, Malformed> {
    let (mut pull, mut out) = (Pull::new(xml), Vec::new());
    while let Some(token) = pull.next()? {
        let Token::Open(tag) = token else { continue };
        if tag.name != "Relationship" || tag.get("TargetMode").as_deref() == Some("External") {
            continue;
        }
        let kind = tag.get("Type").unwrap_or_default();
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        let target = tag.get("Target").unwrap_or_default();
        let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
        for part in target.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(path.pop()),
                part => path.push(part),
            }
        }
        path.retain(|part| !part.is_empty());
        out.push((kind, path.join("/")));
    }
    Ok(out)
}

/// The title among a document's properties.
fn title(xml: &str) -> Result<Option<String>, Malformed> {
    let mut pull = Pull::new(xml);
    while let Some(token) = pull.next()? {
        if let Token::Open(tag) = token
            && tag.name == "title"
        {
            return Ok(Some(pull.words()?).filter(|title| !title.is_empty() && !title.starts_with("Microsoft Word")));
        }
    }
    Ok(None)
}
