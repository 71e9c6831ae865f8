//! Packs the tables of `corpus/authorities/` into the form that the registry opens without decoding: for each table the rows
//! as they are, an array of row offsets, and a finite-state map from key to rows. `build.rs` runs it; the library tests it.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::io::Read;
use std::path::Path;

use super::columns::COLUMNS;
use super::{flat, fold};

/// Keys and rows.
type Rows = Vec<(String, String)>;
type Done<T> = Result<T, Box<dyn Error>>;

/// Packs the tables of a folder into another. `grammar` is where the families say in which words names of laws end.
pub(super) fn pack_all(from: &Path, grammar: &Path, to: &Path) -> Done<()> {
    let packing = Packing::read(&table(&from.join("packing.tsv"))?);
    let facts = facts(from)?;
    let by_title = |row: &str| packing.by_title.iter().any(|beginning| row.starts_with(beginning));
    let titled = facts.iter().filter_map(|(id, row)| {
        let short = packing.by_short_title.iter().any(|beginning| id.starts_with(beginning));
        let title = row.split('\t').next().filter(|title| title.len() > 20 || short && title.len() > 3)?;
        Some((fold(title), format!("{id}\t{title}")))
    });
    pack(to, "by-title", titled.filter(|(_, row)| by_title(row)).collect())?;
    pack(to, "crosswalk", crosswalk(&facts)?)?;
    pack(to, "facts", facts)?;
    set_of(&from.join("usc-paths.txt.gz"), &to.join("paths.fst"))?;
    set_of(&from.join("cfr-sections.txt.gz"), &to.join("section-set.fst"))?;
    for name in ["numbered", "sections-gone", "cfr-coverage", "register-days", "section-names", "sections-amended"] {
        let rows = table(&from.join(format!("{name}.tsv")))?;
        let keyed = rows.iter().filter_map(|r| r.split_once('\t')).map(|(key, row)| (key.to_owned(), row.to_owned()));
        pack(to, name, keyed.collect())?;
    }

    let named = |name: &str| table(&from.join(name));
    let tables = NameTables {
        curated: named("names-curated.tsv")?,
        treaties: named("treaties.tsv")?,
        popular: named("names.tsv")?,
        by_year: named("uk-acts.tsv")?,
    };
    let names = names(&tables, &packing);
    // Instruments that names say are there, whether or not anything else is known of them.
    let named: BTreeSet<&str> = names.iter().filter_map(|(_, row)| row.split('\t').nth(1)?.split(' ').next()).collect();
    let mut set = fst::SetBuilder::memory();
    set.extend_iter(named)?;
    fs::write(to.join("named.fst"), set.into_inner()?)?;
    fs::write(to.join("names-unanchored"), unanchored(&names, &name_words(grammar)?))?;
    fs::write(to.join("names-beginnings"), beginnings(&names))?;
    pack(to, "names", names)
}

/// The tables that have names, by how names are taken from them.
#[derive(Default)]
struct NameTables {
    curated: Vec<String>,
    treaties: Vec<String>,
    popular: Vec<String>,
    /// Of instruments that are known by their title with its year, and by nothing less.
    by_year: Vec<String>,
}

/// What `packing.tsv` says.
#[derive(Default)]
struct Packing {
    by_title: Vec<String>,
    /// Of which a title may be a single word.
    by_short_title: Vec<String>,
    treaty_prefixes: Vec<String>,
}

impl Packing {
    fn read(rows: &[String]) -> Self {
        let of = |what: &str| -> Vec<String> {
            rows.iter()
                .filter_map(|r| r.split_once('\t'))
                .filter(|(w, _)| *w == what)
                .map(|(_, v)| v.to_owned())
                .collect()
        };
        Self { by_title: of("by-title"), by_short_title: of("by-short-title"), treaty_prefixes: of("treaty-prefix") }
    }
}

/// The rows of a table, without its remarks.
fn table(path: &Path) -> Done<Vec<String>> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(str::to_owned).collect())
}

/// Ids that are known to exist, as a finite-state set: one is there or not.
fn set_of(from: &Path, to: &Path) -> Done<()> {
    let mut text = String::new();
    flate2::read::GzDecoder::new(fs::File::open(from)?).read_to_string(&mut text)?;
    let lines: BTreeSet<&str> = text.lines().collect();
    let mut set = fst::SetBuilder::memory();
    set.extend_iter(lines)?;
    Ok(fs::write(to, set.into_inner()?)?)
}

/// Everything known by id, from every table whose first column is one; the columns that a table lacks are empty.
fn facts(from: &Path) -> Done<Rows> {
    let mut out = Vec::new();
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        if path.extension().is_none_or(|e| e != "tsv") {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        let header: Vec<&str> = text.lines().next().unwrap_or("").trim_start_matches("# ").split('\t').collect();
        if header[0] != "id" {
            continue;
        }
        let places: Vec<Option<usize>> = COLUMNS.iter().map(|c| header.iter().position(|h| h == c)).collect();
        for row in table(&path)? {
            let fields: Vec<&str> = row.split('\t').collect();
            let at = |place: &Option<usize>| place.and_then(|p| fields.get(p).copied()).unwrap_or("");
            out.push((fields[0].to_owned(), places.iter().map(at).collect::<Vec<_>>().join("\t")));
        }
    }
    out.sort();
    Ok(out)
}

/// The crosswalk, both ways: a section of a code to the law's section that enacted it, and the law's section, with and
/// without the levels above it, to the code. A law's short path is left out where two of its sections share a number.
fn crosswalk(facts: &[(String, String)]) -> Done<Rows> {
    let column = COLUMNS.iter().position(|c| *c == "source").ok_or("no column of sources")?;
    let mut short: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut out = Vec::new();
    for (id, row) in facts {
        let source = row.split('\t').nth(column).unwrap_or("");
        if source.is_empty() {
            continue;
        }
        // Only a whole section: what a paragraph enacted is numbered otherwise.
        let last = source.rsplit('/').next().unwrap_or("");
        if last.starts_with('s') && last[1..].starts_with(|c: char| c.is_ascii_digit()) {
            out.push((id.clone(), source.to_owned()));
        }
        let flat = flat(source);
        if flat != source {
            short.entry(flat).or_default().push(id.clone());
        }
        out.push((source.to_owned(), id.clone()));
    }
    let full: BTreeSet<String> = out.iter().map(|(k, _)| k.clone()).collect();
    out.extend(short.into_iter().filter(|(k, v)| v.len() == 1 && !full.contains(k)).map(|(k, mut v)| (k, v.remove(0))));
    Ok(out)
}

/// Every name of an instrument under its folded spelling: the curated table first, then the popular names, then
/// what people write for them without the year (`of 2016`, `, 2013`) where no other entry has that spelling.
fn names(tables: &NameTables, packing: &Packing) -> Rows {
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut derived: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in &tables.curated {
        let f: Vec<&str> = row.split('\t').chain(std::iter::repeat("")).take(6).collect();
        let line = format!("{}\t{}\t{}\t{}\t1000\t{}\t{}", f[0], f[1], f[2], f[3], f[4], f[5]);
        out.entry(fold(f[0])).or_default().push(line);
    }
    for row in &tables.treaties {
        let f: Vec<&str> = row.split('\t').chain(std::iter::repeat("")).take(5).collect();
        for name in std::iter::once(f[1]).chain(f[4].split(';').filter(|n| !n.is_empty())) {
            let line = format!("{name}\t{}\t{}\t\t1000\t\t", f[0], f[2]);
            let key = fold(name);
            if !out.contains_key(&key) {
                out.insert(key.clone(), vec![line.clone()]);
            }
            if name == f[1] && packing.treaty_prefixes.first().is_some_and(|prefix| !key.contains(prefix)) {
                for prefix in &packing.treaty_prefixes {
                    out.entry(format!("{prefix} {key}")).or_insert_with(|| vec![line.clone()]);
                }
            }
        }
    }
    let curated: BTreeSet<String> = out.keys().cloned().collect();
    for row in &tables.popular {
        let f: Vec<&str> = row.split('\t').collect();
        let line = format!("{}\t{}\t{}\t\t{}\t{}\t", f[0], f[1], f[2], f[3], f[5]);
        let key = fold(f[0]);
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
    for row in &tables.by_year {
        let f: Vec<&str> = row.split('\t').collect();
        let line = format!("{}\t{}\t{}\t\t10\t\t", f[1], f[0], f[2]);
        out.entry(fold(f[1])).or_insert_with(|| vec![line]);
    }
    // Apostrophes come and go between two spellings of a name; the walk along a text passes over them too.
    let spelled = out.into_iter().map(|(key, lines)| (key.replace('\'', ""), lines));
    spelled.flat_map(|(key, lines)| lines.into_iter().map(move |line| (key.clone(), line))).collect()
}

/// The words in which names of laws and treaties end, as the grammar's files have them (`name-word = ["Act", "Code"]`), in small
/// letters.
fn name_words(grammar: &Path) -> Done<BTreeSet<String>> {
    let (mut pending, mut out) = (vec![grammar.to_owned()], BTreeSet::new());
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            for entry in fs::read_dir(&path)? {
                pending.push(entry?.path());
            }
        } else if path.extension().is_some_and(|e| e == "toml") {
            let text = fs::read_to_string(&path)?;
            let lists = text.lines().filter_map(|l| l.strip_prefix("name-word = "));
            out.extend(lists.flat_map(|l| l.split('"').skip(1).step_by(2)).map(str::to_lowercase));
        }
    }
    if out.is_empty() { Err("no family says in which words names end".into()) } else { Ok(out) }
}

/// The names (acronyms, mostly) that hold none of the words in which names of laws and treaties end; the scan looks
/// for each of them.
fn unanchored(names: &[(String, String)], words: &BTreeSet<String>) -> String {
    let holds = |key: &str| key.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(word));
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

/// A name as people write it without its year: `… Act of 2016`, `… Act, 2013`.
fn without_year(key: &str) -> Option<String> {
    let (head, year) = key.rsplit_once(' ')?;
    if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let head = head.strip_suffix(" of").or_else(|| head.strip_suffix(','))?;
    (head.split(' ').count() >= 2).then(|| head.to_owned())
}

/// Writes rows under their keys.
fn pack(to: &Path, name: &str, mut rows: Rows) -> Done<()> {
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    let (mut text, mut offsets) = (String::new(), Vec::with_capacity(4 * rows.len() + 4));
    let mut keys: Vec<(String, u64)> = Vec::new();
    for (i, (key, row)) in rows.into_iter().enumerate() {
        offsets.extend(u32::try_from(text.len())?.to_le_bytes());
        text.push_str(&row);
        match keys.last_mut() {
            // The value is the first row's number and, in the low byte, how many rows share the key.
            Some((last, value)) if *last == key => *value += u64::from(*value & 0xff < 0xff),
            _ => keys.push((key, (i as u64) << 8 | 1)),
        }
    }
    offsets.extend(u32::try_from(text.len())?.to_le_bytes());
    let mut map = fst::MapBuilder::memory();
    for (key, value) in keys {
        map.insert(key, value)?;
    }
    fs::write(to.join(format!("{name}.fst")), map.into_inner()?)?;
    fs::write(to.join(format!("{name}.offsets")), offsets)?;
    fs::write(to.join(format!("{name}.rows")), text)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Grammar;
    use crate::registry::table::Table;

    fn rows(rows: &[&str]) -> Vec<String> {
        rows.iter().map(|r| (*r).to_owned()).collect()
    }

    fn keys(names: &Rows) -> Vec<&str> {
        names.iter().map(|(key, _)| key.as_str()).collect()
    }

    #[test]
    fn a_name_is_found_without_its_year_where_no_other_has_that_spelling() {
        let popular = rows(&[
            "Harbour Dues Act of 1987\t/us/pl/100/900\t1987-05-01\t3\t1.00\t\t",
            "Ferry Act of 1990\t/us/pl/101/900\t1990-05-01\t3\t0.10\t\t",
        ]);
        let names = names(&NameTables { popular, ..NameTables::default() }, &Packing::default());
        // A share of a tenth is a printer's error.
        assert_eq!(keys(&names), ["harbour dues act", "harbour dues act of 1987"]);
    }

    #[test]
    fn a_treatys_name_has_its_prefixes_and_its_short_forms() {
        let packing = Packing::read(&rows(&["treaty-prefix\tunited nations", "treaty-prefix\tun"]));
        let treaties = rows(&[
            "/treaty/x\tConvention on Lights\t1980-01-01\t9\tCOL",
            "/treaty/y\tUnited Nations Pact\t1981-01-01\t9\t",
        ]);
        let names = names(&NameTables { treaties, ..NameTables::default() }, &packing);
        let prefixed =
            ["col", "convention on lights", "un convention on lights", "united nations convention on lights"];
        assert_eq!(keys(&names), [prefixed.as_slice(), &["united nations pact"]].concat());
    }

    #[test]
    fn the_crosswalk_takes_short_paths_where_they_are_one_sections() {
        let place = COLUMNS.iter().position(|c| *c == "source").unwrap_or_default();
        let row = |id: &str, source: &str| {
            let mut fields = vec![""; COLUMNS.len()];
            fields[place] = source;
            (id.to_owned(), fields.join("\t"))
        };
        let facts = [
            row("/us/usc/t1/s1", "/us/pl/99/1/tI/s5"),
            row("/us/usc/t1/s2", "/us/pl/99/1/tII/s6"),
            row("/us/usc/t1/s3", "/us/pl/99/1/tIII/s6"),
        ];
        let out = crosswalk(&facts).unwrap_or_else(|e| panic!("{e}"));
        let of = |key: &str| out.iter().filter(|(k, _)| k == key).map(|(_, v)| v.as_str()).collect::<Vec<_>>();
        assert_eq!(of("/us/pl/99/1/s5"), ["/us/usc/t1/s1"]);
        assert_eq!(of("/us/pl/99/1/s6"), [""; 0]);
        assert_eq!(of("/us/usc/t1/s2"), ["/us/pl/99/1/tII/s6"]);
    }

    #[test]
    fn names_without_the_words_of_names_are_looked_for_one_by_one() {
        let names: Rows = [("nkspea", "NKSPEA\t/us/pl/1/1"), ("ferry act", "Ferry Act\t/us/pl/1/2")]
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .into();
        assert_eq!(unanchored(&names, &BTreeSet::from(["act".to_owned()])), "NKSPEA");
    }

    #[test]
    fn the_words_of_names_are_those_of_the_grammar() {
        let words = name_words(Path::new("grammar")).unwrap_or_else(|e| panic!("{e}"));
        let grammar = Grammar::builtin().unwrap_or_else(|e| panic!("{e}"));
        let lists = grammar.families.iter().flat_map(|f| &f.words).filter(|w| w.name == "name-word");
        let loaded: BTreeSet<String> = lists.flat_map(|w| &w.spellings).map(|(s, _)| s.to_lowercase()).collect();
        assert_eq!(words, loaded);
    }

    #[test]
    fn the_tables_pack_as_they_are_compiled_in() {
        let to = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
        pack_all(Path::new("corpus/authorities"), Path::new("grammar"), to.path()).unwrap_or_else(|e| panic!("{e}"));
        let packed = |name: &str| fs::read(to.path().join(name)).unwrap_or_default();
        assert!(packed("names.rows") == include_bytes!(concat!(env!("OUT_DIR"), "/names.rows")));
        assert!(packed("facts.fst") == include_bytes!(concat!(env!("OUT_DIR"), "/facts.fst")));
        assert!(packed("sections-gone.rows") == include_bytes!(concat!(env!("OUT_DIR"), "/sections-gone.rows")));
        assert!(packed("paths.fst") == include_bytes!(concat!(env!("OUT_DIR"), "/paths.fst")));
    }

    #[test]
    fn what_is_packed_is_opened() {
        let to = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
        let given = [("b", "2\tx"), ("a", "1\ty"), ("a", "3\tz")].map(|(k, v)| (k.to_owned(), v.to_owned()));
        pack(to.path(), "t", given.into()).unwrap_or_else(|e| panic!("{e}"));
        let bytes =
            |end: &str| -> &'static [u8] { fs::read(to.path().join(format!("t.{end}"))).unwrap_or_default().leak() };
        let text = std::str::from_utf8(bytes("rows")).unwrap_or_default();
        let table = Table::new(bytes("fst"), bytes("offsets"), text);
        assert_eq!(table.get("a").map(|row| row.field(1)).collect::<Vec<_>>(), ["y", "z"]);
        assert_eq!(table.get("b").map(|row| row.field(0)).collect::<Vec<_>>(), ["2"]);
        assert_eq!(table.get("c").count(), 0);
    }
}
