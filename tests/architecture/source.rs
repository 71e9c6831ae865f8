//! Rust as text: its files, its code without comments and tests, the strings in it.

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder whose names end so, in order.
pub(crate) fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let (mut pending, mut files) = (vec![root().join(folder)], Vec::new());
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            pending.extend(fs::read_dir(&path).into_iter().flatten().flatten().map(|e| e.path()));
        } else if path.extension().is_some_and(|e| e == extension) {
            files.push(path);
        }
    }
    files.sort();
    files
}

pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// A path as the tests name it: from the root, with `/`.
pub(crate) fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// What a file does besides testing itself: its unit tests are the module at its end.
pub(crate) fn without_tests(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod tests {").map_or(text, |at| &text[..at])
}

/// Code with comments and strings blanked, and the strings.
pub(crate) fn parted(text: &str) -> (String, Vec<String>) {
    let (mut code, mut strings) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let hashes = rest.strip_prefix('r').map_or(0, |r| r.len() - r.trim_start_matches('#').len());
        let taken = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |at| at + 2)
        } else if first == 'r' && rest[1 + hashes..].starts_with('"') && !code.ends_with(|c: char| c.is_alphanumeric())
        {
            let begin = hashes + 2;
            let end = rest[begin..].find(&format!("\"{}", "#".repeat(hashes))).map_or(rest.len(), |at| begin + at);
            strings.push(rest[begin..end].to_owned());
            (end + 1 + hashes).min(rest.len())
        } else if first == '"' {
            let mut escaped = false;
            let end = rest[1..].find(|c| {
                let closes = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                closes
            });
            let end = end.map_or(rest.len(), |at| at + 1);
            strings.push(rest[1..end].to_owned());
            (end + 1).min(rest.len())
        } else if first == '\'' {
            // A character, or a lifetime.
            let escape = rest[1..].starts_with('\\');
            let begin = 1 + usize::from(escape);
            let character = rest[begin..].chars().next().map_or(0, char::len_utf8);
            let closes = rest[begin + character..].find('\'').filter(|at| *at == 0 || escape && *at < 9);
            closes.map_or(1, |at| begin + character + at + 1)
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        code.extend(rest[..taken].chars().filter(|c| *c == '\n'));
        code.push(' ');
        rest = &rest[taken..];
    }
    (code, strings)
}

#[test]
fn comments_and_strings_are_told_from_code() {
    let text = "let a = \"x \\\" y\"; // \"no\"\nlet b = '\"'; fn f<'a>(r: &'a str) { r#\"raw \"q\"\"#; '\\'' }";
    let (code, strings) = parted(text);
    assert_eq!(strings, ["x \\\" y", "raw \"q\""]);
    assert!(code.contains("fn f<") && code.contains("r: &") && !code.contains("no"), "{code}");
}
