//! Every example and counter-example of every grammar file is a test, named by its file and line.

use std::path::Path;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use pincite::grammar::{Grammar, GrammarSource};
use pincite::resolve::{Resolver, check_example};

fn main() {
    let arguments = Arguments::from_args();
    let grammar = Grammar::builtin().unwrap_or_else(|e| panic!("{e}"));
    let resolver = Arc::new(Resolver::new(grammar));
    let mut trials = vec![
        Trial::test("every grammar file of the repository is compiled in", all_files_built_in),
        Trial::test("every family has an example and a counter-example", every_family_has_both),
    ];
    for family in &resolver.grammar().families {
        for example in &family.examples {
            let (resolver, example) = (resolver.clone(), example.clone());
            trials.push(Trial::test(example.place.clone(), move || {
                check_example(&resolver, &example)?;
                let Some(cite) = example.cites.first() else { return Ok(()) };
                if let Some(wanted) = &example.text_link {
                    let link = resolver.grammar().text_link(&cite.id.parse()?).unwrap_or_default();
                    if link != *wanted {
                        return Err(format!("the text of {} is at {link}, not {wanted}", cite.id).into());
                    }
                }
                example.link.as_ref().map_or(Ok(()), |wanted| has_link(resolver.grammar(), &cite.id, wanted))
            }));
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn has_link(grammar: &Grammar, id: &str, wanted: &str) -> Result<(), Failed> {
    let link = grammar.link(&id.parse()?).unwrap_or_default();
    if link == wanted { Ok(()) } else { Err(format!("the official page of {id} is {link}, not {wanted}").into()) }
}

fn all_files_built_in() -> Result<(), Failed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar");
    let on_disk = GrammarSource::read_folder(&folder)?;
    let built_in = Grammar::builtin()?;
    let from_disk = Grammar::load(&on_disk)?;
    if built_in.families.len() != from_disk.families.len() {
        return Err("src/grammar/builtin.rs doesn't list every file below grammar/".into());
    }
    Ok(())
}

fn every_family_has_both() -> Result<(), Failed> {
    for family in Grammar::builtin()?.families {
        let counter = family.examples.iter().filter(|e| e.cites.is_empty()).count();
        if counter == 0 || counter == family.examples.len() {
            return Err(format!("{} needs an example and a counter-example", family.file).into());
        }
    }
    Ok(())
}
