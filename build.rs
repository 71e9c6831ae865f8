//! Packs the tables of `corpus/authorities/` into the form that `src/authority/` opens without decoding:
//! for each table the rows as they are, an array of row offsets, and a finite-state map from key to rows.

#![allow(clippy::unwrap_used, reason = "a build that cannot read its own tables has to stop")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/text/fold.rs"]
mod fold;

fn main() {
    println!("cargo::rerun-if-changed=corpus/authorities");
    println!("cargo::rerun-if-changed=src/text/fold.rs");
    println!("cargo::rerun-if-changed=build.rs");
    let from = Path::new("corpus/authorities");
    let to = PathBuf::from(env::var_os("OUT_DIR").unwrap());

    for table in ["executive-orders", "security-council", "public-laws", "usc-sections", "treaties", "bills"] {
        let rows = read(&from.join(format!("{table}.tsv")));
        let keyed = rows.iter().map(|row| (row.split('\t').next().unwrap().to_owned(), row.clone()));
        pack(&to, table, keyed.collect());
    }

    // Orders by title, for those that a text names by nothing else.
    let orders = read(&from.join("executive-orders.tsv"));
    let titled = orders.iter().filter_map(|row| row.rsplit_once('\t').map(|(_, title)| (title, row)));
    let long = titled.filter(|(title, _)| title.len() > 20);
    pack(&to, "executive-orders-by-title", long.map(|(title, row)| (fold::fold(title), row.clone())).collect());

    let laws = read(&from.join("usc-sections.tsv"));
    pack(&to, "law-to-usc", law_to_usc(&laws));
    let names = names(from);
    fs::write(to.join("names-unanchored"), unanchored(&names)).unwrap();
    pack(&to, "names", names);
}

fn read(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(str::to_owned).collect()
}

/// The other direction of the crosswalk: enacting path, with and without the levels above the section, to the
/// U.S. Code. The short key is left out where two sections of one law share a number.
fn law_to_usc(rows: &[String]) -> Vec<(String, String)> {
    let mut short: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut out = Vec::new();
    for row in rows {
        let mut fields = row.split('\t');
        let (section, law) = (fields.next().unwrap(), fields.next().unwrap());
        if law.is_empty() {
            continue;
        }
        let usc = section.replacen('/', "/s", 1);
        let value = format!("{law}\t/us/usc/t{usc}");
        let flat = flatten(law);
        if flat != law {
            short.entry(flat).or_default().push(value.clone());
        }
        out.push((law.to_owned(), value));
    }
    let full: std::collections::BTreeSet<String> = out.iter().map(|(k, _)| k.clone()).collect();
    out.extend(short.into_iter().filter(|(k, v)| v.len() == 1 && !full.contains(k)).map(|(k, mut v)| (k, v.remove(0))));
    out
}

/// A public law's path without division, title and the like above the section.
fn flatten(path: &str) -> String {
    let mut seen = false;
    let keep = path.split('/').enumerate().filter(|(i, part)| {
        let section = part.starts_with('s') && part[1..].starts_with(|c: char| c.is_ascii_digit());
        seen |= section && *i >= 4;
        *i < 5 || seen || section
    });
    keep.map(|(_, part)| part).collect::<Vec<_>>().join("/")
}

/// Every name of an instrument under its folded spelling: the curated table first, then the popular names, then
/// what people write for them without the year (`of 2016`, `, 2013`) where no other entry has that spelling.
fn names(from: &Path) -> Vec<(String, String)> {
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut derived: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in read(&from.join("names-curated.tsv")) {
        let f: Vec<&str> = row.split('\t').chain(std::iter::repeat("")).take(6).collect();
        let line = format!("{}\t{}\t{}\t{}\t1000\t{}\t{}", f[0], f[1], f[2], f[3], f[4], f[5]);
        out.entry(fold::fold(f[0])).or_default().push(line);
    }
    for row in read(&from.join("treaties.tsv")) {
        let f: Vec<&str> = row.split('\t').collect();
        let id = if f[0] == "un-charter" { "/un/charter".to_owned() } else { format!("/treaty/{}", f[0]) };
        for name in std::iter::once(f[1]).chain(f[2].split(';').filter(|n| !n.is_empty())) {
            let line = format!("{name}\t{id}\t{}\t\t1000\t\t", f[3]);
            let key = fold::fold(name);
            if !out.contains_key(&key) {
                out.insert(key.clone(), vec![line.clone()]);
            }
            if name == f[1] && !key.contains("united nations") {
                for prefix in ["united nations ", "u.n. ", "un "] {
                    out.entry(format!("{prefix}{key}")).or_insert_with(|| vec![line.clone()]);
                }
            }
        }
    }
    let curated: std::collections::BTreeSet<String> = out.keys().cloned().collect();
    for row in read(&from.join("names.tsv")) {
        let f: Vec<&str> = row.split('\t').collect();
        let line = format!("{}\t{}\t{}\t\t{}\t{}\t", f[0], f[1], f[2], f[3], f[5]);
        let key = fold::fold(f[0]);
        // A share this low is a printer's error or a later Act of the same name.
        if curated.contains(&key) || f[4].parse::<f32>().is_ok_and(|share| share < 0.3) {
            continue;
        }
        if let Some(bare) = without_year(&key) {
            derived.entry(bare).or_default().push(line.clone());
        }
        out.entry(key).or_default().push(line);
    }
    for (key, lines) in derived {
        out.entry(key).or_insert(lines);
    }
    out.into_iter().flat_map(|(key, lines)| lines.into_iter().map(move |line| (key.clone(), line))).collect()
}

/// The names (acronyms, mostly) that hold none of the words in which names of laws and treaties end; the scan looks
/// for each of them.
fn unanchored(names: &[(String, String)]) -> String {
    const WORDS: [&str; 13] = [
        "act", "acts", "code", "amendments", "resolution", "law", "convention", "covenant", "treaty", "protocol", "statute",
        "declaration", "charter",
    ];
    let holds = |key: &str| key.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word));
    let mut out: Vec<&str> = names.iter().filter(|(key, _)| !holds(key)).filter_map(|(_, row)| row.split('\t').next()).collect();
    out.dedup();
    out.join("\n")
}

fn without_year(key: &str) -> Option<String> {
    let (head, year) = key.rsplit_once(' ')?;
    if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let head = head.strip_suffix(" of").or_else(|| head.strip_suffix(','))?;
    (head.split(' ').count() >= 2).then(|| head.to_owned())
}

fn pack(to: &Path, name: &str, mut rows: Vec<(String, String)>) {
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    let (mut text, mut offsets) = (String::new(), Vec::with_capacity(4 * rows.len() + 4));
    let mut keys: Vec<(String, u64)> = Vec::new();
    for (i, (key, row)) in rows.into_iter().enumerate() {
        offsets.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
        text.push_str(&row);
        match keys.last_mut() {
            // The value is the first row's number and, in the low byte, how many rows share the key.
            Some((last, value)) if *last == key => *value += u64::from(*value & 0xff < 0xff),
            _ => keys.push((key, (i as u64) << 8 | 1)),
        }
    }
    offsets.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
    let mut map = fst::MapBuilder::memory();
    for (key, value) in keys {
        map.insert(key, value).unwrap();
    }
    fs::write(to.join(format!("{name}.fst")), map.into_inner().unwrap()).unwrap();
    fs::write(to.join(format!("{name}.offsets")), offsets).unwrap();
    fs::write(to.join(format!("{name}.rows")), text).unwrap();
}
