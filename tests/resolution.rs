//! The cases of tests/resolution.toml: what each rule of resolution decides, and what it must leave.

use std::fmt::Write as _;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use pincite::resolve::{Context, Resolver, rules};
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    rule: String,
    /// Whether the rule must have no mention in the text.
    #[serde(default)]
    leaves: bool,
    text: String,
    #[serde(default)]
    date: Option<String>,
    /// The words of a mention that the rule decides, and the id that it gives; empty for none.
    #[serde(default)]
    words: String,
    #[serde(default)]
    id: String,
}

fn main() {
    let arguments = Arguments::from_args();
    let cases = toml::from_str::<Cases>(include_str!("resolution.toml")).unwrap_or_else(|e| panic!("{e}")).case;
    let resolver = Arc::new(Resolver::builtin().unwrap_or_else(|e| panic!("{e}")));
    let mut trials = Vec::new();
    for rule in rules() {
        let of = |leaves: bool| cases.iter().any(|c| c.rule == rule.name && c.leaves == leaves);
        let (decides, leaves, documented) = (of(false), of(true), rule.doc.len() > 40);
        trials.push(Trial::test(format!("{} is documented and has both cases", rule.name), move || {
            match (documented, decides, leaves) {
                (true, true, true) => Ok(()),
                _ => {
                    Err(format!("documented: {documented}; a case it decides: {decides}; one it leaves: {leaves}")
                        .into())
                }
            }
        }));
    }
    let known: Vec<&str> = rules().map(|rule| rule.name).collect();
    for (number, case) in cases.into_iter().enumerate() {
        let is_known = known.contains(&case.rule.as_str());
        let verb = if case.leaves { "leaves" } else { "decides" };
        let resolver = resolver.clone();
        trials.push(Trial::test(format!("{} {verb} (case {})", case.rule, number + 1), move || {
            if is_known { check(&resolver, &case) } else { Err(format!("there is no rule {}", case.rule).into()) }
        }));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn check(resolver: &Resolver, case: &Case) -> Result<(), Failed> {
    let context = Context { date: case.date.as_deref(), guess: true, ..Context::default() };
    let mentions = resolver.resolve(&case.text, context);
    let by_rule = |m: &&pincite::resolve::Mention| m.rule == case.rule;
    let right = if case.leaves {
        !mentions.iter().any(|m| by_rule(&m))
    } else {
        mentions
            .iter()
            .filter(by_rule)
            .any(|m| m.span.of(&case.text) == case.words && m.id.as_ref().map_or("", |id| id.as_str()) == case.id)
    };
    if right {
        return Ok(());
    }
    let mut message = format!("in {:?}\nfound\n", case.text);
    for m in &mentions {
        let id = m.id.as_ref().map_or("", |id| id.as_str());
        let _ = writeln!(message, "  {:?} = {id:?} by {} ({})", m.span.of(&case.text), m.rule, m.why);
    }
    Err(message.into())
}
