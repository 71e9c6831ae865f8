//! `pincite explain`: how words are read.

use std::io::Write;

use anyhow::Result;

use super::Outcome;
use super::args::Explain;
use super::session::Session;
use crate::ask::AskError;
use crate::resolve::Context;

pub(super) fn run(session: &Session, args: &Explain) -> Result<Outcome> {
    let text = args.words.join(" ");
    if let Some(rule) = crate::check::rule(text.trim()) {
        let mut out = session.screen();
        let head = format!("# {} {} ({})", rule.code, rule.name, rule.severity.name());
        writeln!(out, "{}\n\n{}", session.style().heading(&head), rule.doc.trim_end())?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    if is_code(text.trim()) {
        let rules = crate::check::RULES.iter().map(|r| format!("{} {}", r.code, r.name)).collect();
        return Err(AskError::NoRule { code: text.trim().to_owned(), rules }.into());
    }
    if let Some(rule) = crate::resolve::rules().find(|rule| rule.name == text.trim()) {
        let mut out = session.screen();
        let head = format!("# {} (a rule of resolution)", rule.name);
        writeln!(out, "{}\n\n{}", session.style().heading(&head), rule.doc)?;
        writeln!(out, "\nOf what rules of its class give, {:.0} in a hundred are right.", rule.precision * 100.0)?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let resolver = session.desk()?.resolver();
    let context = Context { date: args.as_of.as_deref(), ..Context::default() };
    let mentions = resolver.resolve(&text, context);
    let style = session.style();
    let mut out = session.screen();
    for m in &mentions {
        writeln!(out, "{}", style.found(m.span.of(&text)))?;
        let say = |label: &str, value: &str| format!("{}  {value}\n", style.dim(&format!("{label:>12}")));
        let mut said = match &m.id {
            Some(id) => say("is", &style.id(id.as_str())),
            None => say("is", &style.warn("not resolved")),
        };
        if let Some(end) = &m.range_end {
            said += &say("through", &style.id(end.as_str()));
        }
        said += &say("form", m.form.name());
        said += &say("because", &m.why);
        if !m.rule.is_empty() {
            said += &say("rule", &m.rule);
        }
        for candidate in &m.candidates {
            said += &say("could be", &style.id(candidate.as_str()));
        }
        if let Some(antecedent) = m.antecedent.and_then(|at| mentions.iter().find(|o| o.span.start == at)) {
            said += &say("points to", antecedent.span.of(&text));
        }
        if let Some(id) = &m.id {
            said += &say("confidence", &format!("{:.2}", m.confidence));
            if let Some(family) = resolver.grammar().family_of(id.as_str()) {
                let family = &resolver.grammar().families[family as usize];
                said += &say("grammar", &format!("{} ({})", family.file, family.name));
            }
            for (other, tie) in resolver.tied(id).iter().skip(1) {
                said += &say("also", &format!("{}  {}", style.id(other.as_str()), style.dim(tie)));
            }
            for note in &resolver.profile(id).notes {
                said += &say("note", note);
            }
        }
        out.write_all(said.as_bytes())?;
    }
    if mentions.is_empty() {
        writeln!(
            out,
            "No citation is recognised in “{text}”.\n`pincite grammar list` shows the forms that are known."
        )?;
    }
    out.flush()?;
    Ok(if mentions.iter().any(|m| m.id.is_some()) { Outcome::Done } else { Outcome::Nothing })
}

/// Whether words are written as the code of a rule: `PC201`.
fn is_code(words: &str) -> bool {
    let number = words.get(..2).filter(|head| head.eq_ignore_ascii_case("PC")).and(words.get(2..));
    number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}
