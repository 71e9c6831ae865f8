//! ARCHITECTURE.md and the rules it states, held against the tree.

#[path = "architecture/imports.rs"]
mod imports;
#[path = "architecture/knowledge.rs"]
mod knowledge;
#[path = "architecture/source.rs"]
mod source;

use std::fs;

use source::{files, name, read, root};

#[test]
fn architecture_names_every_module_and_nothing_that_is_gone() {
    let text = read(&root().join("ARCHITECTURE.md"));
    for entry in fs::read_dir(root().join("src")).into_iter().flatten().flatten().filter(|e| e.path().is_dir()) {
        let name = format!("src/{}/", entry.file_name().to_string_lossy());
        assert!(text.contains(&name), "ARCHITECTURE.md says nothing of {name}");
    }
    let quoted = text.split('`').skip(1).step_by(2);
    let paths = quoted
        .filter(|q| ["src/", "grammar/", "corpus/", "tests/", "benches/", ".ci/"].iter().any(|p| q.starts_with(p)));
    for path in paths.filter(|p| !p.contains(['*', '<', ' '])) {
        assert!(root().join(path).exists(), "ARCHITECTURE.md names {path}, which is not there");
    }
}

#[test]
fn each_engine_is_named_in_one_module() {
    for (engine, module) in [
        ("nom::", "src/parse/"),
        ("tantivy::", "src/index/"),
        ("aho_corasick::", "src/scan/"),
        ("clap::", "src/cli/"),
        ("ureq::", "src/cli/fetch/"),
    ] {
        for file in files("src", "rs") {
            let name = name(&file);
            let used = read(&file).lines().any(|l| {
                !l.trim_start().starts_with("//")
                    && (l.contains(&format!(" {engine}")) || l.trim_start().starts_with(engine))
            });
            assert!(!used || name.starts_with(module), "{name} names {engine}; only {module} may");
        }
    }
}

#[test]
fn the_library_prints_nothing_and_reads_files_only_in_its_reading_rooms() {
    for file in files("src", "rs") {
        let name = name(&file);
        if name.starts_with("src/cli/") || name == "src/main.rs" || name.contains("/tests/") {
            continue;
        }
        let text = read(&file);
        let code = text.split("#[cfg(test)]").next().unwrap_or(&text);
        for line in code.lines().filter(|l| !l.trim_start().starts_with("//")) {
            assert!(!line.contains("println!(") && !line.contains("eprint"), "{name} prints: {line}");
            let reads = line.contains("fs::read") || line.contains("File::open");
            let room = ["src/read/", "src/registry/", "src/grammar/", "src/library/", "src/index/"]
                .iter()
                .any(|r| name.starts_with(r));
            assert!(!reads || room, "{name} reads a file: {line}");
        }
    }
}

/// Instruments are data. Only the module that defines ids knows how a public law's are written.
#[test]
fn no_rust_names_an_instrument() {
    for file in files("src", "rs") {
        let name = name(&file);
        // How publishers address their files is part of their formats.
        if name == "src/provision/mod.rs" || name.contains("/tests") || name.starts_with("src/law/") {
            continue;
        }
        let text = read(&file);
        let code = text.split("#[cfg(test)]").next().unwrap_or(&text);
        for line in code.lines().filter(|l| !l.trim_start().starts_with("//") && !l.contains("as in `id")) {
            for named in ["\"/us/", "\"/un/", "\"/treaty/", "\"/eu/", "\"/uk/", "\"U.S.C", "\"Act\" =>"] {
                assert!(!line.contains(named), "{name} names an instrument: {line}");
            }
        }
    }
}

#[test]
fn every_file_says_what_it_is_and_none_is_a_ledger() {
    for file in files("src", "rs").into_iter().chain(files("tests", "rs")) {
        let text = read(&file);
        assert!(text.starts_with("//!"), "{} has no module doc", file.display());
        assert!(text.lines().count() <= 700, "{} is over 700 lines", file.display());
    }
}
