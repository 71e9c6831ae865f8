//! `pincite grammar`: the families known, and grammar files tested by their own examples.

use std::io::Write;

use anyhow::Result;
use serde_json::json;

use super::Outcome;
use super::args::{Format, GrammarVerb};
use super::session::Session;
use crate::grammar::Grammar;
use crate::resolve::{Resolver, check_example};

pub(super) fn run(session: &Session, verb: GrammarVerb) -> Result<Outcome> {
    match verb {
        GrammarVerb::List { format } => list(session, format),
        GrammarVerb::Test { path } => test(session, path.as_deref()),
    }
}

fn list(session: &Session, format: Format) -> Result<Outcome> {
    let resolver = session.desk()?.resolver();
    let grammar = resolver.grammar();
    let style = session.style();
    let mut out = session.screen();
    for family in &grammar.families {
        let forms: Vec<&str> = family.forms.iter().map(|f| f.source.as_str()).collect();
        let ladder: Vec<&str> = grammar.ladders[family.ladder]
            .rungs
            .iter()
            .map(|r| grammar.levels[r.level as usize].name.as_str())
            .collect();
        if format == Format::Human {
            writeln!(out, "{}  {}  {}", style.heading(&family.key), family.name, style.dim(&family.file))?;
            writeln!(out, "    {} {}", style.dim("ids   "), style.id(&family.id_prefixes.join(" ")))?;
            writeln!(
                out,
                "    {} {}",
                style.dim("levels"),
                if ladder.is_empty() { "none".to_owned() } else { ladder.join(" › ") }
            )?;
            for (i, form) in forms.iter().enumerate() {
                writeln!(out, "    {} {form}", style.dim(if i == 0 { "forms " } else { "      " }))?;
            }
            writeln!(out, "    {} {}", style.dim("tests "), family.examples.len())?;
        } else {
            writeln!(
                out,
                "{}",
                json!({"family": family.key, "name": family.name, "file": family.file, "ids": family.id_prefixes, "levels": ladder, "forms": forms, "examples": family.examples.len()})
            )?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn test(session: &Session, path: Option<&std::path::Path>) -> Result<Outcome> {
    let grammar = match path.or(session.global.grammar.as_deref()) {
        Some(path) => Grammar::with_folder(path)?,
        None => Grammar::builtin()?,
    };
    let resolver = Resolver::new(grammar);
    let style = session.style();
    let mut out = session.screen();
    let (mut passed, mut failed) = (0, 0);
    for family in &resolver.grammar().families {
        for example in &family.examples {
            match check_example(&resolver, example) {
                Ok(()) => passed += 1,
                Err(why) => {
                    failed += 1;
                    writeln!(out, "{} {}\n{why}\n", style.warn("failed"), example.place)?;
                }
            }
        }
    }
    writeln!(out, "{} families, {passed} examples passed, {failed} failed", resolver.grammar().families.len())?;
    out.flush()?;
    Ok(if failed == 0 { Outcome::Done } else { Outcome::Nothing })
}
