//! The pitfalls of tests/pitfalls.toml, each a test named by its number.

use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use pincite::resolve::{Context, Resolver};
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    number: u32,
    text: String,
    #[serde(default)]
    date: Option<String>,
    cites: Vec<Vec<String>>,
}

fn main() {
    let arguments = Arguments::from_args();
    let cases: Cases = toml::from_str(include_str!("pitfalls.toml")).unwrap_or_else(|e| panic!("{e}"));
    let resolver = Arc::new(Resolver::builtin().unwrap_or_else(|e| panic!("{e}")));
    let trial = |case: Case| {
        let resolver = resolver.clone();
        Trial::test(format!("pitfall {}", case.number), move || check(&resolver, &case))
    };
    libtest_mimic::run(&arguments, cases.case.into_iter().map(trial).collect()).exit();
}

fn check(resolver: &Resolver, case: &Case) -> Result<(), Failed> {
    let context = Context { date: case.date.as_deref(), ..Context::default() };
    let found: Vec<Vec<String>> = resolver
        .resolve(&case.text, context)
        .iter()
        .map(|m| {
            let words = m.span.of(&case.text).to_owned();
            let id = m.id.as_ref().map(ToString::to_string).unwrap_or_default();
            [words, id].into_iter().chain(m.range_end.as_ref().map(ToString::to_string)).collect()
        })
        .collect();
    if found == case.cites {
        return Ok(());
    }
    Err(format!("in {:?}\nwanted {:#?}\nfound {found:#?}", case.text, case.cites).into())
}
