//! Lists of sanctioned persons that a user imports: OFAC's SDN list (XML, CSV) and the UN's consolidated list (XML).

use quick_xml::Reader;
use quick_xml::events::Event;
use serde::{Deserialize, Serialize};

/// One entry of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The name, as texts write it.
    pub name: String,
    /// `person`, `company` or `organisation`.
    pub kind: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Which list: `OFAC` or `UN`.
    pub list: String,
    /// The programmes under which it is listed.
    pub programs: Vec<String>,
    /// Since when, where the list says.
    pub listed_on: String,
}

/// Why a file is no such list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAList {
    /// XML that can't be read.
    #[error("byte {at}: {reason}")]
    Malformed {
        /// Where.
        at: u64,
        /// What is wrong there.
        reason: String,
    },
    /// Something else.
    #[error("it is neither OFAC's list (sdn.xml, consolidated.xml, sdn.csv) nor the UN's (XML)")]
    Unknown,
    /// A line of a CSV that can't be read.
    #[error("line {line}: {reason}")]
    Row {
        /// Which line, from one.
        line: u64,
        /// What is wrong there.
        reason: String,
    },
}

/// Reads a list, told by what it holds.
///
/// # Errors
///
/// Why it is none.
pub fn read_list(bytes: &[u8]) -> Result<Vec<Listed>, NotAList> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let head = &text[..text.char_indices().nth(3000).map_or(text.len(), |(at, _)| at)];
    let entries = if head.contains("<sdnList") {
        xml(text, &OFAC)?
    } else if head.contains("<CONSOLIDATED_LIST") {
        xml(text, &UN)?
    } else if head
        .lines()
        .next()
        .is_some_and(|l| l.split(',').count() >= 10 && l.starts_with(|c: char| c.is_ascii_digit()))
    {
        csv(text)?
    } else {
        return Err(NotAList::Unknown);
    };
    if entries.is_empty() { Err(NotAList::Unknown) } else { Ok(entries) }
}

/// How a list's XML is called.
struct Shape {
    list: &'static str,
    entries: &'static [&'static str],
    /// Parts of a name, in the order of speech.
    name: &'static [&'static str],
    alias: &'static [&'static str],
    alias_name: &'static [&'static str],
    program: &'static str,
    kind: &'static str,
    listed_on: &'static str,
    persons: &'static [&'static str],
}

const OFAC: Shape = Shape {
    list: "OFAC",
    entries: &["sdnEntry"],
    name: &["firstName", "lastName"],
    alias: &["aka"],
    alias_name: &["firstName", "lastName"],
    program: "program",
    kind: "sdnType",
    listed_on: "",
    persons: &["Individual"],
};

const UN: Shape = Shape {
    list: "UN",
    entries: &["INDIVIDUAL", "ENTITY"],
    name: &["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"],
    alias: &["INDIVIDUAL_ALIAS", "ENTITY_ALIAS"],
    alias_name: &["ALIAS_NAME"],
    program: "UN_LIST_TYPE",
    kind: "",
    listed_on: "LISTED_ON",
    persons: &["INDIVIDUAL"],
};

fn xml(text: &str, shape: &Shape) -> Result<Vec<Listed>, NotAList> {
    let mut reader = Reader::from_str(text);
    let (mut out, mut entry, mut path): (Vec<Listed>, Option<Draft>, Vec<String>) = (Vec::new(), None, Vec::new());
    let mut words = String::new();
    loop {
        let at = reader.buffer_position();
        let event = reader.read_event().map_err(|e| NotAList::Malformed { at, reason: e.to_string() })?;
        match event {
            Event::Start(start) => {
                let name = local(start.name().as_ref());
                if shape.entries.contains(&name.as_str()) {
                    entry = Some(Draft { root: name.clone(), ..Draft::default() });
                } else if shape.alias.contains(&name.as_str())
                    && let Some(entry) = &mut entry
                {
                    entry.aliases.push(vec![String::new(); shape.alias_name.len()]);
                }
                path.push(name);
                words.clear();
            }
            Event::Text(part) => words.push_str(part.as_ref()),
            Event::GeneralRef(reference) => {
                let name: &str = reference.as_ref();
                words.push_str(match name {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "apos" => "'",
                    "quot" => "\"",
                    _ => " ",
                });
            }
            Event::End(_) => {
                let name = path.pop().unwrap_or_default();
                let value = words.split_whitespace().collect::<Vec<_>>().join(" ");
                words.clear();
                if let Some(draft) = &mut entry {
                    let within_alias = path.iter().any(|p| shape.alias.contains(&p.as_str()));
                    draft.take(shape, &name, &value, within_alias, path.last().map_or("", String::as_str));
                    if shape.entries.contains(&name.as_str()) {
                        out.extend(entry.take().and_then(|d| d.finish(shape)));
                    }
                }
            }
            Event::Eof => return Ok(out),
            _ => {}
        }
    }
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_owned()
}

/// An entry being read.
#[derive(Default)]
struct Draft {
    root: String,
    name: Vec<(usize, String)>,
    aliases: Vec<Vec<String>>,
    programs: Vec<String>,
    kind: String,
    listed_on: String,
}

impl Draft {
    fn take(&mut self, shape: &Shape, name: &str, value: &str, within_alias: bool, parent: &str) {
        if value.is_empty() {
            return;
        }
        if within_alias {
            if let (Some(at), Some(alias)) = (shape.alias_name.iter().position(|n| *n == name), self.aliases.last_mut())
            {
                value.clone_into(&mut alias[at]);
            }
        } else if let Some(at) = shape.name.iter().position(|n| *n == name && shape.entries.contains(&parent)) {
            self.name.push((at, value.to_owned()));
        } else if name == shape.program {
            self.programs.push(value.to_owned());
        } else if name == shape.kind {
            value.clone_into(&mut self.kind);
        } else if name == shape.listed_on {
            value.get(..10).unwrap_or(value).clone_into(&mut self.listed_on);
        }
    }

    fn finish(mut self, shape: &Shape) -> Option<Listed> {
        self.name.sort();
        let joined = self.name.iter().map(|(_, part)| part.as_str()).collect::<Vec<_>>().join(" ");
        let person = shape.persons.contains(&self.kind.as_str()) || shape.persons.contains(&self.root.as_str());
        let aliases = self
            .aliases
            .iter()
            .map(|parts| parts.iter().filter(|p| !p.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" "));
        listed(&joined, person, aliases, shape.list, self.programs, self.listed_on)
    }
}

/// OFAC's sdn.csv: number, name, type, programme, …; `-0-` is nothing.
fn csv(text: &str) -> Result<Vec<Listed>, NotAList> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut out = Vec::new();
    for (i, record) in reader.records().enumerate() {
        let record = record.map_err(|e| NotAList::Row { line: i as u64 + 1, reason: e.to_string() })?;
        let field = |n: usize| record.get(n).map(str::trim).filter(|f| *f != "-0-").unwrap_or("");
        let person = field(2) == "individual";
        // `KIM, Jong Un` is said the other way round.
        let name = match field(1).split_once(", ").filter(|_| person) {
            Some((last, first)) => format!("{first} {last}"),
            None => field(1).to_owned(),
        };
        let aliases = field(11).split(';').filter_map(|part| {
            let part = part.trim().trim_end_matches('.');
            let name = part.strip_prefix("a.k.a. ").or_else(|| part.strip_prefix("alt. a.k.a. "))?;
            Some(name.trim_matches(['\'', '"', '“', '”']).to_owned())
        });
        let programs =
            field(3).split(']').map(|p| p.trim_matches(['[', ' ', ']']).to_owned()).filter(|p| !p.is_empty());
        out.extend(listed(&name, person, aliases, "OFAC", programs.collect(), String::new()));
    }
    Ok(out)
}

fn listed(
    name: &str,
    person: bool,
    aliases: impl Iterator<Item = String>,
    list: &str,
    programs: Vec<String>,
    listed_on: String,
) -> Option<Listed> {
    let name = as_written(name);
    if name.is_empty() {
        return None;
    }
    let mut aliases: Vec<String> = aliases.map(|a| as_written(&a)).filter(|a| !a.is_empty() && *a != name).collect();
    aliases.sort();
    aliases.dedup();
    let kind = if person { "person" } else { "company" };
    Some(Listed { name, kind: kind.to_owned(), aliases, list: list.to_owned(), programs, listed_on })
}

/// A name in capitals as texts write it: `KOREA RUNGRADO GENERAL TRADING CORPORATION`.
fn as_written(name: &str) -> String {
    let small = ["of", "for", "and", "the", "de", "la", "al"];
    let word = |(i, word): (usize, &str)| {
        let shouted = word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase);
        let vowels = word.chars().any(|c| "AEIOUYaeiouy".contains(c));
        if !shouted || !vowels {
            return word.to_owned();
        }
        let lower = word.to_lowercase();
        if i > 0 && small.contains(&lower.as_str()) {
            return lower;
        }
        let mut up = true;
        lower
            .chars()
            .map(|c| {
                let c = if up { c.to_uppercase().next().unwrap_or(c) } else { c };
                up = matches!(c, '-' | '(' | '.' | '/');
                c
            })
            .collect()
    };
    name.split_whitespace().enumerate().map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{as_written, read_list};

    #[test]
    fn lists_are_told_by_what_they_hold() {
        let ofac = r#"<?xml version="1.0"?><sdnList><sdnEntry><uid>1</uid><firstName>Ann</firstName><lastName>WEAVER</lastName><sdnType>Individual</sdnType><programList><program>DPRK3</program></programList><akaList><aka><lastName>WEBSTER</lastName><firstName>Ann</firstName></aka></akaList></sdnEntry><sdnEntry><lastName>HARBOUR &amp; SONS TRADING CORPORATION</lastName><sdnType>Entity</sdnType></sdnEntry></sdnList>"#;
        let found = read_list(ofac.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!((found[0].name.as_str(), found[0].kind.as_str()), ("Ann Weaver", "person"));
        assert_eq!(
            (found[0].aliases.as_slice(), found[0].programs.as_slice()),
            (&["Ann Webster".to_owned()][..], &["DPRK3".to_owned()][..])
        );
        assert_eq!(found[1].name, "Harbour & Sons Trading Corporation");
        let un = "<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><FIRST_NAME>ANN</FIRST_NAME><SECOND_NAME>WEAVER</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><LISTED_ON>2016-03-02</LISTED_ON><INDIVIDUAL_ALIAS><ALIAS_NAME>Anna Weaver</ALIAS_NAME></INDIVIDUAL_ALIAS></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>";
        let found = read_list(un.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!((found[0].name.as_str(), found[0].listed_on.as_str()), ("Ann Weaver", "2016-03-02"));
        let csv =
            "36,\"HARBOUR AIRLINES\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"a.k.a. 'HARBOUR AIR'.\"\n";
        let found = read_list(csv.as_bytes()).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(
            (found[0].name.as_str(), found[0].aliases.as_slice()),
            ("Harbour Airlines", &["Harbour Air".to_owned()][..])
        );
        assert!(read_list(b"<html></html>").is_err());
        assert!(read_list(b"<sdnList><sdnEntry></sdnList>").is_err());
    }

    #[test]
    fn names_in_capitals_are_written_as_texts_have_them() {
        assert_eq!(
            as_written("KOREA GENERAL CORPORATION FOR EXTERNAL CONSTRUCTION"),
            "Korea General Corporation for External Construction"
        );
        assert_eq!(as_written("YUN Byung-se"), "Yun Byung-se");
    }
}
