//! Packs the tables of `corpus/authorities/` into the form that `src/registry/` opens without decoding:
//! for each table the rows as they are, an array of row offsets, and a finite-state map from key to rows.

#![allow(
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a build that cannot read its own tables has to stop; fold.rs is the library's"
)]

use std::collections::BTreeMap;
use std::io::Read;
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

    let facts = facts(from);
    // By title too, for instruments that a text names by nothing else.
    let titled = facts.iter().filter_map(|(id, row)| {
        let title = row.split('\t').next().filter(|title| title.len() > 20)?;
        Some((fold::fold(title), format!("{id}\t{title}")))
    });
    pack(&to, "titles", titled.filter(|(_, row)| row.starts_with("/us/eo/")).collect());
    pack(&to, "crosswalk", crosswalk(&facts));
    pack(&to, "facts", facts);

    paths(from, &to);

    let names = names(from);
    fs::write(to.join("names-unanchored"), unanchored(&names)).unwrap();
    fs::write(to.join("names-beginnings"), beginnings(&names)).unwrap();
    pack(&to, "names", names);
}

/// Every provision that is known to exist, as a finite-state set: a path is there or not.
fn paths(from: &Path, to: &Path) {
    let mut text = String::new();
    let file = fs::File::open(from.join("usc-paths.txt.gz")).unwrap();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    let mut set = fst::SetBuilder::memory();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines.dedup();
    for line in lines {
        set.insert(line).unwrap();
    }
    fs::write(to.join("paths.fst"), set.into_inner().unwrap()).unwrap();
}

fn read(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(str::to_owned).collect()
}

/// Everything known by id, from every table whose first column is one; the columns that a table lacks are empty.
fn facts(from: &Path) -> Vec<(String, String)> {
    const COLUMNS: [&str; 13] = [
        "title",
        "date",
        "page",
        "by",
        "parts",
        "revoked",
        "source",
        "became",
        "note",
        "moved",
        "amended",
        "superseded",
        "volume",
    ];
    let mut out = Vec::new();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "tsv") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let header: Vec<&str> = text.lines().next().unwrap_or("").trim_start_matches("# ").split('\t').collect();
        if header[0] != "id" {
            continue;
        }
        let places: Vec<Option<usize>> = COLUMNS.iter().map(|c| header.iter().position(|h| h == c)).collect();
        for row in read(&path) {
            let fields: Vec<&str> = row.split('\t').collect();
            let at = |place: &Option<usize>| place.and_then(|p| fields.get(p).copied()).unwrap_or("");
            out.push((fields[0].to_owned(), places.iter().map(at).collect::<Vec<_>>().join("\t")));
        }
    }
    out.sort();
    out
}

/// The crosswalk, both ways: a section of a code to the law's section that enacted it, and the law's section, with and
/// without the levels above it, to the code. A law's short path is left out where two of its sections share a number.
fn crosswalk(facts: &[(String, String)]) -> Vec<(String, String)> {
    let mut short: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut out = Vec::new();
    for (id, row) in facts {
        let source = row.split('\t').nth(6).unwrap_or("");
        if source.is_empty() {
            continue;
        }
        // Only a whole section: what a paragraph enacted is numbered otherwise.
        let last = source.rsplit('/').next().unwrap_or("");
        if last.starts_with('s') && last[1..].starts_with(|c: char| c.is_ascii_digit()) {
            out.push((id.clone(), source.to_owned()));
        }
        let flat = flatten(source);
        if flat != source {
            short.entry(flat).or_default().push(id.clone());
        }
        out.push((source.to_owned(), id.clone()));
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
        let f: Vec<&str> = row.split('\t').chain(std::iter::repeat("")).take(5).collect();
        for name in std::iter::once(f[1]).chain(f[4].split(';').filter(|n| !n.is_empty())) {
            let line = format!("{name}\t{}\t{}\t\t1000\t\t", f[0], f[2]);
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
    // A British Act is known by its name with the year, and by nothing less.
    for row in read(&from.join("uk-acts.tsv")) {
        let f: Vec<&str> = row.split('\t').collect();
        let line = format!("{}\t{}\t{}\t\t10\t\t", f[1], f[0], f[2]);
        out.entry(fold::fold(f[1])).or_insert_with(|| vec![line]);
    }
    // Apostrophes come and go between two spellings of a name; the walk along a text passes over them too.
    let spelled = out.into_iter().map(|(key, lines)| (key.replace('\'', ""), lines));
    spelled.flat_map(|(key, lines)| lines.into_iter().map(move |line| (key.clone(), line))).collect()
}

/// The names (acronyms, mostly) that hold none of the words in which names of laws and treaties end; the scan looks
/// for each of them.
fn unanchored(names: &[(String, String)]) -> String {
    const WORDS: [&str; 13] = [
        "act",
        "acts",
        "code",
        "amendments",
        "resolution",
        "law",
        "convention",
        "covenant",
        "treaty",
        "protocol",
        "statute",
        "declaration",
        "charter",
    ];
    let holds = |key: &str| key.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word));
    let mut out: Vec<&str> =
        names.iter().filter(|(key, _)| !holds(key)).filter_map(|(_, row)| row.split('\t').next()).collect();
    out.dedup();
    out.join("\n")
}

/// Which three letters a name can begin with, five bits each: most words begin none.
fn beginnings(names: &[(String, String)]) -> [u8; 4096] {
    let mut bits = [0; 4096];
    for (key, _) in names {
        let byte = |i: usize| usize::from(key.as_bytes().get(i).copied().unwrap_or(0) & 31);
        let index = byte(0) << 10 | byte(1) << 5 | byte(2);
        bits[index >> 3] |= 1 << (index & 7);
    }
    bits
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
