//! The pitfalls of tests/pitfalls.toml, each a test named by its number, and the cases of tests/scope.toml by their names.

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
    #[serde(default)]
    number: u32,
    #[serde(default)]
    name: String,
    text: String,
    #[serde(default)]
    date: Option<String>,
    cites: Vec<Vec<String>>,
}

fn main() {
    let arguments = Arguments::from_args();
    let cases = |text| toml::from_str::<Cases>(text).unwrap_or_else(|e| panic!("{e}")).case;
    let (pitfalls, scopes) = (cases(include_str!("pitfalls.toml")), cases(include_str!("scope.toml")));
    let resolver = Arc::new(Resolver::builtin().unwrap_or_else(|e| panic!("{e}")));
    let trial = |case: Case| {
        let resolver = resolver.clone();
        let name =
            if case.name.is_empty() { format!("pitfall {}", case.number) } else { format!("scope: {}", case.name) };
        Trial::test(name, move || check(&resolver, &case))
    };
    libtest_mimic::run(&arguments, pitfalls.into_iter().chain(scopes).map(trial).collect()).exit();
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
