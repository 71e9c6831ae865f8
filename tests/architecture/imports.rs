//! Which room names which, and which files of a room name each other in a circle.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use crate::source::{files, name, parted, read, root, without_tests};

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|e| panic!("{e}"))
}

/// The rooms in the order of ARCHITECTURE.md's table.
pub(crate) fn rooms() -> Vec<String> {
    let text = read(&root().join("ARCHITECTURE.md"));
    let rooms: Vec<String> = regex(r"(?m)^\| `src/(\w+)/`").captures_iter(&text).map(|c| c[1].to_owned()).collect();
    assert!(rooms.len() > 10, "ARCHITECTURE.md has lost its table of rooms");
    rooms
}

/// `use a::{b::C, d}` as `a::b::C` and `a::d`.
fn spread(path: &str) -> Vec<String> {
    let Some((head, rest)) = path.split_once('{') else {
        let plain = path.split(" as ").next().unwrap_or(path);
        return vec![plain.split_whitespace().collect()];
    };
    let (mut depth, mut start, mut out) = (0, 0, Vec::new());
    for (i, c) in rest.char_indices() {
        match c {
            '{' => depth += 1,
            ',' | '}' if depth == 0 => {
                out.extend(spread(&format!("{}{}", head.trim(), rest[start..i].trim())));
                start = i + 1;
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    out.retain(|p| !p.ends_with("::"));
    out
}

/// Every path that begins with `crate`, `super` or `self`, in `use` or in the code.
fn paths(code: &str) -> BTreeSet<String> {
    let uses = regex(r"(?m)^\s*(?:pub(?:\([\w:: ]+\))? )?use ((?:crate|super|self)::[^;]+);");
    let mut out: BTreeSet<String> = uses.captures_iter(code).flat_map(|c| spread(&c[1])).collect();
    let inline = regex(r"\b(?:crate|super|self)(?:::\w+)+");
    out.extend(inline.find_iter(&uses.replace_all(code, "")).map(|m| m.as_str().to_owned()));
    out
}

#[test]
fn a_room_names_only_those_above_it() {
    let rooms = rooms();
    let place = |room: &str| rooms.iter().position(|r| r == room);
    for file in files("src", "rs") {
        let name = name(&file);
        let Some(own) = name.split('/').nth(1).and_then(place) else { continue };
        for path in paths(&parted(without_tests(&read(&file))).0) {
            let Some(other) = path.strip_prefix("crate::").and_then(|p| place(p.split("::").next()?)) else { continue };
            assert!(other <= own, "{name} names {path}: `{}` stands below `{}`", rooms[other], rooms[own]);
        }
    }
}

/// The files of a module tree by module path: `src/read/html/page.rs` is `read::html::page`.
struct Modules {
    files: BTreeMap<Vec<String>, String>,
    /// What a module's own file gives on from its children: module, item → child's item.
    given: BTreeMap<(Vec<String>, String), Vec<String>>,
}

impl Modules {
    fn read() -> Self {
        let (mut tree, mut given) = (BTreeMap::new(), BTreeMap::new());
        for file in files("src", "rs") {
            let name = name(&file);
            let stem = name.trim_start_matches("src/").trim_end_matches(".rs");
            let module: Vec<String> = stem.split('/').filter(|p| *p != "mod").map(str::to_owned).collect();
            tree.insert(module, name);
        }
        for (module, name) in &tree {
            let code = parted(without_tests(&read(&root().join(name)))).0;
            let uses = regex(r"(?m)^pub(?:\([\w: ]+\))? use ([^;]+);");
            for path in uses.captures_iter(&code).flat_map(|c| spread(&c[1])) {
                let mut parts: Vec<String> = path.split("::").map(str::to_owned).collect();
                parts.retain(|p| p != "self");
                let whole: Vec<String> = module.iter().cloned().chain(parts.iter().cloned()).collect();
                given.insert((module.clone(), parts.last().cloned().unwrap_or_default()), whole);
            }
        }
        Self { files: tree, given }
    }

    /// The file in which a path named in a module ends.
    fn file_of(&self, module: &[String], path: &str) -> Option<&String> {
        let mut parts = path.split("::").map(str::to_owned).peekable();
        let mut at = module.to_vec();
        while let Some(part) = parts.next_if(|p| matches!(p.as_str(), "crate" | "super" | "self")) {
            match part.as_str() {
                "crate" => at.clear(),
                "super" => drop(at.pop()),
                _ => {}
            }
        }
        for part in parts {
            if let Some(whole) = self.given.get(&(at.clone(), part.clone())) {
                let child = whole[..whole.len() - 1].to_vec();
                return self.files.get(&child);
            }
            at.push(part);
            if !self.files.contains_key(&at) {
                at.pop();
                break;
            }
        }
        self.files.get(&at)
    }
}

/// The circles: sets of files of which each reaches each other. A module's own file (`mod.rs`) and its children are one thing
/// and count no circle.
fn circles() -> BTreeSet<String> {
    let modules = Modules::read();
    let own = |name: &str| name.ends_with("/mod.rs") || !name["src/".len()..].contains('/');
    let mut ties: BTreeMap<&String, BTreeSet<&String>> = BTreeMap::new();
    for (module, file) in modules.files.iter().filter(|(_, f)| !own(f)) {
        let code = parted(without_tests(&read(&root().join(file)))).0;
        let named = paths(&code);
        let others = named.iter().filter_map(|path| modules.file_of(module, path));
        ties.entry(file).or_default().extend(others.filter(|f| *f != file && !own(f)));
    }
    let reached = |from: &String| {
        let (mut seen, mut pending) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(next) = pending.pop() {
            for other in ties.get(&next).into_iter().flatten() {
                if seen.insert((*other).clone()) {
                    pending.push((*other).clone());
                }
            }
        }
        seen
    };
    let reach: BTreeMap<&String, BTreeSet<String>> = ties.keys().map(|f| (*f, reached(f))).collect();
    let circle = |file: &String| -> Vec<&str> {
        reach
            .iter()
            .filter(|(other, far)| far.contains(file) && reach[file].contains(**other))
            .map(|(o, _)| o.as_str())
            .collect()
    };
    ties.keys().map(|f| circle(f).join(" ")).filter(|c| c.contains(' ')).collect()
}

/// Two files that need each other are one file, or lack a third. Those that do so still are listed; the list only shrinks.
#[test]
fn no_files_in_a_circle_but_those_listed() {
    let list = root().join("tests/architecture/circles.txt");
    let (now, listed) = (circles(), read(&list));
    let listed: BTreeSet<String> = listed.lines().filter(|l| !l.starts_with('#')).map(str::to_owned).collect();
    let within = |c: &str, l: &str| c.split(' ').all(|f| l.split(' ').any(|o| o == f));
    let new: Vec<&String> = now.iter().filter(|c| !listed.iter().any(|l| within(c, l))).collect();
    assert!(new.is_empty(), "files that need each other in a circle: {new:#?}");
    assert!(now == listed, "a circle was opened: write tests/architecture/circles.txt as {now:#?}");
}

#[test]
fn paths_are_read_as_rust_reads_them() {
    let code = "use crate::{text::{Span, fold}, quote};\npub(super) use super::walk::Walk as W;\nfn f() { self::g::h(); crate::law::x() }";
    let read: Vec<String> = paths(code).into_iter().collect();
    assert_eq!(
        read,
        ["crate::law::x", "crate::quote", "crate::text::Span", "crate::text::fold", "self::g::h", "super::walk::Walk"]
    );
}
