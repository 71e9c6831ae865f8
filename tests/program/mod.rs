//! Runs the program in a folder and reads what it printed.

// Each test file uses a part of this.
#![allow(dead_code, reason = "shared by several test binaries")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

pub(crate) fn pincite(args: &[&str], dir: &Path) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_pincite"));
    command.args(args).current_dir(if dir.as_os_str().is_empty() { root } else { dir });
    command.env("COLUMNS", "100").env_remove("NO_COLOR").stdin(Stdio::null()).output().unwrap_or_else(|e| panic!("{e}"))
}

/// In the repository's folder, with a variable of the environment.
pub(crate) fn with_env(args: &[&str], name: &str, value: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pincite"));
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("NO_COLOR").env(name, value);
    command.stdin(Stdio::null()).output().unwrap_or_else(|e| panic!("{e}"))
}

pub(crate) fn in_repository(args: &[&str]) -> Output {
    pincite(args, Path::new(""))
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

pub(crate) fn write(dir: &TempDir, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = dir.path().join(name);
    let _ = path.parent().map(fs::create_dir_all);
    fs::write(&path, bytes).unwrap_or_else(|e| panic!("{e}"));
    path
}

pub(crate) fn folder() -> TempDir {
    TempDir::new().unwrap_or_else(|e| panic!("{e}"))
}
