//! Packs the tables of `corpus/authorities/` for the registry; what is done there is `src/registry/pack.rs`.

#![allow(dead_code, unreachable_pub, reason = "files shared with the library, which uses the rest of them")]

use std::error::Error;
use std::path::{Path, PathBuf};

#[path = "src/registry/columns.rs"]
mod columns;
#[path = "src/provision/flat.rs"]
mod flattening;
#[path = "src/text/fold.rs"]
mod folding;
#[path = "src/registry/pack.rs"]
mod pack;

use flattening::flat;
use folding::fold;

fn main() -> Result<(), Box<dyn Error>> {
    for read in [
        "corpus/authorities",
        "grammar",
        "src/registry/columns.rs",
        "src/registry/pack.rs",
        "src/provision/flat.rs",
        "src/text/fold.rs",
    ] {
        println!("cargo::rerun-if-changed={read}");
    }
    commit();
    let to = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?);
    pack::pack_all(Path::new("corpus/authorities"), Path::new("grammar"), &to)
}

/// Which commit a release is made of, for `--version`; asked of git in release builds alone, so that a commit makes no other build
/// start anew.
fn commit() {
    println!("cargo::rerun-if-env-changed=PINCITE_COMMIT");
    let given = std::env::var("PINCITE_COMMIT").ok();
    let git = |args: &[&str]| {
        let out = std::process::Command::new("git").args(args).output().ok().filter(|out| out.status.success())?;
        Some(String::from_utf8_lossy(&out.stdout).trim().to_owned())
    };
    let release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let asked = || {
        let head = git(&["rev-parse", "--git-path", "logs/HEAD"])?;
        println!("cargo::rerun-if-changed={head}");
        git(&["rev-parse", "--short=12", "HEAD"])
    };
    if let Some(commit) = given.or_else(|| if release { asked() } else { None }) {
        println!("cargo::rustc-env=PINCITE_COMMIT={commit}");
    }
}
