//! How well the checker tells right from wrong: provisions of real laws quoted faithfully, quoted with lawful changes, and
//! with one thing made wrong. The texts are read where they lie, outside of the project.

mod support;

use std::collections::HashMap;
use std::fs;
use std::sync::Arc;

use pincite::check::{Finding, Subject, Texts, check};
use pincite::law::{Hints, Law, Part, import};
use pincite::provision::ProvisionId;
use pincite::read::Kind;
use pincite::resolve::{Context, Resolver};
use support::shared;

fn main() {
    support::run!(
        ;
        shared: one_wrong_word_is_found_and_a_faithful_one_is_not,
        a_wrong_day_or_year_beside_a_number_is_found_and_the_right_one_is_not
    )
}

/// Laws in memory.
#[derive(Default)]
struct Held {
    laws: Vec<Arc<Law>>,
    places: HashMap<String, (usize, usize)>,
}

impl Texts for Held {
    fn provision(&self, id: &ProvisionId, _: Option<&str>) -> Option<(Arc<Law>, Part)> {
        let (law, part) = self.places.get(id.flattened().as_str())?;
        Some((self.laws[*law].clone(), self.laws[*law].parts[*part].clone()))
    }
}

impl Held {
    fn add(&mut self, law: Law) {
        let number = self.laws.len();
        for (i, part) in law.parts.iter().enumerate() {
            self.places.entry(part.id.flattened().to_string()).or_insert((number, i));
        }
        self.laws.push(Arc::new(law));
    }
}

/// One provision, how it is cited, and its words.
struct Sample {
    citation: String,
    words: String,
    date: String,
    siblings: Vec<String>,
}

fn samples(resolver: &Resolver) -> (Held, Vec<Sample>) {
    let shared = shared();
    let mut held = Held::default();
    for folder in ["eo", "public-laws", "treaties"] {
        let mut files: Vec<_> =
            fs::read_dir(shared.join("law").join(folder)).into_iter().flatten().flatten().map(|e| e.path()).collect();
        files.sort();
        for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "xml" || e == "md")) {
            let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let hints = Hints { name: name.clone(), ..Hints::default() };
            let bytes = fs::read(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
            import(&bytes, Kind::of(&name), resolver, &hints).into_iter().flatten().for_each(|law| held.add(law));
        }
    }
    let mut out = Vec::new();
    for law in &held.laws {
        let leaves: Vec<&Part> = law
            .parts
            .iter()
            .filter(|p| {
                let inner = law.parts.iter().any(|q| q.start > p.start && q.end <= p.end);
                let words = law.text[p.words..p.end].split_whitespace().count();
                !inner
                    && (12..=70).contains(&words)
                    && !law.text[p.words..p.end].contains(['“', '"', '[', '…', '*', '\n'])
            })
            .collect();
        for part in leaves.iter().step_by(leaves.len().div_ceil(14).max(1)) {
            let Some(citation) = cited(resolver, law, part) else { continue };
            // Only what is cited as it is kept.
            let read = resolver.resolve(&citation, Context::default());
            if read.last().and_then(|m| m.id.as_ref()).map(ProvisionId::flattened) != Some(part.id.flattened()) {
                continue;
            }
            let parent = part.id.parent();
            let siblings = law.parts.iter().filter(|p| p.id.parent() == parent && p.id != part.id);
            out.push(Sample {
                citation,
                words: law.text[part.words..part.end].trim().trim_end_matches(['.', ';', ',', ':']).to_owned(),
                date: if law.from.is_empty() { "2020-01-01".to_owned() } else { law.from.clone() },
                siblings: siblings.filter_map(|p| cited(resolver, law, p)).collect(),
            });
        }
    }
    assert!(!out.is_empty(), "no law below {} gives a sample", shared.display());
    (held, out)
}

/// `section 2(a)(iv) of Executive Order 13722`, `article 7(1) of the Rome Statute`.
fn cited(resolver: &Resolver, law: &Law, part: &Part) -> Option<String> {
    let below = &part.id.as_str()[law.id.as_str().len()..];
    let mut parts = below.split('/').skip(1);
    let first = parts.next()?;
    let marks = parts.fold(String::new(), |marks, m| marks + "(" + m + ")");
    let digits = first.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let number = law.id.parts().next_back()?;
    if let Some(id) = law.id.as_str().strip_prefix("/us/") {
        let instrument = match id.split('/').collect::<Vec<_>>().as_slice() {
            ["eo", number] => format!("Executive Order {number}"),
            ["pl", congress, number] => format!("Public Law {congress}-{number}"),
            _ => return None,
        };
        return first.starts_with('s').then(|| format!("section {digits}{marks} of {instrument}"));
    }
    let name = resolver.registry().names_of(&law.id).into_iter().find(|n| n.contains(' '))?;
    (first.starts_with("art") && !number.is_empty()).then(|| format!("article {digits}{marks} of the {name}"))
}

struct Rate {
    name: &'static str,
    hit: usize,
    of: usize,
    misses: Vec<String>,
}

impl Rate {
    fn new(name: &'static str) -> Self {
        Self { name, hit: 0, of: 0, misses: Vec::new() }
    }

    fn add(&mut self, hit: bool, what: &str) {
        self.of += 1;
        self.hit += usize::from(hit);
        if !hit {
            self.misses.push(what.to_owned());
        }
    }

    fn share(&self) -> f64 {
        self.hit as f64 / self.of.max(1) as f64
    }
}

fn one_wrong_word_is_found_and_a_faithful_one_is_not() {
    let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
    let (held, samples) = samples(&resolver);
    assert!(samples.len() > 300, "only {} provisions", samples.len());
    let find = |text: &str, date: &str| -> Vec<Finding> {
        let mentions = resolver.resolve(text, Context { date: Some(date), ..Context::default() });
        check(&Subject::new(text, Some(date), &mentions, &resolver, &held))
    };
    let codes = |text: &str, date: &str| -> Vec<&str> { find(text, date).iter().map(|f| f.rule.code).collect() };
    let mut faithful = Rate::new("faithful quotations without a finding");
    let mut lawful = Rate::new("lawfully altered quotations without a finding");
    let mut words = Rate::new("one-word changes found (PC201)");
    let mut sibling = Rate::new("words of a sibling paragraph found (PC204)");
    let mut depth = Rate::new("paragraphs that aren't there found (PC102)");
    for s in &samples {
        let sentence = |citation: &str, quoted: &str| format!("As {citation} has it, “{quoted}.” So much for that.\n");
        let text = sentence(&s.citation, &s.words);
        faithful.add(codes(&text, &s.date).is_empty(), &format!("{:?} {text}", codes(&text, &s.date)));
        for altered in lawfully(&s.words) {
            let text = sentence(&s.citation, &altered);
            lawful.add(codes(&text, &s.date).is_empty(), &format!("{:?} {text}", codes(&text, &s.date)));
        }
        for changed in wrongly(&s.words) {
            let text = sentence(&s.citation, &changed);
            words.add(codes(&text, &s.date).contains(&"PC201"), &text);
        }
        if let Some(other) = s.siblings.first() {
            let text = sentence(other, &s.words);
            sibling.add(codes(&text, &s.date).contains(&"PC204"), &format!("{:?} {text}", codes(&text, &s.date)));
        }
        if let Some((head, tail)) = s.citation.split_once(" of ")
            && head.ends_with(')')
        {
            let at = head.rfind('(').unwrap_or(0);
            let mark = if head[at..].bytes().any(|b| b.is_ascii_digit()) { "(97)" } else { "(zz)" };
            let text = format!("See {}{mark} of {tail}.\n", &head[..at]);
            depth.add(codes(&text, &s.date).contains(&"PC102"), &text);
        }
    }
    let rates = [(&faithful, 0.99), (&lawful, 0.99), (&words, 0.995), (&sibling, 0.98), (&depth, 0.99)];
    for (rate, _) in &rates {
        println!("{:50} {} of {} ({:.3})", rate.name, rate.hit, rate.of, rate.share());
    }
    for (rate, least) in rates {
        assert!(
            rate.share() >= least,
            "{}: {:.3} of {}\n{}",
            rate.name,
            rate.share(),
            rate.of,
            rate.misses[..rate.misses.len().min(12)].join("\n")
        );
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn a_wrong_day_or_year_beside_a_number_is_found_and_the_right_one_is_not() {
    let resolver = Resolver::builtin().unwrap_or_else(|e| panic!("{e}"));
    let codes = |text: &str| -> Vec<&str> {
        let mentions = resolver.resolve(text, Context::default());
        let texts = pincite::check::NoTexts;
        check(&Subject::new(text, None, &mentions, &resolver, &texts)).iter().map(|f| f.rule.code).collect()
    };
    let mut right = Rate::new("right dates without a finding");
    let mut wrong = Rate::new("wrong dates found (PC110)");
    for number in (12_000..13_900).step_by(7) {
        let Ok(id) = format!("/us/eo/{number}").parse::<ProvisionId>() else { continue };
        let Some(date) = resolver.registry().facts(&id).map(|f| f.date.to_owned()).filter(|d| d.len() == 10) else {
            continue;
        };
        let part = |from: usize, to: usize| date[from..to].parse::<usize>().unwrap_or(1);
        let (year, month, day) = (part(0, 4), part(5, 7), part(8, 10));
        let text = |year: usize, month: usize, day: usize| {
            format!("Executive Order {number} of {} {day}, {year}, is in force.\n", MONTHS[month - 1])
        };
        right.add(!codes(&text(year, month, day)).contains(&"PC110"), &text(year, month, day));
        for other in [text(year + 1, month, day), text(year, month % 12 + 1, day), text(year, month, day % 28 + 1)] {
            wrong.add(codes(&other).contains(&"PC110"), &other);
        }
    }
    for number in (1000..2700).step_by(11) {
        let Ok(id) = format!("/un/sc/res/{number}").parse::<ProvisionId>() else { continue };
        let Some(date) = resolver.registry().facts(&id).map(|f| f.date).filter(|d| d.len() == 10) else { continue };
        let year: usize = date[..4].parse().unwrap_or(0);
        let text = |year: usize| format!("Security Council resolution {number} ({year}) calls for it.\n");
        right.add(!codes(&text(year)).contains(&"PC110"), &text(year));
        wrong.add(codes(&text(year - 1)).contains(&"PC110"), &text(year - 1));
    }
    for (rate, least) in [(&right, 0.99), (&wrong, 0.99)] {
        println!("{:50} {} of {} ({:.3})", rate.name, rate.hit, rate.of, rate.share());
        assert!(rate.of > 300 && rate.share() >= least, "{}: {:.3}\n{}", rate.name, rate.share(), rate.misses.join(""));
    }
}

/// Changes that a writer may make with a sign: a letter in brackets, a word in brackets, an ellipsis over words that make no
/// exception.
fn lawfully(words: &str) -> Vec<String> {
    let list: Vec<&str> = words.split(' ').collect();
    let mut out = Vec::new();
    if let Some(first) = words.chars().next().filter(char::is_ascii_alphabetic) {
        let other = if first.is_uppercase() { first.to_ascii_lowercase() } else { first.to_ascii_uppercase() };
        out.push(format!("[{other}]{}", &words[1..]));
    }
    let middle = list.len() / 2;
    let hidden = ["except", "unless", "not", "only", "provided", "notwithstanding", "nothing", "neither"];
    if !list[middle..middle + 2].iter().any(|w| hidden.contains(&w.to_lowercase().trim_matches(','))) {
        out.push(format!("{} … {}", list[..middle].join(" "), list[middle + 2..].join(" ")));
    }
    let mut bracketed = list.clone();
    let word = format!("[{}]", list[middle].trim_matches([',', ';']));
    bracketed[middle] = &word;
    out.push(bracketed.join(" "));
    out
}

/// One word made wrong: a modal, a conjunction, a dropped *not*, a number, another noun.
fn wrongly(words: &str) -> Vec<String> {
    let list: Vec<&str> = words.split(' ').collect();
    let mut out = Vec::new();
    let swaps = [("shall", "may"), ("may", "shall"), ("or", "and"), ("and", "or"), ("all", "some"), ("any", "no")];
    for (from, to) in swaps {
        if let Some(at) = list.iter().position(|w| *w == from) {
            let mut changed = list.clone();
            changed[at] = to;
            out.push(changed.join(" "));
        }
    }
    if let Some(at) = list.iter().position(|w| *w == "not") {
        let mut changed = list.clone();
        changed.remove(at);
        out.push(changed.join(" "));
    }
    if let Some(at) = list.iter().position(|w| w.bytes().all(|b| b.is_ascii_digit()) && !w.is_empty()) {
        let mut changed = list.clone();
        let other = format!("{}7", changed[at]);
        changed[at] = &other;
        out.push(changed.join(" "));
    }
    let middle = (1..list.len() - 1).find(|i| list[*i].len() > 6 && list[*i].bytes().all(|b| b.is_ascii_lowercase()));
    if let Some(at) = middle {
        let mut changed = list.clone();
        changed[at] = "windmill";
        out.push(changed.join(" "));
    }
    out
}
